"""The short noun phrases of one report: where each begins and ends, what heads it, and its words as a name should read."""

import re
from functools import cached_property
from itertools import pairwise

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers, Name
from dateline.knowledge import bodies, countries, nouns
from dateline.resolve.parties.party_words import party_words
from dateline.text.report import Report

POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_INSIDE = frozenset(("amod", "compound", "nmod:poss", "nummod", "flat", "advmod", "goeswith", "fixed", "nmod:desc"))  # within a short noun phrase
_CLAUSES = frozenset(("acl", "conj", "appos", "advcl"))
_EDGES = frozenset(("-", "'", '"', "least", "than"))  # no part of a name where they open or end it
_MOST_WORDS = 14  # in the extent of one phrase
_MOST_OF = 6  # in an "of" phrase that belongs to a name
_MANY, _MOST_LOUD = 4, 0.9  # words of a sentence, and what part of them is in capitals where all of it is
_INITIALS = 5  # letters of initials, at most
_VOWELLESS = re.compile(r"^[^AEIOUY]{2,} $", re.VERBOSE)
_POSSESSIVE_END = re.compile(r"(?: ['’]s? | ['’] )$", re.VERBOSE)
_ARTICLE = re.compile(r"^(?: the | an? ) \s+", re.VERBOSE | re.IGNORECASE)


