"""A happening as a reader is shown it: once, in the words of the report that tells it best."""

from collections.abc import Sequence

import msgspec

from dateline.faces.brief.telling import is_plain, told_words
from dateline.faces.brief.words import where_words
from dateline.faces.marks import Quote, quote
from dateline.merge.corpus import Corpus
from dateline.merge.days import is_long, start_of
from dateline.merge.happening import Happening, State
from dateline.records import Event
from dateline.resolve.parts import REAL

_QUOTED = 180  # characters of a sentence
_READABLE = range(20, 131)  # characters of an event's own words that tell something and are soon read


class Shown(msgspec.Struct, frozen=True):
    """A happening with what a reader is shown of it: its `day` (ISO 8601; the first on which it was told, where none of its own is), its `place`,
    its words and sentence as the event `record` has them, the best told one, how many `reports` tell it, and what it has come to be."""

    happening: Happening
    day: str
    dated: bool
    place: str | None
    words: str
    record: str
    quote: Quote
    reports: int
    state: State


def shown(corpus: Corpus, h: Happening) -> Shown:
    """What is shown of a happening of the corpus."""
    events = events_of(corpus, h)
    best = best_told(corpus, events)
    report = corpus.reports[best.report]
    own = start_of(h.when or best.when)
    dated = own is not None and not is_long(h.when or best.when)
    place = h.where or best.where
    return Shown(
        happening=h,
        day=own if dated and own else h.first or "",
        dated=dated,
        place=where_words(place) if place is not None else None,
        words=told_words(corpus, best),
        record=best.id,
        quote=quote(report.text, best.span, report.furniture, _QUOTED),
        reports=len({e.report for e in events}),
        state=state_of(h),
    )


def events_of(corpus: Corpus, h: Happening) -> list[Event]:
    """The events that tell a happening, in its order."""
    return [e for id in h.events if isinstance(e := corpus.by_id[id], Event)]


def best_told(corpus: Corpus, events: Sequence[Event]) -> Event:
    """The event that tells most: of what took place rather than of its plan, in a plain sentence, who, to whom, when and where, in neither few words
    nor many."""
    return max(events, key=lambda e: _telling(corpus, e)) if len(events) > 1 else events[0]


def _telling(corpus: Corpus, e: Event) -> tuple[bool, int]:
    told = sum(bool(field) for field in (e.actors, e.recipients, e.when, e.where)) + (e.span.end - e.span.start in _READABLE)
    return e.status in REAL and not e.negated, told + 2 * is_plain(corpus, e)


def state_of(h: Happening) -> State:
    """What a happening has come to be: it took place if any report says so, whoever denies it; else what was told last."""
    states = [step.state for step in h.history]
    return "took place" if "took place" in states else states[-1] if states else "supposed"
