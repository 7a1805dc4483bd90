"""When a post was held: days that are known as far as they are written, and what they tell on another day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "year", "guess"]
Time = Literal["former", "current", "incoming"]

NEVER = "9999-12-31"

_DATE = re.compile(r"([12][0-9]{3}) (?: - ([0-9]{2}) (?: - ([0-9]{2}) )? | (\?) )?", re.VERBOSE)
_COARSE: tuple[Precision, ...] = ("day", "month", "year", "guess")


@dataclass(frozen=True, slots=True)
class Edge:
    """A day that lies between `first` and `last`, both ISO 8601 and inclusive."""

    first: str
    last: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a state (`of` its ISO 3166 alpha-3) or of an organisation (`of` its id), and when it was taken up and left.

    One still held when the base was last checked has an `end` between that day and never.
    """

    actor: str
    title: str
    of: str
    start: Edge
    end: Edge

    @property
    def precision(self) -> Precision:
        """How sure the less sure of the two dates is."""
        return max(self.start.precision, self.end.precision, key=_COARSE.index)

    def time(self, day: str) -> Time | None:
        """Whether the post is held on `day`, was, or is soon to be; none where the dates do not tell, or it is far off."""
        at = edge(day)
        if self.holds(at):
            return "current"
        if self.end.last < at.first:
            return "former"
        return "incoming" if at.last < self.start.first <= _later(at.last) else None

    def holds(self, at: Edge) -> bool:
        """Whether the post is certainly held all through `at`."""
        return self.start.last <= at.first and at.last <= self.end.first


@lru_cache(maxsize=4096)
def edge(text: str) -> Edge:
    """A date as written ("2012-03-06", "2012-03", "2012", "2012?") as the days between which it lies. Raises ValueError where it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date: write 2012-03-06, 2012-03, 2012 or 2012?")
    year, month, day, guess = match.groups()
    if guess:
        return Edge(f"{int(year) - 1:04}-01-01", f"{int(year) + 1:04}-12-31", "guess")
    if month is None:
        return Edge(f"{year}-01-01", f"{year}-12-31", "year")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r} is no date: there is no month {month}")
    days = monthrange(int(year), int(month))[1]
    if day is None:
        return Edge(f"{year}-{month}-01", f"{year}-{month}-{days}", "month")
    if not 1 <= int(day) <= days:
        raise ValueError(f"{text!r} is no date: the month has {days} days")
    return Edge(text, text, "day")


def follows(end: Edge, start: Edge) -> bool:
    """Whether a term that starts at `start` goes on with one that ends at `end`: on the same day or the next, both known to the day."""
    if (end.precision, start.precision) != ("day", "day") or end.last == NEVER:
        return False
    return 0 <= (date.fromisoformat(start.first) - date.fromisoformat(end.last)).days <= 1


def _later(day: str) -> str:
    """About three months after `day`, for comparison only."""
    year, month = int(day[:4]), int(day[5:7]) + 3
    return f"{year + (month > 12):04}-{(month - 1) % 12 + 1:02}{day[7:]}"
