"""Figures of one thing put side by side: which count the same, a series for each source, rival counts of one scope; never a mean."""

from dateline.merge.counts.arithmetic import Flag, flags
from dateline.merge.counts.compare import Comparison, Relation, compare
from dateline.merge.counts.courses import Course, Courses, Wanted, all_courses, courses, day_of, place_of
from dateline.merge.counts.grouping import WHATS, Counts, Series, counts, distinct, rival_totals, rivals
from dateline.merge.counts.numbers import bounds_of, can_both_hold, size_of
from dateline.merge.counts.sources import source_of

__all__ = [
    "WHATS",
    "Comparison",
    "Counts",
    "Course",
    "Courses",
    "Flag",
    "Relation",
    "Series",
    "Wanted",
    "all_courses",
    "bounds_of",
    "can_both_hold",
    "compare",
    "counts",
    "courses",
    "day_of",
    "distinct",
    "flags",
    "place_of",
    "rival_totals",
    "rivals",
    "size_of",
    "source_of",
]
