"""The pipeline: the same records however they are read, and nothing that one report does harms another."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline import pipeline
from dateline.errors import DatelineError
from dateline.faces import api
from dateline.issues import Issue
from dateline.records import Figure
from dateline.records.lines import to_line
from dateline.records.reading import Reading
from dateline.span import Span
from dateline.store import Store
from dateline.text.make import make_report
from dateline.text.report import Report

Make = Callable[..., Report]


def _lines(results: Iterator[pipeline.ReadResult]) -> list[bytes]:
    return [to_line(one) for r in results if r.report is not None for one in (r.report, *r.records)]


def _demo() -> list[Report | Issue]:
    with api.demo_reports() as path:
        return list(api.open_inputs(path))


def test_many_processes_give_the_same_records_in_the_same_order() -> None:
    reports = _demo()
    assert _lines(pipeline.read_reports(reports, processes=2)) == _lines(pipeline.read_reports(reports))


def test_a_report_reads_the_same_in_any_company(demo: api.Result) -> None:
    for report in demo.reports[10:14]:
        alone = api.read(report)
        assert list(alone.records) == [r for r in demo.records if r.report == report.id]


def _kind(name: str, find: Callable[[Reading], list[Any]]) -> ModuleType:
    module = ModuleType(f"dateline.records.{name}")
    module.find = find  # type: ignore[attr-defined]
    return module


def _counted(reading: Reading) -> list[Figure]:
    return [Figure(what="killed", low=1, high=1, text="1", span=Span(0, 1))]


def _broken(reading: Reading) -> list[Figure]:
    raise ZeroDivisionError("so many per none")


def test_a_kind_that_fails_gives_an_issue_and_the_others_go_on(no_model: None, monkeypatch: pytest.MonkeyPatch, report: Make) -> None:
    monkeypatch.setattr(pipeline, "KINDS", (_kind("broken", _broken), _kind("counted", _counted)))
    (one,) = pipeline.read_reports([report("One man died.", ref="r1")])
    assert [type(r) for r in one.records] == [Figure]
    assert one.issues == (Issue("r1", "extract", "broken: ZeroDivisionError: so many per none"),)


def test_a_report_that_breaks_the_reader_is_told_and_read_again_next_time(monkeypatch: pytest.MonkeyPatch, report: Make, tmp_path: Path) -> None:
    def broken(one: Report) -> None:
        raise RuntimeError("no such layer")

    store = tmp_path / "s.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "annotate", broken)
        first = api.read(report("One man died.", ref="r1"), store=store)
    assert (first.reports, first.issues) == ((), (Issue("r1", "annotate", "RuntimeError: no such layer"),))
    with Store.open(store) as kept:
        assert list(kept.issues()) == list(first.issues)
    second = api.read(report("One man died.", ref="r1"), store=store)
    assert (len(second.reports), second.unchanged, second.issues) == (1, 0, ())
    with Store.open(store) as kept:
        assert list(kept.issues()) == []


def test_misuse_is_not_taken_for_bad_input(monkeypatch: pytest.MonkeyPatch, report: Make) -> None:
    def missing(one: Report) -> None:
        raise DatelineError("install it again")

    monkeypatch.setattr(pipeline, "annotate", missing)
    with pytest.raises(DatelineError, match="install it again"):
        list(pipeline.read_reports([report("One man died.")]))


def test_results_keep_the_order_of_the_sources(no_model: None, report: Make) -> None:
    issue = Issue("x.bin", "decode", "it is no text")
    first, second = report("first"), report("second")
    results = list(pipeline.read_reports([first, issue, second, first]))
    assert [r.report or r.issues[0] for r in results] == [first, issue, second, first]
    assert [r.unchanged for r in results] == [0, 0, 0, 1]


def test_what_is_held_does_not_grow_with_the_stream(no_model: None) -> None:
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield make_report(f"Report {taken}. " + "It says very little. " * 50, ref=str(taken))

    results = pipeline.read_reports(endless())
    for _ in range(100):
        next(results)
    assert taken < 150


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "\ud800", "word " * 3000, "A" * 20000, "?" * 500, "١٢٣ قتيلا", "\n".join(["x"] * 3000)])
def test_odd_texts_are_read_or_told(text: str, report: Make) -> None:
    (one,) = pipeline.read_reports([report(text)])
    assert one.report is not None
    assert one.issues == ()


# Processes that die

_DYING = """
import os, signal, sys
from dateline import pipeline
from dateline.text.make import make_report



def deadly(report):
    if "poison" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.ReadResult(report)

pipeline.read_one = deadly
pipeline.BATCH_CHARACTERS = 100

if __name__ == "__main__":
    texts = [f"Report {k} is poison." if k in (7, 20) else f"Report {k} says very little." for k in range(30)]
    for r in pipeline.read_reports([make_report(t, ref=str(k)) for k, t in enumerate(texts)], processes=2):
        print("read" if r.report else f"lost {r.issues[0].subject} {r.issues[0].stage}", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_process_that_dies_takes_only_its_report_with_it(tmp_path: Path) -> None:
    script = tmp_path / "dying.py"
    script.write_text(_DYING)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split("\n")[:-1] == [f"lost {k} read" if k in (7, 20) else "read" for k in range(30)]


def test_a_script_that_forgets_its_main_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("import dateline\ndateline.read(['Anna resigned.\\nShe said why.'], processes=2)\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert done.returncode != 0
    assert "__main__" in done.stderr.strip().split("\n")[-1]
