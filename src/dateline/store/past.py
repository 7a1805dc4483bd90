"""Readings that a later one took the place of, packed: JSON lines, the report without its text and then its records, compressed."""

import zlib
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from dateline.issues import Issue
from dateline.records import Record
from dateline.store.schema import from_json, to_json
from dateline.text.report import Report

T = TypeVar("T")


def pack(report: Report, records: Sequence[Record]) -> bytes:
    """A reading as it is kept; the text is left out, since the report's row has it."""
    bare = msgspec.structs.replace(report, text="")
    return zlib.compress("\n".join(to_json(one) for one in (bare, *records)).encode(), 9)


def report_of(packed: bytes, now: Report) -> Report:
    """The report as it was then, by the same report as it is `now`; as it is now where no version of today can tell."""
    line, *_ = _lines(packed)
    try:
        then: Report = from_json(line, Report)
    except msgspec.ValidationError:
        return now
    return msgspec.structs.replace(then, text=now.text)


def records_of(packed: bytes, report: str) -> tuple[list[Record], list[Issue]]:
    """The records of the report with this id as they were then, and an issue for each that this version cannot tell any more."""
    records: list[Record] = []
    issues: list[Issue] = []
    for line in _lines(packed)[1:]:
        try:
            records.append(from_json(line, Record))
        except msgspec.ValidationError as error:
            issues.append(Issue(report, "store", f"a record of an older reader is of a form that is known no more: {error}"))
    return records, issues


def _lines(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split("\n")
