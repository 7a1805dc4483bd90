"""On whose word each clause stands: attributions made into relations between parties, and nested.

The reading model, the tree with the lexicon of cues, and the quotation marks each tell a part: a cue that the model marked gets its missing
source or content from the tree, a cue that it missed is found in the tree, and a quotation carries a content to its last mark, over several
sentences where need be.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dateline.annotate.layers import Layers
from dateline.resolve.chains import quotes
from dateline.resolve.chains.carried import with_quotations
from dateline.resolve.chains.granted import is_granted
from dateline.resolve.chains.marked import merged
from dateline.resolve.chains.quotes import Quotation
from dateline.resolve.chains.runs import Run, tidy, without
from dateline.resolve.chains.said import Said
from dateline.resolve.chains.sayings import sayings
from dateline.resolve.chains.speakers import Speaker, Speakers
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import Attitude, Party, Source
from dateline.text.report import Report

How = Literal["direct", "mixed", "indirect"]

_WHOLE = 0.9  # of a content in quotation marks: all of it
_LONGEST = 25  # words of a clause that describes a source
NO_ONE = Party(name="", text="")  # of hearsay: the report says that it is said, and not by whom


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution: `parties` say it by the `cue`, whose word `head` tells it; `contents` are runs of words in order.

    No parties, and no words of a `source`: hearsay ("reportedly"). `outer` is the index, among the report's relations, of the one in whose
    content this one is told; `cited_by` the head of the one that brings this one's source in: "the agency said, citing an official".
    """

    head: int
    cue: Run
    source: Run
    parties: tuple[Party, ...]
    contents: tuple[Run, ...]
    attitude: Attitude
    how: How
    outer: int | None = None
    confidence: float = 1.0
    cited_by: int | None = None

    def holds(self, i: int) -> bool:
        """Whether word i lies in the content."""
        return any(a <= i < b for a, b in self.contents)


