"""What people put right, and what the records are with it. Nothing is changed where it was read: corrections are laid over the records each time.

The last word on a thing wins; what an undoing in force takes back never was. docs/decisions/0015-corrections.md says why so.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

from dateline.errors import DatelineError
from dateline.issues import Issue
from dateline.merge.joined import Joined, Who
from dateline.merge.judgement import Decision, Pair, pair_of
from dateline.merge.shapes import shape_words
from dateline.records import Event, Record
from dateline.records.acts.plover import QUADS, TYPES
from dateline.records.ids import record_id
from dateline.span import Span
from dateline.text.report import Report

Action = Literal["accept", "reject", "edit", "add", "merge", "split", "undo"]
R = TypeVar("R", bound=msgspec.Struct)

REPORT = "report"  # the kind of a target that is a whole report
ACTOR = "actor"  # of one that is an actor, in whatever reports
_FIXED = frozenset(("id", "report"))
_REFERENCES = ("part_of", "supersedes", "event")  # fields with the id of another record; `holds` has several
_HALF = 0.5  # of the longer of two spans, which both must share to be of one record


class Target(msgspec.Struct, frozen=True):
    """A record as a person saw it: its id, and what it is found by again when a newer reader gives it another. `type` is an event's, or what a
    figure counts; null for other kinds."""

    record: str
    report: str
    kind: str
    span: Span
    type: str | None = None
    name: str | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True, tag="correction", tag_field="kind"):
    """What a person decided, once and for good: to take it back is a correction of its own, which `undoes` it.

    `field` and `value` (JSON text) are what is edited; the `value` of what is added is the whole record. `at` is ISO 8601 in UTC.
    """

    id: str
    action: Action
    targets: tuple[Target, ...] = ()
    field: str | None = None
    value: str | None = None
    undoes: str | None = None
    author: str
    reason: str | None = None
    at: str


class Corrected(NamedTuple):
    """Records as people left them: the pairs that they judged, ids of what they accepted, edited or added, and an issue for each correction that fits
    nothing now."""

    records: list[Record]
    decided: dict[Pair, Decision]
    accepted: frozenset[str]
    lost: list[Issue]


def target_of(record: Record) -> Target:
    """What a correction of `record` is held to."""
    type_ = getattr(record, "type", None) or getattr(record, "what", None)
    return Target(record.id, record.report, str(record.__struct_config__.tag), record.span, type_)


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that hold, in order, without the undoings: what an undoing in force takes back is out."""
    undone: set[str] = set()
    out = []
    for one in reversed(list(corrections)):
        if one.id in undone:
            continue
        if one.undoes is not None:
            undone.add(one.undoes)
        else:
            out.append(one)
    return out[::-1]


def target_of_report(report: Report) -> Target:
    """What a correction of a whole report is held to."""
    return Target(report.id, report.id, REPORT, Span(0, len(report.text)))


def target_of_actor(who: Who) -> Target:
    """What a correction of an actor is held to."""
    return Target(who.id, who.report, ACTOR, Span(0, 0), who.country, who.name)


def of_actors(corrections: Iterable[Correction]) -> list[Correction]:
    """Those in force by which people say who is one actor or is two."""
    return [one for one in in_force(corrections) if any(target.kind == ACTOR for target in one.targets)]


def joined(valid: Iterable[Correction]) -> Joined:
    """Who people say is one actor or is two, by the corrections in force."""
    meant: dict[str, Who] = {}
    decided: dict[Pair, Decision] = {}
    for one in valid:
        of = [Who(t.record, t.name or "", t.type, t.report) for t in one.targets if t.kind == ACTOR]
        for who in of:
            meant[who.id] = min(who, meant.get(who.id, who), key=lambda w: (not w.name, w.name, w.country or ""))  # in any order
        decided.update(_decisions(one, [who.id for who in of]))
    return Joined(meant.values(), decided)


def rejected_reports(valid: Iterable[Correction]) -> frozenset[str]:
    """Ids of the reports that people rejected whole, by the corrections in force."""
    verdicts = {target.report: one.action for one in valid for target in one.targets if target.kind == REPORT}
    return frozenset(id for id, verdict in verdicts.items() if verdict == "reject")


