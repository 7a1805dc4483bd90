"""Records as JSON lines: the shape is a contract with users, and nothing is lost on the way out and in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from strategies import any_of, any_record

from dateline.faces import api
from dateline.records import Figure, Role
from dateline.records.lines import ReportLine, from_line, to_line
from dateline.resolve.parts import Party
from dateline.span import Span
from dateline.text.report import Report


@given(any_record())
def test_a_record_comes_back_as_it_was(record: Any) -> None:
    line = to_line(record)
    assert b"\n" not in line
    assert from_line(line) == record
    assert to_line(from_line(line)) == line


@given(any_of(Report))
def test_a_report_is_told_without_its_text(report: Report) -> None:
    line = to_line(report)
    told = json.loads(line)
    assert list(told) == [
        *("kind", "id", "ref", "title", "publisher", "url", "published", "published_basis", "estimate", "language", "retrieved_at", "characters"),
    ]
    back = from_line(line)
    assert isinstance(back, ReportLine)
    assert to_line(back) == line


@given(any_record())
def test_kind_comes_first(record: Any) -> None:
    told = json.loads(to_line(record))
    assert next(iter(told)) == "kind"
    assert told["kind"] == type(record).__name__.lower()


def test_fields_are_those_of_the_contract() -> None:
    figure = Figure(what="killed", low=26, high=26, text="26", span=Span(0, 2))
    assert json.loads(to_line(figure)) == {
        "kind": "figure",
        "id": "",
        "report": "",
        "what": "killed",
        "low": 26,
        "high": 26,
        "bound": "exact",
        "text": "26",
        "of": None,
        "part_of": None,
        "by": None,
        "event": None,
        "when": None,
        "where": None,
        "sources": [],
        "span": {"start": 0, "end": 2},
        "scope": None,
        "supersedes": None,
    }


def test_half_a_surrogate_pair_is_escaped_and_comes_back() -> None:
    role = Role(person=Party(name="A\ud800", text="A"), title="mayor", span=Span(0, 1))
    assert b"\\ud800" in to_line(role)
    assert from_line(to_line(role)) == role


def test_a_line_that_is_no_record_is_refused() -> None:
    for line in ('{"kind": "rumour"}', '{"kind": "figure"}', "[]"):
        with pytest.raises(msgspec.ValidationError):
            from_line(line)


def test_the_ids_of_json_lines_are_kept_as_ref(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    given_lines = [{"id": "a-1", "text": "The mayor resigned."}, {"id": "a-2", "text": "The bridge was closed.", "published": "2012-03-06"}]
    file.write_text("".join(json.dumps(line) + "\n" for line in given_lines), "utf-8")
    assert [r.ref for r in api.open_inputs(file) if isinstance(r, Report)] == ["a-1", "a-2"]


def test_the_demonstration_comes_back(demo: api.Result) -> None:
    assert demo.records
    for record in demo.records:
        assert from_line(to_line(record)) == record


def test_ids_are_made_of_content(report: Callable[..., Report]) -> None:
    text = "The mayor of Bristol, Anna Berg, resigned on Monday."
    first, second = api.read(report(text)), api.read(report(text, ref="elsewhere"))
    assert [r.id for r in first.records] == [r.id for r in second.records]
