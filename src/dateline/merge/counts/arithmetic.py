"""Figures that do not add up: told to a person, never mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from dateline.merge.corpus import Corpus
from dateline.merge.counts.grouping import Counts, counts, distinct
from dateline.merge.counts.numbers import can_both_hold, size_of
from dateline.merge.counts.victims import victims_lie
from dateline.records import Figure


@dataclass(frozen=True)
class Flag:
    """What does not add up, in words, and the figures that it rests on."""

    about: str
    figures: tuple[Figure, ...]


def flags(corpus: Corpus, counted: Iterable[Counts] | None = None) -> list[Flag]:
    """Parts larger than their whole, parts that together are more than it, running totals of one source that fall. `counted`: `counts(corpus)`."""
    found = counts(corpus) if counted is None else counted
    return [*_parts(corpus), *(flag for one in found for flag in _falls(corpus, one))]


def _parts(corpus: Corpus) -> Iterator[Flag]:
    parts: dict[str, list[Figure]] = defaultdict(list)
    for f in corpus.all(Figure):
        if f.part_of is not None:
            parts[f.part_of].append(f)
    for id, its in parts.items():
        whole = corpus.by_id.get(id)
        if not isinstance(whole, Figure) or whole.high is None:
            continue
        same = [f for f in its if f.what == whole.what]
        for part in same:
            if (part.low or 0) > whole.high:
                yield Flag("a part is larger than its whole", (whole, part))
        apart = all(victims_lie(f, g) == "apart" and f.of and g.of for f, g in combinations(same, 2))
        if len(same) > 1 and apart and max(f.low or 0 for f in same) <= whole.high < sum(f.low or 0 for f in same):
            yield Flag("the parts are more than their whole", (whole, *same))


def _falls(corpus: Corpus, one: Counts) -> Iterator[Flag]:
    """Successive running totals of one source of which the later is less; two of one report are no course of a count."""
    for series in one.totals:
        for before, after in pairwise(distinct(series.figures)):
            fell = (size_of(after) or 0) < (size_of(before) or 0) and corpus.day(before) < corpus.day(after)
            if fell and not can_both_hold(before, after):
                yield Flag("a running total fell", (before, after))
