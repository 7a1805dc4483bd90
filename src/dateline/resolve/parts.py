"""The parts that the kinds of record share. Field names are a contract with users: see CHANGELOG before changing one."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from dateline.span import Span

Status = Literal["happened", "ongoing", "planned", "demanded", "offered", "hypothetical"]
REAL: frozenset[Status] = frozenset(("happened", "ongoing"))
Certainty = Literal["certain", "probable", "possible"]
Attitude = Literal["say", "believe", "want", "fear", "promise", "deny", "ask"]
DatePrecision = Literal["minute", "hour", "day", "week", "month", "season", "year", "unknown"]
DateBasis = Literal["stated", "relative", "published", "estimated", "unknown"]
PlacePrecision = Literal["point", "neighbourhood", "town", "district", "province", "country", "unknown"]


class When(msgspec.Struct, frozen=True):
    """A time as said: an interval of ISO 8601 days (or minutes), both ends inclusive; null ends are open or unknown.

    `value` is TIMEX3-like ("2012-03-05", "P4W", "PUB-P1D" where the report bears no date).
    """

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    value: str | None = None
    basis: DateBasis = "unknown"
    text: str | None = None
    span: Span | None = None


class Where(msgspec.Struct, frozen=True):
    """A place as said, never finer than `precision`; `place_id` is a GeoNames id, `country` ISO 3166 alpha-3, degrees in WGS 84."""

    name: str
    place_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    inside: "Where | None" = None
    span: Span | None = None


class Party(msgspec.Struct, frozen=True):
    """Someone who acts, is acted on, or speaks. `name` as resolved, `text` as written, `sector` PLOVER's three letters."""

    name: str
    text: str
    actor: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    span: Span | None = None


class Source(msgspec.Struct, frozen=True):
    """One link of the chain of those on whose word a record stands.

    A party without a name is hearsay: the `cue` ("reportedly") tells that it is said, and nothing tells by whom.

    Those who spoke together ("Russia and China said") share their `cue`: see `voices`.
    """

    party: Party
    cue: Span | None = None
    attitude: Attitude = "say"
    confidence: float = 1.0


def voices(sources: Sequence[Source]) -> list[tuple[Party, ...]]:
    """The chain as those who spoke, outermost first; joint speakers stand together."""
    out: list[tuple[Party, ...]] = []
    cue: Span | None = None
    for source in sources:
        if out and source.cue is not None and source.cue == cue:
            out[-1] += (source.party,)
        else:
            out.append((source.party,))
        cue = source.cue
    return out
