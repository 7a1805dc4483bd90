"""The parser of the command line: help with its examples as they are written, and misuse answered in one line that says what to do."""

import argparse
import re
from difflib import get_close_matches
from typing import NoReturn

_NO_COMMAND = re.compile(r"argument (?:COMMAND|VERB): invalid choice: '(.*)' \(choose from (.*)\)")


def at_least_one(text: str) -> int:
    """A whole number from 1 on. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 1 on")
    return int(text)


class Verbatim(argparse.RawDescriptionHelpFormatter):
    """Help that leaves examples as they are, with commands and what they do on one line."""

    def add_argument(self, action: argparse.Action) -> None:
        """As the base does, which forgets that commands stand further in."""
        super().add_argument(action)
        if action.nargs == argparse.PARSER and action.choices is not None:
            longest = max(map(len, map(str, action.choices)))
            self._action_max_length = max(self._action_max_length, longest + self._current_indent + 2 * self._indent_increment)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and name the command that was meant."""

    def error(self, message: str) -> NoReturn:
        """Ends with status 2."""
        if (wrong := _NO_COMMAND.fullmatch(message)) is not None:
            near = get_close_matches(wrong[1], re.findall(r"'(\w+)'", wrong[2]), 1)
            message = f"there is no command {wrong[1]}" + (f"; did you mean {near[0]}?" if near else "")
        self.exit(2, f"dateline: {message} (see {self.prog} --help)\n")
