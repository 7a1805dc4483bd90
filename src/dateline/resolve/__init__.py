"""What every kind of record is found on: who, when, where, on whose word, and whether it happened, resolved once a report."""
