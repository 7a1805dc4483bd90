"""What one party does to another, as a trained head sees it: a sentence with its two parties marked in, a probability for each type out.

It makes no record (frames do, see docs/decisions/0016): it says how sure a type is, where one is asked for.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from dateline.annotate.model import reader, session
from dateline.annotate.pieces import PAD, Splitter
from dateline.errors import ModelError

SOURCE, SOURCE_END, TARGET, TARGET_END = 1, 2, 3, 4  # pieces that the vocabulary keeps free
MOST_WORDS = 96  # of a sentence, around the parties

Run = tuple[int, int]


def marked(cut: Splitter, words: Sequence[str], source: Run | None, target: Run | None) -> tuple[list[int], list[int]]:
    """Pieces and shapes of a sentence's `words`, the marks of its two parties (words first to stop, exclusive) set among them."""
    words, source, target = _near(words, source, target)
    pieces = cut.run(words, [0])
    first = [*pieces.first, len(pieces.ids) - 1]
    before: dict[int, list[int]] = {}
    for run, opens, closes in ((source, SOURCE, SOURCE_END), (target, TARGET, TARGET_END)):
        if run is not None:
            before.setdefault(first[run[1]], []).insert(0, closes)
            before.setdefault(first[run[0]], []).append(opens)
    ids: list[int] = []
    shapes: list[int] = []
    for at, (piece, shape) in enumerate(zip(pieces.ids, pieces.shape, strict=True)):
        marks = before.get(at, ())
        ids += [*marks, piece]
        shapes += [*(PAD for _ in marks), shape]
    return ids, shapes


def _near(words: Sequence[str], source: Run | None, target: Run | None) -> tuple[Sequence[str], Run | None, Run | None]:
    """A long sentence cut to what stands around its parties; a party that is then outside is unmarked."""
    if len(words) <= MOST_WORDS:
        return words, source, target
    start = max(0, min((run[0] for run in (source, target) if run), default=0) - MOST_WORDS // 4)

    def moved(run: Run | None) -> Run | None:
        return (run[0] - start, run[1] - start) if run and run[1] - start <= MOST_WORDS else None

    return words[start : start + MOST_WORDS], moved(source), moved(target)


class TypeHead:
    """The trained head, loaded once a process."""

    def __init__(self) -> None:
        try:
            self._session = session("types.onnx")
        except Exception as error:  # onnxruntime's own errors have no common class
            raise ModelError(f"the model of types is missing or damaged ({error}); install dateline again") from error
        self.types: tuple[str, ...] = tuple(self._session.get_modelmeta().custom_metadata_map["types"].split())

    def between(self, words: Sequence[str], source: Run | None, target: Run | None) -> Mapping[str, float]:
        """How likely each type is of what `source` does to `target` (runs of words of the sentence; None where unsaid). They add up to one.

        CONCEDE stands for RETREAT too, which the head does not tell from it.
        """
        ids, shapes = marked(reader().splitter, words, source, target)
        scores = self._session.run(None, {"ids": np.array([ids]), "shapes": np.array([shapes])})[0][0]
        odds = np.exp(scores - scores.max())
        return dict(zip(self.types, (odds / odds.sum()).tolist(), strict=True))


@cache
def type_head() -> TypeHead:
    """The process's head, loaded when first asked for."""
    return TypeHead()
