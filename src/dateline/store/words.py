"""Text as search sees it: words folded so that spelling variants meet, each with its place in the original.

Case, accents and width are folded everywhere; in Arabic also vowel marks, tatweel and the forms of alef, yeh, kaf and teh marbuta. Scripts written
without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese), and Korean, whose particles stick to the word, give one token a character: a word of
theirs is then a phrase, found wherever its characters stand in a row. The same folding runs when text is kept and when it is asked for.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

# Raise when folding changes, or what of a report is folded: stores indexed by an older one are indexed anew when next opened for writing.
FOLDING = 2

# Characters that are a token each.
_SINGLE = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana; the middle dot parts words
    "\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # bopomofo, Han
    "\uac00-\ud7a3"  # Hangul
)
# Marks that spelling may leave out: accents, Arabic vowel signs, Hebrew points, variation selectors.
_OPTIONAL = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
# Invisible characters that may stand inside a word: soft hyphen, joiners, direction marks, byte order mark.
_INVISIBLE = "\u00ad\u200c-\u200f\u2060\ufeff"
# Letters that no decomposition brings together but readers hold for one.
_SAME = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ـ": None, "ı": "i"})
_SAME.update(dict.fromkeys((0xAD, *range(0x200C, 0x2010), 0x2060, 0xFEFF)))  # _INVISIBLE
# Longer words are folded without being remembered.
_REMEMBERED = 64
# A query's phrases past this many are ignored: SQLite bounds the depth of an expression.
_PHRASES = 100


class Token(NamedTuple):
    """A folded word and where it stands, in code points of the original."""

    word: str
    start: int
    end: int


Phrase = tuple[str, ...]


@cache
def _pattern() -> re.Pattern[str]:
    """What counts as a word: a character of its own, or letters and digits with the marks that go with them."""
    single = re.compile(f"[{_SINGLE}]")
    marks = "".join(c for c in map(chr, range(0x300, 0x20000)) if unicodedata.category(c)[0] == "M" and not single.match(c))
    inner = f"{_ranges(marks)}\U000e0100-\U000e01ef{_INVISIBLE}"
    single_marks = _ranges("".join(c for c in map(chr, range(0xE00, 0x1800)) if unicodedata.category(c)[0] == "M" and single.match(c)))
    return re.compile(
        rf"""
        (?=[\w{single_marks}]) [{_SINGLE}]      # one character, if it is a letter or a mark of these scripts
        | [^\W_{_SINGLE}]                       # or a letter or digit of any other script,
          (?: [^\W_{_SINGLE}] | [{inner}] )*    # and what follows it without a gap
        """,
        re.VERBOSE,
    )


def _ranges(characters: str) -> str:
    """Sorted characters as the inside of a regular expression's class."""
    out: list[list[str]] = []
    for c in characters:
        if out and ord(out[-1][1]) == ord(c) - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return "".join(f"{first}-{last}" for first, last in out)


@cache
def _single() -> re.Pattern[str]:
    return re.compile(f"[{_SINGLE}]")


def _fold(word: str) -> Phrase:
    """The folded form of one word; several where folding lays bare characters that are tokens of their own; none where nothing is left."""
    if word.isascii():
        return (word.lower(),)
    loose = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    # Russian й is a letter, not an accented и.
    loose = _OPTIONAL.sub("", loose.replace("и\u0306", "й")).translate(_SAME)
    loose = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in loose)
    loose = unicodedata.normalize("NFKC", loose)
    return tuple(m.group() for m in _pattern().finditer(loose))


_fold_short = lru_cache(maxsize=1 << 16)(_fold)


def fold(word: str) -> Phrase:
    """The folded tokens of one word as `_pattern` cuts it."""
    return _fold_short(word) if len(word) <= _REMEMBERED else _fold(word)


def folded(text: str) -> str:
    """`text` as it is indexed: its folded words with blanks between. Every word is ASCII letters and digits, or not ASCII."""
    if text.isascii():
        return text.lower()
    return " ".join(token for word in _pattern().findall(text) for token in fold(word))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The folded words of `text` from `start` to `end`, with their places in it."""
    found = _pattern().finditer(text, start, len(text) if end is None else end)
    return [Token(word, m.start(), m.end()) for m in found for word in fold(m.group())]


# A quoted phrase, with any language's quotation marks, or a run without blanks.
_PIECE = re.compile(
    r"""
    ["“”„«»「『] (?P<phrase> [^"“”„«»「」『』]+ ) ["“”«»」』]
    | \S+
    """,
    re.VERBOSE,
)


def phrases(query: str) -> list[Phrase]:
    """What a query asks for: every phrase must occur. A word that folds to several tokens ("al-Assad", 北京) is a phrase too.

    No character is special but quotation marks, and a lone one is ignored.
    """
    out: dict[Phrase, None] = {}
    for m in _PIECE.finditer(query):
        phrase = tuple(t.word for t in tokens(m.group("phrase") or m.group()))
        if phrase:
            out[phrase] = None
    return list(out)[:_PHRASES]


def expression(wanted: list[Phrase]) -> str:
    """The FTS5 expression for `wanted`; folded words bear nothing that FTS5 could take for syntax."""
    return " AND ".join('"' + " ".join(phrase) + '"' for phrase in wanted)


class Match(NamedTuple):
    """A place where the phrase with this index in the query stands."""

    start: int
    end: int
    phrase: int


def matches(found: list[Token], wanted: list[Phrase]) -> list[Match]:
    """Every place in `found` where a phrase of `wanted` stands, in order."""
    opening: dict[str, list[int]] = {}
    for k, phrase in enumerate(wanted):
        opening.setdefault(phrase[0], []).append(k)
    out = []
    for i, token in enumerate(found):
        for k in opening.get(token.word, ()):
            phrase = wanted[k]
            if len(phrase) == 1 or tuple(t.word for t in found[i : i + len(phrase)]) == phrase:
                out.append(Match(token.start, found[i + len(phrase) - 1].end, k))
    return out
