"""What is measured, in a process of its own: one JSON object is printed.

`python -m benchmarks.child read|stages|merge|store REPORTS.jsonl [PROCESSES, EVENTS or REPORTS]`
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path


def read(path: Path, processes: int) -> dict[str, float]:
    """Reports from a file into a new store. Seconds run from before the reader is loaded until the last report is on the disk."""
    began = time.perf_counter()
    from dateline.faces.api import stream

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        records = sum(len(one.records) for one in stream(path, store=Path(folder) / "bench.sqlite", processes=processes))
    seconds = time.perf_counter() - began
    for worker in multiprocessing.active_children():  # only of those that have ended is the memory known
        worker.join(10)
    return {"seconds": seconds, "records": records} | _memory()


def stages(path: Path, _: int) -> dict[str, float]:
    """The reader alone, then the records alone, in this process; the model is loaded before."""
    from dateline.annotate import annotate
    from dateline.faces.api import open_inputs
    from dateline.pipeline import records_of
    from dateline.text.report import Report

    began = time.perf_counter()
    reports = [one for one in open_inputs(path) if isinstance(one, Report)]
    opened = time.perf_counter()
    annotate(reports[0])
    loaded = time.perf_counter()
    layers = [annotate(report) for report in reports]
    annotated = time.perf_counter()
    for report, its in zip(reports, layers, strict=True):
        records_of(report, its)
    return {"opening": opened - began, "layers": annotated - loaded, "records": time.perf_counter() - annotated}


def merge(_: Path, events: int) -> dict[str, float]:
    """Generated events put into groups, all at once."""
    from benchmarks.events import made
    from dateline.merge.clusters import Clusters

    facts = made(events)
    began = time.perf_counter()
    Clusters(facts)
    return {"seconds": time.perf_counter() - began} | _memory()


def store(_: Path, number: int) -> dict[str, float | dict[str, float]]:
    """Generated reports kept with their groups; then one more, and some questions. `seconds` are for each report."""
    from benchmarks.events import ACTOR, PLACE, reports
    from dateline.faces import api
    from dateline.store import Store

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path, generated = Path(folder) / "bench.sqlite", reports(number + 1)
        with Store.open(path) as kept:
            began = time.perf_counter()
            while batch := list(islice(generated, min(100, number - kept.counts()["report"]))):
                kept.add_many(batch)
            done = time.perf_counter()
            kept.add_many(generated)
            added = time.perf_counter()
            last = max(report.published or "" for report in kept.reports())
        asked: dict[str, Callable[[], object]] = {
            "happenings of a day": lambda: api.happenings(path, since="2012-01-02", until="2012-01-02"),
            "happenings in a place": lambda: api.happenings(path, place=PLACE),
            "brief of a day": lambda: api.brief(path, since=last),
            "brief of 90 days": lambda: api.brief(path),
            "changes of a day": lambda: api.changes(path, last, by="published"),
            "figures": lambda: api.figures(path),
            "agenda": lambda: api.agenda(path),
            "dossier of one actor": lambda: api.dossier(path, ACTOR),
        }
        questions = {name: _seconds(ask) for name, ask in asked.items()}
        size = path.stat().st_size / number
    return {"seconds": (done - began) / number, "added": added - done, "bytes": size, "questions": questions} | _memory()


def _seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _memory() -> dict[str, float]:
    """The most memory, in MB, that this process and the largest of its children held."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return {
        "main_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit,
    }


if __name__ == "__main__":
    measures = {"read": read, "stages": stages, "merge": merge, "store": store}
    print(json.dumps(measures[sys.argv[1]](Path(sys.argv[2]), int((sys.argv[3:] or ["1"])[0]))))
