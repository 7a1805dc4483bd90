"""One record with its sentence and its fields, and what a search found, as rows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.faces.brief.words import day_words
from dateline.faces.marks import quote
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.records import Record
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from dateline.store import Hit
from dateline.text.report import Report

if TYPE_CHECKING:
    from dateline.faces.api import Opened
    from dateline.records.acts.why import Why

_SHORT = 120  # characters of a sentence in a list
_HEAD = frozenset(("id", "report", "span"))


def record_rows(opened: "Opened") -> Iterator[Row]:
    """A record: its sentence with the span marked, where it stands, and every field that is not empty."""
    record, report = opened.record, opened.report
    kind = str(record.__struct_config__.tag)
    yield row("title", f"{kind} {record.id}")
    yield row("text", *quoted(opened.quote))
    yield row("text", Piece(_credit(report.title, report.publisher, report.published, report.ref), "dim"))
    if report.url:
        yield row("text", Piece(report.url, "dim"))
    yield row("heading", "Fields")
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in _HEAD and value not in (None, (), ""):
            yield row("item", Piece(name, "strong"), f": {_told(value, report)}")
    yield row("item", Piece("span", "strong"), f": {record.span.start} to {record.span.end}")
    yield row("item", Piece("report", "strong"), f": {report.id}")


def why_rows(why: "Why", report: Report) -> Iterator[Row]:
    """What made an event: the frame and the words that fired."""
    kind, number, trigger = why.frame.split(":", 2)
    yield row("heading", "Why")
    yield row("item", Piece("frame", "strong"), f": “{trigger}”, row {number} of lexicons/frames/{kind}.tsv")
    yield row("item", Piece("trigger", "strong"), f": {_told(why.trigger, report)}")
    for fired in why.fired:
        yield row("item", Piece(fired.asked, "strong"), f": {_told(fired.words, report)}" if fired.words else "")
    if why.likely:
        yield row("item", Piece("likely, by frame and trained head", "strong"), ": " + ", ".join(f"{kind} {p:.2f}" for kind, p in why.likely))


def report_rows(report: Report, records: Sequence[Record]) -> Iterator[Row]:
    """A report: where it stands, and each record found in it with the words that it rests on."""
    yield row("title", f"report {report.id}")
    yield row("text", Piece(_credit(report.title, report.publisher, report.published, report.ref), "dim"))
    if report.url:
        yield row("text", Piece(report.url, "dim"))
    yield row("heading", "Records")
    for record in sorted(records, key=lambda r: r.span):
        kind = str(record.__struct_config__.tag)
        yield row("item", Piece(f"{kind} {record.id[:8]}", "strong"), ": ", *quoted(quote(report.text, record.span, report.furniture, _SHORT)))


def _told(value: Any, report: Report) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(_told(v, report) for v in value)
    if isinstance(value, Span):
        return f"“{' '.join(value.of(report.text).split())}”"
    if isinstance(value, Party):
        return _with(value.name, value.role, value.country, value.sector, f"“{value.text}”" if value.text != value.name else None)
    if isinstance(value, When):
        interval = " to ".join(dict.fromkeys(x for x in (value.start, value.end) if x)) or value.value or value.text or "unknown"
        return _with(interval, value.precision, value.basis, f"“{value.text}”" if value.text else None)
    if isinstance(value, Where):
        within = value.inside.name if value.inside else value.admin1
        return _with(value.name, within, value.country, value.precision, f"{value.lat}, {value.lon}" if value.lat is not None else None)
    if isinstance(value, Source):
        return f"{_told(value.party, report) if value.party.name else 'hearsay'} {value.attitude}s"
    return str(value) if not isinstance(value, msgspec.Struct) else msgspec.json.encode(value).decode()


def _with(name: str, *more: str | None) -> str:
    told = [m for m in more if m and m != "unknown"]
    return f"{name} ({', '.join(told)})" if told else name


def hit_rows(hit: Hit) -> Iterator[Row]:
    """What a search found: where, and the words with what was sought marked."""
    whose = (hit.title, hit.publisher) if hit.title or hit.publisher else (hit.ref,)
    yield row("item", Piece(f"{hit.kind} {hit.id[:8]}", "strong"), f" {_credit(*whose, hit.published and day_words(hit.published))}")
    yield row("under", *_lit(hit))


def _lit(hit: Hit) -> Iterator[Piece]:
    at, base = 0, hit.snippet_span.start
    for span in hit.spans:
        start, end = max(span.start - base, at), min(span.end - base, len(hit.snippet))
        if start < end:
            yield Piece(_flat(hit.snippet[at:start]))
            yield Piece(_flat(hit.snippet[start:end]), "mark")
            at = end
    yield Piece(_flat(hit.snippet[at:]))


def _flat(text: str) -> str:
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _credit(*parts: str | None) -> str:
    return ", ".join(p for p in parts if p)
