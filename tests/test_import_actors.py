"""`dateline actors import`: small files in the formats of Wikidata and FollowTheMoney, joined and compared with what ships."""

import bz2
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import read
from dateline.errors import DumpError, LexiconError
from dateline.faces import cli
from dateline.issues import Issue
from dateline.knowledge import actors, imported, user_data
from dateline.knowledge.imports.actors_file import import_files
from dateline.knowledge.imports.titles import split_title
from dateline.pipeline import reader_version

# -- Wikidata ---------------------------------------------------------------------------------------------------------------------


def _item(id: str, rank: str = "normal", **qualifiers: str) -> dict[str, Any]:
    """A statement whose value is an item, with dates as qualifiers."""
    value = {"entity-type": "item", "numeric-id": int(id[1:]), "id": id}
    snak = {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}
    made: dict[str, Any] = {"mainsnak": snak, "type": "statement", "rank": rank}
    if qualifiers:
        made["qualifiers"] = {name: [_date(text)] for name, text in qualifiers.items()}
    return made


def _date(text: str) -> dict[str, Any]:
    if text == "none":
        return {"snaktype": "novalue"}
    parts = text.split("-")
    time = "-".join([*parts, "00", "00"][:3])
    return {"snaktype": "value", "datavalue": {"value": {"time": f"+{time}T00:00:00Z", "precision": 8 + len(parts)}, "type": "time"}}


def _entity(id: str, labels: dict[str, str], claims: dict[str, list[dict[str, Any]]], aliases: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "item",
        "id": id,
        "modified": "2024-05-01T00:00:00Z",
        "labels": {language: {"language": language, "value": text} for language, text in labels.items()},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "claims": claims or [],
    }


def _post(id: str, start: str = "", end: str = "", rank: str = "normal") -> dict[str, Any]:
    return _item(id, rank, **({"P580": start} if start else {}), **({"P582": end} if end else {}))


