"""The two sides of an act: what kind of thing a phrase names, and which parties it gives to an act of one type."""

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from dateline.annotate.layers import Layers
from dateline.knowledge import countries, nouns
from dateline.records.act_words import classes_of_word
from dateline.records.arguments import Arguments
from dateline.records.parts import Party
from dateline.records.party import Parties
from dateline.records.plover import ARMED, PUBLIC
from dateline.records.where import Places

WHO = frozenset({"human", "body", "people"})
THINGS = frozenset({"place", "facility", "vehicle"})
_ONLY_TO_PEOPLE = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # no place or thing bears them
_CLASSES_OF_NAMES = {"PER": ("person", "human"), "ORG": ("body",), "LOC": ("place",), "MISC": ("people",)}
_OF_PEOPLE = frozenset({"other", "dozen", "hundred", "thousand"})
_HELD = frozenset({"hold", "held", "control", "controlled", "occupy", "run"})  # after a hyphen: "rebel-held"
_SOME = frozenset({"those", "anyone", "everyone", "someone"})
_OWNING = frozenset({"of", "for"})
_PREFIXED = re.compile(r"(?:anti|pro|non|ex)-?\w", re.IGNORECASE)  # "anti-government" names no government that acts
_VAGUE = frozenset({"terrorist", "military", "armed", "militant", "criminal", "security", "terror"})  # say what kind of act, not whose
_BARE = frozenset({"that", "this", "it", "which", "who", "there", "one", "what", "some", "all", "many", "others", "both"})


@dataclass(frozen=True, slots=True)
class Side:
    """One party of an act and the head word of the phrase that names it."""

    word: int
    party: Party
    classes: frozenset[str]


