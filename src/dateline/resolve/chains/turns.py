"""Speech set out by turns, as in interviews and monitored broadcasts: "[Berg] ..." or "BERG: ..." opens what that speaker says."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import CueWords
from dateline.resolve.chains.runs import Run, tidied
from dateline.resolve.chains.said import Said

_LABEL = 30  # words at most between two brackets
_NAME = 4  # words at most of a name
_END = re.compile(
    r"""\[ \s* end \s+ (?: of \s+ )? (?: recording | video | audio | interview ) \s* \]  # closes what was recorded""",
    re.VERBOSE | re.IGNORECASE,
)


class _Turn(NamedTuple):
    """Where a turn opens, its mark (a bracket or a colon), who speaks (no words where the report goes on), and the first word said."""

    opens: int
    mark: int
    speaker: Run
    first: int


def by_turns(layers: Layers, words: CueWords, text: str) -> list[Said]:
    """Each turn, with a run of words for each paragraph that it goes on over; of a turn that nothing closes, its first paragraph."""
    turns = sorted([*_bracketed(layers, words), *_before_colons(layers)])
    stops = sorted([*(t.opens for t in turns), *(bisect_left(layers.starts, m.start()) for m in _END.finditer(text))]) if turns else []
    out: list[Said] = []
    for turn in turns:
        k = bisect_left(stops, turn.first)
        stop = stops[k] if k < len(stops) else None
        runs = _paragraphs(layers, turn.first, stop) if turn.speaker[0] < turn.speaker[1] else []
        contents = tidied(layers, runs)
        if contents:
            out.append(Said(turn.mark, (turn.mark, turn.mark + 1), None, contents, "say", turn.speaker, sure=True, direct=True))
    return out


def _paragraphs(layers: Layers, first: int, stop: int | None) -> list[Run]:
    """The paragraphs from word `first` to `stop`, or the one that has it."""
    k = bisect_left(layers.paragraphs, first, key=lambda p: p[1] - 1)
    out: list[Run] = []
    while k < len(layers.paragraphs) and (not out or (stop is not None and layers.paragraphs[k][0] < stop)):
        a, b = layers.paragraphs[k]
        out.append((max(a, first), b if stop is None else min(b, stop)))
        k += 1
    return [(a, b) for a, b in out if a < b]


def _bracketed(layers: Layers, words: CueWords) -> Iterator[_Turn]:
    """Labels in brackets that open a paragraph."""
    for k, end in layers.paragraphs:
        while k < end and layers.words[k] == "[":
            close = next((j for j in range(k + 1, min(k + _LABEL, end)) if layers.words[j] == "]"), None)
            if close is None:
                break
            stop = next((j for j in range(k + 1, close) if layers.words[j] == ","), close)
            told = {layers.low[j] for j in range(k + 1, stop)}
            if told & words.grammar.tellers:
                yield _Turn(k, k, (k, k), close + 1)
            elif not told & words.grammar.notes and _is_name(layers, k + 1, stop):
                yield _Turn(k, k, (k + 1, stop), close + 1)
            k = close + 1


def _before_colons(layers: Layers) -> Sequence[_Turn]:
    """Names before a colon, where several paragraphs after the first open so."""
    found = []
    for begin, end in layers.paragraphs[1:]:
        colon = next((k for k in range(begin + 1, min(begin + _NAME + 1, end - 1)) if layers.words[k] == ":"), None)
        named = colon is not None and all(layers.upos[k] == "PROPN" for k in range(begin, colon))
        if colon is not None and named and any(layers.upos[k] in ("VERB", "AUX") for k in range(colon, end)):
            found.append(_Turn(begin, colon, (begin, colon), colon + 1))
    return found if len(found) > 1 else []


def _is_name(layers: Layers, first: int, stop: int) -> bool:
    return 0 < stop - first <= _NAME and any(layers.upos[k] == "PROPN" for k in range(first, stop))
