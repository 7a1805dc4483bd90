"""Makes the reading model. Imports dateline, never the reverse."""
