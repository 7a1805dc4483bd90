"""Time expressions to intervals, and which of them a predicate happened at."""

from dateline.annotate.layers import Layers
from dateline.records.parts import When
from dateline.text.report import Report


class Times:
    """The time expressions of one report, resolved against its publication date."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers

    def at(self, i: int) -> When | None:
        """The resolved time expression that covers word i."""
        raise NotImplementedError

    def of(self, i: int) -> When | None:
        """The time of the predicate at word i: stated in its clause, else carried from what governs it, else none."""
        raise NotImplementedError
