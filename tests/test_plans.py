"""Plans and what became of them: small stories in cases/plans.yml, read and followed; and what no story can tell."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Told, on

from dateline.annotate import annotate
from dateline.errors import DatelineError
from dateline.faces import api
from dateline.faces.agenda import Wanted, agenda_rows, make_agenda
from dateline.faces.cli import main
from dateline.faces.rows import markdown
from dateline.merge.corpus import Corpus
from dateline.merge.judgement import pair_of
from dateline.merge.plans import Plan, is_refusal, plans
from dateline.merge.state import State
from dateline.pipeline import records_of
from dateline.records import Event, Record
from dateline.resolve.parts import Where
from dateline.store import Store
from dateline.text.make import make_report

Story = dict[str, Any]
STORIES: list[Story] = yaml.safe_load((Path(__file__).parent / "cases" / "plans.yml").read_text("utf-8"))


def _corpus(story: Story) -> Corpus:
    reports, records = [], list[Record]()
    for k, (day, publisher, text) in enumerate(story["reports"]):
        reports.append(make_report(text, ref=f"r{k}", published=str(day), publisher=publisher))
        records += records_of(reports[-1], annotate(reports[-1]))[0]
    return Corpus.of(reports, records, str(story["as_of"]) if "as_of" in story else None)


def _told(plan: Plan) -> dict[str, object]:
    return {"when": plan.day, "outcome": plan.outcome, "steps": [f"{s.state} {s.to}" if s.to else s.state for s in plan.steps]}


@pytest.mark.parametrize("story", STORIES, ids=[s["story"] for s in STORIES])
def test_story(story: Story) -> None:
    corpus, wanted = _corpus(story), dict(story["plan"])
    who, day = wanted.pop("who"), wanted["when"]
    found = [p for p in plans(State(corpus)) if who is None or who in (*p.actors, *p.recipients)]
    assert [_told(p) for p in found] == [{**wanted, "when": str(day) if day else None}]


def _plans(told: Told, as_of: str | None = None, **more: object) -> list[Plan]:
    corpus = told.corpus(as_of)
    return plans(State(corpus, **more))  # type: ignore[arg-type]


def _visit() -> Told:
    """A visit that is announced for the 10th."""
    told = Told()
    announced = told.report("The envoy, Berg, is to arrive in Strelsau on Saturday.", "2012-03-05")
    told.event(announced, "CONSULT", "Berg", "Ruritania", "arrive", status="planned", when=on("2012-03-10"), where=Where(name="Strelsau"))
    return told


def _week() -> Told:
    """That visit, one of the 20th that was refused, and one of February."""
    told = _visit()
    first = told.report("Okoye was to see Graustark on 20 February.", "2012-02-18", "South Post")
    told.event(first, "CONSULT", "Okoye", "Graustark", "see", status="planned", when=on("2012-02-20"), where=Where(name="Graustark"))
    second = told.report("The nuncio will visit Zenda on 20 March.", "2012-03-06", "South Post")
    told.event(second, "CONSULT", "Nuncio", "Zenda", "visit", status="planned", when=on("2012-03-20"), where=Where(name="Zenda"))
    third = told.report("Zenda refused the nuncio entry.", "2012-03-07", "South Post")
    told.event(third, "REJECT", "Zenda", "Nuncio", "refused")
    return told


@pytest.fixture
def visit() -> Told:
    return _visit()


@pytest.fixture
def week() -> Told:
    return _week()


def test_a_plan_is_ahead_until_its_day_is_past(visit: Told) -> None:
    assert [p.outcome for p in _plans(visit, "2012-03-10")] == ["ahead"]
    assert [p.outcome for p in _plans(visit, "2012-03-11")] == ["unknown"]


def test_a_plan_stands_as_it_was_known_on_a_day(visit: Told) -> None:
    later = visit.report("Berg met the king in Strelsau on Saturday.", "2012-03-11")
    met = visit.event(later, "CONSULT", "Berg", "king", "met", when=on("2012-03-10"), where=Where(name="Strelsau"))
    assert [(p.outcome, p.later) for p in _plans(visit, "2012-03-10")] == [("ahead", None)]
    (plan,) = _plans(visit)
    assert (plan.outcome, plan.later, plan.steps[-1].event) == ("took place", met.id, met.id)
    assert plan.steps[-1].reasons == ("the same who", "the same place", "its day", "its words", "one happening")


def test_what_a_person_decided_wins(visit: Told) -> None:
    later = visit.report("Berg met the king in Strelsau on Saturday.", "2012-03-11")
    met = visit.event(later, "CONSULT", "Berg", "king", "met", when=on("2012-03-10"), where=Where(name="Strelsau"))
    spoke = visit.event(later, "REQUEST", "Okoye", "king", "Saturday", when=on("2012-03-10"))
    announced = visit.records[0]
    assert [p.outcome for p in _plans(visit, decided={pair_of(announced.id, met.id): "different"})] == ["unknown"]
    (plan,) = _plans(visit, decided={pair_of(announced.id, met.id): "different", pair_of(announced.id, spoke.id): "same"})
    assert (plan.later, plan.steps[-1].reasons) == (spoke.id, ("decided by a person",))


def test_what_is_not_dated_is_no_deadline() -> None:
    told = Told()
    report = told.report("The army will withdraw.", "2012-03-05")
    told.event(report, "RETREAT", "army", "", "withdraw", status="planned")
    assert not _plans(told)


def test_undated_reports_are_no_harm(visit: Told) -> None:
    visit.reports.append(make_report("Berg is to arrive.", ref="u"))
    visit.event(visit.reports[-1], "CONSULT", "Berg", "Ruritania", "arrive", status="planned")
    assert {p.outcome for p in _plans(visit)} <= {"ahead", "unknown"}
    undated = Told()
    undated.reports.append(visit.reports[-1])
    undated.event(undated.reports[-1], "CONSULT", "Berg", "Ruritania", "arrive", status="planned")
    assert [p.outcome for p in _plans(undated)] == ["ahead"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_order_of_reports_does_not_matter(data: st.DataObject) -> None:
    told = _week()
    found = _plans(told)
    told.reports = data.draw(st.permutations(told.reports))
    told.records = data.draw(st.permutations(told.records))
    assert _plans(told) == found


def test_refusals() -> None:
    told = Told()
    report = told.report("Ruritania refused the convoy entry, rejected the draft, and did not allow Berg in.", "2012-03-05")
    kept_out = told.event(report, "REJECT", "Ruritania", "convoy", "refused")
    not_let_in = told.event(report, "CONCEDE", "Ruritania", "Berg", "allow", negated=True)
    told.event(report, "AGREE", "Ruritania", "Graustark", "draft", negated=True)
    corpus = told.corpus()
    assert [e for e in corpus.all(Event) if is_refusal(corpus, e)] == [kept_out, not_let_in]


# The agenda


def _due(told: Told, as_of: str | None = None, **wanted: str) -> list[tuple[str | None, str]]:
    return [(d.plan.day, d.plan.outcome) for d in make_agenda(State(told.corpus(as_of)), Wanted(**wanted))]


def test_the_agenda_is_what_lies_ahead_and_the_last_days(week: Told) -> None:
    assert _due(week, "2012-03-07") == [("2012-03-10", "ahead"), ("2012-03-20", "refused")]
    assert _due(week, "2012-03-06") == [("2012-03-10", "ahead"), ("2012-03-20", "ahead")]
    assert _due(week, "2012-02-18") == [("2012-02-20", "ahead")]


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        ({"since": "2012-02-01", "until": "2012-03-10"}, ["2012-02-20", "2012-03-10"]),
        ({"since": "2012-03-11"}, ["2012-03-20"]),
        ({"until": "2012-02-20"}, ["2012-02-20"]),
        ({"place": "Zenda"}, ["2012-03-20"]),
        ({"actor": "berg"}, ["2012-03-10"]),
        ({"actor": "ber"}, []),
        ({"outcome": "refused"}, ["2012-03-20"]),
    ],
)
def test_the_agenda_is_asked(week: Told, wanted: dict[str, str], days: list[str]) -> None:
    assert [day for day, _ in _due(week, **wanted)] == days


def test_an_outcome_that_no_plan_has_is_misuse(week: Told) -> None:
    with pytest.raises(DatelineError, match="took place"):
        _due(week, outcome="done")


def test_what_nobody_tells_the_end_of_stands_apart() -> None:
    told = Told()
    first = told.report("Berg will visit Zenda on 7 March.", "2012-03-05")
    told.event(first, "CONSULT", "Berg", "Zenda", "visit", status="planned", when=on("2012-03-07"), where=Where(name="Zenda"))
    told.report("Nothing new.", "2012-03-09")
    lines = markdown(agenda_rows(make_agenda(State(told.corpus()), Wanted()))).splitlines()
    assert lines[0] == "## Was due, and nobody says what became of it"
    assert lines[2] == "- **unknown** · Wed 7 Mar 2012 · Berg will visit Zenda on 7 March"


def test_the_agenda_shows_each_step_with_its_sentence(week: Told) -> None:
    shown = markdown(agenda_rows(make_agenda(State(week.corpus()), Wanted(actor="nuncio"))))
    assert shown.splitlines()[0] == "## Tue 20 Mar 2012"
    assert "- **refused** · " in shown
    assert "**announced** 6 Mar 2012: South Post" in shown
    assert "**refused** 7 Mar 2012: South Post · because: the same who, the same other party" in shown
    assert "“**Zenda refused the nuncio entry.**”" in shown


def test_the_command(week: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "kept.sqlite")
    with closing(Store.open(file)) as store:
        for report in week.reports:
            store.add(report, [r for r in week.records if r.report == report.id])
    assert main(["agenda", "--store", file, "--outcome", "refused", "--markdown"]) == 0
    assert "## Tue 20 Mar 2012" in capsys.readouterr().out
    assert main(["agenda", "--store", file, "--actor", "nobody"]) == 1
    assert "nothing is due" in capsys.readouterr().err
    assert [d.plan.day for d in api.agenda(file, until="2012-03-10", since="2012-03-01")] == ["2012-03-10"]
