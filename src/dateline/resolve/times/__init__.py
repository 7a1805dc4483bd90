"""Time expressions to TIMEX3 values and intervals, and which of them a predicate happened at."""
