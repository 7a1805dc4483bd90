"""Who says what: the sources, cues and contents of PolNeAR, and whether they are put together rightly.

Spans are the fragments that annotators marked, on the reader's own words. A report that several people annotated is scored against each of them,
and their scores are averaged, so that every report counts once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.annotate import MOST_WORDS
from dateline.annotate.decode import chunks
from dateline.annotate.model import ReadRun
from evaluation.frame import Measure, Part, Unusable, Yardstick, notes, together, unseen
from evaluation.reading import Reading, paragraph_runs
from evaluation.scoring import Tally, paired
from training.data import Run, polnear

Words = frozenset[int]
LAYERS = ("source", "cue", "content")
WHOLE = "whole relations"


def score(runs: Sequence[Run], read: Sequence[ReadRun], weights: Sequence[float]) -> dict[str, Tally]:
    """F1 of each layer by exact spans and by first words, and of whole relations."""
    out = {f"{layer}{how}": Tally() for how in ("", ", first word") for layer in LAYERS} | {WHOLE: Tally()}
    for gold, ours, weight in zip(runs, read, weights, strict=True):
        for layer, got in zip(LAYERS, (ours.sources, ours.cues, ours.contents), strict=True):
            wanted = chunks(getattr(gold, layer) or [])
            out[layer].compare(wanted, got, weight)
            out[f"{layer}, first word"].compare([s for s, _ in wanted], [s for s, _ in got], weight)
        relations, found = gold_relations(gold), our_relations(ours)
        out[WHOLE].add(len(paired(relations, found, likeness)), len(found), len(relations), weight)
    return out


def gold_relations(run: Run) -> list[tuple[Words, Words]]:
    """(source, content) as words, of each relation that has both within the run."""
    parts: dict[int, dict[str, set[int]]] = {}
    for layer in ("source", "content"):
        for first, stop in chunks(getattr(run, layer) or []):
            if first in run.links:
                parts.setdefault(run.links[first], {}).setdefault(layer, set()).update(range(first, stop))
    return [(frozenset(p["source"]), frozenset(p["content"])) for p in parts.values() if len(p) == 2]


def our_relations(run: ReadRun) -> list[tuple[Words, Words]]:
    """The same of what the reader found."""

    def tied(spans: Sequence[tuple[int, int]], cue: int) -> Words:
        return frozenset(i for s in spans if run.ties.get(s) == cue for i in range(*s))

    both = ((tied(run.sources, cue), tied(run.contents, cue)) for cue in range(len(run.cues)))
    return [(source, content) for source, content in both if source and content]


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
    for metric, tally in tallies.items():
        yield Measure(part.title, metric, tally.f1, round(tally.gold), note)


YARDSTICK = Yardstick(
    name="attribution",
    about="who says what: source, cue, content (brat *.ann with their *.txt)",
    parts=_parts,
    given=lambda path: together(path, "*.ann"),
    measure=_measure,
)
