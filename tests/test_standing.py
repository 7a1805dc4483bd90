"""What makes one act of two tellings that share neither day nor words, and what tells two acts apart that seem one."""

from typing import Any

import pytest
from made import Told, on
from msgspec import structs

from dateline.merge.clusters import Clusters
from dateline.merge.facts import facts
from dateline.merge.happening import happenings
from dateline.records import Event
from dateline.resolve.parts import Party, Source, When, Where

RURITANIA = Where(name="Ruritania", country="RUR", precision="country")
ZENDA = Where(name="Zenda", place_id=1, country="RUR", precision="town")
HENTZAU = Where(name="Hentzau", place_id=2, country="RUR", precision="town")
MILLS = Where(name="the Mills", precision="town", inside=ZENDA)
BY_SATURDAY = When(end="2012-03-10", precision="day", basis="stated")


def _source(name: str) -> tuple[Source, ...]:
    return (Source(party=Party(name=name, text=name)),)


def _tell(told: Told, text: str, day: str, type: str, trigger: str, actors: str = "", recipients: str = "", **fields: Any) -> None:
    """An event of a report of its own."""
    told.event(told.report(text, day, f"The Courier of {day}"), type, actors, recipients, trigger, **fields)


def _reasons(told: Told) -> set[str]:
    """What is found of the pairs that meet, without the weights."""
    corpus = told.corpus()
    clusters = Clusters(facts(corpus, event) for event in corpus.all(Event))
    return {reason.rsplit(" ", 1)[0] for judgement in clusters.judgements() for reason in judgement.reasons}


def _are_one(told: Told) -> bool:
    return len(happenings(told.corpus())) == 1


# Told again weeks later


def test_a_truce_is_told_of_from_the_day_for_which_it_was_set() -> None:
    told = Told()
    _tell(told, "A full truce is to follow.", "2012-03-02", "RETREAT", "follow", mode="ceasefire", status="planned", when=BY_SATURDAY)
    _tell(told, "A truce took effect.", "2012-03-10", "RETREAT", "took effect", mode="ceasefire", when=on("2012-03-10"), where=RURITANIA)
    _tell(told, "The crown honours the truce.", "2012-03-17", "RETREAT", "honours", mode="ceasefire", status="ongoing", where=RURITANIA)
    assert _are_one(told)


def test_the_truce_of_one_town_is_not_that_of_the_country() -> None:
    told = Told()
    _tell(told, "A truce took effect.", "2012-03-10", "RETREAT", "took effect", mode="ceasefire", when=on("2012-03-10"), where=RURITANIA)
    _tell(told, "The truce of Zenda holds.", "2012-03-11", "RETREAT", "holds", mode="ceasefire", where=ZENDA)
    assert "the same truce" not in _reasons(told)


@pytest.mark.parametrize(("vote", "same"), [("referendum", True), ("election", False)])
def test_a_ballot_is_known_by_its_kind(vote: str, same: bool) -> None:
    told = Told()
    _tell(told, "A law will be put to the people in a referendum.", "2012-02-11", "OTHER", "put", status="planned")
    _tell(told, f"The king ordered the {vote} on the law.", "2012-02-21", "OTHER", "ordered", "king", when=on("2012-02-26"), status="planned")
    assert _are_one(told) is same


@pytest.mark.parametrize(("words", "same"), [("The election of the council is set for Sunday.", True), ("The election is set for Sunday.", False)])
def test_elections_of_no_told_country_need_more_than_that_word(words: str, same: bool) -> None:
    told = Told()
    _tell(told, "The election of the council will be held in spring.", "2012-02-11", "OTHER", "held", status="planned")
    _tell(told, words, "2012-02-21", "OTHER", "set", when=on("2012-02-26"), status="planned")
    assert ("the same ballot" in _reasons(told)) is same


@pytest.mark.parametrize(("number", "same"), [("300", True), ("400", False)])
def test_people_who_are_to_be_sent_are_known_by_their_number(number: str, same: bool) -> None:
    told = Told()
    _tell(told, "The council voted to send 300 observers to Ruritania.", "2012-03-01", "AID", "send", "council", "Ruritania", status="planned")
    words = f"{number} observers are to be in Ruritania by the end of May."
    _tell(told, words, "2012-03-12", "AID", "be", f"{number} observers", "Ruritania", status="planned")
    assert _are_one(told) is same


@pytest.mark.parametrize(("day", "same"), [("2012-03-11", True), ("2012-03-20", False)])
def test_what_was_to_be_by_a_day_is_what_is_done_about_that_day(day: str, same: bool) -> None:
    told = Told()
    words = "Ruritania promised to pull back its guns from the towns."
    _tell(told, words, "2012-03-02", "RETREAT", "pull back", "Ruritania", mode="withdraw", status="planned", when=BY_SATURDAY)
    _tell(told, "Ruritania had begun to pull back its guns.", day, "RETREAT", "pull back", "Ruritania", mode="withdraw")
    assert ("one is planned, hoped for or under way" not in _reasons(told)) is same


