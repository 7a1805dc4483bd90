"""Ids of records: hashes of what makes the record itself, the same on every run and machine."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

R = TypeVar("R", bound=msgspec.Struct)

# What a record is known by. All else (who, when, where, status) is what is told of it, and a better reader may tell it better of the same record.
_CORE = ("type", "trigger", "content", "attitude", "what", "text", "low", "high", "title", "time", "span")


def record_id(record: msgspec.Struct, report: str) -> str:
    """A hash of the record's kind, its stretch of text and what it is known by, said by the report with id `report`: 16 hexadecimal digits."""
    core = [(name, getattr(record, name)) for name in _CORE if name in record.__struct_fields__]
    return hashlib.sha256(msgspec.json.encode((record.__struct_config__.tag, report, core))).hexdigest()[:16]


def with_ids(records: Iterable[R], report: str) -> list[R]:
    """The same records, each with its id and its report set."""
    return [msgspec.structs.replace(r, id=record_id(r, report), report=report) for r in records]
