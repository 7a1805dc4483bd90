"""Events across reports as ECB+ marks them (Cybulska and Vossen 2014): reports on their own words, with the mentions of each event.

The files are those of Cattan and others (2021): PART_corpus.txt (document, sentence, token, word, chain; tabs) and PART_Event_gold_mentions.json.
A document's name begins with its topic; each topic has reports of two happenings of one kind, which are told apart by "ecb" and "ecbplus".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from dateline.annotate import Words, layers_of
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from training.data import Run, grouped

TOGETHER = 90  # words that are read at once


@dataclass(frozen=True)
class Telling:
    """A gold mention: its words (indices in the document, not always side by side) and the event that it tells of."""

    words: tuple[int, ...]
    event: str


@dataclass(frozen=True)
class Document:
    """One report: its words, the runs that are read at once, and its mentions in order."""

    name: str
    words: Words
    runs: tuple[Run, ...]
    tellings: tuple[Telling, ...]

    @property
    def topic(self) -> str:
        """What the set's makers searched for; the gold topic, which the measure does not look at."""
        return self.name.partition("_")[0]

    def layers(self, read: Sequence[ReadRun]) -> Layers:
        """Our layers over the document, from what the reader says of its runs."""
        ends = [0]
        for run in self.runs:
            ends.append(ends[-1] + len(run.words))
        return layers_of(self.words, list(zip(ends, read, strict=False)))


class _Mention(msgspec.Struct):
    doc_id: str
    sent_id: int
    tokens_number: list[int]
    coref_chain: str


def documents(corpus: Path, mentions: Path) -> list[Document]:
    """The documents of a part that has mentions. Raises msgspec.MsgspecError or ValueError where a file is not of the shape."""
    told: dict[str, list[_Mention]] = {}
    for mention in msgspec.json.decode(mentions.read_bytes(), type=list[_Mention]):
        told.setdefault(mention.doc_id, []).append(mention)
    rows: dict[str, list[list[str]]] = {}
    for line in corpus.read_text("utf-8").splitlines():
        if line.strip():
            row = line.split("\t")
            rows.setdefault(row[0], []).append(row)
    return [_document(name, rows[name], told[name]) for name in rows if name in told]


def _document(name: str, rows: Sequence[Sequence[str]], told: Sequence[_Mention]) -> Document:
    at = {(int(row[1]), int(row[2])): k for k, row in enumerate(rows)}
    sentences = [k for k, row in enumerate(rows) if k == 0 or row[1] != rows[k - 1][1]]
    forms = tuple(row[3] for row in rows)
    starts = [0]
    for form in forms:
        starts.append(starts[-1] + len(form) + 1)
    ends = tuple(start + len(form) for start, form in zip(starts, forms, strict=False))
    bounds = tuple(pairwise([*sentences, len(rows)]))
    runs = [Run(list(forms[first:stop]), [0] * (stop - first)) for first, stop in bounds]
    words = Words(forms, tuple(starts[:-1]), ends, bounds, ((0, len(rows)),))
    tellings = (Telling(tuple(sorted(at[m.sent_id, t] for t in m.tokens_number)), m.coref_chain) for m in told)
    return Document(name, words, tuple(grouped(runs, TOGETHER, None)), tuple(sorted(tellings, key=lambda t: t.words)))
