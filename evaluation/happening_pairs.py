"""Pairs of events of the crisis corpus, as the record judges them and as labelled by reading (docs/decisions/0014-happenings.md).

happening_pairs.tsv holds ids and offsets alone, and says which pairs the points were tuned on; the figures for those held out are the ones to quote.
Pairs were drawn by what the rules said of them, so that few stand for many: recall is also given with each pair weighed by how many it stands for.
There are three whole draws; the first two weigh alike, the last, held out as a whole, has none of few points. Pairs drawn among those that the tuned
rules joined, and more that were drawn to tune on, count for precision alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.merge.compare import compare
from dateline.merge.corpus import Corpus
from dateline.merge.facts import Facts, facts
from dateline.pipeline import records_of
from dateline.records import Event, Record
from dateline.span import Span
from dateline.text.report import Report
from evaluation.frame import Measure, Unusable
from evaluation.reading import Reading

PAIRS = Path(__file__).with_name("happening_pairs.tsv")
LABELS = ("same", "different", "doubt")  # where reading does not decide, the pair counts for nothing
PARTS = {"tune": "tuned on", "held": "held out", "last": "held out, drawn last"}
# Of how many compared pairs of other outlets within two days each was drawn, by what the rules of the day said of them: three names for the first
# draw, four for the second (joined, undecided, -1 to 1 point, fewer), three for the last (of those below -4 points none was drawn).
DRAWN_FROM = {"same": 294, "unsure": 2706, "different": 11425, "one": 855, "open": 4396, "near": 5977, "far": 4328}
DRAWN_FROM |= {"joined since": 1093, "open since": 3285, "apart since": 5757}
JOINED, MORE = "joined", "more"  # drawn for precision; drawn to tune on
MISSING = "not found"


class Pair(NamedTuple):
    """Two events, by reports' ids in the corpus and triggers' spans; the label; what the rules said of them when they were drawn, JOINED or MORE."""

    first: tuple[str, Span]
    second: tuple[str, Span]
    label: str
    drawn: str
    part: str


def pairs(lines: Iterable[str]) -> list[Pair]:
    """The pairs of the table's lines. Raises Unusable for a line that is no pair."""
    out = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 9 or not all(cells[k].isdecimal() for k in (1, 2, 4, 5)):
            raise Unusable(f"no pair of events: {line!r}")
        label, drawn, part = cells[6:]
        if label not in LABELS or drawn not in (*DRAWN_FROM, JOINED, MORE) or part not in PARTS:
            raise Unusable(f"no pair of events: {line!r}")
        first, second = ((cells[k], Span(int(cells[k + 1]), int(cells[k + 2]))) for k in (0, 3))
        out.append(Pair(first, second, label, drawn, part))
    return out


def compared(wanted: Sequence[Pair], reports: Sequence[Report], records: Sequence[Record]) -> list[tuple[Facts, Facts] | None]:
    """What the two events of each pair are compared by; null where the record has no such event."""
    corpus = Corpus.of(reports, records)
    found: dict[str, list[Event]] = defaultdict(list)
    for event in corpus.all(Event):
        found[corpus.reports[event.report].ref].append(event)

    def at(ref: str, span: Span) -> Facts | None:
        touching = [(e.trigger, e) for e in found[ref] if e.trigger.overlaps(span)]
        again = [(told, e) for e in found[ref] for told in e.mentions if told.overlaps(span)]  # an act that the report tells again there
        best = min(touching or again, key=lambda its: abs(its[0].start - span.start) + abs(its[0].end - span.end), default=None)
        return None if best is None else facts(corpus, best[1])

    ends = [(at(*pair.first), at(*pair.second)) for pair in wanted]
    return [(a, b) if a is not None and b is not None else None for a, b in ends]


def answers(wanted: Sequence[Pair], reports: Sequence[Report], records: Sequence[Record]) -> list[str]:
    """What the rules say of each pair by itself; MISSING where the record has no such event."""
    return [compare(*ends).decision if ends is not None else MISSING for ends in compared(wanted, reports, records)]


def decided() -> list[Pair]:
    """The pairs of the table of which reading decides."""
    return [pair for pair in pairs(PAIRS.read_text("utf-8").splitlines()) if pair.label != "doubt"]


def measure(title: str, reports: Sequence[Report], reading: Reading) -> Iterator[Measure]:
    """Precision and recall of "same" on either half of the pairs; nothing where `reports` are of another corpus."""
    wanted = decided()
    needed = {ref for pair in wanted for ref, _ in (pair.first, pair.second)}
    named = [r for r in reports if r.ref in needed]
    if len(named) < len(needed):
        return
    read = reading.reports(named, f"pairs of events, {title}")
    records = [record for report, layers in zip(named, read, strict=True) for record in records_of(report, layers)[0]]
    given = list(zip(wanted, answers(wanted, named, records), strict=True))
    for part, called in PARTS.items():
        yield from _measured(title, called, [(pair, answer) for pair, answer in given if pair.part == part])


def _measured(title: str, called: str, told: Sequence[tuple[Pair, str]]) -> Iterator[Measure]:
    of_kind = Counter(pair.drawn for pair, _ in told)

    def share(over: list[Pair], of: list[Pair], *, weighed: bool) -> float:
        sums = [sum(DRAWN_FROM[p.drawn] / of_kind[p.drawn] if weighed else 1 for p in its) for its in (over, of)]
        return 100 * sums[0] / sums[1] if sums[1] else 0.0

    taken = [pair for pair, answer in told if answer == "same"]
    true = [pair for pair, _ in told if pair.label == "same"]
    right = [pair for pair in taken if pair.label == "same"]
    true, found = ([pair for pair in its if pair.drawn in DRAWN_FROM] for its in (true, right))
    confused = Counter((pair.label, answer) for pair, answer in told)
    details = tuple(f"{called}: {label} taken for {answer}: {n}" for (label, answer), n in sorted(confused.items()) if label != answer)
    yield Measure(title, f"one event, {called}: precision", share(right, taken, weighed=False), len(taken), details=details)
    yield Measure(title, f"one event, {called}: recall", share(found, true, weighed=False), len(true))
    yield Measure(
        title, f"one event, {called}: recall, weighed", share(found, true, weighed=True), len(true), "each pair for those it was drawn from"
    )
