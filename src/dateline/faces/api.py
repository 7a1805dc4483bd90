"""The public verbs. The command line, and every other face, calls these and nothing below them.

read          reports to records, kept in a store if one is named
stream        the same one report at a time, for more than fits in memory
brief         what a store holds, worth reading
figures       how many of what, by each source over time
happenings    what happened, each thing once with who says what of it
agenda        what is due between two days, and what became of what was
actors        who acts or speaks, by how many independent reports tell of it
dossier       one actor: names, posts, positions over time, what it did, said, was told and is accused of
open_record   one record with its report and its sentence
open_report   one report with its records
open_named    whichever of the two is called so
why           what made an event: the frame of the lexicon and the words that it rests on
find          reports and records that bear some words
judge         a record put right by a person: accepted, rejected, edited, added, held for one with another or not
unsure        what a person should judge first
unsure_pairs  which events may be one, and a person should say
unsure_actors which actors may be one under two names
corrections   what people put right
examples      the same as training data
changes       what is new, changed and withdrawn since a moment
demo          the bundled reports, read, and their brief

Two options go with every question. `as_of`, of the news: only what was published by then, and of an edited report the version that was out. `kept`,
of the store: what it held, and what people had put right, by then. Both are ISO 8601 days, which last to their end, or moments.
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.resources import as_file
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.bundled import reports_file
from dateline.errors import DatelineError, RecordMissing
from dateline.faces.brief import Brief, Only, compared_since, make_brief, needed_since
from dateline.faces.marks import Quote, quote
from dateline.issues import Issue
from dateline.merge.corpus import Corpus
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.store import Hit, Store, View
from dateline.store.words import phrases
from dateline.text.days import EARLIEST, LATEST, iso_date
from dateline.text.report import Report

if TYPE_CHECKING:
    from dateline.faces.agenda import Due
    from dateline.faces.brief.shown import Shown
    from dateline.faces.changes import Changed
    from dateline.faces.dossier import ShownDossier
    from dateline.faces.figures import FigureTable
    from dateline.faces.judging import Example
    from dateline.faces.who import ActorPair
    from dateline.merge.corrections import Action, Correction
    from dateline.merge.dossier_parts import Mentioned
    from dateline.merge.joined import Who
    from dateline.merge.judgement import Judgement
    from dateline.merge.state import State
    from dateline.pipeline import ReadResult
    from dateline.records.acts.why import Why

Clock = Literal["kept", "published"]
StoreLike = Store | str | os.PathLike[str]
Input = str | os.PathLike[str] | Report
Inputs = Input | Iterable[Input]
Done = Callable[[Report, Sequence[Record]], None]

_IS_TEXT = re.compile(r"\n|.{256}|\s\S.*[.!?][\"'”’)]*\s*$", re.DOTALL)  # no path looks like this
_IS_ID = re.compile("[0-9a-f]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")


class Result(msgspec.Struct, frozen=True):
    """What was read: the reports, the records found in them in reading order, and what could not be read.

    `unchanged` counts reports that the store had already, read the same way; their records are the store's.
    """

    reports: tuple[Report, ...] = ()
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    unchanged: int = 0

    @property
    def events(self) -> tuple[Event, ...]:
        """The events among the records."""
        return tuple(r for r in self.records if isinstance(r, Event))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements among the records."""
        return tuple(r for r in self.records if isinstance(r, Statement))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures among the records."""
        return tuple(r for r in self.records if isinstance(r, Figure))

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles among the records."""
        return tuple(r for r in self.records if isinstance(r, Role))

    def report_of(self, record: Record) -> Report:
        """The report that `record` was found in. Raises KeyError for a record of another result."""
        for report in self.reports:
            if report.id == record.report:
                return report
        raise KeyError(record.report)

    def quote(self, record: Record) -> str:
        """The sentence that `record` rests on, its own words between ⟦ and ⟧."""
        report = self.report_of(record)
        return quote(report.text, record.span, report.furniture).plain("⟦", "⟧")


class Opened(msgspec.Struct, frozen=True):
    """A record with the report that bears it and the sentence that it rests on."""

    record: Record
    report: Report
    quote: Quote


