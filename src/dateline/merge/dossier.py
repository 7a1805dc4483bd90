"""Dossiers: all that a corpus tells of one actor, put together from its records, each entry with the records that it rests on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import msgspec

from dateline.knowledge import actors
from dateline.merge.days import is_long, start_of
from dateline.merge.happening import Traced
from dateline.merge.identity import Identities, identities, parties_of
from dateline.merge.keys import words_key
from dateline.merge.positions import Change, Position, changes
from dateline.merge.stances import Stand, stands
from dateline.merge.state import State
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parts import REAL, Party, Source, Status
from dateline.span import Span

_TOLD = frozenset({*REAL, "planned"})
_SENTENCE = 6  # blanks in a matter that is told in the same words by chance on no two days
Telling = TypeVar("Telling")


class Name(msgspec.Struct, frozen=True):
    """A name as reports write it, and how often."""

    text: str
    count: int


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post that reports say somebody holds, held or is to hold (`time`): `first` and `last` are the days of the reports that say so, `said_by`
    their publishers."""

    title: str
    organisation: str | None
    time: str
    first: str | None
    last: str | None
    said_by: tuple[str, ...]
    records: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done or said. `day` is its own, or, where it has none (`dated`), its report's; `others` are the names of the other side;
    `sources` those on whose word it stands, a publisher where no one else is named; `happening` is none for what is no event."""

    day: str | None
    dated: bool
    what: str
    status: Status
    others: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origins: int = 1
    records: tuple[str, ...]
    happening: str | None = None


class Dossier(msgspec.Struct, frozen=True, kw_only=True, tag="actor", tag_field="kind"):
    """What a corpus tells of one actor. `id` is that of the reader, else made of the name; `first` and `last` are days on which reports tell of it.

    `people` hold posts of it; `acts` counts the records in which it acts or speaks. `did` and `befell` are happenings of and to it that took place or
    are planned; `said` is what it said, `told` what was said to it or asked of it, `accused` what others accuse it of, `accuses` the reverse.
    `figures` are ids of counts on its word.
    """

    id: str
    name: str
    names: tuple[Name, ...]
    country: str | None
    sector: str | None
    people: tuple[Name, ...] = ()
    roles: tuple[Post, ...] = ()
    did: tuple[Entry, ...] = ()
    befell: tuple[Entry, ...] = ()
    said: tuple[Entry, ...] = ()
    told: tuple[Entry, ...] = ()
    accused: tuple[Entry, ...] = ()
    accuses: tuple[Entry, ...] = ()
    figures: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    changes: tuple[Change, ...] = ()
    acts: int = 0
    reports: int = 0
    origins: int = 0
    first: str | None = None
    last: str | None = None


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a list: who it is, how many reports and origins (reports that copy no other) tell of it, and in how many records it
    acts or speaks."""

    id: str
    name: str
    names: tuple[Name, ...]
    country: str | None
    sector: str | None
    acts: int
    reports: int
    origins: int
    first: str | None
    last: str | None


@dataclass
class _Told:
    """What tells of one actor."""

    parties: list[Party] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)


