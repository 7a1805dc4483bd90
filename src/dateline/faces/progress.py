"""How a run goes and how it went: a bar with rate and time left on a terminal, a plain line now and then elsewhere, and the account at the end."""

import re
import textwrap
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from dateline.issues import NOTE, Issue
from dateline.text.report import Report

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from dateline.pipeline import ReadResult

EVERY = 10.0  # seconds between plain lines
AHEAD_REPORTS, AHEAD_CHARACTERS = 20_000, 20_000_000  # most that is held open
AHEAD_SECONDS = 2.0  # for opening before anything is read
CATCHING_UP = 3  # opened for each one taken, so that the last is open, and the time left known, before the run is half over
TELLING = 0.01  # of all that is to be read, before which the time left is no more than a guess
LISTED = 50  # things not read that are told one by one
LONGEST = 200  # characters told of why

_LINE = re.compile(r"line \d+: ")


class Ahead:
    """The same sources, opened some way ahead: `total` is the characters of all reports once the last is open, None before.

    `slow`: each is given as soon as it is there, and the next not waited for.
    """

    def __init__(self, sources: Iterable[Report | Issue], *, slow: bool = False) -> None:
        self.slow = slow
        self.total: int | None = None
        self._sources = iter(sources)
        self._held: deque[Report | Issue] = deque()
        self._opened = self._room = 0

    def __iter__(self) -> Iterator[Report | Issue]:
        if self.slow:
            yield from self._sources
            return
        until = time.monotonic() + AHEAD_SECONDS
        while self._open_one() and time.monotonic() < until:
            pass
        while self._held:
            one = self._held.popleft()
            self._room -= _characters(one)
            for _ in range(CATCHING_UP):
                self._open_one()
            yield one

    def _open_one(self) -> bool:
        """Whether one more was opened: none is where all are open or as much is held as may be."""
        if self.total is not None or len(self._held) >= AHEAD_REPORTS or self._room > AHEAD_CHARACTERS:
            return False
        one = next(self._sources, None)
        if one is None:
            self.total = self._opened
            return False
        self._held.append(one)
        self._opened += _characters(one)
        self._room += _characters(one)
        return True


def _characters(one: Report | Issue) -> int:
    return len(one.text) if isinstance(one, Report) else 0


class Meter:
    """Counts reports and words as they are done, and tells on `stream` how far it is. Silent if `quiet`."""

    def __init__(self, stream: TextIO, ahead: Ahead, *, quiet: bool = False) -> None:
        self.stream, self.ahead, self.quiet = stream, ahead, quiet
        self.reports = self.words = self.characters = 0
        self._began = self._told = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if not self.quiet and self.stream.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.fields[told]}"))
            self._bar = Progress(*columns, console=Console(file=self.stream), transient=True, refresh_per_second=4)
            self._task = self._bar.add_task("", total=None, told="")
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def done(self, report: Report) -> None:
        """One more report is done."""
        self.reports += 1
        self.words += len(report.text.split())
        self.characters += len(report.text)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=self.ahead.total, completed=self.characters, told=self.told())
        elif not self.quiet and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            print(self.told(), file=self.stream, flush=True)

    def told(self) -> str:
        """How far it is, as "120 reports, 2,900 words/s, 14.2 reports/s, 1 min 20 s left"."""
        seconds = max(time.monotonic() - self._began, 1e-6)
        parts = [plural(self.reports, "report"), f"{self.words / seconds:,.0f} words/s", f"{self.reports / seconds:,.1f} reports/s"]
        if self.ahead.total and self.characters >= self.ahead.total * TELLING:
            parts.append(f"{duration((self.ahead.total - self.characters) * seconds / self.characters)} left")
        return ", ".join(parts)


class Tally:
    """What became of all that was given. Notes on what was read are told, and count for nothing."""

    def __init__(self) -> None:
        self.read = self.unchanged = self.lost = 0
        self._why: Counter[str] = Counter()  # why things were lost
        self._listed: list[str] = []
        self._issues = 0

    def add(self, one: "ReadResult") -> None:
        """Count one result."""
        self.unchanged += one.unchanged
        lost = one.report is None
        self.lost += lost
        self.read += not lost and not one.unchanged
        for issue in one.issues:
            self._why[_reason(issue)] += lost
            self._issues += 1
            if len(self._listed) < LISTED:
                self._listed.append(f"  {issue.subject}: {_what(issue, lost)}{_short(issue.message, LONGEST)}")

    @property
    def given(self) -> int:
        """How many reports, and things that are none, were counted."""
        return self.read + self.unchanged + self.lost

    def lines(self) -> Iterator[str]:
        """What could not be read, and the closing line: "read N, unchanged N, not read N (why: ...)", where why is short, for the list tells it."""
        yield from self._listed
        if self._issues > len(self._listed):
            yield f"  and {self._issues - len(self._listed):,} more"
        reasons = [(reason, n) for reason, n in self._why.most_common() if n]
        why = "; ".join([*(f"{reason} ({n:,})" if n > 1 else reason for reason, n in reasons[:3]), *(["..."] if len(reasons) > 3 else [])])
        yield f"read {self.read:,}, unchanged {self.unchanged:,}, not read {self.lost:,}" + (f" (why: {why})" if why else "")


def _reason(issue: Issue) -> str:
    """What a message opens with, before its particulars and what to do: "line 7: it is no whole JSON (...): mend or drop it"."""
    told = _LINE.sub("", issue.message)
    return _short(re.split(r": | \(", told, maxsplit=1)[0], 60)


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, width, placeholder=" ...")


def _what(issue: Issue, lost: bool) -> str:
    if issue.stage == NOTE:
        return ""
    return f"{'' if lost else 'a part of it '}could not be read ({issue.stage}): "


def plural(number: int, noun: str) -> str:
    """ "1 report", "2,000 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """ "45 s", "1 min 20 s", "2 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
