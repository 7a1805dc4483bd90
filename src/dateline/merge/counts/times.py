"""Over which days a figure counts, and how those of two figures lie to each other."""

from dataclasses import dataclass

from dateline.merge.corpus import Corpus
from dateline.merge.counts.lying import Lying
from dateline.merge.counts.numbers import size_of
from dateline.merge.days import apart, end_of, one_day, shifted, start_of
from dateline.records import Figure

_FIRST = "0001-01-01"  # since nobody knows when
_LATELY = 1  # days before its report within which a deed without a day was done
_ONE_START = 400  # days by which the beginnings of one crisis may be told apart ("since 2011", "since March 2011")
TOTAL = 1000  # people or more of no one day, of whom no scope is told: what a crisis has come to
_SUMMED = frozenset(("killed", "wounded", "displaced"))
_OLD = 120  # days of a running total, from which its beginning is taken for that of a crisis


@dataclass(frozen=True)
class Days:
    """The first and the last day (ISO 8601); `told`: that the text tells them, and they are not guessed from the day of the report."""

    first: str
    last: str
    told: bool

    @property
    def is_old(self) -> bool:
        """Whether it begins so long ago that its beginning is a crisis's."""
        return self.first == _FIRST or (apart(self.first, self.last) or 0) >= _OLD


def is_total(f: Figure) -> bool:
    """Whether a figure is a running total: its sentence says so, or it is large and of no event, day or part that is told."""
    if f.scope is not None or f.part_of is not None or f.what not in _SUMMED:
        return f.scope == "cumulative"
    return (size_of(f) or 0) >= TOTAL and one_day(f.when) is None


def is_of_crisis(f: Figure) -> bool:
    """Whether a figure is what a whole crisis has come to: of its country, whatever town the sentence names."""
    return is_total(f) and (size_of(f) or 0) >= TOTAL


def days_of(corpus: Corpus, f: Figure) -> Days | None:
    """The days over which a figure counts; None where neither text nor report bears any. A running total counts up to its report."""
    day = corpus.day(f)
    if is_total(f):
        begun = start_of(f.when) if f.when is not None and one_day(f.when) is None else None
        end = day or end_of(f.when)
        return Days(begun or _FIRST, end, begun is not None) if end else None
    first, last = start_of(f.when), end_of(f.when)
    if first and last:
        return Days(first, min(last, day) if first <= day else last, True)  # "in August", told in the middle of it
    return Days(shifted(day, -_LATELY), day, False) if day else None


def days_lie(a: Days | None, b: Days | None) -> Lying:
    """How the days `a` lie to the days `b`. Guessed days are the same as days that they touch, and lie in a longer time that holds one of them."""
    if a is None or b is None:
        return "unknown"
    if a.last < b.first or b.last < a.first:
        return "apart"
    if a.is_old and b.is_old and abs(_begins_apart(a, b)) <= _ONE_START:
        return "same"
    if a.told and b.told and (a.first, a.last) == (b.first, b.last):
        return "same"
    if not (a.told and b.told) and not (a.is_old or b.is_old) and max(_length(a), _length(b)) <= _LATELY:
        return "same"
    if _holds(b, a):
        return "inside"
    return "around" if _holds(a, b) else "apart"


def _begins_apart(a: Days, b: Days) -> int:
    return 0 if _FIRST in (a.first, b.first) else apart(a.first, b.first) or 0


def _length(d: Days) -> int:
    return apart(d.first, d.last) or 0


def _holds(large: Days, small: Days) -> bool:
    """Whether `small` lies in `large`; of guessed days it is enough that they begin before the other ends."""
    last = small.last if small.told else small.first
    return large.first <= small.first and last <= large.last
