"""The store: one SQLite file with the reports read and the records found in them, its tables made from the kinds."""

from dateline.store.search import Hit
from dateline.store.store import Changes, Store
from dateline.store.view import View
from dateline.store.writing import Entry

__all__ = ["Changes", "Entry", "Hit", "Store", "View"]
