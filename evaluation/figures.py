"""Pairs of figures of the crisis corpus, as compared by the record and as labelled by reading (docs/decisions/0013-figures.md).

figure_pairs.tsv holds ids and offsets alone, and says which pairs the rules were tuned on; the figure for those held out is the one to quote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.faces.api import open_inputs
from dateline.merge.corpus import Corpus
from dateline.merge.counts import compare
from dateline.pipeline import records_of
from dateline.records import Figure, Record
from dateline.span import Span
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Unusable, Yardstick, each_file
from evaluation.reading import Reading

PAIRS = Path(__file__).with_name("figure_pairs.tsv")
LABELS = ("rival", "compatible", "contained", "apart")
PARTS = {"tune": "tuned on", "held": "held out"}
MISSING = "not found"


class Pair(NamedTuple):
    """Two figures, by their reports' ids in the corpus and their spans, and how they stand to each other."""

    first: tuple[str, Span]
    second: tuple[str, Span]
    label: str
    part: str


def pairs(lines: Sequence[str]) -> list[Pair]:
    """The pairs of the table's lines. Raises Unusable for a line that is no pair."""
    out = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 8 or cells[6] not in LABELS or cells[7] not in PARTS or not all(cells[k].isdecimal() for k in (1, 2, 4, 5)):
            raise Unusable(f"no pair of figures: {line!r}")
        first, second = ((cells[k], Span(int(cells[k + 1]), int(cells[k + 2]))) for k in (0, 3))
        out.append(Pair(first, second, cells[6], cells[7]))
    return out


def figure_at(figures: Sequence[Figure], span: Span) -> Figure | None:
    """The figure that shares most with `span`, and has least beside it; None where none touches it."""
    touching = [f for f in figures if f.span.overlaps(span)]
    return min(touching, key=lambda f: abs(f.span.start - span.start) + abs(f.span.end - span.end), default=None)


def answers(wanted: Sequence[Pair], reports: Sequence[Report], records: Sequence[Record]) -> list[str]:
    """What the record says of each pair; MISSING where it has no such figure."""
    corpus = Corpus.of(reports, records)
    found: dict[str, list[Figure]] = defaultdict(list)
    for f in corpus.all(Figure):
        found[corpus.reports[f.report].ref].append(f)
    out = []
    for pair in wanted:
        a, b = (figure_at(found[ref], span) for ref, span in (pair.first, pair.second))
        out.append(MISSING if a is None or b is None else compare(corpus, a, b).relation)
    return out


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    wanted = pairs(PAIRS.read_text("utf-8").splitlines())
    needed = {ref for pair in wanted for ref, _ in (pair.first, pair.second)}
    reports = [r for r in open_inputs(part.files[0]) if isinstance(r, Report) and r.ref in needed]
    if absent := needed - {r.ref for r in reports}:
        raise Unusable(f"{part.files[0]} lacks {len(absent)} of the reports that figure_pairs.tsv names")
    read = reading.reports(reports, f"figures, {part.title}")
    records = [record for report, layers in zip(reports, read, strict=True) for record in records_of(report, layers)[0]]
    given = answers(wanted, reports, records)
    for half, title in PARTS.items():
        told = [(pair.label, answer) for pair, answer in zip(wanted, given, strict=True) if pair.part == half]
        right = sum(label == answer for label, answer in told)
        taken = Counter(told)
        details = tuple(f"{title}: {label} taken for {answer}: {n}" for (label, answer), n in sorted(taken.items()) if label != answer)
        yield Measure(part.title, f"pairs {title}: accuracy", 100 * right / len(told), len(told), details=details)


YARDSTICK = Yardstick(
    name="figures",
    about="pairs of figures: rival, compatible, contained or apart (*.jsonl, the crisis corpus)",
    parts=lambda corpora: [Part("crisis pairs", tuple((corpora / "crisis").glob("fakes.jsonl")), f"fakes.jsonl in {corpora / 'crisis'}")],
    given=lambda path: each_file(path, ("*.jsonl",)),
    measure=_measure,
)
