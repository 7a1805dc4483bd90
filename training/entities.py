"""Coreference as GUM marks it: documents on the treebank's own words, with the mentions of each entity (`Entity=` in the last column of CoNLL-U).

Bridging and split antecedents are not looked at. Of a mention in parts the stretch that they span is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dateline.annotate import Words, layers_of
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from training.data import Run, conllu, grouped

_BRACKET = re.compile(r"\( (?P<opened> [^()]+ ) (?P<one> \) )? | (?P<closed> [^()]+ ) \)", re.VERBOSE)
_PART = re.compile(r"\[ (\d+) / (\d+) \]", re.VERBOSE)

Span = tuple[int, int]


@dataclass(frozen=True)
class Document:
    """One text: its words, the runs that are read at once, and the mentions of each entity as (first, stop) word indices."""

    words: Words
    runs: tuple[Run, ...]
    entities: dict[str, frozenset[Span]]

    def layers(self, read: Sequence[ReadRun]) -> Layers:
        """Our layers over the document, from what the reader says of its runs."""
        parts, at = [], 0
        for run, one in zip(self.runs, read, strict=True):
            parts.append((at, one))
            at += len(run.words)
        return layers_of(self.words, parts)


def documents(path: Path, together: int) -> list[Document]:
    """The documents of a CoNLL-U file; sentences of one are read together to `together` words."""
    out = []
    for rows, runs in zip(_rows(path), conllu(path), strict=True):
        ends = [0]
        for run in runs:
            ends.append(ends[-1] + len(run.words))
        starts, stops = _offsets(rows)
        sentences = tuple(pairwise(ends))
        forms = tuple(word for run in runs for word in run.words)
        words = Words(forms, starts, stops, sentences, ((0, len(forms)),))
        out.append(Document(words, tuple(grouped(runs, together, None)), _entities(rows)))
    return out


def _rows(path: Path) -> list[list[list[str]]]:
    """The lines of each document that hold a word, or a token of several."""
    out: list[list[list[str]]] = [[]]
    for line in path.open(encoding="utf-8"):
        if line.startswith("# newdoc") and out[-1]:
            out.append([])
        elif line[:1].isdigit():
            row = line.rstrip("\n").split("\t")
            if "." not in row[0]:
                out[-1].append(row)
    return [rows for rows in out if rows]


def _offsets(rows: list[list[str]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where each word starts and ends in the running text; the words of one token ("don't") without a gap."""
    starts, stops = [], []
    at, within, gap = 0, 0, True
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            within, gap = last - first + 1, "SpaceAfter=No" not in row[9]
            continue
        starts.append(at)
        at += len(row[1])
        stops.append(at)
        within -= 1
        if within < 0:
            at += "SpaceAfter=No" not in row[9]
        elif within == 0:
            at += gap
    return tuple(starts), tuple(stops)


def _entities(rows: list[list[str]]) -> dict[str, frozenset[Span]]:
    out: dict[str, set[Span]] = {}
    opened: dict[str, list[int]] = {}
    words = [row for row in rows if row[0].isdigit()]
    for at, row in enumerate(words):
        marks = next((m.removeprefix("Entity=") for m in row[9].split("|") if m.startswith("Entity=")), "")
        for entity, first in _ended(marks, at, opened):
            out.setdefault(entity, set()).add((first, at + 1))
    return {entity: frozenset(spans) for entity, spans in out.items()}


def _ended(marks: str, at: int, opened: dict[str, list[int]]) -> Iterator[tuple[str, int]]:
    """The entities whose mentions end at word `at`, with their first words; those that open there are kept in `opened`."""
    for bracket in _BRACKET.finditer(marks):
        said = bracket["opened"] or bracket["closed"]
        entity = re.split(r"[-\[]", said, maxsplit=1)[0]
        part = _PART.search(said)
        if bracket["opened"] and (part is None or part[1] == "1"):
            opened.setdefault(entity, []).append(at)
        if (bracket["one"] or bracket["closed"]) and (part is None or part[1] == part[2]):
            yield entity, opened[entity].pop()
