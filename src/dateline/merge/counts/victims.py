"""Whom two figures count, and whether they may be the same people."""

from dateline.merge.counts.lying import Lying
from dateline.merge.counts.words import CIVILIANS, FIGHTERS, PEOPLE, forms, words
from dateline.records import Figure


def kind_of(f: Figure) -> str:
    """The kind of people that a figure counts: one of the lexicon, else the noun itself; people, where nothing is said of whom."""
    told = (f.of or "").replace("-", " ").split()
    if not told:
        return PEOPLE
    low = [w.lower() for w in told]
    kind = next((k for form in forms(low[-1]) if (k := words().kinds.get(form))), None)
    if kind is None:
        return PEOPLE if len(told) == 1 and told[0].istitle() and low[0].endswith("s") else low[-1]  # "Syrians"
    if kind in (FIGHTERS, PEOPLE):
        return next((words().sides[w] for w in low[:-1] if w in words().sides), kind)
    return kind


def victims_lie(a: Figure, b: Figure) -> Lying:
    """How those whom `a` counts lie to those whom `b` counts.

    One outlet calls all the dead of an attack civilians that another calls people: the two are the same, but for parts and totals.
    """
    one, other = kind_of(a), kind_of(b)
    whole_events = not any(f.part_of is not None or f.scope == "cumulative" for f in (a, b))
    if one == other or (whole_events and {one, other} == {PEOPLE, CIVILIANS}):
        return "same"
    return "inside" if other in _over(one) else "around" if one in _over(other) else "apart"


def _over(kind: str) -> list[str]:
    """The kinds that `kind` lies in."""
    out: list[str] = []
    while kind != PEOPLE:
        kind = words().within.get(kind, PEOPLE)
        out.append(kind)
    return out
