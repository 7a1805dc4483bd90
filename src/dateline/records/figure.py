"""Figures: counts of people and things, as intervals with their words."""

from typing import Literal

import msgspec

from dateline.annotate.layers import Layers
from dateline.records.counts import counted
from dateline.records.counts.counted_nouns import HYPHENS, Counted
from dateline.records.counts.doers import doer_of
from dateline.records.counts.raised import raised
from dateline.records.counts.scopes import Scope, scope_of
from dateline.records.ids import record_id
from dateline.resolve.figure_words import lexicon
from dateline.resolve.parts import Party, Source, When, Where
from dateline.resolve.reading import Reading
from dateline.span import Span

What = Literal[
    "killed", "wounded", "missing", "displaced", "detained", "besieged", "evacuated", "hostages", "fighters", "protesters", "in_need", "other"
]
Bound = Literal["exact", "at_least", "at_most", "about", "range", "vague"]


class Figure(msgspec.Struct, frozen=True, kw_only=True, tag="figure", tag_field="kind"):
    """A count as an interval with its bound and its words. `low` and `high` are whole numbers, null where open.

    `scope`: of one event (an attack, a crash), of a period (a day, a month), or cumulative, a crisis up to the report; null where nothing tells.
    `supersedes`: the earlier figure that this one takes the place of ("rose to 26 from 18"). Both it and `part_of` are ids of the same report.
    """

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
    scope: Scope | None = None
    supersedes: str | None = None


# What a zero may be said of: "no casualties" is a figure, "no fighters" is not.
_ZERO = frozenset(("killed", "wounded", "missing", "detained"))
# No words of the noun.
_LEADS = frozenset(("of", "the", "other", "others", "more", "another", "own", "mostly", "mainly", "-", '"', "member", "strong"))
_FAR = 3  # sentences between a part and its whole
_HARM = frozenset(("killed", "wounded", "missing", "displaced"))
_DEEDS = frozenset(("killed", "wounded", "detained", "displaced", "besieged", "hostages", "other"))
_MANY = 10  # people or more: the same count told twice is of one event
_INSIDE = frozenset(("nsubj", "obj", "obl", "nmod", "nummod", "conj", "xcomp", "acl", "compound", "appos"))  # how a word lies in its clause
_STEPS = 4  # words up the clause
_WAR = 10_000  # people or more: what a war has come to
_TOTAL = 1_000  # as _WAR, where the sentence tells of a running total
_TOLLS = frozenset(("toll", "tally", "count", "number", "total", "figure"))


def find(reading: Reading) -> list[Figure]:
    """Every figure of the report, in reading order; ids are set later, but `part_of` holds the id that the whole will have."""
    kept = [c for c in counted.counts(reading.layers) if c.what is not None and (c.phrase.high != 0 or c.what in _ZERO) and _is_so(reading, c)]
    plain = _completed(kept, [_figure(reading, c) for c in kept])
    plain = _carried(reading.layers, kept, plain)
    wholes = [_whole(reading.layers, kept, i) for i in range(len(kept))]
    found = [f if w is None else _as_part(f, plain[w], reading.report.id) for f, w in zip(plain, wholes, strict=True)]
    for i, before in raised(reading.layers, kept):
        found[i] = msgspec.structs.replace(found[i], supersedes=record_id(found[before], reading.report.id))
    return found


def _carried(layers: Layers, kept: list[Counted], figures: list[Figure]) -> list[Figure]:
    """The figures; a toll of which nothing is told is the running total that was told last, if of its order: "Activists put the toll at 8,000"."""
    out: list[Figure] = []
    for c, f in zip(kept, figures, strict=True):
        if f.scope is None and c.trigger >= 0 and layers.low[c.trigger] in _TOLLS:
            size = f.low or f.high or 0
            last = next((g for g in reversed(out) if g.what == f.what and size <= 2 * (g.low or g.high or 0) <= 4 * size), None)
            if last is not None and last.scope == "cumulative":
                f = msgspec.structs.replace(f, scope=last.scope, when=f.when or last.when, where=last.where)
        out.append(f)
    return out


def _completed(kept: list[Counted], figures: list[Figure]) -> list[Figure]:
    """The figures, with the time and place that others tell for them: those of the same deed, then those of the same count of many people.

    Headlines give a toll that a later sentence gives again with its day and town.
    """
    deeds: dict[int, list[Figure]] = {}
    for c, f in zip(kept, figures, strict=True):
        deeds.setdefault(c.trigger, []).append(f)
    figures = [_agreed(f, deeds[c.trigger]) for c, f in zip(kept, figures, strict=True)]
    counts: dict[tuple[str, int], list[Figure]] = {}
    for f in figures:
        counts.setdefault((f.what, f.low or f.high or 0), []).append(f)
    return [f if f.bound == "vague" or (f.low or f.high or 0) < _MANY else _agreed(f, counts[f.what, f.low or f.high or 0]) for f in figures]


def _agreed(f: Figure, told: list[Figure]) -> Figure:
    """`f`, where it tells no time or place, with the only one that `told` tell."""
    if f.when is not None and f.where is not None:
        return f
    whens = {(g.when.start, g.when.end): g.when for g in told if g.when}
    wheres = {g.where.name: g.where for g in told if g.where}
    when = f.when or (next(iter(whens.values())) if len(whens) == 1 else None)
    where = f.where or (next(iter(wheres.values())) if len(wheres) == 1 else None)
    return msgspec.structs.replace(f, when=when, where=where)


