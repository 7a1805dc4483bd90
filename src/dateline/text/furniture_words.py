"""The words of lexicons/furniture.toml in the forms in which they are looked up."""

import re
from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml

_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’‘`]")


def plain(text: str) -> tuple[str, ...]:
    """The words of a line, lower case, without apostrophes, marks and digits."""
    return tuple(_LETTERS.findall(_APOSTROPHES.sub("", text.lower())))


@dataclass(frozen=True)
class FurnitureWords:
    """Phrases as tuples of plain words; openings as lower-case text."""

    chrome: frozenset[tuple[str, ...]]
    longest: int
    opening: tuple[str, ...]
    listing: frozenset[tuple[str, ...]]
    outlet_words: frozenset[str]
    credit: re.Pattern[str]
    signed: re.Pattern[str]
    signing: frozenset[str]
    agencies: frozenset[str]
    agency: str
    published: str
    updated: str
    byline: frozenset[str]
    nameless: frozenset[tuple[str, ...]]
    seats: frozenset[str]


@cache
def furniture_words() -> FurnitureWords:
    """The lists, read once. Raises LexiconError where one is missing or a phrase is not lower case."""
    data = toml("furniture.toml")
    try:
        lines, credits, stamps = data["lines"], data["credits"], data["stamps"]
        for name, phrases in [*lines.items(), *credits.items(), *stamps.items()]:
            loud = [p for p in phrases if p != p.lower()]
            if loud:
                raise LexiconError(f"furniture.toml {name}: {loud[0]!r} is not lower case; reinstall dateline")
        chrome = _phrases(lines["chrome"])
        return FurnitureWords(
            chrome=chrome,
            longest=max(map(len, chrome)),
            opening=tuple(lines["opening"]),
            listing=_phrases(lines["listing"]),
            outlet_words=frozenset(lines["outlet_words"]),
            credit=re.compile(rf"[(\[]\s*(?:{_any(credits['opening'])})(?:(?<=[\])])|[^()\[\]]{{0,400}}[)\]])", re.IGNORECASE),
            signed=re.compile(rf"\(?(?i:{_any(credits['signing'])}) by (?=[A-Z])"),
            signing=frozenset([*stamps["byline"], "by", *(word for phrase in credits["signing"] for word in phrase.split())]),
            agencies=frozenset(credits["agencies"]),
            agency=_any(credits["agencies"]),
            published=_any(stamps["published"]),
            updated=_any(stamps["updated"]),
            byline=frozenset(stamps["byline"]),
            nameless=_phrases(stamps["nameless"]),
            seats=frozenset(stamps["seats"]),
        )
    except KeyError as error:
        raise LexiconError(f"furniture.toml has no list {error}; reinstall dateline") from error


def _phrases(written: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(plain(w) for w in written) - {()}


def _any(phrases: list[str]) -> str:
    """A pattern of any of the phrases, the longest first."""
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))
