"""What changed since a day: new, changed, withdrawn."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.faces.brief.desk import Desk
from dateline.faces.brief.lines import group, line, with_source
from dateline.faces.brief.numbers import by_whom
from dateline.faces.brief.parts import Group, Line, Section
from dateline.faces.brief.shown import best_told, events_of
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.weight import weight
from dateline.faces.brief.words import FIELDS, counted_words, figure_words, value_words, weekday_words
from dateline.merge.changes import FieldChange, FigureChange, HappeningChange, Kind, changes_between
from dateline.merge.counts import WHATS
from dateline.merge.happening import Happening
from dateline.merge.keys import words_key
from dateline.merge.state import State

SAYS: Mapping[Kind, str] = {"joined": "now held for one with another", "parted": "now held for one of its own"}
_NEW, _CHANGED, _FIGURES = 6, 6, 5  # lines shown
_VALUES = 4  # of a field
_WAS = {"announced": "was due", "confirmed": "was due", "supposed": "was told as possible", "took place": "was told as done"}


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
        words = with_source(told_words(desk.corpus, best), best)
        lines.append(line(desk, "", words + _how(change, words), [best, *events_of(desk.corpus, h)], origins=len(h.origins)))
    return group(heading, lines, len(ranked), see)


def _how(change: HappeningChange, words: str) -> str:
    if change.change in SAYS:
        return f" · {SAYS[change.change]}"
    told = [said for field in change.fields if field.field != "origins" and (said := field_words(field, words))]
    return f" · {'; '.join(told)}" if told else ""


def field_words(change: FieldChange, known: str = "") -> str:
    """What became of a field of a happening: "was due, now took place", "who: also “Berg”"; empty where there is only what `known` words tell."""
    field, before, after = change.field, change.before, change.after
    if field == "statuses":  # the last of them is its state
        return ""
    if field == "state":
        return f"{_WAS.get(before[0], f'was {before[0]}')}, now {after[0]}" if before and after else ""
    if field == "origins":
        return f"origins: {before[0]} → {after[0]}" if before and after else ""
    told = f" {words_key(known)} "
    came = [value for value in after if value not in before and f" {words_key(value)} " not in told]
    went = [value for value in before if value not in after]
    name = FIELDS.get(field, field)
    if went and came:
        return f"{name}: {_values(field, before)} → {_values(field, after)}"
    if went:
        return f"{name}: no longer {_values(field, went)}"
    return f"{name}: {'also ' if before else ''}{_values(field, came)}" if came else ""


def _values(field: str, values: Sequence[str]) -> str:
    return " / ".join(value_words(field, value, 40) for value in values[:_VALUES]) + (" …" if len(values) > _VALUES else "")


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
