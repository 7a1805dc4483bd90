"""What a line of a dump of actors tells, whoever's dump it is."""

from typing import NamedTuple


class Someone(NamedTuple):
    """A person or an organisation: the first name is the one that it goes by; `country` is an alpha-3 code, or the id of a `State`, or nothing."""

    id: str
    kind: str
    names: tuple[str, ...]
    country: str = ""
    sector: str = ""


class Position(NamedTuple):
    """A post, of a `country` (as of Someone) or of an organisation (its id)."""

    id: str
    name: str
    country: str = ""
    body: str = ""


class Term(NamedTuple):
    """Who held a post, or was something of an organisation, from when to when; `held`: a day on which it was not over."""

    who: str
    position: str = ""
    title: str = ""
    body: str = ""
    start: str = ""
    end: str = ""
    held: str = ""


class State(NamedTuple):
    """Which state (alpha-3) an id stands for."""

    id: str
    code: str


Found = Someone | Position | Term | State
