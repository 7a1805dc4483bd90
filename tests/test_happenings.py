"""Happenings: events of several reports joined into one thing, by judgements that can be taken back."""

import json
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Told, on, party

from dateline.errors import LexiconError
from dateline.faces.cli import main
from dateline.faces.happenings import Wanted, list_rows, make_list
from dateline.faces.rows import markdown
from dateline.merge import candidates, wording
from dateline.merge.borrowing import lender_of_event, lender_of_report
from dateline.merge.clusters import Clusters
from dateline.merge.compare import FITTED, compare, signs
from dateline.merge.days import shifted
from dateline.merge.facts import Facts, facts
from dateline.merge.happening import happenings
from dateline.merge.judgement import Decision, by_rule, pair_of
from dateline.merge.origins import origins
from dateline.merge.standing import contradict
from dateline.merge.state import State
from dateline.records import Event
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from dateline.text.make import make_report
from evaluation import happening_pairs
from evaluation.frame import Unusable

ZENDA, HENTZAU = Where(name="Zenda", precision="town"), Where(name="Hentzau", precision="town")
STORY = (
    "Ruritanian troops entered the town of Zenda on Monday after the rebels announced that they were leaving it for good. "
    "The mayor of the town said that the water had been cut for three weeks and that no bread was to be had. "
    "Two lorries of the Red Cross waited on the bridge for a permit which the colonel had promised them a day before."
)


def _two(told: Told, **second: object) -> tuple[str, str]:
    """One attack as two outlets tell it; `second` is what the other tells otherwise."""
    first = told.report("The army shelled Zenda on Monday.", "2012-03-05", "The Gazette")
    other = told.report("Zenda was shelled by the army on Monday, the mayor said.", "2012-03-06", "The Courier")
    a = told.event(first, "ASSAULT", "army", "residents", "shelled", when=on("2012-03-05"), where=ZENDA)
    b = told.event(other, "ASSAULT", "army", "residents", "shelled", **{"when": on("2012-03-05"), "where": ZENDA, **second})
    return a.id, b.id


def test_one_attack_told_by_two_is_one_and_rivals_stand_side_by_side() -> None:
    told = Told()
    a, b = _two(told, where=Where(name="Old Zenda", precision="neighbourhood", inside=ZENDA))
    (one,) = happenings(told.corpus())
    assert set(one.events) == {a, b}
    assert (one.type, one.when, len(one.origins)) == ("ASSAULT", on("2012-03-05"), 2)
    assert [(r.value, r.sources) for r in one.wheres] == [("Old Zenda", ("The Courier",)), ("Zenda", ("The Gazette",))]
    assert one.where is None, "each of two places has one origin: neither is the better"


def test_another_day_and_another_town_are_another_attack() -> None:
    told = Told()
    _two(told, when=on("2012-03-08"), where=HENTZAU)
    assert len(happenings(told.corpus())) == 2


def test_a_person_wins_over_the_rule_both_ways() -> None:
    told = Told()
    pair = pair_of(*_two(told))
    assert len(happenings(told.corpus(), {pair: "different"})) == 2
    assert len(happenings(told.corpus(), {pair: "unsure"})) == 2
    assert len(happenings(told.corpus())) == 1, "what was decided is not kept: without it the merge is back"
    other = Told()
    apart = pair_of(*_two(other, when=on("2012-03-08"), where=HENTZAU))
    assert len(happenings(other.corpus(), {apart: "same"})) == 1


def test_a_judgement_gives_its_reasons() -> None:
    told = Told()
    _two(told)
    corpus = told.corpus()
    judged = compare(*(facts(corpus, e) for e in corpus.all(Event)))
    assert judged.decision == "same"
    assert f"the same day {FITTED['the same day']:+.2f}" in judged.reasons
    assert judged.score == pytest.approx(sum(float(reason.rpartition(" ")[2]) for reason in judged.reasons), abs=0.05)
    assert [by_rule(("a", "b"), score, ()).decision for score in (1.0, 0.9, -2.1)] == ["same", "unsure", "different"]


def _reasons(told: Told) -> set[str]:
    """What speaks for and against two events' being one, without the points."""
    corpus = told.corpus()
    return {reason.rpartition(" ")[0] for reason in compare(*(facts(corpus, e) for e in corpus.all(Event))).reasons}


