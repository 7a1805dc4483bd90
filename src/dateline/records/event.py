"""Events: who did what to whom."""

from collections.abc import Sequence

import msgspec

from dateline.records.acts import Act, Acts
from dateline.records.contexts import contexts_of
from dateline.records.deeds import Deeds
from dateline.records.parts import Certainty, Party, Source, Status, When, Where
from dateline.records.plover import QUADS
from dateline.records.reading import Reading
from dateline.records.retold import Telling, told_once
from dateline.span import Span, cover

_FAR = 14  # words before its trigger in which a side is still of the act's own clause


class Event(msgspec.Struct, frozen=True, kw_only=True, tag="event", tag_field="kind"):
    """Who did what to whom: a PLOVER event as one report tells it."""

    id: str = ""
    report: str = ""
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    status: Status = "happened"
    negated: bool = False
    certainty: Certainty = "certain"
    sources: tuple[Source, ...] = ()
    trigger: Span
    mentions: tuple[Span, ...] = ()
    span: Span


def find(reading: Reading) -> list[Event]:
    """Every event of the report, in reading order; ids are set later. What a report tells several times is one event with several mentions."""
    finder = Acts(reading.layers, reading.parties, reading.places)
    acts = Deeds(reading.layers, finder.arguments).join(finder.find())
    found = [_event(reading, act) for act in acts]
    tellings = [Telling(event, _gist(reading, act), act.toll) for event, act in zip(found, acts, strict=True)]
    return [msgspec.structs.replace(found[first], mentions=tuple(found[k].span for k in others)) for first, others in told_once(tellings)]


def _gist(reading: Reading, act: Act) -> frozenset[str]:
    """The words of the act's clause that say what it is about."""
    words = reading.layers
    sides = {side.word for side in (*act.actors, *act.recipients)}
    first, stop = words.edges[act.trigger.clause]
    return frozenset(words.lemmas[k] for k in range(first, min(stop, first + 60)) if words.upos[k] in ("NOUN", "VERB", "ADJ") and k not in sides)


def _event(reading: Reading, act: Act) -> Event:
    words = reading.layers
    status = reading.status(act.trigger.clause)
    span = _span(reading, act)
    run = [k for k in range(*words.sentences[words.sentence_of[act.word]]) if span.start <= words.starts[k] and words.ends[k] <= span.end]
    return Event(
        type=act.type,
        mode=act.mode,
        contexts=contexts_of([words.lemmas[k] for k in run], [words.words[k] for k in run]),
        cameo=act.cameo,
        quad=QUADS.get(act.type),
        actors=_distinct([s.party for s in act.actors]),
        recipients=_distinct([s.party for s in act.recipients]),
        when=reading.times.of(act.trigger.clause),
        where=reading.places.of(act.word),
        status=status.status,
        negated=status.negated and not act.trigger.negative,
        certainty=status.certainty,
        sources=reading.chains.at(act.trigger.clause),
        trigger=cover([words.span(k, k + 1) for k in act.trigger.words]),
        span=span,
    )


def _span(reading: Reading, act: Act) -> Span:
    """The shortest stretch with the trigger, both sides and the object, within the trigger's sentence."""
    words = reading.layers
    first, stop = words.sentences[words.sentence_of[act.word]]
    parts = [words.span(k, k + 1) for k in (*act.trigger.words, *act.parts)]
    for side in (*act.actors, *act.recipients):
        if first <= side.word < stop and side.word >= act.word - _FAR:
            parts.append(words.span(side.word, side.word + 1))
            if side.party.span is not None and words.starts[first] <= side.party.span.start and side.party.span.end <= words.ends[stop - 1]:
                parts.append(side.party.span)
    for k in words.children[act.word]:
        low, high = words.edges[k]
        if words.deprels[k] in ("obj", "nsubj:pass", "iobj", "xcomp", "obl:agent") and first <= low and high <= stop and high - low <= 12:
            parts.append(words.span(low, high))
    return cover(parts)


def _distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    out: list[Party] = []
    for party in parties:
        if all(party.name != other.name for other in out):
            out.append(party)
    return tuple(out)
