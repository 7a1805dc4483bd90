"""What a demand, a wish or a judgement takes for granted: told on the report's own word, though it stands within the content.

"Vowed to punish those behind the attack", "condemned the shelling that killed ten": nobody is cited for the attack and the ten dead.
"""

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.runs import Run
from dateline.resolve.chains.said import keys_of
from dateline.resolve.parts import REAL, Attitude
from dateline.resolve.status import status_of

_OPEN: frozenset[Attitude] = frozenset(("ask", "promise", "want", "fear"))
_RELATIVES = frozenset(("who", "which", "whose", "whom", "where"))


def is_granted(layers: Layers, i: int, cue: int, attitude: Attitude, contents: tuple[Run, ...]) -> bool:
    """Whether word i, within the content of the cue, is told as done though the cue asserts nothing of the kind."""
    if _in_aside(layers, i, contents):
        return True
    words = lexicon()
    judged = any(k in words.grammar.unstated for k in keys_of(layers, cue)) and layers.child(cue, "ccomp") is None
    if not judged and attitude not in _OPEN:
        return False
    beside = _beside(layers, i, contents)
    if beside is not None:
        return _is_done(layers, beside)
    noun = layers.upos[i] in ("NOUN", "PROPN") and layers.child(i, "nummod", "cop") is None
    return noun and (judged or not _is_top(layers, i, contents)) and _is_done(layers, i)


def _beside(layers: Layers, i: int, contents: tuple[Run, ...]) -> int | None:
    """The verb of the clause that stands beside what is said, if word i is in one: "who ...", "as it did last year"."""
    k = i
    while any(a <= k < b for a, b in contents):
        if layers.deprels[k] == "acl:relcl" or (layers.deprels[k] == "advcl" and layers.child(k, "nsubj") is not None):
            return k
        k = layers.heads[k]
    return None


def _in_aside(layers: Layers, i: int, contents: tuple[Run, ...]) -> bool:
    """Whether a clause that only adds to a name has word i: "said the Red Front, which took the town in May, would leave"."""
    k = i
    while any(a <= k < b for a, b in contents):
        noun = layers.heads[k]
        if layers.deprels[k] == "acl:relcl" and 0 <= noun < k:
            opens = next((w for w in range(noun + 1, k) if layers.low[w] in _RELATIVES), None)
            named = layers.name_at[noun] is not None and layers.child(noun, "nummod") is None and not _is_indefinite(layers, noun)
            return opens is not None and (layers.words[opens - 1] == "," or named)
        k = noun
    return False


def _is_indefinite(layers: Layers, noun: int) -> bool:
    return any(layers.low[c] in ("a", "an", "any", "some") for c in layers.all_children(noun, "det"))


def _is_top(layers: Layers, i: int, contents: tuple[Run, ...]) -> bool:
    return not any(a <= layers.heads[i] < b for a, b in contents)


def _is_done(layers: Layers, i: int) -> bool:
    told = status_of(layers, i)
    return told.status in REAL and not told.negated and told.certainty == "certain"
