"""What the lexicon says of a governor over a complement: "prevented them from leaving", "too weak to fight", "falsely claimed that"."""

from collections.abc import Sequence

from dateline.annotate.layers import Layers
from dateline.resolve.status.forms import NOUNS, form, has_subject, helpers
from dateline.resolve.status.words import lexicon

_TAKES_OBJECT = frozenset(("demanded", "caused", "enabled", "offered"))  # effects of verbs whose object does the act
_GERUNDS = {  # prepositions of the gerunds that verbs of an effect take, beside those that the lexicon names
    "denied": ("from",),
    "negated": ("from", "of", "in"),
    "hypothetical": ("of", "about", "on", "with"),
    "attempted": ("at", "on"),
    "probable": ("of", "with", "in"),
}


def keys_of(layers: Layers, head: int, prepositions: Sequence[str] = ()) -> list[str]:
    """A governor as the lexicon writes it, the fullest first: with its particle and a preposition, with one of them, alone."""
    lemma, particle = layers.lemmas[head], layers.child(head, "compound")
    names = [f"{lemma}_{layers.low[particle]}", lemma] if particle is not None else [lemma]
    return [*(f"{name}_{p}" for name in names for p in prepositions), *names]


def effect_of_noun(layers: Layers, i: int) -> str | None:
    """What a noun makes of what it is of: "the threat of strikes". Some do so in the plural only: "charges", not "in charge of"."""
    nouns = lexicon().nouns
    return nouns.get(layers.low[i]) or nouns.get(layers.lemmas[i])


def effect_on_open(layers: Layers, i: int, head: int, infinitive: bool) -> str | None:
    """What the governor makes of an infinitive, a gerund or a participle."""
    judged = _judged(layers, head, i)
    if judged is not None:
        return judged
    if layers.upos[head] in ("ADJ", "ADV"):
        return _effect_of_adjective(layers, i, head, infinitive)
    if layers.upos[head] in NOUNS:
        return effect_of_noun(layers, head) or ("planned" if infinitive else None)
    return _effect_of_verb(layers, i, head, infinitive)


def _effect_of_adjective(layers: Layers, i: int, head: int, infinitive: bool) -> str | None:
    adjectives = lexicon().adjectives
    beside = {layers.low[c] for c in layers.all_children(head, "advmod")}
    if infinitive and "too" in beside:  # "too weak to fight"
        return "negated"
    keys = [*keys_of(layers, head, _openers(layers, i)), layers.low[head]]
    effect = next((adjectives[k] for k in keys if k in adjectives), None)
    if effect is None and infinitive:
        return "enabled" if "enough" in beside else "hypothetical"
    return effect


def _effect_of_verb(layers: Layers, i: int, head: int, infinitive: bool) -> str | None:
    words, lemma = lexicon(), layers.lemmas[head]
    shape = form(layers, head)
    if infinitive and (lemma == "be" or lemma in words.grammar.motion):
        return "planned"
    described = _as_adjective(layers, head, _openers(layers, i))
    if described is not None:
        return described
    effect = next((words.verbs[k] for k in keys_of(layers, head, _openers(layers, i)) if k in words.verbs), None)
    alone = not has_subject(layers, i) and not any(c > head for c in layers.all_children(head, "obj", "iobj"))
    if lemma in words.verbs_alone and alone and layers.child(head, "nsubj:pass") is None:
        effect = words.verbs_alone[lemma]
    if effect in ("demanded", "obliged") and not infinitive and layers.deprels[i] == "xcomp":
        return None  # "had him killed"
    if effect in ("planned", "likely") and not infinitive and form(layers, i) == "past":
        return None  # "sent troops backed by tanks"
    if effect == "enabled" and shape == "ing" and helpers(layers, head):
        return "same"  # "is letting them leave"
    if effect == "attempted" and infinitive and has_subject(layers, i):
        return "demanded"  # "campaigned for them to leave"
    if effect == "attempted" and any(layers.low[c] in words.grammar.in_vain for c in layers.all_children(head, "advmod", "obl")):
        return "negated"
    return effect


def _as_adjective(layers: Layers, head: int, opening: Sequence[str]) -> str | None:
    """The effect of a participle that the lexicon knows as an adjective: "is supposed to", "is opposed to leaving"."""
    if layers.child(head, "aux:pass", "cop") is None:
        return None
    adjectives, low = lexicon().adjectives, layers.low[head]
    joined = next((adjectives[f"{low}_{p}"] for p in opening if f"{low}_{p}" in adjectives), None)
    return joined or (adjectives.get(low) if "to" in opening else None)


def effect_over_clause(layers: Layers, head: int) -> str | None:
    """What the governor makes of a clause with a tense of its own."""
    words = lexicon()
    judged = _judged(layers, head, head)
    if judged is not None:
        return judged
    if layers.upos[head] in NOUNS:
        over = layers.heads[head]
        if over >= 0 and layers.upos[over] == "VERB" and words.verbs_over_clauses.get(layers.lemmas[over]) == "denied":
            return "denied"  # "denied reports that ..."
        return effect_of_noun(layers, head)
    if layers.upos[head] in ("ADJ", "ADV"):
        return words.adjectives.get(layers.lemmas[head])
    if any(words.adverbs.get(layers.low[c]) == "denied" for c in layers.all_children(head, "advmod")):
        return "denied"  # "falsely claimed that"
    return next((words.verbs_over_clauses[k] for k in keys_of(layers, head) if k in words.verbs_over_clauses), None)


