"""Hypothesis strategies for any type of records, made from the type itself, so that a new field is tested the day it is added."""

from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from dateline.records import Event, Figure, Role, Statement

_TEXT = st.text(max_size=12)


def any_of(type_: type[Any], depth: int = 3) -> st.SearchStrategy[Any]:
    """Values of a type, nested structs no deeper than `depth`."""
    return _of(inspect.type_info(type_), depth)


def any_record() -> st.SearchStrategy[Any]:
    """Records of any kind."""
    return st.one_of(any_of(Event), any_of(Statement), any_of(Figure), any_of(Role))


def _of(t: inspect.Type, depth: int) -> st.SearchStrategy[Any]:
    match t:
        case inspect.StructType():
            fields = {f.encode_name: _of(f.type, depth - 1) for f in t.fields if depth > 0 or f.required}
            return st.builds(t.cls, **fields)
        case inspect.UnionType():
            kept = [p for p in t.types if depth > 0 or not isinstance(p, inspect.StructType)]
            return st.one_of(*(_of(p, depth) for p in kept))
        case inspect.LiteralType():
            return st.sampled_from(t.values)
        case inspect.VarTupleType():
            return st.lists(_of(t.item_type, depth), max_size=2).map(tuple)
        case inspect.StrType():
            return _TEXT
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return st.integers()
        case inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
        case inspect.NoneType():
            return st.none()
    raise TypeError(f"no strategy for {t}")
