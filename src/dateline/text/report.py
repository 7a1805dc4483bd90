"""A report as it came in: the original text, what of it is furniture, and what is known of its origin."""

from typing import Literal

import msgspec

from dateline.span import Span

PublishedBasis = Literal["given", "metadata", "dateline", "estimated", "unknown"]


class ReportDateline(msgspec.Struct, frozen=True):
    """What the text itself says where it opens: "SANAA, 14 March (Reuters) - ". `date` is ISO 8601, in full or "--MM-DD" without a year."""

    place: str | None = None
    agency: str | None = None
    date: str | None = None
    span: Span | None = None


class Reason(msgspec.Struct, frozen=True):
    """What a report says (at `span`) of when it was published: not before `start`, not after `end`, each ISO 8601 or left open."""

    says: str
    span: Span
    start: str | None = None
    end: str | None = None


class Estimate(msgspec.Struct, frozen=True):
    """The days, both inclusive, between which an undated report was published, and the reasons that bound them. No day of its own follows from it."""

    start: str
    end: str
    reasons: tuple[Reason, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True, tag="report", tag_field="kind"):
    """One report. `text` is the original, never changed; `furniture` are spans of it that are no text of the report.

    `id` hashes the content (title, publisher, published, text); `ref` is the name that the input gave it. Dates are ISO 8601, with a clock time
    only where one was given. `title_span` covers the title where the text repeats it. `estimate` tells about when a report without a day was
    published, where its text bounds that from both sides; `published` stays null, and its basis is "estimated".
    """

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
    text: str = ""
    furniture: tuple[Span, ...] = ()
    dateline: ReportDateline | None = None
    title_span: Span | None = None


def reading_spans(report: Report) -> list[Span]:
    """What of the report's text is to be read: all of it but its furniture. The title, which may lack a full stop, is a span of its own."""
    out: list[Span] = []
    at = 0
    title = [report.title_span] if report.title_span else []
    for span in sorted([*report.furniture, *title]):
        if span.start > at:
            out.append(Span(at, span.start))
        if span in title and span.end > at:
            out.append(Span(max(at, span.start), span.end))
        at = max(at, span.end)
    if at < len(report.text):
        out.append(Span(at, len(report.text)))
    return out
