"""Which place each place name of a text means, chosen together: by what holds what, by the company it keeps, by who lives there.

The choice is a conditional logit over the places that bear the name, of a dozen features, made three times over, since each name's company is
the others' places. Names alike mean one place throughout a report, unless the text says in which larger place one lies.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from dateline.knowledge import countries
from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, COUNTRY, LOOSE_COUNTRIES, REGION, SITE, TOWN, Place, kilometres
from dateline.knowledge.keys import key_of
from dateline.knowledge.places import called, inside, spelled_like
from dateline.resolve.parts import PlacePrecision, Where
from dateline.resolve.places.place_words import place_words
from dateline.resolve.places.said_places import Said, read_names
from dateline.span import Span

_PRECISION: dict[int, PlacePrecision] = {TOWN: "town", ADMIN1: "province", ADMIN2: "district", COUNTRY: "country", REGION: "unknown", SITE: "point"}
_FITS: dict[PlacePrecision, frozenset[int]] = {
    "neighbourhood": frozenset((TOWN,)),
    "town": frozenset((TOWN,)),
    "district": frozenset((ADMIN2, ADMIN1)),
    "province": frozenset((ADMIN1, REGION, COUNTRY)),
    "point": frozenset((SITE,)),
}
_SEEN = 12  # names before and after whose places count as neighbours
_SURE = 0.6  # how likely the meaning of a larger place is, for what cannot lie in it to be ruled out
_OUT = {TOWN: 120.0, ADMIN2: 200.0, ADMIN1: 400.0}  # kilometres from its middle that are surely outside of a larger place
_NEXT_DOOR = 120.0  # and from that of a province, for what lists have in another one
_MOST_NAMES = 500  # places that one may lie near
_LESSER = 200_000  # people of a town that need not be meant because it is the only one of its name
_REGION = 300.0  # kilometres within which a village over the border may be meant
_CLOSE = 150.0  # kilometres that "near" reaches
_MOST = 60  # places considered for one name
_ROUNDS = 3
_METROPOLIS = 1_000_000  # people of a town whose other names are as well known as its own
_NESTED = 3  # places within places that are told
_KNOWN = 20_000  # people of a place that a site is named after
_FADING = 60.0  # kilometres over which a neighbour counts for a third
_FLAT = 0.3  # the power that makes an unlikely reading of a neighbour likelier
_ENOUGH = 3.0  # neighbours that settle it
_LOCAL, _LOCAL_SHARE = 3, 0.6  # how many places, and what part of all, make one province the home of a report
_INITIALS = 3  # letters that stay capitals
_VOWELLESS = re.compile(r"[^AEIOUY]+")
_SMALL = {w: w for w in ("of", "and", "the", "de", "del", "la", "el", "al", "on")}  # within a name
_WORD = re.compile(r"[A-Z][\w.'’-]*")


_Nations: TypeAlias = defaultdict[str, float]
_States: TypeAlias = defaultdict[tuple[str, str | None], float]


class Weights(NamedTuple):
    """What each feature adds to the score of a place, in natural logarithms of odds. Fitted on the first half of two corpora of place names."""

    people: float = 1.25
    country: float = 0.6
    region: float = 0.5
    province: float = -2.0
    state_of_union: float = 0.0
    district: float = -1.7
    alternate: float = -1.8
    fits: float = 3.0
    misfits: float = -3.0
    held: float = 2.5
    beside: float = 2.8
    holds: float = 2.0
    nation: float = 3.5
    state: float = 4.5
    near: float = 2.2
    capital: float = 0.3


@dataclass(slots=True)
class _Group:
    """Mentions that mean one place, the places it may be, how likely each is; `holds` are the mentions said to lie in one of its own."""

    members: list[int]
    fine: PlacePrecision | None
    places: tuple[Place, ...]
    odds: list[float]
    partial: bool = False  # the places are those of a part of the name: "Aleppo" of "Aleppo Central Prison"
    holds: list[int] = field(default_factory=list)
    local: list[tuple[Place, float]] = field(default_factory=list)  # for its neighbours: what is no country, the odds flattened

    def best(self) -> Place | None:
        """The likeliest place."""
        return self.places[max(range(len(self.places)), key=self.odds.__getitem__)] if self.places else None


def resolve(text: str, spans: Sequence[Span], about: Sequence[str] = (), weights: Weights = Weights()) -> list[Where | None]:  # noqa: B008
    """The place that each of `spans` of `text`, all place names, means; null for a span without a letter.

    `about` are codes (alpha-3) of countries that the report is known to be about or to come from. A name that no list has stays a name, with the
    country and the larger place that the text gives it. Where the precision is unknown (a continent, a guess by the report's other places), a point
    serves to measure distances by, and no map should show it: see `unpinned`. The cost is linear in the length of the text.
    """
    return _Resolving(text, spans, about, weights).wheres()


class _Resolving:
    """The work of one `resolve`."""

    def __init__(self, text: str, spans: Sequence[Span], about: Sequence[str], weights: Weights) -> None:
        self.spans, self.weights = spans, weights
        self.order = sorted((i for i in range(len(spans)) if key_of(spans[i].of(text))), key=lambda i: spans[i])
        self.said = read_names(text, [spans[i] for i in self.order])
        self.group_of, self.groups = _grouped(self.said)
        self.votes = _votes(text, self.said)
        for code in about:
            self.votes[code] += 1.0
        for _ in range(_ROUNDS):
            self._round()

    def wheres(self) -> list[Where | None]:
        """One for each span, in the order given."""
        out: list[Where | None] = [None] * len(self.spans)
        self.chosen = [self._chosen(group) for group in self.groups]
        self.countries: Counter[str | None] = Counter(p.country for p in self.chosen if p is not None and p.country)
        self.chosen = [None if place is not None and self._is_stray(g, place) else place for g, place in enumerate(self.chosen)]
        self.home = self._home()
        self.placed = [next((k for k in group.members if self.said[k].holder is not None), group.members[0]) for group in self.groups]
        for k, i in enumerate(self.order):
            out[i] = self._where(k, 0)
        return out

    def _chosen(self, group: _Group) -> Place | None:
        """The likeliest place; the town rather than the province that bears its name, where no word says which is meant."""
        best = group.best()
        if best is not None and self._is_elsewhere(group, best):
            return None
        if best is not None and best.kind in (ADMIN1, ADMIN2) and best.id is None and group.fine is None:
            return next((p for p in group.places if p.kind == TOWN and inside(p, best)), best)
        return best

    def _is_elsewhere(self, group: _Group, place: Place) -> bool:
        """Whether the text says of every mention that it lies in what surely does not hold `place`."""
        if place.kind not in (TOWN, SITE) or place.people >= _LESSER:
            return False
        for k in group.members:
            said = self.said[k]
            holder = self.groups[self.group_of[said.holder]] if said.holder is not None else group
            out = (
                o
                for p, o in zip(holder.places, holder.odds, strict=True)
                if _outside(place, p) and (not said.close or kilometres(place, p) > _REGION)
            )
            if holder is group or sum(out) < _SURE:
                return False
        return True

    def _is_stray(self, g: int, place: Place) -> bool:
        """Whether a lesser town that no word of the text places lies in a country that nothing else speaks of, while another is the report's."""
        if place.kind != TOWN or place.people >= _LESSER or _capitals().get(place.country or "") == key_of(place.name):
            return False
        members = [self.said[k] for k in self.groups[g].members]
        if any(s.holder is not None or s.aside is not None or s.tail for s in members) or self.votes.get(place.country or ""):
            return False
        others = self.countries.copy()
        others[place.country] -= 1
        (code, most), *_ = self.countries.most_common(1)
        alone = most >= _LOCAL and most >= _LOCAL_SHARE * others.total()
        if others[place.country] or code == place.country or not (alone or self.groups[g].fine == "point"):  # a road may be named after anything
            return False
        return all(
            kilometres(place, p) > _REGION for p in self.chosen[:_MOST_NAMES] if p is not None and p is not place and p.kind not in (COUNTRY, REGION)
        )

    def _home(self) -> tuple[str | None, str | None] | None:
        """The one province that a local report is about: most of its places, three at least, lie there."""
        local = Counter((p.country, p.admin1) for p in self.chosen if p is not None and p.kind in (TOWN, ADMIN1, ADMIN2) and p.admin1)
        if not local:
            return None
        home, most = max(local.items(), key=lambda item: (item[1], str(item[0])))
        return home if most >= _LOCAL and most >= _LOCAL_SHARE * local.total() else None

    def _round(self) -> None:
        """Score every place of every name against the others' places as they stand."""
        nation, state = _tally(self.groups)
        for code, votes in self.votes.items():
            nation[code] += votes
        for group in self.groups:
            group.local = [(p, o**_FLAT) for p, o in zip(group.places, group.odds, strict=True) if p.kind not in (COUNTRY, REGION) and o > 1e-4]
            for place, odds in zip(group.places, group.odds, strict=True):
                if place.country:
                    nation[place.country] += odds
                    state[place.country, place.admin1] += odds
        self._respell(nation)
        scored = [_softmax([self._score(f) for f in self._rows(group, nation, state)]) for group in self.groups]
        for group, new in zip(self.groups, scored, strict=True):
            group.odds = new

    def _respell(self, nation: _Nations) -> None:
        """What no list has as it is written may be spelled otherwise in the countries that the report is about."""
        likely = [c for c in sorted(nation, key=lambda c: (-nation[c], c))[:3] if c in LOOSE_COUNTRIES and nation[c] > 0.6]
        known = any(votes > 0.6 for votes in nation.values())
        for group in self.groups:
            if not group.places and (likely or not known):
                name = self.said[group.members[0]].core
                group.places = _respelled(name, likely) if likely else _well_known(name)
                group.odds = _even(group.places)

    def _score(self, features: tuple[float, ...]) -> float:
        return sum(w * f for w, f in zip(self.weights, features, strict=True))

    def _rows(self, group: _Group, nation: _Nations, state: _States) -> list[tuple[float, ...]]:
        """The features of each place of `group`, in the order of Weights."""
        if len(group.places) == 1:
            return [(0.0,) * len(self.weights)]
        own, own_state = _tally([group])
        others = max(0.0, sum(nation.values()) - sum(own.values())) + 1.0  # what was just respelled is not counted yet
        holders = self._holders(group)
        neighbours = self._neighbours(group)
        rows: list[tuple[float, ...]] = []
        for place in group.places:
            code, kind = place.country or "", place.kind
            held = _held(place, holders)
            rows.append(
                (
                    math.log10(place.people + 10),
                    float(kind == COUNTRY),
                    float(kind == REGION),
                    float(kind == ADMIN1 and place.id is None),
                    float(kind == ADMIN1 and place.id is not None),
                    float(kind == ADMIN2),
                    float(not place.main and place.people < _METROPOLIS),
                    float(group.fine is not None and kind in _FITS[group.fine]),
                    float(group.fine is not None and kind not in _FITS[group.fine]),
                    held,
                    self._beside(group, place),
                    self._holding(group, place),
                    (nation[code] - own[code]) / others,
                    (state[code, place.admin1] - own_state[code, place.admin1]) / others if place.admin1 else 0.0,
                    _nearness(place, neighbours),
                    float(kind == TOWN and _capitals().get(code) == key_of(place.name)),
                )
            )
        return rows

    def _holders(self, group: _Group) -> list[tuple[Place, float, bool]]:
        """The places that a name is said to lie in (or near), and how likely each is."""
        out: list[tuple[Place, float, bool]] = []
        for k in group.members:
            said = self.said[k]
            out += [(p, 1.0 / len(said.tail), False) for p in said.tail]
            if said.holder is not None:
                holder = self.groups[self.group_of[said.holder]]
                out += [(p, o, said.close) for p, o in zip(holder.places, holder.odds, strict=False) if o > 0.02]
        return out

    def _beside(self, group: _Group, place: Place) -> float:
        """How likely the name after a comma is one that holds `place`."""
        best = 0.0
        for k in group.members:
            aside = self.said[k].aside
            if aside is not None:
                other = self.groups[self.group_of[aside]]
                best = max(best, sum(o for p, o in zip(other.places, other.odds, strict=False) if o > 0.02 and p.kind != TOWN and inside(place, p)))
        return best

    def _holding(self, group: _Group, place: Place) -> float:
        """How likely a name that stands as if it lay in `place` does."""
        best = 0.0
        if place.kind not in (TOWN, SITE):
            for k in group.holds:
                held = self.groups[self.group_of[k]]
                best = max(best, max((o for p, o in zip(held.places, held.odds, strict=False) if o > 0.02 and inside(p, place)), default=0.0))
        return best

    def _neighbours(self, group: _Group) -> list[list[tuple[Place, float]]]:
        """What the names around may be, the unlikely made likelier: two that fit each other may both be the lesser known."""
        at = group.members[0]
        near = {self.group_of[k] for k in range(max(0, at - _SEEN), min(len(self.said), at + _SEEN + 1))} - {self.group_of[at]}
        return [self.groups[g].local for g in sorted(near)]

    def _where(self, k: int, depth: int) -> Where:
        """The place of mention `k` as a record tells it."""
        said, group = self.said[k], self.groups[self.group_of[k]]
        place = self.chosen[self.group_of[k]]
        holder = self._holder(k, place, depth)
        if place is None or group.partial:
            return self._unlisted(k, place, holder)
        precision = _precision(said.fine, place)
        name = _spoken(said.name, place)
        if holder is None and place.admin1 and place.kind in (TOWN, ADMIN2, SITE) and key_of(place.admin1) != key_of(place.name):
            holder = Where(place.admin1, country=place.country, precision="province")
        return Where(name, place.id, place.country, place.admin1, place.lat, place.lon, precision, holder, said.span)

    def _holder(self, k: int, place: Place | None, depth: int) -> Where | None:
        """The larger place that the text says mention `k` lies in, there or where it is named first in such words, where it can."""
        for said in (self.said[k], self.said[self.placed[self.group_of[k]]]):
            for other in (said.holder, said.aside):
                if other is None or said.close or depth > _NESTED or self.group_of[other] == self.group_of[k]:
                    continue
                larger = self.chosen[self.group_of[other]]
                if larger is not None and (inside(place, larger) if place is not None else other == said.holder):
                    return self._where(other, depth + 1)
            if said.tail and (place is None or inside(place, said.tail[0])):
                return as_where(said.tail[0])
        return None

    def _unlisted(self, k: int, part: Place | None, holder: Where | None) -> Where:
        """A name that no list has: at a point of what holds it, and no finer; of a local report, in its country."""
        said, name = self.said[k], _spoken(self.said[k].name, None)
        if holder is None and part is not None:
            holder = as_where(part)
        if holder is not None:
            return Where(name, None, holder.country, holder.admin1, holder.lat, holder.lon, holder.precision, holder, said.span)
        near = self._near_home(k)
        return Where(name, country=near.country, lat=near.lat, lon=near.lon, span=said.span) if near is not None else Where(name, span=said.span)

    def _near_home(self, k: int) -> Place | None:
        """The place named nearest to mention `k` that lies in the report's home province: a guess at where it is, which no record tells."""
        for distance in range(1, _SEEN if self.home else 0):
            for other in (k - distance, k + distance):
                place = self.chosen[self.group_of[other]] if 0 <= other < len(self.said) else None
                if place is not None and place.kind != ADMIN1 and (place.country, place.admin1) == self.home:
                    return place
        return None


def _precision(fine: PlacePrecision | None, place: Place) -> PlacePrecision:
    """How fine a place of the lists is as said: a town may stand for its district or its province, but is none of its own neighbourhoods."""
    if place.kind != TOWN or fine not in ("neighbourhood", "district", "province"):
        return _PRECISION[place.kind]
    return fine if fine != "neighbourhood" or place.people < _LESSER else "town"


def unpinned(where: Where) -> Where:
    """The place as a record may tell it: without a point where its precision is unknown."""
    inside = unpinned(where.inside) if where.inside is not None else None
    known = where.precision != "unknown"
    return replace(where, inside=inside) if known else replace(where, inside=inside, lat=None, lon=None)


def as_where(place: Place, name: str | None = None, span: Span | None = None) -> Where:
    """A place of the lists as a record tells it, under `name` if it is said so."""
    return Where(name or place.name, place.id, place.country, place.admin1, place.lat, place.lon, _PRECISION[place.kind], None, span)


def _spoken(name: str, place: Place | None) -> str:
    """A name as it is spelled where it is not shouted: the gazetteer's spelling of the same, else in title case. Initials stay."""
    words = name.split()
    initials = name.count(".") or _VOWELLESS.fullmatch(name) or len(name) <= _INITIALS
    if not name.isupper() or initials:
        return name
    if place is not None and key_of(place.name) == key_of(name):
        return place.name
    return " ".join(_SMALL.get(w.lower(), w.title().replace("'S", "'s")) if n else w.title() for n, w in enumerate(words))


def _grouped(said: list[Said]) -> tuple[list[int], list[_Group]]:
    """The group of each mention, and the groups: by name, kind of place, and the name of what holds it."""
    groups: list[_Group] = []
    index: dict[tuple[str, str | None, str | None], int] = {}
    unbound: dict[tuple[str, str | None], int] = {}
    group_of = []
    for k, one in enumerate(said):
        key = (key_of(one.core), one.fine)
        holder = key_of(said[one.holder].core) if one.holder is not None else None
        at = index.get((*key, holder))
        if at is None and holder is None:
            at = unbound.get(key)
        if at is None:
            at = len(groups)
            places = called(one.core)[:_MOST]
            part = () if places else _part(one.name)
            groups.append(_Group([], one.fine, places or part, _even(places or part), bool(part)))
        index[(*key, holder)] = at
        unbound.setdefault(key, at)
        groups[at].members.append(k)
        group_of.append(at)
    for k, one in enumerate(said):
        for other in (one.holder, one.aside):
            if other is not None:
                groups[group_of[other]].holds.append(k)
    return group_of, groups


def _respelled(name: str, likely: Iterable[str]) -> tuple[Place, ...]:
    """What a name that no list has may be another spelling of in each of the countries: towns, and the provinces and districts called as they are."""
    towns = [p for c in likely for p in spelled_like(name, c)]
    namesakes = (q for p in towns for q in called(p.name) if q.country == p.country and q.kind in (ADMIN1, ADMIN2))
    return tuple(dict.fromkeys((*towns, *namesakes)))[:_MOST]


def _well_known(name: str) -> tuple[Place, ...]:
    """The same where no word tells the country: where one country alone has a large town of such a name."""
    towns = [p for p in _respelled(name, sorted(LOOSE_COUNTRIES)) if p.people >= _LESSER]
    return tuple(towns) if len({p.country for p in towns}) == 1 else ()


def _part(name: str) -> tuple[Place, ...]:
    """The places of the longest part that opens or ends the name of a site: "Aleppo" of "Aleppo Central Prison"."""
    parts = name.split()
    if not place_words().sites.intersection(p.lower() for p in parts):
        return ()
    for size in range(len(parts) - 1, 0, -1):
        for piece in (parts[:size], parts[-size:]):
            if len("".join(piece)) > 2 and not place_words().sites.intersection(p.lower() for p in piece):
                found = tuple(p for p in called(" ".join(piece)) if p.people >= _KNOWN)
                if found:
                    return found
    return ()


def _votes(text: str, said: list[Said]) -> _Nations:
    """Countries and peoples that the text names outside the mentions."""
    ends = {s.span.start: s.span.end for s in said}
    words, taken = Counter[str](), 0
    for match in _WORD.finditer(text):
        taken = max(taken, ends.get(match.start(), 0))
        if match.start() >= taken:
            words[match.group()] += 1
    votes: _Nations = defaultdict(float)
    for word, times in words.items():
        code = countries.in_word(word.rstrip(".,'’-"))
        if code:
            votes[code] += math.log1p(times)
    return votes


def _tally(groups: Iterable[_Group]) -> tuple[_Nations, _States]:
    """How many of the names lie in each country and each province, by how likely each is."""
    nation, state = defaultdict[str, float](float), defaultdict[tuple[str, str | None], float](float)
    for group in groups:
        for place, odds in zip(group.places, group.odds, strict=True):
            if place.country:
                nation[place.country] += odds
                state[place.country, place.admin1] += odds
    return nation, state


def _outside(small: Place, large: Place) -> bool:
    """Whether `small` surely does not lie in `large`."""
    if large.kind == REGION or inside(small, large):
        return False
    other = large.kind == ADMIN1 and small.country == large.country and small.admin1 and large.admin1 and small.admin1 != large.admin1
    return kilometres(small, large) > (_NEXT_DOOR if other else _OUT[large.kind]) if large.kind in _OUT else small.country != large.country


def _held(place: Place, holders: list[tuple[Place, float, bool]]) -> float:
    """From -0.5 (in none of what the text says it lies in) to 0.5; 0 where it says nothing."""
    if not holders:
        return 0.0
    total = sum(o for _, o, _ in holders)
    fit = sum(o for h, o, close in holders if (kilometres(place, h) <= _CLOSE if close else inside(place, h)))
    return fit / total - 0.5


def _nearness(place: Place, neighbours: list[list[tuple[Place, float]]]) -> float:
    """How many of the names around may lie near, fading over `_FADING` kilometres; a few are enough."""
    if place.kind in (COUNTRY, REGION):
        return 0.0
    total = 0.0
    for places in neighbours:
        best = 0.0
        for other, odds in places:
            if odds > best and abs(other.lat - place.lat) < 3 and abs(other.lon - place.lon) < 6:
                best = max(best, odds * math.exp(-kilometres(place, other) / _FADING))
        total += best
    return min(_ENOUGH, total)


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores, default=0.0)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


@cache
def _capitals() -> dict[str, str]:
    """The capital of each country, as a key."""
    return {code: key_of(c.capital) for code, c in countries.countries().items()}


def _even(places: tuple[Place, ...]) -> list[float]:
    return [1 / len(places)] * len(places) if places else []
