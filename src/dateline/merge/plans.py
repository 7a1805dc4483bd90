"""What was planned, what came of it, and who was refused."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, end_of, shifted, start_of
from dateline.merge.same import is_named, party_key, party_keys, together
from dateline.merge.vocabulary import vocabulary
from dateline.records import Event
from dateline.resolve.parts import REAL, Party

Outcome = Literal["took place", "refused or not done"]
MEETINGS = frozenset({"CONSULT"})
_EARLY, _LATE = 1, 2  # days by which what took place may miss its plan
_LONGEST = 31  # days of a plan that are looked at
_STANDS = 7  # days after which a plan without a day is no news
_HOSTS = frozenset({None, "GOV", "MIL"})  # sectors that may let visitors of their country in
_NEAR = 5  # words from a refusal in which it says of what


@dataclass(frozen=True)
class Plan:
    """Something planned, by the reports that tell it; `outcome` is what a later one says of it, resting on `later`."""

    told: list[Event]
    ahead: bool
    outcome: Outcome | None = None
    later: Event | None = None

    @property
    def day(self) -> str | None:
        """The day by which it is sorted."""
        return start_of(self.told[0].when)


def plans(corpus: Corpus) -> list[Plan]:
    """Visits and meetings that were planned, and any other act planned for a day, by their day. Where one is to be on one day is one plan."""
    planned = [e for e in corpus.all(Event) if e.status == "planned" and not e.negated and e.actors and (e.type in MEETINGS or start_of(e.when))]
    dated = _by_actor_and_day([e for e in planned if start_of(e.when)])
    undated = together(corpus, [e for e in planned if not start_of(e.when)])
    by_day: dict[str, list[Event]] = defaultdict(list)
    for event in corpus.all(Event):
        by_day[start_of(event.when) or corpus.day(event)].append(event)
    out = []
    for told in dated + undated:
        if _is_ahead(corpus, told):
            out.append(Plan(told, ahead=True))
        elif start_of(told[0].when):
            out.append(Plan(told, False, *_outcome(corpus, told, by_day)))
    return sorted(out, key=lambda p: (p.day or "9999", -len(p.told)))


def _by_actor_and_day(planned: Sequence[Event]) -> list[list[Event]]:
    out: list[list[Event]] = []
    known: dict[tuple[str, str | None, str], list[Event]] = {}
    for event in planned:
        keys = [(event.type, start_of(event.when), actor) for actor in sorted(party_keys(event.actors))]
        told = next((known[k] for k in keys if k in known), None)
        if told is None:
            told = []
            out.append(told)
        told.append(event)
        known.update((k, known.get(k, told)) for k in keys)
    return out


def _is_ahead(corpus: Corpus, told: Sequence[Event]) -> bool:
    end = end_of(told[0].when)
    if corpus.as_of is None:
        return True
    return end >= corpus.as_of if end else corpus.day(told[-1]) >= shifted(corpus.as_of, -_STANDS)


def _outcome(corpus: Corpus, told: Sequence[Event], by_day: dict[str, list[Event]]) -> tuple[Outcome | None, Event | None]:
    """What a later report says: it was turned down, or was done by the same actor about that day, best at the same place or with the same party."""
    reports = {e.report for e in told}
    visitors = frozenset[str]().union(*(party_keys(e.actors) for e in told))
    about = frozenset[object]().union(*(_about(e, e.recipients) for e in told))
    best: tuple[int, Outcome | None, Event | None] = (-1, None, None)
    for day in _days_of(corpus, told[0]):
        for event in by_day.get(day, ()):
            if event.report in reports or corpus.day(event) < corpus.day(told[0]):
                continue
            outcome, others = _came_of(corpus, told[0], visitors, event)
            its = _about(event, others)
            fit = 1 if its & about else -1 if its and about else 0
            if outcome is not None and fit > best[0]:
                best = (fit, outcome, event)
    return best[1:]


def _days_of(corpus: Corpus, plan: Event) -> Iterator[str]:
    """The days from its announcement to a little after it was due."""
    start, end = start_of(plan.when) or "", end_of(plan.when) or ""
    first = max(min(corpus.day(plan), shifted(start, -_EARLY)), shifted(start, -_LONGEST))
    for k in range(min(apart(first, end) or 0, 2 * _LONGEST) + _LATE + 1):
        yield shifted(first, k)


def _came_of(corpus: Corpus, plan: Event, visitors: frozenset[str], event: Event) -> tuple[Outcome | None, Sequence[Party]]:
    """What an event says of a plan of the `visitors`, and the other party to it."""
    if is_refusal(corpus, event) and visitors & party_keys(event.recipients):
        return ("refused or not done" if _is_by_host(corpus, plan, event) else None), event.actors
    when = start_of(event.when) or corpus.day(event)
    if event.type != plan.type or not visitors & party_keys(event.actors) or when < shifted(start_of(plan.when) or "", -_EARLY):
        return None, ()
    if event.negated:
        return ("refused or not done" if _about(event, event.recipients) & _about(plan, plan.recipients) else None), event.recipients
    return ("took place" if event.status in REAL else None), event.recipients


def _is_by_host(corpus: Corpus, plan: Event, refusal: Event) -> bool:
    """Whether those who refuse are those to be visited, and it is the visit that they refuse, not a thing that the visitor said."""
    hosts = party_keys(plan.recipients)
    countries = {p.country for p in plan.recipients} | ({plan.where.country} if plan.where else set())
    host = any(party_key(p) in hosts or (p.country in countries - {None} and p.sector in _HOSTS) for p in refusal.actors)
    return host and vocabulary().visiting.search(_around_trigger(corpus, refusal)) is not None


def _about(event: Event, others: Sequence[Party]) -> frozenset[object]:
    """Where it is, and with whom: words and ids that two tellings may share."""
    place = event.where
    names = (place.place_id, place.name.lower(), place.country) if place else ()
    return frozenset(x for x in (*names, *(p.country for p in others), *(party_key(p) for p in others)) if x)


def refusals(corpus: Corpus) -> list[list[Event]]:
    """Who was kept out, put off or turned down: each as the events that tell it, by day."""
    clusters = together(corpus, [e for e in corpus.all(Event) if is_refusal(corpus, e) and any(map(is_named, (*e.actors, *e.recipients)))])
    return sorted(clusters, key=lambda c: start_of(c[0].when) or corpus.day(c[0]))


def is_refusal(corpus: Corpus, e: Event) -> bool:
    """Whether an event keeps someone out, puts a visit off, or turns down a talk."""
    if e.status not in ("happened", "ongoing", "planned") or not (e.recipients or e.actors):
        return False
    if e.type == "REJECT":
        return not e.negated and vocabulary().admittance.search(_around_trigger(corpus, e)) is not None
    return e.negated and e.type in ("CONSULT", "AID", "CONCEDE")


def _around_trigger(corpus: Corpus, e: Event) -> str:
    """The trigger, and the few words of the event's own stretch on each side of it."""
    text = corpus.reports[e.report].text
    before = text[min(e.span.start, e.trigger.start) : e.trigger.start].split()[-_NEAR:]
    after = text[e.trigger.end : max(e.span.end, e.trigger.end)].split()[:_NEAR]
    return " ".join([*before, e.trigger.of(text), *after])
