"""What figures say in numbers, and whether two of them can both hold."""

from dateline.records import Figure

_ABOUT = 0.1  # of a number: "about 200" holds for 180 to 220


def size_of(f: Figure) -> int | None:
    """The number that a figure is ranked by."""
    return f.low if f.low is not None else f.high


def bounds_of(f: Figure) -> tuple[int | None, int | None, str]:
    """What a figure says."""
    return f.low, f.high, f.bound


def can_both_hold(a: Figure, b: Figure) -> bool:
    """Whether what `a` and `b` say of one scope can both be so.

    Intervals that meet can: "dozens" and 28, "at least 26" and 30. But who says "more than 7,500" has counted no more: two different floors, or two
    different ceilings, are two counts.
    """
    if a.bound == b.bound and a.bound in ("at_least", "at_most"):
        return bounds_of(a) == bounds_of(b)
    (low, high), (least, most) = _reach(a), _reach(b)
    return low <= most and least <= high


def _reach(f: Figure) -> tuple[float, float]:
    low, high = float(f.low or 0), float("inf") if f.high is None else float(f.high)
    return (low * (1 - _ABOUT), high * (1 + _ABOUT)) if f.bound == "about" else (low, high)
