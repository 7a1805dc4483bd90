"""Roles: tests/cases/role.yml by the shipped reader, and what must hold of any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.layers import Layers, Name
from dateline.records import role
from dateline.records.role import Role
from dateline.resolve.reading import Reading
from dateline.text.make import make_report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "role.yml").read_text("utf-8"))


def _tell(found: Role, text: str) -> str:
    organisation = found.organisation.name if found.organisation else "-"
    return f"{found.person.name} | {found.title} | {organisation} | {found.country or '-'} | {found.time} | {found.span.of(text)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:50])
def test_the_cases(case: dict[str, Any]) -> None:
    report = make_report(case["text"], ref="case", published=case.get("published", "2012-03-06"))
    found = role.find(Reading(report, annotate(report)))
    assert [_tell(r, report.text) for r in found] == case["found"]
    assert all(r.as_of == report.published for r in found)


def test_an_undated_report_gives_roles_without_a_date() -> None:
    report = make_report("Russian Foreign Minister Sergei Lavrov left.", ref="undated")
    assert [r.as_of for r in role.find(Reading(report, annotate(report)))] == [None]


def test_an_empty_report_gives_no_role() -> None:
    report = make_report("", ref="empty")
    assert role.find(Reading(report, annotate(report))) == []


# fmt: off
WORDS = (
    "Kofi", "Annan", "president", "the", "of", "Syria", "former", "UN", ",", "-", "(", ")", "Mr", "spokesman", "is", "army", "'s", "special",
    "envoy", "to",
)
# fmt: on
UPOS = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PUNCT", "VERB", "AUX", "PRON", "NUM")
RELATIONS = ("nsubj", "appos", "flat", "nmod", "cop", "case", "root", "conj", "amod", "acl:relcl", "obj")


@st.composite
def _layers(draw: st.DrawFn) -> Layers:
    """Layers as wrong as a reader can make them: any tree, any tags, names anywhere."""
    forms = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    size = len(forms)
    starts = [sum(len(f) + 1 for f in forms[:k]) for k in range(size)]
    heads = [draw(st.integers(-1, k - 1) | st.integers(k + 1, size)) if k else -1 for k in range(size)]
    names = []
    at = 0
    while at < size:
        stop = draw(st.integers(at + 1, size))
        if draw(st.booleans()):
            names.append(Name(draw(st.sampled_from(["PER", "ORG", "LOC", "MISC"])), at, stop))
        at = stop
    return Layers(
        words=tuple(forms),
        starts=tuple(starts),
        ends=tuple(s + len(f) for s, f in zip(starts, forms, strict=True)),
        lemmas=tuple(f.lower() for f in forms),
        upos=tuple(draw(st.sampled_from(UPOS)) for _ in forms),
        heads=tuple(h if h < size else -1 for h in heads),
        deprels=tuple(draw(st.sampled_from(RELATIONS)) for _ in forms),
        sentences=((0, size),),
        paragraphs=((0, size),),
        names=tuple(names),
    )


@settings(max_examples=150, deadline=None)
@given(_layers())
def test_no_tree_breaks_it_and_every_role_rests_on_words(layers: Layers) -> None:
    text = " ".join(layers.words)
    reading = Reading(make_report(text, ref="any"), layers)
    for found in role.find(reading):
        assert found.title.strip()
        assert found.person.name.strip()
        assert 0 <= found.span.start < found.span.end <= len(text)
    for k in range(len(layers.words)):
        for party in reading.parties.of(k):
            assert party.name.strip()
        assert reading.parties.one(k, k + 1).name is not None
