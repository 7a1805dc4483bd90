"""The bar's words and the account at the end."""

import io
from collections.abc import Callable, Iterator

import pytest

from dateline.faces.progress import Ahead, Meter, Tally, duration, plural
from dateline.issues import Issue
from dateline.pipeline import ReadResult
from dateline.text.report import Report


@pytest.mark.parametrize(("seconds", "told"), [(0.2, "0 s"), (59, "59 s"), (80, "1 min 20 s"), (7500, "2 h 5 min"), (-3, "0 s")])
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_plurals() -> None:
    assert [plural(n, "report") for n in (0, 1, 2000)] == ["0 reports", "1 report", "2,000 reports"]


def test_the_account(report: Callable[..., Report]) -> None:
    tally = Tally()
    part = Issue("b", "extract", "figure: KeyError")
    tally.add(ReadResult(report("a")))
    tally.add(ReadResult(report("b"), (), (part,)))
    tally.add(ReadResult(report("c"), unchanged=1))
    for k in range(60):
        tally.add(ReadResult(None, (), (Issue(f"x{k}", "decode", "it is no text"),)))
    *listed, last = tally.lines()
    assert last == "read 2, unchanged 1, not read 60 (why: it is no text (60))"
    assert listed[0] == "  b: a part of it could not be read (extract): figure: KeyError"
    assert listed[1] == "  x0: could not be read (decode): it is no text"
    assert listed[-1] == "  and 11 more"


def test_why_is_told_in_full_once(report: Callable[..., Report]) -> None:
    tally = Tally()
    why = "line 7: it is no whole JSON (a very long tale): mend or drop it " + "and so on " * 60
    tally.add(ReadResult(None, (), (Issue("x", "open", why),)))
    listed, last = tally.lines()
    assert last == "read 0, unchanged 0, not read 1 (why: it is no whole JSON)"
    assert listed.startswith("  x: could not be read (open): line 7: it is no whole JSON (a very long tale): mend or drop it and")
    assert len(listed) < 250


def test_a_note_counts_for_nothing(report: Callable[..., Report]) -> None:
    tally = Tally()
    tally.add(ReadResult(report("a"), (), (Issue("a", "date", "its date was dropped"),)))
    assert list(tally.lines()) == ["  a: its date was dropped", "read 1, unchanged 0, not read 0"]


def test_a_slow_source_is_given_as_it_comes(report: Callable[..., Report]) -> None:
    opened = 0

    def sources() -> Iterator[Report]:
        nonlocal opened
        for opened in range(1, 4):
            yield report(f"report {opened}")

    for taken, _ in enumerate(Ahead(sources(), slow=True), 1):
        assert opened == taken


def test_all_is_given_in_order_and_only_so_much_held(report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.faces.progress.AHEAD_REPORTS", 5)
    opened = 0

    def sources() -> Iterator[Report]:
        nonlocal opened
        for opened in range(1, 21):
            yield report(f"report {opened:02}")

    ahead = Ahead(sources())
    taken = []
    for one in ahead:
        taken.append(one)
        assert opened - len(taken) <= 5
        assert (ahead.total is None) == (opened < 20 or len(taken) < 16)
    assert [r.text for r in taken if isinstance(r, Report)] == [f"report {k:02}" for k in range(1, 21)]
    assert ahead.total == 20 * 9


def test_the_time_left_is_told_once_it_can_be_known(report: Callable[..., Report]) -> None:
    ahead = Ahead([report("one"), report("word " * 1000)])
    with Meter(io.StringIO(), ahead) as meter:
        short, long = (r for r in ahead if isinstance(r, Report))
        meter.done(short)
        assert not meter.told().endswith(" left")
        meter.done(long)
        assert meter.told().endswith(" left")


def test_how_far_it_is(report: Callable[..., Report]) -> None:
    ahead = Ahead([report("one two three"), report("four"), Issue("x", "open", "gone")])
    stream = io.StringIO()
    with Meter(stream, ahead) as meter:
        opened = [r for r in ahead if isinstance(r, Report)]
        assert ahead.total == 17
        meter.done(opened[0])
        assert meter.told().startswith("1 report, ")
        assert meter.told().endswith(" s left")
    assert stream.getvalue() == ""
