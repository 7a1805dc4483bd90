"""On whose word each clause stands: attributions made into relations between parties, and nested.

The reading model, the tree with the lexicon of cues, and the quotation marks each tell a part: a cue that the model marked gets its missing
source or content from the tree, a cue that it missed is found in the tree, and a quotation carries a content to its last mark, over several
sentences where need be.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dateline.annotate.layers import Attribution, Layers
from dateline.resolve.chains import quotes, said
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.quotes import Quotation
from dateline.resolve.chains.runs import Run, tidy, without, without_aside
from dateline.resolve.chains.said import Said
from dateline.resolve.chains.speakers import Speaker, Speakers
from dateline.resolve.chains.subjects import denier
from dateline.resolve.chains.telling import is_cue, phrase_start, subject_child
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import Attitude, Party, Source
from dateline.text.report import Report

How = Literal["direct", "mixed", "indirect"]

_BY_MODEL = 0.7  # confidence where the tree tells no such attribution
_WHOLE = 0.9  # of a content in quotation marks: all of it
_BESIDE = 12  # words at most between a cue and the quotation it tells
_AGAINST = frozenset(("while", "whereas", "but", "although", "though", "and"))
_BY_TREE = 0.9  # where the model marked none


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution: `parties` say it by the `cue`, whose word `head` tells it; `contents` are runs of words in order.

    `outer` is the index, among the report's relations, of the one in whose content this one is told.
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
        chain: list[Relation] = []
        while k is not None:
            chain.append(self.relations[k])
            k = self.relations[k].outer
        return tuple(s for r in reversed(chain) for s in self._sources(r))

    def outer(self, relation: Relation) -> tuple[Source, ...]:
        """Sources on whose word it stands that the relation was told, outermost first."""
        return self.at(relation.head)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every attribution with a source and a content, in the order of their cues."""
        quotations = self._quotations
        told = [s for s in said.sayings(self.layers) if not _first_person(self.layers, s)]
        found = _with_quotations(self.layers, _merged(self.layers, told), quotations)
        resolved = _resolved(self.layers, found, Speakers(self.layers, self.parties), quotations)
        return tuple(_nested(sorted(resolved, key=lambda r: (r.head, r.cue))))

    def how(self, runs: tuple[Run, ...]) -> How:
        """Whether these runs of a content are quoted: a part of a mixed one may be direct."""
        return _how(runs, self._quotations)

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

    def _sources(self, relation: Relation) -> list[Source]:
        cue = self.layers.span(*relation.cue)
        return [Source(p, cue, relation.attitude, relation.confidence) for p in relation.parties]


def _resolved(layers: Layers, found: list[tuple[Said, float]], speakers: Speakers, quotations: tuple[Quotation, ...]) -> list[Relation]:
    """The relations of what was found, their sources made parties; what no one is named for is left out."""
    told: list[tuple[Said, float]] = []
    who: list[Speaker] = []
    inside = _over([s.head for s, _ in found], [s.contents for s, _ in found])
    for one, confidence in found:
        speaker = speakers.of(one, nested=bool(inside[one.head]))
        contents = _cut(layers, one.contents, (one.cue, speaker.run)) if speaker is not None else ()
        if speaker is not None and contents:
            told.append((replace(one, contents=contents), confidence))
            who.append(speaker)
    return [
        Relation(one.head, one.cue, speaker.run, speaker.parties, one.contents, one.attitude, _how(one.contents, quotations), None, confidence)
        for (one, confidence), speaker in zip(told, speakers.settled(who), strict=True)
    ]


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


def _how(contents: tuple[Run, ...], quotations: tuple[Quotation, ...]) -> How:
    """Direct where all the content is quoted, mixed where a part is."""
    total = sum(b - a for a, b in contents)
    quoted = 0
    for a, b in contents:
        k = max(0, bisect_right(quotations, a, key=_first) - 1)
        while k < len(quotations) and quotations[k].first < b:
            quoted += max(0, min(b, quotations[k].stop) - max(a, quotations[k].first))
            k += 1
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _WHOLE * total else "mixed"


def _first(quotation: Quotation) -> int:
    return quotation.first


# -- the model's attributions and the tree's ---------------------------------------------------------------------------------


def _merged(layers: Layers, told: list[Said]) -> list[tuple[Said, float]]:
    """The tree's attributions and those that the model alone marked, each with its confidence, in the order of their cues."""
    by_head = {s.head: s for s in told}
    extra: list[Said] = []
    for attribution in layers.attributions:
        cue = attribution.cues[0] if attribution.cues else (0, 0)
        head = next((k for k in range(*cue) if k in by_head), None)
        if head is not None:
            by_head[head] = _joined(layers, by_head[head], attribution)
        elif (one := _by_model(layers, attribution, cue)) is not None:
            extra.append(one)
    out = [(s, 1.0 if s.sure else _BY_TREE) for s in by_head.values()] + [(s, _BY_MODEL) for s in extra if s.head not in by_head]
    return sorted(out, key=lambda pair: pair[0].cue)


