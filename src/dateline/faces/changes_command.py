"""`dateline changes`: its options, and what it prints."""

import argparse
import sys
from collections.abc import Callable

_EXAMPLES = """\
examples:
  dateline changes --since 2012-03-06
  dateline changes --since 2012-03-06T08:30+02:00

The moment is one of this store, not of the news: when a report was kept or read, and a correction made. One without a zone is UTC.
"""


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, whose `command` (name, run, help, examples) makes one; the store is the caller's to add."""
    about = "what is new, read again, replaced or put right since a moment"
    made = command("changes", _changes, about, _EXAMPLES)
    made.add_argument("--since", required=True, metavar="MOMENT", help="a day (2012-03-06) or a moment (2012-03-06T08:30)")
    return made


def _changes(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.judging import change_rows
    from dateline.faces.terminal import show

    found = api.changes(args.store, args.since)
    if not any(found):
        print(f"dateline: nothing has changed since {args.since}", file=sys.stderr)
        return 1
    show(change_rows(found), sys.stdout)
    return 0
