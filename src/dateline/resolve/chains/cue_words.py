"""The words of attribution, from lexicons/cues.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
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
    courtesies: frozenset[str]
    not_said: frozenset[str]
    persons: frozenset[str]
    against: frozenset[str]
    going_on: frozenset[str]
    going_over: frozenset[str]
    plain: frozenset[str]
    reporting: frozenset[str]
    giving: frozenset[str]
    no_one: frozenset[str]
    finding: frozenset[str]
    inquiring: frozenset[str]
    footage: frozenset[str]
    of_matters: frozenset[str]
    charging: frozenset[str]
    of_stances: frozenset[str]
    occasions: frozenset[str]
    citing: frozenset[str]
    views: frozenset[str]
    favour: frozenset[str]
    hearsay_nouns: frozenset[str]
    receiving: frozenset[str]
    unstated: frozenset[str]
    tellers: frozenset[str]
    notes: frozenset[str]


@dataclass(frozen=True)
class CueWords:
    """Lemmas of cues to the attitude they tell, by what they take for their content."""

    clause: Table
    open: Table
    object: Table
    naming: Table
    adjectives: Table
    nouns: Table
    hearsay: Table
    hearsay_adverbs: Table
    ties: Mapping[Attitude, frozenset[str]]
    pairs: Mapping[str, frozenset[str]]
    grammar: Grammar

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Every verb that may be a cue, without its particle or preposition."""
        grammar = self.grammar
        keys = (self.clause, self.open, self.object, self.naming, self.hearsay, grammar.finding, grammar.citing, grammar.listing, grammar.reckoning)
        return frozenset(key.partition("_")[0] for table in keys for key in table)

    @cached_property
    def judged(self) -> frozenset[str]:
        """Nouns for what was said, which a report may judge in passing: ", a claim that the army denies", ", a figure that could not be verified"."""
        return frozenset(self.nouns) | self.grammar.reckoned

    @cached_property
    def papers(self) -> frozenset[str]:
        """Nouns of what speaks for whoever made it, or for nobody in particular."""
        return self.grammar.documents | self.grammar.footage | self.grammar.hearsay_nouns


@cache
def lexicon() -> CueWords:
    """The shipped words of attribution. Raises LexiconError where a word tells two attitudes."""
    return build(toml("cues.toml"))


def build(data: Mapping[str, Any]) -> CueWords:
    """The words of parsed TOML. Raises LexiconError where a word tells two attitudes of one table, or an attitude is unknown."""
    grammar = {f.name: frozenset(data["grammar"][f.name]) for f in fields(Grammar) if f.name != "phrases"}
    phrases = tuple(tuple(p.split()) for p in data["grammar"]["phrases"])
    tables = {f.name: _table(data, f.name) for f in fields(CueWords) if f.name not in ("grammar", "ties", "pairs")}
    ties = {attitude: frozenset(prepositions) for attitude, prepositions in _attitudes(data, "ties").items()}
    pairs = {noun: frozenset(labels) for noun, labels in data["pairs"].items()}
    return CueWords(**tables, ties=ties, pairs=pairs, grammar=Grammar(phrases=phrases, **grammar))


def _table(data: Mapping[str, Any], name: str) -> dict[str, Attitude]:
    return inverted(_attitudes(data, name), f"cues.toml, [{name}]")


def _attitudes(data: Mapping[str, Any], name: str) -> dict[Attitude, list[str]]:
    """What a table lists for each attitude. Raises LexiconError where one is unknown."""
    known: dict[str, Attitude] = {a: a for a in get_args(Attitude)}
    unknown = data[name].keys() - known.keys()
    if unknown:
        raise LexiconError(f"cues.toml, [{name}]: no attitude is called {sorted(unknown)[0]}; use one of {', '.join(known)}")
    return {known[attitude]: words for attitude, words in data[name].items()}
