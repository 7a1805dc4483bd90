"""Statements: what a source says, believes, wants, fears, promises, denies or asks."""

from typing import Literal

import msgspec

from dateline.annotate.layers import Layers
from dateline.resolve.chains.chain import Relation
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.quotes import MARKS
from dateline.resolve.chains.runs import Run, without_aside
from dateline.resolve.parts import Attitude, Party, Source, When
from dateline.resolve.reading import Reading
from dateline.span import Span, cover


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
    found = [_statement(reading, relation, runs) for relation in reading.chains.relations for runs in _pieces(reading.layers, relation.contents)]
    return sorted(found, key=lambda s: (s.span, s.content))


def _pieces(layers: Layers, runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs of a content that are one statement each: a quotation that opens a new sentence after the cue is another one, so is "and that ..."."""
    out: list[tuple[Run, ...]] = []
    for run in runs:
        first, *more = _said_apart(layers, run)
        fresh = run[0] > 1 and layers.words[run[0] - 1] in MARKS and layers.words[run[0] - 2].endswith(".") and layers.words[run[0]][:1].isupper()
        if out and not fresh:
            out[-1] = (*out[-1], first)
        else:
            out.append((first,))
        out.extend((part,) for part in more)
    return out


def _said_apart(layers: Layers, run: Run) -> list[Run]:
    """The run without each "and that" which joins one clause that was said to another."""
    cuts = [
        i
        for i in range(run[0] + 2, run[1] - 2)
        if layers.deprels[i] == "cc" and layers.deprels[i + 1] == "mark" and layers.low[i + 1] == "that" and _tops(layers, run, i + 1)
    ]
    return list(zip([run[0], *(i + 2 for i in cuts)], [*cuts, run[1]], strict=True))


def _tops(layers: Layers, run: Run, mark: int) -> bool:
    """Whether the clause that `mark` opens is joined to the one that heads the run."""
    clause = layers.heads[mark]
    head = layers.heads[clause]
    return layers.deprels[clause] == "conj" and run[0] <= head < clause and not run[0] <= layers.heads[head] < run[1]


def _statement(reading: Reading, relation: Relation, runs: tuple[Run, ...]) -> Statement:
    layers = reading.layers
    content = _content(layers, relation, runs)
    return Statement(
        speakers=relation.parties,
        addressees=_addressees(reading, relation),
        attitude=relation.attitude,
        how=relation.how if runs == relation.contents else reading.chains.how(runs),
        content=layers.span(*content),
        topic=None,
        when=reading.when(relation.head),
        sources=reading.chains.outer(relation),
        span=cover([layers.span(*run) for run in (relation.source, relation.cue, *runs)]),
    )


def _content(layers: Layers, relation: Relation, runs: tuple[Run, ...]) -> Run:
    """The content as one run: all of it, but for a short piece cut off from the rest by the cue; with the cue where that turns its sense."""
    most = max(b - a for a, b in runs)
    kept = [r for r in runs if (r[1] - r[0]) * 4 >= most]
    first, stop = without_aside(layers, kept[0][0], kept[-1][1])
    turned = _turned(layers, relation.head)
    return (turned, stop) if turned is not None and turned < first else (first, stop)


def _turned(layers: Layers, i: int) -> int | None:
    """Where "opposed to" or "does not want" opens: without it, what is not wanted would read as wanted."""
    negations = [c for c in layers.all_children(i, "advmod") if layers.lemmas[c] in ("not", "never") and c < i]
    if negations:
        return min([*negations, *(c for c in layers.all_children(i, "aux") if c < i)])
    return i if lexicon().grammar.against & {layers.lemmas[i], layers.low[i]} else None


def _addressees(reading: Reading, relation: Relation) -> tuple[Party, ...]:
    """Whom the cue's verb speaks to: "told reporters", "urged both sides to"."""
    layers, i = reading.layers, relation.head
    if layers.lemmas[i] not in lexicon().grammar.telling:
        return ()
    for c in layers.all_children(i, "iobj", "obj", "obl"):
        case = layers.child(c, "case")
        bare = case is None or layers.low[case] in ("on", "to")
        if bare and not relation.holds(c) and layers.deprels[c] not in ("obl:unmarked", "obl:tmod"):
            return reading.parties.of(c)
    return ()
