"""States: their names, adjectives, peoples, and the words that mean their governments."""

from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import parts, table


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; `code` is ISO 3166 alpha-3, the point in degrees of WGS 84."""

    code: str
    name: str
    capital: str
    lat: float
    lon: float


@cache
def countries() -> dict[str, Country]:
    """Every country by its code."""
    return {r["code"]: Country(r["code"], r["name"], r["capital"], float(r["lat"]), float(r["lon"])) for r in table("countries.tsv")}


def by_name(text: str, loud: bool = False) -> str | None:
    """The code of the country called `text` ("Syria", "U.S.", "the Netherlands"). Initials count only as capitals, unless all is `loud`."""
    return _find(_names(), text, loud)


def by_adjective(word: str, loud: bool = False) -> str | None:
    """The code behind an adjective of nationality ("Syrian"), written with its capital."""
    return _find(_adjectives(), word, loud)


def by_people(word: str, loud: bool = False) -> str | None:
    """The code behind a noun for a people, one or many ("Syrian", "Turks")."""
    return _find(_peoples(), word, loud)


def by_seat(text: str, loud: bool = False) -> str | None:
    """The code of the state whose government `text` stands for: its capital or a seat of power ("Moscow", "the Kremlin")."""
    return _find(_seats(), text, loud)


def in_word(word: str, loud: bool = False) -> str | None:
    """The code in one word or name, whatever it is: country, adjective, or people; also before a lost or kept apostrophe ("Syria's", "Syrias")."""
    found = by_name(word, loud) or by_adjective(word, loud) or by_people(word, loud)
    if found is None and len(word) > 4 and word[-1] in "sS":
        found = by_name(word[:-1].rstrip("'’"), loud)
    return found


def _find(index: dict[str, str], text: str, loud: bool) -> str | None:
    text = text.replace("’", "'").strip()
    if not loud and text == text.lower():  # "turkey" is a bird
        return None
    found = index.get(text)
    if found is None and (loud or text[:1].isupper() or text[:4] == "the "):
        if len(text) <= 3 and not loud:
            return None
        folded = text.casefold().removeprefix("the ")
        found = index.get(folded)
    return found


def _indexed(pairs: list[tuple[str, str]], what: str) -> dict[str, str]:
    """Names as written, and folded where they are no initials; two states under one name are a fault of the list."""
    index: dict[str, str] = {}
    for name, code in pairs:
        forms = {name} if len(name.replace(".", "")) <= 3 and name.isupper() else {name, name.casefold().removeprefix("the ")}
        for form in forms:
            if index.get(form, code) != code:
                raise LexiconError(f"countries.tsv: {what} {name!r} stands for both {index[form]} and {code}; reinstall dateline")
            index[form] = code
    return index


def _pairs(column: str) -> list[tuple[str, str]]:
    return [(n, r["code"]) for r in table("countries.tsv") for n in parts(r[column])]


@cache
def _names() -> dict[str, str]:
    return _indexed([(r["name"], r["code"]) for r in table("countries.tsv")] + _pairs("also"), "name")


@cache
def _adjectives() -> dict[str, str]:
    return _indexed(_pairs("adjectives"), "adjective")


@cache
def _peoples() -> dict[str, str]:
    pairs = _pairs("people")
    for r in table("countries.tsv"):
        if not r["people"]:
            ends = [a for a in parts(r["adjectives"]) if a[-1] in "nikr" or a.endswith("b")]
            pairs += [(form, r["code"]) for a in ends for form in (a, a + "s")]
    return _indexed(pairs, "people")


@cache
def _seats() -> dict[str, str]:
    capitals = [(r["capital"], r["code"]) for r in table("countries.tsv") if r["capital"]]
    return _indexed(capitals + _pairs("seats"), "seat")
