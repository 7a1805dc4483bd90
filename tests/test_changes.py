"""What is new, changed and withdrawn between two states of the record, and since a moment."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Told, on, party

from dateline.errors import DatelineError
from dateline.faces import api
from dateline.faces.brief.words import figure_words
from dateline.faces.cli import main
from dateline.merge.changes import Kind, changes_between
from dateline.merge.corpus import Corpus
from dateline.merge.state import State
from dateline.records import Event, Figure, Record
from dateline.span import Span
from dateline.store import Store
from dateline.text.make import make_report
from dateline.text.report import Report

TEXT = "The army shelled Homs on Monday and at least 12 people were killed, residents said."
DAY = on("2012-03-05")
NOTICE = "This story has been withdrawn."


def tell(told: Told, text: str = TEXT, published: str = "2012-03-06", publisher: str = "One", killed: int = 12) -> Report:
    """A report of the shelling, with the number killed."""
    report = told.report(text, published, publisher)
    told.event(report, "ASSAULT", "the army", "Homs", "shelled", when=DAY)
    told.figure(report, killed, by="residents", when=DAY, scope="event")
    return report


def state(told: Told, *reports: Report, decided: dict[tuple[str, str], str] | None = None) -> State:
    """The state in which these reports count."""
    return State(Corpus.of(reports, told.records), decided or {})  # type: ignore[arg-type]


def kinds(before: State, after: State) -> tuple[list[Kind], list[str]]:
    """What became of happenings and of figures."""
    found = changes_between(before, after)
    return [c.change for c in found.happenings], [c.change for c in found.figures]


def test_between_a_state_and_itself_nothing_changed() -> None:
    told = Told()
    now = state(told, tell(told), tell(told, publisher="Another"))
    assert changes_between(now, now) == ((), ())


def test_new_and_withdrawn() -> None:
    told = Told()
    one = tell(told)
    rain = told.report("The envoy met the minister in Cairo on Friday.", "2012-03-10")
    told.event(rain, "CONSULT", "the envoy", "the minister", "met", when=on("2012-03-09"))
    before, after = state(told, one), state(told, one, rain)
    assert kinds(before, after) == (["new"], [])
    assert kinds(after, before) == (["withdrawn"], [])
    assert kinds(state(told), before) == (["new"], ["new"])
    found = changes_between(before, state(told))
    assert (found.happenings[0].before, found.happenings[0].after) == (before.happenings[0], None)
    assert [(c.change, c.before) for c in found.figures] == [("withdrawn", before.corpus.all(Figure)[0])]


def test_a_field_that_an_other_tells_otherwise_has_changed() -> None:
    told = Told()
    one = tell(told)
    two = told.report("Rebels and the army shelled Homs on Monday.", "2012-03-06", "Another")
    told.event(two, "ASSAULT", "the army and rebels", "Homs", "shelled", when=DAY)
    (change,) = changes_between(state(told, one), state(told, one, two)).happenings
    assert change.change == "changed"
    assert {f.field: (f.before, f.after) for f in change.fields} == {
        "actors": (("the army",), ("the army", "rebels")),
        "origins": (("1",), ("2",)),
    }


def test_what_was_parted_and_joined_by_people() -> None:
    told = Told()
    one, two = tell(told), tell(told, "On Monday the army shelled Homs, people there said.", publisher="Another")
    left, right = sorted(r.id for r in told.records if isinstance(r, Event))
    together, apart = state(told, one, two), state(told, one, two, decided={(left, right): "different"})
    assert (len(together.happenings), len(apart.happenings)) == (1, 2)
    assert sorted(kinds(together, apart)[0]) == ["changed", "parted"]
    assert sorted(kinds(apart, together)[0]) == ["changed", "joined"]


def test_an_edited_report_changes_what_it_said() -> None:
    told = Told()
    old = tell(told)
    new = msgspec.structs.replace(tell(told, TEXT.replace("12", "14"), killed=14), ref=old.ref)
    before, after = state(told, old), state(told, new)
    found = changes_between(before, after)
    assert found.happenings == (), "the same attack, by another id"
    (change,) = found.figures
    assert (change.change, change.before and change.before.low, change.after and change.after.low) == ("changed", 12, 14)
    assert kinds(before, state(told, msgspec.structs.replace(new, ref="elsewhere"))) == (["new", "withdrawn"], ["new", "withdrawn"])


def test_what_a_newer_reader_reads_otherwise_is_the_same_happening() -> None:
    told = Told()
    one = tell(told)
    event, figure = told.records
    assert isinstance(event, Event)
    again: list[Record] = [msgspec.structs.replace(event, id="other", type="COERCE", actors=(party("troops"),)), figure]
    (change,) = changes_between(state(told, one), State(Corpus.of([one], again))).happenings
    assert (change.change, [f.field for f in change.fields]) == ("changed", ["types", "actors"])


def test_a_figure_that_did_not_stand_is_withdrawn_too() -> None:
    told = Told()
    first, second = tell(told, killed=9), tell(told, "The army shelled Homs on Monday; 15 were killed, residents said.", "2012-03-07", killed=15)
    assert len(state(told, first, second).courses) == 1
    (change,) = changes_between(state(told, first, second), state(told, second)).figures
    assert (change.change, change.before and change.before.low, change.after) == ("withdrawn", 9, None)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_every_happening_is_the_same_or_told_as_changed(before: set[int], after: set[int]) -> None:
    told = Told()
    reports = [tell(told, f"{TEXT} It was day {k // 2}.", f"2012-03-0{k + 1}", f"Outlet {k}", 12 + k % 3) for k in range(6)]
    one, other = (state(told, *(reports[k] for k in chosen)) for chosen in (sorted(before), sorted(after)))
    found, back = changes_between(one, other), changes_between(other, one)
    news = [c for c in found.happenings if c.change == "new"]
    gone = [c for c in found.happenings if c.change == "withdrawn"]
    assert len(other.happenings) - len(news) == sum(bool({*h.events} & {e for o in one.happenings for e in o.events}) for h in other.happenings)
    assert (len(news), len(gone)) == tuple(sum(c.change == kind for c in back.happenings) for kind in ("withdrawn", "new"))


# By the store's clock and by the news


@pytest.fixture
def told() -> Told:
    told = Told()
    tell(told)
    tell(told, "On Monday the army shelled Homs, people there said, and 15 were killed.", "2012-03-07", "Another", 15)
    return told


@pytest.fixture
def store(told: Told, tmp_path: Path) -> Path:
    path = tmp_path / "s.sqlite"
    with Store.open(path) as kept:
        for report in told.reports:
            keep(kept, told, report)
    return path


def keep(store: Store, told: Told, report: Report, reader: str = "1") -> str:
    """Keeps a report; the moment."""
    assert store.add(report, [r for r in told.records if r.report == report.id], reader=reader)
    assert store.moment is not None
    return store.moment


def after(path: Path) -> str:
    """The moment after all that was kept."""
    with Store.open(path, read_only=True) as kept:
        assert kept.moment is not None
        return (datetime.fromisoformat(kept.moment) + timedelta(microseconds=1)).isoformat()


def test_changes_tell_what_is_new_read_again_replaced_and_put_right(told: Told, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = told.reports
    since = after(store)
    assert not api.changes(store, since)
    assert main(["changes", "--since", since, "--store", str(store)]) == 1
    edited = make_report(second.text + " Nobody was told why.", ref=second.ref, published="2012-03-08", publisher="Another")
    with Store.open(store) as kept:
        keep(kept, told, first, "2")
        kept.add(edited, [])
        then = kept.moment
    made = api.judge(store, "reject", told.records[0].id, author="ann")
    found = api.changes(store, since)
    assert (found.new, found.read_again, found.replaced, found.withdrawn) == ((edited,), (first,), (second,), ())
    assert found.corrections == (made,)
    assert [c.change for c in found.happenings] == ["withdrawn"]
    assert [(c.change, "at least 15 → at least 12" in c.words) for c in found.figures] == [("changed", True)], "what it said before stands again"
    assert api.changes(store, since, kept=then).corrections == ()
    assert len(api.changes(store, "2012-03-06").new) == 3
    capsys.readouterr()
    assert main(["changes", "--since", since, "--store", str(store)]) == 0
    out = capsys.readouterr().out
    heads = ["New reports", "Read again", "Replaced by a newer version", "Put right", "Happenings: withdrawn", "Figures: changed"]
    assert [line.removeprefix("## ") for line in out.splitlines() if line.startswith("#")] == heads
    assert made.id[:8] in out
    with pytest.raises(DatelineError):
        api.changes(store, "March")


def test_of_many_changes_the_newest_are_shown_and_how_to_see_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told, path = Told(), tmp_path / "many.sqlite"
    with Store.open(path) as kept:
        for day in range(25, 0, -1):
            kept.add(told.report(f"Nothing happened on day {day}.", f"2012-03-{day:02}"), [])
    assert main(["changes", "--since", "2000-01-01", "--store", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\nthe newest 20 of 25: --all shows every one\n" in out
    shown = [line.rpartition(", ")[2] for line in out.splitlines() if line.startswith("- ")]
    assert (len(shown), shown[0], shown[-1]) == (20, "6 Mar 2012", "25 Mar 2012")
    assert main(["changes", "--since", "2000-01-01", "--all", "--store", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.count("\n- ") == 25
    assert "newest" not in out


def test_the_clock_is_named_and_the_other_where_nothing_is_new(told: Told, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", "--since", "2000-01-01", "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("Since 2000-01-01 by the clock of this store")
    assert main(["changes", "--since", "2999-01-01", "--store", str(store)]) == 1
    assert "by the clock of this store" in (told := capsys.readouterr().err)
    assert "--by published" in told


def test_what_has_no_name_of_its_own_is_told_by_whom_it_counts() -> None:
    one = Figure(what="other", low=30, high=30, of="observers", text="30", bound="exact", span=Span(0, 2))
    assert figure_words(one) == "30 observers"
    assert figure_words(msgspec.structs.replace(one, what="killed", of="people")) == "killed 30 people"


def test_the_effects_of_a_withdrawal_are_seen(told: Told, store: Path) -> None:
    _, second = told.reports
    since = after(store)
    notice = make_report(NOTICE, ref=second.ref, published="2012-03-09", publisher="Another")
    with Store.open(store) as kept:
        kept.add(notice, [])
    found = api.changes(store, since)
    assert (found.withdrawn, found.replaced) == ((second,), ())
    (change,) = found.happenings
    assert (change.change, [f.field for f in change.fields]) == ("changed", ["origins"])
    assert [(c.change, "15" in c.words) for c in found.figures] == [("changed", True)]
    assert api.happenings(store)[0].reports == 1
    assert api.happenings(store, as_of="2012-03-08")[0].reports == 2


def test_what_the_news_of_some_days_changed(told: Told, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = told.reports
    found = api.changes(store, "2012-03-07", by="published")
    assert (found.new, found.replaced, found.read_again) == ((second,), (), ())
    assert [f.field for f in found.happenings[0].fields] == ["origins"]
    assert not api.changes(store, "2012-03-08", by="published")
    assert api.changes(store, "2012-03-05", by="published", as_of="2012-03-06").new == (first,)
    assert main(["changes", "--since", "2012-03-07", "--by", "published", "--store", str(store)]) == 0
    assert "1 → 2" in capsys.readouterr().out
