"""How a text opens: its title, the day its page was published, its byline and its wire dateline, in whatever order they stand."""

import re
from dataclasses import dataclass, field
from functools import cache

from dateline.text.days import WEEKDAY, day_of
from dateline.text.furniture import HEADING, Piece, is_furniture, is_outlet, stamp_pattern
from dateline.text.furniture_words import furniture_words, plain
from dateline.text.lines import Line, lines_of
from dateline.text.wire import Dateline, dateline_at, datelines, is_place

_HEAD = 4000  # characters that an opening may take
_STEPS = 16  # elements of it at most

_BY_PLACE = re.compile(r"\bin\s+([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)")
_STROKE = re.compile(r"\s*[|–—-]\s")
_TITLE_MARK = re.compile(r"[\"”’')\]]*\s?[.:!?]*")
_SEPARATORS = re.compile(r"[\s|·•,:)–—-]*")
_SECTIONS = re.compile(r"(?:[A-Z][\w&'’-]*[ |>/,-]+){1,6}")
_NUMBERS = re.compile(r"(?:\s*\d+(?=\s+(?:\d|[A-Z\"“])))*")
_OPENERS = "\"“‘'«[("


@dataclass
class Opening:
    """What a text opens with. `published` is the full day of a stamp, `updated` that of a later change."""

    title: Piece | None = None
    furniture: list[Piece] = field(default_factory=list)
    dateline: Dateline | None = None
    place: str | None = None
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None


def find_opening(text: str, title: str | None = None, publisher: str | None = None) -> Opening:
    """The opening of `text`, element by element until the report's own words begin. `title`: to be found again where the text repeats it.

    Wire datelines further down are furniture too; the first tells place and agency where the top tells none.
    """
    found = Opening()
    at = 0
    for _ in range(_STEPS):
        at = _skip(text, at)
        end = _step(text, at, title, publisher, found) if at < min(len(text), _HEAD) else None
        if end is None:
            break
        at = end
    for dateline in datelines(text, at):
        found.furniture.append((dateline.start, dateline.end))
        found.dateline = found.dateline or dateline
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _line(text: str, at: int) -> Line:
    """The rest of the line from `at` on, which is known to follow no open sentence."""
    return next(lines_of(text[at : at + 2 * _HEAD]))._replace(start=at)


def _opens_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip("# \t")


def _step(text: str, at: int, title: str | None, publisher: str | None, found: Opening) -> int | None:
    """Reads one element at `at` into `found`; where the next may stand, or None where the report's own words begin."""
    if found.dateline is not None:
        return None
    heading = HEADING.match(text, at) if _opens_line(text, at) else None
    if heading:
        return heading.end()
    for read in (_read_title, _read_stamp, _read_place_and_day, _read_title_behind, _read_byline, _read_agency):
        end = read(text, at, title, found)
        if end is not None:
            return end
    wire = dateline_at(text, at, unmarked=bool(found.title or found.furniture) and not _opens_line(text, at))
    if wire is not None:
        inner = dateline_at(text, _skip(text, wire.end))  # a wire report told on: "[TEXT] LIMA, 21 NOV 89 --"
        found.dateline = Dateline(at, inner.end, inner.place, inner.agency or wire.agency, inner.date or wire.date) if inner else wire
        found.furniture.append((at, found.dateline.end))
        return found.dateline.end
    if not _opens_line(text, at):
        return None
    line = _line(text, at)
    end = at + len(line.text)
    if is_furniture(line, publisher):
        found.furniture.append((at, end))
        if is_outlet(line.text) and found.publisher is None:
            found.publisher = line.text
        return end
    if title is None and found.title is None and _is_title(text, line):
        found.title = (at, end)
        return end
    return None


