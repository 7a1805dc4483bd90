"""How alike two events are: a score that adds up what each sign weighs, and so can be read as reasons.

The score is the logarithm of the odds that two events of other reports that meet in a block are one. What most signs weigh was fitted by logistic
regression (`python -m training.happenings`) to the pairs of evaluation/happening_pairs.tsv that are for tuning; a few that those pairs hardly have
were set by hand.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, end_of, is_long, shifted, start_of
from dateline.merge.judgement import DIFFERENT, Judgement, by_rule, pair_of
from dateline.merge.keys import party_key, party_keys, words_key
from dateline.merge.wording import Wording, wording, words_of
from dateline.records import Event
from dateline.records.acts.retold import alike_modes, count_of, is_somebody
from dateline.resolve.parts import Party, When, Where

_FINE = frozenset({"point", "neighbourhood", "town", "district"})  # places that two towns cannot share
_HOLLOW = frozenset("and for in of on the to".split())  # words that names share by chance
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands"})
_RIVALS = 2  # how many times as many one account of a deed may count
COUNT = 4  # people, from which the same number twice is hardly chance
DISPUTED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "OTHER"})  # types of acts whose doer accounts disagree on
_VISIT = "visit"
_UNCOMMON = frozenset({"abduct", "destroy", "explosives", "firearms", "primitive", "suicide-attack", "unconventional"})  # no raids or shelling
_STEM = 5  # letters of a trigger by which its forms are one
_LATER = 3  # days between two tellings, from which they need not be of one act that is dated by neither
_RARE = 3  # rare words in common beyond which more weigh no more
_VERBATIM = 0.9  # share of the shorter sentence's words from which it is told again word for word
_RETOLD = (0.4, 0.4)  # share of the shorter sentence's words from which it is told again, and that on top at which it surely is

FITTED: Mapping[str, float] = {
    "to begin with": -1.39,
    "the same day": 1.26,
    "the same place on that day": 0.92,
    "one place in the other's province": 0.68,
    "the same words beside the act": 2.01,
    "rare words in common": 0.53,
    "hardly a word in common": -0.80,
    "the same act in the same words": 1.63,
    "the same number of people": 1.13,
    "numbers far apart": -1.98,
    "other actors": -1.40,
    "one is planned, hoped for or under way": -0.97,
    "another mode": -2.04,
    "the same uncommon mode": 0.69,
    "other means": -1.05,
    "one is a campaign": -2.59,
    "one tells what happens again and again": -1.77,
}
GIVEN: Mapping[str, float] = {
    "one is denied": -0.5,
    "one is of another year": -1.0,
    "another type, of one kind": -1.0,
    "another type": -3.0,
    "told apart in one report": -3.0,
    "other days": -5.0,
    "told days apart, of no day": -1.5,
    "one is a visit": -4.0,
    "one comes and the other goes": -3.0,
    "in other countries": -3.0,
    "in other places": -2.0,
    "other numbers": -4.0,
    "other people of one meeting": -2.0,
    "the same people, whose act it is": 2.0,
    "the same people in one place": 0.5,
    "the same people on both sides": 0.5,
}
_WEIGHTS: Mapping[str, float] = {**FITTED, **GIVEN}
_WORDS = 6.0  # more than words alone can add: beside the act, rare, told again

Sign = tuple[str, float]  # something that two events have in common, or not, and how much of it (mostly 1)


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an event is compared by. `day`: the first of those on which it was, which end with `until` where they are several, a week at most; null
    where none is told. `told`: the day of its report."""

    id: str
    report: str
    type: str
    quad: str | None
    stem: str
    day: str | None
    told: str
    place: frozenset[str]
    fine: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    negated: bool
    until: str | None = None
    mode: str | None = None
    status: str = "happened"
    country: str | None = None
    spot: str | None = None  # its own place, of which `place` also has those around it
    provinces: frozenset[str] = frozenset()  # those that it lies in, or is, by name
    wide: bool = False  # its own place is a province
    nameless: frozenset[str] = frozenset()  # those of the parties that are told by their number, or by a word such as "gunmen"
    numbers: frozenset[int] = frozenset()  # of the recipients
    wording: Wording = Wording()


