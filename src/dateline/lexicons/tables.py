"""Reads the word lists of this folder: TOML, and tables by tabs, where a head line names the columns, `#` opens a comment, `;` parts alternatives."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from dateline.errors import LexiconError

Word = TypeVar("Word")
Kind = TypeVar("Kind")


@cache
def toml(file: str) -> dict[str, Any]:
    """The tables of `file`. Raises LexiconError where it is no TOML."""
    try:
        return tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: {error}; reinstall dateline") from error


def inverted(kinds: Mapping[Kind, Iterable[Word]], where: str) -> dict[Word, Kind]:
    """Kind → words, turned into word → kind. Raises LexiconError, which says `where` it is, if a word stands under two kinds."""
    out: dict[Word, Kind] = {}
    for kind, words in kinds.items():
        for word in words:
            if out.setdefault(word, kind) != kind:
                told = " ".join(word) if isinstance(word, tuple) else word
                raise LexiconError(f'{where}: "{told}" stands under {out[word]} and under {kind}; keep one')
    return out


@cache
def table(file: str) -> tuple[dict[str, str], ...]:
    """The rows of `file` as column → cell. Raises LexiconError where a row has more or fewer cells than the head line."""
    lines = [(n, line.split("\t")) for n, line in enumerate(_text(file).split("\n"), 1) if line.strip() and not line.startswith("#")]
    head = lines[0][1]
    for n, cells in lines[1:]:
        if len(cells) != len(head):
            raise LexiconError(f"{file} line {n}: {len(cells)} cells where the head line names {len(head)}; reinstall dateline")
    return tuple(dict(zip(head, cells, strict=True)) for _, cells in lines[1:])


def parts(cell: str) -> tuple[str, ...]:
    """The alternatives of one cell."""
    return tuple(p.strip() for p in cell.split(";") if p.strip())


def _text(file: str) -> str:
    return resources.files("dateline.lexicons").joinpath(file).read_text(encoding="utf-8")
