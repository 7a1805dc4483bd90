"""Records put right by people: what is asked first, how a correction is made, and what is told and exported of those made."""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import DatelineError, RecordMissing
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.vocabulary import vocabulary
from dateline.faces.brief.words import according, country_of, cut, day_words, figure_words, when_words
from dateline.faces.in_words import in_words
from dateline.faces.put_right import weighed_rows
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.faces.who import meant
from dateline.merge.clusters import Clusters
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import (
    ACTOR,
    REPORT,
    Action,
    Corrected,
    Correction,
    Target,
    check_pair,
    fitting,
    found_again,
    in_force,
    parsed,
    target_of,
    target_of_actor,
    target_of_report,
)
from dateline.merge.facts import facts
from dateline.merge.joined import Who
from dateline.merge.judgement import Judgement
from dateline.merge.keys import words_key
from dateline.records import Event, Figure, Record
from dateline.resolve.parts import REAL
from dateline.span import Span
from dateline.store import Store, View
from dateline.text.report import Report
from dateline.text.sentence import sentence_around

if TYPE_CHECKING:
    from dateline.faces.api import Opened

# How far a reader would trust a record, set by hand: an event by its factuality (0 to 3), weakened by what its words say; a figure by its bound.
_SURE = {"certain": 1.0, "probable": 0.6, "possible": 0.3}
_SURELY = 1.5  # factuality below which whether it happened is in doubt
_BOUND_DOUBTS = {
    "vague": "how many “{text}” are: it is kept as at least {low}",
    "about": "the number, which is rough: “{text}”",
    "range": "the range: “{text}”",
    "at_least": "whether “{text}” means at least so many",
    "at_most": "whether “{text}” means so many at most",
}
_BOUNDS = {"exact": 3.0, "at_least": 2.0, "at_most": 2.0, "range": 1.5, "about": 1.0, "vague": 0.0}


_IS_SHORT = re.compile("[0-9a-f]{,3}")  # too short to be meant for an id where names may stand


class Example(msgspec.Struct, frozen=True):
    """A correction as training data: what the reader found and what a person made of it, at `span` of the report.

    `before` is null for what was added, `after` for what was rejected; both are the value of `field` where one was edited, and the whole record
    elsewhere. Of a merge or a split `after` lists the targets, all of them. An actor is as it was meant, its `span` empty, its `report` too but where
    it was meant in one report alone.
    """

    report: str
    span: Span
    kind: str
    field: str | None
    before: msgspec.Raw
    after: msgspec.Raw
    action: Action
    author: str
    reason: str | None
    at: str


def sureness(record: Record) -> float:
    """How sure a record is, 0 to 3: what is least sure is judged first."""
    if isinstance(record, Event):
        return abs(record.factuality or 0.0) * _SURE[record.certainty]
    return _BOUNDS[record.bound] if isinstance(record, Figure) else 3.0


def unsure(view: View) -> list[Record]:
    """Events and figures that nobody has judged or edited, the least sure first."""
    now = view.corrected
    left = [r for r in now.records if isinstance(r, Event | Figure) and r.id not in now.accepted]
    return sorted(left, key=lambda r: (sureness(r), r.report, r.span, r.id))


def question_rows(opened: "Opened") -> Iterator[Row]:
    """An event or a figure as a person is asked about it: its sentence, how it was read, and what of that is in doubt."""
    record, report = opened.record, opened.report
    assert isinstance(record, Event | Figure)
    yield row("title", "Is this right?")
    yield row("text", *quoted(opened.quote))
    yield row("text", Piece(", ".join(part for part in (report.publisher or report.ref, day_words(report.published), record.id[:8]) if part), "dim"))
    yield row("item", Piece("read as", "strong"), f": {_read_as(record, report)}")
    yield row("item", Piece("in doubt", "strong"), f": {'; '.join(_doubts(record, report)) or 'nothing more than of any other'}")


