"""Diplomacy: the last talks and votes, who is due and what came of it; and what else is planned."""

from collections.abc import Iterable

from dateline.faces.brief.desk import Desk, is_talk
from dateline.faces.brief.lines import group, kind_line, line, with_source
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import day_words, weekday_words, when_words
from dateline.faces.rows import Piece
from dateline.merge.plans import MEETINGS, Plan
from dateline.records import Event

_TALKS, _AHEAD, _PAST, _PLANNED = 7, 7, 7, 8  # lines shown
_FACETS = 2  # tellings of one plan


def diplomacy(desk: Desk) -> Section:
    """Talks, visits and votes that were held, the last first; meetings and visits ahead; what came of those that were due, the most told."""
    held = sorted((one for one in desk.of_kind(is_talk) if one.clear and one.best.actors), key=lambda one: (one.shown.day, one.best.id), reverse=True)
    meetings = [p for p in desk.plans if p.type in MEETINGS]
    ahead = [p for p in meetings if p.outcome == "ahead"]
    past = [p for p in meetings if p.outcome != "ahead" and desk.is_timely(_last(p))]
    known = [p for p in past if p.outcome != "unknown"]
    most_told = sorted(known or past, key=lambda p: (len(_reports(desk, p)), _last(p)), reverse=True)[:_PAST]
    told = sorted(most_told, key=lambda p: p.day or _last(p), reverse=True)
    groups = (
        group(
            "Talks, visits and votes, the last first",
            [kind_line(desk, one) for one in held[:_TALKS]],
            len(held),
            "dateline happenings --type CONSULT",
        ),
        group(
            f"Still ahead on {weekday_words(desk.corpus.as_of)}" if desk.corpus.as_of else "Still ahead",
            [_plan(desk, p) for p in ahead[:_AHEAD]],
            len(ahead),
            "dateline agenda",
        ),
        group("Was due, and what came of it", [_plan(desk, p) for p in told], len(past), "dateline agenda"),
    )
    return Section("Diplomacy and who is due", tuple(g for g in groups if g.lines))


def planned(desk: Desk) -> Section:
    """What is planned beside meetings and visits, by day."""
    found = [p for p in desk.plans if p.outcome == "ahead" and p.type not in MEETINGS]
    lines = [_plan(desk, p) for p in found[:_PLANNED]]
    return Section("What is planned", (group(None, lines, len(found), "dateline agenda"),) if lines else ())


def _last(plan: Plan) -> str:
    """The day of a plan, or that on which it was last spoken of."""
    return max([plan.day or "", *(step.day or "" for step in plan.steps)])


def _reports(desk: Desk, plan: Plan) -> set[str]:
    """The reports that tell a plan or what came of it."""
    return {desk.corpus.by_id[id].report for id in (*plan.events, *(step.event for step in plan.steps))}


def _plan(desk: Desk, plan: Plan) -> Line:
    events = _events(desk, plan.events)
    told = dict.fromkeys(with_source(told_words(desk.corpus, e), e) for e in _facets(events))
    steps = ", ".join(f"{s.state}{f' to {day_words(s.to)}' if s.to else ''} {day_words(s.day)}" for s in plan.steps[1:] if s.event != plan.later)
    later = _events(desk, [plan.later] if plan.later is not None else [])
    pieces = [Piece("; ".join(told) + (f" · {steps}" if steps else ""))]
    if later:
        pieces += [Piece(" · "), Piece(plan.outcome, "strong"), Piece(f" ({when_words(later[0].when, desk.corpus.day(later[0]))})")]
    elif plan.outcome != "ahead":
        pieces.append(Piece(" · no later word of it"))
    return line(desk, when_words(plan.when, desk.corpus.day(events[0])) if plan.day is None else when_words(plan.when), pieces, events, later)


def _events(desk: Desk, ids: Iterable[str]) -> list[Event]:
    return [e for id in ids if isinstance(e := desk.corpus.by_id[id], Event)]


def _facets(events: Iterable[Event]) -> list[Event]:
    """The tellings of a plan that name different parties or places."""
    out: list[Event] = []
    for event in events:
        if len(out) < _FACETS and not any(e.recipients == event.recipients and e.where == event.where for e in out):
            out.append(event)
    return out
