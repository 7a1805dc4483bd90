"""The tables of `guide.toml`: what MUC-4's guide asks of an incident, as words of our records."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Table = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Guide:
    """The tables, each under its name there."""

    countries: frozenset[str]
    recent: int
    authorities: frozenset[str]
    state: frozenset[str]
    unlawful: frozenset[str]
    modes: Table
    triggers: Table
    stages: Table
    effects: Table
    words: Table
    instruments: frozenset[str]
    instruments_only: Table

    @property
    def armed(self) -> frozenset[str]:
        """The sectors of all who fight."""
        return self.state | self.unlawful


@cache
def guide() -> Guide:
    """The tables, read once."""
    said = tomllib.loads((Path(__file__).parent / "guide.toml").read_text("utf-8"))
    return Guide(
        countries=frozenset(said["countries"]),
        recent=said["recent"],
        authorities=frozenset(said["authorities"]),
        state=frozenset(said["state"]),
        unlawful=frozenset(said["unlawful"]),
        modes=_table(said["types"]["modes"]),
        triggers=_table(said["types"]["triggers"]),
        stages=_table(said["stages"]),
        effects=_table(said["effects"]),
        words=_table(said["words"]),
        instruments=frozenset(said["instruments"]["words"]),
        instruments_only=_table(said["instruments"]["only"]),
    )


def _table(said: Mapping[str, list[str]]) -> Table:
    return {name: frozenset(words) for name, words in said.items()}
