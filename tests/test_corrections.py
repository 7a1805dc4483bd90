"""Corrections by people: they win, they last, and they can be taken back."""

import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Told, on
from strategies import any_of

from dateline.errors import DatelineError, RecordMissing, StoreError
from dateline.faces import api
from dateline.faces.brief import rows_of
from dateline.faces.cli import main
from dateline.faces.in_words import in_words
from dateline.faces.judging import question_rows
from dateline.faces.marks import quote
from dateline.faces.put_right import weighed_rows
from dateline.faces.rows import markdown
from dateline.merge.clusters import Clusters
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import Action, Correction, Places, corrected, fitting, in_force, target_of
from dateline.merge.facts import facts
from dateline.merge.happening import happenings
from dateline.records import Event, Figure, Record, Statement
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party, When, Where
from dateline.span import Span
from dateline.store import Store
from dateline.store.schema import CORRECTION
from dateline.text.report import Report

TEXT = "The army shelled Homs on Monday and 12 people were killed."
EDITS: dict[Action, dict[str, str]] = {"edit": {"mode": '"x"'}}
_numbers = count()


def correction(action: Action, *records: Record, undoes: str | None = None, **edit: str) -> Correction:
    """A correction of `records`; an edit as `field="value"`, in JSON."""
    field, value = next(iter(edit.items()), (None, None))
    targets = tuple(target_of(r) for r in records)
    return Correction(
        id=f"c{next(_numbers)}",
        action=action,
        targets=targets,
        field=field,
        value=value,
        undoes=undoes,
        author="ann",
        at="2012-03-07T08:00:00+00:00",
    )


@pytest.fixture
def told() -> Told:
    """Two reports that tell of one attack, the first with a figure and a statement that hold it."""
    told = Told()
    one = told.report(TEXT, "2012-03-06")
    event = told.event(one, "ASSAULT", "the army", "Homs", "shelled", when=on("2012-03-05"), factuality=2.8)
    at = TEXT.index("12")
    figure = Figure(what="killed", low=12, high=12, text="12 people", event=event.id, span=Span(at, len(TEXT) - 1), bound="exact")
    statement = Statement(content=Span(0, len(TEXT)), holds=(event.id,), span=Span(0, len(TEXT)))
    told.records += with_ids([figure, statement], one.id)
    two = told.report("On Monday the army shelled Homs again, people there said.", "2012-03-06", "Another")
    told.event(two, "ASSAULT", "the army", "Homs", "shelled", when=on("2012-03-05"), factuality=0.4, certainty="possible")
    return told


@pytest.fixture
def store(told: Told, tmp_path: Path) -> Path:
    """A store that holds them."""
    path = tmp_path / "s.sqlite"
    with Store.open(path) as kept:
        for report in told.reports:
            kept.add(report, [r for r in told.records if r.report == report.id], reader="1")
    return path


def _parts(told: Told) -> tuple[Event, Figure, Statement, Event]:
    event, figure, statement, other = told.records
    assert isinstance(event, Event)
    assert isinstance(figure, Figure)
    assert isinstance(statement, Statement)
    assert isinstance(other, Event)
    return event, figure, statement, other


def _again(path: Path, report: Report, *records: Record) -> None:
    with Store.open(path) as kept:
        assert kept.add(report, list(records), reader="2")


# What they do


def test_without_corrections_the_records_are_the_reader_s(told: Told) -> None:
    assert corrected(told.records, []) == (told.records, {}, frozenset(), [])


def test_what_is_rejected_is_left_out_and_nothing_refers_to_it(told: Told) -> None:
    event, figure, statement, other = _parts(told)
    records, _, accepted, lost = corrected(told.records, [correction("reject", event)])
    assert records == [msgspec.structs.replace(figure, event=None), msgspec.structs.replace(statement, holds=()), other]
    assert (accepted, lost) == (frozenset(), [])


def test_the_last_word_wins(told: Told) -> None:
    event, figure, *_ = _parts(told)
    now = corrected(
        told.records, [correction("reject", event), correction("accept", event), correction("accept", figure), correction("reject", figure)]
    )
    assert event in now.records
    assert now.accepted == frozenset({event.id})
    assert figure.id not in {r.id for r in now.records}
    now = corrected(told.records, [correction("edit", figure, low="14"), correction("edit", figure, low="15")])
    assert [r.low for r in now.records if isinstance(r, Figure)] == [15]


