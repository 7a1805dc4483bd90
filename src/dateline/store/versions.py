"""Whether a report is another version of one: an article edited after it was read. docs/decisions/0006-versions.md says why so."""

from itertools import pairwise

from dateline.store.words import tokens
from dateline.text.make import RUNNING_TEXT, STANDARD_INPUT
from dateline.text.report import Report

SHARED = 0.5  # of the pairs of neighbouring words of the shorter: unrelated reports of one crisis share a tenth
_LOOKED_AT = 20_000  # code points of each


def has_name(ref: str) -> bool:
    """Whether a ref names one input: running text and lines of standard input are called the same whatever they are."""
    return ref != RUNNING_TEXT and not ref.startswith(STANDARD_INPUT)


def is_version(one: Report, other: Report) -> bool:
    """Whether two reports of the same `ref` are one at two times: no two publishers', and half of the words of one stand in the other in a row."""
    if one.publisher and other.publisher and one.publisher != other.publisher:
        return False
    mine, theirs = _pairs(one.text), _pairs(other.text)
    return len(mine & theirs) >= SHARED * max(1, min(len(mine), len(theirs)))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = [token.word for token in tokens(text, 0, min(len(text), _LOOKED_AT))]
    return set(pairwise(words))
