"""What is new, changed and withdrawn between two states of the record: a pure comparison, whatever lies between them.

Happenings and courses of figures are matched by the records that they share. Where a report was read anew or edited, its records bear other ids: they
are matched by the words that they rest on, or of two versions of a report by the judgement that two reports' events would be given.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec

from dateline.merge.clusters import Group
from dateline.merge.compare import score
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import Places, target_of
from dateline.merge.counts import Course, bounds_of
from dateline.merge.facts import Facts, facts
from dateline.merge.happening import Happening, Rival
from dateline.merge.judgement import SAME
from dateline.merge.keys import words_key
from dateline.merge.state import State
from dateline.records import Event, Figure, Record
from dateline.text.report import Report

Kind = Literal["new", "changed", "joined", "parted", "withdrawn"]
L = TypeVar("L", Facts, "_Counted")
T = TypeVar("T", Group, Course)

_FIELDS = ("types", "whens", "wheres", "actors", "recipients", "statuses")
_ALIKE = 0.5  # of the words of the shorter of two sentences, by which figures of two versions are one
_AROUND = 200  # characters beside a figure among which its sentence is looked for


class FieldChange(msgspec.Struct, frozen=True):
    """A field of a happening, as it calls it (or "state", the last of its history, or "origins", their number), and its values before and after."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class HappeningChange(msgspec.Struct, frozen=True):
    """What became of a happening. `before` is null for what is new, `after` for what is withdrawn.

    joined: `before` was held for one of its own and is now part of `after`; parted: `after` was held for part of `before`.
    """

    change: Kind
    before: Happening | None
    after: Happening | None
    fields: tuple[FieldChange, ...] = ()


class FigureChange(msgspec.Struct, frozen=True):
    """What became of what a source says of one scope: the figure that stood before (null where new), and that stands now (null where withdrawn).

    `total`: of a running total. A figure that did not stand is told as withdrawn where nobody's figure in its course says the same any more.
    """

    change: Literal["new", "changed", "withdrawn"]
    source: str
    total: bool
    before: Figure | None
    after: Figure | None


class RecordChanges(NamedTuple):
    """What is new, changed and withdrawn, in the order of `after`, then of `before` for what is no more."""

    happenings: tuple[HappeningChange, ...]
    figures: tuple[FigureChange, ...]


def changes_between(before: State, after: State) -> RecordChanges:
    """What became of the happenings and figures of one state in a later one, or in any other."""
    now = _Again(before.corpus, after.corpus)
    return RecordChanges(tuple(_happenings(before, after, now)), tuple(_figures(before, after, now)))


class _Again:
    """Where the records of one corpus stand in another: id → id."""

    def __init__(self, before: Corpus, after: Corpus) -> None:
        self._ids: dict[str, str] = {}
        gone = [r for r in before.records if isinstance(r, Event | Figure) and r.id not in after.by_id]
        come = [r for r in after.records if isinstance(r, Event | Figure) and r.id not in before.by_id]
        if gone and come:
            self._read_anew(gone, come)
            self._edited(before, after)

    def __getitem__(self, id: str) -> str:
        return self._ids.get(id, id)

    def _read_anew(self, gone: Iterable[Record], come: Iterable[Record]) -> None:
        """Records of a report that is in both, by their place in it."""
        resting: dict[tuple[object, ...], deque[Record]] = defaultdict(deque)
        for record in come:
            resting[record.report, *_rests_on(record)].append(record)
        moved = []
        for record in gone:
            if there := resting.get((record.report, *_rests_on(record))):
                self._ids[record.id] = there.popleft().id
            else:
                moved.append(record)
        taken = set(self._ids.values())
        free = Places(r for r in come if r.id not in taken)
        for record in moved:
            if (found := free.found_again(target_of(record))) is not None:
                self._ids[record.id] = found.id
                free.take(found)

    def _edited(self, before: Corpus, after: Corpus) -> None:
        """Records of the older and the newer version of a report, by what they say."""
        newer = {address_of(r): r for id, r in after.reports.items() if id not in before.reports}
        older = [(r, newer[address_of(r)]) for id, r in before.reports.items() if id not in after.reports and address_of(r) in newer]
        if not older:
            return
        olds, news = ({r.id for r in side} for side in zip(*older, strict=True))
        both = [r for r in before.records if r.report in olds] + [r for r in after.records if r.report in news]
        corpus = Corpus.of([r for pair in older for r in pair], both)
        records: dict[str, list[Record]] = defaultdict(list)
        for record in both:
            records[record.report].append(record)
        for old, new in older:
            one, other = ([facts(corpus, e) for e in records[report.id] if isinstance(e, Event)] for report in (old, new))
            self._pair(one, other, _same_event)
            these, those = ([_Counted.of(corpus, f) for f in records[report.id] if isinstance(f, Figure)] for report in (old, new))
            self._pair(these, those, _same_figure)

    def _pair(self, old: Sequence[L], new: Sequence[L], alike: Callable[[L, L], float]) -> None:
        """The likeliest pairs first, each record once."""
        pairs = sorted((-points, a.id, b.id) for a in old for b in new if (points := alike(a, b)))
        taken: set[str] = set()
        for _, a, b in pairs:
            if a not in self._ids and b not in taken:
                self._ids[a] = b
                taken.add(b)


