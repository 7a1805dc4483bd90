"""The typed layers that reading lays over a report. Word indices run over the whole report; offsets point into its original text."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dateline.span import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name of words `first` to `stop` (exclusive). MISC are nationalities, peoples, works, events."""

    label: Literal["PER", "ORG", "LOC", "MISC"]
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression of words `first` to `stop` (exclusive)."""

    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as the model reads it: runs of words (first, stop), several where interrupted."""

    sources: tuple[tuple[int, int], ...]
    cues: tuple[tuple[int, int], ...]
    contents: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Layers:
    """All layers of one report.

    `words` are cleaned forms; `starts`/`ends` their offsets in the original; `lemmas` lower case; `upos` and `deprels` as Universal Dependencies
    (with subtypes: "nsubj:pass"); `heads` absolute word indices, -1 for a root; `sentences` (first, stop) pairs in order, covering all words.
    `paragraphs` (first, stop) pairs likewise. `factuality` tells how sure it is that what a word tells is so, were it an event: -3 (surely not) to 3.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    names: tuple[Name, ...] = ()
    times: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    factuality: tuple[float, ...] = ()

    def span(self, first: int, stop: int) -> Span:
        """Original span of words `first` to `stop` (exclusive)."""
        return Span(self.starts[first], self.ends[stop - 1])

    def text(self, first: int, stop: int) -> str:
        """The words `first` to `stop`, joined by one blank where the original had any gap."""
        parts = [self.words[first]]
        for i in range(first + 1, stop):
            parts.append((" " if self.starts[i] > self.ends[i - 1] else "") + self.words[i])
        return "".join(parts)

    @cached_property
    def low(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower() for word in self.words)

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The `deprels` without their subtypes."""
        return tuple(relation.partition(":")[0] for relation in self.deprels)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each word, its dependents in order."""
        out: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head >= 0:
                out[head].append(i)
        return tuple(tuple(c) for c in out)

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each word, the (first, stop) that its subtree spans."""
        first = list(range(len(self.words)))
        stop = [i + 1 for i in first]
        for i in range(len(self.words)):
            seen, j = 0, i
            while self.heads[j] >= 0 and seen < 200:
                j, seen = self.heads[j], seen + 1
                first[j], stop[j] = min(first[j], i), max(stop[j], i + 1)
        return tuple(zip(first, stop, strict=True))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each word, the index of its sentence."""
        out: list[int] = []
        for k, (first, stop) in enumerate(self.sentences):
            out.extend([k] * (stop - first))
        return tuple(out)

    @cached_property
    def name_at(self) -> tuple[Name | None, ...]:
        """For each word, the name that covers it."""
        out: list[Name | None] = [None] * len(self.words)
        for name in self.names:
            for i in range(name.first, name.stop):
                out[i] = name
        return tuple(out)

    def child(self, i: int, *relations: str) -> int | None:
        """The first dependent of word `i` by one of `relations`; a bare relation also takes its subtypes."""
        return next((c for c in self.children[i] if self.deprels[c] in relations or self.relations[c] in relations), None)

    def case(self, i: int) -> str:
        """The preposition of the phrase that word `i` heads, in lower case; "" for none."""
        case = self.child(i, "case")
        return self.low[case] if case is not None else ""

    def all_children(self, i: int, *relations: str) -> list[int]:
        """Every dependent of word `i` by one of `relations`; a bare relation also takes its subtypes."""
        return [c for c in self.children[i] if self.deprels[c] in relations or self.relations[c] in relations]
