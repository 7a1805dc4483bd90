"""The actors that the user imported: one SQLite file, which `imports/actors_file.py` writes, read as it is asked."""

import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError
from dateline.knowledge import user_data
from dateline.knowledge.actor import Actor
from dateline.knowledge.held import Edge, Post

FORMAT = 1
_MEND = "import them again with `dateline actors import`, or remove the file"
SCHEMA = """
create table about (format integer, digest text, sources text);
create table actor (id text primary key, kind text, name text, names text, country text, sector text) without rowid;
create table name (key text, kind text, actor text, primary key (key, kind, actor)) without rowid;
create table post (
  actor text, title text, key text, of text,
  start_first text, start_last text, start_precision text, end_first text, end_last text, end_precision text
);
create index post_actor on post (actor);
create index post_key on post (key, of);
"""
_POST = "actor, title, of, start_first, start_last, start_precision, end_first, end_last, end_precision"


class Imported:
    """The file, opened for reading. Raises LexiconError where it is none of this version."""

    def __init__(self, file: Path) -> None:
        try:
            # Nothing writes to it once it is there, so no lock is needed, and any thread may ask.
            self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            found = self._connection.execute("select format, digest from about").fetchone()
        except sqlite3.Error as error:
            raise LexiconError(
                f"the actors in {file} cannot be read ({error}): import them again with `dateline actors import`, or remove it"
            ) from error
        if found is None or found[0] != FORMAT:
            raise LexiconError(f"{file} is of another version: import it again with `dateline actors import`, or remove it")
        self.digest: str = found[1]

    def actor(self, id: str) -> Actor | None:
        """The actor of that id, if the file has more of it than its names."""
        row = self._connection.execute("select id, kind, name, names, country, sector from actor where id = ?", (id,)).fetchone()
        if row is None:
            return None
        id, kind, name, names, country, sector = row
        return Actor(id, kind, name, tuple(json.loads(names)), country, sector)

    def called(self, key: str, kind: str) -> list[str]:
        """The ids of those of a kind who bear a name, by its key; also of actors of the base."""
        return [row[0] for row in self._connection.execute("select actor from name where key = ? and kind = ? order by actor", (key, kind))]

    def posts_of(self, id: str) -> list[Post]:
        """The posts of a person."""
        return self._posts("actor = ?", id)

    def holders(self, key: str, of: str) -> list[Post]:
        """All who held a post, by the key of its title."""
        return self._posts("key = ? and of = ?", key, of)

    def _posts(self, where: str, *values: Any) -> list[Post]:
        rows = self._connection.execute(f"select {_POST} from post where {where} order by start_first, end_first, actor, title", values)
        return [Post(actor, title, of, Edge(*edges[:3]), Edge(*edges[3:])) for actor, title, of, *edges in rows]


@cache
def imported() -> Imported | None:
    """What the user imported, if anything was."""
    file = user_data.file(user_data.ACTORS)
    return Imported(file) if file is not None else None
