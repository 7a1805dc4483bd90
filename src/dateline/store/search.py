"""Full-text search over what was kept: reports by title and text, records by the sentence that they rest on."""

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from dateline.span import Span
from dateline.store.schema import POSITIONS
from dateline.store.words import Match, Phrase, Token, expression, folded, matches, phrases, tokens
from dateline.text.report import Report
from dateline.text.sentence import sentence_around

# A match in the title weighs most; furniture is searched too, lest something be lost, but comes last.
_WEIGHTS = "4.0, 1.0, 0.1"
# Code points of a snippet, about three lines on a terminal.
SNIPPET = 240
# Code points on each side of a record that count as its sentence where no stop comes first.
_AROUND = 300
# What a search passes by: see versions.py.
REPLACED = "(SELECT number FROM replaced WHERE until IS NULL)"
# Matches told of one report; a common word in a book-long text has thousands.
_TOLD = 200


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Something found. `kind` is report or a kind of record, `id` the report's or the record's own.

    `report` and `ref` are those of its report.
    `snippet` is the original text under `snippet_span`. `spans` are matches in the report's original text, `title_spans` in its title.
    `records` are ids of the report's records that rest on a stretch with a match. A higher `score` is a better match within one search.
    """

    kind: str
    id: str
    report: str
    ref: str
    title: str | None
    publisher: str | None
    published: str | None
    snippet: str
    snippet_span: Span
    spans: tuple[Span, ...] = ()
    title_spans: tuple[Span, ...] = ()
    records: tuple[str, ...] = ()
    score: float = 0.0


def ranked_reports(connection: sqlite3.Connection, wanted: list[Phrase], limit: int, passed_by: Iterable[int]) -> list[tuple[int, float]]:
    """Numbers and scores of the reports that bear every phrase, best first, but those `passed_by`."""
    sql = f"""
        SELECT rowid, bm25(report_words, {_WEIGHTS}) AS score FROM report_words
        WHERE report_words MATCH ? AND rowid NOT IN (SELECT value FROM json_each(?)) ORDER BY score, rowid LIMIT ?
    """
    return [(number, -score) for number, score in connection.execute(sql, (expression(wanted), _listed(passed_by), limit))]


def ranked_records(
    connection: sqlite3.Connection, wanted: list[Phrase], kind: str, limit: int, passed_by: Iterable[int], rejected: Iterable[int]
) -> list[tuple[int, float]]:
    """Numbers and scores of the records of one kind whose sentence bears every phrase, best first; not `rejected` ones, nor those `passed_by`."""
    sql = f"""
        SELECT rowid, bm25(record_words, 0.0, 1.0) AS score FROM record_words
        WHERE record_words MATCH ? AND rowid >> {POSITIONS} NOT IN (SELECT value FROM json_each(?))
        AND rowid NOT IN (SELECT value FROM json_each(?)) ORDER BY score, rowid LIMIT ?
    """
    asked = f'kind : "{kind}" AND words : ({expression(wanted)})'
    return [(number, -score) for number, score in connection.execute(sql, (asked, _listed(passed_by), _listed(rejected), limit))]


def bears(report: Report, span: Span, wanted: list[Phrase]) -> bool:
    """Whether the sentence that a record of `report` rests on bears every phrase."""
    sentence = _sentence(report, span)
    return len({m.phrase for m in matches(tokens(report.text, sentence.start, sentence.end), wanted)}) == len(wanted)


def _listed(numbers: Iterable[int]) -> str:
    return msgspec.json.encode(sorted(numbers)).decode()


def report_hit(report: Report, wanted: list[Phrase], score: float, records: Iterable[tuple[str, Span]]) -> Hit:
    """The hit for a report that bears every phrase; `records` are the ids and spans of its records."""
    body, furniture = _body_and_furniture(report)
    title = matches(tokens(report.title or ""), wanted)
    found = matches(_tokens_of(report.text, body), wanted) or matches(_tokens_of(report.text, furniture), wanted)
    spans = _spans(found)
    resting = tuple(name for name, span in records if any(span.overlaps(s) for s in spans))
    hit = _hit(report, "report", report.id, _window(report.text, found), spans, resting, score)
    return msgspec.structs.replace(hit, title_spans=_spans(title))


def record_hit(report: Report, kind: str, name: str, span: Span, wanted: list[Phrase], score: float) -> Hit:
    """The hit for a record of `report` that rests on `span`, the sentence of which bears every phrase."""
    sentence = _sentence(report, span)
    found = matches(tokens(report.text, sentence.start, sentence.end), wanted)
    window = sentence if sentence.end - sentence.start <= SNIPPET else _window(report.text, found, sentence)
    return _hit(report, kind, name, window, _spans(found), (name,), score)


def _hit(report: Report, kind: str, name: str, window: Span, spans: tuple[Span, ...], records: tuple[str, ...], score: float) -> Hit:
    return Hit(
        kind=kind,
        id=name,
        report=report.id,
        ref=report.ref,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        snippet=window.of(report.text),
        snippet_span=window,
        spans=spans,
        records=records,
        score=score,
    )


def _spans(found: list[Match]) -> tuple[Span, ...]:
    return tuple(Span(m.start, m.end) for m in found[:_TOLD])


def _window(text: str, found: list[Match], within: Span | None = None) -> Span:
    """The stretch of SNIPPET code points that shows most of the different phrases, whole words at its ends where they are near."""
    within = within or Span(0, len(text))
    if not found:
        opening = len(text) - len(text.lstrip())
        return _whole_words(text, opening, opening + SNIPPET, within)
    best, most, last = found[0], 0, 0
    for i, first in enumerate(found):
        last = max(last, i)
        while last + 1 < len(found) and found[last + 1].end <= first.start + SNIPPET:
            last += 1
        shown = len({m.phrase for m in found[i : min(last + 1, i + _TOLD)]})
        if shown > most:
            best, most = first, shown
    start = max(within.start, best.start - SNIPPET // 4)
    return _whole_words(text, start, max(start + SNIPPET, best.end), within)


def _whole_words(text: str, start: int, end: int, within: Span) -> Span:
    """`start` to `end`, drawn in to blanks within 20 code points, so that no word is cut where there are blanks."""
    start, end = max(start, within.start), min(end, within.end)
    if start > within.start and not text[start - 1].isspace():
        blank = next((i for i in range(start, min(start + 20, end)) if text[i].isspace()), None)
        start = start if blank is None else blank + 1
    if end < within.end and not text[end].isspace():
        blank = next((i for i in range(end - 1, max(end - 20, start), -1) if text[i].isspace()), None)
        end = end if blank is None else blank
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _body_and_furniture(report: Report) -> tuple[list[Span], list[Span]]:
    """The text's stretches outside and inside of its furniture."""
    body, furniture, at = [], [], 0
    for span in sorted(report.furniture):
        start, end = max(span.start, at), min(span.end, len(report.text))
        if start < end:
            body.append(Span(at, start))
            furniture.append(Span(start, end))
            at = end
    body.append(Span(at, len(report.text)))
    return [s for s in body if s.start < s.end], furniture