class Sides:
    """Gives phrases of one report as sides of acts."""

    def __init__(self, layers: Layers, arguments: Arguments, parties: Parties, places: Places) -> None:
        self.layers, self.arguments, self.parties, self.places = layers, arguments, parties, places
        self.classes = lru_cache(maxsize=None)(self._classes)
        self._dates = frozenset(k for time in layers.times for k in range(time.first, time.stop))

    # -- kinds of thing -------------------------------------------------------------------------------------------------

    def _classes(self, k: int) -> frozenset[str]:
        """What kind of thing the phrase headed by word k names: classes of the lexicon, sectors, and what follows from them."""
        words = self.layers
        counted = self.arguments.counted(k)
        if counted != k:
            return self.classes(counted)
        out = set(classes_of_word().get(words.lemmas[k], ())) | set(classes_of_word().get(self.arguments.term(k), ()))
        if "polity" in out:
            out |= {"human", "public"}
        name = words.name_at[k]
        if name is not None:
            out.update(_CLASSES_OF_NAMES[name.label] if name.label != "MISC" or words.upos[k] != "ADJ" else ())
        sector = self._sector(k)
        if sector is None and (name is not None or words.upos[k] == "PRON"):
            sector = self._classes_of_party(k, out)
        if sector is not None:
            out |= {sector, "human"} | ({"armed"} if sector in ARMED else set()) | ({"public"} if sector in PUBLIC else set())
        if (words.upos[k] == "NUM" and k not in self._dates) or words.lemmas[k] in _OF_PEOPLE or words.lemmas[k] in _SOME:
            out.add("human")
        if "facility" in out or ("vehicle" in out and sector not in ARMED):
            out -= {"human", "armed"}
        return frozenset(out | {"target"} if out & (WHO | THINGS) else out)

    def _classes_of_party(self, k: int, out: set[str]) -> str | None:
        """The sector of the party that a name or a pronoun resolves to; adds to `out` what the party tells beside."""
        party = next(iter(self.parties.of(k)), None)
        pronoun = self.layers.upos[k] == "PRON"
        if party is None or (pronoun and party.name == party.text):
            return None
        if party.country is not None and "place" not in out:
            out.add("public")
        if party.sector == "GOV" and "place" in out:
            out.add("body")
        if pronoun:
            out.add("human")
        return party.sector

    def _sector(self, k: int) -> str | None:
        """The sector of a common noun with the modifiers right before it."""
        words = self.layers
        if words.upos[k] not in ("NOUN", "PROPN", "ADJ"):
            return None
        first = k
        while first > 0 and k - first < 4 and words.heads[first - 1] == k and words.deprels[first - 1] in ("compound", "amod"):
            first -= 1
        found = nouns.sector_of(words.words[first : k + 1])
        return None if found is None else found[0]

    # -- parties --------------------------------------------------------------------------------------------------------

    def of(self, head: int, kind: str, actor: bool) -> list[Side]:
        """The parties that the phrase headed by word `head` names, coordinated ones too, where they may act in, or bear, an act of type `kind`."""
        allowed = WHO | {"institution"} if actor else WHO | {"place"} if kind in _ONLY_TO_PEOPLE else WHO | THINGS
        out: list[Side] = []
        for k in self.arguments.with_conjuncts(head):
            classes = self.classes(k)
            k = self.arguments.counted(k) if self.layers.upos[k] in ("DET", "PRON") else k
            if not classes & allowed:
                continue
            for party in self.parties.of(k)[:1]:
                if party.name.casefold() in _BARE or (self.layers.upos[k] == "PRON" and party.name == party.text):
                    continue
                out.append(Side(k, self._located(k, party, classes, kind), classes))
                if not actor and kind in ("ASSAULT", "COERCE") and not classes & WHO and party.sector is None:
                    out.extend(self._owners(k, kind))
        return out

    def of_modifier(self, k: int, kind: str, owner: bool = False) -> list[Side]:
        """The party that modifier k of a noun names, a state by its adjective among them: "Russian", "rebel", "US-led"."""
        words = self.layers
        if words.lemmas[k] in _VAGUE and not owner:
            return []
        stem = words.words[k - 2] if self.arguments.term(k).endswith(("-led", "-lead")) else words.words[k]
        code = countries.by_adjective(stem)
        if code is None and (kind != "ASSAULT" or stem.replace(".", "").isupper()):  # "the Spain bombing" is no deed of Spain's
            code = countries.by_name(stem)
        if code is not None:
            sector = "MIL" if kind in ("ASSAULT", "MOBILIZE") else "GOV"
            party = Party(countries.countries()[code].name, words.words[k], country=code, sector=sector, span=words.span(k, k + 1))
            return [Side(k, party, frozenset({"human", "public", sector}))]
        classes = self.classes(k)
        if not classes & {"public", "armed", "body"} or classes & {"facility", "place"}:
            return []
        return [Side(k, p, classes) for p in self.parties.of(k)[:1]]

    def before(self, i: int) -> list[int]:
        """Modifiers of noun i that may name who acts."""
        words = self.layers
        return [
            c
            for c in words.children[i]
            if c < i
            and words.upos[c] != "NUM"
            and words.deprels[c] in ("amod", "compound", "nmod", "nmod:desc")
            and not _PREFIXED.match(self.arguments.term(c))
        ]

    def _owners(self, k: int, kind: str) -> list[Side]:
        """Whose a thing or place is that is attacked: "positions of the rebels", "their buses", "regime checkpoints", "rebel-held areas"."""
        words = self.layers
        out: list[Side] = []
        for c in words.children[k]:
            classes = self.classes(c)
            possessor = words.deprels[c] == "nmod:poss" and classes & WHO
            of = words.deprels[c] == "nmod" and self.arguments.preposition(c) in _OWNING and classes & {"armed", "public"} and "place" not in classes
            if possessor or of:
                out.extend(self.of(c, "", actor=True))
        if out:
            return out
        holders = [c - 2 if words.lemmas[c] in _HELD and words.words[c - 1] == "-" else c for c in self.before(k)]
        return [side for c in holders if self.classes(c) & {"armed", "public"} for side in self.of_modifier(c, kind, owner=True)]

    def _located(self, k: int, party: Party, classes: frozenset[str], kind: str) -> Party:
        """The party; a town that is attacked is itself and not the government that sits in it, with the country that it lies in."""
        name = self.layers.name_at[k]
        where = self.places.at(k) if "place" in classes else None
        if where is None or where.country is None:
            return party
        if party.sector == "GOV" and kind in ("ASSAULT", "MOBILIZE", "RETREAT") and name is not None and where.precision != "country":
            return msgspec.structs.replace(party, name=self.layers.text(name.first, name.stop), country=where.country, sector=None)
        return party if party.country is not None else msgspec.structs.replace(party, country=where.country)
