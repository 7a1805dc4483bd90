"""Dateline reads news reports of a crisis and keeps the record they add up to, with who says so.

from dateline import read
result = read("report.txt", published="2012-03-06")
for event in result.events:
    print(event.type, result.quote(event))
"""

from typing import TYPE_CHECKING, Any

from dateline.version import VERSION

if TYPE_CHECKING:
    from dateline.faces.api import (
        Opened,
        Result,
        actors,
        agenda,
        brief,
        changes,
        corrections,
        demo,
        dossier,
        examples,
        figures,
        find,
        happenings,
        judge,
        open_named,
        open_record,
        open_report,
        read,
        stream,
        unsure,
        unsure_actors,
        unsure_pairs,
        why,
    )

__version__ = VERSION

__all__ = [
    "Opened",
    "Result",
    "actors",
    "agenda",
    "brief",
    "changes",
    "corrections",
    "demo",
    "dossier",
    "examples",
    "figures",
    "find",
    "happenings",
    "judge",
    "open_named",
    "open_record",
    "open_report",
    "read",
    "stream",
    "unsure",
    "unsure_actors",
    "unsure_pairs",
    "why",
]


def __getattr__(name: str) -> Any:
    """The public verbs, loaded when first asked for: `import dateline.span` must not start the reader."""
    if name in __all__:
        from dateline.faces import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
