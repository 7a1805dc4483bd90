"""Which words a verb of saying tells: where its clause opens and ends, and what stands around "X said" that has none."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.quotes import MARKS
from dateline.resolve.chains.runs import Run, tidied, without
from dateline.resolve.chains.subjects import JOINTS, beside, goes_on, told_beside
from dateline.resolve.chains.telling import is_cue, is_finite, phrase_start, subject_child

_TO_THAT = 6  # words at most from a cue to its "that"
_OPENING = 12  # words at most before a cue that opens its sentence
_LEAST = 3  # words of a content that no clause tells
_BESIDES = frozenset(("while", "although", "though", "whereas", "when", "as", "because", "since", "after", "before"))
_DESCRIBING = frozenset(("who", "whose", "which"))  # open a clause on who spoke, after the cue


def until(layers: Layers, i: int, c: int) -> int:
    """Where the content opened by complement c ends: with the last dependent of the verb that opens no new clause."""
    stop = layers.edges[c][1]
    for d in layers.children[i]:
        if d <= c or layers.deprels[d] == "punct":
            continue
        infinitive = layers.deprels[d] == "conj" and layers.low[d] == layers.lemmas[d] and layers.child(d, "nsubj") is None
        if (not infinitive and layers.deprels[d] in ("cc", "conj", "parataxis", "nsubj")) or (layers.deprels[d] == "advcl" and is_cue(layers, d)):
            break
        stop = max(stop, layers.edges[d][1])
    for d in layers.children[c]:
        if d > c and layers.deprels[d] in ("conj", "parataxis", "advcl") and (_leaves(layers, d, stop) or told_beside(layers, d) == i):
            stop = min(stop, layers.edges[d][0])
    stop = min(stop, layers.sentences[layers.sentence_of[i]][1])
    return next((k for k in range(c + 1, stop) if goes_on(layers, k) or opens_speech(layers, k)), stop)


def opens_speech(layers: Layers, k: int) -> bool:
    """Whether word k is a colon before what another cue behind it tells: "rebels say they are tired: We need help said Omar"."""
    if layers.words[k] != ":":
        return False
    plain = lexicon().grammar.plain
    return any(layers.upos[j] == "VERB" and layers.lemmas[j] in plain for j in range(k + 1, layers.sentences[layers.sentence_of[k]][1]))


def _after_colon(layers: Layers, first: int, i: int) -> int:
    """Where what the cue at word i trails opens: after a colon with a cue of its own before it; else at `first`."""
    for k in range(i - 1, first, -1):
        if layers.words[k] == ":":
            told = any(is_cue(layers, j) and subject_child(layers, j) is not None for j in range(first, k))
            return k + 1 if told else first
    return first


def _leaves(layers: Layers, d: int, stop: int) -> bool:
    """Whether a clause beside the content is not of it: told by a cue of its own, or the report's "but ..." at the content's end."""
    first = layers.edges[d][0]
    if layers.low[first] == "but" and layers.edges[d][1] >= stop - 1 and layers.child(d, "nsubj") is not None:
        return layers.child(d, "mark") is None and not any(w in MARKS for w in layers.words[first:stop])
    return is_cue(layers, d) and subject_child(layers, d) is not None


def before_occasion(layers: Layers, c: int, stop: int) -> int:
    """Where a content that is no clause ends before what it comes after, which the report tells as done: "vowed to fight on after the raid"."""
    for k in range(c + 1, stop - 1):
        if layers.low[k] not in lexicon().grammar.occasions or layers.deprels[k] not in ("case", "mark"):
            continue
        closes = k < layers.heads[k] and layers.edges[layers.heads[k]][1] >= stop - 1
        if closes or layers.upos[k] == "VERB":  # "following", which some trees hang on a word before it
            return k
    return stop


def clause_runs(layers: Layers, i: int, c: int) -> tuple[Run, ...]:
    first, stop = layers.edges[c]
    if c < i and (opening := _that_after(layers, i)) is not None:
        return tidied(layers, [(opening, layers.sentences[layers.sentence_of[i]][1])])  # whatever clause the tree has said
    if c > i:
        that = next((k for k in layers.all_children(c, "mark") if k > i and layers.low[k] == "that"), i)
        return tidied(layers, [(max(that, min(max(first, i + 1), _after_cue(layers, i))), until(layers, i, c))])
    after = _after_cue(layers, i), layers.sentences[layers.sentence_of[i]][1]
    mark = layers.child(c, "mark")
    if mark is not None and layers.low[mark] in _BESIDES and _has_verb(layers, *after):
        return tidied(layers, [after])  # "while the mill was lost, they say the bridge is safe"
    for d in layers.all_children(i, "ccomp"):
        first, stop = min(first, layers.edges[d][0]), max(stop, layers.edges[d][1] if d < i else stop)
    zone = _zone(layers, i, c)
    begin = layers.sentences[layers.sentence_of[i]][0]
    if layers.heads[i] < 0 and not any(is_cue(layers, k) for k in range(begin, first)):
        first, stop = begin, max(stop, zone[0])
    runs = without([(_after_colon(layers, first, i), stop)], zone)
    told = tidied(layers, [(a, b) for a, b in runs if a < i or _says_more(layers, i, a, b)])
    if all(b <= i and not _has_verb(layers, a, b) for a, b in told):  # "Photo by AP Activists said the army had left"
        return tidied(layers, [after]) if _has_verb(layers, *after) else told
    return told


def _has_verb(layers: Layers, first: int, stop: int) -> bool:
    """Whether the run has a verb, and not merely one that describes a noun; or a mark of quotation, within which anything is said."""
    return any(
        layers.upos[k] == "AUX" or layers.words[k] in MARKS or (layers.upos[k] == "VERB" and layers.relations[k] not in ("amod", "acl"))
        for k in range(first, stop)
    )


def _says_more(layers: Layers, i: int, first: int, stop: int) -> bool:
    """Whether the words after "..., he said" go on with what is said, and do not tell when or to whom, nor what he said further."""
    if layers.low[first] in _DESCRIBING or any(goes_on(layers, k) for k in range(first, stop)):
        return False
    while stop > first and layers.upos[stop - 1] == "PUNCT":
        stop -= 1
    opens = first + (layers.upos[first] == "ADP")
    if any(opens == t.first and t.stop == stop for t in layers.times):
        return False
    return layers.lemmas[i] not in lexicon().grammar.telling or _has_verb(layers, first, stop)


def _that_after(layers: Layers, i: int) -> int | None:
    """Where the content opens after "said that" or "said on Sunday that"."""
    stop = min(i + _TO_THAT, layers.sentences[layers.sentence_of[i]][1] - 1)
    for k in range(i + 1, stop):
        if layers.low[k] == "that" and layers.upos[k] == "SCONJ":
            return k + 1
        if layers.upos[k] not in ("ADP", "DET", "PROPN", "NOUN", "ADJ", "NUM", "ADV"):
            return None
    return None


def _after_cue(layers: Layers, i: int) -> int:
    """The first word after the verb that belongs to the content: past its particle, its time and place, and those spoken to."""
    k, end = i + 1, layers.sentences[layers.sentence_of[i]][1]
    asides: tuple[str, ...] = ("obl", "iobj", "advmod", "compound")
    if layers.lemmas[i] in lexicon().grammar.telling:
        asides = (*asides, "obj")
    while k < end:
        low = layers.low[k]
        d = k
        while layers.heads[d] > i and layers.heads[d] != d:
            d = layers.heads[d]
        relation = layers.deprels[d]
        if layers.upos[k] == "PUNCT" and low not in MARKS:
            k += 1
        elif layers.heads[d] == i and relation.startswith(asides):
            k = max(k + 1, layers.edges[d][1])
        else:
            return k
    return k


def is_beside(layers: Layers, c: int) -> bool:
    """Whether the clause of word c tells when or why something was said, though the tree has it said: "he said days after the raid"."""
    return layers.deprels[c] == "ccomp" and any(layers.low[m] in ("after", "before", "because", "while") for m in layers.all_children(c, "mark"))


def _zone(layers: Layers, i: int, c: int | None) -> Run:
    """The words of the attribution itself: the verb with all that hangs on it but its content c."""
    first, stop = i, i + 1
    for d in layers.children[i]:
        if d == c or (layers.deprels[d] in ("punct", "cc", "conj", "ccomp", "parataxis") and not is_beside(layers, d)):
            continue
        a, b = layers.edges[d]
        if (c is not None and (a <= c < b or d < c < i)) or (d < i and layers.deprels[d] == "obj"):
            continue
        first, stop = min(first, a), max(stop, b)
    return first, stop


def around(layers: Layers, i: int, source_run: Run | None) -> tuple[Run, ...]:
    """The content of a verb without a clause: after its colon, or what its own phrase trails, interrupts or opens."""
    begin, end = layers.sentences[layers.sentence_of[i]]
    for k in range(i + 1, min(end, i + 12)):
        if layers.words[k] == ":":
            return tidied(layers, [(k + 1, end)])
    before = trailed(layers, i, source_run)
    if before:
        return before
    after = _after_cue(layers, i)
    opens = i - begin < _OPENING or layers.low[i - 1] in JOINTS
    if opens and end - after > _LEAST and any(layers.upos[k] in ("VERB", "AUX") for k in range(after, end)):
        return tidied(layers, [(after, end)])
    return ()


def trailed(layers: Layers, i: int, source_run: Run | None) -> tuple[Run, ...]:
    """What "X said" at its end or in its midst is said of."""
    begin, end = layers.sentences[layers.sentence_of[i]]
    zone, source = _zone(layers, i, None), subject_child(layers, i)
    if source_run is not None:
        zone = (min(zone[0], source_run[0]), max(zone[1], source_run[1] if source_run[0] > i else i + 1))
    elif source is None:
        source = beside(layers, i) if is_finite(layers, i) else None
        if source is None:
            return ()
        zone = (phrase_start(layers, source), max(zone[1], i + 1))
    elif layers.deprels[i] == "acl:relcl":
        zone = (phrase_start(layers, source), zone[1])
    head = layers.heads[i]
    if layers.deprels[i] == "advcl" and head >= 0 and any(layers.low[m] == "as" for m in layers.all_children(i, "mark")):
        return tidied(layers, without([layers.edges[head]], layers.edges[i]))  # "the border, as he put it, is a wound"
    if layers.deprels[i] == "parataxis" and head >= 0 and not layers.edges[i][0] <= head < layers.edges[i][1]:
        while layers.heads[head] >= 0 and layers.upos[head] in ("NOUN", "PROPN") and layers.child(head, "cop") is None:
            head = layers.heads[head]
        return tidied(layers, without([layers.edges[head]], zone))
    trails = all(layers.upos[k] == "PUNCT" for k in range(zone[1], end))
    joined = zone[0] > begin and layers.low[zone[0] - 1] in JOINTS
    first = _after_colon(layers, begin, i)
    return tidied(layers, [(first, zone[0])]) if trails and not joined and zone[0] - first >= _LEAST else ()
