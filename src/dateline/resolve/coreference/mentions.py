"""The mentions of one report: every phrase that may tell of someone or something that is told of elsewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from dateline.annotate.layers import Layers
from dateline.resolve.coreference.words import words_of_reference

# What hangs from the head of a mention and is no part of it, before and behind the head.
_OUT = frozenset(("punct", "cop", "nsubj", "csubj", "aux", "discourse", "reparandum", "parataxis", "dislocated", "vocative"))
_LEFT_OUT = _OUT | {"case", "cc", "mark", "advcl", "expl"}
_RIGHT_OUT = _OUT | {"conj", "appos", "list", "dep"}
_OF_THE_CLAUSE = frozenset(("advmod", "obl", "advcl"))  # hang from a noun that is a predicate, and belong to its clause
_NO_HEAD = frozenset(("flat", "nmod:desc", "fixed", "goeswith", "nummod", "amod", "det", "cc", "case", "discourse", "punct"))
_NO_HEAD |= {"expl", "aux", "cop", "mark", "advmod"}
_NO_PRONOUN = frozenset(("det", "det:predet", "advmod", "mark", "cc", "discourse", "fixed", "expl"))
_ARGUMENTS = frozenset(("nsubj", "obj", "obl", "nmod", "iobj", "appos"))
_BARE = _ARGUMENTS | {"root", "conj", "dep"}
_CLOSING = frozenset((",", ".", ";", ":", "-", "--", "–", "—", "?", "!"))
_OPENING = frozenset((",", '"', "“", "''", "``", "-"))
_STEPS = 6  # up the tree to the clause of a relative pronoun


class Mention(NamedTuple):
    """Words `first` to `stop` (exclusive) with their head; `joint`: the head and those coordinated with it ("Annan and Amos")."""

    head: int
    first: int
    stop: int
    joint: bool


def mentions_of(layers: Layers) -> list[Mention]:
    """All mentions, by their first words, of those that open together the longest first."""
    out: list[Mention] = []
    for k in range(len(layers.words)):
        if _is_head(layers, k):
            out.extend(_around(layers, k))
    out.sort(key=lambda m: (m.first, -m.stop))
    return out


def _is_head(layers: Layers, k: int) -> bool:
    upos, relation = layers.upos[k], layers.deprels[k]
    if upos in ("NOUN", "PROPN"):
        return relation not in _NO_HEAD
    if upos in ("PRON", "DET", "PART"):
        return _is_pronoun(layers, k)
    if upos in ("NUM", "X", "SYM"):
        return layers.relations[k] in _BARE
    if upos == "ADJ":
        return layers.relations[k] in _ARGUMENTS or (layers.name_at[k] is not None and layers.relations[k] in ("conj", "dep"))
    return upos == "ADV" and layers.low[k] in ("here", "there") and relation in ("advmod", "obl", "root")


def _is_pronoun(layers: Layers, k: int) -> bool:
    low, relation = layers.low[k], layers.deprels[k]
    if low not in words_of_reference().pronouns or relation in _NO_PRONOUN or layers.relations[k] == "expl":
        return False
    if layers.upos[k] == "PART":  # "let's"
        return layers.relations[k] == "nsubj"
    return low != "that" or not _is_relative(layers, k)


def _is_relative(layers: Layers, k: int) -> bool:
    for _ in range(_STEPS):
        if k < 0 or layers.deprels[k] == "acl:relcl":
            return k >= 0
        k = layers.heads[k]
    return False


def _around(layers: Layers, k: int) -> Iterator[Mention]:
    """The mention that word k heads, and the longer one with all that is coordinated with it."""
    children = layers.children[k]
    if not children:
        yield Mention(k, k, k + 1, False)
        return
    relations, edges, words = layers.relations, layers.edges, layers.words
    first, stop, joint = k, k + 1, k + 1
    predicate = any(relations[c] == "cop" for c in children)
    for c in children:
        relation = relations[c]
        if predicate and relation in _OF_THE_CLAUSE:
            continue
        if c < k:
            if relation not in _LEFT_OUT and (relation != "advmod" or first < c):
                first = min(first, edges[c][0])
        elif relation == "conj":
            joint = max(joint, edges[c][1])
        elif relation not in _RIGHT_OUT:
            stop = max(stop, edges[c][1])
    while first < k and words[first] in _OPENING:
        first += 1
    stop = _closed(words, k, stop)
    yield Mention(k, first, stop, False)
    if joint > stop and relations[k] != "compound" and (joint := _closed(words, k, joint)) > stop:
        yield Mention(k, first, joint, True)


def _closed(words: tuple[str, ...], head: int, stop: int) -> int:
    while stop - 1 > head and words[stop - 1] in _CLOSING:
        stop -= 1
    return stop