def fitting(type_: type[Any], field: str, text: str) -> str:
    """The JSON text of `text` as a value of a kind's field: read as JSON or, where that does not fit, as plain words.

    Raises DatelineError for a field that the kind has not, or that says what a record is, and for a value that does not fit.
    """
    expected = _type_of(type_, field)
    for value in (text, msgspec.json.encode(text).decode()):
        try:
            fits = msgspec.json.decode(value, type=expected)
        except msgspec.DecodeError as error:
            failed = error
        else:
            if (type_, field) == (Event, "type"):
                _check_type(fits)
            return value
    raise DatelineError(f"{text!r} is no value of {field}: give {shape_words(expected)}") from failed


def parsed(text: str) -> Record:
    """The record that a person adds, from its JSON, with its id. Raises DatelineError where it is none."""
    try:
        record: Record = msgspec.json.decode(text, type=Record)
    except msgspec.DecodeError as error:
        raise DatelineError(f"this is no record ({error}): give it as dateline read --json prints them") from error
    if isinstance(record, Event):
        _check_type(record.type)
    if record.span.start >= record.span.end:
        raise DatelineError("a record rests on words of its report: its span is empty")
    return msgspec.structs.replace(record, id=record_id(record, record.report))


def _check_type(type: str) -> None:
    if type not in TYPES:
        raise DatelineError(f"{type} is no type of event: give one of {', '.join(TYPES)}")


def corrected(records: Sequence[Record], corrections: Iterable[Correction], who: Joined | None = None) -> Corrected:
    """The records with what people decided of them, those that were added last; `who` is one actor, where other corrections than these say it too."""
    valid = in_force(corrections)
    if who is None:
        who = joined(valid)
    if not valid and not who:
        return Corrected(list(records), {}, frozenset(), [])
    rejected = rejected_reports(valid)
    left = [single for one in valid if (single := _of_records(one, rejected)).targets or not one.targets]
    work = _Work([r for r in records if r.report not in rejected] if rejected else records, left)
    for one in left:
        work.lay(one)
    done = work.done()
    return done._replace(records=[who.laid(r) for r in done.records]) if who else done


def _of_records(one: Correction, rejected: Set[str]) -> Correction:
    """A correction as far as it is of records, of reports that are not rejected."""
    targets = tuple(t for t in one.targets if t.kind not in (REPORT, ACTOR) and t.report not in rejected)
    return one if len(targets) == len(one.targets) else msgspec.structs.replace(one, targets=targets)


def found_again(target: Target, records: Iterable[Record]) -> Record | None:
    """As `Places.found_again`, of some records."""
    return Places(records).found_again(target)


class Places:
    """Records by their reports, kinds and types, and in these by where they begin."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._like: dict[tuple[str, str, str | None], list[tuple[int, int, Record]]] = defaultdict(list)
        for k, record in enumerate(records):
            self._like[_likeness(target_of(record))].append((record.span.start, k, record))
        for its in self._like.values():
            its.sort(key=_place)
        self._taken: set[str] = set()

    def found_again(self, target: Target) -> Record | None:
        """The record of the target's report, kind and type whose span shares most with its own, and at least half: it begins before the target ends,
        and no more than twice the target's length before it. The first of several."""
        its, (start, end) = self._like.get(_likeness(target), []), (target.span.start, target.span.end)
        those = its[bisect_left(its, (start - 2 * (end - start), 0), key=_place) : bisect_left(its, (end, 0), key=_place)]
        near = [(share, -k, r) for _, k, r in those if r.id not in self._taken and (share := _share(target.span, r.span)) >= _HALF]
        return max(near, key=itemgetter(0, 1))[2] if near else None

    def take(self, record: Record) -> None:
        """Let a record not be found any more."""
        self._taken.add(record.id)


def _place(one: tuple[int, int, Record]) -> tuple[int, int]:
    return one[:2]


def _likeness(target: Target) -> tuple[str, str, str | None]:
    return target.report, target.kind, target.type


