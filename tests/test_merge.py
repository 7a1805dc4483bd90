"""What records of several reports add up to: told once, plans with what came of them, counts side by side."""

import pytest
from made import Told, on, party

from dateline.errors import LexiconError
from dateline.merge import vocabulary as words
from dateline.merge.counts import counts, rival_totals, rivals
from dateline.merge.days import apart, end_of, is_long, one_day, shifted, start_of
from dateline.merge.plans import plans, refusals
from dateline.merge.same import party_key, together
from dateline.records import Event
from dateline.resolve.parts import When, Where
from dateline.text.make import make_report


@pytest.fixture
def told() -> Told:
    return Told()


# Days


def test_days() -> None:
    assert (start_of(None), end_of(None), one_day(None), is_long(None)) == (None, None, None, False)
    by = When(end="2012-04-10", precision="day")
    assert (start_of(by), end_of(by), one_day(by)) == ("2012-04-10", "2012-04-10", None)
    assert is_long(When(start="2011-03-01", end="2012-03-01", precision="month"))
    assert not is_long(on("2012-03-06"))
    assert (shifted("2012-02-28", 2), shifted("9999-12-31", 1), shifted("PUB-P1D", 1)) == ("2012-03-01", "9999-12-31", "PUB-P1D")
    assert (apart("2012-03-01", "2012-02-28"), apart("", "2012-02-28")) == (2, None)


# Told once


def test_one_act_told_by_two_reports_is_one(told: Told) -> None:
    first = told.report("Ruritania vetoed the draft on Monday.", "2012-03-05")
    second = told.report("On Monday Ruritania and Graustark vetoed a text.", "2012-03-06")
    told.event(first, "REJECT", "Ruritania", "council", "vetoed", when=on("2012-03-05"))
    told.event(second, "REJECT", "Ruritania and Graustark", "sponsors", "vetoed", when=on("2012-03-05"))
    told.event(second, "REJECT", "Sylvania", "sponsors", "vetoed", when=on("2012-03-05"))
    told.event(second, "REJECT", "Ruritania", "council", "vetoed", when=on("2012-03-04"))
    corpus = told.corpus()
    assert [len(c) for c in together(corpus, corpus.all(Event))] == [2, 1, 1]


def test_a_denial_and_a_plan_are_not_the_deed(told: Told) -> None:
    report = told.report("The army shelled the town.", "2012-03-05")
    for fields in ({}, {"negated": True}, {"status": "planned"}):
        told.event(report, "ASSAULT", "army", "town", "shelled", when=on("2012-03-05"), **fields)
    corpus = told.corpus()
    assert len(together(corpus, corpus.all(Event))) == 3


def test_an_act_without_a_day_is_told_again_within_days(told: Told) -> None:
    for day in ("2012-03-05", "2012-03-06", "2012-03-20"):
        told.event(told.report(f"The rebels left the town. {day}", day), "RETREAT", "rebels", "town", "left")
    corpus = told.corpus()
    assert [len(c) for c in together(corpus, corpus.all(Event))] == [2, 1]


# Plans


@pytest.fixture
def visit(told: Told) -> Told:
    announced = told.report("The envoy, Berg, is to arrive in Strelsau on Saturday.", "2012-03-05")
    told.event(announced, "CONSULT", "Berg", "Ruritania", "arrive", status="planned", when=on("2012-03-10"), where=Where(name="Strelsau"))
    return told


def test_a_visit_is_ahead_until_its_day_is_past(visit: Told) -> None:
    (plan,) = plans(visit.corpus("2012-03-10"))
    assert (plan.ahead, plan.day) == (True, "2012-03-10")
    (plan,) = plans(visit.corpus("2012-03-11"))
    assert (plan.ahead, plan.outcome) == (False, None)


def test_a_visit_took_place(visit: Told) -> None:
    later = visit.report("Berg met the king in Strelsau on Saturday, and flew to Graustark on Sunday.", "2012-03-11")
    visit.event(later, "CONSULT", "Berg", "Graustark", "flew", when=on("2012-03-11"))
    met = visit.event(later, "CONSULT", "Berg", "king", "met", when=on("2012-03-10"), where=Where(name="Strelsau"))
    (plan,) = plans(visit.corpus())
    assert (plan.outcome, plan.later) == ("took place", met)


def test_a_visit_was_refused(visit: Told) -> None:
    later = visit.report("Ruritania turned down a visit by Berg.", "2012-03-09")
    visit.event(later, "REJECT", "Ruritania", "Berg", "turned down")
    (plan,) = plans(visit.corpus("2012-03-12"))
    assert plan.outcome == "refused or not done"


def test_what_another_did_is_no_outcome(visit: Told) -> None:
    later = visit.report("Okoye met the king in Strelsau. The opposition rejected the words of Berg.", "2012-03-11")
    visit.event(later, "CONSULT", "Okoye", "king", "met", when=on("2012-03-10"))
    visit.event(later, "REJECT", "opposition", "Berg", "rejected", when=on("2012-03-10"))
    (plan,) = plans(visit.corpus("2012-03-12"))
    assert plan.outcome is None


