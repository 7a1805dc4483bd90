"""A picture of figures over time: a line for each source, bounds drawn as bounds. Matplotlib draws it; the extra `plot` brings that."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.faces.figures import Entry, FigureTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMED = 8  # sources with a colour of their own
_LOG = 50  # times the least of what is drawn that the most may be on an even scale
_ARROW = 0.12  # of a number: how long the arrow of an open bound is
_ABOUT = 0.1  # of a number: how far "about" reaches


def draw(table: FigureTable, file: Path) -> None:
    """Draws the table into `file` (.png or .svg): running totals above, counts of one event or time below.

    At least: an arrow up; at most: an arrow down; a range: a bar; about: a bar of a tenth; vague: hollow, with an arrow. Raises DatelineError where
    Matplotlib is missing or the file cannot be written.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure as Canvas
    except ImportError:
        raise DatelineError("pictures need Matplotlib: pip install 'dateline[plot]'") from None
    parts = [(title, its) for title, total in (("running totals", True), ("of one event or time", False)) if (its := _drawable(table, total))]
    if not parts:
        raise DatelineError("none of these figures has a day: there is nothing to draw")
    with rc_context({"svg.hashsalt": "dateline"}):  # the same picture for the same figures, byte for byte
        canvas = Canvas(figsize=(10, 4.5 * len(parts)), layout="constrained")
        for axes, (title, courses) in zip(canvas.subplots(len(parts), squeeze=False)[:, 0], parts, strict=True):
            _draw_part(axes, f"{table.what.replace('_', ' ')}{f', {table.place}' if table.place else ''}: {title}", courses)
        try:
            canvas.savefig(file, dpi=150, metadata={"Date": None} if file.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise DatelineError(f"{file} cannot be written: {error.strerror or error}") from error


def _drawable(table: FigureTable, total: bool) -> list[tuple[str, list[Entry]]]:
    """The entries that have a day, by source, the most told first."""
    by_source: dict[str, tuple[str, list[Entry]]] = {}
    for told in table.courses:
        if told.total == total:
            _, entries = by_source.setdefault(told.source.casefold(), (told.source, []))
            entries.extend(e for e in told.entries if _is_day(e.day))
    return sorted((one for one in by_source.values() if one[1]), key=lambda one: -len(one[1]))


def _draw_part(axes: "Axes", title: str, courses: Sequence[tuple[str, list[Entry]]]) -> None:
    from matplotlib.dates import ConciseDateFormatter

    for k, (source, entries) in enumerate(courses):
        colour = f"C{k}" if k < _NAMED else "0.6"
        label = source if k < _NAMED else "others" if k == _NAMED else None
        _draw_source(axes, sorted(entries, key=lambda e: e.day), colour, label, joined="totals" in title)
    sizes = [n for _, entries in courses for e in entries if (n := _size(e))]
    if sizes and max(sizes) > _LOG * min(sizes):
        axes.set_yscale("log")
    else:
        axes.set_ylim(0, 1.2 * max(sizes, default=1.0))
    axes.set_title(title, loc="left")
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis_date()
    axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _draw_source(axes: "Axes", entries: Sequence[Entry], colour: str, label: str | None, *, joined: bool) -> None:
    if joined and len(entries) > 1:
        axes.step([_number(e) for e in entries], [_size(e) for e in entries], where="post", color=colour, linewidth=1, alpha=0.6)
    for k, e in enumerate(entries):
        low, high = _reach(e)
        size = _size(e)
        face = "none" if e.bound in ("vague", "about") else colour
        axes.errorbar(
            [_number(e)],
            [size],
            yerr=[[size - low], [high - size]],
            lolims=e.bound in ("at_least", "vague"),
            uplims=e.bound == "at_most",
            fmt="o",
            markersize=5,
            color=colour,
            markerfacecolor=face,
            label=label if k == 0 else None,
        )


def _reach(e: Entry) -> tuple[float, float]:
    """The ends of the bar that is drawn; those of an open bound show its direction alone."""
    size = _size(e)
    if e.bound in ("at_least", "vague"):
        return size, size * (1 + _ARROW)
    if e.bound == "at_most":
        return size * (1 - _ARROW), size
    if e.bound == "about":
        return size * (1 - _ABOUT), size * (1 + _ABOUT)
    return float(e.low if e.low is not None else size), float(e.high if e.high is not None else size)


def _size(e: Entry) -> float:
    """Where the mark stands: the middle of a range, else the number."""
    if e.low is not None and e.high is not None:
        return (e.low + e.high) / 2
    return float(e.low if e.low is not None else e.high or 0)


def _number(e: Entry) -> float:
    """The entry's day as Matplotlib counts days: from the first of 1970."""
    return float((date.fromisoformat(e.day[:10]) - date(1970, 1, 1)).days)


def _is_day(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day[:10]))
    except ValueError:
        return False
