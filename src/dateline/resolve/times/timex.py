"""What the words of one time expression say, before any of it is put on a calendar: "three days after last Friday" is a unit, a count, a weekday.

Order is read only where it matters, so that stripped commas, capitals and words in between ("eight trading days") do no harm.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.annotate.grammar import DASHES
from dateline.resolve.times.time_words import Words, lexicon

Letter = str  # of a TIMEX3 unit: TS TM TH D W WE M Q H Y


@dataclass(slots=True)
class Unit:
    """A stretch of the calendar as said: `size` letters long, which one, how many (0: some), the how-manieth, and from where counted."""

    letter: Letter
    size: int
    plural: bool
    which: str = ""
    count: float | None = None
    nth: int | None = None
    after: str = ""


@dataclass(slots=True)
class Said:
    """The parts of one time expression; what was not said is None or empty. `which` belongs to a month, weekday, season or part of a day."""

    reference: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    season: str | None = None
    decade: int | None = None
    part: str = ""
    clock: str = ""
    which: str = ""
    every: bool = False
    recurs: str | None = None
    two_digits: bool = False  # the decade or year was said without its century
    slashed: tuple[int, int] | None = None  # "3/4/12": either may be the month
    movable: tuple[int, int] | None = None  # of a named day: its weekday, and which one of its month it is
    units: list[Unit] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was understood."""
        points = (self.reference, self.year, self.month, self.day, self.weekday, self.shift, self.season, self.decade, self.recurs, self.slashed)
        return not any(p is not None for p in points) and not (self.part or self.clock or self.units)


_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.h]([0-5]\d)(?::[0-5]\d)?(am|pm|a\.m|p\.m)?")
_HALF_DAY = {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12}
_ZONES = frozenset(("gmt", "utc", "hours", "hrs", "est", "edt"))
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_DECADE = re.compile(r"'?(\d{2})?(\d0)s")
_SHORT_YEAR = re.compile(r"'(\d\d)")
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})")
_DAY_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_RUN_TOGETHER = re.compile(r"(\d{1,2})((?:19|20)\d\d)")
_DIGITS = re.compile(r"\d{1,6}|\d{1,3}(?:,\d{3}){1,2}|\d{1,3}\.\d{1,2}")
_FRACTION = re.compile(r"([1-9])/([2-9])")
_LONGEST = 4
_MOST = 40  # words of one expression that are read


def said(words: Sequence[str]) -> Said:
    """The parts of the time expression that `words` make; never raises."""
    return _scan(_halves_joined(tuple(_plain(w) for w in words[:_MOST])))


def _plain(word: str) -> str:
    low = word.lower().replace("’", "'")
    return low.rstrip(".") or low


def _halves_joined(low: tuple[str, ...]) -> tuple[str, ...]:
    """Words with "p | . | m" made one."""
    if "m" not in low:
        return low
    out: list[str] = []
    for word in low:
        if word == "m" and out[-2:] in (["p", "."], ["a", "."]):
            out[-2:] = [out[-2] + ".m"]
        else:
            out.append(word)
    return tuple(out)


@lru_cache(maxsize=4096)
def _scan(low: tuple[str, ...]) -> Said:
    return _Scanner(low).run()


