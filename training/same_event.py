"""Train what tells whether two mentions are of one event: `python -m training.same_event --corpora FOLDER` (minutes).

Writes evaluation/tellings/encoder.onnx (whose states are compared: all-MiniLM-L6-v2 as it is, in int8) and trees.onnx beside it (boosted trees over
the traits of a pair). The trees learn from ECB+ train alone. `--folds` prints the cross-validation by which all was chosen, and writes nothing.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from sklearn.ensemble import HistGradientBoostingClassifier
from torch import Tensor, nn

from dateline.annotate import model
from dateline.annotate.layers import Layers
from evaluation.ecb import by_topic, events_by, score, topics_of
from evaluation.tellings.pairs import Told, each_pair, squared, told, traits
from evaluation.tellings.states import DEPTHS, Floats
from training.ecb import Document, documents
from training.export import ByRow
from training.model import Encoder
from training.train import package_folder

FOLDS = 5
FORESTS = 3  # sets of trees, of which each branch looks at other traits; the mean of their logits counts
TREES: dict[str, Any] = {
    "max_iter": 250,
    "learning_rate": 0.06,
    "max_leaf_nodes": 15,
    "max_features": 0.3,
    "l2_regularization": 1.0,
    "min_samples_leaf": 40,
}

Pairs = tuple[Floats, NDArray[np.bool_]]  # traits, and which are of one event
Forests = Sequence[HistGradientBoostingClassifier]


@dataclass(frozen=True)
class Learned:
    """ECB+ train: its mentions, the gold topic and the event of each, and the mentions of each topic as found."""

    told: Told
    topic: tuple[str, ...]
    event: tuple[str, ...]
    found: list[list[int]]

    @classmethod
    def of(cls, corpora: Path) -> "Learned":
        """Read by the shipped reader and the shipped encoder."""
        folder = corpora / "merge" / "ecb"
        texts = documents(folder / "train_corpus.txt", folder / "train_Event_gold_mentions.json")
        layers = [_layers(text) for text in texts]
        its = told(layers, [[t.words for t in text.tellings] for text in texts])
        each = [(text.topic, t.event) for text in texts for t in text.tellings]
        return cls(its, tuple(topic for topic, _ in each), tuple(event for _, event in each), by_topic(its, topics_of(layers)))

    def pairs(self) -> dict[str, Pairs]:
        """The pairs of each gold topic: of two happenings of one kind, which the scorer must tell apart."""
        rows: dict[str, list[int]] = {}
        for k, topic in enumerate(self.topic):
            rows.setdefault(topic, []).append(k)
        return {topic: self._pairs(its) for topic, its in rows.items()}

    def _pairs(self, rows: list[int]) -> Pairs:
        event = np.unique([self.event[k] for k in rows], return_inverse=True)[1]
        return each_pair(traits(self.told.some(rows))), each_pair(event[:, None] == event[None])


def _layers(text: Document) -> Layers:
    opens = [[k for k, s in enumerate(run.sentence) if k == 0 or run.sentence[k - 1] != s] for run in text.runs]
    return text.layers(model.reader().read([(run.words, its) for run, its in zip(text.runs, opens, strict=True)]))


def grown(parts: Sequence[Pairs]) -> Forests:
    """Trees that have learned the pairs."""
    x, y = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return [HistGradientBoostingClassifier(**TREES, random_state=seed).fit(x, y) for seed in range(FORESTS)]


def likely(forests: Forests, x: Floats) -> Floats:
    """What the trees say of pairs, as the shipped ones do."""
    logits = np.mean([trees.decision_function(x) for trees in forests], 0)
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def cross_validate(its: Learned) -> None:
    """Prints how well each fold of gold topics is put into events by trees that have not seen it, at several thresholds."""
    parts = its.pairs()
    fold = {topic: k % FOLDS for k, topic in enumerate(sorted(parts, key=int))}
    likeness = [np.eye(len(rows), dtype=np.float32) for rows in its.found]
    for k in range(FOLDS):
        forests = grown([pairs for topic, pairs in parts.items() if fold[topic] != k])
        for n, rows in enumerate(its.found):
            if len(rows) > 1 and any(fold[its.topic[row]] == k for row in rows):
                likeness[n] = squared(likely(forests, each_pair(traits(its.told.some(rows)))), len(rows))
    for apart in np.arange(0.75, 0.96, 0.03):
        found = score(its.told, its.event, events_by(list(zip(its.found, likeness, strict=True)), apart))
        print(f"{apart:.2f}: CoNLL {found.conll:.2f}, MUC {found.muc.f1:.2f}, B³ {found.b3.f1:.2f}, CEAFe {found.ceafe.f1:.2f}", flush=True)


# -- files ------------------------------------------------------------------------------------------------------------------


class Depths(nn.Module):
    """The states of some layers of the encoder, one upon another: (depths, b, p, 384)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        with torch.no_grad():
            self.encoder.load(package_folder() / "model.safetensors")
        self.encoder.words = ByRow(self.encoder.words.weight.detach())  # type: ignore[assignment]

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Pieces and shapes, as the reader takes them."""
        states = [self.encoder.words(ids), *self.encoder(ids, shapes)]
        return torch.stack([states[k] for k in DEPTHS])


def export_encoder(to: Path) -> None:
    """Writes the encoder in int8."""
    whole = to.with_suffix(".float.onnx")
    sample = torch.randint(1000, 9000, (1, 12))
    names: dict[str, Any] = {"input_names": ["ids", "shapes"], "output_names": ["states"]}
    axes = {"ids": {0: "b", 1: "p"}, "shapes": {0: "b", 1: "p"}, "states": {1: "b", 2: "p"}}
    torch.onnx.export(Depths().eval(), (sample, torch.ones_like(sample)), str(whole), opset_version=17, dynamo=False, dynamic_axes=axes, **names)
    quantize_dynamic(str(whole), str(to), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"])
    whole.unlink()


def export_trees(forests: Forests, to: Path) -> None:
    """Writes the trees: pairs (n, traits) → probability (n, 1)."""
    nodes: dict[str, list[Any]] = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
    leaves: dict[str, list[Any]] = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for tree, grown in enumerate(predictor for trees in forests for (predictor,) in trees._predictors):
        for k, node in enumerate(grown.nodes):
            leaf = bool(node["is_leaf"])
            for column, value in zip(nodes.values(), (tree, k, *((0, 0.0, "LEAF", 0, 0) if leaf else _branch(node))), strict=True):
                column.append(value)
            if leaf:
                for column, value in zip(leaves.values(), (tree, k, 0, float(node["value"]) / len(forests)), strict=True):
                    column.append(value)
    given = {f"nodes_{k}": v for k, v in nodes.items()} | {f"target_{k}": v for k, v in leaves.items()}
    base = [float(np.mean([trees._baseline_prediction.item() for trees in forests]))]
    sums = helper.make_node("TreeEnsembleRegressor", ["pairs"], ["logit"], domain="ai.onnx.ml", n_targets=1, base_values=base, **given)
    odds = helper.make_node("Sigmoid", ["logit"], ["same"])  # the runtime's trees know no such last step
    pairs = helper.make_tensor_value_info("pairs", TensorProto.FLOAT, ["n", forests[0].n_features_in_])
    graph = helper.make_graph([sums, odds], "same_event", [pairs], [helper.make_tensor_value_info("same", TensorProto.FLOAT, ["n", 1])])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=9)
    onnx.save(made, str(to))


def _branch(node: Any) -> tuple[Any, ...]:
    return int(node["feature_idx"]), float(node["num_threshold"]), "BRANCH_LEQ", int(node["left"]), int(node["right"])


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("DATELINE_CORPORA", "../shared/corpora")))
    parser.add_argument("--folds", action="store_true", help="cross-validate only")
    args = parser.parse_args()
    out = Path(__file__).parent.parent / "evaluation" / "tellings"
    if args.folds:
        cross_validate(Learned.of(args.corpora))
        return
    export_encoder(out / "encoder.onnx")
    export_trees(grown(list(Learned.of(args.corpora).pairs().values())), out / "trees.onnx")


if __name__ == "__main__":
    main()
