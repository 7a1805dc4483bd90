"""What several test files share: the demonstration reports, read once, and a stand-in for the model where a test is not about reading."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.annotate import Layers, words_of
from dateline.faces import api
from dateline.faces.api import Result
from dateline.text.make import make_report
from dateline.text.report import Report

os.environ["DATELINE_DATA"] = ""  # what ships, whatever was imported on this machine


@pytest.fixture(scope="session")
def demo() -> Result:
    """The bundled reports, read."""
    with api.demo_reports() as path:
        return api.read(path)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the bundled reports."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    api.demo(store=path)
    return path


@pytest.fixture
def report() -> Callable[..., Report]:
    """Makes a report of a text."""

    def make(text: str, ref: str = "test", published: str | None = "2012-03-06") -> Report:
        return make_report(text, ref=ref, title=None, publisher="The Test", published=published)

    return make


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads words and sentences alone, without the model: no records, but everything around them runs."""
    monkeypatch.setattr("dateline.pipeline.annotate", flat_layers)


def flat_layers(report: Report) -> Layers:
    """Layers in which every word is a noun that hangs on nothing."""
    words = words_of(report)
    n = len(words.forms)
    return Layers(
        words=words.forms,
        starts=words.starts,
        ends=words.ends,
        lemmas=tuple(w.lower() for w in words.forms),
        upos=("NOUN",) * n,
        heads=(-1,) * n,
        deprels=("root",) * n,
        sentences=words.sentences,
        paragraphs=words.paragraphs,
    )
