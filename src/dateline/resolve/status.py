"""Whether a predicate happened, goes on, is planned, demanded, offered or only thought of; negated or not; how certain.

A clause tells by its own verbs (tense, modals, negation) and its adverbs; an open clause or a noun takes the status of what governs it, changed
as the governor's word says: "agreed to X" plans X, "failed to X" negates it, "the threat of X" makes it a thought. Governors are followed outwards
until a clause with a tense of its own is met. Reported speech changes nothing: on whose word a thing stands is told by its sources.
"""

from typing import NamedTuple

from dateline.annotate.layers import Layers
from dateline.resolve.chains.subjects import denier
from dateline.resolve.parts import Certainty, Status
from dateline.resolve.status_words import lexicon


class Stance(NamedTuple):
    """Status, negation and certainty of one predicate, as the innermost clause says."""

    status: Status
    negated: bool = False
    certainty: Certainty = "certain"


_DONE = Stance("happened")
_DEEP = 10  # governors followed outwards
_RANK: dict[Certainty, int] = {"certain": 2, "probable": 1, "possible": 0}
_NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "SYM", "X"))
_IS = frozenset(("is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m", "s", "isn", "aren"))
_WAS = frozenset(("was", "were"))
_HAS = frozenset(("have", "has", "'ve", "’ve", "had", "having", "ve"))


def status_of(layers: Layers, i: int) -> Stance:
    """Status of the clause or nominal headed by word i: a verb, a noun for an act, or an adjective such as "dead"."""
    told = _status(layers, i, 0)
    if layers.upos[i] != "ADJ":
        return told
    effect = lexicon().adjectives.get(layers.lemmas[i])  # "willing" is itself an offer, "due" a plan
    return _changed(effect, told) if effect in ("planned", "likely", "unlikely", "offered") else told


def _status(layers: Layers, i: int, depth: int) -> Stance:
    if depth > _DEEP:
        return _DONE
    if layers.upos[i] in _NOUNS and layers.child(i, "cop") is None and not _subject(layers, i):
        return _beside_noun(layers, i, _of_noun(layers, i, depth))
    return _beside_verb(layers, i, _of_clause(layers, i, depth))


# -- words beside ------------------------------------------------------------------------------------------------------------


def _beside_noun(layers: Layers, i: int, told: Stance) -> Stance:
    """What modifiers add: "planned visit", "no talks", "the alleged attack", "a visit scheduled for Monday"."""
    words = lexicon()
    for c in layers.children[i]:
        relation = layers.relations[c]
        if relation in ("amod", "det", "compound", "nmod", "advmod"):
            word = layers.low[c]
            told = _changed(words.modifiers.get(word), told, own=True)
        elif relation == "acl" and layers.deprels[c] == "acl" and layers.upos[c] in ("VERB", "ADJ"):
            told = _described(layers, c, told)
    return told


def _described(layers: Layers, c: int, told: Stance) -> Stance:
    """A participle or an infinitive after the noun: "talks planned for May", "an attack foiled by police", "the talks to be held"."""
    words = lexicon()
    if _has_to(layers, c):
        return told if layers.child(c, "aux") is None else _changed("planned", told, own=True)
    table = words.adjectives if layers.upos[c] == "ADJ" else words.verbs_over_nouns
    effect = table.get(layers.lemmas[c])
    return (
        _changed(effect, told, own=True)
        if effect in ("planned", "likely", "negated", "unlikely") and (_form(layers, c) == "past" or layers.upos[c] == "ADJ")
        else told
    )


def _beside_verb(layers: Layers, i: int, told: Stance) -> Stance:
    """What adverbs and a subject or object with "no" add."""
    words = lexicon()
    for c in layers.children[i]:
        relation = layers.relations[c]
        low = layers.low[c]
        if relation in ("advmod", "cc:preconj", "det", "parataxis"):
            effect = words.adverbs.get(low)
            if effect == "negated" or effect in _RANK:
                told = _changed(effect, told, own=True)
        elif relation in ("nsubj", "obj") and (low in words.grammar.nobody or _no(layers, c)):
            told = told._replace(negated=not told.negated)
    return told


