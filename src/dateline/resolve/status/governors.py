"""The status of a predicate with all that governs it: verbs, adjectives and nouns, followed outwards to a clause with a tense of its own."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.subjects import told_beside
from dateline.resolve.parts import REAL
from dateline.resolve.status.forms import HAS, NOUNS, VERBS, WAS, form, has_subject, helpers, is_inverted, is_open, marks, to_of
from dateline.resolve.status.lookup import effect_of_noun, effect_on_open, effect_over_clause, governor, keys_of
from dateline.resolve.status.negation import beside_noun, beside_verb, is_negated, is_none
from dateline.resolve.status.stance import DONE, THOUGHT, Stance, changed, doubted, flipped, over_clause
from dateline.resolve.status.tenses import grows, tensed
from dateline.resolve.status.words import lexicon

_DEEP = 10  # governors followed outwards
_SUBJECTS = ("nsubj", "csubj")
# Effects of adjectives that only judge an act that there was: "the attack was dangerous".
_OPINIONS = frozenset(("demanded", "obliged", "hypothetical", "enabled", "same", "known", "offered", "hesitant", "probable"))


def status_of(layers: Layers, i: int) -> Stance:
    """Status of the clause or nominal headed by word i: a verb, a noun for an act, or an adjective such as "dead"."""
    told = _status(layers, i, 0)
    if layers.upos[i] != "ADJ":
        return told
    effect = lexicon().adjectives.get(layers.lemmas[i])  # "willing" is itself an offer, "due" a plan
    return changed(effect, told) if effect in ("planned", "likely", "unlikely", "offered") else told


def _status(layers: Layers, i: int, depth: int) -> Stance:
    if depth > _DEEP:
        return DONE
    if layers.upos[i] in NOUNS and layers.child(i, "cop") is None and not has_subject(layers, i):
        return beside_noun(layers, i, _of_noun(layers, i, depth))
    return beside_verb(layers, i, _of_clause(layers, i, depth))


# -- clauses -----------------------------------------------------------------------------------------------------------------


def _of_clause(layers: Layers, i: int, depth: int) -> Stance:
    head = layers.heads[i]
    if told_beside(layers, i) is not None:
        return tensed(layers, i)
    if layers.relations[i] == "conj" and head >= 0:
        if marks(layers, i) & lexicon().grammar.without:  # "withdrew rather than attack"
            return flipped(_status(layers, head, depth + 1))
        if _shares(layers, i, head):
            return _as_joined(layers, i, head, _status(layers, head, depth + 1))
    if _not_yet(layers, i):
        return Stance("happened", True)
    if is_open(layers, i):
        return _governed(layers, i, depth)
    own = tensed(layers, i)
    if own.status == "happened" and _goes_on(layers, i):
        own = own._replace(status="ongoing")
    return _told_by_governor(layers, i, own, depth)


def _shares(layers: Layers, i: int, head: int) -> bool:
    """Whether the conjunct i takes its tense from the first one: "will come and see", "to arrest and try him"."""
    if layers.child(i, "aux", "cop", "mark") is not None or (layers.upos[head] in NOUNS and layers.upos[i] == "VERB") or has_subject(layers, i):
        return False
    shape, first = form(layers, i), form(layers, head)
    return (shape == first and layers.upos[i] == layers.upos[head]) or (shape in ("plain", "ing") and not first)


def _as_joined(layers: Layers, i: int, head: int, told: Stance) -> Stance:
    """What a clause that takes its tense from the one it is joined to makes of that one's stance."""
    if told.status == "ongoing" and _goes_on(layers, head) and not is_open(layers, head):
        told = told._replace(status=tensed(layers, head).status)  # "continued the siege and captured a town"
    but = any(layers.low[c] == "but" for c in layers.all_children(i, "cc"))
    return told._replace(negated=False) if but and is_negated(layers, head) else told  # "will not attack but talk"


def _goes_on(layers: Layers, i: int) -> bool:
    """Whether the verb says that something goes on: "continued the siege", not "kept the truce"."""
    return lexicon().verbs.get(layers.lemmas[i]) == "ongoing" and (layers.lemmas[i] == "continue" or layers.child(i, "obj") is None)


def _not_yet(layers: Layers, i: int) -> bool:
    """Whether the clause tells what "has yet to" be."""
    to = to_of(layers, i)
    return to is not None and to > 0 and layers.low[to - 1] == "yet"


