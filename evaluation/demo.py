"""The bundled reports, held against what a careful reader takes from them: which tell of one thing, which are copies, what became of each plan.

The lists stand in `demo/`, and were written by reading the reports before any output of the reader was seen; what was mended since is told there.
A mention is a report's id and some words that it has once, with the event's trigger in square brackets. The reader found a mention where one of its
events has that trigger, or tells the event again there (its `mentions`); what it did not find counts neither for nor against the merging.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import dateline
from dateline.faces.api import open_inputs
from dateline.merge.corpus import Corpus
from dateline.merge.happening import Happening, happenings
from dateline.merge.origins import origins
from dateline.merge.plans import Outcome, Plan, plans
from dateline.merge.state import State
from dateline.pipeline import records_of
from dateline.records import Event
from dateline.span import Span
from dateline.text.report import Report
from evaluation.frame import Measure, Part, Unusable, Yardstick
from evaluation.reading import Reading

REPORTS = Path(dateline.__file__).parent / "bundled" / "reports.jsonl"
LISTS = Path(__file__).parent / "demo"
HEADS = {
    "happenings": ("happening", "report", "words", "mark"),
    "near_misses": ("report", "words", "other_report", "other_words", "difference"),
    "copies": ("report", "of", "how"),
    "plans": ("plan", "report", "words", "who", "due", "outcome", "told_by", "told_words"),
}
FATES = frozenset(get_args(Outcome))
Mark = Literal["is", "may", "doubt"]
MARKS: tuple[Mark, ...] = ("is", "may", "doubt")  # tells of it; may be taken for it or left out; of a thing that nobody can tell apart, not scored


class Mention(NamedTuple):
    """A trigger in a report, by the words around it."""

    report: str
    words: str

    @property
    def plain(self) -> str:
        """The words as the report has them."""
        return self.words.replace("[", "").replace("]", "")

    def span(self, text: str) -> Span:
        """Where the trigger stands. Raises Unusable where the words do not stand in `text` exactly once, or mark no trigger."""
        before, opens, rest = self.words.partition("[")
        trigger, closes, after = rest.partition("]")
        if not (opens and closes and trigger) or {"[", "]"} & set(after) or text.count(self.plain) != 1:
            raise Unusable(f"{self.report} has no trigger at {self.words!r}, or has it twice")
        start = text.index(self.plain) + len(before)
        return Span(start, start + len(trigger))

    def __str__(self) -> str:
        return f"{self.report}: {self.words}"


@dataclass(frozen=True)
class Told:
    """One thing in the world, by its mentions."""

    title: str
    mentions: Mapping[Mention, Mark]

    @property
    def reports(self) -> frozenset[str]:
        """The reports that tell of it, or may be taken to."""
        return frozenset(m.report for m in self.mentions)

    @property
    def scored(self) -> bool:
        """Whether reading decides what tells of it."""
        return "is" in self.mentions.values()


@dataclass(frozen=True)
class Planned:
    """A plan, by its announcements, what may be said to have become of it by the last report, and the words that tell it, if any do."""

    title: str
    mentions: tuple[Mention, ...]
    fates: frozenset[str]
    told: Mention | None


@dataclass(frozen=True)
class Lists:
    """What the careful reader wrote down."""

    happenings: tuple[Told, ...]
    near_misses: tuple[tuple[Mention, Mention], ...]
    copies: frozenset[tuple[str, str]]
    plans: tuple[Planned, ...]


class Found:
    """The reader's events in a corpus, to be looked up by mention, and the happenings that they stand in."""

    def __init__(self, corpus: Corpus, told: Iterable[Happening]) -> None:
        self.text = {r.ref: r.text for r in corpus.reports.values()}
        self.ref = {e.id: corpus.reports[e.report].ref for e in corpus.all(Event)}
        self.trigger = {e.id: e.trigger.of(self.text[self.ref[e.id]]) for e in corpus.all(Event)}
        self.group = {id: frozenset(h.events) for h in told for id in h.events}
        self._events: dict[str, list[Event]] = defaultdict(list)
        for event in corpus.all(Event):
            self._events[self.ref[event.id]].append(event)

    def touching(self, mention: Mention) -> list[Event]:
        """The events told by a mention's words, the nearest first: those whose triggers share words with it, then those that are told again there.

        Raises Unusable for a mention that the reports do not have.
        """
        if mention.report not in self.text:
            raise Unusable(f"no report is called {mention.report}")
        span = mention.span(self.text[mention.report])
        told = [(bool(k), s, e) for e in self._events[mention.report] for k, s in enumerate((e.trigger, *e.mentions)) if s.overlaps(span)]
        return [e for _, _, e in sorted(told, key=lambda it: (it[0], abs(it[1].start - span.start) + abs(it[1].end - span.end)))]

    def at(self, mention: Mention) -> Event | None:
        """The event that is most nearly a mention's."""
        return next(iter(self.touching(mention)), None)

    def ids(self, mentions: Iterable[Mention]) -> set[str]:
        """The ids of the events found at any of the mentions."""
        return {e.id for m in mentions if (e := self.at(m))}

    def told(self, id: str) -> str:
        """An event by its report and trigger, for people."""
        return f"{self.ref[id]} “{self.trigger[id]}”"


