"""Which count of a sentence takes the place of an earlier one: "rose to 26 from 18", "updating an earlier toll of 15"."""

from collections.abc import Iterator, Sequence

from dateline.annotate.layers import Layers
from dateline.records.counts.counted_nouns import Counted

_EARLIER = frozenset(("earlier", "previous", "initial", "former", "prior", "original", "preliminary"))
_NEAR = 3  # words from "earlier" to the toll, or from the toll to its number
_TOLLS = frozenset(("toll", "tally", "count", "figure", "estimate", "number"))


def raised(layers: Layers, kept: Sequence[Counted]) -> Iterator[tuple[int, int]]:
    """Pairs of indices into `kept`: the count that now stands, and the one of the same what before it."""
    for k, c in enumerate(kept):
        near = [j for j in (k - 1, k + 1) if 0 <= j < len(kept) and kept[j].what == c.what and not kept[j].subset]
        if c.subset:
            continue
        if layers.low[c.first - 1 : c.first] == ("from",):
            others = [j for j in near if kept[j].trigger == c.trigger and layers.sentence_of[kept[j].first] == layers.sentence_of[c.first]]
        elif _is_earlier(layers, c):
            others = [j for j in near if j < k and layers.sentence_of[c.first] - layers.sentence_of[kept[j].first] <= 1]
        else:
            continue
        if others:
            yield others[0], k


def _is_earlier(layers: Layers, c: Counted) -> bool:
    """Whether the number is that of "an earlier toll"."""
    first, _ = layers.sentences[layers.sentence_of[c.first]]
    lead = layers.low[max(first, c.first - 3 * _NEAR) : c.first]
    at = next((i for i in range(len(lead) - 1, -1, -1) if lead[i] in _TOLLS), None)
    return at is not None and any(w in _EARLIER for w in lead[max(0, at - _NEAR) : at])
