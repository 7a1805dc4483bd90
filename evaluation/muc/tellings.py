"""Our records of a report as the conference's incidents.

Nothing is read here that the records and the layers under them do not say; what is here is which violence the guide wants (its countries, two months
back, no fight between two armed sides), and how its slots are filled. The words are in `guide.toml`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.annotate.layers import Layers
from dateline.records import Event, Figure, Record
from dateline.resolve.parts import When, Where
from dateline.text.report import Report
from evaluation.muc.guide import guide
from evaluation.muc.incident import (
    ACCOMPLISHED,
    ACCUSED,
    ANY,
    ATTEMPTED,
    BY_AUTHORITIES,
    CLAIMED,
    FACT,
    THREATENED,
    Blame,
    Days,
    Incident,
    distinct,
    is_specific,
    lay,
    merged,
)
from evaluation.muc.mentions import Mentions
from evaluation.muc.who import Targets, Who, first_of

_DONE = ("happened", "ongoing")
_AROUND = 3  # words on either side of an event that may tell its stage


def incidents_of(report: Report, layers: Layers, records: Sequence[Record]) -> list[Incident]:
    """The incidents that the records of a report add up to."""
    tellings = Tellings(report, layers, records)
    incidents = merged(tellings.found())
    for blame in tellings.blamed():
        lay(blame, incidents)
    return [tellings.whole(one) for one in incidents if is_specific(one)]


class Tellings:
    """The events of one report that tell an incident, or who did it."""

    def __init__(self, report: Report, layers: Layers, records: Sequence[Record]) -> None:
        self.layers = layers
        self.mentions = Mentions(report, layers)
        self.who = Who(layers, self.mentions, [r for r in records if isinstance(r, Figure)])
        self.events = sorted((r for r in records if isinstance(r, Event)), key=lambda e: e.span)
        self.today = report.published[:10] if report.published else None

    def found(self) -> Iterator[Incident]:
        """Every telling of an incident, in the order of the text."""
        for event in self.events:
            told = self.told(event)
            if told is not None:
                yield told

    def told(self, event: Event) -> Incident | None:
        """What one event tells; None where it is no incident."""
        stage = self._stage(event)
        if stage is None or self._is_old(event.when) or _is_abroad(event.where):
            return None
        trigger = self._trigger(event)
        people, things = self.who.targets(event, trigger if stage == ACCOMPLISHED else frozenset())
        if not _is_wanted(event, trigger, people, things):
            return None
        individuals, bodies = self.who.perpetrators(event.actors)
        told = sorted({self._sentence(event), *(self.layers.sentence_of[self.mentions.run(m).start] for m in event.mentions)})
        return Incident(
            type=_type(event, trigger),
            stage=stage,
            days=self._days(event.when),
            country=event.where.country if event.where is not None and event.where.country in guide().countries else None,
            places=_chain(event.where),
            individuals=individuals,
            organisations=tuple((b, self.who.confidence(event, b)) for b in bodies),
            things=things,
            people=people,
            instruments=distinct(i for n in told for i in self.mentions.instruments(range(*self.layers.sentences[n]))),
            told=tuple(told),
        )

    def blamed(self) -> Iterator[Blame]:
        """Who is said elsewhere to have done it, or says so himself."""
        for event in self.events:
            if event.negated or event.status not in _DONE:
                continue
            if event.type == "ACCUSE" and event.mode == "allege":
                sectors = {p.sector for p in (*event.actors, *(s.party for s in event.sources))}
                sure = BY_AUTHORITIES if sectors & guide().authorities else ACCUSED
                yield Blame(self._sentence(event), *self.who.perpetrators(event.recipients), sure)
            elif event.type == "ASSAULT" and not event.recipients and not self._trigger(event) & guide().words["clashes"]:
                yield Blame(self._sentence(event), *self.who.perpetrators(event.actors), self.who.certainty(event))
            elif event.mode == "release" and {p.sector for p in event.actors} & guide().unlawful:
                yield Blame(self._sentence(event), *self.who.perpetrators(event.actors), FACT)
            elif "responsibility" in self._trigger(event):
                yield Blame(self._sentence(event), *self.who.perpetrators(event.actors), CLAIMED)

    def whole(self, incident: Incident) -> Incident:
        """The incident with what the report as a whole tells: its country, and whose the guerrillas are, where it names but one organisation."""
        told = [e.where.country for e in self.events if e.where is not None and e.where.country in guide().countries]
        country = incident.country or max(told, key=told.count, default=None)
        fighters = any(text.split()[-1].lower() in guide().words["fighters"] for text in incident.individuals)
        unlawful = self.mentions.bodies_of(guide().unlawful) if fighters and not incident.organisations else ()
        organisations = incident.organisations or (((unlawful[0], FACT),) if len(unlawful) == 1 else ())
        return replace(incident, country=country, organisations=organisations)

    def _sentence(self, event: Event) -> int:
        return self.layers.sentence_of[self.mentions.run(event.trigger).start]

    # -- stage and time -------------------------------------------------------------------------------------------------------

    def _stage(self, event: Event) -> str | None:
        """The stage of an event; None of what was neither done nor tried nor threatened."""
        done = event.status in _DONE
        if event.type == "THREATEN":
            threat = event.mode == "violence" or bool(self._trigger(event) & guide().stages["threatened"])
            return THREATENED if threat and done and not event.negated else None
        if event.type != "ASSAULT":
            return None
        run = self.mentions.run(event.span)
        near = self.mentions.lemmas(range(max(0, run.start - _AROUND), min(len(self.layers.words), run.stop + _AROUND)))
        undone = self.mentions.lemmas(range(*self.layers.sentences[self._sentence(event)])) & guide().stages["undone"]
        if done and not event.negated:
            return ATTEMPTED if near & guide().stages["attempted"] or (undone and event.mode == "explosives") else ACCOMPLISHED
        if done:
            return ATTEMPTED if near & guide().stages["attempted"] and not _harms(self._trigger(event)) else None
        lawless = not {p.sector for p in event.actors} & (guide().state | {"GOV"})
        return THREATENED if near & guide().stages["threatened"] or (lawless and near & guide().stages["announced"]) else None

    def _trigger(self, event: Event) -> frozenset[str]:
        return self.mentions.lemmas(self.mentions.run(event.trigger))

    def _is_old(self, when: When | None) -> bool:
        if self.today is None or when is None or when.end is None:
            return False
        return date.fromisoformat(when.end[:10]) < date.fromisoformat(self.today) - timedelta(days=guide().recent)

    def _days(self, when: When | None) -> Days:
        """The days, as the guide has it: what is told by a weekday was on or before the report's day."""
        weekday = when is not None and when.text is not None and bool(set(when.text.lower().split()) & guide().words["weekdays"])
        if when is None or when.start is None or when.end is None or weekday:
            return None, self.today
        return when.start[:10], when.end[:10]


