"""Short quotations: the sentence that a span lies in, with the span marked. Works on original text alone, in a window of fixed size."""

import re
from collections.abc import Sequence

import msgspec

from dateline.span import Span

WINDOW = 1200  # characters looked at on each side: no news sentence is longer, and a text on one line stays cheap

_BREAK = re.compile(
    r"""
      \n[^\S\n]*\n\s*                              # an empty line ends a paragraph
    | (?<=[.!?])["'”’)\]]{0,2}\s+(?=["'“‘(\[]?[A-Z0-9])  # a stop, closing marks, a gap, a new opening
    | (?<=[。！？؟।])\s*                           # stops of other scripts
    """,
    re.VERBOSE,
)
_NO_STOP = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sgt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_GAP = re.compile(r"\s+")


class Quote(msgspec.Struct, frozen=True):
    """A quotation in three pieces, on one line: the words before the span, the span's own, and the words after it."""

    before: str
    marked: str
    after: str

    def plain(self, opening: str = "", closing: str = "") -> str:
        """The quotation as one string, the span between `opening` and `closing`."""
        return f"{self.before}{opening}{self.marked}{closing}{self.after}"


def sentence_around(text: str, span: Span) -> Span:
    """The sentence or sentences of `text` that `span` lies in."""
    low, high = max(0, span.start - WINDOW), min(len(text), span.end + WINDOW)
    start, end = low, high
    for match in _BREAK.finditer(text, low, high):
        if _NO_STOP.search(text[max(low, match.start() - 12) : match.start()]):
            continue
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start() + len(match.group().rstrip())
            break
    return Span(min(start, span.start), max(end, span.end))


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