def test_an_edit_changes_one_field(told: Told) -> None:
    event, *rest = _parts(told)
    records = corrected(told.records, [correction("edit", event, type='"PROTEST"'), correction("edit", event, negated="true")]).records
    assert records == [msgspec.structs.replace(event, type="PROTEST", quad="material conflict", negated=True), *rest]


def test_what_hangs_on_a_type_goes_with_it(told: Told) -> None:
    event, *_ = _parts(told)
    read = msgspec.structs.replace(event, mode="aerial", cameo="195", quad="material conflict")
    edits = [correction("edit", read, type='"REQUEST"'), correction("edit", read, mode='"meet"')]
    for made, mode in ((edits[:1], None), (edits, "meet"), (edits[::-1], None)):
        (now,) = corrected([read], made).records
        assert isinstance(now, Event)
        assert (now.type, now.quad, now.mode, now.cameo) == ("REQUEST", "verbal conflict", mode, None)
    (same,) = corrected([read], [correction("edit", read, type=f'"{read.type}"')]).records
    assert same == read


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [("type", "PROTEST", '"PROTEST"'), ("negated", "true", "true"), ("type", '"AID"', '"AID"'), ("where", "null", "null"), ("mode", "12", '"12"')],
)
def test_a_value_is_json_or_plain_words(field: str, text: str, value: str) -> None:
    assert fitting(Event, field, text) == value


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("when", "2012-03-05", When(start="2012-03-05", end="2012-03-05", precision="day", value="2012-03-05", basis="stated")),
        ("where", "zenda", Where("Zenda", country="RUR", inside=Where("Ruritania", country="RUR"))),
        ("where", "Ruritania", Where("Ruritania", country="RUR")),
        ("where", "Strelsau", Where("Strelsau")),
        ("actors", "the Guard; Berg", [Party("Royal Guard", "the Guard", "org:royal-guard"), Party("Berg", "Berg")]),
        ("actors", "[]", None),
        ("where", "null", None),
        ("when", "yesterday", None),
        ("mode", "raid", None),
    ],
)
def test_a_day_a_place_and_actors_are_given_in_plain_words(field: str, words: str, value: object) -> None:
    told = Told()
    zenda = Where("Zenda", country="RUR", span=Span(0, 2), inside=Where("Ruritania", country="RUR", span=Span(3, 5)))
    event = told.event(told.report(TEXT, "2012-03-06"), "ASSAULT", trigger="shelled", where=zenda)
    guard = msgspec.structs.replace(event, actors=(Party("Royal Guard", "The Guard", "org:royal-guard", span=Span(0, 3)),))
    found = in_words(field, words, [guard])
    assert (found and json.loads(found)) == (value and json.loads(msgspec.json.encode(value)))


@pytest.mark.parametrize(
    ("field", "text"), [("negated", "perhaps"), ("where", "Homs"), ("colour", "red"), ("id", "x"), ("report", "x"), ("status", "odd")]
)
def test_what_fits_no_field_is_refused(field: str, text: str) -> None:
    with pytest.raises(DatelineError, match=field):
        fitting(Event, field, text)


def test_an_undoing_takes_back_and_can_itself_be_undone(told: Told) -> None:
    event, *_ = _parts(told)
    first = correction("reject", event)
    second = correction("undo", undoes=first.id)
    third = correction("undo", undoes=second.id)
    assert in_force([first]) == [first]
    assert in_force([first, second]) == []
    assert in_force([first, second, third]) == [first]
    assert corrected(told.records, [first, second]).records == told.records


def test_merge_and_split_decide_the_happenings(told: Told) -> None:
    event, _, _, other = _parts(told)

    def groups(*made: Correction) -> int:
        now = corrected(told.records, made)
        return len(happenings(Corpus.of(told.reports, now.records), now.decided))

    merge, split = correction("merge", event, other), correction("split", event, other)
    assert groups(split) == 2
    assert groups(split, merge) == 1
    assert groups(merge, split) == 2
    assert groups(merge, split, correction("undo", undoes=split.id)) == 1
    assert groups(split, correction("reject", other)) == 1