def _read_as(record: Event | Figure, report: Report) -> str:
    corpus = Corpus.of([report], [record])
    told = told_words(corpus, record) if isinstance(record, Event) else figure_words(record)
    words = f"{vocabulary().types[record.type]} ({record.type}): {told}" if isinstance(record, Event) else told
    place = record.where.name if record.where is not None and words_key(record.where.name) not in words_key(told) else ""
    day = "" if record.when is None else when_words(record.when)
    return ", ".join(part for part in (words, place, day) if part) + according(record.sources, country_of(record.where))


def _doubts(record: Event | Figure, report: Report) -> Iterator[str]:
    """What of a record is least sure, each in a few words."""
    if isinstance(record, Event):
        if record.certainty != "certain":
            yield f"the text tells it as {record.certainty}"
        if record.status not in REAL or record.negated:
            yield f"whether it is rightly read as {'not ' if record.negated else ''}{record.status}"
        elif abs(record.factuality or 0.0) < _SURELY:
            yield "whether it happened"
    elif record.bound != "exact":
        yield _BOUND_DOUBTS[record.bound].format(text=cut(record.text, 40), low=f"{record.low:,}" if record.low is not None else "nothing")
    sentence = sentence_around(report.text, record.span)
    for name, part in (("place", record.where), ("day", record.when)):
        if part is not None and part.span is not None and not sentence.overlaps(part.span):
            yield f"the {name}, which is taken from another sentence"


def unsure_pairs(view: View) -> list[Judgement]:
    """Pairs of events of which neither rules nor people decided whether they are one, the least sure first; of two happenings one pair."""
    corpus = view.state.corpus
    return Clusters((facts(corpus, event) for event in corpus.all(Event)), view.corrected.decided).unsure()


def pair_rows(pair: Judgement, events: Iterable["Opened"], *, weights: bool = False) -> Iterator[Row]:
    """Two events, each by its sentence and how it was read, and what speaks for and against their being one, as `weighed_rows` tells it."""
    yield row("title", "One thing, or two?")
    told = set[str]()
    for opened in events:
        event, report, sentence = opened.record, opened.report, opened.quote.plain()
        assert isinstance(event, Event)
        whose = ", ".join((report.publisher or report.ref, day_words(report.published), event.id[:8]))
        yield row("item", Piece(_read_as(event, report), "strong"), Piece(f" · {whose}", "dim"))
        yield row("under", *(quoted(opened.quote) if sentence not in told else (Piece("in the same sentence", "dim"),)))
        told.add(sentence)
    yield from weighed_rows(pair.reasons, weights=weights)


def make_correction(
    store: Store,
    action: Action,
    ids: Iterable[str | Who],
    *,
    field: str | None = None,
    value: str | None = None,
    author: str,
    reason: str | None = None,
) -> Correction:
    """The correction, checked and not yet kept. `ids`: of records (or how they begin), of a correction to undo, none for what is added; to accept or
    reject, also of whole reports; to merge or split, also actors, or their names and ids, and records or reports in which one actor is another.

    Raises DatelineError for what does not fit, RecordMissing for an id of nothing.
    """
    targets: tuple[Target, ...] = ()
    undoes: str | None = None
    view, given = store.view(), list(ids)
    names = [one for one in given if isinstance(one, str)]
    if action == "undo":
        undoes = _one_correction(store, _only(names)).id
    elif action == "add":
        record = _added(view, value or "")
        targets, value = (target_of(record),), msgspec.json.encode(record).decode()
    elif action in ("accept", "reject"):
        targets = tuple(target_of_report(one) if isinstance(one, Report) else target_of(one) for one in (named(view, id) for id in names))
    elif action == "edit":
        edited = named_record(view, _only(names))
        value, targets = _fitting(view, edited, field, value), (target_of(edited),)
    elif actors := [one for one in given if isinstance(one, Who)]:
        targets = tuple(map(target_of_actor, actors))
    else:
        targets = _compared(view, action, names)
    if not targets and undoes is None:
        raise DatelineError("name what is judged: give the id of a record")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Correction(
        id=secrets.token_hex(8), action=action, targets=targets, field=field, value=value, undoes=undoes, author=author, reason=reason, at=at
    )


def _fitting(view: View, edited: Record, field: str | None, value: str | None) -> str:
    """The JSON text of the value that a field is to have, given as such or in plain words."""
    if field is None or value is None:
        raise DatelineError("an edit names a field and its value: FIELD=VALUE")
    plain = in_words(field, value, view.read) if field in edited.__struct_fields__ else None
    return fitting(type(edited), field, plain or value)


