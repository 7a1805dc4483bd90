"""Which events are worth comparing: those that share a block, never all with all.

A block is a day with a place, a party or a word of the act. Within a block an event meets only the `_NEAR` that follow it by day and id,
so that the work grows with the number of events however large a block becomes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dateline.merge.compare import Facts
from dateline.merge.days import shifted

_NEAR = 24  # events of a block, in order, that one is compared with


class Block(NamedTuple):
    """A day, what of the event is looked at there (place, party, act), and what it is."""

    day: str
    field: str
    value: str


def blocks_of(facts: Facts) -> frozenset[Block]:
    """The blocks of an event: of its day and the next, so that days which follow each other meet; without a day, of those around its report."""
    around = (0, 1) if facts.day is not None else (-1, 0, 1)
    days = [shifted(facts.day or facts.told, by) for by in around] if facts.day or facts.told else [""]
    values = [("act", f"{facts.type} {facts.stem}"), *(("place", p) for p in facts.place)]
    values += [("party", f"{facts.type} {p}") for p in facts.actors | facts.recipients]
    return frozenset(Block(day, field, value) for day in days for field, value in values)


def order(facts: Facts) -> tuple[str, str]:
    """The order in which the events of a block stand."""
    return facts.day or facts.told, facts.id


def pairs(block: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """The pairs of a block that are compared."""
    for k, one in enumerate(block):
        for other in block[k + 1 : k + 1 + _NEAR]:
            yield one, other


def are_near(k: int, other: int) -> bool:
    """Whether the events at two places of a block are compared."""
    return 0 < abs(k - other) <= _NEAR
