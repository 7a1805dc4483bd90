"""What an event is compared by, taken from its record and the words around it."""

from collections.abc import Iterator

import msgspec

from dateline.knowledge import actors
from dateline.merge.corpus import Corpus
from dateline.merge.days import end_of, is_long, shifted, start_of
from dateline.merge.keys import party_key, party_keys, words_key
from dateline.merge.wording import Wording, lexicon, wording
from dateline.records import Event
from dateline.records.acts.retold import count_of, is_somebody
from dateline.resolve.parts import Party, When, Where

DISPUTED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "OTHER"})  # types of acts whose doer accounts disagree on
BY_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # acts that differ by what was said
REFUSAL = "REJECT"
VISIT = "visit"
TRUCE = "ceasefire"
STEM = 5  # letters by which forms of a word are one
_FINE = frozenset({"point", "neighbourhood", "town", "district"})  # places that two towns cannot share
_STATES = frozenset({"GOV", "MIL", "COP", "SPY"})  # sectors of those that act for a state
_PERSONS = ("person:", "local:")  # how ids of somebody open who is no organ of a state
_GOVERNMENT = "government"
_NIGHT = "TNI"  # how the value of a night ends


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an event is compared by. `day`: the first of those on which it was, which end with `until` where they are several, a week at most; null
    where none is told. `told`: the day of its report."""

    id: str
    report: str
    type: str
    quad: str | None
    stem: str
    day: str | None
    told: str
    place: frozenset[str]
    fine: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    negated: bool
    until: str | None = None
    mode: str | None = None
    status: str = "happened"
    country: str | None = None
    spot: str | None = None  # its own place, of which `place` also has those around it
    provinces: frozenset[str] = frozenset()  # those that it lies in, or is, by name
    wide: bool = False  # its own place is a province
    nameless: frozenset[str] = frozenset()  # those of the parties that are told by their number, or by a word such as "gunmen"
    numbers: frozenset[int] = frozenset()  # of the recipients
    states: frozenset[str] = frozenset()  # whose organs act
    night: bool = False  # its days are a night
    voices: frozenset[str] = frozenset()  # on whose word it stands
    due: str | None = None  # the day by which it is to be, where only that is told
    among: int = 1  # events of its type that its report tells
    wording: Wording = Wording()


def facts(corpus: Corpus, event: Event) -> Facts:
    """What an event of the corpus is compared by."""
    where = event.where
    places = _places(where)
    words, states = wording(corpus, event), frozenset(_states(event))
    day, until = _days(event.when)
    refused = words.refuses and event.type == "COERCE"  # "was not allowed to enter" is "was refused entry"
    if words.leaves and words.lasted > 1 and day is not None and until is None:
        day, until = shifted(day, 1 - words.lasted), day  # "ended a three-day visit on Friday"
    return Facts(
        id=event.id,
        report=event.report,
        type=REFUSAL if refused else event.type,
        quad=event.quad,
        stem=words_key(corpus.words(event, event.trigger))[:STEM],
        day=day,
        told=corpus.day(event),
        place=frozenset(places),
        fine=where is not None and where.precision in _FINE,
        actors=frozenset(map(_doer_key, _doers(event))),
        recipients=party_keys(event.recipients),
        negated=event.negated,
        until=until,
        mode=None if refused else event.mode,
        status=event.status,
        country=where.country if where is not None else min(states, default=None) if event.mode == TRUCE else None,
        spot=places[0] if places else None,
        provinces=frozenset(_provinces(where)),
        wide=where is not None and where.precision == "province",
        nameless=frozenset(_nameless(event)),
        numbers=frozenset(n for key in party_keys(event.recipients) if (n := count_of(key))),
        states=states,
        night=event.when is not None and (event.when.value or "").endswith(_NIGHT),
        voices=frozenset(words_key(source.party.name) for source in event.sources),
        due=end_of(event.when) if event.when is not None and not event.when.start and event.status == "planned" else None,
        among=corpus.among[event.report, event.type],
        wording=words,
    )


def _doer_key(p: Party) -> str:
    """As `party_key`; "the government" of a state is known by the state's name."""
    state = actors.actor(f"state:{p.country}") if p.actor is None and p.country and p.sector == "GOV" and p.name == _GOVERNMENT else None
    return party_key(p) if state is None else words_key(state.name)


def _states(event: Event) -> Iterator[str]:
    """The countries whose organs act: their armies, police or governments, no persons."""
    return (p.country for p in event.actors if p.country and p.sector in _STATES and not (p.actor or "").startswith(_PERSONS))


def _doers(event: Event) -> Iterator[Party]:
    """Who acts; of a visit also who comes, where it is told of the host."""
    yield from event.actors
    if event.mode == VISIT:
        yield from (p for p in event.recipients if p.actor is not None and p.actor.startswith("person:"))


def _days(when: When | None) -> tuple[str | None, str | None]:
    first, last = start_of(when), end_of(when)
    if when is None or not when.start or not when.end or is_long(when) or (first or "") > (last or ""):
        return None, None
    return first, None if first == last else last


def _nameless(event: Event) -> Iterator[str]:
    """The parties told by their number or by a word: of who did harm one that says no side, of other acts any in small letters ("the team")."""
    for p in (*event.actors, *event.recipients):
        key = party_key(p)
        if _is_count(key) or not is_somebody(p) or (event.type not in DISPUTED and p.name.islower()):
            yield key


def _is_count(party: str) -> bool:
    return count_of(party) is not None or is_vague(party)


def is_vague(party: str) -> bool:
    """Whether a party is told as so many, by no number: "dozens of people"."""
    return party.split(" ", 1)[0] in lexicon().vague


def _places(where: Where | None) -> list[str]:
    """A place and all that it lies in, down to its province: a country is no place that two acts have in common."""
    out: list[str] = []
    while where is not None and where.precision != "country":
        out.append(str(where.place_id) if where.place_id is not None else _place_key(where.name))
        where = where.inside
    return out


def _provinces(where: Where | None) -> Iterator[str]:
    while where is not None:
        if where.precision == "province":
            yield _place_key(where.name)
        if where.admin1 is not None:
            yield _place_key(where.admin1)
        where = where.inside


def _place_key(name: str) -> str:
    return words_key(name).removesuffix(" province")