def _no(layers: Layers, c: int) -> bool:
    return any(layers.low[d] == "no" for d in layers.all_children(c, "det"))


# -- clauses -----------------------------------------------------------------------------------------------------------------


def _of_clause(layers: Layers, i: int, depth: int) -> Stance:
    relation = layers.relations[i]
    head = layers.heads[i]
    if denier(layers, i) is not None:
        return _tensed(layers, i)
    if relation == "conj" and head >= 0 and _shares(layers, i, head):
        return _status(layers, head, depth + 1) if not _subject(layers, i) else _of_clause(layers, head, depth + 1)
    if _is_open(layers, i):
        return _governed(layers, i, depth)
    own = _tensed(layers, i)
    if own.status == "happened" and lexicon().verbs.get(layers.lemmas[i]) == "ongoing":
        own = own._replace(status="ongoing")
    return _told_by_governor(layers, i, own, depth)


def _shares(layers: Layers, i: int, head: int) -> bool:
    """Whether the conjunct i takes its tense from the first one: "will come and see", "to arrest and try him"."""
    if layers.child(i, "aux", "cop", "mark") is not None or (layers.upos[head] in _NOUNS and layers.upos[i] == "VERB"):
        return False
    if _subject(layers, i):
        return False
    form = _form(layers, i)
    return form in ("plain", "ing") or (_form(layers, head) == form and layers.upos[i] == layers.upos[head])


def _subject(layers: Layers, i: int) -> bool:
    return layers.child(i, "nsubj", "csubj", "expl") is not None


def _has_to(layers: Layers, i: int) -> bool:
    return _form(layers, i) != "ing" and any(layers.low[c] == "to" for c in layers.all_children(i, "mark", "case", "aux") if c < i)


def _is_open(layers: Layers, i: int) -> bool:
    """Whether the clause has no tense of its own: an infinitive, a gerund, a participle, an adjective under a verb."""
    relation = layers.relations[i]
    auxiliaries = [layers.low[c] for c in layers.all_children(i, "aux", "cop")]
    if _has_to(layers, i):
        return not any(a in _IS or a in _WAS for a in auxiliaries)
    if any(a not in ("be", "been", "being", "having") for a in auxiliaries):
        return False
    if relation in ("xcomp", "amod"):
        return True
    if relation in ("acl", "advcl", "csubj", "ccomp", "obl", "nmod", "obj"):
        return layers.deprels[i] != "acl:relcl" and (_form(layers, i) == "ing" or (_form(layers, i) == "past" and not _subject(layers, i)))
    return False


def _form(layers: Layers, i: int) -> str:
    """ing, past (or participle), s (third person present) or plain; "" for no verb."""
    if layers.upos[i] not in ("VERB", "AUX"):
        return ""
    low, plain = layers.low[i], layers.lemmas[i]
    if low == plain:
        infinitive = any(layers.low[c] == "to" for c in layers.all_children(i, "mark"))
        return "past" if low in lexicon().grammar.invariant and not infinitive and not layers.all_children(i, "aux") else "plain"
    if low.endswith("ing"):
        return "ing"
    if low.endswith("s") and low not in _WAS:
        return "s"
    return "past"


