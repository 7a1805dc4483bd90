"""Who is who: people and the posts that they held between dates, organisations, and each state with its government and its armed forces.

Ids are stable: `person:kofi-annan`, `org:arab-league`, `state:SYR`, `gov:SYR`, `mil:SYR`. Times are written as far as they are known:
"2012-03-06", "2012-03", "2012"; a question about a month or a year is answered only where the answer is the same all through it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from dateline.errors import LexiconError
from dateline.knowledge import bodies
from dateline.knowledge.countries import countries
from dateline.knowledge.keys import key_of
from dateline.lexicons.tables import inverted, parts, table, toml

Kind = Literal["person", "organisation", "state", "government", "military"]
Precision = Literal["day", "month", "year", "guess"]
Time = Literal["former", "current", "incoming"]

_PEOPLE, _POSTS, _TITLES = "actors/people.tsv", "actors/posts.tsv", "actors/titles.toml"
_DATE = re.compile(r"([12][0-9]{3}) (?: - ([0-9]{2}) (?: - ([0-9]{2}) )? | (\?) )?", re.VERBOSE)
_COARSE: tuple[Precision, ...] = ("day", "month", "year", "guess")
_AROUND = 1  # years before the first post and after the last in which the news calls its holder by one name
_NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts; `names` are all that it is known by, `country` ISO 3166 alpha-3 (none: it acts for no state), `sector` PLOVER's."""

    id: str
    kind: Kind
    name: str
    names: tuple[str, ...]
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A day that lies between `first` and `last`, both ISO 8601 and inclusive."""

    first: str
    last: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a state (`of` its ISO 3166 alpha-3) or of an organisation (`of` its id), and when it was taken up and left.

    One still held when the base was last checked has an `end` between that day and never.
    """

    actor: str
    title: str
    of: str
    start: Edge
    end: Edge

    @property
    def precision(self) -> Precision:
        """How sure the less sure of the two dates is."""
        return max(self.start.precision, self.end.precision, key=_COARSE.index)

    def time(self, day: str) -> Time | None:
        """Whether the post is held on `day`, was, or is soon to be; none where the dates do not tell, or it is far off."""
        at = edge(day)
        if self.holds(at):
            return "current"
        if self.end.last < at.first:
            return "former"
        return "incoming" if at.last < self.start.first <= _later(at.last) else None

    def holds(self, at: Edge) -> bool:
        """Whether the post is certainly held all through `at`."""
        return self.start.last <= at.first and at.last <= self.end.first


def actor(id: str) -> Actor | None:
    """The actor of that id."""
    return _actors().get(id)


def named(text: str, when: str | None = None) -> Actor | None:
    """The person called `text`: by a full name at any time, by one name if one holder of a post alone is called so about `when` (a day or a year)."""
    key = key_of(text)
    found = _full_names().get(key, ())
    if len(found) != 1:
        found = [who for who in found or _short_names().get(key, ()) if when is None or _is_active(who, edge(when))]
    return _actors()[found[0]] if len(found) == 1 else None


def holder(title: str, of: str, day: str) -> Actor | None:
    """Who holds the post `title` ("president") of `of` ("FRA", "org:nato") on `day`; none where the dates leave it open between two people."""
    at = edge(day)
    found = [post for post in _by_post().get(_post_key(title, of), ()) if post.holds(at)]
    return _actors()[found[0].actor] if len(found) == 1 else None


def posts_of(id: str, day: str) -> tuple[tuple[Post, Time], ...]:
    """The posts of a person as they stand on `day`, in the order of their dates: held, left, or taken up within three months."""
    timed = ((post, post.time(day)) for post in _by_person().get(id, ()))
    return tuple((post, time) for post, time in timed if time is not None)


def served(id: str, country: str) -> bool:
    """Whether a person ever held a post of that state."""
    return any(post.of == country for post in _by_person().get(id, ()))


def organisation_id(name: str) -> str:
    """The id of the organisation that bodies.tsv lists under `name`."""
    return "org:" + _slug(name)


