"""A plan while it is followed, and the events that may tell of it, by what they are linked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dateline.knowledge import actors
from dateline.merge.corpus import Corpus
from dateline.merge.days import end_of, one_day, shifted, start_of
from dateline.merge.keys import is_named, party_keys, words_key
from dateline.merge.plan_signs import REACH, Sign, is_hosting
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event
from dateline.resolve.parts import Party, When, Where

_TELLS = 7  # days after its day within which it is told what became of a plan
_DATED = 31  # the same where what is told bears a time of its own, by which it is the plan's or not
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # acts for which both sides are there
UNDATED = 14  # days for which a plan without a day is followed
ANY = ("", "9999")
LATE = 2  # days after its day on which a visit may still begin
_LEAST = 4  # letters of a word of a topic
STEM = 5  # letters by which the forms of a word are one
_STATES = frozenset({"state", "government"})
_DECISIONS = frozenset({"AGREE", "SUPPORT", "OTHER"})
_WHOSE = re.compile(r"^.+['’]s?\s+(?=[a-z])")


class Telling:
    """An event with what it says, and what it is linked by, each worked out once."""

    def __init__(self, corpus: Corpus, event: Event, sign: Sign) -> None:
        self.event, self.sign = event, sign
        self.told = corpus.day(event)
        self.day, self.is_dated = one_day(event.when), start_of(event.when) is not None
        self.goers, self.others = _sides(corpus, event)
        self.keys = [(p, _keys_of([p])) for p in (*event.actors, *event.recipients)]
        self._corpus = corpus

    def known(self, parties: Iterable[Party]) -> frozenset[str]:
        """By what some of its parties are known."""
        wanted = list(parties)
        return frozenset[str]().union(*(keys for p, keys in self.keys if any(p is w for w in wanted)))

    @cached_property
    def mine(self) -> frozenset[str]:
        """By what those are known who come or act."""
        return self.known(self.goers)

    @cached_property
    def theirs(self) -> frozenset[str]:
        """By what those are known whom they meet."""
        return self.known(self.others)

    @cached_property
    def comers(self) -> frozenset[str]:
        """By what those are known who may have come: of two who met, either."""
        return self.known((*self.goers, *(p for p in self.others if not is_state(p))))

    @cached_property
    def there(self) -> frozenset[str]:
        """By what those are known whom it shows to have been there; a state may be told of anywhere."""
        event = self.event
        return self.known(p for p in (*event.actors, *(event.recipients if event.type in MUTUAL else ())) if not is_state(p))

    @cached_property
    def all(self) -> frozenset[str]:
        """By what all its parties are known."""
        return frozenset[str]().union(*(keys for _, keys in self.keys))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return stems(self.sign.words)

    @cached_property
    def sentence(self) -> str:
        """Its sentence."""
        return self._corpus.sentence(self.event, REACH)

    @cached_property
    def days(self) -> tuple[str, str]:
        """The days between which what it tells must lie: any, unless it is an act that was done and ends nothing."""
        if self.sign.says != "took place" or self.ends:
            return ANY
        return min(start_of(self.event.when) or self.told, self.told), max(end_of(self.event.when) or self.told, self.told)

    @cached_property
    def decides(self) -> bool:
        """Whether it is the decision of a body."""
        return is_decision(self.event, self.sign)

    @cached_property
    def leaves(self) -> bool:
        """Whether it tells that somebody leaves."""
        return vocabulary().leaving.match(self._corpus.words(self.event, self.event.trigger)) is not None

    @cached_property
    def ends(self) -> bool:
        """Whether its words tell that something has ended."""
        return vocabulary().ending.search(self.sign.words) is not None


class _Near(NamedTuple):
    """The days between which an act must lie that can be the one planned, and the last on which the plan can be `told` of: by what bears no time
    of its own, and by what does."""

    first: str
    last: str
    told: tuple[str, str]


@dataclass(slots=True)
class Course:
    """A plan while it is followed: who is to do it, with whom, where and when, as last told, the stems of its words and of its sentences, and whether
    it is a decision, or that somebody leaves. `who` and `met`: by what those who go, and those whom they meet, are known."""

    type: str
    mode: str | None
    first: str
    last: str = ""
    goers: list[Party] = field(default_factory=list)
    others: list[Party] = field(default_factory=list)
    who: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    wheres: list[Where] = field(default_factory=list)
    when: When | None = None
    topic: set[str] = field(default_factory=set)
    sentences: set[str] = field(default_factory=set)
    decides: bool = False
    leaves: bool = False
    _near: "_Near" = field(init=False)
    happenings: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)

    def widen(self, telling: Telling, happening: str, origin: str) -> None:
        """Take in one more telling of it, of a report of an `origin`. Who goes is as it was told first."""
        event = telling.event
        if not self.goers:
            self.goers, self.who = list(telling.goers), telling.mine
        for party in telling.others:
            keys = telling.known([party])
            if not keys & (self.who | self.met):
                self.others.append(party)
                self.met |= keys
        if event.where is not None and event.where not in self.wheres:
            self.wheres.append(event.where)
        self.topic |= telling.stems
        self.sentences |= stems(telling.sentence)
        self.decides |= telling.decides
        self.leaves |= telling.leaves
        self.last = telling.told
        self.happenings.add(happening)
        self._note_days()
        self.origins.add(origin)

    @property
    def countries(self) -> frozenset[str]:
        """The countries to which it goes: of its places, and of states and their organs that are to be met."""
        return countries_of((p for p in self.others if not _is_person(p)), self.wheres)

    @property
    def is_visit(self) -> bool:
        """Whether it goes to a place, so that it is made with whomever is met there."""
        return self.type == "CONSULT" and any(map(is_place, self.others))

    def move(self, to: When | None, told: str) -> None:
        """Let it be due at another time, as is told on a day."""
        self.when, self.last = to, told
        self._note_days()

    def _note_days(self) -> None:
        first = start_of(self.when) if self.when is not None and self.when.start else self.first
        end, last = end_of(self.when), shifted(self.last, UNDATED)
        told = (shifted(end, _TELLS), shifted(end, _DATED)) if end else (last, last)
        self._near = _Near(first or self.first, shifted(end, LATE + 1) if end else last, told)

    def may_tell(self, telling: Telling, days: tuple[str, str]) -> bool:
        """Whether an event can tell of it by when it is told, and by the `days` between which what it tells may lie."""
        near, (first, last) = self._near, days
        return telling.told <= near.told[telling.is_dated] and near.first <= last and first <= near.last


def _sides(corpus: Corpus, event: Event) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who is to do it, and with whom: those who come and those who receive them."""
    if is_hosting(corpus, event):
        return event.recipients, event.actors
    return (event.actors, event.recipients) if event.actors else (event.recipients, ())


