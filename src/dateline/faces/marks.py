"""Short quotations: the sentence that a span lies in, with the span marked. Works on original text alone, in a window of fixed size."""

import re
from collections.abc import Sequence

import msgspec

from dateline.span import Span
from dateline.text.sentence import sentence_around

_GAP = re.compile(r"\s+")


class Quote(msgspec.Struct, frozen=True):
    """A quotation in three pieces, on one line: the words before the span, the span's own, and the words after it."""

    before: str
    marked: str
    after: str

    def plain(self, opening: str = "", closing: str = "") -> str:
        """The quotation as one string, the span between `opening` and `closing`."""
        return f"{self.before}{opening}{self.marked}{closing}{self.after}"


def quote(text: str, span: Span, furniture: Sequence[Span] = (), limit: int = 240) -> Quote:
    """The sentence around `span`, at most about `limit` characters, cut with an ellipsis; `furniture` is left out of it."""
    around = sentence_around(text, span)
    before = _flat(_without(text, Span(around.start, span.start), furniture)).lstrip()
    marked = _flat(_without(text, span, furniture))
    after = _flat(_without(text, Span(span.end, around.end), furniture)).rstrip()
    if len(marked) > limit:
        half = limit // 2
        marked = f"{marked[:half].rstrip()} … {marked[-half:].lstrip()}"
    room = max(0, limit - len(marked))
    if len(before) + len(after) > room:
        ahead = min(len(before), max(room // 2, room - len(after)))
        before, after = _tail(before, ahead), _head(after, room - ahead)
    return Quote(before, marked, after)


def _without(text: str, span: Span, furniture: Sequence[Span]) -> str:
    pieces, at = [], span.start
    for out in furniture:
        if out.overlaps(span):
            pieces += [text[at : max(at, out.start)], " "]
            at = max(at, out.end)
    return "".join([*pieces, text[at : span.end]])


def _flat(text: str) -> str:
    return _GAP.sub(" ", text)


def _tail(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[len(text) - room :]
    return "… " + cut[cut.find(" ") + 1 :] if " " in cut else "… "


def _head(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[:room]
    return cut[: cut.rfind(" ")] + " …" if " " in cut else " …"
