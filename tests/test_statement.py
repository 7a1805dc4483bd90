"""Statements: tests/cases/statement.yml by the shipped reader, and what must hold for any layers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from trees import any_tree, tree

from dateline.annotate import annotate
from dateline.annotate.layers import Layers
from dateline.records import statement
from dateline.records.statement import Statement
from dateline.resolve.chains.chain import Chains
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import When
from dateline.text.make import make_report
from dateline.text.report import Report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "statement.yml").read_text("utf-8"))


@dataclass(frozen=True)
class _Reading:
    report: Report
    layers: Layers
    parties: Parties
    chains: Chains

    def when(self, i: int) -> When:
        """Every predicate was at its own number: dates are tested elsewhere."""
        return When(value=str(i))


def _find(layers: Layers, text: str) -> list[Statement]:
    report = make_report(text, ref="case")
    parties = Parties(report, layers)
    return statement.find(_Reading(report, layers, parties, Chains(report, layers, parties)))  # type: ignore[arg-type]


def _tell(found: Statement, text: str) -> str:
    who = " and ".join(p.name for p in found.speakers) + (" to " + " and ".join(p.name for p in found.addressees) if found.addressees else "")
    by = [f"by {s.party.name}" for s in found.sources]
    return " | ".join([who, found.attitude, found.how, found.content.of(text), *by])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:45])
def test_cases(case: dict[str, Any]) -> None:
    layers = annotate(make_report(case["text"], ref="case"))
    assert [_tell(s, case["text"]) for s in _find(layers, case["text"])] == case.get("found", [])


def test_a_statement_has_the_time_of_its_cue_and_covers_its_parts() -> None:
    layers = tree("""
        Troops   troop    NOUN 2 nsubj
        left     leave    VERB 5 ccomp
        ,        ,        PUNCT 2 punct
        Amos     amos     PROPN 5 nsubj
        said     say      VERB 0 root
        today    today    NOUN 5 obl
    """)
    text = " ".join(layers.words)
    (found,) = _find(layers, text)
    assert found.content.of(text) == "Troops left"
    assert found.span.of(text) == "Troops left , Amos said"
    assert found.when == When(value="4")


@given(any_tree())
def test_any_layers_give_statements_inside_the_text(layers: Layers) -> None:
    text = " ".join(layers.words)
    for found in _find(layers, text):
        assert found.speakers
        assert 0 <= found.content.start < found.content.end <= len(text)
        assert found.span.contains(found.content)
        assert msgspec.json.decode(msgspec.json.encode(found), type=Statement) == found
