"""Which tellings of one report are of one event: the headline's, the lead's and the last paragraph's."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from dateline.annotate import numbers
from dateline.annotate.lemmas import lemma
from dateline.records.acts.act_words import classes_of_word
from dateline.resolve.parts import Party, Source, Status, When, Where
from dateline.span import Span

_BY_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # acts that differ by what was said
_ALIKE = 0.4  # share of the shorter telling's words that two tellings of one such act have in common
_LATEST = 30  # events of a type that a new telling is held against, and tellings of each: so that long reports cost no more
_MANY = 5  # victims; so many twice on one report are the same
_NEAR = 300  # characters between an attack and the sentence that counts its dead
_ALIKE_MODES = (  # what one deed may be called by turns
    frozenset({"explosives", "suicide-attack"}),
    frozenset({"explosives", "aerial"}),
    frozenset({"explosives", "heavy-weapons"}),
    frozenset({"aerial", "drone"}),
    frozenset({"aerial", "unconventional"}),
    frozenset({"heavy-weapons", "unconventional"}),
)
_ABOUT = frozenset({"over", "about", "some", "nearly", "around", "almost", "approximately", "roughly", "more", "than", "at", "least", "up", "to"})
_ABDUCTS = "abduct"  # no other telling of a deed of no mode: "kidnapped them and killed them"
_WIDE = frozenset({"country", "province"})  # where more than one such deed may have been
_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
_STANDS_BARE = frozenset({"ASSAULT", "PROTEST", "OTHER"})  # news without any side told
_GENERIC: frozenset[str | None] = frozenset({"CVL", "REF", "UNK", None})  # "people" twice need not be the same people


class Told(Protocol):
    """What is compared of an event."""

    @property
    def type(self) -> str: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def actors(self) -> tuple[Party, ...]: ...
    @property
    def recipients(self) -> tuple[Party, ...]: ...
    @property
    def when(self) -> When | None: ...
    @property
    def where(self) -> Where | None: ...
    @property
    def status(self) -> Status: ...
    @property
    def negated(self) -> bool: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of an event. `gist`: lemmas of its clause; `toll`: that it only says who was hurt, not by whom; `again`: that by "the attack";
    `known`: that it names a deed as one told before ("the raids", "its request")."""

    event: Told
    gist: frozenset[str] = frozenset()
    toll: bool = False
    again: bool = False
    known: bool = False


def told_once(tellings: Sequence[Telling]) -> list[tuple[int, tuple[int, ...]]]:
    """Indices of the tellings to keep, each with those of the same event, in reading order.

    Of several, the first of those that say most is kept: of the sides, then of time and place. One that names none ("the blast") tells of the
    nearest event that it may mean; where there is none, it stands only if it says where. One that counts the dead right after an attack tells
    of that attack.
    """
    groups: list[list[int]] = []
    by_type: dict[str, list[list[int]]] = {}
    for k, telling in enumerate(tellings):
        rivals = by_type.setdefault(telling.event.type, [])
        if _bare(telling.event):
            continue
        latest = rivals[-_LATEST:]
        home = next((g for g in latest if _fits([tellings[m] for m in g[-_LATEST:]], telling)), None)
        if home is None and telling.toll and not any(_is_named(p) for p in telling.event.recipients):
            home = next((g for g in reversed(latest) if _counts(telling, tellings[g[-1]].event)), None)
        if home is None and telling.known:
            meant = [g for g in latest if all(_is_meant(telling.event, tellings[m].event) for m in g[-_LATEST:])]
            home = meant[0] if len(meant) == 1 else None
        if home is None:
            home = []
            groups.append(home)
            rivals.append(home)
        home.append(k)
    for k, telling in enumerate(tellings):
        if _bare(telling.event):
            rivals = by_type[telling.event.type]
            at = bisect(rivals, k, key=lambda g: g[0])
            homes = [g for g in rivals[max(0, at - _LATEST) : at + _LATEST] if _may_mean(telling.event, tellings[g[0]].event)]
            if homes:
                mode = telling.event.mode
                min(homes, key=lambda g: (tellings[g[0]].event.mode != mode, abs(g[0] - k), g[0])).append(k)
            elif _is_dated(telling.event) or (telling.event.where is not None and not rivals and telling.event.type in _STANDS_BARE):
                groups.append([k])
                rivals.append(groups[-1])
    return sorted(_best_first(group, tellings) for group in groups)


