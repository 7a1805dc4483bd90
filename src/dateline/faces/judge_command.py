"""`dateline judge`: its options, the round of questions with one key each, and what it prints."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.merge.corrections import Action, Correction
    from dateline.merge.joined import Who

    _Asked = tuple[str | Who, ...]  # what a question is of: ids of records, or actors

_EXAMPLES = """\
examples:
  dateline judge                              events and figures, least sure first, one key each
  dateline judge --pairs                      events that may be one, least sure first, one key each
  dateline judge 3f2a91c0 --reject --reason "a drill, no attack"
  dateline judge 3f2a91c0 --set type=PROTEST
  dateline judge 3f2a91c0 --set where=Homs
  dateline judge 3f2a91c0 --set when=2012-03-05
  dateline judge 3f2a91c0 --set "actors=Syria; Free Syrian Army"
  dateline judge 3f2a91c0 77d01b2e --different
  dateline judge --actors                     actors that may be one under two names, one key each
  dateline judge "Free Army" FSA --same       two names of one actor
  dateline judge Syria "Assad regime" --different              of one actor those who are written so are another
  dateline judge "Salim Ahmad" b938d291 --different            in this report it is a namesake
  dateline judge b938d291 --reject --reason "made up"          a whole report
  dateline judge --undo 5c09aa41
  dateline judge --export judged.jsonl

The ids here are made up: dateline find, happenings and the brief show those of your store, of which the beginning is enough.
What a person decided wins over what the reader found, also when the report is read again by a newer reader, until it is undone. A value is
plain words, or JSON where a field takes more: actors and recipients are names with ";" between. With another type comes its quad, and the mode and
the CAMEO code of the old one go. Nothing of what was read is lost.
"""
_KEYS = "y accept, n reject, e edit, s skip, u undo the last, q quit"
_PAIR_KEYS = "y the same, n different, s skip, u undo the last, q quit"


def add_command(command: Callable[..., argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Puts the command into the command line, whose `command` (name, run, help, examples) makes one; the store is the caller's to add."""
    about = "put records right: accept, reject, edit, add, merge, split, undo"
    made = command("judge", _judge, about, _EXAMPLES)
    made.add_argument(
        "ids", nargs="*", metavar="ID", help="of records, or of a report to reject whole; names of actors; without any, what is least sure is asked"
    )
    does = made.add_mutually_exclusive_group()
    does.add_argument("--accept", dest="action", action="store_const", const="accept", help="it is right as it is")
    does.add_argument("--reject", dest="action", action="store_const", const="reject", help="it is not so, or not told there")
    does.add_argument("--same", dest="action", action="store_const", const="merge", help="these events, or actors, are one")
    does.add_argument("--different", dest="action", action="store_const", const="split", help="these events, or actors, are not one")
    does.add_argument("--pairs", action="store_true", help="ask which events are one, of those that nothing decides")
    does.add_argument("--actors", action="store_true", help="ask which actors are one under two names")
    does.add_argument("--set", metavar="FIELD=VALUE", help="one of its fields has this value")
    does.add_argument("--add", metavar="RECORD", help="a record that the reader missed, as JSON")
    does.add_argument("--undo", metavar="CORRECTION", help="take back what was decided, by its id in --list")
    does.add_argument("--list", action="store_true", help="what was decided, in order")
    does.add_argument("--export", type=Path, metavar="FILE", help="what was decided, as JSON lines to train on")
    made.add_argument("--weights", action="store_true", help="of what speaks for and against two being one, also how much each weighs")
    made.add_argument("--author", metavar="NAME", help="who decides (default: the login name)")
    made.add_argument("--reason", metavar="WORDS", help="why")
    return made


def _judge(args: argparse.Namespace) -> int:
    if args.list:
        return _list(args)
    if args.export is not None:
        return _export(args)
    author = args.author or _login()
    action: Action | None
    action, ids, field, value = args.action, args.ids, None, None
    if args.set is not None:
        action, (field, value) = "edit", _parted(args.set)
    elif args.undo is not None:
        action, ids = "undo", [*ids, args.undo]
    elif args.add is not None:
        action, value = "add", args.add
        if ids:
            raise DatelineError("what is added has no id yet: leave the id out")
    if action is None:
        if ids:
            raise DatelineError("say what is decided: --accept, --reject, --set FIELD=VALUE, --same or --different")
        asked = _ActorRound if args.actors else _PairRound if args.pairs else _Round
        return asked(args.store, author, args.reason, weights=args.weights).run()

    from dateline.faces import api

    made = api.judge(args.store, action, *ids, field=field, value=value, author=author, reason=args.reason)
    print(_told(made))
    return 0


def _list(args: argparse.Namespace) -> int:
    from dateline.faces import api
    from dateline.faces.put_right import correction_rows
    from dateline.faces.terminal import show

    made = api.corrections(args.store)
    if not made:
        print("dateline: nobody has put anything right", file=sys.stderr)
        return 1
    show(correction_rows(made), sys.stdout)
    return 0


def _export(args: argparse.Namespace) -> int:
    from dateline.faces import api

    told = api.examples(args.store)
    try:
        from msgspec.json import encode

        args.export.write_bytes(b"".join(encode(one) + b"\n" for one in told))
    except OSError as error:
        raise DatelineError(f"{args.export} cannot be written ({error.strerror}): name another file") from error
    print(f"dateline: {len(told)} written to {args.export}", file=sys.stderr)
    return 0


