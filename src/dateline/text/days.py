"""Days as people and machines write them, made ISO 8601.

No clock is asked: what is no day that news can bear (before 1900, after 2049) is no day, whenever it is read.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

EARLIEST, LATEST = 1900, 2049  # years
_EPOCH = 100_000_000  # a smaller number (20120306, 2012) is a date written as one, not seconds since 1970
_MILLISECONDS = 100_000_000_000  # an epoch number above this counts milliseconds: in seconds it would lie past the year 5000

MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
MONTH = rf"(?:{MONTHS})\b\.?"
WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?"
ZONE = r"(?:z\b|(?:gmt|utc|[ecmp][sd]t|bst|cest|cet|eest|eet|ksa)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINAL = r"(?:st|nd|rd|th)?"

# A written day. The year may be lacking ("14 March"); numbers alone never are without one.
DAY = rf"""
    (?: (?P<d1>\d{{1,2}}){_ORDINAL} [\s-]* (?:of\s)? (?P<m1>{MONTH})                       # 6 March 2012, 3 JAN 90
        (?: ,? [\s-]* (?P<y1>\d{{4}} | '?\d{{2}} (?= \s* (?: [-–—(,] | $ | \d\d: ) ) ) )?
      | (?P<m2>{MONTH}) \s?                                                               # March 6, 2012
        (?: (?P<d2>\d{{1,2}}){_ORDINAL} (?! [\d:] ) (?: ,? \s* (?P<y2>\d{{4}}) )?
          | (?P<d6>\d\d)(?P<y6>\d{{4}}) (?! \d ) )                                       # Mar 062012, its comma lost
      | (?P<y3>\d{{4}}) (?P<s3>[-/.]) (?P<m3>\d{{1,2}}) (?P=s3) (?P<d3>\d{{1,2}})          # 2012-03-06
      | (?P<m4>\d{{1,2}}) / (?P<d4>\d{{1,2}}) / (?P<y4>\d{{4}} | \d{{2}})                 # 3/6/2012: month first
      | (?P<d5>\d{{1,2}}) (?P<s5>[-.]) (?P<m5>\d{{1,2}}) (?P=s5) (?P<y5>\d{{4}})           # 06.03.2012: day first
    )"""

_WRITTEN = re.compile(
    rf"""
    (?: {WEEKDAY} ,? \s+ )?
    (?: (?P<before>{CLOCK}) \s* (?P<zone_before>{ZONE})? ,? \s+ (?:on\s+)? )?
    {DAY}
    (?: (?: \s* [,t|-] \s* | \s+ (?:at\s+)? ) (?P<after>{CLOCK}) \s* (?P<zone>{ZONE})? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Tue Mar  6 10:30:00 +0000 2012
_CTIME = re.compile(rf"{WEEKDAY}\s+(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})\s+(?P<clock>{CLOCK})\s+(?P<zone>{ZONE})?\s*(?P<y>\d{{4}})", re.IGNORECASE)
_CLOCK_PARTS = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?.*?([ap])?\.?m?\.?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?$")
_UTC = re.compile(r"z|gmt|utc", re.IGNORECASE)


def iso_date(value: object) -> str | None:
    """`value` as an ISO 8601 day or moment, or None for what is no day of news.

    Takes ISO 8601, RFC 2822, days as English writes them, `m/d/y` with strokes, `d.m.y` with points or hyphens (each the other way round where only
    that makes a day), and seconds or milliseconds since 1970. A clock time is kept with the offset it was given in, since the day is the local one.
    """
    if isinstance(value, datetime):
        return _told(value)
    if isinstance(value, date):
        return _told_day(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(value) if abs(value) >= _EPOCH else iso_date(str(value))
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if re.fullmatch(r"-?\d{9,14}(?:\.\d+)?", text):
        return _epoch(float(text))
    return _iso(text) or _written(text)


def day_of(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    """(year, month, day) of a match of a pattern that holds DAY; the year None where it has none. None for no day, such as 31 June."""
    groups = match.groupdict()
    for k in "123456":
        month, day, year = groups["m2" if k == "6" else f"m{k}"], groups[f"d{k}"], groups[f"y{k}"]
        if month is None or day is None:
            continue
        m = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        d = int(day)
        if k in "45" and m > 12 >= d:
            m, d = d, m
        y = _year(year) if year else None
        return (y, m, d) if _real(y, m, d) else None
    return None


def _year(written: str) -> int:
    digits = written.lstrip("'")
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 50 else 2000)


def _real(year: int | None, month: int, day: int) -> bool:
    if year is not None and not EARLIEST <= year <= LATEST:
        return False
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _iso(text: str) -> str | None:
    if re.match(r"\d{4}(?:-\d\d?-\d|\d{4}|-W\d)", text) is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _told(when) if len(text) > 10 or ("T" in text) else _told_day(when.date())


def _written(text: str) -> str | None:
    ctime = _CTIME.fullmatch(text)
    if ctime:
        y, m, d = int(ctime["y"]), _MONTHS.index(ctime["m"][:3].lower()) + 1, int(ctime["d"])
        return _with_clock((y, m, d), ctime["clock"], ctime["zone"]) if _real(y, m, d) else None
    match = _WRITTEN.fullmatch(text) or _WRITTEN.fullmatch(re.sub(r"\s*\([^()]*\)$", "", text))
    day = day_of(match) if match else None
    if match is None or day is None or day[0] is None:
        return None
    clock = match["after"] or match["before"]
    return _with_clock((day[0], day[1], day[2]), clock, match["zone"] or match["zone_before"])


def _with_clock(day: tuple[int, int, int], clock: str | None, zone: str | None) -> str:
    parts = _CLOCK_PARTS.fullmatch(clock) if clock else None
    if parts:
        hour, minute, second = int(parts[1]), int(parts[2]), int(parts[3] or 0)
        if parts[4]:
            hour = hour % 12 + (12 if parts[4] in "pP" else 0)
        if hour < 24 and minute < 60 and second < 60:
            return _told(datetime(*day, hour, minute, second, tzinfo=_zone(zone))) or ""
    return date(*day).isoformat()


def _zone(written: str | None) -> timezone | None:
    """The offset that `written` states; none for a name that several zones share."""
    if not written:
        return None
    offset = _OFFSET.search(written)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)) if minutes < 24 * 60 else None
    return UTC if _UTC.fullmatch(written) else None


def _epoch(number: float) -> str | None:
    if abs(number) >= _MILLISECONDS:
        number /= 1000
    try:
        return _told(datetime.fromtimestamp(int(number), UTC))
    except (OverflowError, ValueError, OSError):
        return None


def _told(when: datetime) -> str | None:
    if not EARLIEST <= when.year <= LATEST:
        return None
    return when.isoformat(timespec="seconds").removesuffix("+00:00") + ("Z" if when.utcoffset() == timedelta(0) else "")


def _told_day(day: date) -> str | None:
    return day.isoformat() if EARLIEST <= day.year <= LATEST else None
