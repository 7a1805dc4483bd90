"""What records of several reports add up to: days, counts side by side, whom a name means."""

import pytest
from made import Told, on, party

from dateline.errors import LexiconError
from dateline.merge import vocabulary as words
from dateline.merge.counts import counts, rival_totals, rivals
from dateline.merge.days import apart, end_of, is_long, one_day, shifted, start_of
from dateline.merge.keys import party_key
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
