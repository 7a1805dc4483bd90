"""PLOVER's contexts of an event, told by the words of its clause."""

from collections.abc import Sequence
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml
from dateline.records.acts.plover import CONTEXTS


def contexts_of(lemmas: Sequence[str], forms: Sequence[str]) -> tuple[str, ...]:
    """The contexts that a run of words tells, in the codebook's order; `forms` are the words as written."""
    told: set[str] = set()
    index = _index()
    low = [f.casefold() for f in forms]
    for k, word in enumerate(lemmas):
        told.update(index.get(word, ()))
        told.update(index.get(low[k], ()))
        if k:
            told.update(index.get(f"{low[k - 1]} {word}", ()))
    return tuple(c for c in CONTEXTS if c in told)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Word or pair of words → its contexts. Raises LexiconError where the list names a context that PLOVER lacks, or leaves one out."""
    listed: dict[str, str] = toml("contexts.toml")["contexts"]
    if set(listed) != set(CONTEXTS):
        raise LexiconError(f"contexts.toml: {', '.join(sorted(set(listed) ^ set(CONTEXTS)))} stand on one side only; reinstall dateline")
    out: dict[str, list[str]] = {}
    for context, words in listed.items():
        for word in words.replace("\n", ";").split(";"):
            if word.strip() and context not in out.setdefault(word.strip(), []):
                out[word.strip()].append(context)
    return {word: tuple(contexts) for word, contexts in out.items()}
