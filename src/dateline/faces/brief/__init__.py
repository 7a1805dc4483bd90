"""The brief: a situation report of what a store holds, as an analyst would write it in the morning, every line with the sentences that it rests on.

Nothing here is decided anew: lines are happenings, figures, plans and statements, rival ones side by side, none averaged.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from dateline.faces.brief.access import access
from dateline.faces.brief.against import who_said_what
from dateline.faces.brief.agenda import diplomacy, planned
from dateline.faces.brief.changed import changed
from dateline.faces.brief.deeds import what_happened
from dateline.faces.brief.desk import Desk
from dateline.faces.brief.differ import differ
from dateline.faces.brief.highlights import highlights
from dateline.faces.brief.numbers import key_figures
from dateline.faces.brief.only import Only, narrowed
from dateline.faces.brief.parts import Brief, Evidence, Group, Line, Section
from dateline.faces.brief.sources import posts, sources
from dateline.faces.brief.words import day_words, days_words, weekday_words
from dateline.faces.progress import plural
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.issues import NOTE, Issue
from dateline.merge.corpus import Corpus
from dateline.merge.days import shifted
from dateline.merge.state import State
from dateline.records import Event, Figure, Role, Statement

_UNREAD = 10  # lines shown
_NOT_READ = "What could not be read"
_DAYS = "A day is that of the event; “reported” stands before that of the report, where its text tells no other. "
_PERIOD = 90  # days back to which a brief goes, unless another day is asked for
_LEAD = 31  # days before these of which it needs the reports
Placed = Literal["end", "inline", "none"]  # where the evidence stands

_HOW: dict[Placed, str] = {
    "end": "Numbers in brackets name the sentences listed under Evidence, each with its outlet, day and record, which dateline show opens; "
    "--evidence none leaves them out.",
    "inline": "Under each line stand the sentences that it rests on, each with its outlet, day and record, which dateline show opens.",
    "none": "Each line rests on sentences, which dateline brief --evidence end lists.",
}


def make_brief(now: State, before: State | None = None, *, since: str | None = None, only: Only | None = None, options: str = "") -> Brief:
    """The brief of the record `now`, or of what of it is of a place or an actor `only`. What goes by days begins with the day `since` (ISO
    8601), or else 90 days back.

    What changed is told against `before`: the record before the day that `compared_since` gives. `options` are those of the command line by which
    `now` was asked for, which the commands that show more repeat.
    """
    now, compared = narrowed(now, only or Only()), compared_since(now.corpus.as_of, since)
    corpus, desk = now.corpus, Desk(now, _first(now.corpus.as_of, since), only or Only(), options)
    before = narrowed(_with_undated(before, now), only or Only()) if before is not None else None
    ids = {r.id for r in desk.reports}
    days = sorted(r.published[:10] for r in desk.reports if r.published)
    counts = Counter(type(r) for r in corpus.records if r.report in ids)
    return Brief(
        of=tuple(x for x in (only.place, only.actor) if x) if only else (),
        as_of=corpus.as_of,
        since=desk.since,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=len(ids),
        older=len(ids) < len(corpus.reports),
        outlets=len({r.publisher for r in desk.reports if r.publisher}),
        origins=len(desk.origins_of(ids)),
        happenings=len(desk.all),
        events=counts[Event],
        statements=counts[Statement],
        figures=counts[Figure],
        roles=counts[Role],
        sections=(
            *(section(desk) for section in (highlights, key_figures, what_happened, diplomacy, access, who_said_what)),
            changed(desk, before, compared),
            *(section(desk) for section in (differ, planned, posts, sources)),
            _unread(now.issues),
        ),
    )


def compared_since(last: str | None, since: str | None) -> str | None:
    """The day from which on changes are told: `since`, else the day before the `last` of the record; None where it has no day."""
    return since[:10] if since else shifted(last, -1) if last else None


def needed_since(last: str | None, since: str | None) -> str | None:
    """The day from which on a brief needs what reports tell, by the `last` day of the record: a month before its own, for what was planned then and
    the figures that others take the place of. None where no day is known."""
    first = _first(last, since)
    return shifted(first, -_LEAD) if first else None


def _first(last: str | None, since: str | None) -> str | None:
    """The first day that a brief is of."""
    return since[:10] if since else shifted(last, -_PERIOD) if last else None


def _with_undated(before: State, now: State) -> State:
    """An earlier record with the reports that bear no date, of which nobody can say that they are new."""
    undated = [r for r in now.corpus.reports.values() if not r.published and r.id not in before.corpus.reports]
    if not undated:
        return before
    ids = {r.id for r in undated}
    told = [*before.corpus.records, *(r for r in now.corpus.records if r.report in ids)]
    return State(Corpus.of([*before.corpus.reports.values(), *undated], told), before.decided, before.issues)


def _unread(issues: Sequence[Issue]) -> Section:
    failed = [i for i in issues if i.stage != NOTE]
    lines = tuple(Line(i.subject, (Piece(f"{i.message} (at: {i.stage})"),)) for i in failed[:_UNREAD])
    groups = (Group(None, lines, max(0, len(failed) - _UNREAD)),) if lines else ()
    return Section(_NOT_READ, groups, "Everything that was given could be read.")


def rows_of(brief: Brief, evidence: Placed = "end") -> Iterator[Row]:
    """The brief as rows of styled words, for whatever shows it; its evidence numbered at the end, under each line, or left out."""
    yield row(
        "title", "Situation report" + "".join(f", {name}" for name in brief.of) + (f", as of {weekday_words(brief.as_of)}" if brief.as_of else "")
    )
    if not brief.reports:
        yield row("text", _nothing(brief))
        for section in brief.sections:
            if section.name == _NOT_READ and section.groups:
                yield from _section_rows(section, {}, evidence)
        return
    outlets = f"of {plural(brief.outlets, 'outlet')}" if brief.outlets else "that name no outlet"
    published = f", published {days_words(brief.first, brief.last)}" if brief.first else ""
    origins = f"; less copies and what one has from another, {plural(brief.origins, 'origin')}"
    told = f"{plural(brief.reports, 'report')} {outlets}{published}{origins}. "
    kinds = ", ".join((plural(brief.statements, "statement"), plural(brief.figures, "figure"), plural(brief.roles, "role")))
    happened = Piece(plural(brief.happenings, "happening"), "strong")
    told += "It tells" if brief.reports == 1 else "They tell"
    yield row("text", f"{told} {plural(brief.events, 'event')}, which come to ", happened, f"; beside them {kinds}.")
    if brief.since and brief.older:
        yield row(
            "text", f"It is of what was told from {weekday_words(brief.since)} on; running totals and what is due stand as they are, however old."
        )
    yield row("text", "This is what reports say, not what is known to be so. " + _DAYS + _HOW[evidence])
    numbers = {record: number for record, (number, _) in brief.evidence.items()}
    for section in brief.sections:
        if section.groups or section.none:
            yield from _section_rows(section, numbers, evidence)
    empty = [section.name for section in brief.sections if not section.groups and not section.none]
    if empty:
        yield row("text", f"Nothing was found of: {'; '.join(empty)}.")
    if evidence == "end" and numbers:
        yield row("heading", "Evidence")
        for number, one in brief.evidence.values():
            yield row("item", Piece(f"[{number}] ", "strong"), *_sentence(one))


def _nothing(brief: Brief) -> str:
    if brief.of:
        return f"Nothing that is kept tells of {' and '.join(brief.of)}."
    return "No report that is kept was published by then." if brief.as_of else "No report is kept: dateline read keeps some."


def _section_rows(section: Section, numbers: dict[str, int], evidence: Placed) -> Iterator[Row]:
    yield row("heading", section.name)
    yield from [row("text", section.none)] if not section.groups else ()
    for group in section.groups:
        yield from _group_rows(group, numbers, evidence)


def _group_rows(group: Group, numbers: dict[str, int], evidence: Placed) -> Iterator[Row]:
    if group.heading:
        yield row("group", group.heading)
    for line in group.lines:
        lead = (Piece(line.lead, "strong"), Piece(": ")) if line.lead else ()
        cited = "".join(f" [{numbers[one.record]}]" for one in line.evidence) if evidence == "end" else ""
        yield row("item", *lead, *line.pieces, Piece(_told_by(line) + cited, "dim"))
        if evidence == "inline":
            for one in line.evidence:
                yield row("under", *_sentence(one))
    if group.more:
        yield row("item", Piece(f"and {group.more:,} more" + (f": {group.see}" if group.see else ""), "dim"))


def _told_by(line: Line) -> str:
    return f" · {line.reports} reports, {plural(line.origins, 'origin')}" if line.evidence and line.reports > 1 else ""


def _sentence(one: Evidence) -> tuple[Piece, ...]:
    credit = ", ".join(x for x in (one.publisher, day_words(one.published) if one.published else "undated") if x)
    return (*quoted(one.quote), Piece(f" {credit} · {one.record[:8]}", "dim"))


__all__ = ["Brief", "Evidence", "Group", "Line", "Only", "Placed", "Section", "compared_since", "make_brief", "needed_since", "rows_of"]
