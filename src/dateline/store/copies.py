"""Which reports are copies of earlier ones, kept in the store and brought up to date as reports come and go.

What is kept is what `merge.origins.origins` finds of the same reports at once: property-tested.
"""

import hashlib
import json
import sqlite3
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from dateline.merge.origins import BANDS, HASHES, are_copies, near_in_time, order, runs_of, sketch_of
from dateline.text.report import Report

# `copied` is the earliest report that one is a copy of, which may itself be a copy. A band is a part of a sketch: copies share one.
TABLES = (
    "CREATE TABLE sketch (report INTEGER PRIMARY KEY, published TEXT, sketch BLOB NOT NULL, copied INTEGER)",
    "CREATE INDEX sketch_copied ON sketch (copied) WHERE copied IS NOT NULL",
    "CREATE TABLE band (band INTEGER, report INTEGER, PRIMARY KEY (band, report)) WITHOUT ROWID",
)
NAMES = ("sketch", "band")


class Copies:
    """The copies among the reports of an open database that has the TABLES; `report_at` gives a report by its number. Every change belongs into a
    transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection, report_at: Callable[[int], Report]) -> None:
        self._db, self._report_at = connection, report_at

    def put(self, number: int, report: Report | None) -> None:
        """Lets the report of this number count as it is now; none: no longer."""
        old = self._db.execute("SELECT published, sketch FROM sketch WHERE report = ?", (number,)).fetchone()
        new = None if report is None else (report.published, _packed(sketch_of(runs_of(report))))
        if new == old:
            return
        if old is not None:
            self._take_out(number, old[1])
        if report is not None and new is not None:
            self._put_in(number, report, new[1])

    def origins_without(self, without: Collection[int]) -> dict[int, int]:
        """The origin of every report, by their numbers, as they would be without some of them."""
        copied = {n: of for n, of in self._db.execute("SELECT report, copied FROM sketch") if n not in without}
        for number in [n for n, of in copied.items() if of is not None and of in without]:
            (sketch,) = self._db.execute("SELECT sketch FROM sketch WHERE report = ?", (number,)).fetchone()
            report = self._report_at(number)
            alike = self._alike(number, report, sketch)
            copied[number] = self._first(report, {other: its for other, its in alike.items() if other not in without})
        return {number: _root(copied, number) for number in copied}

    def origins(self, numbers: Iterable[int]) -> dict[int, int]:
        """Each report's origin, by their numbers."""
        sql = """
            WITH RECURSIVE up (report, at, copied) AS (
                SELECT report, report, copied FROM sketch WHERE report IN (SELECT value FROM json_each(?))
                UNION SELECT up.report, sketch.report, sketch.copied FROM up JOIN sketch ON sketch.report = up.copied
            )
            SELECT report, at FROM up WHERE copied IS NULL
        """
        return dict(self._db.execute(sql, (json.dumps(list(numbers)),)))

    def _put_in(self, number: int, report: Report, sketch: bytes) -> None:
        alike = self._alike(number, report, sketch)
        self._db.execute("INSERT INTO sketch VALUES (?, ?, ?, ?)", (number, report.published, sketch, self._first(report, alike)))
        self._db.executemany("INSERT INTO band VALUES (?, ?)", ((band, number) for band in _bands(sketch)))
        for other, its in alike.items():
            if order(report) < order(its):
                (copied,) = self._db.execute("SELECT copied FROM sketch WHERE report = ?", (other,)).fetchone()
                if copied is None or order(report) < order(self._report_at(copied)):
                    self._db.execute("UPDATE sketch SET copied = ? WHERE report = ?", (number, other))

    def _take_out(self, number: int, sketch: bytes) -> None:
        self._db.executemany("DELETE FROM band WHERE band = ? AND report = ?", ((band, number) for band in _bands(sketch)))
        self._db.execute("DELETE FROM sketch WHERE report = ?", (number,))
        for other, its in self._db.execute("SELECT report, sketch FROM sketch WHERE copied = ?", (number,)).fetchall():
            report = self._report_at(other)
            self._db.execute("UPDATE sketch SET copied = ? WHERE report = ?", (self._first(report, self._alike(other, report, its)), other))

    def _first(self, report: Report, alike: dict[int, Report]) -> int | None:
        earlier = {number: order(other) for number, other in alike.items() if order(other) < order(report)}
        return min(earlier, key=earlier.__getitem__, default=None)

    def _alike(self, number: int, report: Report, sketch: bytes) -> dict[int, Report]:
        """The other reports that are copies of one or of which it is one."""
        sql = """
            SELECT report, published FROM sketch
            WHERE report IN (SELECT report FROM band WHERE band IN (SELECT value FROM json_each(?))) AND report != ?
        """
        asked = self._db.execute(sql, (json.dumps(list(_bands(sketch))), number)).fetchall()
        near = {other: self._report_at(other) for other, published in asked if near_in_time(report.published, published)}
        runs = runs_of(report) if near else frozenset[str]()
        return {other: its for other, its in near.items() if are_copies(runs, runs_of(its))}


def _root(copied: Mapping[int, int | None], number: int) -> int:
    """The last of a chain of reports of which each is a copy of the next."""
    while (of := copied[number]) is not None:
        number = of
    return number


def _packed(sketch: list[int]) -> bytes:
    return struct.pack(f"<{len(sketch)}I", *sketch)


def _bands(sketch: bytes) -> Iterator[int]:
    """The bands of a sketch, as numbers."""
    width = 4 * HASHES // BANDS
    for k in range(0, len(sketch), width):
        digest = hashlib.blake2b(sketch[k : k + width], digest_size=8, salt=k.to_bytes(8)).digest()
        yield int.from_bytes(digest, signed=True)
