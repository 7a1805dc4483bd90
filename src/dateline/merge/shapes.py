"""What a field takes, in words."""

from typing import Any

from msgspec import inspect


def shape_words(type_: Any) -> str:
    """What a value of a type is written as, for someone who gave another."""
    return _words(inspect.type_info(type_))


def _words(told: inspect.Type) -> str:
    match told:
        case inspect.UnionType():
            return " or ".join(_words(part) for part in told.types)
        case inspect.LiteralType():
            return f"one of {', '.join(map(str, told.values))}"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType() | inspect.FloatType():
            return "a number"
        case inspect.NoneType():
            return "null"
        case inspect.VarTupleType():
            return f"a list, as in [], of {_words(told.item_type)}"
        case inspect.StructType():
            fields = [*(f for f in told.fields if f.required), *(f for f in told.fields if not f.required)]
            needed = ", ".join(f'"{f.encode_name}": ...' for f in fields if f.required)
            more = ", ".join(f.encode_name for f in fields if not f.required)
            return f"{{{needed or '...'}}}" + (f", which may also have {more}" if more else "")
    return "words"
