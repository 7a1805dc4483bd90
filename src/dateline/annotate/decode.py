"""Scores to layers: the best tree (Chu, Liu and Edmonds) and the best tag sequence (Viterbi)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


ONE_ROOT = 1e6  # taken off every score of the root, so that the best tree uses it once


def tree(scores: Floats) -> list[int]:
    """Best heads of one sentence: `scores` (n, 1 + n), column 0 the root. Returns n heads, words from 1; exactly one is 0, the root."""
    n = scores.shape[0]
    square = np.full((n + 1, n + 1), -np.inf, dtype=np.float64)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    heads = square[1:].argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and not _cycle(heads.tolist()):
        return [int(h) for h in heads]
    square[1:, 0] -= ONE_ROOT
    return _arborescence(square)[1:]


def _cycle(heads: list[int]) -> list[int]:
    """Words (from 1) of one cycle of heads, or none."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        i = start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i - 1]
        if state[i] == 1:
            return path[path.index(i) :]
        for j in path:
            state[j] = 2
    return []


def _arborescence(square: NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence from node 0; square[d, h] scores d hanging on h. Contracts one cycle at a time."""
    heads = square.argmax(1)
    heads[0] = 0
    cycle = _cycle([int(h) for h in heads[1:]])
    if not cycle:
        return [int(h) for h in heads]
    inside = np.zeros(len(square), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    ring = np.array(cycle)
    held = square[ring, heads[ring]]
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    smaller[:-1, :-1] = square[np.ix_(rest, rest)]
    enter = square[np.ix_(ring, rest)] - held[:, None]  # which word of the cycle gives way to a head outside
    enter_at = enter.argmax(0)
    smaller[-1, :-1] = enter.max(0)
    leave = square[np.ix_(rest, ring)]
    leave_at = leave.argmax(1)
    smaller[:-1, -1] = leave.max(1)
    smaller[0, :] = -np.inf
    solved = _arborescence(smaller)
    out = [int(h) for h in heads]
    for k, d in enumerate(rest):
        if d:
            out[d] = cycle[leave_at[k]] if solved[k] == len(rest) else int(rest[solved[k]])
    outside = solved[-1]
    out[cycle[enter_at[outside]]] = int(rest[outside])
    return out


def viterbi(scores: Floats, transitions: Floats, lengths: Ints) -> list[list[int]]:
    """Best tags of a batch: `scores` (b, w, k), `transitions` (k, k) added from tag to tag, `lengths` words of each row."""
    b, w, _ = scores.shape
    total = scores[:, 0]
    back = np.zeros(scores.shape, dtype=np.int8)
    best = np.zeros(b, dtype=np.int64)
    for t in range(w):
        if t:
            step = total[:, :, None] + transitions[None]
            back[:, t] = step.argmax(1)
            total = step.max(1) + scores[:, t]
        ended = lengths == t + 1
        best[ended] = total[ended].argmax(1)
    out = []
    for row in range(b):
        n = int(lengths[row])
        tags = [int(best[row])] * n
        for t in range(n - 1, 0, -1):
            tags[t - 1] = int(back[row, t, tags[t]])
        out.append(tags)
    return out


def legal_bio(labels: list[str]) -> Floats:
    """Transitions of BIO labels: 0 where legal, a great penalty where I- follows anything but its own kind."""
    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after[0] == "I" and before[2:] != after[2:]:
                out[a, b] = -1e4
    return out


def chunks(tags: list[int]) -> list[tuple[int, int]]:
    """(first, stop) of each span of O B I = 0 1 2 tags; an I without a B opens a span."""
    out: list[tuple[int, int]] = []
    first = -1
    for i, t in enumerate([*tags, 0]):
        if first >= 0 and t != 2:
            out.append((first, i))
            first = -1
        if t == 1 or (t == 2 and first < 0):
            first = i
    return out
