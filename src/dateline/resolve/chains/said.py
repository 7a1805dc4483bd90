"""Attributions as syntax shows them: a cue of the lexicon with the source that is its subject and the content that is its complement."""

from dataclasses import dataclass

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import CueWords, lexicon
from dateline.resolve.chains.quotes import MARKS
from dateline.resolve.chains.runs import Run, tidied, without
from dateline.resolve.chains.subjects import JOINTS, agent, author, beside, denier, goes_on, subject
from dateline.resolve.chains.telling import is_cue, is_finite, is_speaker, opened_by, phrase_start, reckoned, subject_child, top
from dateline.resolve.parts import Attitude
from dateline.resolve.status import status_of

_TO_THAT = 6  # words at most from a cue to its "that"
_SHORT = 5  # words of a source before or after the colon of a headline
_OPENING = 12  # words at most before a cue that opens its sentence
_LEAST = 3  # words of a content that no clause tells


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words: `head` the word that tells it, `cue` its run, `source` the head of the source's phrase, `contents` runs in order."""

    head: int
    cue: Run
    source: int | None
    contents: tuple[Run, ...]
    attitude: Attitude
    source_run: Run | None = None
    sure: bool = False  # whether model and tree both tell it


def sayings(layers: Layers) -> list[Said]:
    """Every attribution that the lexicon and the tree tell, in reading order. A content may be missing where a quotation must give it."""
    words = lexicon()
    opens = {phrase[0] for phrase in words.grammar.phrases}
    out: list[Said] = []
    for i, upos in enumerate(layers.upos):
        found: list[Said] = []
        if upos == "VERB":
            found = _verb(layers, words, i) or _adjective(layers, words, i)  # "opposed" is a verb to some
        elif upos == "ADJ":
            found = _adjective(layers, words, i)
        elif upos == "NOUN":
            found = _noun(layers, words, i)
        if not found and layers.low[i] in opens:
            found = _phrase(layers, words, i)
        out.extend(found)
    first = _headline(layers, 0) if layers.sentences else None
    return [first, *out] if first is not None else out


def attitude_of(layers: Layers, i: int) -> Attitude | None:
    """The attitude of word i as a cue: by its lemma, or the lemma with its particle; none where the lexicon lacks it."""
    words = lexicon()
    if layers.upos[i] == "ADJ":
        return words.adjectives.get(layers.lemmas[i]) or words.adjectives.get(layers.low[i])
    if layers.upos[i] == "NOUN":
        return words.nouns.get(layers.lemmas[i])
    for key in _keys(layers, i):
        found = words.clause.get(key) or words.open.get(key) or words.object.get(key)
        if found is not None:
            return found
    return None


# -- verbs -------------------------------------------------------------------------------------------------------------------


def _keys(layers: Layers, i: int) -> list[str]:
    """The names under which a verb may stand in the lexicon: with its particle, with each preposition after it, alone."""
    lemma = layers.lemmas[i]
    out = []
    for c in layers.children[i]:
        if c > i and layers.deprels[c] == "compound:prt":
            out.append(f"{lemma}_{layers.low[c]}")
        elif c > i and layers.deprels[c].startswith("obl"):
            case = layers.child(c, "case")
            if case is not None:
                out.append(f"{lemma}_{layers.low[case]}")
    return [*out, lemma]


def _verb(layers: Layers, words: CueWords, i: int) -> list[Said]:
    lemma = layers.lemmas[i]
    counted = reckoned(layers, i)
    if counted is not None and (counter := subject(layers, i)) is not None and not unsaid(layers, i, "say"):
        first = min(layers.edges[counted][0], counted)
        return [Said(i, (i, i + 1), counter, tidied(layers, [(max(first, i + 1), _until(layers, i, counted))]), "say", sure=True)]
    keys = _keys(layers, i)
    if not any(k in words.clause or k in words.open or k in words.object for k in keys):
        return []
    passive = layers.child(i, "aux:pass") is not None or layers.child(i, "nsubj:pass") is not None
    described = layers.deprels[i] == "acl" and layers.low[i].endswith("ed")
    if described and layers.child(i, "ccomp", "xcomp") is None:
        return []  # "an attack claimed by X killed ten"
    passive = passive or described
    attitude, contents = _complement(layers, words, i, keys, passive)
    if attitude is None or unsaid(layers, i, attitude):
        return []
    if lemma == "say" and (quoted := _quoted(layers, words, i, contents)):
        return quoted
    source = agent(layers, i) if passive else subject(layers, i)
    if source is None and passive:
        return []
    return [Said(i, (i, i + 1), source, contents, attitude)]


