"""What a state tells of one actor, each thing once with all that tells it: deeds, sayings, positions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from dateline.merge.corpus import Corpus
from dateline.merge.days import own_day
from dateline.merge.dossier_parts import Entry
from dateline.merge.identity import Identities
from dateline.merge.keys import words_key
from dateline.merge.positions import Position
from dateline.merge.stances import Stand
from dateline.records import Event, Record, Statement
from dateline.resolve.parts import REAL, Party, Source
from dateline.span import Span

_TOLD = frozenset({*REAL, "planned"})
_SENTENCE = 6  # blanks in a matter that is told in the same words by chance on no two days
T = TypeVar("T")


class Ground(NamedTuple):
    """What all dossiers rest on: `happening`: event → the happening that it is of; `origins`: report → its origin; `lent`: report → whose story it
    says that it is."""

    corpus: Corpus
    who: Identities
    happening: Mapping[str, str]
    origins: Mapping[str, str]
    lent: Mapping[str, str]


class Entries:
    """The entries of the dossier of the actor with the id `whose`."""

    def __init__(self, ground: Ground, whose: str) -> None:
        self._corpus, self._who, self._happening, self._origin, self._lent = ground
        self._whose = whose

    def of_events(self, events: Iterable[Event], others: Callable[[Event], Iterable[Party]]) -> tuple[Entry, ...]:
        """Each happening once, by day, of what took place or is planned; `others`: among whom those of the other side are."""
        told: dict[str, list[Event]] = {}
        for event in events:
            if not event.negated and event.status in _TOLD:
                told.setdefault(self._happening.get(event.id, event.id), []).append(event)
        return _by_day(self._deed(its, others) for its in told.values())

    def of_sayings(self, statements: Iterable[Statement], others: Callable[[Statement], Iterable[Party]]) -> tuple[Entry, ...]:
        """Statements by day, those told in the same words once; `others` as for events."""
        groups = _joined(statements, lambda s: self._keys(s.attitude, s, s.content))
        return _by_day(self._saying(its, others) for its in groups)

    def told_to(self, met: Iterable[Event], heard: Iterable[Statement]) -> tuple[Entry, ...]:
        """What was asked of it or said to it, by day; of a statement and the event that its words tell, the event."""
        asked = [e for e in met if e.type == "REQUEST"]
        triggers: dict[str, list[Span]] = defaultdict(list)
        for event in asked:
            triggers[event.report].append(event.trigger)
        alone = (s for s in heard if not any(map(s.span.contains, triggers[s.report])))
        return _by_day((*self.of_events(asked, lambda e: e.actors), *self.of_sayings(alone, lambda s: s.speakers)))

    def positions(self, stands: Iterable[Stand]) -> tuple[Position, ...]:
        """Each position once, by day: those told of one happening are one, and those told in the same words by one story or on one day."""
        groups = _joined(stands, lambda s: self._keys(s.stance, s.record, s.topic))
        return tuple(sorted(map(self._position, groups), key=lambda p: (p.day or "~", p.records)))

    def _deed(self, events: Sequence[Event], others: Callable[[Event], Iterable[Party]]) -> Entry:
        told = sorted(events, key=lambda e: (e.status not in REAL, -sum(map(bool, (e.actors, e.recipients, e.when, e.where)))))
        best, day = told[0], own_day(told[0].when)
        return Entry(
            day=day or self._corpus.day(best) or None,
            dated=day is not None,
            what=best.type,
            status=best.status,
            others=self._others(p for e in told for p in others(e)),
            sources=self._voices(events, [e.sources for e in events]),
            origins=self._origins(events),
            records=tuple(e.id for e in told),
            happening=self._happening.get(best.id),
        )

    def _saying(self, statements: Sequence[Statement], others: Callable[[Statement], Iterable[Party]]) -> Entry:
        first, day = statements[0], own_day(statements[0].when)
        return Entry(
            day=day or self._corpus.day(first) or None,
            dated=day is not None,
            what=first.attitude,
            status="happened",
            others=self._others(p for s in statements for p in others(s)),
            sources=self._voices(statements, [s.sources for s in statements]),
            origins=self._origins(statements),
            records=tuple(s.id for s in statements),
        )

    def _position(self, group: Sequence[Stand]) -> Position:
        best = max(group, key=lambda s: (s.statement is not None, bool(s.toward), s.status in REAL))
        stands = [best, *(s for s in group if s is not best)]
        records = [s.record for s in stands]
        return Position(
            stance=best.stance,
            what=best.record.type if isinstance(best.record, Event) else best.record.attitude,
            toward=self._others(p for s in stands for p in s.toward),
            matter=self._corpus.words(best.record, best.topic),
            topic=best.topic,
            day=own_day(best.record.when) or self._corpus.day(best.record) or None,
            last=max((d for r in records if (d := self._corpus.day(r))), default=None),
            status=best.status,
            sources=self._voices(records, [s.sources for s in stands]),
            origins=self._origins(records),
            records=tuple(dict.fromkeys(id for s in stands for id in (s.record.id, s.statement) if id)),
        )

    def _keys(self, what: str, record: Record, words: Span) -> Iterator[tuple[str, ...]]:
        """What two tellings must share one of to be one; a background paragraph is printed again and again."""
        told = words_key(self._corpus.words(record, words))
        yield what, told, self._origin[record.report]
        yield what, told, self._corpus.day(record)
        if told.count(" ") >= _SENTENCE:
            yield what, told
        if record.id in self._happening:
            yield what, self._happening[record.id]

    def _voices(self, records: Iterable[Record], chains: Iterable[Sequence[Source]]) -> tuple[str, ...]:
        """On whose word each stands: the innermost source that has a name, else the publisher of its report."""
        named = ([s.party.name for s in chain if s.party.name] for chain in chains)
        return tuple(dict.fromkeys(n[-1] if n else self._corpus.publisher(r) for r, n in zip(records, named, strict=True)))

    def _others(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The names of others than the actor, each by the first of its own."""
        named: dict[str, str] = {}
        for party in parties:
            who = self._who.of(party)
            if party.name and who != self._whose:
                named.setdefault(who or party.name, party.name)
        return tuple(dict.fromkeys(named.values()))

    def _origins(self, records: Iterable[Record]) -> int:
        """Of how many origins some tellings of one thing are: two that have it from one agency are of one."""
        return len({self._lent.get(r.report) or self._origin[r.report] for r in records})


def _joined(tellings: Iterable[T], keys_of: Callable[[T], Iterable[tuple[str, ...]]]) -> list[list[T]]:
    """Tellings in groups, each beside the first with which it shares a key."""
    known: dict[tuple[str, ...], list[T]] = {}
    groups: list[list[T]] = []
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
