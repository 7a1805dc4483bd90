"""Counting what is right. Nothing here knows of files or of the reader."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

G = TypeVar("G")
M = TypeVar("M")


@dataclass
class Tally:
    """How many were right, found and wanted; weights may make them fractions."""

    right: float = 0.0
    ours: float = 0.0
    gold: float = 0.0

    def add(self, right: float, ours: float, gold: float, weight: float = 1.0) -> None:
        """Count one more text."""
        self.right += weight * right
        self.ours += weight * ours
        self.gold += weight * gold

    def compare(self, gold: Iterable[Hashable], ours: Iterable[Hashable], weight: float = 1.0) -> None:
        """Count what two sets share."""
        wanted, got = set(gold), set(ours)
        self.add(len(wanted & got), len(got), len(wanted), weight)

    @property
    def precision(self) -> float:
        """Points."""
        return 100 * self.right / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """Points."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Points. Where each item has exactly one answer this is the accuracy."""
        return 200 * self.right / (self.ours + self.gold) if self.ours + self.gold else 0.0


def paired(gold: Sequence[G], ours: Sequence[M], likeness: Callable[[G, M], float]) -> list[tuple[G, M]]:
    """One-to-one pairs of alike things, the likest first; likeness 0 is no pair."""
    ranked = sorted(((likeness(g, o), -i, -j) for i, g in enumerate(gold) for j, o in enumerate(ours)), reverse=True)
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    out = []
    for score, i, j in ranked:
        if score > 0 and -i not in used_gold and -j not in used_ours:
            used_gold.add(-i)
            used_ours.add(-j)
            out.append((gold[-i], ours[-j]))
    return out


def macro_f1(gold: Sequence[str], ours: Sequence[str | None]) -> float:
    """Mean F1 (points) of the classes that occur in `gold`."""
    classes = sorted(set(gold))
    scores = []
    for c in classes:
        tally = Tally()
        for g, o in zip(gold, ours, strict=True):
            tally.add(g == c == o, o == c, g == c)
        scores.append(tally.f1)
    return sum(scores) / len(scores) if scores else 0.0
