"""The command line, as a shell sees it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.faces.cli import main
from dateline.store import Entry, Store

Run = Callable[..., tuple[int, str, str]]
TEXT = "Anna Berg, the mayor of Bristol, resigned on Monday, city officials said."


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `dateline` in an empty folder: its status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_STORE", raising=False)

    def run(*argv: str) -> tuple[int, str, str]:
        try:
            status = main([str(a) for a in argv])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def test_help_has_examples(run: Run) -> None:
    for command in ("read", "brief", "find"):
        status, out, _ = run(command, "--help")
        assert status == 0
        assert "examples:" in out
    status, out, _ = run("--help")
    assert "dateline demo" in out
    assert run()[0] == 2


def test_version(run: Run) -> None:
    import dateline

    assert run("--version")[:2] == (0, f"dateline {dateline.__version__}\n")


def test_read_keeps_and_says_what_it_did(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\x00\xff\x01" * 200)
    status, out, err = run("read", "a.txt", "b.txt", "--published", "2012-03-06")
    assert (status, out) == (0, "")
    listed, last, _ = err.split("\n")
    assert listed.startswith("  b.txt: could not be read (decode): ")
    assert last.startswith("read 1, unchanged 0, not read 1 (why: ")
    assert (tmp_path / "dateline.sqlite").exists()
    assert run("read", "a.txt", "--published", "2012-03-06")[2].strip() == "read 0, unchanged 1, not read 0"


@pytest.mark.parametrize(("options", "told"), [((), "dateline brief"), (("--store", "my own.sqlite"), "dateline brief --store 'my own.sqlite'")])
def test_read_names_the_next_step_to_a_person(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_model: None, options: tuple[str, ...], told: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("read", "a.txt", *options)[2].endswith(f"\ndateline: to see what they say: {told}\n")
    assert "to see" not in run("read", "a.txt", "--quiet", *options)[2]


def test_read_exits_1_where_nothing_could_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\x00\xff\x01" * 200)
    assert run("read", "b.txt")[0] == 1


def test_read_json_prints_each_report_before_its_records_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    lines = [{"id": "one", "text": TEXT}, {"id": "two", "text": "Omar Haddad, the prime minister, met Anna Berg on Tuesday."}]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    status, out, err = run("read", "r.jsonl", "--json", "--quiet", "--published", "2012-03-06")
    assert status == 0
    told = [json.loads(line) for line in out.splitlines()]
    assert all(next(iter(one)) == "kind" for one in told)
    assert [one["ref"] for one in told if one["kind"] == "report"] == ["one", "two"]
    current = None
    for one in told:
        current = one["id"] if one["kind"] == "report" else current
        assert one.get("report", current) == current
    assert len(told) > 2
    assert err.strip().split("\n")[-1] == "read 2, unchanged 0, not read 0"
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]


def test_standard_input(tmp_path: Path) -> None:
    done = _dateline("read", "-", "--json", cwd=tmp_path, input=TEXT)
    assert done.returncode == 0
    assert json.loads(done.stdout.split("\n")[0])["characters"] == len(TEXT)


def test_the_store_is_named_by_option_or_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_model: None) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    run("read", "a.txt", "--store", "mine.sqlite")
    monkeypatch.setenv("DATELINE_STORE", "theirs.sqlite")
    run("read", "a.txt")
    assert sorted(p.name for p in tmp_path.glob("*.sqlite")) == ["mine.sqlite", "theirs.sqlite"]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("read", "none.txt"), "there is no file or folder none.txt"),
        (("read", "a.txt", "--published", "yesterday"), "'yesterday' is no date: write it as 2012-03-06"),
        (("read", "a.txt", "--store", "no/s.sqlite"), "the folder no does not exist"),
        (("brief",), "there is no store at dateline.sqlite"),
        (("brief", "--as-of", "Monday"), "'Monday' is no date"),
        (("show", "abc"), "there is no store"),
        (("find", "abc"), "there is no store"),
        (("read", "a.txt", "--procesess", "2"), "--procesess 2 is not understood here; did you mean --processes? (see dateline read --help)"),
        (("read", "a.txt", "--processes", "0"), "0 is no whole number from 1 on"),
        (("find", "x", "--kind", "rumour"), "--kind is one of report, event, statement, figure, role, and not rumour"),
        (("read",), "give PATH: file, folder, or - for standard input"),
        (("changes",), "give --since: a day (2012-03-06) or a moment"),
        (("actors",), "give VERB: list, show, import (see dateline actors --help)"),
        (("gazetteer",), "give VERB: import"),
        (("brief", "--place"), "--place needs a value: only of there"),
        (("judge", "3f", "--accept", "--reject"), "--reject and --accept do not go together"),
        (("find", ""), "give words to look for"),
        (("read", "Rebels attacked the town"), "end it with a full stop"),
        (("brif",), "there is no command brif; did you mean brief? (see dateline --help)"),
        (("xyzzy",), "there is no command xyzzy (see dateline --help)"),
        (("actors", "shwo", "Annan"), "did you mean show? (see dateline actors --help)"),
        (("happenings", "--since", "2012-03-08", "--until", "2012-03-01"), "--since 2012-03-08 is later than --until 2012-03-01"),
        (("agenda", "--since", "2012-03-08", "--until", "2012-03-01"), "give the earlier one first"),
        (("figures", "--since", "2012-03-08", "--until", "2012-03-01"), "give the earlier one first"),
        (("actors", "show", "Annan", "--since", "2012-03-08", "--until", "2012-03-01"), "give the earlier one first"),
        (("brief", "--since", "2012-03-08", "--as-of", "2012-03-01"), "--since 2012-03-08 is later than --as-of 2012-03-01"),
        (("changes", "--since", "2012-03-08", "--by", "published", "--as-of", "2012-03-01"), "give the earlier one first"),
    ],
)
def test_misuse_is_one_line_and_status_2(run: Run, tmp_path: Path, argv: tuple[str, ...], told: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("happenings", "--place", "Nowhereville"), "the gazetteer knows no place called Nowhereville"),
        (("brief", "--place", "Nowhereville"), "the gazetteer knows no place called Nowhereville"),
        (("happenings", "--place", "Ireland"), "nothing is kept with --place Ireland\n"),
        (("agenda", "--actor", "Mr Zorro"), 'nothing is due with --actor "Mr Zorro"; dateline actors list shows who there is'),
        (("figures", "--place", "Homs", "--source", "Zorro"), "leave one of these out to see more"),
        (("actors", "list", "--country", "Fiji"), "nobody of Fiji acts or speaks"),
        (("actors", "show", "?"), "give a name or an id"),
    ],
)
def test_where_nothing_is_found_one_is_told_what_to_do(run: Run, demo_store: Path, argv: tuple[str, ...], told: str) -> None:
    _, _, err = run(*argv, "--store", demo_store)
    assert told in err


def test_find_and_show(run: Run, demo_store: Path) -> None:
    status, out, _ = run("find", "Annan", "Damascus", "--kind", "event", "--limit", "2", "--store", demo_store)
    assert status == 0
    assert [line.split()[1] for line in out.split("\n") if line.startswith("- ")] == ["**event"] * 2
    assert all("Annan**" in line and "**Damascus**" in line for line in out.split("\n") if line.startswith("  - "))
    status, _, err = run("find", "Annan", "--limit", "9" * 30, "--store", demo_store)
    assert (status, err) == (0, "")
    status, out, _ = run("find", "Valerie Amos", "--kind", "role", "--limit", "2", "--store", demo_store)
    assert status == 0
    assert "**Valerie Amos**" in out
    id = out.split("role ")[1][:8]
    status, out, _ = run("show", id, "--store", demo_store)
    assert status == 0
    assert out.startswith(f"# role {id}")
    assert "Valerie Amos" in out.split("**")[1]
    assert "- **title**: " in out
    report = out.rsplit("- **report**: ", 1)[1].strip()
    status, out, _ = run("show", report[:10], "--store", demo_store)
    assert out.startswith(f"# report {report}\n")
    assert f"role {id}" in out
    status, out, _ = run("show", "courier-0224", "--store", demo_store)
    assert (status, out.split("\n")[2]) == (0, "Annan named envoy on Syria, The Weybridge Courier, 2012-02-24, courier-0224")
    assert run("show", "zz", "--store", demo_store)[0] == 2
    for words, told in (
        (("zxqv",), "nothing that was kept bears zxqv\n"),
        (("Annan", "zx qv"), 'bears Annan "zx qv": "zx qv" is nowhere\n'),
        (("Fradkov", "Mood"), "bears Fradkov Mood together: leave one out to see more\n"),
    ):
        status, out, err = run("find", *words, "--store", demo_store)
        assert (status, out) == (1, "")
        assert err.endswith(told)


def test_show_of_an_actor_says_who_tells_of_one(run: Run, demo_store: Path) -> None:
    assert run("show", "Kofi Annan", "--store", demo_store)[2].endswith('; of an actor, dateline actors show "Kofi Annan" tells\n')
    assert "actors show" not in run("show", "ffffffff0000", "--store", demo_store)[2]


def test_what_has_no_title_is_told_by_its_name(run: Run, tmp_path: Path, no_model: None) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    run("read", "a.txt")
    (first, _, _) = run("find", "mayor")[1].split("\n")
    assert first.endswith("** a.txt")
    assert run("show", "a.txt")[1].startswith("# report ")
    status, out, err = run("show", "a.txt", "--why")
    assert (status, out) == (2, "")
    assert "a.txt is a report" in err


def test_odd_names_lose_nothing(run: Run, tmp_path: Path, no_model: None) -> None:
    (tmp_path / os.fsdecode(b"a\xff.txt")).write_text(TEXT)
    (tmp_path / os.fsdecode(b"b\xff.txt")).write_bytes(b"\x00\xff\x01" * 200)
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "\ud800x", "title": "\ud800", "text": "The \ud800 bridge was closed."}) + "\n")
    (tmp_path / "d.txt").write_text("The road was opened.")
    for told in ("read 3, unchanged 0, not read 1 (why: it is no text)", "read 0, unchanged 3, not read 1 (why: it is no text)"):
        status, _, err = run("read", ".")
        assert (status, err.strip().split("\n")[-1]) == (0, told)
        assert [line.split(":")[0] for line in err.split("\n")[:-2]] == ["  ./b\\xff.txt"]
    assert run("show", os.fsdecode(b"\xff"))[0] == 2
    assert run("show", os.fsdecode(b"./a\xff.txt"))[0] == 0
    assert r"The \ud800 **bridge** was closed." in run("find", "bridge")[1]
    assert run("brief")[0] == 0


def test_the_same_file_with_another_date_is_one_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("At least 14 people were killed in Homs on Monday, activists said.")
    counts = []
    for argv in (("a.txt",), ("a.txt", "--published", "2012-03-06"), ("a.txt", "--published", "2012-03-06")):
        run("read", *argv)
        with Store.open(tmp_path / "dateline.sqlite", read_only=True) as store:
            counts.append(store.counts())
    assert counts[0] == counts[1] == counts[2]
    assert (counts[0]["report"], counts[0]["figure"]) == (1, 1)


def test_the_account_is_told_where_the_store_fails(run: Run, tmp_path: Path, no_model: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_many(store: Store, entries: list[Entry], reader: str) -> list[bool]:
        if any("poison" in e.report.text for e in entries):
            raise StoreError("the disk is full: make room, then run this again")
        return kept(store, entries, reader=reader)

    kept = Store.add_many
    monkeypatch.setattr(Store, "add_many", add_many)
    monkeypatch.setattr("dateline.pipeline.BATCH_CHARACTERS", 10)
    for name, text in (("a", TEXT), ("b", "This is poison."), ("c", TEXT)):
        (tmp_path / f"{name}.txt").write_text(text)
    status, _, err = run("read", "a.txt", "b.txt", "c.txt")
    assert (status, err) == (2, "read 1, unchanged 0, not read 0\ndateline: the disk is full: make room, then run this again\n")


def test_a_date_that_was_dropped_is_a_note(run: Run, tmp_path: Path, no_model: None) -> None:
    (tmp_path / "r.jsonl").write_text(
        "".join(json.dumps({"id": id, "text": TEXT + id, "date": day}) + "\n" for id, day in (("x", "soon"), ("y", "2012-03-06")))
    )
    note, last = run("read", "r.jsonl")[2].strip().split("\n")
    assert note.startswith("x: its date 'soon' is no day")
    assert last == "read 2, unchanged 0, not read 0"


def test_brief_is_markdown_where_there_is_no_terminal(run: Run, demo_store: Path) -> None:
    status, out, _ = run("brief", "--as-of", "2012-03-08", "--store", demo_store)
    assert status == 0
    assert out.startswith("# Situation report, as of Thu 8 Mar 2012\n")
    assert "\n## Diplomacy and who is due\n" in out


def test_a_brief_of_a_place_since_a_day_with_its_sentences_under_each_line(run: Run, demo_store: Path) -> None:
    options = ("--since", "2012-03-01", "--as-of", "2012-03-09", "--place", "Homs", "--evidence", "inline")
    status, out, _ = run("brief", *options, "--store", demo_store)
    assert status == 0
    assert out.startswith("# Situation report, Homs, as of Fri 9 Mar 2012\n")
    assert "What changed since Thu 1 Mar 2012" in out
    assert "## Evidence" not in out
    assert run("brief", "--since", "Monday", "--store", demo_store)[0] == 2


def _dateline(*argv: str, cwd: Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *argv], cwd=cwd, input=input, capture_output=True, text=True, timeout=300)


def test_a_reader_who_has_had_enough_is_no_error(demo_store: Path) -> None:
    command = f"{sys.executable} -m dateline brief --store {demo_store} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)
    assert (done.stdout[:18], done.stderr) == ("# Situation report", "")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Lets programs that are started end by Ctrl-C, also where the tests run in the background of a shell, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path, interruptible: None) -> None:
    lines = [{"id": str(k), "text": f"{k}. {TEXT} " * 80} for k in range(400)]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    command = [sys.executable, "-m", "dateline", "read", "r.jsonl", "--processes", "1"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    store = tmp_path / "dateline.sqlite"
    while process.poll() is None:
        if store.exists() and store.with_name("dateline.sqlite-wal").exists() and _kept(store):
            process.send_signal(signal.SIGINT)
            break
        time.sleep(0.02)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert err.strip().split("\n")[-1] == "dateline: stopped; what is read is kept, run the same command again to go on"
    told = int(err.strip().split("\n")[-2].split(",")[0].removeprefix("read "))
    with Store.open(store, read_only=True) as kept:
        assert kept.counts()["report"] >= told > 0


_KILLED = """\
import os
import signal

