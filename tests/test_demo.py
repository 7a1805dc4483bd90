"""The demonstration: what it must show, on the model as shipped."""

import json

from dateline.bundled import reports_file
from dateline.faces import api
from dateline.faces.api import Result
from dateline.faces.brief import Brief, rows_of
from dateline.faces.rows import markdown


def _section(brief: Brief, name: str) -> str:
    text = markdown(rows_of(brief))
    return text.split(f"\n## {name}\n")[1].split("\n## ")[0]


def test_all_of_it_is_read(demo: Result) -> None:
    lines = reports_file().read_text("utf-8").splitlines()
    assert [r.ref for r in demo.reports] == [json.loads(line)["id"] for line in lines]
    assert demo.issues == ()
    assert {type(r).__name__ for r in demo.records} == {"Event", "Statement", "Figure", "Role"}


def test_the_brief_shows_both_rival_counts(demo: Result) -> None:
    totals = next(line for line in _section(api.brief(demo), "Where accounts differ").split("\n") if line.startswith("- **Killed in all**"))
    assert "according to United Nations" in totals
    assert "ctivists" in totals


def test_the_brief_shows_who_is_due_when(demo: Result) -> None:
    ahead = _section(api.brief(demo, as_of="2012-03-06"), "Due")
    assert any(line.startswith("- **Sat 10 Mar 2012**: Kofi Annan") for line in ahead.split("\n"))
    assert "**took place**" in _section(api.brief(demo), "Due")


def test_the_brief_shows_who_was_refused(demo: Result) -> None:
    assert "\n- **" in _section(api.brief(demo), "Refused or put off")


def test_the_brief_is_short_enough_to_read(demo: Result) -> None:
    assert markdown(rows_of(api.brief(demo))).count("\n") < 210


def test_it_may_be_kept(demo: Result, demo_store: object) -> None:
    assert api.brief(demo_store) == api.brief(demo)  # type: ignore[arg-type]
