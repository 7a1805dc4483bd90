"""Train the head that tells the type of what one party does to another: `python -m training.types`.

The reader's starting weights, fine-tuned whole on PLV with marks around the two parties. `--folds` does it five times, each time without a fifth of
the rows, and writes what the head says of that fifth to `evaluation/plover_folds.tsv`: the cross-validation that the yardstick `plover` prints.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.annotate import words_of
from dateline.annotate.pieces import UNK, Splitter
from dateline.annotate.types import SOURCE, TARGET, marked
from evaluation.plover import FOLDS, FOLDS_FILE, QUAD_OF, rows_of
from evaluation.reading import bare_report
from training.export import ByRow
from training.model import WIDTH, Encoder
from training.train import package_folder

TYPES = tuple(sorted(QUAD_OF))
KEPT_PIECES = 12_000  # of the vocabulary, by frequency as its order tells; the rest are names and rare words, which tell no type
EPOCHS, SIZE, RATE, HEAD_RATE, SMOOTHING = 8, 16, 1.5e-4, 1e-3, 0.05

Example = tuple[list[int], list[int], int]  # pieces, shapes, number of the type


class Typist(nn.Module):
    """384-wide states of the whole sentence, its mean and the two opening marks → scores of TYPES."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        with torch.no_grad():
            self.encoder.load(package_folder() / "model.safetensors")
        self.out = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * WIDTH, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, len(TYPES)))

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """(b, p) pieces and shapes → (b, types)."""
        states = self.encoder(ids, shapes)[-1].float()
        there = (ids != 0).float()[..., None]

        def at(mark: int) -> Tensor:
            return (states * (ids == mark).float()[..., None]).sum(1)

        scores: Tensor = self.out(torch.cat([states[:, 0], (states * there).sum(1) / there.sum(1), at(SOURCE), at(TARGET)], -1))
        return scores


def plv(path: Path, cut: Splitter) -> list[Example]:
    """The rows of PLV, their parties marked."""
    out = []
    for n, row in enumerate(rows_of(path), 1):
        words = words_of(bare_report(row.text, f"row {n}"))
        runs = []
        for span in (row.source, row.target):
            under = [k for k, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)) if start < span.end and span.start < end]
            runs.append((under[0], under[-1] + 1) if under else None)
        ids, shapes = marked(cut, words.forms, runs[0], runs[1])
        out.append((ids, shapes, TYPES.index(row.kind)))
    return out


# -- training ---------------------------------------------------------------------------------------------------------------


def tuned(examples: Sequence[Example], seed: int) -> Typist:
    """A head that has learned `examples`: batches of like length, rates up over 60 steps and down to nothing."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model = Typist()
    groups = [{"params": list(model.encoder.parameters()), "peak": RATE}, {"params": list(model.out.parameters()), "peak": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    total = EPOCHS * -(-len(examples) // SIZE)
    model.train()
    for step, batch in enumerate(b for _ in range(EPOCHS) for b in _batches(examples, rng)):
        ids, shapes, wanted = _tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(ids, shapes)
        loss = F.cross_entropy(scores.float(), wanted, label_smoothing=SMOOTHING)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * min(1, (step + 1) / 60) * max(0.02, 1 - step / total)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()
        if step % 50 == 0:
            print(f"step {step} of {total}, loss {loss.item():.3f}", flush=True)
    return model.eval()


def _batches(examples: Sequence[Example], rng: random.Random) -> Iterator[list[Example]]:
    ordered = sorted(examples, key=lambda e: len(e[0]) + rng.random() * 12)
    cut = [ordered[at : at + SIZE] for at in range(0, len(ordered), SIZE)]
    rng.shuffle(cut)
    yield from cut


def _tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    width = max(len(ids) for ids, _, _ in batch)
    ids, shapes = (torch.tensor([row + [0] * (width - len(row)) for row in rows]) for rows in zip(*((e[0], e[1]) for e in batch), strict=True))
    return ids, shapes, torch.tensor([kind for _, _, kind in batch])


def said(model: Typist, examples: Sequence[Example]) -> list[list[float]]:
    """Probabilities of TYPES, example by example."""
    with torch.no_grad():
        return [model(torch.tensor([ids]), torch.tensor([shapes])).softmax(-1)[0].tolist() for ids, shapes, _ in examples]


# -- files ------------------------------------------------------------------------------------------------------------------


class Pruned(nn.Module):
    """An embedding table of the frequent pieces alone; the rest are as the unknown piece."""

    def __init__(self, weight: Tensor, kept: Sequence[int]) -> None:
        super().__init__()
        rows = torch.full((len(weight),), kept.index(UNK), dtype=torch.long)
        rows[torch.tensor(kept)] = torch.arange(len(kept))
        self.register_buffer("rows", rows)
        self.table = ByRow(weight[torch.tensor(kept)])

    def forward(self, ids: Tensor) -> Tensor:
        looked_up: Tensor = self.table(self.rows[ids])  # type: ignore[index]
        return looked_up


def export(model: Typist, to: Path) -> None:
    """Writes types.onnx: int8, with a part of the vocabulary."""
    model.encoder.words = Pruned(model.encoder.words.weight.detach(), range(KEPT_PIECES))  # type: ignore[assignment]
    whole = to.with_suffix(".float.onnx")
    sample = torch.randint(1000, 9000, (1, 12))
    axes: dict[str, Any] = {"ids": {0: "b", 1: "p"}, "shapes": {0: "b", 1: "p"}, "scores": {0: "b"}}
    inputs = (sample, torch.ones_like(sample))
    names: dict[str, Any] = {"input_names": ["ids", "shapes"], "output_names": ["scores"], "dynamic_axes": axes}
    torch.onnx.export(model, inputs, str(whole), opset_version=17, dynamo=False, **names)
    quantize_dynamic(str(whole), str(to), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"])
    whole.unlink()
    made = onnx.load(str(to))
    onnx.helper.set_model_props(made, {"types": " ".join("CONCEDE" if kind == "YIELD" else kind for kind in TYPES)})
    onnx.save(made, str(to))


def folds(examples: Sequence[Example]) -> None:
    """Writes for each row of PLV what a head that never saw it says of it."""
    lines = {}
    for fold in range(FOLDS):
        model = tuned([e for k, e in enumerate(examples) if k % FOLDS != fold], fold)
        apart = [k for k in range(len(examples)) if k % FOLDS == fold]
        lines |= dict(zip(apart, said(model, [examples[k] for k in apart]), strict=True))
    with FOLDS_FILE.open("w", encoding="utf-8", newline="") as f:
        table = csv.writer(f, delimiter="\t", lineterminator="\n")
        table.writerow(["row", *TYPES])
        table.writerows([k + 1, *(f"{p:.3f}" for p in lines[k])] for k in sorted(lines))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ap.add_argument("--out", type=Path, default=Path("src/dateline/models/types.onnx"))
    ap.add_argument("--folds", action="store_true", help="cross-validate only")
    args = ap.parse_args()
    rows = plv(args.corpora / "events" / "plv_train.tsv", Splitter(Tokenizer.from_file(str(package_folder() / "tokenizer.json"))))
    if args.folds:
        folds(rows)
    else:
        export(tuned(rows, FOLDS), args.out)


if __name__ == "__main__":
    main()