def _as_part(part: Figure, whole: Figure, report: str) -> Figure:
    """`part`, tied to its whole, whose time, place and doer it has where it tells none and the same befell both."""
    tied = msgspec.structs.replace(part, part_of=record_id(whole, report))
    if part.what != whole.what:
        return tied
    return msgspec.structs.replace(
        tied, when=part.when or whole.when, where=part.where or whole.where, by=part.by or whole.by, scope=part.scope or whole.scope
    )


def _is_so(reading: Reading, c: Counted) -> bool:
    """Whether the harm that is counted was done, if unsurely ("may have died"), or is ahead, and not only thought of ("could kill 20") or denied."""
    if c.what not in _HARM or c.trigger < 0 or c.phrase.high == 0:
        return True
    told = reading.status(c.trigger)
    auxiliaries = [reading.layers.low[k] for k in reading.layers.all_children(c.trigger, "aux")]
    unsure = auxiliaries[:2] in (["may", "have"], ["might", "have"])
    return (told.status != "hypothetical" or unsure) and not told.negated


def _figure(reading: Reading, c: Counted) -> Figure:
    layers, when = reading.layers, _when(reading, c)
    scope = scope_of(layers, c, when)
    return Figure(
        what=c.what,  # type: ignore[arg-type]  # the lexicon's categories are checked against What when loaded
        low=c.phrase.low,
        high=c.phrase.high,
        bound=c.phrase.bound,
        text=layers.text(c.phrase.first, c.phrase.stop),
        of=_of(layers, c),
        by=_by(reading, c),
        when=when,
        where=_where(reading, c, scope),
        sources=reading.chains.at(c.phrase.stop - 1),
        span=layers.span(c.first, c.stop),
        scope=scope,
    )


def _when(reading: Reading, c: Counted) -> When | None:
    """The time of what befell them, else of what their clause tells."""
    over = _over(reading.layers, c)
    status = reading.status(over[0]).status
    return next((when for i in over if (when := reading.when(i, status))), None)


def _where(reading: Reading, c: Counted, scope: Scope | None) -> Where | None:
    """The place of what befell them, else of what their clause tells; but a war's total is of a whole country, whatever town stands beside."""
    over = _over(reading.layers, c)
    size = c.phrase.low or c.phrase.high or 0
    war = size >= _WAR or (scope == "cumulative" and size >= _TOTAL)
    if war:
        return reading.places.of_crisis(over[0])
    return next((where for i in over if (where := reading.places.of(i))), None)


def _over(layers: Layers, c: Counted) -> list[int]:
    """What befell them, and the words over them and over it in their clause, in the order in which to ask for a time or a place."""
    about = c.trigger if c.trigger >= 0 else c.first
    out = [about]
    apart = c.noun is not None and c.trigger in layers.all_children(c.noun, "acl:relcl")  # "two who had been trapped there reached Beirut"
    for i in (about,) if apart or c.noun is None else (c.noun, about):
        out.append(i)
        for _ in range(_STEPS):
            if layers.heads[i] < 0 or layers.relations[i] not in _INSIDE or layers.deprels[i] == "acl:relcl":
                break
            i = layers.heads[i]
            out.append(i)
    return list(dict.fromkeys(out))


def _of(layers: Layers, c: Counted) -> str | None:
    """The words of the counted noun, without the number: "Israeli soldiers"."""
    if c.noun is None or layers.low[c.noun] in ("others", "other"):
        return None
    if c.noun < c.phrase.first:
        return layers.words[c.noun]
    first, grammar = c.phrase.stop, lexicon().grammar
    if c.subset:  # "12 of them were young women", "11 of the town's 16 clinics"
        lead = (k + 1 for k in range(first, c.noun) if layers.low[k] in grammar.be | grammar.partitive or _is_number(layers, k))
        first = max(lead, default=first)
    while first < c.noun and (layers.low[first] in _LEADS | grammar.possessive or layers.upos[first] == "DET" or _is_number(layers, first)):
        first += 1
    return layers.text(first, c.noun + 1)


def _is_number(layers: Layers, i: int) -> bool:
    return layers.upos[i] == "NUM" and layers.low[i + 1] not in HYPHENS  # a 12-year-old boy


def _by(reading: Reading, c: Counted) -> Party | None:
    """The party held responsible."""
    if c.what not in _DEEDS or c.trigger < 0:
        return None
    doer = doer_of(reading.layers, c)
    parties = reading.parties.of(doer) if doer is not None else ()
    name = reading.layers.name_at[doer] if doer is not None else None
    if not parties or (name is not None and name.label == "LOC" and parties[0].country is None):
        return None  # towns do nothing
    return parties[0]


def _whole(layers: Layers, kept: list[Counted], i: int) -> int | None:
    """The index of the figure that figure i is part of: the nearest of the same kind that is no smaller and no part itself.

    Where none is, and the sentence has one of the same kind right before it, it is that: the report's own arithmetic is not ours to mend.
    """
    part = kept[i]
    if not part.subset:
        return None
    here = layers.sentence_of[part.first]
    of_them = part.noun is None and not part.forward  # "eight of them are in custody": of whomever was counted last
    far = 0 if part.forward else _FAR
    larger: int | None = None
    for j in range(i + 1, len(kept)) if part.forward else range(i - 1, -1, -1):
        whole = kept[j]
        if abs(here - layers.sentence_of[whole.first]) > far:
            break
        if (whole.what == part.what or of_them) and not whole.subset and not whole.article:
            if _fits(part, whole):
                return j
            larger = j if larger is None and layers.sentence_of[whole.first] == here and whole.trigger == part.trigger else larger
    return larger


def _fits(part: Counted, whole: Counted) -> bool:
    most = whole.phrase.high
    least = part.phrase.low
    return most is None or least is None or least <= most
