"""The rows of an open store's tables, as values of their types."""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from dateline.records import Record
from dateline.span import Span
from dateline.store.opening import columns
from dateline.store.schema import POSITIONS, REPORT, Table, all_tables, kind_tables, scalar
from dateline.text.report import Report

T = TypeVar("T", bound=msgspec.Struct)

IN_REPORTS = "number >= ? AND number < ?"  # of records, with a `range_of`


class Rows:
    """What an open store's file holds. Call within `guard`, and take what comes one by one within it too."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        there = {table.name: set(columns(connection, table.name)) for table in all_tables()}
        # All columns of the type, unless the file is older and open for reading only.
        self._columns = {table.name: [c for c in table.columns if c.name in there[table.name]] for table in all_tables()}

    def has(self, table: Table[Any]) -> bool:
        """Whether the file has the table: one that is older and open for reading only may not."""
        return bool(self._columns[table.name])

    def select(self, table: Table[T], where: str = "1", values: Sequence[Any] = (), *, own: str = "number") -> Iterator[tuple[Any, T]]:
        """Each row `where` something holds, by number: its value, and before that a column of the store's `own`. It is asked for at once: what is
        taken later is of the same state."""
        if not self.has(table):
            return iter(())
        shown = self._columns[table.name]
        names = ", ".join([own, *(f'"{c.name}"' for c in shown)])
        found = self.connection.execute(f'SELECT {names} FROM "{table.name}" WHERE {where} ORDER BY number', values)
        return ((first, table.unpack(shown, row)) for first, *row in found)

    def merged(self, tables: Iterable[Table[T]], where: str, values: Sequence[Any]) -> Iterator[T]:
        """The values of several tables by the numbers of their rows, as `select` gives each."""
        return (value for _, value in heapq.merge(*[self.select(table, where, values) for table in tables], key=itemgetter(0)))

    def one(self, sql: str, *values: str | int | None) -> Any:
        """The first row that a query gives, none where it gives none."""
        return self.connection.execute(sql, [scalar(value) for value in values]).fetchone()

    def by_number(self, table: Table[T], number: int) -> T:
        """The value of a row that is there."""
        _, value = next(self.select(table, "number = ?", (number,)))
        return value

    def report(self, number: int) -> Report:
        """The report of a number that is there."""
        return self.by_number(REPORT, number)

    def number_of(self, report: str) -> int | None:
        """The number of the report with this id."""
        row = self.one("SELECT number FROM report WHERE id = ?", report)
        return None if row is None else int(row[0])

    def records_of(self, number: int) -> list[Record]:
        """The records of a report, as found."""
        return list(self.merged(kind_tables().values(), IN_REPORTS, range_of(number)))

    def spans_of(self, number: int) -> list[tuple[int, str, Span]]:
        """Number, kind and span of every record of a report."""
        return [
            (row, name, msgspec.json.decode(span, type=Span))
            for name in kind_tables()
            for row, span in self.connection.execute(f'SELECT number, span FROM "{name}" WHERE {IN_REPORTS}', range_of(number))
        ]


def range_of(first: int, last: int | None = None) -> tuple[int, int]:
    """Between which numbers the records of a report stand, or of all reports from one to another."""
    return first << POSITIONS, ((first if last is None else last) + 1) << POSITIONS


def record_number(report: int, position: int) -> int:
    """The number of a record by that of its report and its position in it."""
    return report << POSITIONS | position
