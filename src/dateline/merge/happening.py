"""Happenings: one thing in the world each, put together from the events that tell of it, with who says what of each field."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from dateline.merge.borrowing import lender_of_event, lender_of_report, outlet
from dateline.merge.clusters import Clusters, Group
from dateline.merge.corpus import Corpus
from dateline.merge.facts import facts
from dateline.merge.judgement import Decided
from dateline.merge.keys import party_key
from dateline.merge.origins import origins
from dateline.records import Event
from dateline.resolve.parts import REAL, Party, When, Where

State = Literal[
    "announced",
    "confirmed",
    "demanded",
    "offered",
    "supposed",
    "took place",
    "denied",
    "agreed",
    "refused",
    "moved",
    "called off",
    "did not take place",
]


class Rival(msgspec.Struct, frozen=True):
    """A value of a field, the ids of the events that give it, on whose word (sources named by the reports, else their publishers), and of how many
    origins those are."""

    value: str
    events: tuple[str, ...]
    sources: tuple[str, ...]
    origins: int


class Step(msgspec.Struct, frozen=True):
    """What a happening or a plan was told to be, from a day on (ISO 8601, null where the report bears none), and the event that told it first.

    `to`: the day to which a plan was moved, where that is told; `reasons`: why the event is taken to tell of the plan.
    """

    day: str | None
    state: State
    event: str
    to: str | None = None
    reasons: tuple[str, ...] = ()


class Happening(msgspec.Struct, frozen=True, kw_only=True, tag="happening", tag_field="kind"):
    """One thing in the world. Each of `types` to `statuses` holds rival values, the one of most origins first; `type`, `when` and `where` are null
    where their best value is disputed by as many origins. `origins` are ids of the reports that are no copies or, where those name an
    agency or outlet from which they have it, its name; `first` and `last` are the days
    on which it was told."""

    id: str
    events: tuple[str, ...]
    type: str | None = None
    when: When | None = None
    where: Where | None = None
    types: tuple[Rival, ...] = ()
    whens: tuple[Rival, ...] = ()
    wheres: tuple[Rival, ...] = ()
    actors: tuple[Rival, ...] = ()
    recipients: tuple[Rival, ...] = ()
    statuses: tuple[Rival, ...] = ()
    origins: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    first: str | None = None
    last: str | None = None


class Traced(NamedTuple):
    """Report → its origin, and report → whose story it says that it is, where it does (or the one does that it is a copy of)."""

    origins: Mapping[str, str]
    lent: Mapping[str, str]


def happenings(corpus: Corpus, decided: Decided | None = None, from_where: Traced | None = None) -> list[Happening]:
    """The happenings of a corpus, in the order of their first events' ids; `decided` is what people decided, and wins over rules."""
    clusters = Clusters((facts(corpus, event) for event in corpus.all(Event)), decided)
    return put_together(corpus, clusters.groups, from_where or traced(corpus))


def put_together(corpus: Corpus, groups: Iterable[Group], from_where: Traced) -> list[Happening]:
    """The happenings that groups of a corpus's events are; `from_where` tells of the reports of these events at least."""
    return [happening(corpus, group, *from_where) for group in groups]


def traced(corpus: Corpus, known: Mapping[str, str] | None = None) -> Traced:
    """Whence reports of a corpus come: all of them, or those whose origins are `known`."""
    from_where = origins(corpus.reports.values()) if known is None else known
    lenders = {id: lender_of_report(corpus.reports[id]) or lender_of_report(corpus.reports[origin]) for id, origin in from_where.items()}
    return Traced(from_where, {id: lender for id, lender in lenders.items() if lender})


