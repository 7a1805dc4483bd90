"""The gazetteer: names in any spelling, what lies in what, and a damaged file."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LexiconError
from dateline.knowledge.gazetteer import ADMIN1, COUNTRY, FILE, REGION, TOWN, Gazetteer, gazetteer, kilometres
from dateline.knowledge.keys import key_of, loose_key
from dateline.knowledge.places import called, country, inside, spelled_like


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("Raqqa", "Ar Raqqah"),
        ("Ar Raqqah", "Ar Raqqah"),
        ("RAQQAH", "Ar Raqqah"),
        ("Dayr az Zawr", "Deir ez-Zor"),
        ("Deir al-Zour", "Deir ez-Zor"),
        ("Bogota", "Bogotá"),
        ("Bombay", "Mumbai"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Sana’a", "Sanaa"),
    ],
)
def test_a_town_in_any_spelling(name: str, want: str) -> None:
    towns = [p for p in called(name) if p.kind == TOWN]
    assert towns[0].name == want


@pytest.mark.parametrize(
    ("name", "code", "want"),
    [
        ("Deir Ezzor", "SYR", "Deir ez-Zor"),
        ("Hassakeh", "SYR", "Al Ḩasakah"),
        ("Maarat al-Numan", "SYR", "Ma‘arrat an Nu‘mān"),
        ("Jisr al-Shoghur", "SYR", "Jisr ash Shughūr"),
    ],
)
def test_a_town_by_its_consonants(name: str, code: str, want: str) -> None:
    assert spelled_like(name, code)[0].name == want


def test_consonants_are_asked_for_where_spellings_vary_alone() -> None:
    assert spelled_like("Paris", "FRA") == ()


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [("Syria", COUNTRY, "SYR"), ("the Middle East", REGION, None), ("Tex.", ADMIN1, "USA"), ("NSW", ADMIN1, "AUS"), ("the West Bank", ADMIN1, "PSE")],
)
def test_what_is_no_town(name: str, kind: int, code: str | None) -> None:
    assert (called(name)[0].kind, called(name)[0].country) == (kind, code)


def test_initials_are_no_town() -> None:
    assert called("EU") == ()
    assert called("Eu")


def test_a_country_is_not_its_capital() -> None:
    assert [p.kind for p in called("Mexico") if p.country == "MEX"] == [COUNTRY]


def test_a_county_without_its_word() -> None:
    assert any(p.name == "Gwinnett County" for p in called("Gwinnett"))


def test_what_lies_in_what() -> None:
    syria, homs = country("SYR"), next(p for p in called("Homs") if p.kind == TOWN)
    province = next(p for p in called("Homs") if p.kind == ADMIN1)
    assert inside(homs, syria)
    assert inside(homs, province)
    assert not inside(province, homs)
    assert not inside(homs, country("LBN"))
    assert not inside(syria, syria)
    assert inside(syria, called("Middle East")[0])


def test_a_country_has_its_geonames_id() -> None:
    assert country("SYR").id == 163843


def test_distance() -> None:
    london, paris = (next(p for p in called(n) if p.kind == TOWN) for n in ("London", "Paris"))
    assert kilometres(london, paris) == pytest.approx(344, abs=5)
    assert kilometres(london, london) == 0


def test_the_file_is_small_and_look_ups_quick() -> None:
    assert FILE.stat().st_size < 16_000_000
    names = ["Homs", "Springfield", "Qarzubulistan", "Raqqa", "Nairobi", "Medellin"]
    for name in names:
        gazetteer().named(name)  # the pages are read
    start = time.perf_counter()
    for _ in range(50):
        for name in names:
            gazetteer().named(name)
    assert (time.perf_counter() - start) / 300 < 0.001  # 0.00003 on a quiet machine


@pytest.mark.parametrize("content", [b"", b"DLGAZ9\n\0\0\0\0\0", b"DLGAZ2\n\0\x05\0\0\0{oops"])
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "gazetteer.bin"
    file.write_bytes(content)
    with pytest.raises(LexiconError, match="import it again"):
        Gazetteer(file)


@given(st.text(max_size=40))
def test_any_name_is_looked_up(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)
    loose_key(name)
    for place in called(name):
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
