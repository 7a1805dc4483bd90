"""How a store's file is opened: told from other files, made or brought up to date, and set so that what is committed stays.

Durability: write-ahead log with synchronous=FULL, so that every commit ends with the log on the disk itself. NORMAL would be safe from kill -9
too, since what was written to the log lies with the system, but after a power loss it may take back the last commits, and those were said to be done.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError
from dateline.store.migrations import migrations
from dateline.store.schema import all_tables
from dateline.store.words import FOLDING
from dateline.version import VERSION

# Marks the file as a store of Dateline ("DtLn"); the `file` command and SQLite's tools show it.
APPLICATION = 0x44744C6E


def connect(path: Path, *, read_only: bool, wait: float) -> sqlite3.Connection:
    """A connection to the store at `path`, which is made where there is none; its tables are those of this version unless `read_only`.

    A lock held by another process is waited for up to `wait` seconds. Raises StoreError with what to do instead.
    """
    _check_path(path, read_only)
    with guard(path):
        connection = _open(path, read_only, wait)
        try:
            known = _known(connection)
            if not known:
                _refuse_foreign(connection, path, read_only)
            if read_only:
                _refuse_old(connection, path)
                connection.execute("PRAGMA query_only = ON")
            else:
                _make_durable(connection, wait)
                _bring_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: takes the write lock at once, commits at the end, rolls back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def guard(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into StoreError, in words that say what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a fault of the caller's code, such as use after close
        raise
    except sqlite3.Error as error:
        raise StoreError(_advice(path, error)) from error


_ADVICE = (
    ("SQLITE_BUSY", "another process is writing to the store {path}: wait until it is done, then run this again"),
    ("SQLITE_LOCKED", "another process is writing to the store {path}: wait until it is done, then run this again"),
    ("SQLITE_READONLY", "the store {path} may not be written: change the file's or folder's permissions, or name another store"),
    ("SQLITE_CANTOPEN", "the store {path} cannot be opened: check that its folder exists and may be written, or name another store"),
    ("SQLITE_NOTADB", "{path} is not a store of Dateline: name another file"),
    ("SQLITE_CORRUPT", "the store {path} is damaged: restore it from a copy, or read the reports into a new store"),
    ("SQLITE_FULL", "the disk is full, nothing of the last report was kept in {path}: make room, then run this again"),
    ("SQLITE_IOERR", "the disk failed while using the store {path} ({error}): check the disk, then run this again"),
)


def _advice(path: Path, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for prefix, advice in _ADVICE:
        if name.startswith(prefix):
            return advice.format(path=path, error=error)
    if "fts5" in str(error):
        return "this Python's SQLite lacks full-text search (FTS5): use another build of Python"
    return f"the store {path} cannot be used: {error}"


def _check_path(path: Path, read_only: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file for the store, such as {path / 'dateline.sqlite'}")
    if read_only and not path.exists():
        raise StoreError(f"there is no store at {path}: keep some reports first with dateline read, or name another store")
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist: make it first, or name another store")


def _open(path: Path, read_only: bool, wait: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if not read_only:
        return sqlite3.connect(f"{uri}?mode=rwc", uri=True, timeout=wait, isolation_level=None)
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=wait, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        # A folder that may not be written holds no log to share, so nobody writes either.
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, timeout=wait, isolation_level=None)
    return connection


def _known(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def _refuse_foreign(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    if marked or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        if not _known(connection):  # another process may have made it a store since
            raise StoreError(f"{path} is a database of another program: name another file for the store")
    elif read_only:
        raise StoreError(f"the store {path} is empty: keep some reports first with dateline read, or name another store")


def _refuse_old(connection: sqlite3.Connection, path: Path) -> None:
    kept = _format(connection, path)
    if kept < len(migrations()):
        raise StoreError(f"the store {path} has the older format {kept}: run dateline read on it once, which brings it up to date")


def _make_durable(connection: sqlite3.Connection, wait: float) -> None:
    until = time.monotonic() + wait
    while True:  # SQLite does not wait by itself where two processes make one new store
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(0.02)
    # Where the file system has no shared memory there is no log; a rollback journal needs EXTRA to be as safe.
    connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
    # On macOS a plain fsync stops at the drive's cache; elsewhere these do nothing.
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA checkpoint_fullfsync = ON")


def _format(connection: sqlite3.Connection, path: Path) -> int:
    """The number of the last migration that the store has seen. Raises StoreError where this version knows fewer."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    kept = int(meta["format"])
    if kept > len(migrations()):
        raise StoreError(f"the store {path} was written by the newer Dateline {meta.get('dateline', '')}: upgrade with pip install -U dateline")
    return kept


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Names of a table's columns; none where there is no such table."""
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    if _known(connection) and _format(connection, path) == len(migrations()) and not _missing(connection):
        return
    with transaction(connection):
        # Asked again under the lock: another process may have done it meanwhile.
        kept = _format(connection, path) if _known(connection) else 0
        if not kept:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        for step in migrations()[kept:]:
            step.apply(connection)
        for statement in _missing(connection):
            connection.execute(statement)
        if not kept:
            connection.execute("INSERT INTO meta VALUES ('folding', ?)", (str(FOLDING),))
        meta = (("format", str(len(migrations()))), ("dateline", VERSION))
        connection.executemany("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", meta)


def _missing(connection: sqlite3.Connection) -> list[str]:
    """Statements that make the tables, and the columns, that the types have and the store has not."""
    out = []
    for table in all_tables():
        there = columns(connection, table.name)
        if there:
            out += [f'ALTER TABLE "{table.name}" ADD COLUMN {c.added_ddl}' for c in table.missing(there)]
        else:
            out += table.ddl
    return out
