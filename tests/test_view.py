"""Time travel: nothing is overwritten, and the store can be asked what it said at any moment."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError, RecordMissing
from dateline.faces import api
from dateline.faces.cli import main
from dateline.issues import Issue
from dateline.merge.corrections import Correction, target_of, target_of_report
from dateline.merge.moments import is_out, kept_before, kept_from, kept_until, out_before
from dateline.records import Event, Figure, Record
from dateline.records.ids import with_ids
from dateline.span import Span
from dateline.store import Store, View
from dateline.store.versions import is_notice
from dateline.text.make import make_report
from dateline.text.report import Report

ARTICLE = "Twelve people were killed when a bridge fell into the river at the edge of the town, the mayor said."
NOTICE = "This article has been withdrawn because its source could not be confirmed."
Make = Callable[..., Report]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite"


def report(text: str = ARTICLE, day: str | None = "2012-03-05", ref: str = "a.txt", **more: str) -> Report:
    return make_report(text, ref=ref, published=day, publisher=more.pop("publisher", "The Test"), **more)  # type: ignore[arg-type]


def figures(of: Report, *sizes: int) -> list[Record]:
    return list(with_ids([Figure(what="killed", low=n, high=n, text=str(n), bound="exact", span=Span(n, n + 6)) for n in sizes], of.id))


def said(view: View) -> tuple[Any, ...]:
    """All that a view says, and what is found in it."""
    now = view.corrected
    found = (sorted((h.id, h.records) for h in view.store.find("killed", view=view, kind=kind)) for kind in (None, "figure", "event"))
    return view.reports, now.records, now.decided, now.accepted, sorted(map(repr, view.issues)), view.corrections, *found


# The two clocks


@pytest.mark.parametrize(
    ("published", "as_of", "out"),
    [
        ("2012-03-06", None, True),
        (None, None, True),
        (None, "2012-03-06", False),
        ("2012-03-06", "2012-03-06", True),
        ("2012-03-06T23:30:00+03:00", "2012-03-06", True),
        ("2012-03-07", "2012-03-06", False),
        ("2012-03-06T09:00:00Z", "2012-03-06T12:00", True),
        ("2012-03-06T12:00:00Z", "2012-03-06T12:00", True),
        ("2012-03-06T13:00:00+03:00", "2012-03-06T12:00", True),
        ("2012-03-06T13:00:00", "2012-03-06T12:00", False),
        ("2012-03-06T13:00:00", "2012-03-06T12:00-02:00", True),
        ("2012-03-06", "2012-03-06T12:00", False),  # nobody knows that it was out by noon
        ("2012-03-05", "2012-03-06T12:00", True),
    ],
)
def test_what_was_out_by_a_moment(published: str | None, as_of: str | None, out: bool) -> None:
    assert is_out(published, as_of) == out


def test_a_moment_lasts_to_its_end() -> None:
    assert kept_until("2012-03-06") == "2012-03-06T23:59:59.999999+00:00"
    assert kept_until("2012-03-06T12:00") == "2012-03-06T12:00:00.999999+00:00"
    assert kept_until("2012-03-06T12:00:00.5+02:00") == "2012-03-06T10:00:00.500000+00:00"
    assert kept_before("2012-03-06") < kept_from("2012-03-06") < kept_until("2012-03-06")
    assert (out_before("2012-03-01"), out_before("2012-03-06T00:00")) == ("2012-02-29", "2012-03-05T23:59:59+00:00")


# As it was kept

_OPS = st.tuples(
    st.sampled_from(["read", "seen", "note", "reject", "accept", "edit", "add", "merge", "undo", "drop"]), st.integers(0, 5), st.integers(0, 3)
)


class Play:
    """Steps upon one store, each of which may change what it says."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pool = [
            report(),
            report(ARTICLE.replace("Twelve", "Fourteen"), "2012-03-06"),
            report(NOTICE, "2012-03-07"),
            report(ARTICLE + " It was old.", "2012-03-06", "b.txt", url="https://a.example/1"),
            report(ARTICLE.replace("mayor", "governor"), None, "c.txt", url="https://a.example/1"),
            report("Rain stopped the search in the hills, an officer said.", "2012-03-04", "d.txt"),
        ]
        self.numbers = count()

    def do(self, op: str, which: int, size: int) -> None:
        """One step."""
        if op == "read":
            of = self.pool[which]
            issues = [Issue(of.ref, "extract", "a part was not read")] if size == 3 else []
            events = with_ids([Event(type="ASSAULT", trigger=Span(n, n + 2), span=Span(0, 20)) for n in range(size)], of.id)
            self.store.add(of, [*figures(of, *range(size)), *events], issues, reader=f"reader {size % 2}")
        elif op == "seen":
            self.store.seen([msgspec.structs.replace(self.pool[which], ref=f"{'abcd'[size]}.txt")])
        elif op == "note":
            self.store.note([Issue(f"{which}.bin", "decode", f"it is no text ({size})")])
        else:
            self.judge(op, which, size)

    def judge(self, op: str, which: int, size: int) -> None:
        """A correction of what is there."""
        records = list(self.store.records(all_versions=True))
        reports = list(self.store.reports(all_versions=True))
        made = self.store.corrections()
        one: dict[str, Any] = {}
        if op == "undo" and made:
            one = {"action": "undo", "undoes": made[which % len(made)].id}
        elif op == "drop" and reports:
            one = {"action": "reject", "targets": (target_of_report(reports[which % len(reports)]),)}
        elif op == "add" and reports:
            of = reports[which % len(reports)]
            (added,) = figures(of, 20 + size)
            one = {"action": "add", "targets": (target_of(added),), "value": msgspec.json.encode(added).decode()}
        elif op == "merge" and len(events := [r for r in records if isinstance(r, Event)]) > 1:
            one = {"action": ("merge", "split")[size % 2], "targets": tuple(target_of(e) for e in (events[0], events[1 + which % (len(events) - 1)]))}
        elif records and op in ("reject", "accept", "edit"):
            one = {"action": op, "targets": (target_of(records[which % len(records)]),)}
            one |= {"field": "span", "value": f'{{"start": 0, "end": {size + 3}}}'} if op == "edit" else {}
        if one:
            self.store.correct(Correction(id=f"c{next(self.numbers)}", author="ann", at="2012-03-07T08:00:00+00:00", **one))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(_OPS, min_size=1, max_size=14))