class Dossiers:
    """The actors of the record at one moment; a dossier is made when it is asked for."""

    def __init__(self, state: State) -> None:
        self._state, self._corpus = state, state.corpus
        self._who: Identities = identities(self._corpus.records)
        self._told: dict[str, _Told] = defaultdict(_Told)
        for record in self._corpus.records:
            for party in parties_of(record):
                if (id := self._who.of(party)) is not None:
                    self._told[id].parties.append(party)
                    self._told[id].records[record.id] = record

    @cached_property
    def _happening(self) -> dict[str, str]:
        return {id: h.id for h in self._state.happenings for id in h.events}

    @property
    def _traced(self) -> Traced:
        return self._state.traced

    @cached_property
    def _stands(self) -> dict[str, list[Stand]]:
        held: dict[str, list[Stand]] = defaultdict(list)
        for stand in stands(self._corpus):
            if (id := self._who.of(stand.holder)) is not None:
                held[id].append(stand)
        return held

    def all(self) -> list[Mentioned]:
        """Every actor, those of whom most origins tell first."""
        return sorted((self._mentioned(id) for id in self._told), key=_by_origins)

    def called(self, name: str) -> list[Mentioned]:
        """Those whom `name` may mean, by the best way in which it names any: the id, a whole name, the end of one, words of one."""
        if name in self._told:
            return [self._mentioned(name)]
        key = words_key(name)
        best: dict[int, list[str]] = defaultdict(list)
        for id in self._told if key else ():
            ways = [way for its in self._keys(id) if (way := _way(key, its)) is not None]
            if ways:
                best[min(ways)].append(id)
        found = (self._mentioned(id) for id in best[min(best)]) if best else ()
        return sorted(found, key=_by_origins)

    def dossier(self, id: str) -> Dossier:
        """The dossier of the actor of that id. Raises KeyError where the corpus tells of none."""
        if id not in self._told:
            raise KeyError(id)
        told, made = self._told[id], self._mentioned(id)
        events = [r for r in told.records.values() if isinstance(r, Event)]
        statements = [r for r in told.records.values() if isinstance(r, Statement)]
        acts = [e for e in events if self._is_one(id, e.actors)]
        met = [e for e in events if self._is_one(id, e.recipients) and not self._is_one(id, e.actors)]
        positions = self._positions(id)
        return Dossier(
            **{name: getattr(made, name) for name in Mentioned.__struct_fields__},
            people=self._people_of(id),
            roles=tuple(self._posts(r for r in told.records.values() if isinstance(r, Role) and self._is_one(id, [r.person]))),
            did=_by_day(self._entries(acts, lambda e: [*e.recipients, *(p for p in e.actors if not self._is_one(id, [p]))])),
            befell=_by_day(self._entries(met, lambda e: e.actors)),
            said=_by_day(self._sayings((s for s in statements if self._is_one(id, s.speakers)), lambda s: s.addressees)),
            told=_by_day(self._told_to(id, met, statements)),
            accused=_by_day(self._entries((e for e in met if e.type == "ACCUSE"), lambda e: e.actors)),
            accuses=_by_day(self._entries((e for e in acts if e.type == "ACCUSE"), lambda e: e.recipients)),
            figures=tuple(r.id for r in told.records.values() if isinstance(r, Figure) and self._is_one(id, [s.party for s in r.sources[-1:]])),
            positions=positions,
            changes=tuple(changes(positions)),
        )

    def _mentioned(self, id: str) -> Mentioned:
        told = self._told[id]
        known = actors.actor(id)
        reports = {r.report for r in told.records.values()}
        days = [d for r in told.records.values() if (d := self._corpus.day(r))]
        return Mentioned(
            id=id,
            name=self._name(id),
            names=_names(told.parties),
            country=known.country if known is not None else _most(p.country for p in told.parties),
            sector=known.sector if known is not None else _most(p.sector for p in told.parties),
            acts=sum(self._is_one(id, _doers(r)) for r in told.records.values()),
            reports=len(reports),
            origins=len({self._traced[0][r] for r in reports}),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def _name(self, id: str) -> str:
        """The name that the base has, a state's for its government; else the most frequent one, of a common noun without capitals and adjectives."""
        if id.startswith("noun:"):
            return id.removeprefix("noun:").partition("@")[0].replace("-", " ")
        known = actors.actor(id)
        if known is not None and known.kind == "government":
            known = actors.actor(f"state:{known.country}")
        return known.name if known is not None else _most(p.name for p in self._told[id].parties) or id

    def _keys(self, id: str) -> set[str]:
        """The names, folded, by which one may ask for an actor."""
        known = actors.actor(id)
        names = {words_key(n) for n in (*(p.name for p in self._told[id].parties), *((known.name, *known.names) if known else ()))}
        return names | self._who.last_names.get(id, set())

    def _is_one(self, id: str, parties: Iterable[Party]) -> bool:
        return any(self._who.of(p) == id for p in parties)

    def _people_of(self, id: str) -> tuple[Name, ...]:
        """Who is told to hold a post of it, and how often; of a government also those whose post names its state alone."""
        held: Counter[str] = Counter()
        for role in self._corpus.all(Role):
            of = self._who.of(role.organisation) if role.organisation is not None else f"gov:{role.person.country}"
            who = self._who.of(role.person)
            if of == id and who is not None and role.time == "current" and role.country in (None, role.person.country):
                held[self._name(who)] += 1
        return tuple(Name(name, n) for name, n in sorted(held.items(), key=lambda h: (-h[1], h[0])))

    def _posts(self, roles: Iterable[Role]) -> list[Post]:
        """Posts in the order in which they were first told."""
        held: dict[tuple[str, str | None, str], list[Role]] = {}
        for role in roles:
            of = role.organisation.name if role.organisation is not None else None
            held.setdefault((role.title.casefold(), of, role.time), []).append(role)
        return [self._post(its) for its in held.values()]

    def _post(self, roles: Sequence[Role]) -> Post:
        days = [d for r in roles if (d := r.as_of or self._corpus.day(r))]
        return Post(
            title=_most(r.title for r in roles) or roles[0].title,
            organisation=roles[0].organisation.name if roles[0].organisation is not None else None,
            time=roles[0].time,
            first=min(days, default=None),
            last=max(days, default=None),
            said_by=tuple(dict.fromkeys(self._corpus.publisher(r) for r in roles)),
            records=tuple(r.id for r in roles),
        )

    def _entries(self, events: Iterable[Event], others: Callable[[Event], Iterable[Party]]) -> Iterator[Entry]:
        """Each happening once, of what took place or is planned."""
        told: dict[str, list[Event]] = {}
        for event in events:
            if not event.negated and event.status in _TOLD:
                told.setdefault(self._happening.get(event.id, event.id), []).append(event)
        return (self._entry(its, others) for its in told.values())

    def _entry(self, events: Sequence[Event], others: Callable[[Event], Iterable[Party]]) -> Entry:
        best, *rest = sorted(events, key=lambda e: (e.status not in REAL, -sum(map(bool, (e.actors, e.recipients, e.when, e.where)))))
        day = None if is_long(best.when) else start_of(best.when)
        return Entry(
            day=day or self._corpus.day(best) or None,
            dated=day is not None,
            what=best.type,
            status=best.status,
            others=self._others(None, (p for e in (best, *rest) for p in others(e))),
            sources=self._voices(events, [e.sources for e in events]),
            origins=self._origins(events),
            records=tuple(e.id for e in (best, *rest)),
            happening=self._happening.get(best.id),
        )

    def _sayings(self, statements: Iterable[Statement], others: Callable[[Statement], Iterable[Party]]) -> Iterator[Entry]:
        """Statements, those told in the same words once."""
        for its in _joined(statements, lambda s: self._keys_of_telling(s.attitude, s, s.content)):
            day = start_of(its[0].when)
            yield Entry(
                day=day or self._corpus.day(its[0]) or None,
                dated=day is not None,
                what=its[0].attitude,
                status="happened",
                others=self._others(None, (p for s in its for p in others(s))),
                sources=self._voices(its, [s.sources for s in its]),
                origins=self._origins(its),
                records=tuple(s.id for s in its),
            )

    def _told_to(self, id: str, met: Iterable[Event], statements: Iterable[Statement]) -> Iterator[Entry]:
        """What was asked of it or said to it; of a statement and the event that its words tell, the event."""
        asked = [e for e in met if e.type == "REQUEST"]
        triggers: dict[str, list[Span]] = defaultdict(list)
        for event in asked:
            triggers[event.report].append(event.trigger)
        heard = (s for s in statements if self._is_one(id, s.addressees))
        alone = (s for s in heard if not any(map(s.span.contains, triggers[s.report])))
        yield from self._entries(asked, lambda e: e.actors)
        yield from self._sayings(alone, lambda s: s.speakers)

    def _voices(self, records: Iterable[Record], chains: Iterable[Sequence[Source]]) -> tuple[str, ...]:
        """On whose word each stands: the innermost source that has a name, else the publisher of its report."""
        named = ([s.party.name for s in chain if s.party.name] for chain in chains)
        return tuple(dict.fromkeys(n[-1] if n else self._corpus.publisher(r) for r, n in zip(records, named, strict=True)))

    def _others(self, id: str | None, parties: Iterable[Party]) -> tuple[str, ...]:
        """The names of others, each actor by the first of its own."""
        named: dict[str, str] = {}
        for party in parties:
            who = self._who.of(party)
            if party.name and (who is None or who != id):
                named.setdefault(who or party.name, party.name)
        return tuple(dict.fromkeys(named.values()))

    def _origins(self, records: Iterable[Record]) -> int:
        """Of how many origins some tellings of one thing are: two that have it from one agency are of one."""
        origin, lent = self._traced
        return len({lent.get(r.report) or origin[r.report] for r in records})

    def _positions(self, id: str) -> tuple[Position, ...]:
        """Each position once, by day: those told of one happening are one, and those told in the same words by one story or on one day."""
        groups = _joined(self._stands.get(id, ()), lambda s: self._keys_of_telling(s.stance, s.record, s.topic))
        return tuple(sorted((self._position(id, group) for group in groups), key=lambda p: (p.day or "~", p.records)))

    def _keys_of_telling(self, what: str, record: Record, words: Span) -> Iterator[tuple[str, ...]]:
        """What two tellings must share one of to be one; a background paragraph is printed again and again."""
        told = words_key(self._corpus.words(record, words))
        yield what, told, self._traced[0][record.report]
        yield what, told, self._corpus.day(record)
        if told.count(" ") >= _SENTENCE:
            yield what, told
        if record.id in self._happening:
            yield what, self._happening[record.id]

    def _position(self, id: str, group: Sequence[Stand]) -> Position:
        best = max(group, key=lambda s: (s.statement is not None, bool(s.toward), s.status in REAL))
        stands = [best, *(s for s in group if s is not best)]
        records = [s.record for s in stands]
        own = best.record.when
        return Position(
            stance=best.stance,
            what=best.record.type if isinstance(best.record, Event) else best.record.attitude,
            toward=self._others(id, (p for s in stands for p in s.toward)),
            matter=self._corpus.words(best.record, best.topic),
            topic=best.topic,
            day=(None if is_long(own) else start_of(own)) or self._corpus.day(best.record) or None,
            last=max((d for r in records if (d := self._corpus.day(r))), default=None),
            status=best.status,
            sources=self._voices(records, [s.sources for s in stands]),
            origins=self._origins(records),
            records=tuple(dict.fromkeys(id for s in stands for id in (s.record.id, s.statement) if id)),
        )


def _joined(tellings: Iterable[Telling], keys_of: Callable[[Telling], Iterable[tuple[str, ...]]]) -> list[list[Telling]]:
    """Tellings in groups, each beside the first with which it shares a key."""
    known: dict[tuple[str, ...], list[Telling]] = {}
    groups: list[list[Telling]] = []
    for one in tellings:
        keys = list(keys_of(one))
        group = next((known[k] for k in keys if k in known), None)
        if group is None:
            groups.append(group := [])
        group.append(one)
        for key in keys:
            known.setdefault(key, group)
    return groups


def _by_day(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (e.day or "~", e.records)))


