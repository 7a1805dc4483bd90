"""Speed and memory: `python -m benchmarks [--data REPORTS.jsonl] [--words N] [--json]`.

Each figure is taken in a fresh process. Reading is timed end to end: from text in a file, with the reader still to be loaded, to records on the disk.
Reports are the crisis corpus where it is present (DATELINE_CORPORA), else the bundled ones; copies bear another publisher, so that each is read anew.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.bundled import reports_file

ROOT = Path(__file__).resolve().parent.parent
START = "import sys; from dateline.faces.cli import main; sys.exit(main(sys.argv[1:]))"
GOALS = {"happenings of a day": 2.0, "brief of a day": 3.0}  # seconds
SENTENCE = "The minister arrived in Damascus on Monday, an aide said.\n"


@dataclass(frozen=True)
class Figure:
    """One figure, and what it should be: at least or, where less is better, at most."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    less: bool = False


def main() -> int:
    """Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="PATH", help="JSON lines with id and text")
    parser.add_argument("--words", type=int, default=150_000, metavar="N", help="how many words to read (150,000)")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], metavar="N", help="how many read at once (1 2)")
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000], metavar="N", help="generated events to merge (10000 100000)")
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000], metavar="N", help="generated reports to keep (10000)")
    parser.add_argument("--json", action="store_true", help="figures for a machine")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        file = Path(folder) / "reports.jsonl"
        words = write_reports(_source(args.data), file, args.words)
        figures = [
            *start_up(),
            *reading(file, words, args.processes),
            *stages(file, words),
            *merging(file, args.events),
            *keeping(file, args.reports),
        ]
    if args.json:
        print(json.dumps({"words": words, "processors": os.cpu_count(), "figures": [asdict(f) for f in figures]}, indent=1))
    else:
        print(f"{words:,} words, {os.cpu_count()} processors")
        print("\n".join(map(_line, figures)))
    return 0


def _source(data: Path | None) -> str:
    """The reports to read, as JSON lines."""
    corpora = Path(os.environ.get("DATELINE_CORPORA") or ROOT.parent / "shared" / "corpora")
    found = [data] if data else sorted((corpora / "crisis").glob("*.jsonl"))
    return found[0].read_text("utf-8") if found else reports_file().read_text("utf-8")


def write_reports(source: str, file: Path, words: int) -> int:
    """Write reports of `source` to `file`, over and over, until they have so many words; returns how many they have."""
    reports: list[dict[str, Any]] = [json.loads(line) for line in source.splitlines() if line.strip()]
    written = 0
    with file.open("w", encoding="utf-8") as f:
        for turn in itertools.count():
            for report in reports:
                copy = report if not turn else report | {"id": f"{report.get('id')}-{turn}", "publisher": f"{report.get('publisher')} {turn}"}
                f.write(json.dumps(copy, ensure_ascii=False) + "\n")
                written += len(str(report.get("text", "")).split())
                if written >= words:
                    return written
            if not written:
                raise SystemExit("there is no text in the reports: JSON lines with id and text are needed")
    return written


def start_up() -> Iterator[Figure]:
    """The command line's start, and the time until one sentence has been read from a cold start: medians of three."""
    for name, arguments in (("start-up", ["--version"]), ("first sentence read", ["read", "-", "--json", "--published", "2012-03-06"])):
        yield Figure(name, statistics.median(_seconds([sys.executable, "-c", START, *arguments]) for _ in range(3)), "s", 2.0, less=True)


def _seconds(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, input=SENTENCE, capture_output=True, text=True, check=True)
    return time.perf_counter() - began


def reading(file: Path, words: int, processes: Sequence[int]) -> Iterator[Figure]:
    """Words a second end to end, and memory, for each number of processes."""
    for n in processes:
        said = _child("read", file, n)
        title = f"{n} process{'es' if n > 1 else ''}"
        yield Figure(f"{title}: end to end", words / said["seconds"], "words a second", 3000.0 if n > 1 else None)
        yield Figure(f"{title}: most memory of one", max(said["main_mb"], said["child_mb"]), "MB", 500.0, less=True)


def stages(file: Path, words: int) -> Iterator[Figure]:
    """Words a second of each stage by itself, in one process."""
    for stage, seconds in _child("stages", file).items():
        yield Figure(f"{stage} alone", words / seconds, "words a second", 30_000.0 if stage == "records" else None)


def merging(file: Path, numbers: Sequence[int]) -> Iterator[Figure]:
    """Seconds and memory for so many generated events."""
    for events in numbers:
        said = _child("merge", file, events)
        yield Figure(f"merging {events:,} events", said["seconds"], "s")
        yield Figure(f"merging {events:,} events: memory", said["main_mb"], "MB")


def keeping(file: Path, numbers: Sequence[int]) -> Iterator[Figure]:
    """A store of so many generated reports: what keeping and grouping each takes, what one more does, and what questions do."""
    for reports in numbers:
        said = _child("store", file, reports)
        yield Figure(f"keeping {reports:,} reports: each", said["seconds"], "s")
        yield Figure(f"one more report to {reports:,} reports", said["added"], "s", 0.2, less=True)
        yield Figure(f"{reports:,} reports: file, each", said["bytes"] / 1000, "kB")
        for name, seconds in said["questions"].items():
            yield Figure(f"{reports:,} reports: {name}", seconds, "s", GOALS.get(name), less=True)
        yield Figure(f"{reports:,} reports: memory", said["main_mb"], "MB")


def _child(what: str, file: Path, processes: int = 1) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child", what, str(file), str(processes)], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _line(figure: Figure) -> str:
    goal = "" if figure.goal is None else f"   goal {'<=' if figure.less else '>='} {figure.goal:,g}"
    missed = figure.goal is not None and (figure.value > figure.goal if figure.less else figure.value < figure.goal)
    value = f"{figure.value:,.2f}" if figure.unit == "s" else f"{figure.value:,.0f}"
    return f"{'-' if missed else ' '} {figure.name:34} {value:>10} {figure.unit}{goal}"


if __name__ == "__main__":
    sys.exit(main())
