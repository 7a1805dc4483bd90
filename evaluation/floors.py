"""The figures that ours stand beside: what to beat, and floors that only go up."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.frame import Measure

BASELINE = Path(__file__).parent / "baseline.json"
TO_BEAT = Path(__file__).parent / "to_beat.toml"
SLACK = 0.1

Key = tuple[str, str, str]  # yardstick, part, metric


@dataclass(frozen=True)
class Beside:
    """What a figure should reach (a floor of its own making, see `less`), and what others reach."""

    goal: float | None = None
    beat: str = ""


class Floors:
    """The figures of the last baseline by yardstick, part and metric."""

    def __init__(self, file: Path = BASELINE) -> None:
        self._file = file
        self._floors: dict[Key, float] = {}
        if file.exists():
            said: dict[str, dict[str, dict[str, float]]] = json.loads(file.read_text("utf-8"))
            self._floors = {(y, p, m): v for y, parts in said.items() for p, metrics in parts.items() for m, v in metrics.items()}

    def of(self, yardstick: str, measure: Measure) -> float | None:
        """The floor of a figure (where less is better, its ceiling)."""
        return self._floors.get((yardstick, measure.part, measure.metric))

    def fallen(self, yardstick: str, measure: Measure) -> bool:
        """Whether a figure is worse than its floor by more than SLACK."""
        floor = self.of(yardstick, measure)
        return floor is not None and _gain(measure, floor) < -SLACK

    def raise_to(self, measures: Iterable[tuple[str, Measure]]) -> int:
        """Raise every floor that ours is better than, add new ones, lower none, and write the file. Returns how many changed."""
        changed = 0
        for yardstick, measure in measures:
            floor = self.of(yardstick, measure)
            if measure.floor and (floor is None or _gain(measure, floor) > 0):
                self._floors[yardstick, measure.part, measure.metric] = round(measure.ours, 2)
                changed += floor != round(measure.ours, 2)
        nested: dict[str, dict[str, dict[str, float]]] = {}
        for (yardstick, part, metric), value in sorted(self._floors.items()):
            nested.setdefault(yardstick, {}).setdefault(part, {})[metric] = value
        self._file.write_text(json.dumps(nested, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return changed


def _gain(measure: Measure, floor: float) -> float:
    return floor - measure.ours if measure.less else measure.ours - floor


def beside(file: Path = TO_BEAT) -> dict[Key, Beside]:
    """What stands beside each figure; "*" stands for any part or metric."""
    table: dict[str, dict[str, dict[str, dict[str, Any]]]] = tomllib.loads(file.read_text("utf-8"))
    return {
        (y, p, m): Beside(said.get("least", said.get("most")), said.get("beat", ""))
        for y, parts in table.items()
        for p, metrics in parts.items()
        for m, said in metrics.items()
    }


def look_up(table: dict[Key, Beside], yardstick: str, measure: Measure) -> Beside:
    """What stands beside one figure."""
    for part, metric in ((measure.part, measure.metric), ("*", measure.metric), ("*", "*")):
        if (found := table.get((yardstick, part, metric))) is not None:
            return found
    return Beside()
