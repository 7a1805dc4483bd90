"""The status of a clause by its own verbs: tense, aspect, modals, mood."""

from dateline.annotate.layers import Layers
from dateline.resolve.status.forms import (
    HAS,
    IS,
    WAS,
    form,
    helpers,
    is_asked,
    is_command,
    is_conditional,
    is_headline,
    is_inverted,
    is_unmarked,
    marks,
    to_of,
)
from dateline.resolve.status.negation import is_negated, is_not
from dateline.resolve.status.stance import DONE, THOUGHT, Stance
from dateline.resolve.status.words import lexicon

_NEXT = frozenset(("next", "coming"))


def tensed(layers: Layers, i: int) -> Stance:
    """Status of a clause by its own verbs; negation is told apart from it, by the words beside the verb."""
    if is_inverted(layers, i):
        return Stance("hypothetical")
    if is_asked(layers, i):
        return THOUGHT
    own = helpers(layers, i)
    modals = lexicon().modals
    for helper in own:
        if helper in modals:
            return _modal(layers, i, helper, own)
    if to_of(layers, i) is not None or is_due(layers, i):  # "is to arrive"
        return Stance("planned")
    if is_command(layers, i):
        return Stance("demanded")
    return _without_modal(layers, i, own)


def _without_modal(layers: Layers, i: int, own: list[str]) -> Stance:
    at_once = layers.lemmas[i] in lexicon().grammar.speech or layers.lemmas[i] in lexicon().grammar.sudden
    shape = form(layers, i)
    now = any(h in IS for h in own)
    if shape == "ing" and own:
        if now and _is_ahead(layers, i):
            return Stance("planned")
        return Stance("ongoing" if now or ("had" not in own and not _meanwhile(layers, i)) else "happened")
    if "had" in own or "did" in own:
        return DONE
    if any(h in HAS for h in own):
        return Stance("ongoing" if _not_since(layers, i) or grows(layers, i) else "happened")
    if "being" in own:
        return Stance("ongoing")
    if now:  # "this is the third attack"
        return Stance("happened" if at_once or layers.upos[i] == "NOUN" else "ongoing")
    if any(h in WAS for h in own):
        return DONE
    if any(h in ("do", "does") for h in own):
        return Stance("ongoing")
    if shape not in ("s", "plain"):
        return DONE
    if _is_ahead(layers, i):
        return Stance("planned")
    return DONE if at_once or is_headline(layers, i) else Stance("ongoing")


def grows(layers: Layers, i: int) -> bool:
    """Whether the clause tells of what has grown and goes on: "criticism has mounted"."""
    own = helpers(layers, i)
    return layers.lemmas[i] in lexicon().grammar.growing and any(h in HAS for h in own) and "had" not in own


def is_due(layers: Layers, i: int) -> bool:
    """Whether "due to" or "about to" stands before the verb, which some trees take for a preposition."""
    if layers.upos[i] not in ("VERB", "AUX"):
        return False  # "was due to a car bomb"
    table = lexicon().adjectives
    early = (c for c in layers.children[i] if c + 1 < i and layers.deprels[c] in ("case", "mark", "advmod", "amod"))
    beside = [i - 2] if i > layers.sentences[layers.sentence_of[i]][0] + 1 and layers.upos[i - 2] == "ADJ" else []
    return any(table.get(layers.low[c]) == "planned" and layers.low[c + 1] == "to" for c in (*early, *beside))


def _modal(layers: Layers, i: int, helper: str, own: list[str]) -> Stance:
    """Status under a modal verb."""
    kind = lexicon().modals[helper]
    negated = is_negated(layers, i)
    if any(h in HAS for h in own):
        return _modal_perfect(kind, negated)
    conditional = is_conditional(layers, i)
    if kind == "planned":
        return Stance("hypothetical" if conditional else "planned")
    if kind == "hypothetical" and not conditional:  # "would" tells a plan where it reports one
        if _reported(layers, i) or _is_ahead(layers, i):
            return Stance("planned")
        if negated and layers.lemmas[i] in lexicon().grammar.disclosing:
            return DONE  # "he would not comment"
    if kind == "hypothetical":
        return Stance("hypothetical")
    if kind == "enabled" and (negated or layers.lemmas[i] in lexicon().grammar.perception):  # "could not leave", "could hear"
        return DONE if helper == "could" else Stance("ongoing")
    return Stance("demanded") if kind in ("demanded", "obliged") else THOUGHT


def _modal_perfect(kind: str, negated: bool) -> Stance:
    """Status under a modal verb and "have", which speak of what is past: guessed at, or known not to have been."""
    match kind:
        case "possible":
            return Stance("happened", False, "possible")
        case "obliged":
            return Stance("happened", False, "probable")
        case "enabled":
            return Stance("happened", False, "probable") if negated else THOUGHT
        case "demanded":  # what should have been was not, and what should not have been was
            return Stance("happened", True) if negated else Stance("hypothetical", True)
    return Stance(kind)  # type: ignore[arg-type]  # planned or hypothetical


def _reported(layers: Layers, i: int) -> bool:
    """Whether the clause stands under a verb, or beside one of speech: "he said she would come"."""
    k, relation = layers.heads[i], layers.relations[i]
    if relation == "conj" and k >= 0:
        k, relation = layers.heads[k], layers.relations[k]
    if relation in ("ccomp", "parataxis", "acl") and k >= 0:
        return True
    return any(layers.lemmas[c] in lexicon().grammar.speech for c in layers.all_children(i, "parataxis", "ccomp"))


def _is_ahead(layers: Layers, i: int) -> bool:
    """Whether the clause names a time to come, or a day for what is timetabled: "is leaving next week", "arrives on Friday"."""
    soon, grammar = lexicon().adverbs, lexicon().grammar
    timetabled = layers.lemmas[i] in grammar.timetabled and form(layers, i) in ("s", "plain") and not is_unmarked(layers, i)
    for c in layers.all_children(i, "advmod", "obl"):
        if soon.get(layers.low[c]) == "planned" or any(layers.low[d] in _NEXT for d in layers.all_children(c, "amod", "det")):
            return True
        if timetabled and layers.low[c] in grammar.days and not any(layers.low[d] in grammar.often for d in layers.all_children(c, "det", "amod")):
            return True
    return False


def _meanwhile(layers: Layers, i: int) -> bool:
    meanwhile = lexicon().grammar.meanwhile
    return layers.relations[i] == "advcl" or any(marks(layers, c) & meanwhile for c in layers.all_children(i, "advcl"))


def _not_since(layers: Layers, i: int) -> bool:
    """Whether what the present perfect denies has been so since some time: "has not been seen since Friday"."""
    if not any(is_not(layers, i, c) for c in layers.children[i]):
        return False
    return any("since" in marks(layers, c) for c in layers.all_children(i, "obl", "advcl"))
