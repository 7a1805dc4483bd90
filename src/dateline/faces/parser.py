"""The parser of the command line: help with its examples as they are written, and misuse answered in one line that says what to do."""

import argparse
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

# What the base class says.
_NO_COMMAND = re.compile(r"argument (?:COMMAND|VERB): invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)
_NO_CHOICE = re.compile(r"argument (.*): invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)
_NO_VALUE = re.compile(r"argument (.*): expected (?:one argument|at least one argument)")
_NOT_BOTH = re.compile(r"argument (.*): not allowed with argument (.*)")
_MISSING = re.compile(r"the following arguments are required: (.*)")
_MOST = 1_000_000_000  # no list is longer, and no database counts for ever


def at_least_one(text: str) -> int:
    """A whole number from 1 on, a thousand million at most. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 1 on")
    return min(int(text), _MOST)


class Verbatim(argparse.RawDescriptionHelpFormatter):
    """Help that leaves examples as they are, with commands and what they do on one line."""

    def add_argument(self, action: argparse.Action) -> None:
        """As the base does, which forgets that commands stand further in."""
        super().add_argument(action)
        if action.nargs == argparse.PARSER and action.choices is not None:
            longest = max(map(len, map(str, action.choices)))
            self._action_max_length = max(self._action_max_length, longest + self._current_indent + 2 * self._indent_increment)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line that says what to do, and names the command or the option that was meant."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As the base does; what a command does not know is told by the command itself."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unknown(unknown))
        return parsed, unknown

    def error(self, message: str) -> NoReturn:
        """Ends with status 2."""
        self.exit(2, f"dateline: {self._plainly(message)} (see {self.prog} --help)\n")

    def _plainly(self, message: str) -> str:
        """What the base class says, in other words."""
        if (said := _NO_COMMAND.fullmatch(message)) is not None:
            return f"there is no command {said[1]}{_meant(said[1], _names(said[2]))}"
        if (said := _NO_CHOICE.fullmatch(message)) is not None:
            return f"{said[1]} is one of {', '.join(_names(said[3]))}, and not {said[2]}"
        if (said := _NO_VALUE.fullmatch(message)) is not None:
            return f"{said[1]} needs a value{self._help(said[1])}"
        if (said := _NOT_BOTH.fullmatch(message)) is not None:
            return f"{said[1]} and {said[2]} do not go together: give one of them"
        if (said := _MISSING.fullmatch(message)) is not None:
            return f"give {said[1].replace(', ', ' and ')}{self._help(said[1])}"
        return message

    def _unknown(self, words: Sequence[str]) -> str:
        options = [option for action in self._actions for option in action.option_strings]
        return f"{' '.join(words)} is not understood here{_meant(words[0].partition('=')[0], options)}"

    def _help(self, name: str) -> str:
        """What an argument is, by its name or the names that it goes by; of a verb, which there are."""
        action = next((one for one in self._actions if name in (one.metavar, *one.option_strings, "/".join(one.option_strings))), None)
        if action is None or isinstance(action.choices, Mapping):
            return f": {', '.join(action.choices)}" if action is not None and action.choices else ""
        return f": {action.help}" if action.help else ""


def _names(listed: str) -> list[str]:
    """Those of a list as the base class gives it: "'read', 'brief'" or, by a newer Python, "read, brief"."""
    return [name.strip(" '") for name in listed.split(",")]


def _meant(word: str, among: Sequence[str]) -> str:
    near = get_close_matches(word, among, 1)
    return f"; did you mean {near[0]}?" if near else ""
