"""A place, a day or the names of actors in plain words, as values of a record's fields: as the store's own records tell them, where any do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from dateline.merge.identity import parties_of
from dateline.merge.keys import written_key
from dateline.records import Event, Figure, Record
from dateline.resolve.parts import Party, When, Where
from dateline.text.days import iso_date

_SEVERAL = ("actors", "recipients")
V = TypeVar("V", Where, Party)


def in_words(field: str, words: str, records: Iterable[Record]) -> str | None:
    """The JSON text of what words mean as the value of a field: a day as 2012-03-05, a place by its name, actors by theirs with ";" between; none for
    other fields, and for JSON. `records`: of the store, from which what else is known of a place or an actor is taken."""
    if not words or words[:1] in '[{"' or words == "null":
        return None
    if field == "when" and iso_date(words) is not None:
        return _json(When(start=words[:10], end=words[:10], precision="day", value=words[:10], basis="stated"))
    if field == "where":
        return _json(_best(words, _places(records)) or Where(words))
    if field in _SEVERAL:
        told = [p for r in records for p in parties_of(r)]
        names = [name.strip() for name in words.split(";") if name.strip()]
        return _json([msgspec.structs.replace(_best(name, told) or Party(name, name), text=name, span=None) for name in names])
    return None


def _best(name: str, told: Iterable[V]) -> V | None:
    """What is mostly told of one so named."""
    key = written_key(name)
    counts = Counter(msgspec.structs.replace(one, span=None) for one in told if key in _called(one))
    return min(counts, key=lambda one: (-counts[one], repr(one)), default=None)


def _called(one: Where | Party) -> tuple[str, ...]:
    return (written_key(one.name), written_key(one.text)) if isinstance(one, Party) else (written_key(one.name),)


def _places(records: Iterable[Record]) -> Iterator[Where]:
    for record in records:
        where = record.where if isinstance(record, Event | Figure) else None
        while where is not None:
            yield _unsaid(where)
            where = where.inside


def _unsaid(where: Where) -> Where:
    """A place without where it was said."""
    return msgspec.structs.replace(where, span=None, inside=_unsaid(where.inside) if where.inside is not None else None)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
