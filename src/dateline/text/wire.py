"""The dateline that a wire report opens with: "SANAA, 14 March (Reuters) - ", "NAIROBI, Kenya (AP) _ ", "LIMA, 25 OCT 89 (EFE) -- [TEXT] "."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.knowledge import bodies, countries, gazetteer
from dateline.text.days import DAY, MONTH, WEEKDAY, day_of
from dateline.text.furniture_words import furniture_words

_PEOPLE = 5000  # a place that no agency or date vouches for must be a town that many live in

_U = r"[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ'’-]*[A-ZÀ-ÖØ-Þ])?\.?"
_NO_DAY = rf"(?!(?i:{MONTH}|{WEEKDAY}|NO DATE)(?:\s|$))"
_LOUD = re.compile(rf"{_U}(?:[ /]{_NO_DAY}{_U}){{0,5}}(?![\w'’])")
_SOFT = re.compile(r"[A-Z][\w'’-]*\w(?:\s(?:(?:al|el|de|of|the|and)[\s-])?[A-Z][\w'’-]*\w){0,3}")
_REGION = re.compile(rf"\s?,\s*{_NO_DAY}(?P<name>(?:[A-Z]\.){{2,3}}|[A-Z][\w'’-]*\.?(?:\s{_NO_DAY}(?:(?:of|and|the)\s)?[A-Z][\w'’-]*\.?){{0,3}})")
_STATE = re.compile(r"\s*\((?P<name>[^()\n]{2,40})\)(?=\s*,\s*(?:\d|NO DATE))")
_DATE = re.compile(rf"\s*,?\s+(?:{WEEKDAY}\s*,?\s+)?(?:{DAY}|NO\ DATE)", re.VERBOSE | re.IGNORECASE)
_AGENCY = re.compile(r"\s*,?\s*\(\s*(?P<name>[^()\n]{1,60}?)\s*\)")
_END = re.compile(r"\s*,?\s*(?:-{2,}|[-–—_]|:(?=\s))(?=\s|[^\W_]|[\"“‘'\[(]|$)")
_MARKERS = re.compile(r"(?:\s*\[[^\[\]]{1,300}\]){0,4}?\s*\[(?:TEXT|EXCERPTS?|SUMMARY|PASSAGE OMITTED|CONTINUED)\]")
_MID = re.compile(r"(?:^|(?<=[.!?\"”\]]\s))[ \t]*(?=[A-ZÀ-ÖØ-Þ]{3})", re.MULTILINE)
_ASIDE = re.compile(r"[^.\n]{0,200}\s[-–—]+\s")  # "Homs - Syria's third city - was"
_OPENERS = "\"“‘'«[("


class Dateline(NamedTuple):
    """A dateline of `text[start:end]`, and what it names. `date` is "2012-03-14" or, without a year, "--03-14"."""

    start: int
    end: int
    place: str | None = None
    agency: str | None = None
    date: str | None = None


def datelines(text: str, at: int) -> Iterator[Dateline]:
    """Datelines that open a later paragraph or sentence: only those that name a day or a known agency too."""
    for match in _MID.finditer(text, at):
        if match.end() >= at:
            found = dateline_at(text, match.end(), sure=True)
            if found:
                yield found
            at = found.end if found else match.end()


def dateline_at(text: str, at: int, *, sure: bool = False, unmarked: bool = False) -> Dateline | None:
    """The dateline that opens at `at`, or None.

    `sure`: a place in capitals with a mark behind it is not enough. `unmarked`: marks may have been stripped, so that the place alone is.
    """
    place, named = _place(text, at)
    agency, date, end = _agency_and_date(text, named)
    mark = _END.match(text, end)
    stop = mark.end() if mark else end
    if not _opens_sentence(text, stop) or (mark and mark.group().strip() == ":" and not (agency or date)):
        return None
    known_agency = agency is not None and _is_agency(agency)
    if place is None:
        ok = mark is not None and known_agency
    elif agency or date:
        # In a text all in capitals any words may stand before a day: there its comma is asked for.
        dated = bool(date) and place.loud and not sure and (text[named : named + 1] == "," or not text[at : at + 200].isupper())
        ok = (known_agency and (mark is not None or place.known(_PEOPLE))) or (mark is not None and (dated or place.known(1, alone=sure)))
    elif mark is not None and not sure:
        ok = place.known(_PEOPLE) and (place.loud or (countries.by_name(place.name) is None and not _ASIDE.match(text, stop)))
    else:
        return _unmarked(text, at, place) if unmarked else None
    if not ok:
        return None
    markers = _MARKERS.match(text, stop)
    return Dateline(at, markers.end() if markers else stop, str(place) if place else None, agency, date or None)


class _Place(NamedTuple):
    name: str
    region: str | None
    loud: bool  # in capitals

    def known(self, people: int, *, alone: bool = False) -> bool:
        """Whether its name or (unless it must do `alone`) its region's is that of a place where at least so many people live."""
        return any(is_place(n, people) for n in self.name.split("/")) or (not alone and self.region is not None and is_place(self.region, people))

    def __str__(self) -> str:
        name = " ".join(w if "." in w else w.capitalize() for w in self.name.split()) if self.loud else self.name
        if self.region is None:
            return name
        return f"{name}, {' '.join(w.capitalize() if w.isupper() and len(w) > 4 else w for w in self.region.split())}"


