"""Turn a training run into the files that ship: the reader in ONNX (int8), its small relation scorer, labels, tokenizer, card.

`python -m training.export --run runs/reader [--out src/dateline/models]`
"""

import argparse
import hashlib
import json
import re
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.data import NAMES, UPOS
from training.model import Reader, with_one
from training.train import package_folder


class ByRow(nn.Module):
    """An embedding table in int8 with one scale a row: costs nothing measurable and a quarter of the room."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]  # type: ignore[index]


class Relations(nn.Module):
    """Word and head vectors to relation scores, run once the tree is known."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.relation = reader.relation

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        return self.relation.labelled(dependent, head)


class Shipped(nn.Module):
    """The reader with its tie scores halved: a dot product of the two tie vectors is the score."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        *rest, dependent, head = self.reader(ids, shapes, first)
        return (*rest, with_one(dependent) @ self.reader.tie.weight[0], with_one(head))


INPUTS = ["ids", "shapes", "first"]
OUTPUTS = ["upos", "names", "bio", "factuality", "arcs", "relation_dependent", "relation_head", "tie_dependent", "tie_head"]


def load(run: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The averaged reader of a run, and its labels."""
    labels = json.loads((run / "labels.json").read_text())
    reader = Reader(len(labels["relations"]), len(UPOS), len(NAMES))
    state = torch.load(run / "last.pt")
    reader.load_state_dict({**state["model"], **state["average"]})
    print(f"step {state['step']}, {state['spent'] / 60:.1f} minutes")
    labels["transitions"] = reader.transitions.detach().numpy().round(4).tolist()
    return reader.eval(), labels


def _write(module: nn.Module, sample: tuple[Tensor, ...], to: Path, inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]) -> None:
    """ONNX by the older exporter: the newer one needs onnxscript and gained nothing."""
    torch.onnx.export(module, sample, str(to), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)


def export(reader: Reader, out: Path, quantise: bool = True) -> None:
    """Write reader.onnx and relations.onnx, and check them against torch."""
    ids = torch.randint(1000, 20000, (2, 12))
    shapes = torch.ones_like(ids)
    first = torch.arange(1, 10)[None].expand(2, -1)
    with torch.no_grad():
        wanted = Shipped(reader)(ids, shapes, first)
    reader.encoder.words = ByRow(reader.encoder.words.weight.detach()) if quantise else reader.encoder.words  # type: ignore[assignment]
    axes = {"ids": {0: "b", 1: "p"}, "shapes": {0: "b", 1: "p"}, "first": {0: "b", 1: "w"}}
    axes |= {name: {0: "b", 1: "w"} for name in OUTPUTS}
    axes["arcs"] = {0: "b", 1: "w", 2: "h"}
    axes["relation_head"] = {0: "b", 1: "h"}
    whole = out / "reader.float.onnx"
    _write(Shipped(reader).eval(), (ids, shapes, first), whole, INPUTS, OUTPUTS, axes)
    two = {"dependent": {0: "n"}, "head": {0: "n"}, "scores": {0: "n"}}
    sample = torch.zeros(3, 96)
    relations = out / "relations.float.onnx"
    _write(Relations(reader), (sample, sample), relations, ["dependent", "head"], ["scores"], two)
    for path in (whole, relations):
        final = out / path.name.replace(".float", "")
        if quantise:
            # seven bits: on processors without VNNI eight would saturate, and the record would differ from machine to machine
            kinds = ["MatMul", "Gemm"]
            quantize_dynamic(str(path), str(final), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=kinds)
        else:
            shutil.copy(path, final)
        path.unlink()
        onnx.checker.check_model(str(final))
    session = ort.InferenceSession(str(out / "reader.onnx"))
    got = session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy(), "first": first.numpy()})
    worst = max(float(np.abs(g - w.numpy()).max()) for g, w in zip(got, wanted, strict=True))
    print(f"largest difference from torch: {worst:.4f}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", type=Path, default=Path("runs/reader"))
    ap.add_argument("--out", type=Path, default=Path("src/dateline/models"))
    ap.add_argument("--float", action="store_true", help="do not quantise: to measure what quantising costs")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reader, labels = load(args.run)
    export(reader, args.out, quantise=not args.float)
    shutil.copy(package_folder() / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")
    digest = hashlib.sha256()
    for name in ("reader.onnx", "relations.onnx", "labels.json", "tokenizer.json"):
        digest.update((args.out / name).read_bytes())
    (args.out / "reader.sha256").write_text(digest.hexdigest() + "\n")
    card = args.out / "CARD.md"
    if card.exists():  # its figures must be measured anew and written by hand
        card.write_text(re.sub(r"(?<=\*\*Hash\*\*: `)\w+", digest.hexdigest(), card.read_text("utf-8")), "utf-8")
    print({p.name: p.stat().st_size for p in sorted(args.out.iterdir())})


if __name__ == "__main__":
    main()