def _tensed(layers: Layers, i: int) -> Stance:
    """Status of a clause by its own verbs."""
    words = lexicon()
    helpers = [layers.low[c] for c in layers.all_children(i, "aux", "cop")]
    negated = _negated(layers, i)
    for helper in helpers:
        modal = words.modals.get(helper)
        if modal is not None:
            return _modal(layers, i, helper, modal, helpers, negated)
    if _has_to(layers, i) or _due(layers, i):  # "is to arrive"
        return Stance("planned")
    form = _form(layers, i)
    now = any(h in _IS for h in helpers)
    if form == "ing" and helpers:
        return Stance("ongoing" if now or ("had" not in helpers and not _meanwhile(layers, i)) else "happened")
    if "had" in helpers or "did" in helpers:
        return _DONE
    if any(h in _HAS for h in helpers):
        return Stance("ongoing" if negated and _since(layers, i) else "happened")
    if "being" in helpers:
        return Stance("ongoing")
    if now:
        return Stance("happened" if layers.lemmas[i] in words.grammar.speech else "ongoing")
    if helpers and any(h in _WAS for h in helpers):
        return _DONE
    if any(h in ("do", "does") for h in helpers):
        return Stance("ongoing")
    if form in ("s", "plain") and not _headline(layers, i) and layers.lemmas[i] not in words.grammar.speech:
        return Stance("ongoing")
    return _DONE


def _due(layers: Layers, i: int) -> bool:
    """Whether "due to" or "about to" stands before the verb, which some trees take for a preposition."""
    if layers.upos[i] not in ("VERB", "AUX"):
        return False  # "was due to a car bomb"
    table = lexicon().adjectives
    early = (c for c in layers.children[i] if c + 1 < i and layers.deprels[c] in ("case", "mark", "advmod", "amod"))
    return any(table.get(layers.low[c]) == "planned" and layers.low[c + 1] == "to" for c in early)


def _modal(layers: Layers, i: int, helper: str, modal: str, helpers: list[str], negated: bool) -> Stance:
    """Status under a modal verb. "would" tells a plan where it reports one and sets no condition."""
    conditional = any(_marks(layers, c) & lexicon().grammar.condition for c in layers.all_children(i, "advcl"))
    perfect = any(h in _HAS for h in helpers)
    if helper in ("would", "'d", "’d") and not perfect and not conditional and _reported(layers, i):
        return Stance("planned")
    if helper == "could" and negated and not perfect:
        return _DONE
    if modal == "planned":
        return Stance("hypothetical" if conditional else "planned")
    if modal == "demanded":
        return Stance("hypothetical", True) if perfect else Stance("demanded")  # what should have been was not
    return Stance("hypothetical", False, "possible" if helper in ("may", "might", "could") else "certain")


def _negated(layers: Layers, i: int) -> bool:
    return any(lexicon().adverbs.get(layers.low[c]) == "negated" for c in layers.all_children(i, "advmod"))


def _reported(layers: Layers, i: int) -> bool:
    """Whether the clause stands under a verb in the past, or beside one of speech: "he said she would come"."""
    k, relation = layers.heads[i], layers.relations[i]
    if relation == "conj" and k >= 0:
        k, relation = layers.heads[k], layers.relations[k]
    if relation in ("ccomp", "parataxis", "acl") and k >= 0:
        return True
    return any(layers.lemmas[c] in lexicon().grammar.speech for c in layers.all_children(i, "parataxis", "ccomp"))


def _meanwhile(layers: Layers, i: int) -> bool:
    return layers.deprels[i].startswith("advcl") or any(_marks(layers, c) & lexicon().grammar.meanwhile for c in layers.all_children(i, "advcl"))


def _since(layers: Layers, i: int) -> bool:
    """Whether what a verb in the present perfect tells has been so since some time."""
    return any(_marks(layers, c) & {"since"} or layers.case(c) == "since" for c in layers.all_children(i, "obl", "advcl"))


def _headline(layers: Layers, i: int) -> bool:
    """Whether the sentence is the report's first, or ends with no mark: headlines tell in the present what is done."""
    k = layers.sentence_of[i]
    return k == 0 or layers.upos[layers.sentences[k][1] - 1] != "PUNCT"


def _marks(layers: Layers, i: int) -> set[str]:
    """The words that open the clause of word i, the first two joined as well."""
    low = [layers.low[c] for c in layers.children[i] if layers.deprels[c] in ("mark", "case", "advmod") and c < i]
    return {*low, "_".join(low[:2])}


# -- governors ---------------------------------------------------------------------------------------------------------------


