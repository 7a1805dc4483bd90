"""How many of what, by each source over time, as a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from dateline.faces.brief.words import cut, day_words, number_words, place_words, spoken
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Course, Wanted, bounds_of, courses, day_of, place_of
from dateline.records import Figure
from dateline.records.figure import Bound
from dateline.resolve.parts import voices

_HEAD = ("day", "number", "of whom", "where", "according to", "told by", "record")
_WIDE = 34  # characters of a cell
_GAP = "  "
_CUT = slice(2, 6)  # columns that may be cut: of whom, where, according to, told by
_NARROW = 7  # characters below which a cell cannot be read


class Entry(msgspec.Struct, frozen=True):
    """One number of a course: the day it counts to, its words, and the `reports` that give it, `record` in the first. Numbers as in the figure."""

    day: str
    words: str
    low: int | None
    high: int | None
    bound: Bound
    of: str | None
    where: str | None
    publisher: str
    reports: int
    record: str


class Told(msgspec.Struct, frozen=True):
    """What one source says of one scope, oldest first; the last entry stands. `total`: of a running total."""

    source: str
    total: bool
    entries: tuple[Entry, ...]


class Flagged(msgspec.Struct, frozen=True):
    """What does not add up, for a person to look at: `records` are ids of figures, `numbers` what they say."""

    about: str
    numbers: tuple[str, ...]
    records: tuple[str, ...]


class FigureTable(msgspec.Struct, frozen=True):
    """The courses of all sources for one `what`, running totals first, and what does not add up in them."""

    what: str
    place: str | None
    courses: tuple[Told, ...]
    flags: tuple[Flagged, ...] = ()


def make_table(corpus: Corpus, wanted: Wanted) -> FigureTable:
    """The figures of `corpus` that are wanted."""
    found = courses(corpus, wanted)
    flagged = tuple(_flagged(corpus, flag.about, flag.figures) for flag in found.flags)
    return FigureTable(wanted.what, wanted.place, tuple(_told(corpus, course) for course in found.courses), flagged)


def _told(corpus: Corpus, course: Course) -> Told:
    """A course; the same number on the same day is one entry, however many reports print it."""
    runs = [list(same) for _, same in groupby(course.figures, key=lambda f: (day_of(corpus, f), bounds_of(f)))]
    return Told(spoken(course.source), course.total, tuple(_entry(corpus, same) for same in runs))


def _entry(corpus: Corpus, same: Sequence[Figure]) -> Entry:
    f, where = same[0], place_of(same[0])
    return Entry(
        day=day_of(corpus, f),
        words=number_words(f),
        low=f.low,
        high=f.high,
        bound=f.bound,
        of=spoken(f.of) if f.of else None,
        where=place_words(where.name) if where is not None else None,
        publisher=corpus.publisher(f),
        reports=len({g.report for g in same}),
        record=f.id,
    )


def _flagged(corpus: Corpus, about: str, figures: Sequence[Figure]) -> Flagged:
    """A flag, each number with its day and, where it is told, on whose word."""
    said = (f"{number_words(f)} ({day_words(day_of(corpus, f))}{_by(f)})" for f in figures)
    return Flagged(about, tuple(said), tuple(f.id for f in figures))


def _by(f: Figure) -> str:
    return f", {voices(f.sources)[-1][0].name}" if f.sources and voices(f.sources)[-1][0].name else ""


def table_lines(table: FigureTable, room: int | None = None) -> Iterator[str]:
    """The table as lines of text, columns aligned; the widest cut where there is `room` for so many characters alone."""
    rows = [(told.total, _cells(told, entry)) for told in table.courses for entry in told.entries]
    widths = _fitted([max(len(cells[k]) for cells in (_HEAD, *(c for _, c in rows))) for k in range(len(_HEAD))], room)
    for total, its in groupby(rows, key=lambda r: r[0]):
        yield "Running totals" if total else "Of one event or time"
        yield _drawn(_HEAD, widths)
        yield _drawn(["-" * w for w in widths], widths)
        yield from (_drawn(cells, widths) for _, cells in its)
        yield ""
    if table.flags:
        yield "Does not add up (nothing was changed)"
        yield from (f"- {flag.about}: {'; '.join(flag.numbers)} · {' '.join(r[:8] for r in flag.records)}" for flag in table.flags)
        yield ""


def _fitted(widths: list[int], room: int | None) -> list[int]:
    """The widths of columns, the widest made narrower until they fit, as far as a column can be read."""
    while room is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths[_CUT]) > _NARROW:
        widest = max(range(len(widths))[_CUT], key=lambda k: widths[k])
        widths[widest] -= 1
    return widths


def _cells(told: Told, entry: Entry) -> tuple[str, ...]:
    by = entry.publisher + (f" and {entry.reports - 1} more" if entry.reports > 1 else "")
    cells = (day_words(entry.day), entry.words, entry.of or "", entry.where or "", told.source, by)
    return (*(cut(cell, _WIDE) for cell in cells), entry.record[:8])


def _drawn(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitting = (cell if len(cell) <= w else cell[: w - 1] + "…" for cell, w in zip(cells, widths, strict=True))
    return _GAP.join(cell.rjust(w) if k == 0 else cell.ljust(w) for k, (cell, w) in enumerate(zip(fitting, widths, strict=True))).rstrip()
