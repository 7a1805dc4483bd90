"""What of a text is no text of the report: share buttons, credits, sign-offs, navigation, notes of the outlet about itself.

Precision comes first: a sentence of the report is worth more than all that a reader would skip over. Offsets are into the text given; no step is
worse than linear.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.text.days import CLOCK, DAY, WEEKDAY, ZONE
from dateline.text.furniture_words import furniture_words, plain
from dateline.text.lines import Line, lines_of

Piece = tuple[int, int]

_LONGEST_LINE = 400  # characters; a longer line is prose
_LONGEST_TAIL = 700  # how far from the end of a text that lost its line breaks its furniture may open
_PEELED = 20  # pieces of it at most
_LISTED = 12  # headlines that one "Related" heads at most

_SENTENCE_END = re.compile(r"(?<![ /.][A-Z])(?<!^[A-Z])[.!?…][\"'”’)\]]*(?:\s+|(?=[-–—]))|[.!?][\"”’)]+")
_INITIALS = re.compile(r"\(\s*[a-z]{1,4}(?:[/-][a-z]{1,4}){1,3}\s*\)$")  # (sp/eml)
_CODE = re.compile(r"[A-Z]{3,8}(?:/[A-Z]{2,8})*(?:\s\d{1,4})?$")  # who keyed it in: NTJ/RB, SSH 11
_NAMES = re.compile(r"(?:[A-Z][\w'’.-]*\s*(?:/|&|,|\band\b)?\s*){1,5}$")
_TAGS = re.compile(r"(?:Tags|Keywords|Topics|TAGS)\b:?\s+\S")
_CONTRIBUTED = re.compile(
    r"(?:[-–—]+\s*)?(?:[A-Z][\w'’.-]+[\s,]+|and\s|in\s){1,16}(?:also\s)?contributed\s(?:reporting\s)?(?:to\sthis\s(?:report|article|story)|from\s[A-Z])[^.]*\.?$"
)
_STANDARDS = re.compile(r"our standards:?\s*the thomson reuters trust principles\.?", re.IGNORECASE)
_DIGITS = re.compile(r"[\d\s.,:;|•·/+#()kKmM-]*\d[\d\s.,:;|•·/+#()kKmM-]*")
_COUNT = re.compile(
    r"[\d.,]+\s?[km]?\s+(?:shares?|views?|comments?|likes?|reads?|(?:re)?tweets?|followers|(?:min|minute)s?\sread|(?:hour|minute|day)s?\sago)",
    re.IGNORECASE,
)
HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")  # of Markdown
_RULE = re.compile(r"[\W_]+")  # a line of marks alone


@cache
def stamp_pattern() -> re.Pattern[str]:
    """The day (and hour) that a page says it was published or updated, with what introduces it. Groups: those of DAY, `published`, `updated`."""
    words = furniture_words()
    return re.compile(
        rf"""
        (?: (?: (?P<published>{words.published}) | (?P<updated>{words.updated}) ) \b \s* [:|-]? \s* )?
        (?: (?: {CLOCK} | \d{{4}} (?=\s+\d\d?[./-]\d) ) \s* (?:{ZONE})? ,? \s+ (?:on\s+)? )?
        (?: {WEEKDAY} ,? \s+ )?
        {DAY}
        (?: [\s,|•·–-]* (?: \b(?:at|ksa)\s+ )? (?: {CLOCK} | (?<=at\s)\d{{4}}\b | \d{{4}}\s?[ap]m\b | \d{{4}}(?=\s(?:gmt|utc)) ) (?: \s* {ZONE} )? )*
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _photo_credit() -> re.Pattern[str]:
    """REUTERS/Name Name; AFP PHOTO / NAME, at the end of a line or a text."""
    return re.compile(rf"(?:{furniture_words().agency})(?:\s+photo)?\s?/\s?[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){{0,2}}[.)\]]*$", re.IGNORECASE)


