"""The plain form of an English word: a list of irregular forms, then rules on endings."""

import re
from functools import cache, lru_cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import parts, table

_LIST = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv", "AUX": "aux", "PRON": "pron", "DET": "pron"}
_VOWELS = "aeiou"
# Of a verb's stem left by -ed or -ing: endings that call for an -e, and those that never take one.
_TAKES_E = re.compile(
    r"""(?: [vuc] | [^z]z(?<!tz)              # save, argue, announce, seize
        | (?<![aeiou])[aeiou]s (?<!us) | us | [aeiou]{2}s | [nrlp]s   # close, use, cause, endorse
        | [dr]g | [aeiou]g | [aeu]ng            # judge, urge, engage, change
        | [^aeiouylr]l                          # enable, settle
        | [^aeiou](?:at|iat|ut|ot|ar|ir|ur|or|ad|id|ed|od|ud|ap|ip|op|ak|ik|ok|ib|ob|ub|am|im|um|om|al|il|ol|ul|in|an|un|af|if)
        | (?:[iu]|qu)at                          # negotiate, evaluate
        | uad | qu(?:ir|ak|ot|ar)                # persuade, require
        )$""",
    re.VERBOSE,
)
_PLAIN_LONG = re.compile(  # longer stems that end like the above and take no -e
    r"(?:[^aeiou]ip|[bdmsv]it|[lv]op|[lh]om|[bdfnst]om|[mnbrt]al|[dnv]al|[cv]il|[rd]in|gan|[ct]an|er|en|on|el|et|it|em|isan|erad)$"
)
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_SIBILANT = re.compile(r"(?:ss|x|ch|sh|zz)es$")


@lru_cache(maxsize=65536)
def lemma(word: str, upos: str) -> str:
    """The plain form of `word`, case-folded, as the Universal Dependencies part of speech `upos` calls for; itself where nothing is known."""
    low = word.casefold().replace("’", "'")
    kind = _LIST.get(upos)
    if kind is None or not low:
        return "not" if upos == "PART" and low in ("n't", "nt") else low
    known = _irregular(kind).get(low)
    if known is not None:
        return known
    if "-" in low and upos in ("NOUN", "VERB"):
        head, _, tail = low.rpartition("-")
        return f"{head}-{lemma(tail, upos)}" if tail else low
    if upos == "NOUN":
        return _noun(low)
    if upos == "VERB":
        return _verb(low)
    if upos == "ADJ" or upos == "ADV":
        return _compared().get(low, low)
    return low


def _noun(word: str) -> str:
    if word.endswith(("men", "children")) and len(word) > 4:
        return word[:-2] + "an" if word.endswith("men") else word[:-3]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if _SIBILANT.search(word) or word.endswith("oes"):
        return word[:-2]
    if word.endswith("uses") and len(word) > 6 and word[-5] not in _VOWELS + "f":
        return word[:-2]
    return word[:-1]


def _verb(word: str) -> str:
    for prefix in ("re", "over", "under", "out", "mis", "un", "fore"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            known = _irregular("verb").get(word[len(prefix) :])
            if known is not None and known != word[len(prefix) :] and not word.endswith(("ed", "ing")):
                return prefix + known
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if _SIBILANT.search(word) or word.endswith("oes"):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ed") and len(word) > 3 and _has_vowel(word[:-2]) and not word.endswith("eed"):
        return _stem(word[:-2])
    if word.endswith("ing") and len(word) > 4 and _has_vowel(word[:-3]):
        return _stem(word[:-3])
    if word.endswith("in'") and len(word) > 4:
        return _stem(word[:-3])
    return word


def _has_vowel(stem: str) -> bool:
    return any(c in "aeiouy" for c in stem)


def _stem(stem: str) -> str:
    """The plain form of a verb without its -ed or -ing."""
    if _DOUBLED.search(stem):
        return stem if stem[-1] == "l" else stem[:-1]
    if stem.endswith("y") or len(stem) < 2:
        return stem
    groups = re.findall("[aeiouy]+", stem)
    if len(groups) == 1 and stem[-1] not in _VOWELS + "wxyhsczvg":  # one syllable: hope but load, fire but turn
        lone = len(groups[0]) == 1 and stem[-2] in _VOWELS + "y"
        guarded = stem.startswith(("qui", "qua", "quo", "squ")) and stem[-2] in _VOWELS
        return stem + "e" if lone or guarded or stem.endswith(("bl", "cl", "dl", "fl", "gl", "kl", "pl", "tl", "zl")) else stem
    if _TAKES_E.search(stem) and not (len(groups) > 1 and _PLAIN_LONG.search(stem)):
        return stem + "e"
    return stem


@cache
def _irregular(kind: str) -> dict[str, str]:
    """Form → plain form. Raises LexiconError where one form is given to two words."""
    out: dict[str, str] = {}
    for row in table("irregular.tsv"):
        if row["pos"] == kind:
            for form in parts(row["forms"]):
                if out.setdefault(form, row["lemma"]) != row["lemma"]:
                    raise LexiconError(f"irregular.tsv: {form!r} is of {out[form]!r} and of {row['lemma']!r}; reinstall dateline")
    return out


@cache
def _compared() -> dict[str, str]:
    """Comparatives and superlatives of the listed adjectives; without a list, "proper" and "honest" would be compared forms."""
    out: dict[str, str] = {}
    for plain in (form for row in table("irregular.tsv") if row["pos"] == "compared" for form in parts(row["forms"])):
        if plain.endswith("e"):
            stems = [plain[:-1]]
        elif plain.endswith("y") and plain[-2] not in _VOWELS:
            stems = [plain[:-1] + "i", plain]
        elif re.search(r"^[^aeiou]+[aeiou][bdgmnt]$", plain):
            stems = [plain + plain[-1]]
        else:
            stems = [plain]
        for stem in stems:
            out[stem + "er"] = out[stem + "est"] = plain
    return out
