"""Reads the tab-separated word lists of this folder: a head line names the columns, `#` opens a comment, `;` parts alternatives."""

from functools import cache
from importlib import resources

from dateline.errors import LexiconError


@cache
def table(file: str) -> tuple[dict[str, str], ...]:
    """The rows of `file` as column → cell. Raises LexiconError where a row has more or fewer cells than the head line."""
    text = resources.files("dateline.lexicons").joinpath(file).read_text(encoding="utf-8")
    lines = [(n, line.split("\t")) for n, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    head = lines[0][1]
    for n, cells in lines[1:]:
        if len(cells) != len(head):
            raise LexiconError(f"{file} line {n}: {len(cells)} cells where the head line names {len(head)}; reinstall dateline")
    return tuple(dict(zip(head, cells, strict=True)) for _, cells in lines[1:])


def parts(cell: str) -> tuple[str, ...]:
    """The alternatives of one cell."""
    return tuple(p.strip() for p in cell.split(";") if p.strip())
