"""Who people say is one actor, or is two, laid over the parties of records: a party bears the id of the one that people hold it for.

What a party is of is told by it alone, so that a report's records are the same whatever else is read. docs/decisions/0021-actors.md
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

import msgspec

from dateline.knowledge import actors
from dateline.merge.identity import plain_id, plainly, with_parties
from dateline.merge.judgement import Decided, pair_of
from dateline.merge.keys import APART, MADE, way_of, words_key, written_key
from dateline.records import Record
from dateline.resolve.parts import Party

R = TypeVar("R", bound=Record)


class Who(NamedTuple):
    """An actor, or those of its parties that are named or reported apart, as a person meant it.

    `id`: the actor's, as `plainly` writes it, with what holds some apart behind a "#". `name` is found again where a newer reader gives another id,
    of the `country` or of none that is told. `report`: the one in which alone it is meant; else empty.
    """

    id: str
    name: str
    country: str | None = None
    report: str = ""

    @property
    def whole(self) -> str:
        """The id of the actor from which it is held apart, else its own."""
        return self.id.partition(APART)[0]

    def named(self, name: str) -> "Who":
        """Those of it who are written so."""
        return Who(f"{self.whole}{APART}{written_key(name).replace(' ', '-')}", name, self.country)

    def within(self, report: str) -> "Who":
        """Those of it of whom a report tells."""
        return Who(f"{self.whole}{APART}{report}", self.name, self.country, report)


class Joined:
    """Actors that people hold for one, or for two: `meant` are all of whom they said anything, `decided` what, the last word on each pair."""

    def __init__(self, meant: Iterable[Who] = (), decided: Decided | None = None) -> None:
        self._meant = {who.id: who for who in meant}
        for who in [*self._meant.values()]:
            self._meant.setdefault(who.whole, Who(who.whole, ""))
        self._decided = decided or {}
        self._by_name: dict[str, list[Who]] = defaultdict(list)
        for who in sorted(self._meant.values()):
            if who.id == who.whole and who.name:
                self._by_name[words_key(who.name)].append(who)
        self._known: dict[tuple[str | None, ...], tuple[str, str] | None] = {}

    def __bool__(self) -> bool:
        return bool(self._meant)

    @cached_property
    def groups(self) -> dict[str, tuple[Who, ...]]:
        """The id of each who was meant → all that are one with it. Two that people told apart are in no group together: of what would join them all
        the same, pairs hold in the order of their ids, and what is part of an actor by rule comes last."""
        group = {id: {id} for id in self._meant}
        same = sorted(pair for pair, decision in self._decided.items() if decision == "same")
        parts = sorted((who.whole, id) for id, who in self._meant.items() if who.whole != id)
        for left, right in (*same, *parts):
            a, b = group[left], group[right]
            if a is not b and not any(self._decided.get(pair_of(x, y)) == "different" for x in a for y in b):
                a |= b
                group.update(dict.fromkeys(b, a))
        return {id: tuple(self._meant[one] for one in sorted(its)) for id, its in group.items()}

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each who was meant → the id that its parties bear: one that the reader gives, if its group has any, else made of a name."""
        return {id: _called(min(its, key=_rank)) for id, its in self.groups.items()}

    def one_by(self, id: str) -> Who | None:
        """The first who bears this id, or was meant by it."""
        return self._meant.get(id) or next((self._meant[one] for one, its in sorted(self.ids.items()) if its == id), None)

    def one_called(self, name: str, id: str) -> Who | None:
        """Of those who bear this id the one whom a name means best, if it means any, and one alone."""
        ways: dict[int, list[Who]] = defaultdict(list)
        for who in self._meant.values():
            if self.ids[who.id] == id and not who.report and (way := way_of(words_key(name), words_key(who.name))) is not None:
                ways[way].append(who)
        best = ways[min(ways)] if ways else []
        return best[0] if len(best) == 1 else None

    def is_decided(self, a: Who, b: Who) -> bool:
        """Whether people said of two, or of any that are one with them, whether they are one."""
        one, other = (self.groups.get(who.id, (who,)) for who in (a, b))
        return any(pair_of(x.id, y.id) in self._decided for x in one for y in other)

    def names(self, asked: str) -> tuple[str, ...]:
        """A name as it was asked for, and those by which people hold the same actor to be called."""
        key = words_key(asked)
        its = (who for one in self._meant.values() if key and words_key(one.name) == key for who in self.groups[one.id])
        return tuple(dict.fromkeys((asked, *(who.name for who in its if who.name and words_key(who.name) != key))))

    def queries(self, words: str) -> Iterator[str]:
        """Words to search for, and the same with other names in place of one of an actor that people hold to be called so."""
        yield words
        for who in sorted(self._meant.values()):
            if who.name and (stands := _standing(who.name, words)) is not None:
                for name in self.names(who.name)[1:]:
                    yield words[: stands.start()] + '"' + name.replace('"', " ") + '"' + words[stands.end() :]

    def laid(self, record: R) -> R:
        """The record with its parties as people hold them."""
        return with_parties(record, lambda party: self.party(party, record.report)) if self._meant else record

    def party(self, party: Party, report: str) -> Party:
        """A party of a report as people hold it: itself, unless they said something of it."""
        key = (party.actor, party.name, party.text, party.country, party.sector, party.role, report if self._reported else "")
        if key not in self._known:
            self._known[key] = self._changed(party, report)
        known = self._known[key]
        return party if known is None else msgspec.structs.replace(party, actor=known[0], name=known[1])

    def words(self, ids: Iterable[str]) -> set[str]:
        """Words of which one stands, in small letters and without dots, in each telling of those who were meant by these ids, or hang together with
        them."""
        found = set[str]()
        for who in (self._meant[id] for id in self._linked(ids) if id in self._meant):
            id = who.whole.partition("@")[0].partition(":")[2].lower()
            found |= {max(words, key=len) for words in (id.split("-"), words_key(who.name).split()) if words}
        return found

    def _linked(self, ids: Iterable[str]) -> set[str]:
        """Those meant who hang together with these, by any pair that was ever judged: what is said of one may change all of them."""
        found, todo = set[str](), list(ids)
        beside: dict[str, set[str]] = defaultdict(set)
        for a, b in (*self._decided, *((who.whole, id) for id, who in self._meant.items())):
            beside[a].add(b)
            beside[b].add(a)
        while todo:
            id = todo.pop()
            if id not in found:
                found.add(id)
                todo += beside[id]
        return found

    def meant(self, party: Party, report: str) -> Who | None:
        """The narrowest who was meant that a party of a report is: of that report, of that name, or of the actor."""
        whole = self._whole(party)
        own = whole.id if whole is not None else plain_id(party)
        if own is None:
            return None
        narrow = [own + APART + part for part in (report, *(written_key(w).replace(" ", "-") for w in (party.text, party.name)))]
        return next((self._meant[id] for id in narrow if id in self._meant), whole)

    @cached_property
    def _reported(self) -> bool:
        return any(who.report for who in self._meant.values())

    def _changed(self, party: Party, report: str) -> tuple[str, str] | None:
        """The id and the name that a party bears from now on, if people said anything of it that holds."""
        who = self.meant(party, report)
        if who is None:
            return None
        id = self.ids[who.id]
        if id != self.ids[who.whole]:
            return id, who.name
        return (id, party.name) if len({one.whole for one in self.groups[who.id]}) > 1 else None

    def _whole(self, party: Party) -> Who | None:
        """The actor meant that a party is: by its id, with its state where that is told, else by its name."""
        own = plain_id(party)
        if own is None:
            return None
        by_id = (self._meant.get(id) for id in (f"{own}@{party.country}", own))
        found = next((who for who in by_id if who is not None and (not who.id.startswith(MADE) or _of_country(who, party))), None)
        if found is not None:
            return found
        called = self._by_name.get(words_key(party.name), ())
        if own.startswith(MADE):
            return next((who for who in called if _of_country(who, party)), None)
        return next((who for who in called if who.id.startswith(MADE) and who.country == party.country), None)  # of whom the reader now knows an id


def who_is(id: str, name: str, country: str | None) -> Who:
    """The actor with an id as a dossier gives it."""
    return Who(plainly(id), name, country)


def _standing(name: str, words: str) -> re.Match[str] | None:
    """Where a name stands in words as a whole, in quotation marks or not."""
    row = r"\W+".join(map(re.escape, words_key(name).split()))
    return re.search(rf'"?(?<!\w){row}(?!\w)"?', words, re.IGNORECASE) if row else None


def _of_country(who: Who, party: Party) -> bool:
    return who.country is None or party.country is None or who.country == party.country


def _rank(who: Who) -> tuple[bool, bool, bool, str]:
    return APART in who.id, actors.actor(who.id) is None, who.id.startswith(MADE), who.id


def _called(who: Who) -> str:
    """The id of a group that is known by this one: of what is held apart by its name, that name's."""
    if who.id == who.whole:
        return who.id
    name = written_key(who.name).replace(" ", "-")
    return f"name:{name}{APART}{who.report[:8]}" if who.report else f"name:{name}"