def test_corrections_of_different_things_are_of_no_order() -> None:
    told = Told()
    report = told.report(TEXT * 9, "2012-03-06")
    events = [Event(type="ASSAULT", trigger=Span(k, k + 3), span=Span(k, k + 9)) for k in range(0, 90, 10)]
    records = with_ids(events, report.id)

    @given(st.lists(st.sampled_from(["accept", "reject", "edit", "merge", "split"]), min_size=4, max_size=4), st.randoms(use_true_random=False))
    def hold(actions: list[Action], shuffle: random.Random) -> None:
        made = [
            correction(action, *records[2 * k : 2 * k + (2 if action in ("merge", "split") else 1)], **EDITS.get(action, {}))
            for k, action in enumerate(actions)
        ]
        mixed = list(made)
        shuffle.shuffle(mixed)
        assert corrected(records, made) == corrected(records, mixed)

    hold()


@given(st.lists(st.tuples(st.sampled_from(["accept", "reject", "edit", "merge", "split"]), st.permutations(range(4))), max_size=6))
def test_what_is_wholly_undone_never_was(steps: list[tuple[Action, list[int]]]) -> None:
    told = Told()
    report = told.report(TEXT, "2012-03-06")
    records = with_ids([Event(type="ASSAULT", trigger=Span(k, k + 3), span=Span(k, k + 9)) for k in range(4)], report.id)
    made = [
        correction(action, *(records[k] for k in order[: 2 if action in ("merge", "split") else 1]), **EDITS.get(action, {}))
        for action, order in steps
    ]
    undone = [correction("undo", undoes=one.id) for one in made]
    assert corrected(records, made + undone) == (records, {}, frozenset(), [])
    back = [correction("undo", undoes=one.id) for one in undone]
    assert corrected(records, made + undone + back) == corrected(records, made)


# Through a newer reading


@given(st.data())
def test_what_stands_where_one_stood_is_found_as_if_all_were_looked_at(data: st.DataObject) -> None:
    spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(0, 12))
    ids, reports, types = st.uuids().map(str), st.sampled_from("ab"), st.sampled_from(["AID", "ASSAULT"])
    events = st.builds(Event, id=ids, report=reports, type=types, trigger=spans, span=spans)
    records, wanted = data.draw(st.lists(events, max_size=12)), target_of(data.draw(events))

    def shared(one: Event) -> float:
        both = min(one.span.end, wanted.span.end) - max(one.span.start, wanted.span.start)
        return both / max(one.span.end - one.span.start, wanted.span.end - wanted.span.start, 1)

    places = Places(records)
    while (found := places.found_again(wanted)) is not None:
        alike = [r for r in records if (r.report, r.type) == (wanted.report, wanted.type)]
        assert found is max(alike, key=shared)
        records.remove(found)
        places.take(found)
    assert all(shared(r) < 0.5 for r in records if (r.report, r.type) == (wanted.report, wanted.type))


def test_what_is_read_anew_is_found_again_by_its_place(told: Told, store: Path) -> None:
    event, figure, *_ = _parts(told)
    api.judge(store, "reject", event.id, author="ann")
    api.judge(store, "edit", figure.id, field="low", value="11", author="ann")
    report = told.reports[0]
    anew: list[Record] = [
        msgspec.structs.replace(event, span=Span(0, len(TEXT) - 9)),
        msgspec.structs.replace(figure, span=Span(figure.span.start + 3, figure.span.end)),
        msgspec.structs.replace(event, type="PROTEST"),
    ]
    _again(store, report, *with_ids(anew, report.id))
    with Store.open(store, read_only=True) as kept:
        assert not {event.id, figure.id} & {r.id for r in kept.records()}
        now = kept.corrected(report.id)
    assert [(r.type if isinstance(r, Event) else getattr(r, "low", None)) for r in now.records] == [11, "PROTEST"]
    assert now.lost == []


def test_what_is_found_no_more_is_told(told: Told, store: Path) -> None:
    event, figure, *_ = _parts(told)
    api.judge(store, "reject", event.id, author="ann")
    _again(store, told.reports[0], figure, msgspec.structs.replace(event, id="other", span=Span(40, 45)))
    with Store.open(store, read_only=True) as kept:
        now = kept.corrected()
    assert "other" in {r.id for r in now.records}
    (lost,) = now.lost
    assert (lost.subject, lost.stage, lost.span) == (told.reports[0].id, "correct", event.span)
    assert "ann" in lost.message
    assert lost.message in " ".join(piece.words for row in rows_of(api.brief(store)) for piece in row.pieces)


