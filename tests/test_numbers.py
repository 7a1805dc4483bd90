"""Number phrases: tests/cases/numbers.yml, and what must hold for any words."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import numbers, tokens
from dateline.errors import LexiconError

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "numbers.yml").read_text("utf-8"))


def _found(text: str) -> list[str]:
    spans = tokens.words(text)
    joined = [k > 0 and spans[k - 1][1] == start for k, (start, _) in enumerate(spans)]
    out = []
    for p in numbers.phrases([text[s:e] for s, e in spans], joined):
        ends = ["-" if n is None else str(n) for n in (p.low, p.high)]
        out.append(f"{text[spans[p.first][0] : spans[p.stop - 1][1]]} | {' '.join(ends)} {p.bound}")
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, Any]) -> None:
    assert _found(case["text"]) == case.get("found", [])


_VOCABULARY = "two hundred and a half million - to between 7 500 1,200 3.5 of tens thousands more than no or May"


@given(st.lists(st.one_of(st.sampled_from(_VOCABULARY.split()), st.text(min_size=1, max_size=6)), max_size=30))
def test_any_words_give_ordered_phrases_with_sense(words: list[str]) -> None:
    last = 0
    for p in numbers.phrases(words):
        assert last <= p.first < p.stop <= len(words)
        last = p.stop
        assert p.low is not None or p.high is not None
        assert p.low is None or p.high is None or p.low <= p.high


def test_long_runs_are_read_in_passing() -> None:
    assert len(numbers.phrases(["12", "to"] * 20000)) > 0
    assert numbers.phrases(["hundred"] * 20000) == []


def test_a_phrase_under_two_bounds_is_refused() -> None:
    bounds = {key: [] for key in ("about", "after_at_least", "after_at_most", "after_about", "fillers")}
    data = {"bounds": {**bounds, "at_least": ["over"], "at_most": ["over"]}}
    with pytest.raises(LexiconError, match="over"):
        numbers.build(data)
