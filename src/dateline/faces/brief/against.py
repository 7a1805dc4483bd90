"""Who said what against, or for, whom: acts of speech between parties, and what is quoted beside them."""

from collections import defaultdict
from collections.abc import Sequence

from dateline.faces.brief.desk import Desk, One, is_speech
from dateline.faces.brief.lines import group, happening_line, line
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import cut, day_words, names
from dateline.merge.corpus import Corpus
from dateline.merge.keys import is_named, party_key, party_keys, words_key
from dateline.records import Statement
from dateline.resolve.parties.party_words import party_words

_PAIRS, _EARLIER, _SPEAKERS = 7, 2, 4  # lines, earlier acts told in one, lines
_CONTENT = range(40, 201)  # characters of a statement that tells something and is soon read
_SPOKE = {"say": "said", "believe": "believed", "want": "wanted", "fear": "feared", "promise": "promised", "deny": "denied", "ask": "asked"}
_SAID = 140  # characters of it shown


def who_said_what(desk: Desk) -> Section:
    """One line for each two parties, the last act first; then those most quoted, with the last that they said at some length."""
    pairs: dict[tuple[frozenset[str], frozenset[str]], list[One]] = defaultdict(list)
    for one in desk.of_kind(is_speech):
        if one.clear and one.best.actors and one.best.recipients:
            pairs[(party_keys(one.best.actors), party_keys(one.best.recipients))].append(one)
    last_first = sorted(pairs.values(), key=lambda acts: (max(a.last for a in acts), max(a.weight for a in acts)), reverse=True)
    spoken_by = _by_speaker(desk)
    groups = (
        group(
            "Between parties, the last first", [_pair(desk, acts) for acts in last_first[:_PAIRS]], len(pairs), desk.see("happenings --about words")
        ),
        group(
            "Most quoted",
            [_statement(desk, statements) for statements in spoken_by[:_SPEAKERS]],
            len(spoken_by),
            desk.see("actors list"),
        ),
    )
    return Section("Who said what against whom", tuple(g for g in groups if g.lines))


def _pair(desk: Desk, acts: Sequence[One]) -> Line:
    last, *earlier = sorted(acts, key=lambda a: (a.last, a.weight), reverse=True)
    before = ", ".join(f"{desk.corpus.words(a.best, a.best.trigger).lower()} ({day_words(a.last)})" for a in earlier[:_EARLIER])
    return happening_line(desk, last, more=f"; before that {before}" if before else "")


def _by_speaker(desk: Desk) -> list[list[Statement]]:
    """The statements of each speaker with a name, those whom most reports quote first."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in desk.corpus.all(Statement):
        if statement.speakers and is_named(statement.speakers[-1]) and desk.is_timely(desk.corpus.day(statement)):
            said[party_key(statement.speakers[-1])].append(statement)
    return sorted(said.values(), key=lambda ss: -len({s.report for s in ss}))


def _statement(desk: Desk, statements: Sequence[Statement]) -> Line:
    corpus = desk.corpus
    best = min(reversed(statements), key=lambda s: (s.content.end - s.content.start not in _CONTENT, _leans(corpus, s)))
    same = [s for s in statements if words_key(corpus.words(s, s.content)) == words_key(corpus.words(best, best.content))]
    told = _SPOKE[best.attitude]
    to = f" to {names(best.addressees)}" if best.addressees else ""
    text = f"{told}{to} ({day_words(corpus.day(best))}): {cut(corpus.words(best, best.content), _SAID)}"
    return line(desk, names(best.speakers[-1:]), text, [best, *(s for s in same if s is not best)])


def _leans(corpus: Corpus, s: Statement) -> bool:
    """Whether the content opens with a pronoun, which tells a reader nothing."""
    words = party_words().pronouns
    return corpus.words(s, s.content).split(" ", 1)[0].strip('"“').lower() in words.he | words.she | words.they | words.it
