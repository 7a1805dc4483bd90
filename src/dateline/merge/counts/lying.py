"""How one thing that a figure is of (people, a place, a time) lies to another's."""

from collections.abc import Iterable
from typing import Literal

# `inside`: the first lies in the second; `around`: the second in the first; `unknown`: one of them is not told.
Lying = Literal["same", "inside", "around", "apart", "unknown"]


def together(lyings: Iterable[Lying]) -> Lying:
    """How two things lie by several of their sides: apart where any does, or where each reaches beyond the other."""
    told = set(lyings) - {"unknown"}
    if "apart" in told or {"inside", "around"} <= told:
        return "apart"
    return "inside" if "inside" in told else "around" if "around" in told else "same" if told else "unknown"
