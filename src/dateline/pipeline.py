"""The only place where stages meet: reports in, records out, kept if a store is given."""

import os
import signal
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from types import TracebackType
from typing import NamedTuple, Self

from dateline.annotate import annotate, reader_hash
from dateline.annotate.layers import Layers
from dateline.errors import DatelineError
from dateline.issues import Issue
from dateline.records import KINDS, Record
from dateline.records.links import linked
from dateline.records.reading import Reading
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
    """One thing done: a report with its records and issues, or issues of what gave no report.

    `unchanged`: 1 where the store had the report already (`records` are then the store's) or the run had (there are then none).
    """

    report: Report | None
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    unchanged: int = 0


def reader_version() -> str:
    """What a record depends on beside its report: this version and its model. A report read by another version is read again."""
    return f"{VERSION}+{reader_hash()[:12]}"


def records_of(report: Report, layers: Layers) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Every record of one report, linked, in the order of KINDS and of the text; a kind that fails gives an issue, and the others go on."""
    reading = Reading(report, layers)
    found: list[Record] = []
    issues: list[Issue] = []
    for kind in KINDS:
        try:
            found.extend(kind.find(reading))
        except DatelineError:
            raise
        except Exception as error:
            issues.append(Issue(report.ref, "extract", f"{kind.__name__.rpartition('.')[2]}: {_told(error)}"))
    return linked(found, report.id), tuple(issues)


def read_one(report: Report) -> ReadResult:
    """Read one report, in this process; where it breaks the reader, an issue and no report.

    A report is read by itself: the quantised model's roundings depend on all that it is given at once, and a record must not depend on its company.
    """
    stage = "annotate"
    try:
        layers = annotate(report)
        stage = "extract"
        return ReadResult(report, *records_of(report, layers))
    except DatelineError:
        raise
    except Exception as error:
        return ReadResult(None, (), (Issue(report.ref, stage, _told(error)),))


def read_batch(reports: Sequence[Report]) -> list[ReadResult]:
    """Read several reports, in this process."""
    return [read_one(report) for report in reports]


def read_reports(
    sources: Iterable[Report | Issue], *, store: Store | None = None, processes: int | None = 1, on_done: Done | None = None
) -> Iterator[ReadResult]:
    """Read reports as they come; each is given back when it is done, which with a store means on the disk.

    Results come in the order of the sources, and are the same whatever `processes` is (None: as many as there are processors, if there is work for
    them). What is held in memory does not grow with the number of reports. Raises DatelineError where the reader, its processes or the store fail.
    """
    version = reader_version()
    batches = _batches(sources, store, version)
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
    lost = [issue for r in results if r.report is None for issue in r.issues]
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
    characters: int = 0

    @property
    def reports(self) -> list[Report]:
        return [s for s in self.slots if isinstance(s, Report)]

    def filled(self, read: Iterable[ReadResult]) -> list[ReadResult]:
        """The slots, with what was read in the place of its report."""
        results = iter(read)
        return [next(results) if isinstance(s, Report) else s for s in self.slots]


def _batches(sources: Iterable[Report | Issue], store: Store | None, version: str) -> Iterator[_Batch]:
    """The sources in batches. What a batch holds does not depend on how it will be read."""
    seen: OrderedDict[str, None] = OrderedDict()
    batch = _Batch()
    for one in sources:
        batch.slots.append(_slot(one, store, version, seen))
        if isinstance(batch.slots[-1], Report):
            batch.characters += len(batch.slots[-1].text)
        if batch.characters >= BATCH_CHARACTERS or len(batch.slots) >= BATCH_SLOTS:
            yield batch
            batch = _Batch()
    if batch.slots:
        yield batch


def _slot(one: Report | Issue, store: Store | None, version: str, seen: OrderedDict[str, None]) -> Report | ReadResult:
    if isinstance(one, Issue):
        return ReadResult(None, (), (one,))
    if one.id in seen:
        return ReadResult(one, unchanged=1)
    seen[one.id] = None
    if len(seen) > REMEMBERED:
        seen.popitem(last=False)
    if store is not None and store.has(one.id, version):
        return ReadResult(one, tuple(store.records(report=one.id)), unchanged=1)
    return one


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
                results = batch.filled([workers.read_alone(report) for report in batch.reports])
                waiting = deque((b, f if _is_read(f) else workers.read(b.reports)) for b, f in waiting)
            for following in islice(batches, 1):
                waiting.append((following, workers.read(following.reports)))
            yield results


def _is_read(future: Future[list[ReadResult]]) -> bool:
    return future.done() and not isinstance(future.exception(), BrokenProcessPool)


class _Workers:
    """Processes that read; new ones take the place of those that died."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
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
        pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"), initializer=_leave_interrupts)
        try:
            pool.submit(_processors).result()
        except BrokenProcessPool as error:
            advice = "use processes=1, or in a script put the call under: if __name__ == '__main__'"
            raise DatelineError(f"processes for reading cannot be started: {advice}") from error
        return pool


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that started this one, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