@cache
def _agency_tail() -> re.Pattern[str]:
    """- REUTERS; --AFP; Source Reuters and agencies, at the end of a text."""
    agency = furniture_words().agency
    return re.compile(rf"(?:[-–—]{{1,2}}\s*|\bsources?:?\s+)(?:{agency})(?:(?:,\s|\s*/\s*|\s+and\s+|\s+)(?:{agency}))*\.?$", re.IGNORECASE)


def find_furniture(text: str, publisher: str | None = None) -> list[Piece]:
    """Stretches of `text` that are furniture, in order and apart. `publisher`: its name alone on a line is no text either."""
    found = [*_lines(text, publisher), *_credits(text)]
    return merged([*found, *_tail(text, merged(found))])


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in order, those that touch made one."""
    out: list[Piece] = []
    for start, end in sorted(pieces):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out


def is_chrome(line: str) -> bool:
    """Whether a line is nothing but buttons, headings of lists and navigation, however many."""
    words = plain(line)
    return 0 < len(words) <= 60 and _chrome(words) == len(words)


def is_furniture(line: Line, publisher: str | None = None) -> bool:
    """Whether a line by itself is no text of the report."""
    text = line.text
    if not line.alone or len(text) > _LONGEST_LINE:
        return False
    return (
        (text[-1] != "." and is_chrome(text))
        or _opens(text)
        or _is_signed(text)
        or _COUNT.fullmatch(text) is not None
        or (_RULE.fullmatch(text) is not None and len(text) > 1)
        or _photo_credit().fullmatch(text.lstrip("([")) is not None
        or _CONTRIBUTED.fullmatch(text) is not None
        or is_outlet(text, publisher)
        or is_stamp(text)
    )


def is_stamp(line: str) -> bool:
    """Whether a line is a date of publication and nothing else."""
    if len(line) > 120 or not any(c.isdigit() for c in line):
        return False
    return all(stamp_pattern().fullmatch(part.strip(" |•·–-()")) for part in re.split(r"\s[|•·–-]\s|\s{3,}", line) if part.strip(" |•·–-()"))


def is_outlet(line: str, publisher: str | None = None) -> bool:
    """Whether a line is an outlet's name and nothing else."""
    if len(line) > 60 or line[-1] in ".,:;!?" or any(c.isdigit() for c in line):
        return False
    words = plain(line)
    if publisher is not None and words and words == plain(publisher):
        return True
    if not 2 <= len(words) <= 4 or not all(w[0].isupper() for w in line.split()):
        return False
    known = furniture_words().outlet_words
    return words[-1] in known and sum(w not in known and w != "the" for w in words) <= 1


def _chrome(words: Sequence[str]) -> int:
    """How many of the words phrases of furniture cover, at best."""
    known = furniture_words()
    best = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        best[end] = best[end - 1]
        for start in range(max(0, end - known.longest), end):
            if tuple(words[start:end]) in known.chrome:
                best[end] = max(best[end], best[start] + end - start)
    return best[-1]


def _opens(line: str) -> bool:
    opening = line.lower().replace("’", "'").lstrip("([>»-–•* ")
    return opening.startswith(furniture_words().opening) and len(line.split()) <= 45


def _is_signed(piece: str) -> bool:
    """Whether a line or tail is signed by those who made the report: names, and what each of them did."""
    known = furniture_words()
    if known.signed.match(piece) is None or piece.isupper():
        return False
    words = re.findall(r"[^\W\d_][\w'’.-]*", _STANDARDS.sub("", piece))
    return len(words) <= 80 and all(w[0].isupper() or w.lower().strip(".") in known.signing for w in words)


