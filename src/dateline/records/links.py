"""Ties between the records of one report, made once all are found: ids, what a statement holds, the event a figure counts."""

from collections.abc import Sequence

import msgspec

from dateline.records import Event, Figure, Record, Statement
from dateline.records.ids import with_ids

_DEEDS = {"killed": ("ASSAULT",), "wounded": ("ASSAULT",), "detained": ("COERCE",), "hostages": ("ASSAULT",), "displaced": ("ASSAULT", "COERCE")}
_NEAR = 120  # characters between a count and the deed that it counts


def linked(found: Sequence[Record], report: str) -> tuple[Record, ...]:
    """The same records with ids and ties, without repeats."""
    records = list({r.id: r for r in with_ids(found, report)}.values())
    events = [r for r in records if isinstance(r, Event)]
    return tuple(_tied(r, records, events) for r in records)


def _tied(record: Record, records: Sequence[Record], events: Sequence[Event]) -> Record:
    if isinstance(record, Statement):
        held = tuple(r.id for r in records if r is not record and record.content.contains(r.span))
        return msgspec.structs.replace(record, holds=held) if held else record
    if isinstance(record, Figure):
        event = _counted_deed(record, events)
        return msgspec.structs.replace(record, event=event) if event else record
    return record


def _counted_deed(figure: Figure, events: Sequence[Event]) -> str | None:
    """The deed around or beside a count of harm, if one is near."""
    near = [
        (max(0, figure.span.start - e.trigger.end, e.trigger.start - figure.span.end), e.trigger.start, e.id)
        for e in events
        if e.type in _DEEDS.get(figure.what, ()) and not e.negated and (e.span.overlaps(figure.span) or e.trigger.overlaps(figure.span))
    ]
    near = [n for n in near if n[0] <= _NEAR]
    return min(near)[2] if near else None
