"""How sure it is that an act is so, as one number: what the rules of status say, what the trained score says, and both joined.

The scale is that of FactBank and its heirs (Saurí and Pustejovsky 2009; Lee et al. 2015): 3 surely so, 0 open, -3 surely not so. Readers of news
give less than the whole to a denial, and more than nothing to a plan: the rules' numbers are the medians of what they gave, on uw train.
"""

from collections.abc import Mapping

from dateline.resolve.parts import Certainty, Status
from dateline.resolve.status import Stance

_TRAINED = 0.5  # the trained score's share; from 0.4 to 0.7 nothing moves by a hundredth
_DONE: Mapping[Certainty, float] = {"certain": 3.0, "probable": 2.3, "possible": 1.2}
_UNDONE = -1.6
_OPEN: Mapping[Status, tuple[float, float]] = {  # as it is, and negated
    "planned": (2.2, -1.6),
    "offered": (1.8, 0.6),
    "demanded": (1.6, -0.2),
    "hypothetical": (1.3, -0.3),
}


def by_rules(stance: Stance) -> float:
    """The number that a stance stands for."""
    if stance.status in _OPEN:
        return _OPEN[stance.status][stance.negated]
    return _UNDONE if stance.negated else _DONE[stance.certainty]


def joined(stance: Stance, trained: float) -> float:
    """The rules' number and the trained score as one."""
    return _TRAINED * trained + (1 - _TRAINED) * by_rules(stance)