def _lines(text: str, publisher: str | None) -> Iterator[Piece]:
    """Whole lines, each with the headlines that it heads; numbers alone only beside other furniture."""
    listed = 0
    before = False
    numbers: list[Line] = []
    for line in lines_of(text):
        heading = HEADING.match(line.text)
        if heading:
            yield line.start, line.start + heading.end()
        if is_furniture(line._replace(alone=line.alone or before), publisher):
            listed = _LISTED if plain(line.text.rstrip(":")) in furniture_words().listing else 0
        elif listed and _is_headline(line):
            listed -= 1
        elif line.alone and len(line.text) < _LONGEST_LINE and _DIGITS.fullmatch(line.text):
            numbers.append(line)
            if not before:
                continue
        else:
            listed, before = 0, False
            numbers.clear()
            continue
        yield from ((n.start, n.end) for n in numbers)
        numbers.clear()
        before = True
        yield line.start, line.end


def _is_headline(line: Line) -> bool:
    return len(line.text.split()) <= 16 and line.text[-1] not in '.!?"”:,;'


def _credits(text: str) -> Iterator[Piece]:
    """Credits in brackets, wherever they stand between sentences; an agency's mere name in brackets only where no sentence is open."""
    for match in furniture_words().credit.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 50) : start].rstrip(" \t")
        closed = before[-1:] in ("", "\n") or _after_sentence(before, len(before))
        following = text[end : end + 2].strip(" ")
        bare = match.group()[1:-1].strip().lower() in furniture_words().agencies
        if closed or (not bare and (not following or following[0] == "\n" or following[0].isupper())):
            yield start, end


def _tail(text: str, known: Sequence[Piece]) -> Iterator[Piece]:
    """Furniture at the end of the last line, which may be the whole text: peeled off piece by piece, while there are any."""
    last = _rstrip(text, len(text))
    left = list(known)
    for _ in range(_PEELED):
        while left and left[-1][0] >= last:
            left.pop()
        held = left and last <= left[-1][1]
        start = left[-1][0] if held else _last_piece(text, last, left)
        if start is None:
            return
        if not held:
            yield start, last
        last = _rstrip(text, start)


def _rstrip(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _last_piece(text: str, end: int, known: Sequence[Piece]) -> int | None:
    """Where the furniture opens that ends at `end`; None where a sentence of the report does."""
    low = max(0, end - _LONGEST_TAIL)
    low = max(low, text.rfind("\n", low, end) + 1)
    last = text[low:end]
    for pattern in (_INITIALS, _photo_credit(), _agency_tail()):
        match = pattern.search(last)
        if match and (match.start() == 0 or not last[match.start() - 1].isalnum()):
            return low + match.start()
    for match in furniture_words().signed.finditer(last):
        if _after_sentence(last, match.start()) and _is_signed(last[match.start() :]):
            return low + match.start()
    tags = next((m for m in _TAGS.finditer(last) if _after_sentence(last, m.start()) or last[: m.start()].rstrip()[-1:].isdigit()), None)
    if tags and len(last[tags.start() :].split()) <= 60 and not _SENTENCE_END.search(last, tags.start(), len(last) - 1):
        return low + tags.start()
    ends = [m.end() for m in _SENTENCE_END.finditer(last) if m.end() < len(last)]
    ends += [e - low + len(last[e - low :]) - len(last[e - low :].lstrip()) for _, e in known[-3:] if ends and low + ends[-1] < e < end]
    if not ends:
        return None
    return low + ends[-1] if _is_tail(last[ends[-1] :], loud=last.isupper()) else None


def _after_sentence(text: str, at: int) -> bool:
    return at == 0 or text[:at].rstrip()[-1:] in tuple('.!?"”)]')


def _is_tail(piece: str, *, loud: bool) -> bool:
    """Whether what follows the last sentence of a text is none. `loud`: the text is all in capitals, so that they tell no name."""
    if _STANDARDS.fullmatch(piece) or _CONTRIBUTED.fullmatch(piece) or _opens(piece) or is_stamp(piece):
        return True
    if piece[-1] in '.!?"”':
        return False
    words = plain(piece)
    covered = _chrome(words)
    if words and (covered == len(words) or (covered >= 8 and covered >= 0.6 * len(words))):
        return True
    return _DIGITS.fullmatch(piece) is not None or (not loud and (_CODE.fullmatch(piece) is not None or _NAMES.fullmatch(piece) is not None))