@lru_cache(maxsize=4096)
def edge(text: str) -> Edge:
    """A date as written ("2012-03-06", "2012-03", "2012", "2012?") as the days between which it lies. Raises ValueError where it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date: write 2012-03-06, 2012-03, 2012 or 2012?")
    year, month, day, guess = match.groups()
    if guess:
        return Edge(f"{int(year) - 1:04}-01-01", f"{int(year) + 1:04}-12-31", "guess")
    if month is None:
        return Edge(f"{year}-01-01", f"{year}-12-31", "year")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r} is no date: there is no month {month}")
    days = monthrange(int(year), int(month))[1]
    if day is None:
        return Edge(f"{year}-{month}-01", f"{year}-{month}-{days}", "month")
    if not 1 <= int(day) <= days:
        raise ValueError(f"{text!r} is no date: the month has {days} days")
    return Edge(text, text, "day")


def _later(day: str) -> str:
    """About three months after `day`, for comparison only."""
    year, month = int(day[:4]), int(day[5:7]) + 3
    return f"{year + (month > 12):04}-{(month - 1) % 12 + 1:02}{day[7:]}"


def _is_active(person: str, at: Edge) -> bool:
    held = _by_person().get(person, ())
    return any(int(p.start.first[:4]) - _AROUND <= int(at.last[:4]) for p in held) and any(
        int(at.first[:4]) - _AROUND <= int(p.end.last[:4]) for p in held
    )


def _slug(name: str) -> str:
    return key_of(name).replace(" ", "-")


# -- who there is -----------------------------------------------------------------------------------------------------------------


@cache
def _actors() -> dict[str, Actor]:
    index: dict[str, Actor] = {}
    for file, found in ((_PEOPLE, _people()), ("bodies.tsv", _organisations()), ("countries.tsv", _states())):
        for one in found:
            if one.country is not None and one.country not in countries():
                raise LexiconError(f"{file}: {one.id} is of {one.country!r}, which countries.tsv lacks; reinstall dateline")
            if index.setdefault(one.id, one) is not one:
                raise LexiconError(f"{file}: {one.id} stands there twice; reinstall dateline")
    return index


def _people() -> Iterator[Actor]:
    for r in table(_PEOPLE):
        names = dict.fromkeys((r["name"], *parts(r["also"]), *parts(r["native"])))
        yield Actor("person:" + r["id"], "person", r["name"], tuple(names), _or_none(r["country"]), r["sector"])


def _organisations() -> Iterator[Actor]:
    for r in table("bodies.tsv"):
        yield Actor(organisation_id(r["name"]), "organisation", r["name"], (r["name"], *parts(r["aliases"])), _or_none(r["country"]), r["sector"])


def _states() -> Iterator[Actor]:
    for r in table("countries.tsv"):
        code, name = r["code"], r["name"]
        yield Actor(f"state:{code}", "state", name, (name, *parts(r["also"])), code, None)
        yield Actor(f"gov:{code}", "government", f"Government of {name}", (*filter(None, (r["capital"],)), *parts(r["seats"])), code, "GOV")
        yield Actor(f"mil:{code}", "military", f"Armed forces of {name}", tuple(f"{a} army" for a in parts(r["adjectives"])), code, "MIL")


def _or_none(cell: str) -> str | None:
    return None if cell == "-" else cell


# -- who is called what -----------------------------------------------------------------------------------------------------------


@cache
def _full_names() -> dict[str, list[str]]:
    """Each full name of a person, in any script → those who bear it."""
    index: dict[str, list[str]] = {}
    for person in _actors().values():
        if person.kind == "person":
            for key in {key_of(name) for name in person.names}:
                index.setdefault(key, []).append(person.id)
    return index


@cache
def _short_names() -> dict[str, list[str]]:
    """The one name that the news calls a person by → those who are called so: what the table says, else the family name at the end."""
    particles = frozenset(toml(_TITLES)["particles"])
    index: dict[str, list[str]] = {}
    for r in table(_PEOPLE):
        told = {key_of(called) for called in parts(r["called"]) if called != "-"}
        for key in _family_names(key_of(r["name"]), particles) if not r["called"] else told:
            index.setdefault(key, []).append("person:" + r["id"])
    return index


def _family_names(key: str, particles: frozenset[str]) -> set[str]:
    """The last word of a name, also with the particles before it: "de klerk", "klerk"."""
    words = key.split()
    first = len(words) - 1
    while first > 1 and words[first - 1] in particles:
        first -= 1
    return {" ".join(words[first:]), words[-1]} if len(words) > 1 else set()


# -- who held what ----------------------------------------------------------------------------------------------------------------


@cache
def _posts() -> tuple[Post, ...]:
    known_until = Edge(toml(_TITLES)["as_of"], _NEVER, "day")
    known = _actors()
    out = []
    for r in table(_POSTS):
        person = "person:" + r["person"]
        if person not in known:
            raise _fault(r, f"{_PEOPLE} lacks the person")
        try:
            start, end = edge(r["from"]), edge(r["to"]) if r["to"] else known_until
        except ValueError as error:
            raise _fault(r, str(error)) from error
        if end.last < start.first:
            raise _fault(r, "it ends before it starts")
        of = _employer(r["of"])
        if of is None:
            raise _fault(r, "neither countries.tsv nor bodies.tsv has it")
        out.append(Post(person, r["title"], of, start, end))
    return tuple(sorted(out, key=lambda p: (p.start.first, p.end.first)))


def _fault(row: dict[str, str], what: str) -> LexiconError:
    return LexiconError(f"{_POSTS}: {row['title']} of {row['of']!r}, {row['person']}: {what}; reinstall dateline")


@cache
def _employer(of: str) -> str | None:
    """A country's code, or the id of an organisation by any of its names."""
    body = bodies.body(of) if of not in countries() else None
    return organisation_id(body.name) if body is not None else of if of in countries() else None


@cache
def _by_person() -> dict[str, list[Post]]:
    index: dict[str, list[Post]] = {}
    for post in _posts():
        index.setdefault(post.actor, []).append(post)
    return index


@cache
def _by_post() -> dict[tuple[str, str], list[Post]]:
    """The holders of each post that one person at a time holds, in the order of their dates."""
    index: dict[tuple[str, str], list[Post]] = {}
    shared = {_post_key(title, of) for title, states in toml(_TITLES)["shared"].items() for of in states}
    for post in _posts():
        key = _post_key(post.title, post.of)
        if key in shared:
            continue
        held = index.setdefault(key, [])
        before = max(held, key=lambda p: p.end.first, default=None)
        if before is not None and before.end.first > post.start.last:
            raise LexiconError(f"{_POSTS}: {post.title} of {post.of}: {before.actor} and {post.actor} hold it at once; reinstall dateline")
        held.append(post)
    return index


def _post_key(title: str, of: str) -> tuple[str, str]:
    """Titles of one post share a key: "premier" is a prime minister, "acting president" a president as long as it lasts."""
    name = title.casefold().replace("-", " ")
    return _alike(of).get(name) or _alike("all").get(name, name), of


@cache
def _alike(of: str) -> dict[str, str]:
    return inverted(toml(_TITLES)["alike"].get(of, {}), f"{_TITLES}, [alike.{of}]")
