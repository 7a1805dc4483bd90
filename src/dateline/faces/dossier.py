"""One actor's dossier, and the list of actors, as rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from dateline.errors import DatelineError, RecordMissing
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.vocabulary import vocabulary
from dateline.faces.brief.words import cut, day_words, days_words, figure_words, spoken
from dateline.faces.marks import Quote, quote
from dateline.faces.put_right import correction_pieces
from dateline.faces.rows import Piece, Row, quoted, row
from dateline.knowledge.countries import by_name, countries
from dateline.merge.corrections import Correction, joined
from dateline.merge.dossier import Dossiers
from dateline.merge.dossier_parts import Dossier, Entry, Mentioned, Post
from dateline.merge.identity import plainly
from dateline.merge.keys import APART, words_key
from dateline.merge.positions import Change, Position
from dateline.merge.state import State
from dateline.records import Event, Figure, Record, Statement
from dateline.resolve.parts import REAL

T = TypeVar("T")
_NAMES = 6  # as which an actor is told
_POSTS = 6
_POSITIONS = 12  # shown, the latest
_LINES = 6  # of what was done or said, the latest
_FIGURES = 4
_CHOICES = 6  # actors whom an ambiguous name may mean
_SOURCES = 3  # named for one line
_QUOTED = 180  # characters of a sentence
_SPOKEN = 120  # characters of what was said
_MATTER = 110  # characters of a matter
_SAID = {"say": "said", "believe": "believed", "want": "wanted", "fear": "feared", "promise": "promised", "deny": "denied", "ask": "asked"}


class Wanted(NamedTuple):
    """Whose dossier (a name or an id), and what of it: of the days `since` to `until` (ISO 8601)."""

    name: str
    since: str | None = None
    until: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A record that a dossier rests on: in a few words, and with its sentence."""

    words: str
    quote: Quote


class ShownDossier(msgspec.Struct, frozen=True):
    """A dossier, by their ids the records that open its entries, what people said of who it is, and those called so whom they hold apart from it."""

    dossier: Dossier
    lines: dict[str, Line]
    judged: tuple[Correction, ...] = ()
    apart: tuple[Mentioned, ...] = ()


def list_actors(state: State, country: str | None = None, limit: int | None = None) -> tuple[Mentioned, ...]:
    """Who acts or speaks, those of whom most origins tell first; only of a `country` (its name or code). Raises DatelineError for no country."""
    if limit is not None and limit < 1:
        raise DatelineError(f"{limit} actors are none: give a number from 1 on")
    code = _code_of(country) if country is not None else None
    found = (one for one in Dossiers(state).all() if one.acts and (code is None or one.country == code))
    return tuple(found)[:limit]


def make_dossier(state: State, wanted: Wanted, judged: Sequence[Correction] = ()) -> ShownDossier:
    """The dossier of the one whom a name means; `judged`: what people said of who is who. Raises RecordMissing where the name means nobody,
    DatelineError where it may mean several."""
    known = Dossiers(state)
    meant = actor_of(known, wanted.name)
    dossier = _of_days(known.dossier(meant.id), wanted)
    apart = tuple(one for one in known.called(wanted.name) if one.id != meant.id)
    ids = joined(judged).ids
    of_it = tuple(one for one in judged if any(ids.get(target.record) == plainly(dossier.id) for target in one.targets))
    return ShownDossier(dossier, {id: _line(state, state.corpus.by_id[id]) for id in _opening(dossier)}, of_it, apart)


def _code_of(country: str) -> str:
    code = country.upper() if country.upper() in countries() else by_name(country, loud=True)
    if code is None:
        raise DatelineError(f"{country!r} is no country: give its name or its code of three letters, as Syria or SYR")
    return code


