"""Which actor a phrase means: holders of posts at a date, organs of states, and local actors by their names."""

from collections.abc import Iterator

import msgspec
import pytest

from dateline import read
from dateline.knowledge import actors, organs
from dateline.merge.keys import party_key
from dateline.resolve.parts import Party

DAY = "2012-03-06"


def _parties(told: object) -> Iterator[Party]:
    if isinstance(told, Party):
        yield told
    elif isinstance(told, msgspec.Struct):
        for field in told.__struct_fields__:
            yield from _parties(getattr(told, field))
    elif isinstance(told, (tuple, list)):
        for one in told:
            yield from _parties(one)


def _actors(text: str, published: str | None = DAY) -> dict[str, str | None]:
    """As written → actor, of every party of the records of a text."""
    result = read(text, published=published)
    found = (p for records in (result.events, result.statements, result.figures, result.roles) for p in _parties(records))
    return {p.text.casefold(): p.actor for p in found}


@pytest.mark.parametrize(
    ("text", "phrase", "actor"),
    [
        ("The French president condemned the attack.", "the french president", "person:nicolas-sarkozy"),
        ("The prime minister of Turkey condemned the attack.", "the prime minister of turkey", "person:recep-tayyip-erdogan"),
        ("Germany's chancellor condemned the attack.", "germany's chancellor", "person:angela-merkel"),
        ("The US secretary of state condemned the attack.", "the us secretary of state", "person:hillary-clinton"),
        ("The UN secretary-general condemned the attack.", "the un secretary-general", "person:ban-ki-moon"),
        ("The head of NATO condemned the attack.", "the head of nato", "person:anders-fogh-rasmussen"),
        ("The NATO chief condemned the attack.", "the nato chief", "person:anders-fogh-rasmussen"),
        ("THE FRENCH PRESIDENT CONDEMNED THE ATTACK.", "the french president", "person:nicolas-sarkozy"),
        ("A former French president condemned the attack.", "a former french president", None),
        ("The deputy prime minister of Iraq condemned the attack.", "the deputy prime minister of iraq", None),
        ("The president of the Vesta Institute condemned the attack.", "the president of the vesta institute", None),
    ],
)
def test_the_holder_of_a_post_without_a_name(text: str, phrase: str, actor: str | None) -> None:
    assert _actors(text)[phrase] == actor


@pytest.mark.parametrize("published", ["2012-05-15", None])
def test_a_holder_is_named_on_a_day_that_is_certain(published: str | None) -> None:
    assert _actors("The French president condemned the attack.", published)["the french president"] is None


@pytest.mark.parametrize(
    ("text", "phrase", "actor"),
    [
        ("The Syrian army shelled Homs.", "the syrian army", "mil:SYR"),
        ("Egyptian government forces shelled the town.", "forces", "mil:EGY"),
        ("Assad's forces shelled Homs.", "assad's forces", "mil:SYR"),
        ("The Assad regime condemned the attack in Washington.", "the assad regime", "gov:SYR"),
        ("Israeli troops entered Gaza.", "israeli troops", "mil:ISR"),
        ("The Lebanese government condemned the attack.", "the lebanese government", "gov:LBN"),
        ("The Kremlin condemned the attack.", "the kremlin", "gov:RUS"),
        ("The White House condemned the attack.", "the white house", "gov:USA"),
        ("The Pentagon condemned the attack.", "the pentagon", "defence-ministry:USA"),
        ("Egypt's interior ministry condemned the attack.", "egypt's interior ministry", "interior-ministry:EGY"),
        ("The Foreign Ministry of Egypt condemned the attack.", "the foreign ministry of egypt", "foreign-ministry:EGY"),
        ("500 Syrian troops shelled Homs.", "500 syrian troops", None),
        ("The rebel army shelled Homs.", "the rebel army", None),
        ("The interim government of Libya condemned the attack.", "the interim government of libya", None),
        ("The Hamas government condemned the attack.", "the hamas government", None),
        ("Local officials in Egypt condemned the attack.", "local officials", None),
    ],
)
def test_organs_of_a_state(text: str, phrase: str, actor: str | None) -> None:
    assert _actors(text).get(phrase, "no party") == actor


def test_what_the_base_lacks_is_a_local_actor() -> None:
    told = _actors("Anna Berg said on Monday that Omar had fled. The Vesta Institute condemned the attack. Activists accused Omar of treason.")
    assert told["anna berg"] == "local:anna-berg"
    assert told["the vesta institute"] == "local:vesta-institute"
    assert told["activists"] is None
    assert told["omar"] is None  # one name alone may be anybody's


def test_a_namesake_of_another_state_is_no_one_of_the_base() -> None:
    assert _actors("Kenyan trade minister John Kerry met farmers in Nairobi.")["kenyan trade minister john kerry"] == "local:john-kerry"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("President Hosni Mubarak ordered the army into Cairo last year.", "former"),
        ("President Nicolas Sarkozy ordered the army into Mali.", "current"),
        ("New President Hosni Mubarak ordered the army into Cairo.", "current"),
    ],
)
def test_a_bare_title_is_former_where_the_base_is_certain(text: str, time: str) -> None:
    assert [role.time for role in read(text, published=DAY).roles] == [time]


def test_parties_of_one_actor_share_a_key() -> None:
    army = Party("Syrian army", "the Syrian army", actor="mil:SYR", country="SYR", sector="MIL")
    forces = Party("government forces", "government forces", actor="mil:SYR", country="SYR", sector="MIL")
    assert party_key(army) == party_key(forces)
    regime = Party("regime", "the regime", actor="gov:SYR", country="SYR", sector="GOV")
    assert party_key(regime) == party_key(Party("Syria", "Syria")) != party_key(army)
    assert party_key(Party("Anna Berg", "Anna Berg", actor="local:anna-berg")) == party_key(Party("Anna Berg", "Berg"))


def test_every_ministry_is_an_actor() -> None:
    for kind in organs.ministries():
        ministry = actors.actor(f"{kind}:SYR")
        assert ministry is not None
        assert (ministry.kind, ministry.country) == ("ministry", "SYR")
    assert actors.organisation_id("Pentagon") == "defence-ministry:USA"
    state_department = actors.actor("foreign-ministry:USA")
    assert state_department is not None
    assert "State Department" in state_department.names
