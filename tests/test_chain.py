"""Attributions: tests/cases/chain.yml by the shipped reader, layers written by hand, and what must hold for any layers."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from trees import Row, any_tree, layers_of, tree

from dateline.annotate import annotate
from dateline.annotate.layers import Attribution, Layers
from dateline.errors import LexiconError
from dateline.resolve.chains import cue_words, quotes
from dateline.resolve.chains.chain import Chains, Relation
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import Party, voices
from dateline.text.make import make_report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "chain.yml").read_text("utf-8"))


def _chains(layers: Layers, text: str | None = None) -> Chains:
    report = make_report(text if text is not None else " ".join(layers.words), ref="case")
    return Chains(report, layers, Parties(report, layers))


def _tell(chains: Chains, relation: Relation) -> str:
    links = [*voices(chains.outer(relation)), relation.parties]
    who = " > ".join(" and ".join(p.name for p in link) or "no one" for link in links)
    content = " ".join(chains.layers.text(*run) for run in relation.contents)
    return f"{who} | {relation.attitude} | {relation.how} | {content}"


def _plain(line: str) -> str:
    """Names of generic parties keep the case of the text."""
    who, rest = line.split(" | ", 1)
    return f"{who.casefold()} | {rest}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:45])
def test_cases(case: dict[str, Any]) -> None:
    layers = annotate(make_report(case["text"], ref="case"))
    chains = _chains(layers, case["text"])
    assert [_plain(_tell(chains, r)) for r in chains.relations] == [_plain(line) for line in case.get("found", [])]


SAID = """
    Troops   troop    NOUN 2 nsubj
    left     leave    VERB 5 ccomp
    ,        ,        PUNCT 2 punct
    Amos     amos     PROPN 5 nsubj
    said     say      VERB 0 root
    .        .        PUNCT 5 punct
"""


ONE: list[Row] = [
    ("Amos", "amos", "PROPN", 2, "nsubj"),
    ("said", "say", "VERB", 0, "root"),
    ("troops", "troop", "NOUN", 4, "nsubj"),
    ("left", "leave", "VERB", 2, "ccomp"),
]


def test_the_tree_alone_tells_who_says_what() -> None:
    chains = _chains(tree(SAID))
    assert [_tell(chains, r) for r in chains.relations] == ["Amos | say | indirect | Troops left"]
    assert [s.party.name for s in chains.at(1)] == ["Amos"]


def test_the_speaking_itself_stands_outside_its_content() -> None:
    chains = _chains(tree(SAID))
    assert not chains.at(3)
    assert not chains.at(4)


def test_model_and_tree_together_are_surer() -> None:
    marked = (Attribution(sources=((3, 4),), cues=((4, 5),), contents=((0, 2),)),)
    (alone,), (both,) = _chains(tree(SAID)).relations, _chains(tree(SAID, attributions=marked)).relations
    assert alone.confidence < both.confidence == 1.0


def test_a_source_that_the_tree_misses_comes_from_the_model() -> None:
    flat = SAID.replace("5 nsubj", "2 dep")
    marked = (Attribution(sources=((3, 4),), cues=((4, 5),), contents=((0, 2),)),)
    chains = _chains(tree(flat, attributions=marked))
    assert [_tell(chains, r) for r in chains.relations] == ["Amos | say | indirect | Troops left"]


def _quoted(*texts: str) -> Layers:
    """Sentences of words that hang on nothing; blanks are kept as written, so that marks stand tight."""
    words, starts, sentences, at = [], [], [], 0
    for text in texts:
        first = len(words)
        for word in text.replace('"', ' " ').split():
            words.append(word)
        sentences.append((first, len(words)))
        at += len(text) + 1
    joined, at = " ".join(texts), 0
    for word in words:
        at = joined.index(word, at)
        starts.append(at)
        at += len(word)
    n = len(words)
    ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
    lemmas = tuple(w.lower() for w in words)
    upos = tuple("PUNCT" if w in {'"', ".", ","} else "NOUN" for w in words)
    return Layers(tuple(words), tuple(starts), ends, lemmas, upos, (-1,) * n, ("root",) * n, tuple(sentences), ((0, n),))


def _texts(layers: Layers) -> list[str]:
    return [layers.text(q.first, q.stop) for q in quotes.quotations(layers)]


def test_a_quotation_runs_over_sentences_to_its_mark() -> None:
    assert _texts(_quoted('He said "We will stay .', 'We will fight ." Then he left .')) == ["We will stay . We will fight ."]


def test_a_quotation_left_open_ends_with_its_sentence() -> None:
    layers = _quoted('He said "We will stay .', "Troops left .")
    assert _texts(layers) == ["We will stay ."]
    assert not quotes.quotations(layers)[0].closed


def test_a_new_mark_closes_a_quotation_left_open() -> None:
    assert _texts(_quoted('"We will stay .', '"We will fight ." he said .')) == ["We will stay .", "We will fight ."]


def test_a_mark_that_only_closes_opens_with_its_sentence() -> None:
    assert _texts(_quoted('We will stay" he said .')) == ["We will stay"]


def _on_whose_word(text: str, word: str) -> list[str]:
    """The names of those on whose word `word` stands, "" for hearsay, as the shipped reader has it."""
    layers = annotate(make_report(text, ref="case"))
    return [s.party.name for s in _chains(layers, text).at(layers.words.index(word))]


@pytest.mark.parametrize(
    ("text", "word", "sources"),
    [
        ("The army said the raid killed nine people.", "killed", ["army"]),
        ("Nine people were reportedly killed in the raid.", "killed", [""]),
        ("The army said nine people were reportedly killed.", "killed", ["army", ""]),
        ("The agency said, citing an official, that the raid killed nine people.", "killed", ["agency", "official"]),
        ("The president vowed to punish those behind the raid that killed nine people.", "killed", []),
        ("The president vowed to punish those behind the raid that killed nine people.", "punish", ["president"]),
        ("The council condemned the raid that killed nine people.", "killed", []),
        ("The minister said the council condemned the raid that killed nine people.", "killed", ["minister"]),
        ("The council regretted that the raid had killed nine people.", "killed", ["council"]),
        ("The envoy urged them to leave the town after the attack on the market.", "attack", []),
        ("The villagers believe that the raid killed nine people.", "killed", ["villagers"]),
        ("The mayor told the radio that ten people had died after rebels shelled the town.", "shelled", ["mayor"]),
        ("The mayor said the Red Front, which shelled the town in May, would leave.", "shelled", []),
        ("The mayor said the Red Front, which shelled the town in May, would leave.", "leave", ["mayor"]),
    ],
)
def test_what_a_wish_or_a_judgement_takes_for_granted_is_the_reports_own(text: str, word: str, sources: list[str]) -> None:
    assert _on_whose_word(text, word) == sources


CITING = """
    Amos     amos     PROPN 2 nsubj
    said     say      VERB 0 root
    citing   cite     VERB 2 advcl
    doctors  doctor   NOUN 3 obj
    that     that     SCONJ 7 mark
    troops   troop    NOUN 7 nsubj
    left     leave    VERB 2 ccomp