def read(
    source: Inputs,
    *,
    store: StoreLike | None = None,
    published: str | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
) -> Result:
    """Reads files, folders, running text or reports made by hand, and returns all that was found.

    A string is taken for running text if it has a line break, is longer than a path or ends as a sentence does; else it is a path ("-": standard
    input). `published` (ISO 8601) dates what bears no date. `store` keeps the result. `processes`: how many read at once; None: as
    many as there are processors, if there is work for them (a script must then call this under `if __name__ == "__main__"`).
    `on_done` is called with each report once it is kept. Raises InputMissing, StoreError or ModelError; bad input is in `issues`, with notes on
    what was read all the same.
    """
    reports: list[Report] = []
    records: list[Record] = []
    issues: list[Issue] = []
    unchanged = 0
    for one in stream(source, store=store, published=published, processes=processes, on_done=on_done):
        if one.report is not None:
            reports.append(one.report)
        records.extend(one.records)
        issues.extend(one.issues)
        unchanged += one.unchanged
    return Result(tuple(reports), tuple(records), tuple(issues), unchanged)


def stream(
    source: Inputs,
    *,
    store: StoreLike | None = None,
    published: str | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
) -> Iterator["ReadResult"]:
    """As `read`, one report at a time as each is done; nothing is kept in memory."""
    return stream_sources(open_inputs(source, published=published), store=store, processes=processes, on_done=on_done, recall=True)


def open_inputs(source: Inputs, *, published: str | None = None) -> Iterator[Report | Issue]:
    """The reports of `source` in its order, not yet read, and an issue for each thing that is no report.

    Raises InputMissing at once for a path that is not there, TypeError for what is no input.
    """
    from dateline.sources import open_sources

    check_date(published)
    if published is not None and iso_date(published) is None:
        raise DatelineError(f"{published!r} is no day that news can bear: give one from {EARLIEST} to {LATEST}")
    inputs: Iterable[Input] = [source] if isinstance(source, str | bytes | os.PathLike | Report) else source
    runs: list[Iterable[Report | Issue]] = []
    for are_paths, run in groupby(inputs, _is_path):
        if are_paths:
            runs.append(open_sources([str(path) for path in run], published=published))
        else:
            runs.append([one if isinstance(one, Report) else _as_report(str(one), published) for one in run])
    return chain.from_iterable(runs)


def stream_sources(
    sources: Iterable[Report | Issue],
    *,
    store: StoreLike | None = None,
    processes: int | None = 1,
    on_done: Done | None = None,
    recall: bool = False,
    slow: bool = False,
) -> Iterator["ReadResult"]:
    """As `stream`, from reports that are already opened. `recall`: with the kept records of what is unchanged.

    `slow`: the sources give reports now and then, so that each is to be read and kept before the next is waited for.
    """
    from dateline import pipeline

    with _opened(store, read_only=False) as kept:
        at_once = 1 if slow else pipeline.BATCH_SLOTS
        yield from pipeline.read_reports(sources, store=kept, processes=processes, on_done=on_done or _nothing, recall=recall, at_once=at_once)
        if kept is not None:
            kept.group_anew()


def brief(
    store: StoreLike | Result,
    *,
    as_of: str | None = None,
    kept: str | None = None,
    since: str | None = None,
    place: str | None = None,
    actor: str | None = None,
) -> Brief:
    """What a store (or a result of `read`) says, as a situation report.

    `since` (a day): only what was told from then on, and what changed since (default: the day before). `place`: only there, by gazetteer; `actor`:
    only what a party so named does, says or is told of. Raises DatelineError, StoreError.
    """
    from dateline.merge.moments import out_before

    def moment(last: str | None) -> str | None:
        day = compared_since(last, since)
        return out_before(day) if day is not None else None

    _check_days(since, as_of, "as-of")
    now, before = _compared(store, as_of, kept, moment, lambda last: needed_since(last, since))
    options = "".join(f" {name} {moment}" for name, moment in (("--as-of", as_of), ("--as-kept", kept)) if moment)
    return make_brief(now, before, since=since, only=Only(place, actor, _also(store, actor, kept)), options=options)


def figures(
    store: StoreLike | Result,
    what: str = "killed",
    *,
    place: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    kept: str | None = None,
) -> "FigureTable":
    """What each source of a store (or of a result of `read`) says of how many, over time, with what does not add up.

    `place`: only there, by gazetteer; `source`: only sources whose name bears this; `since`, `until`: days. Raises DatelineError, StoreError.
    """
    from dateline.faces.figures import make_table
    from dateline.merge.counts import Wanted

    _check_days(since, until)
    return make_table(_state(store, as_of, kept, Figure).corpus, Wanted(what, place, source, since, until))


