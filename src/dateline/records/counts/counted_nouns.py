"""Numbers of a sentence with the nouns that they count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.annotate import numbers
from dateline.annotate.layers import Layers
from dateline.annotate.numbers import NumberPhrase
from dateline.resolve.figure_words import forms, lexicon

HARM = frozenset(("killed", "wounded"))
HYPHENS = frozenset(("-", "–"))
_QUOTES = frozenset("\"'“”‘’«»`") | {"''", "``"}
_ARTICLES = {"a": 1, "an": 1, "another": 1, "both": 2}
_WHOLES = frozenset((*range(2, 13), 15, 20, 50, 100, 1000))  # of which a share is told: one in four
_NEAR_FRACTION = 6  # words from "half" to the number
_THESE = frozenset(("the", "those", "these", "all"))
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


class Nouns:
    """One sentence, its words in lower case, and what its numbers count."""

    def __init__(self, layers: Layers, first: int, stop: int, evacuation: bool, times: frozenset[int], carried: Counted | None) -> None:
        self.layers, self.first, self.stop, self.evacuation, self.times, self.carried = layers, first, stop, evacuation, times, carried
        self.low = [w.lower() for w in layers.words[first:stop]]
        self.lex = lexicon()
        self.opens: dict[int, Counted] = {}

    def at(self, i: int) -> str:
        """Word i in lower case; empty outside of the sentence."""
        return self.low[i - self.first] if self.first <= i < self.stop else ""

    def pos(self, i: int) -> str:
        return self.layers.upos[i] if self.first <= i < self.stop else ""

    def candidates(self) -> Iterator[Counted]:
        starts, ends = self.layers.starts, self.layers.ends
        joined = [k > self.first and ends[k - 1] == starts[k] for k in range(self.first, self.stop)]
        taken = self.first
        for p in numbers.phrases(self.layers.words[self.first : self.stop], joined):
            phrase = replace(p, first=p.first + self.first, stop=p.stop + self.first)
            yield from self.articles(taken, phrase.first)
            counted = self.with_noun(phrase)
            excepted = (self.at(phrase.first - 2), self.at(phrase.first - 1)) == ("all", "but")
            if not excepted and not any(fails(counted) for fails in (self.is_year, self.is_of_fraction, self.is_ratio, self.is_one_group)):
                yield counted
            taken = counted.stop
        yield from self.articles(taken, self.stop)

    def is_speaker(self, noun: int) -> bool:
        """Whether the noun at word `noun` says something, the comma before it lost: "injuring 50 activists said"."""
        return self.at(noun + 1) in self.lex.grammar.saying and self.layers.heads[noun] == noun + 1

    def is_one_group(self, c: Counted) -> bool:
        """Whether "one family" only tells whose members were counted: five members of one family."""
        return c.phrase.high == 1 and c.noun is not None and self.at(c.noun) in self.lex.nouns.groups and self.at(c.first - 1) in ("of", "from")

    def is_ratio(self, c: Counted) -> bool:
        """Whether "in" and a number follow that it is a share of: one in four, nearly 1 in 10; not 12 in 24 hours."""
        at, size = c.phrase.stop, c.phrase.low or c.phrase.high or 0
        if self.at(at) != "in":
            return False
        whole = numbers.phrases(self.layers.words[at + 1 : min(at + 4, self.stop)])
        return bool(whole) and whole[0].first == 0 and size < (whole[0].low or 0) and whole[0].low in _WHOLES

    def is_of_fraction(self, c: Counted) -> bool:
        """Half the town's 60,000 people: neither are they all meant, nor is it told how many are."""
        k = c.first - 1
        if self.at(k) not in ("'s", "’s", "the", "of") and self.at(k) not in self.lex.grammar.possessive:
            return False
        while k > c.first - _NEAR_FRACTION and self.at(k) not in self.lex.grammar.fractions:
            if not (self.pos(k) in ("DET", "NOUN", "PROPN", "PRON", "PART") or self.at(k) in ("'s", "’s", "of")):
                return False
            k -= 1
        return self.at(k) in self.lex.grammar.fractions and self.at(c.stop) not in self.lex.past

    def is_year(self, c: Counted) -> bool:
        """The 1982 massacre: four bare digits before a noun in the singular."""
        word = self.at(c.phrase.first)
        if c.phrase.stop > c.phrase.first + 1 or len(word) != 4 or not word.isdigit() or not 1000 <= int(word) <= 2100:
            return False
        if c.noun is None:
            return False
        return not self.at(c.noun).endswith("s") and not self.is_person(c) and self.layers.lemmas[c.noun] == self.at(c.noun)

    def articles(self, first: int, stop: int) -> Iterator[Counted]:
        """A soldier, another man, both pilots: one or two persons, where something befell them."""
        for i in range(first, stop):
            if self.at(i) not in _ARTICLES or self.pos(i) == "PROPN":
                continue
            number = _ARTICLES[self.at(i)]
            c = self.with_noun(NumberPhrase(i, i + 1, number, number, "exact"))
            if c.noun is not None and number == 1 and self.at(c.noun) == "couple":
                yield replace(c, phrase=NumberPhrase(i, i + 1, 2, 2, "exact"), article=True)
            elif c.noun is not None and (self.is_single(c.noun) if number == 1 else self.is_several(c.noun)):
                yield replace(c, article=True)

    def is_single(self, noun: int) -> bool:
        word = self.at(noun)
        if word.endswith("s") and not word.endswith("ss"):
            return False
        return word in self.lex.nouns.people and word not in self.lex.nouns.groups

    def is_several(self, noun: int) -> bool:
        return self.is_one_of(noun, self.lex.nouns.people) and self.at(noun) not in self.lex.nouns.people

    def with_noun(self, phrase: NumberPhrase) -> Counted:
        """The phrase with the noun that it counts."""
        first, j, subset, forward = phrase.first, phrase.stop, False, False
        if self.at(j) == "of":
            if self.at(j + 1) in self.lex.grammar.partitive:
                return self.described(Counted(phrase, first, j + 2, None, subset=True))
            j += 1
            while self.pos(j) in ("DET", "PRON") and (self.at(j) in _THESE or self.at(j) in self.lex.grammar.possessive):
                subset, j = subset or self.at(j) in _THESE, j + 1
            if self.at(j + 1) in ("'s", "’s"):
                j += 2
            inner = numbers.phrases(self.layers.words[j : min(j + 4, self.stop)])
            if inner and inner[0].first == 0:  # 10 of 12 victims
                j, subset, forward = j + inner[0].stop, True, True
        elif self.at(j) == "-" and self.at(j + 1)[:1].isalpha():
            j += 2
        stop, noun = self.run(j)
        if noun is not None and self.is_speaker(noun) and self.at(first - 1) in self.lex.patient:
            stop, noun = j, None
        if noun is None and self.is_of_collective(first):
            start = first - 2
            while self.pos(start - 1) in ("ADJ", "PROPN", "DET") and start > first - 6:
                start -= 1
            return Counted(phrase, start, j, first - 2)
        return Counted(phrase, first, max(stop, phrase.stop), noun, subset=subset and (noun is not None or self.is_state(j)), forward=forward)

    def described(self, c: Counted) -> Counted:
        """`c`, a part, with the noun that says who they are: 12 of them children; one of them a child; of those held, 12 were women."""
        at = c.stop + 1 if self.at(c.stop) in self.lex.grammar.be else c.stop
        stop, noun = self.run(at + 1 if self.at(at) in ("a", "an") else at)
        if self.pos(stop) in ("VERB", "AUX") or not self.is_person(told := replace(c, stop=stop, noun=noun)):
            return c
        return told

    def is_of_collective(self, first: int) -> bool:
        """Whether the number at word `first` is that of a group: a family of five, a group of 30 migrants."""
        return self.at(first - 1) == "of" and self.at(first - 2) in self.lex.grammar.collective

    def run(self, j: int) -> tuple[int, int | None]:
        """Where the nouns and adjectives from word j on stop, and the last noun of them."""
        noun, limit, i = None, min(self.stop, j + 10), j
        while i < limit:
            word, pos = self.at(i), self.pos(i)
            if word in self.lex.grammar.temporal or (word in _QUOTES and noun is not None):
                break
            if (word,) in self.lex.including and (noun is not None or pos != "ADV"):
                break
            if noun is not None and self.begins_name(noun, i):
                break
            if self.is_compound(i):
                while self.is_compound(i):
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
            elif pos in _HEADS or self.is_person_alone(i):
                harms = self.lex.patient.get(word) in HARM and self.noun_in(i, self.lex.strong) is None
                if (self.is_verb(i) and noun is not None) or (i == j and (word in self.lex.past or harms)):
                    break  # the report of 6 killed; kills 6, injures 9
                noun = i
            elif not (pos in ("ADJ", "X") or (noun is None and self.is_attribute(i))):
                break
            i += 1
        return (noun + 1 if noun is not None else j), noun

    def is_person_alone(self, i: int) -> bool:
        """Whether word i, called an adjective, is a person with no noun after it: "one civilian and two guards"."""
        return self.pos(i) == "ADJ" and self.at(i) in self.lex.nouns.people and self.pos(i + 1) not in _NOMINAL and not self.is_compound(i)

    def begins_name(self, noun: int, i: int) -> bool:
        """Whether another's name opens right after people in the plural, a comma lost: "four children Radio Free said"."""
        name = self.layers.name_at[i]
        several = self.at(noun) != self.layers.lemmas[noun] and self.layers.name_at[noun] is None
        return name is not None and name.first == i and several and self.is_one_of(noun, self.lex.nouns.people)

    def is_attribute(self, i: int) -> bool:
        """Whether word i stands before a noun and is no verb that befalls: armed men, alleged rebels, badly hurt men, his sons."""
        word = self.at(i)
        if word in self.lex.grammar.possessive or (self.pos(i) == "ADV" and word.endswith("ly")):
            return True
        befalls = word in self.lex.patient or word in self.lex.agent or self.phrase_at(i) is not None
        if befalls and self.layers.deprels[i] == "amod" and self.layers.heads[i] == i + 1 and word not in self.lex.states:
            return True  # 25 captured soldiers
        return self.pos(i) == "VERB" and word.endswith(("ed", "ing")) and self.pos(i + 1) in _HEADS and not befalls

    def is_compound(self, i: int) -> bool:
        """Whether word i is joined by a hyphen to the one after the next: off-road, government-held."""
        if self.at(i + 1) not in HYPHENS or not self.at(i)[:1].isalnum() or not self.at(i + 2)[:1].isalpha() or i + 2 >= self.stop:
            return False
        starts, ends = self.layers.starts, self.layers.ends
        return ends[i] == starts[i + 1] and ends[i + 1] == starts[i + 2]

    def phrase_at(self, i: int) -> str | None:
        for n in (4, 3, 2):
            what = self.lex.phrases.get(tuple(self.low[i - self.first : i - self.first + n]))
            if what:
                return what
        return None

    # Words ---------------------------------------------------------------------------------------------------------------------------------

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

    def is_person(self, c: Counted) -> bool:
        return self.is_one_of(c.noun, self.lex.nouns.people) or self.noun_in(c.noun, self.lex.weak) is not None

    def is_named(self, noun: int) -> bool:
        """Whether the noun may be a people: Syrians, Druze."""
        return self.pos(noun) == "PROPN" or self.layers.name_at[noun] is not None
