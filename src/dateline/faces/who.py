"""Who is who, put right by people: whom the words of a person mean, and the question whether two actors are one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.errors import DatelineError, RecordMissing
from dateline.faces.brief.words import day_words, spoken
from dateline.faces.dossier import actor_of, counted, kind_words
from dateline.faces.marks import Quote, quote
from dateline.faces.put_right import weighed_rows
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import Action
from dateline.merge.dossier import Dossiers
from dateline.merge.dossier_parts import Mentioned
from dateline.merge.identity import parties_of, plainly
from dateline.merge.joined import Joined, Who, who_is
from dateline.merge.judgement import Judgement
from dateline.merge.keys import APART, written_key
from dateline.merge.likely import likely
from dateline.records import Record
from dateline.span import Span
from dateline.store import View

_QUOTED = 240  # characters of a sentence
_SENTENCES = 2  # shown of an actor


class Sentence(NamedTuple):
    """A sentence in which an actor is named, and who told it when, with the record's id."""

    quote: Quote
    told: str


class Side(NamedTuple):
    """One of two actors: who is meant, what is told of it, and the latest sentences that name it."""

    who: Who
    actor: Mentioned
    sentences: tuple[Sentence, ...]


class ActorPair(NamedTuple):
    """Two actors that may be one."""

    judgement: Judgement
    left: Side
    right: Side


def meant(view: View, action: Action, names: Sequence[str], reports: Sequence[str] = ()) -> tuple[Who, ...]:
    """Whom a person means that says of actors, by names or ids, that they are one ("merge") or are not ("split"); `reports`: ids of those in which
    the one actor named is another than elsewhere.

    Of two names of one actor that are to be two, the second is the one held apart. Raises RecordMissing for a name of nobody, DatelineError for
    one of several, and where there is nothing to judge.
    """
    known = Dossiers(view.state)
    if reports:
        return _in_reports(view, known, names, reports)
    if len(names) < 2:
        raise DatelineError("name two actors or more: which are one, or are not")
    first = _one(view, known, names[0])
    others = (_one(view, known, name) if action == "merge" else _other(view, known, first, name) for name in names[1:])
    who = tuple({one.id: one for one in (first, *others)}.values())
    if len(who) < 2:
        raise DatelineError(f"{' and '.join(names)} are one actor already: {actor_of(known, names[0]).id}")
    return who


def _one(view: View, known: Dossiers, name: str) -> Who:
    """Who is meant by an id or a name: of an actor that people hold for several, the one whom they called so, and none that they hold apart."""
    if (who := view.who.one_by(name)) is not None:
        return who
    found = known.called(name)
    alone = [one for one in found if APART not in one.id] if len(found) > 1 else found
    if len(alone) == 1:
        return view.who.one_called(name, plainly(alone[0].id)) or _as_told(view, alone[0])
    try:
        return _as_told(view, actor_of(known, name))
    except RecordMissing as error:
        shown = "dateline find shows the ids of records, dateline actors list who there is"
        raise RecordMissing(f"no record and no actor is called {name}: {shown}") from error


def _as_told(view: View, one: Mentioned) -> Who:
    return view.who.one_by(one.id) or who_is(one.id, one.name, one.country)


def _other(view: View, known: Dossiers, first: Who, name: str) -> Who:
    """Who is to be told apart from the first: another actor or, of the same, those who are written so."""
    its = (n.text for one in known.called(view.who.ids.get(first.id, first.id)) for n in one.names)
    written = {written_key(text): text for text in its}
    is_written = written_key(name) in written and written_key(name) != written_key(first.name)
    try:
        who = _one(view, known, name)
    except DatelineError:
        if is_written:  # by others too
            return first.named(name)
        raise
    if who.id != first.id:
        return who
    if is_written:
        return first.named(name)
    told = "; ".join(map(spoken, written.values()))
    either = f"name those who are another as they are written ({told}), or the id of a report in which it is another"
    raise DatelineError(f"{name} and {first.name} are one actor: {either}")


def _in_reports(view: View, known: Dossiers, names: Sequence[str], reports: Sequence[str]) -> tuple[Who, ...]:
    """An actor, and those who are called so in some reports."""
    if len(names) != 1:
        raise DatelineError("name one actor, and the reports in which it is another")
    who = _one(view, known, names[0])
    alone = Joined([who])
    for report in reports:
        if not any(alone.meant(party, report) is not None for record in view.read_of(report) for party in parties_of(record)):
            raise DatelineError(f"{view.report(report).ref} does not tell of {names[0]}, or not by this name: dateline show opens it")
    return (who, *(who.within(report) for report in dict.fromkeys(reports)))


def unsure_actors(view: View) -> list[ActorPair]:
    """Pairs of actors that may be one under two names, of which nobody said so yet, the least sure first."""
    known = Dossiers(view.state)

    def side(id: str) -> Side:
        said = {record.report: _told(view.state.corpus, record, span) for record, span in known.named_in(id)}
        actor = known.mentioned(id)
        return Side(_as_told(view, actor), actor, tuple(said.values())[-_SENTENCES:])

    return [ActorPair(pair, side(pair.left), side(pair.right)) for pair in likely(known, view.who)]


def actor_pair_rows(pair: ActorPair, *, weights: bool = False) -> Iterator[Row]:
    """Two actors, each by what is told of it and a few sentences, and what speaks for and against their being one, as `weighed_rows` tells it."""
    yield row("title", "One actor, or two?")
    for _, one, sentences in (pair.left, pair.right):
        yield row("item", Piece(spoken(one.name), "strong"), f"{kind_words(one)} · {counted(one)}", Piece(f" · {one.id}", "dim"))
        for sentence in sentences:
            yield row("under", *quoted(sentence.quote), Piece(f" {sentence.told}", "dim"))
    yield from weighed_rows(pair.judgement.reasons, weights=weights)


def _told(corpus: Corpus, record: Record, span: Span) -> Sentence:
    report = corpus.reports[record.report]
    told = ", ".join(part for part in (report.publisher or report.ref, day_words(report.published)) if part)
    return Sentence(quote(report.text, span, report.furniture, _QUOTED), f"{told} · {record.id[:8]}")
