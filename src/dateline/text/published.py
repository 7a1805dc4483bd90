"""When a report was published, and how that is known."""

import re

from dateline.text.days import EARLIEST, LATEST, iso_date
from dateline.text.report import PublishedBasis

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d?))?")


def is_partial(value: object) -> bool:
    """Whether a date is only a year, or a year and a month: no day, but one that a dateline may complete."""
    match = _PARTIAL.fullmatch(str(value).strip())
    return match is not None and EARLIEST <= int(match[1]) <= LATEST and 1 <= int(match[2] or 1) <= 12


def published_day(
    given: str | None, basis: PublishedBasis, *, dateline: str | None = None, stamp: str | None = None, updated: str | None = None
) -> tuple[str | None, PublishedBasis]:
    """The day or moment of publication, ISO 8601, and how it is known. It is never guessed.

    `given` (any form that `iso_date` takes) is known by `basis`. What the text says of itself: its wire `dateline` ("2012-03-14", or "--03-14"
    without a year), a `stamp` of its page, the day it was `updated`. A full day of the text wins over one given that contradicts it; so does an
    update before the given day, since none comes before its publication. A year given, or a year and month, is completed by a dateline.
    """
    own = stamp or (dateline if dateline and not dateline.startswith("--") else None)
    day = iso_date(given)
    if day is not None:
        if own is None and updated is not None and updated < day[:10]:
            own = updated
        return (own, "dateline") if own is not None and own != day[:10] else (day, basis)
    if own or updated:
        return own or updated, "dateline"
    if given is not None and is_partial(given) and dateline:
        completed = iso_date(f"{given.strip()[:4]}{dateline[1:]}")
        if completed and completed.startswith(given.strip()):
            return completed, "dateline"
    return None, "unknown"
