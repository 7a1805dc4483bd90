"""How sure it is that what a word tells is so: the trained score, the rules of status, and both joined, beside what people judged.

The judged words of sentences out of context, -3 (surely not so) to 3 (surely so). Pearson's r in points, mean absolute error in the judges' units.
"""

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from statistics import StatisticsError, correlation

from dateline.annotate import Words, layers_of
from dateline.annotate.model import ReadRun
from dateline.resolve import factuality
from dateline.resolve.reading import Reading as Resolved
from evaluation.frame import Measure, Part, Unusable, Yardstick, each_file, notes, unseen
from evaluation.reading import Reading, bare_report
from training.data import JUDGES, Run
from training.data import factuality as judged

BY = ("trained", "rules", "joined")


def scores(run: Run, read: ReadRun) -> Iterator[tuple[float, float, float, float]]:
    """For every judged word of a sentence: the judges' value, then ours by the trained score, by rules, by both."""
    resolved = _resolved(run, read)
    for i, value in enumerate(run.factuality or ()):
        if not isnan(value):
            trained = read.factuality[i][run.judges]
            stance = resolved.status(i)
            yield value, trained, factuality.by_rules(stance), factuality.joined(stance, trained)


def _resolved(run: Run, read: ReadRun) -> Resolved:
    """The sentence as a report of its own."""
    ends, at = [], -1
    for word in run.words:
        at += 1 + len(word)
        ends.append(at)
    starts = [end - len(word) for end, word in zip(ends, run.words, strict=True)]
    whole = ((0, len(run.words)),)
    words = Words(tuple(run.words), tuple(starts), tuple(ends), whole, whole)
    return Resolved(bare_report(" ".join(run.words), "sentence"), layers_of(words, [(0, read)]))


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    runs = [run for f in part.files for run in _judged(f)]
    read = reading.runs(runs, f"factuality, {part.title}")
    rows = [row for run, one in zip(runs, read, strict=True) for row in scores(run, one)]
    gold, *ours = zip(*rows, strict=True)
    note = notes(part, "sentences out of context; the rules' values a class were set on uw train")
    for by, values in zip(BY, ours, strict=True):
        yield Measure(part.title, f"{by}: r", 100 * _r(gold, values), len(rows), note)
        error = sum(abs(g - v) for g, v in zip(gold, values, strict=True)) / len(rows)
        yield Measure(part.title, f"{by}: mean error", error, len(rows), note, unit="units", less=True)


def _r(gold: Sequence[float], ours: Sequence[float]) -> float:
    try:
        return correlation(gold, ours)
    except StatisticsError as constant:
        raise Unusable("every value is the same: nothing to correlate") from constant


def _judged(file: Path) -> list[Run]:
    """The sentences of a file; what lies in no folder of known judges is taken to be judged as uw's."""
    return judged(file, file.parent.name if file.parent.name in JUDGES else JUDGES[0])


def _parts(corpora: Path) -> list[Part]:
    return [unseen(corpora / "factuality" / name, "*.jsonl", name) for name in JUDGES]


YARDSTICK = Yardstick(
    name="factuality",
    about="how sure it is that an event is so (*.jsonl: text, targets with span1 and label)",
    parts=_parts,
    given=lambda path: each_file(path, ["*.jsonl"]),
    measure=_measure,
)
