"""Positions that single records tell: who is for, against, asks for, refuses, offers, threatens or denies what, toward whom.

An event of a type of words (REQUEST, REJECT ...) tells one where its trigger is a word of lexicons/dossiers.toml; the statement made by that same
word gives the matter. A statement without such an event tells one by its attitude. What is negated, supposed or only demanded tells none.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.merge import stance_patterns as words
from dateline.merge.corpus import Corpus
from dateline.merge.dossier_words import Stance, lexicon
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event, Statement
from dateline.records.acts.retold import count_of
from dateline.resolve.parts import REAL, Party, Source, Status
from dateline.span import Span

_ATTITUDES: Mapping[str, Stance] = {"ask": "asks for", "want": "asks for", "promise": "offers", "deny": "denies"}
_SAYING: Mapping[Stance, frozenset[str]] = {  # stance of an event → attitudes of the statement that its words make
    "asks for": frozenset({"ask", "want", "say"}),
    "denies": frozenset({"deny"}),
    "against": frozenset({"say", "believe"}),
    "offers": frozenset({"promise"}),
    "threatens": frozenset({"promise", "say", "want"}),
}
# Types whose recipients may be those whom their object only concerns.
_OF_OBJECT = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "RETREAT"})
_ANY: frozenset[Status] = frozenset({*REAL, "planned"})
_TIMES: Mapping[str, frozenset[Status]] = {  # type → at which times it is a position: who is agreeing, or letting others in, may only be asked to
    "ACCUSE": REAL,
    "AGREE": frozenset({"happened", "planned"}),
    "CONCEDE": frozenset({"happened"}),
    "RETREAT": frozenset({"happened"}),
}
_HELD = frozenset({"say", "believe"})  # attitudes of a source that leave what it passes on as it is
_FAR = 120  # characters of a matter after the words of its event
_NEXT = 4  # words after a trigger in which its object stands


class Stand(NamedTuple):
    """A position as one record tells it: whose, toward whom, on what (the text's own words under `topic`), and on whose word.

    `statement` is the one made by the same words as an event, if any.
    """

    holder: Party
    stance: Stance
    toward: tuple[Party, ...]
    topic: Span
    record: Event | Statement
    status: Status
    sources: tuple[Source, ...]
    statement: str | None = None


def stands(corpus: Corpus) -> Iterator[Stand]:
    """Every position that a record of the corpus tells, once for each who holds it, in the corpus's order."""
    made = _Made(corpus.all(Statement))
    spoken: set[str] = set()
    for event in corpus.all(Event):
        if event.type not in lexicon().triggers:
            continue
        stance = _stance_of(corpus, event)
        if stance is None:
            continue
        cued = made.by(event, stance)
        own = [s for s in cued if _names(s.speakers) & _names(event.actors)]
        if cued and not own:
            continue  # of two readings of who speaks, that of the statement stands
        spoken.update(s.id for s in own)
        yield from _of_event(corpus, event, stance, own)
    for statement in corpus.all(Statement):
        if statement.id not in spoken:
            yield from _of_statement(corpus, statement)


class _Made:
    """Statements by report and opening, so that those which an event's words make are found without looking at all."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._of: dict[str, list[Statement]] = defaultdict(list)
        self._longest: dict[str, int] = defaultdict(int)
        for one in sorted(statements, key=lambda s: s.span.start):
            self._of[one.report].append(one)
            self._longest[one.report] = max(self._longest[one.report], one.span.end - one.span.start)

    def by(self, event: Event, stance: Stance) -> list[Statement]:
        """The statements that the words of an event bring in."""
        its, start = self._of.get(event.report, []), event.trigger.start
        low = bisect_left(its, start - self._longest.get(event.report, 0), key=lambda s: s.span.start)
        high = bisect_right(its, start, key=lambda s: s.span.start)
        near = (s for s in its[low:high] if s.attitude in _SAYING.get(stance, ()) and s.span.contains(event.trigger))
        if stance == "against":  # an accusation goes on to say of what; who opposes a thing says nothing more
            return [s for s in near if event.type == "ACCUSE" and s.content.start > start]
        return [s for s in near if not s.content.start <= start < s.content.end]


def _of_event(corpus: Corpus, event: Event, stance: Stance, own: Sequence[Statement]) -> Iterator[Stand]:
    timely = event.status in _TIMES.get(event.type, _ANY) or (event.type, event.status) == ("AGREE", "offered")
    if event.negated or event.certainty == "possible" or not timely or not _is_passed_on(event.sources):
        return
    text = corpus.reports[event.report].text
    said = next((s for s in own if " " in s.content.of(text).strip()), None)
    topic = _with_not(text, said.content) if said is not None else _topic(corpus, event)
    if topic is None or (stance == "threatens" and words.IN_WORDS.search(topic.of(text)) is None):
        return  # an army that threatens a town need not have said a word
    for holder in event.actors:
        if not _is_by(text, event, holder):
            continue
        others = (p for p in event.recipients if p.name != holder.name and _is_side(p))
        toward = tuple(p for p in others if _is_toward(corpus, event, p))
        yield Stand(holder, stance, toward, topic, event, event.status, event.sources, said.id if said else None)


def _of_statement(corpus: Corpus, statement: Statement) -> Iterator[Stand]:
    stance = _ATTITUDES.get(statement.attitude)
    if stance is None or not _is_passed_on(statement.sources):
        return
    text = corpus.reports[statement.report].text
    around = f"{text[statement.span.start : statement.content.start]} {text[statement.content.end : statement.span.end]}"
    content = statement.content.of(text)
    if words.NO.search(around) or lexicon().question.match(content) or len(content.split()) < 2:
        return
    if statement.attitude == "want" and (content.startswith("to ") or not (lexicon().wanting.search(around) or words.MUST.search(content))):
        return  # a hope or an intention
    if lexicon().opposing.match(content) or words.OPENS_WITH_NOT.match(content):
        stance = "against"
    for holder in statement.speakers:
        toward = tuple(filter(_is_side, statement.addressees))
        yield Stand(holder, stance, toward, statement.content, statement, "happened", statement.sources)


def _with_not(text: str, content: Span) -> Span:
    """What is said, with the "not" before it: "urged them not to leave"."""
    before = words.NOT_BEFORE.search(text, max(0, content.start - _FAR), content.start)
    return content if before is None else Span(before.start(), content.end)


def _stance_of(corpus: Corpus, event: Event) -> Stance | None:
    """The stance that an event's trigger tells."""
    text, lists = corpus.reports[event.report].text, lexicon().triggers[event.type]
    trigger = event.trigger.of(text)
    found = next((stance for stance, its in lists.items() if its.search(trigger)), None)
    if event.type != "REJECT" or found is None:
        return found
    object = " ".join([trigger, *text[event.trigger.end : event.trigger.end + _FAR].split()[:_NEXT]])
    if lists["denies"].search(trigger):
        return "refuses" if vocabulary().admittance.search(object) else "denies"
    return "denies" if found == "refuses" and lexicon().said.search(object) else found


def _is_passed_on(sources: Iterable[Source]) -> bool:
    """Whether those on whose word it stands hold it for so: it is not what they deny, want or fear."""
    return all(source.attitude in _HELD for source in sources)


def _is_by(text: str, event: Event, holder: Party) -> bool:
    """Whether somebody takes a position that a participle tells: "the army, urging ...", "is backing", not "letters to the army urging ..."."""
    if not event.trigger.of(text).split()[:1][0].casefold().endswith("ing"):
        return True
    if text[: event.trigger.start].rstrip().endswith(","):
        return True
    if holder.span is None or holder.span.end > event.trigger.start:
        return False
    between = text[holder.span.end : event.trigger.start]
    if words.IS.search(between) is not None:
        return True
    return words.BESIDE.fullmatch(between) is not None and words.OF_ANOTHER.search(text, max(0, holder.span.start - _FAR), holder.span.start) is None


def _is_side(party: Party) -> bool:
    """Whether a position may be toward a party: to somebody, and not to the press, which is told everything."""
    return (party.sector is not None or party.actor is not None) and party.sector != "JRN" and count_of(party.name) is None


def _is_toward(corpus: Corpus, event: Event, party: Party) -> bool:
    """Whether a position is toward a party, and not on a matter that concerns it: "vetoed the resolution on Syria" is toward nobody."""
    text = corpus.reports[event.report].text
    if event.type == "REQUEST" and party.span is not None:
        return words.ON_A_MATTER.search(text[event.trigger.end : max(event.trigger.end, party.span.start)]) is None
    if event.type == "THREATEN" and party.span is not None:
        return words.OF.search(text[event.trigger.end : max(event.trigger.end, party.span.start)]) is None
    if event.type not in _OF_OBJECT or party.span is None:
        return True
    if party.span.start < event.trigger.start:
        return _is_passive(text, event)
    if event.type == "ACCUSE" and lexicon().blaming.search(event.trigger.of(text)):
        return True  # the attack "on rebels" is blamed on them, and condemned with no word of whose it is
    between = text[event.trigger.end : party.span.start]
    return (
        party.span.overlaps(event.trigger)
        or words.BEFORE_OBJECT.fullmatch(between) is not None
        or (event.type == "ACCUSE" and words.DEED_BY.search(between) is not None)
    )


def _topic(corpus: Corpus, event: Event) -> Span | None:
    """What an event's clause is about: from its trigger to the end of the clause, from its first word where that is passive, so that nothing of it
    follows; none where it tells nothing but who did it."""
    text, end = corpus.reports[event.report].text, max(event.span.end, event.trigger.end)
    stop = words.CLAUSE_ENDS.search(text, end + (text[end : end + 1] == ","), end + _FAR)  # a comma at once opens a part of the clause
    cut = text.rfind(" ", end, end + _FAR) if len(text) > end + _FAR else len(text)
    last = max(end, stop.start() if stop else cut)
    passive = _is_passive(text, event)
    start = min(event.span.start, event.trigger.start) if passive or not text[event.trigger.end : last].strip() else event.trigger.start
    bare = start == event.trigger.start and (passive or last == event.trigger.end)
    return None if bare else Span(start, end if passive else last)


def _is_passive(text: str, event: Event) -> bool:
    return words.BY.match(text, event.trigger.end) is not None


def _names(parties: Iterable[Party]) -> set[str]:
    return {p.name for p in parties}
