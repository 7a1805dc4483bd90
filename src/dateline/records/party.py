"""Noun phrases to parties: who is meant, for which state, in which of PLOVER's sectors."""

from dateline.annotate.layers import Layers
from dateline.records.parts import Party
from dateline.text.report import Report


class Parties:
    """The parties of one report: names made whole ("Mr Annan" is Kofi Annan), countries and sectors from the lexicons."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers

    def of(self, i: int) -> tuple[Party, ...]:
        """Parties that the noun phrase headed by word i names; several where it is coordinated; none for a bare expletive."""
        raise NotImplementedError

    def one(self, first: int, stop: int) -> Party:
        """The party that the run of words (first, stop) names."""
        raise NotImplementedError
