"""Whether a report is another version of one: an article edited, or withdrawn, after it was read. docs/decisions/0006-versions.md says why so."""

import re
import sqlite3
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from dateline.lexicons.tables import toml
from dateline.store.schema import scalar
from dateline.store.search import REPLACED
from dateline.store.words import tokens
from dateline.text.make import RUNNING_TEXT, STANDARD_INPUT
from dateline.text.report import Report, reading_spans

SHARED = 0.5  # of the pairs of neighbouring words of the shorter: unrelated reports of one crisis share a tenth
_LOOKED_AT = 20_000  # code points of each
_NOTICE = 900  # code points that a notice of withdrawal has at most: a longer text tells a story
_OF_ONE_ADDRESS = 20  # reports that a report may be a version of: an address that many share names none of them
CURRENT = f"number NOT IN {REPLACED}"  # of reports that count
BY_NOTICE = 'EXISTS (SELECT 1 FROM replaced AS notice WHERE notice.number = replaced."by" AND notice."by" = notice.number)'


class Versions:
    """Which reports of an open store count, and since when the others do not. Every change belongs into a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection, report_at: Callable[[int], Report]) -> None:
        self._db, self._report_at = connection, report_at

    def is_replaced(self, report: Report) -> bool:
        """Whether another report counts in the place of one that is kept."""
        return self._asked('SELECT 1 FROM report JOIN replaced USING (number) WHERE id = ? AND until IS NULL AND number IS NOT "by"', report.id)

    def let_count(self, report: Report, moment: str) -> None:
        """Lets a kept report count from `moment` on, and other versions of it no longer. A notice that withdraws them does not count itself."""
        (number,) = self._db.execute("SELECT number FROM report WHERE id = ?", (report.id,)).fetchone()
        (before,) = self._db.execute('SELECT "by" FROM replaced WHERE number = ? AND until IS NULL', (number,)).fetchone() or (None,)
        older = self._older(report)
        withdraws = is_notice(report) and (older or self._asked('SELECT 1 FROM replaced WHERE "by" = ? AND until IS NULL', number))
        self._count_again(number, moment)
        if before not in (None, number) and self._asked('SELECT 1 FROM replaced WHERE number = ?1 AND "by" = ?1 AND until IS NULL', before):
            self._count_again(before, moment)  # the notice by which it was withdrawn
            older.append(before)
        for other in [*older, number] if withdraws else older:
            self._replace(other, number, moment)

    def _older(self, report: Report) -> list[int]:
        """Numbers of the other reports that count and of which `report`, given later, is a version, or the withdrawal."""
        notice, found = is_notice(report), dict[int, None]()
        for field, value in (("url", report.url), ("ref", report.ref if has_name(report.ref) else None)):
            if value is None:
                continue
            where = f"{field} = ? AND id != ? AND {CURRENT} ORDER BY number DESC LIMIT {_OF_ONE_ADDRESS}"
            numbers = [n for (n,) in self._db.execute(f"SELECT number FROM report WHERE {where}", (scalar(value), report.id))]
            others = [(n, other) for n in numbers if may_be_version(report, other := self._report_at(n))]
            named = notice and (field == "url" or (report.url is None and len(numbers) == 1))  # a name that several share may be another's
            found.update((n, None) for n, other in others if named or is_version(report, other))
        return list(found)

    def _count_again(self, number: int, moment: str) -> None:
        self._db.execute("UPDATE replaced SET until = ? WHERE number = ? AND until IS NULL", (moment, number))
        self._db.execute("DELETE FROM replaced WHERE since = until AND number = ?", (number,))

    def _replace(self, number: int, by: int, moment: str) -> None:
        row = (number, by, moment)
        if self._db.execute('UPDATE replaced SET until = NULL WHERE number = ? AND "by" = ? AND until = ?', row).rowcount == 0:
            self._db.execute('INSERT INTO replaced (number, "by", since) VALUES (?, ?, ?)', row)

    def _asked(self, sql: str, value: str | int) -> bool:
        return self._db.execute(sql, (value,)).fetchone() is not None


def has_name(ref: str) -> bool:
    """Whether a ref names one input: running text and lines of standard input are called the same whatever they are."""
    return ref != RUNNING_TEXT and not ref.startswith(STANDARD_INPUT)


def is_version(one: Report, other: Report) -> bool:
    """Whether two reports of one address are one at two times: no two publishers', and half of the words of one stand in the other in a row."""
    if not may_be_version(one, other):
        return False
    mine, theirs = _pairs(one.text), _pairs(other.text)
    return len(mine & theirs) >= SHARED * max(1, min(len(mine), len(theirs)))


def may_be_version(one: Report, other: Report) -> bool:
    """Whether nothing says that two reports of one address are two publishers'."""
    return not (one.publisher and other.publisher and one.publisher != other.publisher)


def is_notice(report: Report) -> bool:
    """Whether a report says no more than that the story which stood there is withdrawn: a short text, or the title, that opens so."""
    if len(report.text) > _NOTICE + len(report.title or ""):
        return False
    body = " ".join(span.of(report.text) for span in reading_spans(report))
    return any(_withdraws().match(line) is not None for text in (report.title or "", body) for line in _sentences(text))


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in re.split(r"(?<=[.!?:])\s+|\n+", text) if s.strip()]


@cache
def _withdraws() -> re.Pattern[str]:
    """A sentence that withdraws the story which it stands for."""
    words = toml("withdrawal.toml")
    story, pointer, gone, doing, opening = ("|".join(map(re.escape, words[k])) for k in ("stories", "pointers", "gone", "doing", "openings"))
    return re.compile(
        rf"""
        (?: {opening}) (?!\w)
        | (?: {pointer}) \s (?: {story}) \b (?: , [^,]* , | \s (?: titled | headlined | about | on | from ) \s .* )? \s*
          (?: has | have | had | was | is ) \s (?: now \s | since \s | been \s | being \s )* (?: {gone}) \b
        | we (?: \s have | \s are | ['’]ve | ['’]re )? (?: \s now )? \s (?: {doing}) \s (?: {pointer}) \s (?: {story}) \b
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _pairs(text: str) -> set[tuple[str, str]]:
    words = [token.word for token in tokens(text, 0, min(len(text), _LOOKED_AT))]
    return set(pairwise(words))
