"""The words of lexicons/comparing.toml, checked when loaded: by what two figures are held to count the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml

PEOPLE, CIVILIANS, FIGHTERS = "people", "civilians", "fighters"
ANY = "any"  # means that are told by no more than "attack"


@dataclass(frozen=True)
class Words:
    """Nouns by the kind of people that they name; the kind that each kind lies in; words that give fighters a side; means of harm by their words."""

    kinds: Mapping[str, str]
    within: Mapping[str, str]
    sides: Mapping[str, str]
    means: Mapping[str, str]


@cache
def words() -> Words:
    """The shipped lists. Raises LexiconError where a word stands twice in a table, or a kind lies in none that is listed."""
    return build(toml("comparing.toml"))


def build(data: Mapping[str, Any]) -> Words:
    """The lists of parsed TOML; see `words`."""
    if strange := [k for pair in data["within"].items() for k in pair if k not in data["kinds"]]:
        raise LexiconError(f"comparing.toml, [within]: {strange[0]} is no kind; use one of {', '.join(data['kinds'])}")
    kinds, sides, means = (inverted(data[name], f"comparing.toml, [{name}]") for name in ("kinds", "sides", "means"))
    return Words(kinds, data["within"], sides, means)


def forms(noun: str) -> tuple[str, ...]:
    """A lower-case noun, and what it may be without a plural ending."""
    return (noun, noun[:-1], noun[:-3] + "y") if noun.endswith("ies") else (noun, noun[:-1]) if noun.endswith("s") else (noun,)