def test_a_plan_of_no_day_is_dated_by_a_later_report() -> None:
    told = Told()
    _tell(told, "Berg will visit Zenda, his office said.", "2012-03-01", "CONSULT", "visit", "Berg", mode="visit", status="planned", where=ZENDA)
    _tell(told, "Berg is due in Zenda on Saturday.", "2012-03-08", "CONSULT", "due", "Berg", mode="visit", status="planned", when=on("2012-03-10"))
    assert "told days apart, of no day" not in _reasons(told)
    assert _are_one(told)


# One act by other words


def test_who_is_sent_comes() -> None:
    told = Told()
    _tell(told, "Berg will send a team of experts to Zenda.", "2012-03-05", "AID", "send", "Berg", status="planned", where=ZENDA)
    _tell(told, "A team of experts arrived in Zenda.", "2012-03-06", "CONSULT", "arrived", "team", mode="visit", where=ZENDA)
    assert "one is sent and the other comes" in _reasons(told)
    assert _are_one(told)


def test_who_was_not_allowed_was_refused() -> None:
    told = Told()
    _tell(told, "The convoy of lorries was not allowed to enter the Mills.", "2012-03-05", "COERCE", "allowed", "", "convoy", mode="withhold")
    _tell(told, "The convoy of lorries was refused entry to the Mills.", "2012-03-06", "REJECT", "refused", "", "convoy")
    assert "another type" not in _reasons(told)
    assert _are_one(told)


@pytest.mark.parametrize(("other", "same"), [("agreed to the plan of six points", True), ("agreed to a count of the sheep", False)])
def test_a_state_agrees_to_many_things(other: str, same: bool) -> None:
    told = Told()
    crown = Party(name="crown", text="crown", country="RUR", sector="GOV")
    for text, trigger, day in (
        ("The crown accepted the plan of six points.", "accepted", "2012-03-05"),
        (f"The crown {other}.", "agreed", "2012-03-06"),
    ):
        event = told.event(told.report(text, day, day), "AGREE", "crown", "", trigger)
        told.records[told.records.index(event)] = structs.replace(event, actors=(crown,))
    assert ("a state, of another matter" not in _reasons(told)) is same
    assert _are_one(told) is same


def test_the_army_and_the_government_are_organs_of_one_state() -> None:
    told = Told()
    for who, sector, day in (("warplanes", "MIL", "2012-03-05"), ("regime", "GOV", "2012-03-06")):
        event = told.event(told.report(f"The {who} bombed Zenda.", day, day), "ASSAULT", who, "", "bombed", when=on("2012-03-05"), where=ZENDA)
        organ = Party(name=who, text=who, country="RUR", sector=sector)
        told.records[told.records.index(event)] = structs.replace(event, actors=(organ,))
    assert "other actors" not in _reasons(told)
    assert _are_one(told)


# Deeds of one day and place


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("two foreign writers", "two foreign writers", True),
        ("dozens of people", "dozens of people", True),
        ("two people", "two people", False),
        ("two foreign writers", "two young writers", False),
    ],
)
def test_a_few_people_are_known_by_what_they_are(one: str, other: str, same: bool) -> None:
    told = Told()
    for victims, day in ((one, "2012-03-05"), (other, "2012-03-06")):
        _tell(told, f"Rockets killed {victims} in Zenda.", day, "ASSAULT", "killed", "", victims, when=on("2012-03-05"), where=ZENDA)
    assert ("the same number of people" in _reasons(told)) is same


def _toll(told: Told, text: str, trigger: str, victims: str, day: str) -> None:
    _tell(told, text, day, "ASSAULT", trigger, "", victims, when=on("2012-03-05"), where=ZENDA)


@pytest.mark.parametrize(("other", "same"), [("a school", False), ("the clinic", True)])
def test_deeds_at_one_hospital_are_likelier_one_than_two_of_one_town(other: str, same: bool) -> None:
    told = Told()
    _toll(told, "Rockets on a hospital killed 12 bakers.", "killed", "12 bakers", "2012-03-05")
    _toll(told, f"The raid on {other} killed 14 bakers.", "killed", "14 bakers", "2012-03-06")
    assert ("the same targets" in _reasons(told)) is same


def test_the_toll_since_a_day_is_not_that_of_one_deed() -> None:
    told = Told()
    _toll(told, "Rockets killed 12 bakers.", "killed", "12 bakers", "2012-03-05")
    _toll(told, "Shells have left 15 people dead since January.", "left", "15 people", "2012-03-06")
    assert "one is of a long time" in _reasons(told)
    assert not _are_one(told)


