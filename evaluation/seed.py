"""The seed report, read as a user would read it, held against what a careful reader takes from it: each row whole, partly found, or missed.

Rows are fields in `seed_rows.toml`; nothing is searched for in printed text. A row is whole where records have every field right that it asks for;
partly found where a record at the right stretch has its type, or both its parties, right; otherwise missed. Contradictions are counted by
themselves: a plan or a denial told as a deed, and a claim without its source. Read once more without its date, no day may be told but as an estimate.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from dateline.faces.api import read
from dateline.records import Event, Figure, Record, Role, Statement
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from evaluation.frame import Measure, Part, Unusable, Yardstick
from evaluation.reading import Reading

ROWS = Path(__file__).parent / "seed_rows.toml"
Offsets = tuple[int, int]
Verdict = Literal["right", "wrong", "empty"]
DONE = ("happened", "ongoing")
DAYS = ("minute", "hour", "day")
ASKED = {"on whose word": ("sources", "speakers"), "status": ("status", "negation", "attitude")}  # fields told by themselves


class Will(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party that will do: one of `names`, and of that country, and in one of the sectors; what is not given is not asked."""

    names: tuple[str, ...] = ()
    country: str | None = None
    sector: tuple[str, ...] = ()

    def fits(self, party: Party) -> bool:
        """Whether `party` is such a one."""
        named = not self.names or any(same_name(n, got) for n in self.names for got in (party.name, party.text))
        return named and self.country in (None, party.country) and (not self.sector or (party.sector or "") in self.sector)


Wills = tuple[tuple[Will, ...], ...]


class Time(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When: the first and last day that its start and its end may be, and TIMEX3 values that will do instead."""

    start: tuple[str, str]
    end: tuple[str, str]
    values: tuple[str, ...] = ()


class Want(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record to be found. The head of `seed_rows.toml` says what each key means."""

    kind: Literal["event", "statement", "figure", "role"]
    at: tuple[Offsets, ...] = ()
    types: tuple[str, ...] = ()
    actors: Wills = ()
    recipients: Wills = ()
    recipients_if_any: Wills = ()
    when: Time | None = None
    when_if_any: Time | None = None
    where: tuple[str, ...] = ()
    where_if_any: tuple[str, ...] = ()
    status: str | None = None
    negated: bool = False
    by: tuple[Will, ...] = ()
    by_or_report: tuple[Will, ...] = ()
    speakers: Wills = ()
    attitude: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    content: Offsets | None = None
    what: str | None = None
    low: int | None = None
    high: int | None = None
    bound: str | None = None
    person: Wills = ()
    title: Offsets | None = None
    organisation: Wills = ()
    country: str | None = None
    time: str | None = None
    not_done: tuple[Offsets, ...] = ()
    needs_source: tuple[Offsets, ...] = ()


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row: all of `want`, or something of `otherwise`."""

    number: int
    want: tuple[Want, ...]
    otherwise: tuple[Want, ...] = ()


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rows, and the report that their offsets are of."""

    characters: int
    sha256: str
    published: str
    row: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    """What became of a row: its verdict, and each field of its best record that is not right."""

    number: int
    verdict: Literal["whole", "partly", "missed"]
    faults: tuple[str, ...]
    contradictions: tuple[str, ...]
    wrong_days: tuple[str, ...]

    def line(self) -> str:
        """The row as a line of print."""
        said = [*self.contradictions, *self.wrong_days, *self.faults]
        return f"row {self.number:2}  {self.verdict:6}" + (f"  {'; '.join(said)}" if said else "")


def load(file: Path = ROWS) -> Rows:
    """The rows of a file; raises msgspec.ValidationError for a key that means nothing."""
    return msgspec.toml.decode(file.read_bytes(), type=Rows)


def same_name(wanted: str, got: str) -> bool:
    """Whether the words of one lie in the other, or both end alike (a surname)."""
    a, b = _words(wanted), _words(got)
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a) or a[-1] == b[-1])


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W_]+", text.casefold()) if w not in ("the", "a", "an", "of", "s")]


def tell(row: Row, records: Sequence[Record], text: str) -> Told:
    """Hold one row against all records of the report."""
    verdicts: list[str] = []
    faults: list[str] = []
    days: list[str] = []
    for want in row.want:
        best, fields = best_of(want, records, text)
        wrong = [f"{name} {verdict}" for name, verdict in fields.items() if verdict != "right"]
        verdicts.append("missed" if best is None else "partly" if wrong else "whole")
        faults.extend(wrong if best is not None else [_nothing(want, records)])
        if best is not None:
            days.extend(wrong_day(want, best))
    if set(verdicts) == {"missed"} and any(best_of(w, records, text)[0] is not None for w in row.otherwise):
        verdicts = ["partly"]
        faults.append("another kind of record says it")
    verdict: Literal["whole", "partly", "missed"] = "whole" if set(verdicts) == {"whole"} else "missed" if set(verdicts) == {"missed"} else "partly"
    against = tuple(sorted({c for w in row.want for c in contradictions(w, records)}))
    return Told(row.number, verdict, tuple(faults), against, tuple(days))


