"""What was planned and what came of it: announced, confirmed, agreed or refused, moved, called off, took place or did not.

Plans rest on happenings: those whose events plan something are joined into one plan where they tell of the same, which is then followed through
later reports.
"""

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import msgspec

from dateline.merge.corpus import Corpus
from dateline.merge.days import end_of, meets, shifted, start_of
from dateline.merge.happening import State as PlanState
from dateline.merge.happening import Step, origins_of
from dateline.merge.judgement import pair_of
from dateline.merge.plan_course import ANY, Course, Telling, is_state
from dateline.merge.plan_links import Reasons, done, stopped, told_again, vetoed
from dateline.merge.plan_signs import STOPS, TRUCE, around_trigger, sign
from dateline.merge.state import State
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event
from dateline.resolve.parts import When, Where

MEETINGS = frozenset({"CONSULT"})
Ended = Literal["took place", "refused", "called off", "did not take place"]
Outcome = Literal["ahead", Ended, "unknown"]
OUTCOMES: tuple[str, ...] = get_args(Outcome)

_ENDS: Mapping[str, Ended] = {end: end for end in get_args(Ended)}
_TELLS_OF = frozenset({"planned", "demanded"})  # what an event says that tells of a plan, and not of what came of it
_TELLS_ACT = frozenset({"took place", "did not take place"})
_TROOPS = frozenset({"RETREAT", "MOBILIZE"})  # told of a state, and of its troops
_STANDS = 7  # days for which a plan without a day is ahead
_MOVED = 31  # days for which one that was put off to no day is
_WORD = re.compile(r"\w+")
_MEETS = 24  # plans of a party, the latest, that an event is held against


class Plan(msgspec.Struct, frozen=True, kw_only=True, tag="plan", tag_field="kind"):
    """Something planned, by the events that tell it (`events`, ids, as told; of the happenings with the ids `happenings`).

    `when`: the day last told, null where none is, or where it was put off to no day; `actors`: who is to come or act, `recipients`: whom they meet,
    by name; `steps`: what was said of it, as told; `later`: the event that tells the outcome; null where it is ahead or unknown.
    """

    id: str
    happenings: tuple[str, ...]
    events: tuple[str, ...]
    type: str
    when: When | None = None
    where: Where | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    outcome: Outcome = "unknown"
    later: str | None = None

    @property
    def day(self) -> str | None:
        """The day by which it is sorted."""
        return start_of(self.when)


@dataclass(slots=True)
class _Followed:
    """A plan with its steps so far."""

    course: Course
    told: list[Event] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    outcome: Ended | None = None
    later: Event | None = None


def plans(now: State) -> list[Plan]:
    """The plans of the record, by day, with what became of each by its corpus's day.

    Events are taken in the order in which they were told, of one day last what was done or was not, each held against the latest plans of its
    parties: the work grows with the events.
    """
    following = _Following(now)
    told = [Telling(now.corpus, event, said) for event in now.corpus.all(Event) if (said := sign(now.corpus, event)) is not None]
    for telling in sorted(told, key=lambda t: (t.told, t.sign.says in _TELLS_ACT)):
        following.take(telling)
    return sorted(map(following.plan, following.all), key=lambda p: (p.day or "9999", p.id))


