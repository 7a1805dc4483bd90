"""The groups of events that tell of one thing, kept in the store and brought up to date as events come and go.

What is kept is what `merge.clusters.Clusters` finds of the same events at once: property-tested. One event is put in or taken out at a time, which
moves only its neighbours in its blocks: those nearest on one side meet those on the other side anew, or no more. docs/decisions/0022-kept-grouping.md
says what that costs.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from dateline.merge import candidates
from dateline.merge.candidates import Block, blocks_of, order
from dateline.merge.clusters import BY_PERSON, grouped
from dateline.merge.compare import score
from dateline.merge.days import shifted
from dateline.merge.facts import Facts
from dateline.merge.judgement import SAME, Decision, Pair, pair_of
from dateline.merge.plan_course import UNDATED

# An event's key is its id as a number, in the same order. A block's number is its day, a hash, and in the low bits how far the event's own day lies
# from it: the events of a block then stand in `order`, and the blocks of a day stand together. A leader is the first key of a group of two or more.
# `due` is of what tells of plans: the first day of one, or else that on which it was told.
TABLES = (
    """
    CREATE TABLE grouped (
        key INTEGER PRIMARY KEY, report INTEGER NOT NULL, told INTEGER, first INTEGER, last INTEGER, due INTEGER, facts BLOB NOT NULL, leader INTEGER
    )
    """,
    "CREATE INDEX grouped_report ON grouped (report)",
    "CREATE INDEX grouped_told ON grouped (told)",
    "CREATE INDEX grouped_first ON grouped (first)",
    "CREATE INDEX grouped_due ON grouped (told, due) WHERE due IS NOT NULL",
    "CREATE INDEX grouped_leader ON grouped (leader) WHERE leader IS NOT NULL",
    "CREATE TABLE meeting (block INTEGER, key INTEGER, PRIMARY KEY (block, key)) WITHOUT ROWID",
    "CREATE TABLE joined (key INTEGER, other INTEGER, points REAL NOT NULL, PRIMARY KEY (key, other)) WITHOUT ROWID",
    "CREATE TABLE decided (key INTEGER, other INTEGER, decision TEXT NOT NULL, PRIMARY KEY (key, other)) WITHOUT ROWID",
)
NAMES = ("grouped", "meeting", "joined", "decided")

_ID = re.compile(r"[0-9a-f]{16}")
APART = 6  # bits for the days between an event and its block
_AFTER = 16  # of these days for blocks after it; the others for those before it: `candidates` goes back five weeks
_HASH = 42  # bits of a block's hash: two blocks of a day that share one only let more events meet
_DAYS = 15  # bits of its day
FORM = f"{_DAYS} {_HASH} {APART} {_AFTER}"  # of a block's number: what was kept in another cannot be brought up to date
_LASTS = 7  # days at most from the first to the last that an event is dated by: what lasts longer `is_long`
_NEVER = 99991231
GIVEN = "(SELECT value FROM json_each(?))"
_EVERY = "SELECT coalesce(leader, key), report, facts FROM grouped"
_SELECTED = f"""
    WITH wanted AS ({{}})
    {_EVERY} WHERE key IN (SELECT key FROM wanted WHERE leader IS NULL)
    UNION ALL {_EVERY} WHERE leader IN (SELECT leader FROM wanted)