def unsaid(layers: Layers, i: int, attitude: Attitude) -> bool:
    """Whether the cue tells of what no one has uttered: "did not say", "no one claimed", "could say", "is to announce"."""
    told = status_of(layers, i)
    if told.status in ("planned", "demanded", "offered", "hypothetical"):
        return True
    return told.negated and attitude in ("say", "promise", "ask")


def _negated(layers: Layers, i: int) -> bool:
    return any(layers.lemmas[c] in ("not", "never") for c in layers.all_children(i, "advmod"))


def _complement(layers: Layers, words: CueWords, i: int, keys: list[str], passive: bool) -> tuple[Attitude | None, tuple[Run, ...]]:
    """Attitude and content of a verb: its clause, else its open clause, else its noun, else what stands around "X said"."""
    clause = next((words.clause[k] for k in keys if k in words.clause), None)
    c = layers.child(i, "ccomp")
    if c is not None and clause is not None and not (c > i and _is_open(layers, c)):
        return clause, _clause_runs(layers, i, c)
    opened = _open_clause(layers, i)
    key = next((k for k in keys if k in words.open), None)
    if opened is not None and key is not None and not passive:
        if layers.lemmas[opened] in words.grammar.not_said:
            return None, ()
        first = opened - (layers.low[opened - 1] == "to")
        return words.open[key], tidied(layers, [(first, _until(layers, i, opened))])
    key = next((k for k in keys if k in words.object), None)
    c = _object(layers, i, key) if key is not None and not passive else None
    if key is not None and c is not None:
        if layers.lemmas[c] in words.grammar.not_said:
            return None, ()
        first = layers.edges[c][0] + ("_" in key and layers.child(c, "case") == layers.edges[c][0])
        return words.object[key], tidied(layers, [(max(first, i + 1), _until(layers, i, c))])
    if clause is None or layers.lemmas[i] in words.grammar.with_clause or (opened is not None and layers.deprels[opened] == "xcomp"):
        return None, ()
    if layers.lemmas[i] not in words.grammar.plain and layers.child(i, "obj") is not None:
        return None, ()
    return clause, around(layers, i, None)


def _is_open(layers: Layers, c: int) -> bool:
    return opened_by(layers, c, "to") and layers.child(c, "nsubj") is None


def _open_clause(layers: Layers, i: int) -> int | None:
    """The infinitive or gerund that completes a verb, on itself or on the one spoken to."""
    for c in layers.children[i]:
        if c > i and layers.deprels[c] in ("xcomp", "ccomp", "advcl"):
            gerund = layers.deprels[c] != "advcl" and layers.low[c].endswith("ing")
            if opened_by(layers, c, "to") or gerund:
                return c
    for c in layers.all_children(i, "obj", "obl", "iobj"):
        for d in layers.all_children(c, "acl"):
            if d > i and opened_by(layers, d, "to"):
                return d
    return None


def _object(layers: Layers, i: int, key: str) -> int | None:
    preposition = key.partition("_")[2]
    if not preposition:
        c = layers.child(i, "obj")
        return c if c is not None and c > i and layers.upos[c] != "PRON" else None
    for c in layers.all_children(i, "obl", "advcl"):
        case = layers.child(c, "case", "mark")
        if c > i and case is not None and layers.low[case] == preposition:
            return c
    return None


def _until(layers: Layers, i: int, c: int) -> int:
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
        if d > c and layers.deprels[d] in ("conj", "parataxis", "advcl") and (_leaves(layers, d, stop) or denier(layers, d) == i):
            stop = min(stop, layers.edges[d][0])
    stop = min(stop, layers.sentences[layers.sentence_of[i]][1])
    return next((k for k in range(c + 1, stop) if goes_on(layers, k)), stop)


def _leaves(layers: Layers, d: int, stop: int) -> bool:
    """Whether a clause beside the content is not of it: told by a cue of its own, or the report's "but ..." at the content's end."""
    first = layers.edges[d][0]
    if layers.low[first] == "but" and layers.edges[d][1] >= stop - 1 and layers.child(d, "nsubj") is not None:
        return layers.child(d, "mark") is None and not any(w in MARKS for w in layers.words[first:stop])
    return is_cue(layers, d) and subject_child(layers, d) is not None


