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
_HASHES, _BANDS, _SEED = 128, 64, 1  # two rows a band: of pairs with a quarter of their runs in common 98% are seen


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """Report id → id of its origin: the earliest report that it and the others like it are copies of (itself, where there is none)."""
    ordered = sorted(reports, key=lambda r: (r.published or "9999", r.id))
    runs = [_runs(report) for report in ordered]
    index = RMinHashLSH(0.5, _HASHES, _BANDS)
    origin: dict[str, str] = {}
    for k, (report, its) in enumerate(zip(ordered, runs, strict=True)):
        origin[report.id] = report.id
        if len(its) < _LEAST:
            continue
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(sorted(its))
        earlier = [j for j in sorted(index.query(sketch)) if near_in_time(ordered[j], report) and shared(runs[j], its) >= _SHARED]
        if earlier:
            origin[report.id] = origin[ordered[earlier[0]].id]
        index.insert(k, sketch)
    return origin


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter stands in the longer, from 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def near_in_time(a: Report, b: Report) -> bool:
    """Whether one may be printed after the other; what bears no date may be."""
    days = apart(a.published or "", b.published or "")
    return days is None or days <= _DAYS


def _runs(report: Report) -> frozenset[str]:
    """The runs of words of what is to be read, its title left out."""
    words: Sequence[str] = [w.lower() for s in reading_spans(report) if s != report.title_span for w in _WORD.findall(s.of(report.text))]
    return frozenset(" ".join(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1))
