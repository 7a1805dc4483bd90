"""Attributions that a phrase or a mark tells: "according to X", "in their view", the colon of a headline."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import CueWords, lexicon
from dateline.resolve.chains.runs import Run, tidied, without
from dateline.resolve.chains.said import Said
from dateline.resolve.chains.telling import is_speaker, top

_SHORT = 5  # words of a source before or after the colon of a headline
_LEAST = 3  # words of what such a source says


def by_colon(layers: Layers, k: int) -> Said | None:
    """ "X: Y" and "Y: X" where sentence k is a headline: a short name without a verb says what the other side tells."""
    begin, end = layers.sentences[k]
    colon = next((i for i in range(begin + 1, end - 1) if layers.words[i] == ":"), None)
    if colon is None or (k > 0 and layers.words[end - 1] == "."):
        return None
    stop = end - (layers.upos[end - 1] == "PUNCT")
    for source, content in (((begin, colon), (colon + 1, stop)), ((colon + 1, stop), (begin, colon))):
        short = 0 < source[1] - source[0] <= _SHORT and not any(layers.upos[i] in ("VERB", "AUX", "NUM", "PUNCT") for i in range(*source))
        told = content[1] - content[0] >= _LEAST and (is_speaker(layers, source[1] - 1) or any(layers.upos[i] == "VERB" for i in range(*content)))
        name = layers.name_at[source[1] - 1]
        if short and told and (name is None or name.label in ("PER", "ORG")) and layers.upos[source[1] - 1] in ("NOUN", "PROPN"):
            return Said(colon, (colon, colon + 1), top(layers, *source), tidied(layers, [content]), "say", source)
    return None


def by_view(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "in the army's view", "by his own account": the clause around it is the content."""
    owner = layers.child(i, "nmod:poss") if layers.lemmas[i] in words.grammar.views else None
    if owner is None or layers.case(i) not in ("in", "by", "from"):
        return []
    zone = layers.edges[i]
    begin, end = layers.sentences[layers.sentence_of[i]]
    contents = tidied(layers, without([_clause_of(layers, i, begin, end)], zone))
    return [Said(i, zone, owner, contents, "believe")] if contents else []


def by_phrase(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "according to X": the clause around it is the content."""
    for phrase in words.grammar.phrases:
        if tuple(w.casefold() for w in layers.words[i : i + len(phrase)]) != phrase:
            continue
        stop = i + len(phrase)
        begin, end = layers.sentences[layers.sentence_of[i]]
        source = _source_after(layers, i, stop, end)
        if source is None:
            return []
        zone = (i, max(stop, min(end, _source_stop(layers, source, begin))))
        contents = without([_clause_of(layers, source, begin, end)], zone)
        return [Said(i, (i, stop), source, tidied(layers, contents), "say")]
    return []


def _source_stop(layers: Layers, source: int, begin: int) -> int:
    """Where the phrase of the source ends: a phrase that opens its sentence ends at its comma."""
    stop = layers.edges[source][1]
    for k in range(source, stop):
        if layers.words[k] == "," and not layers.deprels[k - 1].startswith("flat") and layers.edges[source][0] - begin < 4:
            return k
    return stop


def _source_after(layers: Layers, i: int, stop: int, end: int) -> int | None:
    """The head of the noun phrase after the phrase at word i."""
    k = next((k for k in range(stop, end) if layers.upos[k] in ("NOUN", "PROPN", "PRON")), None)
    while k is not None and k + 1 < end:
        joined = layers.words[k + 1] == "-" and layers.ends[k] == layers.starts[k + 1]  # "the Britain-based council"
        if joined:
            k = next((j for j in range(k + 2, min(end, k + 6)) if layers.upos[j] in ("NOUN", "PROPN") and layers.words[j - 1] != "-"), None)
        elif layers.upos[k + 1] in ("NOUN", "PROPN") and layers.heads[k] > k and not _opens_clause(layers, k, i):
            k += 1
        elif _leads_to(layers, k, end):
            k = layers.heads[k]
        else:
            break
    return k


def _leads_to(layers: Layers, k: int, end: int) -> bool:
    """Whether word k stands within the phrase of a noun after it: "the Northern Trade Board's second survey"."""
    head = layers.heads[k]
    if not k < head < end or layers.upos[head] not in ("NOUN", "PROPN"):
        return False
    return all(layers.upos[j] in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or layers.words[j] in ("/", "&") for j in range(k + 1, head))


def _opens_clause(layers: Layers, k: int, i: int) -> bool:
    """Whether the source ends at word k, a comma lost: "according to the bulletin Red Front gunmen ...", "... the Observatory IS has lost"."""
    name = layers.name_at[k + 1]
    if layers.lemmas[k] in lexicon().grammar.documents and layers.low[k] != layers.lemmas[k]:
        return True  # "according to reports members of the council ..."
    if name is None or name.first != k + 1:
        return False
    return layers.lemmas[k] in lexicon().grammar.documents or (is_speaker(layers, k) and layers.name_at[k] is not None and i + 2 < k)


def _clause_of(layers: Layers, i: int, begin: int, end: int) -> Run:
    """The clause that the phrase of word i belongs to, whole where it is the main one."""
    k = layers.heads[i]
    while k >= 0 and layers.upos[k] not in ("VERB", "AUX") and layers.child(k, "cop", "nsubj") is None:
        k = layers.heads[k]
    if k < 0 or layers.deprels[k] in ("root", "conj", "advcl", "xcomp", "acl", "parataxis"):
        return begin, end
    return layers.edges[k]