def _clause_runs(layers: Layers, i: int, c: int) -> tuple[Run, ...]:
    first, stop = layers.edges[c]
    if c < i and (opening := _that_after(layers, i)) is not None:
        return tidied(layers, [(opening, layers.sentences[layers.sentence_of[i]][1])])  # whatever clause the tree has said
    if c > i:
        that = next((k for k in layers.all_children(c, "mark") if k > i and layers.low[k] == "that"), i)
        return tidied(layers, [(max(that, min(max(first, i + 1), _after_cue(layers, i))), _until(layers, i, c))])
    for d in layers.all_children(i, "ccomp"):
        first, stop = min(first, layers.edges[d][0]), max(stop, layers.edges[d][1] if d < i else stop)
    zone = _zone(layers, i, c)
    begin = layers.sentences[layers.sentence_of[i]][0]
    if layers.heads[i] < 0 and not any(is_cue(layers, k) for k in range(begin, first)):
        first = begin
    runs = without([(first, stop)], zone)
    return tidied(layers, [(a, b) for a, b in runs if a < i or not any(goes_on(layers, k) for k in range(a, b))])


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


def _zone(layers: Layers, i: int, c: int | None) -> Run:
    """The words of the attribution itself: the verb with all that hangs on it but its content c."""
    first, stop = i, i + 1
    for d in layers.children[i]:
        if d == c or layers.deprels[d] in ("punct", "cc", "conj", "ccomp", "parataxis"):
            continue
        a, b = layers.edges[d]
        if c is not None and (a <= c < b or d < c < i):
            continue
        first, stop = min(first, a), max(stop, b)
    return first, stop


def around(layers: Layers, i: int, source_run: Run | None) -> tuple[Run, ...]:
    """The content of a verb without a clause: after its colon, or what its own phrase trails, interrupts or opens."""
    begin, end = layers.sentences[layers.sentence_of[i]]
    for k in range(i + 1, min(end, i + 12)):
        if layers.words[k] == ":":
            return tidied(layers, [(k + 1, end)])
    before = _trailed(layers, i, source_run, begin, end)
    if before:
        return before
    after = _after_cue(layers, i)
    opens = i - begin < _OPENING or layers.low[i - 1] in JOINTS
    if opens and end - after > _LEAST and any(layers.upos[k] in ("VERB", "AUX") for k in range(after, end)):
        return tidied(layers, [(after, end)])
    return ()


def _trailed(layers: Layers, i: int, source_run: Run | None, begin: int, end: int) -> tuple[Run, ...]:
    """What "X said" at its end or in its midst is said of."""
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
    if layers.deprels[i] == "parataxis" and head >= 0 and not layers.edges[i][0] <= head < layers.edges[i][1]:
        return tidied(layers, without([layers.edges[head]], zone))
    trails = all(layers.upos[k] == "PUNCT" for k in range(zone[1], end))
    joined = zone[0] > begin and layers.low[zone[0] - 1] in JOINTS
    return tidied(layers, [(begin, zone[0])]) if trails and not joined and zone[0] - begin >= _LEAST else ()


# -- special verbs -----------------------------------------------------------------------------------------------------------


def _quoted(layers: Layers, words: CueWords, i: int, contents: tuple[Run, ...]) -> list[Said]:
    """ "X quoted Y as saying", "Y was quoted by X as saying": Y says it, and X says so."""
    head = layers.heads[i]
    if head < 0 or layers.lemmas[head] not in words.grammar.quoting or layers.low[i] != "saying" or not contents:
        return []
    passive = layers.child(head, "nsubj:pass")
    objects = (c for c in layers.all_children(head, "obj", "nsubj") if head < c < i)  # some trees take who is quoted for a subject
    speaker = passive if passive is not None else next(objects, None)
    teller = agent(layers, head) if passive is not None else subject(layers, head)
    if speaker is None:
        return []
    inner = Said(i, (i, i + 1), speaker, contents, "say")
    if teller is None:
        return [inner]
    first = phrase_start(layers, speaker) if passive is None else i
    return [Said(head, (head, head + 1), teller, ((first, contents[-1][1]),), "say"), inner]


# -- adjectives, nouns, phrases ----------------------------------------------------------------------------------------------


