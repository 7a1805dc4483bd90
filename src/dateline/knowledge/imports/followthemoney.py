"""One line of FollowTheMoney entities (https://followthemoney.tech), as OpenSanctions publishes them in entities.ftm.json."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from dateline.errors import DumpError
from dateline.knowledge.imports.found import Found, Position, Someone, Term
from dateline.lexicons.tables import table, toml

_FILE = "followthemoney.toml"
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_DATE = re.compile(r"[12][0-9]{3} (?: - [0-9]{2} (?: - [0-9]{2} )? )?", re.VERBOSE)
_NAMES = ("name", "alias", "previousName", "abbreviation")


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, list[Any]] = {}
    last_seen: str | None = None

    def all(self, *names: str) -> list[str]:
        return [v.strip() for name in names for v in self.properties.get(name, ()) if isinstance(v, str) and v.strip()]

    def first(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")


_DECODER = msgspec.json.Decoder(_Entity)


def found(line: bytes) -> Iterator[Found]:
    """What a line tells. Raises msgspec.DecodeError where it is broken, DumpError where entities stand within entities."""
    if not line.strip():
        return
    entity = _DECODER.decode(line)
    if any(isinstance(value, dict) for values in entity.properties.values() for value in values):
        raise DumpError("entities stand within entities in this file: take the one that is called entities.ftm.json")
    names = tuple(dict.fromkeys(entity.all(*_NAMES)))
    sector = next((s for topic, s in toml(_FILE)["topics"].items() if topic in entity.all("topics")), "")
    link = toml(_FILE)["links"].get(entity.schema)
    if link is not None:
        yield from _term(entity, link)
    elif entity.schema == "Position" and names:
        yield Position(_id(entity.id), names[0], _country(entity), _id(entity.first("organization")))
    elif entity.schema == "Person" and names:
        yield Someone(_id(entity.id), "person", names, _country(entity), sector)
    elif entity.schema in toml(_FILE)["organisations"] and names:
        sector = sector or toml(_FILE)["organisations"][entity.schema]
        if sector:
            yield Someone(_id(entity.id), "organisation", names, _country(entity), sector)


def _term(entity: _Entity, link: dict[str, str]) -> Iterator[Term]:
    who, position, body = (_id(entity.first(link[role])) if role in link else "" for role in ("who", "position", "body"))
    if not who or not (position or body):
        return
    end = _date(entity.first("endDate"))
    held = entity.last_seen[:10] if entity.last_seen and not end and entity.first("status") == "current" else ""
    title = entity.first("role") or link.get("title", "")
    yield Term(who, position, title, body, _date(entity.first("startDate")), end, held)


def _date(text: str) -> str:
    match = _DATE.match(text)
    return match[0] if match is not None else ""


def _country(entity: _Entity) -> str:
    """The one state that is told; of several none."""
    codes = {_alpha3().get(code, "") for code in entity.all("country", "jurisdiction") or entity.all("citizenship", "nationality")}
    return codes.pop() if len(codes) == 1 else ""


def _id(id: str) -> str:
    """The entity's id; of one that Wikidata has too, Wikidata's."""
    return "" if not id else f"wikidata:{id}" if _WIKIDATA.fullmatch(id) else f"ftm:{id}"


@cache
def _alpha3() -> dict[str, str]:
    return {r["alpha2"].lower(): r["code"] for r in table("countries.tsv")}
