"""What an event says of a plan, by its status and by the words around it: that there is one, or what became of one."""

import re
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.days import end_of, shifted, start_of
from dateline.merge.keys import is_named
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event
from dateline.resolve.parts import REAL, When
from dateline.resolve.times.timevalue import Context, resolved
from dateline.resolve.times.timex import said

Says = Literal["planned", "demanded", "moved", "called off", "agreed", "refused", "took place", "did not take place"]

REACH = 200  # characters beside an event among which its sentence is looked for
_BEFORE, _AFTER = 5, 14  # words beside an act told by a noun, among which it is told what became of it
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_BESIDE = 5  # words beside a trigger that are the act's own
STOPS = frozenset({"REJECT", "CONCEDE", "OTHER", "COERCE", "SANCTION"})  # types that the reader gives to stopping something
_GRANTS = frozenset({"AGREE", "CONCEDE"})
_NEVER_DUE = frozenset({"REQUEST", "THREATEN", "REJECT", "ASSAULT", "COERCE"})  # acts of speech, and deeds that nobody puts on an agenda
_FOR_ALL = frozenset({"CONSULT", "OTHER", "PROTEST"})
TRUCE = "ceasefire"  # the mode of an act that is followed whoever is to keep it
_LONGEST = 31  # days of a time that is still a day to be kept
TOWNS = frozenset({"point", "neighbourhood", "town", "district"})  # precisions at which two who are there may meet
_TO = re.compile(r"\b(?:to|until|till|for|by)\s+(?=(\S+(?:\s+\S+){0,3}))", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|expected|planned|scheduled|set|slated)\s+(?:to\s+\w+\s+)?(?:for\s+|on\s+)?(?=(\S+(?:\s+\S+){0,3}))", re.IGNORECASE)
_IS = r"(?:be|been|being|is|are|was|were|got)\s+(?:\w+ly\s+|again\s+|now\s+)?"
_NOUN = re.compile(r"(?:\b(?:a|an|the|his|her|its|their|this|that|planned|first|second|new|of|for)|\w['’]s|s['’])(?:\s+\S+){0,2}\s*$", re.IGNORECASE)
_BUT = re.compile(r"\bbut\b")
_NOT = re.compile(r"\b(?:not|never|no longer|failed to)\b|n['’]t\b", re.IGNORECASE)


class Sign(NamedTuple):
    """What an event says; `to`: the time to which a plan is moved, or for which what is called off was due; `anew`: that the day it gives is another
    than was told before; `own`: that it is only told of what somebody does not do; `stays`: that troops are still there; `words`: those it rests on,
    by which it is linked."""

    says: Says
    words: str
    to: When | None = None
    anew: bool = False
    own: bool = False
    stays: bool = False


def sign(corpus: Corpus, event: Event) -> Sign | None:
    """What an event says of a plan; None where it says nothing of any."""
    return _stop(corpus, event) or _done(corpus, event) or _plan(corpus, event)


def clause(corpus: Corpus, event: Event) -> str:
    """The words of the event with its trigger."""
    text = corpus.reports[event.report].text
    return " ".join(text[min(event.span.start, event.trigger.start) : max(event.span.end, event.trigger.end)].split())


def around_trigger(corpus: Corpus, event: Event) -> str:
    """The trigger, and the few words of the event's own stretch on each side of it."""
    text = corpus.reports[event.report].text
    before = text[min(event.span.start, event.trigger.start) : event.trigger.start].split()[-_BESIDE:]
    after = text[event.trigger.end : max(event.span.end, event.trigger.end)].split()[:_BESIDE]
    return " ".join([*before, event.trigger.of(text), *after])


def is_hosting(corpus: Corpus, event: Event) -> bool:
    """Whether its actors are those who let others come."""
    return event.type == "CONSULT" and bool(event.recipients) and vocabulary().hosting.match(corpus.words(event, event.trigger)) is not None


def _stop(corpus: Corpus, event: Event) -> Sign | None:
    """Whether it moves, calls off, refuses or grants something."""
    if event.status not in (*REAL, "planned"):
        return None
    if event.type == "CONCEDE" and event.negated:
        return Sign("refused", clause(corpus, event))
    changed = _changed(corpus, event)
    if changed is not None or event.negated:
        return changed
    words, told = vocabulary(), clause(corpus, event)
    visiting = words.visiting.search(told) is not None
    if event.type == "REJECT" and not words.earlier.search(told):
        own = around_trigger(corpus, event)
        undone = event.status in REAL and event.mode != "yield" and _NOT.search(own) and not words.visiting.search(own)
        return Sign("did not take place" if undone else "refused", told)
    if event.type == "COERCE" and event.status in REAL:  # "barred him | from entering"
        told = f"{told} {_beside(corpus, event)[1]}"
        return Sign("refused", told) if words.visiting.search(told) and not words.earlier.search(told) else None
    return Sign("agreed", told) if event.type in _GRANTS and event.status in REAL and visiting else None


def _changed(corpus: Corpus, event: Event) -> Sign | None:
    """Whether what it tells is moved, called off or turned down: by its own verb, or as a noun beside such a verb."""
    words, trigger = vocabulary(), corpus.words(event, event.trigger)
    before, after = _beside(corpus, event)
    noun = words.affairs.match(clause(corpus, event)) or (words.affairs.search(trigger) and _NOUN.search(before + " "))
    changes: tuple[tuple[Says, re.Pattern[str]], ...] = (("moved", words.moving), ("called off", words.calling_off), ("refused", words.refusing))
    for says, verbs in changes:
        if event.type in STOPS:
            told = f"{clause(corpus, event)} {after}" if says != "refused" and verbs.search(trigger) else ""
        else:
            told = f"{before} {trigger} {after}" if noun and _befalls(verbs, before, after) else ""
        if told:
            return Sign(says, told, _new_day(corpus, event, told) if says == "moved" else _day_after(_DUE, corpus, event, told))
    return None


