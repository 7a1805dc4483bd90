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
    """One thing said. `lead` is what it is about; `reports` tell it, from `origins` independent sources: copies of one wire story share theirs."""

    lead: str
    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...] = ()
    reports: int = 1
    origins: int = 1

    @property
    def text(self) -> str:
        """Its words without their styles."""
        return "".join(piece.words for piece in self.pieces)


class Group(msgspec.Struct, frozen=True):
    """Lines under one heading of a section; `more` are left out, which the command `see` shows where there is one."""

    heading: str | None
    lines: tuple[Line, ...]
    more: int = 0
    see: str | None = None


class Section(msgspec.Struct, frozen=True):
    """One question of the brief; `none` is what it says when there is nothing to tell, empty where that is said of all such sections at once."""

    name: str
    groups: tuple[Group, ...]
    none: str = ""


class Brief(msgspec.Struct, frozen=True):
    """What was read, as of a day (ISO 8601, null where no report bears a date), of what was told `since` another. `of`: the place and the actor
    that it is of alone, if any; `older`: that there are older reports, which are not counted; `origins`: independent sources."""

    of: tuple[str, ...]
    as_of: str | None
    since: str | None
    first: str | None
    last: str | None
    reports: int
    older: bool
    outlets: int
    origins: int
    happenings: int
    events: int
    statements: int
    figures: int
    roles: int
    sections: tuple[Section, ...]

    @property
    def evidence(self) -> dict[str, tuple[int, Evidence]]:
        """What its lines rest on, by record: the number by which lines name it, and the sentence, in the order in which they do."""
        out: dict[str, tuple[int, Evidence]] = {}
        for section in self.sections:
            for group in section.groups:
                for line in group.lines:
                    for one in line.evidence:
                        out.setdefault(one.record, (len(out) + 1, one))
        return out
