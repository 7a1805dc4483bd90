"""Whether an event tells of a plan: by who, with whom, where, on which day and in which words, with the reasons for it.

Without reasons there is no link: a plan of which nobody surely said more is left with its outcome unknown.
"""

import re
from functools import cached_property

from dateline.merge.counts.places import places_lie
from dateline.merge.days import apart, end_of, meets, shifted, start_of
from dateline.merge.keys import is_named
from dateline.merge.plan_course import LATE, MUTUAL, STEM, UNDATED, Course, Telling, countries_of, is_place, is_state, stems
from dateline.merge.plan_signs import TOWNS, TRUCE
from dateline.merge.vocabulary import vocabulary
from dateline.resolve.parts import Party

Reasons = tuple[str, ...]

_HOSTS = frozenset({None, "GOV", "MIL"})  # sectors that let visitors of their country in, or keep them out
_KIND = re.compile(r"(?:\s+[a-z]\w*)+$")  # "Baba Amr | district"
_AHEAD = re.compile(r"\b(?:will|would|shall|due|planned|expected|scheduled|(?:is|are|was|were) to|next|upcoming)\b", re.IGNORECASE)


class _Shared:
    """What a plan and an event have in common; `mine`: by what those of the event are known who may be those of the plan."""

    def __init__(self, course: Course, telling: Telling, mine: frozenset[str], words: str | None = None) -> None:
        self.course, self.telling = course, telling
        self.words = telling.sign.words if words is None else words
        self.who = bool(mine & course.who)

    @cached_property
    def rest(self) -> list[Party]:
        """The event's parties that are not to do what is planned."""
        return [p for p, keys in self.telling.keys if not keys & self.course.who]

    @cached_property
    def party(self) -> bool:
        return any(keys & self.course.met and not keys & self.course.who for _, keys in self.telling.keys)

    @cached_property
    def lying(self) -> str:
        """How its place lies to the plan's: "same", "apart", or empty where that is not told."""
        lying = {places_lie(self.telling.event.where, w) for w in self.course.wheres}
        return "same" if lying & {"same", "inside", "around"} else "apart" if lying == {"apart"} else ""

    @cached_property
    def country(self) -> bool:
        """Whether it is in, or with an organ of, a country to which the plan goes."""
        where = [self.telling.event.where] if self.telling.event.where is not None else []
        return not self.lying and bool(self.course.countries & countries_of((p for p in self.rest if p.sector in _HOSTS), where))

    @cached_property
    def named(self) -> bool:
        """Whether its words name whom or where the plan is to meet."""
        names = [*(p.name for p in self.course.others if is_named(p)), *(w.name for w in self.course.wheres)]
        return any(_KIND.sub("", name) in self.words for name in names)

    @property
    def firm(self) -> bool:
        """Whether they share whom they meet, or where."""
        return self.party or self.lying == "same" or self.country

    @cached_property
    def clash(self) -> bool:
        """Whether it is with somebody else, or somewhere else."""
        others = any(map(is_named, self.rest)) and any(map(is_named, self.course.others))
        return self.lying == "apart" or (others and not self.firm)

    @cached_property
    def topic(self) -> frozenset[str]:
        """The stems that its words share with those of the plan."""
        return self.telling.stems & self.course.topic

    @cached_property
    def affair(self) -> bool:
        """Whether these are of what tells a plan by itself: a summit, an election."""
        affairs, common, votes = vocabulary().affairs, vocabulary().common, vocabulary().votes
        if votes.search(self.words) and any(map(votes.match, self.course.topic)):
            return True
        return any(affairs.match(w) and not common.match(w) for w in self.words.split() if w[:STEM].lower() in self.topic)

    def reasons(self, *more: str) -> Reasons:
        """What they have in common, in words."""
        told = (
            ("the same who", self.who),
            ("the same other party", self.party),
            ("the same place", self.lying == "same"),
            ("the same country", self.country),
        )
        return (*(says for says, holds in told if holds), *(m for m in more if m))


