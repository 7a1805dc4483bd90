"""What happened, by day and place: each thing once, with who says what of it, as rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from dateline.errors import DatelineError
from dateline.faces.brief.desk import One, is_access, is_deed, is_speech, is_talk
from dateline.faces.brief.differ import is_denied
from dateline.faces.brief.lines import rivals_in_short
from dateline.faces.brief.only import is_by
from dateline.faces.brief.shown import Shown, events_of, shown
from dateline.faces.brief.vocabulary import vocabulary
from dateline.faces.brief.words import FIELDS, cut, day_words, spoken, value_words, weekday_words
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.merge.clusters import Group
from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.days import end_of
from dateline.merge.happening import Rival
from dateline.merge.state import State
from dateline.records import Event
from dateline.records.acts.plover import TYPES

_SHOWN = 4  # rival values of a field, and names of those who hold one
_IDS = 12  # events of which the id is shown
_NO_PLACE = "No place told"


def _took_place(kind: Callable[[Corpus, Event], bool]) -> Callable[[Corpus, One], bool]:
    return lambda corpus, one: one.shown.state == "took place" and kind(corpus, one.best)


ABOUT: Mapping[str, Callable[[Corpus, One], bool]] = {
    "deeds": _took_place(is_deed),
    "talks": _took_place(is_talk),
    "access": lambda corpus, one: is_access(corpus, one.best),
    "words": _took_place(is_speech),
    "disputed": lambda corpus, one: bool(rivals_in_short(corpus, one)[0]),
    "denied": lambda _, one: is_denied(one),
}


class Wanted(NamedTuple):
    """Which happenings: in a place, by gazetteer; of a type that any event gives; of the days `since` to `until` (ISO 8601); of an actor, by any of
    its names, or by the whole of others by which people know it (`also`); and what the brief tells under one of its headings (ABOUT)."""

    place: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    about: str | None = None
    also: tuple[str, ...] = ()


def checked(wanted: Wanted) -> Wanted:
    """What is wanted, as types are written. Raises DatelineError for a type or a heading that does not exist, with those that do."""
    kind = wanted.type.upper() if wanted.type is not None else None
    if kind is not None and kind not in TYPES:
        raise DatelineError(f"no event is of the type {wanted.type}: ask for {type_words()}")
    if wanted.about is not None and wanted.about not in ABOUT:
        raise DatelineError(f"nothing is told about {wanted.about}: ask for {', '.join(ABOUT)}")
    return wanted._replace(type=kind)


def type_words() -> str:
    """The types of events, each with a reader's word for it."""
    return ", ".join(f"{kind} ({vocabulary().types[kind]})" for kind in TYPES)


def make_list(now: State, wanted: Wanted) -> tuple[Shown, ...]:
    """The happenings of the record that are wanted: by day, by place, those of most origins first."""
    chosen = (shown(now.corpus, now.happening(group)) for group in now.groups if _is_wanted(now.corpus, group, wanted))
    return tuple(sorted((s for s in chosen if _is_timely(s, wanted) and _is_about(now.corpus, s, wanted.about)), key=_order))


def _order(one: Shown) -> tuple[str, bool, str, int, str]:
    return one.day or "~", not one.dated, one.place or "~", -len(one.happening.origins), one.record


def _is_wanted(corpus: Corpus, group: Group, wanted: Wanted) -> bool:
    events = [e for id in group if isinstance(e := corpus.by_id[id], Event)]
    if wanted.type is not None and all(e.type != wanted.type for e in events):
        return False
    if wanted.actor is not None:
        sides = ((*e.actors, *e.recipients, *(s.party for s in e.sources)) for e in events)
        if not any(is_by(parties, wanted.actor, wanted.also) for parties in sides):
            return False
    return wanted.place is None or any(e.where is not None and is_in(e.where, wanted.place) for e in events)


def _is_about(corpus: Corpus, one: Shown, about: str | None) -> bool:
    if about is None:
        return True
    events = tuple(events_of(corpus, one.happening))
    return ABOUT[about](corpus, One(one, next(e for e in events if e.id == one.record), events))


def _is_timely(one: Shown, wanted: Wanted) -> bool:
    if not one.day:
        return not (wanted.since or wanted.until)
    last = max(one.day, end_of(one.happening.when) or "") if one.dated else one.day
    return (not wanted.since or last >= wanted.since[:10]) and (not wanted.until or one.day <= wanted.until[:10])


def list_rows(found: Iterable[Shown]) -> Iterator[Row]:
    """The happenings under their days and places."""
    for (day, dated), of_day in groupby(found, key=lambda s: (s.day, s.dated)):
        yield row("heading", weekday_words(day) if dated else f"Day not told, reported {weekday_words(day or None)}")
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
            yield row("under", Piece(f"{name}: ", "strong"), "; ".join(_rival(field, r) for r in rivals[:_SHOWN]) + _more(len(rivals)))
    if len(h.history) > 1:
        yield row("under", Piece("history: ", "strong"), ", ".join(f"{s.state} {day_words(s.day)}" for s in h.history))
    yield row("under", Piece(f"show: {' '.join(id[:8] for id in h.events[:_IDS])}{' …' if len(h.events) > _IDS else ''}", "dim"))


def _told(one: Shown) -> str:
    h = one.happening
    told = ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in (("report", one.reports), ("origin", len(h.origins))))
    return f"{' / '.join(vocabulary().types[r.value] for r in h.types)}, {one.state}, {told}"


def _rival(field: str, rival: Rival) -> str:
    who = ", ".join(spoken(cut(s, 40)) for s in rival.sources[:_SHOWN]) + _more(len(rival.sources))
    return f"{value_words(field, rival.value, 50)} ({who})"


def _more(found: int) -> str:
    return f" and {found - _SHOWN} more" if found > _SHOWN else ""
