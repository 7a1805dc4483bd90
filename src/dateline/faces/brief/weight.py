"""How much what happened weighs, where there is more than fits."""

from collections.abc import Iterable
from math import log10

from dateline.faces.brief.vocabulary import vocabulary
from dateline.merge.corpus import Corpus
from dateline.merge.days import is_long, one_day, start_of
from dateline.merge.happening import Happening
from dateline.merge.keys import is_named
from dateline.records import Event, Figure

_WAR = 10_000  # people that no one act harms
_ORIGINS = 4  # more confirm nothing new
_HARM = {"killed": 1.0, "other": 0.5, "wounded": 0.05, "missing": 0.1, "detained": 0.1, "hostages": 0.1, "displaced": 0.001}  # weighed in killed
TRUCE = "ceasefire"  # the mode of an act that may take effect by itself
_VIOLENT, _ROUTINE, _BODY = "ASSAULT", "visit", "IGO"  # a type, a mode, a sector


def weight(corpus: Corpus, h: Happening, e: Event, figures: Iterable[Figure] = ()) -> float:
    """How soon a reader wants a happening, best told by `e`: of many origins, costly by its `figures`, a turn of events, the vote of a body or an
    agreement, by those who have a name, of a known day and place. In points, set by hand: an origin counts 2, ten killed 4, a hundred 8."""
    when, parties = h.when or e.when, (*e.actors, *e.recipients)
    dated = start_of(when) is not None and not is_long(when)
    harm = 4.0 * log10(1 + max([0.0, *(_harm(f, e) for f in figures)])) / (1 if dated else 2)
    points = 2.0 * min(len(h.origins), _ORIGINS) + harm + (turn := _turn(corpus, e)) / (1 if dated else 2)
    points += bool(e.actors) + bool(e.recipients) + bool(e.where) + bool(one_day(when)) + 2.0 * (e.type == "AGREE")
    points += 2.0 * any(p.actor or p.role for p in parties) + any(p.country for p in e.actors)
    points -= 3.0 * (e.certainty != "certain") + 2.0 * (not harm and not turn and not any(map(is_named, parties)))
    return points - 2.0 * ((e.type == "OTHER" and not turn) + (e.mode == _ROUTINE) + (e.status == "ongoing") + is_long(when))


def _turn(corpus: Corpus, e: Event) -> float:
    """Points for an act that by its mode or its own word is a turn of events, or the vote of a body; some for one beside which such a word stands."""
    words, trigger = vocabulary(), corpus.words(e, e.trigger)
    if e.mode == TRUCE or words.turning.search(trigger) or (words.voting.search(trigger) and any(p.sector == _BODY for p in e.actors)):
        return 6.0
    return 2.0 if words.turning.search(corpus.words(e, e.span)) else 0.0


def _harm(f: Figure, e: Event) -> float:
    """People harmed, by the least that is told; a war's sum is no harm of one act, and what befell those counted is harm if the act is violent."""
    low = f.low or 0
    if f.scope == "cumulative" or low >= _WAR or (f.what == "other" and e.type != _VIOLENT):
        return 0.0
    return _HARM.get(f.what, 0.0) * low
