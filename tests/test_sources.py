"""How reports come in: every kind of input, and that what cannot be read is told and loses nothing beside it."""

import gzip
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputMissing
from dateline.issues import Issue
from dateline.sources import open_sources, report_of_text
from dateline.store import Store
from dateline.text.report import Report

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Convoy reaches Dara | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2012-03-06T10:30:00+02:00">
<link rel="canonical" href="https://harbour.example/convoy"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Convoy reaches Dara</h1>
<p>A convoy of nine lorries reached the town of Dara on Tuesday, the Red Cross said, after three days of talks with the army.</p>
<p>Residents said that flour &amp; blankets were handed out at two schools. &#8220;We had waited for weeks,&#8221; said a teacher.</p>
<p>The convoy is to return on Thursday, and the talks are to go on in the meantime.</p></article>
<footer>Copyright 2012 The Harbour Post</footer></body></html>"""


def opened(*paths: Path | str, published: str | None = None) -> tuple[list[Report], list[Issue]]:
    found = list(open_sources([str(p) for p in paths], published=published))
    return [f for f in found if isinstance(f, Report)], [f for f in found if isinstance(f, Issue)]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(*objects: object) -> str:
    return "".join(json.dumps(o) + "\n" for o in objects)


def test_plain_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Army takes town\n\nBEIRUT, March 6 (Reuters) - The army took it.\n")
    (report,), issues = opened(path, published="2012-03-07")
    assert not issues
    assert (report.ref, report.title, report.published, report.published_basis) == (str(path), "Army takes town", "2012-03-07", "given")


def test_markdown_with_a_head(tmp_path: Path) -> None:
    text = '---\ntitle: "Army takes town"\ndate: 2012-03-06\npublisher: Harbour Post\n---\n# Army takes town\n\nThe **army** took it.\n'
    (report,), issues = opened(written(tmp_path, "a.md", text))
    assert not issues
    assert (report.title, report.published, report.publisher) == ("Army takes town", "2012-03-06", "Harbour Post")
    assert report.text.startswith("# Army")


def test_json_lines_and_what_their_fields_are_called(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.jsonl",
        lines(
            {
                "id": "r1",
                "title": "T",
                "text": "The army left.",
                "published": "2012-03-06",
                "publisher": "P",
                "url": "https://x.example",
                "language": "en",
            },
            {"Article-Content": "The army left.", "article_date": "4/5/2011", "article_source": "Q", "headline": "H", "link": "https://y.example"},
            {"body": ["The army left.", "It rained."], "publishedAt": 1331028000, "source": {"id": None, "name": "R"}, "lang": "English"},
        ),
    )
    reports, issues = opened(path)
    assert not issues
    assert [(r.ref, r.title, r.publisher, r.published, r.url) for r in reports] == [
        ("r1", "T", "P", "2012-03-06", "https://x.example"),
        (f"{path}:2", "H", "Q", "2011-04-05", "https://y.example"),
        (f"{path}:3", None, "R", "2012-03-06T10:00:00Z", None),
    ]
    assert (reports[2].text, reports[2].language) == ("The army left.\n\nIt rained.", "en")


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", [None, "articles", "reports"])
def test_json_that_holds_a_list(tmp_path: Path, indent: int | None, name: str | None) -> None:
    reports = [{"text": "The army left."}, {"text": "<p>It rained.</p><p>Then it snowed.</p>"}]
    held = reports if name is None else {"status": "ok", name: reports}
    found, issues = opened(written(tmp_path, "a.json", json.dumps(held, indent=indent)))
    assert not issues
    assert [r.text for r in found] == ["The army left.", "It rained.\n\nThen it snowed."]


def test_a_page(tmp_path: Path) -> None:
    (report,), issues = opened(written(tmp_path, "a.html", PAGE))
    assert not issues
    assert (report.title, report.publisher, report.language) == ("Convoy reaches Dara", "The Harbour Post", "en")
    assert (report.published, report.published_basis, report.url) == ("2012-03-06T10:30:00+02:00", "metadata", "https://harbour.example/convoy")
    assert "flour & blankets" in report.text
    assert "Copyright" not in report.text
    assert "schools. “We had waited for weeks,” said a teacher.\n\nThe convoy" in report.text


def test_a_lone_paragraph_of_a_page(tmp_path: Path) -> None:
    reports, issues = opened(written(tmp_path, "a.jsonl", lines({"text": "<p>Rebels took a base &amp; an airport.</p>"})))
    assert ([r.text for r in reports], issues) == (["Rebels took a base & an airport."], [])


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>The café in São Paulo “closed” on Monday.</p></body></html>'
    (report,), _ = opened(written(tmp_path, "a.html", page.encode("cp1252")))
    assert "café in São Paulo “closed”" in report.text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("The envoy “left”.".encode("utf-8-sig"), "The envoy “left”."),
        ("The envoy “left”.".encode("utf-16"), "The envoy “left”."),
        (b"The envoy left on Monday.".decode().encode("utf-16-le"), "The envoy left on Monday."),
        ("The envoy’s visit to São Paulo — “a success”, he said — ended in the café.".encode("cp1252"), "The envoy’s visit to São Paulo"),
        ("The café’s owner fled to Turkey.".encode("cp1252"), "The café’s owner"),
        ("Президент посетил Дамаск в понедельник и встретился с министром.".encode("cp1251"), "Президент посетил Дамаск"),
        ("“Yes”, he said. ".encode() * 50 + b"\xff", "“Yes”, he said."),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, text: str) -> None:
    (report,), issues = opened(written(tmp_path, "a.txt", content))
    assert not issues
    assert report.text.startswith(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_of_json_lines(tmp_path: Path, encoding: str) -> None:
    reports, issues = opened(written(tmp_path, "a.jsonl", lines({"text": "One thing."}, {"text": "Another."}).encode(encoding)))
    assert ([r.text for r in reports], issues) == (["One thing.", "Another."], [])


def test_gzip_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    packed = gzip.compress(lines({"text": "The army left."}).encode())
    for name in ("a.jsonl.gz", "a.jsonl", "a"):
        (report,), issues = opened(written(tmp_path, name, packed))
        assert (report.text, issues) == ("The army left.", [])
    (), (issue,) = opened(written(tmp_path, "b.txt.gz", "The army left."))
    assert ".gz" in issue.message


def test_gzip_that_breaks_off_keeps_what_was_whole(tmp_path: Path) -> None:
    many = "".join(lines({"id": f"r{n}", "text": f"The army left {os.urandom(40).hex()}."}) for n in range(3000)).encode()
    packed = gzip.compress(many)
    reports, issues = opened(written(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(reports) > 500
    assert len(issues) == 1
    assert "breaks off" in issues[0].message


def test_content_tells_where_no_ending_does(tmp_path: Path) -> None:
    reports, issues = opened(written(tmp_path, "a", lines({"text": "One."})), written(tmp_path, "b", PAGE), written(tmp_path, "c", "Plain words."))
    assert not issues
    assert [r.text[:8] for r in reports] == ["One.", "Convoy r", "Plain wo"]


@pytest.mark.parametrize(("content", "text"), [("Plain words.", "Plain words."), (lines({"text": "One."}), "One."), (PAGE, "Convoy reaches Dara")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, text: str) -> None:
    buffer = io.BytesIO(content.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffer))
    (report,), issues = opened("-")
    assert not issues
    assert report.text.startswith(text)
    assert not buffer.closed


def test_a_folder_by_name_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.md", ".c.txt", ".d/e.txt"):
        written(tmp_path, name, f"The file {name}.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "void").mkdir()
    reports, issues = opened(tmp_path)
    assert [r.text for r in reports] == ["The file a/y.md.", "The file a/z.txt.", "The file b.txt."]
    assert [Path(i.subject).name for i in issues] == ["loop", "gone.txt", "void"]


def test_a_store_and_the_files_beside_it_are_passed_by(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "The army left.")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with Store.open(tmp_path / "dateline.sqlite"):
        assert (tmp_path / "dateline.sqlite-wal").exists()
        written(tmp_path, "other-wal", "It rained.")
        reports, issues = opened(tmp_path)
    assert [r.text for r in reports] == ["The army left.", "It rained."]
    assert [Path(i.subject).name for i in issues] == ["circle"]
    (), (issue,) = opened(tmp_path / "dateline.sqlite")  # what was named is told of
    assert "a database" in issue.message


def test_odd_names_are_spelled_out(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.txt")
    Path(odd).write_text("The army left.")
    line = '{"id": "\\ud800x", "source": "P\\ud800", "text": "It rained."}\n{"id": "\\udcff", "text": ""}\n'
    (first, second), (issue,) = opened(odd, written(tmp_path, "a.jsonl", line))
    assert first.ref == f"{tmp_path}/caf\\xe9\\x0a.txt"
    assert (second.ref, second.publisher, issue.subject) == ("\\ud800x", "P\\ud800", "\\xff")


def test_lists_in_lists_end_somewhere(tmp_path: Path) -> None:
    for depth in (6, 200, 900):
        (), (issue,) = opened(written(tmp_path, "a.json", "[" * depth + '{"text": "One."}' + "]" * depth))
        assert "nested too deep" in issue.message
        assert len(issue.subject) < len(str(tmp_path)) + 30


def test_a_date_that_is_lent_is_no_part_of_what_a_report_is(tmp_path: Path) -> None:
    bare, own = written(tmp_path, "a.txt", "The army left."), written(tmp_path, "b.jsonl", lines({"text": "It rained.", "date": "2012-03-05"}))
    page = written(tmp_path, "c.html", "<html><body><p>The convoy came to the town.</p></body></html>")
    without, lent = opened(bare, own, page)[0], opened(bare, own, page, published="2012-03-06")[0]
    assert [r.id for r in without] == [r.id for r in lent]
    assert [(r.published, r.published_basis) for r in lent] == [("2012-03-06", "given"), ("2012-03-05", "given"), ("2012-03-06", "given")]
    (otherwise,), _ = opened(written(tmp_path, "b.jsonl", lines({"text": "It rained.", "date": "2012-03-04"})))
    assert otherwise.id != without[1].id


def test_standard_input_gives_each_line_as_it_comes(tmp_path: Path) -> None:
    code = "from dateline.sources import open_sources\nfor one in open_sources(['-'], published=None): print(one.text, flush=True)"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Timer(60, process.kill)  # or this would wait for ever
    late.start()
    try:
        for text in ("One.", "Two."):
            process.stdin.write(lines({"text": text}))
            assert process.stdout.readline().strip() == text
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    finally:
        late.cancel()
        process.kill()
        process.stdout.close()


def test_a_path_that_is_not_there_is_misuse_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nowhere\.txt"):
        open_sources([str(written(tmp_path, "a.txt", "Words.")), str(tmp_path / "nowhere.txt")], published=None)
    with pytest.raises(InputMissing, match="if it is a text, end it with a full stop"):
        open_sources(["Rebels attacked the town"], published=None)


def test_files_are_opened_only_when_asked_for(tmp_path: Path) -> None:
    first, second = written(tmp_path, "a.jsonl", lines({"text": "One."}, {"text": "Two."})), written(tmp_path, "b.txt", "Three.")
    found = open_sources([str(first), str(second)], published=None)
    assert isinstance(next(found), Report)
    second.write_text("Four.")
    assert [f.text for f in found if isinstance(f, Report)] == ["Two.", "Four."]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n ", "no text"),
        ("a.txt", b"12345 !!!", "no text"),
        ("a.html", b"<html></html>", "no text"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"[]", "list is empty"),
        ("a.json", b"5", "no report"),
        ("a.json", b'{"title": "x"}', "field named text"),
        ("a.json", b'{"text": null}', "no text"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.json", b'{"a":' * 50_000, "nested too deep"),
        ("a.json", b'{"text": ' + b"9" * 5000 + b"}", "number too long"),
        ("a.txt", b"%PDF-1.4 \0\0", "pdftotext"),
        ("a.txt", b"PK\x03\x04\0\0", "zip"),
        ("a", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.bin", bytes(range(256)) * 8, "no text"),
        ("a.csv", b"a,b\n1,2\n", "JSON lines"),
        ("a.xml", b"<rss></rss>", "HTML"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    reports, issues = opened(written(tmp_path, name, content))
    assert not reports
    assert says in issues[0].message
    assert len(issues) == 1
    assert "\n" not in issues[0].message


def test_a_broken_line_loses_no_other(tmp_path: Path) -> None:
    content = b'{"text": "One."}\n{"text": "Tw\n\n\xff\xfe\x00\x01\nnull\n{"text": 7}\n{"text": "Caf\xe9 four."}\n'
    reports, issues = opened(written(tmp_path, "a.jsonl", content))
    assert [r.text for r in reports] == ["One.", "Café four."]
    assert [i.message.split(":")[0] if "line" in i.message else i.subject.rpartition(":")[2] for i in issues] == ["line 2", "line 4", "5", "6"]


def test_a_broken_list_keeps_what_stands_before_the_break(tmp_path: Path) -> None:
    content = json.dumps([{"text": "One."}, {"text": "Two."}], indent=1)[:-6]
    reports, issues = opened(written(tmp_path, "a.json", content))
    assert [r.text for r in reports] == ["One."]
    assert len(issues) == 1


def test_a_date_that_no_news_can_bear_is_dropped_and_told(tmp_path: Path) -> None:
    dates = ["1899-01-01", "0000-00-00", "2999-01-01", "soon", "2012", ["x"]]
    reports, issues = opened(written(tmp_path, "a.jsonl", lines(*({"text": "The army left.", "date": d} for d in dates))))
    assert [r.published for r in reports] == [None] * len(dates)
    assert [i.stage for i in issues] == ["date"] * len(dates)
    reports, _ = opened(tmp_path / "a.jsonl", published="2012-03-06")
    assert {r.published for r in reports[:4]} == {"2012-03-06"}


def test_a_year_is_completed_by_the_reports_own_dateline(tmp_path: Path) -> None:
    (report,), issues = opened(written(tmp_path, "a.jsonl", lines({"text": "DARA, 14 March (AFP) - The army left.", "date": 2012})))
    assert (report.published, report.published_basis, issues) == ("2012-03-14", "dateline", [])


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    text = "The army left the town on Monday, officials said. " * 200_000
    reports, issues = opened(written(tmp_path, "a.txt", text), written(tmp_path, "a.jsonl", lines({"text": text})))
    assert not issues
    assert [r.characters for r in reports] == [len(text)] * 2


def test_running_text() -> None:
    report = report_of_text("The army left.", ref="text", published="6 March 2012")
    assert (report.ref, report.published) == ("text", "2012-03-06")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.md", "a", "a.txt.gz"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_end_in_reports_or_issues(tmp_path: Path, content: bytes, name: str) -> None:
    reports, issues = opened(written(tmp_path, name, content))
    assert reports or issues
    assert all(any(c.isalpha() for c in r.text) for r in reports)


NAMES = st.sampled_from(["text", "body", "title", "date", "source", "articles", "id", "lang", "url", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(NAMES, values, max_size=5),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_ends_in_reports_or_issues(tmp_path: Path, value: object) -> None:
    reports, issues = opened(written(tmp_path, "a.jsonl", lines(value)))
    assert reports or issues
