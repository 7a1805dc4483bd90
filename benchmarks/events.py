"""Events made up for measuring: three tellings of each act, a tenth to a third of whose fields are not told, as in news."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateline.merge.facts import Facts
from dateline.records import Event, Figure, Record, Statement
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from dateline.store import Entry
from dateline.text.make import make_report

_TYPES = ("ASSAULT", "CONSULT", "REQUEST", "ACCUSE")
_A_DAY = 100  # acts, however many there are in all
_TELLINGS = 3
_SEED = 7
_REPORTS_A_DAY = 43  # that tell of so many acts
_TOLD = 7  # events of a report, as in the crisis corpus
_PLANNED = 0.05  # of the acts
_WORDS = 3000  # different ones that sentences are filled with


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


def reports(number: int) -> Iterator[Entry]:
    """So many reports, always the same, each of a day's acts told by a sentence, and of two counts; in the order of their days."""
    rng = random.Random(_SEED)
    for first in range(0, number, _REPORTS_A_DAY):
        day = (date(2012, 1, 1) + timedelta(first // _REPORTS_A_DAY)).isoformat()
        acts = [_act(rng) for _ in range(_A_DAY)]
        for k in range(first, min(first + _REPORTS_A_DAY, number)):
            yield _report(rng, f"r{k}", day, rng.sample(acts, _TOLD))


class _Act(NamedTuple):
    type: str
    word: str
    actor: str
    recipient: str
    place: str


def _act(rng: random.Random) -> _Act:
    return _Act(
        rng.choice(_TYPES),
        _word("d", rng.randrange(40)),
        _word("A", min(int(20 * rng.paretovariate(0.8)), 500)),
        _word("A", rng.randrange(500)),
        _word("T", rng.randrange(400)),
    )


def _word(letter: str, number: int) -> str:
    """A word that shares its stem with no other."""
    return letter + "".join(chr(ord("a") + number // 26**place % 26) for place in range(3))


ACTOR, PLACE = _word("A", 20), _word("T", 0)  # that are asked for: the actor of most acts but one, and any place


def _report(rng: random.Random, ref: str, day: str, acts: list[_Act]) -> Entry:
    sentences = [f"{act.actor} {act.word} {act.recipient} {' '.join(_word('w', rng.randrange(_WORDS)) for _ in range(12))}." for act in acts]
    toll, total, source = rng.randrange(1, 60), 5000 + rng.randrange(5000), _word("A", rng.randrange(50))
    counted = f"{source} said {toll} people were killed in {acts[0].place}, and {total} in all."
    text = " ".join([*sentences, counted])
    report = make_report(text, ref=ref, published=day, publisher=f"Outlet {rng.randrange(30)}")
    events, start = [], 0
    for act, sentence in zip(acts, sentences, strict=True):
        word, planned = start + len(act.actor) + 1, rng.random() < _PLANNED
        due = (date.fromisoformat(day) + timedelta(rng.randrange(1, 15))).isoformat()
        events.append(
            Event(
                type=act.type,
                trigger=Span(word, word + len(act.word)),
                span=Span(start, start + len(sentence)),
                actors=(_party(act.actor),) if rng.random() < 0.9 else (),
                recipients=(_party(act.recipient),) if rng.random() < 0.7 else (),
                where=Where(name=act.place, precision="town") if rng.random() < 0.8 else None,
                when=_on(due if planned else day) if rng.random() < 0.8 else None,
                status="planned" if planned else "happened",
            )
        )
        start += len(sentence) + 1
    said = Span(start, len(text))
    who = _party(source)
    by, town = (Source(party=who),), Where(name=acts[0].place, precision="town")
    records: list[Record] = [
        *events,
        Statement(speakers=(who,), content=said, span=said),
        Figure(what="killed", low=toll, high=toll, text=str(toll), scope="event", where=town, when=_on(day), sources=by, span=said),
        Figure(what="killed", low=total, high=total, text=str(total), scope="cumulative", sources=by, span=said),
    ]
    return Entry(report, with_ids(records, report.id))


def _party(name: str) -> Party:
    return Party(name=name, text=name, actor=f"name:{name.lower()}")


def _on(day: str) -> When:
    return When(start=day, end=day, precision="day", basis="stated")
