"""The groups of the events that count in a store, kept up to date with it, and what of them is asked for. docs/decisions/0022-kept-grouping.md"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from functools import cache, cached_property

from dateline.digest import digest_of
from dateline.knowledge.imported import imported
from dateline.merge.clusters import Group
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import ACTOR, Correction, corrected, in_force, joined, rejected_reports
from dateline.merge.days import end_of, is_long, start_of
from dateline.merge.facts import facts
from dateline.merge.judgement import Decision, Pair
from dateline.merge.plan_signs import sign
from dateline.merge.state import Known, State
from dateline.records import Event, Record
from dateline.store import copies, grouping
from dateline.store.copies import Copies
from dateline.store.grouping import GIVEN, Dated, Grouping, Member
from dateline.store.opening import transaction
from dateline.store.rows import IN_REPORTS, Rows, range_of
from dateline.store.schema import CORRECTION, POSITIONS, REPORT, kind_named
from dateline.store.search import REPLACED
from dateline.text.report import Report

_RULES = ("knowledge", "lexicons", "merge", "records", "text")  # what a group depends on, beside what was read
# Which reports may count otherwise than they did when they were grouped, by their numbers, and which corrections are new, by theirs below nought. The
# database itself notes them, whatever writes to it.
_UNGROUPED = "CREATE TABLE ungrouped (number INTEGER PRIMARY KEY)"
_NOTED = {
    "ungrouped_new": ("INSERT ON report", "(new.number)"),
    "ungrouped_dated": ("UPDATE OF published ON report", "(new.number)"),
    "ungrouped_gone": ("DELETE ON report", "(old.number)"),
    "ungrouped_replaced": ("INSERT ON replaced", "(new.number)"),
    "ungrouped_again": ("UPDATE ON replaced", "(new.number), (old.number)"),
    "ungrouped_never": ("DELETE ON replaced", "(old.number)"),
    "ungrouped_corrected": ("INSERT ON correction", "(-new.number)"),
}
_TRIGGERS = [f"CREATE TRIGGER {n} AFTER {when} BEGIN INSERT OR IGNORE INTO ungrouped VALUES {those}; END" for n, (when, those) in _NOTED.items()]
_TABLES = (*grouping.TABLES, *copies.TABLES, _UNGROUPED, *_TRIGGERS)


class Groups:
    """The groups that an open store keeps of what counts in it. Call within `guard`."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._db = rows, rows.connection

    @property
    def of_today(self) -> bool:
        """Whether the rules of today made the groups. Else an older version of them did, or none, and they are not kept up to date."""
        made_by = self._db.execute("SELECT value FROM meta WHERE key = 'grouping'").fetchone()
        if made_by != (_rules(),):
            return False
        (noted,) = self._db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ungrouped%'").fetchone()
        return bool(noted == len(_NOTED))

    def begin(self) -> None:
        """Lets a store without reports keep groups; inside a transaction of its own."""
        if not self.of_today and self._db.execute("SELECT 1 FROM report LIMIT 1").fetchone() is None:
            with transaction(self._db):
                self._make_tables()

    def bring_up_to_date(self) -> None:
        """Groups what has changed, inside the transaction that changed it."""
        if not self.of_today:
            return
        noted = {number for (number,) in self._db.execute("SELECT number FROM ungrouped")}
        if not noted:
            return
        self._db.execute("DELETE FROM ungrouped")
        counting = _Counting(self._rows)
        corrections = {-number for number in noted if number < 0}
        changed = {number for number in noted if number > 0} | counting.corrected_by(corrections) | counting.renamed_by(corrections)
        kept, its_copies = Grouping(self._db), Copies(self._db, self._rows.report)
        for number in sorted(changed):
            report = counting.report(number)
            its_copies.put(number, report)
            kept.put(number, counting.events(report))
        if corrections or changed & counting.judged:
            kept.decide(counting.decided())

    def make_anew(self) -> None:
        """Groups everything, unless the rules of today did; inside a transaction of its own. 100,000 reports take minutes."""
        if self.of_today:
            return
        with transaction(self._db):
            self._make_tables()
            counting = _Counting(self._rows)
            kept, its_copies = Grouping(self._db), Copies(self._db, self._rows.report)
            kept.decide(counting.decided())
            for (number,) in self._db.execute("SELECT number FROM report ORDER BY number").fetchall():
                report = counting.report(number)
                if report is not None:
                    its_copies.put(number, report)
                    kept.stock(number, counting.events(report))
            kept.group_all()

    @property
    def up_to_date(self) -> bool:
        """Whether what is kept is what everything at once would give."""
        return self.of_today and self._db.execute("SELECT 1 FROM ungrouped LIMIT 1").fetchone() is None

    def known(self, reports: Set[int], events: Set[str], others: Set[int], without: Set[int]) -> Known | None:
        """The groups that an event of some reports (their numbers) is of, or one of some `events` (ids), and the origins of all their reports and of
        `others`, as they would be `without` some reports; none where they are not kept up to date."""
        if not self.up_to_date:
            return None
        kept, its_copies = Grouping(self._db), Copies(self._db, self._rows.report)
        found, other = kept.groups_of(reports, events), kept.regrouped(without)
        if without:
            there, moved = ({one.id for group in groups for one in group} for groups in (found, other))
            left = [group for group in found if group[0].report not in without and group[0].id not in moved]
            found = left + [group for group in other if any(one.id in there for one in group)]
        told = {one.report for group in found for one in group} | reports | others
        origin = its_copies.origins_without(without) if without else its_copies.origins(told)
        ids = dict(self._db.execute("SELECT number, id FROM report"))
        return Known(_ids(found), {ids[number]: ids[origin.get(number, number)] for number in told.union(origin[number] for number in told)})

    def of_plans(self, day: str) -> list[Member]:
        """As `Grouping.of_plans`; none where they are not kept up to date."""
        return Grouping(self._db).of_plans(day) if self.up_to_date else []

    def told(self, since: str | None = None, until: str | None = None, type: str | None = None) -> State | None:
        """The groups as `Grouping.groups` selects them, with all that they are told by; none where they are not kept up to date."""
        if not self.up_to_date:
            return None
        found = Grouping(self._db).groups(since, until, type)
        origin = Copies(self._db, self._rows.report).origins({one.report for group in found for one in group})
        reports = dict(self._rows.select(REPORT, f"number IN {GIVEN}", [json.dumps([*origin.keys() | origin.values()])]))
        counting = _Counting(self._rows)
        put_right = {number for number in origin if counting.is_corrected(reports[number])}
        events = [event for number in sorted(put_right) for event in counting.events_as_left(reports[number])]
        ids = [one.id for group in found for one in group if one.report not in put_right]
        others = (event for _, event in self._rows.select(kind_named(Event), f"id IN {GIVEN}", [json.dumps(ids)]))
        events += map(counting.who.laid, _events(others))
        known = Known(_ids(found), {reports[a].id: reports[b].id for a, b in origin.items()})
        return State(Corpus.of(list(reports.values()), events), known=known)

    def _make_tables(self) -> None:
        for name in (*grouping.NAMES, *copies.NAMES, "ungrouped"):
            self._db.execute(f"DROP TABLE IF EXISTS {name}")
        for name in _NOTED:
            self._db.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in _TABLES:
            self._db.execute(statement)
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('grouping', ?)", (_rules(),))


