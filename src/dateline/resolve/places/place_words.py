"""The lexicon of words for kinds of places, and for how one place, or a predicate, stands to another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml
from dateline.resolve.parts import PlacePrecision


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`types`: type word → how fine; `sites`: what a name of a site has in it; `dropped`: types that a name goes without; `never`:
    what is no place.

    What each pattern matches is told where it is made. `relations`: preposition → at, toward, against, away; `motion` and `onto`: lemmas of
    predicates that take them; `talk`: those that are said; `deeds`: those that go on happening where the story is; `ground`: nouns that are a
    place as part of a country; `strife`: what goes on in one; `blows`: what one side deals another; `stays`: visits, where one does things;
    `standing`: what tells where one lives or is banned, not where one acts; `long`: what lasts longer than an act; `hearers`: who is told something;
    `measures`: of distance; `anaphors`: noun → how fine.
    """

    types: dict[str, PlacePrecision]
    sites: frozenset[str]
    dropped: frozenset[str]
    never: frozenset[str]
    directions: frozenset[str]
    type_after: re.Pattern[str]
    type_before: re.Pattern[str]
    held_by_next: re.Pattern[str]
    holds_next: re.Pattern[str]
    relations: dict[str, str]
    motion: frozenset[str]
    onto: frozenset[str]
    talk: frozenset[str]
    deeds: frozenset[str]
    ground: frozenset[str]
    strife: frozenset[str]
    blows: frozenset[str]
    stays: frozenset[str]
    standing: frozenset[str]
    long: frozenset[str]
    hearers: frozenset[str]
    measures: frozenset[str]
    anaphors: dict[str, PlacePrecision]


@cache
def place_words() -> PlaceWords:
    """The lexicon `place_words.toml`. Raises LexiconError where it names a kind that no record knows."""
    raw = toml("place_words.toml")
    types, anaphors = _by_word(raw["types"]), _by_word(raw["anaphors"])
    some_type = f"(?:residential\\s+)?(?:{_any(types)})s?"
    direction = f"(?:{_any(raw['directions']['words'])})"
    within, near = _any(raw["prepositions"]["inside"]), _any(raw["prepositions"]["near"])
    described = rf"(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){{0,2}}?{some_type}\s+"  # "a besieged suburb "
    predicates = raw["predicates"]
    # "50 miles (80 km) " before "south of"
    distance = rf"(?:(?:about|around|some)\s+)?[\d.,]+[\s-]*(?:{_any(predicates['measures'])})s?\.?\s+(?:\([^()]{{1,20}}\)\s+)?"
    return PlaceWords(
        types=types,
        sites=frozenset(raw["sites"]["words"]) | frozenset(raw["types"]["point"]),
        dropped=frozenset(raw["dropped"]["words"]),
        never=frozenset(raw["never"]["words"]),
        directions=frozenset(raw["directions"]["words"]),
        # right after a name: " province"; but not the state of "state television"
        type_after=re.compile(rf"\s+(?:residential\s+)?({_any(types)})\b(?!\s+(?:{_any(raw['types_not_before']['words'])})\b)", re.IGNORECASE),
        # right before a name: "province of ", "village of "
        type_before=re.compile(rf"\b({_any(types)})(?P<many>s?)\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        # between a place and what holds it: "[Douma], a suburb of [Damascus]"; "[Baba Amr] neighbourhood in [Homs]"; "[Rastan], near [Homs]"
        held_by_next=re.compile(
            rf"(?:\s+{some_type})?\s*,?\s+(?:{described})?(?:{distance})?(?P<how>(?:just\s+)?(?:{within}|{near}))\s+(?:the\s+)?(?:{direction}\s+)?(?:{some_type}\s+of\s+)?",
            re.IGNORECASE,
        ),
        # between a place and what lies in it: "[Damascus] suburb of [Douma]"; "[Homs] province town of [Rastan]"; "[Iraq]'s northern city of [Mosul]"
        holds_next=re.compile(
            rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?{some_type}\s+of\s+(?:the\s+)?|['’]s?\s+(?:{direction}\s+|{some_type}\s+)*", re.IGNORECASE
        ),
        relations={word: kind for kind in ("at", "toward", "against", "away") for word in predicates[kind]},
        motion=frozenset(predicates["motion"]),
        onto=frozenset(predicates["onto"]),
        talk=frozenset(predicates["talk"]),
        deeds=frozenset(predicates["deeds"]) | frozenset(predicates["onto"]),
        ground=frozenset(predicates["ground"]) | frozenset(predicates["strife"]) | frozenset(types),
        strife=frozenset(predicates["strife"]),
        blows=frozenset(predicates["blows"]),
        stays=frozenset(predicates["stays"]),
        standing=frozenset(predicates["standing"]),
        long=frozenset(predicates["long"]),
        hearers=frozenset(predicates["hearers"]),
        measures=frozenset(predicates["measures"]),
        anaphors=anaphors,
    )


def _by_word(kinds: dict[str, list[str]]) -> dict[str, PlacePrecision]:
    named: dict[str, PlacePrecision] = {p: p for p in get_args(PlacePrecision)}
    unknown = kinds.keys() - named.keys()
    if unknown:
        raise LexiconError(f"place_words.toml: no place is as fine as {sorted(unknown)}; reinstall dateline")
    return {word: named[kind] for word, kind in inverted(kinds, "place_words.toml").items()}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