def _tokens_of(text: str, stretches: list[Span]) -> list[Token]:
    return [token for s in stretches for token in tokens(text, s.start, s.end)]


def _report_words(report: Report) -> tuple[str, str, str]:
    body, furniture = _body_and_furniture(report)
    joined = (" ".join(folded(s.of(report.text)) for s in stretches) for stretches in (body, furniture))
    return (folded(report.title or ""), *joined)  # type: ignore[return-value]


def _record_words(report: Report, records: Iterable[tuple[int, str, Span]]) -> Iterator[tuple[int, str, str]]:
    known: dict[Span, str] = {}
    for number, kind, span in records:
        if span not in known:
            known[span] = folded(_sentence(report, span).of(report.text))
        yield number, kind, known[span]


def _sentence(report: Report, span: Span) -> Span:
    return sentence_around(report.text, span, _AROUND)


def index(connection: sqlite3.Connection, number: int, report: Report, records: Iterable[tuple[int, str, Span]]) -> None:
    """Makes a report and its records (number, kind, span) findable."""
    connection.execute("INSERT INTO report_words (rowid, title, body, furniture) VALUES (?, ?, ?, ?)", (number, *_report_words(report)))
    connection.executemany("INSERT INTO record_words (rowid, kind, words) VALUES (?, ?, ?)", _record_words(report, records))


def unindex(connection: sqlite3.Connection, number: int, report: Report, records: Iterable[tuple[int, str, Span]]) -> None:
    """Takes a report and its records out, given just as they were indexed: the index keeps no text to look them up by."""
    connection.execute(
        "INSERT INTO report_words (report_words, rowid, title, body, furniture) VALUES ('delete', ?, ?, ?, ?)", (number, *_report_words(report))
    )
    connection.executemany("INSERT INTO record_words (record_words, rowid, kind, words) VALUES ('delete', ?, ?, ?)", _record_words(report, records))


def clear(connection: sqlite3.Connection) -> None:
    """Empties the indexes, for making them anew."""
    for table in ("report_words", "record_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")


__all__ = ["Hit", "clear", "index", "phrases", "ranked_records", "ranked_reports", "record_hit", "report_hit", "unindex"]
