"""The reading model: a BERT-style encoder written out plainly, and one small head a layer of reading.

Biaffine trees after Dozat and Manning (2017), linear-chain conditional random fields after Lafferty et al. (2001), learned layer mixes after
Peters et al. (2018). The encoder takes the weights of all-MiniLM-L6-v2 (6 layers, 384 wide, 12 heads).
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.annotate.pieces import SHAPES
from training.data import IGNORE, JUDGES

WIDTH, LAYERS, ATTENTION_HEADS = 384, 6, 12
BIO_LAYERS = ("source", "cue", "content", "time")


class Block(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * (WIDTH // ATTENTION_HEADS) ** -0.5 + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and their shapes to one vector a piece and layer."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(2 * SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList([Block(dropout) for _ in range(LAYERS)])

    def forward(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        mask = ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1])) + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        out = []
        for block in self.blocks:
            x = block(x, mask)
            out.append(x)
        return out

    def load(self, weights: Path) -> None:
        """Take the packaged weights (a safetensors file in BERT's names)."""
        from safetensors.torch import load_file

        given = load_file(weights)
        own = self.state_dict()
        kinds = given["embeddings.token_type_embeddings.weight"][0]
        own["words.weight"].copy_(given["embeddings.word_embeddings.weight"])
        own["positions.weight"].copy_(given["embeddings.position_embeddings.weight"] + kinds)
        for ours, theirs in (("norm", "embeddings.LayerNorm"),):
            _copy(own, ours, given, theirs)
        for n in range(LAYERS):
            base = f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                own[f"blocks.{n}.qkv.{part}"].copy_(torch.cat([given[f"{base}attention.self.{k}.{part}"] for k in ("query", "key", "value")]))
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                _copy(own, f"blocks.{n}.{ours}", given, base + theirs)


def _copy(own: dict[str, Tensor], ours: str, given: dict[str, Tensor], theirs: str) -> None:
    for part in ("weight", "bias"):
        own[f"{ours}.{part}"].copy_(given[f"{theirs}.{part}"])


def tagger(labels: int, dropout: float) -> nn.Sequential:
    """384 → 256 → labels."""
    return nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, labels))


class Biaffine(nn.Module):
    """Scores of pairs (dependent, head) for `labels` labels."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.width, self.labels = width, labels
        self.weight = nn.Parameter(torch.zeros(labels, width + 1, width + 1))

    def pairs(self, dependent: Tensor, head: Tensor) -> Tensor:
        """(b, d, w), (b, h, w) → (b, d, h) for a single label."""
        return (with_one(dependent) @ self.weight[0]) @ with_one(head).transpose(1, 2) / 16.0

    def labelled(self, dependent: Tensor, head: Tensor) -> Tensor:
        """(n, w), (n, w) → (n, labels)."""
        flat = self.weight.permute(1, 0, 2).reshape(self.width + 1, -1)
        mixed = (with_one(dependent) @ flat).view(-1, self.labels, self.width + 1)
        return (mixed * with_one(head)[:, None, :]).sum(-1)


def with_one(x: Tensor) -> Tensor:
    """A column of ones at the end, so that a biaffine product holds its linear terms."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


@dataclass
class Batch:
    """Padded tensors of runs. Word columns are (b, w); heads count words from 1, 0 is the root; IGNORE fills what is not there.

    `links` are (b, w, w): whether the row's word is tied to the column's. `factuality` has NaN where nothing was judged.
    """

    ids: Tensor
    shapes: Tensor
    first: Tensor
    words: Tensor
    sentence: Tensor
    upos: Tensor | None = None
    heads: Tensor | None = None
    deprels: Tensor | None = None
    names: Tensor | None = None
    partial_names: Tensor | None = None
    bio: dict[str, Tensor] | None = None
    links: Tensor | None = None
    factuality: Tensor | None = None
    judges: int = 0


