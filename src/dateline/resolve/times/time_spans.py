"""The time expressions of a report, each read against publication and what was dated before it, with the ends that its preposition opens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from dateline.annotate.layers import Layers, Timex
from dateline.resolve.parts import When
from dateline.resolve.times.grains import Stretch, stretch
from dateline.resolve.times.tense import direction
from dateline.resolve.times.time_words import lexicon
from dateline.resolve.times.timevalue import Context, Value, resolved
from dateline.resolve.times.timex import Said, said
from dateline.text.report import Report

_QUARTER_REACH = 300  # words for which "a year earlier" still means the quarter told before
_DAY_REACH = 250  # words for which "the next day" still means the day told before
_PRINTED_AFTER = 3  # days between a wire's dateline without a year and the day that its copy is printed on
_LEFT = frozenset(("nmod:poss", "compound", "amod"))  # how a time stands before its noun
_OF_NOUNS = frozenset(("since", "until", "till", "before", "after"))  # open a stretch from a noun's time too: "since Friday's raid"
_BACK = 6  # words between a verb of saying and the day it was said
_HEAD = 60  # words in which a report may bear its own day
_REPRINTED = 45  # days after which what bears a day is no report of that day
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_NO_YEAR = re.compile(r"--(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression: its words, the one among them that the tree hangs it by, and what it says."""

    first: int
    stop: int
    root: int
    when: When


def anchor(report: Report) -> date | None:
    """The day that relative times count from: the dateline's, which the text itself bears, else the one the report was given, if any."""
    published = _day((report.published or "")[:10])
    told = (report.dateline.date if report.dateline else None) or ""
    if _FULL.match(told):
        return _day(told[:10]) or published
    partial = _NO_YEAR.fullmatch(told)
    if partial and published:
        days = [d for y in (-1, 0) if (d := _day(f"{published.year + y:04d}-{partial[1]}-{partial[2]}"))]
        return next((d for d in days if 0 <= (published - d).days <= _PRINTED_AFTER), published)
    return published


def own_day(layers: Layers, published: date | None) -> date | None:
    """The day that a report bears at its head in full, with its weekday ("AFP Tuesday 6 Aug 2013"), where it was published soon after."""
    for timex in layers.times:
        if timex.first >= _HEAD or published is None:
            break
        what = said(layers.words[timex.first : timex.stop])
        alone = timex.first == 0 or layers.upos[timex.first - 1] not in ("ADP", "VERB", "AUX", "SCONJ")
        if alone and what.year and what.month and what.day and what.weekday:
            day = _day(f"{what.year:04d}-{what.month:02d}-{what.day:02d}")
            if day is not None and day.isoweekday() == what.weekday and 0 <= (published - day).days <= _REPRINTED:
                return day
    return published


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _FULL.fullmatch(text) else None
    except ValueError:
        return None


def found_in(layers: Layers, published: date | None) -> list[Found]:
    """Every time expression of the report that means something definite, in order."""
    out: list[Found] = []
    before: tuple[int, Stretch] | None = None
    quarter: tuple[int, Stretch] | None = None
    for timex in _expressions(layers):
        what = said(layers.words[timex.first : timex.stop])
        if what.empty:
            continue
        root = _root(layers, timex)
        context = Context(
            published,
            before[1] if before and timex.first - before[0] <= _DAY_REACH else None,
            quarter[1] if quarter and timex.first - quarter[0] <= _QUARTER_REACH else None,
            _direction(layers, timex, root),
            timex.stop < len(layers.words) and layers.low[timex.stop] in ("ended", "ending"),
        )
        value = resolved(what, context)
        if value is None:
            continue
        out.append(Found(timex.first, timex.stop, root, _when(layers, timex, root, value, published)))
        covered = stretch(value.value) if _tells_a_day(what) else None
        if covered is not None:
            before = (timex.first, covered)
            quarter = before if covered.grain == "Q" else quarter
    return out