_HUMAN, _OFFICE = _item("Q5"), _item("Q294414")
_WIKIDATA = [
    # People before the posts that they held, and those before the state.
    _entity(
        "Q1001",
        {"en": "Nicolas Sarkozy", "ar": "نيكولا ساركوزي"},
        {"P31": [_HUMAN], "P39": [_post("Q2001", "2007-05-16", "2012-05-15"), _post("Q2002", "1990", "1992-03")]},
    ),
    _entity("Q1002", {"en": "Francois Hollande"}, {"P31": [_HUMAN], "P39": [_post("Q2001", "2012-06-15", "2017-05-14")]}),
    _entity(
        "Q1003",
        {"en": "Ada Vestberg", "ru": "Ада Вестберг"},
        {
            "P31": [_HUMAN],
            "P39": [
                _post("Q2002", "2011-02-01", "2013-04-02"),
                _post("Q2002", "2013-04-02", "2015-01-31"),
                _post("Q2001", "2010-01-01", "2011-01-01"),
                _post("Q2003", "2016", rank="preferred"),
                _post("Q2004", "2018-01-01", "none"),
                _post("Q2002", "2019", rank="deprecated"),
            ],
        },
        ("A. Vestberg",),
    ),
    _entity("Q1004", {"en": "No Dates"}, {"P31": [_HUMAN], "P39": [_post("Q2001")]}),
    _entity("Q1005", {"en": "Nicolas Sarkozy"}, {"P31": [_HUMAN], "P39": [_post("Q2002", "1950", "1951")]}),  # a namesake
    _entity("Q2001", {"en": "President of the French Republic"}, {"P31": [_OFFICE], "P1001": [_item("Q142")]}),
    _entity("Q2002", {"en": "Prefect of Vesta"}, {"P31": [_OFFICE], "P17": [_item("Q142")]}),
    _entity("Q2003", {"en": "Secretary-General of the United Nations"}, {"P31": [_OFFICE]}),
    _entity("Q2004", {"en": "Chair of the Vesta Front"}, {"P31": [_OFFICE], "P2389": [_item("Q3001")]}),
    _entity("Q3001", {"mul": "Vesta Front", "fr": "Front de Vesta"}, {"P31": [_item("Q17149090")], "P17": [_item("Q142")]}),
    _entity("Q3002", {"en": "Free Syrian Army", "es": "Ejercito Libre"}, {"P31": [_item("Q17149090")]}),
    _entity("Q3003", {"en": "Vesta Football Club"}, {"P31": [_item("Q476028")]}),
    _entity("Q142", {"en": "France"}, {"P298": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": "FRA", "type": "string"}}}]}),
    {"type": "property", "id": "P1", "labels": [], "claims": []},
    _entity("Q4", {"en": "Nothing"}, {}),
]

# -- FollowTheMoney ---------------------------------------------------------------------------------------------------------------


def _thing(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": properties, "datasets": ["vesta"], "last_seen": "2024-06-01T10:00:00"}


_MONEY = [
    _thing("NK-1", "Person", name=["Olaf Vestman"], alias=["Olaf V. Vestman"], citizenship=["no"], topics=["role.pep"]),
    _thing("NK-2", "Position", name=["Minister of Fisheries of Norway"], country=["no"]),
    _thing("NK-3", "Occupancy", holder=["NK-1"], post=["NK-2"], startDate=["2010-03-01"], endDate=["2012-03-01"], status=["ended"]),
    _thing("NK-4", "Occupancy", holder=["Q1003"], post=["NK-2"], startDate=["2020-03"], status=["current"]),
    _thing("NK-5", "PublicBody", name=["Vesta Directorate"], country=["no"]),
    _thing("NK-6", "Organization", name=["Vesta People's Party"], country=["no"], topics=["pol.party"]),
    _thing("NK-7", "Membership", member=["NK-1"], organization=["NK-6"], role=["treasurer"], startDate=["2001"]),
    _thing("NK-8", "LegalEntity", name=["Vesta Fish Ltd"], country=["no"], topics=["sanction"]),
    _thing("NK-9", "Person", name=["Private Vestman"], country=["no"]),
    _thing("NK-10", "Vessel", name=["Vesta"]),
]


@pytest.fixture
def dumps(tmp_path: Path) -> tuple[Path, Path]:
    """A dump of each kind, packed as they are published or otherwise, the first with a broken line."""
    wikidata, money = tmp_path / "latest-all.json.gz", tmp_path / "entities.ftm.json.bz2"
    lines = [json.dumps(entity, ensure_ascii=False) for entity in _WIKIDATA]
    wikidata.write_bytes(gzip.compress(("[\n" + ",\n".join(lines) + ',\n{"id": broken,\n]\n').encode()))
    money.write_bytes(bz2.compress("".join(json.dumps(entity) + "\n" for entity in _MONEY).encode()))
    return wikidata, money


@pytest.fixture
def issues(dumps: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Issue]]:
    """Both, imported and in use; what contradicted."""
    found: list[Issue] = []
    import_files(dumps, tmp_path / "mine" / user_data.ACTORS, found.append)
    monkeypatch.setenv(user_data.VARIABLE, str(tmp_path / "mine"))
    imported.imported.cache_clear()
    yield found
    imported.imported.cache_clear()


@pytest.mark.parametrize(
    ("title", "of", "day", "id"),
    [
        ("president", "FRA", "2012-03-06", "person:nicolas-sarkozy"),
        ("prefect of Vesta", "FRA", "2012-03-06", "wikidata:Q1003"),
        ("prefect of Vesta", "FRA", "2013-04-02", "wikidata:Q1003"),  # the day on which one term follows another
        ("prefect of Vesta", "FRA", "1991", "person:nicolas-sarkozy"),  # a post that the base lacks
        ("prefect of Vesta", "FRA", "1992-03-15", None),
        ("chair", "wikidata:Q3001", "2020-01-01", "wikidata:Q1003"),
        ("chair", "wikidata:Q3001", "2024-05-02", None),  # after the day of the dump
        ("minister of Fisheries", "NOR", "2011-01-01", "ftm:NK-1"),
        ("minister of Fisheries", "NOR", "2024-01-01", "wikidata:Q1003"),
        ("treasurer", "ftm:NK-6", "2005-01-01", None),  # nothing tells that it was not over
    ],
)
@pytest.mark.usefixtures("issues")
def test_who_held_a_post(title: str, of: str, day: str, id: str | None) -> None:
    found = actors.holder(title, of, day)
    assert (found.id if found is not None else None) == id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Ada Vestberg", "wikidata:Q1003"),
        ("Ада Вестберг", "wikidata:Q1003"),
        ("Vestberg", None),
        ("نيكولا ساركوزي", "person:nicolas-sarkozy"),
        ("Nicolas Sarkozy", "person:nicolas-sarkozy"),
        ("Olaf V. Vestman", "ftm:NK-1"),
        ("No Dates", None),
        ("Private Vestman", None),
    ],
)
@pytest.mark.usefixtures("issues")
def test_people_by_name(name: str, id: str | None) -> None:
    found = actors.named(name)
    assert (found.id if found is not None else None) == id


@pytest.mark.usefixtures("issues")
def test_what_is_known_of_them() -> None:
    ada, front, sarkozy = (actors.actor(id) for id in ("wikidata:Q1003", "wikidata:Q3001", "wikidata:Q1001"))
    assert ada is not None
    assert front is not None
    assert sarkozy is None  # the base has him
    assert (ada.kind, ada.country, ada.sector) == ("person", "NOR", "GOV")
    assert (front.kind, front.name, front.country, front.sector) == ("organisation", "Vesta Front", "FRA", "REB")
    assert actors.served("wikidata:Q1003", "FRA")
    assert ("former", "prefect of Vesta") in {
        (time, post.title.casefold().replace("vesta", "Vesta")) for post, time in actors.posts_of(ada.id, "2020")
    }


