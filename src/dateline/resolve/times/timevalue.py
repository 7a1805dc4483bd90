"""Time expressions put on the calendar: what was said, the day it was published and the direction of its verb give a TIMEX3 value and an interval.

Values are those of TimeML 1.2.1 ("1998-W32", "1989-Q3", "1998-02-06TMO", "P2Y6M", "XXXX-WXX-4", "198" for the 1980s, "PXW"). Without a day of
publication what depends on it stays relative to it: "PUB-P1D".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.resolve.parts import DateBasis, DatePrecision
from dateline.resolve.times.grains import Stretch, moved, rendered, season_value, stretch
from dateline.resolve.times.timex import Said, Unit


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: publication, what was dated before it, its verb's direction (-1 past, 1 future, 0 unknown).

    `ended`: whether its end is told after it ("the year ended June 30"), so that it is none of the calendar's.
    """

    published: date | None
    before: Stretch | None = None
    quarter: Stretch | None = None  # the quarter told before, which "a year earlier" is compared with
    direction: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value with the interval it covers: ISO 8601 days or minutes, inclusive; an open or unknown end is None."""

    value: str
    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "unknown"


_FINER = ("D", "W", "WE", "M", "Q", "H", "Y", "E", "C")
_UNDATED_DAY = "PUB"
_FAR = 4  # how much nearer a date against the verb's direction must lie to be meant
_FAR_MONTH = 8  # the same for a month without a day


def resolved(said: Said, context: Context) -> Value | None:
    """The value of what was said; None where nothing definite was."""
    if said.empty:
        return None
    return _Resolver(said, context).run()


def dated(value: str, basis: DateBasis) -> Value:
    """A value with the interval that its own form tells."""
    covered = stretch(value)
    if covered is None:
        return Value(value, basis=basis)
    precision: DatePrecision = covered.precision
    start, end = covered.start.isoformat(), covered.end.isoformat()
    clock = value.partition("T")[2]
    if clock[:1].isdigit() and not clock.startswith("24"):
        start = end = value
        precision = "hour" if clock.endswith(":00") else "minute"
    return Value(value, start, end, precision, basis)


class _Resolver:
    def __init__(self, said: Said, context: Context) -> None:
        self.said, self.context = said, context
        self.today, self.before, self.direction = context.published, context.before, context.direction

    def run(self) -> Value | None:
        if self.said.reference:
            return Value(self.said.reference, basis="relative")
        for rule in (self._set, self._offset, self._calendar, self._weekday, self._near_day, self._era, self._units, self._part_of_day):
            found = rule()
            if found is not None:
                return found
        return None

    # Sets --------------------------------------------------------------------------------------------------------------------------------

    def _set(self) -> Value | None:
        said = self.said
        if said.recurs and not said.units:
            return Value(said.recurs, basis="stated")
        if not said.every:
            return None
        if said.weekday:
            return Value(f"XXXX-WXX-{said.weekday}{self._suffix()}", basis="stated")
        unit = next((u for u in said.units if u.which == "every"), None)
        if unit:
            return Value(_duration([replace(unit, count=unit.count or 1)]), basis="stated")
        if said.month and not said.year:
            return Value(f"XXXX-{said.month:02d}" + (f"-{said.day:02d}" if said.day else ""), basis="stated")
        return Value(f"XXXX-XX-XXT{said.part}", basis="stated") if said.part else None

    # Offsets: two days after Friday, the year-earlier third quarter ----------------------------------------------------------------------

    def _offset(self) -> Value | None:
        said = self.said
        move = next((u for u in said.units if u.after), None)
        rest = replace(said, units=[u for u in said.units if u is not move]) if move else said
        if move is None or rest.empty or _only_time_of_day(rest) or move.letter.startswith("T"):
            return None
        n = _amount(move)
        base = _Resolver(rest, self.context).run()
        covered = stretch(base.value) if base else None
        if n is None or base is None or covered is None:
            return None
        day = moved(covered.start, move.letter, n * move.size)
        if day is None:
            return None
        grain = covered.grain if _finer(covered.grain, move.letter) else move.letter
        return dated(season_value(day.year, said.season) if said.season and covered.grain == "S" else rendered(day, grain), base.basis)

    # Months and days ---------------------------------------------------------------------------------------------------------------------

    def _calendar(self) -> Value | None:
        said = self.said
        if said.movable:
            return self._movable(said.month or 1, *said.movable)
        if said.slashed:
            return self._slashed(*said.slashed)
        if said.month is None:
            return self._day_alone() if said.day is not None else None
        year, basis = self._year()
        if year is None:
            year = self._year_near(said.month, said.day)
        if year is None:
            return Value(f"XXXX-{said.month:02d}" + (f"-{said.day:02d}{self._suffix()}" if said.day else ""), basis="relative")
        if said.day is None:
            return dated(f"{year:04d}-{said.month:02d}", basis)
        first = f"{year:04d}-{said.month:02d}-{said.day:02d}"
        if said.last_day:
            last = f"{year:04d}-{said.month:02d}-{said.last_day:02d}"
            return Value(f"{first}/{last}", first, last, "day", basis) if stretch(first) and stretch(last) else None
        covered = stretch(first)
        if covered is None:  # no such day: its month, if there is one
            month = dated(f"{year:04d}-{said.month:02d}", basis)
            return month if month.start else None
        if any(u.letter == "W" for u in said.units):
            return dated(rendered(covered.start, "W"), basis)
        return dated(first + self._suffix(), basis)

    def _movable(self, month: int, weekday: int, nth: int) -> Value | None:
        """A named day that falls on a day of the week."""
        year, basis = self._year()
        year = year or self._year_near(month, weekday + 7 * nth - 7)
        if year is None:
            return Value(f"XXXX-{month:02d}", basis="relative")
        opens = stretch(f"{year:04d}-{month:02d}")
        day = moved(opens.start, "D", (weekday - opens.start.isoweekday()) % 7 + 7 * (nth - 1)) if opens else None
        return dated(rendered(day, "D") + self._suffix(), basis) if day else None

    def _slashed(self, first: int, second: int) -> Value | None:
        """8/3/98: the month first or the day first, whichever lies nearer to publication; the month where nothing tells."""
        year, basis = self._year()
        found = [c for m, d in ((first, second), (second, first)) if (c := stretch(f"{year or 0:04d}-{m:02d}-{d:02d}"))]
        if not found:
            return None
        today = self.today
        best = min(found, key=lambda c: abs((c.start - today).days)) if today else found[0]
        return dated(rendered(best.start, "D") + self._suffix(), basis)

    def _year(self) -> tuple[int | None, DateBasis]:
        """The year said, in full, in two digits, or as last year, two years ago; None where none was."""
        said = self.said
        if said.year is not None:
            return (_century_of(said.year, self.today) if said.two_digits else said.year), "stated"
        for unit in said.units:
            if (
                unit.letter == "Y"
                and unit.size == 1
                and (unit.after or unit.which in ("last", "past", "this", "next", "coming", "that", "prior", "following"))
            ):
                n = _amount(unit) if unit.after else {"last": -1, "past": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}.get(unit.which, 0)
                from_before = unit.which in ("that", "prior", "following") or unit.after in ("earlier", "later")
                base = self.before.start if from_before and self.before else self.today
                if base and n is not None:
                    return base.year + n, "relative"
        return None, "relative"

    def _year_near(self, month: int, day: int | None) -> int | None:
        """The year of a month (and day) told without one: near publication, on the side that the verb or "last" and "next" tell."""
        today, which = self.today, self.said.which
        if today is None:
            return None
        if which == "this":
            return today.year
        options = []
        for year in (today.year - 1, today.year, today.year + 1):
            # In months where only a month was said, so that the current one is at no distance.
            distance = (year - today.year) * 365 + (month - today.month) * 30.4 + ((day - today.day) if day else 0)
            just_ended = not day and year == today.year and today.month - month == 1  # that would be "last month"
            if (which == "last" and (distance >= 0 or just_ended)) or (which in ("next", "coming") and distance <= 0):
                continue
            against = which not in ("last", "next", "coming") and self.direction * distance < 0
            ahead = self.direction == 0 and distance > 0
            options.append((abs(distance) * ((_FAR if day else _FAR_MONTH) if against else 1.5 if ahead else 1), year))
        return min(options)[1]

    def _day_alone(self) -> Value | None:
        """The 25th: of the month told before, else of this month or the nearest on the verb's side."""
        day = self.said.day or 0
        if self.before is not None and self.before.grain in ("D", "M"):
            value = f"{rendered(self.before.start, 'M')}-{day:02d}"
            return dated(value, "relative") if stretch(value) else None
        if self.today is None:
            return Value(f"XXXX-XX-{day:02d}", basis="relative")
        options = []
        for n in (-1, 0, 1):
            month = moved(self.today, "M", n)
            found = stretch(f"{rendered(month, 'M')}-{day:02d}") if month else None
            if found:
                distance = (found.start - self.today).days
                options.append((abs(distance) * (_FAR if self.direction * distance < 0 else 1), found.start))
        return dated(rendered(min(options)[1], "D") + self._suffix(), "relative") if options else None

    # Days of the week, yesterday ---------------------------------------------------------------------------------------------------------

    def _weekday(self) -> Value | None:
        said = self.said
        if said.weekday is None:
            return None
        day = self._weekday_near(said.weekday)
        if day is None:
            return Value(f"XXXX-WXX-{said.weekday}{self._suffix()}", basis="relative")
        return dated(rendered(day, "D") + self._suffix(), "relative")

    def _weekday_near(self, weekday: int) -> date | None:
        today = self.today
        if today is None:
            return None
        which = self.said.which
        base = self.before.start if which in ("prior", "following", "that") and self.before else today
        week = next((u for u in self.said.units if u.letter == "W" and u.which in ("last", "next", "this")), None)
        if week:
            monday = today - timedelta(days=today.weekday())
            return moved(monday, "D", weekday - 1 + {"last": -7, "next": 7, "this": 0}[week.which])
        back = (base.isoweekday() - weekday) % 7
        if which in ("last", "prior", "past"):
            return moved(base, "D", -(back or 7))
        if which in ("next", "coming", "following"):
            return moved(base, "D", (7 - back))
        ahead = self.direction > 0 or (which == "this" and self.direction == 0)
        return moved(base, "D", (7 - back) % 7 if ahead else -back)

    def _near_day(self) -> Value | None:
        """Today, yesterday, tomorrow, tonight."""
        if self.said.shift is None:
            return None
        if self.today is None:
            return Value(_unpublished(self.said.shift, "D") + self._suffix(), basis="relative")
        day = moved(self.today, "D", self.said.shift)
        return dated(rendered(day, "D") + self._suffix(), "relative") if day else None

    def _suffix(self) -> str:
        """Clock or part of the day, as TIMEX3 hangs it on a day."""
        if self.said.clock:
            return f"T{self.said.clock}"
        return f"T{self.said.part}" if self.said.part else ""

    # Decades, centuries, seasons, quarters, years ----------------------------------------------------------------------------------------

    def _era(self) -> Value | None:
        said = self.said
        if said.decade is not None:
            return dated(f"{_decade(said.decade, self.today) if said.two_digits else said.decade:03d}", "stated")
        century = next((u for u in said.units if u.size == 100 and u.nth), None)
        if century and century.nth:
            return dated(f"{century.nth - 1:02d}", "stated")
        year, basis = self._year()
        if said.season:
            return self._season(said.season, year, basis)
        quarter = next((u for u in said.units if u.letter in ("Q", "H") and (u.nth or (u.which in ("last", "past") and year))), None)
        if quarter:
            return self._quarter(quarter, year, basis)
        if said.year is not None and year is not None:
            return dated(f"{year:04d}", basis)
        return None

    def _season(self, season: str, year: int | None, basis: DateBasis) -> Value:
        today, which = self.today, self.said.which
        if year is not None:
            return dated(season_value(year, season), basis)
        if today is None:
            return Value(f"XXXX-{season}", basis="relative")
        options = [c for y in (today.year - 1, today.year, today.year + 1) if (c := stretch(season_value(y, season)))]
        if which == "this":
            fitting = [c for c in options if c.start.year == today.year]
        elif which in ("next", "coming"):
            fitting = [c for c in options if c.start > today]
        elif which != "last" and self.direction > 0:
            fitting = [c for c in options if c.end >= today]
        else:
            fitting = [c for c in options if (c.end if which == "last" else c.start) <= today][::-1]
        return dated(season_value(fitting[0].start.year, season), "relative") if fitting else Value(f"XXXX-{season}", basis="relative")

    def _quarter(self, unit: Unit, year: int | None, basis: DateBasis) -> Value:
        letter, most = unit.letter, 4 if unit.letter == "Q" else 2
        nth = min(unit.nth or most, most)
        if year is None and self.today is None:
            return Value(f"XXXX-{letter}{nth}", basis="relative")
        if year is None and self.today is not None:
            opens = nth * 3 - 2 if letter == "Q" else nth * 6 - 5
            year = self.today.year
            if self.direction <= 0 and opens > self.today.month + (3 if self.direction == 0 else 0):
                year -= 1
        return dated(f"{year:04d}-{letter}{nth}", basis)

    # Units -------------------------------------------------------------------------------------------------------------------------------

    def _units(self) -> Value | None:
        units = self.said.units
        if not units:
            return None
        unit = next((u for u in units if u.after), None) or next((u for u in units if u.count is not None), None) or units[0]
        if unit.letter == "X":
            return self._period()
        if unit.after:
            return self._away(unit)
        if unit.count is not None or unit.plural:
            return self._length(unit)
        if unit.which == "past":
            return self._window([replace(unit, count=1)], -1)
        if unit.which in ("last", "next", "coming", "this", "prior", "following", "that", "the"):
            return self._which(unit)
        if unit.which == "recent":
            return self._length(unit)
        return None if unit.nth else Value(_duration([replace(unit, count=1)]), basis="stated")

    def _period(self) -> Value | None:
        """The period, the latest period: the one told before."""
        quarter = self.context.quarter
        year, _ = self._year()
        day = moved(quarter.start, "Y", year - quarter.start.year if year else 0) if quarter else None
        return dated(rendered(day, "Q"), "relative") if day else None

    def _away(self, unit: Unit) -> Value | None:
        """Two years ago, a week later, three months from now."""
        n = _amount(unit)
        if n is None and unit.after == "hence":
            return self._window([replace(unit, count=0)], 1)
        if n is None:
            return Value("PAST_REF" if unit.after in ("ago", "earlier") else "FUTURE_REF", basis="relative")
        from_before = unit.after in ("earlier", "later") and self.before is not None
        base = self.before.start if from_before and self.before else self.today
        if base is None:
            return Value(_unpublished(n * unit.size, unit.letter), basis="relative")
        day = moved(base, unit.letter, n * unit.size)
        if day is None:
            return None
        grain = unit.letter if not unit.letter.startswith("T") else "D"
        quarter = self.context.quarter
        if unit.letter == "Y" and unit.size == 1 and abs(n) == 1 and quarter is not None:
            grain, day = "Q", moved(quarter.start, "Y", n) or day
        return dated(rendered(day, grain) + (self._suffix() if grain == "D" else ""), "relative")

    def _length(self, unit: Unit) -> Value | None:
        """A length of time; on the calendar where "past" or "next" ties it to publication."""
        counted = [u for u in self.said.units if u.count is not None] or [replace(unit, count=0)]
        which = next((u.which for u in self.said.units if u.which in ("last", "past", "recent", "next", "coming", "prior", "following")), "")
        if which in ("last", "past", "recent"):
            return self._window(counted, -1)
        if which in ("next", "coming"):
            return self._window(counted, 1)
        if not counted[0].count and unit.plural and unit.which in ("the", "") and counted[0] is not unit:
            return Value(_duration([replace(unit, count=0)]), basis="stated")
        return Value(_duration(counted), basis="stated")

    def _window(self, counted: list[Unit], side: int) -> Value:
        """The last three days, the next two weeks: up to or from publication."""
        value = _duration(counted)
        if self.today is None:
            return Value(value, basis="relative")
        far: date | None = self.today if counted[0].count else None
        for unit in counted:
            far = moved(far, unit.letter, side * round((unit.count or 0) * unit.size)) if far else None
        today = self.today.isoformat()
        other = far.isoformat() if far else None
        precision: DatePrecision = "day" if far else "unknown"
        return Value(value, other, today, precision, "relative") if side < 0 else Value(value, today, other, precision, "relative")

    def _which(self, unit: Unit) -> Value | None:
        """Last week, this year, the following month, the weekend."""
        which, grain = unit.which, unit.letter
        if grain.startswith("T") or (grain == "Y" and which == "the" and self.context.ended):
            return Value(_duration([replace(unit, count=1)]), basis="stated")
        if unit.size == 10:
            grain = "E"
        elif unit.size == 100:
            grain = "C"
        from_before = which in ("prior", "following", "that") or (which == "the" and grain == "D")
        base = self.before.start if from_before and self.before else self.today
        n = {"last": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
        if grain == "Q" and which == "the":
            n = -1
        if base is None:
            return Value(_unpublished(n * unit.size, unit.letter), basis="relative")
        if grain == "W" and which == "last" and base.isoweekday() == 7:
            n = 0  # on a Sunday it is the week that just ends
        if grain == "WE":
            return self._weekend(which, base)
        if grain == "H":
            return Value("P6M", basis="stated")
        day = moved(base, unit.letter, n * unit.size)
        found = dated(rendered(day, grain) + (self._suffix() if grain == "D" else ""), "relative") if day else None
        if found and which == "this" and self.direction < 0 and self.today and (found.start or "") <= self.today.isoformat() < (found.end or ""):
            return replace(found, end=self.today.isoformat())  # what was done this week was done by now
        return found

    def _weekend(self, which: str, base: date) -> Value | None:
        """The weekend of this week, unless "next" tells otherwise; a past one where it has not come yet and the verb is past."""
        n = {"next": 1, "following": 1}.get(which, 0)
        if n == 0 and base.weekday() < 5 and (which in ("last", "prior") or self.direction <= 0):
            n = -1
        day = moved(base, "W", n)
        return dated(rendered(day, "WE"), "relative") if day else None

    # Parts of a day ----------------------------------------------------------------------------------------------------------------------

    def _part_of_day(self) -> Value | None:
        said = self.said
        if not (said.part or said.clock):
            return None
        if said.which == "overnight" and self.today is not None:
            night = moved(self.today, "D", -1)
            return replace(dated(f"{rendered(night, 'D')}TNI", "relative"), end=self.today.isoformat()) if night else None
        told_before = self.before if said.which in ("", "that", "following", "prior") and self.before and self.before.grain == "D" else None
        base = told_before.start if told_before else self.today
        n = {"last": -1, "prior": -1, "next": 1, "following": 1}.get(said.which, 0)
        if base is None:
            return Value(_unpublished(n, "D") + self._suffix(), basis="relative")
        day = moved(base, "D", n)
        return dated(rendered(day, "D") + self._suffix(), "relative") if day else None


def _only_time_of_day(said: Said) -> bool:
    return replace(said, part="", clock="", which="").empty


def _finer(grain: str, letter: str) -> bool:
    order = {g: n for n, g in enumerate(_FINER)}
    return order.get(grain, 0) <= order.get(letter, 0)


def _amount(unit: Unit) -> int | None:
    """How far a unit moves, with its sign; None where its count is vague."""
    count = unit.count
    if count is None:
        count = 0 if unit.plural else 1
    if not count:
        return None
    return round(count) * (-1 if unit.after in ("ago", "earlier") else 1)


def _unpublished(n: int, letter: str) -> str:
    """A shift from a day of publication that is not known."""
    if n == 0 and letter == "D":
        return _UNDATED_DAY
    prefix = "PT" if letter.startswith("T") else "P"
    return f"{_UNDATED_DAY}{'+' if n > 0 else '-'}{prefix}{abs(n)}{letter[-1] if prefix == 'PT' else letter}"


def _century_of(year: int, today: date | None) -> int:
    """The full year of two digits: the latest that lies no more than ten years ahead."""
    if year >= 100:
        return year
    newest = (today.year if today else 2030) + 10
    return newest - (newest - year) % 100


def _decade(tens: int, today: date | None) -> int:
    """The full decade of one digit: the latest that has begun."""
    newest = (today.year if today else 2030) // 10
    return newest - (newest - tens) % 10


# The next finer unit and how many of it make one, for halves ("two and a half years").
_HALVES = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60), "Q": ("M", 3)}


def _duration(units: Iterable[Unit]) -> str:
    """P2Y6M, PT1M30S, P20Y of two decades, PXW of some weeks."""
    dates, times = "", ""
    for unit in units:
        letter, clock = unit.letter, unit.letter.startswith("T")
        if not unit.count:
            text = "XC" if unit.size == 100 else f"X{letter[-1] if clock else letter}"
        else:
            whole, part = divmod(unit.count * unit.size, 1)
            text = f"{int(whole)}{letter[-1] if clock else letter}" if whole or not part else ""
            if part and letter in _HALVES:
                finer, size = _HALVES[letter]
                rest = f"{round(part * size)}{finer[-1] if finer.startswith('T') else finer}"
                if finer.startswith("T") and not clock:
                    times += rest
                else:
                    text += rest
        dates, times = (dates, times + text) if clock else (dates + text, times)
    return f"P{dates}" + (f"T{times}" if times else "")
