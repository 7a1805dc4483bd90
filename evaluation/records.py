"""The records of whole reports against what careful readers took from them, by the scorer that came with the gold, run as it is."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.faces.api import open_inputs
from dateline.pipeline import records_of
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Unusable, Yardstick, corpora
from evaluation.reading import Reading

KINDS = ("figure", "event", "event, type and span alone", "statement", "role")
TUNED = "rules may be tuned on these reports"


def lines(reports: Sequence[Report], reading: Reading, about: str) -> Iterator[bytes]:
    """What `dateline read --json` prints of these reports: each report, then its records."""
    for report, layers in zip(reports, reading.reports(reports, about), strict=True):
        yield msgspec.json.encode(msgspec.structs.replace(report, text=""))
        yield from map(msgspec.json.encode, records_of(report, layers)[0])


def sort_out(files: Sequence[Path]) -> list[tuple[Path, Path]]:
    """(gold, reports) pairs among JSON-lines files, by what their lines hold and which ids they share."""
    lines = {f: _objects(f) for f in files}
    ids = {f: {o.get("id") for o in its} for f, its in lines.items()}
    gold = [f for f, its in lines.items() if its and "events" in its[0]]
    reports = [f for f, its in lines.items() if its and "text" in its[0]]
    if not gold or not reports:
        raise Unusable("needs two files of JSON lines: reports (id, text, published) and gold (id, figures, events, statements, roles)")
    return [(g, max(reports, key=lambda r: len(ids[g] & ids[r]))) for g in gold]


def _objects(file: Path) -> list[dict[str, Any]]:
    try:
        found = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except ValueError:
        return []
    return [o for o in found if isinstance(o, dict)]


def tool_scores(tool: Path, gold: Path, ours: Path) -> dict[str, Any]:
    """What the scorer says, as it says it."""
    done = subprocess.run([sys.executable, str(tool), str(gold), str(ours), "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(f"{tool.name} failed: {done.stderr.strip().splitlines()[-1:]}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    tool = corpora().parent / "tools" / "score_records.py"
    if not tool.is_file():
        raise Unusable(f"the scorer is absent: {tool}")
    pairs = sort_out(part.files)
    for gold, source in pairs:
        title = part.title if len(pairs) == 1 else f"{part.title} {gold.stem}"
        reports = [r for r in open_inputs(source) if isinstance(r, Report)]
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            ours = Path(folder) / "ours.jsonl"
            ours.write_bytes(b"\n".join(lines(reports, reading, f"records, {title}")) + b"\n")
            yield from _measures(title, tool_scores(tool, gold, ours))


def _measures(title: str, said: dict[str, Any]) -> Iterator[Measure]:
    note = TUNED if title == "records" else ""
    for kind in KINDS:
        its = said[kind]
        for metric, key in (("F1", "f1"), ("recall", "recall"), ("precision near gold", "precision_near")):
            yield Measure(title, f"{kind}: {metric}", 100 * its[key], its["gold"], note)
        for field, right in its["fields"].items():
            if kind != "event, type and span alone":
                yield Measure(title, f"{kind}: {field} right, of matched", 100 * right, round(its["recall"] * its["gold"]), note)


def _given(path: Path) -> list[Part]:
    folder = path.parent if path.is_file() else path
    return [Part(folder.name, tuple(sorted(folder.glob("*.jsonl"))), f"*.jsonl in {folder}")]


YARDSTICK = Yardstick(
    name="records",
    about="figures, events, statements and roles of whole reports (a folder with two *.jsonl: reports and gold)",
    parts=lambda corpora: _given(corpora / "records"),
    given=_given,
    measure=_measure,
)
