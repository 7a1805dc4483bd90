"""How alike two events are, field by field: a score in points, and the reasons that add up to it.

The points are set by hand. They say what an analyst would: a day and a place in common weigh as much as the two sides do, and an act that differs
in its day by more than one, or in its town, is another act unless all else is one.
"""

from dataclasses import dataclass
from typing import NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, one_day
from dateline.merge.judgement import Judgement, by_rule, pair_of
from dateline.merge.same import party_keys, words_key
from dateline.records import Event
from dateline.resolve.parts import Where

_FINE = frozenset({"point", "neighbourhood", "town", "district"})  # places that two towns cannot share
_STEM = 5  # letters of a trigger by which its forms are one


class Reason(NamedTuple):
    """What two events have in common, or not, and the points that it weighs."""

    says: str
    points: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event is compared by. `day` is null where no single day is told; `told` is the day of its report."""

    id: str
    report: str
    type: str
    quad: str | None
    stem: str
    words: str
    day: str | None
    told: str
    place: frozenset[str]
    fine: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    negated: bool


def facts(corpus: Corpus, event: Event) -> Facts:
    """What an event of the corpus is compared by."""
    where = event.where
    return Facts(
        id=event.id,
        report=event.report,
        type=event.type,
        quad=event.quad,
        stem=words_key(corpus.words(event, event.trigger))[:_STEM],
        words=words_key(corpus.words(event, event.span)),
        day=one_day(event.when),
        told=corpus.day(event),
        place=frozenset(_places(where)),
        fine=where is not None and where.precision in _FINE,
        actors=party_keys(event.actors),
        recipients=party_keys(event.recipients),
        negated=event.negated,
    )


def _places(where: Where | None) -> list[str]:
    """A place and all that it lies in, down to its province: a country is no place that two acts have in common."""
    out: list[str] = []
    while where is not None and where.precision != "country":
        out.append(str(where.place_id) if where.place_id is not None else words_key(where.name))
        where = where.inside
    return out


def contradict(a: Facts, b: Facts) -> bool:
    """Whether both the day and the place of one deny the other's: such two are never one, whoever else would join them."""
    return _days_differ(a, b) and _places_differ(a, b)


def compare(a: Facts, b: Facts) -> Judgement:
    """The judgement of two events by rule."""
    reasons = _reasons(a, b)
    return by_rule(pair_of(a.id, b.id), sum(r.points for r in reasons), tuple(f"{r.says} {r.points:+g}" for r in reasons))


def _reasons(a: Facts, b: Facts) -> list[Reason]:
    found = [_act(a, b), _day(a, b), _place(a, b), _side("actors", a.actors, b.actors), _side("recipients", a.recipients, b.recipients)]
    if a.report == b.report:
        found.append(Reason("told apart in one report", -3.0))
    if a.negated != b.negated:
        found.append(Reason("one is denied", -1.0))
    if a.words == b.words and a.report != b.report:
        found.append(Reason("the same words", 2.0))
    return [r for r in found if r is not None]


def _act(a: Facts, b: Facts) -> Reason:
    if a.type != b.type:
        return Reason("another type, of one kind", -1.0) if a.quad == b.quad else Reason("another type", -3.0)
    return Reason("the same type and word", 1.5) if a.stem == b.stem else Reason("the same type", 0.5)


def _days_differ(a: Facts, b: Facts) -> bool:
    return a.day is not None and b.day is not None and (apart(a.day, b.day) or 0) > 1


def _day(a: Facts, b: Facts) -> Reason | None:
    if a.day is None or b.day is None:
        return None
    if a.day == b.day:
        return Reason("the same day", 1.0)
    return Reason("other days", -3.0) if _days_differ(a, b) else Reason("days that follow each other", -1.0)


def _places_differ(a: Facts, b: Facts) -> bool:
    return a.fine and b.fine and not a.place & b.place


def _place(a: Facts, b: Facts) -> Reason | None:
    if a.place & b.place:
        return Reason("the same place", 1.0)
    return Reason("other places", -2.5) if _places_differ(a, b) else None


def _side(name: str, a: frozenset[str], b: frozenset[str]) -> Reason | None:
    if not a or not b:
        return None
    if a & b:
        return Reason(f"the same {name}", 1.0 if a <= b or b <= a else 0.5)
    return Reason(f"other {name}", -1.0)
