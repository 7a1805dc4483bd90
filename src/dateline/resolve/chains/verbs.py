"""Attributions that a verb tells: its subject says what its clause, its infinitive or its object is, or what stands around "X said"."""

from typing import NamedTuple

from dateline.annotate.layers import Layers
from dateline.resolve import figure_words
from dateline.resolve.chains.contents import around, before_occasion, clause_runs, is_beside, trailed, until
from dateline.resolve.chains.cue_words import CueWords
from dateline.resolve.chains.runs import Run, tidied
from dateline.resolve.chains.said import Said, charge, clause_attitude, keys_of, unsaid, untied
from dateline.resolve.chains.subjects import agent, maker, subject
from dateline.resolve.chains.telling import is_passive, is_speaker, may_speak, opened_by, phrase_start, reckoned
from dateline.resolve.parts import Attitude

_WH = frozenset(("who", "what", "where", "when", "why", "how", "which", "whether", "if"))  # open a question, which tells no content


def by_verb(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "X said that Y", "X urged Y to Z", "X denied the charge", "X put the toll at 20"."""
    lemma = layers.lemmas[i]
    counted = reckoned(layers, i)
    if counted is not None and (counter := subject(layers, i)) is not None and not unsaid(layers, i, "say"):
        first = min(layers.edges[counted][0], counted)
        return [Said(i, (i, i + 1), counter, tidied(layers, [(max(first, i + 1), until(layers, i, counted))]), "say", sure=True)]
    if lemma in words.grammar.finding:
        return _finding(layers, words, i)
    keys = keys_of(layers, i)
    if not any(k in words.clause or k in words.open or k in words.object or k in words.naming for k in keys):
        return []
    passive = is_passive(layers, i)
    told = _passive(layers, words, i) if passive else _complement(layers, words, i, keys)
    if told is None or unsaid(layers, i, told.attitude):
        return []
    if lemma == "say" and (quoted := _quoted(layers, words, i, told.contents)):
        return quoted
    source = agent(layers, i) if passive else subject(layers, i)
    if source is None and passive:
        return []
    return [Said(i, (i, i + 1), source, told.contents, told.attitude, bare=told.bare)]


def _finding(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """ "the report found that X", "the video shows Y": verbs that say something of documents, and of those who inquire."""
    source, c = subject(layers, i), layers.child(i, "ccomp")
    if source is None or unsaid(layers, i, "say"):
        return []
    shown = layers.lemmas[source] in words.grammar.footage and maker(layers, source) is not None
    paper = shown or layers.lemmas[source] in words.grammar.documents
    if not paper and (c is None or layers.lemmas[i] not in words.grammar.inquiring or not is_speaker(layers, source)):
        return []
    if c is None and (c := layers.child(i, "obj")) is None:
        contents = around(layers, i, None)
    elif c < i or _is_question(layers, c):
        contents = clause_runs(layers, i, c) if c < i else ()
    else:
        thing = layers.child(i, "obj")  # "showed tanks entering the town"
        opens = layers.edges[thing if thing is not None and i < thing < c else c][0]
        contents = tidied(layers, [(max(i + 1, opens), until(layers, i, c))])
    return [Said(i, (i, i + 1), source, contents, "say")] if contents else []


class _Told(NamedTuple):
    """The attitude and the content of a verb; `bare` where the content is no clause with a tense of its own."""

    attitude: Attitude
    contents: tuple[Run, ...]
    bare: bool = False


def _complement(layers: Layers, words: CueWords, i: int, keys: list[str]) -> _Told | None:
    """What a verb in the active tells: its clause, else its open clause, else its noun, else what stands around "X said"."""
    clause = clause_attitude(layers, words, i)
    c = layers.child(i, "ccomp")
    if c is not None and clause is not None and not (c > i and (_is_open(layers, c) or is_beside(layers, c))):
        return None if clause != "say" and _is_question(layers, c) else _Told(clause, clause_runs(layers, i, c))
    opened = _open_clause(layers, i)
    found = (_infinitive(layers, words, i, keys, opened) if opened is not None else None) or _named(layers, words, i, keys)
    found = found or _matter(layers, words, i, keys) or (_charged(layers, words, i) if layers.child(i, "obj") is not None else None)
    if found is not None or clause is None or (opened is not None and layers.deprels[opened] == "xcomp") or _has_other_object(layers, words, i):
        return found
    if layers.lemmas[i] not in words.grammar.with_clause:
        return _Told(clause, around(layers, i, None))
    source = subject(layers, i) if layers.lemmas[i] in words.grammar.reporting else None  # "ten died the news agency reported"
    return _Told(clause, trailed(layers, i, None) if source is not None and may_speak(layers, source) else ())


def _infinitive(layers: Layers, words: CueWords, i: int, keys: list[str], opened: int) -> _Told | None:
    """ "vowed to fight on", "urged them to leave", "denied shelling the town"."""
    key = next((k for k in keys if k in words.open), None)
    polite = key == "like" and layers.lemmas[opened] in words.grammar.courtesies
    return None if key is None or polite else _bare(layers, words, i, words.open[key], opened - (layers.low[opened - 1] == "to"), opened)


def _matter(layers: Layers, words: CueWords, i: int, keys: list[str]) -> _Told | None:
    """ "denied the charge", "called for a ceasefire"."""
    key = next((k for k in keys if k in words.object), None)
    c = _object(layers, words, i, key) if key is not None else None
    if key is None or c is None:
        return None
    first = layers.edges[c][0] + ("_" in key and layers.child(c, "case") == layers.edges[c][0])
    return _bare(layers, words, i, words.object[key], max(first, i + 1), c)


def _has_other_object(layers: Layers, words: CueWords, i: int) -> bool:
    """Whether the verb acts on a thing, and so tells nothing of what stands beside it: "added another link"; not "as he put it"."""
    c = layers.child(i, "obj")
    if c is None or layers.low[c] == "it":
        return False
    return layers.lemmas[i] not in words.grammar.plain or (c > i and layers.lemmas[i] == "add")


def _bare(layers: Layers, words: CueWords, i: int, attitude: Attitude, first: int, c: int) -> _Told | None:
    """A content from word `first` on that word c heads, an infinitive or a noun."""
    if layers.lemmas[c] in words.grammar.not_said:
        return None
    return _Told(attitude, tidied(layers, [(first, before_occasion(layers, c, until(layers, i, c)))]), bare=True)


def _passive(layers: Layers, words: CueWords, i: int) -> _Told | None:
    """The same where the source is the one that "by" names: "it was reported by X that Y", "he is accused by rebels of a crime"."""
    clause = clause_attitude(layers, words, i)
    c = layers.child(i, "ccomp")
    return _Told(clause, clause_runs(layers, i, c)) if c is not None and clause is not None else _charged(layers, words, i)


def _charged(layers: Layers, words: CueWords, i: int) -> _Told | None:
    """The deed that is laid to someone named before: "accused by rebels of a crime", "whom the army accuses of a crime"."""
    key, c = charge(layers, words, i)
    return _Told(words.hearsay[key], tidied(layers, [untied(layers, c)])) if c is not None else None


def _named(layers: Layers, words: CueWords, i: int, keys: list[str]) -> _Told | None:
    """ "called the vote a farce", "described the raid as a success": what the verb calls its object, object and all."""
    attitude = next((words.naming[k] for k in keys if k in words.naming), None)
    c = layers.child(i, "obj")
    if attitude is None or c is None:
        return None
    for d in layers.all_children(i, "xcomp", "obl", "advcl"):
        tie = layers.child(d, "case", "mark")
        bare = layers.deprels[d] == "xcomp" and layers.upos[d] in ("NOUN", "PROPN", "ADJ") and not opened_by(layers, d, "to")
        if d > c > i and (bare or (tie is not None and layers.low[tie] == "as")):
            return _Told(attitude, tidied(layers, [(max(i + 1, layers.edges[c][0]), until(layers, i, d))]))
    return None


def _is_question(layers: Layers, c: int) -> bool:
    """Whether the clause of word c opens with a question word, so that it does not tell what it speaks of."""
    opens = layers.edges[c][0]
    while opens < c and layers.upos[opens] == "PUNCT":
        opens += 1
    return layers.low[opens] in _WH


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


def _object(layers: Layers, words: CueWords, i: int, key: str) -> int | None:
    """The noun that is the content. A person who is dismissed or rejected is none: what was said to be wrong must be something said or done."""
    tie = key.partition("_")[2]
    if not tie or any(layers.low[c] == tie for c in layers.all_children(i, "compound")):  # "ruled out talks"
        c = layers.child(i, "obj")
        someone = c is not None and key in words.grammar.of_matters and _is_someone(layers, c)
        bare = c is not None and layers.upos[c] == "PRON" and layers.child(c, "acl") is None
        return None if c is None or c < i or bare or someone else c
    for c in layers.all_children(i, "obl", "advcl"):
        case = layers.child(c, "case", "mark")
        if c > i and case is not None and layers.low[case] == tie:
            return c
    return None


def _is_someone(layers: Layers, c: int) -> bool:
    name, nouns = layers.name_at[c], figure_words.lexicon().nouns
    someone = layers.lemmas[c] in nouns.people or layers.lemmas[c] in nouns.groups or layers.lemmas[c] in nouns.forces
    return someone or (name is not None and name.label == "PER") or is_speaker(layers, c) or layers.child(c, "nummod") is not None


def _quoted(layers: Layers, words: CueWords, i: int, contents: tuple[Run, ...]) -> list[Said]:
    """ "X quoted Y as saying", "Y was quoted by X as saying": Y says it, and X says so."""
    head = layers.heads[i]
    while head >= 0 and layers.upos[head] in ("NOUN", "PROPN"):  # "quoted a source in the town as saying"
        head = layers.heads[head]
    if head < 0 or layers.lemmas[head] not in words.grammar.quoting or layers.low[i] != "saying":
        return []
    passive = layers.child(head, "nsubj:pass")
    objects = (c for c in layers.all_children(head, "obj", "nsubj") if head < c < i)  # some trees take who is quoted for a subject
    speaker = passive if passive is not None else next(objects, None)
    teller = agent(layers, head) if passive is not None else subject(layers, head)
    if speaker is None:
        return []
    if not contents:  # "..., the radio quoted him as saying": a quotation before it, which the radio tells
        return [Said(i, (i, i + 1), speaker, (), "say", told_by=head)] if teller is not None else []
    inner = Said(i, (i, i + 1), speaker, contents, "say")
    if teller is None:
        return [inner]
    first = phrase_start(layers, speaker) if passive is None else i
    return [Said(head, (head, head + 1), teller, ((first, contents[-1][1]),), "say"), inner]
