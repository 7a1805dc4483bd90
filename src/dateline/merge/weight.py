"""How much what happened weighs, where there is more than fits."""

from collections.abc import Iterable
from math import log10

from dateline.merge.days import one_day
from dateline.merge.happening import Happening
from dateline.merge.keys import is_named
from dateline.records import Event, Figure

_TELLING = frozenset({"ASSAULT", "CONSULT", "AGREE", "REJECT", "RETREAT", "SANCTION", "AID", "CONCEDE", "COERCE", "COOPERATE"})
_WAR = 10_000  # people that no one act harms
_ORIGINS = 6  # more confirm nothing new
_HARM = {"killed": 1.0, "wounded": 0.1, "missing": 0.1, "detained": 0.1, "hostages": 0.1, "displaced": 0.001}  # weighed in killed


def weight(h: Happening, e: Event, figures: Iterable[Figure] = ()) -> float:
    """How soon a reader wants a happening, best told by `e`: of many origins, costly by its `figures`, complete, of a known day, by states and their
    people. In points, set by hand: an origin counts 2, ten killed 3, a hundred 6."""
    score = 2.0 * min(len(h.origins), _ORIGINS) + 3.0 * log10(max([1.0, *map(_harm, figures)]))
    score += 3.0 * bool(e.actors) + bool(e.recipients) + (e.type in _TELLING) + bool(e.where) + bool(one_day(e.when))
    score += any(p.country or p.actor for p in e.actors) - (e.certainty != "certain")
    return score - 3.0 * (e.type == "OTHER") - 2.0 * (not any(map(is_named, (*e.actors, *e.recipients))))


def _harm(f: Figure) -> float:
    """People harmed, by the least that is told; a war's sum is no harm of one act."""
    low = f.low or 0
    return _HARM.get(f.what, 0.0) * low if f.scope != "cumulative" and low < _WAR else 0.0
