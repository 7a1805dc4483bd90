"""Times: tests/cases/when.yml, trees written by hand, and what must hold for any words and any layers."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import annotate, tokens
from dateline.annotate.layers import Layers, Timex
from dateline.errors import LexiconError
from dateline.resolve.parts import When
from dateline.resolve.times import time_words
from dateline.resolve.times.grains import moved, rendered, stretch
from dateline.resolve.times.time_spans import anchor
from dateline.resolve.times.timevalue import Context, resolved
from dateline.resolve.times.timex import said
from dateline.resolve.times.when import Times
from dateline.text.report import Report, ReportDateline

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "when.yml").read_text("utf-8"))
VERBS = {"past": -1, "future": 1}


def _words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokens.words(text)]


def _report(text: str, published: str | None = "2012-03-06", told: str | None = None) -> Report:
    dateline = ReportDateline(date=told) if told else None
    return Report(id="r", ref="r", text=text, characters=len(text), published=published, dateline=dateline)


@pytest.mark.parametrize("case", CASES["values"], ids=lambda c: f"{c['say']} on {c.get('read')}")
def test_values(case: dict[str, Any]) -> None:
    before = stretch(case["before"]) if "before" in case else None
    found = resolved(said(_words(case["say"])), Context(case.get("read"), before, None, VERBS[case.get("verb", "past")]))
    assert (found.value if found else None) == case.get("is")
    if found and ("from" in case or "to" in case):
        assert (found.start, found.end) == (case.get("from"), case.get("to"))
    if found and "read" not in case and found.basis == "relative":
        assert found.start is None
        assert found.end is None


@cache
def _read(text: str) -> Layers:
    return annotate(_report(text))


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda c: f"{c['of']}: {c['text'][:40]}")
def test_sentences(case: dict[str, Any]) -> None:
    layers = _read(case["text"])
    at = [i for i, word in enumerate(layers.words) if word == case["of"]][case.get("nth", 1) - 1]
    when = Times(_report(case["text"]), layers).of(at)
    assert ((when.start, when.end) if when else (None, None)) == (case.get("from"), case.get("to"))


# Trees written by hand: one sentence of (word, part of speech, head counted from 1 or 0, relation) -----------------------------------------


def _layers(rows: list[tuple[str, str, int, str]], times: tuple[Timex, ...]) -> tuple[Layers, str]:
    words = [r[0] for r in rows]
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    layers = Layers(
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(w.lower() for w in words),
        upos=tuple(r[1] for r in rows),
        heads=tuple(r[2] - 1 for r in rows),
        deprels=tuple(r[3] for r in rows),
        sentences=((0, len(rows)),) if rows else (),
        paragraphs=((0, len(rows)),) if rows else (),
        times=times,
    )
    return layers, " ".join(words)


LEFT = [("Envoys", "NOUN", 2, "nsubj"), ("left", "VERB", 0, "root"), ("on", "ADP", 4, "case"), ("Monday", "PROPN", 2, "obl")]


def test_a_time_bears_its_words() -> None:
    layers, text = _layers(LEFT, (Timex(3, 4),))
    when = Times(_report(text), layers).of(1)
    assert when is not None
    assert when.span is not None
    assert (when.text, when.span.of(text), when.precision, when.basis) == ("Monday", "Monday", "day", "relative")
    assert Times(_report(text), layers).at(3) == when
    assert Times(_report(text), layers).at(1) is None


def test_without_a_date_a_time_stays_relative() -> None:
    layers, text = _layers(LEFT, (Timex(3, 4),))
    when = Times(_report(text, None), layers).of(1)
    assert when is not None
    assert (when.start, when.end, when.value) == (None, None, "XXXX-WXX-1")


def test_the_dateline_of_the_text_is_what_counts() -> None:
    assert anchor(_report("", "2012-03-06")) == date(2012, 3, 6)
    assert anchor(_report("", "2012-03-06T11:30:00Z")) == date(2012, 3, 6)
    assert anchor(_report("", None, "2012-03-05")) == date(2012, 3, 5)
    assert anchor(_report("", "2012-03-06", "2012-03-05")) == date(2012, 3, 5)
    assert anchor(_report("", "2012-01-01", "--12-31")) == date(2011, 12, 31)
    assert anchor(_report("", None, "--12-31")) is None
    assert anchor(_report("", "some day")) is None
    assert anchor(_report("", "2012-13-45")) is None


def test_the_date_over_a_report_is_no_time_of_its_first_deed() -> None:
    rows = [
        ("6", "NUM", 5, "nummod"),
        ("March", "PROPN", 1, "nmod"),
        ("2012", "NUM", 1, "nmod"),
        ("Envoys", "NOUN", 5, "nsubj"),
        ("left", "VERB", 0, "root"),
    ]
    layers, text = _layers(rows, (Timex(0, 3),))
    assert Times(_report(text), layers).of(4) is None
    assert Times(_report(text, "2012-03-09"), layers).of(4) is not None


def test_before_and_after_open_an_end() -> None:
    opened = {"before": (None, "2012-03-04"), "after": ("2012-03-06", None), "by": (None, "2012-03-05"), "on": ("2012-03-05", "2012-03-05")}
    for word, expected in opened.items():
        layers, text = _layers([*LEFT[:2], (word, "ADP", 4, "case"), LEFT[3]], (Timex(3, 4),))
        when = Times(_report(text), layers).of(1)
        assert when is not None
        assert (when.start, when.end) == expected


_SOME = """last next this the a past two several 31 Feb. March Friday night week years quarter century ago later before from now noon 10 p.m. 10:30
'80s 1980s nineties 2012 0 99999 142016 8/8/98 13/13/13 - , and to of end third 20th Thanksgiving yesterday hundred nineteen ninety 2 1/2 weekend
2400 0735 GMT in every per half"""
_WORDS = st.lists(st.one_of(st.sampled_from(_SOME.split()), st.text(min_size=1, max_size=5)), max_size=7)
_DATES = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))


@given(_WORDS, _DATES, _DATES, st.sampled_from([-1, 0, 1]))
def test_any_words_give_an_interval_that_runs_forward(words: list[str], published: date | None, before: date | None, direction: int) -> None:
    told = stretch(before.isoformat()) if before else None
    found = resolved(said(words), Context(published, told, told, direction))
    if found is not None:
        assert found.value
        assert found.start is None or found.end is None or found.start <= found.end


@given(st.dates(), st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "E", "C"]))
def test_a_stretch_of_the_calendar_holds_its_day(day: date, grain: str) -> None:
    covered = stretch(rendered(day, grain))
    assert covered is None or grain == "WE" or covered.start <= day <= covered.end
    assert covered is None or covered.grain == grain


@given(st.dates(), st.sampled_from(["D", "W", "M", "Q", "Y"]), st.integers(-40_000, 40_000))
def test_moving_never_fails(day: date, letter: str, n: int) -> None:
    there = moved(day, letter, n)
    assert there is None or (there - day).days * n >= 0


_TAGS = st.sampled_from(["NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "NUM", "PUNCT", "SCONJ", "ADV"])
_RELATIONS = st.sampled_from(["nsubj", "obj", "obl", "nmod", "conj", "acl", "advcl", "xcomp", "case", "mark", "aux", "det", "root", "ccomp"])
_SAID = "bomb killed said since Friday March 2012 a day later attack will to when the until , they"
_TOLD = st.sampled_from(_SAID.split())


@given(st.lists(st.tuples(_TOLD, _TAGS, st.integers(0, 20), _RELATIONS), max_size=20), st.lists(st.integers(0, 19), max_size=4, unique=True))
def test_any_layers_give_times_inside_the_text(rows: list[tuple[str, str, int, str]], at: list[int]) -> None:
    sane = [(w, pos, head if head <= len(rows) and head - 1 != i else 0, relation) for i, (w, pos, head, relation) in enumerate(rows)]
    layers, text = _layers(sane, tuple(Timex(i, i + 1) for i in sorted(at) if i < len(rows)))
    times = Times(_report(text), layers)
    for i in range(len(rows)):
        for when in (times.of(i), times.at(i)):
            assert when is None or (isinstance(when, When) and when.span is not None and 0 <= when.span.start < when.span.end <= len(text))


def test_long_sentences_are_read_in_passing() -> None:
    rows = LEFT * 3000
    layers, text = _layers(rows, tuple(Timex(4 * k + 3, 4 * k + 4) for k in range(3000)))
    times = Times(_report(text), layers)
    assert times.of(1) is not None
    assert sum(times.at(i) is not None for i in range(len(rows))) == 3000


def test_an_expression_without_end_is_read_in_passing() -> None:
    assert not said(["a", "year", "earlier"] * 5000).empty
    assert resolved(said(["a", "year", "earlier"] * 5000), Context(date(2012, 3, 6))) is not None


def test_a_word_in_two_tables_is_refused() -> None:
    names = ("weekdays", "months", "seasons", "dayparts", "days", "clock", "units", "sets", "decades")
    data: dict[str, Any] = {name: {} for name in names}
    with pytest.raises(LexiconError, match="spring"):
        time_words.build({**data, "seasons": {"spring": "SP"}, "months": {"spring": 3}})


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The envoy will meet officials during his two-day visit.", "meet", "P2D"),
        ("Hundreds were killed in nearly four weeks of shelling.", "killed", "P4W"),
        ("Hundreds were killed in nearly four weeks of shelling.", "shelling", "P4W"),
        ("It was the worst attack in years.", "attack", None),
        ("The paper hires two guards and prints lists of prices daily.", "prints", None),
    ],
)
def test_a_length_is_told_where_no_day_is(text: str, word: str, value: str | None) -> None:
    layers = _read(text)
    when = Times(_report(text), layers).of(layers.words.index(word))
    assert (when.value if when else None) == value
    assert when is None or (when.start, when.end) == (None, None)