@pytest.mark.parametrize("action", ["edit", "add", "accept", "reject", "merge", "split"])
def test_one_that_is_of_nothing_does_no_harm(told: Told, action: Action) -> None:
    left = corrected(told.records, [correction(action)])
    assert (left.records, left.decided) == (told.records, {})
    assert [issue.subject for issue in left.lost] == ([""] if action == "add" else [])


def test_a_neighbour_that_a_person_named_is_not_taken_for_what_is_gone(told: Told) -> None:
    event, *_ = _parts(told)
    near = msgspec.structs.replace(event, id="near")
    anew: list[Record] = [near, *told.records[1:]]
    now = corrected(anew, [correction("reject", event), correction("accept", near)])
    assert near in now.records
    assert len(now.lost) == 1
    assert near not in corrected(anew, [correction("reject", event)]).records


# Kept


def test_corrections_are_kept_in_order_and_the_records_as_read(told: Told, store: Path) -> None:
    event, figure, *_ = _parts(told)
    made = [api.judge(store, "reject", event.id[:8], author="ann", reason="a drill"), api.judge(store, "accept", figure.id, author="bo")]
    made.append(api.judge(store, "undo", made[0].id[:6], author="bo"))
    assert api.corrections(store) == made
    assert [one.action for one in made] == ["reject", "accept", "undo"]
    with Store.open(store, read_only=True) as kept:
        assert list(kept.records()) == told.records
        assert kept.corrected().records == told.records
        with pytest.raises(StoreError):
            kept.correct(made[0])


