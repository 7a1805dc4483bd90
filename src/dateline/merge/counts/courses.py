"""What each source says of one scope over time: the course of a count, and the flags that concern it."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dateline.knowledge import countries
from dateline.merge.corpus import Corpus
from dateline.merge.counts.arithmetic import Flag, flags
from dateline.merge.counts.grouping import place_key
from dateline.merge.counts.places import is_in
from dateline.merge.counts.sources import source_of
from dateline.merge.counts.times import days_of, is_of_crisis, is_total
from dateline.merge.counts.victims import kind_of
from dateline.merge.days import end_of, start_of
from dateline.records import Figure
from dateline.resolve.parts import Where


class Wanted(NamedTuple):
    """Which figures: of what; in a place, by gazetteer; from a source whose name bears these words; of the days `since` to `until` (ISO 8601)."""

    what: str
    place: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Course:
    """What one source says of one scope, oldest first; `total`: of a running total, which rises. The last figure is the one that stands."""

    source: str
    total: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Courses:
    """The courses that were asked for: running totals, the latest first, then counts of an event or a time by day; what does not add up in them."""

    wanted: Wanted
    courses: tuple[Course, ...]
    flags: tuple[Flag, ...]


def courses(corpus: Corpus, wanted: Wanted) -> Courses:
    """The figures of `corpus` that are `wanted`, as a course for each scope and source."""
    found = _courses(corpus, _wanted(corpus, wanted))
    totals = sorted((c for c in found if c.total), key=lambda c: (day_of(corpus, c.figures[-1]), len(c.figures)), reverse=True)
    others = sorted((c for c in found if not c.total), key=lambda c: day_of(corpus, c.figures[0]))
    ids = {f.id for course in found for f in course.figures}
    concerned = tuple(flag for flag in flags(corpus) if any(f.id in ids for f in flag.figures))
    return Courses(wanted, (*totals, *others), concerned)


def all_courses(corpus: Corpus) -> list[Course]:
    """Every figure of `corpus`, as a course for each `what`, scope and source, in the order of their first figures."""
    return _courses(corpus, corpus.all(Figure))


def _courses(corpus: Corpus, figures: Iterable[Figure]) -> list[Course]:
    kept: dict[Hashable, list[Figure]] = {}
    for f in figures:
        kept.setdefault((f.what, _scope(corpus, f), source_of(corpus, f)[0]), []).append(f)
    return [Course(source_of(corpus, its[0])[1], is_total(its[0]), tuple(sorted(its, key=lambda f: day_of(corpus, f)))) for its in kept.values()]


def day_of(corpus: Corpus, f: Figure) -> str:
    """The day to which a figure counts: the report's, of a running total; else the last of its time, where one is told."""
    return corpus.day(f) if is_total(f) else end_of(f.when) or corpus.day(f)


def _wanted(corpus: Corpus, wanted: Wanted) -> Iterator[Figure]:
    for f in corpus.all(Figure):
        day = day_of(corpus, f)
        if f.what != wanted.what or (wanted.since and day < wanted.since) or (wanted.until and day > wanted.until):
            continue
        if wanted.place is not None and not _is_in(f, wanted.place):
            continue
        if wanted.source is None or wanted.source.casefold() in source_of(corpus, f)[1].casefold():
            yield f


def place_of(f: Figure) -> Where | None:
    """Where those counted were; None for the town beside which a crisis's total is told."""
    return None if f.where is not None and is_of_crisis(f) and f.where.precision != "country" else f.where


def _is_in(f: Figure, place: str) -> bool:
    if f.where is None:
        return False
    where = place_of(f)
    return is_in(where, place) if where is not None else f.where.country is not None and f.where.country == countries.by_name(place)


def _scope(corpus: Corpus, f: Figure) -> Hashable:
    """What must be one for figures to be stages of one count."""
    days = days_of(corpus, f)
    if is_total(f):
        return kind_of(f), None if days is None or days.is_old else (days.first, place_key(f))
    return kind_of(f), place_key(f), start_of(f.when) or corpus.day(f), day_of(corpus, f), f.part_of is not None
