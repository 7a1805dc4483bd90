"""Access: who was kept out or let through, and what relief came."""

from dateline.faces.brief.desk import Desk, One, is_access, is_kept_out
from dateline.faces.brief.lines import group, happening_line
from dateline.faces.brief.parts import Section
from dateline.merge.keys import is_named

_SHOWN = 5  # lines of each


def access(desk: Desk) -> Section:
    """Refusals of entry and relief, then what was granted and delivered, the last first."""
    found = [one for one in desk.of_kind(is_access, took_place=False) if _is_of_somebody(one)]
    told = [one for one in found if one.shown.state not in ("supposed", "announced")]
    told.sort(key=lambda one: (one.shown.day, one.best.id), reverse=True)
    refused = [one for one in told if is_kept_out(desk.corpus, one.best)]
    granted = [one for one in told if not is_kept_out(desk.corpus, one.best)]
    groups = (
        group(
            "Refused, put off or kept out",
            [happening_line(desk, one) for one in refused[:_SHOWN]],
            len(refused),
            desk.see("happenings --about access"),
        ),
        group(
            "Let through, delivered, promised",
            [happening_line(desk, one) for one in granted[:_SHOWN]],
            len(granted),
            desk.see("happenings --about access"),
        ),
    )
    return Section("Access", tuple(g for g in groups if g.lines))


def _is_of_somebody(one: One) -> bool:
    parties = (*one.best.actors, *one.best.recipients)
    return any(map(is_named, parties)) if parties else one.somebody
