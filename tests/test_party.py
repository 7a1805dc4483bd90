"""Parties: tests/cases/party.yml by the shipped reader, and the rules that rest on no tree."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.annotate import annotate
from dateline.annotate.layers import Layers
from dateline.resolve.parties.party import Parties
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parties.states import States
from dateline.resolve.parts import Party
from dateline.resolve.places.where import Places
from dateline.text.make import make_report
from dateline.text.report import Report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "party.yml").read_text("utf-8"))


def _tell(party: Party) -> str:
    return f"{party.name} | {party.country or '-'} | {party.sector or '-'} | {party.role or '-'}"


def _run(layers: Layers, text: str, phrase: str) -> tuple[int, int]:
    """The words of the first place where the text says `phrase`."""
    at = next(re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)).start()
    inside = [k for k in range(len(layers.words)) if at <= layers.starts[k] and layers.ends[k] <= at + len(phrase)]
    return inside[0], inside[-1] + 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:50])
def test_the_cases(case: dict[str, Any]) -> None:
    report = make_report(case["text"], ref="case", published="2012-03-06")
    layers = annotate(report)
    parties = Parties(report, layers)
    for phrase, expected in case["parties"].items():
        assert _tell(parties.one(*_run(layers, report.text, phrase))) == expected, phrase


def test_coordinated_parties_are_several() -> None:
    report = make_report("Russia and China blocked the resolution.", ref="two")
    parties = Parties(report, annotate(report))
    assert [p.name for p in parties.of(0)] == ["Russia", "China"]


def test_they_are_all_of_those_who_are_named_together() -> None:
    report = make_report("Russia and China blocked the resolution. They said it was not balanced.", ref="they")
    layers = annotate(report)
    assert [p.name for p in Parties(report, layers).of(layers.words.index("They"))] == ["Russia", "China"]


def test_the_country_that_a_report_is_about() -> None:
    report = make_report("Shells hit Homs and Hama. Rebels left Aleppo. Russia said Syria had asked for time.", ref="about", published="2012-03-06")
    assert _country(report) == "SYR"
    report = make_report("The talks went on.", ref="nowhere")
    assert _country(report) is None


def _country(report: Report) -> str | None:
    layers = annotate(report)
    states = States(Phrases(report, layers), Places(report, layers))
    return states.ground or states.main


def test_a_party_is_made_once() -> None:
    report = make_report("The army shelled the town.", ref="once")
    parties = Parties(report, annotate(report))
    assert parties.of(1)[0] is parties.of(1)[0]


def test_nobody_is_named_by_what_is_theirs() -> None:
    report = make_report("Amira Joseph praised the clinic that her 9-year-old daughter visits.", ref="hers")
    layers = annotate(report)
    parties = Parties(report, layers)
    assert [[p.name for p in parties.of(layers.words.index(word))] for word in ("her", "daughter")] == [["Amira Joseph"], ["9-year-old daughter"]]