def _befalls(verbs: re.Pattern[str], before: str, after: str) -> bool:
    """Whether what stands between the words is the object of one of the verbs: "postponed a | visit", "visit | was postponed"."""
    active, passive = _object_of(verbs.pattern)
    return active.search(before) is not None or passive.match(after) is not None


@cache
def _object_of(verbs: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before an object of verbs, and what stands behind what befalls it by them."""
    active, passive = rf"{verbs}(?:\s+\S+){{0,3}}\s*$", rf"(?:[^,;:]*\s)?{_IS}{verbs}"
    return re.compile(active, re.IGNORECASE), re.compile(passive, re.IGNORECASE)


def _beside(corpus: Corpus, event: Event) -> tuple[str, str]:
    """The few words before the trigger and after it, of its sentence."""
    text = corpus.reports[event.report].text
    before = _END.split(text[max(0, event.trigger.start - REACH) : event.trigger.start])[-1]
    after = _END.split(text[event.trigger.end : event.trigger.end + REACH])[0]
    return " ".join(before.split()[-_BEFORE:]), " ".join(after.split()[:_AFTER])


def _new_day(corpus: Corpus, event: Event, told: str) -> When | None:
    """The time to which it is moved: what is said after "to" or "until", taken to lie ahead; else the event's own, if it does."""
    found, own = _day_after(_TO, corpus, event, told), start_of(event.when)
    return found or (event.when if own and own > corpus.day(event) else None)


def _day_after(words_before: re.Pattern[str], corpus: Corpus, event: Event, told: str) -> When | None:
    """The time that is said after one of some words, taken to lie ahead."""
    published = _published(corpus, event)
    for words in words_before.findall(told):
        parts = re.findall(r"[\w'’]+", words)
        read = [(resolved(said(parts[:n]), Context(published, direction=1)), n) for n in range(1, len(parts) + 1)]
        days = [(v, n) for v, n in read if v is not None and v.start and v.precision in ("day", "hour", "minute", "week", "month")]
        if days:
            value, n = next((v, n) for v, n in days if v.value == days[-1][0].value)  # of all the words, the fewest that tell the same
            return When(value.start, value.end, value.precision, value.value, value.basis, " ".join(parts[:n]))
    return None


def _published(corpus: Corpus, event: Event) -> date | None:
    try:
        return date.fromisoformat(corpus.day(event))
    except ValueError:
        return None


def _done(corpus: Corpus, event: Event) -> Sign | None:
    """Whether it is told as done, or as not done."""
    words = clause(corpus, event)
    if event.status in REAL:
        stays = event.type == "MOBILIZE" and not event.negated and vocabulary().staying.match(corpus.words(event, event.trigger)) is not None
        return Sign("did not take place" if event.negated or stays else "took place", words, stays=stays)
    if event.negated:
        says: Says = "refused" if is_hosting(corpus, event) else "called off"
        return Sign(says, words, own=True) if event.status in ("planned", "offered") else None
    before, after = _beside(corpus, event)
    if event.status == "planned" and vocabulary().unfulfilled.search(f"{before} {words}") and _BUT.search(after):
        return Sign("did not take place", words)
    return None


def _plan(corpus: Corpus, event: Event) -> Sign | None:
    """Whether it tells of something that is due: a visit or meeting that is planned, or any act by a day."""
    if event.negated or event.type in _NEVER_DUE or not (event.actors or event.recipients or is_for_all(corpus, event)):
        return None
    start, end, told = start_of(event.when), end_of(event.when), corpus.day(event)
    ahead = start is not None and end is not None and told <= end <= shifted(start, _LONGEST)
    if event.status == "planned" and (ahead if start else _is_travel(event)):
        before, after = _beside(corpus, event)
        return Sign("planned", whole(corpus, event), anew=vocabulary().anew.search(f"{before} {clause(corpus, event)} {after}") is not None)
    return Sign("demanded", clause(corpus, event)) if event.status == "demanded" and ahead and (end or "") > told else None


def is_for_all(corpus: Corpus, event: Event) -> bool:
    """Whether it is a truce, or what has a name by itself ("election", "summit"), which is followed though it is not told who keeps or holds it."""
    affairs, common = vocabulary().affairs, vocabulary().common
    told = whole(corpus, event).split() if event.type in _FOR_ALL else ()
    return event.mode == TRUCE or any(affairs.match(w) and not common.match(w) for w in told)


def whole(corpus: Corpus, event: Event) -> str:
    """The words of the event or, where it names nobody, of its sentence: "sets 7 May as the date | of the parliamentary election"."""
    return clause(corpus, event) if event.actors or event.recipients else " ".join(corpus.sentence(event, REACH).split())


def _is_travel(event: Event) -> bool:
    """Whether somebody named is to go or to be sent to a place, or to meet somebody, so that it is followed though its day is not told."""
    to_town = event.where is not None and event.where.precision in TOWNS
    meets = event.type == "CONSULT" and (event.where is not None or bool(event.recipients))
    return any(map(is_named, event.actors)) and (meets or (event.type == "AID" and to_town))
