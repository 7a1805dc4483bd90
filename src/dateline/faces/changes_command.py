"""`dateline changes`: its options, and what it prints."""

import argparse
import sys
from collections.abc import Callable

_EXAMPLES = """\
examples:
  dateline changes --since 2012-03-06
  dateline changes --since 2012-03-06T08:30+02:00
  dateline changes --since 2012-03-06 --by published --as-of 2012-03-07      what the news of these two days made of the record
  dateline changes --since 2012-03-06 --all

The moment is one of this store, when a report was kept or read and a correction made; with --by published, one of the news. Without a zone it is UTC.
"""

_NEWEST = 20  # changes of a kind

# The clocks by which changes are asked for, each with the other.
_CLOCKS = {
    "kept": ("the clock of this store: when a report was kept or read, and a correction made", "published"),
    "published": ("the clock of the news: when a report was published", "kept"),
}


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, whose `command` (name, run, help, examples) makes one; the store is the caller's to add."""
    about = "what is new, changed and withdrawn since a moment, in the store and in what it adds up to"
    made = command("changes", _changes, about, _EXAMPLES)
    made.add_argument("--since", required=True, metavar="MOMENT", help="a day (2012-03-06) or a moment (2012-03-06T08:30)")
    made.add_argument("--all", action="store_true", help=f"every change of each kind (default: the newest {_NEWEST})")
    made.add_argument("--by", choices=("kept", "published"), default="kept", help="by the store's clock, or by that of the news (default: kept)")
    return made


def _changes(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.changes import changed_rows
    from dateline.faces.rows import row
    from dateline.faces.terminal import show

    found = api.changes(args.store, args.since, by=args.by, as_of=args.as_of, kept=args.as_kept)
    clock, other = _CLOCKS[args.by]
    if not found:
        print(f"dateline: nothing has changed since {args.since} by {clock}; --by {other} goes by {_CLOCKS[other][0]}", file=sys.stderr)
        return 1
    about = row("text", f"Since {args.since} by {clock}. --by {other} goes by {_CLOCKS[other][0]}.")
    show([about, *changed_rows(found, None if args.all else _NEWEST)], sys.stdout)
    return 0
