"""What of a view bears some words: its reports, or its records of one kind by their sentences."""

from dateline.store import search
from dateline.store.rows import Rows
from dateline.store.schema import POSITIONS, kind_tables
from dateline.store.search import Hit
from dateline.store.view import View
from dateline.store.words import Phrase


def reports(rows: Rows, view: View, wanted: list[Phrase], limit: int) -> list[Hit]:
    """The reports that bear every phrase, best first."""
    return [_report(rows, view, n, wanted, score) for n, score in search.ranked_reports(rows.connection, wanted, limit, view.passed_by())]


def _report(rows: Rows, view: View, number: int, wanted: list[Phrase], score: float) -> Hit:
    report = view.as_read(rows.report(number))
    return search.report_hit(report, wanted, score, ((r.id, r.span) for r in view.of(report.id).records))


def records(rows: Rows, view: View, kind: str, wanted: list[Phrase], limit: int) -> list[Hit]:
    """The records of a kind whose sentence bears every phrase, best first; then those of readings that are past, whose words are not weighed."""
    passed_by, rejected, otherwise = view.passed_by(), view.rejected(), view.read_otherwise()
    numbers = {row[0] for id in rejected if (row := rows.one(f'SELECT number FROM "{kind}" WHERE id = ?', id)) is not None}
    ranked = search.ranked_records(rows.connection, wanted, kind, limit, passed_by | otherwise.keys(), numbers)
    hits = [_record(rows, view, kind, n, wanted, score) for n, score in ranked]
    if otherwise:
        many = len(otherwise) + len(passed_by) + limit
        bearing = {n for n, _ in search.ranked_reports(rows.connection, wanted, many, passed_by)}
        for number in sorted(bearing & otherwise.keys()):
            hits += _of_past(rows, view, number, kind, wanted, rejected)
    return hits[:limit]


def _record(rows: Rows, view: View, kind: str, number: int, wanted: list[Phrase], score: float) -> Hit:
    record = rows.by_number(kind_tables()[kind], number)
    return search.record_hit(view.as_read(rows.report(number >> POSITIONS)), kind, record.id, record.span, wanted, score)


def _of_past(rows: Rows, view: View, number: int, kind: str, wanted: list[Phrase], rejected: set[str]) -> list[Hit]:
    """Those of a report that was read otherwise then."""
    report, type_ = view.as_read(rows.report(number)), kind_tables()[kind].type
    found = (r for r in view.read_of(report.id) if isinstance(r, type_) and r.id not in rejected and search.bears(report, r.span, wanted))
    return [search.record_hit(report, kind, r.id, r.span, wanted, 0.0) for r in found]
