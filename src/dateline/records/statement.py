"""Statements: what a source says, believes, wants, fears, promises, denies or asks."""

from typing import Literal

import msgspec

from dateline.annotate.layers import Layers
from dateline.resolve.chains.chain import Relation
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.quotes import MARKS
from dateline.resolve.chains.runs import Run, tidy, without_aside
from dateline.resolve.chains.said import attitude_of, keys_of
from dateline.resolve.chains.telling import is_cue, negations, top
from dateline.resolve.parts import Attitude, Party, Source, When
from dateline.resolve.reading import Reading
from dateline.span import Span, cover

_WILL = frozenset(("will", "'ll", "’ll", "shall", "going"))
_MUST = frozenset(("must", "should", "ought"))


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag="statement", tag_field="kind"):
    """What a source says, believes, wants, fears, promises, denies or asks."""

    id: str = ""
    report: str = ""
    speakers: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    attitude: Attitude = "say"
    how: Literal["direct", "mixed", "indirect"] = "indirect"
    content: Span
    topic: str | None = None
    when: When | None = None
    sources: tuple[Source, ...] = ()
    holds: tuple[str, ...] = ()
    span: Span


def find(reading: Reading) -> list[Statement]:
    """Every statement of the report, in reading order; ids are set later."""
    layers, relations = reading.layers, reading.chains.relations
    passed_on = {r.outer for r in relations if layers.low[r.head] == "saying"}
    found = [
        _statement(reading, relation, runs)
        for k, relation in enumerate(relations)
        if _is_statement(layers, relation) and not (k in passed_on and layers.lemmas[relation.head] in lexicon().grammar.quoting)
        for runs in _pieces(layers, relation.contents)
    ]
    return sorted(found, key=lambda s: (s.span, s.content))


def _is_statement(layers: Layers, relation: Relation) -> bool:
    """Whether someone says something: not hearsay, nor a report that speaks for itself, nor "confirmed the report", which tells nothing of it."""
    if not relation.parties or relation.source[0] <= relation.head < relation.source[1]:
        return False
    words = lexicon()
    told = {layers.lemmas[k] for a, b in relation.contents for k in range(a, b) if layers.upos[k] not in ("DET", "PRON", "ADJ", "PUNCT", "PART")}
    return relation.attitude != "say" or not told <= (words.nouns.keys() | words.papers)


def _pieces(layers: Layers, runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs of a content that are one statement each: speech that goes on in a new sentence after the cue is another one, so is "and that ..."."""
    out: list[tuple[Run, ...]] = []
    for run in runs:
        first, *more = _said_apart(layers, run)
        if out and not _opens_anew(layers, out[-1][-1][1], run[0]):
            out[-1] = (*out[-1], first)
        else:
            out.append((first,))
        out.extend((part,) for part in more)
    return out


def _opens_anew(layers: Layers, stop: int, first: int) -> bool:
    """Whether a sentence opens at word `first`, with a mark before it or without, after the words that end at `stop`."""
    opening = layers.sentences[layers.sentence_of[first]][0]
    if layers.words[first - 1] in MARKS and layers.words[first - 2].endswith("."):  # in one sentence with its cue, by mistake
        return layers.words[first][:1].isupper()
    return first <= opening + 1 and layers.sentence_of[stop - 1] < layers.sentence_of[first]


def _said_apart(layers: Layers, run: Run) -> list[Run]:
    """The run without each "and that" which joins one clause that was said to another, and each "and" before an act of speech beside it."""
    out = []
    first = run[0]
    for i in range(run[0] + 2, run[1] - 2):
        that = layers.deprels[i + 1] == "mark" and layers.low[i + 1] == "that"
        clause = layers.heads[i + 1] if that else layers.heads[i]
        speaks = that or (is_cue(layers, clause) and layers.child(clause, "aux:pass") is None)
        if layers.deprels[i] == "cc" and speaks and _tops(layers, run, clause):
            out.append((first, i))
            first = i + 2 if that else i + 1
    return [*out, (first, run[1])]


def _tops(layers: Layers, run: Run, clause: int) -> bool:
    """Whether the clause is joined to the one that heads the run, or to the verb before it that tells it."""
    head = layers.heads[clause]
    if layers.deprels[clause] != "conj" or not run[0] < clause < run[1]:
        return False
    return head < run[0] or (head < clause and not run[0] <= layers.heads[head] < run[1])


def _statement(reading: Reading, relation: Relation, runs: tuple[Run, ...]) -> Statement:
    layers = reading.layers
    content = _content(layers, relation, runs)
    return Statement(
        speakers=relation.parties,
        addressees=_addressees(reading, relation),
        attitude=_attitude(layers, relation, runs),
        how=relation.how if relation.how == "direct" or runs == relation.contents else reading.chains.how(runs),
        content=layers.span(*content),
        topic=None,
        when=reading.when(relation.head),
        sources=reading.chains.outer(relation),
        span=cover([layers.span(*run) for run in (relation.source, relation.cue, *runs)]),
    )


def _attitude(layers: Layers, relation: Relation, runs: tuple[Run, ...]) -> Attitude:
    """The relation's attitude; of what is merely said, the one that it voices: "we want ...", "we will ...", "they must ..."."""
    first, stop = runs[0]
    clauses = (k for k in range(first, stop) if not first <= layers.heads[k] < stop and layers.child(k, "nsubj") is not None)
    i = next(clauses, top(layers, first, stop))
    if relation.attitude != "say" or layers.upos[i] not in ("VERB", "ADJ"):
        return relation.attitude
    subject = layers.child(i, "nsubj")
    own = subject is not None and layers.low[subject] in ("i", "we")
    for c in layers.all_children(i, "aux"):
        if layers.low[c] in _WILL and own:
            return "promise"
        if layers.low[c] in _MUST:
            return "want"
    told = attitude_of(layers, i) if own and layers.child(i, "ccomp", "xcomp", "obj") is not None else None
    return told if told is not None and told != "ask" else "say"


def _content(layers: Layers, relation: Relation, runs: tuple[Run, ...]) -> Run:
    """The content as one run: all of it, but for a short piece cut off from the rest by the cue; with the cue where that turns its sense."""
    most = max(b - a for a, b in runs)
    kept = [r for r in runs if (r[1] - r[0]) * 4 >= most]
    whole = kept[0][0], kept[-1][1]
    first, stop = tidy(layers, *without_aside(layers, *whole)) or whole
    turned = _turned(layers, relation.head)
    return (turned, stop) if turned is not None and turned < first else (first, stop)


def _turned(layers: Layers, i: int) -> int | None:
    """Where "opposed to" or "does not want" opens: without it, what is not wanted would read as wanted."""
    before = [c for c in negations(layers, i) if c < i]
    if before:
        return min([*before, *(c for c in layers.all_children(i, "aux") if c < i)])
    return i if lexicon().grammar.against & {layers.lemmas[i], layers.low[i]} else None


def _addressees(reading: Reading, relation: Relation) -> tuple[Party, ...]:
    """Whom the cue's verb speaks to: "told reporters", "urged both sides to"."""
    layers, i = reading.layers, relation.head
    if lexicon().grammar.telling.isdisjoint(keys_of(layers, i)):
        return ()
    for c in layers.all_children(i, "iobj", "obj", "obl"):
        case = layers.child(c, "case")
        bare = case is None or layers.low[case] in ("on", "to")
        if bare and not relation.holds(c) and layers.deprels[c] not in ("obl:unmarked", "obl:tmod"):
            return reading.parties.of(c)
    return ()