def _told_by_governor(layers: Layers, i: int, own: Stance, depth: int) -> Stance:
    """What the governor adds to a clause with its own tense: a doubt, a denial, a condition, a demand."""
    relation, head = layers.relations[i], layers.heads[i]
    opening = marks(layers, i)
    if relation == "conj" and head >= 0 and layers.upos[head] not in NOUNS and not is_open(layers, head):
        opening |= marks(layers, head)
        relation, head = layers.relations[head], layers.heads[head]
    if head < 0:
        return own
    grammar = lexicon().grammar
    if relation == "advcl" or (relation == "acl" and opening & (grammar.timed | grammar.until | grammar.condition)):
        return _timed(layers, i, opening, own, head, depth)
    wished = lexicon().subjunctives.get(layers.lemmas[head])
    if wished is not None and _is_subjunctive(layers, i):
        return changed(wished, own)
    if relation not in ("ccomp", "acl", "csubj") or layers.deprels[i] == "acl:relcl":
        return own
    if opening & {"whether", "if"}:
        return Stance("hypothetical", own.negated, "possible")
    if opening & grammar.questions or layers.low[layers.edges[i][0]] in grammar.questions:
        return own  # "did not say when it began", "who did it"
    effect = effect_over_clause(layers, head)
    return own if effect is None else over_clause(effect, own, _is_denied(layers, head, depth))


def _is_subjunctive(layers: Layers, i: int) -> bool:
    """Whether the clause, which is no relative one, has the plain form where a tense would stand: "insisted that he leave", "that he be freed"."""
    own = helpers(layers, i)
    plain = own[:1] == ["be"] or (not own and form(layers, i) == "plain")
    return plain and has_subject(layers, i) and not any(layers.low[c] in ("who", "which", "that") for c in layers.all_children(i, "nsubj", "obj"))


def _is_denied(layers: Layers, head: int, depth: int) -> bool:
    """Whether the governor of a clause is negated: "did not confirm that", "there is no evidence that", "found no evidence that"."""
    over = layers.heads[head]
    if layers.upos[head] == "VERB" and not is_open(layers, head):
        return is_negated(layers, head)
    if layers.upos[head] in NOUNS and over >= 0 and layers.upos[over] == "VERB" and is_negated(layers, over):
        return True
    return _status(layers, head, depth + 1).negated


def _timed(layers: Layers, i: int, opening: set[str], own: Stance, head: int, depth: int) -> Stance:
    """A clause of condition, of time, or of purpose beside its verb."""
    grammar = lexicon().grammar
    if opening & grammar.likeness and layers.lemmas[head] in grammar.looking:  # "it looks as if they fled"
        return doubted(own, "probable")
    if opening & grammar.condition or is_inverted(layers, i):
        return Stance("hypothetical", own.negated, own.certainty)
    if opening & grammar.purpose and own.status == "hypothetical":  # "so that aid can enter"
        return Stance("planned", own.negated)
    if "as" in opening and grows(layers, head) and any(h in HAS for h in helpers(layers, i)):
        return own._replace(status="ongoing")  # "protests have spread as police have cracked down"
    until = bool(opening & grammar.until)
    if not (until or opening & grammar.timed) or (own.status == "happened" and "had" in helpers(layers, i)):
        return own
    outer = _status(layers, head, depth + 1)
    if _is_past(layers, i) and own.status == "happened" and not any(h in grammar.backshifted for h in helpers(layers, head)):
        return own  # "was about to leave when he was shot"
    if outer.status in REAL:
        return Stance("hypothetical", own.negated, own.certainty) if until and own.status == "ongoing" else own
    return Stance("hypothetical" if until else outer.status, own.negated, own.certainty)


def _is_past(layers: Layers, i: int) -> bool:
    own = helpers(layers, i)
    return any(h in WAS or h in ("had", "did") for h in own) or (not own and form(layers, i) == "past")


# -- open clauses --------------------------------------------------------------------------------------------------------------


def _governed(layers: Layers, i: int, depth: int) -> Stance:
    """Status of an open clause: what its governor makes of it."""
    to = to_of(layers, i)
    infinitive = to is not None
    relation, head = governor(layers, i, to)
    perfect = any(h in HAS for h in helpers(layers, i))
    if head < 0:
        return Stance("planned") if infinitive and not perfect else DONE
    if relation == "amod" or (perfect and relation == "advcl"):
        return DONE
    beside = layers.relations[head] == "advmod" and layers.heads[head] >= 0
    outer = _status(layers, layers.heads[head] if beside else head, depth + 1)  # "would stop short of"
    if infinitive and layers.lemmas[i] in lexicon().grammar.speech and (told := _by_speech(layers, head, outer)) is not None:
        return told
    if relation == "advcl":
        return _adverbial(layers, i, outer, to)
    if relation in ("acl", "nmod") and layers.upos[head] in NOUNS and not perfect:
        return _of_act(layers, i, head, outer, infinitive)
    if relation == "csubj" and not infinitive:  # "shelling the town did not help", "shelling it will not help"
        return DONE if outer.status == "happened" else THOUGHT
    effect = effect_on_open(layers, i, head, infinitive)
    if perfect or (effect == "hypothetical" and not infinitive and (layers.upos[i] == "ADJ" or form(layers, i) == "past")):
        return _of_past(effect, outer)
    return changed(effect, outer)


