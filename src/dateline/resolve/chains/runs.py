"""Runs of words: their edges made clean, and pieces cut out of them."""

from dateline.annotate.grammar import DASHES
from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import lexicon
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
    """The run without the clauses at its end that only add to it: the report's own word, not the source's."""
    k = stop - 1
    while k > first + _LEAST and layers.words[k] not in MARKS:
        if _opens_aside(layers, first, k, stop):
            stop = k - (layers.upos[k - 1] == "ADP")
            k = stop
        k -= 1
    return first, stop


def _opens_aside(layers: Layers, first: int, k: int, stop: int) -> bool:
    """Whether ", which ...", "- making it ..." or ", a claim that the army denies" opens at word k and runs to the end."""
    low, before = layers.low[k], layers.words[k - 1]
    if low in _ASIDE or (low == "who" and before == ","):
        d = layers.heads[k]
        while d >= 0 and layers.deprels[d] != "acl:relcl" and d > k:
            d = layers.heads[d]
        return d > k and layers.deprels[d] == "acl:relcl" and layers.heads[d] < k and layers.edges[d][1] >= stop - 1
    if _is_dash(layers, k - 1):
        closes = sum(_is_dash(layers, j) for j in range(first + 1, k)) % 2 == 0
        return not closes and layers.upos[k] in ("VERB", "AUX") and low.endswith("ing") and layers.edges[k][1] >= stop - 1
    noun = layers.heads[k] if layers.upos[k] == "DET" else k
    if before != "," or noun < k or layers.lemmas[noun] not in lexicon().judged:
        return False
    judged = any(layers.lemmas[c] in lexicon().clause for c in layers.all_children(noun, "acl") if c > noun)
    return judged and layers.edges[noun][1] >= stop - 1


def _is_dash(layers: Layers, k: int) -> bool:
    """Whether word k is a dash between blanks, no hyphen."""
    return layers.words[k] in DASHES and layers.starts[k] > layers.ends[k - 1]
