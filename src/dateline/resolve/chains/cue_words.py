"""The words of attribution, from lexicons/cues.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml
from dateline.resolve.parts import Attitude

Table = Mapping[str, Attitude]


@dataclass(frozen=True)
class Grammar:
    """Small closed lists of words; cues.toml says what each is for."""

    phrases: tuple[tuple[str, ...], ...]
    documents: frozenset[str]
    authoring: frozenset[str]
    acts: frozenset[str]
    telling: frozenset[str]
    with_clause: frozenset[str]
    reckoning: frozenset[str]
    reckoned: frozenset[str]
    listing: frozenset[str]
    bodies: frozenset[str]
    quoting: frozenset[str]
    not_said: frozenset[str]
    persons: frozenset[str]
    against: frozenset[str]
    going_on: frozenset[str]
    plain: frozenset[str]
    reporting: frozenset[str]
    giving: frozenset[str]
    no_one: frozenset[str]


@dataclass(frozen=True)
class CueWords:
    """Lemmas of cues to the attitude they tell, by what they take for their content."""

    clause: Table
    open: Table
    object: Table
    adjectives: Table
    nouns: Table
    grammar: Grammar


@cache
def lexicon() -> CueWords:
    """The shipped words of attribution. Raises LexiconError where a word tells two attitudes."""
    return build(toml("cues.toml"))


def build(data: Mapping[str, Any]) -> CueWords:
    """The words of parsed TOML. Raises LexiconError where a word tells two attitudes of one table, or an attitude is unknown."""
    grammar = {f.name: frozenset(data["grammar"][f.name]) for f in fields(Grammar) if f.name != "phrases"}
    phrases = tuple(tuple(p.split()) for p in data["grammar"]["phrases"])
    tables = {f.name: _table(data, f.name) for f in fields(CueWords) if f.name != "grammar"}
    return CueWords(**tables, grammar=Grammar(phrases=phrases, **grammar))


def _table(data: Mapping[str, Any], name: str) -> dict[str, Attitude]:
    attitudes: dict[str, Attitude] = {a: a for a in get_args(Attitude)}
    unknown = data[name].keys() - attitudes.keys()
    if unknown:
        raise LexiconError(f"cues.toml, [{name}]: no attitude is called {sorted(unknown)[0]}; use one of {', '.join(attitudes)}")
    return {word: attitudes[attitude] for word, attitude in inverted(data[name], f"cues.toml, [{name}]").items()}
