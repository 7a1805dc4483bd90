"""The docs tell the truth: the reference is the code's, and every command that they name exists."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

import dateline
from dateline.faces import cli

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "guide.md"]


def _reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_made_from_the_types() -> None:
    assert (ROOT / "docs" / "records.md").read_text("utf-8") == _reference().page(), "run: python docs/reference.py"


def test_every_command_that_is_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    named = {m for page in PAGES for m in re.findall(r"^\s*dateline (\w+)", page.read_text("utf-8"), re.MULTILINE)}
    assert {"read", "brief", "find", "show"} <= named
    for command in sorted(named):
        with pytest.raises(SystemExit) as left:
            cli.main([command, "--help"])
        assert left.value.code == 0


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {m for page in PAGES for m in re.findall(r"(?:^    |`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)}
    assert named <= targets


def test_every_file_that_is_linked_exists() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), target


def test_every_public_verb_is_told_and_can_be_imported() -> None:
    from dateline.faces import api

    listed = (api.__doc__ or "").split("\n\n")[1]
    told = {line.split()[0] for line in listed.splitlines()}
    assert told == {name for name in dateline.__all__ if name[0].islower()}


def test_the_guide_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = re.findall(r"^    dateline (.+)$", (ROOT / "docs" / "guide.md").read_text("utf-8"), re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_STORE", "demo.sqlite")
    for line in lines:
        assert cli.main(shlex.split(line)) == 0, line
        told = capsys.readouterr()
        assert told.out.strip() or told.err.strip(), line
