"""What a store says, or said: the one way by which every question sees its reports and records.

docs/decisions/0020-time-travel.md tells of the two clocks.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from dateline.errors import RecordMissing
from dateline.issues import Issue
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import ACTOR, Corrected, Correction, corrected, in_force, joined, rejected_reports
from dateline.merge.joined import Joined
from dateline.merge.judgement import Decided
from dateline.merge.moments import day_of, is_out, kept_until
from dateline.merge.state import Known, State
from dateline.records import Event, Figure, Record
from dateline.store import past
from dateline.store.opening import guard
from dateline.store.schema import scalar
from dateline.store.search import REPLACED
from dateline.text.report import Report

if TYPE_CHECKING:
    from dateline.store.store import Store

N = TypeVar("N", bound=Report | Record)
_NOW = "9999"  # sorts after every moment
_TOTALS = 100  # older ones of a kind
_FEW = 0.1  # of the reports that count: without more, grouping all is no slower


class _Kept(NamedTuple):
    """A report as the store holds it: its number, its id, and when it says it was published, by the reading of then."""

    number: int
    id: str
    published: str | None


class _Reading(NamedTuple):
    """A reading that a later one has taken the place of; `packed` is null where it said the same as the one of now."""

    published: str | None
    packed: bytes | None


class View:
    """A store as of a moment of the news (`as_of`) and as it was kept at a moment (`kept`); without them as it is now. Made by `Store.view`.

    Of an edited report the version counts that was given last; where that was not out by `as_of`, the last of those that were. Corrections hold
    whatever `as_of` is, since people judge what was read, not the day; by `kept`, those hold that were made by then. What bears no date was out at no
    moment, unless it counts as `undated`.
    """

    def __init__(
        self, store: "Store", connection: sqlite3.Connection, as_of: str | None = None, kept: str | None = None, *, undated: bool = False
    ) -> None:
        self.as_of, self.kept = as_of, kept
        self.store, self._connection, self._undated = store, connection, undated
        self._until = kept_until(kept) if kept is not None else _NOW

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that count, in the order first kept."""
        everything = self.store.reports(all_versions=not self._is_plain)
        return [self.as_read(r) for r in everything if r.id in self._counting]

    @cached_property
    def read(self) -> list[Record]:
        """The records of those reports as the reader found them."""
        before: dict[str, list[Record]] = {id: past.records_of(p, id)[0] for id, p in self._packed.items() if id in self._counting}
        current = self.store.records(all_versions=not self._is_plain)
        kept = [r for r in current if r.report in self._counting and r.report not in before]
        return _in_order(kept, before, self._counting) if before else kept

    @cached_property
    def corrected(self) -> Corrected:
        """The records as people left them."""
        return corrected(self.read, self._made, self.who)

    @cached_property
    def who(self) -> Joined:
        """Who people said is one actor, or is two."""
        return joined(in_force(self._made))

    @property
    def records(self) -> list[Record]:
        """The records as people left them."""
        return self.corrected.records

    @cached_property
    def corrections(self) -> list[Correction]:
        """All that people had put right, undone or not, in the order in which they did."""
        return self.store.corrections(until=self._until)

    @cached_property
    def issues(self) -> list[Issue]:
        """What could not be read, and corrections that fit nothing."""
        return [*self._unread, *self.corrected.lost]

    @property
    def _unread(self) -> list[Issue]:
        told = [issue for report, issue in self.store.issues_at(self._until) if report is None or report in self._counting]
        return told + [issue for id, packed in self._packed.items() if id in self._counting for issue in past.records_of(packed, id)[1]]

    @cached_property
    def state(self) -> State:
        """All of it, for what it adds up to."""
        return State(self._corpus(self.reports, self.records), self.corrected.decided, tuple(self.issues), self._known(self._counting.values()))

    def of_kind(self, *kinds: type[Event | Figure]) -> State:
        """All of it, as far as records of some kinds tell."""
        if self.kept is not None:
            return self.state
        put_right = self._put_right
        left = corrected(list(self.store.records_of(put_right)), self._made, self.who)
        others = (self.who.laid(r) for kind in kinds for r in self.store.records(kind, all_versions=not self._is_plain))
        records = [r for r in others if r.report in self._counting and self._counting[r.report] not in put_right]
        corpus = self._corpus(self.reports, records + [r for r in left.records if isinstance(r, kinds)])
        known = self._known(self._counting.values()) if Event in kinds else None
        return State(corpus, left.decided, (*self._unread, *left.lost), known)

    def since(self, day: str) -> State:
        """What the reports tell that were published from a day on (ISO 8601) or bear none, and, however old, all that tells of the same
        happenings, what was told of plans that are due from then on, and the last running totals of each kind. Everything where the store keeps no
        groups of the moment."""
        published = {n: self._held[n].published or "" for n in self._counting.values()}
        own = {n for n, told in published.items() if not told or told >= day}
        older = sorted(published.keys() - own, key=lambda n: (published[n], n))
        totals = dict(self.store.totals(older, _TOTALS)) if older else {}
        plans = [one.id for one in self.store.of_plans(day) if one.report in published]
        known = self._known(own, plans, totals.values()) if older else None
        if known is None:
            return self.state
        put_right = self._put_right
        left = corrected(list(self.store.records_of(own | put_right)), self._made, self.who)
        wanted = totals.keys() | {id for group in known.groups for id in group}
        records = [r for r in left.records if self._counting.get(r.report) in own or r.id in wanted]
        beside = map(self.who.laid, self.store.records_named(wanted - {r.id for r in left.records}))
        records += [r for r in beside if self._counting[r.report] not in put_right]
        reports = list(self.store.reports_of(sorted(self._counting[id] for id in known.origins)))
        return State(self._corpus(reports, records), left.decided, (*self._unread, *left.lost), known)

    def before(self, now: State, moment: str) -> State:
        """A state that this view gave, as it was at an earlier moment of the news; with what bears no date, since nobody can say that it is new."""
        then = self.store.view(moment, self.kept, undated=self.as_of is None)
        older = then._counting.keys() - self._counting.keys()  # versions of which another counts now
        reports = {id: report for id, report in now.corpus.reports.items() if id in then._counting}
        records = [r for r in now.corpus.records if r.report in reports]
        reports |= {report.id: then.as_read(report) for report in self.store.reports_of(sorted(then._counting[id] for id in older))}
        records += [r for id in sorted(older) for r in then.of(id).records]
        known = then._known((), (r.id for r in records if isinstance(r, Event)), [then._counting[id] for id in reports])
        if known is not None:
            known = _within(known, {r.id for r in records}, reports)
            beside = sorted(then._counting[id] for id in known.origins.keys() - reports.keys())
            reports |= {report.id: report for report in self.store.reports_of(beside)}
        return State(then._corpus(list(reports.values()), records), then._decided, now.issues, known, now)

    def _corpus(self, reports: Sequence[Report], records: Sequence[Record]) -> Corpus:
        """Of reports that count."""
        corpus = Corpus.of(reports, records)
        return replace(corpus, as_of=day_of(self.as_of) or corpus.as_of)

    def _known(self, reports: Collection[int], events: Iterable[str] = (), others: Iterable[int] = ()) -> Known | None:
        """What the store keeps of groups and origins, as it is without what does not count here. None where that is not what all that counts gives:
        where more is missing than a few reports, or other versions count."""
        if self.kept is not None:
            return None
        now = self._now._counting
        gone = now.keys() - self._counting.keys()
        if len(gone) > len(now) * _FEW or self._counting.keys() - now.keys():
            return None
        return self.store.known(set(reports), set(events), set(others), without={now[id] for id in gone})

    def of(self, report: str) -> Corrected:
        """The records of one report (its id, of any version, also a rejected one) as people left them."""
        return corrected(self.read_of(report), self._made_of.get(report, ()), self.who)

    def read_of(self, report: str) -> list[Record]:
        """The records of one report (its id, of any version) as the reader found them."""
        packed = self._packed.get(report)
        return list(self.store.records(report=report)) if packed is None else past.records_of(packed, report)[0]

    def named(self, name: str) -> Report | Record:
        """The report or record of any version that the view holds and that has the id, or the report that counts and has the ref, `name`, or whose id
        alone begins with it. Raises RecordMissing."""
        if self.kept is not None:
            return self._named_then(name, chain[Report | Record](self._held_reports(), self._held_records()))
        found = self._called(name) or self.store.named(name)
        self._check_held(found.id if isinstance(found, Report) else found.report, name)
        return found

    def report(self, name: str) -> Report:
        """The report as `named` finds it. Raises RecordMissing."""
        if self.kept is not None:
            return self._named_then(name, self._held_reports())
        found = self._called(name) or self.store.report(name)
        self._check_held(found.id, name)
        return found

    def record(self, name: str) -> Record:
        """The record as `named` finds it. Raises RecordMissing."""
        found = self.store.record(name) if self.kept is None else self._named_then(name, self._held_records())
        self._check_held(found.report, name)
        return found

    def as_read(self, report: Report) -> Report:
        """A report of the store as it was read then."""
        packed = self._packed.get(report.id)
        return report if packed is None else past.report_of(packed, report)

    # For search

    def passed_by(self) -> set[int]:
        """Numbers of the store's reports that do not count."""
        with guard(self.store.path):
            if not self._is_plain:
                everything = {n for (n,) in self._connection.execute("SELECT number FROM report")}
                return everything - set(self._counting.values())
            gone = {n for (n,) in self._connection.execute(f"SELECT number FROM report WHERE number IN {REPLACED}")}
            named = (self._connection.execute("SELECT number FROM report WHERE id = ?", (id,)).fetchone() for id in self._rejected)
            return gone | {row[0] for row in named if row is not None}

    def rejected(self) -> set[str]:
        """Ids of the records that people rejected, in reports that they did not."""
        reports = {target.report for one in in_force(self._made) if one.action == "reject" for target in one.targets} - self._rejected
        return {r.id for id in reports for r in self.read_of(id)} - {r.id for id in reports for r in self.of(id).records}

    def read_otherwise(self) -> dict[int, str]:
        """The reports that count and were read otherwise then: number → id."""
        return {n: id for id, n in self._counting.items() if id in self._packed} if self._packed else {}

    # Which reports count

    @property
    def _is_plain(self) -> bool:
        return self.as_of is None and self.kept is None

    @cached_property
    def _readings(self) -> dict[int, _Reading]:
        """By the report's number, the reading of then, where it is not the one of now."""
        if self.kept is None:
            return {}
        sql = "SELECT number, published, packed, rowid FROM past WHERE read_at <= ?1 AND ended_at > ?1 ORDER BY read_at"
        following = "SELECT packed FROM past WHERE number = ? AND rowid > ? AND packed IS NOT NULL ORDER BY rowid LIMIT 1"
        with guard(self.store.path):
            out = {}
            for number, published, packed, row in self._connection.execute(sql, (self._until,)).fetchall():
                found = (packed,) if packed is not None else self._connection.execute(following, (number, row)).fetchone()
                out[number] = _Reading(published, found[0] if found else None)
        return out

    @cached_property
    def _held(self) -> dict[int, _Kept]:
        """Every report that the store held, of all versions."""
        sql = "SELECT number, id, published FROM report WHERE kept_at <= ? ORDER BY number"
        with guard(self.store.path):
            rows = self._connection.execute(sql, (self._until,)).fetchall()
        then = self._readings
        return {n: _Kept(n, id, then[n].published if n in then else published) for n, id, published in rows}

    @cached_property
    def _packed(self) -> dict[str, bytes]:
        """By the report's id, the reading of then, where it said something else than the one of now."""
        return {self._held[n].id: r.packed for n, r in self._readings.items() if r.packed is not None and n in self._held}

    @cached_property
    def _counting(self) -> dict[str, int]:
        """Ids of the reports that count, and their numbers, in the order first kept."""
        numbers = _standing(self._held, self._replacements(), None if self.as_of is None else self._is_out)
        return {kept.id: n for n, kept in self._held.items() if n in numbers and kept.id not in self._rejected}

    @cached_property
    def _now(self) -> "View":
        return self if self._is_plain else self.store.view()

    @property
    def _decided(self) -> Decided:
        """What people decided of pairs."""
        judged = {target.report for one in self._made if one.action in ("merge", "split") for target in one.targets}
        return corrected([r for id in judged & self._counting.keys() for r in self.read_of(id)], self._made).decided if judged else {}

    @property
    def _put_right(self) -> set[int]:
        """Numbers of the reports that count of which people said anything."""
        return {self._counting[t.report] for one in self._made for t in one.targets if t.report in self._counting}

    @property
    def last_day(self) -> str | None:
        """The day of the moment asked for or, without one, the last on which a report that counts was published."""
        days = (self._held[n].published for n in self._counting.values())
        return day_of(self.as_of) or max((d[:10] for d in days if d), default=None)

    @cached_property
    def _rejected(self) -> frozenset[str]:
        return rejected_reports(in_force(self.corrections))

    @cached_property
    def _made(self) -> list[Correction]:
        """Corrections made by then, as far as they are of what was out; who is one actor holds wherever it was first read."""
        if self.as_of is None:
            return self.corrections
        late = {kept.id for kept in self._held.values() if not self._is_out(kept.published)}
        left = ((one, tuple(t for t in one.targets if t.report not in late or t.kind == ACTOR)) for one in self.corrections)
        return [msgspec.structs.replace(one, targets=targets) for one, targets in left if targets or not one.targets]

    @cached_property
    def _made_of(self) -> Mapping[str, Collection[Correction]]:
        """By the report's id, the corrections in force that are of it."""
        out: dict[str, dict[str, Correction]] = defaultdict(dict)
        for one in in_force(self._made):
            for target in one.targets:
                out[target.report][one.id] = one
        return {report: its.values() for report, its in out.items()}

    def _is_out(self, published: str | None) -> bool:
        """Whether what bears this day or moment of publication was out."""
        return is_out(published, self.as_of) or (self._undated and not published)

    def _replacements(self) -> list[tuple[int, int | None, bool]]:
        """Each report that has ever not counted, what counted in its place, and whether that holds at the moment."""
        sql = 'SELECT number, "by", until IS NULL OR until > ?1 FROM replaced WHERE since <= ?1'
        with guard(self.store.path):
            return [(n, by, bool(holds)) for n, by, holds in self._connection.execute(sql, (self._until,))]

    # Reports and records by name

    def _check_held(self, report: str, name: str) -> None:
        """Raises RecordMissing where the report was not there yet, or not out."""
        if self._is_plain:
            return
        if not any(kept.id == report and self._is_out(kept.published) for kept in self._held.values()):
            raise RecordMissing(f"{name} was not there yet: ask for a later moment")

    def _called(self, name: str) -> Report | None:
        """The one report that counts and has the ref `name`, where that may be another version than the one of now."""
        if self._is_plain:
            return None
        with guard(self.store.path):
            ids = [id for (id,) in self._connection.execute("SELECT id FROM report WHERE ref = ?", (scalar(name),)) if id in self._counting]
        return self.store.report(ids[0]) if len(ids) == 1 else None

    def _is_called(self, one: Report | Record, name: str) -> bool:
        return isinstance(one, Report) and one.ref == name and one.id in self._counting

    def _held_reports(self) -> Iterator[Report]:
        held = {kept.id for kept in self._held.values() if self._is_out(kept.published)}
        return (self.as_read(r) for r in self.store.reports(all_versions=True) if r.id in held)

    def _held_records(self) -> Iterator[Record]:
        held = (kept.id for kept in self._held.values() if self._is_out(kept.published))
        return (record for id in held for record in self.read_of(id))

    def _named_then(self, name: str, those: Iterable[N]) -> N:
        """The one of `those` that has the id or the ref `name`, or whose id alone begins with it. Raises RecordMissing."""
        begun = [one for one in those if (name and one.id.startswith(name)) or self._is_called(one, name)]
        found = [one for one in begun if one.id == name] or [one for one in begun if self._is_called(one, name)] or begun
        if len(found) != 1:
            told = f"several ids begin with {name}: give more characters" if found else f"nothing was called {name} or had an id that begins so"
            raise RecordMissing(f"{told}, at {self.kept}")
        return found[0]


