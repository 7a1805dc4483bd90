"""Whether two records tell of one thing: decided by rule, with its reasons, or by a person, who wins.

In the manner of nomenklatura's resolver: what is merged is put together anew from its parts each time, so that to split is to decide otherwise.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Decision = Literal["same", "different", "unsure"]
Pair = tuple[str, str]
Decided = Mapping[Pair, Decision]  # what people decided, by `pair_of` two records' ids

SAME = 1.0  # score, as the logarithm of odds, from which two records are taken for one: almost three to one
DIFFERENT = -1.5  # below which they are not, more than four to one against it; between the two a person should look
APART = -2.5  # below which they are never of one group, twelve to one against it, whatever others join them


def pair_of(a: str, b: str) -> Pair:
    """Two ids in the order in which a pair is known."""
    return (a, b) if a <= b else (b, a)


class Judgement(msgspec.Struct, frozen=True, gc=False, tag="judgement", tag_field="kind"):
    """What was decided of the records `left` and `right` (ids, in order). `score` adds up what `reasons` tell; a person's has none of its own."""

    left: str
    right: str
    decision: Decision
    score: float
    reasons: tuple[str, ...] = ()
    by: Literal["rule", "person"] = "rule"

    @property
    def pair(self) -> Pair:
        """The two ids."""
        return self.left, self.right


def by_rule(pair: Pair, score: float, reasons: tuple[str, ...]) -> Judgement:
    """What the thresholds make of a score."""
    decision: Decision = "same" if score >= SAME else "different" if score < DIFFERENT else "unsure"
    return Judgement(*pair, decision, round(score, 3), reasons)


def by_person(pair: Pair, decision: Decision) -> Judgement:
    """What a person decided."""
    return Judgement(*pair, decision, 0.0, ("decided by a person",), "person")
