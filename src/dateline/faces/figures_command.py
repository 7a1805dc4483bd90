"""`dateline figures`: its options, and what it prints and draws."""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from dateline.errors import DatelineError

_EXAMPLES = """\
examples:
  dateline figures --what killed --place Syria
  dateline figures --what displaced --since 2012-03-01 --source "United Nations"
  dateline figures --what killed --place Homs --plot homs.png

Numbers stay as they were given, bounds in words; nothing is averaged, and what does not add up is told, not mended. A running total is of the day of
its report. Places are looked up in the gazetteer: Homs is in Syria. A figure of no known place is left out where a place is asked for.
"""


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, whose `command` (name, run, help, examples) makes one; the store is the caller's to add."""
    about = "how many, by each source over time, as a table or a picture"
    made = command("figures", _figures, about, _EXAMPLES)
    made.add_argument("--what", default="killed", metavar="WHAT", help="killed, wounded, missing, displaced ... (default: killed)")
    made.add_argument("--place", metavar="PLACE", help="only of there, or of places in it")
    made.add_argument("--since", metavar="DAY", help="only of that day (2012-03-01) and later")
    made.add_argument("--until", metavar="DAY", help="only of that day and earlier")
    made.add_argument("--source", metavar="NAME", help="only of sources whose name bears this")
    made.add_argument("--plot", type=Path, metavar="FILE", help="draw it there too, as .png or .svg")
    return made


def _figures(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.figures import table_lines
    from dateline.records.figure import What

    if args.what not in get_args(What):
        raise DatelineError(f"no figure counts {args.what}: ask for {', '.join(get_args(What))}")
    if args.plot is not None and args.plot.suffix.lower() not in (".png", ".svg"):
        raise DatelineError(f"{args.plot} is drawn as no picture: name a file that ends in .png or .svg")
    asked = {"place": args.place, "source": args.source, "since": args.since, "until": args.until}
    table = api.figures(args.store, args.what, **asked, as_of=args.as_of, kept=args.as_kept)
    if not table.courses:
        from dateline.faces.nothing import nothing_words

        what = f"nothing is kept of how many were {args.what.replace('_', ' ')}"
        print(f"dateline: {nothing_words(what, asked)}", file=sys.stderr)
        return 1
    if args.plot is not None:
        from dateline.faces.plot import draw

        draw(table, args.plot)
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in table_lines(table, room):
        print(line)
    return 0
