"""What the sections of a brief work from: the record at one moment, each thing once, and what each of them weighs."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from dateline.faces.brief.only import Only
from dateline.faces.brief.shown import Shown, events_of, shown
from dateline.faces.brief.telling import is_clear
from dateline.faces.brief.vocabulary import vocabulary as own_words
from dateline.faces.brief.weight import TRUCE, weight
from dateline.faces.brief.words import place_words
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Counts, counts, rivals
from dateline.merge.days import apart, one_day
from dateline.merge.keys import party_keys
from dateline.merge.plans import Plan, is_refusal, plans
from dateline.merge.state import State
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event, Figure
from dateline.resolve.parts import Where
from dateline.text.report import Report
from dateline.text.sentence import sentence_around

# The kinds of act that a section is for.
_SPEECH = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT"})
_TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_RELIEF = "human_security"  # the context of aid that is relief
_OPENING = "access"  # the mode of RETREAT that lets people through
_VIOLENCE = "ASSAULT"
_ALL = Only()
_OF_PLACES = frozenset({"happenings", "agenda", "figures"})  # commands that can be asked of one place
_OF_ACTORS = frozenset({"happenings", "agenda"})  # and of one actor
_NEWS, _HALF = 5.0, 30  # points for what was told on the last day, and days after which half of them are gone
_UNCLEAR = 3.0  # points off what does not open with somebody


@dataclass(frozen=True)
class One:
    """A happening, the event that tells it best, all that tell it, its `weight` in points, what it gains by being `news`, and whether its words are
    `clear` of whom they tell."""

    shown: Shown
    best: Event
    events: tuple[Event, ...]
    weight: float = 0.0
    news: float = 0.0
    clear: bool = True

    @property
    def last(self) -> str:
        """The last day on which it was told."""
        return self.shown.happening.last or ""

    @property
    def somebody(self) -> bool:
        """Whether it tells of anybody; a ceasefire, which may take effect by itself, is told of all."""
        return bool(self.best.actors or self.best.recipients) or self.best.mode == TRUCE

    @property
    def where(self) -> Where | None:
        """Its place."""
        return self.shown.happening.where or self.best.where

    @property
    def town(self) -> str | None:
        """The name of the town that its place is, or lies in; else of the place."""
        return town_of(self.where)


@dataclass(frozen=True)
class Desk:
    """The record `now` and, of what goes by days, from the day `since` on. `only`: the place or actor that it is of alone; `options`: the moments
    that were asked for, as the command line has them."""

    now: State
    since: str | None = None
    only: Only = _ALL
    options: str = ""

    def see(self, command: str) -> str:
        """The command that shows more, of the same place, actor and moment."""
        verb = command.partition(" ")[0]
        place = f' --place "{self.only.place}"' if self.only.place and verb in _OF_PLACES and "--place" not in command else ""
        actor = f' --actor "{self.only.actor}"' if self.only.actor and verb in _OF_ACTORS else ""
        return f"dateline {command}{place}{actor}{self.options}"

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
        return plans(self.now)

    @cached_property
    def rivals(self) -> list[list[Figure]]:
        """Counts of one scope on which sources differ."""
        return [figures for one in self.counts for figures in rivals(self.corpus, one)]

    @cached_property
    def figures_of(self) -> dict[str, list[Figure]]:
        """Event id → the figures of what it did; under the id of a report, those of it that are of no event."""
        out: dict[str, list[Figure]] = defaultdict(list)
        for f in self.corpus.all(Figure):
            out[f.event or f.report].append(f)
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
        points = weight(self.corpus, told.happening, best, self.figures(events))
        return One(told, best, events, points if clear else points - _UNCLEAR, news, clear)

    def figures(self, events: Iterable[Event]) -> list[Figure]:
        """The figures of what each event did, and those that its words tell; of violence without any, those of its report for its day and place."""
        return list(dict.fromkeys(f for e in events for f in self._own(e) or self._there(e)))

    def _own(self, e: Event) -> list[Figure]:
        return [f for f in (*self.figures_of.get(e.id, ()), *self._told_by(e)) if f.event is not None or e.span.overlaps(f.span)]

    def _there(self, e: Event) -> list[Figure]:
        return [f for f in self._told_by(e) if _is_there(f, e)] if e.type == _VIOLENCE else []

    def _told_by(self, e: Event) -> list[Figure]:
        """The figures of an event's report that are of no event."""
        return self.figures_of.get(e.report, [])

    def keys(self, one: One) -> set[Hashable]:
        """What a reader knows a happening by: its sentence; violence by its day and town, anything else by its day, its kind and who does it. Two
        with a key in common are not told beside each other."""
        best, day = one.best, one.shown.day
        sentence = sentence_around(self.corpus.reports[best.report].text, best.trigger)
        act = ("violence", one.town) if best.type == _VIOLENCE else (best.type, party_keys(best.actors))
        return {(best.report, sentence.start), (day, *act)}

    def of_kind(self, wanted: Callable[[Corpus, Event], bool], *, took_place: bool = True) -> list[One]:
        """The happenings of a kind, by their best told event; only of what `took_place`, by what any report says."""
        return [one for one in self.all if wanted(self.corpus, one.best) and (not took_place or one.shown.state == "took place")]


def _is_there(f: Figure, e: Event) -> bool:
    """Whether a figure is of the day and place of an event."""
    day = one_day(e.when)
    return day is not None and one_day(f.when) == day and f.where is not None and e.where is not None and f.where.name == e.where.name


def town_of(where: Where | None) -> str | None:
    """The name of the town that a place is, or lies in, as a reader knows it; else of the place."""
    if where is None:
        return None
    chain = [where]
    while (outer := chain[-1].inside) is not None:
        chain.append(outer)
    towns = [w for w in chain if w.precision == "town"]
    return place_words((towns[-1] if towns else where).name)


def is_access(corpus: Corpus, e: Event) -> bool:
    """Whether an act lets people or relief through, or keeps them out."""
    if e.type == "AID":
        return _RELIEF in e.contexts
    granted = e.type == "CONCEDE" and _is_of_entry(corpus, e)
    return granted or (e.type == "RETREAT" and e.mode == _OPENING) or is_kept_out(corpus, e)


def is_kept_out(corpus: Corpus, e: Event) -> bool:
    """Whether an act keeps somebody or something out, or puts a visit off."""
    withheld = e.type == "COERCE" and e.mode == "withhold" and vocabulary().visiting.search(corpus.words(e, e.span)) is not None
    return withheld or (is_refusal(corpus, e) and _is_of_entry(corpus, e))


def _is_of_entry(corpus: Corpus, e: Event) -> bool:
    """Whether what is refused or granted is that somebody, or relief, may come in; of a request, by the sentence that tells what was asked for."""
    words, own = corpus.words(e, e.span), own_words()
    if own.asking.search(words):
        words = sentence_around(corpus.reports[e.report].text, e.trigger).of(corpus.reports[e.report].text)
    return own.entry.search(words) is not None


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
