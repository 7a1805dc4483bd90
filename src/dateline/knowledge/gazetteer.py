"""Towns, provinces and districts by name, from one memory-mapped file. Data of GeoNames (https://www.geonames.org), CC BY 4.0.

`training/make_gazetteer.py` makes the file that ships, `dateline gazetteer import` one that takes its place. Nothing of it is read before the first
look-up.
"""

import json
import math
import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dateline.errors import LexiconError
from dateline.knowledge import user_data
from dateline.knowledge.keys import hash_of, key_of, loose_key

FILE = Path(__file__).parent / "gazetteer.bin"
MAGIC = b"DLGAZ2\n\0"
TOWN, ADMIN1, ADMIN2, COUNTRY, REGION, SITE = range(6)

# Countries whose names come in many spellings: there, consonants alone find a name too.
LOOSE_COUNTRIES = frozenset(
    (
        "SYR",
        "IRQ",
        "LBN",
        "JOR",
        "PSE",
        "YEM",
        "EGY",
        "LBY",
        "SAU",
        "SDN",
        "TUN",
        "DZA",
        "MAR",
        "KWT",
        "OMN",
        "ARE",
        "QAT",
        "BHR",
        "IRN",
        "AFG",
        "PAK",
        "SOM",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer or of the lexicons. `id` is the GeoNames id, `people` its population (rounded), degrees in WGS 84."""

    name: str
    id: int | None
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    people: int
    kind: int
    main: bool = True  # found under its own name, not an alternate


def kilometres(a: Place, b: Place) -> float:
    """Distance of two places over the ground; exact enough below a few thousand kilometres."""
    across = (a.lon - b.lon + 180) % 360 - 180
    return 111.2 * math.hypot(a.lat - b.lat, across * math.cos(math.radians((a.lat + b.lat) / 2)))


class Gazetteer:
    """The file, mapped into memory: `arrays` with a value for each place or name, and the lists that they point into.

    `digest` tells what is in it. Raises LexiconError where the file is missing or damaged.
    """

    def __init__(self, file: Path = FILE) -> None:
        try:
            with file.open("rb") as f:
                magic, (size,) = f.read(8), struct.unpack("<I", f.read(4))
                head = json.loads(f.read(size)) if magic == MAGIC else None
        except (OSError, struct.error, ValueError) as error:
            raise LexiconError(f"the gazetteer {file} cannot be read ({error}): {_mend(file)}") from error
        if head is None:
            raise LexiconError(f"{file} is no gazetteer of this version: {_mend(file)}")
        raw = np.memmap(file, mode="r", offset=0, dtype="u1")
        if len(raw) < 12 + size + max(at + length * np.dtype(kind).itemsize for kind, at, length in head["arrays"].values()):
            raise LexiconError(f"the gazetteer {file} is cut short: {_mend(file)}")
        self.arrays: dict[str, np.ndarray[Any, Any]] = {}
        for title, (kind, at, length) in head["arrays"].items():
            start = 12 + size + at
            self.arrays[title] = raw[start : start + length * np.dtype(kind).itemsize].view(kind)
        self.ships = file == FILE
        self.digest: str = head.get("digest", "")
        self.countries: list[str] = head["countries"]
        self.admin1: list[str] = head["admin1"]
        self._country_ids: dict[str, int] = dict(zip(head["countries"], head["country_ids"], strict=True))

    def named(self, name: str) -> list[Place]:
        """Every place called `name`, under its own name or another; most people first."""
        key = key_of(name)
        if not key:
            return []
        found = self._entries("key_high", "key_low", "entry", hash_of(key))
        places = [self._place(e & 0x7FFFFFFF, bool(e >> 31)) for e in found]
        return sorted(places, key=lambda p: -p.people)

    def like(self, name: str, country: str) -> list[Place]:
        """Towns of `country` (alpha-3, one of LOOSE_COUNTRIES) whose consonants are those of `name`; most people first."""
        bones = loose_key(name)
        if not bones or country not in LOOSE_COUNTRIES:
            return []
        found = self._entries("loose_high", "loose_low", "loose_entry", hash_of(bones))
        places = [self._place(e, False) for e in found if self.countries[int(self.arrays["country"][e])] == country]
        return sorted(places, key=lambda p: -p.people)

    def country_id(self, code: str) -> int | None:
        """The GeoNames id of the country of an alpha-3 `code`."""
        return self._country_ids.get(code) or None

    def _entries(self, high: str, low: str, entry: str, key: int) -> list[int]:
        highs = self.arrays[high]
        top = np.array(key >> 16, dtype=highs.dtype)  # of the array's own type, or the search would copy the array
        first, stop = int(np.searchsorted(highs, top, "left")), int(np.searchsorted(highs, top, "right"))
        lows = self.arrays[low]
        return [int(self.arrays[entry][i]) for i in range(first, stop) if int(lows[i]) == key & 0xFFFF]

    def _place(self, at: int, main: bool) -> Place:
        a = self.arrays
        start, stop = int(a["name_at"][at]), int(a["name_at"][at + 1]) - 1
        return Place(
            name=bytes(a["names"][start:stop]).decode(),
            id=int(a["id"][at]) or None,
            country=self.countries[int(a["country"][at])],
            admin1=self.admin1[int(a["admin1"][at])] or None,
            lat=int(a["lat"][at]) / 1e4,
            lon=int(a["lon"][at]) / 1e4,
            people=int(a["root"][at]) ** 2,
            kind=int(a["kind"][at]),
            main=main,
        )


def _mend(file: Path) -> str:
    return "reinstall dateline" if file == FILE else "import it again with `dateline gazetteer import`, or remove it"


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that the user imported, else the one that the package ships, opened at first use."""
    return Gazetteer(user_data.file(user_data.GAZETTEER) or FILE)


@lru_cache(maxsize=8192)
def named(name: str) -> tuple[Place, ...]:
    """`gazetteer().named`, kept."""
    return tuple(gazetteer().named(name))