def test_rival_tolls_are_no_other_people() -> None:
    told = Told()
    for text, day, who, victims in (
        ("A bomb killed 12 shepherds in Zenda.", "2012-03-05", "The Gazette", "12 shepherds"),
        ("A bomb killed 15 shepherds in Zenda.", "2012-03-06", "The Courier", "15 shepherds"),
    ):
        told.event(told.report(text, day, who), "ASSAULT", "", victims, "killed", when=on("2012-03-05"), where=ZENDA)
    (one,) = happenings(told.corpus())
    assert {r.value for r in one.recipients} == {"12 shepherds", "15 shepherds"}


def test_those_who_are_said_to_have_done_one_deed_stand_as_rivals() -> None:
    told = Told()
    for actor, text, who in (
        ("Russian jets", "Russian jets hit the fish market of Zenda on Monday, killing 26 people, witnesses said.", "The Gazette"),
        ("regime planes", "At least 26 people died when regime planes hit a fish market in Zenda on Monday.", "The Courier"),
        ("", "Unidentified aircraft hit Zenda's fish market on Monday and killed 31 people.", "The Post"),
    ):
        told.event(told.report(text, "2012-03-05", who), "ASSAULT", actor, "fish market", "hit", when=on("2012-03-05"), where=ZENDA)
    (one,) = happenings(told.corpus())
    assert [(r.value, r.sources) for r in one.actors] == [("Russian jets", ("The Gazette",)), ("regime planes", ("The Courier",))]
    assert len(one.events) == 3


def test_two_names_of_one_state_are_no_rivals() -> None:
    told = Told()
    for actor, who in ((party("France", "gov:FRA"), "The Gazette"), (party("French government", "gov:FRA"), "The Courier")):
        report = told.report("France closed the harbour of Zenda to all ships on Monday.", "2012-03-05", who)
        event = Event(type="COERCE", trigger=Span(7, 13), span=Span(0, 40), actors=(actor,), when=on("2012-03-05"), where=ZENDA)
        told.records += with_ids([event], report.id)
    (one,) = happenings(told.corpus())
    assert [(r.value, r.sources) for r in one.actors] == [("France", ("The Courier", "The Gazette"))]


def test_who_met_makes_the_meeting() -> None:
    told = Told()
    for actor, rest, who in (("Berg", "the mayor in the town hall", "The Gazette"), ("Dorn", "the mayor beside a river", "The Courier")):
        report = told.report(f"{actor} met {rest}.", "2012-03-05", who)
        told.event(report, "CONSULT", actor, "mayor", "met", when=on("2012-03-05"), where=ZENDA)
    assert len(happenings(told.corpus())) == 2
    assert "other people of one meeting" in _reasons(told)


@pytest.mark.parametrize(("number", "apart"), [(12, 0.0), (24, 1.0), (48, 2.0), (96, 2.0)])
def test_numbers_weigh_against_by_how_often_one_is_the_double_of_the_other(number: int, apart: float) -> None:
    told = Told()
    for victims, who in (("12 shepherds", "The Gazette"), (f"{number} shepherds", "The Courier")):
        told.event(told.report(f"A bomb killed {victims} in Zenda.", "2012-03-05", who), "ASSAULT", "", victims, "killed", when=on("2012-03-05"))
    first, second = (facts(told.corpus(), event) for event in told.corpus().all(Event))
    assert dict(signs(first, second)).get("numbers apart", 0.0) == apart


ROBBED = "Gunmen robbed the granary beside the northern mill before dawn."


@pytest.mark.parametrize(
    ("other", "trigger", "reasons"),
    [
        (ROBBED, "robbed", {"the same act in the same words", "rare words in common", "the same words beside the act"}),
        ("Before dawn the granary beside the northern mill was robbed, its keeper told us.", "robbed", {"the same act in the same words"}),
        ("Pirates looted three barges downriver overnight.", "looted", {"hardly a word in common"}),
        ("The granary has been robbed repeatedly.", "robbed", {"one tells what happens again and again"}),
        ("In 2009 gunmen robbed the granary beside the mill.", "robbed", {"one is of another year"}),
        ("Gunmen fought a battle for the granary.", "battle", {"one is a campaign"}),
    ],
)
def test_the_words_of_two_tellings(other: str, trigger: str, reasons: set[str]) -> None:
    told = Told()
    for text, word, who in ((ROBBED, "robbed", "The Gazette"), (other, trigger, "The Courier")):
        told.event(told.report(text, "2012-03-05", who), "ASSAULT", trigger=word, when=on("2012-03-05"), where=ZENDA)
    assert reasons <= _reasons(told)
    assert {"hardly a word in common", "rare words in common"} - _reasons(told), "one denies the other"