def _joined(layers: Layers, tree: Said, model: Attribution) -> Said:
    """The tree's attribution with what it lacks from the model's."""
    source_run = _nearest(layers, model.sources, tree.head) if tree.source is None else None
    contents = tree.contents if tree.attitude == "ask" else _wider(layers, tree, _nearby(layers, model.contents, tree.head))
    if not contents:
        contents = (said.around(layers, tree.head, source_run) if source_run else ()) or _nearby(layers, model.contents, tree.head)
    return replace(tree, source_run=source_run, contents=contents, sure=bool(tree.contents))


def _wider(layers: Layers, tree: Said, marked: tuple[Run, ...]) -> tuple[Run, ...]:
    """The tree's contents, each made as wide as the one around it that the model marked in the same sentence."""
    here = layers.sentences[layers.sentence_of[tree.head]]
    held = [r for r in marked if here[0] <= r[0] and r[1] <= here[1]]
    around = [next((m for m in held if m[0] <= a and b <= m[1]), None) for a, b in tree.contents]
    return tuple(r if m is None else _clipped(layers, tree, r[1], m) for r, m in zip(tree.contents, around, strict=True))


def _clipped(layers: Layers, tree: Said, stop: int, run: Run) -> Run:
    """The run that the model marked, without what is another's after `stop`, an aside after a comma, and the words of the source."""
    own = _own(layers, tree, stop, run)
    short = without_aside(layers, *own)
    return _beside_source(layers, tree, short if layers.words[short[1] - 1] == "," else own)


def _own(layers: Layers, tree: Said, stop: int, run: Run) -> Run:
    """The run up to the clause after `stop` that another one tells: "..., while the council put the toll at 20"."""
    cues = (k for k in range(stop, run[1]) if is_cue(layers, k))
    others = (k for k in cues if _sets_off(layers, k, stop) or denier(layers, k) == tree.head)
    k = next(others, None)
    return run if k is None else (run[0], max(stop, min(layers.edges[k][0], k)))


def _sets_off(layers: Layers, k: int, stop: int) -> bool:
    """Whether the cue at word k sets what its own subject says against what came before."""
    opens = next(w for w in range(layers.edges[k][0], k + 1) if layers.upos[w] != "PUNCT")
    return (subject_child(layers, k) or 0) >= stop and layers.low[opens] in _AGAINST


def _beside_source(layers: Layers, tree: Said, run: Run) -> Run:
    """The run without the words of the source that it ends with."""
    first = phrase_start(layers, tree.source) if tree.source is not None else run[1]
    return (run[0], first) if run[0] < first < run[1] <= tree.head else run


def _by_model(layers: Layers, model: Attribution, cue: Run) -> Said | None:
    """An attribution that the model alone marked, where it is whole."""
    if cue[0] == cue[1]:
        return None
    head = next((k for k in range(*cue) if not cue[0] <= layers.heads[k] < cue[1]), cue[0])
    if layers.lemmas[head] in lexicon().grammar.acts or layers.child(head, "aux:pass") is not None:
        return None  # "is expected to": no one is named
    attitude = said.attitude_of(layers, head)
    source_run = _nearest(layers, model.sources, head)
    contents = _nearby(layers, model.contents, head)
    if source_run is None or attitude is None or said.unsaid(layers, head, attitude) or not any(_is_clause(layers, r) for r in contents):
        return None
    return Said(head, cue, None, contents, attitude, source_run)


def _is_clause(layers: Layers, run: Run) -> bool:
    """Whether the run is a clause or a quotation, not a thing."""
    heads = [k for k in range(*run) if not run[0] <= layers.heads[k] < run[1]]
    return layers.words[run[0]] in quotes.MARKS or any(layers.upos[k] in ("VERB", "AUX") or layers.child(k, "cop", "nsubj") for k in heads)


def _nearest(layers: Layers, runs: tuple[Run, ...], head: int) -> Run | None:
    here = layers.sentence_of[head]
    near = [r for r in runs if layers.sentence_of[r[0]] == here and not r[0] <= head < r[1]]
    return min(near, key=lambda r: max(r[0] - head, head - r[1]), default=None)


