"""What happened, by place: each thing once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dateline.faces.brief.desk import Desk, One, is_deed
from dateline.faces.brief.lines import group, happening_line
from dateline.faces.brief.parts import Group, Section
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import place_words
from dateline.knowledge.countries import countries
from dateline.merge.days import is_long
from dateline.resolve.parts import Where

_SHOWN, _A_PLACE = 18, 5  # lines


def what_happened(desk: Desk) -> Section:
    """What was done, by province, the weightiest first and in each the last first; then what is told of other places and of none."""
    found = [one for one in desk.of_kind(is_deed) if (one.best.actors or one.best.recipients) and not is_long(one.best.when)]
    here: dict[str | None, list[One]] = defaultdict(list)
    chosen: dict[str | None, list[One]] = defaultdict(list)
    room = _SHOWN
    for one in sorted(found, key=lambda one: (-one.weight, one.best.id)):
        place = _province(_where(one))
        here[place].append(one)
        if room and len(chosen[place]) < _A_PLACE:
            chosen[place].append(one)
            room -= 1
    headed = [place for place in here if place is not None and len(chosen[place]) > 1]
    groups = [_group(desk, place, chosen[place], here[place]) for place in headed]
    others = [one for place in here if place not in headed for one in chosen[place]]
    left = sum(len(here[place]) for place in here if place not in headed)
    lines = [happening_line(desk, one) for one in _last_first(others)]
    rest = group("Elsewhere, or no place told" if groups else None, lines, left, "dateline happenings")
    return Section("What happened", (*groups, *([rest] if left else ())))


def _last_first(ones: Iterable[One]) -> list[One]:
    return sorted(ones, key=lambda one: (one.shown.day, one.best.id), reverse=True)


def _where(one: One) -> Where | None:
    return one.shown.happening.where or one.best.where


def _province(where: Where | None) -> str | None:
    """The province that a place lies in, or the place itself where none is known."""
    return None if where is None else place_words(where.admin1 or where.name)


def _group(desk: Desk, place: str, chosen: Sequence[One], here: Sequence[One]) -> Group:
    town = _town(map(_where, here))
    lines = [happening_line(desk, one, words=told_words(desk.corpus, one.best, here=town or place)) for one in _last_first(chosen)]
    name = f"{town} ({place})" if town is not None and town != place else place
    country = countries().get(next((w.country for w in map(_where, here) if w is not None and w.country), ""))
    return group(
        f"{name}, {country.name}" if country is not None and country.name != place else name,
        lines,
        len(here),
        f'dateline happenings --place "{place}"',
    )


def _town(places: Iterable[Where | None]) -> str | None:
    """The town that most of the places are, or lie in: a reader knows Damascus, and not that its province is written Dimashq."""
    towns = [next((x for x in (w.inside, w) if x is not None and x.precision == "town"), None) for w in places if w is not None]
    found = Counter(place_words(t.name) for t in towns if t is not None)
    return max(found, key=lambda name: (found[name], name)) if found else None
