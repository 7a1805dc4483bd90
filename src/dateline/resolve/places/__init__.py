"""Place names to gazetteer entries, and which of them a predicate happened at."""
