"""The words of time expressions, from lexicons/times.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.annotate.numbers import lexicon as number_words
from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml


@dataclass(frozen=True)
class Words:
    """Each table of times.toml; phrases are tuples of lower-case words. `numbers` and `multipliers` are those of number phrases."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, str]
    dayparts: Mapping[str, str]
    days: Mapping[str, tuple[int, str]]
    clock: Mapping[str, str]
    units: Mapping[str, tuple[str, int]]
    sets: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    references: Mapping[tuple[str, ...], str]
    holidays: Mapping[tuple[str, ...], tuple[int, int]]
    movable: Mapping[tuple[str, ...], tuple[int, int, int]]  # month, weekday, which one in the month
    counts: Mapping[tuple[str, ...], float]
    ordinals: Mapping[str, int]
    decades: Mapping[str, int]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    ends: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    between: frozenset[str]  # lemmas between a verb of saying and the day it was said
    tallies: frozenset[str]
    wars: frozenset[str]
    kin: Mapping[str, str]  # a word that tells of an event to the name of its family


@cache
def lexicon() -> Words:
    """The shipped words of time. Raises LexiconError where a word names two points of time."""
    return build(toml("times.toml"))


def build(data: Mapping[str, Any]) -> Words:
    """The words of parsed TOML. Raises LexiconError where a word names two points of time, or a phrase two references."""
    _points_apart(data)
    numbers = number_words()
    return Words(
        weekdays=data["weekdays"],
        months=data["months"],
        seasons=data["seasons"],
        dayparts=data["dayparts"],
        days={word: (int(shift), str(part)) for word, (shift, part) in data["days"].items()},
        clock=data["clock"],
        units={word: (str(letter), int(size)) for word, (letter, size) in data["units"].items()},
        sets=data["sets"],
        before=data["before"],
        after=data["after"],
        references=inverted({k: [tuple(p.split()) for p in ps] for k, ps in data["references"].items()}, "times.toml, [references]"),
        holidays={tuple(k.split()): (int(v[:2]), int(v[3:])) for k, v in data["holidays"].items()},
        movable={tuple(k.split()): (v[0], v[1], v[2]) for k, v in data["movable"].items()},
        counts={tuple(k.split()): float(v) for k, v in data["counts"].items()},
        ordinals=data["ordinals"],
        decades=data["decades"],
        numbers=numbers.words,
        multipliers=numbers.multipliers,
        ends={k: frozenset(v) for k, v in data["ends"].items()},
        verbs={k: frozenset(v) for k, v in data["verbs"].items()},
        between=frozenset(data["verbs"]["between"]),
        tallies=frozenset(data["tallies"]["words"]),
        wars=frozenset(data["wars"]["words"]),
        kin=inverted(data["kin"], "times.toml, [kin]"),
    )


def _points_apart(data: Mapping[str, Any]) -> None:
    seen: dict[str, str] = {}
    for name in ("weekdays", "months", "seasons", "dayparts", "days", "clock", "units", "sets", "decades"):
        for word in data[name]:
            if seen.setdefault(word, name) != name:
                raise LexiconError(f'times.toml: "{word}" stands in [{seen[word]}] and in [{name}]; keep one')
