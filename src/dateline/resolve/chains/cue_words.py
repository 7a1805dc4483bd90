"""The words of attribution, from lexicons/cues.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from dateline.errors import LexiconError
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
    return build(tomllib.loads(files("dateline.lexicons").joinpath("cues.toml").read_text("utf-8")))


def build(data: Mapping[str, Any]) -> CueWords:
    """The words of parsed TOML. Raises LexiconError where a word tells two attitudes of one table, or an attitude is unknown."""
    grammar = {f.name: frozenset(data["grammar"][f.name]) for f in fields(Grammar) if f.name != "phrases"}
    phrases = tuple(tuple(p.split()) for p in data["grammar"]["phrases"])
    tables = {f.name: _table(data, f.name) for f in fields(CueWords) if f.name != "grammar"}
    return CueWords(**tables, grammar=Grammar(phrases=phrases, **grammar))


def _table(data: Mapping[str, Any], name: str) -> dict[str, Attitude]:
    out: dict[str, Attitude] = {}
    for attitude, words in data[name].items():
        if attitude not in get_args(Attitude):
            raise LexiconError(f"cues.toml, [{name}]: no attitude is called {attitude}; use one of {', '.join(get_args(Attitude))}")
        for word in words:
            if out.setdefault(word, attitude) != attitude:
                raise LexiconError(f'cues.toml, [{name}]: "{word}" tells {out[word]} and {attitude}; keep one')
    return out
