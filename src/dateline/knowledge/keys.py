"""The forms under which a place name is looked up: how it is written does not matter, what it says does."""

import re
import unicodedata
import zlib

# Articles of Arabic as they are spelled before a name, assimilated or not.
ARTICLES = frozenset(["al", "el", "ar", "as", "an", "ad", "az", "at", "ash", "adh", "ath", "ul", "et", "es", "en", "er", "ez", "ed", "esh", "the"])
_MADE = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_VOWELS = re.compile(r"[aeiouywh]+")
_DIGRAPHS = (
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "s"),
    ("zz", "z"),
    ("dj", "j"),
    ("q", "k"),
    ("c", "k"),
    ("v", "f"),
)


def key_of(name: str) -> str:
    """`name` without case, accents, apostrophes and dots; hyphens are blanks; "St." is Saint, "Mt." Mount."""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    out = []
    for c in flat:
        if c.isalnum():
            out.append(c)
        elif c in " -\u2010\u2011\u2013/_,\t\n\u00a0":
            out.append(" ")
    words = "".join(out).split()
    return " ".join([_MADE.get(w, w) for w in words[:-1]] + words[-1:])


def loose_key(name: str) -> str:
    """The consonants of `name` without articles, for names that every outlet spells its own way; "" where too little is left."""
    words = [w for w in key_of(name).split() if w not in ARTICLES]
    out = []
    for word in words:
        for digraph, one in _DIGRAPHS:
            word = word.replace(digraph, one)
        bones = _VOWELS.sub("", word)
        bones = re.sub(r"(.)\1+", r"\1", bones)
        out.append((word[:1] if word[:1] in "aeiouywh" else "") + bones)
    joined = " ".join(o for o in out if o)
    return joined if len(joined.replace(" ", "")) >= 3 else ""


def hash_of(key: str) -> int:
    """48 bits of `key`, alike on every machine."""
    data = key.encode()
    return (zlib.crc32(data) << 16) | (zlib.crc32(data[::-1], 0x5EED) & 0xFFFF)
