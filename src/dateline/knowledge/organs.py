"""The organs that every state has, its government, armed forces and ministries, and what each is called."""

from collections.abc import Sequence
from functools import cache

from dateline.errors import LexiconError
from dateline.knowledge import bodies
from dateline.lexicons.tables import inverted, toml

_FILE = "actors/organs.toml"


def of_body(name: str) -> str | None:
    """The organ (`mil:SYR`) that the organisation of bodies.tsv called `name` is; none where it is a body of its own."""
    return _bodies().get(name)


def plain(words: Sequence[str]) -> str | None:
    """Which organ, "gov" or "mil", words in lower case name that say nothing but what it is: ("army",), ("government", "forces")."""
    for size in (2, 1):
        kind = _plain().get(" ".join(words[-size:]))
        if kind is not None and all(w in _beside()[kind] for w in words[:-size]):
            return kind
    return None


def ministry(words: Sequence[str]) -> str | None:
    """Which ministry ("foreign-ministry") words in lower case name that say nothing else."""
    return _ministries().get(" ".join(words))


def ministries() -> dict[str, str]:
    """Every ministry with the name that is said most: "foreign-ministry" → "foreign ministry"."""
    return {kind: names[0] for kind, names in toml(_FILE)["ministries"].items()}


@cache
def _plain() -> dict[str, str]:
    return inverted(toml(_FILE)["plain"], f"{_FILE}, [plain]")


@cache
def _beside() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in toml(_FILE)["beside"].items()}


@cache
def _ministries() -> dict[str, str]:
    return inverted(toml(_FILE)["ministries"], f"{_FILE}, [ministries]")


@cache
def _bodies() -> dict[str, str]:
    named = {f"{kind}:{code}": names for kind, states in toml(_FILE)["bodies"].items() for code, names in states.items()}
    for organ, names in named.items():
        for name in names:
            found = bodies.body(name)
            if found is None or found.name != name or found.country != organ[-3:]:
                raise LexiconError(f"{_FILE}: {organ} is {name!r}, which bodies.tsv does not have for that state; reinstall dateline")
    return inverted(named, f"{_FILE}, [bodies]")
