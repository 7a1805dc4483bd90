"""Roles: who holds which post."""

from typing import Literal

import msgspec

from dateline.resolve.parts import Party
from dateline.resolve.reading import Reading
from dateline.span import Span


class Role(msgspec.Struct, frozen=True, kw_only=True, tag="role", tag_field="kind"):
    """Who holds which post, for whom, as one report tells it."""

    id: str = ""
    report: str = ""
    person: Party
    title: str
    organisation: Party | None = None
    country: str | None = None
    time: Literal["current", "former", "incoming"] = "current"
    as_of: str | None = None
    span: Span


def find(reading: Reading) -> list[Role]:
    """Every role of the report, in reading order, each once, where it is first told; ids are set later.

    A title counts as told where an earlier one of the same person and time has all its words.
    """
    as_of = (reading.report.published or "")[:10] or None
    out: list[Role] = []
    told: dict[tuple[str, str], list[set[str]]] = {}
    for post in reading.parties.posts.all:
        if not post.office:
            continue
        person = reading.parties.one(post.name.first, post.name.stop)
        time = reading.parties.time_of(post, person)
        role = Role(
            person=person,
            title=post.title,
            organisation=post.organisation,
            country=post.country,
            time=time,
            as_of=as_of,
            span=reading.layers.span(post.first, post.stop),
        )
        words, known = set(post.title.casefold().split()), told.setdefault((person.name.casefold(), time), [])
        if not any(words <= title for title in known):  # "Secretary Kerry" tells no more than "Secretary of State John Kerry"
            out.append(role)
            known.append(words)
    return out
