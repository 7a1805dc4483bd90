"""How two events stand to each other in time, place and people."""

from dateline.merge.days import apart
from dateline.merge.facts import DISPUTED, REFUSAL, STEM, TRUCE, VISIT, Facts, is_vague
from dateline.merge.wording import lexicon, words_of
from dateline.records.acts.retold import count_of

LATER = 3  # days between two tellings, from which they need not be of one act that is dated by neither
TEAM = 10  # people, of whom the same number in two acts is hardly chance
_ELECTION = "election"
_NAMED = 2  # rare words that two tellings of one election have in common: that and another
_BESIDE = 6  # letters of the words beside an act


def contradict(a: Facts, b: Facts) -> bool:
    """Whether both the day and the place of one deny the other's: such two are never one, whoever else would join them."""
    return days_differ(a, b) and places_differ(a, b)


def days_differ(a: Facts, b: Facts) -> bool:
    """Whether more than a night lies between the days of one and those of the other."""
    if a.day is None or b.day is None:
        return False
    first, second = (a, b) if a.day <= b.day else (b, a)
    end, start = first.until or first.day or "", second.day or ""
    return end < start and (apart(end, start) or 0) > 1


def days_meet(a: Facts, b: Facts) -> bool:
    """Whether a day of one is a day of the other."""
    return a.day is not None and b.day is not None and a.day <= (b.until or b.day) and b.day <= (a.until or a.day)


def _looks_back(a: Facts, b: Facts) -> bool:
    """Whether one of two tells, of no day, what had happened before, in words of the other, which was told before it."""
    told_alike = not words_of(a.wording.beside).isdisjoint(words_of(b.wording.beside))
    return told_alike and any(
        late.day is None and late.wording.earlier and (early.day or early.told) <= late.told for late, early in ((a, b), (b, a))
    )


def is_told_later(a: Facts, b: Facts) -> bool:
    """Whether one of two tells, long after the other, of no day, what is still known."""
    return (
        _looks_back(a, b)
        or came_due(a, b)
        or _is_dated_later(a, b)
        or is_one_truce(a, b)
        or is_one_ballot(a, b)
        or (a.status == b.status == "planned" and is_of_number(a, b))
    )


def is_too_early(a: Facts, b: Facts) -> bool:
    """Whether one of two had happened, on a day that it does not say, when the other was still to come."""
    return any(one.day is None and one.status == "happened" and one.told < other.day for one, other in ((a, b), (b, a)) if other.day and one.told)


def _is_dated_later(a: Facts, b: Facts) -> bool:
    """Whether one of two plans of the same people, told on no day yet, may be for the day that the other, told after it, gives."""
    if not is_of_people(a, b):
        return False
    return any(
        early.day is None and early.status == "planned" and late.day is not None and early.told <= min(late.day, late.told)
        for early, late in ((a, b), (b, a))
    )


def is_due(a: Facts, b: Facts) -> bool:
    """Whether one of two was on the day by which the other was to be."""
    return a.due == b.day is not None or b.due == a.day is not None


def came_due(a: Facts, b: Facts) -> bool:
    """Whether one of two was to be by a day about which the other is told."""
    return any(
        one.due is not None and other.due is None and (apart(one.due, other.day or other.told) or 0) <= LATER for one, other in ((a, b), (b, a))
    )


def is_one_truce(a: Facts, b: Facts) -> bool:
    """Whether two tell of the truce of a whole country, which lasts, or one of a truce that was to be by a day and the other of one since."""
    if a.mode != TRUCE or b.mode != TRUCE or not a.spot is b.spot is None:
        return False
    awaited = any(one.due is not None and one.due <= (other.day or other.told) for one, other in ((a, b), (b, a)))
    return a.country == b.country is not None or ((a.country is None or b.country is None) and awaited)


