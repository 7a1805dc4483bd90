"""What could not be read, as values: the run goes on and lists them at its end."""

import re

import msgspec

from dateline.span import Span

NOTE = "date"  # the stage of an issue that is a note on a report which was read all the same

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Issue(msgspec.Struct, frozen=True, tag="issue", tag_field="kind"):
    """One thing that could not be read, and why.

    `subject` names the report or file; `stage` is the step that failed (open, decode, clean, annotate, extract, read, store, import, correct).
    Stage `date` is a note: the report was read, but its date was none. Subject and message are made `printable`.
    """

    subject: str
    stage: str
    message: str
    span: Span | None = None

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "subject", printable(self.subject))
        msgspec.structs.force_setattr(self, "message", printable(self.message))


def printable(name: str) -> str:
    r"""A name as it can be kept and printed anywhere, on one line: controls and halves of surrogate pairs are spelled out.

    A byte of a file name that is no UTF-8 is told as `\xff`. What is printable stays as it is, so doing this twice changes nothing.
    """
    return name if name.isprintable() else _ODD.sub(_spelled, name)


def _spelled(odd: re.Match[str]) -> str:
    code = ord(odd.group())
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte that it could not decode
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