"""


def test_who_is_cited_tells_the_same_on_the_word_of_who_cites() -> None:
    chains = _chains(tree(CITING))
    assert [_tell(chains, r) for r in chains.relations] == ["Amos | say | indirect | troops left", "Amos > doctors | say | indirect | troops left"]
    assert [s.party.name for s in chains.at(6)] == ["Amos", "doctors"]


HEARSAY = """
    Troops      troop      NOUN 3 nsubj
    reportedly  reportedly ADV 3 advmod
    left        leave      VERB 0 root
    .           .          PUNCT 3 punct
"""


def test_hearsay_names_no_one_but_is_not_the_reports_own_word() -> None:
    (source,) = _chains(tree(HEARSAY)).at(2)
    assert source.party == Party(name="", text="")
    assert source.cue is not None


def test_sentences_after_a_quotation_keep_no_speaker() -> None:
    layers = layers_of(
        [
            ONE,
            [("Rebels", "rebel", "NOUN", 2, "nsubj"), ("came", "come", "VERB", 0, "root")],
        ]
    )
    chains = _chains(layers)
    assert chains.at(3)
    assert not chains.at(5)


@given(any_tree())
def test_any_layers_give_relations_inside_the_text(layers: Layers) -> None:
    chains = _chains(layers)
    for k, relation in enumerate(chains.relations):
        assert relation.outer != k
        assert all(0 <= a < b <= len(layers.words) for a, b in relation.contents)
        assert not relation.holds(relation.head)
    for i in range(len(layers.words)):
        chains.at(i)


def test_many_attributions_take_no_more_than_their_share() -> None:
    """Many words of speech; work that grew with the square of the attributions would take minutes."""
    assert len(_chains(layers_of([ONE] * 5000)).relations) == 5000


def test_a_cue_with_two_attitudes_is_refused() -> None:
    grammar: dict[str, Any] = {f: [] for f in cue_words.Grammar.__dataclass_fields__}
    with pytest.raises(LexiconError, match="claim"):
        cue_words.build({"grammar": grammar, "clause": {"say": ["claim"], "deny": ["claim"]}})


def test_an_unknown_attitude_is_refused() -> None:
    grammar: dict[str, Any] = {f: [] for f in cue_words.Grammar.__dataclass_fields__}
    with pytest.raises(LexiconError, match="shout"):
        cue_words.build({"grammar": grammar, "clause": {"shout": ["claim"]}})