def _is_dated(event: Told) -> bool:
    """Whether a truce or a conference is told with its day, whoever is to keep or hold it, or a vote that is set for one."""
    dated = event.when is not None and bool(event.when.end) and not event.negated
    return dated and (event.mode in ("ceasefire", "multilateral") or (event.type == "OTHER" and event.status == "planned"))


def _best_first(group: list[int], tellings: Sequence[Telling]) -> tuple[int, tuple[int, ...]]:
    """The telling that says most, the first of its like, and the others."""
    best = max(group, key=lambda m: (*_told_by(tellings[m]), -m))
    return best, tuple(sorted(m for m in group if m != best))


def _told_by(telling: Telling) -> tuple[int, int]:
    """How many sides a telling names, and whether it says when and where."""
    event = telling.event
    sides = sum(any(map(is_somebody, parties)) for parties in (event.actors, event.recipients))
    return sides - telling.toll, (event.when is not None) + (event.where is not None)


def is_somebody(p: Party) -> bool:
    """Whether it is told whose or what a party is: no "some areas", no "a bus"."""
    return bool(p.country or p.sector or p.name[:1].isupper())


def _bare(event: Told) -> bool:
    return not event.actors and not event.recipients


def _may_mean(bare: Told, event: Told) -> bool:
    """Whether a telling without sides may be of `event`."""
    if not alike_modes(bare.mode, event.mode) or bare.negated != event.negated:
        return False
    return same_time(bare.when, event.when) is not False and _same_place(bare.where, event.where) is not False


def _is_meant(known: Told, event: Told) -> bool:
    """Whether a deed named as known may be `event`: by nobody else, of no other day or place, and on nobody else unless both were in one place."""
    if known.status != event.status or not _may_mean(known, event):
        return False
    actors, recipients = _shared(known.actors, event.actors), _shared(known.recipients, event.recipients)
    if known.actors and not actors and _rivals(known.sources, event.sources):
        return False
    if known.type in _BY_WORDS:
        return bool(actors) and recipients != []
    if known.type != "ASSAULT" or event.mode is None or any(_is_named(p) for p in known.recipients):
        return False  # a siege or an offensive is named as known, too, and is another deed than the next; one hurt in it is told of by name
    in_one_town = known.where is not None and known.where.precision not in _WIDE and _same_place(known.where, event.where) is True
    return actors != [] and (recipients != [] or in_one_town)


def _counts(telling: Telling, attack: Told) -> bool:
    """Whether a count of dead stands right after an attack with which it may go, or anywhere after where it says "the attack"."""
    toll = telling.event
    gap = toll.span.start - attack.span.end
    told = attack.mode is not None or (attack.actors and attack.recipients)
    return gap >= 0 and (gap <= _NEAR or telling.again) and bool(told) and attack.status == toll.status and _may_mean(toll, attack)


def _fits(group: Sequence[Telling], telling: Telling) -> bool:
    """Whether `telling` contradicts none of a group of tellings and is tied to one of them."""
    tied = False
    for told in group:
        tie = _ties(told, telling)
        if tie is None:
            return False
        tied = tied or tie
    return tied


