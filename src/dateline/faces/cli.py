"""The command line: parses arguments, calls the public verbs of `faces.api`, prints what they give.

Exit status: 0 where any report was read (or was known already), 1 where none could be, 2 for misuse, 130 after Ctrl-C.
"""

import argparse
import io
import os
import shlex
import signal
import stat
import sys
from collections.abc import Callable, Sequence
from functools import partial

from dateline.errors import DatelineError
from dateline.faces import actors_command, agenda_command, changes_command, figures_command, happenings_command, importing, judge_command
from dateline.faces.parser import Parser, Verbatim, at_least_one
from dateline.version import VERSION

STORE = "dateline.sqlite"
_SIGPIPE = 13  # Windows has no name for it
KINDS = ("report", "event", "statement", "figure", "role")

_ABOUT = "Reads news reports of a crisis and keeps the record they add up to, with who says so."
_EXAMPLES = {
    "dateline": """\
examples:
  dateline demo                               read the bundled reports and see what a brief looks like
  dateline read reports/ --published 2012-03-06
  dateline brief
  dateline find "unhindered access"
  dateline show 3f2a91c0 --why
  dateline show reports/a.txt
""",
    "read": """\
examples:
  dateline read report.txt --published 2012-03-06
  dateline read reports/ more.jsonl.gz        folders are read whole
  curl -s https://... | dateline read -       standard input: text, HTML or JSON lines
  dateline read reports.jsonl --json > records.jsonl

JSON lines bear id, title, text, published, publisher, url, language; only text is needed.
What was read before is not read again, so a run that was stopped goes on where it was.
""",
    "brief": """\
examples:
  dateline brief
  dateline brief --as-of 2012-03-08           as one could have known it on that day
  dateline brief --since 2012-03-01 --place Homs
  dateline brief --markdown > brief.md
""",
    "find": """\
examples:
  dateline find Annan Damascus                reports that bear both words
  dateline find "red cross" --kind event      events told in words that bear the phrase
""",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    parser = _parser()
    args = parser.parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # no word of a report may break the output, whatever the terminal can show
    if not args.command:
        parser.print_help()
        return 2
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        status = run(args)
        sys.stdout.flush()
        return status
    except DatelineError as error:
        from dateline.issues import printable

        print(f"dateline: {printable(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("dateline: stopped", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + _SIGPIPE


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser("dateline", description=_ABOUT, epilog=_EXAMPLES["dateline"], formatter_class=Verbatim)
    parser.add_argument("--version", action="version", version=f"dateline {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str, examples: str | None = None) -> argparse.ArgumentParser:
        epilog = examples or _EXAMPLES.get(name)
        made = commands.add_parser(name, help=help, description=f"{help.capitalize()}.", epilog=epilog, formatter_class=Verbatim)
        made.set_defaults(run=run)
        return made

    read = command("read", _read, "read reports and keep their record")
    read.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, or - for standard input: .txt .md .html .json .jsonl, also as .gz")
    read.add_argument("--published", metavar="DATE", help="the day (2012-03-06) of reports that bear none")
    read.add_argument("--json", action="store_true", help="print the records as JSON lines and keep nothing")
    read.add_argument("--processes", type=at_least_one, metavar="N", help="how many read at once (default: one a core, if there is work for them)")
    read.add_argument("--quiet", action="store_true", help="no progress; what could not be read is still told")
    _add_store(read)

    brief = command("brief", _brief, "what the store holds as a situation report, every line with its sentence")
    brief.add_argument("--since", metavar="DAY", help="only what was told from that day (2012-03-06) on (default: 90 days), and what changed since")
    brief.add_argument("--place", metavar="PLACE", help="only of there, or of places in it")
    brief.add_argument("--actor", metavar="NAME", help="only of what one so named does, says or is told of")
    brief.add_argument("--evidence", choices=("end", "inline", "none"), default="end", help="sentences at the end, under each line, or none")
    _add_moments(brief)
    _add_markdown(brief)
    _add_store(brief)

    happenings = happenings_command.add_command(command)
    _add_moments(happenings)
    _add_markdown(happenings)
    _add_store(happenings)
    figures = figures_command.add_command(command)
    _add_moments(figures)
    _add_store(figures)
    agenda = agenda_command.add_command(command)
    _add_moments(agenda)
    _add_markdown(agenda)
    _add_store(agenda)
    for made in actors_command.add_commands(commands):
        _add_moments(made)
        _add_markdown(made)
        _add_store(made)
    changes = changes_command.add_command(command)
    _add_moments(changes)
    _add_store(changes)

    find = command("find", _find, "search what was kept, in any script")
    find.add_argument("words", nargs="+", metavar="WORDS", help="all must occur; words in quotation marks stand together")
    find.add_argument("--kind", choices=KINDS, default="report", help="what to look for (default: report)")
    find.add_argument("--limit", type=at_least_one, default=20, metavar="N", help="how many to show (default: 20)")
    _add_moments(find)
    _add_store(find)

    show = command("show", _show, "a record with its sentence and its fields, or a report with its records")
    show.add_argument("id", metavar="ID", help="id of a record or report, or how it begins; or what the report is called, as its file's name")
    show.add_argument("--why", action="store_true", help="of an event, also the frame of the lexicon that told it and the words that fired")
    _add_moments(show)
    _add_store(show)

    _add_store(judge_command.add_command(command))
    importing.add_gazetteer(commands)
    demo = command("demo", _demo, "read the bundled reports and print their brief")
    _add_markdown(demo)
    demo.add_argument("--store", metavar="FILE", help="keep what was read there, to try show and find on it (default: nothing is kept)")
    return parser


def _add_markdown(command: argparse.ArgumentParser) -> None:
    command.add_argument("--markdown", action="store_true", help="as Markdown, also on a terminal")


def _add_moments(command: argparse.ArgumentParser) -> None:
    news = "only what was published by then (2012-03-08, or 2012-03-08T12:00), of an edited report the version that was out"
    command.add_argument("--as-of", metavar="MOMENT", help=news)
    command.add_argument("--as-kept", metavar="MOMENT", help="what the store held, and what people had put right, by then")


def _add_store(command: argparse.ArgumentParser) -> None:
    default = os.environ.get("DATELINE_STORE") or STORE
    command.add_argument("--store", default=default, metavar="FILE", help=f"the store (default: $DATELINE_STORE, else {STORE} in this folder)")


# Verbs


def _read(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.progress import Ahead, Meter, Tally
    from dateline.records.lines import to_line

    slow = args.processes is None and args.paths == ["-"] and _input_is_slow()
    sources = Ahead(api.open_inputs(args.paths, published=args.published), slow=slow)
    tally = Tally()
    ended: BaseException | None = None
    with Meter(sys.stderr, sources, quiet=args.quiet) as meter:
        try:
            processes = 1 if slow else args.processes
            for one in api.stream_sources(sources, store=None if args.json else args.store, processes=processes, slow=slow):
                tally.add(one)
                if args.json and one.report is not None and not one.unchanged:
                    sys.stdout.buffer.writelines(to_line(told) + b"\n" for told in (one.report, *one.records))
                    if slow:
                        sys.stdout.flush()
                if one.report is not None:
                    meter.done(one.report)
        except (KeyboardInterrupt, DatelineError) as error:
            ended = error
    sys.stdout.flush()
    if tally.given or not isinstance(ended, DatelineError):
        for line in tally.lines():
            print(line, file=sys.stderr)
    if isinstance(ended, DatelineError):
        raise ended
    if ended is not None:
        print("dateline: stopped" + ("" if args.json else "; what is read is kept, run the same command again to go on"), file=sys.stderr)
        return 128 + signal.SIGINT
    if not (tally.read or tally.unchanged):
        return 1
    if sys.stderr.isatty() and not (args.json or args.quiet):
        print(f"dateline: to see what they say: dateline brief{_at(args.store)}", file=sys.stderr)
    return 0


def _at(store: str) -> str:
    """The option by which the next command finds the store, where it would not without."""
    return "" if store == (os.environ.get("DATELINE_STORE") or STORE) else f" --store {shlex.quote(store)}"


def _input_is_slow() -> bool:
    """Whether standard input may be written only now and then: it is no file on a disk."""
    try:
        return not stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # it is closed, or was put in place by a program
        return False


def _brief(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.brief import rows_of
    from dateline.faces.terminal import show

    made = api.brief(args.store, as_of=args.as_of, kept=args.as_kept, since=args.since, place=args.place, actor=args.actor)
    show(rows_of(made, args.evidence), sys.stdout, plain=args.markdown)
    if not made.reports:
        from dateline.faces.nothing import hints

        for hint in hints({"place": args.place, "actor": args.actor}):
            print(f"dateline: {hint}", file=sys.stderr)
    return 0


def _show(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.details import record_rows, report_rows, why_rows
    from dateline.faces.terminal import show

    found = api.open_named(args.store, args.id, as_of=args.as_of, kept=args.as_kept)
    if not isinstance(found, api.Opened):
        if args.why:
            raise DatelineError(f"{args.id} is a report: --why tells of an event, whose id the report shows")
        show(report_rows(*found), sys.stdout)
        return 0
    why = api.why(found) if args.why else None
    show([*record_rows(found), *(why_rows(why, found.report) if why is not None else ())], sys.stdout)
    return 0


def _query(words: Sequence[str]) -> str:
    """The words as a search asks for them: those of several are a phrase."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _find(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.details import hit_rows
    from dateline.faces.nothing import nowhere_words
    from dateline.faces.terminal import show

    look = partial(api.find, args.store, kind=args.kind, as_of=args.as_of, kept=args.as_kept)
    hits = look(_query(args.words), limit=args.limit)
    if not hits:
        absent = [word for word in args.words if any(map(str.isalnum, word)) and not look(_query([word]), limit=1)]
        print(f"dateline: {nowhere_words(args.words, absent)}", file=sys.stderr)
        return 1
    show((row for hit in hits for row in hit_rows(hit)), sys.stdout)
    return 0


def _demo(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.brief import rows_of
    from dateline.faces.terminal import show

    show(rows_of(api.demo(store=args.store)), sys.stdout, plain=args.markdown)
    if args.store is None:
        print("dateline: nothing was kept; dateline demo --store demo.sqlite keeps it, for brief, find, show and the others", file=sys.stderr)
    else:
        print(f"dateline: to ask for more: dateline happenings{_at(args.store)} --place Homs", file=sys.stderr)
    return 0
