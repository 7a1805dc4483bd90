"""Who is who: people and the posts that they held between dates, organisations, and each state with its government, armed forces and ministries.

Ids are stable: `person:kofi-annan`, `org:arab-league`, `state:SYR`, `gov:SYR`, `mil:SYR`, `foreign-ministry:SYR`. Times are written as far as they
are known: "2012-03-06", "2012-03", "2012"; a question about a month or a year is answered only where the answer is the same all through it.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain

from dateline.errors import LexiconError
from dateline.knowledge import bodies, organs
from dateline.knowledge.actor import Actor
from dateline.knowledge.countries import countries
from dateline.knowledge.held import NEVER, Edge, Post, Time, edge
from dateline.knowledge.imported import imported
from dateline.knowledge.keys import key_of
from dateline.lexicons.tables import inverted, parts, table, toml

_PEOPLE, _POSTS, _TITLES = "actors/people.tsv", "actors/posts.tsv", "actors/titles.toml"
_AROUND = 1  # years before the first post and after the last in which the news calls its holder by one name


def actor(id: str) -> Actor | None:
    """The actor of that id, of the base or imported."""
    more = imported()
    return _actors().get(id) or (more.actor(id) if more is not None else None)


def bearers(text: str, when: str | None = None) -> tuple[Actor, ...]:
    """The people called `text`: by a full name at any time, by one name those who held a post about `when` (a day or a year).

    Imported ones by a full name alone, where the base has nobody; of namesakes those who held a post about `when`.
    """
    key = key_of(text)
    found = _full_names().get(key, ())
    if len(found) != 1:
        found = [who for who in found or _short_names().get(key, ()) if when is None or _is_active(who, edge(when))] or found
    more = imported()
    if not found and more is not None and " " in key:
        found = more.called(key, "person")
        if len(found) > 1 and when is not None:
            found = [who for who in found if _is_active(who, edge(when))] or found
    return tuple(a for who in found if (a := actor(who)) is not None)


def named(text: str, when: str | None = None) -> Actor | None:
    """The one person called `text`, see `bearers`."""
    found = bearers(text, when)
    return found[0] if len(found) == 1 else None


def organisation(text: str, country: str | None) -> Actor | None:
    """The one imported organisation called `text`, of `country` where that is known. Those of the base are `bodies`'."""
    more = imported()
    found = [actor(id) for id in more.called(key_of(text), "organisation")] if more is not None else []
    fitting = [one for one in found if one is not None and (country is None or one.country in (None, country))]
    return fitting[0] if len(fitting) == 1 else None


def holder(title: str, of: str, day: str) -> Actor | None:
    """Who holds the post `title` ("president") of `of` ("FRA", "org:nato") on `day`; none where the dates leave it open between two people."""
    at, key = edge(day), post_key(title, of)
    found = {post.actor for post in holders(key, of) if post.holds(at)}
    more = imported()
    if not found and more is not None:
        found = {post.actor for post in more.holders(key, of) if post.holds(at)}
    return actor(found.pop()) if len(found) == 1 else None


def posts_of(id: str, day: str) -> tuple[tuple[Post, Time], ...]:
    """The posts of a person as they stand on `day`, in the order of their dates: held, left, or taken up within three months."""
    timed = ((post, post.time(day)) for post in _held(id))
    return tuple((post, time) for post, time in timed if time is not None)


def served(id: str, country: str) -> bool:
    """Whether a person ever held a post of that state."""
    return any(post.of == country for post in _held(id))


def time_of(id: str, title: str, of: str, day: str) -> Time | None:
    """How the post `title` of `of` stands with a person on `day`; none where the base lacks it, or its dates leave it open."""
    key = post_key(title, of)
    times = {time for post, time in posts_of(id, day) if post.of == of and post_key(post.title, of) == key}
    return next((time for time in ("current", "incoming", "former") if time in times), None)


def organisation_id(name: str) -> str:
    """The id of the organisation that bodies.tsv lists under `name`; an organ of a state bears the state's (`mil:SYR`)."""
    return organs.of_body(name) or "org:" + _slug(name)


def local_id(name: str) -> str:
    """The id of someone whom the base lacks, by a full name. docs/decisions/0012-imports.md says when two who share it are one."""
    return "local:" + _slug(name)


def _is_active(person: str, at: Edge) -> bool:
    held = _held(person)
    return any(int(p.start.first[:4]) - _AROUND <= int(at.last[:4]) for p in held) and any(
        int(at.first[:4]) - _AROUND <= int(p.end.last[:4]) for p in held
    )


