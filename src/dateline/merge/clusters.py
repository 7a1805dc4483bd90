"""Events put into groups that tell of one thing each, by judgements; kept up to date as events come and go.

The groups are those that `Clusters` would find of the events that it holds, in whatever order they came: property-tested.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.merge.candidates import Block, blocks_of, order, pairs
from dateline.merge.compare import Facts, compare, contradict
from dateline.merge.judgement import Decided, Judgement, Pair, by_person, pair_of

Group = frozenset[str]  # ids of events


def grouped(facts: Mapping[str, Facts], judgements: Iterable[Judgement]) -> list[Group]:
    """The events of `facts` in groups. Surest first, what is judged the same is joined, unless that would put two into one group that are judged
    different or that contradict each other in day and place; what a person decided comes before all else."""
    judgements = sorted(judgements, key=lambda j: (j.by != "person", -j.score, j.pair))
    apart: dict[str, set[str]] = defaultdict(set)
    for one in judgements:
        if one.decision == "different":
            apart[one.left].add(one.right)
            apart[one.right].add(one.left)
    group: dict[str, set[str]] = {id: {id} for id in facts}
    for one in judgements:
        a, b = group[one.left], group[one.right]
        if one.decision != "same" or a is b:
            continue
        if any(apart[id] & b for id in a) or (one.by == "rule" and any(contradict(facts[x], facts[y]) for x in a for y in b)):
            continue
        small, large = sorted((a, b), key=len)
        large |= small
        group.update((id, large) for id in small)
    return sorted({min(g): frozenset(g) for g in group.values()}.values(), key=min)


@dataclass
class Clusters:
    """Events with their blocks and judgements. `add` and `remove` touch only the blocks of the events given, and regroup only what hangs on those."""

    decided: Decided = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    group_of: dict[str, Group] = field(default_factory=dict)
    _blocks: dict[Block, list[Facts]] = field(default_factory=lambda: defaultdict(list))
    _pairs_of: dict[Block, frozenset[Pair]] = field(default_factory=dict)
    _times: Counter[Pair] = field(default_factory=Counter)  # in how many blocks a pair is compared
    _beside: dict[str, dict[str, Judgement]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        self._people: dict[str, set[str]] = defaultdict(set)
        for a, b in self.decided:
            self._people[a].add(b)
            self._people[b].add(a)

    @property
    def groups(self) -> list[Group]:
        """All groups, in the order of their first ids."""
        return sorted(set(self.group_of.values()), key=min)

    @property
    def judgements(self) -> list[Judgement]:
        """All that was judged, by pair."""
        return sorted((j for id, others in self._beside.items() for j in others.values() if j.left == id), key=lambda j: j.pair)

    def add(self, facts: Iterable[Facts]) -> None:
        """Take in events; one that is there already is replaced."""
        new = {one.id: one for one in facts}
        self._change([self.facts[id] for id in new if id in self.facts], list(new.values()))

    def remove(self, ids: Iterable[str]) -> None:
        """Let events go; ids of none are passed over."""
        self._change([self.facts[id] for id in set(ids) if id in self.facts], [])

    def _change(self, old: list[Facts], new: list[Facts]) -> None:
        touched: set[Block] = set()
        loose: set[str] = set()  # events whose judgements changed
        for one in old:
            loose |= self.group_of.pop(one.id)
            del self.facts[one.id]
            for block in blocks_of(one):
                self._blocks[block].remove(one)
                touched.add(block)
            for other in list(self._beside.get(one.id, ())):
                self._beside[other].pop(one.id, None)
                loose.add(other)
            self._beside.pop(one.id, None)
        for one in new:
            self.facts[one.id] = one
            for block in blocks_of(one):
                self._blocks[block].append(one)
                touched.add(block)
        for block in touched:
            loose |= self._pair_up(block)
        for one in new:
            loose |= {one.id} | self._by_people(one.id)
        self._regroup(loose & self.facts.keys())

    def _pair_up(self, block: Block) -> set[str]:
        """Compare the pairs of a block anew; the events of those that came or went."""
        members = sorted(self._blocks[block], key=order)
        now = {pair_of(a.id, b.id): (a, b) for a, b in pairs(members)}
        before = self._pairs_of.get(block, frozenset())
        for pair in before - now.keys():
            self._times[pair] -= 1
            if not self._times[pair]:
                del self._times[pair]
                if pair not in self.decided:
                    self._forget(pair)
        for pair in now.keys() - before:
            self._times[pair] += 1
            if pair not in self.decided:
                self._hold(compare(*now[pair]))
        for pair in now.keys() & before:
            if pair not in self.decided and pair[1] not in self._beside[pair[0]]:
                self._hold(compare(*now[pair]))
        if members:
            self._blocks[block], self._pairs_of[block] = members, frozenset(now)
        else:
            self._blocks.pop(block, None)
            self._pairs_of.pop(block, None)
        return {id for pair in before ^ now.keys() for id in pair}

    def _by_people(self, id: str) -> set[str]:
        others = self._people[id] & self.facts.keys() if id in self._people else set()
        for other in others:
            pair = pair_of(id, other)
            self._hold(by_person(pair, self.decided[pair]))
        return set(others)

    def _hold(self, judgement: Judgement) -> None:
        self._beside[judgement.left][judgement.right] = judgement
        self._beside[judgement.right][judgement.left] = judgement

    def _forget(self, pair: Pair) -> None:
        for id, other in (pair, pair[::-1]):
            if id in self._beside:
                self._beside[id].pop(other, None)

    def _regroup(self, loose: set[str]) -> None:
        """Group anew all that is tied, by what is judged the same, to the events given or to those that stood in one group with them."""
        todo, tied = set(loose), set[str]()
        while todo:
            id = todo.pop()
            if id in tied:
                continue
            tied.add(id)
            todo |= (self.group_of.get(id, frozenset()) & self.facts.keys()) - tied
            todo |= {other for other, j in self._beside.get(id, {}).items() if j.decision == "same"} - tied
        inside = [j for id in tied for other, j in self._beside.get(id, {}).items() if j.left == id and other in tied]
        for group in grouped({id: self.facts[id] for id in tied}, inside):
            self.group_of.update((id, group) for id in group)