class _Counting:
    """What counts in a store: reports that no other version replaces and nobody rejected, with their events as people left them."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._db = rows, rows.connection
        self._made = [one for _, one in rows.select(CORRECTION)]
        self._valid = in_force(self._made)
        self._rejected = rejected_reports(self._valid)
        self.who = joined(self._valid)
        self._of: dict[str, list[Correction]] = defaultdict(list)
        for one in self._valid:
            for report in _reports_of([one]):
                self._of[report].append(one)

    def report(self, number: int) -> Report | None:
        """The report of this number, if it counts."""
        sql = f"SELECT 1 FROM report WHERE number = ? AND number NOT IN {REPLACED}"
        if self._db.execute(sql, (number,)).fetchone() is None:
            return None
        report = self._rows.report(number)
        return None if report.id in self._rejected else report

    def is_corrected(self, report: Report) -> bool:
        """Whether people put anything right in it."""
        return report.id in self._of

    def events(self, report: Report | None) -> list[Dated]:
        """What is kept of a report's events."""
        if report is None:
            return []
        corpus = Corpus.of([report], self.events_as_left(report))
        return [_dated(corpus, event) for event in corpus.all(Event)]

    def events_as_left(self, report: Report) -> list[Event]:
        """A report's events as people left them."""
        return _events(corrected(self._read(report.id), self._of.get(report.id, ()), self.who).records)

    @cached_property
    def judged(self) -> set[int]:
        """Numbers of the reports of which people judged events to be the same or different."""
        return self._numbers(_reports_of(one for one in self._valid if one.action in ("merge", "split")))

    def decided(self) -> Mapping[Pair, Decision]:
        """What people decided of pairs of events."""
        reports = [report for number in sorted(self.judged) if (report := self.report(number)) is not None]
        return corrected([event for report in reports for event in self._read(report.id)], self._valid).decided if reports else {}

    def renamed_by(self, corrections: Collection[int]) -> set[int]:
        """Numbers of the reports that may tell of somebody of whom corrections (their numbers), or those that they take back, say who it is."""
        ids = {t.record for one in self._hanging_on(corrections) for t in one.targets if t.kind == ACTOR}
        if not ids:
            return set()
        words = joined(one for one in self._made if one.undoes is None).words(ids)
        told = self._db.execute(f"SELECT number >> {POSITIONS}, actors || recipients FROM event")
        bare = ((number, parties.lower().replace(".", "")) for number, parties in told)
        return {number for number, parties in bare if any(word in parties for word in words)} | self._numbers(self._of)

    def corrected_by(self, corrections: Collection[int]) -> set[int]:
        """Numbers of the reports that corrections (their numbers) are of, or that those are of which they take back."""
        return self._numbers(_reports_of(self._hanging_on(corrections)))

    def _hanging_on(self, corrections: Collection[int]) -> Collection[Correction]:
        """Some corrections (their numbers), and those that they take back."""
        if not corrections:
            return ()
        by_id = {one.id: one for one in self._made}
        found: dict[str, Correction] = {}
        todo = [id for id, number in self._db.execute("SELECT id, number FROM correction") if number in corrections]
        while todo:
            one = by_id[todo.pop()]
            found[one.id] = one
            if one.undoes is not None and one.undoes in by_id and one.undoes not in found:
                todo.append(one.undoes)
        return found.values()

    def _read(self, report: str) -> list[Record]:
        number = self._rows.number_of(report)
        if number is None:
            return []
        if report in self._of:  # a correction may be of records of several kinds
            return self._rows.records_of(number)
        return [event for _, event in self._rows.select(kind_named(Event), IN_REPORTS, range_of(number))]

    def _numbers(self, reports: Iterable[str]) -> set[int]:
        return {number for id in set(reports) if (number := self._rows.number_of(id)) is not None}


