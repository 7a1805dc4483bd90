"""The words of lexicons/merging.toml, checked when loaded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml


@dataclass(frozen=True)
class Vocabulary:
    """Patterns of words: of letting in or talking (`admittance`), of a visit, of what was before; of what becomes of plans, each as its list in the
    file says; of what can be planned (`affairs`), and of those of them that tell no plan by themselves (`common`). `anyone` are nouns that any count
    of people may count, `hollow` words of four letters and more that tell nothing of what a plan is about."""

    admittance: re.Pattern[str]
    visiting: re.Pattern[str]
    earlier: re.Pattern[str]
    moving: re.Pattern[str]
    anew: re.Pattern[str]
    calling_off: re.Pattern[str]
    refusing: re.Pattern[str]
    unfulfilled: re.Pattern[str]
    partly: re.Pattern[str]
    staying: re.Pattern[str]
    hosting: re.Pattern[str]
    deciding: re.Pattern[str]
    vetoing: re.Pattern[str]
    affairs: re.Pattern[str]
    common: re.Pattern[str]
    votes: re.Pattern[str]
    leaving: re.Pattern[str]
    ending: re.Pattern[str]
    anyone: frozenset[str]
    hollow: frozenset[str]


_WORDS = ("anyone", "hollow")
_PATTERNS = tuple(f.name for f in fields(Vocabulary) if f.name not in _WORDS)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary. Raises LexiconError where a list is missing, empty or not lower case."""
    data = toml("merging.toml")
    for name in (*_PATTERNS, *_WORDS):
        words = data.get(name)
        if not words or any(not isinstance(w, str) or w != w.lower().strip() for w in words):
            raise LexiconError(f"merging.toml: {name} must be a list of words in lower case; reinstall dateline")
    patterns = {name: _any_of(data[name]) for name in _PATTERNS}
    return Vocabulary(**patterns, anyone=frozenset(data["anyone"]), hollow=frozenset(data["hollow"]))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Matches one of `words`, alone or with more before and after it; "*" at an end stands for any ending."""
    some = (re.escape(w.removesuffix("*")).replace(r"\ ", r"\s+") + (r"\w*" if w.endswith("*") else "") for w in words)
    return re.compile(rf"\b(?:{'|'.join(some)})\b", re.IGNORECASE)