def _read_title(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """The title that the input gave, where the text repeats it."""
    end = repeats(text, at, title) if title is not None and found.title is None else None
    if end is not None:
        found.title = (at, end)
    return end


def _read_title_behind(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """The same behind a few numbers and marks."""
    start = at
    while start < min(len(text), at + 10) and not text[start].isalpha() and text[start] != "\n":
        start += 1
    end = _read_title(text, _skip(text, start), title, found)
    if end is not None:
        found.furniture.append((at, start))
    return end


def repeats(text: str, at: int, title: str) -> int | None:
    """Where the title ends that `text` repeats at `at`, its full stop with it; None where it does not, or only opens a longer sentence.

    Case, marks and blanks do not count, nor what stands behind a stroke in the title: sections, the outlet's name.
    """
    strokes = [m.start() for m in _STROKE.finditer(title)]
    for size in (len(title), *reversed(strokes)):
        end = _same(text, at, title[:size])
        if end is None:
            continue
        mark = _TITLE_MARK.match(text, end)
        stop = mark.end() if mark else end
        after = text[stop : stop + 40]
        if not after.strip() or "\n" in after[: len(after) - len(after.lstrip()) + 1] or text[stop - 1] in ".:!?":
            return stop
        following = after.lstrip()
        opens = following[0].isupper() or following[0] in _OPENERS or stamp_pattern().match(following) is not None
        if opens and not title.isupper() and not re.match(rf"{WEEKDAY}\s", following, re.IGNORECASE):
            return end
    return None


def _same(text: str, at: int, wanted: str) -> int | None:
    """Where `text` has spelled `wanted` from `at` on, letters and digits alone compared; at least two words of it."""
    letters = [c.lower() for c in wanted if c.isalnum()]
    if len(wanted.split()) < 2 or len(letters) < 8:
        return None
    i, end = 0, at
    limit = min(len(text), at + 2 * len(wanted) + 20)
    while i < len(letters) and end < limit:
        c = text[end]
        if c.isalnum():
            if c.lower() != letters[i]:
                return None
            i += 1
        end += 1
    return end if i == len(letters) and not text[end : end + 1].isalnum() else None


def _read_stamp(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """The day that the page says it was published, with what stands before it (an agency, buttons, sections) and behind it (more buttons)."""
    match = _stamp_at(text, at + (text[at] == "("), title)
    if match is None and text[at].isupper():
        agency = _agency().match(text, at)
        sections = _SECTIONS.match(text, at, at + 80) if found.title else None
        starts = [m.end() for m in (agency, sections) if m] + [_skip(text, _buttons(text, at))]
        match = next((m for start in starts if start > at and (m := _stamp_at(text, start, title))), None)
        found.agency = agency[1] if agency and match else found.agency
    day = day_of(match) if match else None
    if match is None or day is None:
        return None
    date = _full(day)
    if match["updated"]:
        found.updated = found.updated or date
    else:
        found.published = found.published or date
    end = _buttons(text, match.end() + (text[match.end() : match.end() + 1] == ")"))
    found.furniture.append((at, end))
    return end


def _read_place_and_day(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """A line of a place and a full day alone, as letters open: "Homs, 22 February 2012"."""
    line = _line(text, at).text if _opens_line(text, at) else ""
    for comma in re.finditer(r",\s+", line):
        match = stamp_pattern().fullmatch(line.rstrip(), comma.end())
        day = day_of(match) if match else None
        date = _full(day) if day else None
        if date and is_place(line[: comma.start()].split(",")[0], 1):
            found.published = found.published or date
            found.place = found.place or line[: comma.start()]
            found.furniture.append((at, at + len(line)))
            return at + len(line)
    return None


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"({furniture_words().agency})[\s,|-]+", re.IGNORECASE)


def _read_agency(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """An agency's name between the title, or a stamp, and the first sentence in one line."""
    match = _agency().match(text, at) if text[at].isupper() and not _opens_line(text, at) else None
    if match is None or not text[match.end() : match.end() + 1].isupper():
        return None
    found.agency = found.agency or match[1]
    found.furniture.append((at, match.end(1)))
    return match.end()


def _stamp_at(text: str, at: int, title: str | None) -> re.Match[str] | None:
    """A stamp before the end of its line or, if its day is full, before a sentence that opens behind it."""
    match = stamp_pattern().match(text, at)
    day = day_of(match) if match else None
    if match is None or day is None:
        return None
    labelled = bool(match["published"] or match["updated"])
    stop = _SEPARATORS.match(text, match.end())
    end = stop.end() if stop else match.end()
    if end >= len(text) or "\n" in text[match.end() : end]:
        return match if labelled or day[0] is not None else None
    if day[0] is None:
        return None
    following = text[end : end + 20]
    opens = following[0].isupper() or following[0].isdigit() or following[0] in _OPENERS or following.lower().startswith(("by ", "updated"))
    if following.isupper() and not labelled:
        opens = title is not None and repeats(text, end, title) is not None
    return match if labelled or opens else None


def _buttons(text: str, at: int) -> int:
    """Where the buttons end that stand behind a stamp in its line, with their counts: "Get short URL 0 25"."""
    words = list(re.finditer(r"\S+", text[at : at + 80]))
    for n in range(min(4, len(words)), 1, -1):
        if plain(" ".join(w.group() for w in words[:n])) in furniture_words().chrome:
            end = at + words[n - 1].end()
            numbers = _NUMBERS.match(text, end)
            return numbers.end() if numbers else end
    return at


def _full(day: tuple[int | None, int, int]) -> str | None:
    """A day in ISO form, if its year is known."""
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day[0] else None


def _read_byline(text: str, at: int, title: str | None, found: Opening) -> int | None:
    """Who wrote it, up to the end of the line or to the title that follows in it."""
    line = _line(text, at).text
    if _opens_line(text, at) and plain(line) in furniture_words().nameless and line[-1] != ".":
        end: int | None = at + len(line)
    elif text[at : at + 3].lower() != "by ":
        return None
    elif is_byline(line):
        end = at + len(line)
    elif title is not None:
        end = next((k for k in range(at + 3, at + 120) if text[k - 1 : k].isspace() and repeats(text, k, title) and is_byline(text[at:k])), None)
    else:
        end = None
    if end is not None:
        found.furniture.append((at, end))
        _read_byline_place(text[at:end], found)
    return end


def _read_byline_place(byline: str, found: Opening) -> None:
    place = _BY_PLACE.search(byline)
    found.place = found.place or (place[1] if place else None)
    stamp = stamp_pattern().search(byline)
    day = day_of(stamp) if stamp else None
    found.published = found.published or (_full(day) if day else None)


def is_byline(line: str) -> bool:
    """Whether a line that opens with "by" names people and nothing they did: names, places and a few words between them, a day perhaps."""
    words = [w for w in re.split(r"[\s,;&/|]+", stamp_pattern().sub("", line)) if w and w not in "-–—"][1:]
    if not words or len(words) > (7 if line.isupper() else 16) or re.match(rf"{WEEKDAY}$", words[0], re.IGNORECASE):
        return False
    last = line.rstrip()[-1]
    if last in '!?:"' or (last == "." and len(words[-1]) > 4):
        return False
    known = furniture_words().byline
    return any(w[0].isupper() for w in words) and all(w[0].isupper() or w.lower().strip(".") in known or "@" in w for w in words)


def _is_title(text: str, line: Line) -> bool:
    """Whether the first line is a title: short, without a full stop, apart from a text that follows."""
    words = line.text.split()
    if len(line.text) > 200 or not 2 <= len(words) <= 25 or line.text[-1] in ".:;," or line.text[0].islower():
        return False
    end = line.start + len(line.text)
    following = text[end : end + 600].lstrip()
    apart = line.before_blank or len(following.split("\n")[0]) > max(120, len(line.text))
    return apart and any(c.isalpha() for c in line.text) and any(c.isalpha() for c in following)
