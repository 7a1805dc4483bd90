"""`dateline gazetteer import` and `dateline actors import`: what others publish, put beside what ships, in the user's data folder."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dateline.errors import DatelineError
from dateline.faces.parser import Verbatim
from dateline.knowledge import user_data

if TYPE_CHECKING:
    from dateline.issues import Issue

_LISTED = 20  # contradictions that are printed; the file beside has all
_EVERY = 10.0  # seconds between plain lines
_GAZETTEER = """\
examples:
  dateline gazetteer import SY.zip IQ.zip alternateNamesV2.zip
  dateline gazetteer import allCountries.zip alternateNamesV2.zip   all the world: 1 GB of disk while it is made, 10 minutes

The files come from https://download.geonames.org/export/dump/ and stay packed. A country whose provinces they hold is taken from them whole; of all
others what ships is kept. Another import takes the place of this one; without the file, reading goes back to what ships.
"""
_ACTORS = """\
examples:
  dateline actors import latest-all.json.gz         Wikidata, from https://dumps.wikimedia.org/wikidatawiki/entities/: hours
  dateline actors import entities.ftm.json          OpenSanctions, from https://www.opensanctions.org/datasets/

Files may be packed (.gz, .bz2, .xz, .zip), and both kinds given at once. What contradicts what ships is listed and left out. Another import takes
the place of this one; without the file, reading goes back to what ships.
"""


def add_gazetteer(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Puts `gazetteer import` into the command line."""
    about = "Places of GeoNames beside those that ship."
    group = commands.add_parser("gazetteer", help="places of GeoNames beside those that ship", description=about, formatter_class=Verbatim)
    _add(group.add_subparsers(dest="verb", metavar="VERB", required=True), about, _import_gazetteer, _GAZETTEER)


def add_actors(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Puts `import` beside the other verbs of `actors`."""
    _add(verbs, "People and organisations of Wikidata and OpenSanctions beside those that ship.", _import_actors, _ACTORS)


def _add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", about: str, run: Callable[[argparse.Namespace], int], examples: str) -> None:
    made = verbs.add_parser(
        "import",
        help="read dumps that were downloaded",
        description=about,
        epilog=examples,
        formatter_class=Verbatim,
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a dump, as it was downloaded")
    made.add_argument("--to", type=Path, metavar="FOLDER", help=f"keep it there (default: ${user_data.VARIABLE}, else the user's data folder)")
    made.add_argument("--quiet", action="store_true", help="no progress")
    made.set_defaults(run=run)


def _import_gazetteer(args: argparse.Namespace) -> int:
    from dateline.knowledge.imports.geonames import import_files

    out = _folder(args) / user_data.GAZETTEER
    with _progress(args, sys.stderr) as told:
        made = import_files(args.files, out, told)
    of = ", ".join(made.countries) if len(made.countries) <= 10 else f"{len(made.countries)} countries"
    print(f"{made.written.places:,} places under {made.written.names:,} names, {of} from the dump, in {out}")
    return _done(made.broken, out)


def _import_actors(args: argparse.Namespace) -> int:
    import msgspec

    from dateline.faces.progress import plural
    from dateline.knowledge.imports.actors_file import import_files

    out = _folder(args) / user_data.ACTORS
    out.parent.mkdir(parents=True, exist_ok=True)
    listing = out.with_suffix(".issues.jsonl")
    issues = 0
    with listing.open("wb") as file, _progress(args, sys.stderr) as told:

        def note(issue: "Issue") -> None:
            nonlocal issues
            issues += 1
            file.write(msgspec.json.encode(issue) + b"\n")
            if issues <= _LISTED:
                print(f"  {issue.subject}: {issue.message}", file=sys.stderr)

        made = import_files(args.files, out, note, told)
    if not issues:
        listing.unlink()
    else:
        print(f"{plural(issues, 'contradiction')} with what ships: {listing}", file=sys.stderr)
    print(f"{made.people:,} people ({made.tied:,} of them known before), {made.organisations:,} organisations, {made.posts:,} posts, in {out}")
    return _done(made.broken, out)


def _done(broken: int, out: Path) -> int:
    from dateline.faces.progress import plural

    if broken:
        print(f"{plural(broken, 'line')} could not be read", file=sys.stderr)
    if out.parent != user_data.folder():
        print(f"to read with it: {user_data.VARIABLE}={out.parent}", file=sys.stderr)
    return 0


def _folder(args: argparse.Namespace) -> Path:
    found: Path | None = args.to or user_data.folder()
    if found is None:
        raise DatelineError(f"{user_data.VARIABLE} is set to nothing, so there is no folder to keep it in: say --to FOLDER")
    return found


@contextmanager
def _progress(args: argparse.Namespace, stream: TextIO) -> Iterator[Callable[[int], None]]:
    """Tells how many bytes of the files are done: a bar on a terminal, elsewhere a line now and then."""
    total = sum(path.stat().st_size for path in args.files if path.is_file())
    if args.quiet:
        yield lambda more: None
    elif stream.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

        with Progress(BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=Console(file=stream), transient=True) as bar:
            task = bar.add_task("", total=total)
            yield lambda more: bar.advance(task, more)
    else:
        yield _Lines(stream, total).more


class _Lines:
    """Progress as lines."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total, self._done, self._told = stream, max(1, total), 0, time.monotonic()

    def more(self, bytes: int) -> None:
        """That many more are done."""
        self._done += bytes
        if time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            print(f"{self._done / self._total:.0%} of {self._total / 1e6:,.0f} MB", file=self._stream, flush=True)
