"""GeoNames' dumps into a gazetteer of the form that ships: allCountries or the files of countries, and alternateNamesV2.

What is held in memory is four bytes for each GeoNames id, one for each place that is kept, and the provinces and districts.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.errors import DumpError
from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, COUNTRY, FILE, SITE, TOWN, Gazetteer
from dateline.knowledge.imports.gazetteer_file import Row, Writer, Written, is_loose, useful
from dateline.knowledge.imports.opening import Told, members
from dateline.knowledge.keys import key_of
from dateline.lexicons.tables import inverted, table, toml

_LEXICON = "geonames.toml"
_KINDS = {"town": TOWN, "province": ADMIN1, "district": ADMIN2, "site": SITE, "country": COUNTRY}
_PLACE_CELLS, _NAME_CELLS = (19,), (8, 10)  # in a line of a dump of places, and of one of names (without and with years)
_ASIDE = ("readme.txt", "iso-languagecodes.txt")  # what the zips hold beside the dump
_LONGEST = 60  # characters of a name
_MOST_IDS = 1 << 28  # GeoNames has 13 million
_NO_DUMP = (
    "{path} is no dump of GeoNames: take allCountries.zip, the zip of a country (SY.zip) or alternateNamesV2.zip "
    "from https://download.geonames.org/export/dump/"
)


class Imported(NamedTuple):
    """What an import came to: what was written, the countries (alpha-3) of which the files told, and how many lines could not be read."""

    written: Written
    countries: tuple[str, ...]
    broken: int


def import_files(files: Sequence[Path], out: Path, told: Told = lambda more: None) -> Imported:
    """Write the places of `files` to `out`, beside those that ship of countries that the files do not tell whole.

    A country is told whole where the files have its provinces; of another what they have is added. Raises DumpError where a file is no such dump
    or breaks off, or where they hold no place.
    """
    cells = {path: _cells(path) for path in files}
    out.parent.mkdir(parents=True, exist_ok=True)
    with Writer(out.parent) as writer:
        dump = _Dump(writer)
        for path in files:
            if cells[path] in _PLACE_CELLS:
                _read(path, dump.place, told)
        dump.close_areas()
        for path in files:
            if cells[path] in _NAME_CELLS:
                _read(path, dump.name, told)
        if not dump.found:
            raise DumpError("the files hold no place that a gazetteer keeps: give allCountries.zip or the zip of a country beside the names")
        lists = dump.beside(Gazetteer(FILE))
        return Imported(writer.write(out, lists), tuple(sorted(dump.found)), dump.broken)


def _cells(path: Path) -> int:
    """How many cells a line of the dump has, by its first. Raises DumpError where it is no dump of GeoNames."""
    for lines in _dumps(path, lambda more: None):
        cells = next(lines, b"").rstrip(b"\r\n").split(b"\t")
        if len(cells) in _PLACE_CELLS + _NAME_CELLS and cells[0].isdigit() and (len(cells) in _PLACE_CELLS or cells[1].isdigit()):
            return len(cells)
    raise DumpError(_NO_DUMP.format(path=path))


def _dumps(path: Path, told: Told) -> Iterator[Iterator[bytes]]:
    return (lines for name, lines in members(path, told) if not name.casefold().endswith(_ASIDE))


def _read(path: Path, take: Callable[[bytes], None], told: Told) -> None:
    for lines in _dumps(path, told):
        for line in lines:
            take(line)


class _Dump:
    """Takes lines in, first of places, then of names."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._alpha3 = {r["alpha2"].encode(): r["code"] for r in table("countries.tsv")}
        self._codes = [r["code"] for r in table("countries.tsv")]
        self._at = array("I")  # GeoNames id → 1 + number of the place; 0: not kept
        self._loose = bytearray()  # by number, whether a town's consonants count
        self._areas: list[tuple[Row, bytes, list[str]]] = []  # provinces and districts, with their codes and other names
        self._people: Counter[bytes] = Counter()  # of the towns of each area
        self._slots: dict[bytes, int] = {}  # code of a province → its place in the list of their names
        self._country_ids: dict[str, int] = {}
        self._names = [""]  # of the provinces
        self.found: dict[str, bool] = {}  # countries with a place → whether their provinces were told
        self.broken = 0

    # -- places ---------------------------------------------------------------------------------------------------------

    def place(self, line: bytes) -> None:
        """One line of a dump of places."""
        cells = line.rstrip(b"\r\n").split(b"\t")
        if len(cells) not in _PLACE_CELLS:
            self.broken += 1
            return
        kind, country = _feature_kinds().get(cells[7]), self._alpha3.get(cells[8])
        if kind is None or country is None:
            return
        try:
            ident, lat, lon, people = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
            name, others = cells[1].decode(), [cells[2].decode(), *filter(useful, cells[3].decode().split(","))]
        except ValueError:
            self.broken += 1
            return
        if not (0 < ident < _MOST_IDS and -90 <= lat <= 90 and -180 <= lon <= 180 and key_of(name)):
            self.broken += 1
            return
        if kind == COUNTRY:
            self._country_ids[country] = ident
            return
        self.found.setdefault(country, False)
        province = b".".join((cells[8], cells[10]))
        district = b".".join((province, cells[11]))
        row = Row(ident, lat, lon, people, self._codes.index(country), self._slots.setdefault(province, len(self._slots) + 1), kind, name)
        if kind in (ADMIN1, ADMIN2):
            self.found[country] |= kind == ADMIN1
            short = _short(name, others)
            self._areas.append((row._replace(name=short), province if kind == ADMIN1 else district, [name, *others]))
            return
        self._add(row, others)
        if kind == TOWN:
            self._people.update({province: people, district: people})

    def _add(self, row: Row, others: Iterable[str]) -> None:
        if row.id < len(self._at) and self._at[row.id]:
            return  # two files have it
        number = self._writer.add(row, others)
        if row.id >= len(self._at):
            self._at.frombytes(bytes((row.id + 65_536 - len(self._at)) * self._at.itemsize))
        self._at[row.id] = number + 1
        loose = is_loose(self._codes[row.country], row.kind)
        self._loose.append(loose)
        if loose:
            self._writer.like(number, [row.name, *others])

    def close_areas(self) -> None:
        """Adds provinces and districts, with the people of their towns where their own are not told."""
        self._names += [""] * len(self._slots)
        for row, code, others in self._areas:
            if row.kind == ADMIN1:
                self._names[row.admin1] = row.name
            self._add(row._replace(people=max(row.people, self._people[code])), others)
        self._areas.clear()

    # -- names ----------------------------------------------------------------------------------------------------------

    def name(self, line: bytes) -> None:
        """One line of a dump of names: also in other scripts, but none that is no longer used."""
        cells = line.rstrip(b"\r\n").split(b"\t")
        if len(cells) not in _NAME_CELLS or not cells[1].isdigit():
            self.broken += 1
            return
        ident = int(cells[1])
        number = self._at[ident] if ident < len(self._at) else 0
        if not number or cells[7] == b"1" or cells[2] in _no_languages():
            return
        name = cells[3].decode(errors="replace")
        if 1 < len(name) <= _LONGEST and "\ufffd" not in name:
            self._writer.also(number - 1, [name])
            if self._loose[number - 1] and useful(name):
                self._writer.like(number - 1, [name])

    # -- and what ships -------------------------------------------------------------------------------------------------

    def beside(self, base: Gazetteer) -> dict[str, list[str] | list[int]]:
        """Adds the places of `base` that the dump does not replace; the lists of countries and of names of provinces."""
        whole = np.array([self.found.get(code, False) for code in base.countries])
        ids = base.arrays["id"].astype(np.int64)
        at = np.frombuffer(self._at, np.uint32)
        known = np.zeros(len(ids), bool)
        known[ids < len(at)] = at[ids[ids < len(at)]] > 0
        countries = np.array([self._codes.index(code) for code in base.countries])
        admin1 = np.concatenate(([0], np.arange(1, len(base.admin1)) + len(self._names) - 1))
        self._writer.copy(base, ~whole[base.arrays["country"]] & ~known, countries, admin1)
        idents = [self._country_ids.get(code) or base.country_id(code) or 0 for code in self._codes]
        return {"countries": self._codes, "country_ids": idents, "admin1": [*self._names, *base.admin1[1:]]}


def _short(name: str, others: Iterable[str]) -> str:
    """An area's name without the word for what it is, where it is known so too: "Homs" of "Homs Governorate", but not "Free" of "Free State"."""
    generic = toml(_LEXICON)["generic"]
    known = {key_of(other): other for other in others}
    low = name.casefold()
    cut = [name[: -len(word) - 1] for word in generic["behind"] if low.endswith(" " + word)]
    cut += [name[len(word) + 1 :] for word in generic["before"] if low.startswith(word + " ")]
    return next((short for short in cut if key_of(short) in known), name)


@cache
def _feature_kinds() -> dict[bytes, int]:
    """GeoNames' feature code → kind of a place."""
    codes: dict[str, str] = inverted(toml(_LEXICON)["kinds"], f"{_LEXICON}, [kinds]")
    return {code.encode(): _KINDS[kind] for code, kind in codes.items()}


@cache
def _no_languages() -> frozenset[bytes]:
    return frozenset(code.encode() for code in toml(_LEXICON)["codes"]["no_name"])