def actor_of(known: Dossiers, name: str) -> Mentioned:
    """The one whom a name or an id means, before those whom people hold apart from it. Raises RecordMissing where it means nobody, DatelineError
    where it may mean several."""
    found = known.called(name)
    if not words_key(name):
        raise DatelineError("give a name or an id: `dateline actors list` shows who there is")
    if not found:
        raise RecordMissing(f"no report tells of {name}: `dateline actors list` shows who there is")
    main = [one for one in found if APART not in one.id]
    if len(main) == 1 and len({words_key(one.name) for one in found}) == 1:
        return main[0]
    if len(found) > 1:
        choices = "; ".join(f"{spoken(one.name)} ({one.id}, {counted(one)})" for one in found[:_CHOICES])
        more = f"; and {len(found) - _CHOICES} more" if len(found) > _CHOICES else ""
        raise DatelineError(f"{name} may mean several, give the id: {choices}{more}")
    return found[0]


def _of_days(dossier: Dossier, wanted: Wanted) -> Dossier:
    """What a dossier holds of the days that are wanted; what bears no day only where none are."""

    def timely(day: str | None) -> bool:
        return (not wanted.since or (day or "") >= wanted.since[:10]) and (not wanted.until or (day or "~") <= f"{wanted.until[:10]}~")

    kept = {
        name: tuple(one for one in getattr(dossier, name) if timely(one.day))
        for name in ("did", "befell", "said", "told", "accused", "accuses", "positions")
    }
    changes = tuple(c for c in dossier.changes if timely(c.after.day))
    return msgspec.structs.replace(dossier, changes=changes, **kept)


def _opening(dossier: Dossier) -> Iterator[str]:
    """The ids of the records whose words and sentences are shown."""
    shown = (dossier.did, dossier.befell, dossier.said, dossier.told, dossier.accused, dossier.accuses, dossier.positions)
    yield from dict.fromkeys(one.records[0] for its in shown for one in its)
    yield from (p.records[0] for c in dossier.changes for p in (c.before, c.after))
    yield from dossier.figures


def _line(state: State, record: Record) -> Line:
    report = state.corpus.reports[record.report]
    return Line(_words(state, record), quote(report.text, record.span, report.furniture, _QUOTED))


def _words(state: State, record: Record) -> str:
    match record:
        case Event():
            return told_words(state.corpus, record)
        case Statement():
            return f"“{spoken(cut(state.corpus.words(record, record.content), _SPOKEN))}”"
        case Figure():
            return figure_words(record)
    return ""


# Rows


def actor_rows(found: Iterable[Mentioned]) -> Iterator[Row]:
    """The list of actors."""
    for one in found:
        yield row("item", Piece(spoken(one.name), "strong"), f"{kind_words(one)} · {counted(one)}", Piece(f" · {_days(one)} · {one.id}", "dim"))


def dossier_rows(shown: ShownDossier) -> Iterator[Row]:
    """The dossier under its headings; of long lists the latest."""
    d, lines = shown.dossier, shown.lines
    yield row("title", spoken(d.name))
    yield row("text", Piece(f"{d.id}{kind_words(d)} · {counted(d)} · {_days(d)}", "dim"))
    yield row(
        "text", Piece("as written: ", "strong"), "; ".join(f"{spoken(n.text)} {n.count}" for n in d.names[:_NAMES]) + _more(len(d.names), _NAMES)
    )
    if shown.apart:
        others = "; ".join(f"{spoken(one.name)} ({one.id}, {counted(one)})" for one in shown.apart[:_CHOICES]) + _more(len(shown.apart), _CHOICES)
        yield row("text", Piece("held apart from it: ", "strong"), others)
    for one in shown.judged:
        yield row("text", Piece("put right: ", "strong"), *correction_pieces(one))
    if d.people:
        yield row(
            "text",
            Piece("its people: ", "strong"),
            "; ".join(f"{spoken(n.text)} {n.count}" for n in d.people[:_NAMES]) + _more(len(d.people), _NAMES),
        )
    yield from _section("Roles", d.roles, _POSTS, _post_rows)
    yield from _section("Changes of position", d.changes, _POSITIONS, lambda c: _change_rows(c, lines))
    yield from _section("Positions", d.positions, _POSITIONS, lambda p: _position_rows(p, lines))
    yield from _section("Accused", d.accused, _LINES, lambda e: _entry_rows(e, lines, sentence=True))
    told = {id for its in (d.positions, d.accused, d.told) for one in its for id in one.records}
    for title, entries in (("Did", d.did), ("Befell it", d.befell), ("Said", d.said)):
        yield from _section(title, [e for e in entries if told.isdisjoint(e.records)], _LINES, lambda e: _entry_rows(e, lines))
    yield from _section("Told and asked", d.told, _LINES, lambda e: _entry_rows(e, lines, whom="by"))
    yield from _section("Figures on its word", d.figures, _FIGURES, lambda id: [row("item", lines[id].words, Piece(f" · {id[:8]}", "dim"))])


