"""How reports come in. A source of another kind is one file with a `SOURCE`, and its name in SOURCES."""

import gzip
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, cast

from dateline.errors import InputMissing
from dateline.issues import Issue, printable
from dateline.sources import objects, pages, text
from dateline.sources.decoding import Undecodable, check_text, wide
from dateline.sources.given import Found, Given, Source
from dateline.text.make import STANDARD_INPUT, make_report
from dateline.text.report import Report

SOURCES: tuple[Source, ...] = (pages.SOURCE, objects.SOURCE, text.SOURCE)  # the first that fits, so plain text last

_GZIP = b"\x1f\x8b"
_HEAD = 4096
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
_DATABASE = b"SQLite format 3\0"
# Endings of files that hold text, but no report that can be read, and what to do with them instead.
_OTHERS = {
    **dict.fromkeys((".csv", ".tsv"), "a table: save its rows as JSON lines"),
    **dict.fromkeys((".xml", ".rss", ".atom", ".opml"), "XML, which is not read: save its articles as HTML, text or JSON lines"),
    **dict.fromkeys((".warc", ".eml", ".mbox"), "an archive, which is not read: take its pages or texts out first"),
    **dict.fromkeys((".css", ".js", ".svg", ".map", ".py", ".toml", ".yml", ".yaml", ".ini", ".lock", ".log"), "no report: leave it out"),
}


def open_sources(paths: Sequence[str], *, published: str | None) -> Iterator[Report | Issue]:
    """The reports of files, of folders (all that is in them and below, by name, but for what is hidden) and of `-`, standard input.

    Each is opened only when it is asked for. `published` dates what bears no date of its own. Raises InputMissing, at once, for a path that is
    not there.
    """
    missing = [p for p in paths if p != "-" and not os.path.exists(p)]
    if missing:
        if not missing[0].strip():
            raise InputMissing("an empty name names no file or folder: give a path, or - to read standard input")
        advice = "if it is a text, end it with a full stop; else check the name" if " " in missing[0].strip() else "check the name"
        raise InputMissing(f"there is no file or folder {printable(missing[0])}: {advice}, or give - to read standard input")
    return (found for path in paths for found in _of_path(path, published))


def report_of_text(text: str, *, ref: str, published: str | None) -> Report:
    """The report of running text; `published` is lent to it."""
    return make_report(text, ref=ref, lent=published)


def _of_path(path: str, published: str | None) -> Found:
    if path == "-":
        yield from _of_standard_input(published)
    elif os.path.isdir(path):
        yield from _of_folder(path, published)
    else:
        yield from _of_file(path, published)


def _of_standard_input(published: str | None) -> Found:
    # What is unbuffered gives what has come so far; a buffer over a buffer would wait until it is full.
    stream = BufferedReader(cast(Any, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)))
    try:
        opening = stream.peek(1)
        if opening.startswith(_GZIP) or opening.lstrip(_BEFORE_JSON)[:1] in (b"{", b"["):
            yield from _of_stream(STANDARD_INPUT, "", stream, published)
        else:  # one report, and what its first lines alone look like says little
            yield from _of_stream(STANDARD_INPUT, "", BufferedReader(cast(Any, BytesIO(stream.read()))), published)
    finally:
        stream.detach()  # or standard input would be closed with it


def _of_folder(folder: str, published: str | None) -> Found:
    """What is in a folder, by name. Links to folders are not followed, since they may lead in circles; databases (a store is one) are passed by."""
    try:
        with os.scandir(folder) as scan:
            entries = _without_databases(sorted((e for e in scan if not e.name.startswith(".")), key=lambda e: e.name))
    except OSError as error:
        yield Issue(folder, "open", f"the folder cannot be opened ({error.strerror}): check that it may be read")
        return
    if not entries:
        yield Issue(folder, "open", "the folder is empty: name one with reports in it")
    for entry in entries:
        is_folder = os.path.isdir(entry.path)  # asking the entry would raise for a link that leads in a circle
        if is_folder and entry.is_symlink():
            yield Issue(entry.path, "open", "a link to another folder is not followed: name that folder itself")
        elif is_folder:
            yield from _of_folder(entry.path, published)
        elif entry.is_symlink() or os.path.isfile(entry.path):
            yield from _of_file(entry.path, published)


def _without_databases(entries: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """The entries but for SQLite's files and the files beside them that it works with."""
    databases = {e.name for e in entries if os.path.isfile(e.path) and _is_database(e.path)}
    beside = {f"{name}-{what}" for name in databases for what in ("wal", "shm", "journal")}
    return [e for e in entries if e.name not in databases and e.name not in beside]


def _is_database(path: str) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False  # told when it is opened to be read


def _of_file(path: str, published: str | None) -> Found:
    try:
        with open(path, "rb") as stream:
            yield from _of_stream(path, path, stream, published)
    except OSError as error:
        yield Issue(path, "open", f"the file cannot be opened ({error.strerror}): check that it may be read")


def _of_stream(ref: str, name: str, stream: BufferedReader, published: str | None) -> Found:
    try:
        packed = stream.peek(2)[:2] == _GZIP
        if packed:
            stream = BufferedReader(cast(Any, gzip.GzipFile(fileobj=stream)))
        elif name.endswith(".gz") and stream.peek(1):
            yield Issue(ref, "open", "it is named .gz but is not packed with gzip: pack it again, or take .gz off its name")
            return
        suffix = Path(name.removesuffix(".gz")).suffix.lower()
        if suffix in _OTHERS:
            yield Issue(ref, "open", f"it is {_OTHERS[suffix]}")
            return
        head = stream.peek(_HEAD)[:_HEAD]
        if not head:
            yield Issue(ref, "open", "it is empty: a report needs words to be read")
            return
        check_text(head)
        yield from _source(suffix, head).reports(Given(ref, stream, published))
    except Undecodable as error:
        yield Issue(ref, "decode", str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Issue(ref, "open", f"it breaks off or is damaged ({error}): fetch or pack it again")


def _source(suffix: str, head: bytes) -> Source:
    """The source for files of an ending or, failing that, for what the file opens with."""
    named = next((s for s in SOURCES if suffix in s.suffixes), None)
    if named is not None:
        return named
    opening = head.decode(wide(head) or "utf-8", "replace").lstrip("\ufeff")
    return next(s for s in SOURCES if s.fits(opening))