def _governed(layers: Layers, i: int, depth: int) -> Stance:
    """Status of an open clause: what its governor makes of it."""
    relation, head = layers.relations[i], layers.heads[i]
    infinitive = _has_to(layers, i)
    near = _right_before(layers, i) if infinitive else None
    if near is not None and near != head:
        relation, head = "xcomp", near
    perfect = any(layers.low[c] in ("have", "having") for c in layers.all_children(i, "aux"))
    if head < 0:
        return Stance("planned") if infinitive and not perfect else _DONE
    outer = _status(layers, head, depth + 1)
    if infinitive and layers.lemmas[head] == "vote":  # to vote to condemn is to condemn, to vote to send is not to send
        return outer if layers.lemmas[i] in lexicon().grammar.speech else _changed("planned", outer)
    if infinitive and layers.lemmas[head] == "use":  # what is used to shell a town shells it
        return outer
    if relation == "advcl":
        return _adverbial(layers, i, outer, infinitive)
    if relation in ("acl", "nmod") and layers.upos[head] in _NOUNS:
        return _of_act(layers, i, head, outer, infinitive)
    if relation == "amod":
        return _DONE
    effect = _effect(layers, i, head, infinitive)
    if perfect:  # "are believed to have died"
        return _changed(effect if effect in ("probable", "possible", "negated", "denied") else None, _DONE)
    return _changed(effect, outer)


def _right_before(layers: Layers, i: int) -> int | None:
    """The word right before the "to" of an infinitive, where it is one that takes infinitives, wherever the tree hangs the clause."""
    words = lexicon()
    to = next((c for c in layers.all_children(i, "mark") if layers.low[c] == "to"), 0)
    k = to - 1
    if k < 0 or layers.heads[k] == i:
        return None
    table = words.verbs if layers.upos[k] == "VERB" else words.adjectives if layers.upos[k] == "ADJ" else {}
    return k if layers.lemmas[k] in table or layers.low[k] in table else None


def _effect(layers: Layers, i: int, head: int, infinitive: bool) -> str | None:
    words, lemma = lexicon(), layers.lemmas[head]
    judged = next((c for c in layers.all_children(head, "xcomp") if layers.lemmas[c] in words.adjectives and c != i), None)
    if judged is not None:  # "makes it unlikely that"
        return words.adjectives[layers.lemmas[judged]]
    if layers.upos[head] in ("ADJ", "ADV"):
        return words.adjectives.get(lemma) or words.adjectives.get(layers.low[head], "hypothetical" if infinitive else None)
    if layers.upos[head] in _NOUNS:
        return words.nouns.get(lemma, "planned" if infinitive else None)
    if infinitive and lemma in ("be", "go") and (lemma == "be" or _form(layers, head) == "ing"):
        return "planned"
    if infinitive and lemma == "have":
        return "demanded"
    particle = layers.child(head, "compound")
    joined = f"{lemma}_{layers.low[particle]}" if particle is not None else lemma
    effect = words.verbs.get(joined) or words.verbs.get(lemma)
    if effect == "demanded" and not infinitive and layers.deprels[i] == "xcomp":
        return None  # "had him killed"
    if effect in ("planned", "likely") and not infinitive and _form(layers, i) == "past":
        return None  # "sent troops backed by tanks"
    return effect


def _adverbial(layers: Layers, i: int, outer: Stance, infinitive: bool) -> Stance:
    """A purpose is planned at most; a gerund goes with its verb; "without" and its like negate."""
    grammar = lexicon().grammar
    if infinitive:
        return Stance(outer.status if outer.status in ("hypothetical", "demanded", "offered") else "planned")
    marks = _marks(layers, i)
    if marks & grammar.without:
        return Stance(outer.status, True, outer.certainty)
    if marks & grammar.condition:
        return Stance("hypothetical")
    if "after" in marks and outer.status == "ongoing":
        return _DONE
    return Stance(outer.status, False, outer.certainty)


