"""The words of lexicons/brief.toml, checked when loaded."""

import re
from dataclasses import dataclass, fields
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml


@dataclass(frozen=True)
class Vocabulary:
    """`voting` and `denying` match a word that tells of a vote, or that something is not so; `leaning` one on which the act behind it hangs; `aside`
    the opening of one behind a name; `relative` an opening and `hanging` an end that are no part of a sentence; `possessive` are pronouns."""

    voting: re.Pattern[str]
    denying: re.Pattern[str]
    leaning: re.Pattern[str]
    aside: re.Pattern[str]
    relative: re.Pattern[str]
    hanging: re.Pattern[str]
    possessive: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary. Raises LexiconError where a list is missing, empty or not lower case."""
    data = toml("brief.toml")
    for name in (f.name for f in fields(Vocabulary) if f.name != "aside"):
        words = data.get(name)
        if not words or any(not isinstance(w, str) or w != w.lower() for w in words):
            raise LexiconError(f"brief.toml: {name} must be a list of words in lower case; reinstall dateline")
    return Vocabulary(
        voting=_pattern(r"\b{}", data["voting"]),
        denying=_pattern(r"\b{}|n['’]t\b", data["denying"]),
        leaning=_pattern(r"\b{}\s+$", data["leaning"]),
        aside=_pattern(r",\s+{}\s+", data["relative"]),
        relative=_pattern(r"^{}\s+", data["relative"]),
        hanging=_pattern(r"(?:\s+{})+$", data["hanging"]),
        possessive=frozenset(data["possessive"]),
    )


def _pattern(around: str, words: list[str]) -> re.Pattern[str]:
    return re.compile(around.format(f"(?:{'|'.join(map(re.escape, words))})"), re.IGNORECASE)
