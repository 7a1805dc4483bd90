"""Lines of a brief from records, with the evidence that each rests on."""

from collections.abc import Sequence

from dateline.faces.brief.parts import Evidence, Group, Line
from dateline.faces.marks import quote
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.same import words_key
from dateline.records import Event, Record
from dateline.span import Span

_QUOTED = 180  # characters of a sentence shown
_WIDE = 120  # a longer event lights up by its trigger alone


def line(corpus: Corpus, lead: str, text: str | Sequence[Piece], told: Sequence[Record], also: Sequence[Record] = ()) -> Line:
    """A line that the records `told` all tell, resting on the first of them and on `also`."""
    reports = {r.report for r in told}
    wordings = {words_key(corpus.words(r, r.span)) for r in told}
    pieces = (Piece(text),) if isinstance(text, str) else tuple(text)
    return Line(lead, pieces, tuple(_evidence(corpus, r) for r in (told[0], *also)), len(reports), min(len(wordings), len(reports)))


def group(heading: str | None, lines: Sequence[Line], of: int) -> Group:
    """The lines shown, `of` so many that there are."""
    return Group(heading, tuple(lines), max(0, of - len(lines)))


def _evidence(corpus: Corpus, record: Record) -> Evidence:
    report = corpus.reports[record.report]
    return Evidence(
        record.id, report.id, quote(report.text, _marked(record), report.furniture, _QUOTED), report.title, report.publisher, report.published
    )


def _marked(record: Record) -> Span:
    wide = isinstance(record, Event) and record.span.end - record.span.start > _WIDE
    return record.trigger if wide and isinstance(record, Event) else record.span
