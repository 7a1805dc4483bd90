"""Why an act is told: the frame of the lexicon that found it, the words that met what the frame asks for, and what the trained head makes of it."""

import msgspec

from dateline.records.acts.acts import Act, Acts
from dateline.records.acts.frames import Slots
from dateline.records.acts.likely import likely_between
from dateline.span import Span

_SHOWN = 3  # types told


class Fired(msgspec.Struct, frozen=True):
    """One thing that a frame asks for or fills, as the lexicon writes it ("obj:@place", "actor: subj"), and the words that met it.

    What asks that there be none ("!obj:*") has no words.
    """

    asked: str
    words: tuple[Span, ...] = ()


class Why(msgspec.Struct, frozen=True):
    """The frame as "assault:12:shell" (file, row, trigger), its trigger's words, all that fired, and the likeliest types."""

    frame: str
    trigger: tuple[Span, ...]
    fired: tuple[Fired, ...] = ()
    likely: tuple[tuple[str, float], ...] = ()


def why(acts: Acts, act: Act) -> Why:
    """What made the act that `acts` found."""
    words = acts.layers

    def spans(heads: list[int]) -> tuple[Span, ...]:
        return tuple(words.span(k, k + 1) for k in heads)

    fired = [Fired(str(test), spans(acts.met(test, act))) for test in act.frame.tests]
    fired += [Fired(flag) for flag in sorted(act.frame.flags)]
    for name, slots, sides in (("actor", act.frame.actors, act.actors), ("recipient", act.frame.recipients, act.recipients)):
        if sides:
            fired.append(Fired(f"{name}: {_slots(slots)}", spans([side.word for side in sides])))
    instrument = acts.instrument(act.word) if act.frame.type == "ASSAULT" and act.frame.mode is None else None
    if instrument is not None:
        fired.append(Fired(f"mode: {act.mode}", spans([instrument])))
    return Why(act.frame.name, spans(sorted(act.trigger.words)), tuple(fired), _likely(acts, act))


def _likely(acts: Acts, act: Act) -> tuple[tuple[str, float], ...]:
    """The likeliest types of what the first actor does to the first recipient; none where a side is missing."""
    words = acts.layers
    first, stop = words.sentences[words.sentence_of[act.word]]
    sides = [side[0].word for side in (act.actors, act.recipients) if side]
    if len(sides) < 2 or not all(first <= k < stop for k in sides):
        return ()
    source, target = ((k - first, k + 1 - first) for k in sides)
    return tuple(likely_between(words.words[first:stop], source, target, act.type).items())[:_SHOWN]


def _slots(slots: Slots) -> str:
    return " or ".join("+".join(union) for union in slots)
