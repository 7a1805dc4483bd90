"""What could not be read, as values: the run goes on and lists them at its end."""

import msgspec

from dateline.span import Span


class Issue(msgspec.Struct, frozen=True, tag="issue", tag_field="kind"):
    """One thing that could not be read, and why.

    `subject` names the report or file; `stage` is the step that failed (open, decode, clean, annotate, extract, read, store).
    """

    subject: str
    stage: str
    message: str
    span: Span | None = None