def test_a_view_as_kept_at_a_moment_is_what_was_seen_then(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.sqlite") as store:
        play, seen = Play(store), {}
        for step in steps:
            play.do(*step)
            if store.moment is not None:
                seen[store.moment] = {as_of: said(store.view(as_of)) for as_of in (None, "2012-03-05", "2012-03-06")}
        for moment, told in seen.items():
            for as_of, then in told.items():
                assert said(store.view(as_of, moment)) == then
        assert list(seen) == sorted(seen)
        assert said(store.view()) == said(store.view(kept="9998-01-01"))


def test_moments_go_on_where_the_clock_was_set_back(path: Path) -> None:
    with Store.open(path) as store:
        store.add(report(), [])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '2999-01-01T00:00:00.000000+00:00' WHERE key = 'moment'")
    with Store.open(path) as store:
        store.add(report("It rained.", ref="b.txt"), [])
        assert store.moment == "2999-01-01T00:00:00.000001+00:00"


def test_what_a_newer_reader_found_does_not_overwrite(path: Path) -> None:
    one = report()
    with Store.open(path) as store:
        store.add(one, figures(one, 12, 14), [Issue("a.txt", "date", "a note")], reader="1")
        then = store.moment
        store.add(one, figures(one, 15), reader="2")
        assert store.view().records == figures(one, 15)
        assert store.view(kept=then).records == figures(one, 12, 14)
        assert [i.message for i in store.view(kept=then).issues] == ["a note"]
        assert store.view().issues == []
        old, new = figures(one, 12)[0], figures(one, 15)[0]
        assert store.view(kept=then).named(old.id[:8]) == old
        assert store.view(kept=then).named("a.txt") == one
        with pytest.raises(RecordMissing):
            store.view(kept=then).record(new.id)
        with pytest.raises(RecordMissing):
            store.view(kept="2000-01-01").report(one.id)


def test_a_reading_that_says_the_same_costs_no_copy(path: Path) -> None:
    one = report()
    with Store.open(path) as store:
        for reader in ("1", "2", "3"):
            store.add(one, figures(one, 12), reader=reader)
        store.add(one, figures(one, 13), reader="4")
    with sqlite3.connect(path) as connection:
        packed = [p for (p,) in connection.execute("SELECT packed FROM past ORDER BY read_at")]
    assert [p is None for p in packed] == [True, True, False]


def test_a_record_of_a_form_that_is_no_more_is_told(path: Path) -> None:
    one = report()
    with Store.open(path) as store:
        store.add(one, figures(one, 12, 13), reader="1")
        then = store.moment
        store.add(one, [], reader="2")
    with sqlite3.connect(path) as connection:
        ((packed,),) = connection.execute("SELECT packed FROM past").fetchall()
        head, first, second = zlib.decompress(packed).split(b"\n")
        older = zlib.compress(b"\n".join((head, first.replace(b'"killed"', b'"slain"'), second)))
        connection.execute("UPDATE past SET packed = ?", (older,))
    with Store.open(path, read_only=True) as store:
        view = store.view(kept=then)
        assert view.records == figures(one, 13)
        assert "known no more" in view.issues[0].message


# As of a day of the news


def test_as_of_a_day_the_version_counts_that_was_out(path: Path) -> None:
    old, new = report(), report(ARTICLE.replace("Twelve", "Fourteen"), "2012-03-07T09:00:00Z")
    with Store.open(path) as store:
        store.add_many([(old, figures(old, 12), []), (new, figures(new, 14), [])])
        for as_of, counts in (
            (None, [new]),
            ("2012-03-04", []),
            ("2012-03-06", [old]),
            ("2012-03-07T08:00", [old]),
            ("2012-03-07T10:00", [new]),
            ("2012-03-07", [new]),
        ):
            assert store.view(as_of).reports == counts
    assert [c.entries[-1].low for c in api.figures(path, as_of="2012-03-06").courses] == [12]
    assert [h.report for h in api.find(path, "bridge", as_of="2012-03-06")] == [old.id]
    assert [api.open_report(path, "a.txt", as_of=day)[0] for day in ("2012-03-06", "2012-03-08")] == [old, new]
    with pytest.raises(RecordMissing, match="not there yet"):
        api.open_named(path, new.id, as_of="2012-03-06")


def test_corrections_hold_whatever_day_of_the_news(path: Path) -> None:
    one, late = report(), report("Rain stopped the search, an officer said.", "2012-03-09", "b.txt")
    with Store.open(path) as store:
        store.add_many([(one, figures(one, 12), []), (late, figures(late, 3), [])])
        before = store.moment
    api.judge(path, "edit", figures(one, 12)[0].id, field="low", value="11", author="ann")
    api.judge(path, "reject", figures(late, 3)[0].id, author="ann")
    with Store.open(path, read_only=True) as store:
        assert [r.low for r in store.view("2012-03-05").records if isinstance(r, Figure)] == [11]
        assert store.view("2012-03-05").issues == [], "what was not out yet is nothing lost"
        assert [r.low for r in store.view(kept=before).records if isinstance(r, Figure)] == [12, 3]
    assert len(api.unsure(path, kept=before)) == 2
    assert (api.corrections(path, kept=before), api.examples(path, kept=before)) == ([], [])


def test_a_result_is_kept_nowhere() -> None:
    with pytest.raises(DatelineError, match="kept nowhere"):
        api.figures(api.Result(), kept="2012-03-06")


# Withdrawn and edited


@pytest.mark.parametrize(
    ("text", "withdraws"),
    [
        (NOTICE, True),
        ("The above story, published on Monday, has now been retracted.", True),
        ("We have removed this post. We are sorry.", True),
        ("MANDATORY KILL: the item on the bridge is wrong.", True),
        ("Editor's note: This report was withdrawn.", True),
        ("The army has been withdrawn from this town.", False),
        ("The ministry's report has been withdrawn, an officer said.", False),
        (ARTICLE, False),
        ("This article has been withdrawn. " + ARTICLE * 10, False),
    ],
)
def test_what_a_notice_of_withdrawal_is(text: str, withdraws: bool) -> None:
    assert is_notice(report(text)) == withdraws


@pytest.mark.parametrize(
    ("first", "second", "withdrawn"),
    [
        ({}, {}, True),
        ({"url": "https://a.example/1"}, {"url": "https://a.example/1", "ref": "other"}, True),
        ({"url": "https://a.example/1"}, {"url": "https://a.example/2"}, False),
        ({}, {"publisher": "Another"}, False),
        ({}, {"ref": "b.txt"}, False),
    ],
)
def test_a_notice_withdraws_what_stood_at_its_address(path: Path, first: dict[str, str], second: dict[str, str], withdrawn: bool) -> None:
    old, notice = report(**first), report(NOTICE, "2012-03-07", **second)
    with Store.open(path) as store:
        store.add(old, figures(old, 12), reader="1")
        store.add(notice, figures(notice, 3), reader="1")
        assert [r.id for r in store.reports()] == ([] if withdrawn else [old.id, notice.id])
        if withdrawn:
            assert store.view("2012-03-06").records == figures(old, 12)
            assert store.view("2012-03-07").reports == []
            store.seen([notice])
            assert store.add(notice, figures(notice, 3), reader="2"), "read by a newer reader"
            assert list(store.reports()) == []
            store.seen([old])
            assert list(store.reports()) == [old], "it stands again"
            store.seen([old, notice])
            assert list(store.reports()) == []


def test_a_name_that_several_reports_share_withdraws_none(path: Path) -> None:
    others = [report(text, ref="1") for text in (ARTICLE, "Rain stopped the search in the hills, an officer said.")]
    with Store.open(path) as store:
        store.add_many([(one, [], []) for one in (*others, report(NOTICE, ref="1"))])
        assert len(list(store.reports())) == 3


def test_a_corrected_text_at_the_same_address_is_a_version(path: Path) -> None:
    old = report(url="https://a.example/1", ref="feed:1")
    new = report(ARTICLE.replace("Twelve", "Fourteen"), url="https://a.example/1", ref="feed:9")
    with Store.open(path) as store:
        store.add_many([(old, [], []), (new, [], [])])
        assert list(store.reports()) == [new]


def test_a_rejected_report_counts_no_more_until_that_is_undone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = report(), report("Rain stopped the search in the hills, an officer said.", ref="b.txt")
    with Store.open(path) as store:
        store.add_many([(one, figures(one, 12), []), (other, figures(other, 3), [])])
    api.judge(path, "accept", figures(one, 12)[0].id, author="ann")
    made = api.judge(path, "reject", one.id[:10], author="ann", reason="made up")
    with Store.open(path, read_only=True) as store:
        view = store.view()
        assert (view.reports, view.records, view.issues) == ([other], figures(other, 3), [])
    assert api.brief(path).reports == 1
    assert api.find(path, "bridge") == api.find(path, "bridge", kind="figure") == []
    assert api.open_report(path, one.id) == (one, []), "it can still be looked at"
    assert main(["judge", one.id, "--accept", "--author", "ann", "--store", str(path)]) == 0
    assert len(api.find(path, "bridge")) == 1
    api.judge(path, "undo", api.corrections(path)[-1].id, author="ann")
    assert api.find(path, "bridge") == []
    api.judge(path, "undo", made.id, author="ann")
    assert len(api.find(path, "bridge", kind="figure")) == 1
    assert [e.kind for e in api.examples(path)] == ["figure"]


# Search


def test_what_is_rejected_is_not_found(path: Path) -> None:
    one = report()
    with Store.open(path) as store:
        store.add(one, figures(one, 12, 14), reader="1")
        then = store.moment
    first, second = figures(one, 12, 14)
    api.judge(path, "reject", first.id, author="ann")
    api.judge(path, "edit", second.id, field="low", value="13", author="ann")
    assert [h.id for h in api.find(path, "bridge", kind="figure")] == [second.id]
    assert first.id not in api.find(path, "people", kind="report")[0].records
    with Store.open(path) as store:
        store.add(one, [], reader="2")
    assert api.find(path, "bridge", kind="figure") == []
    assert [h.id for h in api.find(path, "bridge killed", kind="figure", kept=then)] == [first.id, second.id]
    assert api.find(path, "river mountain", kind="figure", kept=then) == []


# Crashes

_CHANGING = """
import sys
from dateline.merge.corrections import Correction, target_of_report
from dateline.records import Figure
from dateline.records.ids import with_ids
from dateline.span import Span
from dateline.store import Store
from dateline.text.make import make_report

report = make_report("Twelve people were killed when a bridge fell.", ref="a.txt")
with Store.open(sys.argv[1]) as store:
    for k in range(10_000):
        found = with_ids([Figure(what="killed", low=k, high=k, text=str(k), span=Span(0, 6))], report.id)
        store.add(report, found, reader=str(k))
        print("read", store.moment, k, flush=True)
        store.correct(Correction(id=str(k), action="accept", targets=(target_of_report(report),), author="ann", at="2012-03-07T08:00:00+00:00"))
        print("judged", store.moment, k, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_9_loses_no_past_reading_and_no_correction(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _CHANGING, path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().split() for _ in range(random.Random(7).randrange(15, 40))]
        os.kill(process.pid, signal.SIGKILL)
        told += [line.split() for line in process.stdout.read().splitlines() if line.count(" ") == 2]
    with Store.open(path, read_only=True) as store:
        for what, moment, k in told:
            view = store.view(kept=moment)
            assert [r.low for r in view.records if isinstance(r, Figure)] == [int(k)]
            assert len(view.corrections) == int(k) + (what == "judged")


# Older stores


def test_a_store_of_before_is_brought_up_to_date(path: Path) -> None:
    old, new = report(), report(ARTICLE.replace("Twelve", "Fourteen"), "2012-03-07")
    with Store.open(path) as store:
        store.add(old, figures(old, 12), [Issue("a.txt", "date", "a note")])
        store.add(new, figures(new, 14))
        store.correct(Correction(id="c", action="accept", targets=(target_of_report(new),), author="ann", at="2012-03-08T08:00:00+00:00"))
    with sqlite3.connect(path) as connection:
        for statement in (
            *("DROP TABLE past", "DROP INDEX report_url", "ALTER TABLE issue DROP COLUMN kept_at", "ALTER TABLE issue DROP COLUMN ended_at"),
            *("ALTER TABLE correction DROP COLUMN kept_at", "DROP TABLE replaced", "CREATE TABLE replaced (number INTEGER PRIMARY KEY)"),
            *("INSERT INTO replaced VALUES (1)", "DELETE FROM meta WHERE key = 'moment'", "UPDATE meta SET value = '2' WHERE key = 'format'"),
            "UPDATE report SET kept_at = '2012-03-08T06:00:00+00:00', read_at = '2012-03-08T06:00:00+00:00' WHERE number = 2",
            "UPDATE report SET kept_at = '2012-03-06T06:00:00+00:00', read_at = '2012-03-06T06:00:00+00:00' WHERE number = 1",
        ):
            connection.execute(statement)
    with Store.open(path) as store:
        assert list(store.reports()) == store.view().reports == [new]
        assert store.view(kept="2012-03-07").reports == store.view("2012-03-06").reports == [old]
        assert [i.message for i in store.view(kept="2012-03-07").issues] == ["a note"]
        assert (len(store.view(kept="2012-03-08T07:00").corrections), len(store.view(kept="2012-03-08").corrections)) == (0, 1)
