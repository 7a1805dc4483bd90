"""The words of lexicons/dossiers.toml, checked when loaded: by which triggers somebody takes a position, and which nouns name a body."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml

Stance = Literal["for", "against", "asks for", "refuses", "offers", "threatens", "denies"]

_FILE = "dossiers.toml"
_OPENINGS = ("common", "blaming", "said", "opposing", "wanting")  # lists of how words open
_NAMES: Mapping[str, Stance | None] = {"none": None, "asks": "asks for", **{s: s for s in get_args(Stance) if " " not in s}}


@dataclass(frozen=True)
class Lexicon:
    """The words of lexicons/dossiers.toml: type → stance → what a trigger must bear; the first that fits holds, null means no stance."""

    triggers: Mapping[str, Mapping[Stance | None, re.Pattern[str]]]
    collectives: frozenset[str]
    nobodies: frozenset[str]
    common: re.Pattern[str]
    blaming: re.Pattern[str]
    said: re.Pattern[str]
    opposing: re.Pattern[str]
    wanting: re.Pattern[str]
    question: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon. Raises LexiconError where a list is missing, empty, not lower case, or of no stance."""
    data = toml(_FILE)
    types = {name: words for name, words in data.items() if name.isupper()}
    for type, stances in types.items():
        if not set(stances) <= set(_NAMES):
            raise LexiconError(f"{_FILE}: [{type}] names no stance: give {', '.join(_NAMES)}")
    lists = {f"{t}.{s}": words for t, stances in types.items() for s, words in stances.items()}
    lists |= {name: data.get(name, []) for name in ("collectives", "nobodies")}
    lists |= {name: data.get(name, {}).get("words", []) for name in (*_OPENINGS, "question")}
    for name, words in lists.items():
        if not words or any(not isinstance(w, str) or w != w.lower().strip() for w in words):
            raise LexiconError(f"{_FILE}: {name} must be a list of words in lower case; reinstall dateline")
    triggers = {t: {_NAMES[s]: _opening(words) for s, words in stances.items()} for t, stances in types.items()}
    return Lexicon(
        triggers=triggers,
        collectives=frozenset(lists["collectives"]),
        nobodies=frozenset(lists["nobodies"]),
        question=re.compile(rf"\W*(?:{'|'.join(lists['question'])})\b", re.IGNORECASE),
        **{name: _opening(lists[name]) for name in _OPENINGS},
    )


def _opening(words: Sequence[str]) -> re.Pattern[str]:
    """Matches a word that opens so, or is one that is written with a stop."""
    some = (re.escape(w.removesuffix(".")) + (r"\b" if w.endswith(".") else "") for w in words)
    return re.compile(rf"\b(?:{'|'.join(some)})", re.IGNORECASE)
