"""Figures: counts of people and things, as intervals with their words."""

from typing import Literal

import msgspec

from dateline.annotate.layers import Layers
from dateline.records.counts import counted
from dateline.records.counts.counted_nouns import Counted
from dateline.records.ids import record_id
from dateline.resolve.figure_words import forms, lexicon
from dateline.resolve.parts import Party, Source, When, Where
from dateline.resolve.reading import Reading
from dateline.span import Span

What = Literal[
    "killed", "wounded", "missing", "displaced", "detained", "besieged", "evacuated", "hostages", "fighters", "protesters", "in_need", "other"
]
Bound = Literal["exact", "at_least", "at_most", "about", "range", "vague"]


class Figure(msgspec.Struct, frozen=True, kw_only=True, tag="figure", tag_field="kind"):
    """A count as an interval with its bound and its words. `low` and `high` are whole numbers, null where open."""

    id: str = ""
    report: str = ""
    what: What
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    text: str
    of: str | None = None
    part_of: str | None = None
    by: Party | None = None
    event: str | None = None
    when: When | None = None
    where: Where | None = None
    sources: tuple[Source, ...] = ()
    span: Span


# What a zero may be said of: "no casualties" is a figure, "no fighters" is not.
_ZERO = frozenset(("killed", "wounded", "missing", "detained"))
_LEADS = frozenset(("of", "the", "other", "others", "more", "another", "-", '"', "member", "strong"))  # no words of the noun
_FAR = 3  # sentences between a part and its whole
_DEEDS = frozenset(("killed", "wounded", "detained", "displaced", "besieged", "hostages", "other"))


def find(reading: Reading) -> list[Figure]:
    """Every figure of the report, in reading order; ids are set later, but `part_of` holds the id that the whole will have."""
    kept = [c for c in counted.counts(reading.layers) if c.what is not None and (c.phrase.high != 0 or c.what in _ZERO)]
    plain = [_figure(reading, c) for c in kept]
    wholes = [_whole(reading.layers, kept, i) for i in range(len(kept))]
    return [
        msgspec.structs.replace(f, part_of=record_id(plain[w], reading.report.id)) if w is not None else f for f, w in zip(plain, wholes, strict=True)
    ]


def _figure(reading: Reading, c: Counted) -> Figure:
    layers = reading.layers
    about = c.trigger if c.trigger >= 0 else c.first
    return Figure(
        what=c.what,  # type: ignore[arg-type]  # the lexicon's categories are checked against What when loaded
        low=c.phrase.low,
        high=c.phrase.high,
        bound=c.phrase.bound,
        text=layers.text(c.phrase.first, c.phrase.stop),
        of=_of(layers, c),
        by=_by(reading, c),
        when=reading.when(about, reading.status(about).status),
        where=reading.places.of(about),
        sources=reading.chains.at(c.phrase.stop - 1),
        span=layers.span(c.first, c.stop),
    )


def _of(layers: Layers, c: Counted) -> str | None:
    """The words of the counted noun, without the number: "Israeli soldiers"."""
    if c.noun is None or layers.low[c.noun] in ("others", "other"):
        return None
    if c.noun < c.phrase.first:
        return layers.words[c.noun]
    first = c.phrase.stop
    while first < c.noun and (layers.low[first] in _LEADS or layers.upos[first] in ("DET", "NUM")):
        first += 1
    return layers.text(first, c.noun + 1)


def _by(reading: Reading, c: Counted) -> Party | None:
    """The party held responsible: who did it by the tree, where that is someone and not a blast."""
    if c.what not in _DEEDS or c.trigger < 0:
        return None
    layers = reading.layers
    doer = layers.child(c.trigger, "nsubj") if c.active else layers.child(c.trigger, "obl:agent")
    if doer is None and not c.active:
        doer = next((k for k in layers.all_children(c.trigger, "obl") if layers.case(k) == "by"), None)
    if doer is None and c.active and layers.relations[c.trigger] in ("advcl", "conj", "xcomp") and layers.heads[c.trigger] >= 0:
        doer = layers.child(layers.heads[c.trigger], "nsubj")
    if doer is not None and not _is_someone(layers, doer):
        doer = next((k for k in layers.all_children(doer, "nmod") if layers.case(k) == "by" and _is_someone(layers, k)), None)
    if doer is None or c.first <= doer < c.stop or (c.active and doer > c.trigger) or layers.deprels[doer] == "nsubj:pass":
        return None
    parties = reading.parties.of(doer)
    name = layers.name_at[doer]
    if not parties or (name is not None and name.label == "LOC" and parties[0].country is None):
        return None  # towns do nothing
    return parties[0]


def _is_someone(layers: Layers, i: int) -> bool:
    words, nouns = lexicon(), lexicon().nouns
    said = forms(layers.low[i], layers.lemmas[i])
    if any(w in nouns.attacks or (w in nouns.things and w not in nouns.forces) for w in said):
        return False
    return layers.name_at[i] is not None or any(w in nouns.forces or w in nouns.people or w in words.weak for w in said)


def _whole(layers: Layers, kept: list[Counted], i: int) -> int | None:
    """The index of the figure that figure i is part of: the nearest of the same kind that is no smaller and no part itself."""
    part = kept[i]
    if not part.subset:
        return None
    here = layers.sentence_of[part.first]
    of_them = part.noun is None and not part.forward  # "eight of them are in custody": of whomever was counted last
    far = 0 if part.forward else _FAR
    for j in range(i + 1, len(kept)) if part.forward else range(i - 1, -1, -1):
        whole = kept[j]
        if abs(here - layers.sentence_of[whole.first]) > far:
            return None
        if (whole.what == part.what or of_them) and not whole.subset and not whole.article and _fits(part, whole):
            return j
    return None


def _fits(part: Counted, whole: Counted) -> bool:
    most = whole.phrase.high
    least = part.phrase.low
    return most is None or least is None or least <= most