def _section(title: str, entries: Sequence[T], most: int, rows: Callable[[T], Iterable[Row]]) -> Iterator[Row]:
    if not entries:
        return
    yield row("heading", title)
    if len(entries) > most:
        yield row("text", Piece(f"the latest {most} of {len(entries)}: --since and --until show others", "dim"))
    for one in entries[-most:]:
        yield from rows(one)


def _post_rows(post: Post) -> Iterator[Row]:
    of = f", {spoken(post.organisation)}" if post.organisation else ""
    days = days_words(post.first, post.last)
    yield row(
        "item",
        Piece(spoken(post.title), "strong"),
        f"{of} ({post.time})",
        Piece(f" · told {days} by {_listed(post.said_by)} · {post.records[0][:8]}", "dim"),
    )


def _change_rows(change: Change, lines: dict[str, Line]) -> Iterator[Row]:
    before, after = change.before, change.after
    yield row("item", Piece(f"{before.stance} until {day_words(change.until)}, {after.stance} on {day_words(after.day)}", "strong"))
    for position in (before, after):
        yield row("under", f"{position.stance}: ", *quoted(lines[position.records[0]].quote), Piece(f" {position.records[0][:8]}", "dim"))


def _position_rows(position: Position, lines: dict[str, Line]) -> Iterator[Row]:
    toward = f" · {_listed(position.toward)}" if position.toward else ""
    status = "" if position.status in REAL else f" ({position.status})"
    matter = f": “{spoken(cut(position.matter, _MATTER))}”"
    told = f" · {_listed(position.sources)}{_origins(position.origins)} · {position.records[0][:8]}"
    yield row("item", f"{day_words(position.day)} ", Piece(position.stance + status, "strong"), toward + matter, Piece(told, "dim"))
    yield row("under", *quoted(lines[position.records[0]].quote))


def _entry_rows(entry: Entry, lines: dict[str, Line], *, sentence: bool = False, whom: str = "to") -> Iterator[Row]:
    """A happening in its own words, or what was said, and by or to whom."""
    line, id = lines[entry.records[0]], entry.records[0]
    day = day_words(entry.day) if entry.dated or not entry.day else f"told {day_words(entry.day)}"
    told = Piece(f" · {_listed(entry.sources)}{_origins(entry.origins)} · {id[:8]}", "dim")
    if entry.happening is not None:
        yield row("item", f"{day} ", Piece(line.words, "strong"), "" if entry.status in REAL else f" ({entry.status})", told)
    else:
        others = f" {whom} {_listed(entry.others)}" if entry.others else ""
        yield row("item", f"{day} ", Piece(_SAID.get(entry.what, entry.what), "strong"), f"{others}: {line.words}", told)
    if sentence:
        yield row("under", *quoted(line.quote))


def kind_words(one: Mentioned | Dossier) -> str:
    """Its country and its kind, in brackets."""
    country = countries().get(one.country or "")
    told = ", ".join(x for x in (country.name if country else None, vocabulary().sectors.get(one.sector or "")) if x)
    return f" ({told})" if told else ""


def counted(one: Mentioned | Dossier) -> str:
    """How many reports and origins tell of it."""
    return f"{one.reports} report{'' if one.reports == 1 else 's'}, {one.origins} origin{'' if one.origins == 1 else 's'}"


def _origins(number: int) -> str:
    return f", {number} origins" if number > 1 else ""


def _days(one: Mentioned | Dossier) -> str:
    return days_words(one.first, one.last)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(spoken(cut(n, 40)) for n in names[:_SOURCES]) + _more(len(names), _SOURCES)


def _more(found: int, shown: int) -> str:
    return f" and {found - shown} more" if found > shown else ""
