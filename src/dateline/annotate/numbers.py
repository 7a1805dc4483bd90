"""Number phrases: runs of words that count something, as intervals with their bounds.

Numbers that count nothing (years, dates, ages, money, shares, distances, scores, clock times, names with a number in them) are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from dateline.annotate.grammar import DASHES
from dateline.errors import LexiconError
from dateline.lexicons.tables import toml

Bound = Literal["exact", "at_least", "at_most", "about", "range", "vague"]


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """Words `first` to `stop` (exclusive), bound words included, that stand for `low` to `high`; None is an open end."""

    first: int
    stop: int
    low: int | None
    high: int | None
    bound: Bound


@dataclass(frozen=True)
class Lexicon:
    """The words of number phrases; phrases are tuples of lower-case words."""

    words: dict[str, int]
    multipliers: dict[str, int]
    times: dict[str, int]
    short: frozenset[str]
    plurals: dict[str, tuple[int, int]]
    vague: dict[tuple[str, ...], int]
    none: frozenset[tuple[str, ...]]
    none_not_before: frozenset[str]
    before: dict[tuple[str, ...], Bound | None]  # None: a filler
    after: dict[tuple[str, ...], Bound]
    decoys_after: frozenset[str]
    decoys_between: frozenset[str]
    decoys_before: frozenset[tuple[str, ...]]
    months: frozenset[str]
    year_before: frozenset[str]
    compound: frozenset[str]
    change: frozenset[str]
    starters: frozenset[str]  # every word that may open a number phrase's core


@cache
def lexicon() -> Lexicon:
    """The shipped words of number phrases. Raises LexiconError where a phrase stands under two bounds."""
    return build(toml("numbers.toml"))


def build(data: dict[str, Any]) -> Lexicon:
    """A lexicon of parsed TOML. Raises LexiconError where a phrase stands under two bounds."""
    bounds = data["bounds"]
    before: dict[tuple[str, ...], Bound | None] = {}
    after: dict[tuple[str, ...], Bound] = {}
    names: tuple[Bound, ...] = ("at_least", "at_most", "about")
    for bound in names:
        _add(before, bounds[bound], bound)
        _add(after, bounds["after_" + bound], bound)
    _add(before, bounds["fillers"], None)
    vague = {tuple(k.split()): int(v) for k, v in data["vague"].items()}
    none = frozenset(tuple(p.split()) for p in data["none"]["phrases"])
    decoys = data["decoys"]
    starters = {*data["words"], *data["plurals"], *data["times"], "a", "half", *(p[0] for p in vague), *(p[0] for p in none)}
    return Lexicon(
        words=dict(data["words"]),
        multipliers=dict(data["multipliers"]),
        times=dict(data["times"]),
        short=frozenset(data["short"]["people"]),
        plurals={k: (int(v[0]), int(v[1])) for k, v in data["plurals"].items()},
        vague=vague,
        none=none,
        none_not_before=frozenset(data["none"]["not_before"]),
        before=before,
        after=after,
        decoys_after=frozenset(decoys["after"]),
        decoys_between=frozenset(decoys["between"]),
        decoys_before=frozenset(tuple(p.split()) for p in decoys["before"]),
        months=frozenset(decoys["months"]),
        year_before=frozenset(decoys["year_before"]),
        compound=frozenset(decoys["compound"]),
        change=frozenset(decoys["change"]),
        starters=frozenset(starters),
    )


def _add(table: dict[tuple[str, ...], Any], phrases: list[str], bound: Bound | None) -> None:
    for phrase in phrases:
        key = tuple(phrase.split())
        if key in table and table[key] != bound:
            raise LexiconError(f'numbers.toml: "{phrase}" stands under {table[key]} and under {bound}; keep one')
        table[key] = bound


class _Core(NamedTuple):
    """A number without its bound: where it stops, what it is, and what its last multiplier was."""

    stop: int
    value: int
    vague: bool = False
    scale: int = 1
    digits: bool = False


_PLAIN = re.compile(r"\d{1,12}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){1,4}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_RUN_TOGETHER = re.compile(r"\d{1,2}(?:19|20)\d\d")  # "Jun 142016": a day and a year that lost their comma
_THOUSANDS = re.compile(r"\d{1,3}k")
_AFTER_AGES = frozenset((",", "and", ")", ".", ";", "were", "was", "are", "is"))
_LONGEST_BEFORE = 4


class _Finder:
    """One run of words being searched."""

    def __init__(self, words: Sequence[str], joined: Sequence[bool]) -> None:
        self.words = words
        self.low = [w.lower() for w in words]
        self.joined = joined
        self.lex = lexicon()

    def touches(self, i: int) -> bool:
        """Whether word i stands right after the one before it."""
        return not self.joined or self.joined[i]

    def at(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_digits(self, i: int) -> bool:
        word = self.at(i)
        return bool(word) and word[0].isdigit() and bool(_PLAIN.fullmatch(word) or _GROUPED.fullmatch(word))

    # Cores -------------------------------------------------------------------------------------------------------------------------------

    def core(self, i: int) -> _Core | None:
        """The number that opens at word i, without what bounds it."""
        word = self.at(i)
        if not word or not (word[0].isdigit() or word in self.lex.starters):
            return None
        return self._digits(i) if word[0].isdigit() else self._vague(i) or self._written(i)

    def _digits(self, i: int) -> _Core | None:
        word = self.low[i]
        multiplier = self.scale(i + 1)
        if _DECIMAL.fullmatch(word):
            if multiplier < 100:
                return None
            whole, _, part = word.partition(".")
            return _Core(i + 2, int(whole) * multiplier + int(part) * multiplier // 10 ** len(part), False, multiplier, True)
        if _THOUSANDS.fullmatch(word) and self.at(i + 1) in self.lex.short:
            return _Core(i + 1, int(word[:-1]) * 1000, False, 1000, True)
        if not self.is_digits(i):
            return None
        value, stop = int(word.replace(",", "")), i + 1
        if len(word) <= 3 and word[0] != "0" and not self.is_month(i - 1):
            while stop < i + 4 and len(self.at(stop)) == 3 and self.is_digits(stop) and not self.touches(stop):
                value, stop = value * 1000 + int(self.low[stop]), stop + 1
        scale = 1
        while (m := self.scale(stop)) and stop < i + 6 and value * m < 10**13:
            value, scale, stop = value * m, scale * m, stop + 1
        return _Core(stop, value, False, scale, True)

    def scale(self, i: int) -> int:
        """What word i multiplies the number before it by; 0 for nothing. "2m" is of people only before them."""
        if self.at(i) == "m" and self.touches(i) and self.at(i + 1) in self.lex.short:
            return 1_000_000
        return self.lex.multipliers.get(self.at(i), 0)

    def _vague(self, i: int) -> _Core | None:
        plural = self.lex.plurals.get(self.low[i])
        if plural:
            inner = self.lex.plurals.get(self.at(i + 2)) if self.at(i + 1) == "of" else None
            if inner and inner[1] >= 100:
                return _Core(self._swelled(i, i + 3), plural[0] * inner[1], True)
            return _Core(self._swelled(i, i + 1), plural[0], True)
        for n in (3, 2, 1):
            key = tuple(self.low[i : i + n])
            if key in self.lex.vague:
                stop = i + n
                if self.at(stop) == "of" and self.at(stop + 1) in self.lex.multipliers:
                    stop += 1
                if self.at(stop) in self.lex.plurals:  # several tens of thousands
                    return self._vague(stop)
                multiplier = 1
                while (m := self.lex.multipliers.get(self.at(stop), 0)) and multiplier < 10**6:  # several hundred thousand
                    multiplier, stop = multiplier * m, stop + 1
                if multiplier > 1:
                    return _Core(stop, 2 * multiplier, True)
                return _Core(i + n, self.lex.vague[key], True) if self.lex.vague[key] else None
        return None

    def _swelled(self, i: int, stop: int) -> int:
        """Where the plural at word i stops that is said again or raised: hundreds, if not thousands; hundreds upon hundreds."""
        comma = self.at(stop) == ","
        at = stop + 1 if comma else stop
        doubled = self.at(at) in ("upon", "and") and self.at(at + 1) == self.low[i]
        raised = tuple(self.low[at : at + 2]) in (("if", "not"), ("or", "even")) and self.at(at + 2) in self.lex.plurals
        if not doubled and not raised:
            return stop
        end = at + 2 if doubled else at + 3
        return end + 1 if comma and self.at(end) == "," else end

    def _written(self, i: int) -> _Core | None:
        if self.low[i] == "a" and tuple(self.low[i + 1 : i + 4]) == ("quarter", "of", "a"):
            multiplier = self.lex.multipliers.get(self.at(i + 4))
            return _Core(i + 5, multiplier // 4) if multiplier else None
        if self.low[i] == "three":  # three-quarters of a million
            at = i + 2 if self.at(i + 1) == "-" else i + 1
            multiplier = self.lex.multipliers.get(self.at(at + 3)) if tuple(self.low[at : at + 3]) == ("quarters", "of", "a") else None
            if multiplier:
                return _Core(at + 4, multiplier * 3 // 4)
        if self.low[i] == "half":  # half a million, half a dozen, half-dozen
            skip = 2 if self.at(i + 1) in ("a", "-") else 1
            multiplier = self.lex.multipliers.get(self.at(i + skip))
            return _Core(i + skip + 1, multiplier // 2) if multiplier else None
        if self.low[i] == "a":
            multiplier = self.lex.multipliers.get(self.at(i + 1))
            return self._accumulate(i + 1, 1) if multiplier else None
        return self._accumulate(i, 0)

    def _accumulate(self, i: int, current: int) -> _Core | None:
        """Words of a number added up, as far as they make sense: two | hundred | and | twenty | - | six | thousand."""
        total, scale, at, room = 0, 1, i, 0 if current else 1000
        while at < len(self.low) and at < i + 16:
            word = self.low[at]
            value = self.lex.words.get(word)
            multiplier = self.lex.multipliers.get(word)
            if value is not None and value < room:
                current, room, at = current + value, 10 if value >= 20 else 0, at + 1
                if room == 10 and self.at(at) == "-" and 0 < self.lex.words.get(self.at(at + 1), 99) < 10:
                    at += 1
            elif multiplier and current and total + current * multiplier < 10**13:
                current, scale = current * multiplier, multiplier
                if multiplier == 12:
                    return _Core(at + 1, total + current, False, scale)
                room = 100 if multiplier == 100 else 0
                if multiplier > 100:
                    total, current, room = total + current, 0, 1000
                at += 1
            elif scale > 1 and tuple(self.low[at : at + 3]) == ("and", "a", "half") and self._half(at) is None:
                return _Core(at + 3, total + current + scale // 2, False, scale)
            elif word == "and" and scale > 1 and room and self.lex.words.get(self.at(at + 1), 999) < 100 and self._half(at) is None:
                if self.at(at + 2) in self.lex.multipliers and (scale != 100 or self.at(i - 1) == "between"):
                    break
                at += 1
            elif (half := self._half(at)) and current and not total:
                return _Core(half[0], (current * 2 + 1) * half[1] // 2, False, half[1])
            else:
                break
        return _Core(at, total + current, False, scale) if at > i else None

    def _half(self, at: int) -> tuple[int, int] | None:
        """After "and a half million" opening at `at`: where it stops, and the multiplier."""
        if tuple(self.low[at : at + 3]) == ("and", "a", "half") and self.at(at + 3) in self.lex.multipliers:
            return at + 4, self.lex.multipliers[self.at(at + 3)]
        return None

    # Decoys ------------------------------------------------------------------------------------------------------------------------------

    def is_month(self, i: int) -> bool:
        word = self.at(i).rstrip(".")
        if word not in self.lex.months or not self.words[i][:1].isupper():
            return False
        return word != "may" or self.at(i + 1) not in ("have", "be", "not", "well", "still", "also")

    def decoy(self, first: int, core: _Core, bounded: bool) -> bool:
        """Whether the number at `first` names or measures instead of counting."""
        named = self._spoken_year(core) or self._named(first, core)
        return named or self._measured(core.stop) or self._dated(first, core, bounded) or self._aged(first, core)

    def _spoken_year(self, core: _Core) -> bool:
        """Nineteen ninety-seven."""
        return not core.digits and 17 <= core.value <= 20 and self.lex.words.get(self.at(core.stop), 0) >= 10

    def _named(self, first: int, core: _Core) -> bool:
        named = any(tuple(self.low[first - n : first]) in self.lex.decoys_before for n in (1, 2, 4) if first >= n)
        if named and (core.digits or self.low[first - 1] != "number"):
            return True
        if self.low[max(0, first - 2) : first] == ["group", "of"] and (self.words[first - 2][0].isupper() or self.at(first - 3) == "the"):
            return True  # the Group of 20
        if first and self.words[first - 1] in ("+", "/", "*", "@", "&"):
            return True
        glued = first > 1 and self.words[first - 1] in DASHES and self.touches(first) and self.touches(first - 1)
        return glued and (core.digits or self.words[first - 2][:1].isalpha())  # AK-47, mid-1990s, the tail of a telephone number

    def _measured(self, stop: int) -> bool:
        after = self.lex.decoys_after
        word, then = self.at(stop), self.at(stop + 1)
        if word in DASHES and self.touches(stop) and self.touches(stop + 1) and then:
            return then not in self.lex.compound
        if word == "-" and then in after:
            return True
        if word in after or f"{word} {then}" in after:
            return not (word in ("second", "us", "min") and not then)
        if word in self.lex.decoys_between and then in after and then != "second":
            return True
        return word in ("'s", "’s", "st", "nd", "rd", "th", "°", "/", "*")

    def _dated(self, first: int, core: _Core, bounded: bool) -> bool:
        value, one = core.value, core.stop == first + 1
        if not core.digits or not one:
            return False
        word = self.words[first]
        if self.is_month(first - 1) and _RUN_TOGETHER.fullmatch(word):
            return True
        if value <= 31 and (self.is_month(first - 1) or self.is_month(core.stop) or (self.at(core.stop) == "of" and self.is_month(core.stop + 1))):
            return not bounded or self.is_month(first - 1)
        if self.words[first].startswith("0"):
            return True
        if bounded or len(word) != 4 or not 1900 <= value <= 2100:
            return False
        before = self.at(first - 1)
        day_before = before == "," or (before.isdigit() and len(before) <= 2) or (before[:-2].isdigit() and before[-2:] in ("st", "nd", "rd", "th"))
        return first == 0 or before in self.lex.year_before or self.is_month(first - 1) or day_before or not self.at(core.stop)[:1].isalpha()

    def _aged(self, first: int, core: _Core) -> bool:
        """Mohamed, 24, said ... : a bare small number between commas or brackets after a name."""
        if core.value > 110 or first < 2 or self.words[first - 1] not in (",", "("):
            return False
        if self.at(core.stop) not in (",", ")", ".", ";") or core.stop != first + 1 or not core.digits:
            return False
        return self.words[first - 2][:1].isupper()

    # Phrases -----------------------------------------------------------------------------------------------------------------------------

    def phrases(self) -> list[NumberPhrase]:
        """Every phrase, in order, none overlapping another."""
        out: list[NumberPhrase] = []
        i = floor = 0
        while i < len(self.low):
            word = self.low[i]
            if not (word[:1].isdigit() or word in self.lex.starters):
                i += 1
                continue
            zero = self.zero(i)
            if zero:
                out.append(zero)
                i = floor = zero.stop
                continue
            again = self.again(i, out)
            if again:
                out.append(again)
                i = floor = again.stop
                continue
            core = self.core(i)
            if core is None or core.stop <= i:
                i += 1
                continue
            phrase, stop = self.phrase(i, core, floor)
            if phrase:
                out.append(phrase)
            i = floor = stop
        return out

    def again(self, i: int, before: Sequence[NumberPhrase]) -> NumberPhrase | None:
        """Twice as many: so many times the last number of the sentence, where nothing else is compared with."""
        times, stop = self.lex.times.get(self.low[i], 0), i + 1
        if not times and self.at(i + 1) == "times":
            times, stop = self.lex.words.get(self.low[i], 0), i + 2
        if times < 2 or not before or tuple(self.low[stop : stop + 2]) != ("as", "many") or self.at(stop + 2) == "as":
            return None
        last = before[-1]
        low, high = (n and n * times for n in (last.low, last.high))
        return NumberPhrase(i, stop + 2, low, high, "about" if last.bound == "exact" else last.bound)

    def zero(self, i: int) -> NumberPhrase | None:
        """No casualties, none, nobody."""
        for n in (3, 2, 1):
            if tuple(self.low[i : i + n]) in self.lex.none and len(self.low) >= i + n:
                follows = self.at(i + n)
                if self.low[i] == "no" and n == 1 and (follows in self.lex.none_not_before or not follows[:1].isalpha()):
                    return None
                if self.low[i] == "not" and follows == "but":
                    return None
                return NumberPhrase(i, i + n, 0, 0, "exact")
        return None

    def phrase(self, i: int, core: _Core, floor: int) -> tuple[NumberPhrase | None, int]:
        """The phrase around the core at word i (None where it is a decoy), and where to go on. No word before `floor` is taken."""
        other = self.range_end(i, core)
        if other is not None:
            end, low, high = other
            opens = i - 1 if i > floor and self.low[i - 1] in ("between", "from") else i
            first, _ = self.bounds_before(opens, floor)
            last = _Core(end, high, False, 1, core.digits)
            if self._named(i, core) or self._named(opens, core) or self._measured(end) or self._range_dated(i, core, last):
                return None, end
            if low >= high:
                return None, end
            return NumberPhrase(first, end, low, high, "range"), end
        first, bound = self.bounds_before(i, floor)
        if self.decoy(i, core, bound is not None):
            return None, self._past_decoy(core.stop)
        stop, bound = self.bound_after(core.stop, bound)
        if self._measured(stop):
            return None, stop
        if core.vague:
            return NumberPhrase(first, stop, core.value, None, "vague"), stop
        if bound == "at_least":
            return NumberPhrase(first, stop, core.value, None, bound), stop
        if bound == "at_most":
            return NumberPhrase(first, stop, None, core.value, bound), stop
        return NumberPhrase(first, stop, core.value, core.value, bound or "exact"), stop

    def _past_decoy(self, stop: int) -> int:
        """Past the tail of a chain such as 555-1234-99, which must not be read as numbers of its own."""
        limit = stop + 12
        if self.at(stop - 2) in ("aged", "ages"):  # aged 4, 7 and 9
            while self.at(stop) in (",", "and") and self.is_digits(stop + 1) and self.at(stop + 2) in _AFTER_AGES:
                stop += 2
            return stop
        if self.at(stop) == "to" and (tail := self.core(stop + 1)):  # a vote of 102 to 13
            return tail.stop
        if self.lex.words.get(self.at(stop - 1), 0) in (17, 18, 19, 20) and self.lex.words.get(self.at(stop), 0) >= 10:
            tail = self._accumulate(stop, 0)
            return tail.stop if tail else stop
        while stop + 1 < len(self.low) and stop < limit and self.words[stop] in DASHES and self.touches(stop) and self.is_digits(stop + 1):
            stop += 2
        return stop

    def _range_dated(self, i: int, core: _Core, last: _Core) -> bool:
        if not core.digits:
            return False
        years = 1900 <= core.value <= 2100 and (1900 <= last.value <= 2100 or last.value < 100)
        return years or (last.value <= 31 and (self.is_month(i - 1) or self.is_month(last.stop)))

    def range_end(self, i: int, core: _Core) -> tuple[int, int, int] | None:
        """Where the number at word i opens a range: where that stops, its low and its high."""
        stop = core.stop
        link = self.at(stop)
        dashed = link in DASHES and self.touches(stop) and (stop + 1 < len(self.low) and self.touches(stop + 1))
        if core.vague or not (dashed or link == "to" or link == "or" or (link == "and" and self.at(i - 1) == "between")):
            return None
        other = self.core(stop + 1)
        if other is None or other.vague or other.stop <= stop + 1:
            return None
        low, high = core.value, other.value
        if core.scale == 1 and other.scale > 1 and core.value * other.scale < high:
            low = core.value * other.scale
        if link == "to" and self._changes(i):
            return None
        if link in ("to", "or") and not low < high:
            return None
        chained = self.at(other.stop) in DASHES and self.is_digits(other.stop + 1)
        telephone = core.digits and len(self.low[i]) == 3 and core.stop == i + 1 and len(self.at(stop + 1)) == 4
        if dashed and (chained or telephone or (high > 20 * low and core.digits)):
            return other.stop, 1, 0  # a telephone number, a code: neither end counts
        return other.stop, low, high

    def _changes(self, i: int) -> bool:
        return any(w in self.lex.change for w in self.low[max(0, i - 5) : i])

    def bounds_before(self, i: int, floor: int) -> tuple[int, Bound | None]:
        """Where the bound words before word i open, and the bound: the outermost that is not merely "about"."""
        first, bound, taken = i, None, i
        for _ in range(3):
            for n in range(min(_LONGEST_BEFORE, taken - floor), 0, -1):
                key = tuple(self.low[taken - n : taken])
                if key in self.lex.before:
                    taken -= n
                    found = self.lex.before[key]
                    if found == "about" and self.at(taken + n) == "the":
                        return first, bound  # "details about the two attempts"
                    if found:  # fillers count only inside a bound
                        first, bound = taken, found if bound is None or bound == "about" else bound
                    break
            else:
                break
        return first, bound

    def bound_after(self, stop: int, bound: Bound | None) -> tuple[int, Bound | None]:
        """The stop and bound after words such as "or more", which win over what stood before."""
        at = stop + 1 if self.at(stop) == "-" else stop
        if self.at(stop) == "+" and self.touches(stop):
            return stop + 1, "at_least"
        for n in (3, 2, 1):
            found = self.lex.after.get(tuple(self.low[at : at + n]))
            if found and len(self.low) >= at + n:
                return at + n, found
        return stop, bound


def phrases(words: Sequence[str], joined: Sequence[bool] = ()) -> list[NumberPhrase]:
    """The number phrases of one sentence, in order; indices are into `words`.

    `joined` tells for each word whether it stands right after the one before it, without a blank; left out, hyphens are taken to join.
    """
    return _Finder(words, joined).phrases()
