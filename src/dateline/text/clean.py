"""Cleaning that maps back: what the reader reads, and where each of its characters stands in the original."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from dateline.span import Span

# Characters that mean a blank, and those that mean nothing to a reader: soft hyphens, joiners of no script, marks of direction, byte-order marks.
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_NOTHING = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_LINES = "\r\u2028\u2029\x85"
_DIRTY = re.compile(f"\r\n|[{_BLANKS}{_NOTHING}{_LIGATURES}{_LINES}]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text. `cuts` are (place in the cleaned text, offset to add from there on), in order: nothing is stored where nothing was changed."""

    text: str
    places: tuple[int, ...]
    shifts: tuple[int, ...]
    length: int

    def original(self, i: int) -> int:
        """The original place of the cleaned character i (or of the end)."""
        if i >= len(self.text):
            return self.length
        at = bisect_right(self.places, i) - 1
        return i if at < 0 else i + self.shifts[at]

    def original_span(self, start: int, end: int) -> Span:
        """The original span of cleaned characters `start` to `end`; what was dropped inside is in it, what was dropped around it is not."""
        first = self.original(start)
        return Span(first, first if end <= start else max(first, self.original(end - 1)) + 1)


def clean(text: str) -> Cleaned:
    """`text` with plain blanks and line ends, without invisible characters, ligatures written out."""
    out: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    at = size = 0
    for match in _DIRTY.finditer(text):
        start, end = match.span()
        out.append(text[at:start])
        size += start - at
        new = _instead(match.group())
        if len(new) != end - start:
            if new:  # every letter of a ligature stands where the ligature stood
                for k in range(1, len(new)):
                    places.append(size + k)
                    shifts.append(start - (size + k))
            places.append(size + len(new))
            shifts.append(end - (size + len(new)))
        out.append(new)
        size += len(new)
        at = end
    out.append(text[at:])
    return Cleaned("".join(out), tuple(places), tuple(shifts), len(text))


def _instead(found: str) -> str:
    if found in ("\r\n",) or found in _LINES:
        return "\n"
    if found in _BLANKS:
        return " "
    if found in _LIGATURES:
        return unicodedata.normalize("NFKC", found)
    return "" if found in _NOTHING else " "
