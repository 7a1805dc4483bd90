"""What every yardstick is made of: parts of the data, and the measures taken on them."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.reading import Reading

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Part:
    """A part of a corpus: its files, or none where it is absent; `looked_for` says what would have been taken, `note` what to know of it."""

    title: str
    files: tuple[Path, ...]
    looked_for: str
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """One figure: points (0 to 100) unless `unit` says otherwise, taken `on` so many items.

    `less` tells that less is better; `floor` that the figure is held to what it once was; `details` are lines for who asks.
    """

    part: str
    metric: str
    ours: float
    on: int
    note: str = ""
    unit: str = ""
    less: bool = False
    floor: bool = True
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A part that could not be measured, and why."""

    part: str
    reason: str


@dataclass(frozen=True)
class Yardstick:
    """`parts` finds the default data under the corpora's folder, `given` the parts of a file or folder that a user names."""

    name: str
    about: str
    parts: Callable[[Path], list[Part]]
    given: Callable[[Path], list[Part]]
    measure: Callable[[Part, Reading], Iterable[Measure]]

    def run(self, parts: Iterable[Part], reading: Reading) -> Iterator[Measure | Skipped]:
        """The measures of each part that is there, and a word on each that is not."""
        for part in parts:
            if not part.files:
                yield Skipped(part.title, f"absent: no {part.looked_for}")
                continue
            try:
                yield from self.measure(part, reading)
            except Unusable as why:
                yield Skipped(part.title, str(why))


class Unusable(Exception):
    """The data, or something that the measure needs beside it, is not there or not of the shape; the message says what."""


def corpora() -> Path:
    """The folder of the public data: DATELINE_CORPORA, or `../shared/corpora` beside the repository."""
    return Path(os.environ.get("DATELINE_CORPORA") or ROOT.parent / "shared" / "corpora")


def found(folder: Path, pattern: str, title: str, fits: Callable[[Path], bool] = lambda _: True) -> Part:
    """The part made of the files under `folder` that match `pattern` and have the right shape."""
    return Part(title, tuple(p for p in sorted(folder.glob(pattern)) if fits(p)), f"{pattern} in {folder}")


def unseen(folder: Path, pattern: str, title: str, fits: Callable[[Path], bool] = lambda _: True) -> Part:
    """The part of a corpus to measure by itself: what is called dev where that is there, else whatever is not called train."""
    files = [p for p in sorted(folder.glob(pattern)) if fits(p)]
    names = {p: p.relative_to(folder).parts[0] for p in files}
    dev = [p for p in files if names[p].startswith("dev")]
    rest = [p for p in files if not names[p].startswith("train")]
    part = "dev" if dev or not rest else "unseen"
    return Part(f"{title} {part}", tuple(dev or rest), f"{pattern} (not train*) in {folder}")


def each_file(path: Path, patterns: Iterable[str], fits: Callable[[Path], bool] = lambda _: True) -> list[Part]:
    """A part for every file of the right name and shape at or under `path`."""
    wanted = list(patterns)
    files = [path] if path.is_file() else sorted({p for pattern in wanted for p in path.rglob(pattern) if fits(p)})
    return [Part(title_of(f), (f,), str(f)) for f in files] or [Part(path.name, (), f"{' or '.join(wanted)} in {path}")]


def together(path: Path, pattern: str) -> list[Part]:
    """One part of all files of the right name at or under `path`."""
    files = (path,) if path.is_file() else tuple(sorted(path.rglob(pattern)))
    return [Part(path.stem, files, f"{pattern} in {path}")]


def title_of(file: Path) -> str:
    """What a file is called in the table: its folder and its stem."""
    return f"{file.parent.name} {file.stem}"


def notes(part: Part, *more: str) -> str:
    """What to know of a part's figures; with a warning where the files' names tell that the reader may have learned from them."""
    trained = any(p.startswith("train") for f in part.files[:1] for p in f.parts[-4:])
    return "; ".join([*(["the shipped reader learned from this part: no measure of unseen text"] if trained else []), *more])