def _nothing(want: Want, records: Sequence[Record]) -> str:
    there = sorted({r.type for r in records if isinstance(r, Event) and _there(want, r)})
    return f"no {want.kind}" + (f", but {', '.join(there)} there" if there else "")


def best_of(want: Want, records: Sequence[Record], text: str) -> tuple[Record | None, dict[str, Verdict]]:
    """The record with most fields right among those that tell of the same thing, and its fields; none where no record does."""
    best: tuple[int, Record, dict[str, Verdict]] | None = None
    for record in records:
        if not _there(want, record):
            continue
        fields = _fields(want, record, text)
        if not _alike(want, fields):
            continue
        right = sum(v == "right" for v in fields.values())
        if best is None or right > best[0]:
            best = (right, record, fields)
    return (best[1], best[2]) if best else (None, {})


def _there(want: Want, record: Record) -> bool:
    """Whether a record is of the kind and stands at the right stretch."""
    match record:
        case Event():
            return want.kind == "event" and _in(record.trigger, want.at)
        case Figure():
            return want.kind == "figure" and _in(record.span, want.at)
        case Statement():
            return want.kind == "statement" and want.content is not None and _share(record.content, want.content) >= 0.5
        case Role():
            return want.kind == "role" and _parties((record.person,), want.person) == "right"


def _in(span: Span, stretches: Iterable[Offsets]) -> bool:
    return any(span.start < stop and start < span.end for start, stop in stretches)


def _share(span: Span, wanted: Offsets) -> float:
    common = min(span.end, wanted[1]) - max(span.start, wanted[0])
    return max(0, common) / (max(span.end, wanted[1]) - min(span.start, wanted[0]))


def _alike(want: Want, fields: dict[str, Verdict]) -> bool:
    """Whether a record with these fields tells of the same thing at all."""
    if want.kind == "event" and want.types:
        return fields["type"] == "right" or (fields.get("actors") == "right" and fields.get("recipients") == "right")
    if want.kind == "figure":
        return fields["what"] == "right"
    return want.kind != "role" or fields["title"] == "right"


def _fields(want: Want, record: Record, text: str) -> dict[str, Verdict]:
    """Each field that the row asks for, compared."""
    match record:
        case Event():
            return _event_fields(want, record)
        case Statement():
            out = {"speakers": _parties(record.speakers, want.speakers), "sources": _sources(record.sources, want)}
            out |= {"attitude": _one(record.attitude, want.attitude), "how": _one(record.how, want.how)}
            return out | _circumstances(want, record.when, None)
        case Figure():
            out = {"what": _one(record.what, (want.what,)), "sources": _sources(record.sources, want)}
            got, asked = (record.low, record.high, record.bound), (want.low, want.high, want.bound)
            return out | {"number": _verdict(got == asked)} | _circumstances(want, record.when, record.where)
        case Role():
            out = {"title": _title(record.title, want.title, text), "time": _one(record.time, (want.time,))}
            if want.country:
                out["country"] = "empty" if record.country is None else _verdict(record.country == want.country)
            if want.organisation:
                out["organisation"] = _parties((record.organisation,) if record.organisation else (), want.organisation)
            return out


def _event_fields(want: Want, record: Event) -> dict[str, Verdict]:
    out: dict[str, Verdict] = {"type": _one(record.type, want.types)}
    if want.actors:
        out["actors"] = _parties(record.actors, want.actors)
    if want.recipients or (want.recipients_if_any and record.recipients):
        out["recipients"] = _parties(record.recipients, want.recipients or want.recipients_if_any)
    out |= _circumstances(want, record.when, record.where)
    out["status"] = _one(record.status, (want.status,))
    out["negation"] = _verdict(record.negated == want.negated)
    return out | {"sources": _sources(record.sources, want)}


def _verdict(right: bool) -> Verdict:
    return "right" if right else "wrong"


def _one(got: object, asked: Sequence[object]) -> Verdict:
    return _verdict(not asked or got in asked)


def _parties(got: Sequence[Party], asked: Wills) -> Verdict:
    """Every party asked for is there, and nobody else."""
    if not got:
        return "empty" if asked else "right"
    all_there = all(any(w.fits(p) for w in one for p in got) for one in asked)
    return _verdict(all_there and all(any(w.fits(p) for one in asked for w in one) for p in got))


def _sources(got: Sequence[Source], want: Want) -> Verdict:
    will = want.by or want.by_or_report
    if not got:
        return "empty" if want.by else "right"
    return _verdict(any(w.fits(s.party) for w in will for s in got))


def _title(got: str, asked: Offsets | None, text: str) -> Verdict:
    return _verdict(asked is not None and set(_words(text[asked[0] : asked[1]])) <= set(_words(got)))


def _circumstances(want: Want, when: When | None, where: Where | None) -> dict[str, Verdict]:
    out: dict[str, Verdict] = {}
    time = want.when or want.when_if_any
    if time is not None:
        verdict = _time(when, time)
        if verdict != "empty" or want.when is not None:
            out["when"] = verdict
    places = want.where or want.where_if_any
    if places and (where is not None or want.where):
        out["where"] = "empty" if where is None else _verdict(any(same_name(p, where.name) or p == where.country for p in places))
    return out


