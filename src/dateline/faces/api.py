"""The public verbs. The command line, and every other face, calls these and nothing below them.

read         reports to records, kept in a store if one is named
stream       the same one report at a time, for more than fits in memory
brief        what a store holds, worth reading
figures      how many of what, by each source over time
happenings   what happened, each thing once with who says what of it
open_record  one record with its report and its sentence
open_report  one report with its records
open_named   whichever of the two is called so
why          what made an event: the frame of the lexicon and the words that it rests on
find         reports and records that bear some words
judge        a record put right by a person: accepted, rejected, edited, added, held for one with another or not
unsure       what a person should judge first
corrections  what people put right
examples     the same as training data
changes      what a store was told since a moment
demo         the bundled reports, read, and their brief
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.resources import as_file
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline.bundled import reports_file
from dateline.errors import DatelineError, RecordMissing
from dateline.faces.brief import Brief, make_brief
from dateline.faces.marks import Quote, quote
from dateline.issues import Issue
from dateline.merge.corpus import Corpus
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.store import Changes, Hit, Store
from dateline.store.words import phrases
from dateline.text.days import EARLIEST, LATEST, iso_date
from dateline.text.report import Report

if TYPE_CHECKING:
    from dateline.faces.figures import FigureTable
    from dateline.faces.happenings import Shown
    from dateline.faces.judging import Example
    from dateline.merge.corrections import Action, Correction
    from dateline.pipeline import ReadResult
    from dateline.records.acts.why import Why

StoreLike = Store | str | os.PathLike[str]
Input = str | os.PathLike[str] | Report
Inputs = Input | Iterable[Input]
Done = Callable[[Report, Sequence[Record]], None]

_IS_TEXT = re.compile(r"\n|.{256}|\s\S.*[.!?][\"'”’)]*\s*$", re.DOTALL)  # no path looks like this
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")


class Result(msgspec.Struct, frozen=True):
    """What was read: the reports, the records found in them in reading order, and what could not be read.

    `unchanged` counts reports that the store had already, read the same way; their records are the store's.
    """

    reports: tuple[Report, ...] = ()
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    unchanged: int = 0

    @property
    def events(self) -> tuple[Event, ...]:
        """The events among the records."""
        return tuple(r for r in self.records if isinstance(r, Event))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements among the records."""
        return tuple(r for r in self.records if isinstance(r, Statement))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures among the records."""
        return tuple(r for r in self.records if isinstance(r, Figure))

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles among the records."""
        return tuple(r for r in self.records if isinstance(r, Role))

    def report_of(self, record: Record) -> Report:
        """The report that `record` was found in. Raises KeyError for a record of another result."""
        for report in self.reports:
            if report.id == record.report:
                return report
        raise KeyError(record.report)

    def quote(self, record: Record) -> str:
        """The sentence that `record` rests on, its own words between ⟦ and ⟧."""
        report = self.report_of(record)
        return quote(report.text, record.span, report.furniture).plain("⟦", "⟧")


class Opened(msgspec.Struct, frozen=True):
    """A record with the report that bears it and the sentence that it rests on."""

    record: Record
    report: Report
    quote: Quote


def read(
    source: Inputs,
    *,
    store: StoreLike | None = None,
    published: str | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
) -> Result:
    """Reads files, folders, running text or reports made by hand, and returns all that was found.

    A string is taken for running text if it has a line break, is longer than a path or ends as a sentence does; else it is a path ("-": standard
    input). `published` (ISO 8601) dates what bears no date. `store` keeps the result. `processes`: how many read at once; None: as
    many as there are processors, if there is work for them (a script must then call this under `if __name__ == "__main__"`).
    `on_done` is called with each report once it is kept. Raises InputMissing, StoreError or ModelError; bad input is in `issues`, with notes on
    what was read all the same.
    """
    reports: list[Report] = []
    records: list[Record] = []
    issues: list[Issue] = []
    unchanged = 0
    for one in stream(source, store=store, published=published, processes=processes, on_done=on_done):
        if one.report is not None:
            reports.append(one.report)
        records.extend(one.records)
        issues.extend(one.issues)
        unchanged += one.unchanged
    return Result(tuple(reports), tuple(records), tuple(issues), unchanged)


def stream(
    source: Inputs,
    *,
    store: StoreLike | None = None,
    published: str | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
) -> Iterator["ReadResult"]:
    """As `read`, one report at a time as each is done; nothing is kept in memory."""
    return stream_sources(open_inputs(source, published=published), store=store, processes=processes, on_done=on_done, recall=True)


