"""The record at one moment: what counts, and what it adds up to."""

from dataclasses import dataclass, field
from functools import cached_property

from dateline.issues import Issue
from dateline.merge.corpus import Corpus
from dateline.merge.counts import Course, all_courses
from dateline.merge.happening import Happening, Traced, happenings, traced
from dateline.merge.judgement import Decided


@dataclass(frozen=True)
class State:
    """What counts: reports with their records as people left them, the pairs that they decided, and what could not be read."""

    corpus: Corpus
    decided: Decided = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @cached_property
    def traced(self) -> Traced:
        """Whence its reports come."""
        return traced(self.corpus)

    @cached_property
    def happenings(self) -> list[Happening]:
        """Each thing once."""
        return happenings(self.corpus, self.decided, self.traced)

    @cached_property
    def courses(self) -> list[Course]:
        """What each source says of each scope of figures."""
        return all_courses(self.corpus)
