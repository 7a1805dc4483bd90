"""What a source of reports is, and what it is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader

from dateline.issues import Issue
from dateline.text.report import Report

Found = Iterator[Report | Issue]


@dataclass(frozen=True, slots=True)
class Given:
    """One opened file. `ref` is what the user calls it; `published` dates what bears no date of its own."""

    ref: str
    stream: BufferedReader
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of input: the endings of its files, how its text opens where no ending tells, and how reports are taken from it.

    `reports` reads no more of the stream than the report asked for needs, gives an Issue for what it cannot read, and goes on. An Issue of stage
    NOTE comes right before the report that it is about.
    """

    suffixes: tuple[str, ...]
    fits: Callable[[str], bool]
    reports: Callable[[Given], Found]


def checked(report: Report) -> Report | Issue:
    """The report, or an issue for one without any letter."""
    if any(c.isalpha() for c in report.text):
        return report
    return Issue(report.ref, "open", "there is no text in it: a report needs words to be read")
