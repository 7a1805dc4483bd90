"""The store: what was said to be done is there, whatever happens meanwhile."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_record

from dateline.errors import RecordMissing, StoreError
from dateline.faces import api
from dateline.issues import Issue
from dateline.records import KINDS, Event, Figure, Role
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party
from dateline.span import Span
from dateline.store import Store
from dateline.store.migrations import Migration, migrations
from dateline.store.schema import kind_tables
from dateline.text.make import make_report
from dateline.text.report import Report

Make = Callable[..., Report]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite"


def _figures(report: Report, *sizes: int) -> list[Figure]:
    return with_ids([Figure(what="killed", low=n, high=n, text=str(n), span=Span(n, n + 3)) for n in sizes], report.id)


def _tables(path: Path) -> dict[str, list[str]]:
    """Every row of every table, those of the full-text indexes too."""
    with sqlite3.connect(path) as connection:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        names = [name for (name,) in connection.execute(asked)]
        return {name: [repr(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}


# Keeping


def test_what_was_added_comes_back(path: Path, report: Make) -> None:
    one = report("Twelve people died.")
    with Store.open(path) as store:
        assert store.add(one, _figures(one, 12), [Issue("test", "date", "a part was not read")])
    with Store.open(path, read_only=True) as store:
        assert list(store.reports()) == [one]
        assert list(store.records()) == _figures(one, 12)
        assert [i.message for i in store.issues(one.id)] == ["a part was not read"]
        assert store.counts() == {"report": 1, "event": 0, "figure": 1, "role": 0, "statement": 0, "issue": 1}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("many") / "s.sqlite") as store:
        yield store


@settings(max_examples=50, deadline=None)
@given(records=st.lists(any_record(), max_size=4), number=st.integers(0, 1 << 60))
def test_any_record_comes_back(many: Store, records: list[Any], number: int) -> None:
    one = make_report(f"report {number}", ref="test")
    named = [msgspec.structs.replace(r, id=f"{one.id}{k}", report=one.id, span=Span(0, 1)) for k, r in enumerate(records)]
    if many.add(one, named):
        assert list(many.records(report=one.id)) == named


def test_reading_the_same_twice_changes_no_byte(path: Path, no_model: None) -> None:
    reports = [make_report(f"Report {k} says little.", ref=f"r{k}") for k in range(30)]
    api.read(reports, store=path)
    before = path.read_bytes()
    again = api.read(reports, store=path)
    assert (again.unchanged, path.read_bytes()) == (30, before)


def test_another_version_of_the_reader_replaces(path: Path, report: Make) -> None:
    one = report("Twelve people died, or 14.")
    with Store.open(path) as store:
        assert store.add(one, _figures(one, 12, 14), reader="1")
        assert not store.add(one, _figures(one, 12), reader="1")
        assert store.add(one, _figures(one, 14), reader="2")
        assert list(store.records()) == _figures(one, 14)
        assert store.has(one, "2")
        assert not store.has(one, "1")


def test_all_of_a_batch_or_nothing(path: Path, report: Make) -> None:
    good, bad = report("good"), report("bad")
    with Store.open(path) as store:
        with pytest.raises(ValueError, match="no id"):
            store.add_many([(good, [], []), (bad, [Figure(what="killed", text="1", span=Span(0, 1))], [])])
        assert list(store.reports()) == []


def test_a_file_that_could_not_be_read_is_told_until_it_can(path: Path, report: Make) -> None:
    with Store.open(path) as store:
        store.note([Issue("test", "decode", "it is no text")])
        store.note([Issue("test", "decode", "it is no text")])
        assert [i.message for i in store.issues()] == ["it is no text"]
        store.add(report("Now it can be read."), [])
        assert list(store.issues()) == []


# Versions

_ARTICLE = "Twelve people were killed when a bridge fell into the river at the edge of the town, the mayor said."


def _version(text: str, ref: str = "news/a.txt", **more: str) -> Report:
    return make_report(text, ref=ref, **more)  # type: ignore[arg-type]


def test_an_edited_report_counts_in_place_of_its_older_version(path: Path) -> None:
    old, new, other = _version(_ARTICLE), _version(_ARTICLE.replace("Twelve", "Fourteen")), _version(_ARTICLE + " Why is not known.", ref="b.txt")
    with Store.open(path) as store:
        for one, size in ((old, 12), (other, 12), (new, 14)):
            store.add(one, _figures(one, size), [Issue(one.ref, "date", "its date was dropped")])
        assert list(store.reports()) == [other, new]
        assert list(store.records()) == [*_figures(other, 12), *_figures(new, 14)]
        assert len(list(store.issues())) == len(store.find("bridge")) == len(store.find("bridge", kind="figure")) == 2
        assert list(store.reports(all_versions=True)) == [old, other, new]
        assert len(list(store.records(all_versions=True))) == 3
        assert (store.report("news/a.txt"), store.report(old.id), list(store.records(report=old.id))) == (new, old, _figures(old, 12))
        store.seen([new])
        assert list(store.reports()) == [other, new]
        store.seen([old])  # the edit was taken back
        assert list(store.reports()) == [old, other]
        assert store.add(old, _figures(old, 12), reader="2")
        assert store.add(new, _figures(new, 14), reader="2")
        assert list(store.reports()) == [other, new]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_version(_ARTICLE), _version("Rain has stopped the search in the hills, said an officer, and more of it is to come by the evening.")),
        (_version(_ARTICLE, publisher="One"), _version(_ARTICLE + " It was old.", publisher="Another")),
        (_version(_ARTICLE, ref="text"), _version(_ARTICLE + " It was old.", ref="text")),
        (_version(_ARTICLE, ref="standard input:1"), _version(_ARTICLE + " It was old.", ref="standard input:1")),
    ],
)
def test_what_may_be_two_reports_counts_as_two(path: Path, first: Report, second: Report) -> None:
    with Store.open(path) as store:
        store.add_many([(first, [], []), (second, [], [])])
        assert list(store.reports()) == [first, second]
        if first.ref == "news/a.txt":
            with pytest.raises(RecordMissing, match=r"several reports are called news/a\.txt"):
                store.report("news/a.txt")


def test_a_report_with_another_lent_date_is_read_again_and_replaced(path: Path, no_model: None) -> None:
    for lent, unchanged, day in ((None, 0, None), ("2012-03-06", 0, "2012-03-06"), ("2012-03-06", 1, "2012-03-06"), ("2012-03-07", 0, "2012-03-07")):
        assert api.read("The bridge fell into the river.", published=lent, store=path).unchanged == unchanged
        with Store.open(path) as store:
            assert [r.published for r in store.reports(all_versions=True)] == [day]


def test_a_lent_date_stays_until_another_is_lent(path: Path, no_model: None, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The bridge fell into the river."
    (lent,) = api.read(text, published="2012-03-06", store=path).reports
    again = api.read(text, store=path)
    assert (again.reports, again.unchanged) == ((lent,), 1)
    monkeypatch.setattr("dateline.pipeline.reader_version", lambda: "another")
    again = api.read(text, store=path)
    assert (again.reports, again.unchanged) == ((lent,), 0)


# Odd names


def test_odd_names_break_nothing(path: Path, no_model: None) -> None:
    odd = make_report("The bridge fell.", ref="\ud800x")
    by_hand = msgspec.structs.replace(make_report("It rained.", ref="x"), ref="caf\udce9", title="\udfff")
    given: list[Report | Issue] = [odd, Issue("\udcff", "decode", "\udcff is no text"), by_hand, make_report("It snowed.", ref="last")]
    for unchanged in (0, 3):
        results = list(api.stream_sources(given, store=path))
        assert sum(r.unchanged for r in results) == unchanged
    with Store.open(path) as store:
        assert len(list(store.reports())) == 3
        assert [i.subject for i in store.issues()] == ["\\xff"]
        assert store.report("\ud800x") == store.report("\\ud800x") == odd
        assert list(store.records("event", type="\ud800")) == list(store.records(report="\ud800")) == list(store.issues("\ud800")) == []
        assert store.find("\ud800") == []
        for name in ("\udcff", "\x00"):
            with pytest.raises(RecordMissing):
                store.named(name)


# Crashes

_CRASHING = """
import sys
sys.path.insert(0, {tests!r})
from conftest import flat_layers
from dateline import pipeline
from dateline.faces import api
from dateline.records import figure
from dateline.records.figure import Figure
from dateline.span import Span
from dateline.text.make import make_report

