"""The compiled gazetteer, written place by place. Columns are spooled to disk, so what is held in memory does not grow with the number of places."""

import hashlib
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge.gazetteer import LOOSE_COUNTRIES, MAGIC, TOWN, Gazetteer
from dateline.knowledge.keys import hash_of, key_of, loose_key

NOTE = "Data of GeoNames (https://www.geonames.org), CC BY 4.0"
MAIN = 1 << 31  # of an entry: found under its own name

_HELD = 1 << 16  # numbers of a column that are held before they go to disk
_PARTS = 64  # into which the names are cut by their hashes, each sorted by itself
_COLUMNS = {"id": "<u4", "lat": "<i4", "lon": "<i4", "root": "<u2", "country": "<u1", "admin1": "<u2", "kind": "<u1", "name_at": "<u4"}
_INDICES = {"key": MAIN - 1, "loose": MAIN - 1}  # and which bits of an entry are its place

Array = NDArray[Any]


class Row(NamedTuple):
    """One place: GeoNames id (0: none), degrees, population, country and province as indices of the lists, kind, name."""

    id: int
    lat: float
    lon: float
    people: int
    country: int
    admin1: int
    kind: int
    name: str


class Written(NamedTuple):
    """How much a file holds."""

    places: int
    names: int
    loose: int


