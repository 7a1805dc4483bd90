"""What each number of a sentence counts, and what befell those counted: read off the tree, and off the words where the tree fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.annotate import numbers
from dateline.annotate.layers import Layers
from dateline.annotate.numbers import NumberPhrase
from dateline.records.figure_words import UNSETTLED, forms, lexicon

FAR = 16  # words: no verb further off than this is tied to a number without the tree
NEAR = 5  # words: no further off where the noun is not known to mean people
_CASUALTY = frozenset(("casualty",))
_BODY = frozenset(("body",))  # one of the bodies of the United Nations is no corpse
_QUOTES = frozenset("\"'“”‘’«»`") | {"''", "``"}
_HARM = frozenset(("killed", "wounded"))
_ASIDES = {"-": "-", "–": "–", "—": "—", "--": "--", "_": "_", "(": ")"}
_DASHES = frozenset(("-", "–"))
_STOPS = frozenset((";", ":", ".", "!", "?", "(", ")", "[", "]", "...", "--", "–", "—", "-"))
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ"))
_HEADS = frozenset(("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A number phrase with what it counts. Indices are of the report's words.

    `first` to `stop` runs through the counted noun; `noun` is its head, `what` what befell those counted, told by the word `trigger`;
    `active` tells that `trigger` is a verb whose subject did it; `subset` that they are part of what another number counted,
    `forward` that this other comes after; `article` that one person was counted by "a" or "an".
    """

    phrase: NumberPhrase
    first: int
    stop: int
    noun: int | None
    what: str | None = None
    trigger: int = -1
    active: bool = False
    subset: bool = False
    article: bool = False
    forward: bool = False


def find(layers: Layers) -> list[Counted]:
    """Everything counted in a report, in order; `what` is None where nothing that is logged befell those counted."""
    words = lexicon().grammar.evacuation
    evacuation = any(w.lower() in words for w in layers.words)
    times = frozenset(i for t in layers.times for i in range(t.first, t.stop))
    return [c for first, stop in layers.sentences for c in _Sentence(layers, first, stop, evacuation, times).counted()]


