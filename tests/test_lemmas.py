"""Lemmas: forms to plain forms, and what must never happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.lemmas import lemma
from dateline.records.acts.frames import all_frames

VERBS = {
    "shelled": "shell", "seized": "seize", "negotiating": "negotiate", "besieged": "besiege", "vetoes": "veto", "agreed": "agree", "fleeing": "flee",
    "freed": "free", "kidnapped": "kidnap", "expelling": "expel", "swore": "swear", "withdrew": "withdraw", "retook": "retake", "hanged": "hang",
    "visited": "visit", "fired": "fire", "raided": "raid", "dropping": "drop", "clashes": "clash", "denied": "deny", "charged": "charge",
    "released": "release", "imposing": "impose", "offered": "offer", "bringing": "bring", "massacred": "massacre", "rioted": "riot",
}  # fmt: skip
NOUNS = {"men": "man", "gunmen": "gunman", "children": "child", "crises": "crisis", "bodies": "body", "clashes": "clash", "forces": "force",
         "hostages": "hostage", "news": "news", "lives": "life", "buses": "bus", "viruses": "virus", "cease-fires": "cease-fire"}  # fmt: skip


@pytest.mark.parametrize(("form", "plain"), VERBS.items())
def test_verbs(form: str, plain: str) -> None:
    assert lemma(form, "VERB") == plain
    assert lemma(form.upper(), "VERB") == plain


def test_verbs_of_the_frames_that_end_in_e_are_found_again() -> None:
    plain = {frame.words[0] for frame in all_frames() if frame.pos == "verb" and frame.words[0].endswith("e")}
    assert {verb for verb in plain - {"be", "flee", "re", "see", "underwrite"} if lemma(f"{verb}d", "VERB") != verb} == set()


@pytest.mark.parametrize(("form", "plain"), NOUNS.items())
def test_nouns(form: str, plain: str) -> None:
    assert lemma(form, "NOUN") == plain


OTHERS = [("n't", "PART", "not"), ("’s", "AUX", "be"), ("heaviest", "ADJ", "heavy"), ("wo", "AUX", "will"), ("", "VERB", "")]


@pytest.mark.parametrize(("form", "upos", "plain"), OTHERS)
def test_others(form: str, upos: str, plain: str) -> None:
    assert lemma(form, upos) == plain


@given(st.text(max_size=20), st.sampled_from(["VERB", "NOUN", "ADJ", "PROPN", "X", "AUX", ""]))
def test_any_word_has_a_lemma(word: str, upos: str) -> None:
    assert isinstance(lemma(word, upos), str)
    assert bool(lemma(word, upos)) == bool(word)
