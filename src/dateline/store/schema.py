"""Tables made from types: a column for each field of a kind, so that a field added to a kind is a column added to its table.

Scalars are columns of their own type; everything nested is JSON text, as the field would print. What SQLite cannot hold (whole numbers past 64
bits, text with half a surrogate pair) is kept as bytes and comes back as it was.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeVar, cast

import msgspec
from msgspec import inspect

from dateline.errors import StoreError
from dateline.issues import Issue
from dateline.merge.corrections import Correction
from dateline.records import KINDS, Record
from dateline.text.report import Report

T = TypeVar("T", bound=msgspec.Struct)

# A record's row number is its report's number and, in the low bits, its position in the report: stable however often it is read.
POSITIONS = 24

_SCALARS: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.BoolType, "INTEGER"),
    (inspect.IntType, "INTEGER"),
    (inspect.FloatType, "REAL"),
    (inspect.StrType, "TEXT"),
)


@dataclass(frozen=True)
class Column:
    """One field of a type as a column. `sql` is its SQLite type; `nested`: it holds JSON; `default` is NODEFAULT where the field has none."""

    name: str
    type: Any
    sql: str
    nested: bool
    nullable: bool
    boolean: bool
    default: Any

    @property
    def ddl(self) -> str:
        """The column as CREATE TABLE spells it."""
        return f'"{self.name}" {self.sql}'

    @property
    def added_ddl(self) -> str:
        """The column as ALTER TABLE ADD COLUMN spells it: rows that are there take the field's default.

        Raises StoreError for a field without one, since nobody knows what it would be for what was kept before.
        """
        if self.default is msgspec.NODEFAULT:
            raise StoreError(f"the new field {self.name} has no default for what was kept before: give it one, or write a numbered migration")
        value = self.pack(self.default)
        return self.ddl if value is None else f"{self.ddl} DEFAULT {_literal(value)}"

    def pack(self, value: Any) -> Any:
        """A field's value as SQLite keeps it."""
        if value is None:
            return None
        return to_json(value) if self.nested else scalar(value)

    def unpack(self, value: Any) -> Any:
        """The field's value from what SQLite keeps."""
        if value is None:
            return None if self.nullable else self.default
        if self.nested:
            return from_json(value, self.type)
        if isinstance(value, bytes):
            return int(value) if self.sql == "INTEGER" else value.decode("utf-8", "surrogatepass")
        return bool(value) if self.boolean else value


def scalar(value: str | int | float | None) -> str | bytes | int | float | None:
    """A value as SQLite keeps it and may be asked for it."""
    if isinstance(value, str):
        return value if value.isascii() else _text(value)
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        return str(value).encode()
    return value