class _Sentence:
    """One sentence being searched. Methods that look for what befell return (what, trigger) or None."""

    def __init__(self, layers: Layers, first: int, stop: int, evacuation: bool, times: frozenset[int]) -> None:
        self.layers, self.first, self.stop, self.evacuation, self.times = layers, first, stop, evacuation, times
        self.low = [w.lower() for w in layers.words[first:stop]]
        self.lex = lexicon()
        self.opens: dict[int, Counted] = {}

    def at(self, i: int) -> str:
        """Word i in lower case; empty outside of the sentence."""
        return self.low[i - self.first] if self.first <= i < self.stop else ""

    def pos(self, i: int) -> str:
        return self.layers.upos[i] if self.first <= i < self.stop else ""

    def counted(self) -> list[Counted]:
        found = list(self.candidates())
        self.opens = {c.first: c for c in found}
        out: list[Counted] = []
        for c in found:
            out.append(self.told(c, out))
        return self.inherit_backward(out)

    # What is counted ---------------------------------------------------------------------------------------------------------------------

    def candidates(self) -> Iterator[Counted]:
        starts, ends = self.layers.starts, self.layers.ends
        joined = [k > self.first and ends[k - 1] == starts[k] for k in range(self.first, self.stop)]
        taken = self.first
        for p in numbers.find(self.layers.words[self.first : self.stop], joined):
            phrase = replace(p, first=p.first + self.first, stop=p.stop + self.first)
            yield from self.articles(taken, phrase.first)
            counted = self.with_noun(phrase)
            if not self.is_year(counted):
                yield counted
            taken = phrase.stop
        yield from self.articles(taken, self.stop)

    def is_year(self, c: Counted) -> bool:
        """The 1982 massacre: four bare digits before a noun in the singular."""
        word = self.at(c.phrase.first)
        if c.phrase.stop > c.phrase.first + 1 or len(word) != 4 or not word.isdigit() or not 1000 <= int(word) <= 2100:
            return False
        if c.noun is None:
            return False
        return not self.at(c.noun).endswith("s") and not self.is_person(c) and self.layers.lemmas[c.noun] == self.at(c.noun)

    def articles(self, first: int, stop: int) -> Iterator[Counted]:
        """A soldier, an elderly man: one person, where something befell them."""
        for i in range(first, stop):
            if self.at(i) in ("a", "an") and self.pos(i) != "PROPN":
                c = self.with_noun(NumberPhrase(i, i + 1, 1, 1, "exact"))
                if c.noun is not None and self.is_single(c.noun):
                    yield replace(c, article=True)

    def is_single(self, noun: int) -> bool:
        word = self.at(noun)
        if word.endswith("s") and not word.endswith("ss"):
            return False
        return word in self.lex.nouns.people and word not in self.lex.nouns.groups

    def with_noun(self, phrase: NumberPhrase) -> Counted:
        """The phrase with the noun that it counts."""
        first, j, subset, forward = phrase.first, phrase.stop, False, False
        if self.at(j) == "of":
            if self.at(j + 1) in self.lex.grammar.partitive:
                return Counted(phrase, first, j + 2, None, subset=True)
            j += 1
            while self.pos(j) in ("DET", "PRON") and (self.at(j) in ("the", "those", "these", "all") or self.at(j) in self.lex.grammar.possessive):
                subset, j = True, j + 1
            inner = numbers.find(self.layers.words[j : min(j + 4, self.stop)])
            if inner and inner[0].first == 0:  # 10 of 12 victims
                j, subset, forward = j + inner[0].stop, True, True
        elif self.at(j) == "-" and self.at(j + 1)[:1].isalpha():
            j += 2
        elif self.at(first - 1) == "of" and self.at(first - 2) == "family":
            start = first - 2
            while self.pos(start - 1) in ("ADJ", "PROPN", "DET") and start > first - 6:
                start -= 1
            return Counted(phrase, start, j, first - 2)
        stop, noun = self.run(j)
        return Counted(phrase, first, max(stop, phrase.stop), noun, subset=subset and (noun is not None or self.is_state(j)), forward=forward)

    def run(self, j: int) -> tuple[int, int | None]:
        """Where the nouns and adjectives from word j on stop, and the last noun of them."""
        noun, limit, i = None, min(self.stop, j + 10), j
        while i < limit:
            word, pos = self.at(i), self.pos(i)
            if word in self.lex.grammar.temporal or (word in _QUOTES and noun is not None):
                break
            if self.is_compound(i):
                i += 2
                noun = i if self.pos(i) in _HEADS else noun
            elif word in _QUOTES or word in ("'s", "’s", "/", "&"):
                if not (i + 1 < limit and (self.pos(i + 1) in _NOMINAL or self.at(i + 1) in self.lex.grammar.others)):
                    break
            elif word in self.lex.grammar.others:
                noun = i if word == "others" else noun
            elif self.is_state(i):
                if self.pos(i + 1) not in _HEADS:
                    return i + 1, noun
            elif pos in _HEADS:
                if self.is_verb(i) and noun is not None:
                    break
                noun = i
            elif not (self.is_attribute(i) or pos in ("ADJ", "X") or word in self.lex.grammar.possessive or (pos == "ADV" and word.endswith("ly"))):
                break
            i += 1
        return (noun + 1 if noun is not None else j), noun

    def is_attribute(self, i: int) -> bool:
        """Whether word i is a participle before a noun, and no verb that befalls: armed men, alleged rebels."""
        word = self.at(i)
        befalls = word in self.lex.patient or word in self.lex.agent
        return self.pos(i) == "VERB" and word.endswith(("ed", "ing")) and self.pos(i + 1) in _HEADS and not befalls

    def is_compound(self, i: int) -> bool:
        """Whether word i is joined by a hyphen to the one after the next: off-road, government-held."""
        if self.at(i + 1) not in _DASHES or not self.at(i)[:1].isalnum() or not self.at(i + 2)[:1].isalpha() or i + 2 >= self.stop:
            return False
        starts, ends = self.layers.starts, self.layers.ends
        return ends[i] == starts[i + 1] and ends[i + 1] == starts[i + 2]

    def is_state(self, i: int) -> bool:
        return self.at(i) in self.lex.states

    def is_verb(self, i: int) -> bool:
        """Whether word i is a form of a verb that befalls; bare forms only where the reader calls them verbs."""
        word = self.at(i)
        if word in self.lex.past or word in self.lex.gerund:
            return self.pos(i) != "NOUN" or word in self.lex.past
        return (word in self.lex.patient or word in self.lex.agent) and self.pos(i) in ("VERB", "AUX")

    def noun_in(self, i: int | None, table: Mapping[str, str]) -> str | None:
        """What the table says of the noun at word i, by its lemma, its form, or its form without -s."""
        if i is None:
            return None
        return next((table[f] for f in forms(self.at(i), self.layers.lemmas[i]) if f in table), None)

    def is_one_of(self, i: int | None, words: frozenset[str]) -> bool:
        return i is not None and any(f in words for f in forms(self.at(i), self.layers.lemmas[i]))

    # What befell them --------------------------------------------------------------------------------------------------------------------

    def told(self, c: Counted, before: list[Counted]) -> Counted:
        """`c` with what befell those counted, if anything that is logged did."""
        ways = (self.by_state, self.by_verb_before, self.by_tree, self.by_what_follows) if c.article else (
            self.by_strong_noun, self.by_state, self.by_verb_before, self.by_of, self.by_tally, self.by_tree, self.by_what_follows
        )
        c = replace(c, subset=c.subset or self.is_subset(c))
        for way in ways:
            found = way(c)
            if found:
                done = self.settle(c, *found)
                if done:
                    return done
        if c.article:
            return self.by_company(c, before) or c
        return self.by_company(c, before) or self.by_kind(c)

    def settle(self, c: Counted, what: str, trigger: int) -> Counted | None:
        """`c` with `what`, unless that cannot befall such a noun, did not happen, or is only threatened."""
        thing = self.is_one_of(c.noun, self.lex.nouns.things) or self.is_one_of(c.noun, self.lex.nouns.attacks)
        person = self.is_person(c)
        unknown = not (person or thing or c.noun is None or self.is_named(c.noun))
        if unknown and (self.at(trigger) in self.lex.loose or trigger > c.stop + NEAR):
            return None
        if c.article and self.at(trigger) in self.lex.agent and not self.at(trigger).endswith(("ed", "ing", "fled")):
            return None  # "when a man dies" tells of no death
        if self.is_one_of(c.noun, self.lex.nouns.abstract) and not person:
            return None
        if what == "things":
            what = "other" if thing else ""
        elif what == "handled":
            what = "other" if person else ""
        elif what == "leaving":
            what = "evacuated" if (person or c.noun is None) and self.evacuation else ""
        elif thing and not person and what != "other":
            what = "other" if self.at(trigger) in ("captured", "capturing", "capture", "captures", "eliminated", "eliminating") else ""
        if not what or (c.article and what not in ("killed", "wounded", "detained", "hostages", "missing")):
            return None
        if c.phrase.high == 0 and not self.is_plain_zero(c):
            return None
        if what == "detained" and self.noun_in(c.noun, self.lex.weak) == "hostages":
            what = "hostages"
        if self.is_unreal(trigger, what) or (c.phrase.high != 0 and self.is_denied(trigger)):
            return None
        return replace(c, what=what, trigger=trigger, active=self.is_active(trigger))

    def is_person(self, c: Counted) -> bool:
        return self.is_one_of(c.noun, self.lex.nouns.people) or self.noun_in(c.noun, self.lex.weak) is not None

    def is_named(self, noun: int) -> bool:
        """Whether the noun may be a people: Syrians, Druze."""
        return self.pos(noun) == "PROPN" or self.layers.name_at[noun] is not None

    def is_plain_zero(self, c: Counted) -> bool:
        """Whether "no" denies all of them: no casualties, no civilian deaths; but neither "no further" nor "no serious" ones."""
        return c.noun is None or all(self.at(k) in self.lex.grammar.zero_adjectives for k in range(c.phrase.stop, c.noun))

    def is_unreal(self, trigger: int, what: str) -> bool:
        if what not in ("killed", "wounded", "other", "detained", "hostages"):
            return False
        near = [self.at(k) for k in range(max(self.first, trigger - 4), trigger)]
        if any(w in self.lex.grammar.threat for w in near) and "to" in near:
            return True
        return any(self.at(k) in self.lex.grammar.modal and self.pos(k) != "PROPN" for k in range(max(self.first, trigger - 3), trigger))

    def is_denied(self, trigger: int) -> bool:
        return any(self.at(k) in self.lex.grammar.negation for k in range(max(self.first, trigger - 2), trigger))

    def is_active(self, i: int) -> bool:
        """Whether the verb at word i has the doer as its subject."""
        if i < 0 or not self.is_verb(i) or self.at(i) not in self.lex.patient:
            return False
        if self.at(i) in self.lex.gerund:
            return self.at(i - 1) != "being"
        if self.at(i) not in self.lex.past:
            return True
        k = i - 1
        while k > i - 4 and self.pos(k) in ("ADV", "PART"):
            k -= 1
        if self.at(k) in self.lex.grammar.be or self.at(k) in self.lex.grammar.raising:
            return False
        return self.layers.child(i, "nsubj:pass", "aux:pass") is None

    def by_strong_noun(self, c: Counted) -> tuple[str, int] | None:
        """12 deaths."""
        some = c.subset or self.at(c.phrase.stop) == "of"
        what = None if some and self.is_one_of(c.noun, _BODY) else self.noun_in(c.noun, self.lex.strong)
        if what is None and self.is_one_of(c.noun, _CASUALTY):
            what = "killed" if c.phrase.high == 0 else "other"
        if what is None and c.noun is not None and self.at(c.noun) == "lives":
            around = [self.at(k) for k in range(c.first - 3, c.stop + 4)]
            what = "killed" if any(w in self.lex.grammar.costing for w in around) else None
        return (what, c.noun) if what and c.noun is not None else None

    def by_state(self, c: Counted) -> tuple[str, int] | None:
        """Eight dead civilians, 55 injured: an adjective of the counted."""
        for i in range(c.phrase.stop, min(self.stop, c.stop + 1)):
            if self.is_state(i):
                if self.at(i) in self.lex.past and self.pos(i) == "VERB" and self.begins_noun(i + 1) and i >= c.stop:
                    return None  # 12 soldiers wounded three men
                return self.lex.states[self.at(i)], i
        return None

    def begins_noun(self, i: int) -> bool:
        """Whether an object opens at word i."""
        word = self.at(i)
        if not word or word in self.lex.grammar.temporal or i in self.times:
            return False
        if i in self.opens and self.by_state(self.opens[i]):
            return False  # 12 killed 5 injured
        return i in self.opens or self.pos(i) in ("DET", "NUM", "NOUN", "PROPN", "ADJ") or word in self.lex.grammar.pronouns

    def by_verb_before(self, c: Counted) -> tuple[str, int] | None:
        """Killed 26 people; carried out 12 strikes."""
        k = c.first - 1
        for step in range(4):
            if self.at(k) in self.lex.patient and (self.is_verb(k) or (step == 0 and self.lex.patient[self.at(k)] in _HARM)):
                if self.at(k) in self.lex.past and self.passive(k):
                    return None
                return self.lex.patient[self.at(k)], k
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

    def by_tally(self, c: Counted) -> tuple[str, int] | None:
        """The death toll rose to 26; the number of wounded stands at 40; brought to nine the number of people in custody."""
        if self.at(c.phrase.stop) == "the" and self.at(c.phrase.stop + 1) in self.lex.tally.number:
            what = self.of_number(c.phrase.stop + 1, self.stop)
            return (what, c.phrase.stop + 1) if what else None
        if c.noun is not None and not self.is_one_of(c.noun, self.lex.nouns.people) and self.noun_in(c.noun, self.lex.weak) is None:
            return None
        linked = self.at(c.first - 1) in self.lex.tally.links or c.phrase.bound in ("at_least", "at_most", "about")
        if not linked or self.pos(c.phrase.stop) == "NUM":
            return None
        for k in range(c.first - 1, max(self.first, c.first - 2 * FAR) - 1, -1):
            word = self.at(k)
            if self.at(c.first - 1) in self.lex.tally.verbs and (self.noun_in(k, self.lex.strong) or self.is_state(k)):
                return self.noun_in(k, self.lex.strong) or self.lex.states[word], k
            if word in self.lex.tally.nouns and self.pos(k) in ("NOUN", "PROPN", "VERB"):
                return self.of_tally(k), k
            if word in self.lex.tally.number:
                what = self.of_number(k, c.first)
                return (what, k) if what else None
            if word in (";", ".", ":") and k < c.first - 1:
                return None
        return None

    def of_tally(self, k: int) -> str:
        near = [self.at(j) for j in range(k - 2, k + 3)]
        if any(w in ("injured", "wounded", "injury", "injuries", "casualty") for w in near) and "death" not in near:
            return "wounded"
        return "killed"

    def of_number(self, k: int, stop: int) -> str | None:
        """Of whom "the number of ..." at word k speaks."""
        if self.at(k + 1) not in ("of", "injured", "wounded", "dead", "killed"):
            return None
        for j in range(k + 1, min(stop, k + 8)):
            word = self.at(j)
            what = self.lex.states.get(word) or self.lex.strong.get(word) or (self.lex.patient.get(word) if word in self.lex.past else None)
            what = what or self.noun_in(j, self.lex.strong) or self.noun_in(j, self.lex.weak) or self.phrase_at(j)
            if what and what not in UNSETTLED:
                return what
            if self.pos(j) in ("VERB", "AUX", "SCONJ", "ADV", "PRON"):
                return None
        return None

    # By the tree -------------------------------------------------------------------------------------------------------------------------

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

    # By the words that follow ------------------------------------------------------------------------------------------------------------

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
            elif word in self.lex.states and self.at(i - 1) not in self.lex.grammar.no_state_after:
                if word in self.lex.past and not passive and self.begins_noun(i + 1):
                    return None
                return self.lex.states[word], i
            elif self.is_verb(i):
                return self.verb_after(i, passive, carried)
            elif word in self.lex.grammar.raising:
                if not passive and (word == "said" or (pos == "VERB" and self.begins_noun(i + 1))):
                    return None
                carried = True
            elif pos == "VERB":
                if passive or not word.endswith(("ing", "ed")):
                    return None
            elif word in _DASHES and self.is_compound(i - 1):
                continue
            elif word == "among" or self.is_barrier(i) or self.is_next(c, i):
                return None
        return None

    def is_next(self, c: Counted, i: int) -> bool:
        """Whether another number opens at word i that neither shares the verb of `c` nor only describes what it counts."""
        return i in self.opens and i > c.stop + 1 and self.pos(i - 1) != "ADP" and not self.is_company(c.stop, i)

    def is_barrier(self, i: int) -> bool:
        """Whether no subject reaches across word i to its verb."""
        word = self.at(i)
        return word in _STOPS or self.pos(i) == "SCONJ" or word in self.lex.grammar.barriers or (word == "as" and self.at(i + 1) != "well")

    def is_placed(self, first: int) -> bool:
        """Whether the phrase at `first` follows a preposition, so that it is no subject; "a total of" is none."""
        at = first - 2 if self.pos(first - 1) == "DET" else first - 1
        if self.at(at) in self.lex.grammar.be:
            return True
        return self.at(at) in self.lex.grammar.placing and not (self.at(at) == "of" and self.at(at - 1) == "total")

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

    def phrase_at(self, i: int) -> str | None:
        for n in (4, 3, 2):
            what = self.lex.phrases.get(tuple(self.low[i - self.first : i - self.first + n]))
            if what:
                return what
        return None

    # By company --------------------------------------------------------------------------------------------------------------------------

    def is_subset(self, c: Counted) -> bool:
        """Including 12 children; among them two women; 12 of them."""
        for back in (1, 2):
            for n in (3, 2, 1):
                stop = c.first - back + 1
                lo = stop - n
                if lo >= self.first and tuple(self.low[lo - self.first : stop - self.first]) in self.lex.including:
                    return back == 1 or self.at(c.first - 1) in ("at", "the", "another", ",", "some", "about")
        return False

    def by_company(self, c: Counted, before: list[Counted]) -> Counted | None:
        """A number that shares its verb with the one before it, or tells part of it; none where a verb or another subject comes between."""
        k = next((i for i in range(c.stop, min(self.stop, c.stop + FAR)) if self.at(i) == "among" and self.at(i - 1) in self.lex.grammar.be), None)
        if k is not None and not self.is_placed(c.first):
            return self.among(c, k)
        if not before:
            return None
        last = before[-1]
        if c.subset:
            if not (self.is_subset(c) or c.noun is None or self.is_person(c) or self.is_named(c.noun)):
                return None
            whole = next((b for b in reversed(before) if b.what and not b.article), None)
            return self.settle(c, whole.what, whole.trigger) if whole and whole.what and whole.what != "other" else None
        if last.what is None or not (self.is_along(last, c) or self.is_company(max(last.stop, last.phrase.stop), c.first)):
            return None
        subset = last.subset and c.first - last.stop <= 3
        settled = self.settle(c, last.what, last.trigger) if last.what != "other" else self.settle(c, "things", last.trigger)
        return replace(settled, subset=subset) if settled else None

    def is_along(self, last: Counted, c: Counted) -> bool:
        """... were killed as well as 41 civilians: the number follows the verb of the one before."""
        lead = self.low[max(0, c.first - self.first - 3) : c.first - self.first]
        if not (tuple(lead[-3:]) in self.lex.along or tuple(lead[-2:]) in self.lex.along):
            return False
        return not any(self.pos(k) == "VERB" for k in range(max(last.trigger, last.stop) + 1, c.first))

    def among(self, c: Counted, k: int) -> Counted | None:
        """Five women were among the dead, the word "among" being word k."""
        for i in range(k, min(self.stop, k + 10)):
            word = self.at(i)
            what = self.lex.states.get(word) or (self.lex.patient.get(word) if word in self.lex.past else None) or self.noun_in(i, self.lex.strong)
            if what and what not in UNSETTLED:
                return replace(c, what=what, trigger=i, subset=True, forward=any(c.stop <= k < i for k in self.opens))
        return None

    def by_kind(self, c: Counted) -> Counted:
        """What the noun itself tells: many fighters, many refugees, some attacks."""
        if c.noun is None:
            return c
        if self.at(c.phrase.stop) == "-" and self.is_one_of(c.noun, self.lex.nouns.people):  # a 62-member team
            return replace(c, what="other", trigger=c.noun)
        size = c.phrase.low if c.phrase.low is not None else c.phrase.high or 0
        what = "fighters" if self.at(c.noun - 1) == "armed" and self.at(c.noun) == "men" else self.noun_in(c.noun, self.lex.weak)
        if what and size >= (2 if what in ("detained", "hostages") else 10):
            return replace(c, what=what, trigger=c.noun)
        if self.is_one_of(c.noun, self.lex.nouns.attacks) and size >= 2 and self.at(c.first - 1) not in ("the", "both", "all"):
            return replace(c, what="other", trigger=c.noun)
        return c

    def inherit_backward(self, found: list[Counted]) -> list[Counted]:
        """223 fighters and 28 troops were killed: the first number takes what the second was told, where the words did not reach."""
        for i in range(len(found) - 2, -1, -1):
            here, after = found[i], found[i + 1]
            if here.what or not after.what or after.trigger < after.stop or here.phrase.high == 0:
                continue
            if self.is_company(here.stop, after.first) and here.stop < after.first:
                found[i] = self.settle(here, after.what, after.trigger) or here
        return found
