"""Where the words of a frame stand: verbs with their particles and fixed objects, nouns with their compounds and the light verbs they lean on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.layers import Layers
from dateline.annotate.lemmas import lemma
from dateline.records.acts.act_words import Light, classes_of_word, figures_of_speech, light_verbs, words_of
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.frames import Frame, frames

_BESIDE = {"verb": slice(1, None), "noun": slice(None, -1)}  # the words of a frame beside its head
_GAP = 5  # words in which the next word of a phrase such as "open fire" must come
_LOOSE = frozenset({"DET", "ADJ", "ADV", "NUM", "PRON", "NOUN", "PROPN", "PART", "ADP"})  # what may stand between
_NOT = frozenset({"not", "never", "no", "n't", "nt"})
_COMING = frozenset({"will", "shall", "would"})
_EXPECTED = frozenset({"due", "expect", "schedule", "set", "plan", "slate", "intend"})
_PREDICATES: Mapping[str, Light] = {"under": "suffer", "behind": "active"}  # "the town is under attack", "rebels were behind the attack"
_DURING = frozenset({"in", "during", "amid"})
_DONE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})  # "raised the attack with the council" is no attack


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words of a frame in a report.

    `word` heads them; `bases` are the words that may bear the act's phrases; `clause` is the word whose clause tells status, time and source;
    `light` is what a light verb there lends; `negative` tells that the frame itself says "not".
    """

    word: int
    words: tuple[int, ...]
    bases: tuple[int, ...]
    clause: int
    light: Light | None = None
    negative: bool = False


