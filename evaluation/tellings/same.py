"""How sure it is that two mentions tell of one event: boosted trees over the traits of a pair, trained on ECB+ by training/same_event.py."""

from functools import cache

import numpy as np

from evaluation.tellings.pairs import Told, each_pair, squared, traits
from evaluation.tellings.states import Floats, loaded


class SameEvent:
    """The trained scorer, loaded once a process."""

    def __init__(self) -> None:
        self._session = loaded("trees.onnx")

    def between(self, told: Told) -> Floats:
        """(mentions, mentions): the probability that two tell of one event, by reports of one topic; on the diagonal 1."""
        n = len(told.tellings)
        if n < 2:
            return np.eye(n, dtype=np.float32)
        return squared(self._session.run(None, {"pairs": each_pair(traits(told))})[0][:, 0], n)


@cache
def same_event() -> SameEvent:
    """The trained scorer. Raises ModelError where its file is missing or damaged."""
    return SameEvent()
