"""`dateline happenings`: its options, and what it prints."""

import argparse
import sys
from collections.abc import Callable

_EXAMPLES = """\
examples:
  dateline happenings --place Homs --since 2012-03-01 --until 2012-03-07
  dateline happenings --about talks --actor "Kofi Annan"
  dateline happenings --as-of 2012-03-06      as one could have known it on that day

Each thing is told once, however many reports tell of it. Where they differ, the values stand side by side with who gives them. A copy of another
report is no origin of its own. Places are looked up in the gazetteer: Homs is in Syria. The ids are of events: `dateline show` opens them.
"""


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, by its `command` (name, run, help, examples); the store and --markdown are the caller's to add."""
    about = "what happened, by day and place, each thing once with who says what of it"
    made = command("happenings", _happenings, about, _EXAMPLES)
    made.add_argument("--place", metavar="PLACE", help="only there, or in places in it")
    made.add_argument("--actor", metavar="NAME", help="only what one so named does, is done to, or says")
    made.add_argument("--about", metavar="WHAT", help="only what the brief tells so: deeds, talks, access, words, disputed or denied")
    made.add_argument("--type", metavar="TYPE", help="only of this type of event: ASSAULT, PROTEST, CONSULT ... (one that is none names them all)")
    made.add_argument("--since", metavar="DAY", help="only of that day (2012-03-01) and later")
    made.add_argument("--until", metavar="DAY", help="only of that day and earlier")
    return made


def _happenings(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.happenings import list_rows
    from dateline.faces.terminal import show

    wanted = {name: getattr(args, name) for name in ("place", "actor", "type", "about", "since", "until")}
    found = api.happenings(args.store, **wanted, as_of=args.as_of, kept=args.as_kept)
    if not found:
        from dateline.faces.nothing import nothing_words

        print(f"dateline: {nothing_words('nothing is kept', wanted)}", file=sys.stderr)
        return 1
    show(list_rows(found), sys.stdout, plain=args.markdown)
    return 0
