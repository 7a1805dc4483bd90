"""Average the weights of two checkpoints of one run, and fit the factuality head alone to the averaged encoder.

`python -m training.average --earlier runs/reader --later runs/later --run runs/averaged --minutes 5`. Of two points of a run the average reads better
than either (Izmailov et al. 2018: averaging weights leads to wider optima). A head that the earlier one lacks is taken from the later one and fitted.
"""

import argparse
import random
import shutil
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dateline.annotate.pieces import Splitter
from training import data
from training.export import load
from training.model import Reader
from training.train import Labels, batches, package_folder, save

EARLIER = 0.35  # the earlier checkpoint's share
RATE = 1e-3
SHARES = {"uw": 0.6, "meantime": 0.1, "uds": 0.3}


def averaged(earlier: Path, later: Path) -> dict[str, torch.Tensor]:
    """The later checkpoint's averaged weights, each drawn towards the earlier's where that has it."""
    before, after = torch.load(earlier / "last.pt")["average"], torch.load(later / "last.pt")["average"]
    return {k: torch.lerp(v, before[k], EARLIER) if k in before and v.is_floating_point() else v for k, v in after.items()}


def fit_head(model: Reader, corpora: Path, relations: list[str], minutes: float) -> None:
    """Train the factuality head for so long; nothing else moves."""
    splitter = Splitter(Tokenizer.from_file(str(package_folder() / "tokenizer.json")))
    rng = random.Random(1)
    sets = data.load_factuality(corpora)
    feeds = {name: batches(docs, name, splitter, Labels(relations), rng) for name, docs in sets.items()}
    model.eval()
    model.factuality.train()
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith("factuality"))
    opt = torch.optim.AdamW(model.factuality.parameters(), weight_decay=0.01)
    began, limit, step = time.monotonic(), minutes * 60, 0
    while (spent := time.monotonic() - began) < limit:
        opt.param_groups[0]["lr"] = RATE * (1 - spent / limit)
        batch = next(feeds[rng.choices(list(SHARES), list(SHARES.values()))[0]])
        loss = model.loss(batch, bf16=True)["factuality"]
        loss.backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        if step % 200 == 0:
            print(f"{spent / 60:4.1f} of {minutes:.0f} min  step {step}  factuality {loss.item():.3f}", flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--earlier", "--later", "--run"):
        ap.add_argument(name, type=Path, required=True)
    ap.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ap.add_argument("--minutes", type=float, default=5)
    args = ap.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    model, labels = load(args.later)
    weights = averaged(args.earlier, args.later)
    model.load_state_dict(weights, strict=False)
    fit_head(model, args.corpora, labels["relations"], args.minutes)
    state = torch.load(args.later / "last.pt")
    fitted = {k: v for k, v in model.state_dict().items() if k in weights}
    save(args.run / "last.pt", **{**state, "model": model.state_dict(), "average": fitted})
    shutil.copy(args.later / "labels.json", args.run)


if __name__ == "__main__":
    main()
