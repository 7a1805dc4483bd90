"""How well copies of one story are told from other reports, on copies made of real reports in a stated, seeded way; and whether two events are one.

Of each report of three sentences or more a copy is made under another title and publisher: 40 to 90% of its sentences are kept, and in half
of the copies they are put in another order. Against these stand the pairs of different reports that one outlet printed on one day. Outlets print
their own stories again, under another title too: pairs of which half of the shorter one's sentences are word for word the other's are neither,
and left out.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from dateline.merge.origins import origins
from dateline.text.make import make_report
from dateline.text.report import Report
from evaluation import happening_pairs
from evaluation.frame import Measure, Part, Unusable, Yardstick, together
from evaluation.reading import Reading

_END = re.compile(r"(?<=[.!?])\s+")
_SEED = 7
_KEPT = (0.4, 0.9)  # the share of a story that a copy keeps, drawn evenly between
_FEW = 3  # sentences of which no copy is made
_OWN_COPY = 0.5  # of the shorter report's sentences

Pair = tuple[str, str]


class _Row(msgspec.Struct):
    text: str
    id: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None


def sentences(report: Report) -> list[str]:
    """A report's sentences, cut where a full stop is followed by a blank."""
    return [s for s in _END.split(report.text.strip()) if s]


def copies(reports: Sequence[Report]) -> list[tuple[Report, Report]]:
    """Reports, each with a copy made of it."""
    rng = random.Random(_SEED)
    out = []
    for report in reports:
        told = sentences(report)
        if len(told) < _FEW:
            continue
        kept = sorted(rng.sample(range(len(told)), max(2, round(len(told) * rng.uniform(*_KEPT)))))
        if rng.random() < 0.5:
            rng.shuffle(kept)
        text = " ".join(told[k] for k in kept)
        out.append((report, make_report(text, ref=f"copy of {report.ref}", published=report.published, publisher="Another", title="Another title")))
    return out


def different(reports: Sequence[Report]) -> list[Pair]:
    """Pairs (ids) of reports that one outlet printed on one day, and that are not printed again by itself."""
    printed: dict[tuple[str | None, str | None], list[Report]] = defaultdict(list)
    for report in reports:
        printed[report.publisher, report.published].append(report)
    pairs = (pair for its in printed.values() for pair in combinations(its, 2))
    return [(a.id, b.id) for a, b in pairs if not _is_own_copy(a, b)]


def _is_own_copy(a: Report, b: Report) -> bool:
    one, other = set(sentences(a)), set(sentences(b))
    return len(one & other) >= _OWN_COPY * min(len(one), len(other))


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    try:
        rows = [msgspec.json.decode(line, type=_Row) for f in part.files for line in f.read_bytes().splitlines() if line.strip()]
    except msgspec.MsgspecError as error:
        raise Unusable(f"not JSON lines with text: {error}") from error
    reports = [
        make_report(r.text, ref=r.id or str(k), published=r.published, publisher=r.publisher, title=r.title)
        for k, r in enumerate(rows)
        if r.text.strip()
    ]
    made, others = copies(reports), different(reports)
    origin = origins([*reports, *(copy for _, copy in made)])
    found = sum(origin[a.id] == origin[b.id] for a, b in made)
    wrong = sum(origin[a] == origin[b] for a, b in others)
    note = f"{len(made)} copies made, {len(others)} pairs of other reports of one outlet and day"
    yield Measure(part.title, "copies: precision", 100 * found / max(1, found + wrong), len(made) + len(others), note)
    yield Measure(part.title, "copies: recall", 100 * found / max(1, len(made)), len(made), note)
    yield from happening_pairs.measure(part.title, reports, reading)


YARDSTICK = Yardstick(
    name="merge",
    about="which reports are copies of one story (JSON lines with text, publisher, published); on the crisis corpus, which events are one",
    parts=lambda corpora: [Part("crisis", tuple((corpora / "crisis").glob("fakes.jsonl")), f"fakes.jsonl in {corpora / 'crisis'}")],
    given=lambda path: together(path, "*.jsonl"),
    measure=_measure,
)
