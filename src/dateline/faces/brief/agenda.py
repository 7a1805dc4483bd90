"""Diplomacy: the last talks and votes, who is due, and what came of what was; and what else is planned."""

from collections.abc import Iterable

from dateline.faces.brief.desk import Desk, is_talk
from dateline.faces.brief.lines import group, happening_line, line, with_source
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import day_words, weekday_words, when_words
from dateline.faces.rows import Piece
from dateline.merge.plans import MEETINGS, Plan
from dateline.records import Event

_TALKS, _AHEAD, _FAILED, _DONE, _PLANNED = 6, 7, 5, 3, 8  # lines shown
_FACETS = 2  # tellings of one plan


def diplomacy(desk: Desk) -> Section:
    """Talks, visits and votes that were held, the last first; meetings and visits ahead; of all that was due first what came to nothing, or of which
    no word came, then what took place, the most told."""
    held = sorted((one for one in desk.of_kind(is_talk) if one.clear and one.best.actors), key=lambda one: (one.shown.day, one.best.id), reverse=True)
    ahead = [p for p in desk.plans if p.outcome == "ahead" and p.type in MEETINGS]
    past = [p for p in desk.plans if p.outcome != "ahead" and p.day is not None and desk.is_timely(_last(p))]
    failed = sorted((p for p in past if p.outcome != "took place"), key=lambda p: (p.outcome != "unknown", p.day), reverse=True)
    done = sorted((p for p in past if p.outcome == "took place"), key=lambda p: (len(_reports(desk, p)), p.day), reverse=True)
    told = sorted(done[:_DONE], key=lambda p: p.day or "", reverse=True)
    first = min((p.day or "" for p in past), default="")
    groups = (
        group(
            "Talks, visits and votes, the last first",
            [happening_line(desk, one) for one in held[:_TALKS]],
            len(held),
            desk.see("happenings --about talks"),
        ),
        group(
            f"Still ahead on {weekday_words(desk.corpus.as_of)}" if desk.corpus.as_of else "Still ahead",
            [_plan(desk, p) for p in ahead[:_AHEAD]],
            len(ahead),
            desk.see("agenda"),
        ),
        group(
            "Was due, and came to nothing or nobody says what became of it",
            [_plan(desk, p) for p in failed[:_FAILED]],
            len(failed),
            desk.see(f"agenda --since {first}"),
        ),
        group("Was due, and took place", [_plan(desk, p) for p in told], len(done), desk.see(f'agenda --since {first} --outcome "took place"')),
    )
    return Section("Diplomacy and who is due", tuple(g for g in groups if g.lines))


def planned(desk: Desk) -> Section:
    """What is planned beside meetings and visits, by day."""
    found = [p for p in desk.plans if p.outcome == "ahead" and p.type not in MEETINGS]
    lines = [_plan(desk, p) for p in found[:_PLANNED]]
    return Section("What is planned", (group(None, lines, len(found), desk.see("agenda")),) if lines else ())


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
        pieces.append(Piece(" · no later word of it" if plan.outcome == "unknown" else f" · {plan.outcome}"))
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
