"""Lengths of time put on the calendar by what they hang on: a day that the text gives for an event ("two days after the vote"), or the present
("has shelled it for nearly four weeks")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from dateline.annotate.layers import Layers
from dateline.resolve.parts import When
from dateline.resolve.times.grains import moved, rendered
from dateline.resolve.times.time_spans import Found
from dateline.resolve.times.timevalue import dated

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_SIDE = {"after": 1, "following": 1, "before": -1}
_NOUNS = frozenset(("NOUN", "PROPN"))
_NEAR = 6  # words between "after" and the noun of the event
_TAKES_PART = frozenset(("nsubj", "obj", "obl", "nmod"))  # how the noun of an event stands to the verb whose day is its own


def anchored(layers: Layers, found: Sequence[Found], published: date | None) -> list[Found]:
    """The expressions, in order: the lengths of time that are so tied put on the calendar, and each "on the eve of" an event with a day added."""
    days = _days(layers, found)
    out = [_after_event(layers, one, days) or _up_to_now(layers, one, published) or one for one in found]
    return sorted([*out, *_eves(layers, days)], key=lambda f: f.first)


def _after_event(layers: Layers, one: Found, days: dict[int, date]) -> Found | None:
    """ "Two days after the vote", where the text gives the day of the vote."""
    length = _length(one)
    side = _SIDE.get(layers.low[one.stop]) if one.stop < len(layers.words) else None
    noun = _noun_from(layers, one.stop + 1) if length is not None and side is not None else None
    base = _day_of(layers, noun, days) if noun is not None else None
    if length is None or side is None or noun is None or base is None:
        return None
    day = moved(base, length[1], side * length[0])
    root = noun if layers.heads[one.root] == noun else one.root
    return _on(layers, one.first, one.stop, root, noun, rendered(day, length[1])) if day else None


def _eves(layers: Layers, days: dict[int, date]) -> Iterator[Found]:
    for i in range(len(layers.words) - 1):
        if layers.low[i] == "eve" and layers.low[i + 1] == "of":
            noun = _noun_from(layers, i + 2)
            base = _day_of(layers, noun, days) if noun is not None else None
            day = moved(base, "D", -1) if base else None
            if noun is not None and day is not None:
                yield _on(layers, i, i + 1, i, noun, rendered(day, "D"))


def _on(layers: Layers, first: int, stop: int, root: int, last: int, value: str) -> Found:
    """An expression of words `first` to `stop`, whose words as told go on to `last`."""
    told = dated(value, "relative")
    when = When(told.start, told.end, told.precision, value, "relative", layers.text(first, last + 1), layers.span(first, last + 1))
    return Found(first, stop, root, when)


def _up_to_now(layers: Layers, one: Found, published: date | None) -> Found | None:
    """ "Has shelled the town for four weeks": the four weeks before publication."""
    length, verb = _length(one), layers.heads[one.root]
    if length is None or published is None or verb < 0 or layers.case(one.root) != "for":
        return None
    if not any(layers.low[c] in ("has", "have") for c in layers.all_children(verb, "aux")):
        return None
    start = moved(published, length[1], -length[0])
    if start is None:
        return None
    precision = dated(rendered(start, length[1]), "relative").precision
    when = msgspec.structs.replace(one.when, start=start.isoformat(), end=published.isoformat(), precision=precision, basis="relative")
    return replace(one, when=when)


def _length(one: Found) -> tuple[int, str] | None:
    match = _LENGTH.fullmatch(one.when.value or "") if one.when.start is None and one.when.end is None else None
    return (int(match[1]), match[2]) if match else None


def _days(layers: Layers, found: Sequence[Found]) -> dict[int, date]:
    """Word → the one day that an expression which hangs on it tells."""
    out: dict[int, date] = {}
    for one in found:
        when, over = one.when, layers.heads[one.root]
        if over >= 0 and when.precision == "day" and when.start is not None and when.start == when.end:
            out[over] = date.fromisoformat(when.start[:10])
    return out


def _noun_from(layers: Layers, first: int) -> int | None:
    """The head of the noun phrase that opens at word `first`: the last noun of its run."""
    for i in range(first, min(first + _NEAR, len(layers.words))):
        if layers.upos[i] in _NOUNS and (i + 1 == len(layers.words) or layers.upos[i + 1] not in _NOUNS):
            return i
        if layers.upos[i] not in ("DET", "ADJ", "ADP", "PRON", "NUM", "PART", *_NOUNS):
            return None
    return None


def _day_of(layers: Layers, noun: int, days: dict[int, date]) -> date | None:
    """The one day that the text gives for the event that a noun names, there or where it names it again."""
    alike = (i for i, lemma in enumerate(layers.lemmas) if lemma == layers.lemmas[noun] and layers.upos[i] in _NOUNS)
    told = {day for i in alike if (day := _own_day(layers, i, noun, days)) is not None}
    return told.pop() if len(told) == 1 else None


def _own_day(layers: Layers, i: int, asked: int, days: dict[int, date]) -> date | None:
    if i in days:
        return days[i]
    verb = layers.heads[i]
    return days.get(verb) if verb >= 0 and i != asked and layers.relations[i] in _TAKES_PART and layers.upos[verb] == "VERB" else None
