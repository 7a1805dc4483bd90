"""What the sections of a brief work from: the record at one moment, each thing once, and what each of them weighs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from dateline.faces.brief.shown import Shown, events_of, shown
from dateline.faces.brief.telling import is_clear
from dateline.faces.brief.vocabulary import vocabulary as own_words
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Counts, counts, rivals
from dateline.merge.days import apart
from dateline.merge.plans import Plan, is_refusal, plans
from dateline.merge.state import State
from dateline.merge.vocabulary import vocabulary
from dateline.merge.weight import weight
from dateline.records import Event, Figure
from dateline.text.report import Report

# The kinds of act that a section is for.
_SPEECH = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT"})
_TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_RELIEF = "human_security"  # the context of aid that is relief
_OPENING = frozenset({"access", "ceasefire"})  # modes of RETREAT that let people through
_NEWS, _HALF = 5.0, 20  # points for what was told on the last day, and days after which half of them are gone
_UNCLEAR = 3.0  # points off what does not open with somebody


@dataclass(frozen=True)
class One:
    """A happening, the event that tells it best, all that tell it, its weight in points, and whether its words are `clear` of whom they tell."""

    shown: Shown
    best: Event
    events: tuple[Event, ...]
    weight: float
    clear: bool

    @property
    def last(self) -> str:
        """The last day on which it was told."""
        return self.shown.happening.last or ""


@dataclass(frozen=True)
class Desk:
    """The record `now` and, of what goes by days, from the day `since` on."""

    now: State
    since: str | None = None

    def is_timely(self, day: str) -> bool:
        """Whether what was told on a day (empty where unknown) belongs to the time that the brief is of."""
        return not day or self.since is None or day >= self.since

    @cached_property
    def reports(self) -> list[Report]:
        """The reports of the time that the brief is of."""
        return [r for r in self.corpus.reports.values() if self.is_timely((r.published or "")[:10])]

    @property
    def corpus(self) -> Corpus:
        """Its reports and records."""
        return self.now.corpus

    @cached_property
    def counts(self) -> list[Counts]:
        """Its figures by what they count."""
        return counts(self.corpus)

    @cached_property
    def origin(self) -> dict[str, str]:
        """Report → its origin: whose story it says that it is, else the earliest report that it is a copy of (itself, where there is none)."""
        return {**self.now.traced.origins, **self.now.traced.lent}

    def origins_of(self, reports: Iterable[str]) -> set[str]:
        """The origins of reports."""
        return {self.origin[id] for id in reports}

    @cached_property
    def plans(self) -> list[Plan]:
        """What was planned, by day, with what came of it."""
        return plans(self.corpus, self.now.happenings, self.now.decided, self.now.traced)

    @cached_property
    def rivals(self) -> list[list[Figure]]:
        """Counts of one scope on which sources differ."""
        return [figures for one in self.counts for figures in rivals(self.corpus, one)]

    @cached_property
    def figures_of(self) -> dict[str, list[Figure]]:
        """Event id → the figures of what it did."""
        out: dict[str, list[Figure]] = defaultdict(list)
        for f in self.corpus.all(Figure):
            if f.event is not None:
                out[f.event].append(f)
        return out

    @cached_property
    def all(self) -> list[One]:
        """Every happening told since, in the order of days."""
        found = [self._one(shown(self.corpus, h)) for h in self.now.happenings if self.is_timely(h.last or "")]
        return sorted(found, key=lambda one: (one.shown.day, one.shown.record))

    def _one(self, told: Shown) -> One:
        events = tuple(events_of(self.corpus, told.happening))
        best = next(e for e in events if e.id == told.record)
        age = apart(told.happening.last or "", self.corpus.as_of or "")
        news = 0.0 if age is None else _NEWS * 0.5 ** (age / _HALF)
        clear = is_clear(self.corpus, best)
        points = weight(told.happening, best, self.figures(events)) + news
        return One(told, best, events, points if clear else points - _UNCLEAR, clear)

    def figures(self, events: Iterable[Event]) -> list[Figure]:
        """The figures of what events did."""
        return [f for e in events for f in self.figures_of.get(e.id, ())]

    def of_kind(self, wanted: Callable[[Corpus, Event], bool], *, took_place: bool = True) -> list[One]:
        """The happenings of a kind, by their best told event; only of what `took_place`, by what any report says."""
        return [one for one in self.all if wanted(self.corpus, one.best) and (not took_place or one.shown.state == "took place")]


def is_access(corpus: Corpus, e: Event) -> bool:
    """Whether an act lets people or relief through, or keeps them out."""
    if e.type == "AID":
        return _RELIEF in e.contexts
    return e.type == "CONCEDE" or (e.type == "RETREAT" and e.mode in _OPENING) or is_kept_out(corpus, e)


def is_kept_out(corpus: Corpus, e: Event) -> bool:
    """Whether an act keeps somebody or something out, puts a visit off, or turns down a talk."""
    withheld = e.type == "COERCE" and e.mode == "withhold" and vocabulary().visiting.search(corpus.words(e, e.span)) is not None
    return withheld or is_refusal(corpus, e)


def is_talk(corpus: Corpus, e: Event) -> bool:
    """Whether parties met, agreed, or voted."""
    return not is_access(corpus, e) and (e.type in _TALKS or is_vote(corpus, e))


def is_vote(corpus: Corpus, e: Event) -> bool:
    """Whether a body voted, or one of its members used a veto."""
    return e.type in _SPEECH and own_words().voting.search(corpus.words(e, e.trigger)) is not None


def is_speech(corpus: Corpus, e: Event) -> bool:
    """Whether it is an act of speech between parties: an accusation, a threat, a demand, a rejection, support."""
    return e.type in _SPEECH and not is_access(corpus, e) and not is_vote(corpus, e)


def is_deed(corpus: Corpus, e: Event) -> bool:
    """Whether it is anything else that was done."""
    return e.type not in _SPEECH | _TALKS and not is_access(corpus, e)
