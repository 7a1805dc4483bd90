"""Dumps of actors, Wikidata's and FollowTheMoney's, joined, compared with the base, and put into the file that `imported` reads.

What the lines tell is kept in a SQLite file beside the result until all are read, since a person may come before the post that he held.
What is held in memory does not grow with it.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.errors import DumpError
from dateline.issues import Issue
from dateline.knowledge import actors, bodies, nouns
from dateline.knowledge.countries import countries
from dateline.knowledge.held import NEVER, Edge, Post, edge, follows
from dateline.knowledge.imported import FORMAT, SCHEMA
from dateline.knowledge.imports import followthemoney, wikidata
from dateline.knowledge.imports.found import Found, Position, Someone, State, Term
from dateline.knowledge.imports.opening import Told, members
from dateline.knowledge.imports.titles import split_title
from dateline.knowledge.keys import key_of

_TOGETHER = 20_000  # rows that go to the disk at once
_LOOKED_AT = 3  # lines by which a dump is known
_NO_DUMP = (
    "{path} is no dump of actors: take Wikidata's latest-all.json.gz from https://dumps.wikimedia.org/wikidatawiki/entities/, "
    "or OpenSanctions' entities.ftm.json from https://www.opensanctions.org/datasets/"
)
_STAGE = """
pragma journal_mode = off;
pragma synchronous = off;
create table someone (id text primary key, kind text, country text, sector text) without rowid;
create table name (actor text, name text, unique (actor, name));
create table position (id text primary key, name text, country text, body text) without rowid;
create table term (who text, position text, title text, body text, first text, last text, held text);
create table state (id text primary key, code text) without rowid;
"""
_ROWS: dict[type, str] = {
    Someone: "insert or ignore into someone values (?, ?, ?, ?)",
    Position: "insert or ignore into position values (?, ?, ?, ?)",
    Term: "insert into term values (?, ?, ?, ?, ?, ?, ?)",
    State: "insert or ignore into state values (?, ?)",
}
_NAME = "insert or ignore into name values (?, ?)"

Parser = Callable[[bytes], Iterator[Found]]


class Imported(NamedTuple):
    """How much was kept: `tied` of the people are of the base, `contradicted` posts were left out, `broken` lines could not be read."""

    people: int
    tied: int
    organisations: int
    posts: int
    contradicted: int
    broken: int


def import_files(files: Sequence[Path], out: Path, note: Callable[[Issue], None], told: Told = lambda more: None) -> Imported:
    """Write the actors of `files` to `out`. What contradicts the base is given to `note` and left out.

    Raises DumpError where a file is no such dump or breaks off.
    """
    parsers = [_parser_of(path) for path in files]
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dateline-actors-", dir=out.parent) as folder:
        part = Path(folder) / out.name
        with closing(sqlite3.connect(Path(folder) / "stage.sqlite")) as stage, closing(sqlite3.connect(part)) as made:
            stage.executescript(_STAGE)
            broken = sum(_read(stage, path, parser, told) for path, parser in zip(files, parsers, strict=True))
            stage.execute("create index term_who on term (who)")
            join = _Join(stage, made, note)
            join.run(", ".join(path.name for path in files))
        os.replace(part, out)
    return join.counts._replace(broken=broken)


def _parser_of(path: Path) -> Parser:
    for _, lines in members(path, lambda more: None):
        for line in (next(lines, b"") for _ in range(_LOOKED_AT)):
            if b'"claims"' in line and b'"id"' in line:
                return wikidata.found
            if b'"schema"' in line and b'"properties"' in line:
                return followthemoney.found
    raise DumpError(_NO_DUMP.format(path=path))


def _read(stage: sqlite3.Connection, path: Path, parser: Parser, told: Told) -> int:
    """Put what the lines tell into the stage; how many were broken."""
    broken = 0
    rows: dict[str, list[tuple[str, ...]]] = {sql: [] for sql in (*_ROWS.values(), _NAME)}

    def put() -> None:
        for sql, held in rows.items():
            stage.executemany(sql, held)
            held.clear()

    for _, lines in members(path, told):
        for number, line in enumerate(lines):
            try:
                for one in parser(line):
                    if isinstance(one, Someone):
                        rows[_ROWS[Someone]].append((one.id, one.kind, one.country, one.sector))
                        rows[_NAME].extend((one.id, name) for name in one.names)
                    else:
                        rows[_ROWS[type(one)]].append(tuple(one))
            except msgspec.DecodeError:
                broken += 1
            if number % _TOGETHER == 0:
                put()
    put()
    return broken


class _Body(NamedTuple):
    """An organisation as it will be known."""

    id: str
    name: str
    sector: str | None


class _Join:
    """Makes actors and posts of what the stage holds."""

    def __init__(self, stage: sqlite3.Connection, made: sqlite3.Connection, note: Callable[[Issue], None]) -> None:
        self._stage, self._made, self._note = stage, made, note
        self._states = dict(stage.execute("select id, code from state"))
        self._digest = hashlib.sha256()
        self._body = lru_cache(maxsize=100_000)(self._found_body)
        self.counts = Imported(0, 0, 0, 0, 0, 0)

    def run(self, sources: str) -> None:
        """Fill the file."""
        self._made.executescript(SCHEMA)
        for id, country, sector in self._stage.execute("select id, country, sector from someone where kind = 'organisation' order by id"):
            self._organisation(id, self._code(country), sector)
        people = "select id, country, sector from someone s where kind = 'person' and (sector <> '' or id in (select who from term)) order by id"
        for id, country, sector in self._stage.execute(people):
            self._person(id, self._code(country), sector or None)
        self._put("insert into about values (?, ?, ?)", FORMAT, self._digest.hexdigest()[:16], sources)
        self._made.commit()

    def _put(self, sql: str, *values: object) -> None:
        self._digest.update(json.dumps(values).encode())
        self._made.execute(sql, values)

    def _count(self, **more: int) -> None:
        self.counts = self.counts._replace(**{what: getattr(self.counts, what) + n for what, n in more.items()})

    def _code(self, told: str) -> str | None:
        code = self._states.get(told, told)
        return code if code in countries() else None

    def _names(self, id: str) -> list[str]:
        return [row[0] for row in self._stage.execute("select name from name where actor = ? order by rowid", (id,))]

    # -- organisations --------------------------------------------------------------------------------------------------

    def _organisation(self, id: str, country: str | None, sector: str) -> None:
        names = self._names(id)
        known = bodies.body(names[0])
        if known is not None and known.country != country and None not in (known.country, country):
            self._note(Issue(id, "import", f"{names[0]}: the dump says it is of {country}, the base of {known.country}; they are kept apart"))
        body = self._body(id)
        if body is None or body.id == id:
            self._put("insert into actor values (?, ?, ?, ?, ?, ?)", id, "organisation", names[0], json.dumps(names), country, sector)
        self._put_names(names, "organisation", body.id if body is not None else id)
        self._count(organisations=1)

    def _found_body(self, id: str) -> _Body | None:
        """The organisation of a dump's id: the base's where name and state agree, else itself; none where the dump does not have it."""
        row = self._stage.execute("select country, sector from someone where id = ? and kind = 'organisation'", (id,)).fetchone()
        if row is None:
            return None
        name, country = self._names(id)[0], self._code(row[0])
        known = bodies.body(name)
        if known is not None and (known.country == country or None in (known.country, country)):
            return _Body(actors.organisation_id(known.name), known.name, known.sector)
        return _Body(id, name, row[1])

    def _put_names(self, names: Sequence[str], kind: str, id: str) -> None:
        for key in dict.fromkeys(map(key_of, names)):
            if key:
                self._put("insert or ignore into name values (?, ?, ?)", key, kind, id)

    # -- people ---------------------------------------------------------------------------------------------------------

    def _person(self, id: str, country: str | None, sector: str | None) -> None:
        names = self._names(id)
        posts = self._posts(id)
        known = self._known(names, posts)
        posts = [replace(post, actor=known or id) for post in posts]
        last = max((post for post in posts if post.of in countries()), key=lambda post: (post.start.last, post.end.last), default=None)
        if known is None:
            of = last.of if last is not None else country
            acts = sector or (_sector(last.title) if last is not None else None)
            self._put("insert into actor values (?, ?, ?, ?, ?, ?)", id, "person", names[0], json.dumps(names), of, acts)
        self._put_names(names, "person", known or id)
        self._count(people=1, tied=known is not None)
        for post in posts:
            wrong = _contradiction(post)
            if wrong is not None:
                self._note(Issue(id, "import", f"{post.title} of {post.of}: the dump has {names[0]} {_told(post)}, the base {wrong}"))
                self._count(contradicted=1)
                continue
            key = actors.post_key(post.title, post.of)
            edges = (*_cells(post.start), *_cells(post.end))
            self._put("insert into post values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", post.actor, post.title, key, post.of, *edges)
            self._count(posts=1)

    def _posts(self, id: str) -> list[Post]:
        """The posts of a person, those that follow each other without a break as one."""
        rows = self._stage.execute(
            "select t.title, t.body, first, last, held, p.name, p.country, p.body from term t left join position p on p.id = t.position"
            " where who = ?",
            (id,),
        )
        found: list[Post] = []
        for title, body, first, last, held, name, country, of_body in rows:
            what = self._what(name or title, self._code(country or ""), self._body(of_body or body))
            times = _times(first, last, held)
            if what is not None and times is not None:
                found.append(Post(id, *what, *times))
        found.sort(key=lambda p: (p.of, p.title, p.start.first, p.end.first))
        out: list[Post] = []
        for post in found:
            before = out[-1] if out else None
            if before is not None and (before.of, before.title) == (post.of, post.title) and follows(before.end, post.start):
                out[-1] = replace(before, end=post.end)
            elif post != before:
                out.append(post)
        return out

    def _what(self, label: str, country: str | None, body: _Body | None) -> tuple[str, str] | None:
        """Title and employer by what a post is called: ("president", "FRA"); none where nothing tells for whom it is held."""
        if not label:
            return None
        named = split_title(label, country)
        if named is not None:
            return named
        if body is not None:
            return label.removesuffix(f" of {body.name}").removesuffix(f" of the {body.name}"), body.id
        return (label, country) if country is not None else None

    def _known(self, names: Sequence[str], posts: Sequence[Post]) -> str | None:
        """The person of the base who bears one of the names and held one of the posts, at about the same time."""
        found = {id for name in names for id in actors.full_names(name)}
        if len(found) != 1:
            return None
        id = found.pop()
        return id if any(_is_same(post, base) for post in posts for base in actors.held_by(id)) else None


def _times(first: str, last: str, held: str) -> tuple[Edge, Edge] | None:
    """When a post was taken up and left; what is not told lies anywhere on the other's side. None where it ends before it starts."""
    try:
        start = edge(first) if first else None
        end = edge(last) if last else Edge(held, NEVER, "day") if held else None
    except ValueError:
        return None
    if start is None and end is None:
        return None
    start = start or Edge("1000-01-01", end.last if end is not None else NEVER, "guess")
    end = end or Edge(start.first, NEVER, "guess")
    return (start, end) if start.first <= end.last else None


