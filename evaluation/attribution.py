"""Who says what: the sources, cues and contents of PolNeAR, and whether they are put together rightly.

Spans are the fragments that annotators marked, on the reader's own words. A report that several people annotated is scored against each of them,
and their scores are averaged, so that every report counts once.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dateline.annotate import MOST_WORDS
from dateline.annotate.decode import chunks
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from dateline.resolve.reading import Reading as Resolved
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Unusable, Yardstick, notes, together, unseen
from evaluation.reading import Reading, bare_report, paragraph_runs
from evaluation.scoring import Tally, paired
from training.data import Relation, Run, polnear, polnear_relations

Words = frozenset[int]
LAYERS = ("source", "cue", "content")
WHOLE = "whole relations"
TIED, RESOLVED = f"{WHOLE}, as the model ties them", f"{WHOLE}, as the record has them"


def score(runs: Sequence[Run], read: Sequence[ReadRun], weights: Sequence[float]) -> dict[str, Tally]:
    """F1 of each layer by exact spans and by first words."""
    out = {f"{layer}{how}": Tally() for how in ("", ", first word") for layer in LAYERS}
    for gold, ours, weight in zip(runs, read, weights, strict=True):
        for layer, got in zip(LAYERS, (ours.sources, ours.cues, ours.contents), strict=True):
            wanted = chunks(getattr(gold, layer) or [])
            out[layer].compare(wanted, got, weight)
            out[f"{layer}, first word"].compare([s for s, _ in wanted], [s for s, _ in got], weight)
    return out


def score_whole(files: Sequence[Path], reports: Mapping[Path, Report], layers: Mapping[Path, Layers]) -> dict[str, Tally]:
    """F1 of whole relations: of reports as they stand, each relation with its source and its content, both right by half."""
    out = {TIED: Tally(), RESOLVED: Tally()}
    many = Counter(text_of(a) for a in files)
    ours = {text: our_relations(reports[text], layers[text]) for text in reports}
    for annotation in files:
        text = text_of(annotation)
        if text is None:
            continue
        gold = gold_relations(layers[text], annotation)
        for metric, found in zip(out, ours[text], strict=True):
            out[metric].add(len(paired(gold, found, likeness)), len(found), len(gold), 1 / many[text])
    return out


def gold_relations(layers: Layers, annotation: Path) -> list[tuple[Words, Words]]:
    """(source, content) as words of `layers`, of each relation that has both."""
    out = []
    for parts in polnear_relations(annotation):
        source, content = (_marked(layers, parts, kind) for kind in ("Source", "Content"))
        if source and content:
            out.append((source, content))
    return out


def _marked(layers: Layers, parts: Relation, kind: str) -> Words:
    """The words that one kind of part of a relation covers."""
    return frozenset(i for k, spans in parts if k == kind for s in spans for i in _inside(layers, *s))


def _inside(layers: Layers, start: int, end: int) -> range:
    """The words that overlap characters `start` to `end`."""
    return range(bisect_right(layers.ends, start), bisect_left(layers.starts, end))


def our_relations(report: Report, layers: Layers) -> tuple[list[tuple[Words, Words]], list[tuple[Words, Words]]]:
    """The same of what the model tied, and of what was resolved from it."""
    tied = [(_words(a.sources), _words(a.contents)) for a in layers.attributions]
    resolved = [(_words([r.source]), _words(r.contents)) for r in Resolved(report, layers).chains.relations]
    return [r for r in tied if all(r)], [r for r in resolved if all(r)]


def _words(runs: Sequence[tuple[int, int]]) -> Words:
    return frozenset(i for run in runs for i in range(*run))


def likeness(gold: tuple[Words, Words], ours: tuple[Words, Words]) -> float:
    """How much two relations share, 0 unless sources and contents each share half of the words that either has."""
    shares = [len(g & o) / len(g | o) for g, o in zip(gold, ours, strict=True)]
    return sum(shares) if min(shares) >= 0.5 else 0.0


def annotated(files: Sequence[Path]) -> tuple[list[Run], list[float]]:
    """Runs of every annotation, the annotations of one text after another, and each run's weight."""
    pairs = [(text_of(a), a) for a in files]
    kept = [(t, a) for t, a in pairs if t is not None]
    if not kept:
        raise Unusable("no annotation here has its text: NAME_ANNOTATOR.ann goes with NAME.txt in this folder or in one beside it")
    many = Counter(t for t, _ in kept)
    runs: list[Run] = []
    weights: list[float] = []
    for text, annotation in kept:
        more = paragraph_runs(polnear(text, annotation), MOST_WORDS)
        runs.extend(more)
        weights.extend([1 / many[text]] * len(more))
    return runs, weights


def text_of(annotation: Path) -> Path | None:
    """The text that an annotation is of: NAME.txt for NAME_ANNOTATOR.ann, in its folder or the `text` folder beside it."""
    name = annotation.stem.rpartition("_")[0] + ".txt"
    for folder in (annotation.parent, annotation.parent.parent / "text"):
        if (folder / name).is_file():
            return folder / name
    return None


def _parts(corpora: Path) -> list[Part]:
    return [unseen(corpora / "attribution" / "polnear", "**/*.ann", "polnear")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    runs, weights = annotated(part.files)
    tallies = score(runs, reading.runs(runs, f"attribution, {part.title}"), weights)
    note = notes(part, "fragments on the reader's own words; against each annotator's file, averaged, every report counting once")
    texts = sorted({t for a in part.files if (t := text_of(a)) is not None})
    reports = {t: bare_report(t.read_bytes().decode(), t.stem) for t in texts}
    layers = dict(zip(texts, reading.reports(list(reports.values()), f"{WHOLE}, {part.title}"), strict=True))
    for metric, tally in {**tallies, **score_whole(part.files, reports, layers)}.items():
        yield Measure(part.title, metric, tally.f1, round(tally.gold), note)


YARDSTICK = Yardstick(
    name="attribution",
    about="who says what: source, cue, content (brat *.ann with their *.txt)",
    parts=_parts,
    given=lambda path: together(path, "*.ann"),
    measure=_measure,
)
