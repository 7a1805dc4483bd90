"""By what means those counted came to harm, as the sentence of a figure tells."""

import re
from typing import NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.counts.words import ANY, forms, words
from dateline.records import Figure

_WORD = re.compile(r"[A-Za-z-]+")
_END = re.compile(r"[.!?]\s")
_BEFORE, _AFTER = 160, 120  # characters of the sentence that are looked at


class Means(NamedTuple):
    """The means that are told, and whether only in the plural: "air strikes", not "an air strike"."""

    kinds: frozenset[str]
    several: bool


def means_of(corpus: Corpus, f: Figure) -> Means:
    """The means that stand in the sentence around a figure."""
    text = corpus.reports[f.report].text
    before = _END.split(text[max(0, f.span.start - _BEFORE) : f.span.start])[-1]
    after = _END.split(text[f.span.end : f.span.end + _AFTER])[0]
    told = {w: kind for w in map(str.lower, _WORD.findall(f"{before} {after}")) for form in forms(w) if (kind := words().means.get(form))}
    nouns = [w for w in told if w not in ("air", "aerial", "barrel", "suicide")]
    return Means(frozenset(told.values()) - {ANY}, bool(nouns) and all(w.endswith("s") for w in nouns))