def happenings(
    store: StoreLike | Result,
    *,
    place: str | None = None,
    actor: str | None = None,
    type: str | None = None,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    kept: str | None = None,
) -> tuple["Shown", ...]:
    """What happened by a store (or a result of `read`), each thing once, by day and place.

    `place`: only there, by gazetteer; `actor`: only of one so named; `type`: only of this type of event; `about`: only what the brief tells under
    deeds, talks, access, words, disputed or denied; `since`, `until`: days. Raises DatelineError, StoreError.
    """
    from dateline.faces.happenings import Wanted, checked, make_list

    _check_days(since, until)
    wanted = checked(Wanted(place, type, since, until, actor, about, _also(store, actor, kept)))
    if as_of is None and kept is None and not isinstance(store, Result):
        with _opened(store, read_only=True) as opened:
            grouped = opened.grouped(since, until, wanted.type) if opened is not None else None
        if grouped is not None:
            return make_list(grouped, wanted)
    return make_list(_state(store, as_of, kept), wanted)


def agenda(
    store: StoreLike | Result,
    *,
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    actor: str | None = None,
    outcome: str | None = None,
    as_of: str | None = None,
    kept: str | None = None,
) -> tuple["Due", ...]:
    """What is due by a store (or a result of `read`) from `since` to `until` (days), by day, with what became of it.

    Without those: what lies ahead of the last report, and what was due in the seven days before it. `place`: only there, by gazetteer; `actor`: only
    of one so named; `outcome`: only of this one. Raises DatelineError, StoreError.
    """
    from dateline.faces.agenda import Wanted, make_agenda

    _check_days(since, until)
    return make_agenda(_state(store, as_of, kept, Event), Wanted(since, until, place, actor, outcome, _also(store, actor, kept)))


def actors(
    store: StoreLike | Result, *, country: str | None = None, limit: int | None = None, as_of: str | None = None, kept: str | None = None
) -> tuple["Mentioned", ...]:
    """Who acts or speaks by a store (or a result of `read`), those of whom most origins tell first.

    `country`: only of this one, by name or code; `limit`: so many at most. Raises DatelineError, StoreError.
    """
    from dateline.faces.dossier import list_actors

    return list_actors(_state(store, as_of, kept), country, limit)


def dossier(
    store: StoreLike | Result,
    name: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    kept: str | None = None,
) -> "ShownDossier":
    """All that a store (or a result of `read`) tells of the actor of a name or id; `since`, `until`: days of what is shown.

    Raises RecordMissing where no report tells of it, DatelineError where the name may mean several, StoreError.
    """
    from dateline.faces.dossier import Wanted, make_dossier
    from dateline.merge.corrections import of_actors

    _check_days(since, until)
    wanted = Wanted(name, since, until)
    if isinstance(store, Result):
        return make_dossier(_state(store, as_of, kept), wanted)
    with _viewed(store, as_of, kept) as view:
        return make_dossier(view.state, wanted, of_actors(view.corrections))


def open_record(store: StoreLike, id: str, *, as_of: str | None = None, kept: str | None = None) -> Opened:
    """The record whose id is, or alone begins with, `id`. Raises RecordMissing where none or several do, StoreError."""
    from dateline.faces.judging import named_record

    with _viewed(store, as_of, kept) as view:
        return _opened_record(view, named_record(view, id))


def open_report(store: StoreLike, name: str, *, as_of: str | None = None, kept: str | None = None) -> tuple[Report, list[Record]]:
    """The report that has the id or the ref (as a file's name), or whose id alone begins so, and its records. Raises RecordMissing, StoreError."""
    with _viewed(store, as_of, kept) as view:
        report = view.report(name)
        return report, view.of(report.id).records


def open_named(store: StoreLike, name: str, *, as_of: str | None = None, kept: str | None = None) -> Opened | tuple[Report, list[Record]]:
    """The record as `open_record` gives it, or the report as `open_report` does: whichever `name` names. Raises RecordMissing, StoreError."""
    from dateline.faces.judging import named

    with _viewed(store, as_of, kept) as view:
        try:
            found = named(view, name)
        except RecordMissing as error:
            if _IS_ID.fullmatch(name):
                raise
            raise RecordMissing(f'{error}; of an actor, dateline actors show "{name}" tells') from error
        return (found, view.of(found.id).records) if isinstance(found, Report) else _opened_record(view, found)


def why(opened: Opened) -> "Why":
    """What made an opened event: the frame of the lexicon, and the words that it rests on; its report is read once more for it.

    Raises DatelineError for other kinds, and for an event that today's reader does not find.
    """
    from dateline.pipeline import why as told

    if not isinstance(opened.record, Event):
        raise DatelineError("only events are explained: they alone are told by frames")
    found = told(opened.report, opened.record)
    if found is None:
        raise DatelineError("today's reader does not find this event any more: read its report again")
    return found


