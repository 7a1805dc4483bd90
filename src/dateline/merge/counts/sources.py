"""Who gives a figure, and for whom a person speaks."""

from dateline.merge.corpus import Corpus
from dateline.merge.keys import party_key
from dateline.records import Figure, Role
from dateline.resolve.parts import voices


def source_of(corpus: Corpus, f: Figure) -> tuple[str, str]:
    """Who gives a figure: a key and a name; the outlet itself where no source is named."""
    spoke = voices(f.sources)[-1] if f.sources else ()
    if any(party.name for party in spoke):
        return " and ".join(sorted(map(party_key, spoke))), " and ".join(party.name for party in spoke)
    return f"voice of {corpus.publisher(f)}", corpus.publisher(f)


def houses(corpus: Corpus) -> dict[str, str]:
    """Persons, by key, and the organisation that each is said to speak for."""
    return {party_key(r.person): party_key(r.organisation) for r in corpus.all(Role) if r.organisation is not None}


def of_one_house(a: str, b: str) -> bool:
    """Whether one name holds the other: "senior United Nations official", "United Nations"."""
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "
