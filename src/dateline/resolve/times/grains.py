"""Stretches of the calendar: a day seen at a grain is a TIMEX3 value, and a TIMEX3 value is an interval of days.

Grains: D day, W week (ISO, Monday to Sunday), WE weekend, M month, Q quarter, H half-year, Y year, E decade, C century.
"""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from dateline.resolve.parts import DatePrecision

_PRECISION: dict[str, DatePrecision] = {"D": "day", "W": "week", "WE": "day", "M": "month", "Q": "season", "S": "season", "Y": "year"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month that each opens with
_VALUE = re.compile(
    r"""
    (?P<year>\d{4})
    (?: -W(?P<week>\d\d) (?P<weekend>-WE)?
      | -Q(?P<quarter>[1-4])
      | -H(?P<half>[12])
      | -(?P<season>SP|SU|FA|WI)
      | -(?P<month>\d\d) (?: -(?P<day>\d\d) )?
    )?
    (?: T(?P<part>[A-Z]{2}|\d\d:\d\d) )?
    | (?P<century>\d\d) (?P<decade>\d)?
    """,
    re.VERBOSE,
)


class Stretch(NamedTuple):
    """An interval of days, both inclusive, at a grain."""

    start: date
    end: date
    grain: str

    @property
    def precision(self) -> DatePrecision:
        """The contract's name of the grain."""
        return _PRECISION.get(self.grain, "unknown")


def rendered(day: date, grain: str) -> str:
    """The TIMEX3 value of the stretch of `grain` that holds `day`."""
    if grain in ("W", "WE"):
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if grain == "WE" else "")
    year = f"{day.year:04d}"
    if grain == "D":
        return day.isoformat()
    if grain == "M":
        return f"{year}-{day.month:02d}"
    if grain == "Q":
        return f"{year}-Q{(day.month + 2) // 3}"
    if grain == "H":
        return f"{year}-H{1 if day.month < 7 else 2}"
    return {"E": year[:3], "C": year[:2]}.get(grain, year)


def moved(day: date, letter: str, n: int) -> date | None:
    """`day` moved by n of a unit (TS TM TH D W WE M Q H Y); None where that leaves the calendar. Hours count as whole days."""
    try:
        if letter in ("TS", "TM", "TH"):
            return day + timedelta(days=int(n / {"TS": 86400, "TM": 1440, "TH": 24}[letter]))
        if letter in ("D", "W", "WE"):
            return day + timedelta(days=n * (1 if letter == "D" else 7))
        months = day.year * 12 + day.month - 1 + n * {"M": 1, "Q": 3, "H": 6}.get(letter, 12)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def stretch(value: str) -> Stretch | None:
    """The days that a TIMEX3 value covers; None for durations, sets, references and days that no calendar has."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _covered(match)
    except (ValueError, OverflowError):
        return None


def _covered(match: re.Match[str]) -> Stretch:
    if match["century"]:
        years = 10 if match["decade"] else 100
        year = int(match["century"] + (match["decade"] or "")) * years
        return Stretch(date(year or 1, 1, 1), date(year + years - 1, 12, 31), "E" if match["decade"] else "C")
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return Stretch(monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6), "WE" if match["weekend"] else "W")
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3, "Q")
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6, "H")
    if match["season"]:
        return _months(year, _SEASONS[match["season"]], 3, "S")
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Stretch(day, day, "D")
    return _months(year, int(match["month"]), 1, "M") if match["month"] else _months(year, 1, 12, "Y")


def _months(year: int, month: int, count: int, grain: str) -> Stretch:
    last = month + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Stretch(date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]), grain)


def season_value(year: int, season: str) -> str:
    """The TIMEX3 value of a season; a winter bears the year that it opens in."""
    return f"{year:04d}-{season}"
