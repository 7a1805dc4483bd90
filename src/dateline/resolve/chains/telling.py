"""Words of attributions: what a phrase opens with, which nouns speak, which verbs tell."""

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve import figure_words
from dateline.resolve.chains.cue_words import lexicon

_NUMBER = 10  # words from what is reckoned to its number


def subject_child(layers: Layers, i: int) -> int | None:
    """The subject that hangs on the verb itself, expletives left out."""
    c = layers.child(i, "nsubj")
    return c if c is not None and layers.deprels[c] != "nsubj:pass" else None


def phrase_start(layers: Layers, head: int) -> int:
    """Where the short noun phrase of `head` opens: at its article, or at the first word that hangs within it."""
    k = head
    begin = layers.sentences[layers.sentence_of[head]][0]
    while k > begin and layers.upos[k] != "DET" and k <= layers.heads[k - 1] <= head and _in_phrase(layers, k - 1):
        k -= 1
    if k - 2 >= begin and layers.words[k - 1] == "-" and layers.ends[k - 1] == layers.starts[k]:  # "the Britain-based group"
        return k - 3 if k - 3 >= begin and layers.upos[k - 3] == "DET" else k - 2
    return k


def _in_phrase(layers: Layers, k: int) -> bool:
    return layers.upos[k] in (*NOMINAL, "PART", "PUNCT") or layers.deprels[k] == "amod"


def opened_by(layers: Layers, c: int, word: str) -> bool:
    """Whether `word` opens the clause of word c as its mark."""
    return any(layers.low[m] == word for m in layers.all_children(c, "mark"))


def negations(layers: Layers, i: int) -> list[int]:
    """The words that negate word i where it stands: "not", "never"."""
    return [c for c in layers.all_children(i, "advmod") if layers.lemmas[c] in ("not", "never")]


def is_finite(layers: Layers, i: int) -> bool:
    """Whether the verb at word i is no infinitive and no gerund, by its form."""
    low = layers.low[i]
    return not low.endswith("ing") and not opened_by(layers, i, "to")


def top(layers: Layers, first: int, stop: int) -> int:
    """The word of a run that hangs on none of its others."""
    return next((j for j in range(first, stop) if not first <= layers.heads[j] < stop), first)


def is_speaker(layers: Layers, k: int) -> bool:
    """Whether the noun at word k is one of those who speak, by what they are: officials, activists, television."""
    words, lemma = lexicon().grammar, layers.lemmas[k]
    return layers.upos[k] in ("NOUN", "PROPN") and (lemma in words.bodies or lemma in words.persons)


def may_speak(layers: Layers, k: int) -> bool:
    """Whether the word is of a person's or a body's name, one of those who speak, or what speaks for them."""
    name = layers.name_at[k]
    return (name is not None and name.label in ("PER", "ORG")) or is_speaker(layers, k) or layers.lemmas[k] in lexicon().grammar.documents


def is_initials(layers: Layers, k: int) -> bool:
    """Whether a word in capitals stands among others that are not: "WHO", or "IS" taken for a verb."""
    around = layers.words[slice(*layers.sentences[layers.sentence_of[k]])]
    return len(layers.words[k]) > 1 and layers.words[k].isupper() and any(w.islower() and len(w) > 2 for w in around)


def is_passive(layers: Layers, i: int) -> bool:
    """Whether the verb at word i is in the passive, or a participle that describes the noun before it: "men accused of"."""
    if layers.deprels[i] in ("acl", "amod") and 0 <= layers.heads[i] < i and layers.low[i] != layers.lemmas[i] and not layers.low[i].endswith("ing"):
        return True
    by = layers.child(i, "aux:pass")
    return (by is not None and not is_initials(layers, by)) or layers.child(i, "nsubj:pass") is not None


def is_speechless(layers: Layers, k: int) -> bool:
    """Whether the noun at word k is an attack, a stretch of time or the like, which says nothing."""
    words = figure_words.lexicon()
    return layers.name_at[k] is None and (layers.lemmas[k] in words.nouns.attacks or layers.lemmas[k] in words.grammar.temporal)


def is_counted(layers: Layers, c: int) -> bool:
    """Whether a number counts the noun at word c: of "60 people" it is told what befell them."""
    return layers.child(c, "nummod") is not None


def is_cue(layers: Layers, i: int) -> bool:
    """Whether word i is a verb that the lexicon knows to say something here."""
    words, lemma = lexicon(), layers.lemmas[i]
    if layers.upos[i] != "VERB":
        return False
    open_too = lemma in words.open and layers.child(i, "xcomp") is not None
    if lemma in words.clause and (lemma not in words.grammar.with_clause or open_too or layers.child(i, "ccomp") is not None):
        return True
    return (lemma in words.object and layers.child(i, "obj", "xcomp") is not None) or reckoned(layers, i) is not None


def reckoned(layers: Layers, i: int) -> int | None:
    """The object of a verb that reckons: the toll in "put the toll at 20", the dead in "have listed 20 dead"; none without a number."""
    grammar, harm = lexicon().grammar, figure_words.lexicon()
    listing, reckoning = layers.lemmas[i] in grammar.listing, layers.lemmas[i] in grammar.reckoning
    if not (listing or reckoning):
        return None
    c = layers.child(i, "obj", "xcomp")
    if c is None or c < i:
        return None
    stop = min(c + _NUMBER, layers.sentences[layers.sentence_of[i]][1])
    stop = next((k for k in range(c + 1, stop) if layers.upos[k] == "VERB" and layers.lemmas[k] in lexicon().grammar.plain), stop)
    if not any(layers.upos[k] == "NUM" for k in range(i + 1, stop)):
        return None
    if reckoning and layers.lemmas[c] in grammar.reckoned:
        return c
    words = (layers.low[k] for k in range(i + 1, stop))
    return c if listing and any(w in harm.states or w in harm.past or w.removesuffix("s") in harm.strong for w in words) else None
