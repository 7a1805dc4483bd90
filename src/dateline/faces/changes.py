"""What is new, changed and withdrawn, by the store's clock or by the news: what `dateline changes` tells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from dateline.faces.brief.changed import SAYS, field_words
from dateline.faces.brief.shown import best_told, events_of
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import according, counted_words, country_of, cut, day_words, figure_words, spoken
from dateline.faces.put_right import correction_rows
from dateline.faces.rows import Piece, Row, row
from dateline.merge.changes import FieldChange, FigureChange, HappeningChange, Kind, address_of, changes_between
from dateline.merge.corrections import Correction
from dateline.merge.state import State
from dateline.store import Changes
from dateline.text.report import Report

_HEADINGS: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("new", frozenset({"new"})),
    ("changed", frozenset({"changed", "joined", "parted"})),
    ("withdrawn", frozenset({"withdrawn"})),
)
_SHOWN = 4  # ids
T = TypeVar("T")


class Change(msgspec.Struct, frozen=True):
    """What became of a happening or of a figure: in `words`, field by field, and the `records` (ids) that it rests on, or rested on."""

    about: str
    change: Kind
    day: str
    words: str
    fields: tuple[FieldChange, ...]
    records: tuple[str, ...]


class Changed(msgspec.Struct, frozen=True):
    """What came in and what became of the record. Reports that a notice withdrew are `withdrawn`; `corrections` are those made in that time."""

    new: tuple[Report, ...] = ()
    read_again: tuple[Report, ...] = ()
    replaced: tuple[Report, ...] = ()
    withdrawn: tuple[Report, ...] = ()
    corrections: tuple[Correction, ...] = ()
    happenings: tuple[Change, ...] = ()
    figures: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field) for field in self.__struct_fields__)


def changed(before: State, after: State, told: Changes | None = None) -> Changed:
    """What became of one state in another; `told`: what the store was told meanwhile, else which reports the two differ in."""
    found = changes_between(before, after)
    if told is None:
        was, now = before.corpus.reports, after.corpus.reports
        new, gone = [r for id, r in now.items() if id not in was], [r for id, r in was.items() if id not in now]
        addresses = {address_of(r) for r in new}
        replaced, withdrawn = ([r for r in gone if (address_of(r) in addresses) == there] for there in (True, False))
        told = Changes(new, [], replaced, withdrawn, [])
    return Changed(
        tuple(told.new),
        tuple(told.read_again),
        tuple(told.replaced),
        tuple(told.withdrawn),
        tuple(told.corrections),
        happenings=tuple(_happening(before, after, change) for change in found.happenings),
        figures=tuple(_figure(before, after, change) for change in found.figures),
    )


def _happening(before: State, after: State, change: HappeningChange) -> Change:
    """A happening as it stands or, of what is no more, as it stood."""
    stands = change.after if change.after is not None and change.change != "joined" else change.before
    assert stands is not None
    corpus = before.corpus if stands is change.before else after.corpus
    events = events_of(corpus, stands)
    best = best_told(corpus, events)
    words = told_words(corpus, best) + according(best.sources, country_of(best.where))
    return Change("happening", change.change, stands.first or "", words, change.fields, (best.id, *(e.id for e in events if e is not best)))


def _figure(before: State, after: State, change: FigureChange) -> Change:
    stands = change.after or change.before
    assert stands is not None
    corpus = before.corpus if change.after is None else after.corpus
    who = f"according to {spoken(cut(change.source, 60))}" + (", running total" if change.total else "")
    words = f"{_numbers(change)}, {who}"
    return Change("figure", change.change, corpus.day(stands), words, (), tuple(f.id for f in (change.after, change.before) if f is not None))


def _numbers(change: FigureChange) -> str:
    first, *then = [f for f in (change.before, change.after) if f is not None]
    return " → ".join([figure_words(first), *map(counted_words, then)])


def changed_rows(found: Changed, most: int | None = None) -> Iterator[Row]:
    """What `dateline changes` shows: of each kind the newest, at `most` so many."""
    heads = ("New reports", "Read again", "Replaced by a newer version", "Withdrawn by their outlet")
    for title, reports in zip(heads, (found.new, found.read_again, found.replaced, found.withdrawn), strict=True):
        yield from _newest(title, sorted(reports, key=lambda r: r.published or ""), most, lambda report: (_report_row(report),))
    yield from _newest("Put right", found.corrections, most, lambda one: correction_rows((one,), among=found.corrections))
    for about, changes in (("Happenings", found.happenings), ("Figures", found.figures)):
        for name, kinds in _HEADINGS:
            its = sorted((c for c in changes if c.change in kinds), key=lambda c: (c.day, c.words, c.records))
            yield from _newest(f"{about}: {name}", its, most, _rows)


def _newest(title: str, found: Sequence[T], most: int | None, rows: Callable[[T], Iterable[Row]]) -> Iterator[Row]:
    """The last of what was found, under its title."""
    if not found:
        return
    yield row("heading", title)
    if most is not None and len(found) > most:
        yield row("text", Piece(f"the newest {most} of {len(found):,}: --all shows every one", "dim"))
    for one in found[-most:] if most is not None else found:
        yield from rows(one)


def _rows(change: Change) -> Iterator[Row]:
    ids = " ".join(id[:8] for id in change.records[:_SHOWN]) + (" …" if len(change.records) > _SHOWN else "")
    says = f" · {SAYS[change.change]}" if change.change in SAYS else ""
    yield row("item", Piece(change.words, "strong"), Piece(f"{says} · told {day_words(change.day or None)} · {ids}", "dim"))
    yield from (row("under", words) for field in change.fields if (words := field_words(field)))


def _report_row(report: Report) -> Row:
    told = ", ".join(part for part in (report.title or report.ref, report.publisher, day_words(report.published)) if part)
    return row("item", Piece(f"report {report.id[:8]}", "strong"), f" {told}")