def to_json(value: Any) -> str:
    """A nested value as JSON text, on one line."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))


def from_json(text: str, type_: Any) -> Any:
    """The value of `to_json`. Raises msgspec.ValidationError where it is none of the type."""
    try:
        return _decoder(type_).decode(text)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # half a surrogate pair, which msgspec refuses
        return msgspec.convert(json.loads(text), type_)


@cache
def _decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_)


def _text(value: str) -> str | bytes:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def _literal(value: object) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(int(value) if isinstance(value, bool) else value)


def _column(field: inspect.Field, type_: Any) -> Column:
    parts = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
    inner = [p for p in parts if not isinstance(p, inspect.NoneType)]
    sql = _scalar(inner[0]) if len(inner) == 1 else None
    default = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
    return Column(
        name=field.name,
        type=type_,
        sql=sql or "TEXT",
        nested=sql is None,
        nullable=len(inner) < len(parts),
        boolean=len(inner) == 1 and isinstance(inner[0], inspect.BoolType),
        default=default,
    )


def _scalar(of: inspect.Type) -> str | None:
    if isinstance(of, inspect.LiteralType):
        kinds = {type(v) for v in of.values}
        return "TEXT" if kinds == {str} else "INTEGER" if kinds == {int} else None
    return next((sql for known, sql in _SCALARS if isinstance(of, known)), None)


@dataclass(frozen=True)
class Table(Generic[T]):
    """A type's table. `own` are the store's columns before the type's, as DDL; `unique` are fields that name a row."""

    name: str
    type: type[T]
    own: tuple[str, ...]
    unique: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The type's fields, in order."""
        info = inspect.type_info(self.type)
        assert isinstance(info, inspect.StructType)
        types = {f.name: f.type for f in msgspec.structs.fields(self.type)}
        return tuple(_column(f, types[f.name]) for f in info.fields)

    @property
    def ddl(self) -> list[str]:
        """Statements that make the table and its indexes."""
        parts = [*self.own, *(c.ddl for c in self.columns), *(f'UNIQUE ("{name}")' for name in self.unique)]
        made = [f'CREATE TABLE "{self.name}" ({", ".join(parts)})']
        return made + [f'CREATE INDEX "{self.name}_{name}" ON "{self.name}" ("{name}")' for name in self.indexed]

    def missing(self, there: Iterable[str]) -> list[Column]:
        """Columns that a table with the columns `there` lacks."""
        known = set(there)
        return [c for c in self.columns if c.name not in known]

    def insert(self, own: Iterable[str]) -> str:
        """The INSERT for `own` columns followed by the type's."""
        names = [*own, *(c.name for c in self.columns)]
        quoted = ", ".join(f'"{n}"' for n in names)
        return f'INSERT INTO "{self.name}" ({quoted}) VALUES ({", ".join("?" * len(names))})'

    def pack(self, value: T) -> list[Any]:
        """The value's fields as SQLite keeps them, in the order of `columns`."""
        return [c.pack(getattr(value, c.name)) for c in self.columns]

    def unpack(self, columns: Iterable[Column], row: Iterable[Any]) -> T:
        """The value from a row of `columns`; fields that are not among them take their default."""
        fields = {c.name: c.unpack(v) for c, v in zip(columns, row, strict=True)}
        return self.type(**{k: v for k, v in fields.items() if v is not msgspec.NODEFAULT})


REPORT = Table(
    "report",
    Report,
    own=("number INTEGER PRIMARY KEY", "reader TEXT NOT NULL", "kept_at TEXT NOT NULL", "read_at TEXT NOT NULL"),
    unique=("id",),
    indexed=("ref", "url"),
)
# Told from kept_at until ended_at, if that has come.
ISSUE = Table(
    "issue",
    Issue,
    own=("number INTEGER PRIMARY KEY", "report TEXT", "kept_at TEXT NOT NULL DEFAULT ''", "ended_at TEXT"),
    indexed=("report", "subject"),
)
# Rows are only ever added.
CORRECTION = Table("correction", Correction, own=("number INTEGER PRIMARY KEY", "kept_at TEXT NOT NULL DEFAULT ''"), unique=("id",))


def kind_of(record: Record | type[Record]) -> str:
    """The name of a record's kind, or of that of a type of records: the tag that it prints."""
    return str(record.__struct_config__.tag)


def kind_table(type_: type[Any]) -> Table[Any]:
    """The table of a kind's type, named by its tag."""
    return Table(kind_of(type_), type_, own=("number INTEGER PRIMARY KEY",), unique=("id",))


@cache
def kind_tables() -> dict[str, Table[Record]]:
    """The table of each kind that KINDS lists, by name: each of its modules defines the one type that bears a `kind` tag."""
    out = {}
    for module in KINDS:
        types = [v for v in vars(module).values() if isinstance(v, type) and issubclass(v, msgspec.Struct) and v.__module__ == module.__name__]
        for type_ in types:
            if type_.__struct_config__.tag_field == "kind":
                table = kind_table(type_)
                out[table.name] = cast("Table[Record]", table)
    return out


def kind_named(kind: str | type[Record]) -> Table[Record]:
    """The table of a kind, by its name or type. Raises ValueError for what is none."""
    known, name = kind_tables(), kind if isinstance(kind, str) else kind_of(kind)
    if name not in known:
        raise ValueError(f"there is no kind {name!r}: the kinds are {', '.join(sorted(known))}")
    return known[name]


def all_tables() -> list[Table[Any]]:
    """Every table that is made from a type."""
    return [REPORT, ISSUE, CORRECTION, *kind_tables().values()]
