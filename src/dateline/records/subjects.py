"""Who says it, by the tree: the subject of a verb of saying, the author of a document, the noun right before a cue."""

from dateline.annotate.layers import Layers
from dateline.records.cue_words import lexicon

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
JOINTS = frozenset(("and", "but", "or", "who", "which", "as"))  # join a verb to what stands before it
_FAR = 6  # words of tree between a gerund and the subject it shares


def subject_child(layers: Layers, i: int) -> int | None:
    """The subject that hangs on the verb itself, expletives left out."""
    c = layers.child(i, "nsubj")
    return c if c is not None and layers.deprels[c] != "nsubj:pass" else None


def subject(layers: Layers, i: int) -> int | None:
    """Who says it: the verb's subject, or the one it shares with the verb that it stands beside or under, or the noun that it describes."""
    if goes_on(layers, i) and (before := _spoke_before(layers, i)) is not None:
        return before
    k = i
    for _ in range(_FAR):
        c = layers.child(k, "nsubj")
        if c is not None and not (k == i and layers.deprels[c] == "nsubj:pass"):
            return None if layers.child(k, "expl") is not None and k == i else c
        relation, head = layers.deprels[k], layers.heads[k]
        if head < 0:
            return beside(layers, i) if is_finite(layers, i) else None
        if relation.startswith("acl") and layers.upos[head] in NOMINAL:
            return head
        if k == i and is_finite(layers, i) and relation not in ("conj", "xcomp"):
            return beside(layers, i)
        if relation.partition(":")[0] not in ("conj", "advcl", "xcomp", "parataxis", "ccomp"):
            return None
        if layers.upos[head] in ("NOUN", "PROPN") and layers.child(head, "cop") is None:
            return None
        k = head
    return None


def _spoke_before(layers: Layers, i: int) -> int | None:
    """The subject of the last verb of saying before word i in its sentence."""
    for k in range(i - 1, layers.sentences[layers.sentence_of[i]][0] - 1, -1):
        if is_cue(layers, k) and not layers.words[k].casefold().endswith("ing"):
            return subject_child(layers, k)
    return None


def beside(layers: Layers, i: int) -> int | None:
    """The noun that stands right before a verb, auxiliaries and adverbs left out."""
    k = i - 1
    while k >= 0 and layers.upos[k] in ("AUX", "ADV"):
        k -= 1
    begin = layers.sentences[layers.sentence_of[i]][0]
    if k < begin or layers.upos[k] not in ("NOUN", "PROPN", "PRON") or layers.words[k].casefold() in JOINTS:
        return None
    while begin <= layers.heads[k] < k and _inside(layers, k):
        k = layers.heads[k]
    return k if layers.upos[k] in ("NOUN", "PROPN", "PRON") else None


def _inside(layers: Layers, k: int) -> bool:
    """Whether the phrase of word k belongs to the phrase before it: "the head of the group", "a group watching the war"."""
    if layers.deprels[k].partition(":")[0] in ("flat", "compound", "acl", "appos"):
        return True
    first = phrase_start(layers, k)
    over = layers.heads[k]
    return (layers.upos[first - 1] == "ADP" and layers.upos[over] in ("NOUN", "PROPN")) or (
        layers.deprels[k] == "obj" and layers.deprels[over] == "acl"
    )


def phrase_start(layers: Layers, head: int) -> int:
    """Where the short noun phrase of `head` opens: at its article, or at the first word that hangs within it."""
    k = head
    begin = layers.sentences[layers.sentence_of[head]][0]
    while k > begin and layers.upos[k] != "DET" and k <= layers.heads[k - 1] <= head and layers.upos[k - 1] in (*NOMINAL, "PART", "PUNCT"):
        k -= 1
    return k


def author(layers: Layers, i: int) -> int | None:
    """Whose a statement or a report is: its owner, who it is by or from, or who released it."""
    owner = layers.child(i, "nmod:poss")
    if owner is not None:
        return owner
    for c in layers.all_children(i, "nmod"):
        if c > i and case_of(layers, c) in ("by", "from", "of"):
            return c
    if layers.deprels[i] == "obl" and case_of(layers, i) == "in" and is_cue(layers, layers.heads[i]):  # "In a message, X said"
        return subject_child(layers, layers.heads[i])
    for c in layers.all_children(i, "acl"):
        if layers.lemmas[c] in lexicon().grammar.authoring:
            maker = agent(layers, c)
            if maker is not None:
                return maker
    end = layers.sentences[layers.sentence_of[i]][1]
    if i + 2 < end and layers.words[i + 1].casefold() in ("by", "from"):
        k = i + 2
        while k + 1 < end and (layers.upos[k] in ("DET", "ADJ", "NUM") or (layers.heads[k] == k + 1 and layers.upos[k + 1] in ("NOUN", "PROPN"))):
            k += 1
        return k if k < end and layers.upos[k] in ("NOUN", "PROPN") else None
    return None


def agent(layers: Layers, i: int) -> int | None:
    """The noun that "by" ties to a passive verb."""
    return next((c for c in layers.all_children(i, "obl") if case_of(layers, c) == "by"), None)


def case_of(layers: Layers, i: int) -> str:
    """The preposition of the noun at word i, lower case; empty without one."""
    case = layers.child(i, "case")
    return layers.words[case].casefold() if case is not None else ""


def opened_by(layers: Layers, c: int, word: str) -> bool:
    """Whether `word` opens the clause of word c as its mark."""
    return any(layers.words[m].casefold() == word for m in layers.all_children(c, "mark"))


def is_finite(layers: Layers, i: int) -> bool:
    """Whether the verb at word i is no infinitive and no gerund, by its form."""
    low = layers.words[i].casefold()
    return not low.endswith("ing") and not opened_by(layers, i, "to")


def goes_on(layers: Layers, k: int) -> bool:
    """Whether word k opens what the speaker says further: ", adding that ..."."""
    if layers.upos[k] != "VERB" or layers.lemmas[k] not in lexicon().grammar.going_on or not layers.words[k].casefold().endswith("ing"):
        return False
    return layers.child(k, "aux", "case", "mark") is None and layers.upos[k - 1] not in ("ADP", "SCONJ", "AUX")


def is_cue(layers: Layers, i: int) -> bool:
    """Whether word i is a verb that the lexicon knows to say something here."""
    words = lexicon()
    return layers.upos[i] == "VERB" and (
        layers.lemmas[i] in words.clause or (layers.lemmas[i] in words.object and layers.child(i, "obj", "xcomp") is not None)
    )
