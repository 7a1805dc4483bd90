"""Who says it, by the tree: the subject of a verb of saying, the author of a document, the noun right before a cue."""

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve.chains.close_by import close_by
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.telling import is_cue, is_finite, is_initials, is_speaker, is_speechless, phrase_start, subject_child

JOINTS = frozenset(("and", "but", "or", "who", "which", "as"))  # join a verb to what stands before it
_FAR = 6  # words of tree between a gerund and the subject it shares


def subject(layers: Layers, i: int) -> int | None:
    """Who says it: the verb's subject, or the one it shares with the verb that it stands beside or under, or the noun that it describes."""
    if goes_on(layers, i) and (before := _spoke_before(layers, i)) is not None:
        return before
    if (close := close_by(layers, i)) is not None or (close := _instead(layers, i)) is not None:
        return close
    over = told_beside(layers, i)
    k = i if over is None else over
    for _ in range(_FAR):
        c = layers.child(k, "nsubj")
        if c is not None and not (k != i and is_speechless(layers, c)) and not (k == i and layers.deprels[c] == "nsubj:pass"):
            mute = k == i and (layers.child(k, "expl") is not None or is_speechless(layers, c))
            return None if mute else _noun_after(layers, c)
        relation, head = layers.deprels[k], layers.heads[k]
        if head < 0:
            return beside(layers, i) if is_finite(layers, i) else None
        if relation.startswith("acl") and layers.upos[head] in NOMINAL and layers.child(head, "cop") is None:
            return head
        if k == i and is_finite(layers, i) and relation not in ("conj", "xcomp"):
            return beside(layers, i)
        led = layers.child(head, "obj") if k == i and relation == "xcomp" and layers.lemmas[head] != "promise" else None
        if led is not None and head < led < i:
            return led  # "led the villagers to believe"
        if relation.partition(":")[0] not in ("conj", "advcl", "xcomp", "parataxis", "ccomp", "acl"):
            return None
        if layers.upos[head] in ("NOUN", "PROPN") and layers.child(head, "cop") is None:
            return None
        k = _shared(layers, i, k)
    return None


def _noun_after(layers: Layers, c: int) -> int:
    """The word itself, or the noun after an article that the tree takes for the subject."""
    follows = (
        layers.upos[c] == "DET" and c + 1 < len(layers.words) and layers.upos[c + 1] in ("NOUN", "PROPN") and layers.low[c] in ("the", "a", "an")
    )
    return c + 1 if follows else c


def _instead(layers: Layers, i: int) -> int | None:
    """One who speaks right before the verb, where its subject is an attack: "a raid in the valley the radio reported"."""
    c = subject_child(layers, i)
    near = beside(layers, i) if c is not None and is_speechless(layers, c) else None
    return near if near is not None and is_speaker(layers, near) else None


def _shared(layers: Layers, i: int, k: int) -> int:
    """The verb whose subject word k shares; for "did not say what it was but said", the first "say" and not the verb between."""
    head = layers.heads[k]
    over = layers.heads[head]
    told = layers.child(head, "ccomp")
    if layers.deprels[k] == "conj" and layers.low[k].endswith("ing") and told is not None and head < told < k and is_finite(layers, head):
        return told  # "said it was leaving and urging others to", where the tree joins "urging" to "said"
    if layers.deprels[k] != "conj" or layers.deprels[head] not in ("ccomp", "advcl") or over < 0 or not is_cue(layers, over):
        return head
    but = any(layers.low[w] == "but" for w in layers.all_children(k, "cc"))
    return over if but or layers.lemmas[over] == layers.lemmas[i] else head


def _spoke_before(layers: Layers, i: int) -> int | None:
    """The subject of the last verb of saying before word i in its sentence."""
    for k in range(i - 1, layers.sentences[layers.sentence_of[i]][0] - 1, -1):
        if is_cue(layers, k) and not layers.low[k].endswith("ing"):
            return subject_child(layers, k)
    return None


def told_beside(layers: Layers, i: int) -> int | None:
    """The cue beside which word i is another, though the tree has it in what that one tells: "said X was leaving and accused Y"."""
    head = layers.heads[i]
    if head < 0 or layers.deprels[i] != "conj" or layers.deprels[head] != "ccomp" or layers.child(i, "nsubj", "aux", "mark") is not None:
        return None
    over, finite = layers.heads[head], layers.low[i] != layers.lemmas[i] and not layers.low[i].endswith("ing")
    if over < 0 or not finite or not is_cue(layers, i):
        return None
    denies = lexicon().clause.get(layers.lemmas[over]) == "deny"
    other_tense = over < head and is_cue(layers, over) and layers.child(head, "aux", "cop") is not None
    return over if denies or other_tense else None