def _within(known: Known, events: Set[str], reports: Iterable[str]) -> Known:
    """Of the groups what is of some `events` (ids), and the origins of some reports (ids) with those of these origins."""
    wanted = {of for id in reports for of in (id, known.origins[id])}
    return Known([group & events for group in known.groups if not group.isdisjoint(events)], {id: known.origins[id] for id in wanted})


def _in_order(current: Iterable[Record], before: Mapping[str, list[Record]], counting: Iterable[str]) -> list[Record]:
    """Records report by report, those of `before` in their places."""
    by_report: dict[str, list[Record]] = defaultdict(list, before)
    for record in current:
        by_report[record.report].append(record)
    return [record for id in counting for record in by_report.get(id, ())]


def _standing(
    held: Mapping[int, _Kept], replacements: Iterable[tuple[int, int | None, bool]], is_out: Callable[[str | None], bool] | None = None
) -> set[int]:
    """Numbers of the reports that count. Of versions that is the one which nothing replaces or, where that was not out by the day that it bears, the
    last that was; none where a notice of withdrawal, which is replaced by itself, was out."""
    versions: dict[int, set[int]] = {}
    replaced, notices, withdrawing = set[int](), set[int](), set[int]()
    for number, by, holds in replacements:
        if holds:
            replaced.add(number)
        if by == number:
            notices.add(number)
            withdrawing |= {number} if holds else set()
        elif by is not None and by in held and number in held:
            _join(versions, number, by)
    if is_out is None:
        return held.keys() - replaced
    out = {n for n, kept in held.items() if is_out(kept.published)}
    standing = out - replaced
    for group in {id(g): g for g in versions.values()}.values():
        if not out.isdisjoint(group - replaced | group & withdrawing):
            continue
        standing.update(sorted(group & out - notices, key=lambda n: (held[n].published or "", n))[-1:])
    return standing


def _join(groups: dict[int, set[int]], a: int, b: int) -> None:
    one, other = groups.get(a, {a}), groups.get(b, {b})
    both = one | other
    groups.update((n, both) for n in both)
