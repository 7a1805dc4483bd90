"""The best tree and the best tags, against trying all of them."""

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest

from dateline.annotate.decode import chunks, legal_bio, tree, viterbi


def _trees(n: int) -> Iterator[tuple[int, ...]]:
    """Every assignment of heads to n words that is a tree with one root."""
    for heads in product(range(n + 1), repeat=n):
        if sum(h == 0 for h in heads) == 1 and all(_reaches_root(heads, i) for i in range(1, n + 1)):
            yield heads


def _reaches_root(heads: tuple[int, ...], i: int) -> bool:
    for _ in range(len(heads) + 1):
        if i == 0:
            return True
        i = heads[i - 1]
    return False


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_the_tree_is_the_best_of_all_with_one_root(n: int) -> None:
    every = list(_trees(n))
    for seed in range(40):
        scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
        best = max(every, key=lambda heads: sum(float(scores[i, h]) for i, h in enumerate(heads)))
        assert tuple(tree(scores)) == best


def test_the_tags_are_the_best_of_all() -> None:
    random = np.random.default_rng(1)
    for _ in range(40):
        lengths = random.integers(1, 6, size=3)
        scores = random.normal(size=(3, 5, 3)).astype(np.float32)
        moves = random.normal(size=(3, 3)).astype(np.float32)
        for row, tags in enumerate(viterbi(scores, moves, lengths)):
            n = int(lengths[row])
            best = max(
                product(range(3), repeat=n),
                key=lambda t: sum(scores[row, i, t[i]] for i in range(n)) + sum(moves[a, b] for a, b in pairwise(t)),
            )
            assert tuple(tags) == best


def test_an_inside_follows_its_own_kind_alone() -> None:
    moves = legal_bio(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])
    assert moves[0, 2] < -1e3
    assert moves[3, 2] < -1e3
    assert moves[1, 2] == moves[2, 2] == moves[2, 0] == moves[2, 3] == 0


def test_chunks() -> None:
    assert chunks([0, 1, 2, 1, 0, 2, 2]) == [(1, 3), (3, 4), (5, 7)]
    assert chunks([]) == []
