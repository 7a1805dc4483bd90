"""The two clocks of a question: `as_of` by the news (what was published), `kept` by the store (what it held, and what people had put right).

Both are told as ISO 8601. A day lasts to its end, a moment written without a fraction to the end of its second; one without a zone is UTC.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from dateline.text.report import Report

LAST_DAY = "9999-12-31"  # on which all is out that bears a day
_DAY = 10  # characters of an ISO 8601 day


def is_out(published: str | None, as_of: str | None) -> bool:
    """Whether what bears this day or moment of publication was out by `as_of`; what bears none was, only where no moment is asked for.

    A report of a day without a time was out at the end of that day. By a day, the day counts that the report itself bears, in its own zone.
    """
    if as_of is None:
        return True
    if not published:
        return False
    if len(as_of) <= _DAY:
        return published[:_DAY] <= as_of
    if len(published) <= _DAY:
        return published < _utc(as_of).isoformat()[:_DAY]
    return _utc(published) <= _last(as_of)


def out_by(reports: Iterable[Report], as_of: str | None) -> list[Report]:
    """The reports that were out by `as_of`."""
    return [r for r in reports if is_out(r.published, as_of)]


def day_of(as_of: str | None) -> str | None:
    """The day of a moment."""
    return as_of[:_DAY] if as_of else None


def kept_until(moment: str) -> str:
    """The last instant of a moment, in UTC, as the store writes when it kept something: what is no later sorts no later."""
    return _last(moment).isoformat(timespec="microseconds")


def kept_from(moment: str) -> str:
    """The first instant of a moment; without a fraction where it has none, since older stores kept whole seconds."""
    return _utc(moment).isoformat(timespec="microseconds" if "." in moment else "seconds")


def kept_before(moment: str) -> str:
    """The instant just before a moment begins, as `kept_until` writes it."""
    return (_utc(moment) - timedelta(microseconds=1)).isoformat(timespec="microseconds")


def out_before(moment: str) -> str:
    """The day before a day or, of a moment, the second before it: what the news of that day or moment was not yet in."""
    if len(moment) <= _DAY:
        return (_utc(moment) - timedelta(days=1)).isoformat()[:_DAY]
    return (_utc(moment) - timedelta(seconds=1)).isoformat(timespec="seconds")


def _utc(moment: str) -> datetime:
    told = datetime.fromisoformat(moment)
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)


def _last(moment: str) -> datetime:
    begun = _utc(moment)
    if len(moment) <= _DAY:
        return begun + timedelta(days=1, microseconds=-1)
    return begun if "." in moment else begun.replace(microsecond=999_999)