class Chains:
    """The attributions of one report, resolved and nested."""

    def __init__(self, report: Report, layers: Layers, parties: Parties) -> None:
        self.report, self.layers, self.parties = report, layers, parties

    def at(self, i: int) -> tuple[Source, ...]:
        """Sources on whose word the clause of word i stands, outermost first; empty for the report's own voice."""
        k = self._innermost[i]
        while k is not None and is_granted(self.layers, i, (told := self.relations[k]).head, told.attitude, told.contents):
            k = told.outer
        return self._chain(k)

    def outer(self, relation: Relation) -> tuple[Source, ...]:
        """Sources on whose word it stands that the relation was told, outermost first."""
        return self._chain(relation.outer)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every attribution with a source and a content, in the order of their cues."""
        quotations = self._quotations
        told = [s for s in sayings(self.layers, self.report.text) if not _first_person(self.layers, s)]
        found = with_quotations(self.layers, merged(self.layers, told), quotations)
        resolved = _resolved(self.layers, found, Speakers(self.layers, self.parties), quotations)
        return tuple(_nested(_untrailed(self.layers, sorted(resolved, key=lambda r: (r.head, r.cue)))))

    def how(self, runs: tuple[Run, ...]) -> How:
        """Whether these runs of a content are quoted: a part of a mixed one may be direct."""
        return _how(self.layers, runs, self._quotations)

    @cached_property
    def _quotations(self) -> tuple[Quotation, ...]:
        return quotes.quotations(self.layers)

    @cached_property
    def _innermost(self) -> tuple[int | None, ...]:
        """For each word, the index of the innermost relation whose content holds it."""
        out: list[int | None] = [None] * len(self.layers.words)
        depths = [self._depth(k) for k in range(len(self.relations))]
        sizes = [sum(b - a for a, b in r.contents) for r in self.relations]
        for k in sorted(range(len(self.relations)), key=lambda k: (depths[k], -sizes[k])):
            for a, b in self.relations[k].contents:
                out[a:b] = [k] * (b - a)
        return tuple(out)

    def _depth(self, k: int) -> int:
        depth, outer = 0, self.relations[k].outer
        while outer is not None:
            depth, outer = depth + 1, self.relations[outer].outer
        return depth

    def _chain(self, k: int | None) -> tuple[Source, ...]:
        """The sources of relation k and of those around it, outermost first."""
        chain: list[Relation] = []
        while k is not None:
            chain.append(self.relations[k])
            k = self.relations[k].outer
        return tuple(s for r in reversed(chain) for s in self._sources(r))

    def _sources(self, relation: Relation) -> list[Source]:
        cue = self.layers.span(*relation.cue)
        return [Source(p, cue, relation.attitude, relation.confidence) for p in relation.parties or (NO_ONE,)]


def _resolved(layers: Layers, found: list[tuple[Said, float]], speakers: Speakers, quotations: tuple[Quotation, ...]) -> list[Relation]:
    """The relations of what was found, their sources made parties; a cue that should name someone and does not is left out."""
    told: list[tuple[Said, float]] = []
    who: list[Speaker] = []
    hearsay: list[Relation] = []
    shared = {s.head: s.contents for s, _ in found if s.told_by is None}
    inside = _over([s.head for s, _ in found], [s.contents for s, _ in found])
    for one, confidence in found:
        if one.unnamed:
            hearsay.append(
                _relation(layers, replace(one, contents=_cut(layers, one.contents, (one.cue,))), (one.cue[0], one.cue[0]), (), confidence, quotations)
            )
            continue
        speaker = speakers.of(one, nested=bool(inside[one.head]) or one.told_by is not None or one.direct)
        contents = one.contents if one.told_by is None else shared.get(one.told_by, ())
        contents = _cut(layers, contents, (one.cue, speaker.run)) if speaker is not None else ()
        if speaker is not None and contents:
            told.append((replace(one, contents=contents), confidence))
            who.append(speaker)
    both = zip(told, speakers.settled(who), strict=True)
    named = [_relation(layers, one, speaker.run, speaker.parties, confidence, quotations) for (one, confidence), speaker in both]
    return [*named, *(r for r in hearsay if r.contents)]


def _relation(layers: Layers, one: Said, source: Run, parties: tuple[Party, ...], confidence: float, quotations: tuple[Quotation, ...]) -> Relation:
    how: How = "direct" if one.direct else _how(layers, one.contents, quotations)
    return Relation(one.head, one.cue, _whole_source(layers, one, source), parties, one.contents, one.attitude, how, None, confidence, one.told_by)


def _whole_source(layers: Layers, one: Said, run: Run) -> Run:
    """The words of the source with the clause that describes it: "a clerk who saw the raid"."""
    if one.source is None or not run[0] <= one.source < run[1]:
        return run
    stop = min(layers.edges[one.source][1], layers.sentences[layers.sentence_of[one.source]][1], run[1] + _LONGEST)
    for k in (one.cue[0], *(a for a, _ in one.contents)):
        if k >= run[1]:
            stop = min(stop, k)
    while stop > run[1] and layers.upos[stop - 1] in ("PUNCT", "ADV", "AUX", "CCONJ"):
        stop -= 1
    return run[0], max(run[1], stop)


def _cut(layers: Layers, contents: tuple[Run, ...], holes: tuple[Run, ...]) -> tuple[Run, ...]:
    """The contents without the words of the cue and the source."""
    runs = list(contents)
    for hole in holes:
        runs = without(runs, hole)
    return contents if runs == list(contents) else tuple(r for r in (tidy(layers, *run) for run in runs) if r is not None)


def _over(heads: list[int], contents: list[tuple[Run, ...]]) -> dict[int, list[int]]:
    """For each word of `heads`, the indices of the contents that hold it."""
    words = sorted(set(heads))
    out: dict[int, list[int]] = {h: [] for h in words}
    for k, runs in enumerate(contents):
        for a, b in runs:
            for h in words[bisect_left(words, a) : bisect_left(words, b)]:
                out[h].append(k)
    return out


def _first_person(layers: Layers, one: Said) -> bool:
    """ "we believe": what the speaker of a quotation says in it, told by the quotation."""
    return one.source is not None and layers.low[one.source] in ("i", "we", "me", "us")


def _how(layers: Layers, contents: tuple[Run, ...], quotations: tuple[Quotation, ...]) -> How:
    """Direct where all the content is quoted, or is in the first person without marks; mixed where a part is quoted."""
    total = sum(b - a for a, b in contents)
    quoted = 0
    for a, b in contents:
        k = max(0, bisect_right(quotations, a, key=_first) - 1)
        while k < len(quotations) and quotations[k].first < b:
            quoted += max(0, min(b, quotations[k].stop) - max(a, quotations[k].first))
            k += 1
    if not quoted:
        return "direct" if any(quotes.in_first_person(layers, a, b) for a, b in contents) else "indirect"
    return "direct" if quoted >= _WHOLE * total else "mixed"


def _first(quotation: Quotation) -> int:
    return quotation.first


# -- nesting -----------------------------------------------------------------------------------------------------------------


def _nested(relations: list[Relation]) -> list[Relation]:
    """The same relations, each with the smallest one around its cue; of two that hold each other's cues, neither is within the other."""
    over = _over([r.head for r in relations], [r.contents for r in relations])
    places = {r.head: k for k, r in reversed(list(enumerate(relations)))}
    out: list[Relation] = []
    for inner in relations:
        if inner.cited_by is not None:
            out.append(replace(inner, outer=places.get(inner.cited_by)))
            continue
        around = [j for j in over[inner.head] if relations[j].head != inner.head and not inner.holds(relations[j].head)]
        size = {j: sum(b - a for a, b in relations[j].contents) for j in around}
        out.append(replace(inner, outer=min(around, key=lambda j: (size[j], relations[j].cited_by is None, j))) if around else inner)
    return _acyclic(out)


def _untrailed(layers: Layers, relations: list[Relation]) -> list[Relation]:
    """The same relations, those that open a sentence without the one at its end that tells them: "according to X ten died, the radio said"."""
    over = _over([r.head for r in relations], [r.contents for r in relations])
    out = list(relations)
    for last in relations:
        for j in over[last.head]:
            first = out[j]
            if first.head < last.head and last.holds(first.head):
                hole = min(last.source[0], last.cue[0]), max(last.source[1], last.cue[1])
                out[j] = replace(first, contents=_cut(layers, first.contents, (hole,)) or first.contents)
    return out


def _acyclic(relations: list[Relation]) -> list[Relation]:
    """Ties that close a ring, which odd trees can make, are cut."""
    out = list(relations)
    for k in range(len(out)):
        seen, at = {k}, out[k].outer
        while at is not None:
            if at in seen:
                out[k] = replace(out[k], outer=None)
                break
            seen.add(at)
            at = out[at].outer
    return out