def _by_speech(layers: Layers, head: int, outer: Stance) -> Stance | None:
    """Status of an infinitive of speech that is done with its verb: "voted to condemn", "called the radio to say", "would like to thank"."""
    lemma = layers.lemmas[head]
    if lemma == "like" and "would" in helpers(layers, head):
        return DONE
    return outer if lemma == "vote" or (lemma == "call" and layers.child(head, "obj") is not None) else None


def _of_past(effect: str | None, outer: Stance) -> Stance:
    """What a governor of today makes of what lies behind it: "are believed to have died", "is feared dead"."""
    told = Stance("happened", outer.negated)
    match effect:
        case "likely" | "probable":
            return doubted(told, "probable")
        case "hypothetical" | "possible":
            return doubted(told)
        case "negated" | "denied":
            return changed(effect, told)
    return DONE


def _adverbial(layers: Layers, i: int, outer: Stance, to: int | None) -> Stance:
    """A purpose is planned at most; a gerund goes with its verb; "without" and its like negate."""
    grammar = lexicon().grammar
    opening = marks(layers, i)
    if to is not None and layers.low[to - 1] == "only":  # "returned only to find"
        return outer
    if opening & grammar.without:  # what should have stopped goes on: "should have helped instead of shelling it"
        return DONE if outer.negated and outer.status == "hypothetical" else Stance(outer.status, True, outer.certainty)
    if to is not None and outer.negated and layers.lemmas[layers.heads[i]] in grammar.motion:
        return changed("planned", outer)  # "will not come to help"
    if to is not None:
        return Stance(outer.status if outer.status in ("hypothetical", "demanded", "offered") else "planned")
    if opening & grammar.condition:
        return Stance("hypothetical")
    if opening & grammar.granted or (not opening and layers.lemmas[i] in grammar.speech) or ("after" in opening and outer.status == "ongoing"):
        return DONE
    return Stance(outer.status, False, "certain" if outer.status in REAL else outer.certainty)


def _of_act(layers: Layers, i: int, noun: int, outer: Stance, infinitive: bool) -> Stance:
    """An open clause on a noun: "a plan to visit", "the threat of being shelled", "troops attacking the town"."""
    effect = effect_of_noun(layers, noun)
    if effect == "attempted" and _is_foiled(layers, noun):
        return Stance(outer.status, True)
    if effect == "attempted" and has_subject(layers, i):
        effect = "demanded"  # "the push for them to leave"
    told_by_noun = changed(effect, outer) if effect is not None else changed("planned", outer._replace(negated=False))
    if infinitive and layers.low[noun] in ("nothing", "little"):  # "did nothing to stop"
        return Stance(outer.status, True, outer.certainty)
    if infinitive:
        return outer if _is_ordinal(layers, noun) else told_by_noun
    if effect is not None and layers.child(i, "mark", "case") is not None:
        return told_by_noun
    if form(layers, i) == "ing":
        return Stance("ongoing" if _present_around(layers, noun) else "happened")
    return DONE


def _is_foiled(layers: Layers, noun: int) -> bool:
    """Whether an attempt came to nothing: "repelled an attempt to enter", "the failed attempt to kill him"."""
    over = layers.heads[noun]
    if any(layers.low[c] in lexicon().grammar.foiling for c in layers.all_children(noun, "amod")):
        return True
    governed = over >= 0 and layers.upos[over] == "VERB" and layers.relations[noun] in ("obj", "nsubj") and not is_negated(layers, over)
    return governed and any(k in lexicon().grammar.foiling for k in keys_of(layers, over))


def _is_ordinal(layers: Layers, noun: int) -> bool:
    """Whether the noun tells which of several did it: "the first to leave", "the third town to fall"."""
    ordinals = lexicon().grammar.ordinals
    if layers.lemmas[noun] in ordinals or layers.upos[noun] == "NUM":
        return True
    return any(layers.low[c] in ordinals or layers.low[c][:1].isdecimal() for c in layers.all_children(noun, "amod"))


def _present_around(layers: Layers, i: int) -> bool:
    """Whether the finite verb over word i is in the present."""
    k, steps = i, 0
    while layers.heads[k] >= 0 and steps < _DEEP and (layers.upos[k] not in VERBS or is_open(layers, k)):
        k, steps = layers.heads[k], steps + 1
    return layers.upos[k] == "VERB" and tensed(layers, k).status == "ongoing"


# -- nouns -------------------------------------------------------------------------------------------------------------------


