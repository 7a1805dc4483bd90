"""What befell those counted, as words and tree of the sentence tell it. Each way gives what befell them and the word that tells it, or None."""

from collections.abc import Callable
from dataclasses import replace

from dateline.records.counts.counted_nouns import HARM, HYPHENS, Counted
from dateline.records.counts.counted_tallies import CASUALTY, FAR, VICTIM, Tallies
from dateline.resolve.figure_words import UNSETTLED

Way = Callable[[Counted], tuple[str, int] | None]
NEAR = 5  # words: no verb further off where the noun is not known to mean people
MANY = 10  # people whom nothing befell are logged where they are so many
_BODY = frozenset(("body",))  # one of the bodies of the United Nations is no corpse
_INCLUDING = frozenset(("include", "includes", "included"))
_QUOTES = frozenset("\"'“”‘’«»`") | {"''", "``"}
_ASIDES = {"-": "-", "–": "–", "—": "—", "--": "--", "_": "_", "(": ")"}
_STOPS = frozenset((";", ":", ".", "!", "?", "(", ")", "[", "]", "...", "--", "–", "—", "-"))


class Ways(Tallies):
    """The ways to tell what befell those counted."""

    # By the words beside -------------------------------------------------------------------------------------------------------------------

    def by_strong_noun(self, c: Counted) -> tuple[str, int] | None:
        """12 deaths."""
        some = c.subset or self.at(c.phrase.stop) == "of"
        what = None if some and self.is_one_of(c.noun, _BODY) else self.noun_in(c.noun, self.lex.strong)
        if what is None and self.is_one_of(c.noun, VICTIM) and (c.phrase.high == 0 or self.is_of_attack(c.stop)):
            what = "killed"
        if what is None and c.phrase.high == 0:
            what = self.phrase_at(c.phrase.stop)  # no loss of life
        if what is None and self.is_one_of(c.noun, CASUALTY):
            what = "killed" if c.phrase.high == 0 else "other"
        if what is None and c.noun is not None and self.at(c.noun) == "lives":
            around = [self.at(k) for k in range(c.first - 3, c.stop + 4)]
            what = "killed" if any(w in self.lex.grammar.costing for w in around) else None
        return (what, c.noun) if what and c.noun is not None else None

    def is_of_attack(self, i: int) -> bool:
        """Whether "of the bombing" opens at word i: of its victims those are spoken of who died of it."""
        return self.at(i) == "of" and any(self.is_one_of(k, self.lex.nouns.attacks) for k in range(i + 1, min(self.stop, i + NEAR + 1)))

    def by_state(self, c: Counted) -> tuple[str, int] | None:
        """Eight dead civilians, 55 injured: an adjective of the counted."""
        for i in range(c.phrase.stop, min(self.stop, c.stop + 1)):
            if self.is_state(i):
                if self.is_overruled(c, i):
                    return None
                if c.noun is not None and i > c.noun and i + 1 in self.opens and (self.by_verb_before(c) or self.by_of(c)):
                    return None  # killed 12 people, wounded 17
                if self.at(i) in self.lex.past and self.pos(i) == "VERB" and self.begins_noun(i + 1) and i >= c.stop:
                    return None  # 12 soldiers wounded three men
                return self.lex.states[self.at(i)], i
        return None

    def is_overruled(self, c: Counted, i: int) -> bool:
        """Whether the state at word i only names them: evacuated 12 wounded; two of the wounded died."""
        if c.noun is not None and i < c.noun:
            return False
        before = self.by_verb_before(c)
        if before is not None:
            return before[0] not in HARM and before[0] not in UNSETTLED and before[0] != "other"
        after = self.by_what_follows(replace(c, stop=i + 1)) if c.subset else None
        return after is not None and after[1] > i

    def begins_noun(self, i: int) -> bool:
        """Whether an object opens at word i."""
        word = self.at(i)
        if not word or word in self.lex.grammar.temporal or i in self.times:
            return False
        if i in self.opens and self.by_state(self.opens[i]):
            return False  # 12 killed 5 injured
        if word in self.lex.grammar.others and self.at(i + 1) in self.lex.past:
            return False  # 12 killed others injured
        return i in self.opens or self.pos(i) in ("DET", "NUM", "NOUN", "PROPN", "ADJ") or word in self.lex.grammar.pronouns

    def by_verb_before(self, c: Counted) -> tuple[str, int] | None:
        """Killed 26 people; carried out 12 strikes."""
        k = c.first - 1
        if self.at(k) in self.lex.grammar.be and self.at(k - 3) == "among" and (told := self.lex.states.get(self.at(k - 1)) or self.harm_by(k - 1)):
            return told, k - 1  # among the dead were 12 guards
        if (self.at(k) in _INCLUDING or self.at(k) in self.lex.grammar.be) and self.is_state(k - 1) and self.at(k - 2) == "the":
            return self.lex.states[self.at(k - 1)], k - 1  # the dead included 12 guards
        if self.at(k) in _INCLUDING and self.at(k - 1) in self.lex.tally.nouns:
            return self.of_tally(k - 1), k - 1  # the toll includes 12 guards
        if (told := self.lex.phrasal.get((self.at(k - 1), self.at(k)))) is not None:
            return told, k - 1
        if self.is_of_collective(c.first):
            k -= 2
        with_them = k - 1 if self.at(k) in self.lex.grammar.possessive else k
        if self.at(with_them) == "with" and self.at(with_them - 1) in ("along", "together"):  # he was killed along with his two sons
            word = self.at(with_them - 2)
            what = self.lex.patient.get(word) if word in self.lex.past else self.lex.agent.get(word)
            return (what, with_them - 2) if what else None
        for step in range(4):
            if self.at(k) in self.lex.patient and (self.is_verb(k) or (step == 0 and self.lex.patient[self.at(k)] in HARM)):
                if self.at(k) in self.lex.past and (self.passive(k) or self.is_acted_on(c.stop)):
                    return None
                return ("other" if self.is_either(k) else self.lex.patient[self.at(k)]), k
            if not (self.pos(k) in ("DET", "ADV", "ADJ") or self.at(k) in self.lex.grammar.before_object or self.at(k) in _QUOTES):
                return None
            k -= 1
        return None

    def passive(self, i: int) -> bool:
        k = i - 1
        while k > i - 5 and k >= self.first and (self.pos(k) in ("ADV", "PART", "AUX") or self.at(k) in self.lex.grammar.raising):
            if self.at(k) in self.lex.grammar.be:
                return True
            k -= 1
        return self.at(k) in self.lex.grammar.be

    def is_acted_on(self, i: int) -> bool:
        """Whether a passive opens at word i: "besides those killed, 20 were hurt"."""
        return self.at(i) in self.lex.grammar.be and self.at(i + 1) in self.lex.past

    def is_either(self, k: int) -> bool:
        """Whether the verb at word k ends "killed and wounded" or "killed or wounded", which tells neither."""
        here, before = (self.lex.patient.get(self.at(j)) for j in (k, k - 2))
        return self.at(k - 1) in ("and", "or", "/") and here in HARM and before in HARM and here != before

    def by_participle(self, c: Counted) -> tuple[str, int] | None:
        """14 miners killed, 30 injured: a participle right after the noun, with no object after it."""
        bare = self.at(c.phrase.stop) in self.lex.past  # the toll rose to 10 killed
        i = c.phrase.stop if bare else c.stop
        what = self.lex.patient.get(self.at(i)) if self.at(i) in self.lex.past else None
        if what in HARM and self.is_either(i + 2):
            return "other", i
        return (what, i) if what in HARM and (bare or self.is_person(c)) and not self.begins_noun(i + 1) else None

    def by_of(self, c: Counted) -> tuple[str, int] | None:
        """The deaths of 12 people."""
        k = c.first - 1
        if self.at(k) in ("the", "all", "another", "those"):
            k -= 1
        if self.at(k) == "on" and self.is_one_of(k - 1, self.lex.nouns.attacks):
            return "things", k - 1
        if self.at(k) not in ("of", "for"):
            return None
        for back in (k - 1, k - 2):
            word = self.at(back)
            if back == k - 2 and self.at(k - 1) not in self.lex.tally.nouns:
                return None
            if word in self.lex.of and (self.pos(back) in ("NOUN", "PROPN") or word in self.lex.gerund):
                if self.at(k) == "for" and word not in self.lex.tally.nouns:
                    return None
                if word in ("lives", "life", "loss") and not any(self.at(j) in self.lex.grammar.costing for j in range(back - 3, back)):
                    return None
                return self.lex.of[word], back
        return None

    # By the tree ---------------------------------------------------------------------------------------------------------------------------

    def by_clause(self, c: Counted) -> tuple[str, int] | None:
        """What the tree tells, unless a passive right after the noun tells something else than a verb farther off: "and 60 others were hurt"."""
        told = self.by_tree(c)
        if told and not c.first <= told[1] <= c.stop:
            after = self.by_what_follows(c)
            if after and after[0] != told[0] and self.passive(after[1]) and (told[1] < c.first or after[1] < told[1]):
                return after
        return told

    def by_tree(self, c: Counted) -> tuple[str, int] | None:
        """What governs the counted noun."""
        node = self.top(c)
        if node is None:
            return None
        found = self.below(node, c)
        for _ in range(4):
            if found:
                return found
            head, relation = self.layers.heads[node], self.layers.deprels[node]
            if head < 0 or not self.first <= head < self.stop:
                return None
            if relation == "conj" and self.pos(head) in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
                if head < c.first and not self.is_coordinate(head, c):
                    return None
                node = head
                found = None
                continue
            if relation == "nmod" and self.is_of_collective(c.first) and head == c.first - 2:
                node = head
                continue
            return self.governed(node, head, relation)
        return None

    def is_coordinate(self, head: int, c: Counted) -> bool:
        return not any(self.is_verb(k) for k in range(head + 1, c.first))

    def top(self, c: Counted) -> int | None:
        """The highest word of the phrase and its noun."""
        inside = range(c.first, c.stop)
        tops = [i for i in inside if not c.first <= self.layers.heads[i] < c.stop]
        nouns = [i for i in tops if self.pos(i) in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") or i == c.noun]
        return nouns[-1] if len(nouns) == 1 else (c.noun if c.noun in nouns else nouns[0] if nouns else None)

    def below(self, node: int, c: Counted) -> tuple[str, int] | None:
        """People killed in ..., people who died in ..."""
        for k in self.layers.all_children(node, "acl"):
            if k < c.first:
                continue
            relative = self.layers.deprels[k] == "acl:relcl"
            word = self.at(k)
            if word in self.lex.past and (not relative or self.is_passive(k)) and self.layers.child(k, "obj") is None:
                return self.lex.patient[word], k
            if word in self.lex.agent and (relative or word.endswith("ing")):
                return self.lex.agent[word], k
        return None

    def is_passive(self, i: int) -> bool:
        return self.layers.child(i, "nsubj:pass", "aux:pass") is not None

    def governed(self, node: int, head: int, relation: str) -> tuple[str, int] | None:
        """What the relation of the counted noun to its head tells."""
        word, base = self.at(head), relation.partition(":")[0]
        if word in self.lex.grammar.barriers:
            return None  # failed to explode
        if base == "obj" and word in self.lex.patient and not (word in self.lex.past and self.is_passive(head)):
            return self.lex.patient[word], head
        if base in ("obj", "nsubj", "csubj"):
            passive = relation.endswith(":pass") or (self.is_passive(head) and base == "nsubj")
            for k in [head, *self.layers.all_children(head, "xcomp")]:
                form = self.at(k)
                if form in self.lex.states and (k != head or base == "nsubj") and not (form in self.lex.past and k == head and not passive):
                    return self.lex.states[form], k
                if k == head and base == "obj":
                    continue
                if form in self.lex.agent and not (k == head and passive):
                    return self.lex.agent[form], k
                if form in self.lex.past and (passive or k != head):
                    return self.lex.patient[form], k
        if base == "nmod" and word in self.lex.of and self.layers.child(node, "case") is not None:
            case = self.at(self.layers.child(node, "case") or 0)
            if case == "of":
                return self.lex.of[word], head
        return None

    # By the words that follow --------------------------------------------------------------------------------------------------------------

    def by_what_follows(self, c: Counted) -> tuple[str, int] | None:
        """98 evacuees from two towns were killed: the first verb to the right, where nothing parts it from the number."""
        passive, carried = False, self.at(c.first - 1) in self.lex.grammar.leave
        i, stop = c.stop - 1, min(self.stop, c.stop + (1 if self.is_placed(c.first) else FAR))
        while (i := i + 1) < stop:
            i = self.past_aside(i)
            word, pos = self.at(i), self.pos(i)
            told = self.phrase_at(i)
            if told:
                return told, i
            if word in self.lex.grammar.be:
                passive = True
            elif word in self.lex.grammar.have:
                passive = False
            elif word == "to" and carried:
                passive = False  # were forced to leave
            elif word in self.lex.states and self.at(i - 1) not in self.lex.grammar.no_state_after:
                if (word in self.lex.past and not passive and self.begins_noun(i + 1)) or (c.article and not passive):
                    return None
                return self.lex.states[word], i
            elif self.is_verb(i):
                return self.verb_after(i, passive, carried)
            elif word in self.lex.grammar.raising:
                if not passive and (word == "said" or (pos == "VERB" and self.begins_noun(i + 1) and not self.is_state(i + 1))):
                    return None
                carried = True
            elif pos == "VERB" and not self.phrase_at(i + 1):
                if passive or word in self.lex.grammar.barriers or not word.endswith(("ing", "ed")):
                    return None
            elif word in HYPHENS and self.is_compound(i - 1):
                continue
            elif word == "among" or self.is_barrier(i) or self.is_next(c, i):
                return None
        return None

    def is_next(self, c: Counted, i: int) -> bool:
        """Whether another number opens at word i that neither shares the verb of `c` nor only describes what it counts."""
        if any((self.at(j),) in self.lex.including for j in range(c.stop, i)):
            return False  # 12 sailors including two boys were killed
        return i in self.opens and i > c.stop + 1 and self.pos(i - 1) != "ADP" and not self.is_company(c.stop, i)

    def is_barrier(self, i: int) -> bool:
        """Whether no subject reaches across word i to its verb."""
        word = self.at(i)
        return word in _STOPS or self.pos(i) == "SCONJ" or word in self.lex.grammar.barriers or (word == "as" and self.at(i + 1) != "well")

    def is_placed(self, first: int) -> bool:
        """Whether the phrase at `first` follows a preposition, so that it is no subject; "a total of" is none."""
        at = first - 2 if self.pos(first - 1) == "DET" else first - 1
        if self.is_of_collective(at + 1):
            return self.is_placed(at - 1)
        return self.at(at) in self.lex.grammar.be or self.at(at) in self.lex.grammar.placing

    def past_aside(self, i: int) -> int:
        """Where to go on after an aside between dashes or brackets that opens at word i; i itself where none does."""
        if self.at(i) not in _ASIDES:
            return i
        for k in range(i + 2, min(i + 14, self.stop - 1)):
            if self.at(k) == _ASIDES[self.at(i)]:
                return k + 1
        return i

    def is_company(self, stop: int, first: int) -> bool:
        """Whether nothing but an "and" parts what stops at `stop` from the number at `first`."""
        return all(self.at(k) in self.lex.grammar.company or self.at(k) in self.lex.grammar.possessive for k in range(stop, first))

    def verb_after(self, i: int, passive: bool, carried: bool) -> tuple[str, int] | None:
        """The verb at word i as predicate of what stands before it."""
        word = self.at(i)
        if word in self.lex.agent and not (passive and not word.endswith("ing")):
            return self.phrase_at(i + 1) or self.lex.agent[word], i
        if word not in self.lex.patient or word not in self.lex.past:
            return None
        if passive or carried:
            return self.lex.patient[word], i
        if self.at(i - 1) in self.lex.grammar.have or self.begins_noun(i + 1):
            return None  # 12 soldiers have killed, 12 soldiers killed a man
        return self.lex.patient[word], i

    def by_presence(self, c: Counted) -> tuple[str, int] | None:
        """There were 40 people on board; 300 monitors are in the country; 90 people attended: many are logged, and those aboard."""
        if not self.is_person(c):
            return None
        ahead = range(c.stop, min(self.stop, c.stop + NEAR))
        verb = next((k for k in ahead if self.pos(k) not in ("ADV", "PART") and self.at(k) not in self.lex.grammar.have), c.stop)
        if any(tuple(self.low[k - self.first : k - self.first + n]) in self.lex.aboard for k in ahead for n in (1, 2)):
            return "other", verb
        there = self.at(c.first - 1) in self.lex.grammar.be and self.at(c.first - 2) == "there"
        placed = self.at(verb) in self.lex.grammar.be and self.at(verb + 1) in self.lex.grammar.placing
        borne = self.at(c.first - 1) in self.lex.grammar.carrying
        if (c.phrase.low or c.phrase.high or 0) < MANY or not (there or borne or placed or self.at(verb) in self.lex.grammar.present):
            return None
        return "other", c.first - 1 if there or borne else verb

    def by_list(self, c: Counted) -> tuple[str, int] | None:
        """Killed her driver and 15 others: back over the nouns before an "and" to their verb."""
        if self.at(c.first - 1) != "and" or not (c.noun is None or self.is_person(c)):
            return None
        k = c.first - 2
        while k > c.first - NEAR - 2 and self.pos(k) in ("NOUN", "PROPN", "ADJ", "DET", "PRON"):
            k -= 1
        harm = self.lex.patient.get(self.at(k)) in HARM and self.is_verb(k) and k < c.first - 2
        return (self.lex.patient[self.at(k)], k) if harm and not self.passive(k) else None
