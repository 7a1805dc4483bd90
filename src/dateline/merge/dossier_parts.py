"""What a dossier of an actor consists of."""

import msgspec

from dateline.merge.positions import Change, Position
from dateline.resolve.parts import Status


class Name(msgspec.Struct, frozen=True):
    """A name as reports write it, and how often."""

    text: str
    count: int


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post that reports say somebody holds, held or is to hold (`time`): `first` and `last` are the days of the reports that say so, `said_by`
    their publishers."""

    title: str
    organisation: str | None
    time: str
    first: str | None
    last: str | None
    said_by: tuple[str, ...]
    records: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done or said. `day` is its own, or, where it has none (`dated`), its report's; `others` are the names of the other side;
    `sources` those on whose word it stands, a publisher where no one else is named; `happening` is none for what is no event."""

    day: str | None
    dated: bool
    what: str
    status: Status
    others: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origins: int = 1
    records: tuple[str, ...]
    happening: str | None = None


class Dossier(msgspec.Struct, frozen=True, kw_only=True, tag="actor", tag_field="kind"):
    """What a corpus tells of one actor. `id` is that of the reader, else made of the name; `first` and `last` are days on which reports tell of it.

    `people` hold posts of it; `acts` counts the records in which it acts or speaks. `did` and `befell` are happenings of and to it that took place or
    are planned; `said` is what it said, `told` what was said to it or asked of it, `accused` what others accuse it of, `accuses` the reverse.
    `figures` are ids of counts on its word.
    """

    id: str
    name: str
    names: tuple[Name, ...]
    country: str | None
    sector: str | None
    people: tuple[Name, ...] = ()
    roles: tuple[Post, ...] = ()
    did: tuple[Entry, ...] = ()
    befell: tuple[Entry, ...] = ()
    said: tuple[Entry, ...] = ()
    told: tuple[Entry, ...] = ()
    accused: tuple[Entry, ...] = ()
    accuses: tuple[Entry, ...] = ()
    figures: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    changes: tuple[Change, ...] = ()
    acts: int = 0
    reports: int = 0
    origins: int = 0
    first: str | None = None
    last: str | None = None


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a list: who it is, how many reports and origins (reports that copy no other) tell of it, and in how many records it
    acts or speaks."""

    id: str
    name: str
    names: tuple[Name, ...]
    country: str | None
    sector: str | None
    acts: int
    reports: int
    origins: int
    first: str | None
    last: str | None
