"""What words and parties are known by, so that two tellings of them can be found to be one."""

import re
from collections.abc import Iterable

from dateline.knowledge import actors
from dateline.resolve.parts import Party

_APART = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


MADE = ("name:", "noun:")  # how ids open that no reader gives: those of a name, or of a word within a country
APART = "#"  # in an id, before the name or the report by which people hold some apart from an actor


def words_key(words: str) -> str:
    """Words without case and punctuation, for comparing."""
    return _APART.sub(" ", words.replace(".", "").lower()).strip()


def written_key(words: str) -> str:
    """As `words_key`, without the article in front."""
    return words_key(words).removeprefix("the ")


def way_of(asked: str, name: str) -> int | None:
    """How words name somebody of a name, both as `words_key` gives them: as a whole (0), as its end (1), within it (2), or not at all."""
    if asked == name:
        return 0
    if f" {asked} " not in f" {name} ":
        return None
    return 1 if name.endswith(f" {asked}") else 2


def party_key(party: Party) -> str:
    """What a party is known by: the name that the base has, since people and organs of states are called in many ways; else its own.

    A government is known by the state's name, so that a mention of the state without an id fits too; one whom people hold for several, by the id.
    """
    if party.actor is not None and party.actor.startswith(MADE):
        return words_key(party.actor.partition(":")[2])
    known = actors.actor(party.actor) if party.actor is not None else None
    if known is not None and known.kind == "government":
        known = actors.actor(f"state:{known.country}")
    return words_key(_ARTICLE.sub("", party.name if known is None else known.name))


def party_keys(parties: Iterable[Party]) -> frozenset[str]:
    """The keys of several parties."""
    return frozenset(party_key(p) for p in parties)


def is_named(party: Party) -> bool:
    """Whether a party is told by a name, not by a word such as "gunmen"."""
    return party.name[:1].isupper() or (party.actor is not None and not party.actor.startswith("noun:"))