def open_inputs(source: Inputs, *, published: str | None = None) -> Iterator[Report | Issue]:
    """The reports of `source` in its order, not yet read, and an issue for each thing that is no report.

    Raises InputMissing at once for a path that is not there, TypeError for what is no input.
    """
    from dateline.sources import open_sources

    check_date(published)
    if published is not None and iso_date(published) is None:
        raise DatelineError(f"{published!r} is no day that news can bear: give one from {EARLIEST} to {LATEST}")
    inputs: Iterable[Input] = [source] if isinstance(source, str | bytes | os.PathLike | Report) else source
    runs: list[Iterable[Report | Issue]] = []
    for are_paths, run in groupby(inputs, _is_path):
        if are_paths:
            runs.append(open_sources([str(path) for path in run], published=published))
        else:
            runs.append([one if isinstance(one, Report) else _as_report(str(one), published) for one in run])
    return chain.from_iterable(runs)


def stream_sources(
    sources: Iterable[Report | Issue],
    *,
    store: StoreLike | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
    recall: bool = False,
    slow: bool = False,
) -> Iterator["ReadResult"]:
    """As `stream`, from reports that are already opened. `recall`: with the kept records of what is unchanged.

    `slow`: the sources give reports now and then, so that each is to be read and kept before the next is waited for.
    """
    from dateline import pipeline

    with _opened(store, read_only=False) as kept:
        at_once = 1 if slow else pipeline.BATCH_SLOTS
        yield from pipeline.read_reports(sources, store=kept, processes=processes, on_done=on_done or _nothing, recall=recall, at_once=at_once)


def brief(store: StoreLike | Result, *, as_of: str | None = None) -> Brief:
    """What a store (or a result of `read`) says. `as_of` (a day): only what was published by then. Raises StoreError."""
    check_date(as_of)
    if isinstance(store, Result):
        return make_brief(store.reports, store.records, store.issues, as_of=as_of)
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        with kept.snapshot():
            now = kept.corrected()
            return make_brief(list(kept.reports()), now.records, [*kept.issues(), *now.lost], as_of=as_of)


