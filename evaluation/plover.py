"""What kind of event a sentence tells: the rows of the PLV set, each with a source, a target and one of PLOVER's types.

"Given both sides": of the events that the reader finds in the sentence, the one that best fits the given source and target is asked for its type
(none is wrong), and the trained head is asked what the source does to the target: each alone, and joined. The head learned from the train part, of
whose rows each is judged by a head that was trained without it (five folds, `training/types.py`). "End to end", the head not asked: an event with the
right type whose actor and recipient overlap the given ones; in what is done together both may be actors. No sentence is without an event: false
alarms do not show (see `alarms`).

The set is coded in the older tradition of CAMEO, our records by the codebook. Where the two differ `as_there` translates, by rules that are written
there and by nothing else.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.annotate.layers import Layers
from dateline.annotate.types import type_head
from dateline.pipeline import records_of
from dateline.records import Event
from dateline.records.acts.likely import likely
from dateline.resolve.parts import Party
from dateline.span import Span
from evaluation.frame import Measure, Part, Unusable, Yardstick, each_file
from evaluation.reading import Reading, bare_report
from evaluation.scoring import Tally, macro_f1

TUNED, FOLDS = 3, 5  # of each five rows of the set that came with the project the lexicons were tuned on the first three (the set is sorted by type)
FOLDS_FILE = Path(__file__).with_name("plover_folds.tsv")
LIGHTLY = "lightly used: totals were looked at, rows were not"
QUADS = {
    "1": ("AGREE", "CONSULT", "SUPPORT"),
    "2": ("AID", "COOPERATE", "YIELD"),
    "3": ("ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    "4": ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"),
}
QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}
AS_THERE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the set's own names of types, older than ours
AHEAD = ("planned", "offered")  # what is to come is a promise there, or a threat
PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
THREATENED = frozenset({"ASSAULT", "SANCTION", "MOBILIZE", "COERCE"})
BY_CODE = {"163": "COERCE", "116": "ACCUSE", "057": "SUPPORT"}  # CAMEO codes that its conversion of 2021 gives another type than the codebook
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "ASSAULT"})  # what both sides may do to each other
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True)
class Row:
    """A sentence, where its source and target stand in it, and what kind of event goes between them."""

    text: str
    source: Span
    target: Span
    kind: str
    quad: str


@dataclass(frozen=True)
class Answer:
    """What the reader makes of a row: the type, and whether one event has both sides and the type right."""

    kind: str | None
    whole: bool


def rows_of(path: Path) -> list[Row]:
    """The rows of a file. Raises Unusable where the columns are others."""
    with path.open(encoding="utf-8", newline="") as f:
        table = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    missing = {"quad", "root", "marked_sentence"} - set(table[0] if table else ())
    if missing:
        raise Unusable(f"{path} lacks the columns {', '.join(sorted(missing))}")
    return [_row(r["marked_sentence"], r["root"], r["quad"]) for r in table]


def _row(marked: str, kind: str, quad: str) -> Row:
    text, at = "", 0
    marks: dict[str, int] = {}
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        marks[m[0]] = len(text)
    text += marked[at:]
    source = Span(marks.get("<s>", 0), marks.get("</s>", 0))
    target = Span(marks.get("<t>", 0), marks.get("</t>", 0))
    return Row(text, source, target, AS_THERE.get(kind, kind), quad)


def answer(row: Row, events: Sequence[Event]) -> Answer:
    """The reader's answer to a row, from the events that it found in the sentence."""
    best: tuple[int, int, Event] | None = None
    whole = False
    for event in events:
        actor, recipient = _one_at(event.actors, row.source), _one_at(event.recipients, row.target)
        whole = whole or (((actor and recipient) or _together(event, row)) and as_there(event) == row.kind)
        distance = min(abs(event.trigger.start - row.source.end), abs(event.trigger.start - row.target.start))
        rank = (2 * (actor + recipient), -distance, event)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return Answer(as_there(best[2]) if best else None, whole)


def as_there(event: Event) -> str:
    """The type that the set's coders give such an event: what is promised is AGREE, what is threatened THREATEN, a few codes are of another type."""
    if event.status in AHEAD and event.type in PROMISED | THREATENED:
        return "AGREE" if event.type in PROMISED else "THREATEN"
    kind = BY_CODE.get(event.cameo or "", event.type)
    return AS_THERE.get(kind, kind)


