"""One line of Wikidata's JSON dump (CC0): people with posts, the posts, organisations, states.

The dump: https://www.wikidata.org/wiki/Wikidata:Database_download
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from dateline.knowledge.countries import countries
from dateline.knowledge.imports.found import Found, Position, Someone, State, Term
from dateline.lexicons.tables import inverted, toml

_FILE = "wikidata.toml"
_HUMAN = "Q5"
_MOST_ALIASES = 20
_TIME = re.compile(r"\+ ([12][0-9]{3}) - ([0-9]{2}) - ([0-9]{2}) T", re.VERBOSE)
_DAY, _MONTH, _YEAR = 11, 10, 9  # Wikidata's precisions


class _Value(msgspec.Struct):
    value: Any = None


class _Snak(msgspec.Struct):
    snaktype: str = "value"
    datavalue: _Value | None = None

    def item(self) -> str:
        value = self.datavalue.value if self.datavalue is not None else None
        return str(value.get("id") or f"Q{value.get('numeric-id', '')}") if isinstance(value, dict) else ""

    def date(self) -> str:
        value = self.datavalue.value if self.datavalue is not None else None
        match = _TIME.match(str(value.get("time", ""))) if isinstance(value, dict) else None
        if match is None or not isinstance(value, dict):
            return ""
        parts = {_DAY: 3, _MONTH: 2, _YEAR: 1}.get(value.get("precision", 0), 0)
        return "-".join(match.groups()[:parts])


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] | list[Any] = {}  # PHP writes an empty map as a list

    def qualifier(self, name: str) -> _Snak | None:
        found = self.qualifiers.get(name) if isinstance(self.qualifiers, dict) else None
        return found[0] if found else None


class _Claims(msgspec.Struct):
    """The properties that are looked at; msgspec passes over the rest."""

    P31: list[_Statement] = []  # instance of
    P39: list[_Statement] = []  # position held
    P27: list[_Statement] = []  # citizenship
    P17: list[_Statement] = []  # country
    P298: list[_Statement] = []  # ISO 3166 alpha-3
    P1001: list[_Statement] = []  # applies to jurisdiction
    P2389: list[_Statement] = []  # organisation that the holder directs


class _Text(msgspec.Struct):
    value: str


class _Entity(msgspec.Struct):
    id: str
    type: str = "item"
    modified: str = ""
    labels: dict[str, _Text] | list[Any] = {}
    aliases: dict[str, list[_Text]] | list[Any] = {}
    claims: _Claims | list[Any] = []


_DECODER = msgspec.json.Decoder(_Entity)


def found(line: bytes) -> Iterator[Found]:
    """What a line tells. Raises msgspec.DecodeError where it is broken."""
    text = line.strip().rstrip(b",")
    if text in (b"", b"[", b"]"):
        return
    entity = _DECODER.decode(text)
    if entity.type != "item" or not isinstance(entity.claims, _Claims):
        return
    claims, names = entity.claims, _names(entity)
    kinds = {s.mainsnak.item() for s in claims.P31}
    if code := _code(claims):
        yield State(_id(entity.id), code)
    if not names:
        return
    if _HUMAN in kinds:
        terms = list(_terms(entity, claims))
        if terms:
            yield Someone(_id(entity.id), "person", names, _first(claims.P27))
            yield from terms
        return
    sector = next((sector for kind, sector in _organisations().items() if kind in kinds), None)
    if sector is not None:
        yield Someone(_id(entity.id), "organisation", names, _first(claims.P17), sector)
    elif claims.P1001 or claims.P2389 or not kinds.isdisjoint(toml(_FILE)["positions"]):
        yield Position(_id(entity.id), names[0], _first(claims.P1001) or _first(claims.P17), _first(claims.P2389))


def _terms(entity: _Entity, claims: _Claims) -> Iterator[Term]:
    """The posts of a person that have a date. Of one without an end Wikidata knows that it is held where it says so, or prefers it to all others."""
    for statement in claims.P39:
        start, end = statement.qualifier("P580"), statement.qualifier("P582")
        if statement.rank == "deprecated" or (start is None and end is None) or not statement.mainsnak.item():
            continue
        held = (end is None and statement.rank == "preferred") or (end is not None and end.snaktype == "novalue")
        yield Term(
            who=_id(entity.id),
            position=_id(statement.mainsnak.item()),
            start=start.date() if start is not None else "",
            end=end.date() if end is not None else "",
            held=entity.modified[:10] if held else "",
        )


def _names(entity: _Entity) -> tuple[str, ...]:
    labels = entity.labels if isinstance(entity.labels, dict) else {}
    aliases = entity.aliases if isinstance(entity.aliases, dict) else {}
    told = [labels[language].value for language in toml(_FILE)["languages"] if language in labels]
    return tuple(dict.fromkeys([*told, *(alias.value for alias in aliases.get("en", [])[:_MOST_ALIASES])]))


def _first(statements: list[_Statement]) -> str:
    """The item that is preferred, else the first."""
    ranked = sorted((s for s in statements if s.rank != "deprecated" and s.mainsnak.item()), key=lambda s: s.rank != "preferred")
    return _id(ranked[0].mainsnak.item()) if ranked else ""


def _code(claims: _Claims) -> str:
    for statement in claims.P298:
        value = statement.mainsnak.datavalue.value if statement.mainsnak.datavalue is not None else None
        if isinstance(value, str) and value in countries():
            return value
    return ""


def _id(item: str) -> str:
    return f"wikidata:{item}"


@cache
def _organisations() -> dict[str, str]:
    """Kind of an organisation → sector, in the order of the list."""
    return inverted(toml(_FILE)["organisations"], f"{_FILE}, [organisations]")
