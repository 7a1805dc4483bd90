"""What a word that tells of an event is compared by: its lemma, who and what hangs on it, and what stands around it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.annotate.layers import Layers

Words = frozenset[str]  # lemmas

_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM"})
_SUBJECTS, _CLOSE, _LOOSE = frozenset({"nsubj", "csubj"}), frozenset({"compound", "amod", "flat"}), frozenset({"obl", "nmod", "iobj"})
_PARTS = frozenset({"compound", "flat", "nmod", "amod"})  # of a noun phrase, which tell what it is
_SHARING = frozenset({"conj", "xcomp", "advcl"})  # clauses that may take their subject from the one above
_NEAR = 4  # words on each side


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of an event.

    `report` numbers the report among those compared, `words` are indices of its layers, `head` the one that the rest hang on. `doer`, `done_to`,
    `beside` (obliques, nouns after "of") and `kind` (compounds, adjectives) are the lemmas of what hangs on the head; `sentence` are all telling
    lemmas of its sentence but its own, `names` those within names, `near` those a few words off.
    """

    report: int
    words: tuple[int, ...]
    head: int
    lemma: str
    upos: str
    sentence_at: int
    doer: Words
    done_to: Words
    beside: Words
    kind: Words
    sentence: Words
    names: Words
    near: Words

    @property
    def sides(self) -> Words:
        """All that hangs on it."""
        return self.doer | self.done_to | self.beside | self.kind


def telling(layers: Layers, words: Sequence[int], report: int = 0) -> Telling:
    """The mention made of `words` (indices, ascending, one at least) of a report's layers."""
    inside = frozenset(words)
    head = next((w for w in words if layers.heads[w] not in inside), words[0])
    at = layers.sentence_of[head]
    first, stop = layers.sentences[at]
    around = [i for i in range(first, stop) if i != head]
    doer, done_to, beside, kind = _hangers(layers, head)
    return Telling(
        report=report,
        words=tuple(words),
        head=head,
        lemma=layers.lemmas[head],
        upos=layers.upos[head],
        sentence_at=at,
        doer=doer or _shared_doer(layers, head),
        done_to=done_to,
        beside=beside,
        kind=kind,
        sentence=_lemmas(layers, around),
        names=frozenset(layers.lemmas[i] for i in range(first, stop) if layers.name_at[i]),
        near=_lemmas(layers, (i for i in around if abs(i - head) <= _NEAR)),
    )


def telling_words(layers: Layers) -> Counter[str]:
    """How often each lemma that tells something stands in a report."""
    return Counter(w for w, u in zip(layers.lemmas, layers.upos, strict=True) if u in _CONTENT and any(map(str.isalnum, w)))


def _lemmas(layers: Layers, words: Iterable[int]) -> Words:
    return frozenset(layers.lemmas[i] for i in words if layers.upos[i] in _CONTENT)


def _hangers(layers: Layers, head: int) -> tuple[Words, Words, Words, Words]:
    doer, done_to, beside, kind = set[str](), set[str](), set[str](), set[str]()
    for child in layers.children[head]:
        relation = layers.relations[child]
        passive = relation in _SUBJECTS and layers.deprels[child].endswith(":pass")
        side = (
            done_to if relation == "obj" or passive
            else doer if relation in _SUBJECTS
            else beside if relation in _LOOSE
            else kind if relation in _CLOSE
            else None
        )  # fmt: skip
        if side is not None:
            side |= _phrase(layers, child)
    return frozenset(doer), frozenset(done_to), frozenset(beside), frozenset(kind)


def _phrase(layers: Layers, head: int) -> Words:
    return _lemmas(layers, (c for c in layers.children[head] if layers.relations[c] in _PARTS)) | {layers.lemmas[head]}


def _shared_doer(layers: Layers, head: int) -> Words:
    """The subject of the clause that its own stands beside or under."""
    above = layers.heads[head]
    if above < 0 or layers.relations[head] not in _SHARING:
        return frozenset()
    subject = next((c for c in layers.children[above] if layers.deprels[c] == "nsubj"), None)
    return _phrase(layers, subject) if subject is not None else frozenset()
