"""Roles: who holds which post."""

from typing import Literal

import msgspec

from dateline.records.parts import Party
from dateline.records.reading import Reading
from dateline.span import Span


class Role(msgspec.Struct, frozen=True, kw_only=True, tag="role", tag_field="kind"):
    """Who holds which post, for whom, as one report tells it."""

    id: str = ""
    report: str = ""
    person: Party
    title: str
    organisation: Party | None = None
    country: str | None = None
    time: Literal["current", "former", "incoming"] = "current"
    as_of: str | None = None
    span: Span


def find(reading: Reading) -> list[Role]:
    """Every role of the report, in reading order; ids are set later."""
    raise NotImplementedError