class _Work:
    """Corrections being laid over records, one after another."""

    def __init__(self, records: Sequence[Record], valid: Sequence[Correction]) -> None:
        self._records: dict[str, Record] = {r.id: r for r in records}
        self._verdicts: dict[str, Action] = {}
        self._made: set[str] = set()  # ids of what was edited or added
        self._decided: dict[Pair, Decision] = {}
        self._lost: list[Issue] = []
        for one in valid:
            if one.action == "add":
                self._add(one)
        # What a person named by its id is not what another correction has lost.
        named = {target.record for one in valid for target in one.targets}
        wanted = {target.report for one in valid for target in one.targets if target.record not in self._records}
        self._free = Places(r for r in records if r.report in wanted and r.id not in named)

    def lay(self, one: Correction) -> None:
        """Do what `one` says to what it is of."""
        ids = [id for target in one.targets if (id := self._id_of(target, one)) is not None]
        if not ids:
            return
        if one.action == "edit":
            self._edit(ids[0], one)
        elif one.action in ("merge", "split"):
            self._decided.update(_decisions(one, ids))
        elif one.action in ("accept", "reject"):
            self._verdicts.update(dict.fromkeys(ids, one.action))

    def done(self) -> Corrected:
        """What came of it."""
        out = {id for id, verdict in self._verdicts.items() if verdict == "reject"}
        kept = [_without(record, out) for id, record in self._records.items() if id not in out] if out else list(self._records.values())
        decided = {pair: decision for pair, decision in self._decided.items() if not out.intersection(pair)}
        return Corrected(kept, decided, frozenset((self._verdicts.keys() | self._made) - out), self._lost)

    def _add(self, one: Correction) -> None:
        try:
            record = parsed(one.value or "")
        except DatelineError as error:
            self._lose(one, str(error))
        else:
            self._records[record.id] = record
            self._made.add(record.id)

    def _edit(self, id: str, one: Correction) -> None:
        record = self._records[id]
        try:
            field = one.field or ""
            value = msgspec.json.decode(one.value or "", type=_type_of(type(record), field))
        except (DatelineError, msgspec.DecodeError) as error:  # the kind has changed since
            self._lose(one, str(error))
        else:
            self._records[id] = msgspec.structs.replace(record, **_edits(record, field, value))
            self._made.add(id)

    def _id_of(self, target: Target, one: Correction) -> str | None:
        if target.record in self._records:
            return target.record
        again = self._free.found_again(target)
        if again is None:
            self._lose(one, f"no {target.kind} stands any more where one was", target)
        return None if again is None else again.id

    def _lose(self, one: Correction, why: str, target: Target | None = None) -> None:
        of = target or next(iter(one.targets), None)
        told = f"the correction {one.id} ({one.action}, by {one.author}) is not applied: {why}"
        self._lost.append(Issue(of.report, "correct", told, of.span) if of is not None else Issue("", "correct", told))


def _edits(record: Record, field: str, value: Any) -> dict[str, Any]:
    """What an edit sets: the field; of an event that is now of another type also its quad, and no mode or CAMEO code, which are of the old one."""
    if isinstance(record, Event) and field == "type" and value != record.type:
        return {field: value, "quad": QUADS.get(value), "mode": None, "cameo": None}
    return {field: value}


def _decisions(one: Correction, ids: Iterable[str]) -> dict[Pair, Decision]:
    """What a merge or a split says of each two."""
    return {pair_of(a, b): "same" if one.action == "merge" else "different" for a, b in combinations(ids, 2)}


def _type_of(type_: type[Any], field: str) -> Any:
    fields = {f.name: f.type for f in msgspec.structs.fields(type_) if f.name not in _FIXED}
    if field not in fields:
        raise DatelineError(f"no field {field} is there to edit in this {type_.__struct_config__.tag}: there are {', '.join(fields)}")
    return fields[field]


def _share(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / max(a.end - a.start, b.end - b.start, 1)


def _without(record: R, out: set[str]) -> R:
    """The record without references to what is left out."""
    emptied: dict[str, Any] = {name: None for name in _REFERENCES if getattr(record, name, None) in out}
    held: tuple[str, ...] = getattr(record, "holds", ())
    if not out.isdisjoint(held):
        emptied["holds"] = tuple(id for id in held if id not in out)
    return msgspec.structs.replace(record, **emptied) if emptied else record


def check_pair(records: Mapping[str, Report | Record]) -> None:
    """Raises DatelineError for what cannot be judged the same or not: fewer than two, or other kinds than events."""
    if len(records) < 2:
        raise DatelineError("two events or more are judged the same or different: give their ids")
    for id, record in records.items():
        if not isinstance(record, Event):
            raise DatelineError(f"{id} is no event: only events are judged the same or different")
