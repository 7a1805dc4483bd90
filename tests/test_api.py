"""The public verbs, as one uses them from Python."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import dateline
from dateline.errors import DatelineError, InputMissing, RecordMissing, StoreError
from dateline.text.report import Report

Make = Callable[..., Report]


def test_reads_running_text_a_file_a_report_and_many_of_them_in_order(tmp_path: Path, report: Make, no_model: None) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The bridge was closed on Monday.")
    made = report("The road was opened.", ref="made")
    result = dateline.read(["Anna Berg resigned as mayor.", file, made, str(file)], published="2012-03-06")
    assert [r.text.strip() for r in result.reports] == [
        *("Anna Berg resigned as mayor.", "The bridge was closed on Monday.", "The road was opened.", "The bridge was closed on Monday."),
    ]
    assert result.unchanged == 1
    assert [r.published for r in result.reports[:2]] == ["2012-03-06", "2012-03-06"]
    assert dateline.read("The road was opened.\n").reports[0].published is None


def test_a_path_that_is_not_there_is_misuse_and_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no-such"):
        dateline.stream(str(tmp_path / "no-such.txt"))
    with pytest.raises(InputMissing, match="if it is a text, end it with a full stop"):
        dateline.read("Rebels attacked the town")
    with pytest.raises(InputMissing, match="empty name"):
        dateline.read(" ")
    with pytest.raises(TypeError, match="not bytes"):
        dateline.read(b"Rebels attacked the town.")  # type: ignore[arg-type]


def test_a_search_for_nothing_is_misuse(demo_store: Path) -> None:
    for words in ("", " ", "?!"):
        with pytest.raises(DatelineError, match="give words to look for"):
            dateline.find(demo_store, words)


def test_the_store_gives_what_it_knows_already(tmp_path: Path, report: Make) -> None:
    one = report("The envoy met the minister in Geneva on Monday.")
    first = dateline.read(one, store=tmp_path / "s.sqlite")
    again = dateline.read(one, store=tmp_path / "s.sqlite")
    assert (again.records, again.unchanged) == (first.records, 1)
    assert first.records


def test_the_brief_counts_an_edited_file_once(tmp_path: Path, no_model: None) -> None:
    file, store = tmp_path / "a.txt", tmp_path / "s.sqlite"
    for killed in ("Twelve", "Fourteen"):
        file.write_text(f"{killed} people were killed when a bridge fell into the river, the mayor said.")
        dateline.read(file, store=store)
    assert dateline.brief(store).reports == 1
    report, _ = dateline.open_report(store, str(file))
    assert report.text.startswith("Fourteen")


@pytest.mark.parametrize("day", ["yesterday", "2012-3-6", "2012-02-30", "06.03.2012", ""])
def test_a_date_that_is_none_is_misuse(day: str) -> None:
    with pytest.raises(DatelineError, match="is no date"):
        dateline.read("The bridge was closed.", published=day)


@pytest.mark.parametrize("day", ["1899-12-31", "2999-01-01"])
def test_a_day_of_no_news_is_misuse(day: str) -> None:
    with pytest.raises(DatelineError, match="no day that news can bear"):
        dateline.read("The bridge was closed.", published=day)


def test_what_cannot_be_read_is_a_value(tmp_path: Path, no_model: None) -> None:
    (tmp_path / "a.txt").write_text("The bridge was closed.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    result = dateline.read(tmp_path)
    assert len(result.reports) == 1
    assert [i.subject for i in result.issues] == [str(tmp_path / "b.txt")]


def test_a_record_quotes_its_sentence(demo: dateline.Result) -> None:
    role = demo.roles[0]
    quoted = demo.quote(role)
    assert role.person.text.split()[-1] in quoted.split("⟦")[1].split("⟧")[0]
    assert demo.report_of(role).id == role.report


def test_done_is_called_once_a_report_is_kept(tmp_path: Path, report: Make, no_model: None) -> None:
    from dateline.store import Store

    store = tmp_path / "s.sqlite"
    kept = []

    def done(one: Report, records: object) -> None:
        with Store.open(store, read_only=True) as reader:
            kept.append(reader.report(one.id).ref)

    dateline.read([report("one", ref="a"), report("two", ref="b")], store=store, on_done=done)
    assert kept == ["a", "b"]


def test_an_open_store_stays_open(tmp_path: Path, report: Make, no_model: None) -> None:
    from dateline.store import Store

    with Store.open(tmp_path / "s.sqlite") as store:
        dateline.read(report("one"), store=store)
        assert dateline.brief(store).reports == 1
        assert store.counts()["report"] == 1


def test_records_are_opened_and_found(demo_store: Path, demo: dateline.Result) -> None:
    role = demo.roles[0]
    opened = dateline.open_record(demo_store, role.id)
    assert opened.record == role
    assert opened.quote.marked
    assert opened.report.text == demo.report_of(role).text
    hits = dateline.find(demo_store, "Annan Damascus", limit=3)
    assert len(hits) == 3
    assert all("annan" in demo_text(demo, h.report).lower() for h in hits)
    with pytest.raises(RecordMissing):
        dateline.open_record(demo_store, "zz")


def demo_text(demo: dateline.Result, report: str) -> str:
    return next(r.text for r in demo.reports if r.id == report)


def test_verbs_that_read_a_store_do_not_make_one(tmp_path: Path) -> None:
    for verb in (dateline.brief, lambda s: dateline.find(s, "x"), lambda s: dateline.open_record(s, "x")):
        with pytest.raises(StoreError, match="there is no store"):
            verb(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_json_lines_bear_their_fields(tmp_path: Path, no_model: None) -> None:
    file = tmp_path / "r.jsonl"
    line = {"id": "x-1", "title": "T", "text": "The bridge was closed.", "published": "2012-03-06", "publisher": "P", "url": "https://p.invalid/1"}
    file.write_text(json.dumps({**line, "language": "en"}) + "\nnot json\n")
    result = dateline.read(file)
    (report,) = result.reports
    told = (report.ref, report.title, report.published, report.publisher, report.url, report.language)
    assert told == ("x-1", "T", "2012-03-06", "P", "https://p.invalid/1", "en")
    assert len(result.issues) == 1


def test_the_public_verbs_are_no_modules() -> None:
    from dateline import brief, demo, find, open_record, read  # a package of the same name would hide a verb once it is imported

    assert all(callable(verb) for verb in (brief, demo, find, open_record, read))
