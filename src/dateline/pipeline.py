"""The only place where stages meet: reports in, records out, kept if a store is given."""

import hashlib
import os
import signal
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from dateline.annotate import annotate, reader_hash
from dateline.annotate.layers import Layers
from dateline.digest import digest_of
from dateline.errors import DatelineError
from dateline.issues import NOTE, Issue
from dateline.knowledge.gazetteer import gazetteer
from dateline.knowledge.imported import imported as imported_actors
from dateline.records import KINDS, Event, Record, event
from dateline.records.acts.why import Why
from dateline.records.links import linked
from dateline.resolve.coreference.scorer import scorer_hash
from dateline.resolve.reading import Reading
from dateline.resolve.times.estimate import estimate
from dateline.store import Entry, Store
from dateline.text.report import Report
from dateline.version import VERSION

BATCH_CHARACTERS = 24_000  # read together, kept in one transaction: a second or two of work
BATCH_SLOTS = 500  # most things in a batch, where little of it needs reading
AHEAD = 2  # batches given out for each process, so that none waits
FEW_BATCHES = 6  # work for one process: starting more would take longer
REMEMBERED = 200_000  # reports back that a copy is known by without a store

Done = Callable[[Report, Sequence[Record]], None]


class ReadResult(NamedTuple):
    """One thing done: a report with its records and issues (its notes among them), or issues of what gave no report.

    `unchanged`: 1 where the store had the report already (`records` are then the store's, if asked for) or the run had (there are then none).
    """

    report: Report | None
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    unchanged: int = 0


# What reads: a change to any of it may change a record.
_READS = ("annotate", "knowledge", "lexicons", "records", "resolve", "text")


@cache
def reader_version() -> str:
    """What a record depends on beside its report: this version, its model, its rules and its lists. A report read by another version is read again.

    What the user imported counts by what is in it.
    """
    digest = hashlib.sha256(reader_hash().encode() + scorer_hash().encode() + digest_of(_READS))
    for imported in (gazetteer(), imported_actors()):
        digest.update(imported.digest.encode() if imported is not None else b"")
    return f"{VERSION}+{digest.hexdigest()[:12]}"


def records_of(report: Report, layers: Layers) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Every record of one report, linked, in the order of KINDS and of the text; a kind that fails gives an issue, and the others go on."""
    return _records(Reading(report, layers))


def _records(reading: Reading) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    found: list[Record] = []
    issues: list[Issue] = []
    for kind in KINDS:
        try:
            found.extend(kind.find(reading))
        except DatelineError:
            raise
        except Exception as error:
            issues.append(Issue(reading.report.ref, "extract", f"{kind.__name__.rpartition('.')[2]}: {_told(error)}"))
    return linked(found, reading.report.id), tuple(issues)


def estimated(reading: Reading) -> tuple[Report, tuple[Issue, ...]]:
    """The report, with about when it was published where it bears no date and its text tells (what it tells stays relative to that unknown day).

    An estimate that fails gives an issue, and the report is as it was.
    """
    report = reading.report
    try:
        found = estimate(reading) if report.published is None else None
    except DatelineError:
        raise
    except Exception as error:
        return report, (Issue(report.ref, "extract", f"estimate: {_told(error)}"),)
    return (report if found is None else msgspec.structs.replace(report, estimate=found, published_basis="estimated")), ()


def why(report: Report, record: Event) -> Why | None:
    """What made an event of a report that is read once more; None where today's reader does not find it."""
    return event.why(Reading(report, annotate(report)), record)


def read_one(report: Report) -> ReadResult:
    """Read one report, in this process; where it breaks the reader, an issue and no report.

    A report is read by itself: the quantised model's roundings depend on all that it is given at once, and a record must not depend on its company.
    """
    stage = "annotate"
    try:
        layers = annotate(report)
        stage = "extract"
        reading = Reading(report, layers)
        records, issues = _records(reading)
        report, failed = estimated(reading)
        return ReadResult(report, records, (*issues, *failed))
    except DatelineError:
        raise
    except Exception as error:
        return ReadResult(None, (), (Issue(report.ref, stage, _told(error)),))


def read_batch(reports: Sequence[Report]) -> list[ReadResult]:
    """Read several reports, in this process."""
    return [read_one(report) for report in reports]


def read_reports(
    sources: Iterable[Report | Issue],
    *,
    store: Store | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
    recall: bool = False,
    at_once: int = BATCH_SLOTS,
) -> Iterator[ReadResult]:
    """Read reports as they come; each is given back when it is done, which with a store means on the disk.

    Results come in the order of the sources, and are the same whatever `processes` is (None: as many as there are processors, if there is work for
    them). An issue of stage NOTE goes with the report that follows it. `recall`: take the records of unchanged reports out of the store. `at_once`:
    how many at most are read and kept together; 1 where reports come slowly. What is held in memory does not grow with the number of reports.
    Raises DatelineError where the reader, its processes or the store fail.
    """
    version = reader_version()
    batches = _batches(sources, _Known(store, version, recall), at_once)
    if processes is None:
        opening = list(islice(batches, FEW_BATCHES))
        processes = _processors() if len(opening) == FEW_BATCHES else 1
        batches = chain(opening, batches)
    for results in _in_many(batches, processes) if processes > 1 else _in_one(batches):
        if store is not None:
            _keep(store, results, version)
        for result in results:
            if on_done is not None and result.report is not None:
                on_done(result.report, result.records)
            yield result


