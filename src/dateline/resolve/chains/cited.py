"""Sources that a source brings in: "the agency said, citing an official", "the envoy, quoted by the radio, said"."""

from bisect import bisect_left
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import CueWords
from dateline.resolve.chains.runs import tidied
from dateline.resolve.chains.said import Said
from dateline.resolve.chains.subjects import agent
from dateline.resolve.chains.telling import may_speak


def by_citing(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "citing an official": a source with whatever content the one who cites it has; not "citing security concerns"."""
    if layers.lemmas[i] not in words.grammar.citing:
        return []
    if layers.low[i].endswith("ing"):
        source = layers.child(i, "obj")
        return [Said(i, (i, i + 1), source, (), "say", told_by=i)] if source is not None and source > i and may_speak(layers, source) else []
    teller, cited = agent(layers, i), layers.heads[i]
    if layers.deprels[i] != "acl" or teller is None or not may_speak(layers, teller):
        return []
    over = layers.heads[cited]
    if over < 0 or layers.child(over, "nsubj") != cited:
        return []
    aside = layers.edges[i]
    contents = tidied(layers, [(layers.edges[cited][0], aside[0]), (aside[1], layers.edges[over][1])])
    return [Said(i, (i, i + 1), teller, contents, "say")]


def placed(layers: Layers, found: list[Said]) -> list[Said]:
    """The same attributions, each cited source tied to the one who cites it in its sentence: the last before it, else the next; else left out."""
    heads = [s.head for s in found if s.told_by is None]
    out: list[Said] = []
    for one in found:
        if one.told_by is None:
            out.append(one)
            continue
        k = bisect_left(heads, one.head)
        near = next((h for h in (*heads[max(0, k - 1) : k], *heads[k : k + 1]) if layers.sentence_of[h] == layers.sentence_of[one.head]), None)
        if near is not None:
            out.append(replace(one, told_by=near))
    return out
