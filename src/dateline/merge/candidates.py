"""Which events are worth comparing: those that share a block, never all with all.

A block is a day with a place, a party or a word of the act; acts that are known by who acts, such as visits, also meet by the week, since they are
announced, and told again, on other days. Within a block an event meets only the `NEAR` that follow it by day and id, so that the work grows with the
number of events however large a block becomes.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dateline.merge.compare import COUNT, DISPUTED, Facts
from dateline.merge.days import apart, shifted

NEAR = 24  # events of a block, in order, that one is compared with
_WEEK = 7  # days
_BACK = 4  # weeks after which what had happened before is still told of


class Block(NamedTuple):
    """A day, what of the event is looked at there (place, party, act, or who acts in the week that it opens), and what it is."""

    day: str
    field: str
    value: str


def blocks_of(facts: Facts) -> frozenset[Block]:
    """The blocks of an event: of its days and the next, so that days which follow each other meet; without any, of those around its report."""
    values = [("act", f"{facts.type} {facts.stem}"), *(("place", p) for p in facts.place)]
    values += [("party", f"{facts.type} {p}") for p in facts.actors | facts.recipients]
    values += [("people", f"{facts.type} {n}") for n in facts.numbers if n >= COUNT]
    found = [Block(day, field, value) for day in _days(facts) for field, value in values]
    if facts.type not in DISPUTED:
        found += [Block(week, "week", f"{facts.type} {p}") for week in _weeks(facts) for p in facts.actors]
    return frozenset(found)


def _days(facts: Facts) -> list[str]:
    if facts.day is not None:
        return [shifted(facts.day, by) for by in range((apart(facts.day, facts.until or facts.day) or 0) + 2)]
    return [shifted(facts.told, by) for by in (-1, 0, 1)] if facts.told else [""]


def _weeks(facts: Facts) -> list[str]:
    """The Mondays of its week and of the next; of what had happened before, on no day, also of the weeks before."""
    day = order(facts)[0]
    try:
        weekday = date.fromisoformat(day).weekday()
    except ValueError:
        return []
    back = _BACK if facts.day is None and facts.wording.earlier else 0
    return [shifted(day, by * _WEEK - weekday) for by in range(-back, 2)]


def order(facts: Facts) -> tuple[str, str]:
    """The order in which the events of a block stand."""
    return facts.day or facts.told, facts.id


def pairs(block: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """The pairs of a block that are compared."""
    for k, one in enumerate(block):
        for other in block[k + 1 : k + 1 + NEAR]:
            yield one, other