@pytest.mark.parametrize(("province", "inside"), [("Hentzau province", True), ("Strelsau", False)])
def test_a_town_lies_in_its_province(province: str, inside: bool) -> None:
    told = Told()
    town = Where(name="Zenda", precision="town", admin1="Hentzau")
    for where, who in ((town, "The Gazette"), (Where(name=province, precision="province"), "The Courier")):
        told.event(told.report(ROBBED, "2012-03-05", who), "ASSAULT", trigger="robbed", when=on("2012-03-05"), where=where)
    assert ("one place in the other's province" in _reasons(told)) is inside


def test_faulty_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "toml", lambda _: {"common": ["Attack"]})
    with pytest.raises(LexiconError, match=r"happenings\.toml"):
        wording.lexicon.__wrapped__()


def test_a_plan_that_took_place_is_one_happening_with_its_history() -> None:
    told = Told()
    due = told.report("Berg is to visit Zenda on Saturday.", "2012-03-05")
    came = told.report("Berg arrived in Zenda on Saturday for his visit.", "2012-03-10")
    told.event(due, "CONSULT", "Berg", "king", "visit", status="planned", when=on("2012-03-10"), where=ZENDA)
    told.event(came, "CONSULT", "Berg", "king", "visit", when=on("2012-03-10"), where=ZENDA)
    (one,) = happenings(told.corpus())
    assert [(s.day, s.state) for s in one.history] == [("2012-03-05", "announced"), ("2012-03-10", "took place")]
    assert (one.first, one.last) == ("2012-03-05", "2012-03-10")


def test_a_visit_of_some_days_is_known_by_who_comes() -> None:
    told = Told()
    days = When(start="2012-03-07", end="2012-03-09", precision="day", basis="stated")
    due = told.report("Berg is to visit Zenda from Wednesday to Friday for talks on the bridge.", "2012-03-01")
    ended = told.report("Berg ended a visit to Zenda on Friday with a word on the bridge.", "2012-03-10")
    told.event(due, "CONSULT", "Berg", "", "visit", mode="visit", status="planned", when=days, where=ZENDA)
    told.event(ended, "CONSULT", "Berg", "", "ended", mode="visit", when=on("2012-03-09"), where=ZENDA)
    (one,) = happenings(told.corpus())
    assert [s.state for s in one.history] == ["announced", "took place"]


VISIT = "Berg is in Zenda for a visit of the mill on the river."


@pytest.mark.parametrize(
    ("other", "trigger", "fields", "reason"),
    [
        ("Berg left Zenda after a visit of the mill on the river.", "left", {"mode": "visit"}, "one comes and the other goes"),
        ("Berg met the mayor of Zenda by the mill on the river.", "met", {}, "one is a visit"),
        (
            "Berg visits a mill on the river.",
            "visits",
            {"mode": "visit", "where": Where(name="France", country="FRA", precision="country")},
            "in other countries",
        ),
        ("Berg visits the mill on the river in Hentzau.", "visits", {"mode": "visit", "where": HENTZAU}, "in other places"),
        ("Berg visits 12 mills on the river at Zenda.", "visits", {"mode": "visit"}, "other numbers"),
    ],
)
def test_what_tells_two_acts_of_one_man_apart(other: str, trigger: str, fields: dict[str, object], reason: str) -> None:
    told = Told()
    here = Where(name="Zenda", country="RUR", precision="town")
    first = VISIT.replace("a visit of the mill", "a visit of 40 mills") if reason == "other numbers" else VISIT
    told.event(told.report(first, "2012-03-05", "The Gazette"), "CONSULT", "Berg", "", "visit", mode="visit", where=here)
    told.event(told.report(other, "2012-03-05", "The Courier"), "CONSULT", "Berg", "", trigger, **{"where": here, **fields})
    assert reason in _reasons(told)


def test_a_visit_is_told_of_the_visitor_or_of_the_host() -> None:
    told = Told()
    berg = Party(name="Berg", text="Berg", actor="person:berg")
    comes, received = told.report("Berg comes to Zenda.", "2012-03-05"), told.report("The king received Berg.", "2012-03-06")
    visit = Event(type="CONSULT", mode="visit", trigger=Span(5, 10), span=Span(0, 20), actors=(berg,))
    told.records += with_ids([visit], comes.id)
    told.records += with_ids([msgspec.structs.replace(visit, actors=(party("king"),), recipients=(berg,))], received.id)
    assert "the same people, whose act it is" in _reasons(told)
    assert "other actors" not in _reasons(told)


