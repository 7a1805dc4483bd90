"""Which event mentions across reports are of one event, on ECB+: gold mentions, topics as found, clusters over the whole part.

All reports of a part are one document for the measures, and mentions alone count as clusters of one (as Barhom and others 2019 do). No gold topic is
looked at: reports are put into topics by their words (Ward's method over TF-IDF), and mentions are joined within a topic by the share of the pairs of
their clusters that are likely one. Only the sentences that are marked are read, about forty words a report, since the set's files hold no others.
Beside ours stand two baselines by the same code: mentions with one head lemma are one event, anywhere, or within a topic. Without the mentions alone
on either side the measures tell another tale; the CoNLL score by them is given too.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from dateline.annotate.layers import Layers
from evaluation.clusters import Agreement, Ratio, linked
from evaluation.frame import Measure, Part, Unusable, Yardstick, each_file, notes, unseen
from evaluation.reading import Reading
from evaluation.tellings.pairs import Told, alike, told
from evaluation.tellings.same import same_event
from evaluation.tellings.states import Floats
from evaluation.tellings.telling import telling_words
from training.ecb import Document, documents

TOPIC = 1.9  # Ward's distance up to which reports are of one topic, chosen on train
SURE = 4  # the power to which the odds of a pair are raised: nearly yes or no, less so where it is close
APART = 0.87  # mean unlikeness, so decided, up to which two clusters are joined; both chosen on train by cross-validation


def topics_of(reports: Sequence[Layers]) -> list[int]:
    """For each report the number of its topic."""
    counts = [telling_words(layers) for layers in reports]
    having = Counter(word for count in counts for word in count)
    likeness = alike(counts, lambda word: math.log(len(reports) / having[word]))
    return _joined(np.sqrt(np.clip(2 - 2 * likeness, 0, None)), "ward", TOPIC)


def events_of(all_told: Told, topics: Sequence[int]) -> list[Hashable]:
    """For each mention the event that it is put with."""
    rows = by_topic(all_told, topics)
    return events_by([(its, same_event().between(all_told.some(its))) for its in rows], APART)


def events_by(likeness: Sequence[tuple[list[int], Floats]], apart: float) -> list[Hashable]:
    """For each mention its event, from the mentions of each topic and how likely it is that every two are one."""
    out: dict[int, Hashable] = {}
    for topic, (rows, likely) in enumerate(likeness):
        out.update((row, (topic, event)) for row, event in zip(rows, _joined(1 - _decided(likely), "average", apart), strict=True))
    return [out[k] for k in range(len(out))]


def _decided(likely: Floats) -> Floats:
    """Probabilities (0 to 1) with their odds raised to the power SURE, so that many pairs that are hardly likely do not outweigh a few that are."""
    one, two = np.clip(likely, 0, 1) ** SURE, np.clip(1 - likely, 0, 1) ** SURE
    return one / (one + two)


def by_topic(all_told: Told, topics: Sequence[int]) -> list[list[int]]:
    """The mentions of each topic."""
    rows = defaultdict(list)
    for k, one in enumerate(all_told.tellings):
        rows[topics[one.report]].append(k)
    return list(rows.values())


def _joined(distance: Floats, method: str, most: float) -> list[int]:
    if len(distance) < 2:
        return [0] * len(distance)
    return fcluster(linkage(distance[np.triu_indices(len(distance), 1)], method), most, "distance").tolist()  # type: ignore[no-any-return]


def score(all_told: Told, gold: Sequence[str], ours: Sequence[Hashable], *, alone: bool = True) -> Agreement:
    """How well our events agree with the gold's, over all reports at once; without mentions `alone`, as CoNLL-2012 counts."""
    out = Agreement()
    sides = [_clusters(side) for side in (gold, ours)]
    out.add(*(sides if alone else [linked(side) for side in sides]))
    return out


def _clusters(labels: Sequence[Hashable]) -> list[set[int]]:
    clusters: dict[Hashable, set[int]] = defaultdict(set)
    for k, label in enumerate(labels):
        clusters[label].add(k)
    return list(clusters.values())


def read(part: Part, reading: Reading) -> list[tuple[Document, Layers]]:
    """The documents of a part, with our layers. Raises Unusable where its files are not of the shape."""
    try:
        texts = [d for f in part.files for d in documents(f, mentions_beside(f))]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise Unusable(f"not the two files of a part of ECB+: {error}") from error
    answers = iter(reading.runs([run for text in texts for run in text.runs], f"ecb, {part.title}"))
    return [(text, text.layers([next(answers) for _ in text.runs])) for text in texts]


def mentions_beside(corpus: Path) -> Path:
    """The file of a part's gold mentions."""
    return corpus.with_name(corpus.name.removesuffix("_corpus.txt") + "_Event_gold_mentions.json")


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    texts = read(part, reading)
    gold = [t.event for text, _ in texts for t in text.tellings]
    topics = topics_of([layers for _, layers in texts])
    its = told([layers for _, layers in texts], [[t.words for t in text.tellings] for text, _ in texts])
    lemmas = [t.lemma for t in its.tellings]
    answers: dict[str, list[Hashable]] = {
        "": events_of(its, topics),
        "one lemma: ": list(lemmas),
        "one lemma, topics: ": [(topics[t.report], t.lemma) for t in its.tellings],
    }
    note = notes(part, f"gold mentions, {len(set(topics))} topics found in {len(texts)} reports, all scored as one; mentions alone included")
    events = len(set(gold))
    for name, ours in answers.items():
        found = score(its, gold, ours)
        yield Measure(part.title, f"{name}CoNLL F1", found.conll, events, note, floor=not name)
        for metric, ratio in (("MUC", found.muc), ("B³", found.b3), ("CEAFe", found.ceafe)):
            yield Measure(part.title, f"{name}{metric} F1", ratio.f1, events, note, floor=not name, details=(_in_parts(f"{name}{metric}", ratio),))
    bare = score(its, gold, answers[""], alone=False)
    yield Measure(part.title, "without mentions alone: CoNLL F1", bare.conll, round(bare.ceafe.gold), note)


def _in_parts(metric: str, ratio: Ratio) -> str:
    return f"{metric}: precision {ratio.precision:.1f}, recall {ratio.recall:.1f}"


YARDSTICK = Yardstick(
    name="ecb",
    about="which mentions of events across reports are of one (*_corpus.txt with *_Event_gold_mentions.json beside it)",
    parts=lambda corpora: [unseen(corpora / "merge" / "ecb", "*_corpus.txt", "ecb")],
    given=lambda path: each_file(path, ["*_corpus.txt"]),
    measure=_measure,
)