@given(made=st.lists(any_of(Correction), unique_by=lambda one: one.id, max_size=4))
def test_any_correction_comes_back(made: list[Correction], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("s") / "s.sqlite"
    with Store.open(path) as kept:
        kept.correct(*made)
        assert kept.corrections() == made


def test_a_store_of_an_older_version_is_read_without_corrections(told: Told, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(f"DROP TABLE {CORRECTION.name}")
    with Store.open(store, read_only=True) as kept:
        assert kept.corrections() == []
        assert kept.corrected().records == told.records
    api.judge(store, "reject", told.records[0].id, author="ann")
    assert len(api.corrections(store)) == 1


_JUDGING = """
import sys
from dateline.faces import api
while True:
    print(api.judge(sys.argv[1], "accept", sys.argv[2], author="ann").id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_9_loses_no_correction_that_was_said_to_be_made(told: Told, store: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _JUDGING, store, told.records[0].id], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(5)]
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.read().split()
    kept = [one.id for one in api.corrections(store)]
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1


# What is shown


def test_every_verb_shows_the_corrected_records(told: Told, store: Path) -> None:
    event, figure, _, other = _parts(told)
    assert len(api.happenings(store)) == 1
    api.judge(store, "split", event.id, other.id, author="ann")
    assert len(api.happenings(store)) == 2
    api.judge(store, "reject", event.id, author="ann")
    api.judge(store, "edit", figure.id, field="low", value="11", author="ann")
    assert [h.happening.events for h in api.happenings(store)] == [(other.id,)]
    shown = api.open_record(store, figure.id).record
    assert isinstance(shown, Figure)
    assert (shown.low, shown.event) == (11, None)
    assert event.id not in {r.id for r in api.open_report(store, event.report)[1]}
    assert api.open_record(store, event.id).record == event, "what is rejected can still be looked at"
    api.judge(store, "reject", figure.id, author="ann")
    assert api.figures(store).courses == ()


def test_what_is_added_is_there_and_opens(told: Told, store: Path) -> None:
    report = told.reports[0]
    bare = Event(report=report.id, type="RETREAT", trigger=Span(0, 8), span=Span(0, 16))
    made = api.judge(store, "add", value=msgspec.json.encode(bare).decode(), author="ann")
    (target,) = made.targets
    assert target.record in {r.id for r in api.open_report(store, report.id)[1]}
    opened = api.open_named(store, target.record[:8])
    assert isinstance(opened, api.Opened)
    assert opened.quote.marked == "The army shelled"
    with pytest.raises(DatelineError, match="already"):
        api.judge(store, "add", value=made.value, author="ann")
    api.judge(store, "edit", target.record, field="status", value="planned", author="ann")
    record = api.open_record(store, target.record).record
    assert isinstance(record, Event)
    assert record.status == "planned"
    api.judge(store, "undo", made.id, author="ann")
    with pytest.raises(RecordMissing):
        api.open_named(store, target.record)


def test_what_makes_no_sense_is_refused_and_not_kept(told: Told, store: Path) -> None:
    event, figure, *_ = _parts(told)
    beyond = msgspec.json.encode(Figure(report=event.report, what="killed", text="9", span=Span(9, 999))).decode()
    for action, ids, edit in (
        ("merge", (event.id, figure.id), {}),
        ("split", (event.id, event.id), {}),
        ("edit", (event.id,), {"field": "colour", "value": "red"}),
        ("edit", (event.id,), {}),
        ("reject", (), {}),
        ("undo", ("nothing",), {}),
        ("add", (), {"value": "{}"}),
        ("add", (), {"value": beyond}),
        ("edit", (event.id,), {"field": "type", "value": "FIGHT"}),
        ("edit", (event.id,), {"field": "when", "value": "yesterday"}),
    ):
        with pytest.raises(DatelineError):
            api.judge(store, action, *ids, author="ann", **edit)  # type: ignore[arg-type]
    with pytest.raises(RecordMissing):
        api.judge(store, "accept", "nothing", author="ann")
    assert api.corrections(store) == []


# On the command line


def _keys(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))


def test_the_least_sure_is_asked_first_with_one_key_each(
    told: Told, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    event, figure, _, other = _parts(told)
    assert api.unsure(store) == [other, event, figure]
    _keys(monkeypatch, "n?yq")
    assert main(["judge", "--author", "ann", "--store", str(store)]) == 0
    out = capsys.readouterr().out
    assert out.index(other.id[:8]) < out.index(event.id[:8]) < out.index(figure.id[:8])
    assert "**On Monday the army shelled Homs again, people there said.**" in out
    assert [(c.action, c.targets[0].record, c.author) for c in api.corrections(store)] == [("reject", other.id, "ann"), ("accept", event.id, "ann")]
    assert api.unsure(store) == [figure]


def test_the_question_says_what_is_in_doubt() -> None:
    told = Told()
    report = told.report("In Zenda the market is closed. Dozens of people died on Monday.", "2012-03-05")
    where, when = Where(name="Zenda", precision="town", span=Span(3, 8)), on("2012-03-05")
    vague = {"bound": "vague", "text": "Dozens", "of": "people", "where": where, "when": when}
    figure = Figure(what="killed", low=24, span=Span(31, 47), id="f", report=report.id, **vague)
    lines = markdown(question_rows(api.Opened(figure, report, quote(report.text, figure.span)))).splitlines()
    assert lines[0] == "# Is this right?"
    assert lines[-2:] == [
        "- **read as**: killed “Dozens”, Zenda, Mon 5 Mar 2012",
        "- **in doubt**: how many “Dozens” are: it is kept as at least 24; the place, which is taken from another sentence",
    ]


def test_of_an_event_the_doubt_is_what_the_text_leaves_open() -> None:
    told = Told()
    report = told.report("Berg may visit Zenda.", "2012-03-05")
    event = told.event(report, "CONSULT", "Berg", "", "visit", status="planned", certainty="possible")
    (_, doubt) = markdown(question_rows(api.Opened(event, report, quote(report.text, event.span)))).splitlines()[-2:]
    assert doubt == "- **in doubt**: the text tells it as possible; whether it is rightly read as planned"


def test_where_nobody_answers_that_is_told(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _keys(monkeypatch, "")
    assert main(["judge", "--store", str(store)]) == 1
    assert "nobody answers" in capsys.readouterr().err


def test_a_round_edits_skips_and_takes_back(told: Told, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    event, _, _, other = _parts(told)
    _keys(monkeypatch, "e\nnegated=perhaps\ne\ntype=PROTEST\nsy\nu\nn\n")
    assert main(["judge", "--store", str(store)]) == 0
    assert "'perhaps' is no value of negated" in capsys.readouterr().out
    made = api.corrections(store)
    assert [one.action for one in made] == ["edit", "accept", "undo", "reject"]
    assert [one.targets[0].record for one in in_force(made)] == [other.id, event.id]
    _keys(monkeypatch, "y")
    assert main(["judge", "--store", str(store)]) == 0
    assert main(["judge", "--store", str(store)]) == 1


def test_one_decision_by_options(told: Told, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event, figure, _, other = _parts(told)
    at = ["--store", str(store), "--author", "ann"]
    assert main(["judge", "--list", *at]) == 1
    assert main(["judge", event.id, "--reject", "--reason", "a drill", *at]) == 0
    assert main(["judge", figure.id, "--set", "of=civilians", *at]) == 0
    assert main(["judge", event.id, other.id, "--different", *at]) == 0
    assert main(["judge", other.id, "--accept", *at]) == 0
    first = api.corrections(store)[0]
    assert main(["judge", "--undo", first.id[:8], *at]) == 0
    capsys.readouterr()
    assert main(["judge", "--list", *at]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 5
    assert "undone" in listed[0]
    assert "a drill" in listed[0]
    out = tmp_path / "judged.jsonl"
    assert main(["judge", "--export", str(out), *at]) == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["action"] for line in lines] == ["edit", "split", "split", "accept"]
    edit = lines[0]
    assert (edit["report"], edit["kind"], edit["field"], edit["before"], edit["after"]) == (figure.report, "figure", "of", None, "civilians")
    assert (edit["span"], edit["author"]) == ({"start": figure.span.start, "end": figure.span.end}, "ann")
    assert lines[3]["before"] == lines[3]["after"] == json.loads(msgspec.json.encode(other))


def test_misuse_says_what_to_do(told: Told, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--store", str(store)]
    for argv in ([told.records[0].id], [told.records[0].id, "--set", "type"], ["--reject"], [told.records[0].id, "--add", "{}"]):
        assert main(["judge", *argv, *at]) == 2
        assert capsys.readouterr().err.startswith("dateline: ")
    assert api.corrections(store) == []


def test_pairs_of_which_nothing_decides_are_asked_with_both_sentences(
    told: Told, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    event, _, _, other = _parts(told)
    monkeypatch.setattr("dateline.merge.clusters.SAME", 9.0)
    (pair,) = api.unsure_pairs(store)
    assert set(pair.pair) == {event.id, other.id}
    _keys(monkeypatch, "xn")
    assert main(["judge", "--pairs", "--author", "ann", "--store", str(store)]) == 0
    out = capsys.readouterr().out
    assert "The army shelled Homs on Monday" in out
    assert "On Monday the army shelled Homs again" in out
    assert ("**for:** " in out, "the same day" in out) == (True, True)
    assert "to begin with" not in out
    assert [one.action for one in in_force(api.corrections(store))] == ["split"]
    assert api.unsure_pairs(store) == []
    assert main(["judge", "--pairs", "--store", str(store)]) == 1


def test_what_speaks_for_and_against_is_told_in_words_and_weighed_on_demand() -> None:
    reasons = (
        "to begin with -1.40",
        "told before -0.00",
        "hardly a word in common -0.82",
        "the same day +1.29",
        "the same truce +2.00",
        "other days -5.00",
    )
    told = markdown(weighed_rows(reasons)).split("\n\n")
    assert told == ["**for:** the same truce; the same day", "**against:** other days; hardly a word in common\n"]
    assert "**against:** other days -5.00; to begin with -1.40; " in markdown(weighed_rows(reasons, weights=True))


def test_two_happenings_are_asked_of_once_however_many_tell_of_them() -> None:
    told = Told()
    for k, text in enumerate(["Gunmen shot at the ferry before dawn."] * 2 + ["A ferry came under fire early in the day, its captain said."] * 2):
        told.event(told.report(text, "2012-03-05", f"house {k}"), "ASSAULT", "", "ferry", "shot" if k < 2 else "fire", when=on("2012-03-05"))
    corpus = told.corpus()
    clusters = Clusters(facts(corpus, event) for event in corpus.all(Event))
    assert sorted(map(len, clusters.groups)) == [2, 2]
    (asked,) = clusters.unsure()
    assert asked.decision == "unsure"
    assert clusters.group_of[asked.left] != clusters.group_of[asked.right]
