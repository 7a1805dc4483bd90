"""How alike two events are: a score that adds up what each sign weighs, and so can be read as reasons.

The score is the logarithm of the odds that two events of other reports that meet in a block are one. What most signs weigh was fitted by logistic
regression (`python -m training.happenings`) to the pairs of evaluation/happening_pairs.tsv that are for tuning; a few that those pairs hardly have
were set by hand.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import log, log2

from dateline.merge.days import apart
from dateline.merge.facts import BY_WORDS, DISPUTED, TRUCE, VISIT, Facts
from dateline.merge.judgement import APART, Judgement, by_rule, pair_of
from dateline.merge.standing import (
    LATER,
    are_others,
    are_rivals,
    came_true,
    days_differ,
    days_meet,
    gist,
    is_due,
    is_few,
    is_of_number,
    is_of_people,
    is_one_ballot,
    is_one_denial,
    is_one_truce,
    is_quarter,
    is_sent,
    is_told_later,
    is_too_early,
    is_visit,
    places_differ,
    share,
)
from dateline.merge.wording import words_of
from dateline.records.acts.retold import alike_modes

COUNT = 4  # people, from which the same number twice is hardly chance
_DOUBLED = 2  # how often one account's number may be the double of the other's: beyond, it weighs no more
_TARGETS = 2  # things that both hit, beyond which more weigh no more
_UNCOMMON = frozenset({"abduct", "destroy", "explosives", "firearms", "primitive", "suicide-attack", "unconventional"})  # no raids or shelling
_FEW = 4  # words, of which a sentence that has fewer need share none
_RARE = 3  # rare words in common beyond which more weigh no more
_VERBATIM = 0.9  # share of the shorter sentence's words from which it is told again word for word
_RETOLD = (0.4, 0.4)  # share of the shorter sentence's words from which it is told again, and that on top at which it surely is

FITTED: Mapping[str, float] = {
    "to begin with, of deeds": 0.49,
    "the same day": 1.14,
    "the same place on that day": 0.90,
    "the same place, told on that day": 1.24,
    "one place in the other's province": 1.07,
    "the same words beside the act": 2.05,
    "rare words in common": 0.49,
    "hardly a word in common": -1.13,
    "the same act in the same words": 1.87,
    "the same number of people": 1.41,
    "numbers apart": -1.08,
    "the same targets": 1.67,
    "one of many in its report": -0.88,
    "one is named as known": 0.86,
    "one is of a long time": -2.90,
    "other actors": -1.38,
    "one is planned, hoped for or under way": -0.62,
    "another mode": -2.11,
    "the same uncommon mode": 0.80,
    "other means": -0.79,
    "one is a campaign": -2.83,
    "one tells what happens again and again": -1.16,
}
GIVEN: Mapping[str, float] = {
    "to begin with": -1.4,  # but for deeds
    "one is denied": -0.5,
    "one is of another year": -1.0,
    "another type, of one kind": -1.0,
    "another type": -3.0,
    "told apart in one report": -2.0,
    "named again in one report": 1.0,
    "denied in the report that tells it": 3.0,
    "other days": -8.0,
    "told days apart, of no day": -1.5,
    "told before the other's day": -1.5,
    "one is a visit": -4.0,
    "one comes and the other goes": -3.0,
    "in other countries": -3.0,
    "in other places": -2.0,
    "other numbers": -4.0,
    "other people of one meeting": -2.0,
    "the same people, whose act it is": 2.0,
    "the same people in one place": 0.5,
    "the same people on both sides": 0.5,
    "the same number, whose act it is": 1.5,
    "in one quarter": 0.5,
    "the same people, by an act of one kind": 1.0,
    "a state, of another matter": -1.0,
    "the same is denied": 1.0,
    "the same ballot": 2.5,
    "the same truce": 2.0,
    "one is sent and the other comes": 2.0,
}
_WEIGHTS: Mapping[str, float] = {**FITTED, **GIVEN}
_WORDS = 6.0  # more than words alone can add: beside the act, rare, told again

Sign = tuple[str, float]  # something that two events have in common, or not, and how much of it (mostly 1)


def score(a: Facts, b: Facts) -> float:
    """The points of two events by rule; of two that no words would make one, those without their words."""
    points = _sum(_by_fields(a, b))
    return points if points < APART - _WORDS else points + _sum(_by_words(a, b))


def compare(a: Facts, b: Facts) -> Judgement:
    """The judgement of two events by rule."""
    found = list(signs(a, b))
    return by_rule(pair_of(a.id, b.id), _sum(found), tuple(f"{says} {much * _WEIGHTS[says]:+.2f}" for says, much in found))


def _sum(found: Iterable[Sign]) -> float:
    points = 0.0
    for says, much in found:
        points += much * _WEIGHTS[says]
    return points


def signs(a: Facts, b: Facts) -> Iterator[Sign]:
    """All that is found for and against two events' being one."""
    yield from _by_fields(a, b)
    yield from _by_words(a, b)