def governor(layers: Layers, i: int, to: int | None) -> tuple[str, int]:
    """The relation and the governor of an open clause: the tree's, or a better one where the tree has hung it on a neighbour."""
    relation, head = layers.relations[i], layers.heads[i]
    near = _right_before(layers, i, to) if to is not None else _before_preposition(layers, i)
    if near is not None:
        return "xcomp", near
    if head < 0:
        return relation, head
    if relation == "acl" and to is not None and _is_of_noun_over(layers, head):
        return relation, layers.heads[head]
    if relation == "acl" and layers.relations[head] in ("obj", "nsubj") and _is_of_verb_over(layers, i, head, to is not None):
        return "xcomp", layers.heads[head]
    if relation == "advcl" and _is_complement(layers, i, head, to is not None):
        return "xcomp", head
    return relation, head


def _right_before(layers: Layers, i: int, to: int) -> int | None:
    """The word right before the "to" of an infinitive, where it is one that takes infinitives."""
    words = lexicon()
    k = to - 1
    if k < 0 or layers.heads[k] == i:
        return None
    table = words.verbs if layers.upos[k] == "VERB" else words.adjectives if layers.upos[k] == "ADJ" else {}
    return k if layers.lemmas[k] in table or layers.low[k] in table or layers.lemmas[k] in words.grammar.motion else None


def _before_preposition(layers: Layers, i: int) -> int | None:
    """The adjective right before the preposition of a gerund: "short" in "stopped short of leaving"."""
    first = next((c for c in layers.all_children(i, "mark", "case") if c < i), 0)
    k = first - 1
    if k < 0 or layers.upos[k] not in ("ADJ", "ADV") or layers.heads[k] == i:
        return None
    return k if f"{layers.low[k]}_{layers.low[first]}" in lexicon().adjectives else None


def _is_of_verb_over(layers: Layers, i: int, noun: int, infinitive: bool) -> bool:
    """Whether a clause that the tree hangs on a noun goes with the verb over it: "urged the rebels to leave", "kept aid from reaching the town"."""
    over = layers.heads[noun]
    if over < 0 or layers.upos[over] != "VERB" or not noun < i:
        return False
    words = lexicon()
    if not infinitive:
        return layers.lemmas[noun] not in words.nouns and _is_complement(layers, i, over, infinitive)
    effect = words.verbs.get(layers.lemmas[over])
    return (
        effect == "demanded"
        or layers.lemmas[over] in words.grammar.no_purpose
        or (effect in _TAKES_OBJECT and layers.lemmas[noun] not in words.nouns)
    )


def _is_of_noun_over(layers: Layers, noun: int) -> bool:
    """Whether an infinitive that the tree hangs on a noun goes with the noun over it: "attempts by the army to enter"."""
    over, nouns = layers.heads[noun], lexicon().nouns
    tied = layers.relations[noun] == "nmod" and layers.case(noun) in ("by", "of", "from", "for") and layers.lemmas[noun] not in nouns
    return tied and layers.lemmas[over] in nouns


def _is_complement(layers: Layers, i: int, head: int, infinitive: bool) -> bool:
    """Whether a clause that the tree hangs beside its verb is what the verb is about: "prevented them from leaving", "called on them to leave"."""
    if i < head or layers.upos[head] not in ("VERB", "ADJ"):
        return False
    table = lexicon().verbs if layers.upos[head] == "VERB" else lexicon().adjectives
    opening = _openers(layers, i)
    told = _as_adjective(layers, head, opening) or next(
        (table[f"{k}_{p}"] for k in keys_of(layers, head) for p in opening if f"{k}_{p}" in table), None
    )
    plain = table.get(layers.lemmas[head])
    if not infinitive and not opening and layers.upos[i - 1] == "ADP":  # "ruled out sending"
        return layers.heads[i - 1] == head and keys_of(layers, head)[0] in table
    if not infinitive:
        return told is not None or (plain is not None and opening[:1] in [[p] for p in _GERUNDS.get(plain, ())])
    if layers.upos[head] == "ADJ":
        return plain is not None or any(layers.low[c] in ("too", "enough") for c in layers.all_children(head, "advmod"))
    if layers.lemmas[head] in lexicon().grammar.no_purpose:
        return True
    if layers.child(head, "obj") is not None:  # "asked troops to leave", not "called a meeting to discuss it"
        called = layers.lemmas[head] == "call" and not any(layers.case(c) in ("on", "upon", "for") for c in layers.all_children(head, "obl"))
        return plain == "demanded" and not called
    return (told or plain) not in (None, "same", "caused", "enabled", "ongoing", "planned")


def _openers(layers: Layers, i: int) -> list[str]:
    """The "to" of an infinitive or the prepositions of a gerund."""
    return [layers.low[c] for c in layers.all_children(i, "mark", "case") if c < i]


def _judged(layers: Layers, head: int, i: int) -> str | None:
    """The effect of the adjective in "makes it unlikely that"."""
    adjectives = lexicon().adjectives
    return next((adjectives[layers.lemmas[c]] for c in layers.all_children(head, "xcomp") if layers.lemmas[c] in adjectives and c != i), None)
