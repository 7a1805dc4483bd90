"""What happened, by day and place: each thing once, with who says what of it, as rows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from dateline.faces.brief.shown import Shown, events_of, shown
from dateline.faces.brief.words import FIELDS, cut, day_words, spoken, weekday_words
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.days import end_of
from dateline.merge.happening import Happening, Rival

_SHOWN = 4  # rival values of a field, and names of those who hold one
_IDS = 12  # events of which the id is shown
_NO_PLACE = "No place told"


class Wanted(NamedTuple):
    """Which happenings: in a place, by gazetteer; of a type that any event gives; of the days `since` to `until` (ISO 8601)."""

    place: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None


def make_list(corpus: Corpus, found: Iterable[Happening], wanted: Wanted) -> tuple[Shown, ...]:
    """The happenings found in a corpus that are wanted: by day, by place, those of most origins first."""
    chosen = (shown(corpus, h) for h in found if _is_wanted(corpus, h, wanted))
    return tuple(sorted((s for s in chosen if _is_timely(s, wanted)), key=_order))


def _order(one: Shown) -> tuple[str, str, int, str]:
    return one.day or "~", one.place or "~", -len(one.happening.origins), one.record


def _is_wanted(corpus: Corpus, h: Happening, wanted: Wanted) -> bool:
    if wanted.type is not None and wanted.type.upper() not in (r.value for r in h.types):
        return False
    return wanted.place is None or any(e.where is not None and is_in(e.where, wanted.place) for e in events_of(corpus, h))


def _is_timely(one: Shown, wanted: Wanted) -> bool:
    if not one.day:
        return not (wanted.since or wanted.until)
    last = max(one.day, end_of(one.happening.when) or "") if one.dated else one.day
    return (not wanted.since or last >= wanted.since[:10]) and (not wanted.until or one.day <= wanted.until[:10])


def list_rows(found: Iterable[Shown]) -> Iterator[Row]:
    """The happenings under their days and places."""
    for day, of_day in groupby(found, key=lambda s: s.day):
        yield row("heading", weekday_words(day or None))
        for place, here in groupby(of_day, key=lambda s: s.place):
            yield row("group", place or _NO_PLACE)
            for one in here:
                yield from _rows(one)


def _rows(one: Shown) -> Iterator[Row]:
    h = one.happening
    yield row("item", Piece(one.words, "strong"), Piece(f" · {_told(one)}", "dim"))
    yield row("under", *quoted(one.quote))
    for field, name in FIELDS.items():
        rivals: tuple[Rival, ...] = getattr(h, field)
        if len({r.events for r in rivals}) > 1:  # two whom each event names are no rivals
            yield row("under", Piece(f"{name}: ", "strong"), "; ".join(_rival(r) for r in rivals[:_SHOWN]) + _more(len(rivals)))
    if len(h.history) > 1:
        yield row("under", Piece("history: ", "strong"), ", ".join(f"{s.state} {day_words(s.day)}" for s in h.history))
    yield row("under", Piece(f"show: {' '.join(id[:8] for id in h.events[:_IDS])}{' …' if len(h.events) > _IDS else ''}", "dim"))


def _told(one: Shown) -> str:
    h = one.happening
    told = ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in (("report", one.reports), ("origin", len(h.origins))))
    return f"{'/'.join(r.value for r in h.types)}, {one.state}, {told}" + ("" if one.dated else ", day not told: the report's")


def _rival(rival: Rival) -> str:
    who = ", ".join(spoken(cut(s, 40)) for s in rival.sources[:_SHOWN]) + _more(len(rival.sources))
    return f"“{spoken(cut(rival.value, 50))}” ({who})"


def _more(found: int) -> str:
    return f" and {found - _SHOWN} more" if found > _SHOWN else ""
