"""States, bodies, leaders, nouns and titles: what the lexicons know, and that a fault in one is told."""

from collections.abc import Iterator

import pytest

from dateline.errors import LexiconError
from dateline.knowledge import bodies, countries, nouns
from dateline.lexicons import tables
from dateline.lexicons.tables import inverted, table, toml

# fmt: off
SECTORS = frozenset((
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "MNC", "NGO", "OPP", "PRM", "PTY", "REB",
    "REF", "REL", "SPY", "UAF", "UNK",
))
# fmt: on


@pytest.mark.parametrize(
    ("text", "code"),
    [("Syria", "SYR"), ("the United States", "USA"), ("U.S.", "USA"), ("US", "USA"), ("us", None), ("turkey", None), ("TURKEY", "TUR")],
)
def test_countries_by_name(text: str, code: str | None) -> None:
    assert countries.by_name(text) == code


def test_the_words_for_a_state() -> None:
    assert countries.by_adjective("Syrian") == "SYR"
    assert countries.by_people("Turks") == "TUR"
    assert countries.by_seat("Moscow") == "RUS"
    assert countries.by_seat("the Kremlin") == "RUS"
    assert countries.in_word("Syria's") == countries.in_word("Syrias") == "SYR"


def test_bodies_by_any_of_their_names() -> None:
    found = bodies.body("the Security Council")
    assert found is not None
    assert (found.name, found.sector, found.country) == ("UN Security Council", "IGO", None)
    assert bodies.body("who") is None
    assert bodies.body("WHO") == bodies.body("World Health Organization")
    assert bodies.body("UNITED NATIONS", loud=True) == bodies.body("UN")


def test_a_leader_by_one_name_is_the_one_of_the_year() -> None:
    clinton_1998, clinton_2012 = bodies.leader("Clinton", 1998), bodies.leader("Clinton", 2012)
    assert clinton_1998 is not None
    assert clinton_2012 is not None
    assert (clinton_1998.name, clinton_2012.name) == ("Bill Clinton", "Hillary Clinton")
    assert bodies.leader("Clinton", None) is None
    assert bodies.leader("Clinton", 1950) is None


def test_a_leader_by_the_full_name_is_known_at_any_time() -> None:
    found = bodies.leader("Hafez al-Assad", 2012)
    assert found is not None
    assert found.country == "SYR"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["senior", "officials"], ("GOV", True)),
        (["government", "forces"], ("MIL", True)),
        (["rebels"], ("REB", False)),
        (["policemen"], ("COP", True)),
        (["teapots"], None),
        ([], None),
    ],
)
def test_sectors_of_phrases(words: list[str], found: tuple[str, bool] | None) -> None:
    assert nouns.sector_of(words) == found


def test_the_longest_title_wins_and_a_hyphen_may_be_a_word() -> None:
    assert nouns.title_before(["the", "Deputy", "Foreign", "Minister"]) == (3, "GOV")
    assert nouns.title_before(["UN", "Secretary", "-", "General"]) == (4, "IGO")
    assert nouns.title_before(["the", "table"]) is None
    assert nouns.title_before(["Mr"]) == (1, "address")


def test_which_titles_are_posts() -> None:
    assert nouns.is_office(["Foreign", "Minister"], employed=False)
    assert not nouns.is_office(["Mr"], employed=True)
    assert not nouns.is_office(["resident"], employed=True)
    assert nouns.is_office(["researcher"], employed=True)
    assert not nouns.is_office(["researcher"], employed=False)
    assert not nouns.is_office(["table"], employed=True)


@pytest.mark.parametrize("file", ["bodies.tsv", "leaders.tsv", "sectors.tsv"])
def test_every_sector_is_one_of_plover(file: str) -> None:
    assert {row["sector"] for row in table(file)} <= SECTORS


@pytest.mark.parametrize("file", ["bodies.tsv", "leaders.tsv"])
def test_every_country_is_known(file: str) -> None:
    assert {row["country"] for row in table(file)} - {"-"} <= set(countries.countries())


@pytest.fixture
def fresh() -> Iterator[None]:
    """Empty what the lexicons keep, before and after."""
    kept = [nouns._titles, nouns._offices, nouns._nouns, bodies._exact]
    for cached in kept:
        cached.cache_clear()
    yield
    for cached in kept:
        cached.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_name_of_two_bodies_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ({"name": "A", "sector": "NGO", "country": "-", "aliases": "X"}, {"name": "B", "sector": "NGO", "country": "-", "aliases": "X"})
    monkeypatch.setattr(bodies, "table", lambda file: rows)
    with pytest.raises(LexiconError, match="'X' names both A and B"):
        bodies.body("X")


@pytest.mark.usefixtures("fresh")
def test_an_office_that_is_neither_yes_nor_no_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nouns, "table", lambda file: ({"sector": "GOV", "office": "maybe", "titles": "Mayor"},))
    with pytest.raises(LexiconError, match="office is 'maybe'"):
        nouns.is_office(["mayor"], employed=False)


def test_a_word_under_two_kinds_is_a_fault() -> None:
    assert inverted({"light": ["lamp", "sun"], "heavy": ["stone"]}, "x") == {"lamp": "light", "sun": "light", "stone": "heavy"}
    with pytest.raises(LexiconError, match='x: "in full" stands under a and under b'):
        inverted({"a": [("in", "full")], "b": [("in", "full")]}, "x")


def test_a_list_that_is_no_toml_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_text", lambda file: "words = [")
    with pytest.raises(LexiconError, match="none-such"):
        toml("none-such.toml")


def test_a_row_with_a_cell_too_many_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    class _Files:
        def joinpath(self, file: str) -> "_Files":
            return self

        def read_text(self, encoding: str) -> str:
            return "a\tb\n1\t2\t3\n"

    monkeypatch.setattr(tables.resources, "files", lambda package: _Files())
    with pytest.raises(LexiconError, match="line 2: 3 cells"):
        table("none-such.tsv")
