"""Over which scope a number counts: one event, a stretch of time, or all of a crisis up to the report."""

from collections.abc import Iterator
from typing import Literal

from dateline.annotate.layers import Layers
from dateline.records.counts.counted_nouns import Counted
from dateline.resolve.figure_words import forms, lexicon
from dateline.resolve.parts import When

Scope = Literal["event", "period", "cumulative"]

_STEPS = 3  # words up the clause
_INSIDE = frozenset(("nsubj", "obj", "obl", "nmod", "nummod", "conj", "xcomp", "acl", "compound", "appos", "ccomp", "advcl", "amod"))
_ENDURED = frozenset(("killed", "wounded", "missing", "displaced"))
_LOWER = frozenset(("nmod", "obl", "nsubj", "compound", "amod", "acl"))  # what may hang between a deed and what it was done in
_WAR = 5_000  # people or more: told in the perfect, they are what a crisis has come to
_AROUND = 14  # words in which "so far" and "since" are looked for where the tree does not tie them


def scope_of(layers: Layers, c: Counted, when: When | None) -> Scope | None:
    """What the clause of `c` tells of its scope; None where it tells nothing. `when` is the time that was read for it."""
    words = lexicon().scope
    nouns = list(_told_in(layers, c))
    crisis = any(_is_one_of(layers, i, words.crises) and layers.name_at[i] is None and layers.heads[i] != c.noun for i in nouns)  # prisoners of war
    occasion = any(_is_one_of(layers, i, words.occasions) for i in (*nouns, *_clauses_under(layers, c)))
    long = _is_long(when)
    if _opens_since(layers, c) or (not occasion and _is_of_war(layers, c)) or (crisis and not (occasion and when is not None and not long)):
        return "cumulative"
    if long:
        return "period"
    if occasion:
        return "event"
    if _is_running(layers, c):
        return "cumulative"
    return "period" if when is not None and when.start is not None else None


def _is_long(when: When | None) -> bool:
    """Whether a time is longer than a day: a month, 24 hours told over midnight are not."""
    if when is None:
        return False
    if when.start is None or when.end is None:
        return when.precision in ("week", "month", "season", "year")
    return when.start[:10] != when.end[:10]


def _told_in(layers: Layers, c: Counted) -> Iterator[int]:
    """The words of the clause that may name what those counted died in: what hangs on the deed and on the words over it."""
    seen = set()
    for i in _over(layers, c):
        for k in layers.children[i]:
            if c.first <= k < c.stop or layers.relations[k] not in _LOWER:
                continue
            for j in (k, *(n for n in layers.children[k] if layers.relations[n] in _LOWER)):
                if j not in seen:
                    seen.add(j)
                    yield j
        if i not in seen:
            seen.add(i)
            yield i


def _clauses_under(layers: Layers, c: Counted) -> Iterator[int]:
    """The verbs of clauses under the deed, and their subjects and objects: "died when a shell hit their truck"."""
    for clause in layers.all_children(c.trigger, "advcl") if c.trigger >= 0 else ():
        yield from (clause, *layers.all_children(clause, "nsubj", "obj", "obl"))


def _over(layers: Layers, c: Counted) -> list[int]:
    """What befell those counted, and the words over it in its clause."""
    out = []
    for i in (c.trigger if c.trigger >= 0 else c.first, c.first if c.noun is None else c.noun):
        for _ in range(_STEPS):
            out.append(i)
            if layers.heads[i] < 0 or layers.relations[i] not in _INSIDE:
                break
            i = layers.heads[i]
    return list(dict.fromkeys(out))


def _is_one_of(layers: Layers, i: int, words: frozenset[str]) -> bool:
    return layers.upos[i] in ("NOUN", "PROPN", "VERB", "ADJ") and any(w in words for w in forms(layers.low[i], layers.lemmas[i]))


def _opens_since(layers: Layers, c: Counted) -> bool:
    """Whether "since" opens a time of the clause: since the uprising began, since March, since then."""
    over = set(_over(layers, c))
    here = layers.sentence_of[c.first]
    first, stop = layers.sentences[here]
    for i in range(first, stop):
        if layers.low[i] != "since":
            continue
        at = layers.heads[i]
        if i in over or at in over or (at >= 0 and layers.heads[at] in over) or i == first:
            return True
    return False


def _is_of_war(layers: Layers, c: Counted) -> bool:
    """Whether so many are told in the perfect: "300,000 people have been killed"; those driven out are so many in one war too."""
    if (c.phrase.low or c.phrase.high or 0) < _WAR or c.what not in _ENDURED:
        return False
    return any(layers.low[k] in lexicon().grammar.have for i in _over(layers, c) for k in layers.all_children(i, "aux"))


def _is_running(layers: Layers, c: Counted) -> bool:
    """Whether "so far" or the like stands near."""
    first, stop = layers.sentences[layers.sentence_of[c.first]]
    low = layers.low[max(first, c.first - _AROUND) : min(stop, c.stop + _AROUND)]
    return any(low[i : i + len(p)] == p for p in lexicon().scope.running for i in range(len(low)))
