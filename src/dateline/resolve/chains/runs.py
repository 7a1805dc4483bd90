"""Runs of words: their edges made clean, and pieces cut out of them."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.quotes import MARKS

Run = tuple[int, int]  # words (first, stop)

_EDGES = frozenset((":", ",", "-", "--", "_", ".", ";", "–", "—", "…", "..."))  # no part of a content where they stand at its edge
_ASIDE = frozenset(("which", "where", "whose", "whom"))  # open a clause that the content does not end with
_LEAST = 3  # words that a content keeps before such a clause


def tidy(layers: Layers, first: int, stop: int) -> Run | None:
    """The run without "that", stops and commas at its edges, and without the quotation marks that enclose it; none where nothing is left."""
    words = layers.words
    while first < stop and (words[first] in _EDGES or (words[first].casefold() == "that" and layers.upos[first] == "SCONJ")):
        first += 1
    while stop > first and words[stop - 1] in _EDGES:
        stop -= 1
    marks = sum(w in MARKS for w in words[first:stop])
    if marks and words[first] in MARKS and (marks == 1 or (marks == 2 and words[stop - 1] in MARKS)):
        first += 1
        marks -= 1
    if marks == 1 and stop > first and words[stop - 1] in MARKS:
        stop -= 1
    while stop > first and words[stop - 1] in _EDGES:
        stop -= 1
    return (first, stop) if first < stop else None


def without(runs: list[Run], hole: Run) -> list[Run]:
    """The runs with the words of `hole` cut out."""
    out: list[Run] = []
    for first, stop in runs:
        if hole[0] > first:
            out.append((first, min(stop, hole[0])))
        if hole[1] < stop:
            out.append((max(first, hole[1]), stop))
    return [(a, b) for a, b in out if a < b]


def tidied(layers: Layers, runs: list[Run]) -> tuple[Run, ...]:
    """The runs made clean, each without an aside at its end; those in which nothing is left are dropped."""
    return tuple(run for run in (tidy(layers, *without_aside(layers, *r)) for r in runs) if run is not None)


def without_aside(layers: Layers, first: int, stop: int) -> Run:
    """The run without a relative clause at its end that only adds to it: the report's own word, not the source's."""
    for k in range(stop - 1, first + _LEAST, -1):
        low = layers.low[k]
        if low in MARKS:
            break
        if low in _ASIDE or (low == "who" and layers.words[k - 1] == ","):
            d = layers.heads[k]
            while d >= 0 and layers.deprels[d] != "acl:relcl" and d > k:
                d = layers.heads[d]
            if d > k and layers.deprels[d] == "acl:relcl" and layers.heads[d] < k and layers.edges[d][1] >= stop - 1:
                start = k - (layers.upos[k - 1] == "ADP")
                return first, start
    return first, stop
