"""Every attribution that the lexicon and the tree tell, in whatever way, in reading order."""

from dateline.annotate.layers import Layers
from dateline.resolve.chains import cited, hearsay, phrases, stances, turns, verbs
from dateline.resolve.chains.cue_words import CueWords, lexicon
from dateline.resolve.chains.said import Said


def sayings(layers: Layers, text: str) -> list[Said]:
    """Every attribution that the lexicon and the tree tell. A content may be missing where a quotation, or who brings the source in, must give it."""
    words = lexicon()
    opens = {phrase[0] for phrase in words.grammar.phrases}
    out: list[Said] = []
    for i, low in enumerate(layers.low):
        found = _at(layers, words, i)
        if found:
            out.extend(found)
        elif low in opens:
            out.extend(phrases.by_phrase(layers, words, i))
    first = phrases.by_colon(layers, 0) if layers.sentences else None
    opening = [first] if first is not None else []
    return cited.placed(layers, sorted([*opening, *out, *turns.by_turns(layers, words, text)], key=lambda s: s.head))


def _at(layers: Layers, words: CueWords, i: int) -> list[Said]:
    """What word i tells as a cue."""
    lemma = layers.lemmas[i]
    match layers.upos[i]:
        case "VERB":
            found = _verb(layers, words, i) if lemma in words.verbs else []
            return found or stances.by_adjective(layers, words, i)  # "opposed" is a verb to some
        case "ADJ":
            return stances.by_adjective(layers, words, i)
        case "NOUN" if lemma in words.nouns:
            return stances.by_noun(layers, words, i)
        case "NOUN" if lemma in words.grammar.views:
            return phrases.by_view(layers, words, i)
        case "NOUN" if lemma in words.grammar.favour:
            return stances.in_favour(layers, i)
        case "ADP" if lemma == "against":
            return stances.against(layers, i)
        case "ADV" if lemma in words.hearsay_adverbs:
            return hearsay.by_adverb(layers, words, i)
        case _:
            return []


def _verb(layers: Layers, words: CueWords, i: int) -> list[Said]:
    return cited.by_citing(layers, words, i) or verbs.by_verb(layers, words, i) or hearsay.by_passive(layers, words, i)