def test_to_refuse_what_a_visitor_says_is_not_to_refuse_the_visit(visit: Told) -> None:
    later = visit.report("Ruritania rejected a call for dialogue by Berg.", "2012-03-09")
    visit.event(later, "REJECT", "Ruritania", "Berg", "rejected")
    (plan,) = plans(visit.corpus("2012-03-12"))
    assert plan.outcome is None


def test_two_announcements_of_one_day_are_one_plan(visit: Told) -> None:
    again = visit.report("Ruritania will receive Berg on Saturday.", "2012-03-06")
    visit.event(again, "CONSULT", "Berg", "court", "receive", status="planned", when=on("2012-03-10"))
    (plan,) = plans(visit.corpus("2012-03-07"))
    assert len(plan.told) == 2


def test_refusals(told: Told) -> None:
    report = told.report("Ruritania refused the convoy entry, rejected the draft, and did not allow Berg in.", "2012-03-05")
    kept_out = told.event(report, "REJECT", "Ruritania", "convoy", "refused")
    not_let_in = told.event(report, "CONCEDE", "Ruritania", "Berg", "allow", negated=True)
    told.event(report, "AGREE", "Ruritania", "Graustark", "draft", negated=True)
    assert [c[0] for c in refusals(told.corpus())] == [kept_out, not_let_in]


# Counts


def test_totals_are_a_series_for_each_source_and_rivals_stand_side_by_side(told: Told) -> None:
    for day, low, by in (
        *(("2012-03-01", 7500, "UN"), ("2012-03-02", 7500, "UN"), ("2012-03-06", 8000, "activists")),
        *(("2012-03-30", 9000, "UN"), ("2012-03-06", 60, "activists")),
    ):
        told.figure(told.report(f"{low} {by} {day}", day), low, by, of="people")
    corpus = told.corpus()
    (killed,) = counts(corpus)
    assert [(s.source, [f.low for f in s.figures]) for s in killed.totals] == [("UN", [7500, 7500, 9000]), ("activists", [8000])]
    assert sorted(f.low or 0 for f in rival_totals(corpus, killed)) == [7500, 8000]
    assert [[f.low for f in c] for c in killed.single] == [[60]]


def test_counts_of_others_or_of_the_past_are_no_totals(told: Told) -> None:
    report = told.report("2500 soldiers", "2012-03-05")
    told.figure(report, 2500, "officials", of="soldiers")
    told.figure(report, 20000, "officials", of="people", when=When(start="1982-01-01", end="1982-12-31", precision="year"))
    told.figure(report, 3000, "officials", of="people", when=on("2012-03-04"))
    (killed,) = counts(told.corpus())
    assert (killed.totals, len(killed.single)) == ([], 3)


def test_rivals_count_the_same_people_at_the_same_place_on_the_same_day(told: Told) -> None:
    here, there = Where(name="Zenda"), Where(name="Hentzau")
    first, second = told.report("70 people", "2012-03-05"), told.report("16 people", "2012-03-06")
    told.figure(first, 70, "activists", of="people", where=here, when=on("2012-03-04"))
    told.figure(second, 16, "the ministry", where=here, when=on("2012-03-04"))
    told.figure(second, 2, "the embassy", of="journalists", where=here, when=on("2012-03-04"))
    told.figure(second, 5, "the mayor", of="people", where=there, when=on("2012-03-04"))
    corpus = told.corpus()
    assert [[f.low for f in found] for found in rivals(corpus, counts(corpus)[0])] == [[70, 16]]


def test_a_vague_count_that_goes_with_another_is_no_rival(told: Told) -> None:
    place, day = Where(name="Zenda"), on("2012-03-04")
    for low, bound in ((28, "exact"), (24, "vague")):
        told.figure(told.report(f"{low} people", "2012-03-05"), low, f"source {low}", of="people", where=place, when=day, bound=bound)
    corpus = told.corpus()
    assert rivals(corpus, counts(corpus)[0]) == []


def test_what_bears_no_date_is_left_out_of_a_day(told: Told) -> None:
    dated, undated = told.report("dated", "2012-03-05"), make_report("undated", ref="u")
    told.reports.append(undated)
    assert set(told.corpus("2012-03-06").reports) == {dated.id}
    assert set(told.corpus().reports) == {dated.id, undated.id}


def test_a_faulty_vocabulary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "toml", lambda file: {"admittance": ["Visit"], "visiting": ["visit"], "anyone": ["people"]})
    words.vocabulary.cache_clear()
    with pytest.raises(LexiconError, match="admittance"):
        words.vocabulary()
    monkeypatch.undo()
    assert words.vocabulary().admittance.search("an early visit")


def test_a_mention_that_is_tied_to_an_actor_meets_one_that_is_not() -> None:
    for tied, bare in (
        (party("Syria", actor="gov:SYR"), party("Syria")),
        (party("Bashar Assad", actor="person:bashar-al-assad"), party("Bashar al-Assad")),
        (party("Arab League", actor="org:arab-league"), party("the Arab League")),
    ):
        assert party_key(tied) == party_key(bare)
