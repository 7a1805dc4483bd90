"""What was read, noted and decided bears from when to when it held, so that the store can be asked what it held at a moment.

Of what older stores hold, the best that they know is told: an older version has not counted since the next report of its name was first kept.
"""

import sqlite3

_STEPS = (
    # Readings of a report that a later one took the place of: held from read_at until ended_at. `packed` is null where the next one is the same.
    """
    CREATE TABLE past (
        number INTEGER NOT NULL, reader TEXT NOT NULL, published TEXT, read_at TEXT NOT NULL, ended_at TEXT NOT NULL, packed BLOB
    )
    """,
    "CREATE INDEX past_number ON past (number, read_at)",
    # Reports that do not count, `by` which other (their numbers), from `since` on, `until` they do again. A notice is replaced by itself.
    "ALTER TABLE replaced RENAME TO replaced_before",
    'CREATE TABLE replaced (number INTEGER NOT NULL, "by" INTEGER, since TEXT NOT NULL, until TEXT)',
    "CREATE INDEX replaced_number ON replaced (number)",
)
_NEXT = "FROM report AS later WHERE later.ref = (SELECT ref FROM report WHERE number = old.number) AND later.number > old.number"
_FILLED = (
    f"""
    INSERT INTO replaced SELECT number, (SELECT min(number) {_NEXT}), coalesce((SELECT min(kept_at) {_NEXT}), ''), NULL
    FROM replaced_before AS old
    """,
    "CREATE INDEX report_url ON report (url)",
    "ALTER TABLE issue ADD COLUMN kept_at TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE issue ADD COLUMN ended_at TEXT",
    "UPDATE issue SET kept_at = coalesce((SELECT read_at FROM report WHERE id = issue.report), '')",
)
_CORRECTED = ("ALTER TABLE correction ADD COLUMN kept_at TEXT NOT NULL DEFAULT ''", "UPDATE correction SET kept_at = at")


def apply(connection: sqlite3.Connection) -> None:
    """The tables of what is past; where reports were kept before, with what is known of them."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    steps = [*_STEPS, *(_FILLED if "report" in there else ()), "DROP TABLE replaced_before", *(_CORRECTED if "correction" in there else ())]
    for step in steps:
        connection.execute(step)
