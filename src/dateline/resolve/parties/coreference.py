"""What pronouns and definite phrases stand for: "he", "their", "who", "the ministry", "the group"."""

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

from dateline.annotate.layers import Name
from dateline.knowledge import bodies, nouns
from dateline.resolve.coreference.mentions import Mention
from dateline.resolve.coreference.scorer import Links, scorer
from dateline.resolve.coreference.words import words_of_reference
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parts import Party

# How sure each link from a pronoun to what it stands for must be: "he" and "she" leave fewer to choose from (docs/decisions/0011-coreference.md).
_SURE_OF_ONE, _SURE = 0.02, 0.4
_LINKS = 20  # from pronoun to pronoun, at most
_BODY_BACK = 3  # sentences that "the group" may reach over
_STEPS = 12  # up the tree to the clause of a relative pronoun


class Coreference:
    """Antecedents in one report, where the trained scorer is sure of them. `resolve` gives the party of an earlier word."""

    def __init__(self, phrases: Phrases, naming: Naming, resolve: Callable[[int], Party | None]) -> None:
        self._phrases, self._naming, self._resolve = phrases, naming, resolve
        self._layers = phrases.layers

    # -- pronouns -------------------------------------------------------------------------------------------------------

    def antecedent(self, i: int) -> int | None:
        """The earlier word, itself no pronoun, that the pronoun at word i stands for."""
        if self._layers.low[i] in party_words().pronouns.relative:
            return self._relative_head(i)
        mention = self._meant(i)
        return mention.head if mention is not None else None

    def are_several(self, i: int) -> int | None:
        """The first of several that the pronoun at word i stands for together: "they"."""
        mention = self._meant(i) if self._layers.low[i] in party_words().pronouns.they else None
        return mention.head if mention is not None and mention.joint else None

    @cached_property
    def _links(self) -> Links:
        return scorer().links(self._layers)

    @cached_property
    def _at(self) -> dict[int, int]:
        """The head of each mention → its number, without those that several heads share."""
        return {m.head: k for k, m in enumerate(self._links.mentions) if not m.joint}

    def _meant(self, i: int) -> Mention | None:
        """The last mention before the pronoun at word i that is no pronoun and of one entity with it, among those that it may stand for."""
        k: int | None = self._at.get(i)
        for _ in range(_LINKS):
            k = self._before(k) if k is not None else None
            if k is None:
                return None
            mention = self._links.mentions[k]
            if self._layers.upos[mention.head] not in ("PRON", "DET"):
                return mention
        return None

    def _before(self, k: int) -> int | None:
        """The mention that the pronoun mention k takes up: by the tree alone, or what the scorer is sure of, else who acts in the clause above."""
        for finds in (self._subject_before, self._speaker, self._choice, self._subject_above):
            found = finds(k)
            if found is not None:
                return found
        return None

    def _speaker(self, k: int) -> int | None:
        """Which body says that others did something to "it": "the Red Cross said the army had given it leave"."""
        words, i = self._layers, self._links.mentions[k].head
        verb = words.heads[i]
        if words.low[i] != "it" or words.relations[i] not in ("obj", "iobj") or words.relations[verb] != "ccomp":
            return None
        over = words.heads[verb]
        if words.lemmas[over] not in party_words().pronouns.told or words.child(verb, "nsubj") is None:
            return None
        acting = words.child(over, "nsubj")
        name = words.name_at[acting] if acting is not None and acting < i else None
        return self._at.get(acting) if acting is not None and name is not None and name.label == "ORG" else None

    def _subject_before(self, k: int) -> int | None:
        """Who acts in the sentence before, where "he" or "she" opens the next as its subject: "Annan met the king. He is due in Cairo".

        As centering has it (Grosz, Joshi and Weinstein 1995); in 94 of 100 cases so in the news and lives of GUM train.
        """
        words, i = self._layers, self._links.mentions[k].head
        sentence, low, pronouns = words.sentence_of[i], words.low[i], party_words().pronouns
        if sentence == 0 or low not in pronouns.he | pronouns.she or words.relations[i] != "nsubj" or words.relations[words.heads[i]] != "root":
            return None
        if any(name.label == "PER" and words.sentences[sentence][0] <= name.first < i for name in words.names):
            return None
        first, stop = words.sentences[sentence - 1]
        acting = [c for c in range(first, stop) if words.relations[c] == "nsubj" and words.relations[words.heads[c]] == "root"]
        found = self._at.get(acting[-1]) if acting else None
        if found is None or (words.low[acting[-1]] != low and not self._may_be(acting[-1], low)):
            return None
        return found

    def _may_be(self, head: int, pronoun: str) -> bool:
        """Whether word `head` names a person of whom nothing says that `pronoun` is not for them."""
        words, name = self._layers, self._layers.name_at[head]
        if name is None or name.label != "PER":
            return False
        gender = words_of_reference().given.get(words.low[name.first]) if name.stop - name.first > 1 else None  # "Joseph" alone is a last name too
        return gender is None or (gender == "man") == (pronoun in party_words().pronouns.he)

    def _choice(self, k: int) -> int | None:
        """The likeliest mention of the likeliest entity that the pronoun mention k may stand for, if it is sure enough."""
        links, i = self._links, self._links.mentions[k].head
        low = self._layers.low[i]
        before = ((j, share) for j, share in zip(*links.choices(k), strict=True) if links.mentions[j].head < i)  # "her daughter" is not "her"
        fitting = [(j, share) for j, share in before if self._fits(links.mentions[j], low)]
        shares: dict[int, float] = {}
        for j, share in fitting:
            shares[links.entity[j]] = shares.get(links.entity[j], 0.0) + share
        entity = max(shares, key=shares.__getitem__, default=-1)
        pronouns = party_words().pronouns
        if shares.get(entity, 0.0) < (_SURE_OF_ONE if low in pronouns.he | pronouns.she else _SURE):
            return None
        return max((share, j) for j, share in fitting if links.entity[j] == entity)[1]

    def _subject_above(self, k: int) -> int | None:
        """Who acts in the nearest clause over that of the pronoun mention k: "the army said it had shelled the town"."""
        words, i = self._layers, self._links.mentions[k].head
        low, at = words.low[i], i if words.deprels[i] == "nmod:poss" else words.heads[i]
        for _ in range(_STEPS):
            at = words.heads[at] if at >= 0 else -1
            if at < 0:
                return None
            acting = [c for c in words.children[at] if c < i and (words.relations[c] == "nsubj" or words.deprels[c] == "obl:agent")]
            if acting:
                found = self._at.get(acting[-1])
                return found if found is not None and self._agrees(found, low) else None
        return None

    def _agrees(self, k: int, pronoun: str) -> bool:
        """Whether mention k may be what `pronoun` stands for, in kind and number."""
        words, mention, pronouns = self._layers, self._links.mentions[k], party_words().pronouns
        several = words.low[mention.head] != words.lemmas[mention.head] and words.name_at[mention.head] is None
        return self._fits(mention, pronoun) and (several if pronoun in pronouns.they else not several)

    def _fits(self, mention: Mention, pronoun: str) -> bool:
        """Whether `pronoun` may stand for a mention: for a pronoun of its kind, or a phrase for someone who acts; "he" and "she" for no body."""
        words, head, pronouns = self._layers, mention.head, party_words().pronouns
        if words.upos[head] in ("PRON", "DET"):
            return any({pronoun, words.low[head]} <= kind for kind in (pronouns.he, pronouns.she, pronouns.they, pronouns.it))
        name = words.name_at[head]
        if pronoun in pronouns.he | pronouns.she:
            return not mention.joint and (self._may_be(head, pronoun) if name is not None else self._is_one(head))
        return name is not None or nouns.sector_of(self._phrases.modifiers(max(0, head - 3), head + 1)) is not None

    def _is_one(self, head: int) -> bool:
        """Whether a common noun tells of one person."""
        words = self._layers
        acts = nouns.title_before([words.words[head]]) is not None or nouns.sector_of([words.words[head]]) is not None
        return acts and words.low[head] == words.lemmas[head] and words.lemmas[head] not in party_words().bodies

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

    # -- definite phrases -----------------------------------------------------------------------------------------------

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
        """The last named body before word `head` whose sector is among `sectors`: of one sentence a subject before the others."""
        words = self._layers
        here = words.sentence_of[head]
        for sentence in range(here, max(-1, here - _BODY_BACK), -1) if sectors else ():
            named = [k for k in self._bodies_by_sentence.get(sentence, ()) if k < head]
            for k in sorted(named, key=lambda k: (words.relations[k] == "nsubj", k), reverse=True):
                party = self._resolve(k)
                if party is not None and party.sector in sectors:
                    return party
        return None

    @cached_property
    def _bodies_by_sentence(self) -> dict[int, list[int]]:
        """The heads of names that are no person's, by sentence."""
        out: dict[int, list[int]] = {}
        for name in self._layers.names:
            if name.label != "PER":
                head = self._phrases.head_of(name.first, name.stop)
                out.setdefault(self._layers.sentence_of[head], []).append(head)
        return out

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
