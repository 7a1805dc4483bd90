"""Nouns that only name an act which the report has told before: "condemned the veto", "after this meeting", "its withdrawal".

They tell no event of their own: each is one more mention of the event that it names, or of none.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from dateline.annotate.layers import Layers
from dateline.records.acts.act_words import names_again, words_of
from dateline.records.acts.retold import Told, same_time
from dateline.resolve.reading import Reading
from dateline.span import Span

_WHOSE = frozenset({"of", "by", "between", "with"})
_AT = frozenset({"in", "at", "on", "to"})
_STEM = 4  # letters that a noun shares with the verb that it is made of: "withdrawal", "withdrew"
_NEAR = 2  # sentences up to the nearest of several acts that a noun may name
_LATEST = 30  # acts before the noun that it is held against: so that long reports cost no more


class Event(Told, Protocol):
    """What is looked at of an event."""

    @property
    def trigger(self) -> Span: ...
    @property
    def contexts(self) -> tuple[str, ...]: ...
    @property
    def mentions(self) -> tuple[Span, ...]: ...


def named_again(reading: Reading, events: Sequence[Event]) -> dict[int, tuple[Span, ...]]:
    """Index of an event → the nouns that name it once more, beside its trigger and the mentions that it has."""
    words = reading.layers
    taken = {k for e in events for span in (e.trigger, *e.mentions) for k in _within(words.starts, span)}
    order = sorted(range(len(events)), key=lambda n: events[n].trigger.start)
    starts = [events[n].trigger.start for n in order]
    found: dict[int, list[Span]] = defaultdict(list)
    for i in _known_nouns(reading):
        stop = 0 if i in taken else bisect_left(starts, words.starts[i])
        told = [(n, events[n]) for n in order[max(0, stop - _LATEST) : stop] if _may_name(reading, i, events[n])]
        home = _meant(reading, i, told)
        if home is not None:
            found[home].append(words.span(i, i + 1))
    return {n: tuple(spans) for n, spans in found.items()}


def _within(starts: Sequence[int], span: Span) -> range:
    """The words that begin in a span."""
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _known_nouns(reading: Reading) -> Iterator[int]:
    """Nouns for acts that are told as known: "the veto", "Annan's visit"."""
    words = reading.layers
    for i, tag in enumerate(words.upos):
        if tag == "NOUN" and names_again(words.lemmas[i]) and (words.child(i, "nmod:poss") is not None or _has_article(reading, i)):
            yield i


def _has_article(reading: Reading, i: int) -> bool:
    return any(reading.layers.low[c] in words_of("known") for c in reading.layers.all_children(i, "det"))


def _may_name(reading: Reading, i: int, event: Event) -> bool:
    """Whether noun i may name an event: of its kind, of nobody else, of no other day, and of no place or body that the event's words lack."""
    words = reading.layers
    marks = names_again(words.lemmas[i]).get(event.type)
    listed = marks is not None and (not marks or not marks.isdisjoint((event.mode or "-", *event.contexts)))
    day = next((when for c in (i, *words.children[i]) if (when := reading.times.at(c)) is not None), None)
    if not (listed or _is_kin(reading, i, event)) or same_time(day, event.when) is False:
        return False
    whose = [c for c in words.children[i] if words.deprels[c] == "nmod:poss" or (words.deprels[c] == "nmod" and _preposition(reading, c) in _WHOSE)]
    parties = [p for c in whose for p in reading.parties.of(c)]
    sides = {p.name.casefold() for p in (*event.actors, *event.recipients)}
    if parties and not any(p.name.casefold() in sides for p in parties):
        return False
    beside = [c for c in words.children[i] if words.deprels[c] == "compound" or (words.deprels[c] == "nmod" and _preposition(reading, c) in _AT)]
    said = reading.report.text[event.span.start : event.span.end].casefold()
    return all(words.low[c] in said for c in beside if words.upos[c] == "PROPN")


def _preposition(reading: Reading, c: int) -> str:
    return next((reading.layers.low[k] for k in reading.layers.all_children(c, "case")), "")


def _is_kin(reading: Reading, i: int, event: Event) -> bool:
    """Whether noun i is made of the verb that tells an event: "the vote" of "voted"."""
    stem = reading.layers.lemmas[i][:_STEM]
    return any(word.startswith(stem) for word in event.trigger.of(reading.report.text).casefold().split())


def _is_named(words: Layers, event: Event) -> bool:
    """Whether a noun for an act is among the words that tell an event: "voted in the referendum"."""
    told = (k for span in (event.trigger, *event.mentions) for k in _within(words.starts, span))
    return any(words.upos[k] == "NOUN" and names_again(words.lemmas[k]) for k in told)


def _meant(reading: Reading, i: int, told: Sequence[tuple[int, Event]]) -> int | None:
    """Which of several events noun i names: the one of whose verb it is made, one named by such a noun, the only one, or the nearest before it."""
    words = reading.layers
    likely = [n for n, e in told if _is_kin(reading, i, e)] or [n for n, _ in told]
    likely = [n for n, e in told if n in likely and _is_named(words, e)] or likely
    if len(likely) == 1:
        return likely[0]
    first = words.starts[words.sentences[max(0, words.sentence_of[i] - _NEAR + 1)][0]]
    near = [n for n, e in told if n in likely and e.trigger.start >= first]
    return near[-1] if near else None
