"""The same layers on the same text made dirty: in upper case, and without commas and apostrophes. The figure is the loss in points."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dateline.annotate.model import ReadRun
from evaluation import attribution, names, syntax, times
from evaluation.frame import Measure, Part, Yardstick
from evaluation.reading import Reading, treebank_runs
from evaluation.scoring import Tally
from training.data import Run, conllu, iob, shouted, stripped

DIRT: dict[str, Callable[[Run], Run]] = {"upper case": shouted, "text without commas and apostrophes": stripped}

Loaded = tuple[list[Run], list[float]]
Scored = dict[str, Tally]


def _loaded(part: Part) -> tuple[Loaded, Callable[[Sequence[Run], Sequence[ReadRun], Sequence[float]], Scored]]:
    """The runs of a part by the shape of its files, and how they are scored."""
    kind = part.files[0].suffix
    if kind == ".conllu":
        runs = [run for f in part.files for run in treebank_runs(conllu(f))]
        return (runs, []), lambda r, o, _: {"LAS": syntax.score(r, o)["LAS"]}
    if kind == ".ann":
        return attribution.annotated(part.files), lambda r, o, w: {k: v for k, v in attribution.score(r, o, w).items() if k in attribution.LAYERS}
    if kind == ".tml":
        return (times.runs_of(part.files), []), lambda r, o, _: times.score_runs(r, o)
    runs = [run for f in part.files for run in treebank_runs(iob(f))]
    return (runs, []), lambda r, o, _: {"all names": names.score(r, o)["all names"]}


def _parts(corpora: Path) -> list[Part]:
    return [p for y in (syntax, names, attribution, times) for p in y.YARDSTICK.parts(corpora)]


def _given(path: Path) -> list[Part]:
    parts = [p for y in (syntax, names, attribution, times) for p in y.YARDSTICK.given(path) if p.files]
    return parts or [Part(path.name, (), f"*.conllu, *.iob2, *.ann or *.tml in {path}")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    (runs, weights), score = _loaded(part)
    clean = score(runs, reading.runs(runs, f"robustness, {part.title}"), weights)
    for name, dirty in DIRT.items():
        worse = [dirty(run) for run in runs]
        for metric, tally in score(worse, reading.runs(worse, f"robustness, {part.title}, {name}"), weights).items():
            lost = clean[metric].f1 - tally.f1
            details = (f"{part.title}, {metric}: {clean[metric].f1:.1f}, in {name} {tally.f1:.1f}",)
            yield Measure(part.title, f"{metric}, lost in {name}", lost, round(tally.gold), less=True, details=details)


YARDSTICK = Yardstick(
    name="robustness",
    about="what upper case and lost commas and apostrophes cost (the data of syntax, names, attribution, times)",
    parts=_parts,
    given=_given,
    measure=_measure,
)
