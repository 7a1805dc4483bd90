"""About when an undated report was published, from what its own text says: an interval with its reasons, never a day.

Each reason bounds the day from one side or both: a day told in full as past or as to come, a post that someone holds or has left, how long a war
has gone on. An estimate is given only where reasons bound both sides and none contradicts another; where they meet in one day, it is more likely that
one of them is wrong.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dateline.annotate.layers import Layers
from dateline.errors import LexiconError
from dateline.knowledge import actors, countries
from dateline.knowledge.held import NEVER, Edge, Post, edge
from dateline.lexicons.tables import parts, table
from dateline.resolve.reading import Reading
from dateline.resolve.times.grains import moved
from dateline.resolve.times.tense import direction
from dateline.resolve.times.time_words import lexicon
from dateline.resolve.times.timex import number
from dateline.text.report import Estimate, Reason

_AHEAD = 6  # words between a length of time and the war that is so long: "eleven months of bloody conflict", "at war for six years"
_YEARLY = (-12, 13)  # months by which a war of so many years, as the news counts, may be younger, or older
_MONTHLY = (0, 2)
_EARLIEST = "1980"  # electronic news goes no further back
_MOST = 12  # years that an estimate may span


def estimate(reading: Reading) -> Estimate | None:
    """The interval in which an undated report was published, both days inclusive, with the reasons that bound it; none where it stays open."""
    reasons = [*_told_days(reading), *_posts(reading), *_wars(reading)]
    start = max((r.start for r in reasons if r.start), default=None)
    end = min((r.end for r in reasons if r.end), default=None)
    if start is None or end is None or start >= end or int(end[:4]) - int(start[:4]) > _MOST:
        return None
    kept = [next(r for r in reasons if r.start == start), next(r for r in reasons if r.end == end)]
    return Estimate(start, end, tuple(dict.fromkeys(kept)))


def _told_days(reading: Reading) -> Iterator[Reason]:
    """Days, months and years told in full: what is past was before publication, what is to come is not."""
    for found in reading.times.expressions:
        when = found.when
        if when.basis != "stated" or when.start is None or when.end is None or when.span is None or when.start < _EARLIEST:
            continue
        tense = direction(reading.layers, found.root)
        if tense < 0:
            yield Reason(f"tells of {when.value} as past", when.span, start=when.start[:10])
        elif tense > 0 and when.precision == "day":
            yield Reason(f"tells of {when.value} as to come", when.span, end=when.end[:10])


def _posts(reading: Reading) -> Iterator[Reason]:
    """Posts that the actor base knows: who is called president was so on that day; who is called a former one had left."""
    for post in reading.parties.posts.all:
        person = reading.parties.one(post.name.first, post.name.stop)
        if not post.office or person.actor is None:
            continue
        of = post.organisation.actor if post.country is None and post.organisation is not None else post.country
        held = _terms(person.actor, post.title, of) if of is not None else []
        if not held:
            continue
        span = reading.layers.span(post.first, post.stop)
        time = reading.parties.time_of(post, person)
        last = max(p.end.last for p in held)
        if time == "current":
            yield Reason(f"{person.name} is {post.title}", span, start=min(p.start.first for p in held), end=None if last == NEVER else last)
        elif time == "former" and last != NEVER:
            yield Reason(f"{person.name} is a former {post.title}", span, start=min(p.end.first for p in held))


def _terms(person: str, title: str, of: str) -> list[Post]:
    """When a person held a post, as the base has it."""
    key = actors.post_key(title, of)
    return [p for p in actors.held_by(person) if p.of == of and actors.post_key(p.title, of) == key]


def _wars(reading: Reading) -> Iterator[Reason]:
    """How long a war has gone on whose beginning is known: "the 11-month uprising", "five years of war", "its sixth year"."""
    layers = reading.layers
    for timex in layers.times:
        low = layers.low[timex.first : timex.stop]
        length = _length(low)
        around = range(timex.stop, min(timex.stop + _AHEAD, len(layers.words)))
        if timex.first and "for" in (low[0], layers.low[timex.first - 1]):  # at war for six years
            around = range(max(0, timex.first - _AHEAD), timex.first)
        near = [i for i in around if layers.lemmas[i] in lexicon().wars]
        begun = _begun(layers, near[0]) if near and length is not None else None
        if length is None or begun is None:
            continue
        start, end = _after(begun, *length)
        if start and end:
            war, told = layers.lemmas[near[0]], layers.text(timex.first, timex.stop)
            yield Reason(f"the {war} began in {begun.first[:7]} and is told of as {told}", layers.span(timex.first, timex.stop), start, end)


def _length(low: tuple[str, ...]) -> tuple[int, int] | None:
    """The least and the most months that a length of time in years or months means: "five-year", "11 months"."""
    lex = lexicon()
    for i in range(len(low)):
        count, j = number(low, i, lex)
        if j == i:
            continue
        while j < len(low) and low[j] in ("-", "–"):
            j += 1
        unit = lex.units.get(low[j].removesuffix("s")) if j < len(low) else None
        if unit == ("Y", 1):
            return round(count * 12) + _YEARLY[0], round(count * 12) + _YEARLY[1]
        if unit == ("M", 1):
            return round(count) + _MONTHLY[0], round(count) + _MONTHLY[1]
        return None
    return None


def _after(begun: Edge, least: int, most: int) -> tuple[str | None, str | None]:
    """The days that lie between so many months after something began."""
    first, last = moved(date.fromisoformat(begun.first), "M", least), moved(date.fromisoformat(begun.last), "M", most)
    return (first.isoformat() if first else None), ((last - timedelta(days=1)).isoformat() if last else None)


def _begun(layers: Layers, i: int) -> Edge | None:
    """When the war began that word `i` tells of: one of the country that its sentence names, else of the one that the report names most."""
    first, stop = layers.sentences[layers.sentence_of[i]]
    here = {code for word in layers.words[first:stop] if (code := countries.in_word(word))}
    fitting = [begun for code in sorted(here) if (begun := _known_wars().get((code, layers.lemmas[i])))]
    if not fitting:
        most = Counter(code for word in layers.words if (code := countries.in_word(word))).most_common(1)
        fitting = [begun for code, _ in most if (begun := _known_wars().get((code, layers.lemmas[i])))]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _known_wars() -> dict[tuple[str, str], Edge]:
    """When the war of a country began that the news calls by a word. Raises LexiconError where two do."""
    out: dict[tuple[str, str], Edge] = {}
    for row in table("wars.tsv"):
        if row["country"] not in countries.countries():
            raise LexiconError(f"wars.tsv: {row['country']!r} is no country of countries.tsv; reinstall dateline")
        for word in parts(row["words"]):
            if out.setdefault((row["country"], word), edge(row["start"])) != edge(row["start"]):
                raise LexiconError(f"wars.tsv: two wars of {row['country']} are called {word!r}; keep one")
    return out
