"""The store: what was read, kept in one SQLite file that one process writes while others read."""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar, cast, overload

import msgspec

from dateline.errors import RecordMissing, StoreError
from dateline.issues import Issue, printable
from dateline.merge.corrections import Corrected, Correction
from dateline.records import Record
from dateline.span import Span
from dateline.store import past, search
from dateline.store.groups import Grouped, Groups
from dateline.store.opening import columns, connect, guard, transaction
from dateline.store.schema import CORRECTION, ISSUE, POSITIONS, REPORT, Column, Table, all_tables, kind_tables, scalar
from dateline.store.search import Hit
from dateline.store.versions import BY_NOTICE, CURRENT, Versions
from dateline.store.view import View
from dateline.store.words import FOLDING, phrases
from dateline.text.report import Report

R = TypeVar("R", bound=Record)

# Candidates that an ambiguous id's message names.
_NAMED = 5
_LATER = "9999"  # than any moment
_REPLACED_SINCE = "SELECT number FROM replaced WHERE since BETWEEN ?1 AND ?2 AND (until IS NULL OR until > ?2)"


class Entry(NamedTuple):
    """One report read: what `add_many` takes."""

    report: Report
    records: Sequence[Record] = ()
    issues: Sequence[Issue] = ()


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
        self._moment: str | None = None  # of the transaction that is open
        self._versions = Versions(connection, self._report_at)
        with guard(path):
            self._columns = {table.name: self._present(table) for table in all_tables()}
            self._groups = Groups(self, connection)
            if not read_only:
                self._fold_anew()
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
        sql = """
            SELECT 1 FROM report WHERE id = ? AND reader = ? AND published IS ?
            AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.report = report.id AND issue.stage = 'extract' AND issue.ended_at IS NULL)
        """
        with guard(self.path):
            return self._one(sql, report.id, reader, report.published) is not None

    def dated(self, report: Report) -> Report:
        """The report with the day that it was kept with, if it bears none: a user has lent it one before."""
        if report.published is not None:
            return report
        with guard(self.path):
            kept = self._one("SELECT published, published_basis FROM report WHERE id = ? AND published IS NOT NULL", report.id)
        return msgspec.structs.replace(report, published=kept[0], published_basis=kept[1]) if kept else report

    def seen(self, reports: Iterable[Report]) -> None:
        """Says that reports which are kept were given again: each counts from now on, in place of other versions of it."""
        given = list(reports)
        with guard(self.path):
            if not any(self._versions.is_replaced(report) for report in given):
                return
        with self._writing():
            for report in given:
                if self._versions.is_replaced(report):
                    self._rename(report)
                    self._versions.let_count(report, self._now())

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
            _check(entry)
        with self._writing():
            return [self._put(entry, reader) for entry in batch]

    def note(self, issues: Iterable[Issue]) -> None:
        """Keeps issues of what gave no report (a file that could not be decoded), in place of what was kept of the same subjects.

        They go when a report whose `ref` is the subject is added.
        """
        fresh: dict[str, dict[Issue, None]] = {}
        for issue in issues:
            fresh.setdefault(issue.subject, {})[issue] = None
        with self._writing():
            for subject, told in fresh.items():
                if list(self._issues("report IS NULL AND ended_at IS NULL AND subject = ?", subject)) != list(told):
                    self._end_issues("report IS NULL AND subject = ?", subject)
                    self._insert_issues(None, told)

    def correct(self, *corrections: Correction) -> None:
        """Keeps what people put right, all or nothing; what was read stays as it is. Nothing that was kept of theirs is ever changed."""
        with self._writing():
            self._connection.executemany(CORRECTION.insert(("kept_at",)), [(self._now(), *CORRECTION.pack(one)) for one in corrections])

    def _put(self, entry: Entry, reader: str) -> bool:
        report = entry.report
        if self.has(report, reader):
            return False
        now = self._now()
        before = self._one("SELECT number, kept_at FROM report WHERE id = ?", report.id)
        number, kept_at = before or (None, now)
        if before:
            self._set_aside(before[0], Entry(report, _distinct(entry.records)[0]))
            self._drop(before[0])
        cursor = self._connection.execute(
            REPORT.insert(("number", "reader", "kept_at", "read_at")), (number, reader, kept_at, now, *REPORT.pack(report))
        )
        number = cast(int, cursor.lastrowid)
        records, doubles = _distinct(entry.records)
        self._insert_records(number, records)
        self._end_issues("report IS NULL AND subject = ?", printable(report.ref))
        self._insert_issues(report.id, [*entry.issues, *doubles])
        numbered = ((_number(number, i), _kind(r), r.span) for i, r in enumerate(records))
        search.index(self._connection, number, report, numbered)
        self._versions.let_count(report, self._now())
        return True

    def _rename(self, report: Report) -> None:
        """Lets a kept report be called as it was given last."""
        (number,) = self._one("SELECT number FROM report WHERE id = ?", report.id)
        if self._report_at(number).ref != report.ref:
            self._set_aside(number)
            self._connection.execute("UPDATE report SET ref = ?, read_at = ? WHERE number = ?", (scalar(report.ref), self._now(), number))

    def _set_aside(self, number: int, following: Entry | None = None) -> None:
        """Keeps what was read of a report, before another reading takes its place; of one that says the same, no more than that it was made."""
        report = self._report_at(number)
        records = list(self.records(report=report.id))
        same = following is not None and (report, records) == (following.report, list(following.records))
        packed = None if same else past.pack(report, records)
        sql = "INSERT INTO past SELECT number, reader, published, read_at, ?, ? FROM report WHERE number = ?"
        self._connection.execute(sql, (self._now(), packed, number))

    def _drop(self, number: int) -> None:
        """Takes out a reading and all that hangs on it, inside the caller's transaction."""
        report = self._report_at(number)
        search.unindex(self._connection, number, report, self._spans_of(number))
        for name in kind_tables():
            self._connection.execute(f'DELETE FROM "{name}" WHERE number >= ? AND number < ?', _range(number))
        self._end_issues("report = ?", report.id)
        self._connection.execute("DELETE FROM report WHERE number = ?", (number,))

    def _end_issues(self, where: str, value: str) -> None:
        sql = f"UPDATE issue SET ended_at = ? WHERE ended_at IS NULL AND {where}"
        self._connection.execute(sql, (self._now(), scalar(value)))

    def _insert_records(self, number: int, records: Sequence[Record]) -> None:
        rows: dict[str, list[list[Any]]] = {}
        for i, record in enumerate(records):
            kind = _kind(record)
            rows.setdefault(kind, []).append([_number(number, i), *kind_tables()[kind].pack(record)])
        for kind, packed in rows.items():
            self._connection.executemany(kind_tables()[kind].insert(("number",)), packed)

    def _insert_issues(self, report: str | None, issues: Iterable[Issue]) -> None:
        self._connection.executemany(ISSUE.insert(("report", "kept_at")), ([report, self._now(), *ISSUE.pack(issue)] for issue in issues))

    def _fold_anew(self) -> None:
        """Makes the full-text indexes anew where another folding made them."""
        asked = "SELECT value FROM meta WHERE key = 'folding'"
        if self._one(asked) == (str(FOLDING),):
            return
        with transaction(self._connection):
            search.clear(self._connection)
            for (number,) in self._connection.execute("SELECT number FROM report ORDER BY number").fetchall():
                search.index(self._connection, number, self._report_at(number), self._spans_of(number))
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('folding', ?)", (str(FOLDING),))

    def group_anew(self) -> None:
        """Groups all events that tell of one thing, where other rules than today's did: `grouped` gives nothing until then. May take minutes."""
        with guard(self.path):
            self._groups.make_anew()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise StoreError(f"the store {self.path} was opened for reading only: open it for writing")
        with guard(self.path), transaction(self._connection):
            self._moment = None
            yield
            self._groups.bring_up_to_date()

    def _now(self) -> str:
        """The moment of the open transaction, the same all through it, and later than that of any before it even where the clock was set back."""
        if self._moment is None:
            last, clock = self.moment, datetime.now(UTC)
            if last is not None and datetime.fromisoformat(last) >= clock:
                clock = datetime.fromisoformat(last) + timedelta(microseconds=1)
            self._moment = clock.isoformat(timespec="microseconds")
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('moment', ?)", (self._moment,))
        return self._moment

    # Reading

    @property
    def moment(self) -> str | None:
        """When the store last changed (ISO 8601, UTC); null for one that is empty, or was last written by an older version."""
        with guard(self.path):
            row = self._one("SELECT value FROM meta WHERE key = 'moment'")
        return str(row[0]) if row else None

    def view(self, as_of: str | None = None, kept: str | None = None) -> View:
        """What the store says, or said: of the news that was out at `as_of`, by what it held and people had put right at `kept`.

        Both are ISO 8601, days or moments, a day being its end; without them, now. Ask within `snapshot`, so that all is of one state.
        """
        return View(self, self._connection, as_of, kept)

    def grouped(self, since: str | None = None, until: str | None = None, type: str | None = None) -> Grouped | None:
        """What is kept of which events tell of one thing: the groups of which an event is of the `type`, and one was, or is told, on one of the days
        `since` to `until` (ISO 8601). None where other rules than today's made them."""
        with guard(self.path), self._one_state():
            return self._groups.told(since, until, type)

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
        shown = self._columns["report"]
        for _, *row in self._rows(REPORT, shown, f"{where} AND kept_at >= ?", (since or "",)):
            yield REPORT.unpack(shown, row)

    def report(self, name: str) -> Report:
        """The report that has the id or the ref `name`, or whose id alone begins with it. Raises RecordMissing where none or several do."""
        _, number = self._named([REPORT], name)
        return self._report_at(number)

    def record(self, record_id: str) -> Record:
        """The record whose id is, or alone begins with, `record_id`. Raises RecordMissing where none or several do."""
        return self._record_at(*self._named(list(kind_tables().values()), record_id))

    def named(self, name: str) -> Report | Record:
        """The report or record that has the id, or the report that has the ref, `name`, or whose id alone begins with it. Raises RecordMissing."""
        table, number = self._named([REPORT, *kind_tables().values()], name)
        return self._report_at(number) if table is REPORT else self._record_at(table, number)

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
        where: list[str] = ["1"]
        values: list[Any] = []
        for name, value in equal.items():
            where.append(f'"{name}" IS ?')
            values.append(scalar(value))
        if report is not None:
            with guard(self.path):
                row = self._one("SELECT number FROM report WHERE id = ?", report)
            if row is None:
                return iter(())
            where.append("number >= ? AND number < ?")
            values += _range(row[0])
        elif not all_versions:
            where.append(f"number >> {POSITIONS} NOT IN {search.REPLACED}")
        return self._merged(tables, " AND ".join(where), values)

    def issues(self, report: str | None = None) -> Iterator[Issue]:
        """What could not be read, in the order it was kept; of one `report` (its id, of any version) if given."""
        current = f"ended_at IS NULL AND (report IS NULL OR report IN (SELECT id FROM report WHERE {CURRENT}))"
        with guard(self.path):
            yield from self._issues("ended_at IS NULL AND report = ?", report) if report is not None else self._issues(current)

    def issues_at(self, moment: str) -> list[tuple[str | None, Issue]]:
        """What was told at a moment that it could not be read, of any version of a report, with the report's id (null where none came of it)."""
        shown = self._columns[ISSUE.name]
        names = ", ".join(f'"{c.name}"' for c in shown)
        sql = f"SELECT report, {names} FROM issue WHERE kept_at <= ?1 AND (ended_at IS NULL OR ended_at > ?1) ORDER BY number"
        with guard(self.path):
            return [(report, ISSUE.unpack(shown, row)) for report, *row in self._connection.execute(sql, (moment,))]

    def corrections(self, *, since: str = "", until: str | None = None) -> list[Correction]:
        """All that people put right, undone or not, in the order in which they did: kept from `since` on, no later than `until` (as in `moment`)."""
        shown = self._columns[CORRECTION.name]
        where, values = ("kept_at >= ?", [since]) if until is None else ("kept_at >= ? AND kept_at <= ?", [since, until])
        return [CORRECTION.unpack(shown, row) for _, *row in self._rows(CORRECTION, shown, where, values)] if shown else []

    def corrected(self, report: str | None = None) -> Corrected:
        """The records as people left them, of one `report` (its id, of any version) if given; `records` gives what the reader found."""
        with guard(self.path), self._one_state():
            now = self.view()
            return now.corrected if report is None else now.of(report)

    def changes(self, since: str, until: str | None = None) -> Changes:
        """What came in from a moment on, and no later than `until` (as in `moment`), in the order first kept."""
        span = (since, until or _LATER)
        read_again = "read_at BETWEEN ?1 AND ?2 OR number IN (SELECT number FROM past WHERE ended_at BETWEEN ?1 AND ?2)"
        with guard(self.path), self._one_state():
            return Changes(
                self._reports("kept_at BETWEEN ?1 AND ?2", *span),
                self._reports(f"kept_at < ?1 AND ({read_again})", *span),
                self._reports(f"kept_at < ?1 AND number IN ({_REPLACED_SINCE} AND NOT {BY_NOTICE})", *span),
                self._reports(f"kept_at < ?1 AND number IN ({_REPLACED_SINCE} AND {BY_NOTICE})", *span),
                self.corrections(since=since, until=until),
            )

    def counts(self) -> dict[str, int]:
        """How many reports (of all versions), records of each kind, and issues are kept, by the names of their kinds."""
        names = [REPORT.name, *sorted(kind_tables()), ISSUE.name]
        with guard(self.path):
            return {name: self._one(f'SELECT count(*) FROM "{name}"')[0] if self._columns[name] else 0 for name in names}

    def find(self, words: str, limit: int = 20, kind: str | None = None, *, view: View | None = None) -> list[Hit]:
        """Reports that bear every one of `words`, best first; of a `kind` of record, those whose sentence does. What people rejected is not found.

        Plain words in any script; quotation marks make a phrase; no other character is special. `view`: what it holds, else what counts now.
        Records of readings that are past come last, since their words are not weighed. Raises ValueError for an unknown kind.
        """
        if kind == REPORT.name:
            kind = None
        if kind is not None:
            _tables(kind, {})
        wanted = phrases(words)
        if not wanted or limit <= 0:
            return []
        with guard(self.path), self._one_state():
            view = view or self.view()
            passed_by = view.passed_by()
            if kind is not None:
                return self._record_hits(view, kind, wanted, limit, passed_by)
            ranked = search.ranked_reports(self._connection, wanted, limit, passed_by)
            return [self._report_hit(view, n, wanted, score) for n, score in ranked]

    def _report_hit(self, view: View, number: int, wanted: list[tuple[str, ...]], score: float) -> Hit:
        report = view.as_read(self._report_at(number))
        return search.report_hit(report, wanted, score, ((r.id, r.span) for r in view.of(report.id).records))

    def _record_hits(self, view: View, kind: str, wanted: list[tuple[str, ...]], limit: int, passed_by: set[int]) -> list[Hit]:
        rejected, otherwise = view.rejected(), view.read_otherwise()
        rows = {self._one(f'SELECT number FROM "{kind}" WHERE id = ?', id) for id in rejected}
        ranked = search.ranked_records(self._connection, wanted, kind, limit, passed_by | otherwise.keys(), {row[0] for row in rows if row})
        hits = [self._record_hit(view, kind, n, wanted, score) for n, score in ranked]
        if otherwise:
            bearing = {n for n, _ in search.ranked_reports(self._connection, wanted, len(otherwise) + len(passed_by) + limit, passed_by)}
            for n in sorted(bearing & otherwise.keys()):
                report = view.as_read(self._report_at(n))
                past_ones = (r for r in view.read_of(report.id) if _kind(r) == kind and r.id not in rejected)
                hits += [search.record_hit(report, kind, r.id, r.span, wanted, 0.0) for r in past_ones if search.bears(report, r.span, wanted)]
        return hits[:limit]

    def _record_hit(self, view: View, kind: str, number: int, wanted: list[tuple[str, ...]], score: float) -> Hit:
        name, span = self._one(f'SELECT id, span FROM "{kind}" WHERE number = ?', number)
        return search.record_hit(view.as_read(self._report_at(number >> POSITIONS)), kind, name, _span(span), wanted, score)

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """A snapshot, unless the caller has one."""
        if self._connection.in_transaction:
            yield
        else:
            with self.snapshot():
                yield

    def _merged(self, tables: list[Table[Any]], where: str, values: list[Any]) -> Iterator[Record]:
        kept = [(table, self._columns[table.name]) for table in tables if self._columns[table.name]]
        # Every cursor is begun before the first row is given, under one transaction: all kinds are of one state.
        with guard(self.path), self._one_state():
            cursors = [self._select(table, shown, where, values) for table, shown in kept]
            rows = [_keyed(cursor, k) for k, cursor in enumerate(cursors)]
        with guard(self.path):
            for _, k, row in heapq.merge(*rows):
                table, shown = kept[k]
                yield table.unpack(shown, row[1:])

    def _rows(self, table: Table[Any], shown: Sequence[Column], where: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        with guard(self.path):
            yield from self._select(table, shown, where, values)

    def _select(self, table: Table[Any], shown: Sequence[Column], where: str, values: Sequence[Any]) -> sqlite3.Cursor:
        names = ", ".join(["number", *(f'"{c.name}"' for c in shown)])
        return self._connection.execute(f'SELECT {names} FROM "{table.name}" WHERE {where} ORDER BY number', values)

    def _issues(self, where: str, *values: str) -> Iterator[Issue]:
        shown = self._columns["issue"]
        for _, *row in self._select(ISSUE, shown, where, [scalar(value) for value in values]):
            yield ISSUE.unpack(shown, row)

    def _reports(self, where: str, *values: str) -> list[Report]:
        shown = self._columns[REPORT.name]
        return [REPORT.unpack(shown, row) for _, *row in self._rows(REPORT, shown, where, values)]

    def _report_at(self, number: int) -> Report:
        shown = self._columns["report"]
        _, *row = next(self._rows(REPORT, shown, "number = ?", (number,)))
        return REPORT.unpack(shown, row)

    def _record_at(self, table: Table[Any], number: int) -> Record:
        shown = self._columns[table.name]
        _, *row = next(self._rows(table, shown, "number = ?", (number,)))
        return cast(Record, table.unpack(shown, row))

    def _spans_of(self, number: int) -> list[tuple[int, str, Span]]:
        """Number, kind and span of every record of the report with this number."""
        return [
            (row, table.name, _span(span))
            for table in self._kept_kinds()
            for row, span in self._connection.execute(f'SELECT number, span FROM "{table.name}" WHERE number >= ? AND number < ?', _range(number))
        ]

    def _named(self, tables: list[Table[Any]], name: str) -> tuple[Table[Any], int]:
        """The table and row number of the one thing called `name`: by its whole id, its ref (if reports are among `tables`), or how its id begins."""
        what = "report" if tables == [REPORT] else "record or report" if REPORT in tables else "record"
        name = printable(name)
        if not name:
            raise RecordMissing(f"an empty id names no {what}: give the first characters of one")
        with guard(self.path):
            begun = self._begun(tables, name)
            found = [f for f in begun if f[0] == name] or (self._of_ref(name) if REPORT in tables else []) or begun
        if len(found) == 1:
            return found[0][1:]
        if not found:
            refs = " or is called so" if REPORT in tables else ""
            raise RecordMissing(f"no {what} has an id that begins with {name}{refs}: dateline find shows ids")
        told = ", ".join(f"{id} ({table.name})" for id, table, _ in sorted(found, key=lambda f: f[0])[:_NAMED])
        more = " ..." if len(found) > _NAMED else ""
        how = f"have ids that begin with {name}" if found is begun else f"are called {name}"
        raise RecordMissing(
            f"several {what.replace(' or ', 's or ')}s {how}: {told}{more}; give more characters{'' if found is begun else ' of an id'}"
        )

    def _begun(self, tables: list[Table[Any]], prefix: str) -> list[tuple[str, Table[Any], int]]:
        """Id, table and row number of what has an id that begins with `prefix`, at most a few of each table."""
        found: list[tuple[str, Table[Any], int]] = []
        for table in tables:
            if self._columns[table.name]:
                # A range and no LIKE: the index serves it, and no character is special.
                sql = f'SELECT id, number FROM "{table.name}" WHERE id >= ? AND id < ? ORDER BY id LIMIT ?'
                found += [(id, table, n) for id, n in self._connection.execute(sql, (prefix, prefix + "\U0010ffff", _NAMED + 1))]
        return found

    def _of_ref(self, ref: str) -> list[tuple[str, Table[Any], int]]:
        """The reports that are called `ref`, without older versions."""
        sql = f"SELECT id, number FROM report WHERE ref = ? AND {CURRENT} ORDER BY number LIMIT ?"
        return [(id, REPORT, n) for id, n in self._connection.execute(sql, (ref, _NAMED + 1))]

    def _kept_kinds(self) -> list[Table[Record]]:
        return [table for table in kind_tables().values() if self._columns[table.name]]

    def _present(self, table: Table[Any]) -> list[Column]:
        """Columns of the type that the file has: all of them, unless it is older and open for reading only."""
        there = set(columns(self._connection, table.name))
        return [c for c in table.columns if c.name in there]

    def _one(self, sql: str, *values: str | int | None) -> Any:
        return self._connection.execute(sql, [scalar(value) for value in values]).fetchone()


def _keyed(rows: Iterable[tuple[Any, ...]], k: int) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Rows with what they are merged by: their number, which is unique in table `k`."""
    return ((row[0], k, row) for row in rows)


def _kind(record: Record) -> str:
    return str(record.__struct_config__.tag)


def _number(report: int, position: int) -> int:
    return report << POSITIONS | position


def _range(report: int) -> tuple[int, int]:
    return report << POSITIONS, (report + 1) << POSITIONS


def _span(packed: str) -> Span:
    return msgspec.json.decode(packed, type=Span)


def _check(entry: Entry) -> None:
    """Raises ValueError for records that cannot be kept with their report."""
    if len(entry.records) >= 1 << POSITIONS:
        raise ValueError(f"report {entry.report.id} has more records than a report can have ({1 << POSITIONS})")
    for record in entry.records:
        if not record.id:
            raise ValueError(f"a record of report {entry.report.id} has no id")
        if record.report != entry.report.id:
            raise ValueError(f"record {record.id} belongs to report {record.report!r}, not to {entry.report.id!r}")


def _distinct(records: Sequence[Record]) -> tuple[list[Record], list[Issue]]:
    """The records without repeats, and an issue for each that bears another's id but says something else."""
    kept: dict[str, Record] = {}
    doubles = []
    for record in records:
        other = kept.setdefault(record.id, record)
        if other != record:
            doubles.append(Issue(record.report, "store", f"two records bear the id {record.id}, the first was kept", record.span))
    return list(kept.values()), doubles


def _tables(kind: str | type[Any] | None, fields: Iterable[str]) -> list[Table[Any]]:
    """Tables of the kinds meant that have all of `fields`. Raises ValueError for what no kind has."""
    known = kind_tables()
    name = kind if kind is None or isinstance(kind, str) else str(kind.__struct_config__.tag)
    if name is not None and name not in known:
        raise ValueError(f"there is no kind {name!r}: the kinds are {', '.join(sorted(known))}")
    asked = list(known.values()) if name is None else [known[name]]
    out: list[Table[Any]] = [t for t in asked if set(fields) <= {c.name for c in t.columns}]
    if not out:
        raise ValueError(f"no {name or 'kind'} has the fields {', '.join(fields)}")
    return out
