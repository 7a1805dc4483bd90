"""CEAF-REE: a report's entities by role, one to one with the key's, as Du, Rush and Cardie (2021) count them.

Strings are compared exactly but for case, articles and marks. An entity of the key is all the strings that will do, over all templates of a report,
so far as they stand in its text; optional fillers count as any, and victims are the named ones alone. One of ours has one string.
"""

from collections.abc import Sequence

from evaluation.muc.incident import Incident, distinct
from evaluation.muc.keys import Slot, Template
from evaluation.muc.pairs import normal

ROLES: dict[str, Slot] = {
    "PerpInd": "PERP: INDIVIDUAL ID",
    "PerpOrg": "PERP: ORGANIZATION ID",
    "Target": "PHYS TGT: ID",
    "Victim": "HUM TGT: NAME",
    "Weapon": "INCIDENT: INSTRUMENT ID",
}


def wanted(text: str, gold: Sequence[Template], role: str) -> list[frozenset[str]]:
    """The entities of the key, each but once."""
    text = " ".join(text.lower().split())
    held: list[frozenset[str]] = []
    for filler in (f for template in gold for f in template.fillers(ROLES[role])):
        strings = frozenset(s.lower() for s in filler.strings)
        if not any(strings <= old or old <= strings for old in held):
            held.append(strings)
    found = (frozenset(normal(s) for s in strings if s in text) for strings in held)
    return [entity for entity in found if entity]


def got(ours: Sequence[Incident], role: str) -> list[str]:
    """Our entities."""
    said: dict[str, list[str]] = {
        "PerpInd": [i for one in ours for i in one.individuals],
        "PerpOrg": [name for one in ours for name, _ in one.organisations],
        "Target": [t.text for one in ours for t in one.things],
        "Victim": [t.text for one in ours for t in one.people if t.named],
        "Weapon": [i for one in ours for i in one.instruments],
    }
    return [s for s in distinct(normal(text) for text in said[role]) if s]


def right(gold: Sequence[frozenset[str]], ours: Sequence[str]) -> int:
    """The most of ours that can stand for one of the key's each, no two for the same."""
    taken: dict[int, str] = {}

    def placed(one: str, tried: set[int]) -> bool:
        for k, entity in enumerate(gold):
            if one in entity and k not in tried:
                tried.add(k)
                if k not in taken or placed(taken[k], tried):
                    taken[k] = one
                    return True
        return False

    return sum(placed(one, set()) for one in ours)
