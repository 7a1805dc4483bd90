"""JSON: an object, a list, or one object a line (read line by line, however long the file)."""

import io
import json
from collections.abc import Iterator

from dateline.issues import Issue
from dateline.sources.decoding import Undecodable, decode, wide
from dateline.sources.fields import reports_of
from dateline.sources.given import Found, Given, Source

_BROKEN = "it is no whole JSON ({why}): mend or drop it"


def reports(given: Given) -> Found:
    """Every report of the file. Broken lines, and what follows a break within a list, are issues."""
    lines = _lines(given)
    opening: list[str] = []
    for number, line in lines:
        if isinstance(line, Issue):
            yield line
            continue
        if not line.strip():
            continue
        value, why = _parsed(line)
        if why and not opening and _opens_document(line):
            yield from _document("\n".join([line, *(text for _, text in lines if isinstance(text, str))]), given)
            return
        opening = [line]
        if why:
            yield Issue(given.ref, "open", f"line {number}: " + _BROKEN.format(why=why))
        else:
            yield from reports_of(value, f"{given.ref}:{number}", given.published)
    if not opening:
        yield Issue(given.ref, "open", "it is empty")


def _lines(given: Given) -> Iterator[tuple[int, str | Issue]]:
    """Numbered lines, each decoded by itself so that a broken one breaks no other."""
    encoding = wide(given.stream.peek(4096)[:4096])
    if encoding is not None:
        yield from enumerate(io.TextIOWrapper(given.stream, encoding, errors="replace"), 1)
        return
    for number, data in enumerate(given.stream, 1):
        try:
            yield number, decode(data)
        except Undecodable as error:
            yield number, Issue(given.ref, "decode", f"line {number}: {error}")


def _parsed(text: str) -> tuple[object, str]:
    """The value, and why there is none."""
    try:
        return json.loads(text), ""
    except RecursionError:
        return None, "nested too deep"
    except json.JSONDecodeError as error:
        return None, f"{error.msg.removesuffix(' at')} at character {error.pos}"
    except ValueError:
        return None, "a number too long"


def _opens_document(line: str) -> bool:
    return line.strip()[-1] in "[{,:" or line.strip()[0] == "["


def _document(text: str, given: Given) -> Found:
    value, why = _parsed(text)
    if not why:
        yield from reports_of(value, given.ref, given.published)
        return
    values = _before_break(text)
    for n, value in enumerate(values, 1):
        yield from reports_of(value, f"{given.ref}#{n}", given.published)
    yield Issue(given.ref, "open", _BROKEN.format(why=why) + ("; what stands before the break was read" if values else ""))


def _before_break(text: str) -> list[object]:
    """The whole values of a list that is broken further on."""
    decoder = json.JSONDecoder()
    values: list[object] = []
    at = text.find("[") + 1
    while at:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


SOURCE = Source((".json", ".jsonl", ".ndjson", ".geojson"), lambda head: head.lstrip()[:1] in ("{", "["), reports)
