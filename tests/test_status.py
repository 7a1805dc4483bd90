"""Status, negation and certainty: tests/cases/status*.yml by the shipped reader, trees written by hand, and what must hold for any tree."""

from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from trees import any_tree, tree

from dateline.annotate import annotate
from dateline.errors import LexiconError
from dateline.resolve.parts import Certainty, Status
from dateline.resolve.status import Stance, status_of, words
from dateline.resolve.status.stance import changed, over_clause
from dateline.text.make import make_report

FILES = sorted((Path(__file__).parent / "cases").glob("status*.yml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text("utf-8"))]


def _tell(found: Stance) -> str:
    return " ".join([*(["not"] if found.negated else []), found.status, *([found.certainty] if found.certainty != "certain" else [])])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:45])
def test_cases(case: dict[str, str]) -> None:
    before, word, _ = case["text"].split("*")
    layers = annotate(make_report(case["text"].replace("*", ""), ref="case"))
    i = layers.starts.index(len(before))
    assert layers.words[i] == word
    assert _tell(status_of(layers, i)) == case["status"]


def test_governors_add_up() -> None:
    layers = tree("""
        Rebels   rebel    NOUN 2 nsubj
        refused  refuse   VERB 0 root
        to       to       PART 4 mark
        try      try      VERB 2 xcomp
        to       to       PART 6 mark
        leave    leave    VERB 4 xcomp
    """)
    assert status_of(layers, 5) == Stance("happened", True)


def test_a_denial_denied_leaves_it_open() -> None:
    layers = tree("""
        He       he       PRON 3 nsubj
        never    never    ADV  3 advmod
        denied   deny     VERB 0 root
        that     that     SCONJ 6 mark
        troops   troop    NOUN 6 nsubj
        left     leave    VERB 3 ccomp
    """)
    assert status_of(layers, 2) == Stance("happened", True, "certain")
    assert status_of(layers, 5) == Stance("happened", False, "possible")  # what he did not deny he did not affirm


@pytest.mark.parametrize(
    ("effect", "of_done", "of_not_done"),
    [
        ("same", Stance("happened"), Stance("happened", True)),
        ("planned", Stance("planned"), Stance("planned", True)),
        ("unlikely", Stance("planned", True, "probable"), Stance("planned", False, "probable")),
        ("negated", Stance("happened", True), Stance("happened")),
        ("denied", Stance("happened", True), Stance("happened", False, "possible")),
        ("hesitant", Stance("happened", True, "probable"), Stance("happened")),
        ("attempted", Stance("happened", False, "possible"), Stance("happened", True)),
        ("caused", Stance("happened"), Stance("happened", True, "possible")),
        ("postponed", Stance("planned"), Stance("happened")),
        ("ended", Stance("happened"), Stance("ongoing")),
    ],
)
def test_what_an_effect_makes_of_what_was_done_and_of_what_was_not(effect: str, of_done: Stance, of_not_done: Stance) -> None:
    assert changed(effect, Stance("happened")) == of_done
    assert changed(effect, Stance("happened", True)) == of_not_done


def test_every_effect_of_the_lexicon_is_known() -> None:
    for effect in words.EFFECTS:
        assert changed(effect, Stance("planned")).status in get_args(Status)


def test_the_governor_of_a_clause_that_is_negated_leaves_it_open_or_turns_it() -> None:
    own = Stance("happened")
    assert over_clause("known", own, governor_negated=True) == Stance("happened", False, "possible")
    assert over_clause("unlikely", own, governor_negated=True) == own
    assert over_clause("probable", own, governor_negated=True) == Stance("happened", True, "probable")


@given(any_tree())
def test_any_tree_has_a_status_at_every_word(layers_and_text: object) -> None:
    layers = layers_and_text
    for i in range(len(layers.words)):  # type: ignore[attr-defined]
        found = status_of(layers, i)  # type: ignore[arg-type]
        assert found.status in get_args(Status)
        assert found.certainty in get_args(Certainty)


def test_a_word_with_two_effects_is_refused() -> None:
    with pytest.raises(LexiconError, match="plan"):
        words.build({"verbs": {"planned": ["plan"], "negated": ["plan"]}})


def test_an_unknown_effect_is_refused() -> None:
    with pytest.raises(LexiconError, match="wished"):
        words.build({"verbs": {"wished": ["plan"]}})