"""
_HELD = 50_000  # facts in memory at once
_Row = tuple[int | None, int | None, int | None, int | None, bytes]
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(Facts)


class Dated(NamedTuple):
    """What an event is compared by, its first and last day (ISO 8601), null where it has none or a long time, and the day from which on what it says
    of a plan holds, null where it says nothing of any."""

    facts: Facts
    first: str | None
    last: str | None
    due: str | None = None


class Member(NamedTuple):
    """An event of a group: its id, its type, and the number of its report."""

    id: str
    type: str
    report: int


class Grouping:
    """The groups in an open database that has the TABLES. Every change belongs into a transaction of the caller's; a Grouping lives no longer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._held: dict[int, Facts] = {}
        self._any_decided = connection.execute("SELECT 1 FROM decided LIMIT 1").fetchone() is not None

    # Changing

    def put(self, report: int, events: Iterable[Dated]) -> None:
        """Lets the events of a report (its number) be these."""
        there = {
            key: tuple(row) for key, *row in self._db.execute("SELECT key, told, first, last, due, facts FROM grouped WHERE report = ?", (report,))
        }
        rows = {key_of(one.facts.id): _row(one) for one in events}
        loose: set[int] = set()
        for key in there:
            if there[key] != rows.get(key):
                loose |= self._take_out(key)
        for key, row in rows.items():
            if there.get(key) != row:
                loose |= self._put_in(key, report, row)
        self._regroup(loose)

    def stock(self, report: int, events: Iterable[Dated]) -> None:
        """As `put` of a report that was never put, for many reports in a row: they are not grouped until `group_all`."""
        for one in events:
            key = key_of(one.facts.id)
            self._insert(key, report, _row(one), one.facts)

    def group_all(self) -> None:
        """Groups all events that were stocked."""
        for _, blocks in groupby(self._blocks(), key=lambda block: block[0] >> _HASH):
            seen: set[tuple[int, int]] = set()  # of one day: an event has several blocks, each of two days or three
            for _, members in blocks:
                self._facts(members)  # at once
                for k, one in enumerate(members):
                    pairs = {(min(one, other), max(one, other)) for other in members[k + 1 : k + 1 + candidates.NEAR]} - seen
                    seen |= pairs
                    self._compare_with(one, [a if b == one else b for a, b in pairs])
        for key, other in self._db.execute("SELECT key, other FROM decided WHERE decision = 'same' AND key < other").fetchall():
            self._hold_by_people(key, other)
        self._regroup({key for (key,) in self._db.execute("SELECT DISTINCT key FROM joined")})

    def decide(self, decided: Mapping[Pair, Decision]) -> None:
        """Lets this be what people decided, of whatever events."""
        new = {(key_of(a), key_of(b)): decision for (a, b), decision in decided.items()}
        new |= {(b, a): decision for (a, b), decision in new.items()}
        old = {(a, b): decision for a, b, decision in self._db.execute("SELECT key, other, decision FROM decided")}
        changed = {pair for pair in new.keys() | old.keys() if new.get(pair) != old.get(pair)}
        self._db.executemany("DELETE FROM decided WHERE key = ? AND other = ?", changed)
        self._db.executemany("INSERT INTO decided VALUES (?, ?, ?)", ((*pair, new[pair]) for pair in changed if pair in new))
        self._any_decided = bool(new)
        loose: set[int] = set()
        for one, other in changed:
            if one < other and len(self._facts((one, other))) == 2:
                self._part(one, other)
                if new.get((one, other)) == "same":
                    self._hold_by_people(one, other)
                elif self._meet(one, other):
                    self._compare_with(one, [other])
                loose |= {one, other}
        self._regroup(loose)

    def _put_in(self, key: int, report: int, row: _Row) -> set[int]:
        """Put in an event; those to be grouped anew."""
        facts = _unpacked(row[-1])
        blocks = self._insert(key, report, row, facts)
        self._held[key] = facts
        met: set[int] = set()
        parted: set[tuple[int, int]] = set()
        for block in blocks:
            before, after = self._around(block, key)
            met.update(before, after)
            parted.update(_across(before, after))
        loose = {key, *self._compare_with(key, met)}
        for one, other in parted:
            if self._points(one, other) not in (None, BY_PERSON) and not self._meet(one, other):
                self._part(one, other)
                loose |= {one, other}
        if self._any_decided:
            for (other,) in self._db.execute("SELECT other FROM decided WHERE key = ? AND decision = 'same'", (key,)).fetchall():
                self._hold_by_people(key, other)
        return loose

    def _take_out(self, key: int) -> set[int]:
        """Take out an event; those to be grouped anew."""
        loose = self._tied(key)
        meeting: set[tuple[int, int]] = set()
        for block in _numbers(self._facts([key])[key]):
            meeting.update(_across(*self._around(block, key)))
            self._db.execute("DELETE FROM meeting WHERE block = ? AND key = ?", (block, key))
        self._db.executemany("DELETE FROM joined WHERE key = ? AND other = ?", [p for other in loose for p in ((key, other), (other, key))])
        self._db.execute("DELETE FROM grouped WHERE key = ?", (key,))
        del self._held[key]
        for one, other in meeting:
            if self._points(one, other) is None and self._compare_with(one, [other]):
                loose |= {one, other}
        return loose

    def _insert(self, key: int, report: int, row: _Row, facts: Facts) -> list[int]:
        self._db.execute("INSERT INTO grouped (key, report, told, first, last, due, facts) VALUES (?, ?, ?, ?, ?, ?, ?)", (key, report, *row))
        blocks = _numbers(facts)
        self._db.executemany("INSERT INTO meeting VALUES (?, ?)", ((block, key) for block in blocks))
        return blocks

    # Blocks

    def _around(self, block: int, key: int) -> tuple[list[int], list[int]]:
        """The events of a block on both sides of one, the nearest first."""
        low, high = _whole(block)
        before = "SELECT key FROM meeting WHERE (block, key) < (?, ?) AND block >= ? ORDER BY block DESC, key DESC LIMIT ?"
        after = "SELECT key FROM meeting WHERE (block, key) > (?, ?) AND block <= ? ORDER BY block, key LIMIT ?"
        asked = ((before, low), (after, high))
        left, right = ([other for (other,) in self._db.execute(sql, (block, key, end, candidates.NEAR))] for sql, end in asked)
        return left, right

    def _meet(self, one: int, other: int) -> bool:
        """Whether two events are near each other in any block."""
        facts = self._facts((one, other))
        mine, theirs = ({_whole(block): block for block in _numbers(facts[key])} for key in (one, other))
        between = "SELECT count(*) FROM (SELECT 1 FROM meeting WHERE (block, key) > (?, ?) AND (block, key) < (?, ?) LIMIT ?)"
        for whole in mine.keys() & theirs.keys():
            left, right = sorted(((mine[whole], one), (theirs[whole], other)))
            if self._db.execute(between, (*left, *right, candidates.NEAR)).fetchone()[0] < candidates.NEAR:
                return True
        return False

    def _blocks(self) -> Iterator[tuple[int, list[int]]]:
        """The blocks with their events in order, day by day."""
        rows = self._db.execute("SELECT block >> ?, key FROM meeting ORDER BY block, key", (APART,))
        return ((block, [key for _, key in its]) for block, its in groupby(rows, key=lambda row: row[0]))

    # Joining

    def _compare_with(self, key: int, others: Collection[int]) -> list[int]:
        """Join an event to those of others that are the same by rule, unless people decided of the two; these."""
        facts = self._facts((key, *others))
        found = {other: points for other in others if (points := score(facts[key], facts[other])) >= SAME}
        if found and self._any_decided:
            for (other,) in self._db.execute("SELECT other FROM decided WHERE key = ?", (key,)):
                found.pop(other, None)
        for other, points in found.items():
            self._hold(key, other, points)
        return list(found)

    def _hold(self, one: int, other: int, points: float) -> None:
        self._db.executemany("INSERT OR REPLACE INTO joined VALUES (?, ?, ?)", ((one, other, points), (other, one, points)))

    def _hold_by_people(self, one: int, other: int) -> None:
        if len(self._facts((one, other))) == 2:
            self._hold(one, other, BY_PERSON)

    def _part(self, one: int, other: int) -> None:
        self._db.executemany("DELETE FROM joined WHERE key = ? AND other = ?", ((one, other), (other, one)))

    def _points(self, one: int, other: int) -> float | None:
        found = self._db.execute("SELECT points FROM joined WHERE key = ? AND other = ?", (one, other)).fetchone()
        return None if found is None else float(found[0])

    # Groups

    def _tied(self, key: int) -> set[int]:
        """The others of an event's group, and those joined to it."""
        its = "SELECT key FROM grouped WHERE leader = (SELECT leader FROM grouped WHERE key = ?) UNION SELECT other FROM joined WHERE key = ?"
        return {other for (other,) in self._db.execute(its, (key, key)) if other != key}

    def _regroup(self, loose: set[int]) -> None:
        """Group anew what hangs on the events given, one tie of events at a time."""
        done: set[int] = set()
        for key in loose:
            if key not in done:
                tied = self._all_tied(key)
                done |= tied
                self._group(tied)

    def _all_tied(self, key: int) -> set[int]:
        todo, tied = {key}, set[int]()
        while todo:
            one = todo.pop()
            tied.add(one)
            todo |= self._tied(one) - tied
        return tied

    def _group(self, tied: set[int]) -> None:
        facts = self._facts(tied)
        if len(facts) < 2:
            self._db.executemany("UPDATE grouped SET leader = NULL WHERE key = ? AND leader IS NOT NULL", ((key,) for key in facts))
            return
        of = {key: facts[key].id for key in facts}
        joined: dict[Pair, float] = self._among(of, "SELECT other, points FROM joined WHERE key = ?")
        decided: dict[Pair, Decision] = self._among(of, "SELECT other, decision FROM decided WHERE key = ?") if self._any_decided else {}
        for group in grouped({one.id: one for one in facts.values()}, joined, decided):
            keys = sorted(map(key_of, group))
            leader = keys[0] if len(keys) > 1 else None
            self._db.executemany("UPDATE grouped SET leader = ? WHERE key = ? AND leader IS NOT ?", ((leader, key, leader) for key in keys))

    def _among(self, of: Mapping[int, str], sql: str) -> dict[Pair, Any]:
        """What is said of pairs of the events given, by their ids."""
        return {pair_of(id, of[other]): said for key, id in of.items() for other, said in self._db.execute(sql, (key,)) if other in of}

    def _facts(self, keys: Iterable[int]) -> dict[int, Facts]:
        """What events are compared by, of those that are there."""
        asked = list(keys)
        missing = [key for key in asked if key not in self._held]
        if missing:
            if len(self._held) > _HELD:
                self._held.clear()
                missing = asked
            rows = self._db.execute("SELECT key, facts FROM grouped WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(missing),))
            self._held.update((key, _unpacked(facts)) for key, facts in rows)
        return {key: self._held[key] for key in asked if key in self._held}

    # Reading

    def groups_of(self, reports: Collection[int], events: Iterable[str] = ()) -> list[list[Member]]:
        """The groups of which an event is of one of the reports (their numbers), or one of the `events` (ids)."""
        wanted = f"SELECT key, leader FROM grouped WHERE report IN {GIVEN} UNION SELECT key, leader FROM grouped WHERE key IN {GIVEN}"
        return self._groups(_SELECTED.format(wanted), [json.dumps(list(reports)), json.dumps(list(map(key_of, events)))])

    def of_plans(self, day: str) -> list[Member]:
        """The events told before a day that tell of plans, since the first of one that is due on that day or later, and a little before."""
        (first,) = self._db.execute("SELECT min(told) FROM grouped WHERE due >= ?1 AND told < ?1", (_day(day),)).fetchone()
        if first is None:
            return []
        since = _day(shifted(date(first // 10_000, first // 100 % 100, first % 100).isoformat(), -UNDATED))
        sql = "SELECT report, facts FROM grouped WHERE due IS NOT NULL AND told >= ? AND told < ?"
        told = ((report, _unpacked(facts)) for report, facts in self._db.execute(sql, (since, _day(day))))
        return [Member(facts.id, facts.type, report) for report, facts in told]

    def regrouped(self, reports: Collection[int]) -> list[list[Member]]:
        """The groups that may be others without the events of some reports, as they would be: they are grouped beside, in memory."""
        if not reports:
            return []
        region = self._region(reports)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as beside:
            for statement in TABLES:
                beside.execute(statement)
            for table, rows in region.items():
                if rows:
                    beside.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            part = Grouping(beside)
            for report in reports:
                part.put(report, ())
            return part.groups()

    def _region(self, reports: Collection[int]) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of the events of some reports, of all in their blocks, and of all that are tied to any of these."""
        gone = [key for (key,) in self._db.execute(f"SELECT key FROM grouped WHERE report IN {GIVEN}", (json.dumps(list(reports)),))]
        blocks = {_whole(block) for its in self._facts(gone).values() for block in _numbers(its)}
        meeting = [row for ends in blocks for row in self._db.execute("SELECT block, key FROM meeting WHERE block BETWEEN ? AND ?", ends)]
        near = json.dumps([*gone, *{key for _, key in meeting}])
        tied = f"WITH RECURSIVE tied (key) AS ({GIVEN[1:-1]} UNION SELECT other FROM tied JOIN joined USING (key)) SELECT key FROM tied"
        keys = json.dumps([key for (key,) in self._db.execute(tied, (near,))])
        others = ("grouped", "joined", "decided")
        return {name: self._db.execute(f"SELECT * FROM {name} WHERE key IN {GIVEN}", (keys,)).fetchall() for name in others} | {"meeting": meeting}

    def groups(self, since: str | None = None, until: str | None = None, type: str | None = None) -> list[list[Member]]:
        """The groups of which an event is of the `type`, and one was, or is told, on one of the days `since` to `until` (ISO 8601)."""
        if since is None and until is None:
            found = self._groups(_EVERY, [])
        else:
            days = [_day(since) or 0, _day(until) or _NEVER, (_day(shifted(since, -_LASTS)) or 0) if since is not None else 0]
            wanted = "SELECT key, leader FROM grouped WHERE told BETWEEN ?1 AND ?2 OR (first BETWEEN ?3 AND ?2 AND last >= ?1)"
            found = self._groups(_SELECTED.format(wanted), days)
        return [group for group in found if type is None or any(one.type == type for one in group)]

    def _groups(self, sql: str, values: Sequence[Any]) -> list[list[Member]]:
        found: dict[int, list[Member]] = {}
        for group, report, packed in self._db.execute(sql, values):
            facts = _unpacked(packed)
            found.setdefault(group, []).append(Member(facts.id, facts.type, report))
        return list(found.values())


def _row(event: Dated) -> _Row:
    return _day(event.facts.told), _day(event.first), _day(event.last), _day(event.due), _packed(event.facts)


def _across(before: list[int], after: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of two sides that one event more or less between them brings too far apart or near enough."""
    for k, one in enumerate(before):
        if 0 <= candidates.NEAR - 1 - k < len(after):
            yield one, after[candidates.NEAR - 1 - k]


def _numbers(facts: Facts) -> list[int]:
    """The blocks of an event, as numbers."""
    own = _ordinal(order(facts)[0])
    return [_number(block, own) for block in blocks_of(facts)]


def _number(block: Block, own: int) -> int:
    digest = hashlib.blake2b("\0".join(block).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    day = _ordinal(block.day)
    apart = min(max(own - day + _AFTER, 0), (1 << APART) - 1)
    return ((day % (1 << _DAYS)) << _HASH | int.from_bytes(digest) % (1 << _HASH)) << APART | apart


def _whole(block: int) -> tuple[int, int]:
    """The first and last number that stand for the same block."""
    low = block >> APART << APART
    return low, low | (1 << APART) - 1


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0


def _day(day: str | None) -> int | None:
    """A day as a number that sorts as it does."""
    digits = (day or "")[:10].replace("-", "")
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def key_of(id: str) -> int:
    """An event's id as a signed number of 64 bits."""
    digest = bytes.fromhex(id) if _ID.fullmatch(id) else hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) - (1 << 63)


def _packed(facts: Facts) -> bytes:
    try:
        return _ENCODER.encode(facts)
    except (UnicodeEncodeError, OverflowError):  # half a surrogate pair, or a number past 64 bits
        return json.dumps(msgspec.to_builtins(facts, order="deterministic")).encode()


def _unpacked(packed: bytes) -> Facts:
    return msgspec.convert(json.loads(packed), Facts) if packed.startswith(b"[") else _DECODER.decode(packed)
