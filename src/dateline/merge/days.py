"""Days as ISO 8601 text, which sorts as time does."""

from datetime import date, timedelta
from functools import lru_cache

from dateline.resolve.parts import When


def start_of(when: When | None) -> str | None:
    """The first day of a time; the last where only that is known ("by 10 April")."""
    told = (when.start or when.end) if when else None
    return told[:10] if told else None


def end_of(when: When | None) -> str | None:
    """The last day of a time; its first where it has no end."""
    told = (when.end or when.start) if when else None
    return told[:10] if told else None


def one_day(when: When | None) -> str | None:
    """The day, where a time is one day or less."""
    if when is None or not when.start or when.precision not in ("minute", "hour", "day") or start_of(when) != end_of(when):
        return None
    return start_of(when)


def is_long(when: When | None) -> bool:
    """Whether a time is longer than a week, so that it belongs to no day."""
    if when is None:
        return False
    if not when.start:
        return when.precision in ("month", "season", "year")
    return shifted(when.start, 7) < (when.end or "9999")[:10]


def own_day(when: When | None) -> str | None:
    """The first day of a time; None where it is longer than a week."""
    return None if is_long(when) else start_of(when)


def meets(a: When | None, b: When | None) -> bool:
    """Whether two times share a day; a time without any shares it with none but another such."""
    return (start_of(a) or "") <= (end_of(b) or "") and (start_of(b) or "") <= (end_of(a) or "")


@lru_cache(maxsize=1 << 14)
def shifted(day: str, by: int) -> str:
    """The day so many days later; the same where it is no day of the calendar."""
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day[:10]


def apart(a: str, b: str) -> int | None:
    """Days between two; None where one is no day of the calendar."""
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days)
    except ValueError:
        return None