def _nearby(layers: Layers, runs: tuple[Run, ...], head: int) -> tuple[Run, ...]:
    """The runs of content that begin or end in the cue's own sentence, the cue left out."""
    here = layers.sentence_of[head]
    near = [r for r in runs if here in (layers.sentence_of[r[0]], layers.sentence_of[r[1] - 1])]
    tidied = (tidy(layers, *r) for r in without(near, (head, head + 1)))
    return tuple(r for r in tidied if r is not None)


# -- quotations --------------------------------------------------------------------------------------------------------------


def _with_quotations(layers: Layers, found: list[tuple[Said, float]], quotations: tuple[Quotation, ...]) -> list[tuple[Said, float]]:
    """Contents carried to the marks of the quotations that they touch; quotations that no cue tells go to whoever spoke last."""
    taken: set[Quotation] = set()
    out: list[tuple[Said, float]] = []
    by_sentence: dict[int, list[Quotation]] = {}
    for q in quotations:
        if q.speech or _whole_sentence(layers, q):
            for k in range(layers.sentence_of[q.first], layers.sentence_of[q.stop - 1] + 1):
                by_sentence.setdefault(k, []).append(q)
    for one, confidence in found:
        near = [q for q in by_sentence.get(layers.sentence_of[one.head], []) if not q.first <= one.head < q.stop]
        touched = [q for q in near if any(min(b, q.stop) - max(a, q.first) > 0 for a, b in one.contents)]
        if not one.contents:
            touched = [q for q in near if q not in taken and _beside(layers, one, q)]
        taken.update(touched)
        contents = _united(layers, one.contents, [(q.first, q.stop) for q in touched])
        if contents:
            out.append((replace(one, contents=contents), confidence))
    orphans = {q for qs in by_sentence.values() for q in qs if q not in taken and _whole_sentence(layers, q)}
    return _adopted(layers, out, sorted(orphans, key=_first))


def _whole_sentence(layers: Layers, q: Quotation) -> bool:
    """Whether the quotation opens a sentence and ends one."""
    first = layers.sentences[layers.sentence_of[q.first]][0]
    last = layers.sentences[layers.sentence_of[q.stop - 1]][1]
    return q.first - first <= 1 and last - q.stop <= 2


def _beside(layers: Layers, one: Said, q: Quotation) -> bool:
    """Whether nothing but the attribution's own few words stands between cue and quotation."""
    between = range(one.cue[1], q.first) if q.first >= one.cue[1] else range(q.stop, one.cue[0])
    return len(between) <= _BESIDE and not any(layers.upos[k] == "VERB" for k in between)


def _united(layers: Layers, contents: tuple[Run, ...], quoted: list[Run]) -> tuple[Run, ...]:
    runs = sorted([*contents, *quoted])
    out: list[Run] = []
    for a, b in runs:
        if out and (a <= out[-1][1] or (a == out[-1][1] + 1 and layers.words[out[-1][1]] in quotes.MARKS)):
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return tuple(r for r in (tidy(layers, *run) for run in out) if r is not None)


def _adopted(layers: Layers, found: list[tuple[Said, float]], orphans: list[Quotation]) -> list[tuple[Said, float]]:
    """Each orphan given to the speaker of the sentence before, as a content of its own."""
    out = sorted(found, key=lambda pair: pair[0].cue)
    heads = [s.head for s, _ in out]
    adopted: list[tuple[Said, float]] = []
    for q in orphans:
        k = bisect_left(heads, q.first)
        before = out[k - 1 : k] + [pair for pair in adopted[-1:] if k and pair[0].head == heads[k - 1]]
        if before and layers.sentence_of[q.first] - _last_sentence(layers, before[-1][0]) <= 1:
            speaker, confidence = before[-1]
            adopted.append((replace(speaker, contents=_united(layers, (), [(q.first, q.stop)])), min(confidence, _BY_MODEL)))
    return sorted([*out, *adopted], key=lambda pair: (pair[0].cue, pair[0].contents))


def _last_sentence(layers: Layers, one: Said) -> int:
    return max(layers.sentence_of[one.head], *(layers.sentence_of[b - 1] for _, b in one.contents))


# -- nesting -----------------------------------------------------------------------------------------------------------------


def _nested(relations: list[Relation]) -> list[Relation]:
    """The same relations, each with the smallest one around its cue; of two that hold each other's cues, neither is within the other."""
    over = _over([r.head for r in relations], [r.contents for r in relations])
    out: list[Relation] = []
    for inner in relations:
        around = [j for j in over[inner.head] if relations[j].head != inner.head and not inner.holds(relations[j].head)]
        size = {j: sum(b - a for a, b in relations[j].contents) for j in around}
        out.append(replace(inner, outer=min(around, key=lambda j: (size[j], j))) if around else inner)
    return _acyclic(out)


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