class _Scanner:
    """One expression being read from left to right; what qualifies is held until what it qualifies comes."""

    def __init__(self, low: tuple[str, ...]) -> None:
        self.low, self.lex, self.out = low, lexicon(), Said()
        self.which, self.count, self.nth = "", None, None  # type: str, float | None, int | None
        self.count_at = -1

    def at(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def run(self) -> Said:
        core = tuple(w for w in self.low if w not in (",", '"', "'s", "'"))
        for words in (core, core[1:] if core[:1] in (("the",), ("in",), ("a",)) else core):
            if words in self.lex.references:
                self.out.reference = self.lex.references[words]
                return self.out
        i = 0
        while i < len(self.low):
            i = max(i + 1, self._step(i))
        self._settle_number()
        return self.out

    # One step each: the index to go on at, or i where nothing was read -------------------------------------------------------------------

    def _step(self, i: int) -> int:
        for step in (self._phrase, self._point, self._unit, self._after, self._qualifier, self._figures, self._number):
            j = step(i)
            if j > i:
                return j
        return i + 1

    def _phrase(self, i: int) -> int:
        """Holidays and vague counts of several words."""
        for n in range(min(_LONGEST, len(self.low) - i), 0, -1):
            key = self.low[i : i + n]
            if key in self.lex.holidays and (n > 1 or key[0] != "new"):
                self.out.month, self.out.day = self.lex.holidays[key]
                self._take_which()
                return i + n
            if key in self.lex.movable:
                month, weekday, nth = self.lex.movable[key]
                self.out.month, self.out.movable = month, (weekday, nth)
                self._take_which()
                return i + n
            if key in self.lex.counts and self.count is None:
                self.count, self.count_at = self.lex.counts[key], i
                return i + n
        return i

    def _point(self, i: int) -> int:
        """Words that name a point by themselves: months, weekdays, seasons, parts of a day, noon, yesterday, decades, daily."""
        word, lex, out = self.low[i], self.lex, self.out
        single = word[:-1] if word.endswith("s") else word
        if word in lex.months:
            return self._month(i, lex.months[word])
        if word in lex.weekdays or (single in lex.weekdays and len(single) > 3):
            out.weekday = lex.weekdays.get(word) or lex.weekdays[single]
            out.every = out.every or self.which == "every"
            self._take_which()
        elif word in lex.days or (single in lex.days):
            out.shift, part = lex.days[word if word in lex.days else single]
            out.part = part or out.part
        elif word in lex.dayparts or (single in lex.dayparts and word != "falls"):
            return self._daypart(i, lex.dayparts.get(word) or lex.dayparts[single], word != single and word not in lex.dayparts)
        elif word in lex.seasons:
            out.season = lex.seasons[word]
            self._take_which()
        elif word in lex.clock:
            out.clock = lex.clock[word]
        elif word in lex.sets:
            out.recurs = lex.sets[word]
        elif word in lex.decades:
            out.decade, out.two_digits = lex.decades[word], True
        else:
            return i
        return i + 1

    def _take_which(self) -> None:
        self.out.which = self.which if self.which not in ("", "the", "a") else self.out.which
        self.which = ""

    def _daypart(self, i: int, part: str, plural: bool) -> int:
        if self.count is not None and part == "NI":
            self.out.units.append(Unit("D", 1, True, self.which, self.count))
            self.count = None
        else:
            self.out.part = part
            self.out.every = self.out.every or plural or self.which == "every"
        self._take_which()
        if self.low[i] == "overnight":
            self.out.which = "overnight"
        return i + 1

    def _month(self, i: int, month: int) -> int:
        """A month with the days and the year beside it: 7-9 March, March 7th 2012, 3rd of March, Jun 142016."""
        out = self.out
        if out.month is not None and out.day is not None:
            return i + 1
        out.month = month
        self._take_which()
        if self.count is not None and self.count_at >= 0 and 1 <= self.count <= 31:
            out.day, self.count = int(self.count), None
        if self.nth is not None and 1 <= self.nth <= 31:
            out.day, self.nth = self.nth, None
        j = i + 1
        if self.at(j) == "," or self.at(j) == "the":
            j += 1
        together = _RUN_TOGETHER.fullmatch(self.at(j))
        if together and len(self.at(j)) > 4:
            out.day, out.year = int(together[1]), int(together[2])
            return j + 1
        if out.day is None:
            day, k = self._day(j)
            if day:
                out.day = day
                dashed = self.at(k) in DASHES or self.at(k) in ("to", "and")
                last, m = self._day(k + 1) if dashed else (0, k)
                out.last_day, k = (last, m) if last > day else (None, k)
                return k
        return i + 1

    def _day(self, i: int) -> tuple[int, int]:
        """The day of a month at word i (0: none), and where to go on."""
        word = self.at(i)
        nth = _DAY_NTH.fullmatch(word)
        value = int(nth[1]) if nth else int(word) if word.isdigit() and len(word) <= 2 else self.lex.ordinals.get(word, 0)
        if not 1 <= value <= 31 or self._unit_at(i + 1) or self.at(i + 1) in _HALF_DAY:
            return 0, i
        return value, i + 1

    def _unit_at(self, i: int) -> tuple[Letter, int, bool] | None:
        """The unit that word i names: letter, size, and whether in the plural."""
        word = self.at(i)
        if word in self.lex.units:
            return (*self.lex.units[word], False)
        if word.endswith("ies"):
            single = word[:-3] + "y"
        else:
            single = word[:-2] if word.endswith("s'") else word[:-1] if word.endswith("s") else ""
        if word == "halves":
            return "H", 1, True
        return (*self.lex.units[single], True) if single in self.lex.units else None

    def _unit(self, i: int) -> int:
        found = self._unit_at(i)
        if found is None or (self.low[i] == "second" and self.count is None):
            return i
        letter, size, plural = found
        count = self.count
        if letter == "H" and self.count == 0.5:  # "a half" opens "a half hour"
            return i + 1
        unit = Unit(letter, size, plural, self.which, count, self.nth)
        if self.which == "every":
            self.out.every = True
        if self.at(i + 1) == "and" and self.at(i + 2) == "a" and self.at(i + 3) == "half":  # a minute and a half
            unit.count = (unit.count or 1) + 0.5
            i += 3
        if letter == "Y" and "end" in self.low[i + 1 : i + 3]:  # year-end, the year's end
            unit.which = unit.which if unit.which not in ("", "the") else "this"
        self.out.units.append(unit)
        self.which, self.count, self.nth = "", None, None
        return i + 1

    def _after(self, i: int) -> int:
        """Ago, earlier, later, hence, from now: said of the unit before it."""
        word = self.low[i]
        from_now = word == "from" and self.at(i + 1) == "now"
        if word not in self.lex.after and not from_now:
            return i
        if self.out.units and not self.out.units[-1].after:
            self.out.units[-1].after = "hence" if from_now else self.lex.after[word]
        return i + (2 if from_now else 1)

    def _qualifier(self, i: int) -> int:
        word = self.low[i]
        if word == "of" and self.which == "the":
            self.which = ""  # "the end of last year" is not of the last year
            return i + 1
        if word in self.lex.before:
            found = self.lex.before[word]
            if found == "a" and (self.at(i + 1) in self.lex.multipliers):
                return i
            if found == "last" and self.which == "the":
                found = "past"  # the last month: the one up to now
            if not (self.which and found in ("the", "a")):
                self.which = found
            return i + 1
        nth = _DAY_NTH.fullmatch(word)
        if nth or word in self.lex.ordinals:
            self.nth = int(nth[1]) if nth else self.lex.ordinals[word]
            if self.out.month is not None and self.out.day is None and self.nth <= 31 and not self._unit_at(i + 1):
                self.out.day, self.nth = self.nth, None
            elif self.nth == 1 and self.at(i + 1) in self.lex.numbers:
                self.nth = None  # the first nine months
            return i + 1
        return i

    def _figures(self, i: int) -> int:
        """What is written in digits and is no plain number: clock times, decades, dates in figures, years."""
        word, out = self.low[i], self.out
        if not (word[0].isdigit() or word[0] == "'"):
            return i
        decade = _DECADE.fullmatch(word)
        if decade:
            out.decade = int((decade[1] or "") + decade[2][0])
            out.two_digits = not decade[1]
            return i + 1
        short = _SHORT_YEAR.fullmatch(word)
        if short:
            out.year, out.two_digits = int(short[1]), True
            return i + 1
        clock = self._clock(i)
        return clock if clock > i else self._dated(i)

    def _clock(self, i: int) -> int:
        word, then = self.low[i], self.at(i + 1)
        colon = _CLOCK.fullmatch(word)
        half = (colon[3] if colon else None) or (then if then in _HALF_DAY else None)
        if colon and (":" in word or half):
            self.out.clock = _time(int(colon[1]), int(colon[2]), half)
            return i + (2 if then in _HALF_DAY else 1)
        if word.isdigit() and then in _HALF_DAY and int(word) <= 12:
            self.out.clock = _time(int(word), 0, then)
            return i + 2
        if word.isdigit() and then == "o'clock" and int(word) <= 12:
            self.out.clock = _time(int(word), 0, None)
            return i + 2
        military = _MILITARY.fullmatch(word)
        if military and then in _ZONES and not self.out.clock:
            self.out.clock = f"{military[1]}:{military[2]}"
            return i + 2
        if word.isdigit() and len(word) <= 2 and self.at(i + 1) == "in" and self.at(i + 3) in self.lex.dayparts and int(word) <= 12:
            self.out.clock = _time(int(word), 0, "am" if self.at(i + 3) == "morning" else "pm")
            return i + 2
        return i

    def _dated(self, i: int) -> int:
        """8/8/98, 2012-03-05, 2012, 5 (March)."""
        word, out = self.low[i], self.out
        parts = _SLASHED.fullmatch(word)
        numbers, j = ([int(p) for p in parts.groups()], i + 1) if parts else self._dashed(i)
        if numbers:
            self._set_date(numbers)
            return j
        if word.isdigit() and len(word) == 4 and 1000 <= int(word) <= 2199 and not self._counts(i + 1):
            out.year = int(word)
            return i + 1
        return i

    def _dashed(self, i: int) -> tuple[list[int], int]:
        five = self.low[i : i + 5]
        if len(five) == 5 and five[1] in DASHES and five[3] in DASHES and all(w.isdigit() and len(w) <= 4 for w in five[::2]):
            return [int(w) for w in five[::2]], i + 5
        return [], i

    def _set_date(self, numbers: list[int]) -> None:
        out = self.out
        if numbers[0] > 31:
            out.year, out.month, out.day = numbers
            return
        first, second, year = numbers
        if min(first, second) > 12:
            return
        out.year, out.two_digits = year, year < 100
        if first > 12 or second > 12:
            out.day, out.month = (first, second) if first > 12 else (second, first)
        else:
            out.slashed = (first, second)

    def _counts(self, i: int) -> bool:
        """Whether a unit stands at word i or after a hyphen there: the number before it counts."""
        found = self._unit_at(i + 1 if self.at(i) == "-" else i)
        return found is not None and (found[2] or self.at(i) == "-") and found[0] not in ("Q", "H")

    def _number(self, i: int) -> int:
        value, j = number(self.low, i, self.lex)
        if j == i:
            return i
        spoken = self._spoken_year(i, value, j)
        if spoken > i:
            return spoken
        if self._month_follows(j) and value <= 31:
            self.count, self.count_at = value, i
            return j
        if self.at(j) in ("to", "or") and self._counts_number(j + 1):  # two to three weeks: at least two
            self.count, self.count_at = value, i
            return number(self.low, j + 1, self.lex)[1]
        if self.at(j) in DASHES and value <= 31:  # 7-9 March
            last, k = number(self.low, j + 1, self.lex)
            if k > j + 1 and self._month_follows(k) and value < last <= 31:
                self.count, self.count_at, self.out.last_day = value, i, int(last)
                return k
        stray = not self.low[i][0].isdigit() and j == len(self.low)  # "in March two blasts", where a comma was lost
        if self.out.month is not None and self.out.day is None and value <= 31 and not self._counts(j) and not stray:
            self.out.day = int(value)
            return j
        self.count, self.count_at = value, i
        return j

    def _counts_number(self, i: int) -> bool:
        _, j = number(self.low, i, self.lex)
        return j > i and self._unit_at(j) is not None

    def _month_follows(self, i: int) -> bool:
        return self.at(i) in self.lex.months or (self.at(i) == "of" and self.at(i + 1) in self.lex.months)

    def _spoken_year(self, i: int, value: float, j: int) -> int:
        """Nineteen ninety-four, two thousand and one: where it stops, or i."""
        if self.low[i][0].isdigit() or self._counts(j):
            return i
        if 17 <= value <= 20:
            rest, k = number(self.low, j + 1 if self.at(j) == "-" else j, self.lex)
            if k > j and 10 <= rest <= 99 and not self._counts(k):
                self.out.year = int(value * 100 + rest)
                return k
        if 2000 <= value <= 2099:
            self.out.year = int(value)
            return j
        return i

    def _settle_number(self) -> None:
        """A number that nothing claimed: a day ("the 7th", the second of "24 and 25 April"), else nothing."""
        out = self.out
        if out.units or out.month is not None or out.day is not None:
            return
        if self.nth is not None and 4 <= self.nth <= 31:
            out.day = self.nth
        elif self.count is not None and 1 <= self.count <= 31 and len(self.low) == 1 and self.low[0].isdigit():
            out.day = int(self.count)


def _time(hour: int, minute: int, half: str | None) -> str:
    if half is not None and hour <= 12:
        hour = hour % 12 + _HALF_DAY[half]
    return f"{hour:02d}:{minute:02d}"


def number(low: Sequence[str], i: int, lex: Words) -> tuple[float, int]:
    """The number that opens at word i and where it stops; (0, i) where none does. Knows 2, 2 1/2, twenty-four, two and a half, a hundred."""
    word = low[i] if i < len(low) else ""
    if _DIGITS.fullmatch(word):
        value, j = float(word.replace(",", "")), i + 1
        fraction = _FRACTION.fullmatch(low[j]) if j < len(low) else None
        if fraction:
            return value + int(fraction[1]) / int(fraction[2]), j + 1
        if j < len(low) and low[j] in lex.multipliers:
            return value * lex.multipliers[low[j]], j + 1
        return value, j
    j = i + 1 if word == "a" and i + 1 < len(low) and low[i + 1] in lex.multipliers else i
    value, j = _written(low, j, lex, 1 if j > i else 0)
    if j > i and tuple(low[j : j + 3]) == ("and", "a", "half"):
        return value + 0.5, j + 3
    return (value, j) if j > i else (0, i)


def _written(low: Sequence[str], i: int, lex: Words, current: int) -> tuple[float, int]:
    total, room, j = 0, 0 if current else 100, i
    while j < len(low):
        word = low[j]
        if word in lex.numbers and lex.numbers[word] < room:
            current, room = current + lex.numbers[word], 10 if lex.numbers[word] >= 20 else 0
        elif word in lex.multipliers and current:
            current, room = current * lex.multipliers[word], 100
            if current >= 1000:
                total, current = total + current, 0
        elif j + 1 < len(low) and low[j + 1] in lex.numbers and ((word == "-" and room == 10) or (word == "and" and room == 100 and j > i)):
            pass
        else:
            break
        j += 1
    return total + current, j