def load(folder: Path = LISTS) -> Lists:
    """The lists in a folder. Raises Unusable for what is not of their shape."""
    return Lists(
        happenings=tuple(_told(_rows(folder, "happenings"))),
        near_misses=tuple((Mention(a, b), Mention(c, d)) for a, b, c, d, _ in _rows(folder, "near_misses")),
        copies=frozenset((copy, of) for copy, of, _ in _rows(folder, "copies")),
        plans=tuple(_planned(_rows(folder, "plans"))),
    )


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    file = folder / f"{name}.tsv"
    try:
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    except OSError as error:
        raise Unusable(str(error)) from error
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or any(len(row) != len(HEADS[name]) for row in rows) or tuple(rows[0]) != HEADS[name]:
        raise Unusable(f"{file} has not the columns {', '.join(HEADS[name])}")
    yield from rows[1:]


def _told(rows: Iterable[Sequence[str]]) -> Iterator[Told]:
    by_title: dict[str, dict[Mention, Mark]] = defaultdict(dict)
    for title, report, words, said in rows:
        mark = next((m for m in MARKS if m == said), None)
        if mark is None:
            raise Unusable(f"{title}: {said!r} is none of {', '.join(MARKS)}")
        by_title[title][Mention(report, words)] = mark
    yield from (Told(title, mentions) for title, mentions in by_title.items())


def _planned(rows: Iterable[Sequence[str]]) -> Iterator[Planned]:
    announced: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for title, report, words, _, _, said, told_by, told_words in rows:
        announced[title, said, told_by, told_words].append(Mention(report, words))
    for (title, said, told_by, told_words), its in announced.items():
        fates = frozenset(said.split(","))
        if not fates <= FATES:
            raise Unusable(f"{title}: {said!r} is none of {', '.join(sorted(FATES))}")
        yield Planned(title, tuple(its), fates, Mention(told_by, told_words) if told_by else None)


def fault(told: Told, everything: Iterable[Told], found: Found) -> str:
    """Why the merging has not this thing as the list has it; empty where it has."""
    sure = found.ids(m for m, mark in told.mentions.items() if mark == "is")
    groups = {found.group[id] for id in sure}
    if len(groups) > 1:
        return "apart: " + " | ".join(", ".join(sorted(found.told(id) for id in group & sure)) for group in sorted(groups, key=sorted))
    held = frozenset[str]().union(*groups) - found.ids(told.mentions)
    others = {id: other.title for other in everything if other is not told for id in found.ids(other.mentions) & held}
    strange = [f"{found.told(id)} ({others.get(id, 'another report')})" for id in held if id in others or found.ref[id] not in told.reports]
    return "too much: " + ", ".join(sorted(strange)) if strange else ""


def _merging(part: str, lists: Lists, found: Found) -> Iterator[Measure]:
    wanted = [m for told in lists.happenings for m, mark in told.mentions.items() if mark == "is"]
    missed = [m for m in wanted if found.at(m) is None]
    unread = tuple(f"not read as an event: {m}" for m in missed)
    yield Measure(part, "mentions read as events", 100 * (1 - len(missed) / len(wanted)), len(wanted), details=unread)
    said = []
    for told in lists.happenings:
        sure = found.ids(m for m, mark in told.mentions.items() if mark == "is")
        if sure:
            said.append((told, len(sure), fault(told, lists.happenings, found)))
    several = [(told, why) for told, n, why in said if n > 1]
    faults = tuple(f"{told.title}: {why}" for told, _, why in said if why)
    yield Measure(part, "happenings exact, two mentions or more", _share(not why for _, why in several), len(several))
    yield Measure(part, "happenings exact, single mentions too", _share(not why for _, _, why in said), len(said), details=faults)
    pairs = [(a, b, x, y) for a, b in lists.near_misses if (x := found.at(a)) and (y := found.at(b)) and x.id != y.id]
    joined = tuple(f"two things taken for one: {a} / {b}" for a, b, x, y in pairs if y.id in found.group[x.id])
    yield Measure(part, "near misses kept apart", 100 * (1 - len(joined) / max(1, len(pairs))), len(pairs), details=joined)