def _expressions(layers: Layers) -> list[Timex]:
    """What the reader takes for times, and the plain words of time that it missed: "overnight", "yesterday"."""
    plain, taken = lexicon().days, {i for t in layers.times for i in range(t.first, t.stop)}
    missed = [
        Timex(i, i + 1)
        for i, word in enumerate(layers.low)
        if ((word == "overnight" and layers.upos[i] == "ADV") or word in plain) and i not in taken and layers.name_at[i] is None
    ]
    return sorted([*layers.times, *missed], key=lambda t: t.first)


def _direction(layers: Layers, timex: Timex, root: int) -> int:
    """That of the verb; but what ends at a time may have been said before it: "extended the truce until Friday", or "was given until Friday"."""
    found = direction(layers, root)
    if found >= 0 or _preposition(layers, timex, root) not in lexicon().ends["to"]:
        return found
    over = layers.heads[root]
    lent = [layers.lemmas[i] for i in (over, layers.heads[over] if over >= 0 else -1) if i >= 0]
    return 1 if not lexicon().verbs["extending"].isdisjoint(lent) else 0


def _tells_a_day(what: Said) -> bool:
    """Whether later expressions may count from this one: not from one that was only compared with ("a year earlier")."""
    return not any(u.after in ("ago", "earlier") for u in what.units)


def _root(layers: Layers, timex: Timex) -> int:
    """The word of the expression that depends on a word outside it."""
    for i in range(timex.first, timex.stop):
        head = layers.heads[i]
        if not timex.first <= head < timex.stop and layers.deprels[i] not in ("case", "mark", "punct", "cc"):
            return i
    return timex.first


def _when(layers: Layers, timex: Timex, root: int, value: Value, published: date | None) -> When:
    last = _end_told(layers, timex)
    if last is None:
        start, end = _opened(_preposition(layers, timex, root), value, published)
    else:
        start, end = _opened_at_end(layers.low[last - 1] if last else "", value, published)
    return When(
        start=start,
        end=end,
        precision=value.precision,
        value=value.value,
        basis=value.basis,
        text=layers.text(timex.first, timex.stop),
        span=layers.span(timex.first, timex.stop),
    )


def _preposition(layers: Layers, timex: Timex, root: int) -> str:
    """The word that opens the expression's phrase: since, until, by; inside it, before it, or as the tree has it."""
    words = [layers.low[timex.first]]
    if timex.first:
        words.append(layers.low[timex.first - 1])
    words.extend(layers.low[c] for c in layers.all_children(root, "case", "mark"))
    ends = lexicon().ends
    if _possesses(layers, timex, root):
        words = [w for w in words if w in _OF_NOUNS]
    return next((w for w in words if any(w in ends[k] for k in ("from", "to", "before", "after"))), "")


def _possesses(layers: Layers, timex: Timex, root: int) -> bool:
    """Whether the expression stands before the noun that it is said of: "the toll from Tuesday's attacks" opens no stretch of time."""
    if layers.deprels[root] in _LEFT and layers.heads[root] > root:
        return True
    last = layers.low[timex.stop - 1]
    follows = layers.upos[timex.stop] if timex.stop < len(layers.words) else ""
    return last[-1:] == "s" and last[:-1] in lexicon().weekdays and follows in ("NOUN", "ADJ", "PROPN")


def _opened(preposition: str, value: Value, published: date | None) -> tuple[str | None, str | None]:
    """The interval with the end that "since", "until", "before" or "after" opens."""
    start, end, ends = value.start, value.end, lexicon().ends
    if start is None or end is None or not preposition:
        return start, end
    if preposition in ends["from"]:
        today = published.isoformat() if published else None
        return start, (today if preposition == "since" and today and start <= today else None)
    if preposition in ends["to"]:
        return None, end
    if preposition in ends["before"]:
        return None, _beside(start, -1)
    return _beside(end, 1), None


