"""What a tally counts: "the death toll rose to 26", "the number of wounded stands at 40", "the rebels number 4,000"."""

from dateline.records.counts.counted_nouns import HARM, Counted, Nouns
from dateline.resolve.figure_words import UNSETTLED

FAR = 16  # words: no verb further off than this is tied to a number without the tree
VICTIM = frozenset(("victim",))
CASUALTY = frozenset(("casualty",))
_BRINGING = frozenset(("bring", "brings", "bringing", "brought", "take", "takes", "taking", "took", "raising", "raised"))
_TIMES = 20  # a bare number no more than so many times another counts the same
_RISE = frozenset(("rise", "climb", "reach", "pass", "exceed", "top", "grow", "increase", "go", "surpass"))


class Tallies(Nouns):
    """The ways in which a sentence tallies."""

    def by_tally(self, c: Counted) -> tuple[str, int] | None:
        """The death toll rose to 26; the number of wounded stands at 40; brought to six the number of men held."""
        if self.at(c.phrase.stop) == "the" and self.at(c.phrase.stop + 1) in self.lex.tally.number:
            what = self.of_number(c.phrase.stop + 1, self.stop)
            return (what, c.phrase.stop + 1) if what else None
        if c.noun is not None and not self.is_person(c):
            return None
        lead = c.first - 3 if (self.at(c.first - 2), self.at(c.first - 1)) == ("in", "the") else c.first - 1  # numbered in the hundreds
        linked = self.at(lead) in self.lex.tally.links or c.phrase.bound in ("at_least", "at_most", "about")
        if not linked or self.pos(c.phrase.stop) == "NUM":
            return None
        return self.by_numbering(lead) or self.by_toll(c, lead) or self.by_rising(c.first - 1)

    def by_numbering(self, lead: int) -> tuple[str, int] | None:
        """The wounded numbered 40; the rebels number 4,000; wounded: 34. The word before the number is word `lead`."""
        if self.at(lead) == ":":
            what = self.of_head(lead - 1)
            return (what, lead - 1) if what else None
        if self.at(lead) not in self.lex.tally.verbs:
            return None
        if what := self.noun_in(lead - 1, self.lex.weak):
            return what, lead - 1
        for k in range(lead - 1, max(self.first, lead - 2 * FAR) - 1, -1):
            if what := self.of_head(k) or ("killed" if self.is_one_of(k, VICTIM) else None):
                return what, k
        return None

    def by_rising(self, k: int) -> tuple[str, int] | None:
        """Deaths have topped 3,000; arrests rose to 40: the noun before the verb, which may end at word k."""
        first = max(self.first, k - 4)
        while k > first and (self.pos(k) in ("AUX", "ADV", "VERB") or self.at(k) in ("to", "past", "above", "the")):
            k -= 1
        several = self.at(k) != self.layers.lemmas[k] and self.pos(k) == "NOUN"
        what = self.noun_in(k, self.lex.strong) if several else None
        return (what, k) if what else None

    def by_toll(self, c: Counted, lead: int) -> tuple[str, int] | None:
        """A toll, or "the number of", before the number."""
        for k in range(c.first - 1, max(self.first, c.first - 2 * FAR) - 1, -1):
            word = self.at(k)
            if word in self.lex.grammar.modal and self.at(k + 1) in _RISE:
                return None  # the toll could pass 100
            if word in self.lex.tally.nouns and self.pos(k) in ("NOUN", "PROPN", "VERB"):
                return self.of_tally(k), k
            if word in self.lex.tally.number and not (k == lead and word in self.lex.tally.verbs and self.pos(k - 1) != "DET"):
                what = self.of_number(k, c.first) or self.of_bare_number(k, c)
                return (what, k) if what and not (what == "other" and c.noun is not None) else None
            if word in (";", ".", ":") and k < c.first - 1:
                return None
        return None

    def of_head(self, k: int) -> str | None:
        """What the noun, state or participle at word k tells of those whom it heads: the dead, the deaths, killed."""
        return self.noun_in(k, self.lex.strong) or self.lex.states.get(self.at(k)) or self.harm_by(k)

    def harm_by(self, k: int) -> str | None:
        what = self.lex.patient.get(self.at(k)) if self.at(k) in self.lex.past else None
        return what if what in HARM else None

    def of_bare_number(self, k: int, c: Counted) -> str | None:
        """What "the number" at word k counts where nothing is said of whom: what was counted last, if the two are of one order."""
        if c.noun is not None or self.at(k - 1) not in ("the", "that", "this") or self.at(k + 1) == "of":
            return None
        if self.at(k - 2) in _BRINGING:  # the latest deaths bring the total to 214
            return next((told for j in range(k - 2, self.first - 1, -1) if (told := self.of_head(j))), None)
        if self.carried is None:
            return None
        here, before = (n.phrase.low or n.phrase.high or 0 for n in (c, self.carried))
        alike = 0 < here <= _TIMES * before and before <= _TIMES * here
        return self.carried.what if alike and self.carried.what != "other" else None

    def of_tally(self, k: int) -> str:
        """Of whom the toll at word k speaks: the dead, where nothing else is said."""
        if self.at(k + 1) == "of" and (told := self.lex.states.get(self.at(k + 3))):
            return told  # the count of the missing
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
            what = what or ("killed" if self.is_one_of(j, VICTIM) else "other" if self.is_one_of(j, CASUALTY) else None)
            if what and what not in UNSETTLED:
                return what
            if self.pos(j) in ("VERB", "AUX", "SCONJ", "ADV", "PRON") and word not in self.lex.grammar.partitive:
                return None
        return None