def find(store: StoreLike, words: str, *, limit: int = 20, kind: str | None = None, as_of: str | None = None, kept: str | None = None) -> list[Hit]:
    """Reports that bear every one of `words` (or records of a `kind`, whose sentence does), best first; then those that bear another name, by which
    people hold an actor to be called, in place of one that is asked for.

    Raises DatelineError where there are no words to look for, StoreError.
    """
    if not phrases(words):
        raise DatelineError("give words to look for: letters or digits of any script")
    with _viewed(store, as_of, kept) as view:
        found: dict[str, Hit] = {}
        for query in view.who.queries(words):
            for hit in view.store.find(query, limit=limit, kind=kind, view=view):
                found.setdefault(hit.id, hit)
        return [*found.values()][:limit]


def judge(
    store: StoreLike,
    action: "Action",
    *ids: "str | Who",
    field: str | None = None,
    value: str | None = None,
    author: str,
    reason: str | None = None,
) -> "Correction":
    """Puts a record right: from now on this is what the store says, until it is undone; what the reader found is kept beside it.

    `ids`: of a record to accept, reject or edit (its `field`, with `value` as JSON or plain words), of a whole report to reject (or to accept once
    more), of two events or more to merge or split, of a correction to undo; to add, none, and `value` is the record as JSON. Actors are merged and
    split by their names or ids, or as `unsure_actors` gives them; of two names of one actor that are split, the second is the one held apart, or all
    that a report tells of it, where that is named in its place. Raises DatelineError for what does not fit, RecordMissing, StoreError.
    """
    from dateline.faces.judging import make_correction

    with _opened(store, read_only=False) as kept:
        assert kept is not None
        made = make_correction(kept, action, ids, field=field, value=value, author=author, reason=reason)
        kept.correct(made)
        return made


def unsure(store: StoreLike, *, as_of: str | None = None, kept: str | None = None) -> list[Record]:
    """Events and figures that nobody has judged, the least sure first. Raises StoreError."""
    from dateline.faces.judging import unsure as least_sure

    with _viewed(store, as_of, kept) as view:
        return least_sure(view)


def unsure_pairs(store: StoreLike, *, as_of: str | None = None, kept: str | None = None) -> list["Judgement"]:
    """Pairs of events of which nothing decides whether they are one, the least sure first. Raises StoreError."""
    from dateline.faces.judging import unsure_pairs as least_sure

    with _viewed(store, as_of, kept) as view:
        return least_sure(view)


def unsure_actors(store: StoreLike, *, as_of: str | None = None, kept: str | None = None) -> list["ActorPair"]:
    """Pairs of actors that may be one under two names, of which nobody said so yet, the least sure first. Raises StoreError."""
    from dateline.faces.who import unsure_actors as least_sure

    with _viewed(store, as_of, kept) as view:
        return least_sure(view)


def corrections(store: StoreLike, *, kept: str | None = None) -> list["Correction"]:
    """What people put right, undone or not, in the order in which they did. Raises StoreError."""
    with _viewed(store, None, kept) as view:
        return view.corrections


def examples(store: StoreLike, *, kept: str | None = None) -> list["Example"]:
    """The corrections in force as training data: what the reader found, and what a person made of it. Raises StoreError."""
    from dateline.faces.judging import examples as told

    with _viewed(store, None, kept) as view:
        return list(told(view))


def changes(store: StoreLike, since: str, *, by: Clock = "kept", as_of: str | None = None, kept: str | None = None) -> "Changed":
    """What is new, changed and withdrawn since a moment (a day, or ISO 8601 in UTC where it names no zone), up to `as_of` and `kept`.

    By the store's clock (`by` "kept"): what it was told, which reports and corrections, and what became of the record. By the news ("published"):
    what the reports published since then made of the record. Raises DatelineError for what is no moment, StoreError.
    """
    from dateline.faces.changes import changed
    from dateline.merge.moments import LAST_DAY, kept_before, kept_from, kept_until, out_before

    _check_days(since, *((as_of, "as-of") if by == "published" else (kept, "as-kept")))
    if by == "published":
        after, before = _compared(store, as_of or LAST_DAY, kept, lambda _: out_before(since))
        assert before is not None
        return changed(before, after)
    with _viewed(store, as_of, kept) as view:
        meanwhile = view.store.changes(kept_from(since), kept_until(kept) if kept else None)
        return changed(view.store.view(as_of, kept_before(since)).state, view.state, meanwhile)