def _place(text: str, at: int) -> tuple[_Place | None, int]:
    match = _LOUD.match(text, at)
    loud = match is not None and sum(c.isalpha() for c in match.group()) > 2
    match = match if loud else _SOFT.match(text, at)
    if match is None:
        return None, at
    end = match.end()
    region = None
    state = _STATE.match(text, end)
    if state:
        region, end = state["name"], state.end()
    for _ in range(2):
        more = _REGION.match(text, end)
        if more is None or _is_agency(more["name"]):
            break
        region, end = region or more["name"], more.end()
    return _Place(match.group(), region, loud), end


def _agency_and_date(text: str, at: int) -> tuple[str | None, str | None, int]:
    """An agency and a day, in either order, and where they end. A day in the brackets of the agency is one too."""
    agency: str | None = None
    date: str | None = None
    for _ in range(3):
        day = _DATE.match(text, at)
        if day and date is None:
            date, at = _iso(day) or "", day.end()
            continue
        named = _AGENCY.match(text, at) or re.compile(rf"\s*,\s*(?P<name>{furniture_words().agency})(?=\s*[-–—_])", re.IGNORECASE).match(text, at)
        if named is None or agency is not None:
            break
        inside = _DATE.fullmatch(" " + named["name"])
        if inside:
            date = date or _iso(inside)
        else:
            agency = named["name"]
        at = named.end()
    return agency, date, at


def _unmarked(text: str, at: int, place: _Place) -> Dateline | None:
    """A place in capitals whose mark was stripped ("BEIRUT A monitor said"): a town known well, and words in small letters behind it."""
    if not place.loud or text[at : at + 200].isupper():
        return None
    words = place.name.split(" ")
    for n in range(len(words), 0, -1):
        name = " ".join(words[:n])
        if sum(c.isalpha() for c in name) < 4 or _is_agency(name) or not is_place(name, _PEOPLE):
            continue
        end = at + len(name)
        country = re.compile(r" ([A-Z][\w'’-]+)(?= [A-Z\"“])").match(text, end)
        region = country[1] if country and countries.by_name(country[1]) else None
        end = country.end() if country and region else end
        return Dateline(at, end, str(_Place(name, region, True))) if re.match(r"\s[\"“]?[A-Z]", text[end : end + 3]) else None
    return None


def _opens_sentence(text: str, at: int) -> bool:
    following = text[at : at + 60].lstrip()[:1]
    return not following or following.isupper() or following.isdigit() or following in _OPENERS or not (following.isascii() or following.islower())


def _iso(match: re.Match[str]) -> str | None:
    day = day_of(match)
    if day is None:
        return None
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day[0] else f"--{day[1]:02}-{day[2]:02}"


def _is_agency(name: str) -> bool:
    known = furniture_words().agencies
    return " ".join(name.lower().split()) in known or any(part.strip().lower() in known for part in re.split(r"/|,|\band\b", name))


def is_place(name: str, people: int) -> bool:
    name = " ".join(name.split())
    if name.lower() in furniture_words().seats or countries.by_name(name, loud=True):
        return True
    return bodies.body(name) is None and any(place.people >= people for place in gazetteer.named(name.rstrip(".")))
