"""Key figures: how many, by whom, rivals side by side, nothing averaged."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from dateline.faces.brief.desk import Desk
from dateline.faces.brief.lines import group, line
from dateline.faces.brief.parts import Group, Line, Section
from dateline.faces.brief.words import counted_words, country_of, day_words, names, number_words, weekday_words, where_words
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Counts, Flag, Series, bounds_of, distinct, flags, rival_totals, size_of, source_of
from dateline.merge.days import one_day, shifted
from dateline.records import Figure
from dateline.resolve.parts import voices

_TOTALS, _OTHERS = 4, 1  # lines of running totals: of the killed, of others
_STALE = 31  # days after which a running total is no key figure beside a later one: totals rise
_SINGLE = 3  # lines of counts of one place or day: of the killed
_EARLIER = 3  # earlier totals of a series told
_ALIKE = 3  # further sources named that give the same total
_FLAGS = 3  # lines of what does not add up
_RIVALS = 4  # lines of rival figures
_SIDES = 4  # rivals in one line


def key_figures(desk: Desk) -> Section:
    """Each figure as its source gave it last: bounds in words, what it takes the place of behind "before that"."""
    groups = [_of(desk, one) for one in desk.counts]
    flagged = [f for f in flags(desk.corpus, desk.counts) if desk.is_timely(max(map(desk.corpus.day, f.figures)))]
    groups.append(group("Does not add up (nothing was changed)", [_flag(desk, one) for one in flagged[:_FLAGS]], len(flagged)))
    return Section("Key figures", tuple(g for g in groups if g.lines))


def _of(desk: Desk, one: Counts) -> Group:
    of_killed = one.what == "killed"
    alike: dict[Hashable, list[Series]] = defaultdict(list)
    last = max((desk.corpus.day(series.latest) for series in one.totals), default="")
    for series in one.totals:
        if desk.corpus.day(series.latest) >= shifted(last, -_STALE):
            alike[bounds_of(series.latest)].append(series)
    totals = [_series(desk, same) for same in list(alike.values())[: _TOTALS if of_killed else _OTHERS]]
    ranked = sorted((told for told in one.single if desk.is_timely(desk.corpus.day(told[-1]))), key=lambda told: _rank(desk, told))
    chosen = ranked[: _SINGLE if of_killed else _OTHERS]
    single = [_single(desk, told) for told in sorted(chosen, key=lambda told: desk.corpus.day(told[-1]), reverse=True)]
    return group(_name(one.what), totals + single, len(alike) + len(ranked), desk.see(f"figures --what {one.what}"))


def _rank(desk: Desk, told: Sequence[Figure]) -> tuple[bool, bool, int, int, int]:
    """Counts with a place and a day first, and no parts of others; of those the last month's, the largest, and those most told."""
    first, month = told[0], int(desk.corpus.day(told[-1])[:7].replace("-", "") or 0)
    vague = first.where is None or one_day(first.when) is None
    return first.part_of is not None, vague, -month, -(size_of(first) or 0), -len({f.report for f in told})


def _flag(desk: Desk, flag: Flag) -> Line:
    told = "; ".join(f"{counted_words(f)} ({day_words(desk.corpus.day(f))}, {by_whom(desk.corpus, f)})" for f in flag.figures)
    return line(desk, flag.about.capitalize(), told, flag.figures[:1], flag.figures[1:])


def _series(desk: Desk, alike: Sequence[Series]) -> Line:
    """The running total that several sources gave last, and what the first of them gave before."""
    series, corpus = alike[0], desk.corpus
    latest = series.latest
    same = [f for s in alike for f in reversed(s.figures) if bounds_of(f) == bounds_of(latest)]
    others = [f"{by_whom(corpus, s.latest).removeprefix('according to ')} ({day_words(corpus.day(s.latest))})" for s in alike[1 : _ALIKE + 1]]
    likewise = f"; likewise {', '.join(others)}" if others else ""
    earlier = [f for f in distinct(series.figures) if bounds_of(f) != bounds_of(latest)][-_EARLIER:]
    before = "; before that " + ", ".join(f"{number_words(f)} ({day_words(corpus.day(f))})" for f in reversed(earlier)) if earlier else ""
    return line(desk, "In all", f"{total_words(corpus, latest)}{before}{likewise}", same, [s.latest for s in alike[1:]])


def total_words(corpus: Corpus, f: Figure) -> str:
    """A running total, on whose word it stands, and when it was told."""
    return f"{counted_words(f)}, {by_whom(corpus, f)} ({day_words(corpus.day(f))})"


def _single(desk: Desk, told: Sequence[Figure]) -> Line:
    return line(desk, _scope(desk.corpus, told[0]), f"{counted_words(told[0])}, {by_whom(desk.corpus, told[0])}", told)


def _name(what: str) -> str:
    return what.replace("_", " ").capitalize()


def by_whom(corpus: Corpus, f: Figure) -> str:
    """On whose word a figure stands; a report's own where it names none."""
    return f"according to {names(voices(f.sources)[-1], country_of(f.where))}" if f.sources else f"{source_of(corpus, f)[1]} in its own voice"


def _scope(corpus: Corpus, f: Figure) -> str:
    day = one_day(f.when)
    told = weekday_words(day) if day else f"reported {weekday_words(corpus.day(f))}"
    return f"{where_words(f.where)}, {told}" if f.where else told


def rival_figures(desk: Desk) -> Group:
    """Figures that count the same and cannot all hold, side by side, the last first."""
    totals = [(f"{_name(one.what)} in all", figures) for one in desk.counts if (figures := rival_totals(desk.corpus, one))]
    found = totals + [(f"{_name(figures[0].what)}, {_scope(desk.corpus, figures[0])}", figures) for figures in desk.rivals]
    timely = [(lead, figures) for lead, figures in found if desk.is_timely(max(map(desk.corpus.day, figures)))]
    ordered = sorted(timely, key=lambda x: max(map(desk.corpus.day, x[1])), reverse=True)
    return group("Rival figures", [_side_by_side(desk, lead, figures) for lead, figures in ordered[:_RIVALS]], len(timely), desk.see("figures"))


def _side_by_side(desk: Desk, lead: str, figures: Sequence[Figure]) -> Line:
    pieces: list[Piece] = []
    for f in figures[:_SIDES]:
        apart = [Piece(" | ")] if pieces else []
        pieces += [*apart, Piece(counted_words(f), "strong"), Piece(f", {by_whom(desk.corpus, f)}, {day_words(desk.corpus.day(f))}")]
    return line(desk, lead, pieces, figures[:1], figures[1:])
