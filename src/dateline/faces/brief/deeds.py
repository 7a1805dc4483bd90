"""What happened, by place: each thing once."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from dateline.faces.brief.desk import Desk, One, is_deed
from dateline.faces.brief.lines import group, happening_line
from dateline.faces.brief.parts import Group, Section
from dateline.faces.brief.telling import told_words
from dateline.faces.brief.words import place_words
from dateline.knowledge.countries import countries
from dateline.merge.counts.places import is_in
from dateline.merge.days import is_long
from dateline.resolve.parts import Where

_SHOWN, _A_PLACE = 14, 4  # lines


def what_happened(desk: Desk) -> Section:
    """What was done, by province, the weightiest first and in each the last first, violence of one day and town once; then what is told of other
    places and of none."""
    found = [one for one in desk.of_kind(is_deed) if one.somebody and not is_long(one.best.when)]
    here: dict[str | None, list[One]] = defaultdict(list)
    chosen: dict[str | None, list[One]] = defaultdict(list)
    room, told = _SHOWN, set[Hashable]()
    for one in sorted(found, key=lambda one: (-one.weight - one.news, one.best.id)):
        place, keys = _province(one.where), desk.keys(one)
        here[place].append(one)
        if room and len(chosen[place]) < _A_PLACE and told.isdisjoint(keys):
            chosen[place].append(one)
            told |= keys
            room -= 1
    headed = [place for place in here if place is not None and len(chosen[place]) > 1]
    groups = [_group(desk, place, chosen[place], here[place]) for place in headed]
    others = [one for place in here if place not in headed for one in chosen[place]]
    left = sum(len(here[place]) for place in here if place not in headed)
    lines = [happening_line(desk, one) for one in _last_first(others)]
    rest = group("Elsewhere, or no place told" if groups else None, lines, left, desk.see("happenings --about deeds"))
    return Section("What happened", (*groups, *([rest] if left else ())))


def _last_first(ones: Iterable[One]) -> list[One]:
    return sorted(ones, key=lambda one: (one.shown.day, one.best.id), reverse=True)


def _province(where: Where | None) -> str | None:
    """The province that a place lies in, or the place itself where none is known."""
    return None if where is None else place_words(where.admin1 or where.name)


def _group(desk: Desk, province: str, chosen: Sequence[One], here: Sequence[One]) -> Group:
    """What happened in a province, under the name that the reports give it: that of its town, where all of it lies in one, as Damascus does."""
    places = [one.where for one in here if one.where is not None]
    town = _town(here)
    whole = town is not None and all(is_in(where, town) for where in places)
    name = town if town is not None and whole else f"{province} province" if town is not None and any(w.admin1 for w in places) else province
    lines = [happening_line(desk, one, words=told_words(desk.corpus, one.best, here=town if whole else None)) for one in _last_first(chosen)]
    country = countries().get(next((where.country for where in places if where.country), ""))
    heading = f"{name}, {country.name}" if country is not None and country.name != name else name
    return group(heading, lines, len(here), desk.see(f'happenings --about deeds --place "{town if whole else province}"'))


def _town(here: Iterable[One]) -> str | None:
    """The town that most of the places are, or lie in."""
    found = Counter(one.town for one in here if one.town is not None and _is_town(one.where))
    return max(found, key=lambda name: (found[name], name)) if found else None


def _is_town(where: Where | None) -> bool:
    return where is not None and (where.precision == "town" or _is_town(where.inside))