def _of_noun(layers: Layers, i: int, depth: int) -> Stance:
    """Status of a noun for an act by what governs it; what merely speaks of it leaves it as done."""
    relation, head = layers.relations[i], layers.heads[i]
    if head < 0:
        return DONE
    if relation == "conj" and layers.upos[head] in NOUNS:
        return _status(layers, head, depth + 1)
    if layers.upos[head] in NOUNS and layers.child(head, "cop") is None:
        return _noun_under_noun(layers, i, head, relation, depth)
    if relation in ("obj", "obl", "nsubj", "csubj", "iobj", "xcomp"):
        return _noun_under_verb(layers, i, head, relation, depth)
    return DONE


def _noun_under_noun(layers: Layers, i: int, head: int, relation: str, depth: int) -> Stance:
    words, lemma, case = lexicon(), layers.lemmas[head], layers.case(i)
    tied = relation == "nmod" and case in words.grammar.ties
    if case == "of" and tied and lemma in words.grammar.containers:
        return _status(layers, head, depth + 1)
    if case == "of" and lemma in words.grammar.eventuality and layers.case(head) == "in":
        return THOUGHT
    effect = effect_of_noun(layers, head) if tied or (relation == "compound" and lemma in words.grammar.compounds) else None
    if effect == "known":  # "no sign of an attack"
        return over_clause(effect, DONE, _is_denied(layers, head, depth))
    if effect in (None, "probable", "unlikely") or (lemma in words.grammar.mooted and _is_definite(layers, i)):
        return DONE
    if effect in ("negated", "denied") and layers.lemmas[i] in words.nouns:
        return DONE  # "the rejection of the offer"
    return changed(effect, _status(layers, head, depth + 1))


def _noun_under_verb(layers: Layers, i: int, head: int, relation: str, depth: int) -> Stance:
    words, case = lexicon(), layers.case(i)
    if case in words.grammar.without:
        return _status(layers, head, depth + 1)._replace(negated=True)
    passive = layers.deprels[i] == "nsubj:pass"
    if relation in _SUBJECTS and (raised := _raised(layers, head)) is not None:
        head, passive = raised, layers.child(raised, "aux:pass") is not None
    if layers.upos[head] in NOUNS or layers.upos[head] in ("ADJ", "ADV"):
        return _noun_with_adjective(layers, i, head, depth) if relation in _SUBJECTS else DONE
    keys = [f"{k}_{case}" if relation == "obl" else k for k in keys_of(layers, head)]
    if relation in _SUBJECTS and grows(layers, head):
        return Stance("ongoing")
    if relation in _SUBJECTS and not passive and not any(k in words.grammar.happens for k in keys):
        return _as_thought(layers, i, head)
    key = next((k for k in keys if k in words.verbs_over_nouns), "")
    effect = words.verbs_over_nouns.get(key)
    mooted = key in words.grammar.mooted
    if effect is None or ((effect in ("negated", "denied") or mooted) and layers.lemmas[i] in words.nouns):
        return DONE  # a demand that was refused was made
    if mooted and _is_definite(layers, i):
        return DONE  # "discussed the attack" that there was
    outer = _status(layers, head, depth + 1)
    if relation in ("nsubj", "csubj", "obj") and is_none(layers, i):
        outer = flipped(outer)  # the verb has it from this very word, which says so itself
    return changed(effect, outer)


def _raised(layers: Layers, head: int) -> int | None:
    """The infinitive whose subject the grammar has raised to the verb over it: "held" in "talks are expected to be held"."""
    below = layers.child(head, "xcomp") if layers.child(head, "obj") is None else None
    return below if below is not None and below > head and layers.upos[below] == "VERB" and to_of(layers, below) is not None else None


def _noun_with_adjective(layers: Layers, i: int, head: int, depth: int) -> Stance:
    """An act of which an adjective is said: "an attack is likely"."""
    effect = lexicon().adjectives.get(layers.lemmas[head])
    if effect is None:
        return _as_thought(layers, i, head)
    return DONE if effect in _OPINIONS and _is_definite(layers, i) else changed(effect, _status(layers, head, depth + 1))


def _is_definite(layers: Layers, i: int) -> bool:
    """Whether the noun is of an act that is known already: "the attack", "their attack", "recent attacks"."""
    definite = lexicon().grammar.definite
    return any(layers.low[c] in definite or layers.deprels[c] == "nmod:poss" for c in layers.all_children(i, "det", "nmod", "amod"))


def _as_thought(layers: Layers, i: int, head: int) -> Stance:
    """An act that is the subject of "would": "an attack would be a mistake", not "the attack could worsen relations"."""
    if _is_definite(layers, i) or layers.child(i, "acl", "nummod", "nmod:tmod") is not None:
        return DONE
    return THOUGHT if any(lexicon().modals.get(h) in ("hypothetical", "enabled") for h in helpers(layers, head)) else DONE
