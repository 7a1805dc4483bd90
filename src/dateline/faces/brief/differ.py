"""Where accounts differ: figures, who did it and whether it happened, and what is denied."""

from dateline.faces.brief.desk import Desk, One
from dateline.faces.brief.lines import group, happening_line, rivals_in_short
from dateline.faces.brief.numbers import rival_figures
from dateline.faces.brief.parts import Section

_ACCOUNTS, _DENIALS = 4, 4  # lines shown


def differ(desk: Desk) -> Section:
    """Rival figures, happenings of which accounts name other doers or deny them, and denials; the last first."""
    last_first = sorted(desk.all, key=lambda one: (one.last, one.weight), reverse=True)
    disputed = [one for one in last_first if rivals_in_short(desk.corpus, one)[0]]
    denied = [one for one in last_first if is_denied(one) and one not in disputed]
    groups = (
        rival_figures(desk),
        group("Rival accounts", [happening_line(desk, one) for one in disputed[:_ACCOUNTS]], len(disputed), desk.see("happenings --about disputed")),
        group("Denied", [happening_line(desk, one) for one in denied[:_DENIALS]], len(denied), desk.see("happenings --about denied")),
    )
    return Section("Where accounts differ", tuple(g for g in groups if g.lines))


def is_denied(one: One) -> bool:
    """Whether it is told by those alone who deny it."""
    e = one.best
    return one.shown.state == "denied" and any(s.attitude == "deny" for s in e.sources) and bool(e.actors or e.recipients)
