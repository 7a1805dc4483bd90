"""What the report tells on nobody's word in particular: "reportedly", "is said to have fled", "it is believed that", "is accused of"."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.contents import until
from dateline.resolve.chains.cue_words import CueWords
from dateline.resolve.chains.runs import Run, tidied, without
from dateline.resolve.chains.said import Said, charge, unsaid, untied
from dateline.resolve.chains.subjects import agent
from dateline.resolve.chains.telling import is_passive, opened_by
from dateline.resolve.parts import Attitude


def by_adverb(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "was reportedly killed": what the adverb is said of, to the end of its clause."""
    attitude, over = words.hearsay_adverbs.get(layers.low[i]), layers.heads[i]
    if attitude is None or over < 0:
        return []
    return _unnamed(layers, i, attitude, _clause(layers, over, (i, i + 1)))


def by_passive(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "is said to have fled", "it is believed that", "men accused of": the verb's subject and what is said of it, where nothing tells by whom."""
    if not is_passive(layers, i) or agent(layers, i) is not None:
        return []
    key, charged = charge(layers, words, i)
    attitude = words.hearsay.get(key) if charged is not None else words.hearsay.get(layers.lemmas[i])
    if attitude is None or unsaid(layers, i, attitude):
        return []
    if charged is not None:
        return _unnamed(layers, i, attitude, (untied(layers, charged),))
    c = next((d for d in layers.all_children(i, "xcomp", "ccomp", "csubj") if d > i), None)
    if c is None or (layers.deprels[c] == "xcomp" and layers.low[c].endswith("ing") and not opened_by(layers, c, "to")):
        return []
    content = (max(i + 1, layers.edges[c][0]), until(layers, i, c))
    told = layers.child(i, "nsubj:pass")
    if told is None or told > i or layers.low[told] == "it":
        return _unnamed(layers, i, attitude, (content,))
    if not opened_by(layers, c, "to") and layers.upos[c] not in ("VERB", "ADJ"):
        return []  # "is believed a spy"
    return _unnamed(layers, i, attitude, (layers.edges[told], content))


def _unnamed(layers: Layers, i: int, attitude: Attitude, runs: tuple[Run, ...]) -> list[Said]:
    contents = tidied(layers, [r for r in runs if r[0] < r[1]])
    return [Said(i, (i, i + 1), None, contents, attitude, unnamed=True)] if contents else []


def _clause(layers: Layers, over: int, cue: Run) -> tuple[Run, ...]:
    """The clause or phrase of word `over`, without the cue and without the clauses beside it that have subjects of their own."""
    first, stop = layers.edges[over]
    is_clause = layers.upos[over] in ("VERB", "AUX") or layers.child(over, "cop", "nsubj") is not None
    for c in layers.children[over]:
        apart = layers.relations[c] in ("conj", "parataxis") and layers.child(c, "nsubj") is not None
        if apart or (not is_clause and c > over and layers.relations[c] == "acl"):
            a, b = layers.edges[c]
            first, stop = (b, stop) if c < over else (first, min(stop, a))
    return tuple(without([(first, stop)], cue))
