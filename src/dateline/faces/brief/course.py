"""What happened, who says what, and who holds which post."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from dateline.faces.brief.lines import group, line
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import cut, day_words, event_words, names, weekday_words
from dateline.knowledge.countries import countries
from dateline.merge.corpus import Corpus
from dateline.merge.days import is_long, one_day
from dateline.merge.same import is_named, party_key, together, words_key
from dateline.merge.weight import weight
from dateline.records import Event, Role, Statement
from dateline.resolve.parts import REAL

_HAPPENED, _A_DAY, _SPEAKERS, _POSTS = 15, 2, 6, 6  # lines shown
_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "this", "that", "these", "those", "him", "them"})


def happened(corpus: Corpus) -> Section:
    """By day; what most reports tell is chosen where there is more than fits."""
    told = [e for e in corpus.all(Event) if e.status in REAL and not e.negated and (e.actors or e.recipients)]
    clusters = [c for c in together(corpus, told) if not is_long(c[0].when)]
    shown: dict[str, list[list[Event]]] = defaultdict(list)
    room = _HAPPENED
    for cluster in sorted(clusters, key=weight, reverse=True):
        day = _day(corpus, cluster)
        if room and len(shown[day]) < _A_DAY:
            shown[day].append(cluster)
            room -= 1
    lines = [_event_line(corpus, day, cluster) for day in sorted(shown) for cluster in shown[day]]
    return Section("What happened", (group(None, lines, len(clusters)),) if lines else ())


def _day(corpus: Corpus, cluster: Sequence[Event]) -> str:
    return one_day(cluster[0].when) or corpus.day(cluster[0])


def _event_line(corpus: Corpus, day: str, cluster: Sequence[Event]) -> Line:
    reported = "" if one_day(cluster[0].when) else "reported "
    return line(corpus, reported + weekday_words(day), event_words(corpus, cluster[0]), cluster)


def says(corpus: Corpus) -> Section:
    """The speakers that most reports quote, each with the last thing told of them at some length."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus.all(Statement):
        if statement.speakers:
            said[party_key(statement.speakers[-1])].append(statement)
    ranked = sorted(said.values(), key=lambda ss: (-is_named(ss[0].speakers[-1]), -len({s.report for s in ss})))
    lines = [_statement_line(corpus, statements) for statements in ranked[:_SPEAKERS]]
    return Section("Who says what", (group(None, lines, len(ranked)),) if lines else ())


def _statement_line(corpus: Corpus, statements: Sequence[Statement]) -> Line:
    best = min(reversed(statements), key=lambda s: (not 40 <= s.content.end - s.content.start <= 200, _leans(corpus, s)))
    same = [s for s in statements if words_key(corpus.words(s, s.content)) == words_key(corpus.words(best, best.content))]
    told = "denies" if best.attitude == "deny" else f"{best.attitude}s"
    to = f" to {names(best.addressees)}" if best.addressees else ""
    text = f"{told}{to} ({day_words(corpus.day(best))}): {cut(corpus.words(best, best.content), 140)}"
    return line(corpus, names(best.speakers[-1:]), text, [best, *(s for s in same if s is not best)])


def _leans(corpus: Corpus, s: Statement) -> bool:
    """Whether the content opens with a pronoun, which tells a reader nothing."""
    return corpus.words(s, s.content).split(" ", 1)[0].strip('"“').lower() in _PRONOUNS


def posts(corpus: Corpus) -> Section:
    """Who holds which post, as the reports name them."""
    held: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in corpus.all(Role):
        held[(party_key(role.person), role.time)].append(role)
    ranked = sorted(held.values(), key=lambda roles: -len({r.report for r in roles}))
    lines = [_post_line(corpus, roles) for roles in ranked[:_POSTS]]
    return Section("Who holds which post", (group(None, lines, len(ranked)),) if lines else ())


def _post_line(corpus: Corpus, roles: Sequence[Role]) -> Line:
    titles = Counter(words_key(_post(r)) for r in roles)
    best = max(roles, key=lambda r: (titles[words_key(_post(r))], len(_post(r))))
    time = "" if best.time == "current" else f" ({best.time})"
    return line(corpus, best.person.name, f"{_post(best)}{time}", [best, *(r for r in roles if r is not best)])


def _post(r: Role) -> str:
    country = countries().get(r.country or "")
    holder = r.organisation.name if r.organisation else country.name if country else None
    return f"{r.title}, {holder}" if holder and words_key(holder) not in words_key(r.title) else r.title
