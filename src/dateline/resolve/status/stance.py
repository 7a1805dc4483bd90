"""A stance, and what a governing word makes of one. The effects are those of lexicons/status.toml."""

from typing import NamedTuple

from dateline.resolve.parts import REAL, Certainty, Status


class Stance(NamedTuple):
    """Status, negation and certainty of one predicate, as the innermost clause says."""

    status: Status
    negated: bool = False
    certainty: Certainty = "certain"


class _Mark(NamedTuple):
    """What an effect puts on the governor's stance, whatever that is."""

    status: Status | None = None
    flips: bool = False
    at_most: Certainty = "certain"


DONE = Stance("happened")
THOUGHT = Stance("hypothetical", False, "possible")
_RANK: dict[Certainty, int] = {"certain": 2, "probable": 1, "possible": 0}
_MARKS = {
    "planned": _Mark("planned"),
    "likely": _Mark("planned", at_most="probable"),
    "unlikely": _Mark("planned", flips=True, at_most="probable"),
    "demanded": _Mark("demanded"),
    "offered": _Mark("offered"),
    "hypothetical": _Mark("hypothetical", at_most="possible"),
    "negated": _Mark(flips=True),
    "probable": _Mark(at_most="probable"),
    "possible": _Mark(at_most="possible"),
}
EFFECTS = frozenset((*_MARKS, "same", "known", "caused", "obliged", "enabled", "denied", "hesitant", "attempted", "ongoing", "ended", "postponed"))


def doubted(stance: Stance, at_most: Certainty = "possible") -> Stance:
    """The stance with no more certainty than `at_most`."""
    return stance if _RANK[stance.certainty] <= _RANK[at_most] else stance._replace(certainty=at_most)


def flipped(stance: Stance) -> Stance:
    """The stance, negated where it was not."""
    return stance._replace(negated=not stance.negated)


def changed(effect: str | None, told: Stance) -> Stance:
    """What `effect` makes of the act that a word governs or stands beside, where `told` is the stance of that word."""
    mark = _MARKS.get(effect or "same")
    if mark is not None:
        own = mark.status is not None and (mark.status != "planned" or told.status in REAL)
        out = told._replace(status=mark.status) if own and mark.status is not None else told
        return doubted(flipped(out) if mark.flips else out, mark.at_most)
    match effect:
        case "attempted":
            return told if told.negated else doubted(told)
        case "denied":  # who did not refuse has not yet done it
            return Stance(told.status, False, "possible") if told.negated else flipped(told)
        case "hesitant":  # who did not hesitate did it
            return flipped(told) if told.negated else doubted(flipped(told), "probable")
        case "caused":  # who was not forced to may have done it none the less
            return doubted(told) if told.negated else told
        case "obliged":
            return changed("caused" if told.status == "happened" else "demanded", told)
        case "enabled":  # "was able to" did, "is able to" may
            return changed("hypothetical", told) if told.status == "ongoing" and not told.negated else told
        case "postponed":  # who did not delay it kept to it
            return told._replace(negated=False) if told.negated else changed("planned", told)
        case "ongoing":
            return told._replace(status="ongoing") if told.status == "happened" else told
        case "ended":  # what is to be ended goes on
            return DONE if told.status == "happened" and not told.negated else Stance("ongoing")
    return told


def over_clause(effect: str | None, own: Stance, governor_negated: bool) -> Stance:
    """What `effect` makes of a clause with a tense, and so a stance, of its own: "doubted that it fell", "is not sure that it fell"."""
    match effect:
        case "denied" | "negated":
            return doubted(own) if governor_negated else flipped(own)
        case "unlikely":  # who does not doubt it holds it to be so
            return own if governor_negated else doubted(flipped(own), "probable")
        case "probable" | "likely":  # who does not think so thinks not
            return doubted(flipped(own) if governor_negated else own, "probable")
        case "possible" | "hypothetical":
            return doubted(own)
        case "known" | "planned":
            return doubted(own) if governor_negated else own
    return own