def _ids(groups: Iterable[list[Member]]) -> list[Group]:
    """Groups by the ids of their events, in the order of their first ones."""
    return sorted((frozenset(one.id for one in group) for group in groups), key=min)


def _reports_of(corrections: Iterable[Correction]) -> set[str]:
    return {target.report for one in corrections for target in one.targets}


def _events(records: Iterable[Record]) -> list[Event]:
    return [record for record in records if isinstance(record, Event)]


def _dated(corpus: Corpus, event: Event) -> Dated:
    """What is kept of an event of the corpus."""
    due = _due(corpus, event)
    if event.when is None or is_long(event.when):
        return Dated(facts(corpus, event), None, None, due)
    first, last = start_of(event.when), end_of(event.when)
    return Dated(facts(corpus, event), first, max(first or "", last or ""), due)


def _due(corpus: Corpus, event: Event) -> str | None:
    """The first day of what an event says is planned, moved or called off, else that of its report. None for what says nothing of a plan but that it
    took place, and for what is due by a day: what took place by then may have been told at any time."""
    said = sign(corpus, event)
    if said is None or said.says == "took place":
        return None
    when = said.to or event.when
    if when is None or when.start is not None:
        return start_of(when) or corpus.day(event)
    return None if said.says in ("planned", "demanded") else corpus.day(event)


@cache
def _rules() -> str:
    """Tells by which rules, tables and lists groups were made; of what the user imported, by what is in it."""
    actors = imported()
    own = "\n".join([*_TABLES, grouping.FORM, actors.digest if actors is not None else ""])
    return hashlib.sha256(digest_of(_RULES) + own.encode()).hexdigest()[:16]
