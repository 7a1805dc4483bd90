"""How reports and records of a store are called: by an id, by how one begins, a report also by its ref."""

from collections.abc import Sequence
from typing import Any

from dateline.errors import RecordMissing
from dateline.issues import printable
from dateline.store.rows import Rows
from dateline.store.schema import REPORT, Table
from dateline.store.versions import CURRENT

_TOLD = 5  # candidates that an ambiguous id's message names

_Found = tuple[str, Table[Any], int]  # id, table and row number


def called(rows: Rows, tables: Sequence[Table[Any]], name: str) -> tuple[Table[Any], int]:
    """The table and row number of the one thing called `name`: by its whole id, its ref (if reports are among `tables`), or how its id begins.

    Raises RecordMissing where none or several are called so.
    """
    what = "report" if tables == [REPORT] else "record or report" if REPORT in tables else "record"
    name = printable(name)
    if not name:
        raise RecordMissing(f"an empty id names no {what}: give the first characters of one")
    begun = _begun(rows, tables, name)
    whole = [f for f in begun if f[0] == name]
    by_ref = _of_ref(rows, name) if REPORT in tables and not whole else []
    found = whole or by_ref or begun
    if len(found) == 1:
        return found[0][1:]
    if not found:
        refs = " or is called so" if REPORT in tables else ""
        raise RecordMissing(f"no {what} has an id that begins with {name}{refs}: dateline find shows ids")
    raise RecordMissing(f"several {what.replace(' or ', 's or ')}s {_several(found, name, by_ref=bool(by_ref))}")


def _several(found: list[_Found], name: str, *, by_ref: bool) -> str:
    """Which they are, and what to do."""
    told = ", ".join(f"{id} ({table.name})" for id, table, _ in sorted(found, key=lambda f: f[0])[:_TOLD])
    more = " ..." if len(found) > _TOLD else ""
    how, of = (f"are called {name}", " of an id") if by_ref else (f"have ids that begin with {name}", "")
    return f"{how}: {told}{more}; give more characters{of}"


def _begun(rows: Rows, tables: Sequence[Table[Any]], prefix: str) -> list[_Found]:
    """What has an id that begins with `prefix`, at most a few of each table."""
    found: list[_Found] = []
    for table in filter(rows.has, tables):
        # A range and no LIKE: the index serves it, and no character is special.
        sql = f'SELECT id, number FROM "{table.name}" WHERE id >= ? AND id < ? ORDER BY id LIMIT ?'
        found += [(id, table, n) for id, n in rows.connection.execute(sql, (prefix, prefix + "\U0010ffff", _TOLD + 1))]
    return found


def _of_ref(rows: Rows, ref: str) -> list[_Found]:
    """The reports that are called `ref`, without older versions."""
    sql = f"SELECT id, number FROM report WHERE ref = ? AND {CURRENT} ORDER BY number LIMIT ?"
    return [(id, REPORT, n) for id, n in rows.connection.execute(sql, (ref, _TOLD + 1))]
