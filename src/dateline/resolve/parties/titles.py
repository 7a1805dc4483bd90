"""Where a title begins and ends: "former UN secretary-general", "head of the observer mission in Homs"."""

from dateline.knowledge import countries, nouns
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import POSSESSIVE, Phrases
from dateline.resolve.parties.states import States

MOST_BEFORE = 14  # words of a title before a name
_MOST_AFTER = 8  # words that complete a title: "of the Syrian Observatory for Human Rights"


class Titles:
    """The extents of the titles of one report."""

    def __init__(self, phrases: Phrases, states: States, naming: Naming) -> None:
        self._phrases, self._states, self._naming = phrases, states, naming
        self._layers = phrases.layers

    def ends_at(self, first: int, stop: int) -> bool:
        """Whether a title of the lexicon ends the run of words."""
        return stop > first and nouns.title_before(self._phrases.modifiers(first, stop)) is not None

    def start(self, low: int, stop: int) -> int:
        """Where the titles of the lexicon that end at `stop` begin ("spokesman Maj. Gen."), or `stop`."""
        words = self._layers.words
        while stop > low and (found := nouns.title_before(words[max(low, stop - MOST_BEFORE) : stop])) is not None:
            stop -= found[0]
        return stop

    def is_joint(self, k: int) -> bool:
        """Whether word k is a preposition that may open what completes a title."""
        return self._layers.upos[k] == "ADP" and self._layers.low[k] in party_words().posts.joints

    def joint_in(self, low: int, stop: int) -> int | None:
        """The first preposition right after a title within the run."""
        return next((j for j in range(low + 1, stop - 1) if self.is_joint(j) and self.ends_at(low, j)), None)

    def joins(self, k: int, nested: bool = False) -> bool:
        """Whether word k, no part of a name, may stand within a title; `nested`: also "in Homs" within what completes it."""
        words = self._layers
        low = words.low[k]
        if words.upos[k] in ("NOUN", "PROPN", "ADJ") or low in POSSESSIVE or low in ("-", "–", "(", ")") or low in party_words().posts.former:
            return True
        if words.upos[k] == "VERB":
            return k > 0 and words.words[k - 1] == "-"  # "Britain-based"
        if words.upos[k] == "DET":
            return k > 0 and self.is_joint(k - 1)
        return self.is_joint(k) and (self.ends_at(max(0, k - 3), k) or (nested and words.upos[k - 1] in ("NOUN", "PROPN")))

    def reach_left(self, stop: int, nested: bool = False) -> int:
        """The first of the words before `stop` that may belong to a title there."""
        words = self._layers
        floor = max(words.sentences[words.sentence_of[stop - 1]][0], stop - MOST_BEFORE)
        k = self.start(floor, stop)
        while k > floor:
            named = words.name_at[k - 1]
            if named is not None and named not in self._naming.people:
                k = max(floor, named.first)
            elif named is None and self.joins(k - 1, nested):
                k -= 1
            else:
                break
        return k

    def past_address(self, stop: int) -> int:
        """Where the forms of address that end at `stop` begin, or `stop`."""
        while stop > 0 and (found := nouns.title_before([self._layers.words[stop - 1]])) is not None and found[1] == "address":
            stop -= 1
        return stop

    def connected(self, low: int, sure: int, end: int) -> int:
        """Where a title begins whose words from `sure` on are no question: words before hang together with what comes up to `end`."""
        words = self._layers
        tops = {self._top(j, low, end) for j in range(sure, end)}
        k = sure
        while k > low and (self._top(k - 1, low, end) in tops or words.low[k - 1] in POSSESSIVE or self._belongs(k - 1)):
            k -= 1
        return k

    def _belongs(self, k: int) -> bool:
        """Whether word k right before a title belongs to it whatever the tree says: an adjective, "Russia's", a name of neither place nor person."""
        words, named = self._layers, self._layers.name_at[k]
        if words.upos[k] == "ADJ" or (named is not None and named.label != "LOC" and named not in self._naming.people):
            return True
        possessive = words.words[k + 1] in POSSESSIVE or countries.by_name(words.words[k], self._phrases.loud) is None
        return possessive and self._states.at[k] is not None

    def _top(self, k: int, low: int, end: int) -> int:
        for _ in range(2 * MOST_BEFORE):
            if not low <= self._layers.heads[k] < end:
                break
            k = self._layers.heads[k]
        return k

    def completed_at(self, noun: int) -> int:
        """Where what completes the title that ends in `noun` ends: before any clause, apposition or punctuation."""
        words = self._layers
        stop = min(words.sentences[words.sentence_of[noun]][1], noun + 2 + _MOST_AFTER)
        if noun + 1 >= stop or not self.is_joint(noun + 1):
            return noun + 1
        k = noun + 2
        while k < stop and self._completes(k):
            k += 1
        while k > noun + 2 and words.upos[k - 1] in ("ADP", "DET"):
            k -= 1
        return k if k > noun + 2 else noun + 1

    def _completes(self, k: int) -> bool:
        words = self._layers
        named = words.name_at[k]
        if named in self._naming.people:
            return named.first < k or self.is_joint(k - 1)  # "aide to Annan", not "Secretary of State John Kerry"
        if named is not None or words.upos[k] in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
            return True
        return words.low[k] in POSSESSIVE | {"-", "of", "for", "in"} or (words.upos[k] == "VERB" and words.words[k - 1] == "-")
