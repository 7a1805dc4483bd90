"""`dateline agenda`: its options, and what it prints."""

import argparse
import sys
from collections.abc import Callable

_EXAMPLES = """\
examples:
  dateline agenda                              what lies ahead, and what came of the last seven days
  dateline agenda --since 2012-03-05 --until 2012-03-12
  dateline agenda --as-of 2012-03-06           as one could have known it on that day
  dateline agenda --actor Annan --outcome refused

Visits, meetings and votes that are planned, and other acts that are to be done on or by a day, each once. What became of one is told by a later
report: it took place, was refused, called off, or did not take place; where no report tells that after its day, it is unknown. Under each stand the
steps, who says so, the sentence, and why it is taken to tell of this plan. The ids are of events: `dateline show` opens them.
"""


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, by its `command` (name, run, help, examples); moments, --markdown and the store are the caller's."""
    made = command("agenda", _agenda, "what is due between two days, and what became of what was", _EXAMPLES)
    made.add_argument("--since", metavar="DAY", help="only what is due on that day (2012-03-05) or later")
    made.add_argument("--until", metavar="DAY", help="only what is due on that day or earlier")
    made.add_argument("--place", metavar="PLACE", help="only there, or in places in it")
    made.add_argument("--actor", metavar="NAME", help="only what one so named is to do, or is to be met by")
    made.add_argument(
        "--outcome", metavar="OUTCOME", help='only of this outcome: ahead, "took place", refused, "called off", "did not take place", unknown'
    )
    return made


def _agenda(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.agenda import agenda_rows
    from dateline.faces.terminal import show

    wanted = {name: getattr(args, name) for name in ("since", "until", "place", "actor", "outcome")}
    found = api.agenda(args.store, **wanted, as_of=args.as_of, kept=args.as_kept)
    if not found:
        from dateline.faces.nothing import nothing_words

        print(f"dateline: {nothing_words('nothing is due', wanted)}", file=sys.stderr)
        return 1
    show(agenda_rows(found), sys.stdout, plain=args.markdown)
    return 0