def is_one_ballot(a: Facts, b: Facts) -> bool:
    """Whether two tell of a vote that is held, of one kind and not in two countries; who holds it, or votes, does not matter.

    Elections are many: of those, one country must be told, or rare words be shared.
    """
    told_alike = a.wording.ballot != "" and a.wording.ballot == b.wording.ballot and a.type == b.type == "OTHER"
    if not told_alike or (a.country is not None and b.country is not None):
        return told_alike and a.country == b.country
    return not a.wording.ballot.startswith(_ELECTION) or len(words_of(a.wording.rare) & words_of(b.wording.rare)) >= _NAMED


def is_one_denial(a: Facts, b: Facts) -> bool:
    """Whether two deny, or refuse, one thing, as far as the words beside them tell."""
    told_alike = a.wording.refuses and b.wording.refuses and a.type == b.type == REFUSAL and a.wording.habit == b.wording.habit
    return bool(told_alike and gist(a) & gist(b))


def came_true(a: Facts, b: Facts) -> bool:
    """Whether what one of two tells as planned is told by the other as of that day, or about the day by which it was to be; or a truce lasts."""
    return is_one_truce(a, b) or ((is_of_people(a, b) or is_one_ballot(a, b)) and (days_meet(a, b) or came_due(a, b)))


def is_of_number(a: Facts, b: Facts) -> bool:
    """Whether two acts, of a type that is known by who acts, are told with one number of people."""
    if not a.wording.numbers or a.type != b.type or a.type in DISPUTED:
        return False
    return max(a.wording.numbers & b.wording.numbers, default=0) >= TEAM


def is_sent(a: Facts, b: Facts) -> bool:
    """Whether people are sent in one of two tellings, and come there in the other."""
    if not (a.wording.sends and not a.mode and b.mode == VISIT and not a.negated and not b.negated) or a.spot is None or a.spot != b.spot:
        return False
    return any(word[:_BESIDE] in words_of(a.wording.beside) for who in b.actors for word in who.split())


def places_differ(a: Facts, b: Facts) -> bool:
    """Whether both are told of a place no larger than a town, and neither lies in the other."""
    return a.fine and b.fine and not a.place & b.place


def is_few(people: frozenset[str]) -> bool:
    """Whether some are told by their number and what they are, or as so many: "two foreign journalists", "dozens of people"."""
    return any(" " in who and (is_vague(who) or (count_of(who) is not None and who.rpartition(" ")[2] not in lexicon().anybody)) for who in people)


def are_rivals(a: Facts, b: Facts) -> bool:
    """Whether two sides tell of what was in one quarter of a town on one day: by what, and how many it hit, is just what they dispute."""
    told_apart = a.voices and b.voices and not a.voices & b.voices
    return bool(told_apart and a.spot == b.spot and a.day == b.day is not None and a.spot is not None and is_quarter(a.spot, a.place))


def gist(one: Facts) -> frozenset[str]:
    """The words beside an act but for the names of its people."""
    names = {word[:STEM] for who in (*one.actors, *lexicon().rulers) for word in who.split()}
    return frozenset(word[:STEM] for word in words_of(one.wording.beside)) - names


def is_quarter(spot: str, place: frozenset[str]) -> bool:
    """Whether a place that no list knows lies in a town that one knows."""
    return not spot.isdecimal() and any(p.isdecimal() for p in place)


def is_visit(one: Facts) -> bool:
    """Whether people come or go; one that is told by their talks is a meeting."""
    return one.mode == VISIT and not one.wording.meets


def is_of_people(a: Facts, b: Facts) -> bool:
    """Whether two acts are of one type that is known by who acts, and are by the same."""
    return a.type == b.type and a.type not in DISPUTED and bool((a.actors & b.actors) - lexicon().anybody)


def are_others(a: frozenset[str], b: frozenset[str], nameless: frozenset[str]) -> bool:
    """Whether both sides name somebody, and nobody in common, not even by a word; numbers of people name nobody."""
    if not a or not b or a & b:
        return False
    one, other = ({word for party in side - nameless for word in party.split()} - lexicon().hollow for side in (a, b))
    return bool(one and other and not one & other)


def share(a: str, b: str) -> float:
    """How many of the words of the shorter stand in the other, from 0 to 1."""
    one, other = words_of(a), words_of(b)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
