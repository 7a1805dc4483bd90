"""Names of persons, organisations, places and (where the data marks them) others: exact spans with the right class.

Data that marks no MISC names cannot show them wrong: there the reader's MISC names are left out.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.annotate.decode import chunks
from dateline.annotate.model import ReadRun
from evaluation.frame import Measure, Part, Yardstick, each_file, notes, unseen
from evaluation.reading import TOGETHER, Reading, treebank_runs
from evaluation.scoring import Tally
from training.data import Run, iob

CLASSES = {"PER": "persons", "ORG": "organisations", "LOC": "places", "MISC": "others"}


def score(runs: Sequence[Run], read: Sequence[ReadRun]) -> dict[str, Tally]:
    """F1 of all names, and of each class that the data marks."""
    out = {"all names": Tally()} | {title: Tally() for title in CLASSES.values()}
    for gold, ours in zip(runs, read, strict=True):
        wanted = spans(gold.names or [])
        got = {(n.label, n.first, n.stop) for n in ours.names if not (gold.partial_names and n.label == "MISC")}
        out["all names"].compare(wanted, got)
        for label, title in CLASSES.items():
            out[title].compare({s for s in wanted if s[0] == label}, {s for s in got if s[0] == label})
    return {title: tally for title, tally in out.items() if tally.gold}


def spans(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """(class, first, stop) of each name of IOB2 tags."""
    return {(tags[a][2:], a, b) for a, b in chunks([{"O": 0, "B": 1, "I": 2}[t[0]] for t in tags])}


def has_names(path: Path) -> bool:
    """Whether a file is columns of words and name tags, and not a licence."""
    with path.open(encoding="utf-8", errors="replace") as f:
        rows = [line.split() for _, line in zip(range(200), f, strict=False) if line.strip() and not line.startswith(("#", "-DOCSTART-"))]
    column = 2 if path.suffix == ".iob2" else -1
    return bool(rows) and all(len(row) > 2 and (row[column] == "O" or row[column][1:2] == "-") for row in rows)


def _parts(corpora: Path) -> list[Part]:
    return [unseen(corpora / "names" / name, "*.*", name, has_names) for name in ("conll2003", "uner-ewt")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    runs = [run for f in part.files for run in treebank_runs(iob(f))]
    note = notes(part, f"sentences of a document are read together to {TOGETHER} words")
    for metric, tally in score(runs, reading.runs(runs, f"names, {part.title}")).items():
        yield Measure(part.title, metric, tally.f1, round(tally.gold), note)


YARDSTICK = Yardstick(
    name="names",
    about="names of persons, organisations, places (*.iob2, or *.txt in CoNLL-2003's columns)",
    parts=_parts,
    given=lambda path: each_file(path, ["*.iob2", "*.txt"], has_names),
    measure=_measure,
)
