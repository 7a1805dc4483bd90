"""Words and sentences of plain text, cut as the Universal Dependencies treebanks of English cut them.

Offsets are into the text given. No word list of a language beyond abbreviations and contractions is needed, and no step is worse than linear.
"""

import re
from functools import cache
from importlib.resources import files

from dateline.lexicons.tables import toml

# One alternative a line, the first that fits wins. Order matters: longer and stranger things first.
_WORD = re.compile(
    r"""
    (?: https?:// | www\. ) [^\s<>"')\]]* [^\s<>"')\].,;:!?]            # web addresses
  | [\w.+-]{1,64} @ [\w-]+ (?: \. [\w-]+ )+                              # mail addresses
  | [@\#] \w+                                                            # handles and tags
  | (?: [^\W\d_] \. ){2,} (?: [^\W\d_] (?![\w]) )?                       # U.S. U.N. a.m.
  | \d{1,3} (?: , \d{3} )+ (?: \. \d+ )?                                 # 7,500  1,234.5
  | \d+ (?: [.:/] \d+ )+                                                 # 3.5  10:30  1/2
  | \d+ (?: st | nd | rd | th )\b                                        # 14th
  | \d+ s \b                                                             # 1990s
  | ' (?: \d\ds? ) \b                                                    # '90s
  | '' (?! ')                                                            # ``wire'' quotation marks
  | \d+ (?= [^\W\d_]{2,} \b )                                            # 10km: cut before the unit
  | [^\W_]+ (?: ' [^\W_]+ )*                                             # words, with inner apostrophes (cut again below)
  | \.{2,} | -{2,} | !+\?* | \?+!* | \*{2,} | _{2,} | ={2,} | ~{2,}      # runs of one mark
  | \S
    """,
    re.VERBOSE,
)

_CLITIC = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m|em))$", re.IGNORECASE)
_CONTRACTED = re.compile(r"^(ca|wo|do|did|does|is|are|was|were|have|has|had|would|could|should|ai|must|need)(nt)$", re.IGNORECASE)
_CANNOT = re.compile(r"^(can)(not)$", re.IGNORECASE)
_GONNA = re.compile(r"^(gon|wan|got)(na|ta)$", re.IGNORECASE)
_QUOTES = str.maketrans("’‘ʼ`´“”„«»", "'''''\"\"\"\"\"")


@cache
def abbreviations() -> frozenset[str]:
    """Lower-case abbreviations that a full stop belongs to ("mr", "gen", "aug"), without the stop."""
    lines = files("dateline.lexicons").joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every word of `text`, in order. Blanks are in none; every other character is in exactly one."""
    out: list[tuple[int, int]] = []
    plain = text.translate(_QUOTES)  # one character for one: offsets stay
    short = abbreviations()
    for match in _WORD.finditer(plain):
        start, end = match.span()
        first = plain[start]
        if first.isalpha():
            word = match.group()
            if end < len(plain) and plain[end] == "." and "." not in word and word.lower() in short and not _ends_text(plain, end + 1):
                out.append((start, end + 1))
                continue
            _cut_word(word, start, out)
        elif first == "." and out and out[-1][1] == start + 1:
            continue  # the stop went with its abbreviation
        else:
            out.append((start, end))
    return out


def _ends_text(text: str, i: int) -> bool:
    return not text[i : i + 20].strip()


def _cut_word(word: str, start: int, out: list[tuple[int, int]]) -> None:
    """Cut clitics off: do|n't, Syria|'s, can|not, did|nt."""
    end = len(word)
    clitics: list[tuple[int, int]] = []
    while (clitic := _CLITIC.search(word, max(0, end - 4), end)) and clitic.start() > 0:
        clitics.append((start + clitic.start(), start + end))
        end = clitic.start()
    out.extend(_contraction(word[:end], start))
    out.extend(reversed(clitics))


def _contraction(word: str, start: int) -> list[tuple[int, int]]:
    """A word without its clitics, in two where it is written as one: can|not, did|nt."""
    if 4 <= len(word) <= 8 and "'" not in word:
        for pattern in (_CONTRACTED, _CANNOT, _GONNA):
            cut = pattern.match(word)
            if cut:
                return [(start, start + cut.end(1)), (start + cut.end(1), start + len(word))]
    return [(start, start + len(word))]


_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_CLOSERS = frozenset("\"')]}»”’")
_FINAL = frozenset(".!?…")
MOST_WORDS = 120  # a longer sentence is cut at a comma, a semicolon or, at worst, anywhere


def paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of each paragraph: cut at blank lines, and at a line's end where the text is not hard-wrapped there."""
    out: list[tuple[int, int]] = []
    at = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        out.extend(_lines_joined(text, at, end))
        at = gap.end() if gap else end
    return [(s, e) for s, e in out if text[s:e].strip()]


