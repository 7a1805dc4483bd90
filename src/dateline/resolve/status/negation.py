"""What negates a clause or makes it doubtful by a word beside its head: adverbs, and a subject or an object with "no"."""

from dateline.annotate.layers import Layers
from dateline.resolve.parts import REAL
from dateline.resolve.status.forms import form, has_subject, helpers, is_asked, marks
from dateline.resolve.status.stance import Stance, changed, doubted, flipped
from dateline.resolve.status.words import lexicon

_BESIDE = frozenset(("advmod", "det", "parataxis", "cc", "obl", "aux"))


# Effects that a word after the noun has on it: "an attack foiled by police", "an attack likely to fail".
_OF_DESCRIBED = frozenset(("planned", "postponed", "likely", "negated", "attempted", "unlikely"))


def beside_noun(layers: Layers, i: int, told: Stance) -> Stance:
    """What modifiers add: "planned visit", "no talks", "the alleged attack", "a visit scheduled for Monday"."""
    words = lexicon()
    for c in layers.children[i]:
        relation = layers.relations[c]
        if relation in ("amod", "det", "compound", "nmod", "advmod"):
            low = _hyphened(layers, c)
            if low == "any" and (told.negated or told.status not in REAL):
                continue  # "denied any attack": the word goes with the denial
            told = changed(words.modifiers.get(low), told)
        elif relation == "acl" and layers.deprels[c] == "acl" and layers.upos[c] in ("VERB", "ADJ"):
            told = _described(layers, c, told)
    return told


def _hyphened(layers: Layers, c: int) -> str:
    """The word c with what a hyphen joins to it: "so-called"."""
    return f"{layers.low[c - 2]}-{layers.low[c]}" if c > 1 and layers.low[c - 1] == "-" else layers.low[c]


def _described(layers: Layers, c: int, told: Stance) -> Stance:
    """A participle or an infinitive after the noun: "talks planned for May", "an attack foiled by police", "the talks to be held"."""
    words = lexicon()
    if form(layers, c) != "ing" and any(layers.low[k] == "to" for k in layers.all_children(c, "mark")):
        return told if layers.child(c, "aux") is None else changed("planned", told)
    if layers.upos[c] == "ADJ":
        effect = words.adjectives.get(layers.lemmas[c])
        return changed(effect, told) if effect in _OF_DESCRIBED else told
    participle = form(layers, c) == "past" and not helpers(layers, c) and not has_subject(layers, c)
    effect = words.verbs_over_nouns.get(layers.lemmas[c]) if participle and layers.lemmas[c] not in words.grammar.mooted else None
    return changed(effect, told) if effect in _OF_DESCRIBED or effect in ("demanded", "offered") else told


def beside_verb(layers: Layers, i: int, told: Stance) -> Stance:
    """What adverbs and a subject or an object with "no" add.

    A clause that is negated already by the one that it is joined to stays so ("never came and never wrote"), and a question asks whether it is so.
    """
    negations = 0
    for c in layers.children[i]:
        relation = layers.relations[c]
        if relation in _BESIDE:
            effect = _said_by(layers, i, c)
            if effect == "negated":
                negations += 1
            elif effect in ("probable", "possible"):
                told = doubted(told, effect)  # type: ignore[arg-type]  # one of two certainties
        if relation in ("nsubj", "obj") and is_none(layers, c):
            negations += 1
    if not negations % 2 or (told.negated and layers.relations[i] == "conj") or is_asked(layers, i):
        return told
    return told if told == Stance("happened") and _until_then(layers, i) else flipped(told)


def is_negated(layers: Layers, i: int) -> bool:
    """Whether word i is negated where it stands, whatever governs it."""
    return any(is_not(layers, i, c) for c in layers.children[i]) or any(is_none(layers, c) for c in layers.all_children(i, "nsubj", "obj", "det"))


def is_not(layers: Layers, i: int, c: int) -> bool:
    """Whether word c, which hangs on the verb i, negates it."""
    return layers.relations[c] in _BESIDE and _said_by(layers, i, c) == "negated"


def is_none(layers: Layers, c: int) -> bool:
    """Whether the noun phrase headed by c says that there is none: "nobody", "no soldiers", "neither side", "not one shot"."""
    grammar = lexicon().grammar
    if layers.low[c] in grammar.nobody or (layers.low[c] == "few" and layers.child(c, "det") is None):
        return True
    return any(
        layers.low[d] in ("no", "neither") or (layers.low[d] == "not" and not _opens_only(layers, d))
        for d in layers.all_children(c, "det", "advmod", "cc")
    )


def _said_by(layers: Layers, i: int, c: int) -> str | None:
    """The effect of word c beside verb i."""
    words, low, relation = lexicon(), layers.low[c], layers.relations[c]
    if relation == "obl":
        none = low in words.grammar.no_how and any(layers.low[d] == "no" for d in layers.all_children(c, "det"))
        return "negated" if none else None
    if layers.deprels[c] == "cc":  # "nor has it replied"; in "neither came nor wrote" the first verb bears the negation
        alone = layers.relations[i] != "conj" or layers.child(i, "nsubj", "aux") is not None
        return "negated" if low == "nor" and alone else None
    if relation == "aux":
        return "negated" if low.endswith("n't") else None
    if relation == "parataxis":
        return words.verbs_over_clauses.get(layers.lemmas[c]) if layers.upos[c] == "VERB" else words.adverbs.get(low)
    if low in words.grammar.no_more:
        return "negated" if any(layers.low[d] == "no" for d in layers.children[c]) else None
    if low in words.grammar.nearly:
        return "negated" if c + 1 == i else None
    effect = words.adverbs.get(low)
    return None if effect == "negated" and _opens_only(layers, c) else effect


def _opens_only(layers: Layers, c: int) -> bool:
    """Whether "not" opens "not only", "not just", which deny nothing."""
    return c + 1 < len(layers.low) and layers.low[c + 1] in lexicon().grammar.not_negating


def _until_then(layers: Layers, i: int) -> bool:
    """Whether what did not happen happened at last: "did not leave until Friday"."""
    if "did" not in helpers(layers, i):
        return False
    until = lexicon().grammar.until
    return any(marks(layers, c) & until for c in layers.all_children(i, "obl", "advcl"))
