"""The pipeline: the same records however they are read, and nothing that one report does harms another."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline import digest, pipeline
from dateline.errors import DatelineError
from dateline.faces import api
from dateline.issues import Issue
from dateline.records import Figure
from dateline.resolve.reading import Reading
from dateline.span import Span
from dateline.store import Store
from dateline.text.make import make_report
from dateline.text.report import Report

Make = Callable[..., Report]


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


def test_a_report_whose_kind_failed_is_read_again(no_model: None, monkeypatch: pytest.MonkeyPatch, report: Make, tmp_path: Path) -> None:
    store, one = tmp_path / "s.sqlite", report("One man died.", ref="r1")
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "KINDS", (_kind("broken", _broken),))
        assert [api.read(one, store=store).unchanged for _ in range(2)] == [0, 0]
    monkeypatch.setattr(pipeline, "KINDS", (_kind("counted", _counted),))
    assert (len(api.read(one, store=store).records), api.read(one, store=store).unchanged) == (1, 1)
    with Store.open(store) as kept:
        assert (kept.counts()["figure"], list(kept.issues())) == (1, [])


def test_a_note_goes_with_the_report_that_follows(no_model: None, report: Make, tmp_path: Path) -> None:
    first, second = report("One man died.", ref="r1"), report("Two men died.", ref="r2")
    note, lost = Issue("r2", "date", "its date was dropped"), Issue("x", "decode", "it is no text")
    with Store.open(tmp_path / "s.sqlite") as store:
        for _ in range(2):
            results = list(pipeline.read_reports([first, lost, note, second], store=store))
            assert [(r.report, r.issues) for r in results] == [(first, ()), (None, (lost,)), (second, (note,))]
        assert list(store.issues(second.id)) == [note]


def test_what_is_unchanged_is_not_taken_out_of_the_store_for_nothing(
    no_model: None, monkeypatch: pytest.MonkeyPatch, report: Make, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline, "KINDS", (_kind("counted", _counted),))
    one = report("One man died.")
    with Store.open(tmp_path / "s.sqlite") as store:
        fresh = list(pipeline.read_reports([one], store=store))
        assert [r.records for r in pipeline.read_reports([one], store=store, recall=True)] == [fresh[0].records]
        monkeypatch.setattr(store, "records", None)
        assert [(r.records, r.unchanged) for r in pipeline.read_reports([one], store=store)] == [((), 1)]


def test_slow_reports_are_done_one_by_one(no_model: None, report: Make) -> None:
    given = 0

    def sources() -> Iterator[Report]:
        nonlocal given
        for given in range(1, 4):
            yield report(f"Report {given}.")

    for done, _ in enumerate(pipeline.read_reports(sources(), at_once=1), 1):
        assert given == done


def test_another_rule_is_another_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = Path(pipeline.__file__).parent
    for name in pipeline._READS:
        shutil.copytree(package / name, tmp_path / name, ignore=shutil.ignore_patterns("*.bin", "__pycache__"))
    monkeypatch.setattr(digest, "files", lambda name: tmp_path)
    versions = {pipeline.reader_version.__wrapped__() for _ in range(2)}
    assert len(versions) == 1
    for changed in ("records/figure.py", "lexicons/times.toml"):
        file = tmp_path / changed
        file.write_bytes(file.read_bytes() + b"#")
        versions.add(pipeline.reader_version.__wrapped__())
    assert len(versions) == 3


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
import os, signal, time
from dateline import pipeline
from dateline.text.make import make_report


def deadly(report):
    if "poison" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)  # so that a death elsewhere falls into it
    return pipeline.ReadResult(report)

pipeline.read_one = deadly
pipeline.BATCH_CHARACTERS = 100

def reports():
    for k in range(30):
        if k == 17:
            time.sleep(1)  # until 7 has done its worst, so that 20 is given to new processes
        yield make_report(f"Report {k} is poison." if k in (7, 20) else f"Report {k} says very little.", ref=str(k))


if __name__ == "__main__":
    for r in pipeline.read_reports(reports(), processes=2):
        print("read" if r.report else f"lost {r.issues[0].subject} {r.issues[0].stage}", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_process_that_dies_takes_only_its_report_with_it(tmp_path: Path) -> None:
    script = tmp_path / "dying.py"
    script.write_text(_DYING)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split("\n")[:-1] == [f"lost {k} read" if k in (7, 20) else "read" for k in range(30)]


_LASTING = """
import time
from dateline import pipeline
from dateline.text.make import make_report


def lasting(report):
    print("begun", flush=True)
    time.sleep(120)


pipeline.read_one = lasting

if __name__ == "__main__":
    list(pipeline.read_reports([make_report(f"Report {k}." * 10_000, ref=str(k)) for k in range(4)], processes=2))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "lasting.py"
    script.write_text(_LASTING)
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    try:
        assert [process.stdout.readline().strip() for _ in range(2)] == ["begun", "begun"]
        process.kill()
        process.communicate(timeout=20)  # ends when nobody is left who could write
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_a_script_that_forgets_its_main_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("import dateline\ndateline.read(['Anna resigned.\\nShe said why.'], processes=2)\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert done.returncode != 0
    assert "__main__" in done.stderr.strip().split("\n")[-1]
