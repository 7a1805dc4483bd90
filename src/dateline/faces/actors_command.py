"""`dateline actors`: who acts or speaks, the dossier of one of them, and the import of more that are known."""

import argparse
import sys
from typing import NamedTuple

from dateline.faces import importing
from dateline.faces.parser import Verbatim, at_least_one

_ABOUT = "who the reports tell of: a list, one actor's dossier, and people and organisations that others publish"
_LIST = """\
examples:
  dateline actors list --country Syria --limit 20
  dateline actors list --as-of 2012-03-06

Those of whom most independent reports tell stand first. What names nobody ("gunmen", "activists") is listed with its country, and is one actor only
within it. The last words of a line are the id by which `dateline actors show` finds it.
"""
_SHOW = """\
examples:
  dateline actors show "Kofi Annan"
  dateline actors show Lavrov --since 2012-03-01 --until 2012-03-31
  dateline actors show gov:SYR --as-of 2012-03-06     as one could have known it on that day

A position is what one record tells: for, against, asks for, refuses, offers, threatens or denies, with the words of the text. Where a record tells
none, there is none. Behind the dots stand those on whose word it is, and the id that `dateline show` opens.
"""


class Made(NamedTuple):
    """The commands that ask a store; its options are the caller's to add."""

    list: argparse.ArgumentParser
    show: argparse.ArgumentParser


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> Made:
    """Puts `actors` with its verbs into the command line."""
    group = commands.add_parser("actors", help=_ABOUT, description=f"{_ABOUT.capitalize()}.", formatter_class=Verbatim)
    verbs = group.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    def verb(name: str, help: str, examples: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=help, description=f"{help.capitalize()}.", epilog=examples, formatter_class=Verbatim)

    listed = verb("list", "who acts or speaks, by how many independent reports tell of it", _LIST)
    listed.add_argument("--country", metavar="COUNTRY", help="only of this country: its name, or its code of three letters")
    listed.add_argument("--limit", type=at_least_one, default=30, metavar="N", help="how many to show (default: 30)")
    listed.set_defaults(run=_list)
    shown = verb("show", "one actor: names, posts, positions over time, what it did, said, was told and is accused of", _SHOW)
    shown.add_argument("name", metavar="NAME", help="a name, the end of one, or an id")
    shown.add_argument("--since", metavar="DAY", help="only of that day (2012-03-01) and later")
    shown.add_argument("--until", metavar="DAY", help="only of that day and earlier")
    shown.set_defaults(run=_show)
    importing.add_actors(verbs)
    return Made(listed, shown)


def _list(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.dossier import actor_rows
    from dateline.faces.terminal import show

    found = api.actors(args.store, country=args.country, limit=args.limit, as_of=args.as_of, kept=args.as_kept)
    if not found:
        of = f" of {args.country}" if args.country else ""
        print(f"dateline: nobody{of} acts or speaks in what is kept", file=sys.stderr)
        return 1
    show(actor_rows(found), sys.stdout, plain=args.markdown)
    return 0


def _show(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.dossier import dossier_rows
    from dateline.faces.terminal import show

    found = api.dossier(args.store, args.name, since=args.since, until=args.until, as_of=args.as_of, kept=args.as_kept)
    show(dossier_rows(found), sys.stdout, plain=args.markdown)
    return 0
