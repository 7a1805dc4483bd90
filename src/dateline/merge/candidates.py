"""Which events are worth comparing: those that share a block, never all with all.

A block is a day with a place, a party or a word of the act; acts that are known by who acts, such as visits, also meet by the week, since they are
announced, and told again, on other days. Within a block an event meets only the `NEAR` that follow it by day and id, so that the work grows with the
number of events however large a block becomes.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dateline.merge.compare import COUNT
from dateline.merge.days import apart, shifted
from dateline.merge.facts import DISPUTED, TRUCE, Facts
from dateline.merge.standing import TEAM

NEAR = 24  # events of a block, in order, that one is compared with
_WEEK = 7  # days
_GRANTS = frozenset({"AGREE", "CONCEDE"})  # what one calls leave the other calls agreement
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
    if facts.type in _GRANTS:
        values += [("grants", p) for p in facts.actors]
    if facts.wording.refuses:
        values.append(("refuses", facts.type))
    found = [Block(day, field, value) for day in _days(facts) for field, value in values]
    if facts.type not in DISPUTED:
        found += [Block(week, "week", f"{facts.type} {p}") for week in _weeks(facts) for p in facts.actors]
    found += [Block(week, "known", value) for value in _known(facts) for week in _weeks(facts, back=True)]
    return frozenset(found)


def _known(facts: Facts) -> Iterator[str]:
    """What an act is told of by for weeks: a truce by its country, a vote by its kind, people that are to be sent by their number."""
    if facts.mode == TRUCE:
        yield TRUCE
    if facts.type == "OTHER" and facts.wording.ballot:
        yield facts.wording.ballot
    if facts.status == "planned" and facts.type not in DISPUTED:
        yield from (f"{facts.type} {n}" for n in facts.wording.numbers if n >= TEAM)


def _days(facts: Facts) -> list[str]:
    if facts.day is not None:
        return [shifted(facts.day, by) for by in range((apart(facts.day, facts.until or facts.day) or 0) + 2)]
    return [shifted(facts.told, by) for by in (-1, 0, 1)] if facts.told else [""]


def _weeks(facts: Facts, *, back: bool = False) -> list[str]:
    """The Mondays of its week and of the next; of what had happened before, on no day, and of what goes `back`, also of the weeks before."""
    day = order(facts)[0]
    try:
        weekday = date.fromisoformat(day).weekday()
    except ValueError:
        return []
    weeks = _BACK if back or (facts.day is None and facts.wording.earlier) else 0
    found = [shifted(day, by * _WEEK - weekday) for by in range(-weeks, 2)]
    if facts.due is not None and 0 < (apart(day, facts.due) or 0) <= 2 * _WEEK:
        found.append(shifted(facts.due, -date.fromisoformat(facts.due).weekday()))
    return found


def order(facts: Facts) -> tuple[str, str]:
    """The order in which the events of a block stand."""
    return facts.day or facts.told, facts.id


def pairs(block: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """The pairs of a block that are compared."""
    for k, one in enumerate(block):
        for other in block[k + 1 : k + 1 + NEAR]:
            yield one, other
