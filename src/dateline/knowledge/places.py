"""Every place that a name may mean: of the gazetteer, and of the lexicons of countries, their states, and regions."""

from dataclasses import replace
from functools import cache, lru_cache

from dateline.errors import LexiconError
from dateline.knowledge import countries
from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, COUNTRY, LOOSE_COUNTRIES, REGION, SITE, TOWN, Place, gazetteer, kilometres
from dateline.knowledge.keys import ARTICLES, key_of
from dateline.lexicons.tables import parts, table

_KINDS = dict.fromkeys(("continent", "region", "sea", "river", "range"), REGION) | {"province": ADMIN1, "district": ADMIN2, "site": SITE}
_PEOPLE = {COUNTRY: 30_000_000, REGION: 30_000_000, ADMIN1: 3_000_000, ADMIN2: 500_000, SITE: 10_000}  # where no census was at hand

_INITIALS = 3  # letters of a name that is initials, if all are capitals

# How far from its middle a place still is in one of each kind, in kilometres, and what it may hold.
_REACH = {TOWN: 40.0, ADMIN1: 250.0, ADMIN2: 80.0, REGION: 2500.0}
_HOLDS = {
    TOWN: frozenset((TOWN, SITE)),
    ADMIN2: frozenset((TOWN, SITE)),
    ADMIN1: frozenset((TOWN, SITE, ADMIN2)),
    COUNTRY: frozenset((TOWN, SITE, ADMIN2, ADMIN1)),
    REGION: frozenset((TOWN, SITE, ADMIN2, ADMIN1, COUNTRY)),
    SITE: frozenset[int](),
}


@lru_cache(maxsize=8192)
def called(name: str) -> tuple[Place, ...]:
    """Every place called `name`, most people first. Case, accents and an article before it do not matter; a people stands for its country.

    What is found under no such name is tried without an Arabic article, then as an American county, then as the adjective of a region ("African").
    """
    key = key_of(name).removeprefix("the ")
    found = _found(name, key)
    if not found:
        first, _, rest = key.partition(" ")
        found = [p for p in _found(rest, rest) if p.country in LOOSE_COUNTRIES or p.kind != TOWN] if first in ARTICLES else []
    if key and (not found or any(p.country == "USA" for p in found)):
        found += [replace(p, main=False) for suffix in (" county", " parish") for p in gazetteer().named(key + suffix) if p.country == "USA"]
    if not found:
        found = [p for end in ("n", "ns", "an", "ans") if key.endswith(end) for p in _listed().get(key.removesuffix(end), ())]
    return tuple(sorted(found, key=lambda p: -p.people))


def spelled_like(name: str, country: str) -> tuple[Place, ...]:
    """Towns of `country` (alpha-3) that `name` may be another spelling of; see `Gazetteer.like`."""
    return tuple(gazetteer().like(name, country))


def inside(small: Place, large: Place) -> bool:
    """Whether `small` lies in `large`, as far as is known: by country and province, else by how far it is from the middle."""
    if small.kind not in _HOLDS[large.kind] or (large.country and small.country != large.country):
        return False
    if large.kind == COUNTRY:
        return True
    if large.kind == ADMIN1 and small.admin1 and large.admin1:
        return small.admin1 == large.admin1
    return kilometres(small, large) <= _REACH[large.kind] and (large.kind != TOWN or small.people < large.people)


def _found(name: str, key: str) -> list[Place]:
    listed = list(_listed().get(key, ()))
    code = countries.by_name(name, loud=name.isupper() and len(name) > 3) or countries.in_word(name)
    if code and all(p.country != code for p in listed):  # England is in the United Kingdom, and not all of it
        listed.append(country(code))
    if name[:1].isupper() and (state := _states().get(name.rstrip("."))):
        return [*listed, state]
    if name.isupper() and len(name) <= _INITIALS:  # the EU is not Eu in Normandy
        return listed
    provinces = {p.country for p in listed if p.kind == ADMIN1}
    found = [_lesser(p) for p in gazetteer().named(key)]
    nation = {p.country for p in listed if p.kind == COUNTRY}  # Mexico is the country, not its capital or the state around that
    return listed + [p for p in found if p.country not in nation and (p.kind != ADMIN1 or p.country not in provinces)]


def _lesser(place: Place) -> Place:
    """`place`, as if called so by few where it is the state that bears the name of a capital elsewhere: Washington."""
    namesake = place.kind == ADMIN1 and place.id is not None and place.name == countries.countries()[place.country or ""].capital
    return replace(place, main=False, people=place.people // 10) if namesake else place


@cache
def country(code: str) -> Place:
    """The country of an alpha-3 `code` as a place."""
    c = countries.countries()[code]
    return Place(c.name, gazetteer().country_id(code), code, None, c.lat, c.lon, _PEOPLE[COUNTRY], COUNTRY)


@cache
def _listed() -> dict[str, tuple[Place, ...]]:
    """Regions by key."""
    index: dict[str, tuple[Place, ...]] = {}
    for row in table("regions.tsv"):
        kind = _KINDS.get(row["kind"])
        if kind is None:
            raise LexiconError(f"regions.tsv: {row['name']!r} is of no known kind ({row['kind']!r}); reinstall dateline")
        ident = int(row["id"]) if row["id"] != "-" else None
        code = row["country"] if row["country"] != "-" else None
        place = Place(row["name"], ident, code, None, float(row["lat"]), float(row["lon"]), _PEOPLE[kind], kind)
        for name in {key_of(n).removeprefix("the ") for n in (row["name"], *parts(row["also"]))}:
            index[name] = (*index.get(name, ()), place)
    return index


@cache
def _states() -> dict[str, Place]:
    """The states of the USA by their abbreviations, without the stop."""
    index: dict[str, Place] = {}
    for row in table("states.tsv"):
        state = next((p for p in gazetteer().named(row["name"]) if p.kind == ADMIN1 and p.country == "USA"), None)
        if state is None and gazetteer().ships:
            raise LexiconError(f"states.tsv: the gazetteer has no state {row['name']!r}; reinstall dateline")
        for name in (row["code"], *parts(row["also"])):
            if state is not None:
                index[name.rstrip(".")] = replace(state, main=False)
    return index
