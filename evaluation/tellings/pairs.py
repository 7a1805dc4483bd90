"""What every two of some mentions have in common, as numbers for the scorer. Each trait is a matrix, mentions by mentions, and symmetric."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.layers import Layers
from dateline.annotate.model import reader
from dateline.annotate.pieces import UNK
from evaluation.tellings.states import Floats, mean_of, states
from evaluation.tellings.telling import Telling, Words, telling, telling_words

_STEM = 5  # letters by which forms of one word are told ("attack", "attacker")
_FREQUENT = 1995  # pieces before the first word of the vocabulary: letters, signs, and places kept free
_LOG_RARE = math.log(30522 - _FREQUENT)


@dataclass(frozen=True)
class Told:
    """The mentions of some reports, and what was worked out once of each: vectors of the mentions (depths, mentions, 384), of their sentences and of
    their reports (mentions, 384); `likeness` of the reports (reports, reports) by their words."""

    tellings: tuple[Telling, ...]
    own: Floats
    sentences: Floats
    texts: Floats
    likeness: Floats

    def some(self, rows: Sequence[int]) -> "Told":
        """Those of `rows` alone."""
        at = list(rows)
        return Told(tuple(self.tellings[k] for k in at), self.own[:, at], self.sentences[at], self.texts[at], self.likeness)


def told(reports: Sequence[Layers], mentions: Sequence[Sequence[Sequence[int]]], read: Callable[[Layers], Floats] | None = None) -> Told:
    """The mentions (words of each, by report) of `reports`, ready to be compared; `read` gives a report's states, by default the shipped ones."""
    read = read or states().of
    tellings = [telling(layers, words, k) for k, (layers, its) in enumerate(zip(reports, mentions, strict=True)) for words in its]
    own, sentences, texts = [], [], []
    for number, its in groupby(tellings, key=lambda t: t.report):
        vectors = read(reports[number])
        whole = mean_of(vectors, range(vectors.shape[1]))[-1]
        for one in its:
            own.append(mean_of(vectors, one.words))
            sentences.append(mean_of(vectors, range(*reports[number].sentences[one.sentence_at]))[-1])
            texts.append(whole)
    means = np.stack(own, 1) if own else np.zeros((1, 0, 1), np.float32)
    return Told(tuple(tellings), means, np.array(sentences), np.array(texts), alike([telling_words(layers) for layers in reports], rarity))


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """How rare a word is in English, 0 to 1: by its place in the reader's vocabulary, which stands in order of frequency; what it cuts is rarest.

    Words are not counted in the reports themselves: what two have in common must not weigh more or less as others come in.
    """
    first, *more = reader().splitter.word(word)
    return 1.0 if more or first == UNK else math.log(max(1, first - _FREQUENT)) / _LOG_RARE


def alike(counts: Sequence[Counter[str]], weight: Callable[[str], float]) -> Floats:
    """The cosines of texts by their words, each weighed by `weight` and the log of how often it stands there."""
    table = _table([{word: (1 + math.log(n)) * weight(word) for word, n in count.items()} for count in counts])
    table /= np.maximum(1e-9, np.sqrt((table * table).sum(1, keepdims=True)))
    cosines: Floats = table @ table.T
    return cosines


def _table(rows: Sequence[dict[str, float]]) -> Floats:
    column = {word: k for k, word in enumerate(dict.fromkeys(word for row in rows for word in row))}
    out = np.zeros((len(rows), max(1, len(column))), np.float32)
    for k, row in enumerate(rows):
        for word, weight in row.items():
            out[k, column[word]] = weight
    return out


def traits(told: Told) -> Floats:
    """(mentions, mentions, traits): what the scorer is given of every two."""
    out: Floats = np.stack([m.astype(np.float32) for m in _matrices(told).values()], -1)
    return out


