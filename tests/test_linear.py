"""What is found on the layers costs as much for a word of a long report as for one of a short report."""

import time
from collections.abc import Iterable
from functools import cache

import msgspec

from dateline.annotate import Layers, annotate
from dateline.annotate.layers import Attribution, Name, Timex
from dateline.pipeline import records_of
from dateline.text.make import make_report
from dateline.text.report import Report

STORY = (
    "Rebels attacked a convoy near Homs on Friday, killing 12 soldiers and wounding about 30 others, the army said. "
    'Its spokesman Karim Haddad told reporters that the attackers had fled. "We will find them," he said. '
    "Witnesses said troops shelled the town of Rastan the next day and that at least seven people were killed. "
    "The foreign minister of Norway, Anne Lund, called on both sides to stop. She said 400 families had left their homes since Monday.\n\n"
)
Run = tuple[int, int]


@cache
def _story() -> tuple[Report, Layers]:
    report = make_report(STORY, ref="story", published="2012-03-06")
    return report, annotate(report)


def _repeated(times: int) -> tuple[Report, Layers]:
    """The story told so many times over, with its layers."""
    report, one = _story()
    size, length = len(one.words), len(report.text)

    def moved(runs: Iterable[Run], by: int) -> tuple[Run, ...]:
        return tuple((first + by, stop + by) for first, stop in runs)

    at = [(k * size, k * length) for k in range(times)]
    layers = Layers(
        words=one.words * times,
        starts=tuple(s + o for _, o in at for s in one.starts),
        ends=tuple(e + o for _, o in at for e in one.ends),
        lemmas=one.lemmas * times,
        upos=one.upos * times,
        heads=tuple(h + w if h >= 0 else h for w, _ in at for h in one.heads),
        deprels=one.deprels * times,
        sentences=tuple(run for w, _ in at for run in moved(one.sentences, w)),
        paragraphs=tuple(run for w, _ in at for run in moved(one.paragraphs, w)),
        names=tuple(Name(n.label, n.first + w, n.stop + w) for w, _ in at for n in one.names),
        times=tuple(Timex(t.first + w, t.stop + w) for w, _ in at for t in one.times),
        attributions=tuple(Attribution(moved(a.sources, w), moved(a.cues, w), moved(a.contents, w)) for w, _ in at for a in one.attributions),
    )
    return msgspec.structs.replace(report, text=report.text * times), layers


def _seconds(times: int) -> float:
    """The processor's time for the records of the story told so many times over."""
    report, layers = _repeated(times)
    begun = time.process_time()
    records, issues = records_of(report, layers)
    taken = time.process_time() - begun
    assert len(records) > 3 * times
    assert not issues
    return taken


def test_time_grows_with_the_words() -> None:
    short = min(_seconds(40) for _ in range(3))
    assert any(_seconds(16 * 40) < 24 * short for _ in range(3))
