"""Who and what a verb or a noun of action takes, by syntax: voice, control, raising, relative and reduced clauses, coordination."""

from functools import lru_cache

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.knowledge.nouns import sector_of
from dateline.records.acts.act_words import classes_of_word, words_of

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_PERSONAL = frozenset({"who", "whom"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINATIVE = frozenset({"it", "he", "she", "they", "we"})
_DEEP = 8  # clauses up which a subject is looked for
_MEMBERS = frozenset({"of", "from", "in", "within"})
_FOR = frozenset({"for"})
_OF, _PARTS = frozenset({"of"}), frozenset({"of", "in", "among"})
_TURNS = frozenset({"out", "away", "up", "down", "off", "back"})  # "out of", "away from"
_OPENING = frozenset({"after", "before", "while", "since", "by", "upon", "on", "when", "without", "besides", "despite"})
_CLAUSES = ("acl", "advcl", "xcomp", "ccomp", "conj", "parataxis")


def is_denied_report(words: Layers, i: int) -> bool:
    """Whether verb i is what reports tell of that someone denies: "denied reports of shelling in the town"."""
    noun = words.heads[i]
    over = words.heads[noun] if noun >= 0 else -1
    if over < 0 or words.lemmas[noun] != "report" or words.deprels[noun] != "obj" or words.lemmas[over] not in words_of("denying"):
        return False
    return words.deprels[i] == "acl" and words.low[i].endswith("ing") and any(words.low[c] == "of" for c in words.all_children(i, "mark", "case"))


class Arguments:
    """The arguments of the predicates of one report, as indices of the head words of their phrases."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.subjects = lru_cache(maxsize=None)(self._subjects)
        self.objects = lru_cache(maxsize=None)(self._objects)

    # -- voice ----------------------------------------------------------------------------------------------------------

    def passive(self, i: int) -> bool:
        """Whether verb i stands in the passive, an auxiliary or none: "was hit", "the town hit by rockets"."""
        words = self.layers
        if words.upos[i] not in _VERBAL:
            return False
        if self._headed(i) is not None:
            return False
        relations = {words.deprels[c] for c in words.children[i]}
        if "aux:pass" not in relations and any(words.upos[c] == "NUM" for c in words.all_children(i, "obl:agent")):
            return False  # "voted by 137 to 12"
        if relations & {"aux:pass", "obl:agent"} or ("nsubj:pass" in relations and (relations & {"aux"} or "obj" not in relations)):
            return True
        if words.lemmas[i] in words_of("never_passive"):
            return False  # "an explosion ripped through the hall"
        if words.deprels[i] == "conj" and not relations & {"nsubj", "obj", "aux"} and self._participle(i):
            head = words.heads[i]
            return head >= 0 and words.upos[head] in _VERBAL and head != i and self.passive(head)
        if words.deprels[i] in ("acl", "amod") and self._participle(i):
            return "obj" not in relations or ("nsubj" not in relations and words.lemmas[i] in words_of("two_objects"))
        if words.deprels[i] == "advcl" and self._participle(i):
            return not relations & {"nsubj", "obj", "aux"}
        # "Ten killed in raid": headlines leave the auxiliary out
        bare = "aux" not in relations and words.lemmas[i] in words_of("always_with_object") and self._participle(i)
        return bare and ("obj" not in relations or self._listed(i))

    def _listed(self, i: int) -> bool:
        """Whether the object of a bare participle is the next of a list of victims: "three killed 12 others injured in attacks"."""
        words = self.layers
        k = words.child(i, "obj")
        if k is None or k + 2 >= len(words.words) or words.lemmas[k + 1] not in words_of("always_with_object") or not self._participle(k + 1):
            return False
        return k > i and words.upos[k + 2] in ("ADP", "PUNCT", "SCONJ", "ADV")

    def _participle(self, i: int) -> bool:
        """Whether the form of verb i may be a past participle."""
        low = self.layers.low[i]
        return low != self.layers.lemmas[i] and not low.endswith(("ing", "s"))

    # -- subjects and objects -------------------------------------------------------------------------------------------

    def _subjects(self, i: int) -> tuple[int, ...]:
        """Who does what verb i says: its subject, or in the passive whoever stands after "by"."""
        if self.passive(i):
            return tuple(c for c in self.layers.children[i] if self.layers.deprels[c].startswith("obl") and self.preposition(c) == "by")
        headed, reduced = self._headed(i), self.reduced(i)
        if headed is not None:
            return (headed + 1,)
        return self.surface(i) if reduced is None else (reduced,)

    def reduced(self, i: int) -> int | None:
        """The noun right before a participle that tells what someone is after, wherever the parser tied it: "the opposition seeking to oust him"."""
        words = self.layers
        participle = words.deprels[i] == "advcl" and words.lemmas[i] in words_of("pursuits") and words.low[i].endswith("ing")
        if not participle or not i or words.sentence_of[i - 1] != words.sentence_of[i] or not self._may_pursue(i - 1):
            return None
        return i - 1 if words.child(i, "mark", "case") is None else None

    def _may_pursue(self, k: int) -> bool:
        """Whether noun k names someone who may be after something: no place ("marched in Cairo demanding reform") and no thing."""
        words = self.layers
        name = words.name_at[k]
        if name is not None:
            return name.label != "LOC"
        return words.upos[k] == "NOUN" and (sector_of(words.words[k : k + 1]) is not None or "human" in classes_of_word().get(words.lemmas[k], ()))

    def _objects(self, i: int) -> tuple[int, ...]:
        """Whom verb i is done to: its object, or in the passive its subject."""
        if self.passive(i):
            return self._victims(i) or self.surface(i)
        words = self.layers
        own = [c for c in words.children[i] if words.deprels[c] == "obj"] or [c for c in words.children[i] if words.deprels[c] == "iobj"]
        if own:
            return tuple(self.antecedent(c) for c in own)
        headed = self._headed(i)
        if headed is not None:
            return (headed,)
        if words.deprels[i] == "acl:relcl" and words.heads[i] >= 0 and words.child(i, "nsubj") is not None and not self._stranded(i):
            subject = words.child(i, "nsubj")
            if subject is not None and words.low[subject] not in _RELATIVE:
                return (words.heads[i],)
        for c in words.all_children(i, "conj"):  # "bombed and shelled Homs"
            if words.upos[c] == "VERB" and words.lemmas[c] != words.lemmas[i]:
                return tuple(self.antecedent(k) for k in words.children[c] if words.deprels[k] == "obj")
        return ()

    def _victims(self, i: int) -> tuple[int, ...]:
        """The noun right before a bare participle of harm that the parser tied elsewhere: "said eight people killed in shelling"."""
        words = self.layers
        if words.lemmas[i] not in words_of("always_with_object") or words.deprels[i].startswith("acl") or not i:
            return ()
        own = any(words.deprels[c].startswith(("nsubj", "aux")) for c in words.children[i])
        return (i - 1,) if not own and words.upos[i - 1] in ("NOUN", "NUM") and words.sentence_of[i - 1] == words.sentence_of[i] else ()

    def _headed(self, i: int) -> int | None:
        """The noun that verb i is said of by a clause without pronoun, wherever the parser tied it: "envoys it had rebuffed"."""
        words = self.layers
        if words.deprels[i] not in ("acl:relcl", "parataxis", "acl"):
            return None
        c = next((c for c in words.children[i] if words.deprels[c].startswith("nsubj")), None)
        if c is None or c < 1 or c > i or words.low[c] not in _NOMINATIVE or words.child(i, "obj", "ccomp", "xcomp") is not None:
            return None
        plain = words.upos[c - 1] in ("NOUN", "PROPN") and words.words[c - 1][:1].islower()
        return c - 1 if plain and words.child(i, "aux:pass") is None else None

    def _stranded(self, i: int) -> bool:
        """Whether a relative clause fills another place than the object: "the day when he came", "the man of whom he spoke"."""
        words = self.layers
        return any(
            words.deprels[c].startswith(("obl", "advmod")) and words.lemmas[c] in ("where", "when", "which", "whom", "why") for c in words.children[i]
        )

    def surface(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """The grammatical subject of verb i, looked for up the clauses that lend it."""
        words = self.layers
        own = [c for c in words.children[i] if words.deprels[c].startswith(("nsubj", "csubj"))]
        own = [c for c in own if c < i] or own  # not, behind it, who says so: "shelling killed four, a monitor said"
        if own:
            return tuple(self.antecedent(self._before_participle(c)) for c in own if not words.deprels[c].startswith("csubj"))
        lent = self._lent_by_opening(i)
        if lent or depth > _DEEP or words.heads[i] < 0:
            return lent
        head, relation = words.heads[i], words.deprels[i]
        if relation.startswith("acl"):
            return self._lent_by_noun(i, head, depth)
        if relation == "conj":
            return self._lent_by_verb(i, head, depth) if words.upos[head] in _VERBAL else self.surface(head, depth + 1)
        if relation.startswith(("xcomp", "advcl", "ccomp", "obl")) or relation == "parataxis":
            return self._lent_by_verb(i, head, depth)
        return ()

    def _lent_by_opening(self, i: int) -> tuple[int, ...]:
        """The subject before verb i that the parser tied to a participle between them: "states meeting in Cairo recognised the rebels"."""
        words = self.layers
        first = next((c for c in words.children[i] if words.deprels[c] != "punct"), i)
        opens = first < i and words.deprels[first] == "advcl" and words.low[first].endswith("ing") and words.child(first, "mark", "aux") is None
        return tuple(c for c in words.all_children(first, "nsubj") if c < first) if opens else ()

    def _lent_by_verb(self, i: int, head: int, depth: int) -> tuple[int, ...]:
        words = self.layers
        relation = words.deprels[i]
        speech = words.lemmas[head] in words_of("speech")
        teller = self._blames(i, head)
        if teller is not None:
            return self.surface(teller, depth + 1)
        if relation == "advcl" and self._is_perfect(i) and self._is_bare(head):
            return self.surface(words.heads[head], depth + 1)  # "let them visit, after having turned down their requests"
        if relation == "parataxis" or (speech and i < head and relation != "xcomp" and not self._opens(i)):
            return self._early(i, head)  # "the shell hit a school, killing three, a doctor said"
        if speech and relation == "ccomp" and not words.low[i].endswith("ing"):  # "a raid that activists say killed ten"
            return (words.heads[head],) if words.deprels[head] == "acl:relcl" else ()
        objects = [c for c in words.children[head] if words.deprels[c] in ("obj", "iobj") and words.upos[c] in NOMINAL]
        if relation.startswith(("xcomp", "advcl", "ccomp")) and words.lemmas[head] in words_of("object_control"):
            if objects and (relation != "advcl" or self._marked(i)):
                return tuple(self.antecedent(c) for c in objects)
            if self.passive(head):
                return self.surface(head, depth + 1)
            on = [
                c for c in words.children[head] if words.deprels[c].startswith("obl") and self.preposition(c) in ("on", "to", "for", "upon") and c < i
            ]
            if on and relation.startswith(("xcomp", "advcl")):
                return (on[-1],)
        if relation.startswith("ccomp") and words.child(i, "mark") is not None:
            return ()
        if relation == "conj" and self.passive(head) != self.passive(i) and self.passive(i) is False:
            return self.surface(head, depth + 1)
        return self.surface(head, depth + 1)

    def _is_perfect(self, i: int) -> bool:
        """Whether verb i tells what came before: "after having turned it down"."""
        return any(self.layers.low[c] == "having" for c in self.layers.all_children(i, "aux"))

    def _is_bare(self, i: int) -> bool:
        """Whether verb i is what another one lets be done: "let them visit"."""
        words = self.layers
        plain = words.low[i] == words.lemmas[i] and words.child(i, "aux", "cop", "mark") is None
        return plain and words.deprels[i] in ("xcomp", "ccomp", "parataxis") and words.heads[i] >= 0

    def _blames(self, i: int, head: int) -> int | None:
        """The verb of speech to which verb i is joined, though the parser tied it to what is said: "said ten were hurt and blamed rebels"."""
        words, over = self.layers, self.layers.heads[head]
        said = words.deprels[i] == "conj" and words.deprels[head] == "ccomp" and over >= 0 and words.lemmas[over] in words_of("speech")
        joined = said and over < head and words.lemmas[i] in words_of("blaming") and words.child(i, "obj") is not None
        return over if joined and self.passive(head) and not self.passive(i) else None

    def _early(self, i: int, head: int) -> tuple[int, ...]:
        """The subject of clause i that the parser tied to the verb of speech after it, beside its own: "rebels hit a bus, a doctor said"."""
        subjects = [c for c in self.layers.children[head] if self.layers.deprels[c].startswith("nsubj")]
        before = tuple(c for c in subjects if c < i)
        return before if before and any(c > i for c in subjects) and self.layers.deprels[i] == "ccomp" else ()

    def _opens(self, i: int) -> bool:
        """Whether clause i is one of time or manner that the subject of its main clause rules: "After touring the city, she said"."""
        words = self.layers
        return words.low[i].endswith("ing") and any(words.low[c] in _OPENING for c in words.all_children(i, "mark", "case", "advmod"))

    def infinitive(self, i: int) -> bool:
        """Whether verb i stands after "to"."""
        return any(self.layers.deprels[c] == "mark" and self.layers.low[c] == "to" for c in self.layers.children[i])

    def _marked(self, i: int) -> bool:
        """Whether clause i is tied to an object before it: "accused Iraq of hiding", "urged Syria to stop"."""
        return any(
            self.layers.deprels[c] in ("mark", "case") and self.layers.low[c] in ("of", "to", "from", "into", "for") for c in self.layers.children[i]
        )

    def _lent_by_noun(self, i: int, head: int, depth: int) -> tuple[int, ...]:
        """Subject of a clause that hangs on a noun: the noun itself, or for an infinitive ("a plan to attack") its owner."""
        words = self.layers
        infinitive = self.infinitive(i)
        clause = words.deprels[i] == "acl" and any(words.deprels[c] == "mark" for c in words.children[i])
        if (
            words.deprels[i].startswith("acl:relcl")
            and words.child(i, "obj") is None
            and any(words.low[c] in _RELATIVE and words.deprels[c] == "obj" for c in words.children[i])
        ):
            return ()
        if is_denied_report(words, i):
            return ()  # who denies reports of shelling need not be who is said to have shelled
        governor = words.heads[head]
        if (
            (infinitive or clause)
            and governor >= 0
            and words.lemmas[governor] in words_of("object_control")
            and words.deprels[head] in ("obj", "iobj")
        ):
            return (head,)  # "accused the rebels of shelling": the clause is tied to the object
        granted = infinitive and governor >= 0 and words.deprels[head] == "obj" and words.lemmas[head] in words_of("leave")
        given = words.child(governor, "iobj") if granted else None
        if given is None and granted and words.lemmas[governor] in words_of("giving"):
            name = words.child(head, "compound")  # "gave the Red Cross permission to leave", the name tied to the noun
            given = name if name is not None and words.name_at[name] is not None else None
        if given is not None:
            return (given,)  # "gave the monks permission to leave"
        named = next((c for c in self.after(head, _FOR) if c < i), None)
        if infinitive and named is not None:
            return (named,)  # "a call for Iran to withdraw"
        if infinitive or clause:
            return self.owner(head, depth + 1)
        if words.child(head, "cop") is not None:
            return self.surface(head, depth + 1) or (head,)  # "Norway is a donor, sending food"
        return (head,)

    def owner(self, noun: int, depth: int = 0) -> tuple[int, ...]:
        """Whose plan, demand or act a noun is: its possessor, its "by" phrase, or the subject of the verb that has it as object."""
        words = self.layers
        own = [c for c in words.children[noun] if words.deprels[c] == "nmod:poss"]
        makers = ("by",) if "visit" in classes_of_word().get(words.lemmas[noun], ()) else ("by", "from")  # "a trip from Athens"
        own = own or [c for c in words.children[noun] if words.deprels[c].startswith("nmod") and self.preposition(c) in makers]
        if own or depth > _DEEP:
            return tuple(own)
        head = words.heads[noun]
        if head >= 0 and words.upos[head] in _VERBAL and words.deprels[noun] in ("obj", "obl", "xcomp"):
            return self.subjects(head)
        return ()

    def antecedent(self, c: int) -> int:
        """The noun that a relative pronoun stands for; any other word itself."""
        words = self.layers
        if words.low[c] not in _RELATIVE or words.upos[c] not in ("PRON", "DET", "SCONJ"):
            return c
        clause = words.heads[c]
        for _ in range(_DEEP):
            if clause < 0:
                return c
            if words.deprels[clause].startswith("acl"):
                return self._person_beside(c, words.heads[clause]) if words.heads[clause] >= 0 else c
            if not words.deprels[clause].startswith(_CLAUSES):
                return c
            clause = words.heads[clause]
        return c

    def _person_beside(self, c: int, noun: int) -> int:
        """The noun that pronoun c stands for, given the one its clause was tied to: "who" is no place, but the person named right before it."""
        words = self.layers
        tied = words.name_at[noun]
        if words.low[c] not in _PERSONAL or tied is None or tied.label != "LOC" or c < 2:
            return noun
        before = words.name_at[c - 1] or words.name_at[c - 2]
        return before.first if before is not None and before.label == "PER" and words.sentence_of[before.first] == words.sentence_of[c] else noun

    def _before_participle(self, c: int) -> int:
        """The noun right before a participle that the parser took for the subject in its place: "a truce brokered by the envoy took effect"."""
        words = self.layers
        taken = words.child(c, "obl:agent") is not None and c - 1 in words.all_children(c, "compound")
        return c - 1 if taken else c

    # -- words and phrases --------------------------------------------------------------------------------------------------------

    def preposition(self, c: int) -> str:
        """The preposition before phrase c, folded; "" for none."""
        words = self.layers
        heads = [k for k in words.children[c] if words.deprels[k] == "case"] or self._before_title(c)
        cases = [words.low[k] for h in heads for k in (h, *words.all_children(h, "fixed"))]
        return "" if not cases else cases[-1] if cases[0] in _TURNS else cases[0]

    def _before_title(self, c: int) -> list[int]:
        """The preposition before the title of name c, where the parser tied it to the title: "of President Mayr"."""
        words = self.layers
        titles = [d for d in words.children[c] if d < c and words.deprels[d] == "nmod:desc"]
        return [k for d in titles for k in words.children[d] if words.deprels[k] == "case"]

    def after(self, i: int, prepositions: frozenset[str]) -> tuple[int, ...]:
        """Heads of the phrases of word i, and of coordinated ones, after one of `prepositions`."""
        words = self.layers
        return tuple(
            c
            for c in words.children[i]
            if words.deprels[c].startswith(("obl", "nmod")) and words.deprels[c] != "nmod:poss" and self.preposition(c) in prepositions
        )

    def term(self, i: int) -> str:
        """The lemma of word i, with what a hyphen ties to it: "cease-fire"."""
        words = self.layers
        tied = i > 1 and words.words[i - 1] == "-" and words.starts[i] == words.ends[i - 1] and words.starts[i - 1] == words.ends[i - 2]
        return f"{words.low[i - 2]}-{words.lemmas[i]}" if tied else words.lemmas[i]

    def counted(self, i: int) -> int:
        """The noun that a word of quantity counts: "all of the villages", "some in the opposition", "thousands of Syrians", "figures from the
        opposition"; any other word itself."""
        words = self.layers
        if words.lemmas[i] in words_of("members"):
            return next((c for c in words.children[i] if words.deprels[c].startswith("nmod") and self.preposition(c) in _MEMBERS), i)
        part = words.upos[i] in ("DET", "PRON", "NUM")
        if part or words.lemmas[i] in words_of("quantities"):
            wanted = _PARTS if part else _OF
            return next((c for c in words.children[i] if words.deprels[c].startswith("nmod") and self.preposition(c) in wanted), i)
        return i

    def with_conjuncts(self, i: int) -> tuple[int, ...]:
        """Phrase i and those coordinated with it."""
        return (i, *(c for c in self.layers.all_children(i, "conj") if self.layers.upos[c] in NOMINAL))