def _ties(one: Telling, other: Telling) -> bool | None:
    """Whether a side that only they share, or two common points, tie two tellings of one type; none where something tells them apart."""
    a, b = one.event, other.event
    if not _same_status(a, b) or not alike_modes(a.mode, b.mode) or (_ABDUCTS in (a.mode, b.mode) and a.mode != b.mode):
        return None
    if a.type in _BY_WORDS and len(one.gist & other.gist) < _ALIKE * min(len(one.gist), len(other.gist)):
        return None
    shared = [_shared(a.actors, b.actors), _shared(a.recipients, b.recipients)]
    if shared[0] == [] and a.type == "ASSAULT" and any(_same_state(p, q) for p in a.actors for q in b.actors):
        shared[0] = None  # the army of a state and the state
    points = [same_time(a.when, b.when), _same_place(a.where, b.where)]
    counted = any((count_of(p.name) or 0) >= _MANY or (a.mode and a.mode == b.mode and count_of(p.name)) for p in shared[1] or ())
    vague = any(e.where is None or e.where.place_id is None for e in (a, b))  # quarters and villages that no list knows
    if not shared[0] and _rivals(a.sources, b.sources):
        return None  # one side's account lends the other's no culprit
    if [] in shared or points[0] is False or (points[1] is False and not (counted and vague)):
        return None
    own = counted or any(p.sector not in _GENERIC or p.name[:1].isupper() for parties in shared if parties for p in parties)
    return own or sum(map(bool, [*shared, *points])) >= 2


def _same_status(a: Told, b: Told) -> bool:
    """Whether two tellings may be of one event by their status: what was planned for a day came true where it is told as done on that day."""
    if a.negated != b.negated:
        return False
    statuses = {a.status, b.status}
    return len(statuses) == 1 or (statuses == {"planned", "happened"} and same_time(a.when, b.when) is True)


def _rivals(a: tuple[Source, ...], b: tuple[Source, ...]) -> bool:
    """Whether two tellings stand on the word of different sources."""
    return bool(a and b) and not {s.party.name.casefold() for s in a} & {s.party.name.casefold() for s in b}


def alike_modes(a: str | None, b: str | None) -> bool:
    """Whether two modes, where both are told, may be of one deed."""
    return not a or not b or a == b or frozenset({a, b}) in _ALIKE_MODES


def _shared(a: tuple[Party, ...], b: tuple[Party, ...]) -> list[Party] | None:
    """The parties that two lists name in common; none where one of them is empty."""
    return [p for p in a if any(_one(p, q) for q in b)] if a and b else None


def _same_state(p: Party, q: Party) -> bool:
    return p.country is not None and p.country == q.country and p.sector in _STATE and q.sector in _STATE


def _one(p: Party, q: Party) -> bool:
    """Whether two parties may be one: of one name, or described by one noun ("two U.S. embassies", "the embassy") and of no two countries."""
    if p.name.casefold() == q.name.casefold():
        return True
    noun, counts = _noun(p.name), (count_of(p.name), count_of(q.name))
    if None not in counts:  # "ten civilians" are not "six civilians", whatever their nouns; "six people" are "six civilians"
        generic = noun == _noun(q.name) or (p.sector in _GENERIC and q.sector in _GENERIC)
        return counts[0] == counts[1] and generic
    return noun is not None and noun == _noun(q.name) and (p.country == q.country or not p.country or not q.country)


@lru_cache(maxsize=4096)
def count_of(name: str) -> int | None:
    """The number that opens the name of a party: "six civilians", "over 18 ISIL fighters"; none where it opens with another word."""
    said = name.replace(",", "").casefold().split()
    word = next((w for w in said if w not in _ABOUT), "")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 12 else numbers.lexicon().words.get(word)


def _is_named(p: Party) -> bool:
    """Whether a party is no count of people: one who is hurt is told of by name."""
    return _noun(p.name) is None and count_of(p.name) is None


def _noun(name: str) -> str | None:
    """The common noun that ends a name, in the singular."""
    last = name.rpartition(" ")[2]
    plain = lemma(last, "NOUN")
    return plain if last[:1].islower() or plain in classes_of_word() else None


def same_time(a: When | None, b: When | None) -> bool | None:
    """Whether two times overlap; null where one of them is not told, or not comparable."""
    if a is None or b is None or not a.value or not b.value:
        return None
    if a.start and b.start:
        return a.start[:10] <= (b.end or b.start)[:10] and b.start[:10] <= (a.end or a.start)[:10]
    return a.value == b.value or None


def _same_place(a: Where | None, b: Where | None) -> bool | None:
    if a is None or b is None:
        return None
    return _within(a, b) or _within(b, a)


def _within(a: Where, b: Where) -> bool:
    at: Where | None = a
    while at is not None:
        if at.name == b.name:
            return True
        at = at.inside
    return False
