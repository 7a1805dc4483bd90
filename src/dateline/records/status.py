"""Whether a predicate happened, goes on, is planned, demanded, offered or only thought of; negated or not; how certain."""

from typing import NamedTuple

from dateline.annotate.layers import Layers
from dateline.records.parts import Certainty, Status


class Status3(NamedTuple):
    """Status, negation and certainty of one predicate, as the innermost clause says."""

    status: Status
    negated: bool
    certainty: Certainty


def status_of(layers: Layers, i: int) -> Status3:
    """Status of the clause or nominal headed by word i."""
    raise NotImplementedError