def facts(corpus: Corpus, event: Event) -> Facts:
    """What an event of the corpus is compared by."""
    where = event.where
    places = _places(where)
    words = wording(corpus, event)
    day, until = _days(event.when)
    if words.leaves and words.lasted > 1 and day is not None and until is None:
        day, until = shifted(day, 1 - words.lasted), day  # "ended a three-day visit on Friday"
    return Facts(
        id=event.id,
        report=event.report,
        type=event.type,
        quad=event.quad,
        stem=words_key(corpus.words(event, event.trigger))[:_STEM],
        day=day,
        told=corpus.day(event),
        place=frozenset(places),
        fine=where is not None and where.precision in _FINE,
        actors=party_keys(_doers(event)),
        recipients=party_keys(event.recipients),
        negated=event.negated,
        until=until,
        mode=event.mode,
        status=event.status,
        country=where.country if where is not None else None,
        spot=places[0] if places else None,
        provinces=frozenset(_provinces(where)),
        wide=where is not None and where.precision == "province",
        nameless=frozenset(_nameless(event)),
        numbers=frozenset(n for key in party_keys(event.recipients) if (n := count_of(key))),
        wording=words,
    )


def _doers(event: Event) -> Iterator[Party]:
    """Who acts; of a visit also who comes, where it is told of the host."""
    yield from event.actors
    if event.mode == _VISIT:
        yield from (p for p in event.recipients if p.actor is not None and p.actor.startswith("person:"))


def _days(when: When | None) -> tuple[str | None, str | None]:
    first, last = start_of(when), end_of(when)
    if when is None or not when.start or not when.end or is_long(when) or (first or "") > (last or ""):
        return None, None
    return first, None if first == last else last


def _nameless(event: Event) -> Iterator[str]:
    """The parties told by their number or by a word: of who did harm one that says no side, of other acts any in small letters ("the team")."""
    for p in (*event.actors, *event.recipients):
        key = party_key(p)
        if _is_count(key) or not is_somebody(p) or (event.type not in DISPUTED and p.name.islower()):
            yield key


def _is_count(party: str) -> bool:
    return count_of(party) is not None or party.split(" ", 1)[0] in _VAGUE


def _places(where: Where | None) -> list[str]:
    """A place and all that it lies in, down to its province: a country is no place that two acts have in common."""
    out: list[str] = []
    while where is not None and where.precision != "country":
        out.append(str(where.place_id) if where.place_id is not None else _place_key(where.name))
        where = where.inside
    return out


def _provinces(where: Where | None) -> Iterator[str]:
    while where is not None:
        if where.precision == "province":
            yield _place_key(where.name)
        if where.admin1 is not None:
            yield _place_key(where.admin1)
        where = where.inside


def _place_key(name: str) -> str:
    return words_key(name).removesuffix(" province")


def contradict(a: Facts, b: Facts) -> bool:
    """Whether both the day and the place of one deny the other's: such two are never one, whoever else would join them."""
    return _days_differ(a, b) and _places_differ(a, b)


def _days_differ(a: Facts, b: Facts) -> bool:
    """Whether more than a night lies between the days of one and those of the other."""
    if a.day is None or b.day is None:
        return False
    first, second = (a, b) if a.day <= b.day else (b, a)
    end, start = first.until or first.day or "", second.day or ""
    return end < start and (apart(end, start) or 0) > 1


def _days_meet(a: Facts, b: Facts) -> bool:
    return a.day is not None and b.day is not None and a.day <= (b.until or b.day) and b.day <= (a.until or a.day)


def _looks_back(a: Facts, b: Facts) -> bool:
    """Whether one of two tells, of no day, what had happened before, in words of the other, which was told before it."""
    told_alike = not words_of(a.wording.beside).isdisjoint(words_of(b.wording.beside))
    return told_alike and any(
        late.day is None and late.wording.earlier and (early.day or early.told) <= late.told for late, early in ((a, b), (b, a))
    )


def _places_differ(a: Facts, b: Facts) -> bool:
    return a.fine and b.fine and not a.place & b.place


def score(a: Facts, b: Facts) -> float:
    """The points of two events by rule; of two that no words would make one, those without their words."""
    points = _sum(_by_fields(a, b))
    return points if points < DIFFERENT - _WORDS else points + _sum(_by_words(a, b))


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
    yield "to begin with", 1.0
    if a.type != b.type:
        yield "another type, of one kind" if a.quad == b.quad else "another type", 1.0
    if a.report == b.report:
        yield "told apart in one report", 1.0
    yield from _day_and_place(a, b)
    yield from _people(a, b)
    if a.status != b.status and not (_is_of_people(a, b) and _days_meet(a, b)):  # what was planned for a day came true on it
        yield "one is planned, hoped for or under way", 1.0
    if a.negated != b.negated:
        yield "one is denied", 1.0
    if not alike_modes(a.mode, b.mode):
        yield "another mode", 1.0
    elif a.mode == b.mode and a.mode in _UNCOMMON:
        yield "the same uncommon mode", 1.0
    if a.wording.campaign != b.wording.campaign:
        yield "one is a campaign", 1.0
    if a.wording.habit != b.wording.habit:
        yield "one tells what happens again and again", 1.0
    if a.wording.years != b.wording.years:
        yield "one is of another year", 1.0
    if a.wording.means and b.wording.means and not a.wording.means & b.wording.means:
        yield "other means", 1.0


