"""What every kind is found on: the report, its layers, and what has been resolved once for all kinds."""

from dataclasses import dataclass
from functools import cached_property

from dateline.annotate.layers import Layers
from dateline.resolve.chains.chain import Chains
from dateline.resolve.factuality import by_rules, joined
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import REAL, Status, When
from dateline.resolve.places.where import Places
from dateline.resolve.status import Stance, status_of
from dateline.resolve.times.when import Times
from dateline.text.report import Report


@dataclass(frozen=True)
class Reading:
    """One report being read. Everything but the report and its layers is derived from them, once, when first asked for."""

    report: Report
    layers: Layers

    @cached_property
    def places(self) -> Places:
        """Place names of the report, resolved; `places.at(i)` and `places.of(i)` (the place a predicate word happened at)."""
        return Places(self.report, self.layers)

    @cached_property
    def times(self) -> Times:
        """Time expressions, resolved against the publication date; `times.of(i)` is the time of predicate word i."""
        return Times(self.report, self.layers)

    @cached_property
    def parties(self) -> Parties:
        """`parties.of(i)`: the parties that the noun phrase headed by word i names (several where coordinated)."""
        return Parties(self.report, self.layers, self.places)

    @cached_property
    def chains(self) -> Chains:
        """`chains.at(i)`: the sources on whose word the clause of word i stands, outermost first."""
        return Chains(self.report, self.layers, self.parties)

    def status(self, i: int) -> Stance:
        """Status, negation and certainty of the clause or nominal headed by word i."""
        if i not in self._stances:
            self._stances[i] = status_of(self.layers, i)
        return self._stances[i]

    @cached_property
    def _stances(self) -> dict[int, Stance]:
        return {}

    def factuality(self, i: int, stance: Stance) -> float | None:
        """How sure it is that an act told by word i is so: 3 surely so, -3 surely not; none where no score was read.

        The trained score is of what the word itself tells: it says nothing of an act with another `stance`, as a refusal told by "will not leave".
        """
        scores = self.layers.factuality
        if not scores:
            return None
        return round(joined(stance, scores[i]) if stance == self.status(i) else by_rules(stance), 1)

    def when(self, i: int, status: Status = "happened") -> When | None:
        """The time of predicate word i, which has the `status`."""
        return self.by_now(self.times.of(i), status)

    def by_now(self, when: When | None, status: Status) -> When | None:
        """The time, unless it is ahead of a report that tells the deed as done or going on: then it is another deed's."""
        today = self.times.published
        if today is None or when is None or when.start is None or status not in REAL:
            return when
        return when if when.start[:10] <= today.isoformat() else None