def told_again(course: Course, telling: Telling, *, alone: bool) -> Reasons | None:
    """Why a telling of a plan tells of this one; `alone`: it is the only one of its parties."""
    if telling.event.type != course.type or telling.leaves != course.leaves:
        return None
    across = bool(telling.mine & course.met and telling.theirs & course.who)
    shared = _Shared(course, telling, telling.mine)
    nameless = shared.affair and not (telling.all and course.goers)
    if not (shared.who or across or nameless) or (shared.clash and not across):
        return None
    if start_of(course.when) and start_of(telling.event.when):
        day = meets(course.when, telling.event.when)
        if not day and not (telling.sign.anew and (shared.firm or across)):
            return None
        return shared.reasons("its day" if day else "another day", "its words" if nameless else "")
    days = apart(course.last, telling.told)
    only = alone and any(map(is_named, telling.goers))
    near = days is not None and days <= UNDATED and (shared.who or across) and (shared.firm or across or only)
    return shared.reasons("no other plan of theirs" if only else "") if near else None


def done(course: Course, telling: Telling) -> Reasons | None:
    """Why an act that was done, or was not, is the one planned, or shows that it was done."""
    if course.leaves and not telling.leaves:
        return None
    if telling.sign.stays:
        return _stayed(course, telling) if course.type == "RETREAT" else None
    if telling.sign.says == "took place":
        return _same_act(course, telling) or _decided(course, telling) or _shown_there(course, telling)
    return _same_act(course, telling)


def _same_act(course: Course, telling: Telling) -> Reasons | None:
    if telling.event.type != course.type:
        return None
    shared = _Shared(course, telling, telling.comers)
    day = _fits_day(course, telling, placed=shared.firm)
    if day is None or shared.lying == "apart" or (day == "by its day" and vocabulary().partly.search(telling.sign.words)):
        return None
    truce = telling.event.mode == course.mode == TRUCE and not (telling.all and course.goers)
    nameless = shared.affair and (course.type == "OTHER" or (shared.lying == "same" and not course.goers))
    if day and (truce or nameless):
        return shared.reasons(day, "its words")  # a truce is kept, and a vote held, by all, whom few reports name
    if not shared.who and day and shared.lying == "same" and course.type == "CONSULT" and _are_such(course, telling):
        return shared.reasons("who is named in its sentence", day)
    if not shared.who or shared.clash:
        return None
    if course.others and not course.is_visit and not (shared.party or shared.country) and any(map(is_named, shared.rest)):
        return None  # whom they met is told, and it is not whom they were to meet
    bare = not course.others and not course.wheres
    alone = day == "its day" and not course.others and not telling.others  # a council that meets
    enough = shared.firm or (shared.topic and (course.type != "CONSULT" or (bare and day) or alone))
    return shared.reasons(day, "its words" if shared.topic else "") if enough else None


def _stayed(course: Course, telling: Telling) -> Reasons | None:
    """Why those who are still there were to have left by then: troops of the same country, told of in the words of the plan."""
    end, countries = end_of(course.when), countries_of(telling.event.actors, ())
    if not end or telling.told <= end or not countries & countries_of(course.goers, ()):
        return None
    return ("the same country", "its words") if len(stems(telling.sentence) & course.topic - _name_stems(course)) > 1 else None


def _are_such(course: Course, telling: Telling) -> bool:
    """Whether those who go have no names on either side, and the sentence has the word for those of the plan: "a team of six observers"."""
    if any(map(is_named, (*course.goers, *telling.goers))):
        return False
    return all(stems(p.name.split()[-1]) & stems(telling.sentence) for p in course.goers)


def _shown_there(course: Course, telling: Telling) -> Reasons | None:
    """Why another act shows that a visit or meeting took place: by those who were to come, on its day and in its town, or by those who met there."""
    if course.type != "CONSULT":
        return None
    event, day = telling.event, _fits_day(course, telling, placed=False)
    shared = _Shared(course, telling, telling.there, telling.sentence)
    there = any(w.precision in TOWNS and w.name in shared.words for w in course.wheres)
    if day == "" and event.type in MUTUAL and shared.who and shared.party and (there or shared.lying == "same"):
        return shared.reasons("its place is named" if there else "")
    if telling.day is None or telling.told < telling.day or not day:
        return None
    if shared.who and shared.lying == "same" and event.where is not None and event.where.precision in TOWNS:
        return shared.reasons("its day")
    there = there or (not course.wheres and event.where is not None and event.where.precision in TOWNS and event.where.country in course.countries)
    told = any(is_named(p) and not is_state(p) and _is_told(p, course) for p in event.actors)
    names = shared.who or told or any(is_named(p) and p.name in shared.words for p in (*course.goers, *course.others) if not is_place(p))
    if not there or not (names or not any(map(is_named, event.actors))) or _AHEAD.search(shared.words):
        return None
    meets = any(vocabulary().affairs.fullmatch(w) and (shared.who or told or w[:STEM].lower() in course.topic) for w in shared.words.split())
    return shared.reasons("its place is named" if course.wheres else "", "its day", "its words") if meets else None