def test_what_is_told_again_days_later_without_a_day_must_share_more() -> None:
    told = Told()
    for text, day in (("Berg asked for a bridge over the river.", "2012-03-05"), ("Berg has asked for a bridge over the river.", "2012-03-12")):
        told.event(told.report(text, day, day), "REQUEST", "Berg", "", "asked")
    assert "told days apart, of no day" in _reasons(told)
    assert len(happenings(told.corpus())) == 1


def test_what_had_happened_is_told_again_weeks_later() -> None:
    told = Told()
    for text, day, when in (
        ("Berg vetoed the bridge on Monday.", "2012-03-05", on("2012-03-05")),
        ("Berg had vetoed the bridge.", "2012-03-29", None),
    ):
        told.event(told.report(text, day, day), "REJECT", "Berg", "", "vetoed", when=when)
    assert "told days apart, of no day" not in _reasons(told)
    assert len(happenings(told.corpus())) == 1


def test_a_visit_of_three_days_began_two_days_before_it_ended() -> None:
    told = Told()
    began = told.report("Berg arrived in Zenda on Wednesday to see the mill.", "2012-03-07", "The Gazette")
    ended = told.report("Berg ended a three-day visit to Zenda and its mill on Friday.", "2012-03-09", "The Courier")
    told.event(began, "CONSULT", "Berg", "", "arrived", mode="visit", when=on("2012-03-07"), where=ZENDA)
    told.event(ended, "CONSULT", "Berg", "", "ended a three-day visit", mode="visit", when=on("2012-03-09"), where=ZENDA)
    assert "one comes and the other goes" not in _reasons(told)
    assert len(happenings(told.corpus())) == 1


@pytest.mark.parametrize(("second", "same"), [("six shepherds and 30 others", True), ("eight shepherds and 30 others", False)])
def test_one_number_of_several_is_enough(second: str, same: bool) -> None:
    told = Told()
    for victims, who in (("6 shepherds", "The Gazette"), (second, "The Courier")):
        told.event(told.report(f"A bomb hurt {victims} in Zenda.", "2012-03-05", who), "ASSAULT", "", victims, "hurt", when=on("2012-03-05"))
    assert ("the same number of people" in _reasons(told)) is same
    assert ("numbers apart" in _reasons(told)) is not same


def test_a_copy_confirms_no_plan() -> None:
    told = Told()
    words = "Berg, the envoy of Ruritania, is to visit the king in Zenda on Saturday for talks on the bridge over the river, his office said."
    for text, publisher in (
        (words, "The Gazette"),
        (words, "The Courier"),
        ("On Saturday the king will receive Berg, who comes for a visit.", "The Post"),
    ):
        report = told.report(text, "2012-03-05", publisher)
        told.event(report, "CONSULT", "Berg", "king", "visit", status="planned", when=on("2012-03-10"), where=ZENDA)
        (one,) = happenings(told.corpus())
    assert len(one.origins) == 2
    assert [s.state for s in one.history] == ["announced", "confirmed"]


def test_a_story_that_was_cut_and_put_in_another_order_has_one_origin() -> None:
    sentences = STORY.split(". ")
    first = make_report(STORY, ref="a", published="2012-03-05", title="Zenda falls")
    cut = make_report(". ".join(reversed(sentences[:2])), ref="b", published="2012-03-06", title="Troops in Zenda")
    other = make_report("The king of Graustark opened a school in the hills and spoke of a hard winter to come.", ref="c", published="2012-03-05")
    later = make_report(STORY, ref="d", published="2012-06-05")
    found = origins([later, cut, other, first])
    assert found == {first.id: first.id, cut.id: first.id, other.id: other.id, later.id: later.id}


TAKEN = "ZENDA, March 6 (Reuters) - The army shelled the market of Zenda on Monday."


@pytest.mark.parametrize(
    ("text", "lender"),
    [
        (TAKEN, "Reuters"),
        ("The army shelled the market of Zenda on Monday. (AFP)", "Agence France-Presse"),
        ("The army (once feared) shelled the market of Zenda.", None),
        ("A photograph (Reuters) shows how the army shelled Zenda.", None),
    ],
)
def test_a_dateline_or_the_last_words_tell_whose_story_it_is(text: str, lender: str | None) -> None:
    assert lender_of_report(make_report(text, ref="a", published="2012-03-06")) == lender


