"""Which earlier mention each mention goes with, by a small network: one hidden layer over the traits of both and of the pair.

It is trained on GUM by training/coreference.py. As in Durrett and Klein (2013) a mention chooses among all that stand before it, or none of them.
"""

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

import numpy as np

from dateline.annotate.layers import Layers
from dateline.errors import ModelError
from dateline.resolve.coreference.mentions import Mention, mentions_of
from dateline.resolve.coreference.traits import Floats, Ints, Traits, pair_traits, pairs_of, traits_of

_TOGETHER = 1024  # mentions that are scored at once
LEAST = -1.0  # gain of a link: where the CoNLL score is best on GUM train; below 0, since several mentions of one entity share what speaks for it


@dataclass(frozen=True)
class Links:
    """The mentions of one report; for each, in order, the earlier one that it goes with best (-1: there is none before it).

    `gain`: by how much, in logits, that beats going with none. `pairs`: all that were looked at.
    """

    mentions: tuple[Mention, ...] = ()
    before: tuple[int, ...] = ()
    gain: tuple[float, ...] = ()
    pairs: "Pairs | None" = None

    @cached_property
    def entity(self) -> tuple[int, ...]:
        """For each mention the first one of its entity."""
        out = list(range(len(self.mentions)))
        for k, (before, gain) in enumerate(zip(self.before, self.gain, strict=True)):
            if before >= 0 and gain >= LEAST:
                out[k] = out[before]
        return tuple(out)

    def chains(self) -> list[tuple[Mention, ...]]:
        """The mentions of each entity that has several."""
        out: dict[int, list[Mention]] = {}
        for entity, mention in zip(self.entity, self.mentions, strict=True):
            out.setdefault(entity, []).append(mention)
        return [tuple(chain) for chain in out.values() if len(chain) > 1]

    def choices(self, k: int) -> tuple[list[int], list[float]]:
        """The earlier mentions that mention k may go with, and the share of each in what is sure: together with going with none they are 1."""
        return self.pairs.of(k) if self.pairs is not None else ([], [])


class Pairs:
    """The pairs of one report by their later mention, with the share of each in what is sure of that."""

    def __init__(self, mentions: int, later: Ints, earlier: Ints) -> None:
        self._edges = np.searchsorted(later, np.arange(mentions + 1))
        self._earlier, self.shares = earlier, np.zeros(len(later), np.float32)

    def of(self, k: int) -> tuple[list[int], list[float]]:
        """The earlier mentions and the shares of the pairs of mention k."""
        at = slice(self._edges[k], self._edges[k + 1])
        return self._earlier[at].tolist(), self.shares[at].tolist()


class Scorer:
    """The trained network, loaded once a process; one thread, for processes scale better."""

    def __init__(self) -> None:
        try:
            import onnxruntime as ort

            folder = files("dateline.models")
            options = ort.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            network = folder.joinpath("coreference.onnx").read_bytes()
            self._network = ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
            words = folder.joinpath("coreference.txt").read_text("utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise ModelError(f"models/coreference is missing or damaged ({error}); install dateline again") from error
        self.index = {word: k for k, word in enumerate(words)}

    def links(self, layers: Layers) -> Links:
        """Of all mentions of a report."""
        mentions = mentions_of(layers)
        if not mentions:
            return Links()
        traits = traits_of(layers, mentions, self.index)
        later, earlier = pairs_of(traits)
        pairs = Pairs(len(mentions), later, earlier)
        before, gain = np.full(len(mentions), -1), np.zeros(len(mentions), np.float32)
        for a, b in pairwise(np.searchsorted(later, np.arange(0, len(mentions) + _TOGETHER, _TOGETHER))):
            if a < b:
                scores, none = self._scores(traits, later[a:b], earlier[a:b])
                pairs.shares[a:b] = _choose(later[a:b], earlier[a:b], scores, none, before, gain)
        return Links(tuple(mentions), tuple(before.tolist()), tuple(gain.tolist()), pairs)

    def _scores(self, traits: Traits, later: Ints, earlier: Ints) -> tuple[Floats, Floats]:
        """Of each pair; and for each, of its later mention going with none."""
        rows, at = np.unique(np.concatenate([later, earlier]), return_inverse=True)
        i, j = np.split(at.reshape(-1), 2)
        given = {
            "own": traits.own[rows],
            "vectors": traits.column["vector"][rows],
            "deeds": traits.column["deed"][rows],
            "later": i,
            "earlier": j,
            "pairs": pair_traits(traits, later, earlier),
        }
        scores, none = self._network.run(None, given)
        return scores, none[i]


def _choose(later: Ints, earlier: Ints, scores: Floats, none: Floats, before: Ints, gain: Floats) -> Floats:
    """Fill in the best choice of each mention of the ascending `later`; returns the share of each pair."""
    opens = np.flatnonzero(np.r_[True, later[1:] != later[:-1]])
    mention, sizes = later[opens], np.diff(np.r_[opens, len(later)])
    best = np.maximum.reduceat(scores, opens)
    at_best = np.flatnonzero(scores == np.repeat(best, sizes))[::-1]  # of equals the first counts, which is the nearest
    before[later[at_best]] = earlier[at_best]
    gain[mention] = best - none[opens]
    top = np.maximum(best, none[opens])
    weights = np.exp(scores - np.repeat(top, sizes))
    total = np.add.reduceat(weights, opens) + np.exp(none[opens] - top)
    shares: Floats = weights / np.repeat(total, sizes)
    return shares


@cache
def scorer_hash() -> str:
    """The hash of the shipped scorer's files: another hash, another scorer."""
    digest = hashlib.sha256()
    for part in ("coreference.onnx", "coreference.txt"):
        digest.update((files("dateline.models") / part).read_bytes())
    return digest.hexdigest()


@cache
def scorer() -> Scorer:
    """The shipped scorer. Raises ModelError where its files are missing or damaged."""
    return Scorer()
