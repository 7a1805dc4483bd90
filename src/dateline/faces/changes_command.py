"""`dateline changes`: its options, and what it prints."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.faces.rows import Piece, Row, row

if TYPE_CHECKING:
    from dateline.store import Changes
    from dateline.text.report import Report

_EXAMPLES = """\
examples:
  dateline changes --since 2012-03-06
  dateline changes --since 2012-03-06T08:30+02:00

The moment is one of this store, not of the news: when a report was kept or read, and a correction made. One without a zone is UTC.
"""


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Puts the command into the command line; the store is the caller's to add."""
    about = "what is new, read again, replaced or put right since a moment"
    made = commands.add_parser(
        "changes", help=about, description=about.capitalize() + ".", epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--since", required=True, metavar="MOMENT", help="a day (2012-03-06) or a moment (2012-03-06T08:30)")
    made.set_defaults(run=_changes)
    return made


def _changes(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.terminal import show

    found = api.changes(args.store, args.since)
    if not any(found):
        print(f"dateline: nothing has changed since {args.since}", file=sys.stderr)
        return 1
    show(_rows(found), sys.stdout)
    return 0


def _rows(changes: "Changes") -> Iterator[Row]:
    from dateline.faces.judging import correction_rows

    for title, reports in (("New reports", changes.new), ("Read again", changes.read_again), ("Replaced by a newer version", changes.replaced)):
        if reports:
            yield row("heading", title)
            yield from (_report(report) for report in reports)
    if changes.corrections:
        yield row("heading", "Put right")
        yield from correction_rows(changes.corrections)


def _report(report: "Report") -> Row:
    told = ", ".join(part for part in (report.title or report.ref, report.publisher, report.published) if part)
    return row("item", Piece(f"report {report.id[:8]}", "strong"), f" {told}")
