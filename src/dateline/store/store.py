"""The store: what was read, kept in one SQLite file that one process writes while others read."""

import heapq
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import groupby
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar, cast, overload

import msgspec

from dateline.errors import StoreError
from dateline.issues import Issue
from dateline.merge.corrections import Corrected, Correction
from dateline.merge.counts.times import TOTAL
from dateline.merge.state import Known, State
from dateline.records import Event, Figure, Record
from dateline.store import finding, writing
from dateline.store.grouping import Member
from dateline.store.groups import Groups
from dateline.store.naming import called
from dateline.store.opening import connect, guard, transaction
from dateline.store.rows import IN_REPORTS, Rows, range_of
from dateline.store.schema import CORRECTION, ISSUE, POSITIONS, REPORT, Table, kind_named, kind_tables, scalar
from dateline.store.search import REPLACED, Hit
from dateline.store.versions import BY_NOTICE, CURRENT, Versions
from dateline.store.view import View
from dateline.store.words import phrases
from dateline.store.writing import Entry, Writing
from dateline.text.report import Report

R = TypeVar("R", bound=Record)

_LATER = "9999"  # than any moment
_REPLACED_SINCE = "SELECT number FROM replaced WHERE since BETWEEN ?1 AND ?2 AND (until IS NULL OR until > ?2)"


class Changes(NamedTuple):
    """What a store was told since a moment. Of the reports that were kept before, `replaced` are those in place of which another version counts,
    and `withdrawn` those of which a notice says that they no longer stand."""

    new: list[Report]
    read_again: list[Report]
    replaced: list[Report]
    withdrawn: list[Report]
    corrections: list[Correction]