def _together(event: Event, row: Row) -> bool:
    """Whether the given sides are two actors of an event that is done together."""
    return event.type in TOGETHER and any(
        _one_at([a], row.source) and _one_at([b], row.target) for a in event.actors for b in event.actors if a is not b
    )


def _one_at(parties: Sequence[Party], span: Span) -> bool:
    return any(p.span is not None and p.span.overlaps(span) for p in parties)


def score(rows: Sequence[Row], answers: Sequence[Answer], odds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Macro F1 of types and quads given both sides, and the shares found and wholly right. `odds` are the head's, row by row."""
    ways = {
        "": [next(iter(likely(a.kind, o))) for a, o in zip(answers, odds, strict=True)],
        ", frames alone": [a.kind or "" for a in answers],
        ", head alone": [next(iter(likely(None, o))) for o in odds],
    }
    out = {}
    for way, kinds in ways.items():
        out[f"type, given both sides{way}"] = macro_f1([r.kind for r in rows], kinds)
        out[f"quad, given both sides{way}"] = macro_f1([r.quad for r in rows], [QUAD_OF.get(k, "") for k in kinds])
    out["type right"] = Tally(sum(r.kind == k for r, k in zip(rows, ways[""], strict=True)), len(rows), len(rows)).recall
    out["end to end: type and both sides"] = Tally(sum(a.whole for a in answers), len(rows), len(rows)).recall
    return out


def odds_of(file: Path, rows: Sequence[Row], layers: Sequence[Layers]) -> list[Mapping[str, float]]:
    """What the trained head says of each row: of the train part, what a head said that was trained without the row."""
    if "train" in file.stem:
        with FOLDS_FILE.open(encoding="utf-8", newline="") as f:
            kept = [{kind: float(p) for kind, p in line.items() if kind != "row"} for line in csv.DictReader(f, delimiter="\t")]
        if len(kept) != len(rows):
            raise Unusable(f"{FOLDS_FILE.name} is of other rows than {file.name}: make it anew with python -m training.types --folds")
        return list(kept)
    asked = (type_head().between(its.words, _under(its, row.source), _under(its, row.target)) for row, its in zip(rows, layers, strict=True))
    return [{AS_THERE.get(kind, kind): p for kind, p in odds.items()} for odds in asked]


def _under(layers: Layers, span: Span) -> tuple[int, int] | None:
    """The words under a span, first to stop."""
    under = [k for k, (start, end) in enumerate(zip(layers.starts, layers.ends, strict=True)) if start < span.end and span.start < end]
    return (under[0], under[-1] + 1) if under else None


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    for file in part.files:
        rows = rows_of(file)
        reports = [bare_report(r.text, f"row {n}") for n, r in enumerate(rows, 1)]
        layers = reading.reports(reports, f"plover, {part.title}")
        events = [[e for e in records_of(r, its)[0] if isinstance(e, Event)] for r, its in zip(reports, layers, strict=True)]
        answers = [answer(row, its) for row, its in zip(rows, events, strict=True)]
        odds = odds_of(file, rows, layers)
        for name, chosen, note in _slices(len(rows)) if "train" in file.stem else [("", range(len(rows)), "")]:
            for metric, ours in score([rows[k] for k in chosen], [answers[k] for k in chosen], [odds[k] for k in chosen]).items():
                yield Measure(f"{part.title} {name}".strip(), metric, ours, len(chosen), note)


def _slices(count: int) -> list[tuple[str, Sequence[int], str]]:
    """The rows that nothing was tuned on, and those that the lexicons were tuned on."""
    rest = [k for k in range(count) if k % FOLDS >= TUNED]
    tuned = [k for k in range(count) if k % FOLDS < TUNED]
    return [("rest", rest, LIGHTLY), ("tuned", tuned, "tuned on"), ("all", range(count), "the lexicons tuned on three fifths")]


YARDSTICK = Yardstick(
    name="plover",
    about="the type of the event between a given source and target (*.tsv with quad, root, marked_sentence)",
    parts=lambda corpora: each_file(corpora / "events", ["plv*.tsv"]),
    given=lambda path: each_file(path, ["*.tsv"]),
    measure=_measure,
)
