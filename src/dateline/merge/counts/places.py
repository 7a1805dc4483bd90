"""Whether two figures are of one place, or of one place in the other: by gazetteer, by what the text says, by country."""

from functools import lru_cache

from dateline.knowledge import countries, places
from dateline.knowledge.gazetteer import Place
from dateline.merge.counts.lying import Lying
from dateline.merge.keys import words_key
from dateline.resolve.parts import Where


def places_lie(a: Where | None, b: Where | None) -> Lying:
    """How place `a` lies to place `b`."""
    if a is None or b is None:
        return "unknown"
    if _is_one(a, b):
        return "same"
    if is_inside(a, b) or is_inside(b, a):
        return "inside" if is_inside(a, b) else "around"
    return "unknown" if "unknown" in (a.precision, b.precision) else "apart"


def is_in(where: Where, name: str) -> bool:
    """Whether a place is called `name`, or lies in what is: as is said, by country, or by gazetteer."""
    chain: Where | None = where
    while chain is not None:
        if words_key(chain.name) == words_key(name):
            return True
        chain = chain.inside
    code = countries.by_name(name)
    if code is not None:
        return where.country == code
    here = _place(where.name, where.place_id)
    province = where.admin1 is not None and words_key(where.admin1) == words_key(name)
    return province or (here is not None and any(places.inside(here, large) for large in places.called(name)))


def is_inside(small: Where, large: Where) -> bool:
    """Whether `small` lies in `large`: it is said so, or the gazetteer knows it."""
    inner = small.inside
    while inner is not None:
        if _is_one(inner, large):
            return True
        inner = inner.inside
    if large.precision == "country":
        return large.country is not None and small.country == large.country and small.precision != "country"
    if small.admin1 and small.country == large.country and words_key(small.admin1) in (words_key(large.name), words_key(f"{large.name} province")):
        return True
    one, other = (_place(w.name, w.place_id) for w in (small, large))
    return one is not None and other is not None and places.inside(one, other)


def _is_one(a: Where, b: Where) -> bool:
    if a.place_id is not None and a.place_id == b.place_id and a.precision == b.precision:
        return True
    one, other = (words_key(w.name).removesuffix(" province") for w in (a, b))
    return one == other and (a.country is None or b.country is None or a.country == b.country)


@lru_cache(maxsize=4096)
def _place(name: str, place_id: int | None) -> Place | None:
    return next((p for p in places.called(name) if p.id == place_id), None) if place_id is not None else None
