"""Figures of one thing put side by side: a series for each source, rival counts of one scope; never a mean."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations, product

from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, end_of, one_day, shifted
from dateline.merge.same import party_key, words_key
from dateline.merge.vocabulary import vocabulary
from dateline.records import Figure, Role
from dateline.resolve.parts import voices

WHATS = ("killed", "wounded", "missing", "detained", "displaced", "in_need", "evacuated", "besieged", "hostages")
_LARGE = 1000  # a running total of a crisis counts at least so many
_PAST = 100  # days before its report at which a count may end and still be a running total
_SOURCES = 20  # sources whose totals are held against each other
_NEWS = 14  # days within which totals of two sources are rivals, and not stages of one count


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
    """Whether a large figure may count a whole crisis up to its report: of anyone, of no one day, and not of the past.

    Where running totals are known, a figure of their order is of no one day, whatever day its sentence names.

    Its place is no help: "more than 9,000 had died" is said of a country in a sentence that names a town.
    """
    if f.part_of is not None or f.bound == "vague" or whom(f) is not None or (one_day(f.when) is not None and not largest):
        return False
    end = end_of(f.when)
    return end is None or (apart(end, corpus.day(f)) or 0) <= _PAST


def rival_totals(corpus: Corpus, one: Counts) -> list[Figure]:
    """The last running totals on which two houses differed, given within days of each other; empty where they never did."""
    houses = _houses(corpus)
    best: tuple[str, list[Figure]] = ("", [])
    for k, mine in enumerate(one.totals[:_SOURCES]):
        for theirs in one.totals[k + 1 : _SOURCES]:
            if _of_one_house(houses.get(mine.key, mine.key), houses.get(theirs.key, theirs.key)):
                continue
            for f, g in product(distinct(mine.figures), distinct(theirs.figures)):
                if one.what == "displaced" and f.report == g.report:
                    continue  # those who fled abroad and those within
                gap = apart(corpus.day(f), corpus.day(g)) or 0
                told = shifted(min(corpus.day(f), corpus.day(g)), -gap)
                if bounds_of(f) != bounds_of(g) and gap <= _NEWS and told > best[0]:
                    best = (told, sorted((f, g), key=corpus.day))
    return best[1]


def _houses(corpus: Corpus) -> dict[str, str]:
    """Persons, by key, and the organisation that each is said to speak for."""
    return {party_key(r.person): party_key(r.organisation) for r in corpus.all(Role) if r.organisation is not None}


def _of_one_house(a: str, b: str) -> bool:
    """Whether one name holds the other: "senior United Nations official", "United Nations"."""
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def rivals(corpus: Corpus, one: Counts) -> list[list[Figure]]:
    """Counts of one scope on which sources differ, a figure for each source."""
    scopes: dict[Hashable, dict[str, Figure]] = defaultdict(dict)
    for told in one.single:
        if told[0].part_of is None and told[0].where is not None:
            scopes[scope_of(corpus, told[0])].setdefault(source_of(corpus, told[0])[0], told[0])
    return [list(found.values()) for found in scopes.values() if any(_differ(f, g) for f, g in combinations(found.values(), 2))]


def _differ(f: Figure, g: Figure) -> bool:
    """Whether two figures say different things: "dozens" goes with 28."""
    if "vague" not in (f.bound, g.bound):
        return bounds_of(f) != bounds_of(g)
    vague, other = (f, g) if f.bound == "vague" else (g, f)
    return other.bound != "vague" and (size_of(other) or 0) < (size_of(vague) or 0)


def size_of(f: Figure) -> int | None:
    """The number that a figure is ranked by."""
    return f.low if f.low is not None else f.high


def bounds_of(f: Figure) -> tuple[int | None, int | None, str]:
    """What a figure says."""
    return f.low, f.high, f.bound


def whom(f: Figure) -> str | None:
    """Whom in particular a figure counts; None where it may count anyone."""
    words = (f.of or "").split()
    if not words or words[-1].lower() in vocabulary().anyone or (len(words) == 1 and words[0].istitle()):  # "Syrians"
        return None
    return words_key(" ".join(words))


def source_of(corpus: Corpus, f: Figure) -> tuple[str, str]:
    """Who gives a figure: a key and a name; the outlet itself where no source is named."""
    spoke = voices(f.sources)[-1] if f.sources else ()
    if any(party.name for party in spoke):
        return " and ".join(sorted(map(party_key, spoke))), " and ".join(party.name for party in spoke)
    return f"voice of {corpus.publisher(f)}", corpus.publisher(f)


def scope_of(corpus: Corpus, f: Figure) -> Hashable:
    """What must be one for two figures to be comparable: what, of whom, where, when, and whether of a part."""
    place = (f.where.place_id or words_key(f.where.name)) if f.where else None
    return f.what, whom(f), place, one_day(f.when) or corpus.day(f), f.part_of is not None


def distinct(told: Iterable[Figure]) -> list[Figure]:
    """The figures that say something else than the one before."""
    out: list[Figure] = []
    for figure in told:
        if not out or bounds_of(out[-1]) != bounds_of(figure):
            out.append(figure)
    return out
