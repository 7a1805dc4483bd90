"""Records from many reports, in the order in which they were published."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar

from dateline.merge.moments import day_of, out_by
from dateline.records import Event, Record
from dateline.span import Span
from dateline.text.report import Report

R = TypeVar("R", bound=Record)
_CASED = 2_000  # reports that are enough to know how words are written
_MOSTLY = 4  # times as often with a capital as without
_WITHIN = re.compile(r"(?<=[a-z,] )([^\W\d_]+)")  # a word that opens no sentence
_STOP = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Corpus:
    """Reports by id and the records found in them, as of a day (ISO 8601, null where no report bears a date)."""

    reports: dict[str, Report]
    records: Sequence[Record]
    as_of: str | None = None

    @classmethod
    def of(cls, reports: Sequence[Report], records: Sequence[Record], as_of: str | None = None) -> "Corpus":
        """Of the records those of `reports` or, with `as_of` (ISO 8601, a day or a moment), of those that were out by then."""
        kept = {r.id: r for r in out_by(reports, as_of)}
        last = max((r.published[:10] for r in kept.values() if r.published), default=None)
        found = sorted((r for r in records if r.report in kept), key=lambda r: (kept[r.report].published or "", r.report, r.span))
        return cls(kept, found, day_of(as_of) or last)

    @cached_property
    def _by_type(self) -> dict[type, list[Record]]:
        out: dict[type, list[Record]] = {}
        for record in self.records:
            out.setdefault(type(record), []).append(record)
        return out

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """The records by their ids."""
        return {record.id: record for record in self.records}

    @cached_property
    def proper(self) -> frozenset[str]:
        """The words, in lower case, that its reports write with a capital within their sentences, and hardly ever without: names, mostly."""
        seen: Counter[str] = Counter()
        for report in islice(self.reports.values(), _CASED):
            seen.update(m[1] for m in _WITHIN.finditer(report.text))
        return frozenset(word.lower() for word, n in seen.items() if word.istitle() and n > _MOSTLY * seen[word.lower()])

    @cached_property
    def among(self) -> Counter[tuple[str, str]]:
        """How many events of a type a report tells, by both."""
        return Counter((event.report, event.type) for event in self.all(Event))

    def all(self, kind: type[R]) -> list[R]:
        """The records of a kind, in order."""
        return self._by_type.get(kind, [])  # type: ignore[return-value]

    def day(self, record: Record) -> str:
        """The day its report was published; empty where unknown, which sorts first."""
        return (self.reports[record.report].published or "")[:10]

    def publisher(self, record: Record) -> str:
        """Who published its report."""
        return self.reports[record.report].publisher or "a report"

    def sentence(self, record: Record, reach: int) -> str:
        """The original text of a record with what stands beside it up to a stop, no more than `reach` characters on each side.

        For comparing, where copy without capitals must be cut too; for showing see text/sentence.py.
        """
        text, span = self.reports[record.report].text, record.span
        before = _STOP.split(text[max(0, span.start - reach) : span.start])[-1]
        return before + span.of(text) + _STOP.split(text[span.end : span.end + reach])[0]

    def words(self, record: Record, span: Span) -> str:
        """The original words under `span`, on one line."""
        return " ".join(span.of(self.reports[record.report].text).split())
