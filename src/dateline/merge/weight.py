"""How much what happened weighs, where there is more than fits."""

from collections.abc import Sequence

from dateline.merge.days import one_day
from dateline.merge.same import is_named
from dateline.records import Event

_TELLING = frozenset({"ASSAULT", "CONSULT", "AGREE", "REJECT", "RETREAT", "SANCTION", "AID", "CONCEDE", "COERCE", "COOPERATE"})


def weight(cluster: Sequence[Event]) -> float:
    """How soon a reader wants a deed, told by the events of `cluster`: told by many, complete, of a known day, by states and their people."""
    e = cluster[0]
    score = 2.0 * min(len({x.report for x in cluster}), 6) + 2.0 * bool(e.actors) + bool(e.recipients) + (e.type in _TELLING) + bool(e.where)
    score += bool(one_day(e.when)) + any(p.country or p.actor for p in e.actors) - (e.certainty != "certain")
    return score - 3.0 * (e.type == "OTHER") - 2.0 * (not any(map(is_named, (*e.actors, *e.recipients))))
