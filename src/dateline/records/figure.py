"""Figures: counts of people and things, as intervals with their words."""

from typing import Literal

import msgspec

from dateline.records.parts import Party, Source, When, Where
from dateline.records.reading import Reading
from dateline.span import Span


What = Literal[
    "killed", "wounded", "missing", "displaced", "detained", "besieged", "evacuated", "hostages", "fighters", "protesters", "in_need", "other"
]
Bound = Literal["exact", "at_least", "at_most", "about", "range", "vague"]


class Figure(msgspec.Struct, frozen=True, kw_only=True, tag="figure", tag_field="kind"):
    """A count as an interval with its bound and its words. `low` and `high` are whole numbers, null where open."""

    id: str = ""
    report: str = ""
    what: What
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    text: str
    of: str | None = None
    part_of: str | None = None
    by: Party | None = None
    event: str | None = None
    when: When | None = None
    where: Where | None = None
    sources: tuple[Source, ...] = ()
    span: Span


def find(reading: Reading) -> list[Figure]:
    """Every figure of the report, in reading order; ids are set later."""
    raise NotImplementedError
