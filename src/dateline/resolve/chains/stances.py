"""Attributions that an adjective or a noun tells: "opposed to X", "the claim that Y", "voiced concern about Z"."""

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve import figure_words
from dateline.resolve.chains.cue_words import CueWords
from dateline.resolve.chains.runs import tidied
from dateline.resolve.chains.said import Said, untied
from dateline.resolve.chains.subjects import author, subject
from dateline.resolve.chains.telling import is_speaker, negations, opened_by, subject_child
from dateline.resolve.parts import Attitude


def by_adjective(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "is opposed to X", "are worried that Y"."""
    attitude = words.adjectives.get(layers.lemmas[i]) or words.adjectives.get(layers.low[i])
    if attitude is None:
        return []
    beside = layers.deprels[i] in ("acl", "advcl", "amod")
    if layers.upos[i] == "VERB" and not beside and layers.deprels[i] != "xcomp" and layers.child(i, "aux:pass", "cop") is None:
        return []
    source = layers.child(i, "nsubj")
    if source is None and layers.deprels[i] in ("xcomp", "conj") and layers.heads[i] >= 0:
        source = subject(layers, layers.heads[i])
    if source is None and beside and layers.heads[i] >= 0:  # "Turkey, worried about ..., urged", but not "those opposed to the truce"
        over = layers.heads[i]
        apart = over < i and any(layers.words[k] == "," for k in range(over, i))
        source = subject_child(layers, over) if layers.upos[over] not in NOMINAL else over if apart or layers.deprels[i] == "amod" else None
    c = next((d for d in layers.children[i] if d > i and _completes(layers, words, d)), None)
    if source is None or c is None or layers.child(i, "expl") is not None or negations(layers, i):
        return []
    first, stop = layers.edges[c]
    first += layers.child(c, "case") == first
    return [Said(i, (i, i + 1), source, tidied(layers, [(max(first, i + 1), stop)]), attitude)]


def _completes(layers: Layers, words: CueWords, d: int) -> bool:
    """Whether word d heads what an adjective is of or about, or its clause; not "nervous because of the weather"."""
    relation = layers.relations[d]
    return (
        relation in ("ccomp", "xcomp")
        or (relation == "obl" and layers.case(d) in words.grammar.of_stances)
        or (relation == "advcl" and _tied(layers, words, d))
    )


def _tied(layers: Layers, words: CueWords, d: int) -> bool:
    mark = layers.child(d, "mark")
    return mark is not None and layers.low[mark] in words.grammar.of_stances


def by_noun(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "the ministry's claim that ...", "expressed fears of ..."; of nouns with no owner, only reports and rumours speak for themselves."""
    attitude = words.nouns.get(layers.lemmas[i])
    if attitude is None:
        return []
    over = layers.heads[i]
    if layers.deprels[i] == "obl" and layers.lemmas[over] in words.grammar.plain and over < i:
        return []  # "said in a statement that": told by the verb
    c = next((d for d in layers.all_children(i, "acl", "ccomp") if d > i and opened_by(layers, d, "that")), None)
    if c is None:
        c = _of_what(layers, words, i, attitude)
    if c is None:
        return []
    source = _whose(layers, words, i)
    if source is None and layers.lemmas[i] in words.grammar.hearsay_nouns and (opened_by(layers, c, "that") or layers.low[i] != layers.lemmas[i]):
        source = i
    if source is None:
        return []
    first, stop = layers.edges[c]
    first += layers.child(c, "case") == first or layers.low[first] == "of"
    return [Said(i, (i, i + 1), source, tidied(layers, [(max(i + 1, first), stop)]), attitude)]


def _of_what(layers: Layers, words: CueWords, i: int, attitude: Attitude) -> int | None:
    """What the noun is of, about or for, or its infinitive: "their demand for talks", "its pledge to withdraw"."""
    ties = words.ties.get(attitude, frozenset())
    given = layers.deprels[i] == "obj" and layers.lemmas[layers.heads[i]] in words.grammar.giving
    beside = layers.all_children(layers.heads[i], "obl") if given else []  # "made a call for talks", the tree with the verb
    for c in [*layers.all_children(i, "nmod", "acl"), *beside]:
        tie, own = layers.child(c, "case", "mark"), layers.child(c, "nsubj")
        if own is not None and tie is None and layers.deprels[c] == "acl" and layers.edges[own][0] == i + 1:
            return c  # "assurances they would leave"
        if c < i or tie is None:
            continue
        gerund = layers.relations[c] == "acl" and layers.low[c].endswith("ing")
        if (layers.low[tie] in ties and (gerund or _is_topic(layers, c))) or (layers.relations[c] == "acl" and layers.low[tie] == "to"):
            return c
    return None


def _is_topic(layers: Layers, k: int) -> bool:
    """Whether the noun at word k is what is spoken of, not who speaks: fears "of war", but the claims "of the minister"."""
    return layers.upos[k] == "NOUN" and layers.name_at[k] is None and not is_speaker(layers, k)


def _whose(layers: Layers, words: CueWords, i: int) -> int | None:
    """Whose claim or fear the noun tells: its owner or author, or who voices it."""
    source, over = author(layers, i), layers.heads[i]
    if source is not None and not (layers.case(source) == "of" and _is_topic(layers, source)):
        if layers.upos[source] != "PRON":
            return source
        told = over >= 0 and layers.lemmas[over] in words.object  # "repeated their demand": told by the verb
        return None if told else _owner(layers, i) or source
    if layers.case(i) == "despite" and (broken := _broken(layers, over)) is not None:
        return subject(layers, broken)
    passes_on = layers.lemmas[i] in words.grammar.hearsay_nouns and layers.lemmas[over] in words.grammar.receiving
    if layers.deprels[i] != "obj" or not (passes_on or layers.lemmas[over] in words.grammar.giving | words.grammar.quoting):
        return None
    return subject(layers, over)


def _broken(layers: Layers, i: int) -> int | None:
    """The verb over "despite promises" that tells what was kept from others, "has not let them in": its subject gave the promises."""
    while i >= 0 and layers.deprels[i] == "xcomp":
        i = layers.heads[i]
    c, people = layers.child(i, "obj") if i >= 0 else None, figure_words.lexicon().nouns
    others = c is not None and (layers.lemmas[c] in people.people or layers.lemmas[c] in people.groups)
    return i if others and negations(layers, i) else None


def _owner(layers: Layers, i: int) -> int | None:
    """Whom "their assertions" at word i are of: the subject of the verb over it, of its own sentence."""
    k = i
    while k >= 0 and layers.upos[k] != "VERB":
        k = layers.heads[k]
    source = subject(layers, k) if k >= 0 else None
    return source if source is not None and source < i and layers.upos[source] in ("NOUN", "PROPN") else None


def against(layers: Layers, i: int) -> list[Said]:
    """ "X is against the plan", where word i is "against"."""
    noun = layers.heads[i]
    source = layers.child(noun, "nsubj") if noun > i and layers.deprels[i] == "case" and layers.child(noun, "cop") is not None else None
    return [Said(i, (i, i + 1), source, tidied(layers, [(i + 1, layers.edges[noun][1])]), "want")] if source is not None else []


def in_favour(layers: Layers, i: int) -> list[Said]:
    """ "X is in favour of the plan", where word i is "favour"."""
    source, c = layers.child(i, "nsubj"), layers.child(i, "nmod")
    stands = source is not None and c is not None and layers.case(i) == "in" and layers.child(i, "cop") is not None
    return [Said(i, (i, i + 1), source, tidied(layers, [untied(layers, c)]), "want")] if stands and c is not None else []
