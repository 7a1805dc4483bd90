"""Which mentions of one text are of one entity, on GUM's coreference (`Entity=` in the last column of its CoNLL-U).

Mentions and chains are ours, on the treebank's words: a mention is right where its words are exactly the gold's; beside it, where its head is (the
gold's head by our tree). As in CoNLL-2012 and CorefUD, mentions that nothing else refers to are left out on both sides; so are bridging and split
antecedents. GUM counts more as one than others do: appositions, predicates, and the pronouns of those who speak.
"""

from collections.abc import Iterator, Set
from pathlib import Path

from dateline.annotate.layers import Layers
from dateline.resolve.coreference.scorer import scorer
from evaluation.clusters import Agreement, Ratio, linked
from evaluation.frame import Measure, Part, Unusable, Yardstick, each_file, notes, unseen
from evaluation.reading import TOGETHER, Reading
from training.entities import Document, Span, documents


def heads(layers: Layers, spans: Set[Span]) -> frozenset[int]:
    """The first word of each mention that hangs from outside it."""
    return frozenset(next((k for k in range(a, b) if not a <= layers.heads[k] < b), a) for a, b in spans)


def score(gold: Document, layers: Layers, exact: Agreement, by_head: Agreement) -> None:
    """Count one document, by spans and by heads. Of mentions with one head (a noun, and all that is coordinated with it) the first chain has it."""
    chains = [frozenset((m.first, m.stop) for m in chain) for chain in scorer().links(layers).chains()]
    wanted = linked(gold.entities.values())
    exact.add(wanted, linked(chains))
    by_head.add(*(linked(_apart([heads(layers, spans) for spans in side])) for side in (wanted, chains)))


def _apart(clusters: list[frozenset[int]]) -> list[frozenset[int]]:
    """The clusters without what an earlier one has."""
    seen: set[int] = set()
    out = []
    for cluster in clusters:
        out.append(cluster - seen)
        seen |= cluster
    return out


def _parts(corpora: Path) -> list[Part]:
    return [unseen(corpora / "syntax" / "gum", "*.conllu", "gum")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    texts = [d for f in part.files for d in documents(f, TOGETHER)]
    if not any(d.entities for d in texts):
        raise Unusable("no entities are marked (Entity= in the last column)")
    read = iter(reading.runs([run for d in texts for run in d.runs], f"coreference, {part.title}"))
    exact, by_head = Agreement(), Agreement()
    for text in texts:
        score(text, text.layers([next(read) for _ in text.runs]), exact, by_head)
    note = notes(part, "on gold words; mentions and chains are ours; mentions by themselves left out; all genres of GUM")
    chains = round(exact.ceafe.gold)
    for metric, agreement in (("", exact), ("by heads: ", by_head)):
        yield Measure(part.title, f"{metric}CoNLL F1", agreement.conll, chains, note)
        for name, ratio in (("MUC", agreement.muc), ("B³", agreement.b3), ("CEAFe", agreement.ceafe)):
            yield Measure(part.title, f"{metric}{name} F1", ratio.f1, chains, note, details=(_told(f"{metric}{name}", ratio),))
    yield Measure(part.title, "mentions F1", exact.mentions.f1, round(exact.mentions.gold), note, details=(_told("mentions", exact.mentions),))


def _told(metric: str, ratio: Ratio) -> str:
    return f"{metric}: precision {ratio.precision:.1f}, recall {ratio.recall:.1f}"


YARDSTICK = Yardstick(
    name="coreference",
    about="which mentions are of one entity (*.conllu with Entity= in the last column)",
    parts=_parts,
    given=lambda path: each_file(path, ["*.conllu"]),
    measure=_measure,
)