@pytest.mark.parametrize("others", [0, 11])
def test_of_many_deeds_of_one_report_any_may_be_meant(others: int) -> None:
    told = Told()
    _toll(told, "Rockets killed 12 bakers.", "killed", "12 bakers", "2012-03-05")
    report = told.report("Shells left 15 people dead. Riders burnt a barn, then one more.", "2012-03-06", "The Gazette")
    told.event(report, "ASSAULT", "", "15 people", "left", when=on("2012-03-05"), where=ZENDA)
    for place in (Where(name=f"Lea {k}", place_id=10 + k, precision="town") for k in range(others)):
        told.event(report, "ASSAULT", "riders", "barn", "burnt", where=place)
    assert ("one of many in its report" in _reasons(told)) is (others > 0)
    tolls = [h for h in happenings(told.corpus()) if h.recipients[0].value != "barn"]
    assert len(tolls) == (2 if others else 1)


@pytest.mark.parametrize(("published", "weighs"), [("2012-03-05", True), ("2012-03-06", False)])
def test_an_attack_of_no_day_may_be_that_of_the_day_on_which_it_is_told(published: str, weighs: bool) -> None:
    told = Told()
    _tell(told, "Rockets hit a bakery.", published, "ASSAULT", "hit", "", "bakery", where=ZENDA)
    _tell(told, "Bread was short after rockets on Monday.", "2012-03-07", "ASSAULT", "rockets", when=on("2012-03-05"), where=ZENDA)
    assert ("the same place, told on that day" in _reasons(told)) is weighs


@pytest.mark.parametrize(("published", "too_early"), [("2012-03-04", True), ("2012-03-06", False)])
def test_what_had_happened_was_not_on_a_later_day(published: str, too_early: bool) -> None:
    told = Told()
    _tell(told, "Rockets hit a bakery.", published, "ASSAULT", "hit", "", "bakery", where=ZENDA)
    _tell(told, "Rockets hit the bakery on Monday.", "2012-03-07", "ASSAULT", "hit", "", "bakery", when=on("2012-03-05"), where=ZENDA)
    assert ("told before the other's day" in _reasons(told)) is too_early


@pytest.mark.parametrize(("where", "rival"), [(MILLS, True), (ZENDA, False)])
def test_two_sides_that_tell_of_one_quarter_dispute_the_toll(where: Where, rival: bool) -> None:
    told = Told()
    for text, victims, day, who in (
        ("Rockets destroyed houses in the Mills, killing 70 people.", "70 people", "2012-03-05", "activists"),
        ("A bomb blew up a house in the Mills, killing 16 people.", "16 people", "2012-03-06", "the crown"),
    ):
        _tell(told, text, day, "ASSAULT", "killing", "", victims, when=on("2012-03-05"), where=where, sources=_source(who))
    assert ("numbers apart" not in _reasons(told)) is rival


def test_a_night_is_one_however_it_is_told() -> None:
    told = Told()
    for text, trigger, end, day in (
        ("The Mills were shelled overnight.", "shelled", "2012-03-06", "2012-03-06"),
        ("On Monday night the Mills burned.", "burned", "2012-03-05", "2012-03-07"),
    ):
        night = When(start="2012-03-05", end=end, precision="hour", value="2012-03-05TNI")
        _tell(told, text, day, "ASSAULT", trigger, mode="heavy-weapons", when=night, where=ZENDA)
    assert {"the same day", "the same place on that day"} <= _reasons(told)


# In one report


@pytest.mark.parametrize(
    ("again", "trigger", "fields", "reason"),
    [
        ("Rebels said that the blasts were the work of the crown.", "blasts", {}, "named again in one report"),
        ("The crown denied that it had set off any bomb.", "set off", {"negated": True}, "denied in the report that tells it"),
        ("Later a bomb went off at the market.", "went off", {}, "told apart in one report"),
    ],
)
def test_what_one_report_tells_twice(again: str, trigger: str, fields: dict[str, Any], reason: str) -> None:
    told = Told()
    report = told.report(f"Two bombs hit the barracks of Zenda on Monday. {again}", "2012-03-05")
    given = {"mode": "explosives", "when": on("2012-03-05"), "where": ZENDA}
    told.event(report, "ASSAULT", "", "barracks", "hit", **given)
    told.event(report, "ASSAULT", "", "", trigger, **{**given, **fields})
    assert reason in _reasons(told)


def test_requests_that_are_repeated_are_the_request() -> None:
    told = Told()
    _tell(told, "Amber asked for leave to enter the country.", "2012-03-05", "REQUEST", "asked", "Amber")
    _tell(told, "Amber was let down after her repeated requests to enter the country.", "2012-03-06", "REQUEST", "requests", "Amber")
    assert _are_one(told)
