"""How many, by whom, and where the sources differ."""

from collections.abc import Sequence

from dateline.faces.brief.lines import group, line
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import act_words, counted_words, day_words, names, number_words, place_words, weekday_words
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Counts, Flag, Series, bounds_of, counts, distinct, flags, rival_totals, rivals, size_of, source_of
from dateline.merge.days import one_day
from dateline.merge.same import together
from dateline.records import Event, Figure
from dateline.resolve.parts import voices

_TOTALS, _SINGLE, _OTHERS, _RIVALS, _DENIALS = 5, 4, 1, 4, 3  # lines shown
_FLAGS = 3  # lines shown of what does not add up
_EARLIER = 4  # earlier totals of a series told


def differ(corpus: Corpus) -> Section:
    """Rival figures of one thing, and what one side denies."""
    found = [(lead, figures) for one in counts(corpus) for lead, figures in _rivals(corpus, one)]
    lines = [_side_by_side(corpus, lead, figures) for lead, figures in found[:_RIVALS]]
    denied = together(corpus, [e for e in corpus.all(Event) if _is_denied(e)])
    denials = [line(corpus, names(voices(told[0].sources)[-1]), f"denies: {act_words(corpus, told[0])}", told) for told in denied[:_DENIALS]]
    groups = (group("Rival counts", lines, len(found)), group("Denied", denials, len(denied)))
    return Section("Where accounts differ", tuple(g for g in groups if g.lines))


def _rivals(corpus: Corpus, one: Counts) -> list[tuple[str, list[Figure]]]:
    name = _name(one)
    totals = rival_totals(corpus, one)
    out = [(f"{name} in all", totals)] if totals else []
    return out + [(f"{name}, {_scope(corpus, figures[0])}", figures) for figures in rivals(corpus, one)]


def _side_by_side(corpus: Corpus, lead: str, figures: Sequence[Figure]) -> Line:
    pieces: list[Piece] = []
    for f in figures[:4]:
        apart = [Piece(" | ")] if pieces else []
        pieces += [*apart, Piece(counted_words(f), "strong"), Piece(f", {_by_whom(corpus, f)}, {day_words(corpus.day(f))}")]
    return line(corpus, lead, pieces, figures[:1], figures[1:2])


def _is_denied(e: Event) -> bool:
    return e.negated and any(s.attitude == "deny" for s in e.sources) and bool(e.actors or e.recipients)


def how_many(corpus: Corpus) -> Section:
    """Each figure as its source gave it: bounds in words, nothing averaged."""
    groups = []
    found = counts(corpus)
    for one in found:
        most = _SINGLE if one.what == "killed" else _OTHERS
        ranked = sorted(one.single, key=_rank)
        chosen = ranked[: most if one.totals else _OTHERS]
        totals = [_series(corpus, s) for s in one.totals[: _TOTALS if one.what == "killed" else _OTHERS]]
        single = [_single(corpus, told) for told in one.single if told in chosen]
        groups.append(group(_name(one), totals + single, len(one.totals) + len(one.single)))
    flagged = flags(corpus, found)
    groups.append(group("Does not add up (nothing was changed)", [_flag(corpus, one) for one in flagged[:_FLAGS]], len(flagged)))
    return Section("How many", tuple(g for g in groups if g.lines))


def _flag(corpus: Corpus, flag: Flag) -> Line:
    told = "; ".join(f"{counted_words(f)} ({day_words(corpus.day(f))}, {_by_whom(corpus, f)})" for f in flag.figures)
    return line(corpus, flag.about.capitalize(), told, flag.figures[:1], flag.figures[1:])


def _rank(told: Sequence[Figure]) -> tuple[bool, bool, int, int]:
    """Counts with a place and a day first, and no parts of others; then those most told, and the largest."""
    first = told[0]
    return first.part_of is not None, first.where is None or one_day(first.when) is None, -len({f.report for f in told}), -(size_of(first) or 0)


def _series(corpus: Corpus, series: Series) -> Line:
    latest = series.latest
    same = [f for f in reversed(series.figures) if bounds_of(f) == bounds_of(latest)]
    earlier = [f for f in distinct(series.figures) if bounds_of(f) != bounds_of(latest)][-_EARLIER:]
    before = "; before that " + ", ".join(f"{number_words(f)} ({day_words(corpus.day(f))})" for f in earlier) if earlier else ""
    return line(corpus, f"In all, {_by_whom(corpus, latest)}", f"{counted_words(latest)} ({day_words(corpus.day(latest))}){before}", same)


def _single(corpus: Corpus, told: Sequence[Figure]) -> Line:
    return line(corpus, _scope(corpus, told[0]), f"{counted_words(told[0])}, {_by_whom(corpus, told[0])}", told)


def _name(one: Counts) -> str:
    return one.what.replace("_", " ").capitalize()


def _by_whom(corpus: Corpus, f: Figure) -> str:
    return f"according to {names(voices(f.sources)[-1])}" if f.sources else f"{source_of(corpus, f)[1]} in its own voice"


def _scope(corpus: Corpus, f: Figure) -> str:
    day = one_day(f.when)
    told = weekday_words(day) if day else f"reported {weekday_words(corpus.day(f))}"
    return f"{place_words(f.where.name)}, {told}" if f.where else told