def demo(*, store: StoreLike | None = None, as_of: str | None = None) -> Brief:
    """Reads the bundled demonstration reports into `store`, or into one that is thrown away, and returns the brief."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, demo_reports() as path:
        kept = Path(folder) / "demo.sqlite" if store is None else store
        for _ in stream_sources(open_inputs(path), store=kept):
            pass
        return brief(kept, as_of=as_of)


@contextmanager
def demo_reports() -> Iterator[Path]:
    """The bundled reports as a file, for as long as the context lasts."""
    with as_file(reports_file()) as path:
        yield path


def check_date(day: str | None) -> None:
    """Raises DatelineError for what is no ISO 8601 day or moment."""
    if day is None:
        return
    from datetime import datetime

    try:
        if not _DAY.fullmatch(day):
            raise ValueError
        datetime.fromisoformat(day)
    except ValueError:
        raise DatelineError(f"{day!r} is no date: write it as 2012-03-06 (or 2012-03-06T08:30)") from None


def _check_days(since: str | None, until: str | None, name: str = "until") -> None:
    """Raises DatelineError for what is no day or moment, and for a first day that is later than the last, of which the option has a `name`."""
    check_date(since)
    check_date(until)
    if since is not None and until is not None and since[:10] > until[:10]:
        raise DatelineError(f"--since {since} is later than --{name} {until}: give the earlier one first")


def _opened_record(view: View, record: Record) -> Opened:
    """The record as people left it; as it was read where they rejected it."""
    left = next((r for r in view.of(record.report).records if r.id == record.id), record)
    report = view.report(record.report)
    return Opened(left, report, quote(report.text, record.span, report.furniture, limit=1000))


def _is_path(source: Input) -> bool:
    if isinstance(source, Report):
        return False
    if not isinstance(source, str | os.PathLike):
        raise TypeError(f"what is read is a path, a text or a Report, not {type(source).__name__}: decode bytes first")
    return not isinstance(source, str) or _IS_TEXT.search(source) is None or _exists(source)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, or with a null character
        return False


def _as_report(text: str, published: str | None) -> Report:
    from dateline.sources import report_of_text

    return report_of_text(text, ref="text", published=published)


@contextmanager
def _opened(store: StoreLike | None, *, read_only: bool) -> Iterator[Store | None]:
    if store is None or isinstance(store, Store):
        yield store
        return
    with closing(Store.open(store, read_only=read_only)) as kept:
        yield kept


@contextmanager
def _viewed(store: StoreLike, as_of: str | None, kept: str | None) -> Iterator[View]:
    """One state of the store, as of a moment of the news and as it was kept at a moment. Raises DatelineError for what is no moment, StoreError."""
    check_date(as_of)
    check_date(kept)
    with _opened(store, read_only=True) as opened:
        assert opened is not None
        with opened.snapshot():
            yield opened.view(as_of, kept)


def _state(store: StoreLike | Result, as_of: str | None, kept: str | None, kind: type[Event | Figure] | None = None) -> "State":
    """What counts, in a store by its view, or in a result of `read`, which is kept nowhere; all records, or those of a `kind` at least. Raises as
    `_viewed`."""
    if not isinstance(store, Result):
        with _viewed(store, as_of, kept) as view:
            return view.state if kind is None else view.of_kind(kind)
    from dateline.merge.state import State

    check_date(as_of)
    if kept is not None:
        raise DatelineError("a result of read is kept nowhere: name a store to ask what it held at a moment")
    return State(Corpus.of(store.reports, store.records, as_of), issues=store.issues)


def _also(store: StoreLike | Result, actor: str | None, kept: str | None) -> tuple[str, ...]:
    """The other names by which people hold an actor to be called. Raises as `_viewed`."""
    if actor is None or isinstance(store, Result):
        return ()
    with _viewed(store, None, kept) as view:
        return view.who.names(actor)[1:]


def _compared(
    store: StoreLike | Result,
    as_of: str | None,
    kept: str | None,
    before: Callable[[str | None], str | None],
    since: Callable[[str | None], str | None] | None = None,
) -> tuple["State", "State | None"]:
    """What counts, and what of it did at a moment `before`: its events and figures or, where a day `since` is asked for, all that hangs on what was
    told from then on. Both follow from the last day that there is. Raises as `_viewed`."""
    if isinstance(store, Result):
        now = _state(store, as_of, kept)
        moment = before(now.corpus.as_of)
        return now, _state(store, moment, kept) if moment is not None else None
    with _viewed(store, as_of, kept) as view:
        day, moment = since(view.last_day) if since is not None else None, before(view.last_day)
        now = view.of_kind(Event, Figure) if since is None else view.since(day) if day is not None else view.state
        return now, view.before(now, moment) if moment is not None else None


def _nothing(report: Report, records: Sequence[Record]) -> None:
    """What is done after a report where the caller asked for nothing."""