def _doers(record: Record) -> Iterable[Party]:
    """Who acts or speaks in a record."""
    match record:
        case Event():
            return (*record.actors, *(s.party for s in record.sources))
        case Statement():
            return (*record.speakers, *(s.party for s in record.sources))
        case Role():
            return (record.person,)
    return [s.party for s in record.sources]


def _by_origins(one: Mentioned) -> tuple[int, int, str]:
    return -one.origins, -one.reports, one.id


def _way(asked: str, name: str) -> int | None:
    """How words name somebody of a name: as a whole, as its end, within it, or not at all."""
    if asked == name:
        return 0
    if f" {asked} " not in f" {name} ":
        return None
    return 1 if name.endswith(f" {asked}") else 2


def _most(values: Iterable[str | None]) -> str | None:
    """The value that is given most often, the first in the alphabet of several."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v), default=None)


def _names(parties: Iterable[Party]) -> tuple[Name, ...]:
    """Names as written, the most frequent first, each in its most frequent form; words such as "he" are none."""
    pronouns = party_words().pronouns
    unnamed = {w for of in (pronouns.he, pronouns.she, pronouns.they, pronouns.it, pronouns.relative, pronouns.empty) for w in of}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for written in (" ".join(p.text.split()) for p in parties):
        if written and written.casefold() not in unnamed:
            forms[words_key(written).removeprefix("the ")][written] += 1
    names = (Name(min(of, key=lambda f: (-of[f], f)), of.total()) for of in forms.values())
    return tuple(sorted(names, key=lambda n: (-n.count, n.text)))
