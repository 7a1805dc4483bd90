"""The two sides of an act: what kind of thing a phrase names, and which parties it gives to an act of one type."""

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers, Name
from dateline.annotate.lemmas import lemma
from dateline.knowledge import countries, nouns
from dateline.knowledge.nouns import title_before
from dateline.records.acts.act_words import classes_of_word, words_of
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.frames import is_attack
from dateline.records.acts.plover import ARMED, PRIVATE, PUBLIC
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import Party
from dateline.resolve.places.where import Places

WHO = frozenset({"human", "body", "people"})
THINGS = frozenset({"place", "facility", "vehicle"})
_ONLY_TO_PEOPLE = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # no thing bears them, nor a place without name
_CLASSES_OF_NAMES = {"PER": ("person", "human"), "ORG": ("body",), "LOC": ("place",), "MISC": ("people",)}
_OF_PEOPLE = frozenset({"other", "dozen", "hundred", "thousand"})
_OF_NAMES = frozenset({"GOV", "UNK", "LEG", "MIL"})  # sectors that the last word of a body's name may tell wrongly: "Islamic State", "Army of God"
_STATES = frozenset({"country", "nation", "state", "neighbor", "neighbour", "government"})
_TWO = frozenset({"the", "two"})
_PAIR = 400  # words back in which two states named together are looked for
_FEW_WORDS = 8
_BESIDE = 8  # words between a noun and the name that it stands beside
_HELD = frozenset({"hold", "held", "control", "controlled", "occupy", "run"})  # after a hyphen: "rebel-held"
_PART_OF = frozenset({"one"})
_WORLD = frozenset({"international", "global", "worldwide"})
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_OPENS_LIST = frozenset({"-", "--", "–", "—", ":"})
_HOLDS = frozenset({"hold", "control", "occupy", "dominate", "run", "use", "take", "seize", "capture"})
_SOME = frozenset({"those", "anyone", "everyone", "someone"})
_OWNING = frozenset({"of", "for"})
_PREFIXED = re.compile(r"(?:anti|pro|non|ex)-?\w", re.IGNORECASE)  # "anti-government" names no government that acts
# say what kind of act, not whose
_VAGUE = frozenset({"terrorist", "convoy", "military", "armed", "militant", "criminal", "security", "terror", "major", "general", "private"})
_OF_SPEAKERS = frozenset({"it", "they", "he", "she"})
_ALSO_SAY = frozenset({"insist", "maintain", "warn", "pledge", "promise", "vow", "admit", "deny", "hint", "believe", "fear", "hope"})
_ENVOYS = frozenset({"negotiator", "leader", "envoy", "delegate", "delegation", "official", "representative", "mediator", "member"})
_OF_THEM = (" of them", " of whom", " of us", " of it")  # "half of them" is nobody by itself
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
        if words.upos[k] == "PRON" and words.low[k].endswith(("self", "selves")):
            return frozenset()
        out = set(classes_of_word().get(words.lemmas[k], ())) | set(classes_of_word().get(self.arguments.term(k), ()))
        if "polity" in out:
            out |= {"human", "public"}
        name = words.name_at[k] or self._name_beside(k)
        if (name is None or name.label in ("ORG", "MISC")) and (is_attack(words.lemmas[k]) or is_attack(lemma(words.words[k], "NOUN"))):
            return frozenset(out)  # "Russian Airstrikes" is nobody
        if name is not None:
            out.update(_CLASSES_OF_NAMES[name.label] if name.label != "MISC" or words.upos[k] != "ADJ" else ())
        sector = self._sector(k)
        if name is not None or words.upos[k] == "PRON":
            sector = (self._classes_of_party(k, out) if sector is None or sector in _OF_NAMES else None) or sector  # "Islamic State" is no state
        if sector is not None:
            out |= {sector, "human"} | ({"armed"} if sector in ARMED else set()) | ({"public"} if sector in PUBLIC else set())
        if "armed" in out and "person" not in out:
            out.add("troops")  # a general by name may come on a visit
        if (words.upos[k] == "NUM" and k not in self._dates) or words.lemmas[k] in _OF_PEOPLE or words.low[k] in _SOME:
            out.add("human")
        if "institution" in out and words.deprels[k] in ("nsubj", "obl:agent"):
            return frozenset(out - THINGS | {"human", "public"})
        if "facility" in out or ("vehicle" in out and sector not in ARMED):
            out -= {"human", "armed"}
        return frozenset(out | {"target"} if out & (WHO | THINGS) else out)

    def _name_beside(self, k: int) -> Name | None:
        """The name of the person or body whom common noun k, of no sector by itself, stands beside: "his rival Ada Holm", "Jan Mayr, the exile"."""
        words = self.layers
        if words.upos[k] == "PROPN" and words.name_at[k] is None:
            return self._name_after(k)
        if words.upos[k] != "NOUN" or (words.words[k][:1].isupper() and not words.words[k].isupper()):  # all letters in upper-case copy
            return None
        beside = [words.heads[k]] if words.deprels[k] == "appos" else words.all_children(k, "flat", "appos")
        named = (words.name_at[c] for c in beside if c >= 0 and abs(c - k) <= _BESIDE)
        return next((name for name in named if name is not None and name.label in ("PER", "ORG")), None)

    def _name_after(self, k: int) -> Name | None:
        """The name of the person whose title opens with word k, where the parser took that for the head: "Vice Foreign Minister Jan Mayr"."""
        words = self.layers
        for c in words.all_children(k, "appos", "flat"):
            name = words.name_at[c]
            near = name is not None and name.label == "PER" and k < name.first <= k + _FEW_WORDS
            if near and name is not None and title_before(words.words[k : name.first]) is not None:
                return name
        return None

    def _classes_of_party(self, k: int, out: set[str]) -> str | None:
        """The sector of the party that a name or a pronoun resolves to; adds to `out` what the party tells beside."""
        party = next(iter(self.parties.of(k)), None)
        pronoun = self.layers.upos[k] == "PRON"
        if party is None or (pronoun and party.name == party.text):
            return None
        if party.country is not None and party.sector not in PRIVATE and "place" not in out:
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
        words_only = kind in _ONLY_TO_PEOPLE
        allowed = WHO | ({"institution"} if kind != "ASSAULT" else set()) if actor else WHO if words_only else WHO | THINGS
        out: list[Side] = []
        for k in self.arguments.with_conjuncts(head):
            classes = self.classes(k)
            beside = self._name_beside(k) if self.layers.deprels[k] == "appos" or self.layers.upos[k] == "PROPN" else None
            if beside is not None:
                k = beside.first  # "Ada Holm, the exile who is accused"
            if self.layers.upos[k] in ("DET", "PRON") or self.layers.lemmas[k] in _PART_OF or self.layers.lemmas[k] in words_of("members"):
                k = self.arguments.counted(k)
            if not classes & allowed and not self._who_says_so(k) and not (words_only and "place" in classes and self.layers.name_at[k] is not None):
                continue
            listed = self._listed(k) or self._two_states(k) or self._of_two_states(k) or self._who_says_so(k)
            for party in listed or self.parties.of(k)[:1]:
                if words_said := self._said_of_some(k):
                    party = msgspec.structs.replace(party, name=words_said)
                if self._is_nobody(k, party):
                    continue
                out.append(Side(k, self._located(k, party, classes, kind), classes))
                if not actor and kind in ("ASSAULT", "COERCE") and not classes & WHO and party.sector is None:
                    out.extend(self._owners(k, kind))
        return out

    def _who_says_so(self, k: int) -> list[Party]:
        """Whoever says what pronoun k is the subject of, where it is theirs: "the army said it had hit the camp", "rebels said they would leave"."""
        words, verb = self.layers, self.layers.heads[k]
        if words.low[k] not in _OF_SPEAKERS or words.deprels[k] != "nsubj" or words.deprels[verb] != "ccomp":
            return []
        saying = words.heads[verb]
        who = words.child(saying, "nsubj") if words.lemmas[saying] in words_of("speech") | _ALSO_SAY else None
        if who is None or not who < saying < k or words.upos[who] not in NOMINAL or words.upos[who] == "PRON":
            return []
        if any(words.low[c] == "no" for c in words.all_children(who, "det")):
            return []  # "no group said it had done it"
        speaker, found = self.parties.of(who)[:1], self.parties.of(k)[:1]
        if found and found[0].name != found[0].text:  # whom the pronoun is known to mean
            return [p for p in speaker if p.name == found[0].name]
        return list(speaker) if self._agrees(k, who) else []

    def _agrees(self, k: int, who: int) -> bool:
        """Whether pronoun k may stand for phrase `who` by number and kind: "it" for a body or a state, "they" for a plural, "he" for one person."""
        words, classes = self.layers, self.classes(who)
        plural = words.lemmas[who] != words.low[who] and words.upos[who] == "NOUN"
        if words.low[k] == "they":
            return plural or words.child(who, "conj") is not None
        if words.low[k] == "it":
            return not plural and "person" not in classes and (words.name_at[who] is not None or bool(classes & {"public", "body", "armed"}))
        return not plural and ("person" in classes or words.name_at[who] is None)

    def _is_nobody(self, k: int, party: Party) -> bool:
        """Whether a phrase stands for others of whom the text does not tell: "some", "half of them", an unresolved "they"."""
        bare = party.name.casefold() in _BARE or party.name.endswith(_OF_THEM)
        return bare or (self.layers.upos[k] == "PRON" and party.name == party.text == self.layers.words[k])

    def _said_of_some(self, k: int) -> str:
        """What is said of those of whom no more is told: "those responsible", "those who fled"; nothing of others."""
        words = self.layers
        told = words.child(k, "acl:relcl", "acl", "amod") if words.low[k] in _SOME else None
        return words.text(k, min(words.edges[told][1], k + _FEW_WORDS)) if told is not None and told > k else ""

    def _listed(self, k: int) -> list[Party]:
        """The people whom a counted noun stands for, where a dash, colon or apposition names them: "two envoys - Jan Mayr and Ada Holm"."""
        words = self.layers
        count = next((words.low[c] for c in words.children[k] if words.deprels[c] == "nummod"), "")
        if count not in _FEW or words.name_at[k] is not None:
            return []
        stop = words.sentences[words.sentence_of[k]][1]
        opened = next((j for j in range(k + 1, stop) if words.words[j] in _OPENS_LIST), stop)
        beside = words.child(k, "appos")  # "two aides, Jan Mayr and Ada Holm, left"
        if beside is not None and k < beside < opened:
            opened, stop = k, words.edges[beside][1]
        within = ((j, words.name_at[j]) for j in range(opened + 1, stop))
        named = [name for j, name in within if name is not None and name.first == j and name.label == "PER"]
        return [p for name in named for p in self.parties.of(name.first)[:1]] if len(named) == _FEW[count] else []

    def is_named(self, k: int) -> bool:
        """Whether the phrase headed by word k has a name in it: "Homs", "parts of Homs"."""
        names = self.layers.name_at
        return names[k] is not None or any(names[c] is not None for c in self.layers.children[k])

    def _of_two_states(self, k: int) -> list[Party]:
        """The parties that a plural with two states before it stands for: "Russian and Syrian jets", "UK and EU negotiators"."""
        words = self.layers
        if words.upos[k] != "NOUN" or words.low[k] == words.lemmas[k]:
            return []
        for c in words.all_children(k, "amod", "compound", "nmod"):
            pair = [c, *words.all_children(c, "conj")]
            if len(pair) != 2 or c > k or words.child(c, "case") is not None:
                continue
            whole = next(iter(self.parties.of(k)), None)
            sector = whole.sector if whole is not None else None
            named = [f"{words.words[m]} {words.text(pair[1] + 1, k + 1)}" for m in pair]
            sides = [side for m in pair for side in self.of_modifier(m, "") if side.party.country or "body" in side.classes]
            if len(sides) == 2:
                return [msgspec.structs.replace(s.party, name=n, sector=sector or s.party.sector) for s, n in zip(sides, named, strict=True)]
            if whole is not None and all(words.upos[m] == "PROPN" for m in pair) and words.lemmas[k] in _ENVOYS:  # "House and Senate leaders"
                spans = [words.span(m, m + 1) for m in pair]
                return [msgspec.structs.replace(whole, name=n, text=words.words[m], span=at) for m, n, at in zip(pair, named, spans, strict=True)]
        return []

    def _two_states(self, k: int) -> list[Party]:
        """The states that "the two countries" or "both nations" stand for: the last two that were named together before."""
        words = self.layers
        before = {words.low[c] for c in words.children[k] if c < k}
        if words.lemmas[k] not in _STATES or not (before >= _TWO or "both" in before):
            return []
        for j in range(k - 1, max(0, k - _PAIR), -1):
            one, name = words.heads[j], words.name_at[j]
            if words.deprels[j] != "conj" or name is None or name.label != "LOC" or words.name_at[one] is None:
                continue
            pair = [p for c in (one, j) for p in self.parties.of(c)[:1] if p.country is not None]
            if len({p.country for p in pair}) == 2:
                return pair
        return []

    def of_modifier(self, k: int, kind: str, owner: bool = False, world: bool = False) -> list[Side]:
        """The party that modifier k of a noun names, a state by its adjective among them: "Russian", "rebel", "US-led"; the `world`, where it
        may act: "international condemnation"."""
        words = self.layers
        if words.lemmas[k] in _VAGUE and not owner:
            return []
        stem = words.words[k - 2] if self.arguments.term(k).endswith(("-led", "-lead")) else words.words[k]
        code = countries.by_adjective(stem)
        if code is None and (kind not in ("ASSAULT", "AID") or stem.replace(".", "").isupper()):  # "the Spain bombing" is no deed of Spain's
            code = countries.by_name(stem)
        if code is not None:
            sector = "MIL" if kind in ("ASSAULT", "MOBILIZE") else "GOV"
            party = Party(countries.countries()[code].name, words.words[k], country=code, sector=sector, span=words.span(k, k + 1))
            return [Side(k, party, frozenset({"human", "public", sector}))]
        name = words.name_at[k]
        if name is not None and name.label == "MISC" and "armed" not in self.classes(k):
            return []  # "Operation Desert Wind", a faith, a prize; but not "Daesh attack"
        if world and words.lemmas[k] in _WORLD:
            return [Side(k, Party("international community", words.words[k], span=words.span(k, k + 1)), frozenset({"human", "public"}))]
        classes = self.classes(k)
        if not classes & {"public", "armed", "body"} or classes & {"facility", "place", "weapon"}:
            return []
        return [Side(k, self._plural(k, p), classes) for p in self.parties.of(k)[:1]]

    def _plural(self, k: int, party: Party) -> Party:
        """The party that a modifier in the singular names: "rebel fire" is fire of rebels."""
        single = self.layers.lemmas[k] in words_of("fighters") and self.layers.lemmas[k] == party.name.casefold()
        return msgspec.structs.replace(party, name=f"{party.name}s") if single else party

    def before(self, i: int) -> list[int]:
        """Modifiers of noun i that may name who acts, coordinated ones too: "Russian and regime airstrikes"."""
        words = self.layers
        own = [
            c
            for c in words.children[i]
            if c < i
            and words.upos[c] != "NUM"
            and words.deprels[c] in ("amod", "compound", "nmod", "nmod:desc")
            and not _PREFIXED.match(self.arguments.term(c))
        ]
        return own + [d for c in own for d in words.all_children(c, "conj") if d < i]

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
        for c in words.all_children(k, "acl"):
            if words.lemmas[c] in _HOLDS:  # "a town held by rebels"
                out.extend(side for holder in self.arguments.subjects(c) for side in self.of(holder, "", actor=True) if "armed" in side.classes)
        if out:
            return out
        if "place" in self.classes(k):  # "a Syrian town" is not attacked for being Syria's
            holders = [c for c in self.before(k) if countries.by_adjective(words.words[c]) is None]
        else:
            holders = self.before(k)
        holders = [c - 2 if words.lemmas[c] in _HELD and words.words[c - 1] == "-" else c for c in holders]
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
