"""The figures as one table for people, or as JSON for machines."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from evaluation.floors import Beside, Floors
from evaluation.frame import Measure, Skipped

HEAD = ("yardstick", "part", "metric", "ours", "on", "goal", "floor", "to beat")
RIGHT = frozenset(("ours", "on", "goal", "floor"))

Line = tuple[str, Measure, Beside]


def text(lines: Sequence[Line], skipped: Sequence[tuple[str, Skipped]], floors: Floors, details: bool) -> str:
    """The table, the notes, what was skipped and, if asked for, the details."""
    rows = [HEAD, *(_row(line, floors) for line in lines)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEAD))]
    out = [_drawn(row, widths) for row in rows]
    out.insert(1, "  ".join("-" * w for w in widths))
    shown = ""
    for k, (yardstick, _, _) in enumerate(lines):
        if yardstick == shown:
            out[k + 2] = " " * len(yardstick) + out[k + 2][len(yardstick) :]
        shown = yardstick
    notes = dict.fromkeys(f"{y}, {m.part}, {m.metric if m.unit else 'all'}: {m.note}" for y, m, _ in lines if m.note)
    for title, more in (
        ("notes", list(notes)),
        ("not measured", [f"{y}, {s.part}: {s.reason}" for y, s in skipped]),
        ("details", [d for _, m, _ in lines for d in m.details] if details else []),
    ):
        if more:
            out += ["", f"{title}:", *(f"  {line}" for line in more)]
    return "\n".join(out)


def _row(line: Line, floors: Floors) -> tuple[str, ...]:
    yardstick, m, b = line
    floor = floors.of(yardstick, m)
    goal = "" if b.goal is None else f"{'<=' if m.less else '>='} {_number(b.goal, m)}"
    missed = b.goal is not None and (m.ours > b.goal if m.less else m.ours < b.goal)
    mark = "!" if floors.fallen(yardstick, m) else "-" if missed else " "
    unit = f" {m.unit}" if m.unit == "km" else ""
    return (yardstick, m.part, m.metric, f"{mark} {_number(m.ours, m)}{unit}", f"{m.on:,}", goal, "" if floor is None else _number(floor, m), b.beat)


def _number(value: float, measure: Measure) -> str:
    return f"{value:.0f}" if measure.unit in ("rows", "records", "km") else f"{round(value, 1) or 0.0:.1f}"


def _drawn(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(c.rjust(w) if name in RIGHT else c.ljust(w) for c, w, name in zip(row, widths, HEAD, strict=True)).rstrip()


def machine(lines: Sequence[Line], skipped: Iterable[tuple[str, Skipped]], floors: Floors, reader: str) -> str:
    """The same as one JSON object."""
    measures = [
        {
            "yardstick": y,
            **asdict(m),
            "ours": round(m.ours, 3),
            "goal": b.goal,
            "to_beat": b.beat or None,
            "floor": floors.of(y, m),
            "fallen": floors.fallen(y, m),
        }
        for y, m, b in lines
    ]
    absent = [{"yardstick": y, **asdict(s)} for y, s in skipped]
    return json.dumps({"reader": reader, "measures": measures, "skipped": absent}, indent=1, ensure_ascii=False)
