"""How good the reader as shipped is, on public data that nobody here wrote: `python -m evaluation [NAME] [--data PATH]`.

A yardstick is one file with a `YARDSTICK`, listed here once. Each knows the data that it is measured on, and runs on any data of the same shape.
"""

from evaluation import (
    alarms,
    attribution,
    coreference,
    demo,
    ecb,
    factuality,
    figures,
    incidents,
    merge,
    names,
    places,
    plover,
    records,
    robustness,
    seed,
    syntax,
    times,
)
from evaluation.frame import Yardstick

YARDSTICKS: tuple[Yardstick, ...] = (
    syntax.YARDSTICK,
    names.YARDSTICK,
    coreference.YARDSTICK,
    attribution.YARDSTICK,
    factuality.YARDSTICK,
    times.YARDSTICK,
    places.YARDSTICK,
    plover.YARDSTICK,
    alarms.YARDSTICK,
    incidents.YARDSTICK,
    records.YARDSTICK,
    figures.YARDSTICK,
    merge.YARDSTICK,
    ecb.YARDSTICK,
    demo.YARDSTICK,
    seed.YARDSTICK,
    robustness.YARDSTICK,
)

__all__ = ["YARDSTICKS"]
