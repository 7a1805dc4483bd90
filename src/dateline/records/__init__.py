"""The kinds of record: one file each, with the type and how it is found. A new kind is one file and one name in KINDS."""

from dateline.records import event, figure, role, statement
from dateline.records.event import Event
from dateline.records.figure import Figure
from dateline.records.role import Role
from dateline.records.statement import Statement

Record = Event | Statement | Figure | Role

# In the order in which they are found.
KINDS = (statement, event, figure, role)

__all__ = ["KINDS", "Event", "Figure", "Record", "Role", "Statement"]
