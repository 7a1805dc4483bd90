"""Who is due when, what came of it, and who was refused."""

from dateline.faces.brief.lines import group, line
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import event_words, weekday_words, when_words
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.days import is_long, start_of
from dateline.merge.plans import MEETINGS, Plan, plans, refusals
from dateline.records import Event

_AHEAD, _PAST, _REFUSED = 7, 7, 8  # lines shown


def due(corpus: Corpus) -> Section:
    """What was planned: still ahead, and what came of the rest."""
    found = plans(corpus)
    ahead = [p for p in found if p.ahead]
    past = [p for p in found if not p.ahead]
    last_first = sorted(past, key=lambda p: p.day or "", reverse=True)
    chosen = sorted(last_first, key=lambda p: (p.told[0].type not in MEETINGS, p.outcome is None))[:_PAST]
    groups = (
        group(f"Still ahead on {weekday_words(corpus.as_of)}", [_plan(corpus, p) for p in ahead[:_AHEAD]], len(ahead)),
        group("Was due by then, and what came of it", [_plan(corpus, p) for p in past if p in chosen], len(past)),
    )
    return Section("Due", tuple(g for g in groups if g.lines))


def _plan(corpus: Corpus, plan: Plan) -> Line:
    pieces = [Piece("; ".join(dict.fromkeys(event_words(corpus, e) for e in _facets(plan))))]
    if plan.later is not None:
        pieces += [Piece(" · "), Piece(f"{plan.outcome}", "strong"), Piece(f" ({when_words(plan.later.when, corpus.day(plan.later))})")]
    elif not plan.ahead:
        pieces.append(Piece(" · no later word of it"))
    return line(corpus, when_words(plan.told[0].when), pieces, plan.told, [plan.later] if plan.later is not None else [])


def _facets(plan: Plan) -> list[Event]:
    """The tellings of a plan that name different parties or places, two at most."""
    out: list[Event] = []
    for event in plan.told:
        if len(out) < 2 and not any(e.recipients == event.recipients and e.where == event.where for e in out):
            out.append(event)
    return out


def refused(corpus: Corpus) -> Section:
    """Who was kept out, put off or turned down, and by whom."""
    found = refusals(corpus)
    chosen = sorted(found, key=lambda told: -len({e.report for e in told}))[:_REFUSED]
    lines = [line(corpus, _reported(corpus, told[0]), event_words(corpus, told[0]), told) for told in found if told in chosen]
    return Section("Refused or put off", (group(None, lines, len(found)),) if lines else ())


def _reported(corpus: Corpus, event: Event) -> str:
    known = start_of(event.when) and not is_long(event.when)
    return when_words(event.when) if known else when_words(None, corpus.day(event))
