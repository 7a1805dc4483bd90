"""Imports run one way, and what need not be loaded is not."""

import subprocess
import sys
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parent.parent


def test_imports_run_one_way() -> None:
    pytest.importorskip("importlinter")
    done = subprocess.run([str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def _loaded(code: str) -> set[str]:
    told = subprocess.run([sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True)
    return set(told.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    ("code", "not_loaded"),
    [
        ("import dateline.span", {"dateline.faces", "numpy", "rich"}),
        ("from dateline.faces.cli import main\nmain([])", {"msgspec", "numpy", "onnxruntime", "rich", "sqlite3"}),
        ("from dateline.faces import api", {"onnxruntime", "rich", "tokenizers", "trafilatura"}),
    ],
)
def test_only_what_is_used_is_loaded(code: str, not_loaded: set[str]) -> None:
    assert not _loaded(code) & not_loaded


def test_every_public_verb_is_there() -> None:
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'predict'"):
        dateline.predict  # noqa: B018
