"""Who stands right at a verb of saying, where the tree has another subject: lost commas tie what is said to who says it."""

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.quotes import CLOSING, STRAIGHT
from dateline.resolve.chains.telling import is_counted, is_speaker, phrase_start, subject_child, top

_CLOSERS = CLOSING | STRAIGHT
_PRONOUNS = frozenset(("he", "she", "they"))


def close_by(layers: Layers, i: int) -> int | None:
    """Who stands right at the plain verb of saying at word i: "he said", "the harbour radio said"; None where the tree may be right."""
    grammar = lexicon().grammar
    if layers.lemmas[i] not in grammar.plain and layers.lemmas[i] not in grammar.reporting:
        return None
    begin, end = layers.sentences[layers.sentence_of[i]]
    if i > begin and layers.low[i - 1] in _PRONOUNS:
        return i - 1
    ways = (_person_after, _name_before, _phrase_after, _body_before)
    return next((found for way in ways if i > begin and (found := way(layers, i, begin, end)) is not None), None)


def _person_after(layers: Layers, i: int, begin: int, end: int) -> int | None:
    """Who is named right after the verb, at the end or with words on who it is: "no one will open the harbour said Farati a nurse"."""
    name = layers.name_at[i + 1] if i + 1 < end and layers.lemmas[i] != "tell" else None
    if name is None or name.label != "PER" or name.first != i + 1:
        return None
    before = layers.name_at[i - 1]
    if layers.upos[i - 1] == "PROPN" and (before is None or before.label != "LOC"):
        return None
    told = subject_child(layers, i)
    noun = i - 1 if told is None else told
    mute = begin <= noun < i and _is_mute(layers, noun)
    closes = name.stop >= end or layers.upos[name.stop] == "PUNCT" or (mute and layers.upos[name.stop] == "DET")
    return top(layers, name.first, name.stop) if closes else None


def _name_before(layers: Layers, i: int, begin: int, end: int) -> int | None:
    """Who is named right before the verb, where the tree's subject is of what is said: "the fire spread to the mill Farati told us"."""
    name, c = layers.name_at[i - 1], subject_child(layers, i)
    if name is None or name.label not in ("PER", "ORG") or name.stop != i or c is None or name.first <= c < i:
        return None
    if layers.lemmas[c] in lexicon().grammar.documents | lexicon().grammar.reckoned:
        return None
    first = min(name.first, phrase_start(layers, top(layers, name.first, name.stop)))
    if first > begin and layers.upos[first - 1] in ("ADP", "CCONJ"):
        return None
    parted = (c < name.first and _is_mute(layers, c)) or any(layers.upos[j] == "VERB" for j in range(c, name.first))
    return top(layers, name.first, name.stop) if parted else None


def _phrase_after(layers: Layers, i: int, begin: int, end: int) -> int | None:
    """The phrase right after the verb, where what stands before it is quoted or counted: "..." said one of the men."""
    c = subject_child(layers, i)
    counted = c is not None and is_counted(layers, c) and layers.lemmas[i] != "tell"
    if c is None or c > i or not (layers.words[i - 1] in _CLOSERS or counted):
        return None
    stop = next((k for k in range(i + 1, end) if layers.upos[k] not in (*NOMINAL, "ADP", "PART")), end)
    if stop < end and layers.upos[stop] in ("VERB", "AUX") and layers.deprels[stop] != "acl":
        return None
    noun = next((k for k in range(i + 1, stop) if layers.upos[k] in ("NOUN", "PROPN", "NUM", "ADP")), None)
    if noun is None or layers.upos[noun] == "ADP":
        return None
    while i < layers.heads[noun] < stop:
        noun = layers.heads[noun]
    return noun


def _body_before(layers: Layers, i: int, begin: int, end: int) -> int | None:
    """One of those who speak right before the verb, where the tree's subject is cut off from it: "... to flood the valley the radio said"."""
    k, c = i - 1, subject_child(layers, i)
    if layers.deprels[k] == "conj" and is_speaker(layers, layers.heads[k]):
        k = layers.heads[k]
    if k < begin or c == k or not is_speaker(layers, k) or layers.name_at[k] is not None:
        return None
    first = phrase_start(layers, k)
    if first > begin and layers.upos[first - 1] in ("ADP", "PART"):
        return None
    if c is None or first - 1 <= c < k or is_counted(layers, c):
        return k
    return k if any(layers.upos[j] == "VERB" for j in range(c, first)) else None


def _is_mute(layers: Layers, k: int) -> bool:
    """Whether the noun at word k is neither named nor one of those who speak."""
    return layers.upos[k] == "NOUN" and layers.name_at[k] is None and not is_speaker(layers, k)
