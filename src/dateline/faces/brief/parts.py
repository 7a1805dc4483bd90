"""What a brief is made of: sections of groups of lines, each line with the sentences that it rests on."""

import msgspec

from dateline.faces.marks import Quote
from dateline.faces.rows import Piece


class Evidence(msgspec.Struct, frozen=True):
    """The sentence that a line rests on: `record` and `report` ids, and where it was published."""

    record: str
    report: str
    quote: Quote
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One thing said. `lead` is what it is about; `reports` tell it, in `wordings` different sentences (copies of one wire story share theirs)."""

    lead: str
    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...] = ()
    reports: int = 1
    wordings: int = 1

    @property
    def text(self) -> str:
        """Its words without their styles."""
        return "".join(piece.words for piece in self.pieces)


class Group(msgspec.Struct, frozen=True):
    """Lines under one heading of a section; `more` are left out."""

    heading: str | None
    lines: tuple[Line, ...]
    more: int = 0


class Section(msgspec.Struct, frozen=True):
    """One question of the brief; `none` is what it says when there is nothing to tell."""

    name: str
    groups: tuple[Group, ...]
    none: str = "Nothing of the kind was found."


class Brief(msgspec.Struct, frozen=True):
    """What was read, as of a day (ISO 8601, null where no report bears a date)."""

    as_of: str | None
    first: str | None
    last: str | None
    reports: int
    outlets: int
    events: int
    statements: int
    figures: int
    roles: int
    sections: tuple[Section, ...]
