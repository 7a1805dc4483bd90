"""Write docs/records.md from the types: `python docs/reference.py`. A test holds the page to the code."""

import inspect
import re
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from dateline.issues import Issue
from dateline.records import Event, Figure, Role, Statement
from dateline.records.lines import ReportLine
from dateline.resolve import parts as shared
from dateline.span import Span

PAGE = Path(__file__).with_name("records.md")
HEAD = """# The records

What `dateline read --json` prints: one JSON object a line, `"kind"` first, each report before its records. This page is made from the types by
`docs/reference.py`; do not edit it by hand. Spans count Unicode code points of the report's original text, the end exclusive. Dates are ISO 8601,
both ends inclusive. A field that the text does not support is null or empty.
"""


def type_words(type_: Any) -> str:
    """A field's type as people read it."""
    if type_ is type(None):
        return "null"
    args = get_args(type_)
    if get_origin(type_) is tuple:
        return f"list of {type_words(args[0])}"
    if args and all(isinstance(a, str) for a in args):
        return ", ".join(f"`{a}`" for a in args)
    if args:
        return " or ".join(type_words(a) for a in args)
    name = getattr(type_, "__name__", str(type_))
    return {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}.get(name, name.lower())


def table(type_: type[msgspec.Struct]) -> str:
    """A type's docstring and its fields."""
    doc = re.sub(r"\s*\n\s*\n\s*", "\n\n", inspect.cleandoc(type_.__doc__ or ""))
    rows = [f"| `{f.name}` | {type_words(f.type)} |" for f in msgspec.structs.fields(type_)]
    return "\n".join([doc, "", "| field | type |", "|---|---|", *rows, ""])


def page() -> str:
    """The whole page."""
    out = [HEAD]
    for title, type_ in (("report", ReportLine), ("event", Event), ("statement", Statement), ("figure", Figure), ("role", Role)):
        out += [f"## {title}\n", table(type_)]
    out.append("# Shared parts\n")
    for part in (Span, shared.Party, shared.Source, shared.When, shared.Where):
        out += [f"## {part.__name__.lower()}\n", table(part)]
    out += ["## issue\n", table(Issue)]
    return "\n".join(out)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
