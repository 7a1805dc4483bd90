"""The words that tell what a phrase may refer back to, from lexicons/coreference.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import inverted, toml


@dataclass(frozen=True, slots=True)
class WordsOfReference:
    """`pronouns`: form → class (i, you, we, he, she, it, they, this, these, some); `determiners`: form → demonstrative, indefinite; `nouns`: lemma →
    time, place, person, man, woman; `given`: given name → man, woman."""

    pronouns: Mapping[str, str]
    determiners: Mapping[str, str]
    nouns: Mapping[str, str]
    given: Mapping[str, str]


@cache
def words_of_reference() -> WordsOfReference:
    """The lists, read once. Raises LexiconError where the file lacks one, or has a word under two kinds."""
    raw = toml("coreference.toml")
    try:
        tables = {kind: inverted(raw[kind], f"coreference.toml, [{kind}]") for kind in ("pronouns", "determiners", "nouns", "given")}
    except (KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"coreference.toml: {error}; reinstall dateline") from error
    return WordsOfReference(**tables)