class _Counted(NamedTuple):
    """What figures of two versions are matched by: what they count, of whom, how many, and the words of their sentence without numbers."""

    id: str
    what: str
    of_whom: str | None
    number: object
    words: frozenset[str]

    @classmethod
    def of(cls, corpus: Corpus, f: Figure) -> "_Counted":
        words = words_key(corpus.sentence(f, _AROUND)).split()
        return cls(f.id, f.what, f.of, bounds_of(f), frozenset(w for w in words if not w.isdecimal()))


def address_of(report: Report) -> str:
    """Where a report stands: what is given there later is another version of it, or says that it is withdrawn."""
    return report.url or report.ref


def _rests_on(record: Record) -> tuple[object, ...]:
    if isinstance(record, Event):
        return "event", record.trigger
    return record.__struct_config__.tag, getattr(record, "what", None), record.span


def _same_event(a: Facts, b: Facts) -> float:
    """The points of two events that are the same, and more for what is wholly so, since one sentence may tell two; else 0."""
    points = score(a, b)
    return points + (a.wording.beside == b.wording.beside) + (a.actors == b.actors) + (a.recipients == b.recipients) if points >= SAME else 0.0


def _same_figure(a: _Counted, b: _Counted) -> float:
    """The share of the words of the shorter of their sentences, and more for the same people and number; 0 where too few or of another `what`."""
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    return share + (a.of_whom == b.of_whom) + (a.number == b.number) if a.what == b.what and share >= _ALIKE else 0.0


def _matched(before: Sequence[T], after: Sequence[T], ids: Callable[[T], Iterable[str]], now: _Again) -> tuple[dict[int, int], dict[int, int]]:
    """For each of `before` and of `after` (by index) the one of the other that shares most of its records, the first of those that share as many."""
    place = {id: k for k, one in enumerate(after) for id in ids(one)}
    shared: Counter[tuple[int, int]] = Counter()
    for k, one in enumerate(before):
        shared.update((k, place[now[id]]) for id in ids(one) if now[id] in place)
    forward: dict[int, int] = {}
    back: dict[int, int] = {}
    for (old, new), _ in sorted(shared.items(), key=lambda s: (-s[1], s[0])):
        forward.setdefault(old, new)
        back.setdefault(new, old)
    return forward, back


def _happenings(before: State, after: State, now: _Again) -> Iterator[HappeningChange]:
    olds, news = list(before.groups), list(after.groups)
    forward, back = _matched(olds, news, lambda group: group, now)
    for k, group in enumerate(news):
        if k not in back:
            yield HappeningChange("new", None, after.happening(group))
        elif forward[back[k]] != k:
            yield HappeningChange("parted", before.happening(olds[back[k]]), after.happening(group))
        elif not (before.later is after and before.is_as_later(olds[back[k]])):
            old, new = before.happening(olds[back[k]]), after.happening(group)
            if fields := tuple(_fields(old, new)):
                yield HappeningChange("changed", old, new, fields)
    for k, group in enumerate(olds):
        if k not in forward:
            yield HappeningChange("withdrawn", before.happening(group), None)
        elif back[forward[k]] != k:
            yield HappeningChange("joined", before.happening(group), after.happening(news[forward[k]]))


def _fields(old: Happening, new: Happening) -> Iterator[FieldChange]:
    pairs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {name: (_values(old, name), _values(new, name)) for name in _FIELDS}
    pairs["state"] = (_state(old), _state(new))
    pairs["origins"] = ((str(len(old.origins)),), (str(len(new.origins)),))
    for name, (was, is_now) in pairs.items():
        if sorted(was) != sorted(is_now):  # in another order they are what they were
            yield FieldChange(name, was, is_now)


def _values(h: Happening, name: str) -> tuple[str, ...]:
    rivals: tuple[Rival, ...] = getattr(h, name)
    return tuple(r.value for r in rivals)


def _state(h: Happening) -> tuple[str, ...]:
    return (h.history[-1].state,) if h.history else ()


def _figures(before: State, after: State, now: _Again) -> Iterator[FigureChange]:
    forward, back = _matched(before.courses, after.courses, lambda c: [f.id for f in c.figures], now)
    for k, new in enumerate(after.courses):
        if k not in back:
            yield FigureChange("new", new.source, new.total, None, new.figures[-1])
            continue
        old = before.courses[back[k]]
        if forward[back[k]] == k and bounds_of(old.figures[-1]) != bounds_of(new.figures[-1]):
            yield FigureChange("changed", new.source, new.total, old.figures[-1], new.figures[-1])
    there: Mapping[str, Record] = after.corpus.by_id
    for k, old in enumerate(before.courses):
        if k not in forward:
            yield FigureChange("withdrawn", old.source, old.total, old.figures[-1], None)
            continue
        left = {bounds_of(f) for f in after.courses[forward[k]].figures}
        for f in old.figures[:-1]:
            if now[f.id] not in there and bounds_of(f) not in left:
                yield FigureChange("withdrawn", old.source, old.total, f, None)