@pytest.mark.parametrize(
    ("text", "lender"),
    [
        ("The army shelled Zenda, its mayor told Reuters.", "Reuters"),
        ("The army shelled Zenda, its mayor told the Associated Press on Monday.", "Associated Press"),
        ("The army shelled Zenda, its mayor told independent observers.", None),
        ("The army shelled Zenda. The mayor of Hentzau told Reuters of a flood.", None),
    ],
)
def test_whom_a_witness_told_it_is_whose_story_it_is(text: str, lender: str | None) -> None:
    told = Told()
    report = told.report(text, "2012-03-06")
    event = Event(type="ASSAULT", trigger=Span(9, 16), span=Span(0, 22), id="e", report=report.id)
    assert lender_of_event(told.corpus(), event) == lender


def test_what_two_have_from_one_agency_and_what_it_prints_itself_has_one_origin() -> None:
    told = Told()
    own = "Soldiers fired on Zenda and its market on Monday, three people who fled over the river said."
    agency = Source(party=Party(name="Reuters", text="Reuters"))
    for text, who, sources in (
        (TAKEN, "The Gazette", ()),
        ("The army shelled Zenda, Reuters reported.", "The Courier", (agency,)),
        (own, "reuters", ()),
    ):
        report = told.report(text, "2012-03-06", who)
        told.event(report, "ASSAULT", "army", "market", text[:4], when=on("2012-03-05"), where=ZENDA, sources=sources)
    (one,) = happenings(told.corpus(), {pair_of(a.id, b.id): "same" for a, b in combinations(told.corpus().all(Event), 2)})
    assert one.origins == ("Reuters",)


_days = st.one_of(st.none(), st.sampled_from(["2012-03-05", "2012-03-06", "2012-03-08"]))
_names = st.frozensets(st.sampled_from(["army", "rebels", "mayor"]), max_size=2)


def _made(k: int, type: str, day: str | None, more: int, place: frozenset[str], actors: frozenset[str], recipients: frozenset[str]) -> Facts:
    until = shifted(day, more) if day is not None and more else None
    words = wording.Wording(beside="shelled", earlier=k % 3 == 0)
    told = shifted("2012-03-06", k % 4 * 7)
    return Facts(f"e{k}", f"r{k % 5}", type, "4", "shell", day, told, place, bool(place), actors, recipients, False, until, wording=words)


_facts = st.lists(
    st.tuples(
        st.sampled_from(["ASSAULT", "CONSULT"]),
        _days,
        st.integers(0, 6),
        st.sampled_from([frozenset[str](), frozenset({"zenda"}), frozenset({"hentzau"})]),
        _names,
        _names,
    ),
    min_size=1,
    max_size=12,
).map(lambda rows: [_made(k, *row) for k, row in enumerate(rows)])
_decided = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]).map(lambda p: pair_of(f"e{p[0]}", f"e{p[1]}")),
    st.sampled_from(["same", "different", "unsure"]),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(st.data(), _facts, _decided)