def _day_and_place(a: Facts, b: Facts) -> Iterator[Sign]:
    if a.day is not None and a.day == b.day and a.until is None and b.until is None:
        yield "the same day", 1.0
        if a.spot is not None and a.spot == b.spot and not a.wide:
            yield "the same place on that day", 1.0
    elif _days_differ(a, b):
        yield "other days", 1.0
    elif not _looks_back(a, b) and (a.day is None or b.day is None) and (apart(a.day or a.told, b.day or b.told) or 0) > _LATER:
        yield "told days apart, of no day", 1.0
    if a.wide != b.wide and a.provinces & b.provinces:
        yield "one place in the other's province", 1.0


def _people(a: Facts, b: Facts) -> Iterator[Sign]:
    if _are_others(a.actors, b.actors, a.nameless | b.nameless):
        yield "other actors", 1.0
        if a.type not in DISPUTED and _share(a.wording.sentence, b.wording.sentence) < _VERBATIM:  # else one was misread
            yield "other people of one meeting", 1.0
    elif _is_of_people(a, b):
        yield "the same people, whose act it is", 1.0
        yield from _of_one_people(a, b)
    if a.numbers and b.numbers:
        one, other = sorted((max(a.numbers), max(b.numbers)))
        if max(a.numbers & b.numbers, default=0) >= COUNT:
            yield "the same number of people", 1.0
        elif other > _RIVALS * one:
            yield "numbers far apart", 1.0


def _of_one_people(a: Facts, b: Facts) -> Iterator[Sign]:
    """Of two acts of one type by the same: what else they have in common, and what tells them apart."""
    if a.spot == b.spot is not None:
        yield "the same people in one place", 1.0
    elif a.country is not None and b.country is not None and a.country != b.country:
        yield "in other countries", 1.0
    elif _places_differ(a, b):
        yield "in other places", 1.0
    if a.recipients & b.recipients:
        yield "the same people on both sides", 1.0
    if a.wording.numbers and b.wording.numbers and not a.wording.numbers & b.wording.numbers:
        yield "other numbers", 1.0
    if a.mode != b.mode and _VISIT in (a.mode, b.mode):
        yield "one is a visit", 1.0
    elif a.mode == _VISIT and a.wording.leaves != b.wording.leaves and not _days_meet(a, b):
        yield "one comes and the other goes", 1.0


def _is_of_people(a: Facts, b: Facts) -> bool:
    """Whether two acts are of one type that is known by who acts, and are by the same."""
    return a.type == b.type and a.type not in DISPUTED and bool(a.actors & b.actors)


def _are_others(a: frozenset[str], b: frozenset[str], nameless: frozenset[str]) -> bool:
    """Whether both sides name somebody, and nobody in common, not even by a word; numbers of people name nobody."""
    if not a or not b or a & b:
        return False
    one, other = ({word for party in side - nameless for word in party.split() if word not in _HOLLOW} for side in (a, b))
    return bool(one and other and not one & other)


def _by_words(a: Facts, b: Facts) -> Iterator[Sign]:
    one, other = a.wording, b.wording
    if beside := _share(one.beside, other.beside):
        yield "the same words beside the act", beside
    if rare := len(words_of(one.rare) & words_of(other.rare)):
        yield "rare words in common", min(rare, _RARE)
    if one.sentence and other.sentence:
        if len(words_of(one.sentence) & words_of(other.sentence)) <= 1:
            yield "hardly a word in common", 1.0
        least, more = _RETOLD
        if a.stem == b.stem and (retold := min(1.0, (_share(one.sentence, other.sentence) - least) / more)) > 0:
            yield "the same act in the same words", retold


def _share(a: str, b: str) -> float:
    """How many of the words of the shorter stand in the other, from 0 to 1."""
    one, other = words_of(a), words_of(b)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
