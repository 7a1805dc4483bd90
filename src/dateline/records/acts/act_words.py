"""Word lists that the frames of acts lean on: classes of nouns, light verbs, instruments of attack, figures of speech."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml
from dateline.records.acts.plover import ARMED, MODES, PRIVATE, PUBLIC, QUADS, TYPES

Light = Literal["active", "suffer", "occur", "utter"]

# Classes that are not listed but follow from names, sectors and the listed ones.
DERIVED = ARMED | PUBLIC | PRIVATE | {"person", "body", "place", "people", "human", "public", "armed", "troops", "target"}


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.replace("\n", " ").split(";") if word.strip()]


def _file() -> dict[str, dict[str, str]]:
    return toml("acts.toml")


@cache
def words_of(name: str) -> frozenset[str]:
    """A plain list of the table `words`; acts.toml says what each is for."""
    return frozenset(_listed(_file()["words"][name]))


@cache
def classes() -> frozenset[str]:
    """Every class that a condition may ask for."""
    return DERIVED | frozenset(_file()["classes"])


@cache
def classes_of_word() -> Mapping[str, frozenset[str]]:
    """Lemma of a common noun → the classes that list it."""
    out: dict[str, set[str]] = {}
    for name, words in _file()["classes"].items():
        for word in _listed(words):
            out.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in out.items()}


@cache
def light_verbs() -> Mapping[str, Light]:
    """Verbs that lend an act told by a noun their subject: as actor ("launch an attack", or of acts of words
    alone, "voice a protest"), as recipient ("suffer"), or only say that it took place."""
    kinds: tuple[Light, ...] = get_args(Light)
    return inverted({kind: _listed(_file()["light"][kind]) for kind in kinds}, "acts.toml, [light]")


@cache
def instruments() -> Mapping[str, tuple[str, str]]:
    """Word or pair of words for a means of attack → the mode that it tells, and its CAMEO code."""
    out: dict[str, tuple[str, str]] = {}
    for mode, told in _file()["instruments"].items():
        cameo, _, words = told.partition(":")
        if mode not in MODES["ASSAULT"]:
            raise LexiconError(f"acts.toml: ASSAULT has no mode {mode!r}; reinstall dateline")
        for word in _listed(words):
            if out.setdefault(word, (mode, cameo.strip()))[0] != mode:
                raise LexiconError(f"acts.toml: {word!r} tells both {out[word][0]} and {mode}; reinstall dateline")
    return out


@cache
def answers() -> Mapping[str, frozenset[str]]:
    """Noun for an act of words that can be answered → the types of act that it may name: an offer AGREE or CONCEDE."""
    out: dict[str, set[str]] = {}
    for kind, words in _file()["answers"].items():
        if kind not in QUADS:
            raise LexiconError(f"acts.toml, [answers]: PLOVER has no type {kind!r}; reinstall dateline")
        for word in _listed(words):
            out.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in out.items()}


@cache
def _names_again() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Noun that may name an act told before → the types of that act, each with the modes or contexts one of which it has; none where any will do."""
    out: dict[str, dict[str, frozenset[str]]] = {}
    for row, nouns in _file()["again"].items():
        kind, _, marks = row.partition(" ")
        if kind not in TYPES:
            raise LexiconError(f"acts.toml, [again]: no type is called {kind!r}; reinstall dateline")
        for noun in _listed(nouns):
            out.setdefault(noun, {})[kind] = frozenset(marks.split())
    return out


def names_again(noun: str) -> Mapping[str, frozenset[str]]:
    """The types of act that a noun, told as known, may name, each with the modes or contexts one of which such an act has; none where any will do."""
    return _names_again().get(noun, {})


@cache
def figures_of_speech() -> frozenset[str]:
    """Pairs of words that name no act of politics or violence: "price war", "heart attack"."""
    return frozenset(_listed(_file()["figurative"]["words"]))
