"""Events put into groups that tell of one thing each, by judgements.

`Clusters` groups all at once; `store/grouping.py` keeps the same groups, one event at a time: property-tested. Of the judgements only those that join
are held; the others, and all reasons, are worked out when they are asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import inf

from dateline.merge.candidates import Block, blocks_of, order, pairs
from dateline.merge.compare import compare, score
from dateline.merge.facts import Facts
from dateline.merge.judgement import APART, DIFFERENT, SAME, Decided, Judgement, Pair, by_person, pair_of
from dateline.merge.standing import contradict

Group = frozenset[str]  # ids of events
BY_PERSON = inf  # the score of what a person joined: surest


def grouped(facts: Mapping[str, Facts], joined: Mapping[Pair, float], decided: Decided) -> list[Group]:
    """The events of `facts` in groups. Surest first, those `joined` by a score are put together, unless that would bring two into one group that are
    surely different (`APART`), or contradict each other in day and place; what a person decided comes before all else."""
    tied = {id for pair in joined for id in pair}
    group: dict[str, set[str]] = {id: {id} for id in tied}
    foes: dict[str, set[str]] = {id: set() for id in tied}  # events known to be apart from one of its group: what they join is never put with it
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
    together = {min(g): frozenset(g) for g in group.values()}
    return sorted([*together.values(), *(frozenset((id,)) for id in facts if id not in tied)], key=min)


def _are_apart(a: Facts, b: Facts, decided: Decided, *, by_rule: bool) -> bool:
    decision = decided.get(pair_of(a.id, b.id))
    if decision is not None or not by_rule:
        return decision == "different"
    return contradict(a, b) or score(a, b) < APART


class Clusters:
    """Events in groups (`groups`, in the order of their first ids), by `facts`; what people `decided` wins over rules."""

    def __init__(self, facts: Iterable[Facts], decided: Decided | None = None) -> None:
        self.facts = {one.id: one for one in facts}
        self.decided = decided or {}
        self._blocks = _by_block(self.facts.values())
        joined = {pair_of(a.id, b.id): points for a, b in self._meeting() if (points := score(a, b)) >= SAME}
        joined |= {pair: BY_PERSON for pair in self._judged() if self.decided[pair] == "same"}
        self.groups = grouped(self.facts, joined, self.decided)
        self.group_of = {id: group for group in self.groups for id in group}

    def judgements(self) -> Iterator[Judgement]:
        """What is judged of every pair that meets, and of those that people decided, by pair."""
        for pair in sorted({pair_of(a.id, b.id) for a, b in self._meeting()} | self._judged()):
            decision = self.decided.get(pair)
            yield by_person(pair, decision) if decision is not None else compare(self.facts[pair[0]], self.facts[pair[1]])

    def unsure(self) -> list[Judgement]:
        """Of each two groups that the rules leave undecided the pair of events that is least sure, such pairs first."""
        found: dict[frozenset[Group], tuple[float, Pair]] = {}
        for a, b in self._meeting():
            pair, groups = pair_of(a.id, b.id), frozenset((self.group_of[a.id], self.group_of[b.id]))
            if len(groups) == 2 and DIFFERENT <= (points := score(a, b)) < SAME:
                found[groups] = min(found.get(groups, (inf, pair)), (abs(points), pair))
        return [compare(self.facts[a], self.facts[b]) for _, (a, b) in sorted(found.values())]

    def _judged(self) -> set[Pair]:
        """The pairs of which people decided."""
        return {(a, b) for a, b in self.decided if a in self.facts and b in self.facts}

    def _meeting(self) -> Iterator[tuple[Facts, Facts]]:
        """The pairs that meet, but for those of which people decided. One that meets on several days comes on each: all are never held at once."""
        for _, blocks in groupby(sorted(self._blocks), key=lambda block: block.day):
            seen: set[Pair] = set()
            for a, b in (met for block in blocks for met in pairs(self._blocks[block])):
                pair = pair_of(a.id, b.id)
                if pair not in seen and pair not in self.decided:
                    seen.add(pair)
                    yield a, b


def _by_block(events: Iterable[Facts]) -> dict[Block, list[Facts]]:
    """The blocks of events, each in order."""
    out: dict[Block, list[Facts]] = defaultdict(list)
    for one in sorted(events, key=order):
        for block in blocks_of(one):
            out[block].append(one)
    return out
