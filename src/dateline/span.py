"""A stretch of a report's original text: the coordinates that every record rests on."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """Unicode code points `start` (inclusive) to `end` (exclusive) of a report's original text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


def cover(spans: list[Span]) -> Span:
    """The smallest span over all of `spans`, which must not be empty."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
