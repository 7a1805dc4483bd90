"""Runs the trained reader: runs of words in, layers of each run out. Needs onnxruntime, tokenizers and numpy only."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from dateline.annotate import decode
from dateline.annotate.layers import Name
from dateline.annotate.pieces import Pieces, Splitter
from dateline.errors import ModelError

PIECES_A_BATCH = 640
BIO_LAYERS = ("source", "cue", "content", "time")


@dataclass(frozen=True, slots=True)
class ReadRun:
    """What the model says of one run of words. Word indices are the run's; heads -1 are roots; `ties` gives each source's or content's cue.

    `factuality` gives each word's, were it an event, -3 (surely not so) to 3 (surely so), by the scale of each set of judges (`labels.json`).
    """

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[Name]
    sources: list[tuple[int, int]]
    cues: list[tuple[int, int]]
    contents: list[tuple[int, int]]
    times: list[tuple[int, int]]
    ties: dict[tuple[int, int], int]
    factuality: list[tuple[float, ...]]


def session(name: str, package: str = "dateline.models") -> Any:
    """A shipped model, ready to run in one thread. Raises OSError, or what onnxruntime raises, where it is missing or damaged."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(files(package).joinpath(name).read_bytes(), options, providers=["CPUExecutionProvider"])


class Reader:
    """The trained reader, loaded once a process; one thread, for processes scale better."""

    def __init__(self) -> None:
        try:
            from tokenizers import Tokenizer

            folder = files("dateline.models")
            self._reader, self._relations = session("reader.onnx"), session("relations.onnx")
            labels = json.loads(folder.joinpath("labels.json").read_text("utf-8"))
            self.splitter = Splitter(Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise ModelError(f"the reading model is missing or damaged ({error}); install dateline again") from error
        self._upos: list[str] = labels["upos"]
        self._relation_names: list[str] = labels["relations"]
        self._names: list[str] = labels["names"]
        self._name_moves = decode.legal_bio(self._names)
        moves = np.array(labels["transitions"], dtype=np.float32)
        moves[:, 0, 2] = -1e4
        self._bio_moves = moves

    def read(self, runs: Sequence[tuple[Sequence[str], Sequence[int]]]) -> list[ReadRun]:
        """Read runs of (words, first words of sentences); a run is at most about 200 words. Results are in the order of `runs`."""
        cut = [self.splitter.run(words, opens) for words, opens in runs]
        out: list[ReadRun | None] = [None] * len(runs)
        for group in _groups(cut):
            for k, result in zip(group, self._batch([cut[k] for k in group], [runs[k][1] for k in group]), strict=True):
                out[k] = result
        return [r for r in out if r is not None]

    def _batch(self, batch: list[Pieces], opens: list[Sequence[int]]) -> list[ReadRun]:
        lengths = np.array([len(p.first) for p in batch])
        width = int(lengths.max())
        pieces = max(len(p.ids) for p in batch)
        ids = np.zeros((len(batch), pieces), dtype=np.int64)
        shapes = np.zeros_like(ids)
        first = np.zeros((len(batch), width), dtype=np.int64)
        for k, p in enumerate(batch):
            ids[k, : len(p.ids)] = p.ids
            shapes[k, : len(p.ids)] = p.shape
            first[k, : len(p.first)] = p.first
        out = self._reader.run(None, {"ids": ids, "shapes": shapes, "first": first})
        upos, names, bio, factuality, arcs, rel_dep, rel_head, tie_dep, tie_head = out
        upos_ids = upos.argmax(-1)
        tags = decode.viterbi(names, self._name_moves, lengths)
        layers = [decode.viterbi(bio[..., 3 * k : 3 * k + 3], self._bio_moves[k], lengths) for k in range(len(BIO_LAYERS))]
        heads = [_heads(arcs[k], int(lengths[k]), opens[k]) for k in range(len(batch))]
        relations = self._relations_of(rel_dep, rel_head, heads)
        results = []
        for k in range(len(batch)):
            n = int(lengths[k])
            sources, cues, contents, times = (decode.chunks(layer[k]) for layer in layers)
            results.append(
                ReadRun(
                    upos=[self._upos[u] for u in upos_ids[k, :n]],
                    heads=[h - 1 for h in heads[k]],
                    deprels=relations[k],
                    names=self._name_spans(tags[k]),
                    sources=sources,
                    cues=cues,
                    contents=contents,
                    times=times,
                    ties=_ties(tie_dep[k], tie_head[k], sources + contents, cues),
                    factuality=[tuple(row) for row in factuality[k, :n].clip(-3, 3).round(2).tolist()],
                )
            )
        return results

    def _relations_of(self, dependent: Any, head: Any, heads: list[list[int]]) -> list[list[str]]:
        rows = np.array([k for k, hs in enumerate(heads) for _ in hs])
        words = np.array([i for hs in heads for i in range(len(hs))])
        governors = np.array([h for hs in heads for h in hs])
        scores = self._relations.run(None, {"dependent": dependent[rows, words], "head": head[rows, governors]})[0]
        root = self._relation_names.index("root")
        scores[governors == 0, :] = -1e9
        scores[governors == 0, root] = 0
        scores[governors != 0, root] = -1e9
        best = scores.argmax(-1)
        out, at = [], 0
        for hs in heads:
            out.append([self._relation_names[b] for b in best[at : at + len(hs)]])
            at += len(hs)
        return out

    def _name_spans(self, tags: list[int]) -> list[Name]:
        out: list[Name] = []
        for i, t in enumerate(tags):
            label = self._names[t]
            if label[0] == "I" and out and out[-1].stop == i and out[-1].label == label[2:]:
                out[-1] = Name(out[-1].label, out[-1].first, i + 1)
            elif label != "O":
                out.append(Name(label[2:], i, i + 1))  # type: ignore[arg-type]
        return out


def _groups(cut: list[Pieces]) -> Iterator[list[int]]:
    """Run numbers put together by length, so that little is padding."""
    order = sorted(range(len(cut)), key=lambda k: (len(cut[k].ids), k))
    group: list[int] = []
    for k in order:
        if group and (len(group) + 1) * len(cut[k].ids) > PIECES_A_BATCH:
            yield group
            group = []
        group.append(k)
    if group:
        yield group


def _heads(arcs: Any, n: int, opens: Sequence[int]) -> list[int]:
    """Heads of one run, sentence by sentence: 0 is the root, words count from 1."""
    starts = sorted({0, *(o for o in opens if 0 < o < n)})
    out: list[int] = []
    for first, stop in zip(starts, [*starts[1:], n], strict=True):
        scores = np.concatenate([arcs[first:stop, :1], arcs[first:stop, 1 + first : 1 + stop]], 1)
        out.extend(h and h + first for h in decode.tree(scores))
    return out


def _ties(dependent: Any, head: Any, spans: list[tuple[int, int]], cues: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Each source's or content's cue (its place in `cues`), by the tie head's biaffine scores."""
    if not spans or not cues:
        return {}
    scores = dependent[[s for s, _ in spans]] @ head[[c for c, _ in cues]].T
    return {span: int(best) for span, best in zip(spans, scores.argmax(1), strict=True)}


@cache
def reader() -> Reader:
    """The process's reader, loaded when first asked for."""
    return Reader()


@cache
def shipped_hash() -> str:
    """The hash of the reader's files, as written when they were made; read without loading them."""
    try:
        return files("dateline.models").joinpath("reader.sha256").read_text("utf-8").strip()
    except OSError as error:
        raise ModelError(f"the reading model is missing ({error}); install dateline again") from error