class Store:
    """An open store. Use `Store.open`; close it, or use it in `with`. One thread a Store: open another for another thread.

    Every verb raises StoreError, saying what to do, where the file cannot be read or written. What iterators give is one state of the store.
    A report that was edited and read again is kept beside its older version (the same address, most of the same words); only the version that was
    given last counts as what the store says, unless `all_versions` are asked for. Nothing that was kept is ever overwritten: `view` gives what the
    store held at a moment.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, read_only: bool) -> None:
        self.path, self.read_only, self._connection = path, read_only, connection
        with guard(path):
            self._rows = Rows(connection)
            self._versions = Versions(connection, self._rows.report)
            self._groups = Groups(self._rows)
            if not read_only:
                writing.fold_anew(self._rows)
                self._groups.begin()

    @classmethod
    def open(cls, path: str | PathLike[str], *, read_only: bool = False, wait: float = 10.0) -> Self:
        """The store at `path`, made where there is none, brought up to date where an older version wrote it; neither if `read_only`.

        `wait`: seconds to wait for another writer. Raises StoreError for a file that is no store, cannot be written, or is of a newer version.
        """
        where = Path(path)
        return cls(where, connect(where, read_only=read_only, wait=wait), read_only)

    def close(self) -> None:
        """Ends the use of the store; what was added stays added."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Writing

    def has(self, report: Report, reader: str) -> bool:
        """Whether the report is kept as this version of the reader read it, with the same date and whole, so that it need not be read again."""
        with guard(self.path):
            return writing.has(self._rows, report, reader)

    def dated(self, report: Report) -> Report:
        """The report with the day that it was kept with, if it bears none: a user has lent it one before."""
        if report.published is not None:
            return report
        with guard(self.path):
            kept = self._rows.one("SELECT published, published_basis FROM report WHERE id = ? AND published IS NOT NULL", report.id)
        return msgspec.structs.replace(report, published=kept[0], published_basis=kept[1]) if kept else report

    def seen(self, reports: Iterable[Report]) -> None:
        """Says that reports which are kept were given again: each counts from now on, in place of other versions of it."""
        given = list(reports)
        with guard(self.path):
            if not any(map(self._versions.is_replaced, given)):
                return
        with self._writing() as change:
            for report in given:
                change.let_count(report)

    def add(self, report: Report, records: Sequence[Record], issues: Sequence[Issue] = (), *, reader: str = "") -> bool:
        """Keeps a report with all that was found in it, in one transaction; when this returns, it is on the disk.

        False, and nothing changes, if the store `has` the report; what another version of the `reader` found is set aside.
        Raises ValueError for a record without an id or of another report.
        """
        return self.add_many([Entry(report, records, issues)], reader=reader)[0]

    def add_many(self, entries: Iterable[Entry | tuple[Report, Sequence[Record], Sequence[Issue]]], *, reader: str = "") -> list[bool]:
        """`add` for several reports in one transaction, all kept or none: quicker, and to be called done only when this has returned."""
        batch = [Entry(*entry) for entry in entries]
        for entry in batch:
            entry.check()
        with self._writing() as change:
            return [change.put(entry, reader) for entry in batch]

    def note(self, issues: Iterable[Issue]) -> None:
        """Keeps issues of what gave no report (a file that could not be decoded), in place of what was kept of the same subjects.

        They go when a report whose `ref` is the subject is added.
        """
        fresh: dict[str, dict[Issue, None]] = {}
        for issue in issues:
            fresh.setdefault(issue.subject, {})[issue] = None
        with self._writing() as change:
            change.note(fresh)

    def correct(self, *corrections: Correction) -> None:
        """Keeps what people put right, all or nothing; what was read stays as it is. Nothing that was kept of theirs is ever changed."""
        with self._writing() as change:
            change.correct(corrections)

    def group_anew(self) -> None:
        """Groups all events that tell of one thing, where other rules than today's did: `grouped` gives nothing until then. May take minutes."""
        with guard(self.path):
            self._groups.make_anew()

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        if self.read_only:
            raise StoreError(f"the store {self.path} was opened for reading only: open it for writing")
        with guard(self.path), transaction(self._connection):
            yield Writing(self._rows, self._versions)
            self._groups.bring_up_to_date()

    # Reading

    @property
    def moment(self) -> str | None:
        """When the store last changed (ISO 8601, UTC); null for one that is empty, or was last written by an older version."""
        with guard(self.path):
            return writing.last_moment(self._rows)

    def view(self, as_of: str | None = None, kept: str | None = None, *, undated: bool = False) -> View:
        """What the store says, or said: of the news that was out at `as_of`, by what it held and people had put right at `kept`.

        Both are ISO 8601, days or moments, a day being its end; without them, now. What bears no date was out at no moment, unless it counts as
        `undated`. Ask within `snapshot`, so that all is of one state.
        """
        return View(self, self._connection, as_of, kept, undated=undated)

    def grouped(self, since: str | None = None, until: str | None = None, type: str | None = None) -> State | None:
        """What is kept of which events tell of one thing: the groups of which an event is of the `type`, and one was, or is told, on one of the days
        `since` to `until` (ISO 8601). None where other rules than today's made them."""
        with guard(self.path), self._one_state():
            return self._groups.told(since, until, type)

    def known(self, reports: Set[int], events: Set[str], others: Set[int], without: Set[int]) -> Known | None:
        """What is kept of the groups that events of some reports (their numbers) or some `events` (ids) are of, and the origins of all their reports
        and of `others`, as they would be `without` some reports. None where other rules than today's made them."""
        with guard(self.path), self._one_state():
            return self._groups.known(reports, events, others, without)

    def of_plans(self, day: str) -> list[Member]:
        """What was told before a day (ISO 8601) of plans that are due on that day or later, and what else was told of plans meanwhile, be it of other
        ones. None where other rules than today's kept it."""
        with guard(self.path), self._one_state():
            return self._groups.of_plans(day)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it, every verb that reads sees one state of the store, whatever is written elsewhere. Not for adding."""
        with guard(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def reports(self, *, since: str | None = None, all_versions: bool = False) -> Iterator[Report]:
        """Every report in the order first kept; `since` (ISO 8601, UTC, as "2012-03-05T06:00:00+00:00") leaves out those first kept before it."""
        where = "1" if all_versions else CURRENT
        with guard(self.path):
            for _, report in self._rows.select(REPORT, f"{where} AND kept_at >= ?", (since or "",)):
                yield report

    def report(self, name: str) -> Report:
        """The report that has the id or the ref `name`, or whose id alone begins with it. Raises RecordMissing where none or several do."""
        return cast(Report, self._called([REPORT], name))

    def record(self, record_id: str) -> Record:
        """The record whose id is, or alone begins with, `record_id`. Raises RecordMissing where none or several do."""
        return cast(Record, self._called([*kind_tables().values()], record_id))

    def named(self, name: str) -> Report | Record:
        """The report or record that has the id, or the report that has the ref, `name`, or whose id alone begins with it. Raises RecordMissing."""
        return self._called([REPORT, *kind_tables().values()], name)

    @overload
    def records(self, kind: type[R], report: str | None = None, *, all_versions: bool = False, **equal: str | int | None) -> Iterator[R]: ...
    @overload
    def records(
        self, kind: str | None = None, report: str | None = None, *, all_versions: bool = False, **equal: str | int | None
    ) -> Iterator[Record]: ...
    def records(
        self, kind: str | type[Any] | None = None, report: str | None = None, *, all_versions: bool = False, **equal: str | int | None
    ) -> Iterator[Any]:
        """Records in the order of their reports and in them as found: of one `kind` (its name or type), of one `report` (its id, of any version).

        `equal` keeps those whose fields have the values given: `records("event", type="ASSAULT", negated=False)`; a kind without such a field has
        none. Raises ValueError for a kind or field that does not exist.
        """
        tables = _tables(kind, equal)
        where, values = [f'"{name}" IS ?' for name in equal], [scalar(value) for value in equal.values()]
        if report is not None:
            with guard(self.path):
                number = self._rows.number_of(report)
            if number is None:
                return iter(())
            where.append(IN_REPORTS)
            values += range_of(number)
        elif not all_versions:
            where.append(f"number >> {POSITIONS} NOT IN {REPLACED}")
        return self._merged(tables, " AND ".join(where or ["1"]), values)

    def records_of(self, reports: Iterable[int]) -> Iterator[Record]:
        """All records of some reports (their numbers), report by report."""
        for first, last in _runs(sorted(reports)):
            yield from self._merged(kind_tables().values(), IN_REPORTS, range_of(first, last))

    def records_named(self, ids: Iterable[str]) -> Iterator[Record]:
        """The events and figures that have these ids, in the order of their reports and in them as found."""
        tables = [kind_named(kind) for kind in (Event, Figure)]
        return self._merged(tables, "id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])

    def totals(self, reports: Iterable[int], most: int) -> Iterator[tuple[str, int]]:
        """Of what may be running totals in some reports (their numbers, in an order) the last `most` of each kind: id, number of the report."""
        sql = f"SELECT number >> {POSITIONS}, number, what, id FROM figure WHERE scope = 'cumulative' OR low >= {TOTAL} OR high >= {TOTAL}"
        place = {number: k for k, number in enumerate(reports)}
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        with guard(self.path):
            for report, number, what, id in self._connection.execute(sql):
                if report in place:
                    found[what].append((place[report], number, id))
        for its in found.values():
            yield from ((id, number >> POSITIONS) for _, number, id in heapq.nlargest(most, its))

    def reports_of(self, numbers: Iterable[int]) -> Iterator[Report]:
        """The reports of these numbers, of any version."""
        with guard(self.path):
            yield from map(self._rows.report, numbers)

    def issues(self, report: str | None = None) -> Iterator[Issue]:
        """What could not be read, in the order it was kept; of one `report` (its id, of any version) if given."""
        current = f"(report IS NULL OR report IN (SELECT id FROM report WHERE {CURRENT}))"
        where, values = (current, []) if report is None else ("report = ?", [scalar(report)])
        with guard(self.path):
            for _, issue in self._rows.select(ISSUE, f"ended_at IS NULL AND {where}", values):
                yield issue

    def issues_at(self, moment: str) -> list[tuple[str | None, Issue]]:
        """What was told at a moment that it could not be read, of any version of a report, with the report's id (null where none came of it)."""
        told = "kept_at <= ?1 AND (ended_at IS NULL OR ended_at > ?1)"
        with guard(self.path):
            return list(self._rows.select(ISSUE, told, (moment,), own="report"))

    def corrections(self, *, since: str = "", until: str | None = None) -> list[Correction]:
        """All that people put right, undone or not, in the order in which they did: kept from `since` on, no later than `until` (as in `moment`)."""
        with guard(self.path):
            return [one for _, one in self._rows.select(CORRECTION, "kept_at BETWEEN ? AND ?", (since, until or _LATER))]

    def corrected(self, report: str | None = None) -> Corrected:
        """The records as people left them, of one `report` (its id, of any version) if given; `records` gives what the reader found."""
        with guard(self.path), self._one_state():
            now = self.view()
            return now.corrected if report is None else now.of(report)

    def changes(self, since: str, until: str | None = None) -> Changes:
        """What came in from a moment on, and no later than `until` (as in `moment`), in the order first kept."""
        read_again = "read_at BETWEEN ?1 AND ?2 OR number IN (SELECT number FROM past WHERE ended_at BETWEEN ?1 AND ?2)"

        def those(where: str) -> list[Report]:
            return [report for _, report in self._rows.select(REPORT, where, (since, until or _LATER))]

        with guard(self.path), self._one_state():
            return Changes(
                those("kept_at BETWEEN ?1 AND ?2"),
                those(f"kept_at < ?1 AND ({read_again})"),
                those(f"kept_at < ?1 AND number IN ({_REPLACED_SINCE} AND NOT {BY_NOTICE})"),
                those(f"kept_at < ?1 AND number IN ({_REPLACED_SINCE} AND {BY_NOTICE})"),
                self.corrections(since=since, until=until),
            )

    def counts(self) -> dict[str, int]:
        """How many reports (of all versions), records of each kind, and issues are kept, by the names of their kinds."""
        tables: list[Table[Any]] = [REPORT, *(table for _, table in sorted(kind_tables().items())), ISSUE]
        with guard(self.path):
            return {table.name: self._rows.one(f'SELECT count(*) FROM "{table.name}"')[0] if self._rows.has(table) else 0 for table in tables}

    def find(self, words: str, limit: int = 20, kind: str | None = None, *, view: View | None = None) -> list[Hit]:
        """Reports that bear every one of `words`, best first; of a `kind` of record, those whose sentence does. What people rejected is not found.

        Plain words in any script; quotation marks make a phrase; no other character is special. `view`: what it holds, else what counts now.
        Records of readings that are past come last, since their words are not weighed. Raises ValueError for an unknown kind.
        """
        if kind == REPORT.name:
            kind = None
        if kind is not None:
            kind_named(kind)
        wanted = phrases(words)
        if not wanted or limit <= 0:
            return []
        with guard(self.path), self._one_state():
            view = view or self.view()
            if kind is None:
                return finding.reports(self._rows, view, wanted, limit)
            return finding.records(self._rows, view, kind, wanted, limit)

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """A snapshot, unless the caller has one."""
        if self._connection.in_transaction:
            yield
        else:
            with self.snapshot():
                yield

    def _called(self, tables: Sequence[Table[Any]], name: str) -> Report | Record:
        with guard(self.path):
            return cast(Report | Record, self._rows.by_number(*called(self._rows, tables, name)))

    def _merged(self, tables: Iterable[Table[Any]], where: str, values: Sequence[Any]) -> Iterator[Record]:
        with guard(self.path), self._one_state():
            found = self._rows.merged(tables, where, values)
        with guard(self.path):
            yield from found


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that follow each other, of some in order."""
    for _, its in groupby(enumerate(numbers), key=lambda n: n[1] - n[0]):
        run = [number for _, number in its]
        yield run[0], run[-1]


def _tables(kind: str | type[Any] | None, fields: Iterable[str]) -> list[Table[Any]]:
    """Tables of the kinds meant that have all of `fields`. Raises ValueError for what no kind has."""
    wanted = set(fields)
    asked: list[Table[Any]] = [*kind_tables().values()] if kind is None else [kind_named(kind)]
    found = [table for table in asked if wanted <= {column.name for column in table.columns}]
    if not found:
        raise ValueError(f"no {asked[0].name if kind is not None else 'kind'} has the fields {', '.join(sorted(wanted))}")
    return found
