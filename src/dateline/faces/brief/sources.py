"""Whose word the record stands on: who holds which post, who publishes what of their own, who is quoted."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from dateline.faces.brief.desk import Desk
from dateline.faces.brief.lines import group, line
from dateline.faces.brief.parts import Line, Section
from dateline.faces.brief.words import spoken
from dateline.faces.progress import plural
from dateline.faces.rows import Piece
from dateline.knowledge.countries import countries
from dateline.merge.keys import is_named, party_key, words_key
from dateline.records import Event, Figure, Role, Statement
from dateline.text.report import Report

_POSTS, _OUTLETS, _QUOTED, _LENDERS = 6, 10, 8, 3  # lines, lines, names, names


def posts(desk: Desk) -> Section:
    """Who holds which post, as the reports name them."""
    held: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in (r for r in desk.corpus.all(Role) if desk.is_timely(desk.corpus.day(r))):
        held[(party_key(role.person), role.time)].append(role)
    ranked = sorted(held.values(), key=lambda roles: -len({r.report for r in roles}))
    lines = [_post_line(desk, roles) for roles in ranked[:_POSTS]]
    return Section("Who holds which post", (group(None, lines, len(ranked), desk.see("actors list")),) if lines else ())


def _post_line(desk: Desk, roles: Sequence[Role]) -> Line:
    titles = Counter(words_key(_post(r)) for r in roles)
    best = max(roles, key=lambda r: (titles[words_key(_post(r))], len(_post(r))))
    time = "" if best.time == "current" else f" ({best.time})"
    return line(desk, best.person.name, f"{_post(best)}{time}", [best, *(r for r in roles if r is not best)])


def _post(r: Role) -> str:
    country = countries().get(r.country or "")
    holder = r.organisation.name if r.organisation else country.name if country else None
    return f"{r.title}, {holder}" if holder and words_key(holder) not in words_key(r.title) else r.title


def sources(desk: Desk) -> Section:
    """Outlets with their reports, how many of those are copies or taken from another, and the sources most quoted."""
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for report in desk.reports:
        by_outlet[report.publisher or "No publisher told"].append(report)
    ranked = sorted(by_outlet.items(), key=lambda x: (-len(x[1]), x[0]))
    lines = _outlets(desk, ranked[:_OUTLETS])
    quoted = _most_quoted(desk)
    groups = (
        group("Outlets", lines, len(lines) + max(0, len(ranked) - _OUTLETS)),
        group("Most quoted", [Line("", (Piece(", ".join(f"{name} ({plural(n, 'report')})" for name, n in quoted)),))] if quoted else [], 0),
    )
    return Section("Sources", tuple(g for g in groups if g.lines))


def _outlets(desk: Desk, found: Sequence[tuple[str, Sequence[Report]]]) -> list[Line]:
    """Outlets with their reports: in one line those of which each is an origin, and one each of the others, with whose those are."""
    own, others = list[str](), list[Line]()
    for name, reports in found:
        ids = {r.id for r in reports}
        origins, taken = desk.origins_of(ids), _taken(desk, name, reports)
        if len(origins) == len(reports) and not taken:
            own.append(f"{name} ({plural(len(reports), 'report')})")
        else:
            told = f"{plural(len(reports), 'report')}, {plural(len(origins), 'origin')}"
            others.append(Line(name, (Piece(told + (f"; taken from others: {taken}" if taken else "")),), reports=len(reports)))
    return [*([Line("", (Piece(", ".join(own)),))] if own else []), *others]


def _taken(desk: Desk, name: str, reports: Sequence[Report]) -> str:
    """Whose the origins are of an outlet's reports that are not its own, and how many: "2 from North Wire"."""
    ids = {r.id for r in reports}
    lent = Counter(_owner(desk, desk.origin[r.id]) for r in reports if desk.origin[r.id] not in ids)
    lent.pop(name, None)
    return ", ".join(f"{n} from {who}" for who, n in sorted(lent.items(), key=lambda x: (-x[1], x[0]))[:_LENDERS])


def _owner(desk: Desk, origin: str) -> str:
    """Whose an origin is: an agency by its name, a report by its publisher."""
    report = desk.corpus.reports.get(origin)
    return origin if report is None else report.publisher or "no publisher told"


def _most_quoted(desk: Desk) -> list[tuple[str, int]]:
    """Named sources and the number of reports that quote them."""
    reports: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    ids = {r.id for r in desk.reports}
    statements = [s for s in desk.corpus.all(Statement) if s.report in ids]
    events, figures = (r for r in desk.corpus.all(Event) if r.report in ids), (r for r in desk.corpus.all(Figure) if r.report in ids)
    records: list[Event | Figure | Statement] = [*events, *figures, *statements]
    told = [(r.report, s.party) for r in records for s in r.sources] + [(s.report, p) for s in statements for p in s.speakers]
    for report, party in told:
        if party.name and is_named(party):
            key = party_key(party)
            reports[key].add(report)
            names.setdefault(key, spoken(party.name))
    return [(names[key], len(reports[key])) for key in sorted(reports, key=lambda k: (-len(reports[k]), k))[:_QUOTED]]
