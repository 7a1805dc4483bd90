"""The record at one moment: what counts, and what it adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dateline.issues import Issue
from dateline.merge.clusters import Clusters, Group
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Course, all_courses
from dateline.merge.facts import facts
from dateline.merge.happening import Happening, Traced, happening, happening_id, traced
from dateline.merge.judgement import Decided
from dateline.merge.origins import origins
from dateline.records import Event


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
    def groups(self) -> dict[Group, None]:
        """The groups of events that tell of one thing, in the order of their first ids."""
        if self.known is not None:
            return dict.fromkeys(self.known.groups)
        return dict.fromkeys(Clusters((facts(self.corpus, event) for event in self.corpus.all(Event)), self.decided).groups)

    @cached_property
    def happenings(self) -> list[Happening]:
        """Each thing once."""
        return [self.happening(group) for group in self.groups]

    @cached_property
    def happening_of(self) -> Mapping[str, str]:
        """Event → the happening that it is of, by their ids."""
        return {id: of for group in self.groups if (of := happening_id(group)) for id in group}

    def happening(self, group: Group) -> Happening:
        """What the events of a group of its own add up to."""
        if group not in self._told:
            same = self.later is not None and self.is_as_later(group)
            self._told[group] = self.later.happening(group) if self.later and same else happening(self.corpus, group, *self.traced)
        return self._told[group]

    def is_as_later(self, group: Group) -> bool:
        """Whether a group is the same happening in the later state: its events are, and their reports come whence they come there."""
        if self.later is None or group not in self.later.groups:
            return False
        reports = {self.corpus.by_id[id].report for id in group}
        return all(its.get(r) == theirs.get(r) for its, theirs in zip(self.traced, self.later.traced, strict=True) for r in reports)

    @cached_property
    def _told(self) -> dict[Group, Happening]:
        return {}

    @cached_property
    def courses(self) -> list[Course]:
        """What each source says of each scope of figures."""
        return all_courses(self.corpus)
