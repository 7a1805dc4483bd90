"""The brief: what a store holds, in the order in which an analyst asks for it, every line with the sentence that it rests on.

Nothing here is decided anew: lines are records, those that say the same put together, rival ones side by side, none averaged.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.faces.brief.agenda import due, refused
from dateline.faces.brief.course import happened, posts, says
from dateline.faces.brief.numbers import differ, how_many
from dateline.faces.brief.parts import Brief, Evidence, Group, Line, Section
from dateline.faces.brief.words import day_words, weekday_words
from dateline.faces.progress import plural
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.issues import NOTE, Issue
from dateline.merge.corpus import Corpus
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.text.report import Report

_UNREAD = 10  # lines shown


def make_brief(reports: Sequence[Report], records: Sequence[Record], issues: Sequence[Issue] = (), *, as_of: str | None = None) -> Brief:
    """The brief of `records` and the `reports` that bear them; with `as_of` (ISO 8601 day) only of those published by then."""
    corpus = Corpus.of(reports, records, as_of)
    days = sorted(r.published[:10] for r in corpus.reports.values() if r.published)
    counts = Counter(type(r) for r in corpus.records)
    return Brief(
        as_of=corpus.as_of,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=len(corpus.reports),
        outlets=len({r.publisher for r in corpus.reports.values() if r.publisher}),
        events=counts[Event],
        statements=counts[Statement],
        figures=counts[Figure],
        roles=counts[Role],
        sections=(*(section(corpus) for section in (due, refused, differ, how_many, happened, says, posts)), _unread(issues)),
    )


def _unread(issues: Sequence[Issue]) -> Section:
    failed = [i for i in issues if i.stage != NOTE]
    lines = tuple(Line(i.subject, (Piece(f"{i.message} (at: {i.stage})"),)) for i in failed[:_UNREAD])
    groups = (Group(None, lines, max(0, len(failed) - _UNREAD)),) if lines else ()
    return Section("What could not be read", groups, "Everything that was given could be read.")


def rows_of(brief: Brief) -> Iterator[Row]:
    """The brief as rows of styled words, for whatever shows it."""
    yield row("title", "Brief" + (f", as of {weekday_words(brief.as_of)}" if brief.as_of else ""))
    published = f", published {day_words(brief.first)} to {day_words(brief.last)}" if brief.first else ""
    kinds = (plural(brief.events, "event"), plural(brief.statements, "statement"), plural(brief.figures, "figure"), plural(brief.roles, "role"))
    yield row("text", f"{plural(brief.reports, 'report')} of {plural(brief.outlets, 'outlet')}{published}: ", Piece(", ".join(kinds), "strong"), ".")
    yield row("text", "This is what reports say, not what is known to be so. Each sentence is followed by where it stands and its record's id.")
    for section in brief.sections:
        yield row("heading", section.name)
        if not section.groups:
            yield row("text", section.none)
        for group in section.groups:
            yield from _group_rows(group)


def _group_rows(group: Group) -> Iterator[Row]:
    if group.heading:
        yield row("group", group.heading)
    for line in group.lines:
        lead = (Piece(line.lead, "strong"), Piece(": ")) if line.lead else ()
        yield row("item", *lead, *line.pieces, Piece(_told_by(line), "dim"))
        for evidence in line.evidence:
            yield row("under", *quoted(evidence.quote), Piece(f" {_credit(evidence)} · {evidence.record[:8]}", "dim"))
    if group.more:
        yield row("item", Piece(f"and {group.more:,} more", "dim"))


def _told_by(line: Line) -> str:
    if line.reports == 1:
        return ""
    if line.wordings == 1:
        return f" · {line.reports} reports, one wording"
    return f" · {line.reports} reports" + (f", {line.wordings} wordings" if line.wordings < line.reports else "")


def _credit(evidence: Evidence) -> str:
    return ", ".join(x for x in (evidence.publisher, day_words(evidence.published) if evidence.published else "undated") if x)


__all__ = ["Brief", "Evidence", "Group", "Line", "Section", "make_brief", "rows_of"]
