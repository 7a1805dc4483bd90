"""An incident as we have it, and when two tellings of a report tell but one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

Days = tuple[str | None, str | None]  # the first and the last day it may have been; no first: on or before the last

FACT, CLAIMED = "REPORTED AS FACT", "CLAIMED OR ADMITTED"
ACCUSED, BY_AUTHORITIES = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
ACCOMPLISHED, ATTEMPTED, THREATENED = "ACCOMPLISHED", "ATTEMPTED", "THREATENED"
ANY = "ATTACK"  # the type of what the guide has no better one for

_FAR = 6  # sentences between a deed and an accusation that means it


@dataclass(frozen=True)
class Target:
    """Someone or something that was aimed at or hurt: a name or a description, how many, what became of them; `armed`: of an armed side."""

    text: str
    named: bool = False
    number: str | None = None
    effect: str | None = None
    armed: bool = False


@dataclass(frozen=True)
class Incident:
    """One incident of a report: `places` the finest first, `organisations` with the confidence of each, `told` the sentences that tell it."""

    type: str
    stage: str
    days: Days
    country: str | None = None
    places: tuple[str, ...] = ()
    individuals: tuple[str, ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    things: tuple[Target, ...] = ()
    people: tuple[Target, ...] = ()
    instruments: tuple[str, ...] = ()
    told: tuple[int, ...] = ()


@dataclass(frozen=True)
class Blame:
    """Those whom a sentence makes out to have done a deed told elsewhere, and how surely."""

    sentence: int
    individuals: tuple[str, ...]
    organisations: tuple[str, ...]
    confidence: str


def merged(tellings: Iterable[Incident]) -> list[Incident]:
    """The incidents that some tellings, in the order of the text, add up to."""
    out: list[Incident] = []
    for told in tellings:
        at = next((k for k in range(len(out) - 1, -1, -1) if are_one(out[k], told)), None)
        if at is None:
            out.append(told)
        else:
            out[at] = _joined(out[at], told)
    return [replace(one, stage=_stage(one)) for one in out]


def are_one(a: Incident, b: Incident) -> bool:
    """Whether two tellings of one report tell the same incident: the guide parts only what differs in type, day, place or perpetrator.

    An ATTACK may be told of what is elsewhere told as a BOMBING, if both have the same target or one has none.
    """
    if (a.type != b.type and ANY not in (a.type, b.type)) or (a.stage == THREATENED) != (b.stage == THREATENED):
        return False
    if a.days[0] and b.days[0] and not (a.days[0] <= (b.days[1] or "") and b.days[0] <= (a.days[1] or "")):
        return False
    if _apart(a.places, b.places) or _apart(a.individuals, b.individuals) or _apart(dict(a.organisations), dict(b.organisations)):
        return False
    targets, others = (*a.people, *a.things), (*b.people, *b.things)
    return a.type == b.type or not targets or not others or bool(_heads(targets) & _heads(others))


def _apart(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether both name someone, and nobody in common."""
    ours, theirs = set(a), set(b)
    return bool(ours and theirs) and not ours & theirs


def _heads(targets: Iterable[Target]) -> set[str]:
    return {t.text.split(" OF ")[0].split()[-1] for t in targets if t.text.split()}


def _joined(a: Incident, b: Incident) -> Incident:
    return replace(
        a,
        type=a.type if a.type != ANY else b.type,
        stage=a.stage if a.stage == b.stage else ATTEMPTED,
        days=a.days if a.days[0] else b.days,
        country=a.country or b.country,
        places=a.places or b.places,
        individuals=distinct([*a.individuals, *b.individuals]),
        organisations=_agreed(a.organisations, b.organisations),
        things=_united(a.things, b.things),
        people=_united(a.people, b.people),
        instruments=distinct([*a.instruments, *b.instruments]),
        told=(*a.told, *b.told),
    )


def _united(a: Sequence[Target], b: Sequence[Target]) -> tuple[Target, ...]:
    out = {t.text: t for t in a}
    for one in b:
        old = out.get(one.text, one)
        out[one.text] = replace(old, number=old.number or one.number, effect=old.effect or one.effect)
    return tuple(out.values())


def _stage(one: Incident) -> str:
    """The stage of an incident: what hurt someone or destroyed something was no mere attempt."""
    harmed = any(t.effect for t in (*one.people, *one.things))
    return ACCOMPLISHED if one.stage == ATTEMPTED and harmed else one.stage


def is_specific(one: Incident) -> bool:
    """Whether an incident is told as one, as the guide asks: not "attacks on civilians" without a name, a number or a place."""
    counted = any(t.named or t.number != "PLURAL" for t in one.people)
    return counted or bool(one.things or one.places) or one.stage != ACCOMPLISHED


def lay(blame: Blame, incidents: list[Incident]) -> None:
    """Lays on someone, in the list, the deed told last before the accusation, in the sentence itself, or else next."""
    told = [(blame.sentence - t, k) for k, one in enumerate(incidents) for t in one.told]
    near = [(d if d >= 0 else _FAR - d, k) for d, k in told if -_FAR < d < _FAR]
    if not near:
        return
    k = min(near)[1]
    one = incidents[k]
    organisations = _agreed(one.organisations, [(name, blame.confidence) for name in blame.organisations])
    incidents[k] = replace(one, individuals=distinct([*one.individuals, *blame.individuals]), organisations=organisations)


def _agreed(a: Iterable[tuple[str, str]], b: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The organisations of both with the confidence in each: the first said, but who is accused anywhere, or says so, is more than told of."""
    out: dict[str, str] = {}
    for name, sure in (*a, *b):
        if out.get(name, FACT) == FACT:
            out[name] = sure
    return tuple(out.items())


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order."""
    return tuple(dict.fromkeys(texts))
