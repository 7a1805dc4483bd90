"""Rows on a terminal, in colour; elsewhere, or where NO_COLOR is set, as Markdown."""

import os
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from dateline.faces.rows import Row, Shape, markdown

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"": "", "strong": "bold", "mark": "bold yellow", "dim": "dim"}
_HEADS = {"title": "bold underline", "heading": "bold cyan", "group": "bold"}


def show(rows: Iterable[Row], stream: TextIO, *, plain: bool = False) -> None:
    """Writes the rows to `stream`: styled and wrapped on a terminal, as Markdown elsewhere or if `plain`."""
    if plain or not stream.isatty() or os.environ.get("NO_COLOR"):
        stream.write(markdown(rows))
        return
    from rich.console import Console

    draw(rows, Console(file=stream, highlight=False))


def draw(rows: Iterable[Row], console: "Console", most: int | None = None) -> None:
    """Draws the rows, at `most` so many, on a rich console."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    before: Shape | None = None
    for shape, pieces in islice(rows, most):
        if before is not None and (shape in ("title", "heading", "group") or (shape == "text" and before != "text")):
            console.print()
        text = Text.assemble(*((p.words, _STYLES[p.style]) for p in pieces), style=_HEADS.get(shape, ""))
        if shape == "item":
            grid = Table.grid(padding=(0, 1))
            grid.add_row("•", text)
            console.print(grid)
        else:
            console.print(Padding(text, (0, 0, 0, 4 if shape == "under" else 0)))
        before = shape
