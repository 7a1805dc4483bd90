"""Whether what a predicate tells happened, goes on, is planned, demanded, offered or only thought of; negated or not; how certain.

A clause tells by its own verbs (tense, modals, negation) and its adverbs; an open clause or a noun takes the status of what governs it, changed
as the governor's word says: "agreed to X" plans X, "failed to X" negates it, "the threat of X" makes it a thought. Governors are followed outwards
until a clause with a tense of its own is met. Reported speech changes nothing: on whose word a thing stands is told by its sources.
"""

from dateline.resolve.status.governors import status_of
from dateline.resolve.status.stance import Stance

__all__ = ["Stance", "status_of"]
