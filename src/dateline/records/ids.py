"""Ids of records: hashes of what makes the record itself, the same on every run and machine."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

R = TypeVar("R", bound=msgspec.Struct)

# What ties a record to others is no part of what it is, and may be found after its id was needed.
_LINKS = {"event": None, "part_of": None, "holds": ()}


def record_id(record: msgspec.Struct, report: str) -> str:
    """A hash of what makes `record`, said by the report with id `report`: 16 hexadecimal digits. Its own id and its links are left out."""
    blank = {name: value for name, value in _LINKS.items() if name in record.__struct_fields__}
    bare = msgspec.structs.replace(record, id="", report=report, **blank)
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()[:16]


def with_ids(records: Iterable[R], report: str) -> list[R]:
    """The same records, each with its id and its report set."""
    return [msgspec.structs.replace(r, id=record_id(r, report), report=report) for r in records]