def _contradiction(post: Post) -> str | None:
    """What the base says of a post, where that cannot be true beside what the dump says."""
    for base in actors.held_by(post.actor):
        if _is_same(post, base) and not (_meet(post.start, base.start) and _meet(post.end, base.end)):
            return f"says {_told(base)}"
    for base in actors.holders(actors.post_key(post.title, post.of), post.of):
        if base.actor != post.actor and max(base.start.last, post.start.last) < min(base.end.first, post.end.first):
            other = actors.actor(base.actor)
            return f"has {other.name if other is not None else base.actor} {_told(base)}"
    return None


def _is_same(post: Post, base: Post) -> bool:
    """Whether both may tell of one term: the same post, at times that meet."""
    same = post.of == base.of and actors.post_key(post.title, post.of) == actors.post_key(base.title, base.of)
    return same and post.start.first <= base.end.last and base.start.first <= post.end.last


def _meet(a: Edge, b: Edge) -> bool:
    return a.first <= b.last and b.first <= a.last


def _told(post: Post) -> str:
    """ "from 2007-05-16 to 2012-05-15"."""
    return f"from {_day(post.start)} to {_day(post.end)}"


def _day(told: Edge) -> str:
    if told.last == NEVER:
        return f"{told.first} or later" if told.precision == "day" else "an unknown day"
    return told.first if told.first == told.last else f"between {told.first} and {told.last}"


def _cells(told: Edge) -> tuple[str, str, str]:
    return told.first, told.last, told.precision


def _sector(title: str) -> str | None:
    found = nouns.title_before(title.split())
    return (found[1] if found is not None else None) or "GOV"
