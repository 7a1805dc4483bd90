"""Statements: what a source says, believes, wants, fears, promises, denies or asks."""

from typing import Literal

import msgspec

from dateline.records.parts import Attitude, Party, Source, When
from dateline.records.reading import Reading
from dateline.span import Span


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag="statement", tag_field="kind"):
    """What a source says, believes, wants, fears, promises, denies or asks."""

    id: str = ""
    report: str = ""
    speakers: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    attitude: Attitude = "say"
    how: Literal["direct", "mixed", "indirect"] = "indirect"
    content: Span
    topic: str | None = None
    when: When | None = None
    sources: tuple[Source, ...] = ()
    holds: tuple[str, ...] = ()
    span: Span


def find(reading: Reading) -> list[Statement]:
    """Every statement of the report, in reading order; ids are set later."""
    raise NotImplementedError