def _compared(view: View, action: Action, ids: Sequence[str]) -> tuple[Target, ...]:
    """What is held for one, or for two: events by their ids, else actors."""
    there = {id: found for id in ids if not _IS_SHORT.fullmatch(id) and (found := _if_named(view, id)) is not None}
    names = [id for id in ids if id not in there]
    if names:
        reports = [found.id if isinstance(found, Report) else found.report for found in there.values()]
        with view.store.snapshot():
            return tuple(map(target_of_actor, meant(view, action, names, reports)))
    records = {found.id: found for found in there.values()}
    check_pair(records)
    return tuple(target_of(record) for record in records.values() if isinstance(record, Event))


def _if_named(view: View, id: str) -> Report | Record | None:
    try:
        return named(view, id)
    except RecordMissing:
        return None


def named(view: View, name: str) -> Report | Record:
    """As `View.named`, and also a record that a person added. Raises RecordMissing."""
    try:
        return view.named(name)
    except RecordMissing:
        found = _found_added(view, name)
        if found is None:
            raise
        return found


def named_record(view: View, name: str) -> Record:
    """As `View.record`, and also a record that a person added. Raises RecordMissing."""
    try:
        return view.record(name)
    except RecordMissing:
        found = _found_added(view, name)
        if found is None:
            raise
        return found


def _found_added(view: View, id: str) -> Record | None:
    """The record that a person added, whose id is, or alone begins with, `id`."""
    made = [parsed(one.value or "") for one in in_force(view.corrections) if one.action == "add" and id]
    found = [record for record in made if record.id.startswith(id)]
    return found[0] if len(found) == 1 else None


def examples(view: View) -> Iterator[Example]:
    """Every correction in force as training data, in the order made: one line for each of its targets that is a record or an actor."""
    for one in in_force(view.corrections):
        for target in one.targets:
            if target.kind == REPORT:
                continue
            read = target if target.kind == ACTOR else _read(view, target)
            before, after = _changed(one, read)
            yield Example(
                target.report,
                target.span,
                target.kind,
                one.field,
                msgspec.Raw(before),
                msgspec.Raw(after),
                one.action,
                one.author,
                one.reason,
                one.at,
            )


def _changed(one: Correction, read: Record | Target | None) -> tuple[bytes, bytes]:
    whole = msgspec.json.encode(read)
    if one.action == "edit":
        before = msgspec.json.encode(getattr(read, one.field or "", None))
        return before, (one.value or "null").encode()
    if one.action == "add":
        return b"null", (one.value or "null").encode()
    if one.action == "reject":
        return whole, b"null"
    return whole, whole if one.action == "accept" else msgspec.json.encode(one.targets)


def _read(view: View, target: Target) -> Record | None:
    """What the reader found there, by its id or else by its place."""
    records = view.read_of(target.report)
    return next((r for r in records if r.id == target.record), None) or found_again(target, records)


def _added(view: View, value: str) -> Record:
    record = parsed(value)
    report = view.report(record.report)
    if report.id != record.report:
        raise DatelineError(f"the record's report is named by its whole id: {report.id}")
    if record.span.end > len(report.text):
        raise DatelineError(f"the record's span ends beyond its report, which has {len(report.text)} characters")
    if record.id in _by_id(view.of(report.id)):
        raise DatelineError(f"the record {record.id} is there already: accept it, or edit its fields")
    return record


def _by_id(now: Corrected) -> Mapping[str, Record]:
    return {record.id: record for record in now.records}


def _one_correction(store: Store, id: str) -> Correction:
    made = [one for one in store.corrections() if id and one.id.startswith(id)]
    if len(made) != 1:
        raise DatelineError(f"{'several corrections have ids that begin' if made else 'no correction has an id that begins'} with {id}: see --list")
    return made[0]


def _only(ids: Iterable[str]) -> str:
    given = list(ids)
    if len(given) != 1:
        raise DatelineError(f"name one record or correction, not {len(given) or 'none'}: give its id")
    return given[0]