def test_in_any_order_the_groups_are_the_same(data: st.DataObject, all_facts: list[Facts], decided: dict[tuple[str, str], Decision]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(candidates, "NEAR", data.draw(st.sampled_from([1, 2, 24])))
        one, other = Clusters(all_facts, decided), Clusters(data.draw(st.permutations(all_facts)), decided)
        assert (one.groups, list(one.judgements())) == (other.groups, list(other.judgements()))


@settings(max_examples=200, deadline=None)
@given(_facts)
def test_no_group_holds_two_that_contradict_each_other_in_day_and_place(all_facts: list[Facts]) -> None:
    clusters = Clusters(all_facts)
    for group in clusters.groups:
        assert not any(contradict(clusters.facts[a], clusters.facts[b]) for a in group for b in group)


# The command


def _kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A store of reports of one attack and of one visit; the options that name it."""
    reports = [
        ("a.json", "2012-03-05", "The Gazette", "Rebels attacked an army checkpoint in Homs on Sunday, killing two soldiers."),
        ("b.json", "2012-03-06", "The Courier", "On Sunday rebels attacked the army checkpoint in Homs, state media said."),
        ("c.json", "2012-03-06", "The Post", "Kofi Annan will visit Damascus on Saturday to meet President Bashar al-Assad."),
    ]
    lines = [json.dumps({"id": id, "published": day, "publisher": who, "text": text}) for id, day, who, text in reports]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    store = ["--store", str(tmp_path / "kept.sqlite")]
    assert main(["read", str(tmp_path / "reports.jsonl"), "--quiet", *store]) == 0
    capsys.readouterr()
    return store


def test_the_command_tells_each_thing_once_with_ids_that_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _kept(tmp_path, capsys)
    assert main(["happenings", "--place", "Syria", "--type", "assault", "--markdown", *store]) == 0
    out = capsys.readouterr().out
    assert out.startswith("## Sun 4 Mar 2012\n\n### Homs\n")
    (attack,) = [line for line in out.splitlines() if "attacked" in line and line.startswith("- **") and " violence, " in line]
    assert attack.endswith("took place, 2 reports, 2 origins")
    shown = next(line for line in out[out.index(attack) :].splitlines() if "show: " in line).split("show: ")[1].split()
    assert len(shown) == 2
    for id in shown:
        assert main(["show", id, *store]) == 0


def test_the_command_gives_what_was_asked_for_and_as_it_stood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _kept(tmp_path, capsys)
    assert main(["happenings", "--as-of", "2012-03-05", *store]) == 0
    out = capsys.readouterr().out
    assert "attacked" in out
    assert "1 report, 1 origin" in out
    assert "2 reports" not in out
    assert main(["happenings", "--since", "2012-03-10", "--until", "2012-03-10", *store]) == 0
    out = capsys.readouterr().out
    assert "announced" in out
    assert "ASSAULT" not in out
    assert main(["happenings", "--place", "Nowhere at all", *store]) == 1
    assert main(["happenings", "--since", "March", *store]) == 2


def test_a_type_or_heading_that_there_is_not_is_refused_with_those_that_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _kept(tmp_path, capsys)
    assert main(["happenings", "--type", "VISIT", *store]) == 2
    assert "ASSAULT (violence)" in capsys.readouterr().err
    assert main(["happenings", "--about", "gossip", *store]) == 2
    assert "deeds, talks, access, words, disputed, denied" in capsys.readouterr().err


def test_what_the_brief_tells_under_a_heading_and_of_one_actor_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _kept(tmp_path, capsys)
    assert main(["happenings", "--about", "deeds", "--actor", "rebels", *store]) == 0
    out = capsys.readouterr().out
    assert "attacked" in out
    assert "Annan" not in out
    assert main(["happenings", "--about", "talks", *store]) == 1  # the visit has not taken place
    assert main(["happenings", "--actor", "Annan", *store]) == 0


def test_what_is_of_no_told_day_stands_apart_from_what_is_of_the_day() -> None:
    told = Told()
    report = told.report("Rebels raided the mill on Monday. Smugglers robbed ferrymen.", "2012-03-05")
    told.event(report, "ASSAULT", "Rebels", "mill", "raided", when=on("2012-03-05"))
    told.event(report, "ASSAULT", "Smugglers", "ferrymen", "robbed")
    lines = markdown(list_rows(make_list(State(told.corpus()), Wanted()))).splitlines()
    assert [line for line in lines if line.startswith("## ")] == ["## Mon 5 Mar 2012", "## Day not told, reported Mon 5 Mar 2012"]


def test_rival_places_are_shown_with_who_says_which() -> None:
    told = Told()
    _two(told, where=Where(name="Old Zenda", precision="neighbourhood", inside=ZENDA))
    out = markdown(list_rows(make_list(State(told.corpus()), Wanted())))
    assert "“Old Zenda” (The Courier); “Zenda” (The Gazette)" in out


# The labelled pairs


def test_the_table_of_pairs_is_whole_and_bad_lines_are_told() -> None:
    found = happening_pairs.pairs(happening_pairs.PAIRS.read_text("utf-8").splitlines())
    assert {p.label for p in found if p.part == "held"} == set(happening_pairs.LABELS)
    with pytest.raises(Unusable):
        happening_pairs.pairs(["1\t0\t5\t2\t0\t5\tenemies\tsame\theld"])


def test_pairs_are_judged_by_their_places_in_the_text() -> None:
    told = Told()
    _two(told)
    spans = [e.trigger for e in told.corpus().all(Event)]
    wanted = [happening_pairs.Pair(("r0", spans[0]), ("r1", span), "same", "same", "held") for span in (spans[1], Span(50, 55))]
    assert happening_pairs.answers(wanted, told.reports, told.records) == ["same", happening_pairs.MISSING]
