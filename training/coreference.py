"""Train what links mentions: `python -m training.coreference --corpora FOLDER` writes models/coreference.onnx and .txt (minutes).

Learns from GUM train alone, over the layers of the shipped reader. A mention chooses among the mentions before it, or none; the loss is the log-odds
of all right choices together (Durrett and Klein 2013). The word vectors are the leading axes of the word embeddings of all-MiniLM-L6-v2.
"""

import argparse
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

import dateline
from dateline.annotate import model
from dateline.annotate.layers import Layers
from dateline.resolve.coreference.mentions import mentions_of
from dateline.resolve.coreference.traits import pair_traits, pairs_of, traits_of
from training.entities import Document, documents
from training.train import package_folder

TOGETHER = 90  # words read at once, as the evaluation reads a treebank
AXES = 16
HIDDEN = 32
DROPPED = 0.1
RATE = 2e-3
ALIKE = (0.5, 0.7)  # cosines from which two words are alike
INPUTS = ["own", "vectors", "deeds", "later", "earlier", "pairs"]
_WORD = re.compile(r"[a-z][a-z.'-]+")


@dataclass(frozen=True)
class Example:
    """One document: what the network is given of its mentions and pairs, and which pairs are right."""

    given: tuple[Tensor, ...]  # by INPUTS
    later: Tensor
    right: Tensor


class Network(nn.Module):
    """One hidden layer over a pair; another over a mention that may go with none. `vectors` are in int8, in steps of `step`, and not trained."""

    vectors: Tensor
    step: Tensor

    def __init__(self, own: int, pair: int, vectors: Tensor, hidden: int = HIDDEN) -> None:
        super().__init__()
        step = vectors.abs().max() / 127
        self.register_buffer("vectors", torch.cat([(vectors / step).round(), torch.zeros(1, vectors.shape[1])]).to(torch.int8))
        self.register_buffer("step", step)
        own += 2 * vectors.shape[1]
        self.earlier, self.later = nn.Linear(own, hidden), nn.Linear(own, hidden, bias=False)
        self.pair = nn.Linear(pair + len(ALIKE) + 1, hidden, bias=False)
        self.alone = nn.Linear(own, hidden)
        self.out, self.alone_out = nn.Linear(hidden, 1, bias=False), nn.Linear(hidden, 1, bias=False)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, own: Tensor, vectors: Tensor, deeds: Tensor, later: Tensor, earlier: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the pairs, and of each mention's going with none. Row -1 of the vectors is that of a word without one."""
        vector = self.vectors[vectors].float() * self.step
        deed = self.vectors[deeds].float() * self.step
        mention = torch.cat([own, vector, deed], 1)
        length = (vector * vector).sum(1, keepdim=True).sqrt().clamp(min=1e-6)
        way = vector / length
        cosine = (way[later] * way[earlier]).sum(1, keepdim=True) * pairs[:, :1]
        alike = torch.cat([cosine, *((cosine > least).float() for least in ALIKE)], 1)
        hidden = torch.relu(self.earlier(mention)[earlier] + self.later(mention)[later] + self.pair(torch.cat([pairs, alike], 1)))
        none = torch.relu(self.alone(mention))
        return self.out(self.drop(hidden))[:, 0], self.alone_out(self.drop(none))[:, 0]

    def loss(self, example: Example) -> Tensor:
        """Mean over mentions."""
        scores, none = self(*example.given)
        linked = torch.zeros(len(none), dtype=torch.bool)
        linked[example.later[example.right]] = True
        nothing = torch.tensor(-1e9)
        right = _log_sums(torch.where(example.right, scores, nothing), example.later, torch.where(linked, nothing, none))
        return (_log_sums(scores, example.later, none) - right).mean()