@pytest.mark.parametrize(
    ("name", "country", "id"),
    [
        ("Front de Vesta", None, "wikidata:Q3001"),
        ("Vesta Front", "FRA", "wikidata:Q3001"),
        ("Vesta Front", "NOR", None),
        ("Vesta Directorate", "NOR", "ftm:NK-5"),
        ("Ejercito Libre", None, "org:free-syrian-army"),
        ("Vesta Football Club", None, None),
        ("Vesta Fish Ltd", None, None),
    ],
)
@pytest.mark.usefixtures("issues")
def test_organisations_by_name(name: str, country: str | None, id: str | None) -> None:
    found = actors.organisation(name, country)
    assert (found.id if found is not None else None) == id


def test_what_contradicts_the_base_is_told_and_left_out(issues: list[Issue]) -> None:
    assert sorted((issue.subject, issue.message) for issue in issues) == [
        (
            "wikidata:Q1002",
            "president of FRA: the dump has Francois Hollande from 2012-06-15 to 2017-05-14, the base says from 2012-05-15 to 2017-05-14",
        ),
        (
            "wikidata:Q1003",
            "president of FRA: the dump has Ada Vestberg from 2010-01-01 to 2011-01-01, the base has Nicolas Sarkozy from 2007-05-16 to 2012-05-15",
        ),
        (
            "wikidata:Q1003",
            "secretary-General of org:united-nations: the dump has Ada Vestberg from between 2016-01-01 and 2016-12-31 to 2024-05-01 or later, "
            "the base has Antonio Guterres from 2017-01-01 to 2025-05-31 or later",
        ),
    ]
    found = actors.holder("president", "FRA", "2012-06-01")
    assert found is not None
    assert found.name == "Francois Hollande"


@pytest.mark.usefixtures("issues")
def test_reports_are_read_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = reader_version.__wrapped__()
    text = "French prefect Ada Vestberg condemned the attack. The Vesta Front condemned the attack too."
    result = read(text, published="2012-03-06")
    told = {p.name: p.actor for s in result.statements for p in s.speakers} | {p.name: p.actor for e in result.events for p in e.actors}
    assert told["Ada Vestberg"] == "wikidata:Q1003"
    assert told["Vesta Front"] == "wikidata:Q3001"
    monkeypatch.setenv(user_data.VARIABLE, "")
    imported.imported.cache_clear()
    assert reader_version.__wrapped__() != with_it


def test_the_same_files_give_the_same_actors(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    digests = set()
    for name in ("one.sqlite", "two.sqlite"):
        counts = import_files(dumps, tmp_path / name, lambda issue: None)
        digests.add(imported.Imported(tmp_path / name).digest)
    assert len(digests) == 1
    assert (counts.people, counts.tied, counts.organisations, counts.broken) == (5, 2, 4, 1)


@pytest.mark.parametrize(
    ("label", "country", "found"),
    [
        ("President of the French Republic", "FRA", ("president", "FRA")),
        ("Prime Minister of the United Kingdom", "GBR", ("prime Minister", "GBR")),
        ("Minister of Foreign Affairs of Russia", "RUS", ("minister of Foreign Affairs", "RUS")),
        ("United States Secretary of State", "USA", ("secretary of State", "USA")),
        ("Secretary-General of the United Nations", None, ("secretary-General", "org:united-nations")),
        ("Governor of Texas", "USA", None),
        ("Member of the Board", None, None),
    ],
)
def test_a_title_and_whose_it_is(label: str, country: str | None, found: tuple[str, str] | None) -> None:
    assert split_title(label, country) == found


@pytest.mark.parametrize("content", [b"", b'{"id": 1}\n', b"name\tcountry\n", b"\x1f\x8b\x08 and no more"])
def test_a_wrong_file_says_what_to_take(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.json").write_bytes(content)
    with pytest.raises(DumpError, match=r"take Wikidata's|download it again"):
        import_files([tmp_path / "wrong.json"], tmp_path / "actors.sqlite", lambda issue: None)
    assert not (tmp_path / "actors.sqlite").exists()


def test_entities_within_entities_are_refused(tmp_path: Path) -> None:
    nested = _thing("NK-1", "Person", name=["Olaf Vestman"]) | {"properties": {"positionOccupancies": [_thing("NK-3", "Occupancy")]}}
    (tmp_path / "targets.nested.json").write_text(json.dumps(nested))
    with pytest.raises(DumpError, match=r"entities\.ftm\.json"):
        import_files([tmp_path / "targets.nested.json"], tmp_path / "actors.sqlite", lambda issue: None)


def test_a_file_that_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "actors.sqlite").write_text("no database")
    with pytest.raises(LexiconError, match="import them again"):
        imported.Imported(tmp_path / "actors.sqlite")


def test_the_command(dumps: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["actors", "import", "--to", str(tmp_path / "mine"), *map(str, dumps)]) == 0
    told = capsys.readouterr()
    assert "5 people (2 of them known before)" in told.out
    assert "wikidata:Q1002: president of FRA" in told.err
    assert "3 contradictions" in told.err
    listed = (tmp_path / "mine" / "actors.issues.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["stage"] for line in listed] == ["import"] * 3
