"""The weightiest of the last days, a sentence each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.faces.brief.desk import Desk, One, is_access, is_deed, is_speech, is_talk
from dateline.faces.brief.lines import group, kind_line, line, on_word
from dateline.faces.brief.numbers import total_words
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import counted_words
from dateline.faces.rows import Piece
from dateline.merge.corpus import Corpus
from dateline.merge.counts import rival_totals
from dateline.merge.days import shifted
from dateline.records import Figure

_SHOWN = 6  # lines, beside the running totals
_DAYS = (2, 7, 30)  # days back in which news is looked for, until there is enough
_ENOUGH = 5
_A_KIND, _A_PLACE = 3, 2  # lines of one kind of act, and of one place
_TOLLS = 3  # counts told behind a deed
_KINDS = (is_deed, is_access, is_talk, is_speech)


def highlights(desk: Desk) -> Section:
    """The running totals of the killed, and the weightiest happenings of the last two days, or of the last week or month where those hold little."""
    chosen = _chosen(desk.corpus, sorted(_news(desk), key=lambda one: (-one.weight, one.best.id)))
    lines = [*_totals(desk), *(_line(desk, one) for one in sorted(chosen, key=lambda one: (one.shown.day, one.last), reverse=True))]
    return Section("Highlights", (group(None, lines, len(lines)),) if lines else ())


def _news(desk: Desk) -> list[One]:
    """What took place, by what was told in the last days."""
    took_place = [one for one in desk.all if one.shown.state == "took place" and (one.best.actors or one.best.recipients)]
    for days in _DAYS:
        since = shifted(desk.corpus.as_of or "", -days)
        found = [one for one in took_place if one.last >= since]
        if len(found) >= _ENOUGH or (desk.since and desk.since >= since):
            return found
    return took_place


def _chosen(corpus: Corpus, ranked: Iterable[One]) -> Iterator[One]:
    """The first of those ranked, not all of one kind or place."""
    kinds: Counter[str] = Counter()
    places: Counter[str | None] = Counter()
    for one in ranked:
        kind = next((k.__name__ for k in _KINDS if k(corpus, one.best)), "")
        if kinds.total() < _SHOWN and kinds[kind] < _A_KIND and (one.shown.place is None or places[one.shown.place] < _A_PLACE):
            kinds[kind] += 1
            places[one.shown.place] += 1
            yield one


def _totals(desk: Desk) -> list[Line]:
    """The last running totals of the killed, as rivals where they are."""
    killed = next((c for c in desk.counts if c.what == "killed" and c.totals), None)
    if killed is None:
        return []
    told = rival_totals(desk.corpus, killed)
    latest = killed.totals[0].latest
    if not told or max(map(desk.corpus.day, told)) < desk.corpus.day(latest):
        told = [latest, *(s.latest for s in killed.totals[1:2] if desk.corpus.day(s.latest) == desk.corpus.day(latest))]
    return [line(desk, "Killed in all", "; ".join(total_words(desk.corpus, f) for f in told), told, told[1:])]


def _line(desk: Desk, one: One) -> Line:
    made, tolls = kind_line(desk, one), _tolls(desk, one)
    if not tolls:
        return made
    told = " / ".join(f"{counted_words(f)} ({on_word(desk.corpus, f)})" for f in tolls)
    return line(desk, made.lead, [*made.pieces, Piece(f"; {tolls[0].what}: {told}")], [one.best, *one.events], tolls, origins=made.origins)


def _tolls(desk: Desk, one: One) -> list[Figure]:
    """The rival counts of what a happening did, the first of them that there are."""
    return next((rivals[:_TOLLS] for f in desk.figures(one.events) for rivals in desk.rivals if f in rivals), [])
