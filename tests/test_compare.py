"""Figures held against each other, what does not add up in them, and their course over time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import Told, on

from dateline.annotate import annotate
from dateline.errors import DatelineError, LexiconError
from dateline.faces import api, plot
from dateline.faces.brief import make_brief
from dateline.faces.cli import main
from dateline.faces.figures import FigureTable, make_table, table_lines
from dateline.merge.counts import Wanted, can_both_hold, compare, flags
from dateline.merge.counts.words import build
from dateline.merge.state import State
from dateline.pipeline import records_of
from dateline.records import Figure
from dateline.resolve.parts import When, Where
from dateline.span import Span
from dateline.text.report import Report
from evaluation import figures
from evaluation.frame import Unusable

SCOPES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "cases" / "scopes.yml").read_text("utf-8"))
ZENDA = Where(name="Zenda", country="RUR", admin1="Hentzau", precision="town")
HENTZAU = Where(name="Hentzau", country="RUR", precision="province")
BEGAN = When(start="2011-03-01", end="2012-03-06", precision="month")


@pytest.fixture
def told() -> Told:
    return Told()


def _pair(told: Told, first: dict[str, Any], second: dict[str, Any], days: tuple[str, str] = ("2012-03-05", "2012-03-06")) -> str:
    """How two figures, of two reports that tell of an attack, stand to each other: the same both ways."""
    for k, (fields, day) in enumerate(zip((first, second), days, strict=True)):
        text = fields.pop("text", f"{fields['low']} people were killed by a rocket. {k}")
        told.figure(told.report(text, day), fields.pop("low"), fields.pop("by", f"source {k}"), **fields)
    corpus = told.corpus()
    a, b = corpus.all(Figure)
    one, other = compare(corpus, a, b), compare(corpus, b, a)
    assert one.relation == other.relation
    assert one.reasons
    return one.relation


def test_totals_of_one_war_are_rivals_and_what_fell_in_it_is_contained(told: Told) -> None:
    assert _pair(told, {"low": 7500, "scope": "cumulative", "when": BEGAN}, {"low": 8000, "scope": "cumulative"}) == "rival"
    hundreds = {"low": 200, "bound": "vague", "where": ZENDA, "when": When(start="2012-02-05", end="2012-03-01", precision="day"), "scope": "period"}
    assert _pair(Told(), {"low": 7500, "scope": "cumulative", "when": BEGAN}, hundreds) == "contained"


def test_a_later_total_is_a_stage_of_the_same_count(told: Told) -> None:
    total = {"scope": "cumulative", "by": "UN"}
    assert _pair(told, {"low": 7500, **total}, {"low": 9000, **total}) == "compatible"
    assert _pair(Told(), {"low": 9000, **total}, {"low": 7500, **total}) == "rival"
    later = ("2012-03-05", "2012-04-05")
    assert _pair(Told(), {"low": 9000, "scope": "cumulative"}, {"low": 9500, "scope": "cumulative"}, later) == "compatible"
    assert _pair(Told(), {"low": 9000, "scope": "cumulative"}, {"low": 19000, "scope": "cumulative"}, later) == "rival"
    assert _pair(Told(), {"low": 9000, "scope": "cumulative"}, {"low": 900, "scope": "cumulative"}) == "contained"


def test_counts_of_one_event(told: Told) -> None:
    event = {"where": ZENDA, "when": on("2012-03-04"), "scope": "event", "bound": "exact"}
    assert _pair(told, {"low": 12, "high": 12, **event}, {"low": 15, "high": 15, **event}) == "rival"
    assert _pair(Told(), {"low": 12, "high": 12, **event}, {"low": 24, **event, "bound": "vague"}) == "rival"
    assert _pair(Told(), {"low": 28, "high": 28, **event}, {"low": 24, **event, "bound": "vague"}) == "compatible"
    assert _pair(Told(), {"low": 12, "high": 12, **event}, {"low": 90, "high": 90, **event}) == "apart"


@pytest.mark.parametrize(
    "other",
    [
        {"when": on("2012-03-02")},
        {"where": Where(name="Strelsau", country="RUR", admin1="Strelsau", precision="town")},
        {"where": None},
        {"text": "15 people drowned in a flood."},
        {"of": "soldiers"},
    ],
    ids=["another day", "another town", "nobody says where", "other means", "other victims"],
)
def test_what_differs_is_apart(told: Told, other: dict[str, Any]) -> None:
    event = {"where": ZENDA, "when": on("2012-03-04"), "scope": "event", "bound": "exact", "of": "civilians"}
    assert _pair(told, {"low": 12, "high": 12, **event}, {"low": 15, "high": 15, **event, **other}) == "apart"


def test_a_town_lies_in_its_province_and_children_among_people(told: Told) -> None:
    day = {"when": on("2012-03-04"), "bound": "exact"}
    province = {"low": 40, "high": 40, "where": HENTZAU, "scope": "period", **day}
    assert _pair(told, {"low": 12, "high": 12, "where": ZENDA, "scope": "event", **day}, dict(province)) == "contained"
    assert _pair(Told(), {"low": 5, "high": 5, "of": "children", "where": HENTZAU, "scope": "event", **day}, dict(province)) == "contained"
    assert _pair(Told(), {"low": 50, "high": 50, "of": "children", "where": HENTZAU, "scope": "event", **day}, dict(province)) == "apart"


def test_ties_within_a_report_are_taken_as_told(told: Told) -> None:
    report = told.report("26 people, up from 18, among them 9 children and 4 women", "2012-03-05")
    told.figure(report, 18, bound="exact", high=18, span=Span(18, 20))
    (before,) = told.corpus().all(Figure)
    told.figure(report, 26, bound="exact", high=26, supersedes=before.id)
    whole = told.corpus().all(Figure)[0]
    told.figure(report, 9, bound="exact", high=9, of="children", part_of=whole.id, span=Span(33, 34))
    told.figure(report, 4, bound="exact", high=4, of="women", part_of=whole.id, span=Span(48, 49))
    corpus = told.corpus()
    now, earlier, children, women = corpus.all(Figure)
    assert compare(corpus, now, earlier).relation == "compatible"
    assert compare(corpus, now, children).relation == "contained"
    assert compare(corpus, children, women).relation == "apart"


_FIGURES = st.builds(
    dict,
    low=st.integers(0, 100_000),
    of=st.sampled_from([None, "people", "civilians", "children", "rebel fighters", "Syrians", "bakers"]),
    bound=st.sampled_from(["exact", "at_least", "about", "vague"]),
    where=st.sampled_from([None, ZENDA, HENTZAU, Where(name="Ruritania", country="RUR", precision="country")]),
    when=st.sampled_from([None, BEGAN, on("2012-03-04")]),
    scope=st.sampled_from([None, "event", "period", "cumulative"]),
)


@given(_FIGURES, _FIGURES)
def test_any_two_figures_compare_the_same_both_ways(first: dict[str, Any], second: dict[str, Any]) -> None:
    _pair(Told(), first, second)


def test_numbers_that_can_both_hold() -> None:
    def figure(low: int | None, high: int | None, bound: Any) -> Figure:
        return Figure(what="killed", low=low, high=high, bound=bound, text="", span=Span(0, 1))

    assert can_both_hold(figure(26, None, "at_least"), figure(30, 30, "exact"))
    assert can_both_hold(figure(200, 200, "about"), figure(215, 215, "exact"))
    assert can_both_hold(figure(100, 120, "range"), figure(None, 110, "at_most"))
    assert not can_both_hold(figure(26, None, "at_least"), figure(30, None, "at_least"))
    assert not can_both_hold(figure(26, 26, "exact"), figure(27, 27, "exact"))


def test_faulty_words_are_refused() -> None:
    faulty = {"kinds": {"people": ["person"]}, "within": {"bakers": "people"}, "sides": {}, "means": {}}
    with pytest.raises(LexiconError, match="bakers"):
        build(faulty)


# What does not add up


def test_arithmetic_is_flagged_and_not_mended(told: Told) -> None:
    for day, low in (("2012-03-01", 9000), ("2012-03-05", 8000)):
        told.figure(told.report(f"{low}", day), low, "UN", scope="cumulative")
    report = told.report("12 people, including 14 children", "2012-03-06")
    told.figure(report, 12, bound="exact", high=12, of="people")
    whole = told.corpus().all(Figure)[-1]
    told.figure(report, 14, bound="exact", high=14, of="children", part_of=whole.id, span=Span(21, 23))
    other = told.report("20 people: 11 women and 15 children", "2012-03-06")
    told.figure(other, 20, bound="exact", high=20, of="people")
    crowd = next(f for f in told.corpus().all(Figure) if f.low == 20)
    for low, of, at in ((11, "women", 11), (15, "children", 24)):
        told.figure(other, low, bound="exact", high=low, of=of, part_of=crowd.id, span=Span(at, at + 2))
    corpus = told.corpus()
    found = {flag.about: [f.low for f in flag.figures] for flag in flags(corpus)}
    assert found == {
        "a part is larger than its whole": [12, 14],
        "the parts are more than their whole": [20, 11, 15],
        "a running total fell": [9000, 8000],
    }
    section = next(s for s in make_brief(State(told.corpus())).sections if s.name == "Key figures")
    assert [line.lead for line in section.groups[-1].lines] == [about.capitalize() for about in found]


def test_what_adds_up_is_not_flagged(told: Told) -> None:
    for day, low in (("2012-03-01", 8000), ("2012-03-05", 9000)):
        told.figure(told.report(f"{low}", day), low, "UN", scope="cumulative")
    assert flags(told.corpus()) == []


# Over time


@pytest.fixture
def series(told: Told) -> Told:
    """Two sources' totals, and a town's dead."""
    syria = Where(name="Syria", country="SYR", precision="country")
    for day, low, by in (("2012-03-01", 7500, "UN"), ("2012-03-02", 7500, "UN"), ("2012-03-06", 8000, "activists"), ("2012-03-30", 9000, "UN")):
        told.figure(told.report(f"{low} {by} {day}", day), low, by, of="people", scope="cumulative", where=syria)
    homs = Where(name="Homs", country="SYR", admin1="Homs", precision="town")
    fields = {"where": homs, "when": on("2012-03-05"), "scope": "period", "bound": "about", "high": 60}
    told.figure(told.report("60 in Homs", "2012-03-06"), 60, "activists", **fields)
    return told


def _numbers(table: FigureTable) -> list[tuple[str, bool, list[int | None]]]:
    return [(told.source, told.total, [e.low for e in told.entries]) for told in table.courses]


def test_a_course_for_each_scope_and_source(series: Told) -> None:
    table = make_table(series.corpus(), Wanted("killed"))
    assert _numbers(table) == [("UN", True, [7500, 7500, 9000]), ("activists", True, [8000]), ("activists", False, [60])]
    assert [e.day for e in table.courses[0].entries] == ["2012-03-01", "2012-03-02", "2012-03-30"]
    lines = list(table_lines(table))
    assert [lines[0], lines[-5]] == ["Running totals", "Of one event or time"]
    assert any("about 60" in line and "Homs" in line and "5 Mar 2012" in line for line in lines)


def test_a_table_fits_a_narrow_terminal_and_keeps_days_numbers_and_ids() -> None:
    told = Told()
    text = "7,500 people died, said the Committee for the Bridges and Ferries of all Ruritania."
    told.figure(told.report(text, "2012-03-01", "The Strelsau and Hentzau Courier"), 7500, "Committee for the Bridges and Ferries", of="people")
    table = make_table(told.corpus(), Wanted("killed"))
    lines = list(table_lines(table, 80))
    assert max(map(len, lines)) <= 80 < max(map(len, table_lines(table)))
    assert "1 Mar 2012  at least 7,500" in lines[3]
    assert lines[3].endswith(told.records[0].id[:8])


@pytest.mark.parametrize(
    ("wanted", "lows"),
    [
        (Wanted("killed", place="Syria"), [7500, 7500, 9000, 8000, 60]),
        (Wanted("killed", place="Homs"), [60]),
        (Wanted("killed", place="France"), []),
        (Wanted("killed", source="un"), [7500, 7500, 9000]),
        (Wanted("killed", since="2012-03-06"), [9000, 8000]),
        (Wanted("killed", until="2012-03-01"), [7500]),
        (Wanted("wounded"), []),
    ],
)
def test_what_is_asked_for(series: Told, wanted: Wanted, lows: list[int]) -> None:
    assert [low for _, _, found in _numbers(make_table(series.corpus(), wanted)) for low in found] == lows


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_picture(series: Told, tmp_path: Path, kind: str) -> None:
    table = make_table(series.corpus(), Wanted("killed"))
    files = [tmp_path / f"{name}.{kind}" for name in "ab"]
    for file in files:
        plot.draw(table, file)
    assert files[0].read_bytes() == files[1].read_bytes()
    opening = {"png": b"\x89PNG", "svg": b"<?xml"}[kind]
    assert files[0].read_bytes().startswith(opening)


def test_without_matplotlib_the_picture_says_what_to_install(series: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(DatelineError, match=r"pip install 'dateline\[plot\]'"):
        plot.draw(make_table(series.corpus(), Wanted("killed")), tmp_path / "a.png")


def test_the_command(demo_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(demo_store)]
    assert main(["figures", "--place", "Syria", "--plot", str(tmp_path / "a.svg"), *store]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Running totals")
    assert (tmp_path / "a.svg").exists()
    assert main(["figures", "--what", "killed", "--place", "Nowhere at all", *store]) == 1
    for wrong in (["--what", "eaten"], ["--plot", "a.gif"], ["--since", "March"]):
        assert main(["figures", *wrong, *store]) == 2
        assert len(capsys.readouterr().err.splitlines()) <= 2


def test_the_command_line_opens_without_what_it_does_not_need() -> None:
    code = "import sys; import dateline.faces.cli; print([m for m in ('matplotlib', 'dateline.merge', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_verb_takes_a_result_too(demo: api.Result) -> None:
    assert any(told.total for told in api.figures(demo).courses)


# Scopes, as read


@pytest.mark.parametrize(("text", "scopes"), SCOPES.items(), ids=[text[:50] for text in SCOPES])
def test_scopes(text: str, scopes: list[str], report: Callable[..., Report]) -> None:
    made = report(text)
    found = [r for r in records_of(made, annotate(made))[0] if isinstance(r, Figure)]
    assert [f.scope or "-" for f in found] == scopes


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The death toll rose to 26 from 18.", [(26, 18)]),
        ("The death toll rose from 18 to 26.", [(26, 18)]),
        ("The attack killed 32 rebels, the group said, updating an earlier toll of 15.", [(32, 15)]),
        ("The shelling killed 26 people and wounded 18.", []),
    ],
)
def test_what_a_number_takes_the_place_of(text: str, pairs: list[tuple[int, int]], report: Callable[..., Report]) -> None:
    made = report(text)
    found = {r.id: r for r in records_of(made, annotate(made))[0] if isinstance(r, Figure)}
    assert [(f.low, found[f.supersedes].low) for f in found.values() if f.supersedes] == pairs


def test_a_part_that_is_too_large_stays_a_part(report: Callable[..., Report]) -> None:
    made = report("The blast killed 12 people, including 14 children.")
    whole, part = (r for r in records_of(made, annotate(made))[0] if isinstance(r, Figure))
    assert part.part_of == whole.id


# The yardstick


def test_the_labelled_pairs_are_whole_and_bear_no_text() -> None:
    found = figures.pairs(figures.PAIRS.read_text("utf-8").splitlines())
    assert {p.label for p in found if p.part == "held"} == set(figures.LABELS)
    assert len([p for p in found if p.part == "held"]) >= 75
    with pytest.raises(Unusable):
        figures.pairs(["1\t0\t5\t2\t0\t5\tenemies\theld"])


def test_a_pair_is_found_by_where_it_stands(told: Told) -> None:
    first, second = told.report("12 people", "2012-03-05"), told.report("15 people", "2012-03-05")
    event = {"where": ZENDA, "when": on("2012-03-04"), "scope": "event", "bound": "exact"}
    told.figure(first, 12, "UN", high=12, **event)
    told.figure(second, 15, "activists", high=15, **event)
    spans = [Span(0, 2), Span(0, 9), Span(5, 9)]
    wanted = [figures.Pair((first.ref, spans[0]), (second.ref, span), "rival", "held") for span in spans]
    assert figures.answers(wanted, told.reports, told.records) == ["rival", "rival", figures.MISSING]