def _of_act(layers: Layers, i: int, noun: int, outer: Stance, infinitive: bool) -> Stance:
    """An open clause on a noun: "a plan to visit", "the threat of being shelled", "troops attacking the town"."""
    effect = lexicon().nouns.get(layers.lemmas[noun])
    over = layers.heads[noun]
    if infinitive and over >= 0 and layers.upos[over] == "VERB" and lexicon().verbs.get(layers.lemmas[over]) == "demanded":
        effect = "demanded"  # "urged the opposition to leave", where the tree hangs the clause on the noun
    if infinitive:
        ordinal = layers.lemmas[noun] in ("first", "last", "one") or layers.upos[noun] == "NUM"
        return outer if ordinal else _changed(effect or "planned", outer)
    if effect is not None and layers.child(i, "mark", "case") is not None:
        return _changed(effect, outer)
    if _form(layers, i) == "ing":
        return Stance("ongoing" if _present_around(layers, noun) else "happened")
    return _DONE


def _present_around(layers: Layers, i: int) -> bool:
    """Whether the finite verb over word i is in the present."""
    k, steps = i, 0
    while layers.heads[k] >= 0 and steps < _DEEP and (layers.upos[k] not in ("VERB", "AUX") or _is_open(layers, k)):
        k, steps = layers.heads[k], steps + 1
    return layers.upos[k] == "VERB" and _tensed(layers, k).status == "ongoing"


def _told_by_governor(layers: Layers, i: int, own: Stance, depth: int) -> Stance:
    """What the governor adds to a clause with its own tense: a doubt, a denial, a condition, a demand."""
    relation, head = layers.relations[i], layers.heads[i]
    if relation == "conj" and head >= 0 and layers.heads[head] >= 0 and layers.upos[head] not in _NOUNS:
        relation, head = layers.relations[head], layers.heads[head]
    if head < 0:
        return own
    words = lexicon()
    marks = _marks(layers, i)
    if relation == "advcl":
        return _timed(layers, marks, own, head, depth)
    if relation not in ("ccomp", "acl", "csubj") or layers.deprels[i] == "acl:relcl":
        return own
    if marks & {"whether", "if"}:
        return Stance("hypothetical", own.negated, "possible")
    effect = _effect(layers, i, head, False)
    if relation == "acl" and layers.heads[head] >= 0 and words.verbs.get(layers.lemmas[layers.heads[head]]) == "denied":
        effect = "denied"  # "denied reports that ..."
    if effect in ("denied", "unlikely") or (effect == "negated" and relation == "acl"):
        return _changed("negated" if effect == "denied" else effect, own, own=True)
    if effect == "demanded" and (_form(layers, i) == "plain" or layers.lemmas[head] == "ask") and relation == "ccomp":
        return Stance("demanded", own.negated)
    if effect in ("probable", "possible"):
        return _changed(effect, own)
    if effect == "hypothetical" and layers.lemmas[head] != "warn":
        return _changed("possible", own)
    return own


def _timed(layers: Layers, marks: set[str], own: Stance, head: int, depth: int) -> Stance:
    grammar = lexicon().grammar
    if marks & grammar.condition:
        return Stance("hypothetical", own.negated, own.certainty)
    if not marks & (grammar.until | grammar.timed) or (own.status == "happened" and "had" in marks):
        return own
    if marks & grammar.until:
        return Stance("hypothetical", own.negated, own.certainty) if own.status == "ongoing" else own
    outer = _status(layers, head, depth + 1)
    return own if outer.status in ("happened", "ongoing") else Stance(outer.status, own.negated, own.certainty)


# -- nouns -------------------------------------------------------------------------------------------------------------------


def _of_noun(layers: Layers, i: int, depth: int) -> Stance:
    """Status of a noun for an act by what governs it; what merely speaks of it leaves it as done."""
    relation, head = layers.relations[i], layers.heads[i]
    if head < 0:
        return _DONE
    if relation == "conj" and layers.upos[head] in _NOUNS:
        return _status(layers, head, depth + 1)
    if layers.upos[head] in _NOUNS and layers.child(head, "cop") is None:
        return _noun_under_noun(layers, i, head, relation, depth)
    if relation in ("obj", "obl", "nsubj", "iobj", "xcomp"):
        return _noun_under_verb(layers, i, head, relation, depth)
    return _DONE


