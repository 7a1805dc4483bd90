"""Numbered steps from one format of the store to the next, run in order inside one transaction.

A step is a file here: `0002_name.sql` (statements), or, where data must be computed, `m0002_name.py` with `apply(connection)`. A field added to a
kind needs no step: its column is added from the type. A step that changes a kind's table must ask first whether the table is there, since in a
new store all steps run before the kinds' tables are made.
"""

import re
import sqlite3
from collections.abc import Callable
from functools import cache
from importlib import import_module, resources
from typing import NamedTuple

_STEP = re.compile(r"m?(?P<number>\d{4})_(?P<name>\w+)\.(?P<how>sql|py)")


class Migration(NamedTuple):
    """One step: from format `number` - 1 to `number`."""

    number: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps, in order. Their numbers run from 1 without a gap."""
    found = []
    for file in resources.files(__name__).iterdir():
        m = _STEP.fullmatch(file.name)
        if m and m["how"] == "sql":
            found.append(Migration(int(m["number"]), m["name"], _statements(file.read_text(encoding="utf-8"))))
        elif m:
            module = import_module(f"{__name__}.{file.name.removesuffix('.py')}")
            found.append(Migration(int(m["number"]), m["name"], module.apply))
    found.sort(key=lambda step: step.number)
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise AssertionError(f"migrations must be numbered from 1 without a gap: {[step.number for step in found]}")
    return tuple(found)


def _statements(script: str) -> Callable[[sqlite3.Connection], None]:
    """A step that runs the statements of `script`; sqlite3's own executescript would commit first."""

    def apply(connection: sqlite3.Connection) -> None:
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""
        if any(line.strip() and not line.lstrip().startswith("--") for line in statement.splitlines()):
            raise AssertionError(f"the last statement does not end: {statement!r}")

    return apply
