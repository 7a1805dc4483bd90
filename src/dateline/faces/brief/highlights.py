"""The weightiest of the last days and of the whole time, a sentence each."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from dateline.faces.brief.desk import Desk, One, is_access, is_deed, is_speech, is_talk
from dateline.faces.brief.lines import group, happening_line, line, on_word
from dateline.faces.brief.numbers import total_words
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import counted_words, weekday_words
from dateline.faces.rows import Piece
from dateline.merge.counts import rival_totals
from dateline.merge.days import shifted
from dateline.records import Figure

_WEIGHED = 200  # happenings that are held against each other
_NEWS, _BEFORE = 4, 10  # lines of the last days, and of the time before
_DAYS = (2, 7, 30)  # days back in which news is looked for, until there is enough
_ENOUGH = 5
_ALIKE, _SAID = 1.0, 2.0  # points that each other of its kind or place costs, and that it is only said
_LEAST = 7.0  # points below which nothing is a highlight
_TOLLS = 3  # counts told behind a deed
_KINDS = (is_deed, is_access, is_talk, is_speech)


def highlights(desk: Desk) -> Section:
    """The running totals of the killed; the weightiest happenings of the last two days, or of the last week or month where those hold little; and the
    weightiest of the time before that."""
    found = sorted((one for one in desk.all if _is_news(desk, one)), key=lambda one: (-_points(desk, one), one.best.id))[:_WEIGHED]
    first = _first_day(desk, found)
    older = any(one.last < first for one in found)
    news = _chosen(desk, (one for one in found if one.last >= first), _NEWS if older else _BEFORE)
    told = {key for one in news for key in desk.keys(one)}
    before = _chosen(desk, (one for one in found if one.last < first), _BEFORE, told)
    groups = (
        group(None, _totals(desk), 0),
        group(f"Told since {weekday_words(first)}" if before else None, [_line(desk, one) for one in news], 0),
        group("The weightiest before that", [_line(desk, one) for one in before], 0),
    )
    return Section("Highlights", tuple(g for g in groups if g.lines))


def _is_news(desk: Desk, one: One) -> bool:
    told = one.shown.state == "took place" and one.clear and one.somebody
    return told and _points(desk, one) - one.news >= _LEAST


def _first_day(desk: Desk, found: Sequence[One]) -> str:
    """The day from which on things are news: two days before the record's last, or as many more as it takes to find enough."""
    days = (shifted(desk.corpus.as_of or "", -back) for back in _DAYS)
    return next((day for day in days if sum(one.last >= day for one in found) >= _ENOUGH or (desk.since and desk.since >= day)), "")


def _chosen(desk: Desk, found: Iterable[One], most: int, told: Iterable[Hashable] = ()) -> list[One]:
    """The weightiest, the last first; none that was told, and from the third of a kind or place on each for less."""
    left, known, chosen = list(found), set(told), list[One]()
    kinds, places = Counter[str](), Counter[str | None]()

    def points(one: One) -> float:
        many = max(0, kinds[_kind(desk, one)] - 1) + max(0, places[one.town] - 1) * (one.town is not None)
        return _points(desk, one) - _ALIKE * many

    while len(chosen) < most and (left := [one for one in left if known.isdisjoint(desk.keys(one))]):
        one = max(left, key=points)
        kinds[_kind(desk, one)] += 1
        places[one.town] += 1
        known.update(desk.keys(one))
        chosen.append(one)
    return sorted(chosen, key=lambda one: (one.shown.day, one.last), reverse=True)


def _points(desk: Desk, one: One) -> float:
    """What a happening weighs as news; what was only said weighs less than what was done."""
    return one.weight + one.news - _SAID * is_speech(desk.corpus, one.best)


def _kind(desk: Desk, one: One) -> str:
    return next((kind.__name__ for kind in _KINDS if kind(desk.corpus, one.best)), "")


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
    made, tolls = happening_line(desk, one), _tolls(desk, one)
    if not tolls:
        return made
    told = " / ".join(f"{counted_words(f)} ({on_word(desk.corpus, f)})" for f in tolls)
    return line(desk, made.lead, [*made.pieces, Piece(f"; {tolls[0].what}: {told}")], [one.best, *one.events], tolls, origins=made.origins)


def _tolls(desk: Desk, one: One) -> list[Figure]:
    """The rival counts of what a happening did, the first of them that there are; else the largest, where its words do not tell it."""
    found = desk.figures(one.events)
    rivals = next((rivals[:_TOLLS] for f in found for rivals in desk.rivals if f in rivals), [])
    untold = [f for f in found if f.what == "killed" and f.low is not None and not one.best.span.overlaps(f.span) and f.report == one.best.report]
    return rivals or sorted(untold, key=lambda f: -(f.low or 0))[:1]
