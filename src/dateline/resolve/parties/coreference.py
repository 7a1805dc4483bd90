"""What pronouns and definite phrases stand for: "he", "their", "who", "the ministry", "the group"."""

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from dateline.annotate.layers import Name
from dateline.knowledge import bodies, countries, nouns
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parts import Party

_LOOK_BACK = 4  # sentences that a pronoun may reach over, its own among them
_BODY_BACK = 3  # sentences that "the group" may reach over
_MOST_MENTIONS = 40  # of one sentence that are looked at
_STEPS = 12  # up the tree to the clause of a relative pronoun
_ROLES = frozenset(("nsubj", "obj", "obl", "nmod", "iobj", "conj", "root"))  # of nouns that a pronoun may take up

# What each class of pronouns stands for: the kind of mention, and the gender.
_PRONOUNS = {"he": ("person", "m"), "she": ("person", "f"), "they": ("group", ""), "it": ("body", "")}


class _Mention(NamedTuple):
    """A word that a pronoun may stand for."""

    word: int
    kind: str  # person, group (many), body (one), pronoun
    subject: bool
    gender: str  # m, f, or "" where the text does not tell


class Coreference:
    """Antecedents in one report, by rule: the nearest earlier subject that agrees. `resolve` gives the party of an earlier word."""

    def __init__(self, phrases: Phrases, naming: Naming, resolve: Callable[[int], Party | None]) -> None:
        self._phrases, self._naming, self._resolve = phrases, naming, resolve
        self._layers = phrases.layers

    # -- pronouns -------------------------------------------------------------------------------------------------------

    def antecedent(self, i: int) -> int | None:
        """The earlier word, itself no pronoun, that the pronoun at word i stands for."""
        if self._layers.low[i] in party_words().pronouns.relative:
            return self._relative_head(i)
        return self._antecedents.get(i)

    @cached_property
    def _antecedents(self) -> dict[int, int]:
        """Personal and possessive pronouns → the words they stand for, each found with those before it."""
        out: dict[int, int] = {}
        for i, word in enumerate(self._layers.words):
            kind = _PRONOUNS.get(self._class_of(word.casefold()))
            found = self._nearest(i, *kind, out) if kind is not None else None
            if found is not None:
                out[i] = out.get(found, found)
        return out

    def _class_of(self, low: str) -> str:
        """Which of the lists of personal pronouns has the word."""
        pronouns = party_words().pronouns
        lists = (("he", pronouns.he), ("she", pronouns.she), ("they", pronouns.they), ("it", pronouns.it))
        return next((name for name, words in lists if low in words), "")

    def _nearest(self, i: int, kind: str, gender: str, known: dict[int, int]) -> int | None:
        """The mention that agrees: by the clauses around the pronoun, else the last one in its sentence, else the first subject of those before."""
        words = self._layers
        here = words.sentence_of[i]
        for sentence in range(here, max(-1, here - _LOOK_BACK), -1):
            fitting = [m for m in self._last(sentence, i) if self._agrees(m, kind, gender, known)]
            if sentence == here:
                found = self._above(i, fitting) if fitting else None
                if found is not None:
                    return found
                if words.deprels[i] != "nmod:poss":
                    fitting = [m for m in fitting if self._governor(m.word) != words.heads[i]]
            subjects = [m for m in fitting if m.subject]
            if subjects:
                return subjects[-1 if sentence == here else 0].word
            if fitting and kind == "person":
                return fitting[-1].word
        return None

    def _agrees(self, mention: _Mention, kind: str, gender: str, known: dict[int, int]) -> bool:
        if mention.kind == "pronoun" and mention.word not in known:
            return False
        same = self._class_of(self._layers.low[mention.word]) if mention.kind == "pronoun" else ""
        if same:
            return _PRONOUNS[same] == (kind, gender)
        if kind == "group" and self._is_coordinated(mention.word):
            return True
        return mention.kind == kind and gender in ("", mention.gender or gender)

    def _is_coordinated(self, k: int) -> bool:
        """Whether a mention is the first of several: "Annan and Amos"."""
        words = self._layers
        return words.deprels[k] != "conj" and any(words.upos[c] in ("NOUN", "PROPN") for c in words.all_children(k, "conj"))

    def _above(self, i: int, fitting: list[_Mention]) -> int | None:
        """The mention that hangs from the nearest verb above the pronoun's own clause, its subject first: "they arrested Omar as he left"."""
        words = self._layers
        by_governor: dict[int, list[_Mention]] = {}
        for mention in fitting:
            by_governor.setdefault(self._governor(mention.word), []).append(mention)
        owned = words.deprels[i] == "nmod:poss"
        k = words.heads[i] if not owned else i
        for _ in range(_STEPS):
            k = words.heads[k] if k >= 0 else -1
            if k < 0:
                return None
            found = by_governor.get(k, [])
            if found:
                return next((m for m in found if m.subject), found[-1]).word
        return None

    def _governor(self, k: int) -> int:
        """The word above a mention and the title before it."""
        words = self._layers
        for _ in range(_STEPS):
            if words.heads[k] < 0 or words.relations[k] not in ("flat", "compound", "appos", "conj"):
                break
            k = words.heads[k]
        return words.heads[k]

    def _relative_head(self, i: int) -> int | None:
        """The noun that the relative clause around a relative pronoun belongs to."""
        words = self._layers
        k = i
        for _ in range(_STEPS):
            if k < 0:
                return None
            if words.deprels[k] == "acl:relcl":
                return words.heads[k] if 0 <= words.heads[k] < i else None
            k = words.heads[k]
        return None

    def _last(self, sentence: int, before: int) -> list[_Mention]:
        """The last mentions of a sentence before a word."""
        found = self._mentions.get(sentence, [])
        stop = bisect_left(found, before, key=lambda m: m.word)
        return found[max(0, stop - _MOST_MENTIONS) : stop]

    @cached_property
    def _mentions(self) -> dict[int, list[_Mention]]:
        """By sentence, what a pronoun may stand for."""
        words = self._layers
        out: dict[int, list[_Mention]] = {}
        for k in self._candidates():
            mention = self._mention(k)
            if mention is not None:
                out.setdefault(words.sentence_of[k], []).append(mention)
        return out

    def _candidates(self) -> list[int]:
        """The heads of names, other nouns that stand where a party stands, and pronouns."""
        words = self._layers
        heads = [self._phrases.head_of(name.first, name.stop) for name in words.names]
        plain = [
            k
            for k, upos in enumerate(words.upos)
            if upos in ("NOUN", "PROPN", "ADJ", "NUM") and words.name_at[k] is None and words.relations[k] in _ROLES
        ]
        said = [k for k, word in enumerate(words.words) if self._class_of(word.casefold()) and words.upos[k] in ("PRON", "DET")]
        return sorted({*heads, *plain, *said})

    def _mention(self, k: int) -> _Mention | None:
        words = self._layers
        name = words.name_at[k]
        if name is not None and name.label == "PER":
            return _Mention(k, "person", self._is_subject(k), self._genders.get(self._naming.whole(name).casefold(), ""))
        if name is not None and name.label in ("ORG", "LOC"):
            return _Mention(k, "body", self._is_subject(k), "")
        low = words.low[k]
        if words.upos[k] in ("PRON", "DET"):
            return _Mention(k, "pronoun", self._is_subject(k), "")
        found = nouns.sector_of(self._phrases.modifiers(max(0, k - 3), k + 1))
        if found is None and (name is None or countries.by_people(words.words[k], self._phrases.loud) is None):
            return None
        many = low != words.lemmas[k].casefold() or low.endswith(("s", "people", "police"))
        post = not many and found is not None and nouns.title_before([words.words[k]]) is not None
        address = party_words().address
        gender = "f" if low.endswith("woman") or low in address.woman else "m" if low.endswith("man") or low in address.man else ""
        return _Mention(k, "group" if many else "person" if post or gender else "body", self._is_subject(k), gender)

    def _is_subject(self, k: int) -> bool:
        words = self._layers
        relation = words.relations[k]
        governor = words.heads[k]
        return relation == "nsubj" or (relation in ("flat", "compound", "appos") and governor >= 0 and words.deprels[governor].startswith("nsubj"))

    @cached_property
    def _genders(self) -> dict[str, str]:
        """Full names → m or f, by the forms of address that any mention of them bears."""
        words, address = self._layers.words, party_words().address
        out: dict[str, str] = {}
        for name in self._naming.people:
            opening = {w.casefold().rstrip(".") for w in words[max(0, name.first - 1) : self._naming.first_of(name) or 1]}
            gender = "m" if opening & address.man else "f" if opening & address.woman else ""
            if gender:
                out.setdefault(self._naming.whole(name).casefold(), gender)
        return out

    # -- definite phrases -----------------------------------------------------------------------------------------------

    def are_several(self, i: int) -> int | None:
        """The first of several that the pronoun at word i stands for together: "they"."""
        found = self.antecedent(i) if self._class_of(self._layers.low[i]) == "they" else None
        return found if found is not None and self._is_coordinated(found) else None

    def same_body(self, head: int) -> Party | None:
        """ "the ministry", "the group": the body before it that the noun takes up, as it was named."""
        lemma = self._layers.lemmas[head].casefold()
        known = party_words()
        if lemma not in known.bodies:
            return None
        said = self._heads_said.get(lemma, [])
        before = bisect_left(said, head)
        if before and lemma not in known.loose_bodies:
            return self._resolve(self._named_beside(said[before - 1]))
        full = self._naming.bodies_said.get(lemma)
        if full is not None:
            found = bodies.body(full, self._phrases.loud)
            return Party(found.name, full, None, found.country, found.sector) if found else Party(full, full)
        return self._last_body(head, known.body_sectors.get(lemma, frozenset()))

    def _named_beside(self, k: int) -> int:
        """The name with which the word stands in apposition, or the word: "the SDF, a Kurdish alliance"."""
        words = self._layers
        governor = words.heads[k]
        return governor if words.deprels[k] == "appos" and 0 <= governor < k and words.name_at[governor] is not None else k

    def _last_body(self, head: int, sectors: frozenset[str]) -> Party | None:
        """The last named body before word `head` whose sector is among `sectors`."""
        here = self._layers.sentence_of[head]
        for sentence in range(here, max(-1, here - _BODY_BACK), -1) if sectors else ():
            for mention in sorted(self._last(sentence, head), key=lambda m: (m.subject, m.word), reverse=True):
                if mention.kind != "person" and self._layers.name_at[mention.word] is not None:
                    party = self._resolve(mention.word)
                    if party is not None and party.sector in sectors:
                        return party
        return None

    @cached_property
    def _heads_said(self) -> dict[str, list[int]]:
        """Lemma of a noun for a body → the words where it heads a phrase that says which."""
        words = self._layers
        known = party_words().bodies
        out: dict[str, list[int]] = {}
        for k, lemma in enumerate(words.lemmas):
            if lemma.casefold() in known and words.upos[k] in ("NOUN", "PROPN"):
                first, stop = self._phrases.extent(k)
                if stop - first > 2 or _long(words.name_at[k]):
                    out.setdefault(lemma.casefold(), []).append(k)
        return out


def _long(name: Name | None) -> bool:
    return name is not None and name.stop - name.first > 1
