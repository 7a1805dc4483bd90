"""Ties between the records of one report, made once all are found: ids, what a statement holds, the event a figure counts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Self

import msgspec

from dateline.records import Event, Figure, Record, Statement
from dateline.records.ids import with_ids

_DEEDS = {"killed": ("ASSAULT",), "wounded": ("ASSAULT",), "detained": ("COERCE",), "hostages": ("ASSAULT",), "displaced": ("ASSAULT", "COERCE")}
_NEAR = 120  # characters between a count and the deed that it counts


def linked(found: Sequence[Record], report: str) -> tuple[Record, ...]:
    """The same records with ids and ties; of what is told twice by the same words, the first."""
    kept: dict[str, Record] = {}
    for record in with_ids(found, report):
        kept.setdefault(record.id, record)
    records = list(kept.values())
    order, deeds = _Order.of(records), _Deeds.of([r for r in records if isinstance(r, Event)])
    return tuple(_tied(r, order, deeds) for r in records)


class _Order(NamedTuple):
    """Records by where they open, each with its place in the list; so that one need not look through all of them for what lies within a span."""

    starts: list[int]
    records: list[tuple[int, Record]]

    @classmethod
    def of(cls, records: Sequence[Record]) -> Self:
        placed = sorted(enumerate(records), key=lambda r: r[1].span.start)
        return cls([r.span.start for _, r in placed], placed)

    def held(self, statement: Statement) -> tuple[str, ...]:
        """The ids of what lies within the statement's content, in the order of the list."""
        inside = self.records[bisect_left(self.starts, statement.content.start) : bisect_right(self.starts, statement.content.end)]
        held = sorted((k, r.id) for k, r in inside if r is not statement and statement.content.contains(r.span))
        return tuple(one for _, one in held)


class _Deeds(NamedTuple):
    """Events by where their triggers open, and how long the longest trigger is."""

    starts: list[int]
    events: list[Event]
    longest: int

    @classmethod
    def of(cls, events: Sequence[Event]) -> Self:
        placed = sorted(events, key=lambda e: e.trigger.start)
        return cls([e.trigger.start for e in placed], placed, max((e.trigger.end - e.trigger.start for e in events), default=0))

    def counted(self, figure: Figure) -> str | None:
        """The deed around or beside a count of harm, if one is near."""
        types = _DEEDS.get(figure.what, ())
        low = bisect_left(self.starts, figure.span.start - _NEAR - self.longest)
        high = bisect_right(self.starts, figure.span.end + _NEAR)
        around = (e for e in self.events[low:high] if e.type in types and not e.negated)
        beside = (e for e in around if e.span.overlaps(figure.span) or e.trigger.overlaps(figure.span))
        near = [(max(0, figure.span.start - e.trigger.end, e.trigger.start - figure.span.end), e.trigger.start, e.id) for e in beside]
        return min((n for n in near if n[0] <= _NEAR), default=(0, 0, None))[2]


def _tied(record: Record, order: _Order, deeds: _Deeds) -> Record:
    if isinstance(record, Statement):
        held = order.held(record)
        return msgspec.structs.replace(record, holds=held) if held else record
    if isinstance(record, Figure):
        event = deeds.counted(record)
        return msgspec.structs.replace(record, event=event) if event else record
    return record