def _copies(part: str, lists: Lists, corpus: Corpus) -> Iterator[Measure]:
    ref = {r.id: r.ref for r in corpus.reports.values()}
    taken = {(ref[id], ref[of]) for id, of in origins(corpus.reports.values()).items() if id != of}
    either = taken | lists.copies
    details = tuple(f"{'no copy' if pair in taken else 'copy not seen'}: {pair[0]} of {pair[1]}" for pair in sorted(taken ^ lists.copies))
    yield Measure(part, "copies exact", 100 * len(taken & lists.copies) / max(1, len(either)), len(either), details=details)


def _plans(part: str, lists: Lists, followed: Iterable[Plan], found: Found) -> Iterator[Measure]:
    stands: dict[str, list[Plan]] = defaultdict(list)
    for plan in followed:
        for id in plan.events:
            stands[id].append(plan)
    right, details, read = 0, [], 0
    for listed in lists.plans:
        events = [e for m in listed.mentions for e in found.touching(m)]
        its = [plan for e in events for plan in stands[e.id]]
        if not its and not any(e.status == "planned" and not e.negated for e in events):
            wrong = ["not read as one"]
        else:
            read += 1
            wrong = [w for plan in its if (w := misjudged(listed, plan, lists.happenings, found))] if its else ["no plan of the record"]
        right += not wrong
        if wrong:
            details.append(f"plan, {' or '.join(sorted(listed.fates))}: {listed.title}: {wrong[0]}")
    yield Measure(part, "plans' outcomes right, of plans read", 100 * right / max(1, read), read)
    yield Measure(part, "plans' outcomes right, of all", 100 * right / len(lists.plans), len(lists.plans), details=tuple(details))


def misjudged(listed: Planned, plan: Plan, everything: Iterable[Told], found: Found) -> str:
    """What is wrong in what the record says became of a plan; empty where it is right, and rests on a report that tells of the outcome."""
    if plan.outcome not in listed.fates:
        return plan.outcome
    if listed.told is None or plan.later is None:
        return ""
    announced = {m.report for m in listed.mentions}
    tell = {m.report for told in everything if listed.told in told.mentions for m in told.mentions} - announced | {listed.told.report}
    return "" if found.ref[plan.later] in tell else f"rests on {found.told(plan.later)}"


def _share(of: Iterable[bool]) -> float:
    answers = list(of)
    return 100 * sum(answers) / max(1, len(answers))


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    lists = load(next(f.parent for f in part.files if f.name == "happenings.tsv"))
    reports = [r for f in part.files if f.suffix == ".jsonl" for r in open_inputs(f) if isinstance(r, Report)]
    read = reading.reports(reports, "the bundled reports")
    records = [record for report, layers in zip(reports, read, strict=True) for record in records_of(report, layers)[0]]
    corpus = Corpus.of(reports, records)
    told = happenings(corpus)
    found = Found(corpus, told)
    yield from _merging(part.title, lists, found)
    yield from _copies(part.title, lists, corpus)
    yield from _plans(part.title, lists, plans(State(corpus)), found)


def _given(path: Path) -> list[Part]:
    files = (*sorted(path.glob("*.jsonl")), *(path / f"{name}.tsv" for name in HEADS)) if path.is_dir() else ()
    whole = bool(files) and files[0].suffix == ".jsonl" and all(f.exists() for f in files)
    return [Part(path.name, files if whole else (), f"*.jsonl and {', '.join(f'{name}.tsv' for name in HEADS)} in {path}")]


YARDSTICK = Yardstick(
    name="demo",
    about="the bundled reports: happenings, copies and plans (a folder with *.jsonl and the lists of evaluation/demo)",
    parts=lambda corpora: [Part("bundled", (REPORTS, *(LISTS / f"{name}.tsv" for name in HEADS)), f"{REPORTS}")],
    given=_given,
    measure=_measure,
)