def _held(id: str) -> list[Post]:
    """The posts of a person, of the base and imported, in the order of their dates."""
    more = imported()
    found = held_by(id)
    return found if more is None else sorted({*found, *more.posts_of(id)}, key=lambda p: (p.start.first, p.end.first))


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
        if organs.of_body(r["name"]) is None:
            yield Actor(organisation_id(r["name"]), "organisation", r["name"], (r["name"], *parts(r["aliases"])), _or_none(r["country"]), r["sector"])


def _states() -> Iterator[Actor]:
    for r in table("countries.tsv"):
        code, name, adjectives = r["code"], r["name"], parts(r["adjectives"])
        called, sectors = _organ_rows(code)
        yield Actor(f"state:{code}", "state", name, (name, *parts(r["also"])), code, None)
        seats = tuple(filter(None, (r["capital"], *parts(r["seats"]), *called.get("gov", ()))))
        yield Actor(f"gov:{code}", "government", f"Government of {name}", tuple(dict.fromkeys(seats)), code, "GOV")
        armies = (*(f"{a} army" for a in adjectives), *called.get("mil", ()))
        yield Actor(f"mil:{code}", "military", f"Armed forces of {name}", tuple(dict.fromkeys(armies)), code, "MIL")
        for kind, word in organs.ministries().items():
            names = (*(f"{a} {word}" for a in adjectives), *called.get(kind, ()))
            yield Actor(f"{kind}:{code}", "ministry", f"{word.capitalize()} of {name}", names, code, sectors.get(kind, "GOV"))


def _organ_rows(code: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Names and sectors that bodies.tsv has for the organs of a state, by their kinds."""
    rows = _organs_by_state().get(code, {})
    return {kind: (r["name"], *parts(r["aliases"])) for kind, r in rows.items()}, {kind: r["sector"] for kind, r in rows.items()}


@cache
def _organs_by_state() -> dict[str, dict[str, dict[str, str]]]:
    index: dict[str, dict[str, dict[str, str]]] = {}
    for r in table("bodies.tsv"):
        organ = organs.of_body(r["name"])
        if organ is not None:
            kind, _, code = organ.partition(":")
            index.setdefault(code, {})[kind] = r
    return index


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
    known_until = Edge(toml(_TITLES)["as_of"], NEVER, "day")
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


def held_by(id: str) -> list[Post]:
    """The posts of a person of the base, in the order of their dates."""
    return _by_person().get(id, [])


def holders(key: str, of: str) -> list[Post]:
    """The holders of a post that one person at a time holds, as the base has them, in the order of their dates; `key` as of `post_key`."""
    return _by_post().get((key, of), [])


def full_names(text: str) -> list[str]:
    """The ids of the people of the base who bear a full name."""
    return _full_names().get(key_of(text), [])


@cache
def _by_person() -> dict[str, list[Post]]:
    index: dict[str, list[Post]] = {}
    for post in _posts():
        index.setdefault(post.actor, []).append(post)
    return index


@cache
def _by_post() -> dict[tuple[str, str], list[Post]]:
    index: dict[tuple[str, str], list[Post]] = {}
    for post in _posts():
        key = post_key(post.title, post.of)
        if key in _shared().get(post.of, ()):
            continue
        held = index.setdefault((key, post.of), [])
        before = max(held, key=lambda p: p.end.first, default=None)
        if before is not None and before.end.first > post.start.last:
            raise LexiconError(f"{_POSTS}: {post.title} of {post.of}: {before.actor} and {post.actor} hold it at once; reinstall dateline")
        held.append(post)
    return index


@cache
def _shared() -> dict[str, frozenset[str]]:
    """Of each state, the posts that several people hold at once."""
    shared: dict[str, list[str]] = toml(_TITLES)["shared"]
    return {of: frozenset(post_key(title, of) for title, states in shared.items() if of in states) for of in set(chain(*shared.values()))}


def post_key(title: str, of: str) -> str:
    """Titles of one post share a key: "premier" is a prime minister, "acting president" a president as long as it lasts."""
    name = " ".join(title.casefold().replace("-", " ").split())
    return _alike(of).get(name) or _alike("all").get(name, name)


@cache
def _alike(of: str) -> dict[str, str]:
    return inverted(toml(_TITLES)["alike"].get(of, {}), f"{_TITLES}, [alike.{of}]")
