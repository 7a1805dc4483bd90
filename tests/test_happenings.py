"""Happenings: events of several reports joined into one thing, by judgements that can be taken back."""

from hypothesis import given, settings
from hypothesis import strategies as st
from made import Told, on

from dateline.merge.clusters import Clusters
from dateline.merge.compare import Facts, compare, contradict, facts
from dateline.merge.happening import happenings
from dateline.merge.judgement import Decision, by_rule, pair_of
from dateline.merge.origins import origins
from dateline.records import Event
from dateline.resolve.parts import Where
from dateline.text.make import make_report

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
    assert "the same day +1" in judged.reasons
    assert [by_rule(("a", "b"), score, ()).decision for score in (3.0, 2.0, 0.9)] == ["same", "unsure", "different"]


def test_a_plan_that_took_place_is_one_happening_with_its_history() -> None:
    told = Told()
    due = told.report("Berg is to visit Zenda on Saturday.", "2012-03-05")
    came = told.report("Berg arrived in Zenda on Saturday for his visit.", "2012-03-10")
    told.event(due, "CONSULT", "Berg", "king", "visit", status="planned", when=on("2012-03-10"), where=ZENDA)
    told.event(came, "CONSULT", "Berg", "king", "visit", when=on("2012-03-10"), where=ZENDA)
    (one,) = happenings(told.corpus())
    assert [(s.day, s.state) for s in one.history] == [("2012-03-05", "announced"), ("2012-03-10", "took place")]
    assert (one.first, one.last) == ("2012-03-05", "2012-03-10")


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


_days = st.one_of(st.none(), st.sampled_from(["2012-03-05", "2012-03-06", "2012-03-08"]))
_names = st.frozensets(st.sampled_from(["army", "rebels", "mayor"]), max_size=2)


def _made(k: int, day: str | None, place: frozenset[str], actors: frozenset[str], recipients: frozenset[str]) -> Facts:
    return Facts(f"e{k}", f"r{k % 5}", "ASSAULT", "4", "shell", f"words {k}", day, "2012-03-06", place, bool(place), actors, recipients, False)


_facts = st.lists(
    st.tuples(_days, st.sampled_from([frozenset[str](), frozenset({"zenda"}), frozenset({"hentzau"})]), _names, _names), min_size=1, max_size=12
).map(lambda rows: [_made(k, *row) for k, row in enumerate(rows)])
_decided = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]).map(lambda p: pair_of(f"e{p[0]}", f"e{p[1]}")),
    st.sampled_from(["same", "different", "unsure"]),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(st.data(), _facts, _decided)
def test_in_any_order_and_by_any_steps_the_groups_are_those_of_all_at_once(
    data: st.DataObject, all_facts: list[Facts], decided: dict[tuple[str, str], Decision]
) -> None:
    whole = Clusters(decided)
    whole.add(all_facts)
    stepwise = Clusters(decided)
    for one in data.draw(st.permutations(all_facts)):
        stepwise.add([one])
    for one in data.draw(st.lists(st.sampled_from(all_facts), max_size=3)):
        stepwise.remove([one.id])
        stepwise.add([one])
    assert (stepwise.groups, stepwise.judgements) == (whole.groups, whole.judgements)


@settings(max_examples=200, deadline=None)
@given(_facts)
def test_no_group_holds_two_that_contradict_each_other_in_day_and_place(all_facts: list[Facts]) -> None:
    clusters = Clusters()
    clusters.add(all_facts)
    for group in clusters.groups:
        assert not any(contradict(clusters.facts[a], clusters.facts[b]) for a in group for b in group)
