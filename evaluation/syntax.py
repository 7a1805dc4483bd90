"""Part of speech and tree on Universal Dependencies treebanks: on the treebank's own words, and from raw text.

Relations are compared whole, with their subtypes, which is stricter than the CoNLL 2018 scorer; punctuation counts.
From raw text, the reader's own words and sentences are aligned with the treebank's by their characters, as that scorer does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from evaluation.frame import Measure, Part, Yardstick, each_file, notes, unseen
from evaluation.reading import TOGETHER, Reading, bare_report, treebank_runs
from evaluation.scoring import Tally
from training.data import Run, conllu


@dataclass
class RawDocument:
    """One document of a treebank as running text, with the offsets of its words and sentences. `loose` are words that are no stretch of the text."""

    text: str = ""
    forms: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    loose: list[bool] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)


def score(runs: Sequence[Run], read: Sequence[ReadRun]) -> dict[str, Tally]:
    """UPOS, UAS and LAS on the treebank's words."""
    upos, uas, las = Tally(), Tally(), Tally()
    for gold, ours in zip(runs, read, strict=True):
        n = len(gold.words)
        heads = [g == o for g, o in zip(gold.heads or [], ours.heads, strict=True)]
        labels = [g == o for g, o in zip(gold.deprels or [], ours.deprels, strict=True)]
        upos.add(sum(g == o for g, o in zip(gold.upos or [], ours.upos, strict=True)), n, n)
        uas.add(sum(heads), n, n)
        las.add(sum(h and d for h, d in zip(heads, labels, strict=True)), n, n)
    return {"UPOS": upos, "UAS": uas, "LAS": las}


def score_raw(documents: Sequence[RawDocument], layers: Sequence[Layers]) -> dict[str, Tally]:
    """F1 of words, sentences, UPOS, UAS and LAS from raw text."""
    out = {name: Tally() for name in ("words", "sentences", "UPOS", "UAS", "LAS")}
    for gold, ours in zip(documents, layers, strict=True):
        of_gold = align(gold, ours)
        n_gold, n_ours = len(gold.forms), len(ours.words)
        right = {"words": len(of_gold), "UPOS": 0, "UAS": 0, "LAS": 0}
        for i, j in of_gold.items():
            right["UPOS"] += gold.upos[i] == ours.upos[j]
            head = gold.heads[i]
            if ours.heads[j] == (head if head < 0 else of_gold.get(head, -2)):
                right["UAS"] += 1
                right["LAS"] += gold.deprels[i] == ours.deprels[j]
        for name, count in right.items():
            out[name].add(count, n_ours, n_gold)
        out["sentences"].compare(gold.sentences, {(ours.starts[a], ours.ends[b - 1]) for a, b in ours.sentences})
    return out


def align(gold: RawDocument, ours: Layers) -> dict[int, int]:
    """For words of the treebank, the reader's word of the same characters; in a contraction that is no plain cut, the word of the same form."""
    at = {span: j for j, span in enumerate(zip(ours.starts, ours.ends, strict=True))}
    out = {i: at[span] for i, span in enumerate(gold.spans) if not gold.loose[i] and span in at}
    i = j = 0
    while i < len(gold.forms):
        if not gold.loose[i]:
            i += 1
            continue
        stop = i
        while stop < len(gold.forms) and gold.loose[stop] and gold.spans[stop] == gold.spans[i]:
            stop += 1
        low, high = gold.spans[i]
        while j < len(ours.words) and ours.ends[j] <= low:
            j += 1
        k = j
        while k < len(ours.words) and ours.ends[k] <= high:
            k += 1
        forms = [f.lower() for f in gold.forms[i:stop]]
        matcher = SequenceMatcher(None, forms, [w.lower() for w in ours.words[j:k]], autojunk=False)
        out.update({i + m.a + n: j + m.b + n for m in matcher.get_matching_blocks() for n in range(m.size)})
        i = stop
    return out


def raw_documents(path: Path) -> list[RawDocument]:
    """A treebank's documents as running text: sentences parted by a blank, paragraphs by a blank line."""
    out = [RawDocument()]
    rows: list[list[str]] = []
    gap = ""
    for line in [*path.open(encoding="utf-8"), ""]:
        if line.startswith("# newdoc") and out[-1].forms:
            out.append(RawDocument())
            gap = ""
        elif line.startswith("# newpar") and out[-1].forms:
            gap = "\n\n"
        elif line[:1].isdigit():
            rows.append(line.rstrip("\n").split("\t"))
        elif not line.strip() and rows:
            gap = _add(out[-1], rows, gap)
            rows = []
    return [d for d in out if d.forms]


def _add(document: RawDocument, rows: list[list[str]], gap: str) -> str:
    """One more sentence; returns the gap that follows it."""
    text = document.text + gap
    opened = len(text)
    tree: list[list[str]] = []
    within = 0  # words still to come of a token that holds several
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            words = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            plain = "".join(words) == row[1]
            at = len(text)
            for word in words:
                document.spans.append((at, at + len(word)) if plain else (len(text), len(text) + len(row[1])))
                document.loose.append(not plain)
                at += len(word)
            within = len(words)
        else:
            tree.append(row)
            if within:
                within -= 1
                continue
            document.spans.append((len(text), len(text) + len(row[1])))
            document.loose.append(False)
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    base = len(document.forms)
    ids = {row[0]: base + k for k, row in enumerate(tree)}
    document.forms.extend(row[1] for row in tree)
    document.upos.extend(row[3] for row in tree)
    document.heads.extend(ids.get(row[6], -1) for row in tree)
    document.deprels.extend(row[7] for row in tree)
    document.sentences.append((opened, document.spans[-1][1]))
    document.text = text
    return ""


def _parts(corpora: Path) -> list[Part]:
    return [unseen(corpora / "syntax" / name, "*.conllu", name) for name in ("ewt", "gum")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    note = notes(part, f"on gold words, sentences of a document are read together to {TOGETHER} words; relations with subtypes, punctuation counts")
    runs = [run for f in part.files for run in treebank_runs(conllu(f))]
    for metric, tally in score(runs, reading.runs(runs, f"syntax, {part.title}")).items():
        yield Measure(part.title, metric, tally.f1, round(tally.gold), note)
    documents = [d for f in part.files for d in raw_documents(f)]
    reports = [bare_report(d.text, f"{part.title} {k}") for k, d in enumerate(documents)]
    for metric, tally in score_raw(documents, reading.reports(reports, f"syntax, {part.title}, raw text")).items():
        yield Measure(part.title, f"raw text: {metric}", tally.f1, round(tally.gold), note)


YARDSTICK = Yardstick(
    name="syntax",
    about="part of speech and tree, on the treebank's words and from raw text (*.conllu)",
    parts=_parts,
    given=lambda path: each_file(path, ["*.conllu"]),
    measure=_measure,
)
