"""Events made up for measuring: three tellings of each act, a tenth to a third of whose fields are not told, as in news."""

import random
from datetime import date, timedelta

from dateline.merge.compare import Facts

_TYPES = ("ASSAULT", "CONSULT", "REQUEST", "ACCUSE")
_A_DAY = 100  # acts, however many there are in all
_TELLINGS = 3
_SEED = 7


def made(events: int) -> list[Facts]:
    """About so many events, always the same; few actors do most of the acts."""
    rng = random.Random(_SEED)
    acts = events // _TELLINGS
    out = []
    for k in range(acts):
        day = (date(2012, 1, 1) + timedelta(rng.randrange(max(30, acts // _A_DAY)))).isoformat()
        place, actor, recipient = f"town {rng.randrange(400)}", f"actor {min(int(rng.paretovariate(0.8)), 500)}", f"actor {rng.randrange(500)}"
        type, stem = rng.choice(_TYPES), f"w{rng.randrange(40)}"
        for telling in range(_TELLINGS):
            out.append(
                Facts(
                    id=f"{k}-{telling}",
                    report=f"r{rng.randrange(events)}",
                    type=type,
                    quad=None,
                    stem=stem,
                    words=f"{k} {telling}",
                    day=day if rng.random() < 0.8 else None,
                    told=day,
                    place=frozenset([place]) if rng.random() < 0.8 else frozenset(),
                    fine=True,
                    actors=frozenset([actor]) if rng.random() < 0.9 else frozenset(),
                    recipients=frozenset([recipient]) if rng.random() < 0.7 else frozenset(),
                    negated=False,
                )
            )
    return out