def _end_told(layers: Layers, timex: Timex) -> int | None:
    """The first word of what tells the end of an expression, in it or right before it: "the end of the month"."""
    for i in range(max(0, timex.first - 2), timex.stop - 1):
        if layers.low[i] == "end" and layers.low[i + 1] == "of":
            return i - 1 if i and layers.low[i - 1] in ("the", "very") else i
    return None


def _opened_at_end(preposition: str, value: Value, published: date | None) -> tuple[str | None, str | None]:
    """The interval of the end of a stretch, which is its last third: what is to be done before it has all of the stretch."""
    start, end, ends = _day(value.start or ""), _day(value.end or ""), lexicon().ends
    opens = next((kind for kind in ("from", "to", "before", "after") if preposition in ends[kind]), None)
    if start is not None and end is not None:
        value = replace(value, start=(end - (end - start) // 3).isoformat())
    return _opened("by" if opens == "before" else preposition if opens else "", value, published)


def as_of_saying(layers: Layers, found: Sequence[Found], published: date | None) -> list[Found]:
    """The expressions, with stretches that run up to now ("in the last 48 hours") ended on the day on which their sentence was said."""
    out = list(found)
    if published is None:
        return out
    said_on = {layers.sentence_of[f.first]: d for f in found if (d := _said_on(layers, f)) and 0 < (published - d).days <= _PRINTED_AFTER}
    for k, one in enumerate(out):
        day, start = said_on.get(layers.sentence_of[one.first]), _day((one.when.start or "")[:10])
        if day is not None and start is not None and one.when.end == published.isoformat() and one.when.basis == "relative" and start <= day:
            back = published - day
            when = msgspec.structs.replace(one.when, start=(start - back).isoformat(), end=day.isoformat())
            out[k] = Found(one.first, one.stop, one.root, when)
    return out


def _said_on(layers: Layers, found: Found) -> date | None:
    """The one day that an expression gives for a verb of saying that stands before it, or that it hangs on."""
    saying, when = lexicon().verbs["saying"], found.when
    near = [*range(max(0, found.first - _BACK), found.first), max(0, layers.heads[found.root])]
    said_then = any(layers.lemmas[i] in saying and layers.upos[i] == "VERB" for i in near)
    return _day(when.start) if said_then and when.precision == "day" and when.start is not None and when.start == when.end else None


def _beside(day: str, n: int) -> str | None:
    known = _day(day[:10])
    try:
        return (known + timedelta(days=n)).isoformat() if known else None
    except OverflowError:
        return None


def joined(layers: Layers, found: Sequence[Found]) -> dict[int, When]:
    """Ranges told by two expressions ("from Wednesday to Friday"), under the index of each."""
    out: dict[int, When] = {}
    for k, (a, b) in enumerate(pairwise(found)):
        when = _range(layers, a, b)
        if when is not None:
            out[k] = out[k + 1] = when
    return out


def _range(layers: Layers, a: Found, b: Found) -> When | None:
    ends = lexicon().ends
    between = [layers.low[i] for i in range(a.stop, b.first) if layers.low[i] not in ("the", "early", "late")]
    if len(between) != 1 or between[0] not in ends["links"]:
        return None
    opener = layers.low[a.first - 1] if a.first else ""
    first, last = stretch(a.when.value or ""), stretch(b.when.value or "")
    if first is None or last is None or first.start > last.end or (between[0] == "and" and opener != "between"):
        return None
    if between[0] not in ("to", "and") and opener not in ends["between"] and between[0] not in ("-", "–", "—", "through", "until", "till"):
        return None
    return msgspec.structs.replace(
        a.when,
        start=first.start.isoformat(),
        end=last.end.isoformat(),
        value=f"{a.when.value}/{b.when.value}",
        text=layers.text(a.first, b.stop),
        span=layers.span(a.first, b.stop),
    )
