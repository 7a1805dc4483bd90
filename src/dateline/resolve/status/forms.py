"""The forms of clauses: which verb form, which auxiliaries, which opening words; whether a clause is open, inverted, asked or commanded."""

from dateline.annotate.layers import Layers
from dateline.resolve.status.words import lexicon

NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "SYM", "X"))
VERBS = frozenset(("VERB", "AUX"))
IS = frozenset(("is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m", "s", "isn", "aren"))
WAS = frozenset(("was", "were"))
HAS = frozenset(("have", "has", "'ve", "’ve", "had", "having", "ve"))
_OPEN = ("acl", "advcl", "csubj", "ccomp", "obl", "nmod", "obj")


def form(layers: Layers, i: int) -> str:
    """ing, past (or participle), s (third person present) or plain; "" for no verb."""
    if layers.upos[i] not in VERBS:
        return ""
    low, plain = layers.low[i], layers.lemmas[i]
    if low == plain:
        if low not in lexicon().grammar.invariant or layers.all_children(i, "aux"):
            return "plain"
        return "plain" if any(layers.low[c] == "to" for c in layers.all_children(i, "mark")) else "past"
    if low.endswith("ing"):
        return "ing"
    if low.endswith("s") and low not in WAS:
        return "s"
    return "past"


def helpers(layers: Layers, i: int) -> list[str]:
    """The auxiliaries and copulas of a clause, in order."""
    return [layers.low[c].removesuffix("n't") for c in layers.all_children(i, "aux", "cop")]


def has_subject(layers: Layers, i: int) -> bool:
    """Whether the clause has a subject of its own."""
    return layers.child(i, "nsubj", "csubj", "expl") is not None


def to_of(layers: Layers, i: int) -> int | None:
    """The "to" that makes the clause an infinitive."""
    if form(layers, i) in ("ing", "s"):
        return None
    return next((c for c in layers.all_children(i, "mark", "case", "aux") if c < i and layers.low[c] == "to"), None)


def marks(layers: Layers, i: int) -> set[str]:
    """The words that open the clause of word i, the first two and the first three joined as well."""
    low: list[str] = []
    for c in layers.children[i]:
        if c < i and layers.deprels[c] in ("mark", "case", "advmod", "cc"):
            low += [layers.low[c], *(layers.low[d] for d in layers.all_children(c, "fixed"))]
    return {*low, "_".join(low[:2]), "_".join(low[:3])}


def is_open(layers: Layers, i: int) -> bool:
    """Whether the clause has no tense of its own: an infinitive, a gerund, a participle, an adjective under a verb."""
    relation = layers.relations[i]
    auxiliaries = helpers(layers, i)
    if to_of(layers, i) is not None:
        return not any(a in IS or a in WAS for a in auxiliaries)
    if any(a not in ("be", "been", "being", "having") for a in auxiliaries):
        return False
    if relation in ("xcomp", "amod"):
        return True
    if relation not in _OPEN or layers.deprels[i] == "acl:relcl":
        return False
    return form(layers, i) == "ing" or (form(layers, i) == "past" and relation != "ccomp" and not has_subject(layers, i))


def is_inverted(layers: Layers, i: int) -> bool:
    """Whether an auxiliary opens the clause in place of "if": "had the rebels attacked, ..."."""
    first = layers.child(i, "aux", "cop")
    if first is None or layers.low[first] not in lexicon().grammar.inverting or ends_asking(layers, i):
        return False
    subject = layers.child(i, "nsubj", "expl")
    return subject is not None and first < subject < i and not any(c < first and layers.upos[c] != "PUNCT" for c in layers.children[i])


def is_asked(layers: Layers, i: int) -> bool:
    """Whether the clause asks whether it is so: "did the army fire?"."""
    if not ends_asking(layers, i):
        return False
    first, subject = layers.child(i, "aux", "cop"), layers.child(i, "nsubj", "expl")
    if first is None or subject is None or not first < subject < i or layers.relations[i] not in ("root", "conj", "parataxis", "ccomp"):
        return False
    questions = lexicon().grammar.questions
    return not any(layers.low[k] in questions for k in range(layers.edges[i][0], first))


def ends_asking(layers: Layers, i: int) -> bool:
    """Whether the sentence of word i ends with a question mark."""
    first, stop = layers.sentences[layers.sentence_of[i]]
    return "?" in layers.words[max(first, stop - 2) : stop]


def is_command(layers: Layers, i: int) -> bool:
    """Whether the clause is an imperative: a plain form that opens its sentence."""
    if layers.upos[i] != "VERB" or form(layers, i) != "plain" or has_subject(layers, i) or layers.relations[i] not in ("root", "parataxis", "ccomp"):
        return False
    before = lexicon().grammar.before_commands
    return all(layers.upos[k] == "PUNCT" or layers.low[k] in before for k in range(layers.sentences[layers.sentence_of[i]][0], i))


def is_headline(layers: Layers, i: int) -> bool:
    """Whether the sentence is the report's first, or ends with no mark: headlines tell in the present what is done."""
    return layers.sentence_of[i] == 0 or is_unmarked(layers, i)


def is_unmarked(layers: Layers, i: int) -> bool:
    """Whether the sentence of word i ends with no mark, as headlines do."""
    return layers.upos[layers.sentences[layers.sentence_of[i]][1] - 1] != "PUNCT"


def is_conditional(layers: Layers, i: int) -> bool:
    """Whether the clause holds on a condition told beside it."""
    condition = lexicon().grammar.condition
    return any(marks(layers, c) & condition or is_inverted(layers, c) for c in layers.all_children(i, "advcl"))
