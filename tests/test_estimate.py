"""About when an undated report was published, from what its own text says."""

import pytest

from dateline.annotate import annotate
from dateline.pipeline import estimated, read_one
from dateline.records import Event
from dateline.resolve.reading import Reading
from dateline.resolve.times.estimate import estimate
from dateline.text.make import make_report
from dateline.text.report import Estimate

WAR = "Syrian troops shelled Homs on Monday, activists said. The 11-month uprising has killed thousands of people."


def _estimate(text: str) -> Estimate | None:
    report = make_report(text, ref="r")
    return estimate(Reading(report, annotate(report)))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (WAR, "2012-02-01", "2012-04-29"),
        ("French President Nicolas Sarkozy met UN Secretary-General Ban Ki-moon in Paris.", "2007-05-16", "2012-05-15"),
        ("French President Nicolas Sarkozy said on Monday that troops had left the town on 3 February 2012.", "2012-02-03", "2012-05-15"),
    ],
    ids=["how long a war has gone on", "who holds a post", "a day told in full as past"],
)
def test_what_bounds_the_day_from_both_sides(text: str, start: str, end: str) -> None:
    found = _estimate(text)
    assert found is not None
    assert (found.start, found.end) == (start, end)
    assert found.reasons
    assert {found.start, found.end} <= {day for reason in found.reasons for day in (reason.start, reason.end)}
    assert all(0 <= reason.span.start < reason.span.end <= len(text) for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Troops left the town on Monday.",
        "Troops left the town on 3 February 2012.",
        "The 11-month uprising has killed thousands of people.",
        "Former French President Nicolas Sarkozy spoke in Paris.",
    ],
    ids=["nothing told", "open to later days", "whose uprising is not said", "open to later days, once he had left"],
)
def test_what_leaves_it_open_gives_no_estimate(text: str) -> None:
    assert _estimate(text) is None


def test_reasons_that_contradict_each_other_give_no_estimate() -> None:
    assert _estimate("French President Nicolas Sarkozy said on Monday that troops had left the town on 3 February 2015.") is None


def test_an_estimate_is_no_day_and_its_records_stay_relative() -> None:
    result = read_one(make_report(WAR, ref="r"))
    assert result.report is not None
    assert (result.report.published, result.report.published_basis) == (None, "estimated")
    assert all(r.when is None or r.when.start is None for r in result.records if isinstance(r, Event))


def test_a_report_with_a_date_is_left_as_it_is() -> None:
    report = make_report(WAR, ref="r", published="2012-03-06")
    assert estimated(Reading(report, annotate(report))) == (report, ())


def test_an_estimate_that_fails_loses_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Reading) -> None:
        raise ValueError("no such day")

    whole = read_one(make_report(WAR, ref="r"))
    monkeypatch.setattr("dateline.pipeline.estimate", fails)
    result = read_one(make_report(WAR, ref="r"))
    assert result.records == whole.records
    assert [i.message for i in result.issues] == ["estimate: ValueError: no such day"]