def _matrices(told: Told) -> dict[str, NDArray[np.generic]]:
    its = told.tellings
    report = np.array([t.report for t in its])
    one_report = report[:, None] == report[None]
    sentence = np.array([t.sentence_at for t in its])
    lemma = np.array([t.lemma for t in its])
    rare = np.array([rarity(t.lemma) for t in its])
    one_lemma = lemma[:, None] == lemma[None]
    stem = np.array([t.lemma[:_STEM] for t in its])
    verb, noun = (np.array([t.upos == kind for t in its], np.float32) for kind in ("VERB", "NOUN"))
    size = np.array([len(t.sentence) for t in its], np.float32)
    weight, least = _shared([t.sentence for t in its], rarity)
    held = {name: _overlap([get(t) for t in its]) for name, get in _BAGS.items()}
    return {
        **{f"meaning {k}": own @ own.T for k, own in enumerate(told.own)},
        "sentences mean": told.sentences @ told.sentences.T,
        "reports mean": told.texts @ told.texts.T,
        "reports' words": told.likeness[np.ix_(report, report)],
        "one lemma": one_lemma,
        "one stem": stem[:, None] == stem[None],
        "a rare lemma": one_lemma * rare[:, None],
        "the commoner lemma": np.minimum(rare[:, None], rare[None]),
        "sentences share": weight,
        "sentences share, of the shorter": weight / np.maximum(least, 1e-6),
        **{f"{name} share": share for name, (share, _) in held.items()},
        **{f"{name} differ": differ for name, (_, differ) in held.items()},
        "sides in number": _shared([t.sides for t in its], lambda _: 1.0)[0],
        "told beside": _told_in(its, lambda t: t.sentence),
        "told as a side": _told_in(its, lambda t: t.sides),
        "one report": one_report,
        "one sentence": one_report & (sentence[:, None] == sentence[None]),
        "verbs": verb[:, None] + verb[None],
        "nouns": noun[:, None] + noun[None],
        "the shorter sentence": np.minimum(size[:, None], size[None]),
    }


_BAGS: dict[str, Callable[[Telling], Words]] = {
    "doers": lambda t: t.doer,
    "what it is done to": lambda t: t.done_to,
    "what is beside": lambda t: t.beside,
    "kinds": lambda t: t.kind,
    "cores": lambda t: t.doer | t.done_to,
    "sides": lambda t: t.sides,
    "names": lambda t: t.names,
    "words near": lambda t: t.near,
}


def _shared(bags: Sequence[Words], weight: Callable[[str], float]) -> tuple[Floats, Floats]:
    """The weight of the words that two bags share, and that of the lighter bag."""
    table = _table([{word: math.sqrt(max(0.0, weight(word))) for word in bag} for bag in bags])
    whole = (table * table).sum(1)
    return table @ table.T, np.minimum(whole[:, None], whole[None])


def _overlap(bags: Sequence[Words]) -> tuple[Floats, NDArray[np.bool_]]:
    """The share of the smaller bag that stands in the other too, and whether neither is empty and they share nothing."""
    shared, least = _shared(bags, lambda _: 1.0)
    return (shared / np.maximum(least, 1)).astype(np.float32), (shared == 0) & (least > 0)


def _told_in(its: Sequence[Telling], get: Callable[[Telling], Words]) -> Floats:
    """In how many of two mentions' bags the other's lemma stands."""
    lemmas = {t.lemma: k for k, t in enumerate(its)}
    held = np.zeros((len(its), len(lemmas)), np.float32)
    column = {lemma: k for k, lemma in enumerate(lemmas)}
    for k, one in enumerate(its):
        held[k, [column[word] for word in get(one) & column.keys()]] = 1
    stands = held[:, [column[t.lemma] for t in its]]
    both: Floats = stands + stands.T
    return both


def each_pair(of: Floats) -> Floats:
    """What stands in the lower half of (n, n, ...), row by row: every two once."""
    pairs: Floats = of[np.tril_indices(len(of), -1)]
    return pairs


def squared(values: Floats, n: int) -> Floats:
    """One value for every two of n, in the order of `each_pair`, as (n, n) with ones on the diagonal."""
    out = np.eye(n, dtype=np.float32)
    later, earlier = np.tril_indices(n, -1)
    out[later, earlier] = out[earlier, later] = values
    return out