def beside(layers: Layers, i: int) -> int | None:
    """The noun that stands right before a verb, auxiliaries and adverbs left out."""
    k = i - 1
    while k >= 0 and layers.upos[k] in ("AUX", "ADV") and not is_initials(layers, k):
        k -= 1
    begin = layers.sentences[layers.sentence_of[i]][0]
    if k >= begin and layers.upos[k] == "AUX":
        return k  # "IS said"
    if k < begin or layers.upos[k] not in ("NOUN", "PROPN", "PRON") or layers.low[k] in JOINTS:
        return None
    while begin <= layers.heads[k] < k and _inside(layers, k):
        if is_speaker(layers, k) and layers.upos[layers.heads[k]] == "NOUN" and not is_speaker(layers, layers.heads[k]):
            break  # "in the province rescue workers said"
        k = layers.heads[k]
    return k if layers.upos[k] in ("NOUN", "PROPN", "PRON") else None


def _inside(layers: Layers, k: int) -> bool:
    """Whether the phrase of word k belongs to the phrase before it: "the head of the group", "a group watching the war"."""
    if layers.deprels[k] == "conj":
        return is_speaker(layers, layers.heads[k])
    if layers.relations[k] in ("flat", "compound", "acl", "appos"):
        return True
    first = phrase_start(layers, k)
    over = layers.heads[k]
    return (layers.upos[first - 1] == "ADP" and layers.upos[over] in ("NOUN", "PROPN")) or (
        layers.deprels[k] == "obj" and layers.deprels[over] == "acl"
    )


def author(layers: Layers, i: int) -> int | None:
    """Whose a statement or a report is: its owner, who it is by or from, or who released it."""
    owner = layers.child(i, "nmod:poss")
    if owner is not None:
        return owner
    for c in layers.all_children(i, "nmod"):
        if c > i and layers.case(c) in ("by", "from", "of") and not is_speechless(layers, c):
            return c
    if layers.deprels[i] == "obl" and layers.case(i) == "in" and is_cue(layers, layers.heads[i]):  # "In a message, X said"
        return subject_child(layers, layers.heads[i])
    for c in layers.all_children(i, "acl"):
        if layers.lemmas[c] in lexicon().grammar.authoring:
            released = agent(layers, c)
            if released is not None:
                return released
    end = layers.sentences[layers.sentence_of[i]][1]
    if i + 2 < end and layers.low[i + 1] in ("by", "from"):
        k = i + 2
        while k + 1 < end and (layers.upos[k] in ("DET", "ADJ", "NUM") or (layers.heads[k] == k + 1 and layers.upos[k + 1] in ("NOUN", "PROPN"))):
            k += 1
        return k if k < end and layers.upos[k] in ("NOUN", "PROPN") else None
    return None


def maker(layers: Layers, i: int) -> int | None:
    """Who made a picture: its owner or author, but not the place it is from."""
    source = author(layers, i)
    return source if source is not None and layers.case(source) not in ("from", "of") else None


def agent(layers: Layers, i: int) -> int | None:
    """The noun that "by" ties to a passive verb."""
    return next((c for c in layers.all_children(i, "obl") if layers.case(c) == "by"), None)


def goes_on(layers: Layers, k: int) -> bool:
    """Whether word k opens what the speaker says further: ", adding that ...", ", calling it a trap"."""
    grammar, lemma = lexicon().grammar, layers.lemmas[k]
    if lemma == "add" and layers.low[k - 1] == "and" and layers.upos[k] == "VERB" and layers.child(k, "ccomp") is not None:
        return layers.low[k] != "add" and layers.child(k, "nsubj", "aux") is None
    if layers.upos[k] != "VERB" or not layers.low[k].endswith("ing") or layers.child(k, "aux", "case") is not None:
        return False
    marks = [layers.low[m] for m in layers.all_children(k, "mark")]
    if lemma in grammar.going_over:
        return (layers.words[k - 1] == "," or marks == ["while"]) and layers.deprels[k] == "advcl"
    if marks:
        return marks == ["while"] and lemma in grammar.going_on
    return lemma in grammar.going_on and layers.upos[k - 1] not in ("ADP", "SCONJ", "AUX")