def _keep(store: Store, results: Sequence[ReadResult], version: str) -> None:
    fresh = [Entry(r.report, r.records, r.issues) for r in results if r.report is not None and not r.unchanged]
    known = [r.report for r in results if r.report is not None and r.unchanged]
    lost = [issue for r in results if r.report is None for issue in r.issues]
    if known:
        store.seen(known)
    if fresh:
        store.add_many(fresh, reader=version)
    if lost:
        store.note(lost)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


# Batches


@dataclass
class _Batch:
    """What is read and kept together: in the order of the sources, reports to read and results that need no reading."""

    slots: list[Report | ReadResult] = field(default_factory=list)
    notes: dict[int, tuple[Issue, ...]] = field(default_factory=dict)
    characters: int = 0

    @property
    def reports(self) -> list[Report]:
        return [s for s in self.slots if isinstance(s, Report)]

    def filled(self, read: Iterable[ReadResult]) -> list[ReadResult]:
        """The slots, with what was read in the place of its report, and its notes before its issues."""
        results = iter(read)
        slots = [next(results) if isinstance(s, Report) else s for s in self.slots]
        for k, notes in self.notes.items():
            slots[k] = slots[k]._replace(issues=(*notes, *slots[k].issues))
        return slots


@dataclass
class _Known:
    """What need not be read: the run or the store has it."""

    store: Store | None
    version: str
    recall: bool
    seen: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def slot(self, report: Report) -> Report | ReadResult:
        """The report, if it is to be read, or its result."""
        if report.id in self.seen:
            return ReadResult(report, unchanged=1)
        self.seen[report.id] = None
        if len(self.seen) > REMEMBERED:
            self.seen.popitem(last=False)
        if self.store is None:
            return report
        report = self.store.dated(report)
        if not self.store.has(report, self.version):
            return report
        records = tuple(self.store.records(report=report.id)) if self.recall else ()
        return ReadResult(report, records, unchanged=1)


def _batches(sources: Iterable[Report | Issue], known: _Known, at_once: int) -> Iterator[_Batch]:
    """The sources in batches. What a batch holds does not depend on how it will be read."""
    batch = _Batch()
    notes: list[Issue] = []
    for one in sources:
        if isinstance(one, Issue) and one.stage == NOTE:
            notes.append(one)
            continue
        if notes:
            batch.notes[len(batch.slots)], notes = tuple(notes), []
        if isinstance(one, Issue):
            batch.slots.append(ReadResult(None, (), (one,)))
        else:
            batch.slots.append(slot := known.slot(one))
            batch.characters += len(one.text) if isinstance(slot, Report) else 0
        if batch.characters >= BATCH_CHARACTERS or len(batch.slots) >= at_once:
            yield batch
            batch = _Batch()
    if batch.slots:
        yield batch


def _in_one(batches: Iterator[_Batch]) -> Iterator[list[ReadResult]]:
    for batch in batches:
        yield batch.filled(read_batch(batch.reports))


# Many processes


def _in_many(batches: Iterator[_Batch], processes: int) -> Iterator[list[ReadResult]]:
    """Batches in their order, a few given out ahead. A process that dies takes down no more than the report it died of."""
    with _Workers(processes) as workers:
        waiting: deque[tuple[_Batch, Future[list[ReadResult]]]] = deque()
        for batch in islice(batches, processes * AHEAD):
            waiting.append((batch, workers.read(batch.reports)))
        while waiting:
            batch, future = waiting.popleft()
            try:
                results = batch.filled(future.result())
            except BrokenProcessPool:
                workers.renew()
                results = batch.filled([workers.read_alone(report) for report in batch.reports])
                waiting = deque((b, f if _is_read(f) else workers.read(b.reports)) for b, f in waiting)
            for following in islice(batches, 1):
                waiting.append((following, workers.read(following.reports)))
            yield results


def _is_read(future: Future[list[ReadResult]]) -> bool:
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


class _Workers:
    """Processes that read; new ones take the place of those that died."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def renew(self) -> None:
        """Gives up what is being read, so that nothing is."""
        self._stop()
        self._pool = self._started()

    def _stop(self) -> None:
        # Nobody wants what is still being read. Python 3.14 has kill_workers for this; before it, only the executor knows its processes.
        running = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.terminate()

    def read(self, reports: list[Report]) -> Future[list[ReadResult]]:
        """The results of `reports`, to come. The future raises BrokenProcessPool where a process has died."""
        if not reports:
            nothing: Future[list[ReadResult]] = Future()
            nothing.set_result([])
            return nothing
        try:
            return self._pool.submit(read_batch, reports)
        except BrokenProcessPool:
            self._pool = self._started()
            return self._pool.submit(read_batch, reports)

    def read_alone(self, report: Report) -> ReadResult:
        """The result of a report while nothing else is read, so that a death is known to be its own."""
        try:
            return self.read([report]).result()[0]
        except BrokenProcessPool:
            return ReadResult(None, (), (Issue(report.ref, "read", "the process that read it was killed, as happens where memory runs out"),))

    def _started(self) -> ProcessPoolExecutor:
        # Spawned and not forked: a copy of a process that runs the model's threads may hang.
        pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"), initializer=_serve)
        try:
            pool.submit(_processors).result()
        except BrokenProcessPool as error:
            advice = "use processes=1, or in a script put the call under: if __name__ == '__main__'"
            raise DatelineError(f"processes for reading cannot be started: {advice}") from error
        return pool


def _serve() -> None:
    """What a process that reads does first: it leaves Ctrl-C to the process that started it, and ends when that one does, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
