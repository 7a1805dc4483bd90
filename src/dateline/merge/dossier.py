"""Dossiers: all that a corpus tells of one actor, put together from its records, each entry with the records that it rests on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from dateline.knowledge import actors
from dateline.merge.dossier_entries import Entries, Ground
from dateline.merge.dossier_parts import Dossier, Mentioned, Name, Post
from dateline.merge.identity import Identities, identities, parties_of
from dateline.merge.keys import way_of, words_key
from dateline.merge.positions import changes
from dateline.merge.stances import Stand, stands
from dateline.merge.state import State
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parts import Party
from dateline.span import Span


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
    def _ground(self) -> Ground:
        return Ground(self._corpus, self._who, self._state.happening_of, *self._state.traced)

    @cached_property
    def _stands(self) -> dict[str, list[Stand]]:
        held: dict[str, list[Stand]] = defaultdict(list)
        for stand in stands(self._corpus):
            if (id := self._who.of(stand.holder)) is not None:
                held[id].append(stand)
        return held

    def all(self) -> list[Mentioned]:
        """Every actor, those of whom most origins tell first."""
        return sorted((self.mentioned(id) for id in self._told), key=_by_origins)

    def called(self, name: str) -> list[Mentioned]:
        """Those whom `name` may mean, by the best way in which it names any: the id, a whole name, the end of one, words of one."""
        for id in (name, f"local:{name.removeprefix('name:')}"):  # as the list shows it, or as corrections do
            if id in self._told:
                return [self.mentioned(id)]
        key = words_key(name)
        best: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for id in self._told if key else ():
            ways = [(way, in_passing) for its, in_passing in self._keys(id) if (way := way_of(key, its)) is not None]
            if ways:
                best[min(ways)].append(id)
        found = (self.mentioned(id) for id in best[min(best)]) if best else ()
        return sorted(found, key=_by_origins)

    def named_in(self, id: str) -> list[tuple[Record, Span]]:
        """The records that call an actor by a name, and where; of each the first such place."""
        found: dict[str, tuple[Record, Span]] = {}
        for record in self._told[id].records.values():
            for party in parties_of(record):
                if party.span is not None and party.text.casefold() not in _unnamed() and self._who.of(party) == id:
                    found.setdefault(record.id, (record, party.span))
        return [*found.values()]

    def meet(self, one: str, other: str) -> bool:
        """Whether an event or a statement tells of both actors, as two that act, are acted on, speak or are spoken to."""
        both = self._told[one].records.keys() & self._told[other].records.keys()
        sides = (_sides(self._corpus.by_id[id]) for id in both)
        return any(self._who.is_among(one, its) and self._who.is_among(other, its) for its in sides)

    def dossier(self, id: str) -> Dossier:
        """The dossier of the actor of that id. Raises KeyError where the corpus tells of none."""
        if id not in self._told:
            raise KeyError(id)

        def is_it(*parties: Party) -> bool:
            return self._who.is_among(id, parties)

        made, entries, records = self.mentioned(id), Entries(self._ground, id), self._told[id].records.values()
        events = [r for r in records if isinstance(r, Event)]
        statements = [r for r in records if isinstance(r, Statement)]
        acts = [e for e in events if is_it(*e.actors)]
        met = [e for e in events if is_it(*e.recipients) and not is_it(*e.actors)]
        positions = entries.positions(self._stands.get(id, ()))
        return Dossier(
            **{name: getattr(made, name) for name in Mentioned.__struct_fields__},
            people=self._people_of(id),
            roles=self._posts(r for r in records if isinstance(r, Role) and is_it(r.person)),
            did=entries.of_events(acts, lambda e: (*e.recipients, *e.actors)),
            befell=entries.of_events(met, lambda e: e.actors),
            said=entries.of_sayings((s for s in statements if is_it(*s.speakers)), lambda s: s.addressees),
            told=entries.told_to(met, (s for s in statements if is_it(*s.addressees) and not is_it(*s.speakers))),
            accused=entries.of_events((e for e in met if e.type == "ACCUSE"), lambda e: e.actors),
            accuses=entries.of_events((e for e in acts if e.type == "ACCUSE"), lambda e: e.recipients),
            figures=tuple(r.id for r in records if isinstance(r, Figure) and is_it(*(s.party for s in r.sources[-1:]))),
            positions=positions,
            changes=tuple(changes(positions)),
        )

    def mentioned(self, id: str) -> Mentioned:
        """The actor of that id as a list tells it."""
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
            acts=sum(self._who.is_among(id, _doers(r)) for r in told.records.values()),
            reports=len(reports),
            origins=len({self._state.traced.origins[r] for r in reports}),
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

    def _keys(self, id: str) -> Iterator[tuple[str, bool]]:
        """The names, folded, by which one may ask for an actor, and whether they are told in passing: by the base alone, or as it is written."""
        yield from ((words_key(name), False) for name in dict.fromkeys(p.name for p in self._told[id].parties))
        yield from ((name, False) for name in self._who.last_names.get(id, ()))
        yield from ((words_key(name.text), True) for name in _names(self._told[id].parties))
        if (known := actors.actor(id)) is not None:
            yield words_key(known.name), False
            yield from ((words_key(name), True) for name in known.names)

    def _people_of(self, id: str) -> tuple[Name, ...]:
        """Who is told to hold a post of it, and how often; of a government also those whose post names its state alone."""
        held: Counter[str] = Counter()
        for role in self._corpus.all(Role):
            of = self._who.of(role.organisation) if role.organisation is not None else f"gov:{role.person.country}"
            who = self._who.of(role.person)
            if of == id and who is not None and role.time == "current" and role.country in (None, role.person.country):
                held[self._name(who)] += 1
        return tuple(Name(name, n) for name, n in sorted(held.items(), key=lambda h: (-h[1], h[0])))

    def _posts(self, roles: Iterable[Role]) -> tuple[Post, ...]:
        """Posts in the order in which they were first told."""
        held: dict[tuple[str, str | None, str], list[Role]] = {}
        for role in roles:
            of = role.organisation.name if role.organisation is not None else None
            held.setdefault((role.title.casefold(), of, role.time), []).append(role)
        return tuple(map(self._post, held.values()))

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


def _sides(record: Record) -> Sequence[Party]:
    """Who acts, is acted on, speaks or is spoken to in a record."""
    match record:
        case Event():
            return (*record.actors, *record.recipients)
        case Statement():
            return (*record.speakers, *record.addressees)
    return ()


def _by_origins(one: Mentioned) -> tuple[int, int, str]:
    return -one.origins, -one.reports, one.id


def _most(values: Iterable[str | None]) -> str | None:
    """The value that is given most often, the first in the alphabet of several."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v), default=None)


@cache
def _unnamed() -> frozenset[str]:
    """Words such as "he", which name nobody."""
    pronouns = party_words().pronouns
    return frozenset(w for of in (pronouns.he, pronouns.she, pronouns.they, pronouns.it, pronouns.relative, pronouns.empty) for w in of)


def _names(parties: Iterable[Party]) -> tuple[Name, ...]:
    """Names as written, the most frequent first, each in its most frequent form; words such as "he" are none."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for written in (" ".join(p.text.split()) for p in parties):
        if written and written.casefold() not in _unnamed():
            forms[words_key(written).removeprefix("the ")][written] += 1
    names = (Name(min(of, key=lambda f: (-of[f], f)), of.total()) for of in forms.values())
    return tuple(sorted(names, key=lambda n: (-n.count, n.text)))