def _time(got: When | None, asked: Time) -> Verdict:
    if got is None or (got.start is None and got.end is None and got.value is None):
        return "empty"
    if got.value is not None and got.value in asked.values:
        return "right"
    start, end = (got.start or "")[:10], (got.end or got.start or "")[:10]
    return _verdict(asked.start[0] <= start <= asked.start[1] and (got.end is None or asked.end[0] <= end <= asked.end[1]))


def wrong_day(want: Want, record: Record) -> list[str]:
    """Where a record's days and the row's have none in common."""
    asked = want.when or want.when_if_any
    got = record.as_of if isinstance(record, Role) else record.when
    if asked is None or not isinstance(got, When) or (got.start is None and got.end is None) or got.value in asked.values:
        return []
    start, end = (got.start or got.end or "")[:10], (got.end or got.start or "")[:10]
    return ["a wrong day"] if end < asked.start[0] or start > asked.end[1] else []


def contradictions(want: Want, records: Iterable[Record]) -> Iterator[str]:
    """What of the record says the contrary of a row."""
    events = [r for r in records if isinstance(r, Event)]
    for event in events:
        told_done = event.status in DONE and not event.negated
        if want.kind == "event" and _in(event.trigger, want.at):
            if want.status not in DONE and told_done:
                yield "a plan told as a deed"
            elif want.negated and not event.negated:
                yield "a denial told without its not"
            if want.by and not event.sources and event.type in want.types:
                yield "a claim without its source"
        if _in(event.trigger, want.not_done) and event.status == "happened" and not event.negated:
            yield "a plan told as a deed"
        if _in(event.trigger, want.needs_source) and not event.sources and told_done:
            yield "a claim without its source"
    figures = (r for r in records if isinstance(r, Figure) and want.kind == "figure" and want.by)
    if any(f.what == want.what and _in(f.span, want.at) and not f.sources for f in figures):
        yield "a claim without its source"


def invented_days(records: Iterable[Record]) -> list[str]:
    """Days that records of an undated report tell, though they are neither months and years that it states nor estimates."""
    whens = ((r, r.when) for r in records if not isinstance(r, Role))
    return [f"{type(r).__name__.lower()} at {r.span.start}: {w.start}" for r, w in whens if w and (w.start or w.end) and _invented(w)]


def _invented(when: When) -> bool:
    return when.basis in ("relative", "published", "unknown") or (when.basis == "stated" and when.precision in DAYS)


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    rows = load(next((f for f in part.files if f.suffix == ".toml"), ROWS))
    report = next(f for f in part.files if f.suffix == ".txt")
    text = report.read_text("utf-8")
    if hashlib.sha256(text.encode()).hexdigest() != rows.sha256:
        raise Unusable(f"{report} is not the report that the rows are of")
    dated = read(report, published=rows.published)
    undated = read(report)
    told = [tell(row, dated.records, text) for row in rows.row]
    n = len(told)
    counts = {v: [t.number for t in told if t.verdict == v] for v in ("whole", "partly", "missed")}
    yield Measure(part.title, "rows whole", len(counts["whole"]), n, unit="rows", details=tuple(t.line() for t in told))
    yield Measure(part.title, "rows partly found", len(counts["partly"]), n, unit="rows", floor=False)
    yield Measure(part.title, "rows missed", len(counts["missed"]), n, unit="rows", less=True)
    found = [t for t in told if t.verdict != "missed"]
    for metric, fields in ASKED.items():
        wrong = [t for t in found if any(fault.partition(" ")[0] in fields for fault in t.faults)]
        note = "; ".join(f"row {t.number}" for t in wrong)
        yield Measure(part.title, f"{metric} wrong, of rows found", len(wrong), len(found), note, "rows", less=True)
    against = [f"row {t.number}: {c}" for t in told for c in t.contradictions]
    yield Measure(part.title, "rows contradicted", len({t.number for t in told if t.contradictions}), n, "; ".join(against), "rows", less=True)
    days = [f"row {t.number}" for t in told if t.wrong_days]
    yield Measure(part.title, "rows on a wrong day", len(days), n, "; ".join(days), "rows", less=True)
    invented = [*invented_days(undated.records), *(f"row {t.number}" for row in rows.row if (t := tell(row, undated.records, text)).wrong_days)]
    yield Measure(part.title, "undated: days invented", len(invented), len(undated.records), "; ".join(invented), "records", less=True)


def _given(path: Path) -> list[Part]:
    files = (path,) if path.is_file() else tuple(sorted([*path.glob("*.txt"), *path.glob("*.toml")]))
    return [Part("seed", files if any(f.suffix == ".txt" for f in files) else (), f"*.txt in {path}")]


YARDSTICK = Yardstick(
    name="seed",
    about="the seed report's rows (a folder with its *.txt and, for another report, *.toml in the shape of seed_rows.toml)",
    parts=lambda corpora: _given(corpora.parent / "seed"),
    given=_given,
    measure=_measure,
)