class Phrases:
    """Noun phrases over the layers of one report. `loud`: the report is upper-case copy; `bare`: its apostrophes were stripped."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.layers = layers
        letters = [c for c in report.text[:20_000] if c.isalpha()]
        self.loud = sum(map(str.isupper, letters)) > 0.7 * max(1, len(letters))
        self.bare = len(report.text) > 300 and "'" not in report.text[:100_000] and "’" not in report.text[:100_000]
        self.day = (report.published or "")[:10] or None
        year = (report.published or "")[:4]
        self.year = int(year) if year.isdigit() else None
        self._extents: dict[int, tuple[int, int]] = {}

    def extent(self, head: int) -> tuple[int, int]:
        """The words of the short phrase around `head`: its modifiers and a short "of" phrase, no clause, no apposition."""
        found = self._extents.get(head)
        if found is None:
            found = self._extents[head] = self._trimmed(head, *self._spread(head))
        return found

    def _spread(self, head: int) -> tuple[int, int]:
        words = self.layers
        name = words.name_at[head]
        low, high = (name.first, name.stop) if name is not None else (head, head + 1)
        for c in words.children[head]:
            relation = words.deprels[c]
            if relation.startswith("det"):
                low, high = min(low, c), max(high, c + 1)
            elif relation in _INSIDE or (relation == "nmod" and c < head and not words.all_children(c, "case")):
                a, b = words.edges[c]
                if b - a <= 8:
                    low, high = min(low, a), max(high, b)
            elif relation == "nmod" and c > head and self._short_of(c):
                high = max(high, words.edges[c][1])
            elif relation == "appos" and (beside := words.name_at[c]) is not None and beside.first == head + 1:
                high = max(high, beside.stop)  # "rebel backer Qatar"
        if high - low > _MOST_WORDS:
            return head, head + 1
        return low, high

    def _trimmed(self, head: int, low: int, high: int) -> tuple[int, int]:
        """No further from the head than words that stand within a phrase go: no verb, no conjunction, no mark of punctuation but a hyphen."""
        first, stop = head, head + 1
        while first > low and self._within(first - 1, head):
            first -= 1
        while stop < high and self._within(stop, head):
            stop += 1
        words = self.layers
        while first < head and (words.low[first] in _EDGES or words.upos[first] in ("ADP", "CCONJ") or self._opens_no_name(first)):
            first += 1
        while stop - 1 > head and (words.low[stop - 1] in _EDGES or words.upos[stop - 1] in ("DET", "ADP")):
            stop -= 1
        return first, stop

    def _opens_no_name(self, k: int) -> bool:
        """Whether word k before a noun is not said of it: it bounds a number, or tells a time ("Friday 19 people", "earlier two persons")."""
        return self._bounds_number(k) or k in self._timed or self.layers.low[k] in ("earlier", "meanwhile", "later", "also", "early", "late")

    @cached_property
    def _timed(self) -> frozenset[int]:
        """Words of times that stand before no possessive mark."""
        words = self.layers.words
        told = (t for t in self.layers.times if words[t.stop : t.stop + 1] not in (("'s",), ("’s",)))
        return frozenset(k for t in told for k in range(t.first, t.stop) if words[k][:1].isupper())

    def _bounds_number(self, k: int) -> bool:
        """Whether word k belongs to "at least", "more than" or the like before a number."""
        words = self.layers
        governor = words.heads[k]
        return words.deprels[k] in ("advmod", "fixed", "case") and governor > k and words.upos[governor] == "NUM"

    def _within(self, k: int, head: int) -> bool:
        words = self.layers
        name = words.name_at[k]
        if name is not None and (name.first <= head < name.stop or words.name_at[k - 1] is name):
            return True
        upos, word = words.upos[k], words.words[k]
        if upos in ("VERB", "AUX"):
            return words.deprels[k] == "amod" or words.words[k - 1] == "-"
        if upos == "ADP":
            return k > head and word.casefold() == "of"
        if upos == "PART":
            return word in POSSESSIVE and k < head
        return upos not in ("CCONJ", "SCONJ", "PUNCT", "INTJ") or word in ("-", "'") or word[:1].isalpha()

    def _short_of(self, c: int) -> bool:
        """Whether the phrase of word c is a short "of ..." without a clause or a list in it."""
        words = self.layers
        case = words.child(c, "case")
        a, b = words.edges[c]
        if case is None or words.low[case] != "of" or b - a > _MOST_OF:
            return False
        return not any(words.relations[k] in _CLAUSES for k in range(a, b) if k != c)

    def head_of(self, first: int, stop: int) -> int:
        """The word of a run that the others hang from, a noun where there is a choice."""
        words = self.layers
        outside = [k for k in range(first, stop) if not first <= words.heads[k] < stop]
        nominal = [k for k in outside if words.upos[k] in ("NOUN", "PROPN", "PRON")] or [k for k in outside if words.upos[k] in NOMINAL]
        return (nominal or outside or [first])[0]

    def name_in(self, head: int, first: int, stop: int) -> Name | None:
        """The name that the phrase is about: the one over its head; else one beside a noun that heads it: "rebel backer Qatar"."""
        words = self.layers
        name = words.name_at[head]
        if name is not None and not (name.label == "MISC" and name.stop <= head):
            return name
        for c in words.children[head]:
            beside = words.name_at[c]
            if beside is None or beside.first < first or beside.stop > stop:
                continue
            if beside.label != "PER" and (beside.label == "MISC" or beside.first != head + 1 or words.child(c, "case") is not None):
                continue
            if words.deprels[c] in ("flat", "appos", "nmod:desc") or (words.deprels[c] == "compound" and c > head):
                return beside
        return None

    def text(self, first: int, stop: int) -> str:
        """The words of a run; of a sentence in capitals the names in title case, initials as they are, and the other words small."""
        text = self.layers.text(first, stop)
        if not text.isupper() or not self._shouts(first):
            return text
        words = self.layers
        gaps = ["", *(" " if words.starts[k] > words.ends[k - 1] else "" for k in range(first + 1, stop))]
        return "".join(gap + self._quiet(k, first) for gap, k in zip(gaps, range(first, stop), strict=True))

    def _shouts(self, k: int) -> bool:
        """Whether the report, or the sentence of word k, is in capitals."""
        return self.loud or self.layers.sentence_of[k] in self._shouted

    @cached_property
    def _shouted(self) -> frozenset[int]:
        words = self.layers.words
        out = set()
        for n, (first, stop) in enumerate(self.layers.sentences):
            said = [w for w in words[first:stop] if w[:1].isalpha()]
            if len(said) >= _MANY and sum(map(str.isupper, said)) > _MOST_LOUD * len(said):
                out.add(n)
        return frozenset(out)

    def _quiet(self, k: int, first: int) -> str:
        """Word k of a shouted run that opens at word `first`, as it is written elsewhere."""
        word, name, low = self.layers.words[k], self.layers.name_at[k], self.layers.low[k]
        if self.layers.upos[k] in ("NOUN", "PROPN", "ADJ") and self._is_initials(word):
            return word
        if name is None and (self.layers.upos[k] != "PROPN" or nouns.sector_of([word])):
            return word.lower() if len(word) > 1 or self.layers.upos[k] == "DET" else word
        if k > first and low in party_words().small and (name is None or k > name.first):
            return low
        return low if low in POSSESSIVE else word.title()

    def _is_initials(self, word: str) -> bool:
        """Whether a word of shouted copy is initials: without a vowel, with points, explained in brackets, or known."""
        known = bodies.body(word) is not None or countries.by_name(word) is not None
        return "." in word or _VOWELLESS.match(word) is not None or word in self._bracketed or (known and len(word) <= _INITIALS)

    @cached_property
    def _bracketed(self) -> frozenset[str]:
        """Words alone in brackets, and short ones before brackets."""
        words = self.layers.words
        fours = zip(words, words[1:], words[2:], words[3:], strict=False)
        out = {b for w, a, b, c in fours if w.isalpha() and a in ("(", "[") and c in (")", "]")}
        out.update(a for a, b in pairwise(words) if b == "[" and len(a) <= _INITIALS)
        return frozenset(out)

    def name_text(self, first: int, stop: int) -> str:
        """The words of a run without article before and possessive behind."""
        written = self.text(first, stop).strip()
        text = _POSSESSIVE_END.sub("", written)
        return text if text.startswith("The Hague") else _ARTICLE.sub("", text) or written

    def bare_text(self, first: int, stop: int) -> str:
        """The words of a run without determiners, and without the pronoun that owns it."""
        words = self.layers
        while first < stop - 1 and (words.upos[first] in ("DET", "PRON") or words.words[first] in POSSESSIVE):
            first += 1
        return self.text(first, stop)

    def modifiers(self, first: int, stop: int) -> list[str]:
        """The words of a run that say what it is: no determiners, no punctuation, no possessive marks."""
        words = self.layers
        return [
            words.words[k]
            for k in range(first, stop)
            if words.words[k] not in POSSESSIVE
            and words.upos[k] != "DET"
            and (words.upos[k] != "PUNCT" or (words.words[k] == "-" and first < k < stop - 1))  # "fighter - jets" as some cut it
        ]