def _by_fields(a: Facts, b: Facts) -> Iterator[Sign]:
    if a.report != b.report and DISPUTED.issuperset((a.type, b.type)):
        yield from _of_deeds(a, b)
    else:
        yield "to begin with", 1.0
    if one_is_sent := (a.wording.sends or b.wording.sends) and (is_sent(a, b) or is_sent(b, a)):
        yield "one is sent and the other comes", 1.0
    elif a.type != b.type:
        yield "another type, of one kind" if a.quad == b.quad else "another type", 1.0
    if a.report != b.report:
        if a.wording.known != b.wording.known:
            yield "one is named as known", 1.0
    elif not one_is_sent:
        yield _in_one_report(a, b), 1.0
    one_truce = a.mode == b.mode == TRUCE and is_one_truce(a, b)
    if one_truce:
        yield "the same truce", 1.0
    if a.wording.ballot and is_one_ballot(a, b):
        yield "the same ballot", 1.0
    if a.wording.refuses and is_one_denial(a, b):
        yield "the same is denied", 1.0
    yield from _day_and_place(a, b)
    yield from _people(a, b)
    if a.status != b.status and not came_true(a, b):
        yield "one is planned, hoped for or under way", 1.0
    if a.negated != b.negated and a.report != b.report:
        yield "one is denied", 1.0
    if not alike_modes(a.mode, b.mode):
        yield "another mode", 1.0
    elif a.mode == b.mode and a.mode in _UNCOMMON:
        yield "the same uncommon mode", 1.0
    if a.wording.campaign != b.wording.campaign:
        yield "one is a campaign", 1.0
    if a.wording.habit != b.wording.habit and not one_truce and not a.type == b.type == "REQUEST":  # "repeated requests" are the one
        yield "one tells what happens again and again", 1.0
    if a.wording.years != b.wording.years:
        yield "one is of another year", 1.0
    if a.wording.means and b.wording.means and not a.wording.means & b.wording.means and not are_rivals(a, b):
        yield "other means", 1.0


def _of_deeds(a: Facts, b: Facts) -> Iterator[Sign]:
    """Of two deeds that two reports tell: such deeds are many, above all where one report has many of them."""
    yield "to begin with, of deeds", 1.0
    if many := log(max(a.among, b.among)):
        yield "one of many in its report", many
    if a.wording.lasting != b.wording.lasting:
        yield "one is of a long time", 1.0
    if targets := len(a.wording.targets & b.wording.targets):
        yield "the same targets", min(targets, _TARGETS)
    if places_differ(a, b):
        yield "in other places", 1.0


def _day_and_place(a: Facts, b: Facts) -> Iterator[Sign]:
    if a.day == b.day is not None and (a.until is b.until is None or (a.night and b.night)):
        yield "the same day", 1.0
        if a.spot is not None and a.spot == b.spot and not a.wide:
            yield "the same place on that day", 1.0
            if is_quarter(a.spot, a.place):
                yield "in one quarter", 1.0
    elif (a.due or b.due) and is_due(a, b):
        yield "the same day", 1.0
    elif days_differ(a, b):
        yield "other days", 1.0
    elif (a.day is None) != (b.day is None) and (a.day or a.told) == (b.day or b.told) and a.fine and a.spot == b.spot is not None:
        yield "the same place, told on that day", 1.0
    elif (a.day is None or b.day is None) and (apart(a.day or a.told, b.day or b.told) or 0) > LATER and not is_told_later(a, b):
        yield "told days apart, of no day", 1.0
    if (a.day is None) != (b.day is None) and is_too_early(a, b):
        yield "told before the other's day", 1.0
    if a.wide != b.wide and a.provinces & b.provinces:
        yield "one place in the other's province", 1.0