def _noun_under_noun(layers: Layers, i: int, head: int, relation: str, depth: int) -> Stance:
    words = lexicon()
    lemma = layers.lemmas[head]
    case = layers.case(i)
    if relation == "compound" or (relation == "nmod" and case in words.grammar.ties):
        if case == "of" and lemma in words.grammar.containers:
            return _status(layers, head, depth + 1)
        effect = words.nouns.get(lemma)
        if effect is not None and effect != "probable":
            return _changed(effect, _status(layers, head, depth + 1))
    return _DONE


def _noun_under_verb(layers: Layers, i: int, head: int, relation: str, depth: int) -> Stance:
    words, lemma = lexicon(), layers.lemmas[head]
    case = layers.case(i)
    if case in words.grammar.without:
        return _status(layers, head, depth + 1)._replace(negated=True)
    if layers.upos[head] in ("ADJ", "ADV") or layers.upos[head] in _NOUNS:
        effect = words.adjectives.get(lemma) if relation == "nsubj" else None
        return _changed(effect, _status(layers, head, depth + 1)) if effect is not None else _DONE
    active_subject = relation == "nsubj" and layers.deprels[i] != "nsubj:pass"
    particle = layers.child(head, "compound")
    keys = [f"{lemma}_{layers.low[particle]}"] if particle is not None else []
    if relation == "obl":
        keys = [f"{k}_{case}" for k in [*keys, lemma]]
    else:
        keys.append(lemma)
    if active_subject and not any(k in words.grammar.happens for k in keys):
        effect = words.verbs.get(lemma) if layers.child(head, "xcomp") is not None else None
        return _changed(effect, _status(layers, head, depth + 1)) if effect in ("planned", "likely", "unlikely") else _DONE
    effect = next((words.verbs_over_nouns[k] for k in keys if k in words.verbs_over_nouns), None)
    if effect is None or (effect in ("negated", "denied") and layers.lemmas[i] in words.nouns):
        return _DONE  # a demand that was refused was made
    outer = _status(layers, head, depth + 1)
    if relation in ("nsubj", "obj") and _no(layers, i) and effect in ("same", "ongoing"):
        outer = outer._replace(negated=not outer.negated)  # the verb has it from this very word, which says so itself
    return _changed(effect, outer)


# -- effects -----------------------------------------------------------------------------------------------------------------


def _changed(effect: str | None, told: Stance, own: bool = False) -> Stance:
    """What `effect` makes of the status told by the governor; with `own`, of the act's own."""
    status, negated, certainty = told
    if effect is None or effect == "same":
        return told
    if effect in ("negated", "denied"):
        return Stance(status, not negated, certainty)
    if effect == "unlikely":
        return Stance("planned" if status in ("happened", "ongoing") else status, not negated, _lower(certainty, "probable"))
    if effect == "attempted":
        return Stance(status, negated, _lower(certainty, "possible"))
    if effect == "probable":
        return Stance(status, negated, _lower(certainty, "probable"))
    if effect == "possible":
        return Stance(status, negated, _lower(certainty, "possible"))
    if effect == "ongoing":
        return Stance("ongoing" if status == "happened" else status, negated, certainty)
    if effect == "likely":
        return _changed("planned", Stance(status, negated, _lower(certainty, "probable")), own)
    if effect == "planned":
        return Stance("planned" if own or status in ("happened", "ongoing", "planned") else status, negated, certainty)
    if effect == "demanded":
        return Stance("demanded", negated, certainty)
    if effect == "offered":
        return Stance("offered", negated, certainty)
    return Stance("hypothetical", negated, _lower(certainty, "possible"))


def _lower(a: Certainty, b: Certainty) -> Certainty:
    return a if _RANK[a] <= _RANK[b] else b
