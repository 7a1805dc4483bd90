"""A brief of one place or one actor alone: the records that are of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.keys import party_key, words_key
from dateline.merge.state import State
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.resolve.parts import Party


class Only(NamedTuple):
    """What a brief is to be of: a place, by gazetteer, with what is in it; an actor, by any of its names; `also`: others by which people know it."""

    place: str | None = None
    actor: str | None = None
    also: tuple[str, ...] = ()


def narrowed(state: State, only: Only) -> State:
    """The state with the records alone that are of the place and of the actor, and the reports that bear them."""
    if only == Only():
        return state
    kept = [r for r in state.corpus.records if not isinstance(r, Statement) and _is_of(r, only)]
    ids = {r.id for r in kept}
    told = [
        r for r in state.corpus.all(Statement) if not ids.isdisjoint(r.holds) or (only.place is None and is_by(_parties(r), only.actor, only.also))
    ]
    chosen = {r.id for r in told} | ids
    records = [r for r in state.corpus.records if r.id in chosen]
    reports = {r.report: state.corpus.reports[r.report] for r in records}
    corpus = Corpus(reports, records, state.corpus.as_of)
    return State(corpus, state.decided, state.issues)


def _is_of(record: Record, only: Only) -> bool:
    if only.actor is not None and not is_by(_parties(record), only.actor, only.also):
        return False
    where = record.where if isinstance(record, Event | Figure) else None
    return only.place is None or (where is not None and is_in(where, only.place))


def is_by(parties: Iterable[Party], name: str | None, also: Sequence[str] = ()) -> bool:
    """Whether a party bears the name, as it is known or as it is told; or the whole of another one."""
    wanted, others = words_key(name or ""), {words_key(other) for other in also}
    return any(f" {wanted} " in f" {key} " or key in others for p in parties for key in (party_key(p), words_key(p.name)))


def _parties(record: Record) -> Iterable[Party]:
    """All whom a record names as those who do, are done by, or say."""
    if isinstance(record, Event):
        yield from (*record.actors, *record.recipients)
    if isinstance(record, Statement):
        yield from (*record.speakers, *record.addressees)
    if isinstance(record, Figure) and record.by is not None:
        yield record.by
    if isinstance(record, Role):
        yield record.person
        if record.organisation is not None:
            yield record.organisation
    else:
        yield from (s.party for s in record.sources)
