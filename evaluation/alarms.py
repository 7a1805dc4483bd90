"""False alarms: events told on texts without politics, beside the crisis corpus; per 1,000 words, by genre.

The treebanks' quiet genres (fiction, how-to, travel, biographies; reviews, answers) report almost nothing that an analyst would log, though a
biography may hold a war. How many are wrong is not known without reading them: `--details` prints some of each genre.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.faces.api import open_inputs
from dateline.pipeline import records_of
from dateline.records import Event
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Yardstick, unseen
from evaluation.reading import Reading, bare_report

GENRES = {  # what the name of a document says it is
    "fiction": re.compile(r"_fiction_"),
    "how-to": re.compile(r"_whow_"),
    "travel": re.compile(r"_voyage_"),
    "biographies": re.compile(r"_bio_"),
    "reviews": re.compile(r"^reviews-"),
    "answers": re.compile(r"^answers-"),
}
CRISIS = "crisis corpus"
SAMPLE = 150  # reports of the crisis corpus
SHOWN = 6  # events of each genre that the details show
_AROUND = 40  # characters shown on either side


@dataclass(frozen=True)
class Document:
    """A text of one genre."""

    genre: str
    report: Report


def documents(file: Path) -> Iterator[Document]:
    """The documents of a treebank whose names tell a quiet genre, each as one text."""
    genre, name, said = None, "", list[str]()
    for line in file.read_text("utf-8").splitlines():
        key, _, value = line.partition(" = ")
        if key == "# newdoc id":
            if genre and said:
                yield Document(genre, bare_report(" ".join(said), name))
            name, said = value.strip(), []
            genre = next((g for g, pattern in GENRES.items() if pattern.search(name)), None)
        elif key == "# text" and genre:
            said.append(value.strip())
    if genre and said:
        yield Document(genre, bare_report(" ".join(said), name))


def _crisis(file: Path) -> Iterator[Document]:
    reports = (r for r in open_inputs(file) if isinstance(r, Report))
    for report, _ in zip(reports, range(SAMPLE), strict=False):
        yield Document(CRISIS, report)


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    found = [d for f in part.files for d in (documents(f) if f.suffix == ".conllu" else _crisis(f))]
    layers = reading.reports([d.report for d in found], f"alarms, {part.title}")
    words: dict[str, int] = {}
    events: dict[str, list[str]] = {}
    for document, its in zip(found, layers, strict=True):
        words[document.genre] = words.get(document.genre, 0) + len(its.words)
        told = (e for e in records_of(document.report, its)[0] if isinstance(e, Event))
        events.setdefault(document.genre, []).extend(_line(e, document) for e in told)
    for genre, count in words.items():
        rate = 1000 * len(events[genre]) / max(1, count)
        quiet = genre != CRISIS
        shown = tuple(events[genre][:SHOWN]) if quiet else ()
        yield Measure(part.title, f"{genre}: events per 1,000 words", rate, count, unit="a 1,000 words", less=quiet, floor=quiet, details=shown)


def _line(event: Event, document: Document) -> str:
    text = document.report.text
    around = text[max(0, event.span.start - _AROUND) : event.span.end + _AROUND].replace("\n", " ")
    return f"{document.genre}: {event.type} by {event.trigger.of(text)!r}: {around}"


def _parts(corpora: Path) -> list[Part]:
    treebanks = [unseen(corpora / "syntax" / name, "*.conllu", name) for name in ("gum", "ewt")]
    crisis = corpora / "crisis" / "fakes.jsonl"
    return [*treebanks, Part("crisis", (crisis,) if crisis.is_file() else (), str(crisis), f"the first {SAMPLE} reports")]


def _given(path: Path) -> list[Part]:
    files = (path,) if path.is_file() else tuple(sorted([*path.rglob("*.conllu"), *path.rglob("*.jsonl")]))
    return [Part(path.name, files, f"*.conllu or *.jsonl in {path}")]


YARDSTICK = Yardstick(
    name="alarms",
    about="events per 1,000 words of texts without politics (*.conllu with document names as in GUM and EWT), beside crisis reports (*.jsonl)",
    parts=_parts,
    given=_given,
    measure=_measure,
)