# -- one event ----------------------------------------------------------------------------------------------------------------


def _harms(trigger: frozenset[str]) -> bool:
    """Whether a trigger tells what became of people: that none was hurt is no attempt."""
    return bool(trigger & (guide().effects["DEATH"] | guide().effects["INJURY"]))


def _is_abroad(where: Where | None) -> bool:
    """Whether it was in a country, named as such, that the guide does not ask for."""
    return where is not None and where.precision == "country" and where.country not in guide().countries


def _is_wanted(event: Event, trigger: frozenset[str], people: Targets, things: Targets) -> bool:
    """Whether it is terrorism as the guide has it: someone or something of no armed side was its target."""
    doers = {p.sector for p in event.actors}
    if doers and doers <= guide().state and (any(p.armed for p in people) or (not people and trigger & guide().words["searches"])):
        return False
    if trigger & guide().words["clashes"] and all(p.armed for p in people):
        return False
    if people or things:
        return any(not t.armed for t in (*people, *things))
    return event.mode == "explosives" or (event.mode == "abduct" and bool(event.actors))


def _type(event: Event, trigger: frozenset[str]) -> str:
    return first_of(trigger, guide().triggers, guide().triggers) or first_of(frozenset({event.mode or ""}), guide().modes, guide().modes) or ANY


def _chain(where: Where | None) -> tuple[str, ...]:
    """The names of where it was, the finest first, without the country."""
    out: list[str] = []
    while where is not None and where.precision != "country":
        out.append(where.name.upper())
        where = where.inside
    return tuple(out)
