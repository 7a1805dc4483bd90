"""How alike two events are, field by field: a score in points, and the reasons that add up to it.

The points are set by hand, on the half of evaluation/happening_pairs.tsv that is for tuning. They say what an analyst would: a day and a place in
common weigh as much as the two sides do, an act that differs in its day by more than one, or in its town, is another act unless all else is one, and
two accounts of one act share words.
"""

from dataclasses import dataclass
from typing import NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, one_day
from dateline.merge.judgement import Judgement, by_rule, pair_of
from dateline.merge.same import party_keys, words_key
from dateline.records import Event
from dateline.records.acts.retold import count_of
from dateline.resolve.parts import Where

_FINE = frozenset({"point", "neighbourhood", "town", "district"})  # places that two towns cannot share
_AROUND = 200  # characters beside an event among which its sentence is looked for
_SHORT = 3  # letters up to which a word tells nothing
_COMMON = frozenset("after also been from have killed least more people said says than that their they this were which with".split())  # tell nothing
_HOLLOW = frozenset("and for in of on the to".split())  # words that names share by chance
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands"})
_RIVALS = 2  # how many times as many one account of a deed may count
_DISPUTED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "OTHER"})  # types of acts whose doer accounts disagree on
_STEM = 5  # letters of a trigger by which its forms are one
_HARDLY, _SOME, _MOST = 0.05, 0.2, 0.6  # shares of the words of the shorter sentence
_MANY = 6  # words in common, from which they can be the same words told again


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
    counts: frozenset[str] = frozenset()  # those of the parties that are told by their number
    number: int | None = None  # the largest of the recipients'
    sentence: str = ""  # the telling words of its sentence, once each


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
        counts=frozenset(key for key in party_keys((*event.actors, *event.recipients)) if _is_count(key)),
        number=max((n for key in party_keys(event.recipients) if (n := count_of(key)) is not None), default=None),
        sentence=_telling(corpus, event),
    )


def _telling(corpus: Corpus, event: Event) -> str:
    """The words of its sentence that tell something, kept as one string: a set of them would take ten times the memory."""
    sentence = corpus.sentence(event, _AROUND)
    words = (w for w in words_key(sentence).split() if w.isdecimal() or (len(w) > _SHORT and w not in _COMMON))
    return " ".join(dict.fromkeys(words))


def _is_count(party: str) -> bool:
    return count_of(party) is not None or party.split(" ", 1)[0] in _VAGUE


def _places(where: Where | None) -> list[str]:
    """A place and all that it lies in, down to its province: a country is no place that two acts have in common."""
    out: list[str] = []
    while where is not None and where.precision != "country":
        out.append(str(where.place_id) if where.place_id is not None else words_key(where.name).removesuffix(" province"))
        where = where.inside
    return out


def contradict(a: Facts, b: Facts) -> bool:
    """Whether both the day and the place of one deny the other's: such two are never one, whoever else would join them."""
    return _days_differ(a, b) and _places_differ(a, b)


def score(a: Facts, b: Facts) -> float:
    """The points of two events by rule."""
    return sum(r.points for r in _reasons(a, b))


def compare(a: Facts, b: Facts) -> Judgement:
    """The judgement of two events by rule."""
    reasons = _reasons(a, b)
    return by_rule(pair_of(a.id, b.id), sum(r.points for r in reasons), tuple(f"{r.says} {r.points:+g}" for r in reasons))


def _reasons(a: Facts, b: Facts) -> list[Reason]:
    counts = a.counts | b.counts
    told = [
        _act(a, b),
        _day(a, b),
        _place(a, b),
        _actors(a, b, counts),
        _side("recipients", a.recipients, b.recipients, counts),
    ]
    if a.report == b.report:
        told.append(Reason("told apart in one report", -3.0))
    if a.number and b.number and max(a.number, b.number) > _RIVALS * min(a.number, b.number):
        told.append(Reason("numbers far apart", -1.0))
    if a.negated != b.negated:
        told.append(Reason("one is denied", -1.0))
    found = [r for r in told if r is not None]
    words = _words(a, b) if sum(r.points for r in found) > -1 else None  # else no words would make them one
    return [*found, words] if words is not None else found


def _words(a: Facts, b: Facts) -> Reason | None:
    """How much of the shorter sentence's words stand in the other's."""
    if a.report == b.report or not a.sentence or not b.sentence:
        return None
    one, other = frozenset(a.sentence.split()), frozenset(b.sentence.split())
    shared = len(one & other)
    share = shared / min(len(one), len(other))
    retold = share >= _MOST and shared >= _MANY and a.stem == b.stem  # a sentence tells of other acts in other words
    if retold or (a.words == b.words and " " in a.words):
        return Reason("the same words", 2.0)
    if share < _HARDLY:
        return Reason("hardly a word in common", -1.0)
    return Reason("words in common", 0.5) if share >= _SOME and shared > 1 else None


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


def _actors(a: Facts, b: Facts, counts: frozenset[str]) -> Reason | None:
    """Who did a deed of violence may be disputed; who met, asked or signed makes the act."""
    found = _side("actors", a.actors, b.actors, counts)
    return found if found is None or found.points > 0 or a.type in _DISPUTED else Reason(found.says, -3.0)


def _side(name: str, a: frozenset[str], b: frozenset[str], counts: frozenset[str]) -> Reason | None:
    """Sides of which each names another are unlike; numbers of people are not, since tolls differ and rise, nor are names that share a word."""
    if a & b:
        return Reason(f"the same {name}", 1.0 if a <= b or b <= a else 0.5)
    one, other = ({word for party in side - counts for word in party.split() if word not in _HOLLOW} for side in (a, b))
    return Reason(f"other {name}", -1.0) if one and other and not one & other else None