def _people(a: Facts, b: Facts) -> Iterator[Sign]:
    if are_others(a.actors, b.actors, a.nameless | b.nameless) and not is_one_ballot(a, b):
        if a.type not in DISPUTED or not a.states & b.states:  # organs of one state are told for each other
            yield "other actors", 1.0
        if a.type not in DISPUTED and share(a.wording.sentence, b.wording.sentence) < _VERBATIM:  # else one was misread
            yield "other people of one meeting", 1.0
    elif is_of_people(a, b):
        yield "the same people, whose act it is", 1.0
        yield from _of_one_people(a, b)
    elif a.type != b.type and a.quad == b.quad and DISPUTED.isdisjoint((a.type, b.type)) and a.actors & b.actors:
        yield "the same people, by an act of one kind", 1.0
    if a.wording.numbers and is_of_number(a, b):
        yield "the same number, whose act it is", 1.0
    both = a.recipients & b.recipients
    same = bool(both) and is_few(both)
    if a.numbers and b.numbers:
        same = same or max(a.numbers & b.numbers, default=0) >= COUNT
        one, other = sorted((max(a.numbers), max(b.numbers)))
        if one != other and not same and not are_rivals(a, b):
            yield "numbers apart", min(log2(other / one), _DOUBLED)
    if same:
        yield "the same number of people", 1.0


def _of_one_people(a: Facts, b: Facts) -> Iterator[Sign]:
    """Of two acts of one type by the same: what else they have in common, and what tells them apart."""
    if a.spot == b.spot is not None or ((a.spot is None or b.spot is None) and a.country == b.country is not None):
        yield "the same people in one place", 1.0
    elif a.country is not None and b.country is not None and a.country != b.country:
        yield "in other countries", 1.0
    elif places_differ(a, b):
        yield "in other places", 1.0
    if a.recipients & b.recipients:
        yield "the same people on both sides", 1.0
    if a.type in BY_WORDS and a.states & b.states and not gist(a) & gist(b):
        yield "a state, of another matter", 1.0
    if a.wording.numbers and b.wording.numbers and not a.wording.numbers & b.wording.numbers:
        yield "other numbers", 1.0
    if is_visit(a) != is_visit(b):
        yield "one is a visit", 1.0
    elif a.mode == VISIT and a.wording.leaves != b.wording.leaves and not days_meet(a, b):
        yield "one comes and the other goes", 1.0


def _in_one_report(a: Facts, b: Facts) -> str:
    """How two events of one report stand to each other, as a sign."""
    alike = a.type == b.type and a.mode == b.mode is not None and a.spot == b.spot is not None and not a.wide
    if alike and a.negated != b.negated and a.status == b.status and a.type in DISPUTED and not days_differ(a, b):
        return "denied in the report that tells it"
    others = are_others(a.actors, b.actors, a.nameless | b.nameless)
    if alike and a.day == b.day is not None and a.wording.known != b.wording.known and a.negated == b.negated and not others:
        return "named again in one report"
    return "told apart in one report"


def _by_words(a: Facts, b: Facts) -> Iterator[Sign]:
    one, other = a.wording, b.wording
    if beside := share(one.beside, other.beside):
        yield "the same words beside the act", beside
    if rare := len(words_of(one.rare) & words_of(other.rare)):
        yield "rare words in common", min(rare, _RARE)
    if one.sentence and other.sentence:
        if len(words_of(one.sentence) & words_of(other.sentence)) <= 1 and min(len(words_of(w.sentence)) for w in (one, other)) >= _FEW:
            yield "hardly a word in common", 1.0
        least, more = _RETOLD
        if a.stem == b.stem and (retold := min(1.0, (share(one.sentence, other.sentence) - least) / more)) > 0:
            yield "the same act in the same words", retold
