"""Plain text and Markdown: one file, one report. What a head of `key: value` lines between two `---` tells is not part of the text."""

import re

from dateline.issues import Issue
from dateline.sources.decoding import Undecodable, decode
from dateline.sources.fields import reports_of
from dateline.sources.given import Found, Given, Source

_HEAD = re.compile(r"---[ \t]*\r?\n((?:[\w -]{1,40}:[^\n]*\n){1,60})---[ \t]*\r?\n")
_FIELD = re.compile(r"([\w -]+):\s*(.*?)\s*$", re.MULTILINE)


def reports(given: Given) -> Found:
    """The one report of a text."""
    try:
        text = decode(given.stream.read())
    except Undecodable as error:
        yield Issue(given.ref, "decode", str(error))
        return
    head = _HEAD.match(text)
    fields = {m[1]: m[2].strip("\"'") for m in _FIELD.finditer(head[1])} if head else {}
    yield from reports_of({**fields, "text": text[head.end() :] if head else text}, given.ref, given.published)


SOURCE = Source((".txt", ".text", ".md", ".markdown"), lambda head: True, reports)
