"""What each sign weighs that two events are one: `python -m training.happenings` prints the table of src/dateline/merge/compare.py.

Logistic regression with a ridge penalty, on the pairs of evaluation/happening_pairs.tsv that are for tuning and whose reports the crisis corpus has.
How well such weights do on pairs that they were not fitted to is told by eight parts, each of other months.
"""

import sys
import zlib
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.annotate import annotate
from dateline.merge.compare import FITTED, GIVEN, signs
from dateline.merge.judgement import SAME
from dateline.pipeline import records_of
from dateline.text.make import make_report
from dateline.text.report import Report
from evaluation.frame import corpora
from evaluation.happening_pairs import compared, decided

_RIDGE = 0.5  # on every weight but the first, which all deeds have
_STEPS = 30  # of Newton's method
_PARTS = 8
_PRECISE = 0.95
Matrix = NDArray[np.float64]
_NAMES = list(FITTED)


class _Row(msgspec.Struct):
    text: str
    id: str
    published: str | None = None
    publisher: str | None = None
    title: str | None = None


def fitted(found: Matrix, given: Matrix, same: Matrix) -> Matrix:
    """Weights of the columns of `found` that tell, with what each row is `given`, which of the rows are the `same`; the first says where to begin."""
    weights = np.zeros(found.shape[1])
    ridge = np.diag([0.0] + [_RIDGE] * (found.shape[1] - 1))
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-(found @ weights + given)))
        slope = found.T @ (same - odds) - ridge @ weights
        weights += np.linalg.solve((found.T * (odds * (1 - odds))) @ found + ridge, slope)
    return weights


def recall_at(precision: float, points: Matrix, same: Matrix) -> float:
    """The largest share of the rows that are the `same` which a threshold on `points` finds at this precision or a better one."""
    right = np.cumsum(same[np.argsort(-points, kind="stable")])
    precise = right / np.arange(1, len(right) + 1) >= precision
    return float(right[precise].max(initial=0.0) / same.sum())


def _reports(refs: set[str]) -> list[Report]:
    lines = (corpora() / "crisis" / "fakes.jsonl").read_bytes().splitlines()
    rows = [row for line in lines if line.strip() and (row := msgspec.json.decode(line, type=_Row)).id in refs]
    return [make_report(r.text, ref=r.id, published=r.published, publisher=r.publisher, title=r.title) for r in rows]


def _table(reports: Sequence[Report]) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Of each tuning pair that is found: its signs, what else it is given, whether it is one, and the part that its month falls into."""
    wanted = [pair for pair in decided() if pair.part == "tune"]
    records = [record for report in reports for record in records_of(report, annotate(report))[0]]
    rows = [(pair, ends) for pair, ends in zip(wanted, compared(wanted, reports, records), strict=True) if ends is not None]
    told = [dict(signs(*ends)) for _, ends in rows]
    found = np.array([[signs_of.get(name, 0.0) for name in _NAMES] for signs_of in told])
    given = np.array([sum(GIVEN[name] * much for name, much in signs_of.items() if name in GIVEN) for signs_of in told])
    same = np.array([float(pair.label == "same") for pair, _ in rows])
    part = np.array([float(zlib.crc32(a.told[:7].encode()) % _PARTS) for _, (a, _) in rows])
    return found, given, same, part


def main() -> None:
    """Prints the weights, and how they do on months that they have not seen."""
    refs = {ref for pair in decided() for ref, _ in (pair.first, pair.second)}
    found, given, same, part = _table(_reports(refs))
    points = np.zeros(len(same))
    for k in range(_PARTS):
        points[part == k] = found[part == k] @ fitted(found[part != k], given[part != k], same[part != k]) + given[part == k]
    taken = points >= SAME
    right = float(same[taken].sum())
    print(
        f"{len(same)} pairs; months not seen: precision {right / taken.sum():.1%}, recall {right / same.sum():.1%}, "
        f"{recall_at(_PRECISE, points, same):.1%} at a precision of {_PRECISE:.0%}, likelihood {np.logaddexp(0, points * (1 - 2 * same)).mean():.3f}",
        file=sys.stderr,
    )
    for name, weight in zip(_NAMES, fitted(found, given, same), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
