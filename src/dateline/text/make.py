"""The one place where a report is made: text, and whatever an input knows beside it."""

import hashlib
import re
from functools import cache

from dateline.issues import printable
from dateline.lexicons.tables import toml
from dateline.span import Span
from dateline.text.clean import Cleaned, clean
from dateline.text.furniture import Piece, find_furniture, merged
from dateline.text.opening import Opening, find_opening
from dateline.text.published import published_day
from dateline.text.report import PublishedBasis, Report, ReportDateline

# What an input is called that has no name of its own: the same for very different reports.
RUNNING_TEXT = "text"
STANDARD_INPUT = "standard input"

_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters that the language is told from


def make_report(
    text: str,
    *,
    ref: str,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | None = None,
    lent: str | None = None,
    language: str | None = None,
    retrieved_at: str | None = None,
    basis: PublishedBasis = "given",
) -> Report:
    """The report of `text`, with its furniture, its title and its own dateline found. `basis`: how `published` is known.

    `lent` is the date that the user gives to what bears none: it stands in for `published`, but is no part of what the report is, so no part of its
    id. Dates are normalised to ISO 8601; what is no day of news is dropped.
    """
    digest = hashlib.sha256("\x1f".join((title or "", publisher or "", published or "", text)).encode("utf-8", "surrogatepass"))
    cleaned = clean(text)
    title = _line(clean(title).text) if title else None
    opening = find_opening(cleaned.text, title, publisher)
    title_at = opening.title or (0, 0)
    around = [p for p in find_furniture(cleaned.text, publisher) if p[1] <= title_at[0] or p[0] >= title_at[1]]
    furniture = merged([*opening.furniture, *around])
    dateline = _dateline(opening, cleaned)
    day, known_by = published_day(
        published or lent,
        basis if published else "given",
        dateline=opening.dateline.date if opening.dateline else None,
        stamp=opening.published,
        updated=opening.updated,
    )
    found_title = cleaned.text[slice(*opening.title)] if opening.title else None
    return Report(
        id=digest.hexdigest()[:16],
        ref=printable(ref),
        title=title or _line(found_title),
        publisher=_line(publisher or opening.publisher),
        url=_line(url),
        published=day,
        published_basis=known_by,
        language=language or _language(cleaned.text[:_SAMPLE]),
        retrieved_at=retrieved_at,
        characters=len(text),
        text=text,
        furniture=tuple(_spans(furniture, cleaned)),
        dateline=dateline,
        title_span=next(iter(_spans([opening.title], cleaned)), None) if opening.title else None,
    )


def _line(words: str | None) -> str | None:
    """Some words on one printable line; None where nothing is left."""
    return printable(" ".join(words.split())) or None if words else None


def _spans(pieces: list[Piece], cleaned: Cleaned) -> list[Span]:
    return [cleaned.original_span(start, end) for start, end in pieces if start < end]


def _dateline(opening: Opening, cleaned: Cleaned) -> ReportDateline | None:
    """What the text says of its own origin, wherever in its opening it says so."""
    wire = opening.dateline
    place = (wire.place if wire else None) or opening.place
    agency = (wire.agency if wire else None) or opening.agency
    date = opening.published or (wire.date if wire else None) or opening.updated
    if not (place or agency or date):
        return None
    pieces = [(wire.start, wire.end)] if wire else opening.furniture
    return ReportDateline(place, agency, date, cleaned.original_span(pieces[0][0], pieces[-1][1]))


def _language(text: str) -> str | None:
    """ "en" where every sixth word is one of the commonest of English; no other language is told."""
    words = _WORDS.findall(text.lower())
    return "en" if len(words) >= 5 and sum(w in _common() for w in words) * 6 >= len(words) else None


@cache
def _common() -> frozenset[str]:
    """Words that English cannot do without."""
    return frozenset(toml("english.toml")["common"])
