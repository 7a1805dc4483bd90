"""Measure the reader as shipped: `python -m evaluation [NAME ...] [--data PATH] [--json] [--gate] [--write-baseline]`.

Without --data the corpora of DATELINE_CORPORA (or ../shared/corpora) are measured; what is absent is said and left out.
In the table, "-" before a figure: short of the goal; "!": below its floor.
"""

import argparse
import os
import sys
import time
from contextlib import closing
from pathlib import Path

from dateline.errors import DatelineError
from dateline.pipeline import reader_version
from evaluation import YARDSTICKS, table
from evaluation.floors import Floors, beside, look_up
from evaluation.frame import ROOT, Skipped, Yardstick, corpora
from evaluation.reading import Reading, say

CACHE = ROOT / ".cache" / "evaluation"


def main() -> int:
    """Exit status 0; 1 with --gate where a figure fell below its floor; 2 for misuse."""
    os.environ["DATELINE_DATA"] = ""  # the reader as shipped, whatever was imported on this machine
    parser = _parser()
    args = parser.parse_args()
    known = {y.name: y for y in YARDSTICKS}
    if strange := [n for n in args.names if n not in known]:
        parser.error(f"no yardstick is called {strange[0]}: there are {', '.join(known)}")
    if args.data and (len(args.names) != 1 or not args.data.exists()):
        parser.error(f"{args.data} does not exist" if not args.data.exists() else "--data needs the name of one yardstick before it")
    if args.data and (args.gate or args.write_baseline):
        parser.error("floors are of the corpora's own parts: leave --data out")
    try:
        with closing(Reading(CACHE, args.processes)) as reading:
            lines, skipped = _measured([known[n] for n in args.names] or list(YARDSTICKS), args.data, reading)
    except DatelineError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    floors = Floors()
    if args.write_baseline:
        say(f"{floors.raise_to((y, m) for y, m, _ in lines)} floors raised")
    if args.json:
        print(table.machine(lines, skipped, floors, reader_version()))
    else:
        print(table.text(lines, skipped, floors, details=args.details or len(args.names) == 1))
    fallen = [f"{y}, {m.part}, {m.metric}" for y, m, _ in lines if floors.fallen(y, m)]
    if args.gate and fallen:
        say(f"below the floor: {'; '.join(fallen)}")
        return 1
    return 0


def _measured(yardsticks: list[Yardstick], data: Path | None, reading: Reading) -> tuple[list[table.Line], list[tuple[str, Skipped]]]:
    lines: list[table.Line] = []
    skipped: list[tuple[str, Skipped]] = []
    others = beside()
    for yardstick in yardsticks:
        began = time.monotonic()
        parts = yardstick.given(data) if data else yardstick.parts(corpora())
        for one in yardstick.run(parts, reading):
            if isinstance(one, Skipped):
                skipped.append((yardstick.name, one))
            else:
                lines.append((yardstick.name, one, look_up(others, yardstick.name, one)))
        say(f"{yardstick.name}: {time.monotonic() - began:.0f} s")
    return lines, skipped


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {y.name:12} {y.about}" for y in YARDSTICKS)
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description=__doc__, epilog=f"yardsticks:\n{listed}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="yardsticks to measure; all where none is named")
    parser.add_argument("--data", type=Path, metavar="PATH", help="a file or folder of the yardstick's shape, instead of the corpora")
    parser.add_argument("--json", action="store_true", help="figures for a machine")
    parser.add_argument("--details", action="store_true", help="also what a yardstick says of single rows (shown where one alone is measured)")
    parser.add_argument("--gate", action="store_true", help="fail where a figure fell below its floor in baseline.json")
    parser.add_argument("--write-baseline", action="store_true", help="raise the floors to what was reached; never lowers one")
    parser.add_argument("--processes", type=int, default=min(4, os.cpu_count() or 1), metavar="N", help="how many read at once")
    return parser


if __name__ == "__main__":
    sys.exit(main())
