"""What a face shows, as rows of styled words: made once, then shown as Markdown or on a terminal."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from dateline.faces.marks import Quote

Style = Literal["", "strong", "mark", "dim"]
Shape = Literal["title", "heading", "group", "text", "item", "under"]


class Piece(NamedTuple):
    """Some words in one style. `mark` is the stretch of a quotation that a record rests on."""

    words: str
    style: Style = ""


class Row(NamedTuple):
    """One row. An `item` opens with a dash, `under` hangs below the item before it; `title`, `heading` and `group` head what follows."""

    shape: Shape
    pieces: tuple[Piece, ...]


def row(shape: Shape, *pieces: Piece | str) -> Row:
    """A row of `pieces`; bare strings are in the plain style."""
    return Row(shape, tuple(Piece(p) if isinstance(p, str) else p for p in pieces))


def quoted(quote: Quote) -> tuple[Piece, ...]:
    """A quotation between quotation marks, its own stretch marked."""
    return Piece("“" + quote.before), Piece(quote.marked, "mark"), Piece(quote.after + "”")


_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\]\()")  # what Markdown would take for its own
_OPENING = {"title": "# ", "heading": "## ", "group": "### ", "text": "", "item": "- ", "under": "  - "}
_APART = frozenset({"title", "heading", "group", "text"})


def markdown(rows: Iterable[Row]) -> str:
    """The rows as Markdown that also reads well as plain text."""
    out: list[str] = []
    before: Shape | None = None
    for shape, pieces in rows:
        if before is not None and (shape in _APART or before in _APART):
            out.append("")
        out.append(_OPENING[shape] + "".join(_marked_down(p) for p in pieces))
        before = shape
    return "\n".join(out) + "\n"


def _marked_down(piece: Piece) -> str:
    words = _SPECIAL.sub(r"\\\g<0>", piece.words)
    bare = words.strip()
    if piece.style not in ("strong", "mark") or not bare:
        return words
    at = words.index(bare)
    return f"{words[:at]}**{bare}**{words[at + len(bare) :]}"
