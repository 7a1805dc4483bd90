"""The record at one moment: what counts, and what it adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dateline.issues import Issue
from dateline.merge.clusters import Group
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Course, all_courses
from dateline.merge.happening import Happening, Traced, happening, happenings, traced
from dateline.merge.judgement import Decided
from dateline.merge.origins import origins


class Known(NamedTuple):
    """What a store keeps, so that it need not be worked out: events in groups that tell of one thing, by their ids, and each report's origin."""

    groups: Sequence[Group]
    origins: Mapping[str, str]


@dataclass(frozen=True)
class State:
    """What counts: reports with their records as people left them, the pairs that they decided, and what could not be read.

    `known`: the groups of its events and the origins of its reports, where a store keeps them; they are the same as those worked out. `later`: a
    state that holds all its records, and more.
    """

    corpus: Corpus
    decided: Decided = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    known: Known | None = None
    later: "State | None" = None

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Report → its origin."""
        return self.known.origins if self.known is not None else origins(self.corpus.reports.values())

    @cached_property
    def traced(self) -> Traced:
        """Whence its reports come."""
        return traced(self.corpus, self.origins)

    @cached_property
    def happenings(self) -> list[Happening]:
        """Each thing once."""
        if self.known is None:
            return happenings(self.corpus, self.decided, self.traced)
        there = {frozenset(h.events): h for h in self.later.happenings} if self.later is not None else {}
        same = {group: there[group] for group in self.known.groups if group in there and self._comes_as_later(group)}
        return [same.get(group) or happening(self.corpus, group, *self.traced) for group in self.known.groups]

    def _comes_as_later(self, group: Group) -> bool:
        """Whether the reports of some events come whence they come in the later state."""
        reports = {self.corpus.by_id[id].report for id in group}
        return self.later is not None and all(
            its.get(r) == theirs.get(r) for its, theirs in zip(self.traced, self.later.traced, strict=True) for r in reports
        )

    @cached_property
    def courses(self) -> list[Course]:
        """What each source says of each scope of figures."""
        return all_courses(self.corpus)
