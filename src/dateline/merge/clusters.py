"""Events put into groups that tell of one thing each, by judgements; kept up to date as events come and go.

The groups are those that `Clusters` would find of the events that it holds, in whatever order they came: property-tested. Of the judgements only
those that join are kept; the others, and all reasons, are worked out when they are asked for.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import inf

from dateline.merge.candidates import Block, are_near, blocks_of, order, pairs
from dateline.merge.compare import Facts, compare, contradict, score
from dateline.merge.judgement import DIFFERENT, SAME, Decided, Judgement, Pair, by_person, pair_of

Group = frozenset[str]  # ids of events
BY_PERSON = inf  # the score of what a person joined: surest


def grouped(facts: Mapping[str, Facts], joined: Mapping[Pair, float], decided: Decided) -> list[Group]:
    """The events of `facts` in groups. Surest first, those `joined` by a score are put together, unless that would bring two into one group that are
    different, or contradict each other in day and place; what a person decided comes before all else."""
    group: dict[str, set[str]] = {id: {id} for id in facts}
    foes: dict[str, set[str]] = {id: set() for id in facts}  # events known to be apart from one of its group: what they join is never put with it
    for (left, right), sure in sorted(joined.items(), key=lambda j: (-j[1], j[0])):
        a, b = group[left], group[right]
        if a is b or not foes[left].isdisjoint(b):
            continue
        apart = next(((x, y) for x in a for y in b if _are_apart(facts[x], facts[y], decided, by_rule=sure != BY_PERSON)), None)
        if apart is not None:
            foes[left].add(apart[1])
            foes[right].add(apart[0])
            continue
        small, large = sorted((a, b), key=len)
        both = foes[left] | foes[right]
        large |= small
        group.update((id, large) for id in small)
        foes.update((id, both) for id in large)
    return sorted({min(g): frozenset(g) for g in group.values()}.values(), key=min)


def _are_apart(a: Facts, b: Facts, decided: Decided, *, by_rule: bool) -> bool:
    decision = decided.get(pair_of(a.id, b.id))
    if decision is not None or not by_rule:
        return decision == "different"
    return contradict(a, b) or score(a, b) < DIFFERENT


@dataclass
class Clusters:
    """Events with their blocks. `add` and `remove` touch only the blocks of the events given, and regroup only what hangs on those."""

    decided: Decided = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    group_of: dict[str, Group] = field(default_factory=dict)
    _blocks: dict[Block, list[Facts]] = field(default_factory=dict)  # each in order
    _joined: dict[str, dict[str, float]] = field(default_factory=dict)  # both ways

    def __post_init__(self) -> None:
        self._people: dict[str, set[str]] = defaultdict(set)
        for a, b in self.decided:
            self._people[a].add(b)
            self._people[b].add(a)

    @property
    def groups(self) -> list[Group]:
        """All groups, in the order of their first ids."""
        return sorted(set(self.group_of.values()), key=min)

    def judgements(self) -> Iterator[Judgement]:
        """What is judged of every pair that meets, and of those that people decided, by pair."""
        met = {pair_of(a.id, b.id) for block in self._blocks.values() for a, b in pairs(block)}
        for pair in sorted(met | {p for p in self.decided if p[0] in self.facts and p[1] in self.facts}):
            decision = self.decided.get(pair)
            yield by_person(pair, decision) if decision is not None else compare(self.facts[pair[0]], self.facts[pair[1]])

    def unsure(self) -> list[Judgement]:
        """Of each two groups that the rules leave undecided the pair of events that is least sure, such pairs first."""
        found: dict[frozenset[Group], tuple[float, Pair]] = {}
        for _, blocks in groupby(sorted(self._blocks), key=lambda block: block.day):
            seen: set[Pair] = set()  # of one day
            for a, b in (pair for block in blocks for pair in pairs(self._blocks[block])):
                pair, groups = pair_of(a.id, b.id), frozenset((self.group_of[a.id], self.group_of[b.id]))
                if pair in seen or pair in self.decided or len(groups) == 1:
                    continue
                seen.add(pair)
                if DIFFERENT <= (points := score(a, b)) < SAME:
                    found[groups] = min(found.get(groups, (inf, pair)), (abs(points), pair))
        return [compare(self.facts[a], self.facts[b]) for _, (a, b) in sorted(found.values())]

    def add(self, facts: Iterable[Facts]) -> None:
        """Take in events; one that is there already is replaced."""
        new = {one.id: one for one in facts}
        self._change([self.facts[id] for id in new if id in self.facts], list(new.values()))

    def remove(self, ids: Iterable[str]) -> None:
        """Let events go; ids of none are passed over."""
        self._change([self.facts[id] for id in set(ids) if id in self.facts], [])

    def _change(self, old: list[Facts], new: list[Facts]) -> None:
        loose = {other for one in old for other in self.group_of[one.id]}
        for one in old:
            loose |= self._let_go(one)
        before = self._put_into_blocks(old, new)
        loose |= self._part(before) | self._join(before, {one.id for one in new})
        for one in new:
            loose |= {one.id} | self._join_by_people(one.id)
        self._regroup(loose & self.facts.keys())

    def _let_go(self, one: Facts) -> set[str]:
        del self.facts[one.id], self.group_of[one.id]
        others = set(self._joined.pop(one.id, ()))
        for other in others:
            self._joined[other].pop(one.id)
        return others

    def _put_into_blocks(self, old: list[Facts], new: list[Facts]) -> dict[Block, list[Facts]]:
        """Each block that events leave or enter, as it was before."""
        leaving, coming = _by_block(old), _by_block(new)
        before = {}
        for block in leaving.keys() | coming.keys():
            members = self._blocks.get(block, [])
            before[block] = members
            left = {one.id for one in leaving.get(block, ())}
            now = [one for one in members if one.id not in left]
            arrived = coming.get(block, [])
            if len(arrived) > 1:
                now = sorted(now + arrived, key=order)
            elif arrived:
                insort(now, arrived[0], key=order)
            if now:
                self._blocks[block] = now
            else:
                del self._blocks[block]
        self.facts.update((one.id, one) for one in new)
        return before

    def _part(self, before: Mapping[Block, list[Facts]]) -> set[str]:
        """Forget what joined the pairs that meet no more in any block; their events."""
        loose: set[str] = set()
        for block, members in before.items():
            now = {one.id: k for k, one in enumerate(self._blocks.get(block, ()))}
            for a, b in pairs(members):
                held = self._joined.get(a.id, {}).get(b.id)
                if held is None or held == BY_PERSON or (a.id in now and b.id in now and are_near(now[a.id], now[b.id])):
                    continue
                if not self._meet(self.facts[a.id], self.facts[b.id]):
                    del self._joined[a.id][b.id], self._joined[b.id][a.id]
                    loose |= {a.id, b.id}
        return loose

    def _meet(self, a: Facts, b: Facts) -> bool:
        return any(are_near(*(bisect_left(self._blocks[block], order(one), key=order) for one in (a, b))) for block in blocks_of(a) & blocks_of(b))

    def _join(self, before: Mapping[Block, list[Facts]], new: set[str]) -> set[str]:
        """Compare the pairs that meet for the first time; the events of those that are the same."""
        loose: set[str] = set()
        for _, blocks in groupby(sorted(before), key=lambda block: block.day):
            seen: set[Pair] = set()  # one day at a time, so that not all pairs are ever held at once
            for block in blocks:
                seen.update(pair_of(a.id, b.id) for a, b in pairs(before[block]) if a.id not in new and b.id not in new)
                for a, b in pairs(self._blocks.get(block, [])):
                    pair = pair_of(a.id, b.id)
                    if pair in seen or pair in self.decided:
                        continue
                    seen.add(pair)
                    points = score(a, b)
                    if points >= SAME and b.id not in self._joined.get(a.id, {}):
                        self._hold(pair, points)
                        loose |= {a.id, b.id}
        return loose

    def _join_by_people(self, id: str) -> set[str]:
        others = self._people[id] & self.facts.keys() if id in self._people else set()
        same = {other for other in others if self.decided[pair_of(id, other)] == "same"}
        for other in same:
            self._hold((id, other), BY_PERSON)
        return same

    def _hold(self, pair: Pair, points: float) -> None:
        for id, other in (pair, pair[::-1]):
            self._joined.setdefault(id, {})[other] = points

    def _regroup(self, loose: set[str]) -> None:
        """Group anew all that is tied, by what is judged the same, to the events given or to those that stood in one group with them."""
        todo, tied = set(loose), set[str]()
        while todo:
            id = todo.pop()
            tied.add(id)
            todo |= (self.group_of.get(id, frozenset()) & self.facts.keys()) - tied
            todo |= self._joined.get(id, {}).keys() - tied
        joined = {(id, other): points for id in tied for other, points in self._joined.get(id, {}).items() if id < other}
        for group in grouped({id: self.facts[id] for id in tied}, joined, self.decided):
            self.group_of.update((id, group) for id in group)


def _by_block(events: Iterable[Facts]) -> dict[Block, list[Facts]]:
    out: dict[Block, list[Facts]] = defaultdict(list)
    for one in events:
        for block in blocks_of(one):
            out[block].append(one)
    return out