class _Following:
    """Plans while the reports are gone through."""

    def __init__(self, now: State) -> None:
        self._corpus, self._decided, self._traced, self._happening = now.corpus, now.decided, now.traced, now.happening_of
        self._partners: dict[str, list[str]] = defaultdict(list)  # event → those that people held it together with
        for a, b in now.decided:
            self._partners[a].append(b)
            self._partners[b].append(a)
        self._of_key: dict[str, deque[_Followed]] = defaultdict(lambda: deque(maxlen=_MEETS))
        self.all: list[_Followed] = []

    def take(self, telling: Telling) -> None:
        """Note what an event says: of the plan that it fits best or, where it tells what took place, of all that it fits."""
        near = self._near(telling)
        fitting = [(one, why) for one in near if (why := self._why(one, telling, alone=len(near) == 1)) is not None]
        most = max((len(why) for _, why in fitting), default=0)
        best = [(one, why) for one, why in fitting if len(why) == most]
        if telling.sign.says in _TELLS_OF:
            self._tell(*(best[0] if best else (self._start(telling), ())), telling)
        elif telling.sign.says in _TELLS_ACT:
            for one, why in fitting:
                self._note(one, telling, why)
        elif best and all(_is_one_day_out(best[0][0], one) for one, _ in best):
            for one, why in best:
                self._note(one, telling, why)
        elif not best and (kind := _told_by_its_end(telling)) is not None:
            self._note(self._begin(kind, telling), telling, ())

    def _near(self, telling: Telling) -> list[_Followed]:
        """The plans that share a party or a place with the event, and are not long past; for what was done also those whose place it names, but none
        that took place already."""
        judged = self._partners.get(telling.event.id, ())
        keys = [*_keys(telling), *judged]
        if telling.sign.says in _TELLS_ACT:
            keys += [w.lower() for w in _WORD.findall(telling.sentence) if w[0].isupper()]
        found = {id(one): one for key in dict.fromkeys(keys) for one in self._of_key.get(key, ())}
        days, acts = ANY if judged else telling.days, telling.sign.says in _TELLS_ACT
        return [one for one in found.values() if not (acts and one.outcome == "took place") and one.course.may_tell(telling, days)]

    def _why(self, one: _Followed, telling: Telling, *, alone: bool) -> Reasons | None:
        """Why the event tells of a plan; None where it does not."""
        course, event, says = one.course, telling.event, telling.sign.says
        if event.id in self._partners:
            decisions = {self._decided.get(pair_of(event.id, e.id)) for e in one.told}
            if decisions & {"same", "different"}:
                return None if "different" in decisions else ("decided by a person",)
        why: Reasons | None
        if says in _TELLS_OF:
            why = told_again(course, telling, alone=alone)
        elif self._origin(event) in course.origins and says not in ("moved", "called off"):
            why = None  # a report that tells what is due tells of what was before it, and so does a copy of it
        elif says == "did not take place" and telling.told < (start_of(course.when) or ""):
            why = None  # what was not done before its day says nothing
        elif says == "took place" or (says == "did not take place" and (event.type == course.type or telling.sign.stays)):
            why = done(course, telling)
        else:
            why = stopped(course, telling) or (vetoed(course, telling) if says == "refused" else None)
        return (*why, "one happening") if why is not None and self._happening[event.id] in course.happenings else why

    def _origin(self, event: Event) -> str:
        """The report of which its report is a copy, or that itself."""
        return self._traced.origins.get(event.report, event.report)

    def _start(self, telling: Telling) -> _Followed:
        one = _Followed(Course(telling.event.type, telling.event.mode, first=telling.told))
        self.all.append(one)
        return one

    def _begin(self, kind: str, telling: Telling) -> _Followed:
        """A plan of which nothing was told before it was moved or called off."""
        one = _Followed(Course(kind, telling.event.mode, first=telling.told))
        one.course.when = telling.sign.to if telling.sign.says == "called off" else None
        self.all.append(one)
        self._keep(one, telling)
        return one

    def _tell(self, one: _Followed, why: Reasons, telling: Telling) -> None:
        """Put down that a plan is told, or told again."""
        course, event, day = one.course, telling.event, start_of(telling.event.when)
        state = self._told_as(one, telling)
        if state is not None:
            one.steps.append(Step(telling.told or None, state, event.id, day if state == "moved" else None, why))
        if day and (course.when is None or not meets(course.when, event.when) or _is_finer(event.when, course.when)):
            if one.steps[-1].state == "moved" and course.when is None:  # put off, and the new day is told now
                one.steps[-1] = msgspec.structs.replace(one.steps[-1], to=day)
            course.when = event.when
        self._keep(one, telling)

    def _keep(self, one: _Followed, telling: Telling) -> None:
        """Take in a telling, and what the plan is looked up by."""
        event = telling.event
        one.told.append(event)
        one.course.widen(telling, self._happening[event.id], self._origin(event))
        for key in (event.id, *_keys(telling)):
            if not any(other is one for other in self._of_key[key]):
                self._of_key[key].append(one)

    def _told_as(self, one: _Followed, telling: Telling) -> PlanState | None:
        """What a telling makes of a plan; None where it says nothing new."""
        known, day = start_of(one.course.when), start_of(telling.event.when)
        if not one.told:
            return "demanded" if telling.sign.says == "demanded" else "announced"
        if known and day and not meets(one.course.when, telling.event.when):
            return "moved"
        if one.outcome in ("refused", "called off") and one.later is not None and telling.told > self._corpus.day(one.later):
            one.outcome, one.later = None, None
            return "announced"
        if (day or not known) and not any(s.state == "confirmed" for s in one.steps) and self._is_of_another(one, telling.event):
            return "confirmed"
        return None

    def _is_of_another(self, one: _Followed, event: Event) -> bool:
        """Whether it has the plan from another origin than the first telling."""
        origin = origins_of(self._corpus, [one.told[0], event], *self._traced)
        return origin[event.id] != origin[one.told[0].id]

    def _note(self, one: _Followed, telling: Telling, why: Reasons) -> None:
        """Put down what came of a plan. What took place is not called off afterwards."""
        course, event, says = one.course, telling.event, telling.sign.says
        if one.outcome == "took place" or (one.outcome == "did not take place" and says != "took place"):
            return
        to = start_of(telling.sign.to)
        if says == "moved" and to is not None and to == start_of(course.when):
            return
        told, ended = telling.told or None, _ENDS.get(says)
        if ended is not None:
            if one.outcome is None or ended == "took place":
                one.outcome, one.later = ended, event
                one.steps.append(Step(told, ended, event.id, None, why))
        elif says == "moved":
            course.move(telling.sign.to, telling.told)
            one.outcome, one.later = None, None
            one.steps.append(Step(told, "moved", event.id, to, why))
        elif says == "agreed":
            one.outcome, one.later = None, None
            one.steps.append(Step(told, "agreed", event.id, None, why))

    def plan(self, one: _Followed) -> Plan:
        """What it came to by the corpus's day."""
        course = one.course
        events = tuple(e.id for e in one.told)
        return Plan(
            id=hashlib.sha256("\n".join(sorted(events)).encode()).hexdigest()[:16],
            happenings=tuple(sorted(course.happenings)),
            events=events,
            type=course.type,
            when=course.when,
            where=course.wheres[-1] if course.wheres else None,
            actors=tuple(p.name for p in course.goers),
            recipients=tuple(p.name for p in course.others),
            steps=tuple(one.steps),
            outcome=one.outcome or ("ahead" if self._is_ahead(one) else "unknown"),
            later=one.later.id if one.later is not None else None,
        )

    def _is_ahead(self, one: _Followed) -> bool:
        as_of, end = self._corpus.as_of, end_of(one.course.when)
        if as_of is None:
            return True
        if end:
            return end >= as_of
        return one.course.last >= shifted(as_of, -(_MOVED if one.steps[-1].state == "moved" else _STANDS))


