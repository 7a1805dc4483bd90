"""Who is one actor across reports: by the id that the reader gave, else by name, and by a word such as "rebels" only within one country.

Two are one where nothing in the corpus lets them be two. A last name joins one person alone who bears it there; where two do, it joins neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

import msgspec

from dateline.knowledge import actors, countries, nouns, organs
from dateline.merge.dossier_words import lexicon
from dateline.merge.keys import APART, is_named, party_key, words_key
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.records.acts.retold import count_of
from dateline.resolve.parts import Party

R = TypeVar("R", bound=Record)

_SIDES = ("actors", "recipients", "speakers", "addressees")  # fields of parties
_ALONE = ("person", "organisation", "by")  # of one
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "de", "al", "el", "bin", "van", "von"})
_ARTICLES = frozenset({"the", "a", "an"})
_VAGUE = frozenset({None, "UNK", "CVL"})  # sectors by which one name alone is of nobody in particular


class _Called(NamedTuple):
    """A party but for its words in one report: those who are called the same are one."""

    name: str
    actor: str | None
    country: str | None
    sector: str | None
    role: str | None


class Identities:
    """The actors of some parties; `of` tells whose a party is."""

    def __init__(self, parties: Iterable[Party], people: Iterable[Party] = ()) -> None:
        """`people` are those of `parties` that are known to be persons, since a report tells their post."""
        called = dict.fromkeys(_called(p) for p in parties)
        self._people = {p.actor or words_key(p.name) for p in people}
        self._states = _states(called)
        self._spoken_of = {one.country for one in called} - {None}
        self._tied = self._ties(called)
        self._last = self._last_names(called)
        self._known = {one: self._id(one) for one in called}

    def of(self, party: Party) -> str | None:
        """The id of the actor that a party is; none where it is nobody in particular."""
        one = _called(party)
        return self._known[one] if one in self._known else self._id(one)

    def is_among(self, id: str, parties: Iterable[Party]) -> bool:
        """Whether the actor of that id is one of some parties."""
        return any(self.of(party) == id for party in parties)

    @cached_property
    def last_names(self) -> dict[str, set[str]]:
        """Id of a person → the last names that it bears."""
        names: dict[str, set[str]] = defaultdict(set)
        for last, bearers in self._last.items():
            for id in bearers:
                names[id].add(last)
        return names

    def _id(self, one: _Called) -> str | None:
        if one.actor is not None:
            return self._of_id(one.actor, one)
        if not one.name.strip() or count_of(one.name) is not None:
            return None
        if not _is_proper(one.name):
            return _of_noun(one)
        return self._tied_to(one) or (self._of_full_name(one) if " " in one.name else self._of_one_name(one))

    def _of_id(self, id: str, one: _Called) -> str:
        return self._apart(id, one) if id.startswith("local:") else _acting(id)

    def _tied_to(self, one: _Called) -> str | None:
        """The one whom the reader knew elsewhere under this name, of the same state where both tell one; a bare organ, where one state is told of."""
        if one.country is None and len(self._spoken_of) > 1 and _organ(one.name) is not None:
            return None
        known = self._tied.get(words_key(one.name), ()) if one.sector is not None else ()
        fitting = {id for id, country in known if one.country is None or country in (None, one.country)}
        return fitting.pop() if len(fitting) == 1 else None

    def _of_full_name(self, one: _Called) -> str | None:
        if one.country is None and _organ(one.name) is not None:
            return None  # "the Foreign Ministry", of whichever state
        return self._apart(_of_name(one), one) if one.sector is not None or one.role is not None else None

    def _of_one_name(self, one: _Called) -> str | None:
        """One name alone: of the one person of that last name who fits; else an actor of its own where its post or its kind tells who it is."""
        bearers = self._last.get(words_key(one.name), {})
        if one.role is None and (one.sector in _VAGUE or len(bearers) > 1):
            return None
        if len(bearers) == 1:
            return next((id for id, known in bearers.items() if _fits(one, known)), None)
        return self._apart(_of_name(one), one)

    def _apart(self, id: str, one: _Called) -> str:
        """The id, with its state where namesakes of several states are told of."""
        return f"{id}@{one.country}" if one.country is not None and len(self._states.get(_plain(one), ())) > 1 else id

    def _ties(self, called: Iterable[_Called]) -> dict[str, set[tuple[str, str | None]]]:
        """Name → those whom the reader knew under it, with their states."""
        tied: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        for one in called:
            if one.actor is not None and APART not in one.actor:  # those whom people hold apart lend nobody their name
                for key in (words_key(one.name), party_key(_party(one))):
                    tied[key].add((self._of_id(one.actor, one), one.country))
        return tied

    def _last_names(self, called: Iterable[_Called]) -> dict[str, dict[str, list[_Called]]]:
        """Last name → the people who bear it, and what they are called."""
        last: dict[str, dict[str, list[_Called]]] = defaultdict(dict)
        for one in called:
            words = words_key(one.name).split()
            if len(words) < 2 or not self._is_person(one):
                continue
            id = self._of_id(one.actor, one) if one.actor is not None else self._tied_to(one) or self._of_full_name(one)
            if id is not None:
                last[words[-1]].setdefault(id, []).append(one)
        return last

    def _is_person(self, one: _Called) -> bool:
        known = actors.actor(one.actor) if one.actor is not None else None
        if known is not None:
            return known.kind == "person"
        return one.role is not None or (one.actor or words_key(one.name)) in self._people


def plain_id(party: Party) -> str | None:
    """What a party is known by alone, whatever else is told: the id that the reader gave, else one made of its name, or of a word and its country."""
    one = _called(party)
    if one.actor is not None:
        return plainly(one.actor)
    if not one.name.strip() or count_of(one.name) is not None:
        return None
    return _of_name(one) if _is_proper(one.name) else _of_noun(one)


def plainly(id: str) -> str:
    """An id by which an actor is known in every report: one of a report's own is that of its name."""
    return f"name:{id.removeprefix('local:')}" if id.startswith("local:") else _acting(id)


