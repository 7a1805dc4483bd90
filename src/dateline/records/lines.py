"""Records as JSON lines, the shape that users read: one object a line, "kind" first. Reading a line back gives the record it was made from."""

import json

import msgspec

from dateline.records import Record
from dateline.text.report import Estimate, PublishedBasis, Report


class ReportLine(msgspec.Struct, frozen=True, kw_only=True, tag="report", tag_field="kind"):
    """A report as its line tells it: all but its text, which stays with the user."""

    id: str
    ref: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    estimate: Estimate | None = None
    language: str | None = None
    retrieved_at: str | None = None
    characters: int = 0


_DECODER: msgspec.json.Decoder[Record | ReportLine] = msgspec.json.Decoder(ReportLine | Record)


def to_line(one: Record | Report | ReportLine) -> bytes:
    """The line of a record or a report, without its line end. UTF-8."""
    told = _report_line(one) if isinstance(one, Report) else one
    try:
        return msgspec.json.encode(told)
    except UnicodeEncodeError:  # half a surrogate pair in a title or a name: JSON can escape it, msgspec does not
        return json.dumps(msgspec.to_builtins(told), separators=(",", ":")).encode()


def from_line(line: bytes | str) -> Record | ReportLine:
    """The record, or what is told of the report, on one line. Raises msgspec.ValidationError for what is neither."""
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        told: Record | ReportLine = msgspec.convert(json.loads(line), ReportLine | Record)
        return told


def _report_line(report: Report) -> ReportLine:
    return ReportLine(**{name: getattr(report, name) for name in ReportLine.__struct_fields__})
