"""`dateline gazetteer import`: a small dump in GeoNames' format becomes a gazetteer, beside what ships."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import DumpError, LexiconError
from dateline.faces import cli
from dateline.knowledge import gazetteer as knowledge
from dateline.knowledge import user_data
from dateline.knowledge.gazetteer import ADMIN1, ADMIN2, FILE, SITE, TOWN, Gazetteer
from dateline.knowledge.imports.geonames import import_files
from dateline.pipeline import reader_version

# id, name, other names, latitude, longitude, class, code, country, province, district, people
_PLACES = """
900001|Republic of Vesta||35|38|A|PCLI|SY|00||20000000
900002|Qarun Governorate|Qarun,Karun|35.5|38.5|A|ADM1|SY|21||0
900003|Free State||34.5|38.5|A|ADM1|SY|22||700
900004|Narsa District|Narsa|35.6|38.6|A|ADM2|SY|21|2101|0
900005|Tell Azraq|Tall Azraq,Tel al-Azrak,ZZZ|35.61|38.61|P|PPL|SY|21|2101|4200
900006|Bir Samra||35.62|38.62|P|PPLX|SY|21|2101|300
900007|Qarun|قارون|35.51|38.51|P|PPLA|SY|21||90000
900008|Samra Military Airfield||35.7|38.7|S|AIRB|SY|21||0
900009|Wadi Samra||35.8|38.8|H|STM|SY|21||0
900010|Old Qarun||35.5|38.5|P|PPLH|SY|21||0
900011|Vestaheim||61.0|9.0|P|PPL|NO|34||120
900012|Nowhere||1|1|P|PPL|ZZ|00||5
"""
_NAMES = """
1|900005|ar|تل أزرق||||
2|900005|en|Azure Tell Hill||||
3|900005|link|https://example.org/tell||||
4|900005|en|Hill of Old||||1
5|900009|en|Samra Brook||||
6|900007|fr|Qaroune||||
"""


def _place_line(row: str) -> str:
    ident, name, others, lat, lon, group, code, country, province, district, people = row.split("|")
    cells = (
        ident,
        name,
        name,
        others,
        lat,
        lon,
        group,
        code,
        country,
        "",
        province,
        district,
        "",
        "",
        people,
        "",
        "1",
        "Asia/Damascus",
        "2024-01-01",
    )
    return "\t".join(cells) + "\n"


@pytest.fixture
def dumps(tmp_path: Path) -> tuple[Path, Path]:
    """A country's zip and a zip of names, each with the files that lie beside the dump."""
    places, names = tmp_path / "SY.zip", tmp_path / "alternateNamesV2.zip"
    with zipfile.ZipFile(places, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Read me\n")
        archive.writestr("SY.txt", "".join(map(_place_line, _PLACES.strip().splitlines())) + "900099\tbroken\n")
    with zipfile.ZipFile(names, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\n")
        archive.writestr("alternateNamesV2.txt", "".join(row.replace("|", "\t") + "\t\t\n" for row in _NAMES.strip().splitlines()))
    return places, names


@pytest.fixture
def made(dumps: tuple[Path, Path], tmp_path: Path) -> Gazetteer:
    """The gazetteer of both, the names given first."""
    import_files(dumps[::-1], tmp_path / "out" / "gazetteer.bin")
    return Gazetteer(tmp_path / "out" / "gazetteer.bin")


@pytest.mark.parametrize("name", ["Tell Azraq", "Tall Azraq", "Tel al-Azrak", "TELL AZRAQ", "Azure Tell Hill", "تل أزرق"])
def test_a_town_by_each_of_its_names(made: Gazetteer, name: str) -> None:
    town = made.named(name)[0]
    assert (town.id, town.name, town.kind, town.country, town.admin1) == (900005, "Tell Azraq", TOWN, "SYR", "Qarun")
    assert (town.lat, town.lon) == pytest.approx((35.61, 38.61), abs=1e-4)
    assert town.people == pytest.approx(4200, rel=0.02)


@pytest.mark.parametrize("name", ["ZZZ", "https://example.org/tell", "Hill of Old", "Wadi Samra", "Samra Brook", "Old Qarun", "Nowhere"])
def test_what_is_no_name_or_no_place_to_keep(made: Gazetteer, name: str) -> None:
    assert made.named(name) == []


def test_provinces_and_districts(made: Gazetteer) -> None:
    province = next(p for p in made.named("Qarun") if p.kind == ADMIN1)
    assert (province.name, province.admin1) == ("Qarun", "Qarun")
    assert made.named("Qarun Governorate") == [made.named("Qarun Governorate")[0]]
    assert province.people == pytest.approx(94_500, rel=0.02)  # its towns'
    assert [p.kind for p in made.named("Narsa")] == [ADMIN2]
    assert made.named("Free State")[0].name == "Free State"  # nobody calls it "Free"
    assert made.named("Free") == []
    assert [p.kind for p in made.named("Samra Military Airfield")] == [SITE]


def test_a_town_is_found_by_its_consonants(made: Gazetteer) -> None:
    assert [p.id for p in made.like("Tall al-Azrak", "SYR")] == [900005]


def test_a_name_leads_to_a_place_once_as_its_own(made: Gazetteer) -> None:
    towns = [p for p in made.named("Qarun") if p.kind == TOWN]
    assert [p.main for p in towns] == [True]


def test_a_country_told_whole_takes_the_place_of_what_ships_and_others_stay(made: Gazetteer) -> None:
    ships = Gazetteer(FILE)
    assert made.named("Homs") == [p for p in ships.named("Homs") if p.country != "SYR"]
    assert made.named("Baghdad") == ships.named("Baghdad")
    assert made.like("Baghdaad", "IRQ") == ships.like("Baghdaad", "IRQ")
    assert [p.id for p in made.named("Vestaheim")] == [900011]
    assert made.named("Oslo") == ships.named("Oslo")  # the file has no province of Norway
    assert (made.country_id("SYR"), made.country_id("NOR")) == (900001, ships.country_id("NOR"))


def test_what_was_imported_is_read_and_counts_in_the_version(made: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    before = reader_version.__wrapped__()
    monkeypatch.setenv(user_data.VARIABLE, str(tmp_path / "out"))
    knowledge.gazetteer.cache_clear()
    assert [p.id for p in knowledge.gazetteer().named("Tell Azraq")] == [900005]
    assert reader_version.__wrapped__() != before


@pytest.fixture
def fresh() -> Iterator[None]:
    """Empty what is kept of the gazetteer that was opened."""
    yield
    knowledge.gazetteer.cache_clear()


def test_the_same_files_give_the_same_gazetteer(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = tmp_path / "one.bin", tmp_path / "two.bin"
    import_files(dumps, one)
    import_files(dumps, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_country_alone_without_names_and_without_zip(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(dumps[0]) as archive:
        archive.extract("SY.txt", tmp_path)
    done = import_files([tmp_path / "SY.txt"], tmp_path / "gazetteer.bin")
    assert (done.countries, done.broken) == (("NOR", "SYR"), 1)
    assert Gazetteer(tmp_path / "gazetteer.bin").named("Azure Tell Hill") == []


@pytest.mark.parametrize("content", [b"", b"name,lat,lon\nHoms,34,36\n", b"PK\x03\x04 and no more"])
def test_a_wrong_file_says_what_to_take(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.zip").write_bytes(content)
    with pytest.raises(DumpError, match=r"take allCountries\.zip|download it again"):
        import_files([tmp_path / "wrong.zip"], tmp_path / "gazetteer.bin")
    assert not (tmp_path / "gazetteer.bin").exists()


def test_names_alone_are_no_gazetteer(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="beside the names"):
        import_files(dumps[1:], tmp_path / "gazetteer.bin")


def test_a_file_cut_short_is_told(made: Gazetteer, tmp_path: Path) -> None:
    whole = (tmp_path / "out" / "gazetteer.bin").read_bytes()
    (tmp_path / "cut.bin").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LexiconError, match="cut short: import it again"):
        Gazetteer(tmp_path / "cut.bin")


def test_the_command(dumps: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", "import", "--to", str(tmp_path / "mine"), *map(str, dumps)]) == 0
    told = capsys.readouterr()
    assert "NOR, SYR from the dump" in told.out
    assert "1 line could not be read" in told.err
    assert f"{user_data.VARIABLE}={tmp_path / 'mine'}" in told.err
    assert sorted(p.name for p in (tmp_path / "mine").iterdir()) == ["gazetteer.bin"]
    assert cli.main(["gazetteer", "import", str(tmp_path / "absent.zip")]) == 2