def parties_of(record: Record) -> Iterator[Party]:
    """Everyone whom a record tells of."""
    match record:
        case Event():
            yield from (*record.actors, *record.recipients)
        case Statement():
            yield from (*record.speakers, *record.addressees)
        case Role():
            yield record.person
            if record.organisation is not None:
                yield record.organisation
        case Figure():
            if record.by is not None:
                yield record.by
    if not isinstance(record, Role):
        yield from (s.party for s in record.sources if s.party.name)


def with_parties(record: R, change: Callable[[Party], Party]) -> R:
    """The record with what `change` makes of each party in it."""
    changed: dict[str, object] = {}
    for name in _SIDES:
        if side := getattr(record, name, ()):
            changed[name] = tuple(map(change, side))
    for name in _ALONE:
        if (one := getattr(record, name, None)) is not None:
            changed[name] = change(one)
    if sources := getattr(record, "sources", ()):
        changed["sources"] = tuple(msgspec.structs.replace(source, party=change(source.party)) for source in sources)
    return msgspec.structs.replace(record, **changed) if changed else record


def identities(records: Iterable[Record]) -> Identities:
    """The actors that some records tell of."""
    told = list(records)
    return Identities((p for r in told for p in parties_of(r)), (r.person for r in told if isinstance(r, Role)))


def _called(party: Party) -> _Called:
    return _Called(party.name, party.actor, party.country, party.sector, party.role)


def _party(one: _Called) -> Party:
    return Party(name=one.name, text=one.name, actor=one.actor, country=one.country)


def _plain(one: _Called) -> str:
    return one.actor or words_key(one.name)


def _acting(id: str) -> str:
    """A state that acts is its government."""
    return f"gov:{id.removeprefix('state:')}" if id.startswith("state:") else id


def _of_name(one: _Called) -> str:
    """One name alone is nobody's; with a post it is."""
    return f"name:{_dashed(f'{one.role} {one.name}' if one.role and ' ' not in one.name.strip() else one.name)}"


def _dashed(name: str) -> str:
    return words_key(name).replace(" ", "-")


def _states(called: Iterable[_Called]) -> dict[str, set[str]]:
    """Name or id → the states that its bearers are of."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in called:
        if one.country is not None:
            found[_plain(one)].add(one.country)
    return found


def _organ(name: str) -> str | None:
    """Which organ of a state a name means that says nothing else: "the Foreign Ministry"."""
    words = [w for w in name.casefold().split() if w not in _ARTICLES]
    return organs.plain(words) or organs.ministry(words)


def _fits(one: _Called, known: Iterable[_Called]) -> bool:
    """Whether nothing that is told with one name alone contradicts a person, and something agrees."""
    return any(one.country == k.country and (one.sector == k.sector or (one.role is not None and one.role == k.role)) for k in known)


def _is_proper(name: str) -> bool:
    """Whether a name is one, and no common noun that opens a sentence, or stands in a copy without small letters."""
    words = [w for w in name.replace("-", " ").split() if w.casefold() not in _SMALL]
    if not words or not words[-1][:1].isupper() or not is_named(Party(name=name, text=name)):
        return False
    return not ((len(words) == 1 or name.isupper()) and nouns.sector_of(words) is not None)


def _of_noun(one: _Called) -> str | None:
    """Those of a common noun, in the plural or of a body, who are of one country: "noun:rebels@SYR"; "his government" is the state's."""
    states = {w: countries.in_word(w, True) for w in one.name.casefold().split()}
    words = [w for w, state in states.items() if state is None and w not in _ARTICLES]
    if one.country is None or one.sector in (None, "UNK") or not words or not set(states.values()) <= {None, one.country}:
        return None  # "the British and Irish governments" are not of one
    organ = organs.plain(words) or organs.ministry(words)
    if organ is not None and one.sector in ("GOV", "MIL"):
        return f"{organ}:{one.country}"
    last, words_of = words[-1], lexicon()
    many = last.endswith("s") and not last.endswith("ss")
    if last in words_of.nobodies or not (many or last in words_of.collectives):
        return None
    return f"noun:{_dashed(' '.join(words))}@{one.country}"
