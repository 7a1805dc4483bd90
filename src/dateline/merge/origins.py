"""Where reports come from: copies of one story have one origin, so that independence is counted in origins and not in copies.

Near copies are found by MinHash and banding (Broder 1997; the library is rensa), and each is then checked: two reports are copies where most of the
shorter one's runs of words stand in the longer. So a story that was cut, retitled or put in another order is still its source's copy.
"""

import re
from collections.abc import Iterable, Sequence

from rensa import RMinHash, RMinHashLSH

from dateline.merge.days import apart
from dateline.text.report import Report, reading_spans

_WORD = re.compile(r"\w+")
_RUN = 5  # words of a run: fewer are shared by all who write of one thing, more are broken by every edit
_SHARED = 0.6  # of the shorter report's runs
_LEAST = 8  # runs of a report that can be told for a copy
_DAYS = 7  # within which a story is printed again
HASHES, BANDS, _SEED = 128, 64, 1  # two rows a band: of pairs with a quarter of their runs in common 98% are seen

Runs = frozenset[str]


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """Report id → id of its origin: the earliest report that it and the others like it are copies of (itself, where there is none)."""
    ordered = sorted(reports, key=order)
    runs = [runs_of(report) for report in ordered]
    index = RMinHashLSH(0.5, HASHES, BANDS)
    origin: dict[str, str] = {}
    for k, (report, its) in enumerate(zip(ordered, runs, strict=True)):
        origin[report.id] = report.id
        sketch = _sketch(its)
        if sketch is None:
            continue
        earlier = [j for j in sorted(index.query(sketch)) if near_in_time(ordered[j].published, report.published) and are_copies(runs[j], its)]
        if earlier:
            origin[report.id] = origin[ordered[earlier[0]].id]
        index.insert(k, sketch)
    return origin


def order(report: Report) -> tuple[str, str]:
    """The order in which reports are taken for copies of earlier ones."""
    return report.published or "9999", report.id


def sketch_of(runs: Runs) -> list[int]:
    """HASHES numbers of 32 bits: two reports may be copies where one of BANDS equal parts is the same in both. None at all of a report too short."""
    sketch = _sketch(runs)
    return [] if sketch is None else sketch.digest()


def _sketch(runs: Runs) -> RMinHash | None:
    if len(runs) < _LEAST:
        return None
    sketch = RMinHash(HASHES, _SEED)
    sketch.update(sorted(runs))
    return sketch


def are_copies(a: Runs, b: Runs) -> bool:
    """Whether most of the shorter stands in the longer."""
    return shared(a, b) >= _SHARED


def shared(a: Runs, b: Runs) -> float:
    """How much of the shorter stands in the longer, from 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def near_in_time(a: str | None, b: str | None) -> bool:
    """Whether what was published at one time may be printed again at the other; what bears no date may be."""
    days = apart(a or "", b or "")
    return days is None or days <= _DAYS


def runs_of(report: Report) -> Runs:
    """The runs of words of what is to be read, its title left out."""
    words: Sequence[str] = [w.lower() for s in reading_spans(report) if s != report.title_span for w in _WORD.findall(s.of(report.text))]
    return frozenset(" ".join(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1))