def _lines_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines of one block, joined where one was only wrapped: it is about as long as the longest, and ends no sentence, or the next opens small."""
    lines: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    if len(lines) < 2:
        return lines
    widest = max(e - s for s, e in lines)
    wrapped = widest <= 100 and len(lines) > 2
    out = [lines[0]]
    for s, e in lines[1:]:
        before = text[max(start, text.rfind("\n", start, out[-1][1]) + 1) : out[-1][1]].rstrip()  # the last line of what is joined so far
        after = text[s:e].lstrip()
        open_end = bool(before) and before[-1] not in ".!?:\"'”"
        full = wrapped and len(before) > (0.5 if open_end else 0.7) * widest
        if before and after and (after[0].islower() or full):
            out[-1] = (out[-1][0], e)
        else:
            out.append((s, e))
    return out


def sentences(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """(first, stop) word indices of each sentence of one paragraph, given its words' `spans`."""
    out: list[tuple[int, int]] = []
    first = 0
    n = len(spans)
    i = 0
    while i < n:
        last = text[spans[i][1] - 1]
        if last in _FINAL and _is_end(text, spans, i, first):
            stop = i + 1
            while stop < n and text[spans[stop][0]] in _CLOSERS and spans[stop][0] == spans[stop - 1][1]:
                stop += 1
            out.append((first, stop))
            first = i = stop
            continue
        if i - first >= MOST_WORDS:
            stop = _least_bad_cut(text, spans, first, i)
            out.append((first, stop))
            first = stop
        i += 1
    if first < n:
        out.append((first, n))
    return out


def _is_end(text: str, spans: list[tuple[int, int]], i: int, first: int) -> bool:
    """Whether the full stop (or abbreviation with its stop) at word i ends a sentence."""
    start, end = spans[i]
    j = i + 1
    while j < len(spans) and text[spans[j][0]] in _CLOSERS and spans[j][0] == spans[j - 1][1]:
        j += 1
    if j >= len(spans):
        return True
    following = text[spans[j][0] : spans[j][1]]
    gap = spans[j][0] > spans[j - 1][1]
    mark = text[start:end]
    opens = following[0].isupper() or following[0].isdigit() or following[0] in "\"'`“‘([«-–—" or not following[0].isascii()
    if mark in (".", "…") or mark.startswith(".."):
        if not gap and not (following[0].isupper() and i > first):
            return False
        if mark != "." and not following[0].isupper():
            return False
        return opens
    if mark[-1] in "!?":
        return gap and not following[0].islower()
    # An abbreviation: only some may end a sentence, and only before a word that opens one in every text.
    return gap and mark.count(".") > 1 and following in _openers()


@cache
def _openers() -> frozenset[str]:
    """Words that, with their capital, open a sentence even after an abbreviation."""
    return frozenset(toml("english.toml")["openers"])


def _least_bad_cut(text: str, spans: list[tuple[int, int]], first: int, i: int) -> int:
    for marks in (";", ",", "-–—:"):
        for k in range(i, first + MOST_WORDS // 2, -1):
            if text[spans[k][0]] in marks:
                return k + 1
    return i
