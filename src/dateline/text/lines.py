"""The lines of a text and what stands around them."""

from collections.abc import Iterator
from typing import NamedTuple

_CLOSED = frozenset(".!?:\"”’')]}>…")


class Line(NamedTuple):
    """One line without the blanks at its ends. `alone`: what precedes it is no open sentence, so the line is no part of a wrapped one."""

    start: int
    end: int
    text: str
    alone: bool
    before_blank: bool


def lines_of(text: str) -> Iterator[Line]:
    """Every line that is not blank."""
    blank, closed = True, True
    at, size = 0, len(text)
    while at < size:
        stop = text.find("\n", at)
        stop = size if stop < 0 else stop
        line = text[at:stop].strip()
        if line:
            start = text.index(line[0], at)
            following = text.find("\n", stop + 1)
            next_blank = not text[stop + 1 : size if following < 0 else following].strip()
            yield Line(start, start + len(line), line, blank or closed, next_blank)
            closed = line[-1] in _CLOSED
        blank = not line
        at = stop + 1
