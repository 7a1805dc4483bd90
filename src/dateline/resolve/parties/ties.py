"""Which actor a phrase means: one of the base, or a local one by its name. docs/decisions/0012-imports.md says when and why."""

from typing import NamedTuple

from dateline.annotate.layers import Name
from dateline.knowledge import actors, bodies, countries, nouns, organs, places
from dateline.knowledge.actor import Actor
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import POSSESSIVE, Phrases
from dateline.resolve.parties.post import Post, Time
from dateline.resolve.parties.states import States
from dateline.resolve.parts import Party

_DEFINITE = frozenset(("the", "this", "that"))


class Office(NamedTuple):
    """The holder of a post that a phrase names without a name, for a state (alpha-3) or a body."""

    holder: Actor
    title: str
    country: str | None


class Ties:
    """Ties the phrases of one report to actors."""

    def __init__(self, phrases: Phrases, states: States, naming: Naming) -> None:
        self._phrases, self._states, self._naming, self._layers = phrases, states, naming, phrases.layers

    def person(self, full: str, country: str | None, post: Post | None) -> str | None:
        """The actor that a person's name means: of the base, but not where the report tells a state or a kind of post that he never had.

        One name alone means someone of the base only beside a post, or where the news of the day calls him so. Else a local actor, if the name is
        whole and no two of the base bear it.
        """
        known = actors.bearers(full, self._phrases.day)
        called = _is_whole(full) or post is not None or bodies.leader(full, self._phrases.year) is not None
        if len(known) == 1 and called and self._fits(known[0], country, post):
            return known[0].id
        return actors.local_id(full) if _is_whole(full) and len(known) < 2 else None

    @staticmethod
    def _fits(known: Actor, country: str | None, post: Post | None) -> bool:
        if country is None and not known.id.startswith("person:"):
            return False  # of the many whom a dump names, who is meant needs a word more than the name
        if country not in (None, known.country) and not actors.served(known.id, country):
            return False
        return post is None or post.sector in (None, known.sector, "GOV", "IGO", "UNK")

    def organisation(self, name: Name, full: str, country: str | None) -> str | None:
        """The actor that a name outside the lexicons means: an organ of `country`, one that was imported, or a local one.

        None where it is common nouns alone, an organ of a state that the name does not tell ("Revenue Authority"), one word, or the name of a place.
        """
        if name.label != "ORG" or full.islower():
            return None
        said = [w for w in full.split() if w not in POSSESSIVE and w.casefold() not in _DEFINITE]
        low = [w.casefold() for w in said if countries.in_word(w, self._phrases.loud) is None]
        organ = organs.ministry(_without_of(low)) or organs.plain(low)
        if organ is not None:
            return f"{organ}:{country}" if country is not None else None
        kind = nouns.sector_of(low)
        generic = not low or nouns.is_entry(low) or (kind is not None and kind[1] and len(low) == len(said))
        if generic:
            return None
        imported = actors.organisation(full, country)
        if imported is not None:
            return imported.id
        return actors.local_id(full) if _is_whole(full) and not places.called(full) else None

    def organ(self, first: int, stop: int, country: str | None) -> str | None:
        """The government, the armed forces or the ministry of `country` that a phrase of common nouns means as a whole."""
        if country is None:
            return None
        low = self._bare(first, stop)
        organ = organs.plain(low) or organs.ministry(low)
        return None if organ is None else f"{organ}:{country}"

    def office(self, head: int, first: int, stop: int) -> Office | None:
        """The certain holder, on the day of the report, of the one post that a phrase names: "the French president", "the head of NATO"."""
        words, day = self._layers, self._phrases.day
        if day is None or words.lemmas[head].casefold() != words.low[head] or nouns.title_before([words.words[head]]) is None:
            return None
        body, first, stop = self._body_in(first, head, stop)
        country = self._states.within(first, stop) if body is None else None
        of = actors.organisation_id(body.name) if body is not None else country
        if of is None:
            return None
        title = " ".join(self._bare(first, stop))
        found = actors.holder(title, of, day)
        return Office(found, title, country) if found is not None else None

    def time_of(self, post: Post, person: Party) -> Time:
        """The time of a post as told; former where it stands before a name without a word of time and the base is certain that it was over."""
        said = self._layers.low[post.first : post.noun]
        open_ = post.time == "current" and post.noun < post.name.first and not party_words().posts.current.intersection(said)
        of = post.country or (person.actor and post.organisation and actors.organisation_id(post.organisation.name))
        if not open_ or person.actor is None or not of or self._phrases.day is None:
            return post.time
        return "former" if actors.time_of(person.actor, post.title, of, self._phrases.day) == "former" else post.time

    def _body_in(self, first: int, head: int, stop: int) -> tuple[bodies.Body | None, int, int]:
        """The international body whose post a phrase names, and the words but for it: "the UN secretary-general", "the head of NATO"."""
        words = self._layers
        while first < head and words.low[first] in _DEFINITE:
            first += 1
        runs = [(first, k, k, stop) for k in range(head, first, -1)]
        runs += [(k + 1, stop, first, k) for k in range(head + 1, stop) if words.low[k] == "of"]
        for low, high, rest, end in runs:
            found = self._naming.body(low, high)
            if found is not None and found.country is None:
                return found, rest, end
        return None, first, stop

    def _bare(self, first: int, stop: int) -> list[str]:
        """The words of a phrase that say what it names, not whose it is: a state, its seat of power, its leader."""
        words = self._layers
        said: list[str] = []
        for k in range(first, stop):
            low, name = words.low[k], words.name_at[k]
            if low in _DEFINITE or low == "-" or words.words[k] in POSSESSIVE or self._states.at[k] is not None:
                continue
            if name is not None and (self._leads(name) or countries.by_seat(words.words[k], self._phrases.loud) is not None):
                continue
            said.append(low)
        return _without_of(said)

    def _leads(self, name: Name) -> bool:
        """Whether a name is that of a leader of a state: "Assad's forces"."""
        leader = self._naming.leader(name) if name in self._naming.people else None
        return leader is not None and leader.sector == "GOV"


def _is_whole(name: str) -> bool:
    """Whether a name is long enough to mean one only: two words, initials aside."""
    return sum(len(word.strip(".")) > 1 for word in name.split()) > 1


def _without_of(words: list[str]) -> list[str]:
    """ "foreign ministry of" of a state that is taken out."""
    return words[:-1] if words[-1:] == ["of"] else words