def _keys(telling: Telling) -> Iterator[str]:
    """What plans are looked up by: their parties, and the place, or what it is (a truce, a vote), for what names none of them."""
    for _, keys in telling.keys:
        yield from sorted(keys)
    if telling.event.where is not None:
        yield telling.event.where.name.lower()
        if telling.event.where.country:
            yield f"in {telling.event.where.country}"
    elif telling.sign.says in _TELLS_OF:  # whom a country hosts, in a town that is not told yet
        yield from (f"in {p.country}" for p in telling.others if is_state(p))
    if telling.decides or vocabulary().vetoing.search(telling.sign.words):
        yield "decides"
    if telling.event.type in _TROOPS:
        yield from (f"of {p.country}" for p in telling.event.actors if p.country)
    if telling.event.mode == TRUCE or telling.event.type == "OTHER" or not telling.keys:
        yield telling.event.mode or telling.event.type


def _is_one_day_out(a: _Followed, b: _Followed) -> bool:
    """Whether two plans are of one undertaking, for the same people on the same day: to enter a district, to bring aid."""
    return a is b or (a.course.who == b.course.who and a.course.when == b.course.when and a.course.when is not None)


def _told_by_its_end(telling: Telling) -> str | None:
    """The type of the plan that is first told of by its being moved to, or called off for, a day that lies ahead; None for any other event."""
    sign, words, day = telling.sign, vocabulary(), start_of(telling.sign.to)
    if sign.says not in ("moved", "called off") or sign.own or not day or not telling.told or day < telling.told or not telling.keys:
        return None
    kind = "CONSULT" if words.visiting.search(sign.words) else telling.event.type
    return kind if kind not in STOPS or kind == "OTHER" else None


def _is_finer(a: When | None, b: When | None) -> bool:
    return (start_of(a) or "") >= (start_of(b) or "") and (end_of(a) or "9") <= (end_of(b) or "9") and a != b


def is_refusal(corpus: Corpus, e: Event) -> bool:
    """Whether an event keeps someone out, puts a visit off, or turns down a talk."""
    if e.status not in ("happened", "ongoing", "planned") or not (e.recipients or e.actors):
        return False
    if e.type == "REJECT":
        return not e.negated and vocabulary().admittance.search(around_trigger(corpus, e)) is not None
    return e.negated and e.type in ("CONSULT", "AID", "CONCEDE")
