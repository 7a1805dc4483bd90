"""The words of figures, from lexicons/figures.toml: what befell those counted, and which nouns are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml

# What a figure may count, and the three that only a noun can settle: things, people handled, people leaving.
CATEGORIES = frozenset(
    ("killed", "wounded", "missing", "displaced", "detained", "besieged", "evacuated", "hostages", "fighters", "protesters", "in_need", "other")
)
UNSETTLED = frozenset(("things", "handled", "leaving"))


@dataclass(frozen=True)
class Nouns:
    """Nouns by what they are, in their base form."""

    people: frozenset[str]
    groups: frozenset[str]
    attacks: frozenset[str]
    things: frozenset[str]
    abstract: frozenset[str]
    forces: frozenset[str]


@dataclass(frozen=True)
class Grammar:
    """Small closed lists of words; figures.toml says what each is for."""

    temporal: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    raising: frozenset[str]
    modal: frozenset[str]
    threat: frozenset[str]
    negation: frozenset[str]
    partitive: frozenset[str]
    collective: frozenset[str]
    of_people: frozenset[str]
    telling: frozenset[str]
    saying: frozenset[str]
    unharmed: frozenset[str]
    fractions: frozenset[str]
    lost: frozenset[str]
    present: frozenset[str]
    carrying: frozenset[str]
    others: frozenset[str]
    evacuation: frozenset[str]
    costing: frozenset[str]
    zero_adjectives: frozenset[str]
    leave: frozenset[str]
    possessive: frozenset[str]
    pronouns: frozenset[str]
    company: frozenset[str]
    barriers: frozenset[str]
    before_object: frozenset[str]
    no_state_after: frozenset[str]
    placing: frozenset[str]


@dataclass(frozen=True)
class Tally:
    """Words of tallies: "the death toll rose to 26", "the number of wounded"."""

    nouns: frozenset[str]
    number: frozenset[str]
    verbs: frozenset[str]
    links: frozenset[str]


@dataclass(frozen=True)
class ScopeWords:
    """Words that tell over which scope a number counts: crises, and what is over in a day or a few; phrases of a running total."""

    crises: frozenset[str]
    occasions: frozenset[str]
    running: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Words:
    """All words of figures: forms of verbs, states and nouns to what they tell."""

    patient: Mapping[str, str]
    agent: Mapping[str, str]
    past: frozenset[str]  # past and participle forms of patient verbs
    gerund: frozenset[str]  # -ing forms of patient verbs
    states: Mapping[str, str]
    to_people: Mapping[str, str]
    to_fighters: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    phrasal: Mapping[tuple[str, ...], str]
    strong: Mapping[str, str]
    weak: Mapping[str, str]
    of: Mapping[str, str]
    tally: Tally
    nouns: Nouns
    grammar: Grammar
    scope: ScopeWords
    loose: frozenset[str]  # forms of verbs that befall too much beside people
    including: frozenset[tuple[str, ...]]
    along: frozenset[tuple[str, ...]]
    aboard: frozenset[tuple[str, ...]]


@cache
def lexicon() -> Words:
    """The shipped words of figures. Raises LexiconError where a form means two things."""
    return build(toml("figures.toml"))


def build(data: Mapping[str, Any]) -> Words:
    """The words of parsed TOML. Raises LexiconError where a form means two things, or a category is none of a figure."""
    verbs = [line.split() for lines in data["patient"].values() for line in lines]
    grammar, nouns, scope = data["grammar"], data["nouns"], data["scope"]
    return Words(
        patient=_table(data, "patient"),
        agent=_table(data, "agent"),
        past=frozenset(form for v in verbs for form in v[2:4]),
        gerund=frozenset(v[4] for v in verbs),
        states=_table(data, "states"),
        to_people=_table(data, "to_people"),
        to_fighters=_table(data, "to_fighters"),
        phrases=_phrases(data, "phrases"),
        phrasal=_phrases(data, "phrasal"),
        strong=_table(data, "strong"),
        weak=_table(data, "weak"),
        of=_table(data, "of"),
        tally=Tally(**{f.name: frozenset(data["tally"][f.name]) for f in fields(Tally)}),
        nouns=Nouns(**{f.name: frozenset(nouns[f.name]) for f in fields(Nouns)}),
        grammar=Grammar(**{f.name: frozenset(grammar[f.name]) for f in fields(Grammar)}),
        scope=ScopeWords(
            crises=frozenset(scope["crises"]),
            occasions=frozenset((*scope["occasions"], *nouns["attacks"])),
            running=frozenset(tuple(p.split()) for p in scope["running"]),
        ),
        loose=frozenset(form for v in verbs if v[0] in grammar["loose"] for form in v),
        including=frozenset(tuple(p.split()) for p in grammar["including"]),
        along=frozenset(tuple(p.split()) for p in grammar["along"]),
        aboard=frozenset(tuple(p.split()) for p in grammar["aboard"]),
    )


def forms(word: str, lemma: str) -> tuple[str, ...]:
    """The forms under which a lower-case word may stand in a list: its lemma, itself, and itself without a plural ending."""
    stems = (word[:-1], word[:-3] + "y") if word.endswith("ies") else (word[:-1],) if word.endswith("s") else ()
    return (lemma, word, *stems)


def _category(what: str, table: str) -> str:
    if what not in CATEGORIES | UNSETTLED:
        raise LexiconError(f"figures.toml, [{table}]: no figure counts {what}; use one of {', '.join(sorted(CATEGORIES))}")
    return what


def _phrases(data: Mapping[str, Any], name: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): _category(what, name) for what, phrases in data[name].items() for phrase in phrases}


def _table(data: Mapping[str, Any], name: str) -> dict[str, str]:
    forms_of = {_category(what, name): [form for line in lines for form in line.split()] for what, lines in data[name].items()}
    return inverted(forms_of, f"figures.toml, [{name}]")