def _is_told(party: Party, course: Course) -> bool:
    """Whether the words of a plan name a party that is none of its own: "to host a group of Friends of Syria"."""
    return bool(stems(party.name)) and stems(party.name) <= course.topic


def _decided(course: Course, telling: Telling) -> Reasons | None:
    """Why another act of a body that was to decide is the decision: of what its sentence is about beside the body itself."""
    if not (course.decides and telling.decides):
        return None
    shared = _Shared(course, telling, telling.known(telling.event.actors))
    day = _fits_day(course, telling, placed=False)
    return shared.reasons(day, "its words") if shared.who and day and stems(telling.sentence) & course.sentences - _name_stems(course) else None


def vetoed(course: Course, telling: Telling) -> Reasons | None:
    """Why members of a body stopped what it was to decide."""
    if not (course.decides and vocabulary().vetoing.search(telling.sign.words)):
        return None
    day = _fits_day(course, telling, placed=False)
    return (day, "its words") if day and stems(telling.sentence) & course.sentences - _name_stems(course) else None


def _name_stems(course: Course) -> frozenset[str]:
    return stems(" ".join(p.name for p in course.goers))


def stopped(course: Course, telling: Telling) -> Reasons | None:
    """Why an act that moves, calls off, refuses or grants something is about this plan."""
    sign, words = telling.sign, vocabulary()
    shared, end = _Shared(course, telling, telling.all), end_of(course.when)
    if telling.day is not None and end is not None and telling.day > end:
        return None
    spoken = not shared.who and any(is_named(p) and not is_state(p) and p.name.split()[-1] in sign.words for p in course.goers)
    if not (shared.who or spoken or (shared.affair and not sign.own)) or (shared.clash and not shared.named):
        return None
    day = telling.day is not None and meets(course.when, telling.event.when)
    placed = shared.firm or shared.named or (day and _Shared(course, telling, telling.all, telling.sentence).named)
    if not placed and not (shared.who or spoken):
        return None
    if course.type != "CONSULT":
        kept_out = course.type == "AID" and shared.who and (shared.firm or day) and words.visiting.search(sign.words)
        return shared.reasons("its day" if day else "", "its words") if kept_out or shared.topic - _name_stems(course) else None
    if not (shared.affair or words.visiting.search(sign.words) or words.affairs.search(sign.words)):
        return None
    if sign.says in ("refused", "agreed") and not placed:
        return None
    return shared.reasons("" if shared.who else "named in its words", "its day" if day else "", "its words")


def _fits_day(course: Course, telling: Telling, *, placed: bool) -> str | None:
    """That an act was done on the day of the plan, as a reason; empty where its day is not told; None where it was another day. `placed`: it is
    known to be where, or with whom, it was to be. What has ended since was done."""
    found = _day_of(course, telling, placed=placed)
    if found is not None or course.type == "CONSULT":
        return found
    start = start_of(course.when)
    return "its end" if start is not None and start <= (end_of(telling.event.when) or telling.told) and telling.ends else None


def _day_of(course: Course, telling: Telling, *, placed: bool) -> str | None:
    told, day, when = telling.told, telling.day, telling.event.when
    start, end = start_of(course.when), end_of(course.when)
    if not start or not end:
        return ("while it was due" if day else "") if course.first <= (day or told) <= shifted(course.last, UNDATED) else None
    if course.when is not None and course.when.start is None:  # by a day
        return "by its day" if course.first <= (day or told) <= (end if day else shifted(end, LATE)) else None
    if day is not None:
        if start <= day <= end:
            return "its day"
        return "soon after its day" if placed and end < day <= shifted(end, LATE) and course.is_visit else None
    if start_of(when):
        return "its time" if meets(course.when, when) and (end_of(when) or "") >= start else None
    return "" if start <= told <= shifted(end, LATE + 1) else None