from dateline import pipeline, read


def done(report, records):
    print(report.ref, flush=True)
    if report.ref == "9":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    pipeline.BATCH_CHARACTERS = 1_000
    read("r.jsonl", store="dateline.sqlite", processes=2, on_done=done)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_9_of_two_processes_keeps_what_is_done(tmp_path: Path) -> None:
    lines = [{"id": str(k), "text": f"{k}. {TEXT} " * 5} for k in range(40)]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "killed.py").write_text(_KILLED)
    killed = subprocess.run([sys.executable, "killed.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300)  # till its processes have ended
    done = killed.stdout.split()
    assert (killed.returncode, done) == (-signal.SIGKILL, [str(k) for k in range(10)]), killed.stderr
    again = _dateline("read", "r.jsonl", "--processes", "2", cwd=tmp_path)
    last = again.stderr.strip().split("\n")[-1]
    read, unchanged = (int(part.split()[1]) for part in last.split(",")[:2])
    assert read + unchanged == 40
    assert 40 > unchanged >= len(done)
    with Store.open(tmp_path / "dateline.sqlite", read_only=True) as kept:
        assert [r.ref for r in kept.reports()] == [str(k) for k in range(40)]
        assert kept.counts()["role"] >= 40


@pytest.mark.skipif(os.name == "nt", reason="needs pipes that tell of each line")
def test_piped_reports_are_kept_as_they_come(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "read", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    store = tmp_path / "dateline.sqlite"
    try:
        for k in (1, 2):
            process.stdin.write(json.dumps({"id": str(k), "text": f"{k}. {TEXT}"}) + "\n")
            process.stdin.flush()
            until = time.monotonic() + 60
            while not (store.exists() and _kept(store) == k):
                assert time.monotonic() < until
                time.sleep(0.05)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert err.strip() == "read 2, unchanged 0, not read 0"


def _kept(store: Path) -> int:
    try:
        with Store.open(store, read_only=True) as kept:
            return kept.counts()["report"]
    except StoreError:
        return 0
