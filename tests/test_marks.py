"""Quotations: the sentence of a span, short, with the span marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.faces.marks import quote
from dateline.span import Span
from dateline.text.sentence import sentence_around

TEXT = """\
First Title Of All

The U.S. envoy, Mr. Berg, arrived on Jan. 5 to meet Gen. Ali. He left the next day. “It was short,” he said. Nobody
met him (at 9 a.m. or later). 他在北京。他走了。
"""


def _sentence(words: str) -> str:
    start = TEXT.index(words)
    return sentence_around(TEXT, Span(start, start + len(words))).of(TEXT)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Title", "First Title Of All"),
        ("envoy", "The U.S. envoy, Mr. Berg, arrived on Jan. 5 to meet Gen. Ali."),
        ("Ali", "The U.S. envoy, Mr. Berg, arrived on Jan. 5 to meet Gen. Ali."),
        ("left", "He left the next day."),
        ("short", "“It was short,” he said."),
        ("走", "他走了。"),
    ],
)
def test_the_sentence_around(words: str, sentence: str) -> None:
    assert _sentence(words) == sentence


def test_the_span_is_marked_and_the_rest_cut() -> None:
    text = "aaaa " * 60 + "here it is" + " bbbb" * 60
    shown = quote(text, Span(300, 310), limit=60)
    assert shown.marked == "here it is"
    assert shown.before.startswith("… aaaa")
    assert shown.after.endswith("bbbb …")
    assert len(shown.plain()) < 70


def test_furniture_is_left_out() -> None:
    text = "The mayor\nClick to follow\nresigned on Monday."
    start = text.index("resigned")
    shown = quote(text, Span(start, start + 8), [Span(9, 26)])
    assert shown.plain("[", "]") == "The mayor [resigned] on Monday."


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(2, 80))
def test_any_text_gives_a_quotation_of_its_own_words(text: str, a: int, b: int, limit: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    around = sentence_around(text, Span(start, end))
    assert around.start <= start <= end <= around.end
    shown = quote(text, Span(start, end), limit=limit)
    assert "".join(shown.marked.split()) == "".join(text[start:end].split()) or "…" in shown.marked
    assert "\n" not in shown.plain()
