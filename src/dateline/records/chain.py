"""On whose word each clause stands: the model's attributions made into relations between parties."""

from dateline.annotate.layers import Layers
from dateline.records.parts import Source
from dateline.records.party import Parties
from dateline.text.report import Report


class Chains:
    """The attributions of one report, resolved and nested."""

    def __init__(self, report: Report, layers: Layers, parties: Parties) -> None:
        self.report, self.layers, self.parties = report, layers, parties

    def at(self, i: int) -> tuple[Source, ...]:
        """Sources on whose word the clause of word i stands, outermost first; empty for the report's own voice."""
        raise NotImplementedError
