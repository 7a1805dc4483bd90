"""Where a verb's time lies, as its form and its tree tell: before publication, after it, or unknown."""

from dateline.annotate.grammar import BEFORE_NOUN
from dateline.annotate.layers import Layers
from dateline.resolve.status.tenses import is_due
from dateline.resolve.status.words import timetabled
from dateline.resolve.times.time_words import lexicon

_CLAUSE = 40  # words of a clause to either side of its verb
_THOUSANDS = 4  # digits of a number that may be of one battle
_MILLIONS = ("million", "millions")
_FAR = 8  # steps up the tree


def is_toll_of_war(layers: Layers, i: int) -> bool:
    """Whether the verb at word i, or its object, tells what a war has come to, at no one day or town: tens of thousands, or millions."""
    over = layers.heads[i] if layers.relations[i] in ("conj", "obj") else i  # "has claimed 20,000 lives and displaced millions"
    perfect = any(layers.low[c] in ("has", "have") for verb in (i, over) for c in layers.all_children(verb, "aux"))
    low, high = layers.edges[over]
    clause = [k for k in range(max(low, i - _CLAUSE), min(high, i + _CLAUSE)) if layers.upos[k] in ("NUM", "NOUN")]
    return any(_is_huge(layers, k) if perfect else layers.low[k] in _MILLIONS for k in clause)


def _is_huge(layers: Layers, k: int) -> bool:
    word, digits = layers.low[k], layers.words[k].replace(",", "")
    if word == "thousands":  # tens of, hundreds of
        return layers.low[max(0, k - 2)] in ("tens", "hundreds")
    return (digits.isdigit() and len(digits) > _THOUSANDS) or word in _MILLIONS


def direction(layers: Layers, i: int) -> int:
    """-1 where the predicate over word i lies in the past, 1 where in the future, 0 where nothing tells."""
    verb = _predicate(layers, i)
    if verb >= 0 and _is_called_for(layers, i, verb):
        return 1
    if verb >= 0 and layers.deprels[i] in BEFORE_NOUN and _infinitive(layers, verb):
        return 0  # "to get around Friday's ruling" does not put the ruling ahead
    return _of_verb(layers, verb, _FAR) if verb >= 0 else 0


def _is_called_for(layers: Layers, i: int, verb: int) -> bool:
    """Whether time word i is the day of what `verb` calls for or sets: it stands after that, or after "for" itself."""
    verbs = lexicon().verbs
    if layers.lemmas[verb] not in verbs["calling"] or i < verb:
        return False
    for k in layers.all_children(verb, "obj", "obl"):
        if k < i and layers.lemmas[k] in verbs["called"]:
            asked = any(layers.low[c] == "for" for c in layers.all_children(k, "case"))
            return asked or any(layers.low[c] == "for" for c in layers.all_children(i, "case"))
    return False


def _predicate(layers: Layers, i: int) -> int:
    """The verb, or the nominal with a copula, that word i depends on; a noun that looks ahead ("deadline") counts; -1 where none does."""
    ahead = lexicon().verbs["ahead"]
    at = i
    for _ in range(_FAR):
        if layers.upos[at] in ("VERB", "AUX") or layers.child(at, "cop") is not None or (at != i and layers.lemmas[at] in ahead):
            return at
        if layers.heads[at] < 0:
            break
        at = layers.heads[at]
    return -1


def _of_verb(layers: Layers, verb: int, steps: int) -> int:
    verbs = lexicon().verbs
    helpers = [layers.low[c].replace("’", "'") for c in layers.all_children(verb, "aux", "cop")]
    if any(h in verbs["future"] or h in verbs["maybe"] for h in helpers):
        return 1
    if layers.lemmas[verb] in verbs["ahead"]:
        return -1 if "had" in helpers else 1  # "had been scheduled for Friday": by now that is over
    if any(h in verbs["was"] for h in helpers):
        return -1
    if is_due(layers, verb):
        return 1
    if _infinitive(layers, verb):
        return _of_infinitive(layers, verb, steps)
    word, lemma = layers.low[verb], layers.lemmas[verb]
    if helpers:  # is leaving, is planned
        return 1 if word.endswith("ing") else 0
    head = layers.heads[verb]
    if steps and head >= 0 and _leans(layers, verb):
        over = _predicate(layers, head)
        return _of_verb(layers, over, steps - 1) if over >= 0 else 0
    if word == lemma or word.endswith("s"):
        demanded = word == lemma and layers.deprels[verb] == "ccomp" and head >= 0 and layers.lemmas[head] in verbs["calling"]
        return 1 if demanded or lemma in timetabled() else 0  # "demanded that they leave by Saturday"
    past = layers.upos[verb] in ("VERB", "AUX") and not word.endswith("ing")
    return -1 if past or word in verbs["was"] else 0


def _infinitive(layers: Layers, verb: int) -> bool:
    return any(layers.low[c] == "to" for c in layers.all_children(verb, "mark", "aux"))


def _of_infinitive(layers: Layers, verb: int, steps: int) -> int:
    """To meet: ahead, unless the verb over it tells what was done ("failed to meet")."""
    head = layers.heads[verb]
    if head >= 0 and steps and layers.deprels[verb] == "xcomp" and layers.lemmas[head] in lexicon().verbs["done"]:
        if layers.lemmas[head] == "go" and layers.low[head] == "going":
            return 1
        return _of_verb(layers, head, steps - 1)
    return 1


def _leans(layers: Layers, verb: int) -> bool:
    """Whether the verb has no tense of its own: a participle in -ing, a second conjunct without subject, a clause in the present under another."""
    relation = layers.relations[verb]
    word = layers.low[verb]
    if word.endswith("ing") and word != layers.lemmas[verb]:
        return True
    if relation == "conj":
        return layers.child(verb, "nsubj") is None
    present = word == layers.lemmas[verb] or word.endswith("s")
    return relation in ("advcl", "xcomp", "acl") and present
