"""Which records tell of the same: by rule, from their fields alone."""

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from dateline.knowledge import actors
from dateline.merge.corpus import Corpus
from dateline.merge.days import apart, start_of
from dateline.records import Event
from dateline.resolve.parts import Party

_APART = re.compile(r"[^\w]+")
_RETOLD = 3  # days within which an act without a day is told again
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def words_key(words: str) -> str:
    """Words without case and punctuation, for comparing."""
    return _APART.sub(" ", words.replace(".", "").lower()).strip()


def party_key(party: Party) -> str:
    """What a party is known by: the name that the base has, since people and organs of states are called in many ways; else its own.

    A government is known by the state's name, so that a mention of the state without an id fits too.
    """
    known = actors.actor(party.actor) if party.actor is not None else None
    if known is not None and known.kind == "government":
        known = actors.actor(f"state:{known.country}")
    return words_key(_ARTICLE.sub("", party.name if known is None else known.name))


def is_named(party: Party) -> bool:
    """Whether a party is told by a name, not by a word such as "gunmen"."""
    return party.name[:1].isupper() or party.actor is not None


def party_keys(parties: Iterable[Party]) -> frozenset[str]:
    """The keys of several parties."""
    return frozenset(party_key(p) for p in parties)


class _Facts(NamedTuple):
    """What an event is compared by; `day` is when it was, or, where that is not known, when it was told."""

    actors: frozenset[str]
    recipients: frozenset[str]
    word: str
    day: str
    dated: bool


def together(corpus: Corpus, events: Iterable[Event]) -> list[list[Event]]:
    """Events (in the corpus's order) that tell the same: one type, one day, one truth, and parties that are the same or a part of the other's.

    Where both sides name those acted on and differ, the same word for the act makes up for it. Events without a day are the same where they are told
    in the same word within days of each other.
    """
    buckets: dict[Hashable, deque[tuple[_Facts, list[Event]]]] = defaultdict(deque)
    out: list[list[Event]] = []
    for event in events:
        facts = _facts(corpus, event)
        bucket = buckets[(event.type, event.status == "planned", event.negated, facts.dated, facts.day if facts.dated else facts.actors)]
        while bucket and not facts.dated and (apart(bucket[0][0].day, facts.day) or 0) > _RETOLD:
            bucket.popleft()
        told = next((told for first, told in bucket if _same(facts, first)), None)
        if told is None:
            out.append([event])
            bucket.append((facts, out[-1]))
        else:
            told.append(event)
    return out


def _facts(corpus: Corpus, event: Event) -> _Facts:
    day = start_of(event.when)
    word = words_key(corpus.words(event, event.trigger))
    return _Facts(party_keys(event.actors), party_keys(event.recipients), word, day or corpus.day(event), day is not None)


def _same(a: _Facts, b: _Facts) -> bool:
    one_word = a.word == b.word
    acted_on = _alike(a.recipients, b.recipients, vague=bool(a.actors))
    return _alike(a.actors, b.actors, vague=False) and (a.dated or one_word) and (acted_on or (one_word and bool(a.actors)))


def _alike(a: frozenset[str], b: frozenset[str], *, vague: bool) -> bool:
    """Whether one set holds the other; an empty one only where being `vague` is no objection."""
    if not a or not b:
        return vague or a == b
    return a <= b or b <= a
