"""Reports and records made by hand, for tests of what records add up to."""

from dateline.merge.corpus import Corpus
from dateline.records import Event, Figure, Record
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party, Source, When
from dateline.span import Span
from dateline.text.make import make_report
from dateline.text.report import Report


def party(name: str, actor: str | None = None) -> Party:
    """A party of this name."""
    return Party(name=name, text=name, actor=actor)


def on(day: str) -> When:
    """A stated day."""
    return When(start=day, end=day, precision="day", basis="stated")


class Told:
    """Reports and records, made by hand."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.records: list[Record] = []

    def report(self, text: str, published: str, publisher: str = "The Test") -> Report:
        """A report of this text."""
        self.reports.append(make_report(text, ref=f"r{len(self.reports)}", published=published, publisher=publisher))
        return self.reports[-1]

    def event(self, report: Report, type: str, actors: str = "", recipients: str = "", trigger: str = "", **fields: object) -> Event:
        """An event of a report; parties by name, several with "and" between."""
        start = report.text.index(trigger) if trigger else 0
        span = Span(0, len(report.text))
        parties = {k: tuple(map(party, v.split(" and "))) if v else () for k, v in (("actors", actors), ("recipients", recipients))}
        event = Event(type=type, trigger=Span(start, start + len(trigger)), span=span, **parties, **fields)  # type: ignore[arg-type]
        self.records += with_ids([event], report.id)
        return self.records[-1]  # type: ignore[return-value]

    def figure(self, report: Report, low: int, by: str | None = None, **fields: object) -> None:
        """A count of people killed."""
        sources = (Source(party=party(by)),) if by else ()
        told = {"bound": "at_least", "span": Span(0, 3), **fields}
        figure = Figure(what="killed", low=low, text=str(low), sources=sources, **told)  # type: ignore[arg-type]
        self.records += with_ids([figure], report.id)

    def corpus(self, as_of: str | None = None) -> Corpus:
        """All of it."""
        return Corpus.of(self.reports, self.records, as_of)
