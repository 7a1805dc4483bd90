"""What the scorer looks at: of each mention by itself, and of each mention with one that stands before it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.layers import Layers, Name
from dateline.knowledge import countries, nouns
from dateline.resolve.coreference.mentions import Mention
from dateline.resolve.coreference.words import words_of_reference
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.places.place_words import place_words

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Column = dict[str, NDArray[Any]]
Flags = list[NDArray[np.bool_]]

PRONOUNS = ("i", "you", "we", "he", "she", "it", "they", "this", "these")
KINDS = (*PRONOUNS, "some", "name", "the", "demonstrative", "owned", "indefinite", "quantified", "bare", "many", "number")
RELATIONS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "compound", "conj", "appos", "root", "predicate", "vocative", "other")
TYPES = ("", "PER", "ORG", "LOC", "MISC", "time", "place", "person", "body", "group")
GENDERS = ("", "man", "woman", "thing")
_KIND, _RELATION, _TYPE, _GENDER = ({name: k for k, name in enumerate(names)} for names in (KINDS, RELATIONS, TYPES, GENDERS))
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "VERB"))
_UNTYPED = frozenset(("it", "they", "this", "these", "some"))
_THINGS = frozenset(("ORG", "LOC", "place", "body", "time"))
_PEOPLE = frozenset(("PER", "person"))
_SMALL = frozenset(("the", "a", "an", "this", "that", "these", "those", "of", "in", "on", "at", "for", "to", "'s", "’s", "'", "and", "or", ",", "."))
_MOST_WORDS = 25  # of a mention that are looked at
_ABOVE = 4  # words above the governor of a mention
_MARK = 64  # words told apart by the bits of one integer
_BUCKETS = {"length": 5, "heads before": 4, "same before": 4, "heads behind": 3, "position": 5}
NEAR, FAR, LINKED = 8, 20, 6  # mentions before a noun, and before a pronoun, and further ones with a word in common, that are looked at


@dataclass(frozen=True)
class Traits:
    """One row a mention. `own`: what the scorer is given of it; `column`: what pairs are made of; `further`: earlier ones beyond the near."""

    own: Floats
    column: Column
    further: list[list[int]]


class _Told:
    """The columns of one report while its mentions are gone through."""

    def __init__(self, layers: Layers, index: Mapping[str, int], mentions: Sequence[Mention]) -> None:
        self.layers, self.index, self.mentions = layers, index, mentions
        self.ids: dict[str, int] = {}
        self.rows: list[tuple[int, ...]] = []
        self.content: list[list[str]] = []
        self.proper: list[list[str]] = []
        self.timed = {k for t in layers.times for k in range(t.first, t.stop)}
        self.quoted = _quoted(layers.words)
        self.spoken, self.speakers = _spoken(layers)

    def id(self, text: str) -> int:
        """A number for a string, from 1."""
        return self.ids.setdefault(text, len(self.ids) + 1)


_PRONOUN_NUMBER = {"we": 2, "they": 2, "these": 2, "you": 0, "some": 0}
_COLUMNS = (
    *("kind", "relation", "type", "number", "gender", "head", "first", "stop", "joint", "sentence", "governor", "lemma", "text", "vector", "state"),
    *("deed", "proper", "clause", "quoted", "spoken", "opening", "closing", "initials", "short", "position"),
)


def traits_of(layers: Layers, mentions: Sequence[Mention], index: Mapping[str, int]) -> Traits:
    """The traits of all mentions of a report; `index` gives the rows of the word vectors, of which the last is for words without one."""
    told = _Told(layers, index, mentions)
    for mention in mentions:
        told.rows.append(_row(told, mention))
    table = np.array(told.rows, np.int64).reshape(len(mentions), len(_COLUMNS)).T
    column: Column = dict(zip(_COLUMNS, table, strict=True))
    column |= {name: column[name].astype(bool) for name in ("joint", "proper", "clause", "quoted")}
    column["pronoun"] = column["kind"] < len(PRONOUNS)
    column["subject"] = column["relation"] <= _RELATION["nsubj:pass"]
    column["above"] = _above(layers, mentions)
    column["speaker"] = np.array([told.speakers.get(m.head, -1) for m in mentions], np.int64)
    _mark_words(told, column)
    for what in ("lemma", "text"):
        column[what + " before"], column[what + " in all"] = _counts(column[what])
    return Traits(_own(column), column, _further(told))


def _above(layers: Layers, mentions: Sequence[Mention]) -> Ints:
    """For each mention, the words above its governor, the nearest first; -2 where there is none."""
    heads = layers.heads
    out = []
    for mention in mentions:
        k, found = heads[mention.head], []
        for _ in range(_ABOVE):
            k = heads[k] if k >= 0 else -1
            found.append(k if k >= 0 else -2)
        out.append(found)
    return np.array(out, np.int64)


def _row(told: _Told, mention: Mention) -> tuple[int, ...]:
    """One mention by the names of `_COLUMNS`."""
    layers, (head, first, stop, joint) = told.layers, mention
    low, upos = layers.low[head], layers.upos[head]
    pronoun = words_of_reference().pronouns.get(low) if upos in ("PRON", "DET", "PART") else None
    sentence = layers.sentence_of[head]
    governor = layers.heads[head]
    place = (head, first, stop, joint, sentence, governor)
    deed = told.index.get(layers.lemmas[governor], -1) if governor >= 0 else -1
    said = (told.quoted[head], told.spoken.get(head, -1))
    position = head - layers.sentences[sentence][0]
    vector = told.index.get(low, -1)
    if pronoun is not None:
        told.content.append([])
        told.proper.append([])
        sort = "" if pronoun in _UNTYPED else "person"
        gender = "man" if pronoun == "he" else "woman" if pronoun == "she" else ""
        which = (_KIND[pronoun], _RELATION[_relation(layers, head)], _TYPE[sort], _PRONOUN_NUMBER.get(pronoun, 1), _GENDER[gender])
        return (*which, *place, told.id("=" + pronoun), told.id("-" + low), vector, 0, deed, False, False, *said, 0, 0, 0, 0, position)
    name, lemma = layers.name_at[head], layers.lemmas[head].lower()
    sort = _type(lemma, name, head in told.timed)
    number, gender = _agreement(layers, mention, sort, name)
    which = (_KIND[_kind(layers, head, name)], _RELATION[_relation(layers, head)], _TYPE[sort], number, _GENDER[gender])
    lemmas, tags = layers.lemmas, layers.upos
    words = [k for k in range(first, min(stop, first + _MOST_WORDS)) if layers.low[k] not in _SMALL]
    told.content.append(list({lemmas[k].lower() for k in words if tags[k] in _CONTENT}))
    text = told.id("-" + " ".join([layers.low[k] for k in words]))
    vector = vector if vector >= 0 else told.index.get(lemma, -1)
    clause = any(c > head and layers.relations[c] in ("acl", "nmod") for c in layers.children[head])
    state = _state(layers.words[head])
    spelled = _spelled(told, mention, name) if upos == "PROPN" else (0, 0, 0, 0)
    if upos != "PROPN":
        told.proper.append([])
    of_state = told.id(state) if state else 0
    return (*which, *place, told.id(lemma), text, vector, of_state, deed, upos == "PROPN", clause, *said, *spelled, position)


def _relation(layers: Layers, head: int) -> str:
    relations = layers.relations
    for c in layers.children[head]:
        if relations[c] == "cop":
            return "predicate"
    relation = layers.deprels[head]
    if relation in _RELATION:
        return relation
    return relations[head] if relations[head] in _RELATION else "other"


def _spelled(told: _Told, mention: Mention, name: Name | None) -> tuple[int, int, int, int]:
    """Numbers for the first and the last word of a name, its initials, and what may be initials (0: none); its words are kept."""
    layers = told.layers
    first, stop = (name.first, name.stop) if name is not None else (mention.first, mention.stop)
    told.proper.append([layers.lemmas[k].lower() for k in range(first, stop) if layers.upos[k] == "PROPN"])
    letters = "".join([w[0] for w in layers.words[first:stop] if w[0].isupper()])
    bare = layers.words[mention.head].replace(".", "")
    initials = told.id("+" + letters) if len(letters) > 2 else 0
    short = told.id("+" + bare) if 2 < len(bare) < 7 and bare.isupper() else 0
    return told.id("." + layers.low[first]), told.id("." + layers.low[stop - 1]), initials, short


def _kind(layers: Layers, head: int, name: Name | None) -> str:
    upos = layers.upos[head]
    if upos == "PROPN" or (name is not None and name.label != "MISC"):
        return "name"
    determiner = ""
    for c in layers.children[head]:
        if layers.deprels[c] == "nmod:poss":
            return "owned"
        if c < head and not determiner and layers.relations[c] == "det":
            determiner = layers.low[c]
    if determiner:
        return "the" if determiner == "the" else words_of_reference().determiners.get(determiner, "quantified")
    if upos == "NUM":
        return "number"
    return "many" if layers.low[head].endswith("s") and layers.low[head] != layers.lemmas[head] else "bare"


def _type(lemma: str, name: Name | None, timed: bool) -> str:
    if timed:
        return "time"
    if name is not None and name.label != "MISC":
        return name.label
    return _noun_type(lemma) or ("MISC" if name is not None else "")


@lru_cache(maxsize=16384)
def _noun_type(lemma: str) -> str:
    """What a common noun tells of: time, place, person, body, group, or nothing that the lexicons know."""
    known = words_of_reference().nouns.get(lemma)
    if known is not None:
        return known if known in ("time", "place") else "person"
    if lemma in party_words().bodies:
        return "body"
    if lemma in place_words().types:
        return "place"
    if nouns.title_before([lemma]) is not None:
        return "person"
    return "group" if nouns.sector_of([lemma]) is not None else ""


def _agreement(layers: Layers, mention: Mention, sort: str, name: Name | None) -> tuple[int, str]:
    """Number (0: not told, 1: one, 2: many) and gender of what is no pronoun."""
    head = mention.head
    low, upos, lemma = layers.low[head], layers.upos[head], layers.lemmas[head]
    number = 1 if upos == "PROPN" else 0
    if mention.joint:
        number = 2
    elif upos == "NOUN":
        number = 2 if low != lemma or low in ("people", "police") else 1
    if sort in _THINGS:
        return number, "thing"
    if upos not in ("NOUN", "PROPN"):
        return number, ""
    gender = _noun_gender(lemma)
    if not gender and name is not None and name.label == "PER":
        gender = words_of_reference().given.get(layers.low[name.first], "")
    if not gender and sort in _PEOPLE:
        before = (_address(layers.low[k]) for k in range(max(mention.first, head - 4), head))
        gender = next((g for g in before if g), "")
    return number, gender


@lru_cache(maxsize=16384)
def _noun_gender(lemma: str) -> str:
    known = words_of_reference().nouns.get(lemma, "")
    if known in ("man", "woman"):
        return known
    return "woman" if lemma.endswith("woman") else "man" if lemma.endswith("man") and lemma not in ("human", "woman", "german", "roman") else ""


@lru_cache(maxsize=16384)
def _address(low: str) -> str:
    low = low.rstrip(".")
    address = party_words().address
    return "man" if low in address.man else "woman" if low in address.woman else ""


@lru_cache(maxsize=16384)
def _state(word: str) -> str:
    return countries.in_word(word) or countries.by_seat(word) or ""


def _quoted(words: Sequence[str]) -> list[bool]:
    """For each word, whether it stands between quotation marks."""
    out, within = [], False
    for word in words:
        if word == '"':
            within = not within
        elif word in ("“", "``"):
            within = True
        elif word in ("”", "''"):
            within = False
        out.append(within)
    return out


def _spoken(layers: Layers) -> tuple[dict[int, int], dict[int, int]]:
    """Words of what is said → which saying it is; words of those who say it → the same."""
    spoken: dict[int, int] = {}
    speakers: dict[int, int] = {}
    for n, saying in enumerate(layers.attributions):
        spoken.update((k, n) for first, stop in saying.contents for k in range(first, stop))
        speakers.update((k, n) for first, stop in saying.sources for k in range(first, stop))
    return spoken, speakers


def _mark_words(told: _Told, column: Column) -> None:
    """The words of each mention as bits of two integers; words that no other mention has are one flag. Some bits stand for several words."""
    counts = Counter([word for content in told.content for word in content])
    shared = [word for word, n in counts.items() if n > 1]
    bit = {word: 1 << k % (2 * _MARK) for k, word in enumerate(shared)}
    lemmas = told.layers.lemmas
    column["words"] = _marks([[bit.get(word, 0) for word in content] for content in told.content])
    column["names"] = _marks([[bit.get(word, 0) for word in proper] for proper in told.proper])
    column["heads"] = _marks([[bit.get(lemmas[m.head].lower(), 0)] if words else [] for m, words in zip(told.mentions, told.content, strict=True)])
    column["alone"] = np.array([any(word not in bit for word in content) for content in told.content], bool)


def _marks(bits: list[list[int]]) -> NDArray[np.uint64]:
    """Integers of twice 64 bits, one a mention, in two columns."""
    whole = [reduce(or_, its, 0) for its in bits]
    low = (1 << _MARK) - 1
    return np.array([[one & low for one in whole], [one >> _MARK for one in whole]], np.uint64).T


def _counts(ids: Ints) -> tuple[Ints, Ints]:
    """For each mention, how many before it, and how many in all, have the same number."""
    so_far: dict[int, int] = {}
    before = []
    every = ids.tolist()
    for one in every:
        n = so_far.get(one, 0)
        before.append(n)
        so_far[one] = n + 1
    return np.array(before, np.int64), np.array([so_far[one] for one in every], np.int64)


def _further(told: _Told) -> list[list[int]]:
    """For each mention that is no pronoun, those before it, but not near, that have its head, a name, a state or initials in common."""
    lately: dict[str | int, list[int]] = {}
    out: list[list[int]] = []
    lemmas, spelled = told.layers.lemmas, _COLUMNS.index("initials")
    state = _COLUMNS.index("state")
    for i, mention in enumerate(told.mentions):
        row, names, found = told.rows[i], told.proper[i], []
        if row[0] >= len(PRONOUNS):
            keys: list[str | int] = [lemmas[mention.head].lower(), *names]
            keys += [k for k in (row[state], row[spelled], row[spelled + 1]) if k]
            for key in dict.fromkeys((*keys, *told.content[i])) if names else keys:
                before = lately.get(key)
                if before is None:
                    lately[key] = [i]
                    continue
                for j in before[-3:]:
                    if i - j > NEAR:
                        found.append(j)
                if before[-1] != i:
                    before.append(i)
        out.append(sorted(set(found))[-LINKED:] if found else found)
    return out


def _own(c: Column) -> Floats:
    sizes = {"kind": len(KINDS), "relation": len(RELATIONS), "type": len(TYPES), "number": 3, "gender": len(GENDERS)}
    blocks = [_one_hot(c[name], size) for name, size in sizes.items()]
    sized = (c["stop"] - c["first"], c["lemma before"], c["text before"], c["lemma in all"] - c["lemma before"] - 1, c["position"])
    blocks += [_one_hot(_log(values, size), size) for values, size in zip(sized, _BUCKETS.values(), strict=True)]
    flags = (c["joint"], c["proper"], c["clause"], c["quoted"], c["position"] == 0, c["alone"], c["sentence"] == 0, c["spoken"] >= 0, c["state"] > 0)
    return np.hstack([*blocks, np.stack(flags, 1)], dtype=np.float32, casting="unsafe")


def pairs_of(traits: Traits) -> tuple[Ints, Ints]:
    """Each mention with every one before it that is looked at: the later ones, ascending, and the earlier ones."""
    n = len(traits.own)
    at = np.arange(n)
    reach = np.minimum(at, np.where(traits.column["pronoun"], FAR, NEAR))
    later = np.repeat(at, reach)
    earlier = later - 1 - (np.arange(len(later)) - np.repeat(np.cumsum(reach) - reach, reach))
    more_later = np.repeat(at, [len(f) for f in traits.further])
    more_earlier = np.array([j for f in traits.further for j in f], np.int64)
    later, earlier = np.concatenate([later, more_later]), np.concatenate([earlier, more_earlier])
    order = np.argsort(later, kind="stable")
    return later[order], earlier[order]


def pair_traits(traits: Traits, later: Ints, earlier: Ints) -> Floats:
    """What the scorer is given of each pair; the first column tells that neither is a pronoun."""
    c, i, j = traits.column, later, earlier
    apart = c["sentence"][i] - c["sentence"][j]
    nominal = ~(c["pronoun"][i] | c["pronoun"][j])
    flags = [nominal, *_same_words(c, i, j, nominal), *_same_names(c, i, j), *_agree(c, i, j), *_by_tree(c, i, j, apart)]
    often = (np.minimum(c["lemma in all"][j], 20) / 10, np.minimum(c["text in all"][j], 20) / 10)
    blocks = (
        np.stack([*flags, *often], 1),
        _one_hot(np.searchsorted((1, 2, 3, 5, 9, 17), np.maximum(apart, 0), side="right"), 7),
        _one_hot(_log(i - j - 1, 7), 7),
        _one_hot(_passed(c, i, j), 5),
    )
    return np.hstack(blocks, dtype=np.float32, casting="unsafe")


def _passed(c: Column, i: Ints, j: Ints) -> Ints:
    """How many mentions that agree with the later one stand between it and the earlier one, in the order in which pairs are given."""
    fits = np.ones(len(i), bool)
    for trait in ("gender", "number"):
        fits &= (c[trait][i] == 0) | (c[trait][j] == 0) | (c[trait][i] == c[trait][j])
    before = np.cumsum(fits) - fits
    passed: Ints = before - before[np.searchsorted(i, i)]
    return passed


def _same_words(c: Column, i: Ints, j: Ints, nominal: NDArray[np.bool_]) -> Flags:
    head, text = c["lemma"][i] == c["lemma"][j], c["text"][i] == c["text"][j]
    within = ((c["heads"][i] & c["words"][j]) != 0).any(1)
    holds = ((c["heads"][j] & c["words"][i]) != 0).any(1)
    no_more = ((c["words"][i] & ~c["words"][j]) == 0).all(1) & ~c["alone"][i]
    no_less = ((c["words"][j] & ~c["words"][i]) == 0).all(1) & ~c["alone"][j]
    both = head & nominal
    flags = [head, text, both, text & nominal, head & ~nominal, within, holds]
    return [*flags, both & no_more, both & no_less, both & ~no_more & ~no_less, no_more & nominal, no_less & nominal]


def _same_names(c: Column, i: Ints, j: Ints) -> Flags:
    proper = c["proper"][i] & c["proper"][j]
    shared = ((c["names"][i] & c["names"][j]) != 0).any(1)
    no_more = ((c["words"][i] & ~c["words"][j]) == 0).all(1) & ~c["alone"][i]
    opening, closing = proper & (c["opening"][i] == c["opening"][j]), proper & (c["closing"][i] == c["closing"][j])
    crossed = proper & (c["closing"][i] == c["opening"][j])
    first = proper & (c["opening"][i] == c["closing"][j])
    initials = ((c["short"][i] > 0) & (c["short"][i] == c["initials"][j])) | ((c["short"][j] > 0) & (c["short"][j] == c["initials"][i]))
    states = (c["state"][i] > 0) & (c["state"][j] > 0)
    same_state = states & (c["state"][i] == c["state"][j])
    flags = [shared, closing, opening, crossed, first, proper & ~shared & ~closing, closing & ~opening & no_more, closing & ~opening & ~no_more]
    return [*flags, initials, same_state, states & ~same_state]


def _agree(c: Column, i: Ints, j: Ints) -> Flags:
    out: Flags = []
    for trait in ("gender", "number", "type"):
        told = (c[trait][i] > 0) & (c[trait][j] > 0)
        same = c[trait][i] == c[trait][j]
        out += [told & same, told & ~same]
    return [*out, c["quoted"][i] & c["quoted"][j], c["quoted"][i] != c["quoted"][j], c["kind"][i] == c["kind"][j]]


def _by_tree(c: Column, i: Ints, j: Ints, apart: Ints) -> Flags:
    higher = c["above"][i] == c["governor"][j][:, None]
    governed = (c["governor"][i] == c["governor"][j]) & (c["governor"][i] >= 0)
    above, below = c["governor"][i] == c["head"][j], c["governor"][j] == c["head"][i]
    subject = c["subject"][j]
    saying = c["spoken"][i]
    return [
        (c["first"][j] <= c["first"][i]) & (c["stop"][i] <= c["stop"][j]),
        (c["first"][i] <= c["first"][j]) & (c["stop"][j] <= c["stop"][i]),
        c["head"][i] == c["head"][j],
        above,
        below,
        above & (c["relation"][i] == _RELATION["appos"]),
        below & (c["relation"][i] == _RELATION["predicate"]) & subject,
        governed,
        governed & subject,
        c["relation"][i] == c["relation"][j],
        c["subject"][i] & subject,
        (apart == 0) & subject,
        (apart == 1) & subject,
        c["position"][j] == 0,
        c["first"][i] == c["stop"][j],
        c["first"][i] == c["stop"][j] + 1,
        (saying >= 0) & (saying == c["speaker"][j]),
        (saying >= 0) & (saying == c["spoken"][j]),
        *higher.T,
        higher.any(1) & subject,
    ]


def _one_hot(values: NDArray[Any], size: int) -> Floats:
    out = np.zeros((len(values), size), np.float32)
    out[np.arange(len(values)), np.clip(values, 0, size - 1)] = 1
    return out


def _log(values: NDArray[Any], size: int) -> Ints:
    out: Ints = np.clip(np.log2(np.maximum(values, 0) + 1), 0, size - 1).astype(np.int64)
    return out
