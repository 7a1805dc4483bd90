"""Two figures held against each other: whether they count the same, and whether both can be right."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.counts.lying import Lying, together
from dateline.merge.counts.means import means_of
from dateline.merge.counts.numbers import can_both_hold, size_of
from dateline.merge.counts.places import places_lie
from dateline.merge.counts.sources import source_of
from dateline.merge.counts.times import days_lie, days_of, is_of_crisis, is_total
from dateline.merge.counts.victims import victims_lie
from dateline.merge.days import apart, one_day
from dateline.merge.keys import party_key
from dateline.records import Figure
from dateline.resolve.parts import Party

Relation = Literal["rival", "compatible", "contained", "apart"]

_STAGES = 14  # days between two running totals, from which the later may be another stage of the count
_GROWTH = 0.1  # of a running total, by which it may have grown between two stages
_LIKE = 5  # times the smaller of two counts of one event that the larger may be
_MANY = 10  # people or more: the same number told twice is of one event
_AGAIN = 4  # as _MANY, in one report: its headline and its text
_NEAR = 1.5  # times the smaller of two counts of so many that the larger may be where their place is not told
_ARTICLES = frozenset(("a", "an", "another"))
_OTHERS = frozenset(("another", "further", "additional", "separate"))
_STATE, _REBEL = frozenset(("GOV", "MIL", "COP", "SPY")), frozenset(("REB", "UAF"))  # sectors that do not fight on one side

_SAID: dict[Lying, str] = {
    "same": "the same",
    "inside": "the first within the second",
    "around": "the second within the first",
    "apart": "different",
    "unknown": "not told of both",
}


class _Sides(NamedTuple):
    """How the first figure lies to the second by each of what they are of."""

    victims: Lying
    place: Lying
    time: Lying


@dataclass(frozen=True)
class Comparison:
    """How two figures stand to each other, and why."""

    relation: Relation
    reasons: tuple[str, ...]


def compare(corpus: Corpus, a: Figure, b: Figure) -> Comparison:
    """How two figures of `corpus` stand to each other, by what befell whom, where, when and over which scope.

    rival: they count the same (what, whom, place, time, scope), and their numbers cannot both hold.
    compatible: they count the same, and both can hold: "dozens" and 28, or the stages of a count that rises.
    contained: what one counts lies within what the other counts: a part and its whole, a day's dead and the war's.
    apart: they count different things, or nothing shows that they count the same.
    """
    tie = _tied(corpus, a, b)
    if tie is not None:
        return tie
    sides = _Sides(victims_lie(a, b), _places_lie(a, b), days_lie(days_of(corpus, a), days_of(corpus, b)))
    reasons = tuple(f"{side}: {_SAID[lying]}" for side, lying in zip(_Sides._fields, sides, strict=True))
    lies = together(sides)
    if lies == "apart":
        return Comparison("apart", reasons)
    if is_total(a) and is_total(b) and lies in ("same", "unknown"):
        return _totals(corpus, a, b, reasons)
    return _events(corpus, a, b, sides, reasons)


def _size(f: Figure) -> int:
    return size_of(f) or 0


def _tied(corpus: Corpus, a: Figure, b: Figure) -> Comparison | None:
    """What ties within a report tell: a part is to others as its whole is. None where they tell nothing."""
    if a.what != b.what:
        return Comparison("apart", (f"{a.what} and {b.what}",))
    if a.id == b.supersedes or b.id == a.supersedes:
        return Comparison("compatible", ("one report raises the other",))
    if a.id == b.part_of or b.id == a.part_of:
        return Comparison("contained", ("one is told as a part of the other",))
    if a.part_of is not None and a.part_of == b.part_of:
        return Comparison("apart", ("two parts of one whole",))
    for part, other in ((a, b), (b, a)):
        whole = corpus.by_id.get(part.part_of or "")
        if not isinstance(whole, Figure) or whole.what != part.what or whole.part_of is not None:
            continue
        if part.of is None or victims_lie(part, other) != "same":
            told = compare(corpus, whole, other)
            no_more = _size(whole) <= _size(other)
            within = told.relation == "compatible" or (told.relation == "rival" and is_total(other)) or (no_more and told.relation != "apart")
            return Comparison("contained" if within else "apart", ("by the whole that one is a part of", *told.reasons))
    return None


def _places_lie(a: Figure, b: Figure) -> Lying:
    """How their places lie. A country alone does not tell where an event was, nor a town what a war has come to."""
    one, other = (None if f.where is not None and (f.where.precision == "country") != is_of_crisis(f) else f.where for f in (a, b))
    return places_lie(one, other)


def _totals(corpus: Corpus, a: Figure, b: Figure, reasons: tuple[str, ...]) -> Comparison:
    """Of two running totals of one crisis; one that is far less counts a part of its victims: those who died in custody, those known by name."""
    if can_both_hold(a, b):
        return Comparison("compatible", (*reasons, "both numbers can hold"))
    small, large = sorted((_size(a), _size(b)))
    if large > _LIKE * small:
        return Comparison("contained", (*reasons, "the one is but a fraction of the other"))
    first, last = sorted((a, b), key=corpus.day)
    gap = apart(corpus.day(a), corpus.day(b)) or 0
    before, after = _size(first), _size(last)
    if gap and before <= after and source_of(corpus, a)[0] == source_of(corpus, b)[0]:
        return Comparison("compatible", (*reasons, "a later count by the same source"))
    if gap > _STAGES and before <= after <= before * (1 + _GROWTH):
        return Comparison("compatible", (*reasons, f"{gap} days later"))
    return Comparison("rival", (*reasons, "the numbers cannot both hold"))


def _events(corpus: Corpus, a: Figure, b: Figure, sides: _Sides, reasons: tuple[str, ...]) -> Comparison:
    """Of two figures that are not both running totals, and of which nothing shows that they are apart."""
    if _doers_differ(a.by, b.by):
        return Comparison("apart", (*reasons, "done by others"))
    means = means_of(corpus, a), means_of(corpus, b)
    if all(m.kinds for m in means) and means[0].kinds.isdisjoint(means[1].kinds) and not any(map(is_total, (a, b))):
        return Comparison("apart", (*reasons, "by other means"))
    if a.report == b.report and (_is_another(corpus, a) or _is_another(corpus, b)):
        return Comparison("apart", (*reasons, "told as others"))
    lies = together(sides)
    if lies in ("inside", "around") and not _is_told_again(a, b, sides) and not _is_one_toll(a, b, sides):
        inner, outer = (a, b) if lies == "inside" else (b, a)
        several = means_of(corpus, outer).several
        return Comparison("contained" if _fits(inner, outer, sides, several) or _is_summed_up(corpus, a, b, sides) else "apart", reasons)
    if sides.place == "unknown" and _is_summed_up(corpus, a, b, sides):
        return Comparison("contained", (*reasons, "one report sums up several attacks, and tells of one"))
    if "unknown" in (sides.place, sides.time) and not _is_one_event(a, b, sides):
        return Comparison("apart", (*reasons, "nothing shows that they count the same"))
    if can_both_hold(a, b):
        return Comparison("compatible", (*reasons, "both numbers can hold"))
    if source_of(corpus, a)[0] == source_of(corpus, b)[0]:
        return _of_one_source(corpus, a, b, reasons)
    small, large = sorted((a, b), key=_size)
    if _size(large) <= _LIKE * _size(small) and not _is_one_person(small):
        return Comparison("rival", (*reasons, "the numbers cannot both hold"))
    day_and_event = (large.scope, small.scope) == ("period", "event")
    return Comparison("contained" if day_and_event else "apart", (*reasons, "too unlike for one event"))


def _of_one_source(corpus: Corpus, a: Figure, b: Figure, reasons: tuple[str, ...]) -> Comparison:
    """Of two counts of one day by one source: in one report it counts two things, in a later one it counts on."""
    first, last = sorted((a, b), key=corpus.day)
    later = corpus.day(first) < corpus.day(last) and _size(first) <= _size(last)
    if a.report == b.report:
        return Comparison("apart", (*reasons, "one source counts both"))
    return Comparison("compatible" if later else "rival", (*reasons, "a later count by the same source" if later else "the numbers cannot both hold"))


def _fits(inner: Figure, outer: Figure, sides: _Sides, several: bool) -> bool:
    """Whether one scope may hold the other: it is no smaller, and it is known where the two are.

    Of two counts of one event or day, in two reports, one is part of the other only where it is clearly less, and that tells of `several` attacks.
    """
    small, large = _size(inner), _size(outer)
    if is_total(outer):
        return small <= large or outer.bound == "vague"
    if sides.place == "unknown":
        return False
    if inner.report != outer.report and sides.time == "same":
        return 2 * small <= large and (several or outer.scope != "event")
    return small <= large or outer.bound == "vague"


def _is_told_again(a: Figure, b: Figure, sides: _Sides) -> bool:
    """Whether one number is told of one time twice: of a province and of a town, of people and of soldiers.

    Of one place on a day that both tell, any number of more than one is; else only one that chance would hardly give twice.
    """
    placed = sides.place != "unknown" and one_day(a.when) is not None and one_day(a.when) == one_day(b.when)
    least = 2 if placed and sides.victims == "same" else _AGAIN if a.report == b.report else _MANY
    return sides.time == "same" and size_of(a) == size_of(b) and _size(a) >= least and can_both_hold(a, b)


def _is_one_toll(a: Figure, b: Figure, sides: _Sides) -> bool:
    """Whether a province's toll and a town's, in two reports, are of one event: they are of one order."""
    small, large = sorted((_size(a), _size(b)))
    return a.report != b.report and sides.victims == sides.time == "same" and small >= _MANY and large < 2 * small


def _is_summed_up(corpus: Corpus, a: Figure, b: Figure, sides: _Sides) -> bool:
    """Whether one report counts those of several attacks of a day, then those of one whose place is not known to be elsewhere."""
    small, large = sorted((a, b), key=_size)
    sums = a.report == b.report and sides.time == "same" and large.span < small.span and means_of(corpus, large).several
    return sums and _size(small) < _size(large)


def _is_one_event(a: Figure, b: Figure, sides: _Sides) -> bool:
    """Whether two counts are of one event though not both say where: many people, on one day that both tell, or in one report."""
    if _is_told_again(a, b, sides):
        return True
    small, large = sorted((_size(a), _size(b)))
    if small < _MANY or sides.time != "same":
        return False
    one_told = a.report == b.report or (one_day(a.when) is not None and one_day(a.when) == one_day(b.when))
    return large <= _NEAR * small and one_told and (can_both_hold(a, b) or small >= _MANY * _MANY)


def _is_another(corpus: Corpus, f: Figure) -> bool:
    """Whether a figure is told as one of others: "another seven people"."""
    before = corpus.reports[f.report].text[max(0, f.span.start - 20) : f.span.start].split()[-1:]
    return not _OTHERS.isdisjoint(word.lower() for word in (*before, *f.text.split()[:1]))


def _is_one_person(f: Figure) -> bool:
    """Whether a figure is of somebody, counted by "a" alone: others may have died beside."""
    return size_of(f) == 1 and f.text.lower() in _ARTICLES


def _doers_differ(a: Party | None, b: Party | None) -> bool:
    """Whether two sides did it, as far as both are told."""
    if a is None or b is None or party_key(a) == party_key(b):
        return False
    if a.country and b.country:
        return a.country != b.country
    return {a.sector in _STATE, b.sector in _STATE} == {True, False} == {a.sector in _REBEL, b.sector in _REBEL}