def _adjective(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "is opposed to X", "are worried that Y"."""
    attitude = words.adjectives.get(layers.lemmas[i]) or words.adjectives.get(layers.low[i])
    if attitude is None:
        return []
    if layers.upos[i] == "VERB" and layers.deprels[i] not in ("xcomp", "acl", "advcl", "amod") and layers.child(i, "aux:pass", "cop") is None:
        return []
    source = layers.child(i, "nsubj")
    if source is None and layers.deprels[i] in ("xcomp", "conj") and layers.heads[i] >= 0:
        source = subject(layers, layers.heads[i])
    if source is None and layers.deprels[i] in ("acl", "advcl", "amod") and layers.heads[i] >= 0:  # "Turkey, worried about ..., urged"
        source = layers.heads[i] if layers.upos[layers.heads[i]] in NOMINAL else subject_child(layers, layers.heads[i])
    c = next((d for d in layers.children[i] if d > i and layers.relations[d] in ("ccomp", "xcomp", "advcl", "obl")), None)
    if source is None or c is None or layers.child(i, "expl") is not None or _negated(layers, i):
        return []
    first, stop = layers.edges[c]
    first += layers.child(c, "case") == first
    return [Said(i, (i, i + 1), source, tidied(layers, [(max(first, i + 1), stop)]), attitude)]


def _noun(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "the ministry's claim that ..."; of nouns with no owner, only reports speak for themselves."""
    attitude = words.nouns.get(layers.lemmas[i])
    if attitude is None:
        return []
    c = next((d for d in layers.all_children(i, "acl", "ccomp") if d > i and opened_by(layers, d, "that")), None)
    if c is None:
        return []
    source = author(layers, i)
    if source is not None and layers.upos[source] == "PRON":
        source = _owner(layers, i) or source
    if source is None and layers.deprels[i] == "obj" and layers.lemmas[layers.heads[i]] in lexicon().grammar.giving:
        source = subject(layers, layers.heads[i])
    if source is None and layers.deprels[i] == "obj" and layers.lemmas[layers.heads[i]] in words.grammar.quoting:
        source = subject(layers, layers.heads[i])
    if source is None and layers.lemmas[i] == "report":
        source = i
    if source is None:
        return []
    first, stop = layers.edges[c]
    return [Said(i, (i, i + 1), source, tidied(layers, [(max(i + 1, first), stop)]), attitude)]


def _owner(layers: Layers, i: int) -> int | None:
    """Whom "their assertions" at word i are of: the subject of the verb over it, of its own sentence."""
    k = i
    while k >= 0 and layers.upos[k] != "VERB":
        k = layers.heads[k]
    source = subject(layers, k) if k >= 0 else None
    return source if source is not None and source < i and layers.upos[source] in ("NOUN", "PROPN") else None


def _headline(layers: Layers, k: int) -> Said | None:
    """ "X: Y" and "Y: X" where sentence k is a headline: a short name without a verb says what the other side tells."""
    begin, end = layers.sentences[k]
    colon = next((i for i in range(begin + 1, end - 1) if layers.words[i] == ":"), None)
    if colon is None or (k > 0 and layers.words[end - 1] == "."):
        return None
    stop = end - (layers.upos[end - 1] == "PUNCT")
    for source, content in (((begin, colon), (colon + 1, stop)), ((colon + 1, stop), (begin, colon))):
        short = 0 < source[1] - source[0] <= _SHORT and not any(layers.upos[i] in ("VERB", "AUX", "NUM", "PUNCT") for i in range(*source))
        told = content[1] - content[0] >= _LEAST and any(layers.upos[i] == "VERB" for i in range(*content))
        name = layers.name_at[source[1] - 1]
        if short and told and (name is None or name.label in ("PER", "ORG")) and layers.upos[source[1] - 1] in ("NOUN", "PROPN"):
            return Said(colon, (colon, colon + 1), top(layers, *source), tidied(layers, [content]), "say", source)
    return None


def _phrase(layers: Layers, words: CueWords, i: int) -> list[Said]:
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
        else:
            break
    return k


def _opens_clause(layers: Layers, k: int, i: int) -> bool:
    """Whether the source ends at word k, a comma lost: "according to the bulletin Red Front gunmen ...", "... the Observatory IS has lost"."""
    name = layers.name_at[k + 1]
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
