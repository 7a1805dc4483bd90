"""Records in a few words: who, what, how many, when."""

from collections.abc import Sequence
from datetime import date

from dateline.faces.brief.vocabulary import vocabulary
from dateline.knowledge.countries import countries
from dateline.merge.days import end_of, start_of
from dateline.merge.keys import words_key
from dateline.records import Figure
from dateline.resolve.parts import Party, Source, When, Where, voices

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMED = 3  # parties told by name
_INITIALS = 4  # letters of capitals that are no shouting
FIELDS = {"types": "what", "whens": "when", "wheres": "where", "actors": "who", "recipients": "to whom", "statuses": "status"}  # of a happening


def cut(text: str, limit: int) -> str:
    """At most about `limit` characters of `text`, on one line, whole words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0] + " …"


def day_words(iso: str | None) -> str:
    """ "10 Mar 2012"."""
    day = _day(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "without a date"


def days_words(first: str | None, last: str | None) -> str:
    """ "10 Mar 2012", "10 Mar 2012 to 12 Mar 2012"."""
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def weekday_words(iso: str | None) -> str:
    """ "Sat 10 Mar 2012"."""
    day = _day(iso)
    return f"{_DAYS[day.weekday()]} {day_words(iso)}" if day else day_words(iso)


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def value_words(field: str, value: str, most: int) -> str:
    """A value of a field of a happening (FIELDS) as a reader is told it: names and places as reports give them, at `most` so many characters."""
    if field == "types":
        return vocabulary().types.get(value, value)
    if field == "whens":
        first, slash, last = value.partition("/")
        return f"{day_words(first) if first else ''} to {day_words(last) if last else ''}".strip() if slash else day_words(first)
    return f"“{spoken(cut(value, most))}”" if field in ("wheres", "actors", "recipients") else value


def when_words(when: When | None, reported: str = "") -> str:
    """A time, or else the day it was `reported`."""
    if when is None or not (when.start or when.end):
        if when is not None and when.text and not reported:
            return f"“{cut(when.text, 30)}”"
        return f"reported {weekday_words(reported)}" if reported else "no date given"
    if not when.start or not when.end:
        return f"from {weekday_words(when.start)}" if when.start else f"by {weekday_words(when.end)}"
    if end_of(when) == start_of(when):
        return weekday_words(when.start)
    return f"{day_words(when.start)} to {day_words(when.end)}"


def name_words(party: Party, here: str | None = None) -> str:
    """A party's name; where it is no name but a word ("government"), of which country, unless it is that of `here` (alpha-3); hearsay has none."""
    if not party.name:
        return "unnamed sources"
    name = spoken(cut(party.name, 60))
    country = countries().get(party.country or "") if party.country != here else None
    return f"{name} ({country.name})" if country and name.islower() else name


def country_of(where: Where | None) -> str | None:
    """The country of a place (alpha-3), of which those who are told of there are unless it is said."""
    return where.country if where is not None else None


def spoken(words: str) -> str:
    """Shouted words as one says them."""
    return words.lower() if words.isupper() and len(words) > _INITIALS else words


def names(parties: Sequence[Party], here: str | None = None) -> str:
    """Names of several parties: "A, B and C"; as `name_words` gives each."""
    told = list(dict.fromkeys(name_words(p, here) for p in parties))
    if len(told) > _NAMED + 1:
        told = [*told[:_NAMED], f"{len(told) - _NAMED} more"]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def place_words(name: str) -> str:
    """A place's name, not shouted."""
    return name.title() if name.isupper() and len(name) >= _INITIALS else name


def where_words(where: Where) -> str:
    """A place, with the town that it lies in: "Midan district, Damascus"."""
    name, inside = place_words(where.name), where.inside
    while inside is not None and inside.precision != "town":
        inside = inside.inside
    return name if inside is None or words_key(inside.name) in words_key(name) else f"{name}, {place_words(inside.name)}"


def according(sources: Sequence[Source], here: str | None = None) -> str:
    """The chain of those on whose word it stands, innermost first; as `name_words` gives each."""
    if not sources:
        return ""
    inner, *outer = dict.fromkeys(names(spoke, here) for spoke in reversed(voices(sources)))
    return f", according to {inner}" + "".join(f", as told by {name}" for name in outer)


def number_words(f: Figure) -> str:
    """A figure's number with its bound; a word such as "dozens" as it is told."""
    low, high = (f"{n:,}" if n is not None else "" for n in (f.low, f.high))
    if f.bound == "vague":
        return f"“{cut(f.text, 40)}”"
    told = {"at_least": f"at least {low}", "at_most": f"at most {high}", "about": f"about {low or high}", "range": f"{low} to {high}"}
    return told.get(f.bound, low or high)


def figure_words(f: Figure) -> str:
    """What a figure counts, its number and whom: "killed 8 people"; of what has no name of its own, "30 observers"."""
    return counted_words(f) if f.what == "other" else f"{f.what.replace('_', ' ')} {counted_words(f)}"


def counted_words(f: Figure) -> str:
    """A figure's number and whom it counts."""
    return number_words(f) + (f" {spoken(cut(f.of, 40))}" if f.of and f.bound != "vague" else "")
