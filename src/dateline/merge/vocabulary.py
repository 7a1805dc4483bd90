"""The words of lexicons/merging.toml, checked when loaded."""

import re
from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml


@dataclass(frozen=True)
class Vocabulary:
    """`admittance` matches a word of letting in or talking, `visiting` one of a visit; `anyone` are nouns that any count of people may count."""

    admittance: re.Pattern[str]
    visiting: re.Pattern[str]
    anyone: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary. Raises LexiconError where a list is missing, empty or not lower case."""
    data = toml("merging.toml")
    for name in ("admittance", "visiting", "anyone"):
        words = data.get(name)
        if not words or any(not isinstance(w, str) or w != w.lower().strip() for w in words):
            raise LexiconError(f"merging.toml: {name} must be a list of words in lower case; reinstall dateline")
    return Vocabulary(_beginning(data["admittance"]), _beginning(data["visiting"]), frozenset(data["anyone"]))


def _beginning(openings: list[str]) -> re.Pattern[str]:
    """Matches a word that begins with one of `openings`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, openings))})", re.IGNORECASE)