def is_decision(event: Event, sign: Sign) -> bool:
    """Whether a body decides: adopts, approves, votes."""
    return event.type in _DECISIONS and vocabulary().deciding.search(sign.words) is not None


def _keys_of(parties: Iterable[Party]) -> frozenset[str]:
    """What parties are known by; one told by a word ("army", "Egypt's army") also by that word alone, since not every report tells whose it is."""
    told = list(parties)
    words = (_WHOSE.sub("", p.name) for p in told)
    return party_keys(told) | {words_key(w) for w in words if w[:1].islower()}


def stems(words: str) -> frozenset[str]:
    """What the words of a topic begin with."""
    return frozenset(w[:STEM] for w in words_key(words).split() if len(w) >= _LEAST and w not in vocabulary().hollow and not w.isdecimal())


def countries_of(parties: Iterable[Party], wheres: Iterable[Where]) -> frozenset[str]:
    """The countries of parties and places."""
    return frozenset(c for c in (*(p.country for p in parties), *(w.country for w in wheres)) if c)


def _is_person(party: Party) -> bool:
    known = actors.actor(party.actor) if party.actor is not None else None
    return known is not None and known.kind == "person"


def is_state(party: Party) -> bool:
    """Whether a party is a state or its government."""
    known = actors.actor(party.actor) if party.actor is not None else None
    return known is not None and known.kind in _STATES


def is_place(party: Party) -> bool:
    """Whether a party is a state or a place, where one can be."""
    return is_state(party) or (party.actor is None and party.sector is None and is_named(party) and party.role is None)
