"""One attribution in words, and what all ways of telling one share: the attitude of a cue, and whether anything was said at all."""

from dataclasses import dataclass

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import CueWords, lexicon
from dateline.resolve.chains.runs import Run
from dateline.resolve.parts import Attitude
from dateline.resolve.status import status_of

_WOULD = frozenset(("would", "'d", "’d"))


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words: `head` the word that tells it, `cue` its run, `source` the head of the source's phrase, `contents` runs in order.

    `unnamed`: the cue is hearsay, and names no one. `told_by`: the head of the attribution that brings this source in and has the same content:
    "the agency said, citing an official".
    """

    head: int
    cue: Run
    source: int | None
    contents: tuple[Run, ...]
    attitude: Attitude
    source_run: Run | None = None
    sure: bool = False  # whether model and tree both tell it
    bare: bool = False  # whether the content is no clause with a tense of its own
    direct: bool = False  # whether it is speech, though no marks say so
    unnamed: bool = False
    told_by: int | None = None


def attitude_of(layers: Layers, i: int) -> Attitude | None:
    """The attitude of word i as a cue: by its lemma, or the lemma with its particle; none where the lexicon lacks it."""
    words = lexicon()
    if layers.upos[i] == "ADJ":
        return words.adjectives.get(layers.lemmas[i]) or words.adjectives.get(layers.low[i])
    if layers.upos[i] == "NOUN":
        return words.nouns.get(layers.lemmas[i])
    told = clause_attitude(layers, words, i)
    if told is not None:
        return told
    return next((a for k in keys_of(layers, i) if (a := words.open.get(k) or words.object.get(k)) is not None), None)


def clause_attitude(layers: Layers, words: CueWords, i: int) -> Attitude | None:
    """The attitude of a verb that may tell a clause: alone, or with its particle and not with any preposition ("went on", but not "on Monday")."""
    return next((words.clause[k] for k in _particle_keys(layers, i) if k in words.clause), None)


def keys_of(layers: Layers, i: int) -> list[str]:
    """The names under which a verb may stand in the lexicon: with its particle, with each preposition after it, alone."""
    lemma = layers.lemmas[i]
    cases = (layers.case(c) for c in layers.all_children(i, "obl") if c > i)
    return [*(f"{lemma}_{case}" for case in cases if case), *_particle_keys(layers, i)]


def _particle_keys(layers: Layers, i: int) -> list[str]:
    lemma = layers.lemmas[i]
    particles = (c for c in layers.children[i] if c > i and (layers.deprels[c] == "compound:prt" or layers.low[c] == "it"))  # "as he put it"
    return [*(f"{lemma}_{layers.low[c]}" for c in particles), lemma]


def unsaid(layers: Layers, i: int, attitude: Attitude) -> bool:
    """Whether the cue tells of what no one has uttered: "did not say", "no one claimed", "could say", "is to announce"."""
    told = status_of(layers, i)
    if told.status in ("planned", "demanded", "offered", "hypothetical"):
        return not (attitude == "want" and any(layers.low[c] in _WOULD for c in layers.all_children(i, "aux")))  # "would like to"
    return told.negated and attitude in ("say", "promise", "ask")


def charge(layers: Layers, words: CueWords, i: int) -> tuple[str, int | None]:
    """The deed that a verb of accusing lays to someone, by its head, and the verb with what ties the deed as the lexicon has it; none for others."""
    nouns = layers.all_children(i, "obj", "obl:agent", "obl")
    beside = [d for c in nouns for d in layers.all_children(c, "nmod", "acl")]  # where the tree hangs the deed on a noun between
    for c in [*layers.all_children(i, "obl", "advcl"), *beside]:
        tie = layers.child(c, "case", "mark")
        key = f"{layers.lemmas[i]}_{layers.low[tie]}" if tie is not None and c > i else ""
        if key in words.grammar.charging:
            return key, c
    return "", None


def untied(layers: Layers, c: int) -> Run:
    """The phrase of word c without the preposition that it opens with."""
    first, stop = layers.edges[c]
    return first + (layers.child(c, "case", "mark") == first), stop
