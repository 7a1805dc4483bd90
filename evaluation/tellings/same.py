"""How sure it is that two mentions tell of one event: boosted trees over the traits of a pair, trained on ECB+ by training/same_event.py."""

from functools import cache

import numpy as np

from dateline.annotate.model import session
from dateline.errors import ModelError
from evaluation.tellings.pairs import Told, each_pair, squared, traits
from evaluation.tellings.states import Floats


class SameEvent:
    """The trained scorer, loaded once a process."""

    def __init__(self) -> None:
        try:
            self._session = session("trees.onnx", __package__ or "")
        except Exception as error:  # onnxruntime's own errors have no common class
            raise ModelError(f"evaluation/tellings/trees.onnx is missing or damaged ({error}): python -m training.same_event makes it") from error

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
