"""How English counts people and things, and whom it blames: tests/cases/counts.yml and doers.yml, read whole as a user would."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.annotate import annotate
from dateline.pipeline import records_of
from dateline.records import Figure
from dateline.text.report import Report

CASES_IN = Path(__file__).parent / "cases"
TABLE: dict[str, dict[str, list[str]]] = yaml.safe_load((CASES_IN / "counts.yml").read_text("utf-8"))
CASES = [(sentence, figures) for group in TABLE.values() for sentence, figures in group.items()]
DOERS: dict[str, str | None] = yaml.safe_load((CASES_IN / "doers.yml").read_text("utf-8"))


def _number(figure: Figure) -> str:
    low, high = figure.low, figure.high
    shapes = {"exact": f"{low}", "at_least": f"{low}+", "at_most": f"..{high}", "about": f"~{low}", "range": f"{low}..{high}", "vague": f"{low}?"}
    return shapes[figure.bound]


def _tell(figures: list[Figure]) -> list[str]:
    places = {figure.id: n for n, figure in enumerate(figures, 1)}
    return [" ".join(filter(None, (f.what, _number(f), f.of, f"< {places[f.part_of]}" if f.part_of else None))) for f in figures]


def _figures(report: Report) -> list[Figure]:
    return [r for r in records_of(report, annotate(report))[0] if isinstance(r, Figure)]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:50] for sentence, _ in CASES])
def test_table(sentence: str, expected: list[str], report: Callable[..., Report]) -> None:
    assert _tell(_figures(report(sentence))) == expected


@pytest.mark.parametrize(("sentence", "expected"), DOERS.items(), ids=[sentence[:50] for sentence in DOERS])
def test_doers(sentence: str, expected: str | None, report: Callable[..., Report]) -> None:
    (figure,) = _figures(report(sentence))
    assert (figure.by.name if figure.by else None) == expected


def test_a_part_has_the_time_and_place_of_its_whole(report: Callable[..., Report]) -> None:
    whole, part = _figures(report("On Monday the army killed 40 people in Homs. Eleven of them were children."))
    assert part.part_of == whole.id
    assert (part.when, part.where, part.by) == (whole.when, whole.where, whole.by)
    assert None not in (part.when, part.where)
