"""Cleaning that maps back: what the reader reads, and where each of its characters stands in the original.

Every change is of a few characters and asks for nothing around them, so that a stretch cut out of the original cleans to the stretch that was read.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from dateline.span import Span

# Characters that mean a blank, and those that mean nothing to a reader: soft hyphens, joiners of no script, marks of direction, byte-order marks.
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_NOTHING = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_LINES = "\r\u2028\u2029\x85"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
# UTF-8 read as Windows-1252: how the continuation bytes 80 to BF look then. Only Ã, Â and â€ open such a run: nothing else in English does.
_CONTINUED = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0))

_DIRTY = re.compile(
    rf"""
    (?P<line>    \r\n | [{_LINES}] )
  | (?P<blank>   [{_BLANKS}] )
  | (?P<nothing> [{_NOTHING}] | (?<!\*) \*\* (?!\*) )                    # ** of Markdown too
  | (?P<ligature> [{_LIGATURES}] )
  | (?P<entity>  & (?: \#[0-9]{{1,7}} | \#[xX][0-9a-fA-F]{{1,6}} | [a-zA-Z][a-zA-Z0-9]{{1,30}} ) ; )
  | (?P<misread> â€ [{re.escape(_CONTINUED)}]? | [ÃÂ] [{re.escape(_CONTINUED)}] )
  | (?P<marked>  [^\W\d_] [\u0300-\u036f]+ )                             # a letter and its accents as characters of their own
  | (?P<target>  \]\( https?:// [^\s()]{{0,2000}} \) )                   # where a link of Markdown leads
  | (?P<control> [{_CONTROLS}] )
    """,
    re.VERBOSE,
)


class _Change(NamedTuple):
    """`size` cleaned characters that stand for the original `start` to `end`."""

    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text, and the changes of length made on the way: `places` are where in the cleaned text each lies, in order."""

    text: str
    places: tuple[int, ...]
    changes: tuple[_Change, ...]

    def original(self, i: int) -> Span:
        """The original characters that the cleaned character i was made of."""
        at = bisect_right(self.places, i) - 1
        if at < 0:
            return Span(i, i + 1)
        size, start, end = self.changes[at]
        beyond = i - self.places[at] - size
        return Span(start, end) if beyond < 0 else Span(end + beyond, end + beyond + 1)

    def original_span(self, start: int, end: int) -> Span:
        """The original span of cleaned characters `start` to `end`; what was dropped inside is in it, what was dropped around it is not."""
        first = self.original(start).start
        return Span(first, self.original(end - 1).end if end > start else first)


def clean(text: str) -> Cleaned:
    """`text` with plain blanks and line ends; entities and misread bytes as what they mean; accents on their letters; ligatures written out."""
    out: list[str] = []
    places: list[int] = []
    changes: list[_Change] = []
    at = size = 0
    for match in _DIRTY.finditer(text):
        start, end = match.span()
        new = _instead(match)
        out.append(text[at:start])
        size += start - at
        if len(new) != end - start:
            places.append(size)
            changes.append(_Change(len(new), start, end))
        out.append(new)
        size += len(new)
        at = end
    out.append(text[at:])
    return Cleaned("".join(out), tuple(places), tuple(changes))


def _instead(match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "line":
            return "\n"
        case "blank" | "control":
            return " "
        case "nothing":
            return ""
        case "ligature":
            return unicodedata.normalize("NFKC", found)
        case "entity":
            return _meant(found)
        case "misread":
            return _reread(found)
        case "marked":
            return unicodedata.normalize("NFC", found)[0]
        case _:
            return "]"


def _meant(entity: str) -> str:
    """The character of an entity, a blank or nothing where that is what it means; the entity itself where it is none, or means several."""
    new = html.unescape(entity)
    if len(new) != 1:
        return entity
    return "" if new in _NOTHING else " " if new in _BLANKS or not new.isprintable() else new


def _reread(found: str) -> str:
    """The character whose UTF-8 bytes were read as Windows-1252."""
    if found == "â€":
        return "”"  # its last byte, 9D, is no character of Windows-1252, and gets lost
    data = bytes(ord(c) if 0x80 <= ord(c) < 0xA0 else c.encode("cp1252")[0] for c in found)
    try:
        new = data.decode("utf-8")
    except UnicodeDecodeError:
        return found
    return " " if new in _BLANKS or not new.isprintable() else new