def figures(
    store: StoreLike | Result,
    what: str = "killed",
    *,
    place: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> "FigureTable":
    """What each source of a store (or of a result of `read`) says of how many, over time, with what does not add up.

    `place`: only there, by gazetteer; `source`: only sources whose name bears this; `since`, `until`: days. Raises DatelineError, StoreError.
    """
    from dateline.faces.figures import make_table
    from dateline.merge.counts import Wanted

    check_date(since)
    check_date(until)
    wanted = Wanted(what, place, source, since, until)
    if isinstance(store, Result):
        return make_table(Corpus.of(store.reports, store.records), wanted)
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        with kept.snapshot():
            return make_table(Corpus.of(list(kept.reports()), kept.corrected().records), wanted)


def happenings(
    store: StoreLike | Result,
    *,
    place: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> tuple["Shown", ...]:
    """What happened by a store (or a result of `read`), each thing once, by day and place.

    `place`: only there, by gazetteer; `type`: only of this type of event; `since`, `until`: days; `as_of` (a day): only what was published by then.
    Raises DatelineError, StoreError.
    """
    from dateline.faces.happenings import Wanted, make_list

    for day in (since, until, as_of):
        check_date(day)
    wanted = Wanted(place, type, since, until)
    if isinstance(store, Result):
        return make_list(Corpus.of(store.reports, store.records, as_of), wanted)
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        with kept.snapshot():
            now = kept.corrected()
            return make_list(Corpus.of(list(kept.reports()), now.records, as_of), wanted, now.decided)


def open_record(store: StoreLike, id: str) -> Opened:
    """The record whose id is, or alone begins with, `id`. Raises RecordMissing where none or several do, StoreError."""
    from dateline.faces.judging import named

    with _opened(store, read_only=True) as kept:
        assert kept is not None
        record = _as_corrected(kept, named(kept, id))
        report = kept.report(record.report)
    return Opened(record, report, quote(report.text, record.span, report.furniture, limit=1000))


def open_report(store: StoreLike, name: str) -> tuple[Report, list[Record]]:
    """The report that has the id or the ref (as a file's name), or whose id alone begins so, and its records. Raises RecordMissing, StoreError."""
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        report = kept.report(name)
        return report, kept.corrected(report.id).records


def open_named(store: StoreLike, name: str) -> Opened | tuple[Report, list[Record]]:
    """The record as `open_record` gives it, or the report as `open_report` does: whichever `name` names. Raises RecordMissing, StoreError."""
    from dateline.faces.judging import added

    with _opened(store, read_only=True) as kept:
        assert kept is not None
        try:
            found = kept.named(name)
        except RecordMissing:
            if added(kept, name) is None:
                raise
            return open_record(kept, name)
        return open_report(kept, found.id) if isinstance(found, Report) else open_record(kept, found.id)


def why(opened: Opened) -> "Why":
    """What made an opened event: the frame of the lexicon, and the words that it rests on; its report is read once more for it.

    Raises DatelineError for other kinds, and for an event that today's reader does not find.
    """
    from dateline.pipeline import why as told

    if not isinstance(opened.record, Event):
        raise DatelineError("only events are explained: they alone are told by frames")
    found = told(opened.report, opened.record)
    if found is None:
        raise DatelineError("today's reader does not find this event any more: read its report again")
    return found


def find(store: StoreLike, words: str, *, limit: int = 20, kind: str | None = None) -> list[Hit]:
    """Reports that bear every one of `words` (or records of a `kind`, whose sentence does), best first.

    Raises DatelineError where there are no words to look for, StoreError.
    """
    if not phrases(words):
        raise DatelineError("give words to look for: letters or digits of any script")
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        return kept.find(words, limit=limit, kind=kind)


def judge(
    store: StoreLike,
    action: "Action",
    *ids: str,
    field: str | None = None,
    value: str | None = None,
    author: str,
    reason: str | None = None,
) -> "Correction":
    """Puts a record right: from now on this is what the store says, until it is undone; what the reader found is kept beside it.

    `ids`: of a record to accept, reject or edit (its `field`, with `value` as JSON or plain words), of two events or more to merge or split, of a
    correction to undo; to add, none, and `value` is the record as JSON. Raises DatelineError for what does not fit, RecordMissing, StoreError.
    """
    from dateline.faces.judging import make_correction

    with _opened(store, read_only=False) as kept:
        assert kept is not None
        made = make_correction(kept, action, ids, field=field, value=value, author=author, reason=reason)
        kept.correct(made)
        return made


def unsure(store: StoreLike) -> list[Record]:
    """Events and figures that nobody has judged, the least sure first. Raises StoreError."""
    from dateline.faces.judging import unsure as least_sure

    with _opened(store, read_only=True) as kept:
        assert kept is not None
        with kept.snapshot():
            return least_sure(kept)


def corrections(store: StoreLike) -> list["Correction"]:
    """What people put right, undone or not, in the order in which they did. Raises StoreError."""
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        return kept.corrections()


def examples(store: StoreLike) -> list["Example"]:
    """The corrections in force as training data: what the reader found, and what a person made of it. Raises StoreError."""
    from dateline.faces.judging import examples as told

    with _opened(store, read_only=True) as kept:
        assert kept is not None
        with kept.snapshot():
            return list(told(kept))


def changes(store: StoreLike, since: str) -> Changes:
    """Reports kept, read again or replaced since a moment (a day, or ISO 8601 in UTC where it names no zone), and corrections made since.

    Raises DatelineError for what is no moment, StoreError.
    """
    from datetime import UTC, datetime

    check_date(since)
    moment = datetime.fromisoformat(since)
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    with _opened(store, read_only=True) as kept:
        assert kept is not None
        return kept.changes(utc.isoformat(timespec="seconds"))


def demo(*, store: StoreLike | None = None, as_of: str | None = None) -> Brief:
    """Reads the bundled demonstration reports into `store`, or into one that is thrown away, and returns the brief."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, demo_reports() as path:
        kept = Path(folder) / "demo.sqlite" if store is None else store
        for _ in stream_sources(open_inputs(path), store=kept):
            pass
        return brief(kept, as_of=as_of)


@contextmanager
def demo_reports() -> Iterator[Path]:
    """The bundled reports as a file, for as long as the context lasts."""
    with as_file(reports_file()) as path:
        yield path


def check_date(day: str | None) -> None:
    """Raises DatelineError for what is no ISO 8601 day or moment."""
    if day is None:
        return
    from datetime import datetime

    try:
        if not _DAY.fullmatch(day):
            raise ValueError
        datetime.fromisoformat(day)
    except ValueError:
        raise DatelineError(f"{day!r} is no date: write it as 2012-03-06 (or 2012-03-06T08:30)") from None


def _as_corrected(store: Store, record: Record) -> Record:
    """The record as people left it; as it was read where they rejected it."""
    return next((r for r in store.corrected(record.report).records if r.id == record.id), record)


def _is_path(source: Input) -> bool:
    if isinstance(source, Report):
        return False
    if not isinstance(source, str | os.PathLike):
        raise TypeError(f"what is read is a path, a text or a Report, not {type(source).__name__}: decode bytes first")
    return not isinstance(source, str) or _IS_TEXT.search(source) is None or _exists(source)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, or with a null character
        return False


def _as_report(text: str, published: str | None) -> Report:
    from dateline.sources import report_of_text

    return report_of_text(text, ref="text", published=published)


@contextmanager
def _opened(store: StoreLike | None, *, read_only: bool) -> Iterator[Store | None]:
    if store is None or isinstance(store, Store):
        yield store
        return
    with closing(Store.open(store, read_only=read_only)) as kept:
        yield kept


def _nothing(report: Report, records: Sequence[Record]) -> None:
    """What is done after a report where the caller asked for nothing."""
