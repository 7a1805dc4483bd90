"""What is due, day by day: each plan with what became of it, who says so, the sentence, and its history, as rows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import msgspec

from dateline.errors import DatelineError
from dateline.faces.brief.only import is_by
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import according, day_words, weekday_words, when_words
from dateline.faces.marks import Quote, quote
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.days import end_of, is_long, shifted, start_of
from dateline.merge.happening import State as PlanState
from dateline.merge.plans import OUTCOMES, Plan, plans
from dateline.merge.state import State
from dateline.records import Event

_PAST = 7  # days before the record's last day of which the outcomes are shown, where no days are asked for
_QUOTED = 180  # characters of a sentence
_NO_DAY = "Within more days than a week, or on no day told"
_NO_WORD = "Was due, and nobody says what became of it"


class Wanted(NamedTuple):
    """Which plans: due from `since` to `until` (ISO 8601 days); in a place, by gazetteer; of an actor, by any of its names, or by the whole of others
    by which people know it (`also`); with an outcome."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    outcome: str | None = None
    also: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """One step of a plan as a reader is shown it: the day it was told (ISO 8601, null where not known), the state, the day `to` which it was moved,
    the `record` that tells it, `by` whom that is said, its sentence, and why it is taken to tell of the plan."""

    day: str | None
    state: PlanState
    to: str | None
    record: str
    by: str
    quote: Quote
    reasons: tuple[str, ...]


class Due(msgspec.Struct, frozen=True):
    """A plan with what a reader is shown of it: its words as the event tells it that tells most, and its history."""

    plan: Plan
    words: str
    history: tuple[Told, ...]


def make_agenda(now: State, wanted: Wanted) -> tuple[Due, ...]:
    """What of the record `now` is wanted, by day; where no days are, what lies ahead of its last day and what was due in the seven days before it.

    Raises DatelineError for an outcome that plans do not have.
    """
    if wanted.outcome is not None and wanted.outcome not in OUTCOMES:
        raise DatelineError(f"{wanted.outcome!r} is no outcome of a plan: give one of {', '.join(OUTCOMES)}")
    found = (p for p in plans(now) if _is_timely(now.corpus, p, wanted))
    return tuple(_due(now.corpus, p) for p in found if wanted.outcome in (None, p.outcome) and _is_of(now.corpus, p, wanted))


def _is_timely(corpus: Corpus, plan: Plan, wanted: Wanted) -> bool:
    since, until = wanted.since, wanted.until
    if since is None and until is None:
        if plan.outcome == "ahead" or corpus.as_of is None:
            return True
        since = shifted(corpus.as_of, -_PAST)
    start, end = start_of(plan.when), end_of(plan.when)
    if not start or not end:
        return False
    return (since is None or end >= since[:10]) and (until is None or start <= until[:10])


def _is_of(corpus: Corpus, plan: Plan, wanted: Wanted) -> bool:
    events = _events(corpus, plan.events)
    if wanted.place is not None and not any(e.where is not None and is_in(e.where, wanted.place) for e in events):
        return False
    return wanted.actor is None or any(is_by((*e.actors, *e.recipients), wanted.actor, wanted.also) for e in events)


def _events(corpus: Corpus, ids: Iterable[str]) -> list[Event]:
    return [e for id in ids if isinstance(e := corpus.by_id[id], Event)]


def _due(corpus: Corpus, plan: Plan) -> Due:
    best = max(_events(corpus, plan.events), key=lambda e: sum(bool(field) for field in (e.actors, e.recipients, e.when, e.where)))
    return Due(plan, told_words(corpus, best), tuple(_told(corpus, plan, k) for k in range(len(plan.steps))))


def _told(corpus: Corpus, plan: Plan, k: int) -> Told:
    step = plan.steps[k]
    (event,) = _events(corpus, [step.event])
    report = corpus.reports[event.report]
    by = corpus.publisher(event) + according(event.sources)
    return Told(step.day, step.state, step.to, step.event, by, quote(report.text, event.span, report.furniture, _QUOTED), step.reasons)


def agenda_rows(due: Iterable[Due]) -> Iterator[Row]:
    """The plans under their days; after them those of which no later word came, and those of more days than a week or of none."""
    ordered = sorted(due, key=lambda d: (d.plan.outcome == "unknown", not _day(d), _day(d)))
    for heading, its in groupby(ordered, key=_heading):
        yield row("heading", heading)
        for one in its:
            yield from _rows(one, dated=heading != _NO_WORD)


def _heading(due: Due) -> str:
    if due.plan.outcome == "unknown":
        return _NO_WORD
    return weekday_words(_day(due)) if _day(due) else _NO_DAY


def _day(due: Due) -> str:
    when = due.plan.when
    return "" if is_long(when) and when is not None and when.start else start_of(when) or ""


def _rows(due: Due, *, dated: bool) -> Iterator[Row]:
    """A plan with its history; with its day where that is more than one, or the heading above it is not `dated`."""
    plan, (first, *later) = due.plan, due.history
    by_itself = plan.when is not None and start_of(plan.when) == end_of(plan.when) and bool(plan.when.start)
    when = f" · {when_words(plan.when)}" if plan.when is not None and not (dated and by_itself) else ""
    yield row("item", Piece(plan.outcome, "strong"), f"{when} · {due.words}")
    yield row("under", *_step(first))
    yield row("under", *quoted(first.quote))
    for told in later:
        yield row("under", *_step(told))
        yield row("under", *quoted(told.quote))


def _step(told: Told) -> tuple[Piece, ...]:
    to = f" to {weekday_words(told.to)}" if told.to else ""
    why = f" · because: {', '.join(told.reasons)}" if told.reasons else ""
    return Piece(told.state + to, "strong"), Piece(f" {day_words(told.day)}: {told.by}"), Piece(f"{why} · {told.record[:8]}", "dim")
