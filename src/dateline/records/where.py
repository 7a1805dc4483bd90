"""Place names to gazetteer entries, and which of them a predicate happened at."""

from dateline.annotate.layers import Layers
from dateline.records.parts import Where
from dateline.text.report import Report


class Places:
    """The place names of one report, resolved."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers

    def at(self, i: int) -> Where | None:
        """The resolved place whose name covers word i."""
        raise NotImplementedError

    def of(self, i: int) -> Where | None:
        """Where the predicate at word i happened, as said: in its clause, else its sentence, else none."""
        raise NotImplementedError