class _Round:
    """One person's round through what is least sure, an event or figure at a time."""

    keys = _KEYS
    verdicts: Mapping[str, "Action"] = {"y": "accept", "n": "reject"}

    def __init__(self, store: str, author: str, reason: str | None, *, weights: bool = False) -> None:
        self._store, self._author, self._reason, self._weights = store, author, reason, weights
        self._made: list[tuple[int, str]] = []  # which of those asked, and the correction's id
        self._ended = False  # the input, before anybody quit

    def run(self) -> int:
        """Ask until nothing is left or the person quits."""
        asked = self._asked()
        if not asked:
            print("dateline: nothing is left to judge", file=sys.stderr)
            return 1
        at = shown = 0
        while at < len(asked):
            shown += 1
            self._show(at, asked[at])
            print(f"{at + 1} of {len(asked)}: {self.keys}", flush=True)
            step = self._answered(at, asked[at])
            if step is None:
                break
            at = step
        if self._ended and shown == 1:
            print("dateline: nobody answers: run it on a terminal, or give it keys to read, as in: echo yns | dateline judge", file=sys.stderr)
            return 1
        print(f"dateline: {len(self._made)} decided", file=sys.stderr)
        return 0

    def _asked(self) -> "list[_Asked]":
        """The ids of what each question is of."""
        from dateline.faces import api

        return [(record.id,) for record in api.unsure(self._store)]

    def _show(self, at: int, ids: "_Asked") -> None:
        from dateline.faces import api
        from dateline.faces.judging import question_rows
        from dateline.faces.terminal import show

        show(question_rows(api.open_record(self._store, str(ids[0]))), sys.stdout)

    def _answered(self, at: int, ids: "_Asked") -> int | None:
        """Which is asked next, after a key that means something; None at the end."""
        while True:
            key = _key()
            if key == "":
                self._ended = True
            if key in ("", "q"):
                return None
            if key == "s":
                return at + 1
            if key == "u" and self._made:
                at, made = self._made.pop()
                self._correct("undo", made)
                return at
            if key in self.verdicts:
                self._made.append((at, self._correct(self.verdicts[key], *ids)))
                return at + 1
            if key == "e" and len(ids) == 1 and self._edit(at, str(ids[0])):
                return at  # shown once more as it is now

    def _edit(self, at: int, id: str) -> bool:
        from dateline.faces import api
        from dateline.faces.details import record_rows
        from dateline.faces.terminal import show

        show(record_rows(api.open_record(self._store, id)), sys.stdout)
        print("FIELD=VALUE, such as where=Homs: ", end="", flush=True)
        try:
            field, value = _parted(_line())
            self._made.append((at, self._correct("edit", id, field=field, value=value)))
        except DatelineError as error:
            print(f"dateline: {error}")
            return False
        return True

    def _correct(self, action: "Action", *ids: "str | Who", field: str | None = None, value: str | None = None) -> str:
        from dateline.faces import api

        made = api.judge(self._store, action, *ids, field=field, value=value, author=self._author, reason=self._reason)
        print(_told(made))
        return made.id


class _PairRound(_Round):
    """The same, through pairs of events that may be one."""

    keys = _PAIR_KEYS
    verdicts: Mapping[str, "Action"] = {"y": "merge", "n": "split"}

    def _asked(self) -> "list[_Asked]":
        from dateline.faces import api

        self._pairs = api.unsure_pairs(self._store)
        return [pair.pair for pair in self._pairs]

    def _show(self, at: int, ids: "_Asked") -> None:
        from dateline.faces import api
        from dateline.faces.judging import pair_rows
        from dateline.faces.terminal import show

        opened = [api.open_record(self._store, str(id)) for id in ids]
        show(pair_rows(self._pairs[at], opened, weights=self._weights), sys.stdout)


class _ActorRound(_Round):
    """The same, through pairs of actors that may be one."""

    keys = _PAIR_KEYS
    verdicts: Mapping[str, "Action"] = {"y": "merge", "n": "split"}

    def _asked(self) -> "list[_Asked]":
        from dateline.faces import api

        self._pairs = api.unsure_actors(self._store)
        return [(pair.left.who, pair.right.who) for pair in self._pairs]

    def _show(self, at: int, ids: "_Asked") -> None:
        from dateline.faces.terminal import show
        from dateline.faces.who import actor_pair_rows

        show(actor_pair_rows(self._pairs[at], weights=self._weights), sys.stdout)


def _told(made: "Correction") -> str:
    from dateline.faces.put_right import target_words

    what = f"undone {made.undoes[:8]}" if made.undoes else f"{made.action} {', '.join(map(target_words, made.targets))}"
    return f"{what} · {made.id[:8]}"


def _parted(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals or not field:
        raise DatelineError("an edit names a field and its value: FIELD=VALUE")
    return field.strip(), value.strip()


def _key() -> str:
    """One key, at once on a terminal; else the next character of standard input that is no blank. Empty at its end."""
    with _one_by_one():
        while (key := sys.stdin.read(1)) and key.isspace():
            pass
    return key.lower()


def _line() -> str:
    """The next line of standard input. Where keys are no terminal's, Enter may follow the key before it."""
    line = sys.stdin.readline().strip()
    return line if line or sys.stdin.isatty() else sys.stdin.readline().strip()


@contextmanager
def _one_by_one() -> Iterator[None]:
    """Within it a terminal gives its keys as they are pressed, where the system can do that; elsewhere Enter follows each."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        return os.environ.get("USER", "someone")
