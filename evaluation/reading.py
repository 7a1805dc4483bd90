"""The shipped reader's layers over the data, kept on disk: the same reader and the same text are read once.

Text is read in chunks of a fixed size, so that the layers do not depend on how many processes read them.
"""

import hashlib
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import msgspec

import dateline
from dateline.annotate import annotate, model, reader_hash
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from dateline.text.report import Report
from training.data import Run, grouped, pieces_of

WORDS_A_CHUNK = 10_000
TOGETHER = 90  # words of a treebank that are read at once
T = TypeVar("T")


class Reading:
    """Reads runs and reports with the shipped reader, by `processes`, and keeps the layers under `folder`."""

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self._reader = _fingerprint()
        self._folder = folder / self._reader
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn")) if processes > 1 else None
        if folder.is_dir():
            for old in folder.iterdir():
                if old.is_dir() and old.name != self._reader:
                    shutil.rmtree(old, ignore_errors=True)  # layers of another reader

    def close(self) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def runs(self, runs: Sequence[Run], about: str) -> list[ReadRun]:
        """What the reader says of runs of words that are cut already, sentences as in the data."""
        bare = [(run.words, _opens(run)) for run in runs]
        return self._kept(bare, [len(words) for words, _ in bare], _read_runs, about)

    def reports(self, reports: Sequence[Report], about: str) -> list[Layers]:
        """The layers of whole texts, cut into words and sentences by the reader's own rules."""
        return self._kept(reports, [r.text.count(" ") + 1 for r in reports], _read_reports, about)

    def _kept(self, items: Sequence[Any], sizes: Sequence[int], read: Callable[[Sequence[Any]], list[T]], about: str) -> list[T]:
        file = self._folder / (hashlib.sha256(msgspec.json.encode((read.__name__, items))).hexdigest()[:24] + ".pickle")
        if file.exists():
            kept: list[T] = pickle.loads(file.read_bytes())
            return kept
        chunks = list(_chunks(items, sizes))
        say(f"{about}: reading {sum(sizes):,} words")
        began = time.monotonic()
        answers = self._pool.map(read, chunks) if self._pool is not None and len(chunks) > 1 else map(read, chunks)
        out: list[T] = []
        for done, answer in enumerate(answers, 1):
            out.extend(answer)
            if len(chunks) > 3 and sys.stderr.isatty():
                print(f"\r  {done / len(chunks):4.0%}", end="\r", file=sys.stderr, flush=True)
        say(f"  {sum(sizes) / max(1e-9, time.monotonic() - began):,.0f} words a second")
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(pickle.dumps(out, protocol=5))
        part.replace(file)
        return out


def say(message: str) -> None:
    """Progress, on standard error."""
    print(message, file=sys.stderr, flush=True)


def bare_report(text: str, ref: str, published: str | None = None) -> Report:
    """A report whose whole text is to be read: the layers are measured on all of it, without looking for furniture."""
    digest = hashlib.sha256(f"{published}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Report(id=digest, ref=ref, text=text, published=published, published_basis="given" if published else "unknown", characters=len(text))


def treebank_runs(documents: list[list[Run]], most_words: int = TOGETHER) -> list[Run]:
    """Consecutive sentences of one document put together, to `most_words`: in life the reader meets paragraphs."""
    return [run for document in documents for run in grouped(document, most_words, None)]


def paragraph_runs(paragraphs: list[Run], most_words: int) -> list[Run]:
    """Paragraphs as the reader reads them: long ones cut between sentences."""
    return [run for p in paragraphs for run in grouped(pieces_of(p), most_words, None)]


def _opens(run: Run) -> list[int]:
    return [i for i, s in enumerate(run.sentence) if i == 0 or run.sentence[i - 1] != s]


def _read_reports(reports: Sequence[Report]) -> list[Layers]:
    return [annotate(report) for report in reports]


def _read_runs(runs: Sequence[tuple[list[str], list[int]]]) -> list[ReadRun]:
    return model.reader().read(runs)


def _chunks(items: Sequence[Any], sizes: Sequence[int]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    held = 0
    for item, size in zip(items, sizes, strict=True):
        chunk.append(item)
        held += size
        if held >= WORDS_A_CHUNK:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _fingerprint() -> str:
    """A hash of what the layers come from: the model's files, and the code and lists that cut words and decode scores."""
    package = Path(dateline.__file__).parent
    lists = [package / "lexicons" / name for name in ("abbreviations.txt", "english.toml", "irregular.tsv", "numbers.toml")]
    code = [*(package / "annotate").glob("*.py"), package / "text/clean.py", package / "text/report.py", *lists]
    digest = hashlib.sha256(reader_hash().encode())
    for file in sorted(code):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