class Reader(nn.Module):
    """All layers from one pass."""

    def __init__(self, relations: int, upos: int, names: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.mixes = nn.Parameter(torch.zeros(3, LAYERS - 1))
        self.scales = nn.Parameter(torch.ones(3))
        self.upos = tagger(upos, dropout)
        self.names = tagger(names, dropout)
        self.attribution = tagger(9, dropout)
        self.time = tagger(3, dropout)
        self.factuality = tagger(len(JUDGES), dropout)
        self.transitions = nn.Parameter(torch.zeros(len(BIO_LAYERS), 3, 3))
        self.tree = nn.Sequential(nn.Linear(WIDTH, 2 * 256 + 2 * 96), nn.GELU(), nn.Dropout(dropout))
        self.arc = Biaffine(256, 1)
        self.relation = Biaffine(96, relations)
        self.ties = nn.Sequential(nn.Linear(WIDTH, 2 * 96), nn.GELU(), nn.Dropout(dropout))
        self.tie = Biaffine(96, 1)

    def mixed(self, layers: list[Tensor]) -> list[Tensor]:
        stack = torch.stack([x.float() for x in layers[1:]])
        return [(self.mixes[k].softmax(0)[:, None, None, None] * stack).sum(0) * self.scales[k] for k in range(3)]

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """(b, p) pieces and (b, w) first pieces → upos, names, bio, factuality, arcs, the two relation vectors, the two tie vectors.

        Arcs are (b, w, 1 + w): column 0 is the root. Relation head vectors are (b, 1 + w, 96). bio is (b, w, 12): source, cue, content, time.
        Factuality is (b, w, 3), -3 to 3 by the scale of each set's judges.
        """
        return self.heads(self.encoder(ids, shapes), first)

    def heads(self, layers: list[Tensor], first: Tensor) -> tuple[Tensor, ...]:
        """The heads alone, over the encoder's layers."""
        syntax, naming, saying = (
            torch.gather(x, 1, torch.cat([torch.zeros_like(first[:, :1]), first], 1)[:, :, None].expand(-1, -1, WIDTH)) for x in self.mixed(layers)
        )
        tree = self.tree(syntax)
        arc_dep, arc_head, rel_dep, rel_head = tree.split([256, 256, 96, 96], -1)
        arcs = self.arc.pairs(arc_dep[:, 1:], arc_head)
        naming, saying = naming[:, 1:], saying[:, 1:]
        tie_dep, tie_head = self.ties(saying).split([96, 96], -1)
        bio = torch.cat([self.attribution(saying), self.time(naming)], -1)
        return self.upos(syntax[:, 1:]), self.names(naming), bio, self.factuality(saying), arcs, rel_dep[:, 1:], rel_head, tie_dep, tie_head

    def loss(self, batch: Batch, bf16: bool) -> dict[str, Tensor]:
        """Weighted losses of whatever layers the batch has."""
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            layers = self.encoder(batch.ids, batch.shapes)
        upos, names, bio, factuality, arcs, rel_dep, rel_head, tie_dep, tie_head = self.heads(layers, batch.first)
        out: dict[str, Tensor] = {}
        if batch.heads is not None and batch.deprels is not None and batch.upos is not None:
            out["upos"] = 0.5 * F.cross_entropy(upos.flatten(0, 1), batch.upos.flatten(), ignore_index=IGNORE)
            out["arc"] = F.cross_entropy(within(arcs, batch.sentence).flatten(0, 1), batch.heads.flatten(), ignore_index=IGNORE)
            there = batch.heads >= 0
            row = torch.arange(there.shape[0])[:, None].expand_as(there)[there]
            scores = self.relation.labelled(rel_dep[there], rel_head[row, batch.heads[there]])
            out["relation"] = F.cross_entropy(scores, batch.deprels[there])
        if batch.names is not None and batch.partial_names is not None:
            out["names"] = 2.0 * partial_loss(names, batch.names, batch.partial_names)
        if batch.bio:
            for k, layer in enumerate(BIO_LAYERS):
                if layer in batch.bio:
                    nll = crf_loss(bio[..., 3 * k : 3 * k + 3], batch.bio[layer], self.transitions[k], batch.words)
                    out[layer] = nll * (2.0 if layer == "time" else 0.8)
        if batch.links is not None and batch.links.any():
            out["tie"] = 0.3 * tie_loss(self.tie.pairs(tie_dep, tie_head).masked_fill(~batch.words[:, None, :], -1e4), batch.links)
        if batch.factuality is not None:
            there = ~batch.factuality.isnan()
            out["factuality"] = F.smooth_l1_loss(factuality[..., batch.judges][there], batch.factuality[there], beta=0.5)
        return out


def within(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores with heads outside the word's own sentence ruled out; padding has sentence -1."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same = torch.cat([torch.ones_like(same[:, :, :1]), same & (sentence >= 0)[:, None, :]], 2)
    return arcs.masked_fill(~same, -1e4)


def partial_loss(scores: Tensor, gold: Tensor, partial: Tensor) -> Tensor:
    """Cross entropy; in runs marked partial, O may be O or a miscellaneous name."""
    log = scores.log_softmax(-1)
    there = gold != IGNORE
    picked = log.gather(-1, gold.clamp(min=0)[..., None])[..., 0]
    open_o = torch.logsumexp(log[..., [0, 7, 8]], -1)
    picked = torch.where(partial[:, None] & (gold == 0), open_o, picked)
    return -(picked * there).sum() / there.sum()


def tie_loss(scores: Tensor, links: Tensor) -> Tensor:
    """Cross entropy of each tied word's cues, of which any will do: scores and links are (b, w, w)."""
    tied = links.any(-1)
    right = scores[tied].masked_fill(~links[tied], -1e4).logsumexp(-1)
    return (scores[tied].logsumexp(-1) - right).mean()


def crf_loss(scores: Tensor, gold: Tensor, transitions: Tensor, words: Tensor) -> Tensor:
    """Negative log likelihood a word of BIO sequences: scores (b, w, 3), gold (b, w) with IGNORE on padding."""
    tags = gold.clamp(min=0)
    mask = words.float()
    right = (scores.gather(-1, tags[..., None])[..., 0] * mask).sum(1)
    right = right + (transitions[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
    total = scores[:, 0]
    for t in range(1, scores.shape[1]):
        step = torch.logsumexp(total[:, :, None] + transitions, 1) + scores[:, t]
        total = torch.where(words[:, t, None], step, total)
    return (torch.logsumexp(total, 1) - right).sum() / mask.sum()