class Writer:
    """Collects places and their names; `write` puts the file together. A context manager, which removes what it spooled."""

    def __init__(self, beside: Path) -> None:
        """`beside`: the folder on whose disk the columns are spooled."""
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-gazetteer-", dir=beside))
        self._columns = {title: _Spool(self._folder / title, kind) for title, kind in _COLUMNS.items()}
        self._names = _Spool(self._folder / "names", "<u1")
        self._hashes = {index: _Spool(self._folder / f"{index}_hash", "<u8") for index in _INDICES}
        self._entries = {index: _Spool(self._folder / f"{index}_at", "<u4") for index in _INDICES}
        self._end = self.places = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for spool in (*self._columns.values(), self._names, *self._hashes.values(), *self._entries.values()):
            spool.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, row: Row, others: Iterable[str] = ()) -> int:
        """Take a place in, with its other names; its number."""
        at = self.places
        root = min(round(max(0, row.people) ** 0.5), 65535)
        values = (row.id, round(row.lat * 1e4), round(row.lon * 1e4), root, row.country, row.admin1, row.kind, self._end)
        for spool, value in zip(self._columns.values(), values, strict=True):
            spool.append(value)
        name = row.name.encode() + b"\n"
        self._names.write(name)
        self._end += len(name)
        self.places += 1
        self._index("key", hash_of(key_of(row.name)), at | MAIN)
        self.also(at, others)
        return at

    def also(self, at: int, names: Iterable[str]) -> None:
        """Further names of a place."""
        for key in {key_of(name) for name in names} - {""}:
            self._index("key", hash_of(key), at)

    def like(self, at: int, names: Iterable[str]) -> None:
        """Names whose consonants are enough to find a town by."""
        for key in {loose_key(name) for name in names} - {""}:
            self._index("loose", hash_of(key), at)

    def _index(self, index: str, key: int, entry: int) -> None:
        self._hashes[index].append(key)
        self._entries[index].append(entry)

    def copy(self, base: Gazetteer, keep: Array, countries: Array, admin1: Array) -> None:
        """Take over the places of another gazetteer that `keep` marks, with their names.

        `countries` and `admin1`: for each index of its lists, the one of the lists here.
        """
        arrays, first = base.arrays, self.places
        lengths = np.diff(arrays["name_at"].astype(np.int64))
        for title in ("id", "lat", "lon", "root", "kind"):
            self._columns[title].extend(arrays[title][keep])
        self._columns["country"].extend(countries[arrays["country"][keep]])
        self._columns["admin1"].extend(admin1[arrays["admin1"][keep]])
        ends = np.cumsum(lengths[keep])
        self._columns["name_at"].extend(np.concatenate(([0], ends[:-1])) + self._end if len(ends) else ends)
        self._names.extend(arrays["names"][: lengths.sum()][np.repeat(keep, lengths)])
        moved = np.cumsum(keep) - 1 + first
        for index, bits in _INDICES.items():
            entries = arrays["entry" if index == "key" else f"{index}_entry"].astype(np.int64)
            kept = keep[entries & bits]
            entries = entries[kept]
            self._hashes[index].extend((arrays[f"{index}_high"][kept].astype(np.uint64) << np.uint64(16)) | arrays[f"{index}_low"][kept])
            self._entries[index].extend(moved[entries & bits] | (entries & ~bits))
        self._end += int(ends[-1]) if len(ends) else 0
        self.places += int(keep.sum())

    def write(self, out: Path, lists: Mapping[str, list[str] | list[int]], about: str = NOTE) -> Written:
        """The file: magic, length of the head, the head (JSON: arrays with type, offset, length; `lists`), the arrays. It appears whole or not."""
        self._columns["name_at"].append(self._end)
        parts = dict(self._columns)
        names = self._sorted("key", parts, "entry")
        loose = self._sorted("loose", parts, "loose_entry")
        parts["names"] = self._names
        at, head, digest = 0, {}, hashlib.sha256(json.dumps(lists).encode())
        for title, spool in parts.items():
            head[title] = [spool.kind, at, len(spool)]
            at += -(-spool.size // 8) * 8
            spool.hash_into(digest)
        text = json.dumps({"note": about, "digest": digest.hexdigest()[:16], **lists, "arrays": head}, ensure_ascii=False).encode()
        text += b" " * (-(len(text) + len(MAGIC) + 4) % 8)
        part = out.with_name(out.name + ".part")
        with part.open("wb") as file:
            file.write(MAGIC + struct.pack("<I", len(text)) + text)
            for spool in parts.values():
                spool.copy_into(file)
                file.write(b"\0" * (-spool.size % 8))
        os.replace(part, out)
        return Written(self.places, names, loose)

    def _sorted(self, index: str, parts: dict[str, "_Spool"], entry: str) -> int:
        """Put an index in the order of its hashes into three columns, a part at a time, a place under one key once; how many entries it has."""
        high, low, entries = (_Spool(self._folder / f"{index}_{what}", kind) for what, kind in (("high", "<u4"), ("low", "<u2"), ("entry", "<u4")))
        hashes, places = self._hashes[index].array(), self._entries[index].array()
        for n in range(_PARTS):
            chosen = np.flatnonzero(hashes >> np.uint64(42) == n)
            keys, found = _unique(hashes[chosen], places[chosen], _INDICES[index])
            high.extend(keys >> np.uint64(16))
            low.extend(keys & np.uint64(0xFFFF))
            entries.extend(found)
        parts |= {f"{index}_high": high, f"{index}_low": low, entry: entries}
        return len(entries)


def _unique(keys: Array, entries: Array, bits: int) -> tuple[Array, Array]:
    """Sorted by key and entry; of a place that a key finds twice, as its own name and as another, its own."""
    order = np.lexsort((entries & ~np.uint32(bits) == 0, entries & np.uint32(bits), keys))
    keys, entries = keys[order], entries[order]
    places = entries & np.uint32(bits)
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (places[1:] != places[:-1])
    keys, entries = keys[first], entries[first]
    order = np.lexsort((entries, keys))
    return keys[order], entries[order]


class _Spool:
    """Numbers of one type on disk, the last of them in memory."""

    def __init__(self, file: Path, kind: str) -> None:
        self.kind = kind
        self._file, self._stream, self._held = file, file.open("wb"), list[int]()
        self._written = 0

    def __len__(self) -> int:
        return self._written + len(self._held)

    @property
    def size(self) -> int:
        """Bytes that they take."""
        return len(self) * np.dtype(self.kind).itemsize

    def append(self, number: int) -> None:
        self._held.append(number)
        if len(self._held) >= _HELD:
            self._flush()

    def extend(self, numbers: Array) -> None:
        self._flush()
        self._stream.write(np.ascontiguousarray(numbers, self.kind).tobytes())
        self._written += len(numbers)

    def write(self, data: bytes) -> None:
        """Bytes, of a column of bytes."""
        self._stream.write(data)
        self._written += len(data)

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self.extend(np.array(held, self.kind))

    def array(self) -> Array:
        """All of them, mapped."""
        self._flush()
        self._stream.flush()
        return np.memmap(self._file, self.kind, "r") if self._written else np.zeros(0, self.kind)

    def hash_into(self, digest: "hashlib._Hash") -> None:
        digest.update(self.array().data)

    def copy_into(self, out: Any) -> None:
        self._flush()
        self._stream.flush()
        with self._file.open("rb") as stream:
            shutil.copyfileobj(stream, out)

    def close(self) -> None:
        self._stream.close()


def is_loose(country: str, kind: int) -> bool:
    """Whether a place of this kind is found by its consonants too."""
    return kind == TOWN and country in LOOSE_COUNTRIES


def useful(name: str) -> bool:
    """Whether one of GeoNames' alternates is a name in Latin letters: no station's or airport's code, no sentence, with a capital somewhere."""
    return 2 < len(name) < 40 and not (name.isupper() and len(name) <= 4) and _latin(name)


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name) and any(c.isupper() for c in name)
