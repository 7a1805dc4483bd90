"""Lines of a brief from records, with the evidence that each rests on."""

from collections.abc import Sequence

from dateline.faces.brief.desk import Desk, One
from dateline.faces.brief.parts import Evidence, Group, Line
from dateline.faces.brief.words import according, country_of, spoken, weekday_words
from dateline.faces.marks import quote
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.keys import is_named, party_keys, words_key
from dateline.merge.plans import MEETINGS
from dateline.records import Event, Figure, Record
from dateline.resolve.parts import voices
from dateline.span import Span

_QUOTED = 180  # characters of a sentence shown
_WIDE = 120  # a longer event lights up by its trigger alone
_CITED = 3  # sentences that one line names
_VALUES = 3  # rival values told in short


def line(
    desk: Desk, lead: str, text: str | Sequence[Piece], told: Sequence[Record], also: Sequence[Record] = (), *, origins: int | None = None
) -> Line:
    """A line that the records `told` all tell, resting on the first of them and on `also`; of as many origins as their reports have, or as given."""
    reports = {r.report for r in told}
    pieces = (Piece(text),) if isinstance(text, str) else tuple(text)
    cited = dict.fromkeys((told[0], *also)) if told else {}
    evidence = tuple(_evidence(desk.corpus, r) for r in list(cited)[:_CITED])
    return Line(lead, pieces, evidence, len(reports), len(desk.origins_of(reports)) if origins is None else origins)


def happening_line(desk: Desk, one: One, lead: str | None = None, *, words: str | None = None, more: str = "") -> Line:
    """A happening in one line: its day, its `words` (else as shown), on whose word, what other accounts make of it, what it has come to be."""
    told = with_source(words or one.shown.words, one.best) + more
    rivals, others = rivals_in_short(desk.corpus, one)
    state = "" if one.shown.state in ("took place", "denied") else f" · {one.shown.state}"
    pieces = [Piece(told + rivals + state)]
    return line(desk, day_of(one) if lead is None else lead, pieces, [one.best, *one.events], others, origins=len(one.shown.happening.origins))


def with_source(words: str, e: Event) -> str:
    """The words of an event and on whose word they stand, where they do not name those anyway."""
    known = f" {words_key(words)} "
    named = all(s.party.name and f" {words_key(s.party.name)} " in known for s in e.sources)
    return words if named else words + according(e.sources, country_of(e.where))


def day_of(one: One) -> str:
    """The day of a happening, or that on which it was told."""
    day = one.shown.day
    return weekday_words(day) if one.shown.dated else f"reported {weekday_words(day)}" if day else "no date given"


def rivals_in_short(corpus: Corpus, one: One) -> tuple[str, list[Event]]:
    """What accounts of a happening differ on, by whom it was done and whether: "; by jets (Wire A) / by shells (Wire B)", with an event for each."""
    doers: list[Event] = []
    for e in (one.best, *one.events):
        if e.actors and not e.negated and all(_are_rivals(e, d) for d in doers):
            doers.append(e)
    denied = [e for e in one.events if e.negated] if one.shown.state == "took place" else []
    told = ""
    if len(doers) > 1:
        told += "; by " + " / ".join(f"{' and '.join(spoken(p.name) for p in d.actors[:2])} ({on_word(corpus, d)})" for d in doers[:_VALUES])
    if denied:
        told += f"; denied ({', '.join(dict.fromkeys(on_word(corpus, e) for e in denied))})"
    return told, [*(doers[:_VALUES] if len(doers) > 1 else []), *denied]


def _are_rivals(a: Event, b: Event) -> bool:
    """Whether two reports name other doers: both by a name, or in the same noun ("Syrian jets", "unidentified jets"), not one in fewer words than
    the other, nor one state's organs, nor one who comes and one who receives."""
    if a.report == b.report or party_keys(a.actors) & party_keys(b.actors):
        return False
    if {a.type, b.type} <= MEETINGS and (party_keys(a.actors) & party_keys(b.recipients) or party_keys(b.actors) & party_keys(a.recipients)):
        return False
    one, other = a.actors[0], b.actors[0]
    words, others = words_key(one.name).split(), words_key(other.name).split()
    if set(words) <= set(others) or set(others) <= set(words) or (one.country and (one.country, one.sector) == (other.country, other.sector)):
        return False
    return words[-1] == others[-1] or (is_named(one) and is_named(other))


def on_word(corpus: Corpus, record: Event | Figure) -> str:
    """On whose word a record stands: its nearest source, else who published it."""
    spoke = voices(record.sources)[-1] if record.sources else ()
    named = [spoken(p.name) for p in spoke if p.name]
    return " and ".join(named) or corpus.publisher(record)


def group(heading: str | None, lines: Sequence[Line], of: int, see: str | None = None) -> Group:
    """The lines shown, `of` so many that there are; the command `see` shows the rest."""
    return Group(heading, tuple(lines), max(0, of - len(lines)), see)


def _evidence(corpus: Corpus, record: Record) -> Evidence:
    report = corpus.reports[record.report]
    return Evidence(
        record.id, report.id, quote(report.text, _marked(record), report.furniture, _QUOTED), report.title, report.publisher, report.published
    )


def _marked(record: Record) -> Span:
    wide = isinstance(record, Event) and record.span.end - record.span.start > _WIDE
    return record.trigger if wide and isinstance(record, Event) else record.span
