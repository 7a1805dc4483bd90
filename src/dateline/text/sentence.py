"""The sentence that a span lies in, told by stops alone in a window of fixed size: for showing and for searching, where no model has read."""

import re

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


def sentence_around(text: str, span: Span, window: int = WINDOW) -> Span:
    """The sentence or sentences of `text` that `span` lies in, no more than `window` code points on each side of it."""
    low, high = max(0, span.start - window), min(len(text), span.end + window)
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
