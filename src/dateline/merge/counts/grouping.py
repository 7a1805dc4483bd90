"""All figures of a corpus by what they count: the running totals of each source, and counts of one place or day."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.merge.corpus import Corpus
from dateline.merge.counts.compare import compare
from dateline.merge.counts.numbers import bounds_of, size_of
from dateline.merge.counts.sources import houses, of_one_house, source_of
from dateline.merge.counts.times import days_of
from dateline.merge.counts.victims import kind_of
from dateline.merge.counts.words import PEOPLE
from dateline.merge.days import apart, end_of, one_day, shifted
from dateline.merge.keys import words_key
from dateline.records import Figure

WHATS = ("killed", "wounded", "missing", "detained", "displaced", "in_need", "evacuated", "besieged", "hostages")
_LARGE = 1000  # a running total of a crisis counts at least so many
_PAST = 100  # days before its report at which a count may end and still be a running total
_SOURCES = 20  # sources whose totals are held against each other
_NEWS = 14  # days within which totals of two sources are rivals, and not stages of one count
_A_DAY = 40  # counts of one day that are all held against each other; of more, those of one place alone


@dataclass(frozen=True)
class Series:
    """The running totals that one source gives, oldest first."""

    key: str
    source: str
    figures: list[Figure]

    @property
    def latest(self) -> Figure:
        """The last that it gave."""
        return self.figures[-1]


@dataclass(frozen=True)
class Counts:
    """All figures of one `what`: running totals by source, the latest first, and counts of one place or day as groups that say the same."""

    what: str
    totals: list[Series]
    single: list[list[Figure]]


def counts(corpus: Corpus) -> list[Counts]:
    """The figures of harm to people, by what they count."""
    found = {f.what for f in corpus.all(Figure)}
    return [_counts(corpus, what) for what in WHATS if what in found]


def _counts(corpus: Corpus, what: str) -> Counts:
    totals: dict[str, Series] = {}
    single: dict[Hashable, list[Figure]] = defaultdict(list)
    largest = 0
    for figure in corpus.all(Figure):
        size = size_of(figure)
        if figure.what != what or size is None:
            continue
        key, name = source_of(corpus, figure)
        if size >= _LARGE and size * 2 >= largest and _is_running(corpus, figure, largest):
            largest = max(largest, size)
            totals.setdefault(key, Series(key, name, [])).figures.append(figure)
        else:
            single[(scope_of(corpus, figure), key, bounds_of(figure))].append(figure)
    last_first = sorted(totals.values(), key=lambda s: corpus.day(s.latest), reverse=True)
    return Counts(what, last_first, list(single.values()))


def _is_running(corpus: Corpus, f: Figure, largest: int) -> bool:
    """Whether a large figure may count a whole crisis up to its report: of anyone, of no one event or day, and not of the past.

    Where running totals are known, a figure of their order is of no one day, whatever day its sentence names.
    """
    if f.part_of is not None or f.bound == "vague" or kind_of(f) != PEOPLE or f.scope == "event":
        return False
    if f.scope == "cumulative":
        days = days_of(corpus, f)
        return days is None or days.is_old
    end = end_of(f.when)
    return largest > 0 if one_day(f.when) is not None else end is None or (apart(end, corpus.day(f)) or 0) <= _PAST


def rival_totals(corpus: Corpus, one: Counts) -> list[Figure]:
    """The last running totals on which two houses differed, given within days of each other; empty where they never did."""
    speaks_for = houses(corpus)
    last_first = [(day, series.key, f) for series in one.totals[:_SOURCES] for f in distinct(series.figures) if (day := corpus.day(f))]
    last_first.sort(key=lambda told: told[0], reverse=True)
    best: tuple[str, list[Figure]] = ("", [])
    for k, (day, mine, f) in enumerate(last_first):
        if day <= best[0]:
            break
        for later, theirs, g in reversed(last_first[:k]):
            gap = apart(day, later) or 0
            counted = shifted(day, -gap)  # the more days lie between two, the less they say
            if gap > _NEWS or counted <= best[0]:
                break
            others = mine != theirs and not of_one_house(speaks_for.get(mine, mine), speaks_for.get(theirs, theirs))
            if others and not _may_add_up(f, g) and compare(corpus, f, g).relation == "rival":
                best = (counted, sorted((g, f), key=corpus.day))
    return best[1]


def _may_add_up(f: Figure, g: Figure) -> bool:
    """Whether one report tells two counts of the displaced: those who fled abroad and those within."""
    return f.what == "displaced" and f.report == g.report


def rivals(corpus: Corpus, one: Counts) -> list[list[Figure]]:
    """Counts of one scope on which sources differ: each as the figures that are rivals of another, one for each source."""
    firsts = [told[0] for told in one.single if told[0].where is not None]
    groups: list[list[Figure]] = []
    group_of: dict[str, list[Figure]] = {}
    for f, g in _pairs(corpus, firsts):
        if source_of(corpus, f)[0] == source_of(corpus, g)[0] or compare(corpus, f, g).relation != "rival":
            continue
        group = group_of.get(f.id) or group_of.get(g.id)
        if group is None:
            groups.append(group := [])
        for x in (f, g):
            if x.id not in group_of and all(source_of(corpus, x)[0] != source_of(corpus, y)[0] for y in group):
                group.append(x)
                group_of[x.id] = group
    return [group for group in groups if len(group) > 1]


def _pairs(corpus: Corpus, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs that may be rivals: of one day and, where very many are, of one place."""
    by_day: dict[str, list[Figure]] = defaultdict(list)
    for f in figures:
        by_day[one_day(f.when) or corpus.day(f)].append(f)
    for same_day in by_day.values():
        if len(same_day) <= _A_DAY:
            yield from combinations(same_day, 2)
            continue
        by_place: dict[Hashable, list[Figure]] = defaultdict(list)
        for f in same_day:
            by_place[place_key(f)].append(f)
        for same_place in by_place.values():
            yield from combinations(same_place[:_A_DAY], 2)


def scope_of(corpus: Corpus, f: Figure) -> Hashable:
    """What must be one for two figures to say the same: what, of whom, where, when, and whether of a part."""
    return f.what, kind_of(f), place_key(f), one_day(f.when) or corpus.day(f), f.part_of is not None


def place_key(f: Figure) -> Hashable:
    """What a figure's place is known by; None for none."""
    return (f.where.place_id or words_key(f.where.name)) if f.where else None


def distinct(told: Iterable[Figure]) -> list[Figure]:
    """The figures that say something else than the one before."""
    out: list[Figure] = []
    for figure in told:
        if not out or bounds_of(out[-1]) != bounds_of(figure):
            out.append(figure)
    return out