def happening(corpus: Corpus, group: Iterable[str], from_where: Mapping[str, str], lent: Mapping[str, str]) -> Happening:
    """What the events of a group (ids) add up to; `from_where`: report → origin; `lent`: report → whose story it says that it is."""
    told = sorted((corpus.by_id[id] for id in group), key=lambda e: (corpus.day(e), e.report, e.id))
    events = [e for e in told if isinstance(e, Event)]
    origin = origins_of(corpus, events, from_where, lent)

    def rivals(value: Callable[[Event], str | None]) -> tuple[Rival, ...]:
        return _rivals(corpus, events, origin, lambda e: {one: one} if (one := value(e)) else {})

    def parties(side: Callable[[Event], Iterable[Party]]) -> tuple[Rival, ...]:
        return _rivals(corpus, events, origin, lambda e: {party_key(p): p.name for p in side(e) if p.name})

    types, whens, wheres = rivals(lambda e: e.type), rivals(lambda e: _day(e.when)), rivals(lambda e: e.where.name if e.where else None)
    days = [d for e in events if (d := corpus.day(e))]
    return Happening(
        id=happening_id(e.id for e in events),
        events=tuple(e.id for e in events),
        type=_best(types),
        when=next((e.when for e in events if e.when and _day(e.when) == _best(whens)), None),
        where=next((e.where for e in events if e.where and e.where.name == _best(wheres)), None),
        types=types,
        whens=whens,
        wheres=wheres,
        actors=parties(lambda e: e.actors),
        recipients=parties(lambda e: e.recipients),
        statuses=rivals(lambda e: f"not {e.status}" if e.negated else e.status),
        origins=tuple(sorted(set(origin.values()))),
        history=tuple(_history(corpus, events, origin)),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def happening_id(events: Iterable[str]) -> str:
    """The id of the happening that some events (ids) tell of."""
    return hashlib.sha256("\n".join(sorted(events)).encode()).hexdigest()[:16]


def origins_of(corpus: Corpus, events: Iterable[Event], from_where: Mapping[str, str], lent: Mapping[str, str]) -> dict[str, str]:
    """Event → its origin: from whom it says that it is taken, or its report does, else its report's origin. What a lender publishes is its own."""
    lender = {e.id: lender_of_event(corpus, e) or lent.get(e.report) for e in events}
    lenders = set(lender.values())
    own = {e.id: outlet(corpus.publisher(e), publishes=True) for e in events}
    return {e.id: lender[e.id] or (own[e.id] if own[e.id] in lenders else None) or from_where[e.report] for e in events}


def _rivals(corpus: Corpus, events: Iterable[Event], origin: Mapping[str, str], values: Callable[[Event], Mapping[str, str]]) -> tuple[Rival, ...]:
    """The `values` of each event: what each is known by, and how the event calls it. One that has several names is called by the most common."""
    held: dict[str, list[tuple[str, Event]]] = {}
    for event in events:
        for key, value in values(event).items():
            held.setdefault(key, []).append((value, event))
    out = [
        Rival(_common(value for value, _ in its), tuple(e.id for _, e in its), _voices(corpus, its), len({origin[e.id] for _, e in its}))
        for its in held.values()
    ]
    return tuple(sorted(out, key=lambda r: (-r.origins, r.value)))


def _common(values: Iterable[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _voices(corpus: Corpus, told: Iterable[tuple[str, Event]]) -> tuple[str, ...]:
    return tuple(sorted({_voice(corpus, event) for _, event in told}))


def _voice(corpus: Corpus, event: Event) -> str:
    """On whose word it stands: the innermost source that has a name, else the report's publisher."""
    named = [s.party.name for s in event.sources if s.party.name]
    return named[-1] if named else corpus.publisher(event)


def _day(when: When | None) -> str | None:
    return None if when is None else when.start if when.start == when.end else f"{when.start or ''}/{when.end or ''}"


def _best(rivals: tuple[Rival, ...]) -> str | None:
    """The value that most origins give; none where two are given by as many."""
    if not rivals or (len(rivals) > 1 and rivals[1].origins == rivals[0].origins):
        return None
    return rivals[0].value


def _history(corpus: Corpus, events: Iterable[Event], origin: Mapping[str, str]) -> Iterator[Step]:
    """Each state when it was first told; a plan that a report of another origin tells again is confirmed."""
    seen: dict[State, str] = {}
    for event in events:
        state, its = _state(event), origin[event.id]
        if state == "announced" and seen.get("announced", its) != its:
            state = "confirmed"
        if state not in seen:
            seen[state] = its
            yield Step(corpus.day(event) or None, state, event.id)


def _state(event: Event) -> State:
    if event.negated:
        return "denied"
    if event.status in REAL:
        return "took place"
    states: dict[str, State] = {"planned": "announced", "demanded": "demanded", "offered": "offered"}
    return states.get(event.status, "supposed")
