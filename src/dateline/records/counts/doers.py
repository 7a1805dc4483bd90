"""Who is held responsible for what befell those counted, as the tree tells."""

from collections.abc import Iterator

from dateline.annotate.layers import Layers
from dateline.records.counts.counted_nouns import Counted
from dateline.resolve.figure_words import forms, lexicon

_CHARGING = frozenset(("accuse", "blame", "suspect"))  # accused the army of killing 12
_SHARED = ("advcl", "conj", "xcomp")  # a verb in such a relation may have the subject of its head


def doer_of(layers: Layers, c: Counted) -> int | None:
    """The word that heads who did it, where that is someone and not a blast; None where nothing tells."""
    doer = next((k for k in _told(layers, c) if k is not None), None)
    if doer is not None and not _is_someone(layers, doer):
        doer = _behind(layers, doer)
    if doer is None or c.first <= doer < c.stop or (c.active and doer > c.trigger) or layers.deprels[doer] == "nsubj:pass":
        return None
    return doer


def _told(layers: Layers, c: Counted) -> Iterator[int | None]:
    """The words that may head who did it, or the attack, the surest first."""
    head = layers.heads[c.trigger]
    charged = head >= 0 and layers.lemmas[head] in _CHARGING and layers.relations[c.trigger] != "conj"
    yield layers.child(head, "obj") if charged else None
    described = layers.relations[c.trigger] == "acl" and layers.relations[head] == "obj" and layers.lemmas[layers.heads[head]] in _CHARGING
    yield head if described else None
    if c.active:
        yield layers.child(c.trigger, "nsubj")
        yield layers.child(head, "nsubj") if head >= 0 and layers.relations[c.trigger] in _SHARED else None
    else:
        yield _by_whom(layers, c.trigger)
        yield _attack(layers, c.trigger)
        for k in layers.all_children(c.trigger, "conj"):  # 12 were killed and 30 hurt by the army
            if layers.low[k] in lexicon().past:
                yield _by_whom(layers, k)
                yield _attack(layers, k)


def _by_whom(layers: Layers, i: int) -> int | None:
    """Who did it, of the participle or the noun at word i: "killed by rebels", "strikes by the army"."""
    return next((k for k in layers.all_children(i, "obl", "nmod") if layers.case(k) == "by"), None)


def _attack(layers: Layers, i: int) -> int | None:
    """What they were killed in, where that is an attack."""
    return next((k for k in layers.all_children(i, "obl", "nmod") if layers.case(k) in ("in", "from") and _is_attack(layers, k)), None)


def _behind(layers: Layers, attack: int) -> int | None:
    """Whose attack it is: strikes by the army, strikes carried out by the army, army strikes."""
    if not _is_attack(layers, attack):
        return None
    told = [_by_whom(layers, k) for k in (attack, *layers.all_children(attack, "acl"))]
    whose = [k for k in layers.all_children(attack, "compound", "nmod:poss", "amod") if _is_force(layers, k)]
    return next((k for k in (*told, *whose) if k is not None and _is_someone(layers, k)), None)


def _is_force(layers: Layers, i: int) -> bool:
    """Whether word i, before "strikes", says whose they were: the army's, Russian; but not where they were."""
    name = layers.name_at[i]
    return name.label != "LOC" if name is not None else layers.low[i] in lexicon().nouns.forces


def _is_attack(layers: Layers, i: int) -> bool:
    return any(w in lexicon().nouns.attacks for w in forms(layers.low[i], layers.lemmas[i]))


def _is_someone(layers: Layers, i: int) -> bool:
    words, nouns = lexicon(), lexicon().nouns
    said = forms(layers.low[i], layers.lemmas[i])
    if _is_attack(layers, i) or any(w in nouns.things and w not in nouns.forces for w in said):
        return False
    return layers.name_at[i] is not None or any(w in nouns.forces or w in nouns.people or w in words.weak for w in said)