class Counting:
    def find(reading):
        return [Figure(what="killed", low=k, high=k, text=str(k), span=Span(k, k + 1)) for k in range(len(reading.layers.words))]
    __name__ = "counting"

pipeline.annotate = flat_layers
pipeline.KINDS = (Counting,)
pipeline.BATCH_CHARACTERS = 2000
reports = [make_report(f"Report {{k}}. " + "It says very little. " * 40, ref=str(k)) for k in range(120)]
for one in api.stream(reports, store={store!r}, on_done=lambda report, records: print(report.id, flush=True)):
    pass
print("end", flush=True)
"""


def _crashing(store: Path) -> subprocess.Popen[str]:
    code = _CRASHING.format(tests=str(Path(__file__).parent), store=str(store))
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def _said_done(process: "subprocess.Popen[str]", kill_after: int, pause: float) -> list[str]:
    """Ids said to be done; the process is killed a moment after it has told of `kill_after`."""
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line.strip())
        if len(told) == kill_after:
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
    process.wait()
    return told


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_9_loses_nothing_that_was_said_to_be_done(tmp_path: Path) -> None:
    chance = random.Random(7)
    killed, whole = tmp_path / "killed.sqlite", tmp_path / "whole.sqlite"
    for kill_after in (1, chance.randrange(5, 40), chance.randrange(40, 80)):
        done = _said_done(_crashing(killed), kill_after, chance.random() / 20)
        with Store.open(killed, read_only=True) as store:
            kept = {r.id for r in store.reports()}
        assert set(done) - {"end"} <= kept
    assert _said_done(_crashing(killed), 0, 0)[-1] == "end"
    assert _said_done(_crashing(whole), 0, 0)[-1] == "end"
    with Store.open(killed) as a, Store.open(whole) as b:
        assert list(a.reports()) == list(b.reports())
        assert list(a.records()) == list(b.records())
    with sqlite3.connect(killed) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# Readers beside a writer


def test_a_reader_works_while_a_writer_writes(path: Path, report: Make) -> None:
    first, second = report("first"), report("second")
    with Store.open(path) as writer:
        writer.add(first, [])
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM report")
        with Store.open(path, read_only=True) as reader:
            assert [r.text for r in reader.reports()] == ["first"]
            assert api.brief(reader).reports == 1
        raw.execute("ROLLBACK")
        raw.close()
        with Store.open(path, read_only=True) as reader, reader.snapshot():
            assert reader.counts()["report"] == 1
            writer.add(second, [])
            assert reader.counts()["report"] == 1
        with Store.open(path, read_only=True) as reader:
            assert reader.counts()["report"] == 2


def test_what_an_iterator_gives_is_one_state(path: Path) -> None:
    first, second = make_report("first " * 300, ref="1"), make_report("second " * 300, ref="2")
    with Store.open(path) as writer, Store.open(path) as reader:
        writer.add(first, _figures(first, *range(500)), reader="1")
        records = reader.records()
        begun = [next(records)]
        writer.add(first, _figures(first, 7), reader="2")
        writer.add(second, _figures(second, 8))
        assert [*begun, *records] == _figures(first, *range(500))
        assert len(list(reader.records())) == 2


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(path: Path, report: Make) -> None:
    with Store.open(path), Store.open(path, wait=0.1) as other:
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            other.add(report("late"), [])
        raw.execute("COMMIT")
        raw.close()
        assert other.add(report("late"), [])


# Search

_TOLD = {
    "en": "The committee asked for unhindered access to the old quarter before winter.",
    "ar": "طالبت اللجنة بوصول المساعدات الإنسانية إلى الحي القديم قبل الشتاء.",
    "ru": "Комитет потребовал открыть гуманитарный коридор в старый квартал до зимы.",
    "zh": "委员会要求在冬季之前向老城区提供人道主义援助。",
}


@pytest.fixture
def told(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        for language, text in _TOLD.items():
            one = make_report(text, ref=language, title="Café Déjà", language=language)
            store.add(one, with_ids([Role(person=Party(name="x", text="x"), title="x", span=Span(0, 25))], one.id))
        yield store


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ('"unhindered access"', "en"),
        ('"المساعدات الإنسانية"', "ar"),
        ('"гуманитарный коридор"', "ru"),
        ('"人道主义 援助"', "zh"),
        ("人道主义援助", "zh"),
        ("UNHINDERED winter", "en"),
        ("الانسانية", "ar"),
    ],
)
def test_phrases_are_found_in_any_script(told: Store, words: str, language: str) -> None:
    hits = told.find(words)
    assert [told.report(h.id).language for h in hits] == [language]
    assert all(h.spans for h in hits)


def test_words_of_a_phrase_must_stand_together(told: Store) -> None:
    assert told.find('"access unhindered"') == []
    assert len(told.find("cafe deja")) == 4


def test_records_are_found_by_their_sentence(path: Path) -> None:
    one = make_report("The committee asked for access before winter. It was refused in spring.", ref="one")
    with Store.open(path) as told:
        told.add(one, with_ids([Role(person=Party(name="x", text="x"), title="x", span=Span(4, 13))], one.id))
        (hit,) = told.find("committee winter", kind="role")
        assert hit.snippet == "The committee asked for access before winter."
        assert [s.of(one.text) for s in hit.spans] == ["committee", "winter"]
        assert told.find("spring", kind="role") == []


def test_no_other_kind_is_looked_for(told: Store) -> None:
    with pytest.raises(ValueError, match="no kind 'rumour'"):
        told.find("winter", kind="rumour")


@given(st.text(max_size=30))
def test_no_query_breaks_the_search(demo_store: Path, words: str) -> None:
    with Store.open(demo_store, read_only=True) as store:
        store.find(words)
        store.find(words, kind="event")


# One record


def test_a_record_is_named_by_how_its_id_begins(path: Path, report: Make) -> None:
    one = report("Twelve people died, or 14.")
    first, second = (msgspec.structs.replace(f, id=name) for f, name in zip(_figures(one, 12, 14), ("ab01", "ab02"), strict=True))
    with Store.open(path) as store:
        store.add(one, [first, second])
        assert store.record("ab01") == first
        for prefix, told in (("ab", "several records"), ("cd", "no record"), ("", "empty id"), ("a_", "no record"), ("%", "no record")):
            with pytest.raises(RecordMissing, match=told):
                store.record(prefix)


# The file


def test_tables_are_made_from_the_kinds(path: Path) -> None:
    Store.open(path).close()
    assert set(kind_tables()) == {kind.__name__.rpartition(".")[2] for kind in KINDS}
    with sqlite3.connect(path) as connection:
        columns = [c for (c,) in connection.execute("SELECT name FROM pragma_table_info('event')")]
    assert columns == ["number", *Event.__struct_fields__]


def test_a_new_field_becomes_a_column_and_old_rows_take_its_default(path: Path, report: Make) -> None:
    one = report("The envoy met the minister.")
    event = with_ids([Event(type="CONSULT", certainty="possible", trigger=Span(10, 13), span=Span(0, 26))], one.id)
    with Store.open(path) as store:
        store.add(one, event)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE event DROP COLUMN certainty")
    with Store.open(path, read_only=True) as store:
        assert [e.certainty for e in store.records(Event)] == ["certain"]
    with Store.open(path) as store:
        assert [e.certainty for e in store.records(Event)] == ["certain"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT certainty FROM event").fetchall() == [("certain",)]


def test_migrations_are_numbered_from_one() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_store_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    before = _tables(path)
    for read_only in (True, False):
        with pytest.raises(StoreError, match="newer Dateline"):
            Store.open(path, read_only=read_only)
    assert _tables(path) == before


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    done = []
    later = (*migrations(), Migration(len(migrations()) + 1, "later", lambda connection: done.append(1)))
    monkeypatch.setattr("dateline.store.opening.migrations", lambda: later)
    with pytest.raises(StoreError, match="older format"):
        Store.open(path, read_only=True)
    Store.open(path).close()
    Store.open(path, read_only=True).close()
    assert done == [1]


def test_other_files_are_refused(tmp_path: Path) -> None:
    text, foreign = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("no database, but long enough to be looked at as one\n" * 10)
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    cases = [
        *((text, "not a store"), (foreign, "another program"), (tmp_path, "is a folder")),
        *((tmp_path / "no" / "s.sqlite", "does not exist"), (tmp_path / "none.sqlite", "there is no store")),
    ]
    for file, told in cases:
        with pytest.raises(StoreError, match=told):
            Store.open(file, read_only=told == "there is no store")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"may not be written|cannot be opened"):
        Store.open(tmp_path / "s.sqlite")
    tmp_path.chmod(0o700)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder in which nobody can make a file")
def test_a_folder_in_which_no_file_can_be_made_is_told() -> None:
    with pytest.raises(StoreError, match="check that its folder exists and may be written"):
        Store.open("/proc/self/s.sqlite")
