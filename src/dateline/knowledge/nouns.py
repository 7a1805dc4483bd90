"""Common nouns and titles for those who act: PLOVER's sector for each, and whether it is an organ of the state."""

from collections.abc import Sequence
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import parts, table

_LONGEST = 5  # words in an entry of the lists


def sector_of(words: Sequence[str]) -> tuple[str, bool] | None:
    """Sector of the phrase that ends in `words`, and whether it is of a state: by the longest entry that ends it, then by its last word."""
    low = [w.casefold() for w in words]
    for size in range(min(_LONGEST, len(low)), 0, -1):
        tail = low[-size:]
        for last in _singulars(tail[-1]):
            found = _nouns().get(" ".join([*tail[:-1], last]))
            if found is not None:
                return found
    return None


def is_entry(words: Sequence[str]) -> bool:
    """Whether `words`, the last in the singular, are one entry of the list of nouns: "foreign ministry"."""
    return " ".join(w.casefold() for w in words) in _nouns()


def title_before(words: Sequence[str]) -> tuple[int, str | None] | None:
    """How many of `words`, counted from their end, are a title, and its sector (none for "spokesman"); null where they end in no title.

    Forms of address ("Mr") have the sector "address". A hyphen may be a word of its own.
    """
    low = [w.casefold() for w in words[-_LONGEST - 2 :]]
    for size in range(len(low), 0, -1):
        found = _titles().get(_hyphened(low[-size:]))
        if found is not None:
            return size, None if found == "-" else found
    return None


def is_office(words: Sequence[str], employed: bool) -> bool:
    """Whether the title that `words` end in is a post that is held: "mayor", not "resident"; "researcher" only where `employed` by a body."""
    found = title_before(words)
    if found is None:
        return False
    office = _offices()[_hyphened([w.casefold() for w in words[len(words) - found[0] :]])]
    return office == "yes" or (office == "employed" and employed)


def _hyphened(words: Sequence[str]) -> str:
    return " ".join(words).replace(" - ", "-")


@cache
def _irregular() -> dict[str, str]:
    """Plurals that no rule yields → their singular."""
    return {form: row["lemma"] for row in table("irregular.tsv") if row["pos"] == "noun" for form in parts(row["forms"]) if form != row["lemma"]}


def _singulars(word: str) -> tuple[str, ...]:
    """`word` and what it may be the plural of."""
    out = [word]
    if word in _irregular():
        out.append(_irregular()[word])
    if word.endswith("men"):
        out.append(word[:-2] + "an")
    if word.endswith("ies"):
        out.append(word[:-3] + "y")
    if word.endswith(("ses", "xes", "ches", "shes")):
        out.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        out.append(word[:-1])
    return tuple(out)


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    index: dict[str, tuple[str, bool]] = {}
    for r in table("sectors.tsv"):
        for word in parts(r["words"]):
            entry = (r["sector"], r["state"] == "yes")
            if index.setdefault(word, entry)[0] != entry[0]:
                raise LexiconError(f"sectors.tsv: {word!r} is both {index[word][0]} and {entry[0]}; reinstall dateline")
    return index


@cache
def _titles() -> dict[str, str]:
    index: dict[str, str] = {}
    for r in table("titles.tsv"):
        for title in parts(r["titles"]):
            key = title.casefold()
            if index.setdefault(key, r["sector"]) != r["sector"]:
                raise LexiconError(f"titles.tsv: {title!r} is both {index[key]} and {r['sector']}; reinstall dateline")
    return index


@cache
def _offices() -> dict[str, str]:
    index: dict[str, str] = {}
    for r in table("titles.tsv"):
        if r["office"] not in ("yes", "no", "employed"):
            raise LexiconError(f"titles.tsv: office is {r['office']!r}, not yes, no or employed; reinstall dateline")
        index.update((title.casefold(), r["office"]) for title in parts(r["titles"]))
    return index
