"""How well clusters of mentions agree: MUC, B³, CEAFe, and their mean, the CoNLL score. Nothing here knows of files or of the reader.

Sources: Vilain and others 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 (CEAFe, with his φ4), Pradhan and others 2014 (how mentions that
only one side has count: as they are, alone). Clusters are sets of whatever can be hashed; no mention stands in two clusters of one side.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

M = TypeVar("M", bound=Hashable)
Clusters = Sequence[Set[Hashable]]


@dataclass
class Ratio:
    """What was right of what we gave, and what was found of what was wanted; the two may be counted in different coins."""

    right: float = 0.0
    ours: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def add(self, right: float, ours: float, found: float, gold: float) -> None:
        """Count one more document."""
        self.right += right
        self.ours += ours
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """Points."""
        return 100 * self.right / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """Points."""
        return 100 * self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Points."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Agreement:
    """The three measures over any number of documents; mentions of different documents never meet."""

    muc: Ratio = field(default_factory=Ratio)
    b3: Ratio = field(default_factory=Ratio)
    ceafe: Ratio = field(default_factory=Ratio)
    mentions: Ratio = field(default_factory=Ratio)

    def add(self, gold: Clusters, ours: Clusters) -> None:
        """Count one more document. Clusters of one mention count as they stand: see `linked`."""
        shared = _shared(gold, ours)
        both = sum(shared.values())
        n_gold, n_ours = sum(map(len, gold)), sum(map(len, ours))
        links = both - len(shared)  # Vilain's sums of |cluster| - |its parts| come to this on either side
        self.mentions.add(both, n_ours, both, n_gold)
        self.muc.add(links, n_ours - len(ours), links, n_gold - len(gold))
        self.b3.add(
            sum(n * n / len(ours[j]) for (_, j), n in shared.items()), n_ours, sum(n * n / len(gold[i]) for (i, _), n in shared.items()), n_gold
        )
        alike = _aligned(gold, ours, shared)
        self.ceafe.add(alike, len(ours), alike, len(gold))

    @property
    def conll(self) -> float:
        """The mean F1 of the three, in points."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def linked(clusters: Iterable[Set[M]]) -> list[Set[M]]:
    """The clusters of two mentions or more, which alone CoNLL-2012 and CorefUD count."""
    return [c for c in clusters if len(c) > 1]


def _shared(gold: Clusters, ours: Clusters) -> Counter[tuple[int, int]]:
    """How many mentions each two clusters share, where they share any."""
    of = {mention: j for j, cluster in enumerate(ours) for mention in cluster}
    return Counter((i, of[mention]) for i, cluster in enumerate(gold) for mention in cluster if mention in of)


def _aligned(gold: Clusters, ours: Clusters, shared: Counter[tuple[int, int]]) -> float:
    """The most likeness (Luo's φ4) that clusters put together one to one can have."""
    if not shared:
        return 0.0
    likeness = np.zeros((len(gold), len(ours)))
    for (i, j), n in shared.items():
        likeness[i, j] = 2 * n / (len(gold[i]) + len(ours[j]))
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return float(likeness[rows, columns].sum())
