"""The demonstration: what it must show, on the model as shipped, and what must hold of whatever is read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.bundled import reports_file
from dateline.faces import api
from dateline.faces.api import Result
from dateline.faces.brief import Brief, rows_of
from dateline.faces.brief.parts import Line
from dateline.faces.rows import markdown
from dateline.merge.corpus import Corpus
from dateline.merge.counts import counts, rival_totals, rivals, source_of
from dateline.records.lines import to_line
from dateline.store import Store

# Totals of the dead since the beginning, as each side tells them at one time or another.
_UNITED_NATIONS = {5_400, 7_500, 8_000, 8_500, 9_000}
_ACTIVISTS = {7_000, 8_400, 9_000}


def _lines(brief: Brief, name: str, heading: str | None = None) -> Iterator[Line]:
    """The lines of a section, or of its group whose heading begins so."""
    (section,) = (s for s in brief.sections if s.name == name)
    for group in section.groups:
        if heading is None or (group.heading or "").startswith(heading):
            yield from group.lines


def test_all_of_it_is_read(demo: Result) -> None:
    lines = reports_file().read_text("utf-8").splitlines()
    assert [r.ref for r in demo.reports] == [json.loads(line)["id"] for line in lines]
    assert demo.issues == ()
    assert {type(r).__name__ for r in demo.records} == {"Event", "Statement", "Figure", "Role"}


def test_the_brief_shows_both_rival_totals(demo: Result) -> None:
    (line,) = (one for one in _lines(api.brief(demo), "Where accounts differ", "Rival figures") if one.lead == "Killed in all")
    said = re.findall(r"at least (\d[\d,]*\d)[^,|]*, according to ([^,|]+)", line.text)
    told = {who.lower(): int(size.replace(",", "")) for size, who in said}
    assert told["united nations"] in _UNITED_NATIONS
    assert told["activists"] in _ACTIVISTS
    assert told["activists"] != told["united nations"]
    assert all("more than" in e.quote.plain() for e in line.evidence)


@pytest.mark.parametrize("as_of", ["2012-03-05", "2012-03-06", "2012-03-09", "2012-03-10", "2012-03-12", None])
def test_the_brief_shows_who_is_due_when_and_what_came_of_it(demo: Result, as_of: str | None) -> None:
    ahead = as_of is not None and as_of <= "2012-03-10"
    groups = _lines(api.brief(demo, as_of=as_of), "Diplomacy and who is due", "Still ahead" if ahead else "Was due")
    due = [one for one in groups if one.lead == "Sat 10 Mar 2012" and "Kofi Annan" in one.text]
    assert any("Damascus" in one.text for one in due)
    assert not any("refused" in one.text for one in due)
    if not ahead:
        assert any("Damascus" in one.text and "took place" in one.text for one in due)


def test_the_brief_shows_who_was_refused(demo: Result) -> None:
    refused = list(_lines(api.brief(demo), "Access", "Refused"))
    told = [one for one in refused if one.lead == "Fri 2 Mar 2012" and "Baba Amr" in one.text]
    assert any("Red Cross" in one.text for one in told)
    assert not any("Annan" in one.text and "Damascus" in one.text for one in refused)


def test_the_brief_tells_each_thing_once(demo: Result) -> None:
    for section in ("What happened", "Access", "Who said what against whom"):
        told = [one.evidence[0].record for one in _lines(api.brief(demo), section)]
        assert len(set(told)) == len(told)


def test_rivals_are_of_more_than_one_source(demo: Result) -> None:
    corpus = Corpus.of(demo.reports, demo.records, None)
    found = [figures for one in counts(corpus) for figures in (rival_totals(corpus, one), *rivals(corpus, one)) if figures]
    assert found
    for figures in found:
        assert len({source_of(corpus, f)[0] for f in figures}) == len(figures) > 1, [demo.quote(f) for f in figures]


def test_nothing_happened_after_it_was_reported(demo: Result) -> None:
    published = {r.id: r.published[:10] for r in demo.reports if r.published}
    late = [
        (published[e.report], e.when.start, demo.quote(e))
        for e in demo.events
        if e.status == "happened" and e.when is not None and e.when.start and e.report in published and e.when.start[:10] > published[e.report]
    ]
    assert late == []


def test_the_brief_is_short_enough_to_read(demo: Result) -> None:
    text, evidence = markdown(rows_of(api.brief(demo))).split("## Evidence")
    assert len([line for line in text.splitlines() if line]) < 165  # three screens
    assert evidence.count("\n") < 110


def test_a_deed_of_two_accounts_keeps_the_toll_that_one_of_them_tells_beside_it(demo: Result) -> None:
    text = markdown(rows_of(api.brief(demo))).split("## Key figures")[0]
    (line,) = (line for line in text.splitlines() if "Masha al-Tayyar" in line)
    assert "killed: 16 people" in line
    assert "2 reports" in line


def test_two_processes_give_the_same_lines_and_the_same_store(demo: Result, demo_store: Path, tmp_path: Path) -> None:
    with api.demo_reports() as path:
        two = api.read(path, store=tmp_path / "two.sqlite", processes=2)
    assert two == demo
    assert [to_line(one) for one in (*two.reports, *two.records)] == [to_line(one) for one in (*demo.reports, *demo.records)]
    with Store.open(demo_store, read_only=True) as one, Store.open(tmp_path / "two.sqlite", read_only=True) as other:
        assert list(one.reports()) == list(other.reports()) == list(demo.reports)
        assert list(one.records()) == list(other.records())
        assert sorted(to_line(r) for r in one.records()) == sorted(to_line(r) for r in demo.records)
        assert one.counts() == other.counts()


def test_it_may_be_kept(demo: Result, demo_store: Path) -> None:
    assert api.brief(demo_store) == api.brief(demo)
