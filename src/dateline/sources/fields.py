"""A report from the fields of a JSON object, whatever they are called there."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.issues import NOTE, Issue
from dateline.lexicons.tables import toml
from dateline.sources.given import Found, checked
from dateline.sources.pages import is_page, page_of
from dateline.text.days import iso_date
from dateline.text.make import make_report
from dateline.text.published import is_partial

_FIELDS = frozenset({"id", "title", "text", "published", "publisher", "url", "language", "retrieved_at"})

_DEEPEST = 4  # lists, and objects that hold one, around a report


@cache
def _names() -> dict[str, Any]:
    """The tables of fields.toml. Raises LexiconError where one lacks what a report is made of."""
    data = toml("fields.toml")
    missing = _FIELDS - set(data.get("fields", {}))
    if missing or "names" not in data.get("lists", {}):
        raise LexiconError(f"fields.toml names no {', '.join(sorted(missing)) or 'lists'}; reinstall dateline")
    return data


def reports_of(value: object, ref: str, published: str | None, depth: int = 0) -> Found:
    """The reports of a JSON value: an object that is one, a list of them, or an object that holds such a list. `depth`: how many hold this one."""
    if depth > _DEEPEST:
        yield Issue(ref, "open", "its lists are nested too deep: give one list of reports")
    elif isinstance(value, list):
        if not value:
            yield Issue(ref, "open", "the list is empty: it should hold reports")
        for n, one in enumerate(value, 1):
            yield from reports_of(one, f"{ref}#{n}", published, depth + 1)
    elif isinstance(value, dict):
        fields = _plain(value)
        held = _held(fields)
        if held is not None:
            yield from reports_of(held, ref, published, depth + 1)
        else:
            yield from _report(fields, ref, published)
    else:
        yield Issue(ref, "open", "it is no report: give an object with the fields title, text, published, publisher and url")


def _plain(value: Mapping[object, object]) -> dict[str, object]:
    return {str(k).lower().replace(" ", "_").replace("-", "_"): v for k, v in value.items()}


def _held(fields: Mapping[str, object]) -> list[object] | None:
    names = _names()
    if any(isinstance(fields.get(name), str) for name in names["fields"]["text"]):
        return None
    return next((held for name in names["lists"]["names"] if isinstance(held := fields.get(name), list)), None)


def _report(fields: Mapping[str, object], ref: str, published: str | None) -> Found:
    ref = _word(fields, "id") or ref
    text = _text(fields)
    if text is None:
        yield Issue(ref, "open", f"it has no text: put that in a field named {', '.join(_names()['fields']['text'][:3])} or the like")
        return
    given = _first(fields, "published")
    day = iso_date(given) or (str(given).strip() if is_partial(given) else None)
    report = make_report(
        text,
        ref=ref,
        title=_word(fields, "title"),
        publisher=_word(fields, "publisher"),
        url=_word(fields, "url"),
        published=day,
        lent=published,
        language=_language(_word(fields, "language")),
        retrieved_at=iso_date(_first(fields, "retrieved_at")),
    )
    if given is not None and (day is None or report.published is None):
        yield Issue(ref, NOTE, f"its date {str(given)[:40]!r} is no day that news can bear and was dropped: write it as 2012-03-06")
    yield checked(report)


def _values(fields: Mapping[str, object], name: str) -> Iterator[object]:
    return (value for alias in _names()["fields"][name] if (value := fields.get(alias)) not in (None, "", [], {}))


def _first(fields: Mapping[str, object], name: str) -> object:
    return next(_values(fields, name), None)


def _word(fields: Mapping[str, object], name: str) -> str | None:
    """The first value that is a short text, or a number, or an object with a name."""
    for value in _values(fields, name):
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _text(fields: Mapping[str, object]) -> str | None:
    """The text, that of HTML taken out of its tags; None where no field is one for it."""
    for value in _values(fields, "text"):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = "\n\n".join(value)
        if isinstance(value, str):
            return page_of(value).text if is_page(value) else value
    return "" if any(alias in fields for alias in _names()["fields"]["text"]) else None


def _language(given: str | None) -> str | None:
    """An ISO 639 code of what a language is called ("English", "en-GB")."""
    if given is None:
        return None
    name = given.lower()
    return _names()["languages"]["names"].get(name) or (name[:2] if re.match(r"[a-z]{2}(?:$|[-_])", name) else None)