def _log_sums(scores: Tensor, of: Tensor, more: Tensor) -> Tensor:
    """For each mention the log of the sum of the exponentials of its pairs' scores and of `more`."""
    top = torch.maximum(torch.full_like(more, -1e9).scatter_reduce(0, of, scores, "amax"), more).detach()
    total = torch.zeros_like(more).index_add(0, of, torch.exp(scores - top[of])) + torch.exp(more - top)
    return torch.log(total + 1e-30) + top


def vectors(axes: int = AXES) -> tuple[list[str], Tensor]:
    """The whole words among MiniLM's word pieces, and a row for each: the leading axes of their embeddings, each of variance one."""
    folder = package_folder()
    embeddings = next(v for k, v in load_file(folder / "model.safetensors").items() if k.endswith("word_embeddings.weight")).astype(np.float32)
    pieces = (folder / "vocab.txt").read_text("utf-8").split("\n")
    rows = [k for k, piece in enumerate(pieces) if _WORD.fullmatch(piece)]
    centred = embeddings[rows] - embeddings[rows].mean(0)
    _, _, leading = np.linalg.svd(centred, full_matrices=False)
    found = centred @ leading[:axes].T
    return [pieces[k] for k in rows], torch.from_numpy(found / found.std(0))


def example(document: Document, layers: Layers, index: dict[str, int]) -> Example:
    """A document as the network learns from it: a pair is right where both mentions are the gold's, and of one entity."""
    mentions = mentions_of(layers)
    traits = traits_of(layers, mentions, index)
    later, earlier = pairs_of(traits)
    entity = {span: name for name, spans in document.entities.items() for span in spans}
    of = np.unique([entity.get((m.first, m.stop), f"#{n}") for n, m in enumerate(mentions)], return_inverse=True)[1]
    given = (traits.own, traits.column["vector"], traits.column["deed"], later, earlier, pair_traits(traits, later, earlier))
    return Example(tuple(map(torch.from_numpy, given)), torch.from_numpy(later), torch.from_numpy(of[later] == of[earlier]))


def train(examples: list[Example], rows: Tensor, epochs: int, seed: int = 1) -> Network:
    """One document a step, at a rate that falls to zero."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    network = Network(examples[0].given[0].shape[1], examples[0].given[-1].shape[1], rows)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
    steps = epochs * len(examples)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for epoch in range(epochs):
        shuffle.shuffle(examples)
        total = 0.0
        for one in examples:
            optimiser.zero_grad()
            loss = network.loss(one)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(examples):.3f}", flush=True)
    return network.eval()


def save(network: Network, words: list[str], sample: Example, folder: Path) -> None:
    """As the scorer reads it."""
    axes = {"own": {0: "mentions"}, "vectors": {0: "mentions"}, "deeds": {0: "mentions"}, "later": {0: "n"}, "earlier": {0: "n"}, "pairs": {0: "n"}}
    axes |= {"scores": {0: "n"}, "none": {0: "mentions"}}
    file = str(folder / "coreference.onnx")
    torch.onnx.export(
        network, sample.given, file, input_names=INPUTS, output_names=["scores", "none"], dynamic_axes=axes, opset_version=17, dynamo=False
    )
    (folder / "coreference.txt").write_text("\n".join(words) + "\n", "utf-8")


def examples_of(path: Path, words: list[str]) -> list[Example]:
    """The documents of a CoNLL-U file, read by the shipped reader."""
    index = {word: k for k, word in enumerate(words)}
    out = []
    for document in documents(path, TOGETHER):
        read = model.reader().read(
            [(run.words, [k for k, s in enumerate(run.sentence) if k == 0 or run.sentence[k - 1] != s]) for run in document.runs]
        )
        out.append(example(document, document.layers(read), index))
    return out


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("DATELINE_CORPORA", "../shared/corpora")))
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--out", type=Path, default=Path(dateline.__file__).parent / "models")
    args = parser.parse_args()
    words, rows = vectors()
    examples = examples_of(args.corpora / "syntax/gum/train.conllu", words)
    save(train(list(examples), rows, args.epochs), words, examples[0], args.out)


if __name__ == "__main__":
    main()
