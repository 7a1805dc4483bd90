"""The words of lexicons/brief.toml, checked when loaded."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml
from dateline.records.acts.plover import PRIVATE, PUBLIC, TYPES

_LISTS = ("turning", "voting", "denying", "entry", "asking", "auxiliary", "leaning", "relative", "hanging", "possessive")


@dataclass(frozen=True)
class Vocabulary:
    """`turning`, `voting`, `denying`, `entry` and `asking` match a word that tells of a turn of events, of a vote, that something is not so, that
    somebody or something may come in, or that somebody asks; `apposed` what may stand between one who acts and the act; `leaning` a word on which the
    act behind it hangs; `aside` the opening of one behind a name; `whose` a word that ties what follows to a noun; `relative` an opening and
    `hanging` an end that are no part of a sentence; `possessive` are pronouns; `types` and `sectors` are a reader's words for the types of events and
    for the sectors of parties."""

    turning: re.Pattern[str]
    voting: re.Pattern[str]
    denying: re.Pattern[str]
    entry: re.Pattern[str]
    asking: re.Pattern[str]
    apposed: re.Pattern[str]
    leaning: re.Pattern[str]
    aside: re.Pattern[str]
    whose: re.Pattern[str]
    relative: re.Pattern[str]
    hanging: re.Pattern[str]
    possessive: frozenset[str]
    types: Mapping[str, str]
    sectors: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary. Raises LexiconError where a list is missing, empty or not lower case."""
    data = toml("brief.toml")
    for name in _LISTS:
        words = data.get(name)
        if not words or any(not isinstance(w, str) or w != w.lower() for w in words):
            raise LexiconError(f"brief.toml: {name} must be a list of words in lower case; reinstall dateline")
    types, sectors = _words(data, "types", TYPES), _words(data, "sectors", PUBLIC | PRIVATE)
    return Vocabulary(
        turning=_pattern(r"\b{}", data["turning"]),
        voting=_pattern(r"\b{}", data["voting"]),
        denying=_pattern(r"\b{}|n['’]t\b", data["denying"]),
        entry=_pattern(r"\b{}", data["entry"]),
        asking=_pattern(r"\b{}", data["asking"]),
        apposed=_pattern(r"(?: of [^,;.]+)?(?:, [^,;.]+,)? (?:{} )*", data["auxiliary"]),
        leaning=_pattern(r"\b{}\s+$", data["leaning"]),
        aside=_pattern(r",\s+{}\s+", data["relative"]),
        whose=_pattern(r"\b{}\b", data["relative"]),
        relative=_pattern(r"^{}\s+", data["relative"]),
        hanging=_pattern(r"(?:\s+{})+$", data["hanging"]),
        possessive=frozenset(data["possessive"]),
        types=types,
        sectors=sectors,
    )


def _words(data: Mapping[str, Any], name: str, codes: Collection[str]) -> dict[str, str]:
    words = dict(data.get(name, {}))
    if set(words) != set(codes) or not all(isinstance(word, str) and word for word in words.values()):
        raise LexiconError(f"brief.toml: {name} must have a word for each code of PLOVER and no other; reinstall dateline")
    return words


def _pattern(around: str, words: list[str]) -> re.Pattern[str]:
    return re.compile(around.format(f"(?:{'|'.join(map(re.escape, words))})"), re.IGNORECASE)
