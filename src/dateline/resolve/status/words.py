"""The words that carry status, from lexicons/status.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml
from dateline.resolve.status.stance import EFFECTS

Table = Mapping[str, str]


@dataclass(frozen=True)
class Grammar:
    """Small closed lists of words; status.toml says what each is for."""

    invariant: frozenset[str]
    backshifted: frozenset[str]
    inverting: frozenset[str]
    questions: frozenset[str]
    before_commands: frozenset[str]
    speech: frozenset[str]
    sudden: frozenset[str]
    perception: frozenset[str]
    disclosing: frozenset[str]
    nobody: frozenset[str]
    no_how: frozenset[str]
    no_more: frozenset[str]
    not_negating: frozenset[str]
    nearly: frozenset[str]
    in_vain: frozenset[str]
    ties: frozenset[str]
    eventuality: frozenset[str]
    containers: frozenset[str]
    compounds: frozenset[str]
    happens: frozenset[str]
    growing: frozenset[str]
    mooted: frozenset[str]
    no_purpose: frozenset[str]
    motion: frozenset[str]
    foiling: frozenset[str]
    definite: frozenset[str]
    ordinals: frozenset[str]
    looking: frozenset[str]
    likeness: frozenset[str]
    condition: frozenset[str]
    until: frozenset[str]
    timed: frozenset[str]
    without: frozenset[str]
    granted: frozenset[str]
    purpose: frozenset[str]
    meanwhile: frozenset[str]
    often: frozenset[str]
    timetabled: frozenset[str]
    days: frozenset[str]


@dataclass(frozen=True)
class StatusWords:
    """Words to what they make of the act that they govern or stand beside."""

    verbs: Table
    verbs_alone: Table
    verbs_over_clauses: Table
    verbs_over_nouns: Table
    subjunctives: Table
    adjectives: Table
    nouns: Table
    modifiers: Table
    adverbs: Table
    modals: Table
    grammar: Grammar


def timetabled() -> frozenset[str]:
    """Verbs that in the simple present tell what is on the timetable: "the talks begin on Friday"."""
    return lexicon().grammar.timetabled


@cache
def lexicon() -> StatusWords:
    """The shipped words of status. Raises LexiconError where a word stands for two effects."""
    return build(toml("status.toml"))


def build(data: Mapping[str, Any]) -> StatusWords:
    """The words of parsed TOML. Raises LexiconError where a word stands for two effects of one table, or an effect is unknown."""
    tables = {f.name: _table(data, f.name) for f in fields(StatusWords) if f.name != "grammar"}
    return StatusWords(**tables, grammar=Grammar(**{f.name: frozenset(data["grammar"][f.name]) for f in fields(Grammar)}))


def _table(data: Mapping[str, Any], name: str) -> dict[str, str]:
    unknown = data[name].keys() - EFFECTS
    if unknown:
        raise LexiconError(f"status.toml, [{name}]: no effect is called {sorted(unknown)[0]}; use one of {', '.join(sorted(EFFECTS))}")
    return inverted(data[name], f"status.toml, [{name}]")