class Triggers:
    """Finds the frames that the words of one report may tell, for each word the most specific first."""

    def __init__(self, layers: Layers, arguments: Arguments) -> None:
        self.layers, self.arguments = layers, arguments
        self.said = lru_cache(maxsize=None)(self._said)

    def _said(self, sentence: int) -> frozenset[str]:
        """The words of a sentence, as written, as lemmas, and tied by hyphens."""
        words, (first, stop) = self.layers, self.layers.sentences[sentence]
        tied = (self.arguments.term(k) for k in range(first, stop) if k > 1 and words.words[k - 1] == "-")
        return frozenset((*words.low[first:stop], *words.lemmas[first:stop], *tied))

    def _likely(self, i: int, options: Iterable[Frame]) -> list[Frame]:
        """Those of the frames of word i for which its sentence has the words that they cannot do without."""
        said = self.said(self.layers.sentence_of[i])
        return [f for f in options if said.issuperset(f.words[_BESIDE[f.pos]]) and not any(map(said.isdisjoint, f.needs))]

    def of_verb(self, i: int) -> Iterator[tuple[Trigger, Frame]]:
        """Frames of verb, or predicate adjective, i."""
        options = frames("verb", self.layers.lemmas[i])
        if not options:
            return
        negative = self._negated(i)
        modifier = self.layers.deprels[i].startswith(("acl", "amod"))
        for frame in self._likely(i, options):
            if ("neg" in frame.flags and not negative) or ("main" in frame.flags and modifier) or ("due" in frame.flags and not self._is_due(i)):
                continue
            rest = self._phrase(i, frame.words[1:])
            if rest is not None:
                yield Trigger(i, (i, *rest), (i, *rest), i, negative="neg" in frame.flags), frame

    def is_nominal(self, i: int) -> bool:
        """Whether a word tagged as an adjective stands as a noun: "prepared an offensive"."""
        words = self.layers
        return words.deprels[i] in ("obj", "obl", "nsubj", "nsubj:pass", "nmod", "conj") and words.child(i, "det") is not None

    def is_gerund(self, i: int) -> bool:
        """Whether a word tagged as a verb is a noun of action by what stands before it: "weeks of government shelling"."""
        words = self.layers
        if not words.low[i].endswith("ing") or words.child(i, "obj") is not None:
            return False
        opened = i > 0 and words.low[i - 1] in _DURING  # "killed in fighting with rebels"
        opened = opened or (i > 1 and words.upos[i - 1] == "CCONJ" and bool(frames("noun", words.lemmas[i - 2])))  # "by airstrikes and shelling"
        noun = opened or any(c < i and words.deprels[c] == "compound" for c in words.children[i])
        return noun and bool(frames("noun", words.low[i]))

    def of_place(self, i: int) -> Iterator[tuple[Trigger, Frame]]:
        """Frames of "due" and "be" where place i is what someone is said to be in soon: "is due in Cairo", "are to be in Cairo by May"."""
        words = self.layers
        if words.child(i, "cop") is None:
            return
        tied = [c for c in words.children[i] if c < i and words.deprels[c] in ("case", "mark", "cop", "advmod", "amod")]
        inside = any(words.low[c] in ("in", "at") for c in tied)
        for c in tied if inside else ():
            low = words.low[c]
            if low == "due" or (low == "be" and words.low[c - 1] == "to"):
                for frame in (f for f in frames("verb", low) if len(f.words) == 1):
                    yield Trigger(i, (c,), (i,), i), frame

    def _is_due(self, i: int) -> bool:
        """Whether verb i is told to be coming: "is to arrive", "will arrive", "is expected to arrive"."""
        words = self.layers
        if any(words.low[c] in _COMING for c in words.children[i] if words.deprels[c] == "aux"):
            return True
        infinitive = any(words.low[c] == "to" for c in words.children[i] if words.deprels[c] == "mark")
        if infinitive and words.deprels[i] == "xcomp" and words.lemmas[words.heads[i]] == "try":
            return self._is_due(words.heads[i])  # "will try to enter"
        helped = any(words.lemmas[c] == "be" for c in words.children[i] if words.deprels[c] in ("aux", "cop"))
        return infinitive and (helped or (words.heads[i] >= 0 and words.lemmas[words.heads[i]] in _EXPECTED))

    def of_noun(self, i: int, told: frozenset[int]) -> Iterator[tuple[Trigger, Frame]]:
        """Frames of noun i. Verbs of `told` have with their object a meaning of their own ("suspend talks") and lend it nothing."""
        words = self.layers
        options = frames("noun", words.lemmas[i] if words.upos[i] == "NOUN" else lemma(words.words[i], "NOUN"))
        if not options or not self._stands_free(i):
            return
        verb, light = self._light(i)
        for frame in self._likely(i, options):
            before = self._before(i, frame.words[:-1])
            if before is None:
                continue
            own = (*before, i)
            bases = (i, *self._counting(i))
            if verb is None or verb in told or (light == "utter" and frame.type in _DONE):
                yield Trigger(i, own, bases, i), frame
            else:
                yield Trigger(i, own if light == "occur" else (verb, *own), (*bases, verb), verb, "active" if light == "utter" else light), frame

    def _counting(self, i: int) -> tuple[int, ...]:
        """The noun that only counts noun i, to which the parser ties what is said of it: "dozens of raids by jets", "a wave of arrests"."""
        words, head = self.layers, self.layers.heads[i]
        if head < 0 or words.deprels[i] != "nmod" or self.arguments.preposition(i) != "of":
            return ()
        return (head,) if words.lemmas[head] in words_of("quantities") or words.lemmas[head] in words_of("spells") else ()

    # -- fixed phrases --------------------------------------------------------------------------------------------------

    def _phrase(self, i: int, rest: tuple[str, ...]) -> tuple[int, ...] | None:
        """Indices of the other words of a verb's phrase, in order after it and near; in the passive a fixed object may stand before it."""
        words = self.layers
        found: list[int] = []
        at = i + 1
        for word in rest:
            hit = next((k for k in range(at, min(at + _GAP, len(words.words))) if self._says(k, word)), None)
            if hit is None or not self._near(i, at, hit) or not self._governs(hit, rest):
                return self._raised(i, rest)
            if words.upos[hit] in ("NOUN", "PROPN") and words.heads[hit] > hit and words.deprels[hit] == "compound":
                return None  # "open fire doors"
            found.append(hit)
            at = hit + 1
        return tuple(found)

    def _says(self, k: int, word: str) -> bool:
        """Whether word k is `word` of a fixed phrase; a verb only in the very form ("according" is no accord)."""
        words = self.layers
        return word == words.low[k] or (word == words.lemmas[k] and words.upos[k] != "VERB")

    def _governs(self, hit: int, rest: tuple[str, ...]) -> bool:
        """Whether no preposition that the phrase lacks stands before its noun: "called for a ceasefire" is no "call ceasefire"."""
        words = self.layers
        if words.upos[hit] not in ("NOUN", "PROPN"):
            return True
        return all(words.low[c] in rest for c in words.children[hit] if words.deprels[c] == "case" and c < hit)

    def _raised(self, i: int, rest: tuple[str, ...]) -> tuple[int, ...] | None:
        """The fixed object of a passive verb: "talks were held"."""
        if len(rest) != 1 or not self.arguments.passive(i):
            return None
        return tuple(k for k in self.arguments.objects(i) if self.layers.lemmas[k] == rest[0])[:1] or None

    def _near(self, i: int, at: int, hit: int) -> bool:
        """Whether only modifiers stand between: before a preposition no object, unless it is the verb's own particle."""
        words = self.layers
        if words.sentence_of[hit] != words.sentence_of[i] or any(words.upos[k] not in _LOOSE and words.words[k] != "-" for k in range(at, hit)):
            return False
        if words.upos[hit] not in ("ADP", "SCONJ") or (words.heads[hit] == i and words.deprels[hit] == "compound:prt"):
            return True
        return all(words.upos[k] == "ADV" or words.deprels[k].startswith(("obl:", "nmod:")) for k in range(at, hit))

    def _before(self, i: int, rest: tuple[str, ...]) -> tuple[int, ...] | None:
        """Indices of the words of a compound right before noun i, hyphens left out."""
        words = self.layers
        at = i
        found: list[int] = []
        for word in reversed(rest):
            at -= 1
            if at >= 0 and words.words[at] == "-":
                at -= 1
            if at < 0 or word not in (words.lemmas[at], words.low[at]):
                return None
            found.append(at)
        return tuple(reversed(found))

    # -- nouns ----------------------------------------------------------------------------------------------------------

    def _stands_free(self, i: int) -> bool:
        """Whether a noun tells an act of its own: no name, no modifier of another noun, no part of a figure of speech."""
        words = self.layers
        if words.deprels[i] in ("compound", "flat", "nmod:desc"):
            head = words.heads[i]
            if head < i or "shell" not in classes_of_word().get(words.lemmas[head], ()):
                return False
        name = words.name_at[i]
        if name is not None and name.label != "MISC":
            return False
        near = {c for c in (*words.children[i], i - 1) if c >= 0 and words.deprels[c] in ("compound", "amod")}
        return not any(f"{words.lemmas[c]} {words.lemmas[i]}" in figures_of_speech() for c in near)

    def _light(self, i: int) -> tuple[int | None, Light | None]:
        """The light verb that a noun of action leans on, and what it lends."""
        words = self.layers
        top = next(iter(self._counting(i)), i)
        while words.deprels[top] == "conj" and words.heads[top] >= 0 and words.upos[words.heads[top]] in ("NOUN", "PROPN"):
            top = words.heads[top]
        verb, relation = words.heads[top], words.deprels[top]
        below = words.child(verb, "xcomp") if verb >= 0 and words.lemmas[verb] in _EXPECTED and relation == "nsubj:pass" else None
        if below is not None and words.child(below, "obj") is None and light_verbs().get(self._with_particle(below)) in ("active", "occur"):
            return below, "occur"  # "a survey is expected to begin"
        kind = light_verbs().get(self._with_particle(verb)) if verb >= 0 and words.upos[verb] == "VERB" else None
        predicate = _PREDICATES.get(self.arguments.preposition(i)) if words.child(i, "cop") is not None else None
        if predicate is not None:
            return i, predicate
        if (
            (kind == "suffer" and relation.startswith(("obj", "nsubj:pass", "obl")))
            or (kind in ("active", "utter") and relation in ("obj", "nsubj:pass"))
            or (kind == "occur" and relation.startswith("nsubj"))
        ):
            return verb, kind
        if kind == "active" and relation == "nsubj" and words.child(verb, "obj") is None:
            return verb, "occur"  # "talks resumed"
        for c in words.all_children(i, "acl"):
            if light_verbs().get(self._with_particle(c)) == "active" and i in self.arguments.objects(c):
                return c, "active"
        return None, None

    def _with_particle(self, verb: int) -> str:
        """The lemma of a verb, with its particle where the two are a light verb: "carry out"."""
        words = self.layers
        particle = next((c for c in words.children[verb] if words.deprels[c] == "compound:prt" or (c == verb + 1 and words.upos[c] == "ADP")), None)
        both = words.lemmas[verb] if particle is None else f"{words.lemmas[verb]} {words.low[particle]}"
        return both if both in light_verbs() else words.lemmas[verb]

    def _negated(self, i: int) -> bool:
        """Whether verb i is negated, or what someone fails or refuses to do."""
        words = self.layers
        if any(words.lemmas[c] in _NOT and words.deprels[c] in ("advmod", "neg", "det") for c in words.children[i]):
            return True
        return words.deprels[i] == "xcomp" and words.heads[i] >= 0 and words.lemmas[words.heads[i]] in words_of("failing")
