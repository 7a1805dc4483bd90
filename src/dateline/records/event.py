"""Events: who did what to whom."""

import msgspec

from dateline.records.parts import Certainty, Party, Source, Status, When, Where
from dateline.records.reading import Reading
from dateline.span import Span


class Event(msgspec.Struct, frozen=True, kw_only=True, tag="event", tag_field="kind"):
    """Who did what to whom: a PLOVER event as one report tells it."""

    id: str = ""
    report: str = ""
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    status: Status = "happened"
    negated: bool = False
    certainty: Certainty = "certain"
    sources: tuple[Source, ...] = ()
    trigger: Span
    mentions: tuple[Span, ...] = ()
    span: Span


def find(reading: Reading) -> list[Event]:
    """Every event of the report, in reading order; ids are set later."""
    raise NotImplementedError
