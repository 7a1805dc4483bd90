"""The words that tell who is meant, from lexicons/parties.toml: pronouns, forms of address, and what stands around posts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from dateline.errors import LexiconError
from dateline.lexicons.tables import toml

T = TypeVar("T")


@dataclass(frozen=True)
class Pronouns:
    """Pronouns by whom they may stand for."""

    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    relative: frozenset[str]
    told: frozenset[str]
    empty: frozenset[str]


@dataclass(frozen=True)
class Address:
    """Forms of address that tell whether a man or a woman is meant."""

    man: frozenset[str]
    woman: frozenset[str]


@dataclass(frozen=True)
class Sectors:
    """PLOVER sectors by what they mean for a party's country."""

    stateless: frozenset[str]
    local: frozenset[str]
    state: frozenset[str]
    own: frozenset[str]
    rulers: frozenset[str]
    unplaced: frozenset[str]
    foreign: frozenset[str]
    friends: frozenset[str]
    moved: frozenset[str]


@dataclass(frozen=True)
class PostWords:
    """Words around posts; parties.toml says what each is for."""

    former: frozenset[str]
    incoming: frozenset[str]
    current: frozenset[str]
    speakers: frozenset[str]
    abroad: frozenset[str]
    lent: frozenset[str]
    joints: frozenset[str]
    become: frozenset[str]
    appoint: frozenset[str]
    heading: Mapping[str, str]


@dataclass(frozen=True)
class PartyWords:
    """All of parties.toml."""

    pronouns: Pronouns
    address: Address
    particles: frozenset[str]
    small: frozenset[str]
    placing: frozenset[str]
    towards: frozenset[str]
    bodies: frozenset[str]
    loose_bodies: frozenset[str]
    body_sectors: Mapping[str, frozenset[str]]
    sectors: Sectors
    posts: PostWords


@cache
def party_words() -> PartyWords:
    """The lists, read once. Raises LexiconError where the file lacks one or holds something else."""
    data = toml("parties.toml")
    try:
        bodies = data["bodies"]
        return PartyWords(
            pronouns=_lists(Pronouns, data["pronouns"]),
            address=_lists(Address, data["address"]),
            particles=frozenset(data["names"]["particles"]),
            small=frozenset(data["names"]["small"]),
            placing=frozenset(data["places"]["placing"]),
            towards=frozenset(data["places"]["towards"]),
            bodies=frozenset(bodies["nouns"]),
            loose_bodies=frozenset(bodies["loose"]),
            body_sectors={noun: frozenset(sectors) for noun, sectors in bodies["sectors"].items()},
            sectors=_lists(Sectors, data["sectors"]),
            posts=_lists(PostWords, data["posts"]),
        )
    except (KeyError, TypeError) as error:
        raise LexiconError(f"parties.toml: {error}; reinstall dateline") from error


def _lists(made: type[T], found: Mapping[str, Any]) -> T:
    """A dataclass of word lists out of the table with the same names."""
    wanted = [f.name for f in fields(made)]  # type: ignore[arg-type]
    if set(wanted) != set(found):
        raise KeyError(f"{made.__name__} needs {', '.join(sorted(set(wanted) ^ set(found)))}")
    return made(**{name: found[name] if isinstance(found[name], dict) else frozenset(found[name]) for name in wanted})
