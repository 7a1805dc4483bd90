"""What changed since a day: new, changed, withdrawn."""

from collections.abc import Iterable, Sequence

from dateline.faces.brief.desk import Desk
from dateline.faces.brief.lines import group, line, with_source
from dateline.faces.brief.numbers import by_whom
from dateline.faces.brief.parts import Group, Line, Section
from dateline.faces.brief.shown import best_told, events_of
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.weight import weight
from dateline.faces.brief.words import FIELDS, counted_words, figure_words, weekday_words
from dateline.merge.changes import FigureChange, HappeningChange, changes_between
from dateline.merge.counts import WHATS
from dateline.merge.happening import Happening
from dateline.merge.state import State

_NEW, _CHANGED, _FIGURES = 6, 6, 5  # lines shown


def changed(desk: Desk, before: State | None, since: str | None) -> Section:
    """What became of the happenings and figures of the state `before` from the day `since` on."""
    name = f"What changed since {weekday_words(since)}" if since else "What changed"
    if before is None:
        return Section(name, (), "No day is known to compare with.")
    found = changes_between(before, desk.now)
    figures = _ranked(f for f in found.figures for figure in (f.after or f.before,) if figure is not None and figure.what in WHATS)
    was, see = Desk(before), desk.see(f"changes --by published --since {since}")
    new = [c for c in found.happenings if c.change == "new"]
    gone = [c for c in found.happenings if c.change == "withdrawn"]
    other = [c for c in found.happenings if c.change not in ("new", "withdrawn")]
    groups = (
        _group("New", desk, [(c, c.after) for c in new], _NEW, see),
        _group("Changed", desk, [(c, c.after) for c in other], _CHANGED, see),
        _group("Withdrawn", was, [(c, c.before) for c in gone], _CHANGED, see),
        group("Figures", [_figure(desk, was, f) for f in figures[:_FIGURES]], len(figures), see),
    )
    return Section(name, tuple(g for g in groups if g.lines), "Nothing changed.")


def _group(heading: str, desk: Desk, changes: Iterable[tuple[HappeningChange, Happening | None]], most: int, see: str) -> Group:
    """The weightiest changes, each told by the happening as it stands, or stood, at the desk."""
    told = [(c, h, best_told(desk.corpus, events_of(desk.corpus, h))) for c, h in changes if h is not None]
    ranked = sorted(told, key=lambda x: (-weight(desk.corpus, x[1], x[2], desk.figures(events_of(desk.corpus, x[1]))), x[2].id))
    lines = []
    for change, h, best in ranked[:most]:
        words = with_source(told_words(desk.corpus, best), best) + _how(change)
        lines.append(line(desk, "", words, [best, *events_of(desk.corpus, h)], origins=len(h.origins)))
    return group(heading, lines, len(ranked), see)


def _how(change: HappeningChange) -> str:
    if change.change == "joined":
        return " · now held for one with another"
    if change.change == "parted":
        return " · now held for one of its own"
    told = [f"{FIELDS.get(f.field, f.field)} {_values(f.before) or 'not told'} → {_values(f.after) or 'not told'}" for f in change.fields]
    return f" · {'; '.join(told)}" if told else ""


def _values(values: Sequence[str]) -> str:
    return " / ".join(values[:2])


def _ranked(figures: Iterable[FigureChange]) -> list[FigureChange]:
    """Running totals first, then what takes the place of another, then what is new."""
    return sorted(figures, key=lambda f: (not f.total, f.change == "new"))


def _figure(desk: Desk, was: Desk, change: FigureChange) -> Line:
    now, before = change.after, change.before
    told = f"{figure_words(now)}, {by_whom(desk.corpus, now)}" if now is not None else ""
    stood = f"{counted_words(before)}, {by_whom(was.corpus, before)}" if before is not None else ""
    if now is None:
        return line(was, "Withdrawn", stood, [before] if before is not None else [])
    lead = "New" if before is None else "Changed"
    return line(desk, lead, f"{told}{f'; before that {counted_words(before)}' if before is not None else ''}", [now])
