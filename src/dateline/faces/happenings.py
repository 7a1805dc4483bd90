"""What happened, by day and place: each thing once, with who says what of it, as rows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import msgspec

from dateline.faces.brief.words import act_words, cut, day_words, place_words, spoken, weekday_words
from dateline.faces.marks import Quote, quote
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.days import end_of, is_long, start_of
from dateline.merge.happening import Happening, Rival, happenings
from dateline.merge.judgement import Decided
from dateline.records import Event

_RIVALS = {"types": "what", "whens": "when", "wheres": "where", "actors": "who", "recipients": "to whom", "statuses": "status"}
_SHOWN = 4  # rival values of a field, and names of those who hold one
_IDS = 12  # events of which the id is shown
_QUOTED = 180  # characters of a sentence
_NO_PLACE = "No place told"


class Wanted(NamedTuple):
    """Which happenings: in a place, by gazetteer; of a type that any event gives; of the days `since` to `until` (ISO 8601)."""

    place: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None


class Shown(msgspec.Struct, frozen=True):
    """A happening with what a reader is shown of it: its `day` (ISO 8601; the first on which it was told, where none of its own is), its `place`,
    its words and sentence as the event `record` has them, the best told one, and how many `reports` tell it."""

    happening: Happening
    day: str
    dated: bool
    place: str | None
    words: str
    record: str
    quote: Quote
    reports: int


def make_list(corpus: Corpus, wanted: Wanted, decided: Decided | None = None) -> tuple[Shown, ...]:
    """The happenings of `corpus` that are wanted: by day, by place, those of most origins first; `decided` is what people decided."""
    shown = (_shown(corpus, h) for h in happenings(corpus, decided) if _is_wanted(corpus, h, wanted))
    return tuple(sorted((s for s in shown if _is_timely(s, wanted)), key=_order))


def _order(shown: Shown) -> tuple[str, str, int, str]:
    return shown.day or "~", shown.place or "~", -len(shown.happening.origins), shown.record


def _is_wanted(corpus: Corpus, h: Happening, wanted: Wanted) -> bool:
    if wanted.type is not None and wanted.type.upper() not in (r.value for r in h.types):
        return False
    return wanted.place is None or any(e.where is not None and is_in(e.where, wanted.place) for e in _events(corpus, h))


def _is_timely(shown: Shown, wanted: Wanted) -> bool:
    if not shown.day:
        return not (wanted.since or wanted.until)
    last = max(shown.day, end_of(shown.happening.when) or "") if shown.dated else shown.day
    return (not wanted.since or last >= wanted.since[:10]) and (not wanted.until or shown.day <= wanted.until[:10])


def _events(corpus: Corpus, h: Happening) -> list[Event]:
    return [e for id in h.events if isinstance(e := corpus.by_id[id], Event)]


def _shown(corpus: Corpus, h: Happening) -> Shown:
    events = _events(corpus, h)
    best = max(events, key=lambda e: sum(bool(field) for field in (e.actors, e.recipients, e.when, e.where)))
    report = corpus.reports[best.report]
    own = start_of(h.when or best.when)
    dated = own is not None and not is_long(h.when or best.when)
    place = h.where or best.where
    return Shown(
        happening=h,
        day=own if dated and own else h.first or "",
        dated=dated,
        place=place_words(place.name) if place is not None else None,
        words=act_words(corpus, best, "not " if best.negated else ""),
        record=best.id,
        quote=quote(report.text, best.span, report.furniture, _QUOTED),
        reports=len({e.report for e in events}),
    )


def list_rows(shown: Iterable[Shown]) -> Iterator[Row]:
    """The happenings under their days and places."""
    for day, of_day in groupby(shown, key=lambda s: s.day):
        yield row("heading", weekday_words(day or None))
        for place, here in groupby(of_day, key=lambda s: s.place):
            yield row("group", place or _NO_PLACE)
            for one in here:
                yield from _rows(one)


def _rows(shown: Shown) -> Iterator[Row]:
    h = shown.happening
    yield row("item", Piece(shown.words, "strong"), Piece(f" · {_told(shown)}", "dim"))
    yield row("under", *quoted(shown.quote))
    for field, name in _RIVALS.items():
        rivals: tuple[Rival, ...] = getattr(h, field)
        if len({r.events for r in rivals}) > 1:  # two whom each event names are no rivals
            yield row("under", Piece(f"{name}: ", "strong"), "; ".join(_rival(r) for r in rivals[:_SHOWN]) + _more(len(rivals)))
    if len(h.history) > 1:
        yield row("under", Piece("history: ", "strong"), ", ".join(f"{s.state} {day_words(s.day)}" for s in h.history))
    yield row("under", Piece(f"show: {' '.join(id[:8] for id in h.events[:_IDS])}{' …' if len(h.events) > _IDS else ''}", "dim"))


def _told(shown: Shown) -> str:
    h = shown.happening
    told = ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in (("report", shown.reports), ("origin", len(h.origins))))
    state = h.history[-1].state if h.history else "supposed"
    return f"{state}, {told}" + ("" if shown.dated else ", day not told: the report's")


def _rival(rival: Rival) -> str:
    who = ", ".join(spoken(cut(s, 40)) for s in rival.sources[:_SHOWN]) + _more(len(rival.sources))
    return f"“{spoken(cut(rival.value, 50))}” ({who})"


def _more(found: int) -> str:
    return f" and {found - _SHOWN} more" if found > _SHOWN else ""
