"""How reports are kept with what was read of them: what stood there before is set aside, and nothing is overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast

from dateline.issues import Issue, printable
from dateline.merge.corrections import Correction
from dateline.records import Record
from dateline.store import past, search
from dateline.store.opening import transaction
from dateline.store.rows import IN_REPORTS, Rows, range_of, record_number
from dateline.store.schema import CORRECTION, ISSUE, POSITIONS, REPORT, kind_of, kind_tables, scalar
from dateline.store.versions import Versions
from dateline.store.words import FOLDING
from dateline.text.report import Report


class Entry(NamedTuple):
    """One report read: what `Store.add_many` takes."""

    report: Report
    records: Sequence[Record] = ()
    issues: Sequence[Issue] = ()

    def check(self) -> None:
        """Raises ValueError for records that cannot be kept with their report."""
        if len(self.records) >= 1 << POSITIONS:
            raise ValueError(f"report {self.report.id} has more records than a report can have ({1 << POSITIONS})")
        for record in self.records:
            if not record.id:
                raise ValueError(f"a record of report {self.report.id} has no id")
            if record.report != self.report.id:
                raise ValueError(f"record {record.id} belongs to report {record.report!r}, not to {self.report.id!r}")


class Writing:
    """One transaction of the caller's that changes an open store."""

    def __init__(self, rows: Rows, versions: Versions) -> None:
        self._rows, self._db, self._versions = rows, rows.connection, versions
        self._moment: str | None = None

    @property
    def now(self) -> str:
        """The moment of the transaction, the same all through it, and later than that of any before it even where the clock was set back."""
        if self._moment is None:
            last, clock = last_moment(self._rows), datetime.now(UTC)
            if last is not None and datetime.fromisoformat(last) >= clock:
                clock = datetime.fromisoformat(last) + timedelta(microseconds=1)
            self._moment = clock.isoformat(timespec="microseconds")
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('moment', ?)", (self._moment,))
        return self._moment

    def put(self, entry: Entry, reader: str) -> bool:
        """Keeps a report as the reader read it; whether it was not yet kept so."""
        report = entry.report
        if has(self._rows, report, reader):
            return False
        records, doubles = _distinct(entry.records)
        before = self._rows.one("SELECT number, kept_at FROM report WHERE id = ?", report.id)
        number, kept_at = before or (None, self.now)
        if before:
            self._set_aside(before[0], Entry(report, records))
            self._drop(before[0])
        cursor = self._db.execute(
            REPORT.insert(("number", "reader", "kept_at", "read_at")), (number, reader, kept_at, self.now, *REPORT.pack(report))
        )
        number = cast(int, cursor.lastrowid)
        self._insert_records(number, records)
        self._end_issues("report IS NULL AND subject = ?", printable(report.ref))
        self._insert_issues(report.id, [*entry.issues, *doubles])
        search.index(self._db, number, report, ((record_number(number, i), kind_of(r), r.span) for i, r in enumerate(records)))
        self._versions.let_count(report, self.now)
        return True

    def let_count(self, report: Report) -> None:
        """Lets a kept report of which another version counts count again, and be called as it was given last."""
        if not self._versions.is_replaced(report):
            return
        number = cast(int, self._rows.number_of(report.id))
        if self._rows.report(number).ref != report.ref:
            self._set_aside(number)
            self._db.execute("UPDATE report SET ref = ?, read_at = ? WHERE number = ?", (scalar(report.ref), self.now, number))
        self._versions.let_count(report, self.now)

    def note(self, told: Mapping[str, Iterable[Issue]]) -> None:
        """Lets these be the issues of subjects that gave no report."""
        for subject, issues in told.items():
            where, its = "report IS NULL AND subject = ?", list(issues)
            if [one for _, one in self._rows.select(ISSUE, f"{where} AND ended_at IS NULL", (scalar(subject),))] != its:
                self._end_issues(where, subject)
                self._insert_issues(None, its)

    def correct(self, corrections: Iterable[Correction]) -> None:
        """Adds what people put right."""
        self._db.executemany(CORRECTION.insert(("kept_at",)), [(self.now, *CORRECTION.pack(one)) for one in corrections])

    def _set_aside(self, number: int, following: Entry | None = None) -> None:
        """Keeps what was read of a report, before another reading takes its place; of one that says the same, no more than that it was made."""
        report, records = self._rows.report(number), self._rows.records_of(number)
        same = following is not None and (report, records) == (following.report, following.records)
        packed = None if same else past.pack(report, records)
        sql = "INSERT INTO past SELECT number, reader, published, read_at, ?, ? FROM report WHERE number = ?"
        self._db.execute(sql, (self.now, packed, number))

    def _drop(self, number: int) -> None:
        """Takes out a reading and all that hangs on it."""
        report = self._rows.report(number)
        search.unindex(self._db, number, report, self._rows.spans_of(number))
        for name in kind_tables():
            self._db.execute(f'DELETE FROM "{name}" WHERE {IN_REPORTS}', range_of(number))
        self._end_issues("report = ?", report.id)
        self._db.execute("DELETE FROM report WHERE number = ?", (number,))

    def _end_issues(self, where: str, value: str) -> None:
        self._db.execute(f"UPDATE issue SET ended_at = ? WHERE ended_at IS NULL AND {where}", (self.now, scalar(value)))

    def _insert_records(self, number: int, records: Sequence[Record]) -> None:
        rows: dict[str, list[list[Any]]] = {}
        for i, record in enumerate(records):
            kind = kind_of(record)
            rows.setdefault(kind, []).append([record_number(number, i), *kind_tables()[kind].pack(record)])
        for kind, packed in rows.items():
            self._db.executemany(kind_tables()[kind].insert(("number",)), packed)

    def _insert_issues(self, report: str | None, issues: Iterable[Issue]) -> None:
        self._db.executemany(ISSUE.insert(("report", "kept_at")), ([report, self.now, *ISSUE.pack(issue)] for issue in issues))


def has(rows: Rows, report: Report, reader: str) -> bool:
    """Whether the report is kept as this version of the reader read it, with the same date and whole, so that it need not be read again."""
    sql = """
        SELECT 1 FROM report WHERE id = ? AND reader = ? AND published IS ?
        AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.report = report.id AND issue.stage = 'extract' AND issue.ended_at IS NULL)
    """
    return rows.one(sql, report.id, reader, report.published) is not None


def last_moment(rows: Rows) -> str | None:
    """When the store last changed (ISO 8601, UTC); null for one that is empty, or was last written by an older version."""
    row = rows.one("SELECT value FROM meta WHERE key = 'moment'")
    return str(row[0]) if row else None


def fold_anew(rows: Rows) -> None:
    """Makes the full-text indexes anew where another folding made them; in a transaction of its own."""
    connection = rows.connection
    if rows.one("SELECT value FROM meta WHERE key = 'folding'") == (str(FOLDING),):
        return
    with transaction(connection):
        search.clear(connection)
        for (number,) in connection.execute("SELECT number FROM report ORDER BY number").fetchall():
            search.index(connection, number, rows.report(number), rows.spans_of(number))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('folding', ?)", (str(FOLDING),))


def _distinct(records: Sequence[Record]) -> tuple[list[Record], list[Issue]]:
    """The records without repeats, and an issue for each that bears another's id but says something else."""
    kept: dict[str, Record] = {}
    doubles = []
    for record in records:
        other = kept.setdefault(record.id, record)
        if other != record:
            doubles.append(Issue(record.report, "store", f"two records bear the id {record.id}, the first was kept", record.span))
    return list(kept.values()), doubles
