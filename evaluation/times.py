"""Time expressions of TimeML reports: their extents and their values, by the rules of TempEval.

Strict: the same characters. Relaxed: any character shared, one to one. Value: relaxed, and the value (TIMEX3's) is the same; relative ones are
resolved against the report's creation date. A tenth of the reports is held out from training; by default only that is measured.

Of the same reports with their date withheld: how many are told about when they were published, in an interval that holds the day.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from dateline.annotate import MOST_WORDS
from dateline.annotate.decode import chunks
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from dateline.resolve.reading import Reading as ReportReading
from dateline.resolve.times.estimate import estimate
from dateline.resolve.times.when import Times
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Unusable, Yardstick, together
from evaluation.reading import Reading, bare_report, paragraph_runs
from evaluation.scoring import Tally, paired
from training.data import Run, timeml
from training.splits import RECORDS_TOO, time_held_out

_DAY = len("2012-03-06")


@dataclass(frozen=True)
class Timed:
    """One report with its time expressions: (start, end, value) in characters of its text."""

    report: Report
    times: tuple[tuple[int, int, str], ...]


def timed(path: Path) -> Timed:
    """A TimeML file's text and its time expressions. Raises Unusable for what is none."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise Unusable(f"{path} is no TimeML: {error}") from error
    body = root.find(".//TEXT")
    if body is None:
        raise Unusable(f"{path} is no TimeML: it has no TEXT")
    made = root.find(".//DCT//TIMEX3")
    text: list[str] = []
    times: list[tuple[int, int, str]] = []
    _walk(body, text, times)
    whole = "".join(text)
    return Timed(bare_report(whole, path.stem, made.get("value") if made is not None else None), tuple(t for t in times if t[0] < t[1]))


def _walk(element: ET.Element, text: list[str], times: list[tuple[int, int, str]]) -> None:
    start = sum(map(len, text))
    text.append(element.text or "")
    for child in element:
        _walk(child, text, times)
        text.append(child.tail or "")
    if element.tag == "TIMEX3":
        times.append((start, sum(map(len, text)), element.get("value", "")))


def score(gold: Sequence[Timed], read: Sequence[Layers]) -> dict[str, Tally]:
    """F1 of strict and relaxed extents, and of values."""
    strict, relaxed, value = Tally(), Tally(), Tally()
    for document, layers in zip(gold, read, strict=True):
        resolved = Times(document.report, layers)
        ours = []
        for t in layers.times:
            when = resolved.at(t.first)
            span = layers.span(t.first, t.stop)
            ours.append((span.start, span.end, when.value if when and when.value else ""))
        n_ours, n_gold = len(ours), len(document.times)
        pairs = paired(document.times, ours, shared)
        strict.compare([t[:2] for t in document.times], [t[:2] for t in ours])
        relaxed.add(len(pairs), n_ours, n_gold)
        value.add(sum(g[2] == o[2] for g, o in pairs), n_ours, n_gold)
    return {"span, strict": strict, "span, relaxed": relaxed, "value": value}


def estimates(reports: Sequence[Report], read: Sequence[Layers]) -> Tally:
    """How many reports, their date withheld, are told about when they were published (gold: all that have a day), and how many of those rightly."""
    told = Tally()
    for report, layers in zip(reports, read, strict=True):
        day = (report.published or "")[:10]
        if len(day) == _DAY:
            found = estimate(ReportReading(msgspec.structs.replace(report, published=None), layers))
            told.add(float(found is not None and found.start <= day <= found.end), float(found is not None), 1.0)
    return told


def shared(a: tuple[int, int, str], b: tuple[int, int, str]) -> float:
    """The share of characters that two extents have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def score_runs(runs: Sequence[Run], read: Sequence[ReadRun]) -> dict[str, Tally]:
    """Strict F1 on the reader's own words."""
    strict = Tally()
    for gold, ours in zip(runs, read, strict=True):
        strict.compare(chunks(gold.times or []), ours.times)
    return {"span, strict": strict}


def runs_of(files: Sequence[Path]) -> list[Run]:
    """The same reports as runs of words, for `score_runs`."""
    return [run for f in files for run in paragraph_runs(timeml(f), MOST_WORDS)]


def default_parts(corpora: Path) -> list[Part]:
    """The held-out tenth of the reports that the reader was trained on; of other reports, all."""
    folder = corpora / "time"
    files = sorted(folder.glob("**/*.tml"))
    apart = untrained(files)
    return [Part("tbaq held out" if apart != files else "time", tuple(apart), f"**/*.tml in {folder}")]


def untrained(files: Sequence[Path]) -> list[Path]:
    """Those of the reports that the shipped reader did not learn from. The set that it learned from is known by its reports' names."""
    known = {f.stem for f in files} & set(RECORDS_TOO)
    return time_held_out(list(files)) if len(known) == len(RECORDS_TOO) else list(files)


def _given(path: Path) -> list[Part]:
    (part,) = together(path, "*.tml")
    learned = len(part.files) - len(untrained(part.files))
    return [replace(part, note=f"the shipped reader learned from {learned} of these {len(part.files)} reports")] if learned else [part]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    gold = [timed(f) for f in part.files]
    read = reading.reports([g.report for g in gold], f"times, {part.title}")
    for metric, tally in score(gold, read).items():
        yield Measure(part.title, metric, tally.f1, round(tally.gold), part.note)
    about = estimates([g.report for g in gold], read)
    given = 100 * about.ours / max(1.0, about.gold)
    yield Measure(part.title, "undated: told about when, of reports", given, round(about.gold), part.note, floor=False)
    yield Measure(part.title, "undated: rightly, of those told", about.precision, round(about.ours), part.note, floor=False)


YARDSTICK = Yardstick(
    name="times",
    about="time expressions, their extents and values (TimeML *.tml)",
    parts=default_parts,
    given=_given,
    measure=_measure,
)
