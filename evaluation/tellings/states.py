"""What each word of a report means where it stands, as vectors: the hidden states of a small sentence encoder (all-MiniLM-L6-v2, in int8).

The reader's own states do not serve: learning syntax, they have forgotten much of what words mean (docs/decisions/0018-event-mentions.md).
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.layers import Layers
from dateline.annotate.model import reader, session
from dateline.annotate.pieces import Splitter
from dateline.errors import ModelError

Floats = NDArray[np.float32]

DEPTHS = (0, 2, 4, 6)  # layers of the encoder whose states are kept; 0 are the words by themselves
WIDTH = 384
MOST_WORDS = 160  # that are read at once


def inputs(cut: Splitter, layers: Layers, first: int, stop: int) -> tuple[list[int], list[int], list[int]]:
    """Pieces, shapes and where each word's pieces begin (and, last, where they end), of the words `first` to `stop` of a report."""
    pieces = cut.run(layers.words[first:stop], [a - first for a, _ in layers.sentences if first <= a < stop])
    return pieces.ids, pieces.shape, [*pieces.first, len(pieces.ids) - 1]


def runs(layers: Layers) -> list[tuple[int, int]]:
    """Whole sentences, as many as are read at once; of a longer one what fits."""
    out: list[tuple[int, int]] = []
    for first, stop in layers.sentences:
        stop = min(stop, first + MOST_WORDS)
        if out and out[-1][1] == first and stop - out[-1][0] <= MOST_WORDS:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((first, stop))
    return out


def loaded(name: str) -> Any:
    """A model of this folder, ready to run. Raises ModelError where its file is missing or damaged."""
    try:
        return session(name, __package__ or "")
    except Exception as error:  # onnxruntime's own errors have no common class
        raise ModelError(f"evaluation/tellings/{name} is missing or damaged ({error}): python -m training.same_event makes it") from error


class States:
    """The encoder, loaded once a process."""

    def __init__(self) -> None:
        self._session = loaded("encoder.onnx")

    def of(self, layers: Layers) -> Floats:
        """(DEPTHS, words, 384): the mean state of each word's pieces; zeros for what a sentence has beyond MOST_WORDS."""
        return word_states(layers, reader().splitter, self._run)

    def _run(self, ids: list[int], shapes: list[int]) -> Floats:
        states: Floats = self._session.run(None, {"ids": np.array([ids]), "shapes": np.array([shapes])})[0][:, 0]
        return states


def word_states(layers: Layers, cut: Splitter, run: Callable[[list[int], list[int]], Floats]) -> Floats:
    """What `run` makes of the pieces and shapes of a report, (DEPTHS, pieces, 384), as the mean over each word's pieces."""
    out = np.zeros((len(DEPTHS), len(layers.words), WIDTH), np.float32)
    for first, stop in runs(layers):
        ids, shapes, begins = inputs(cut, layers, first, stop)
        out[:, first:stop] = np.add.reduceat(run(ids, shapes), begins, axis=1)[:, :-1] / np.diff(begins)[:, None]
    return out


def mean_of(states: Floats, words: Sequence[int]) -> Floats:
    """(DEPTHS, 384): the mean over `words`, of length one at each depth."""
    mean = states[:, list(words)].mean(1)
    length = np.sqrt((mean * mean).sum(-1, keepdims=True))
    unit: Floats = mean / np.maximum(length, 1e-6)
    return unit


@cache
def states() -> States:
    """The process's encoder, loaded when first asked for."""
    return States()
