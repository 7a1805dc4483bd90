"""What the store keeps of groups and copies is what all at once would give, whatever came, went and was decided in whatever order."""

import random
import sqlite3
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import on, party

from dateline.faces import api
from dateline.merge import candidates
from dateline.merge.clusters import Clusters
from dateline.merge.corrections import Correction, target_of, target_of_actor, target_of_report
from dateline.merge.days import shifted
from dateline.merge.facts import Facts
from dateline.merge.happening import Happening
from dateline.merge.joined import who_is
from dateline.merge.judgement import Decision, Pair, pair_of
from dateline.merge.origins import origins
from dateline.merge.plans import Plan, plans
from dateline.merge.state import State
from dateline.merge.wording import Wording
from dateline.records import Event, Figure
from dateline.records.ids import with_ids
from dateline.span import Span
from dateline.store import Entry, Store, View, copies, grouping, view
from dateline.store.copies import Copies
from dateline.store.grouping import Dated, Grouping
from dateline.text.make import make_report
from dateline.text.report import Report

_IDS = [f"{k:x}".rjust(16, "0") for k in range(3, 19)]
_DAYS = [None, "2012-03-05", "2012-03-05", "2012-03-06", "2012-03-08"]
_ACTORS = [{"army"}, {"army"}, {"army", "mayor"}, {"mayor"}, set[str]()]
_PLACES = [set[str](), set[str](), {"zenda"}, {"hentzau"}]


def _facts(id: str, chance: random.Random) -> Facts:
    """An event that is the same as many others, so that windows fill and groups form: what is drawn evenly seldom is."""
    day, place = chance.choice(_DAYS), frozenset(chance.choice(_PLACES))
    return Facts(
        id,
        f"r{id[-1]}",
        chance.choice(["ASSAULT", "CONSULT", "CONSULT", "CONSULT"]),
        "4",
        "shell",
        day,
        chance.choice(["2012-03-05", "2012-03-06", "2012-03-06", ""]),
        place,
        bool(place),
        frozenset(chance.choice(_ACTORS)),
        frozenset(chance.choice([(), ("rebels",)])),
        False,
        shifted(day, chance.choice([1, 6])) if day is not None and chance.random() < 0.2 else None,
        numbers=frozenset(chance.choice([(), (), (12,)])),
        wording=Wording(beside="shelled", earlier=chance.random() < 0.3),
    )


_PUT = st.builds(
    lambda ids, chance: tuple(_facts(id, chance) for id in ids),
    st.lists(st.sampled_from(_IDS), unique=True, min_size=2, max_size=6),
    st.randoms(use_true_random=False),
)
_DECIDED = st.dictionaries(
    st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda p: p[0] != p[1]).map(lambda p: pair_of(*p)),
    st.sampled_from(["same", "different", "unsure"]),
    max_size=3,
)
_PUTS = st.tuples(st.integers(1, 4), _PUT)
_STEPS = st.lists(st.one_of(_PUTS, _PUTS, _PUTS, _DECIDED), min_size=4, max_size=10)


def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (*grouping.TABLES, *copies.TABLES):
        connection.execute(statement)
    return connection


def _dated(events: tuple[Facts, ...]) -> list[Dated]:
    return [Dated(one, one.day, one.day) for one in events]


def _groups(connection: sqlite3.Connection) -> set[frozenset[str]]:
    return {frozenset(one.id for one in group) for group in Grouping(connection).groups()}


@settings(max_examples=200, deadline=None)
@given(st.data(), _STEPS, st.sampled_from([1, 2, 24]))
def test_by_any_steps_the_groups_are_those_of_all_at_once(
    data: st.DataObject, steps: list[tuple[int, tuple[Facts, ...]] | dict[Pair, Decision]], near: int
) -> None:
    connection = _empty()
    now: dict[int, tuple[Facts, ...]] = {}
    decided: dict[Pair, Decision] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(candidates, "NEAR", near)
        for step in steps:
            kept = Grouping(connection)
            if isinstance(step, dict):
                decided = step
                kept.decide(decided)
            else:
                report, events = step
                others = {one.id for number, its in now.items() if number != report for one in its}
                now[report] = tuple(one for one in events if one.id not in others)
                kept.put(report, _dated(now[report]))
        whole = Clusters((one for its in now.values() for one in its), decided)
        assert _groups(connection) == set(whole.groups)
        gone = data.draw(st.sets(st.sampled_from(sorted(now)))) if now else set[int]()
        rest = Clusters((one for number, its in now.items() if number not in gone for one in its), decided)
        anew = {frozenset(one.id for one in group) for group in Grouping(connection).regrouped(gone)}
        moved = {id for group in anew for id in group} | {one.id for number in gone for one in now[number]}
        assert anew | {group for group in whole.groups if group.isdisjoint(moved)} == set(rest.groups)
        assert _groups(connection) == set(whole.groups), "nothing is changed"
        stocked = _empty()
        kept = Grouping(stocked)
        kept.decide(decided)
        for number, its in now.items():
            kept.stock(number, _dated(its))
        kept.group_all()
        assert _groups(stocked) == set(whole.groups)
        for table in ("meeting", "joined", "decided"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert connection.execute(sql).fetchall() == stocked.execute(sql).fetchall()


def _met(id: str, day: str, *, earlier: bool) -> Facts:
    """A meeting on a day or, where it had taken place earlier, on none, told that day."""
    told = Facts(id, "r", "CONSULT", "4", "meet", day, "", frozenset(), False, frozenset({"army"}), frozenset(), False)
    return msgspec.structs.replace(told, day=None, told=day, wording=Wording(earlier=True)) if earlier else told


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 13), st.sampled_from(_IDS), st.booleans()), min_size=2, max_size=8, unique_by=lambda told: told[1]))
def test_the_events_of_a_block_stand_in_order(told: list[tuple[int, str, bool]]) -> None:
    week = [_met(id, shifted("2012-03-05", n), earlier=earlier) for n, id, earlier in told]
    connection = _empty()
    for number, one in enumerate(week):
        Grouping(connection).stock(number, _dated((one,)))
    ids = {grouping.key_of(one.id): one.id for one in week}
    blocks: dict[int, list[str]] = {}
    for block, key in connection.execute("SELECT block >> ?, key FROM meeting ORDER BY block, key", (grouping.APART,)):
        blocks.setdefault(block, []).append(ids[key])
    by_id = {one.id: one for one in week}
    for its in blocks.values():
        assert its == [one.id for one in sorted((by_id[id] for id in its), key=candidates.order)]


_SENTENCES = (
    "The army took the town of Zenda after a long siege that left much of it in ruins.",
    "Men of the old guard were seen to leave by the bridge over the river before dawn.",
    "The king asked all who had fled to come home and to help with the harvest.",
    "A convoy with flour and blankets reached the hospital of the town late on Tuesday.",
    "Graustark said that it would close its border until those who fired were punished.",
)
_REPORTS = st.lists(
    st.builds(
        lambda told, published: make_report(" ".join(told), ref="r", published=published),
        st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4, unique=True),
        st.sampled_from([None, "2012-03-05", "2012-03-06", "2012-03-12", "2012-03-19"]),
    ),
    max_size=8,
    unique_by=lambda report: report.id,
)


@settings(max_examples=100, deadline=None)
@given(st.data(), _REPORTS)
def test_by_any_steps_the_origins_are_those_of_all_at_once(data: st.DataObject, reports: list[Report]) -> None:
    kept = Copies(_empty(), lambda number: reports[number])
    now: dict[int, Report] = {}
    for number in data.draw(st.permutations(range(len(reports)))):
        now[number] = reports[number]
        kept.put(number, now[number])
        if data.draw(st.integers(0, 2)) == 0:
            gone = data.draw(st.sampled_from(sorted(now)))
            del now[gone]
            kept.put(gone, None)
    found = {reports[one].id: reports[origin].id for one, origin in kept.origins(now).items()}
    assert found == origins(now.values())
    gone = data.draw(st.sets(st.sampled_from(sorted(now)))) if now else set[int]()
    without = {reports[one].id: reports[origin].id for one, origin in kept.origins_without(gone).items()}
    assert without == origins(its for number, its in now.items() if number not in gone)


# A store


_ACTS = ("shelled", "attacked", "bombed")
_WHO = ("The army", "Berg", "Rupert", "Black Michael")
_MEANT = [who_is(f"local:{name.lower().replace(' ', '-')}", name, None) for name in _WHO[1:]]


@st.composite
def _told(draw: st.DrawFn) -> Entry:
    """A report of one file or another, with an event or two in it."""
    ref = draw(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]))
    words = draw(st.sampled_from(_SENTENCES[:3]))
    acts = draw(st.lists(st.tuples(st.sampled_from(_WHO), st.sampled_from(_ACTS)), min_size=1, max_size=2, unique=True))
    sentences = [f"{who} {act} the market of Zenda." for who, act in acts]
    report = make_report(" ".join([*sentences, words]), ref=ref, published=draw(st.sampled_from(["2012-03-05", "2012-03-06", None])))
    events = [
        Event(
            type=draw(st.sampled_from(["ASSAULT", "CONSULT"])),
            trigger=Span(report.text.index(act), report.text.index(act) + len(act)),
            span=Span(report.text.index(sentence), report.text.index(sentence) + len(sentence)),
            actors=(party(who),),
            recipients=(party("the market"),),
            when=draw(st.sampled_from([None, on("2012-03-05"), on("2012-03-08")])),
        )
        for (who, act), sentence in zip(acts, sentences, strict=True)
    ]
    return Entry(report, with_ids(events, report.id))


def _put_right(data: st.DataObject, store: Store, id: str) -> Correction | None:
    """A correction of what the store holds; nothing where there is nothing to put right."""
    events = [record for record in store.corrected().records if isinstance(record, Event)]
    corrections = store.corrections()
    action = data.draw(st.sampled_from(["reject", "edit", "merge", "split", "add", "undo"]))
    made = {"id": id, "author": "t", "at": "2012-03-09T00:00:00+00:00"}
    if action == "undo":
        return Correction(action="undo", undoes=data.draw(st.sampled_from(corrections)).id, **made) if corrections else None
    if not events:
        return None
    if action in ("merge", "split") and data.draw(st.booleans()):
        several = [*_MEANT, *(who.within(event.report) for who in _MEANT for event in events[:2])]
        whom = data.draw(st.lists(st.sampled_from(several), min_size=2, max_size=3, unique=True))
        return Correction(action=action, targets=tuple(map(target_of_actor, whom)), **made)
    one, other = data.draw(st.sampled_from(events)), data.draw(st.sampled_from(events))
    if action == "add":
        added = with_ids([msgspec.structs.replace(one, type="REQUEST")], one.report)[0]
        return Correction(action="add", targets=(target_of(added),), value=msgspec.json.encode(added).decode(), **made)
    if action in ("merge", "split"):
        return Correction(action=action, targets=(target_of(one), target_of(other)), **made) if one.id != other.id else None
    if action == "edit":
        return Correction(action="edit", targets=(target_of(one),), field="negated", value="true", **made)
    whole = data.draw(st.booleans())
    return Correction(action="reject", targets=(target_of_report(store.report(one.report)) if whole else target_of(one),), **made)


def _all_at_once(store: Store) -> list[Happening]:
    return _anew(store.view().state).happenings


def _anew(state: State) -> State:
    """The state, of which nothing is known."""
    return State(state.corpus, state.decided, state.issues)


def _check_part(view: View, day: str) -> None:
    """What was told from a day on is the same whether all is loaded or no more than hangs on it."""
    whole, part, alone = view.state, view.since(day), view.of_kind(Event)
    told, told_of_part = ([h for h in state.happenings if not h.last or h.last >= day] for state in (whole, part))
    assert told == told_of_part
    assert [r for r in whole.corpus.records if whole.corpus.day(r) >= day] == [r for r in part.corpus.records if part.corpus.day(r) >= day]
    assert {id: part.origins[id] for id in part.corpus.reports} == {id: whole.origins[id] for id in part.corpus.reports}
    assert alone.happenings == whole.happenings
    assert alone.corpus.all(Event) == whole.corpus.all(Event)


def _check_earlier(view: View, moment: str) -> None:
    """An earlier state is what the store gives for the moment, with what bears no date; of a part, a part of it."""
    before, then = view.before(view.state, moment), view.store.view(moment, undated=view.as_of is None).state
    assert before.corpus == then.corpus
    assert before.happenings == then.happenings == _anew(then).happenings
    assert before.traced == then.traced == _anew(then).traced
    part, whole = view.before(view.since("2012-03-06"), moment), [set(h.events) for h in before.happenings]
    assert part.known is None or all(any(set(h.events) <= events for events in whole) for h in part.happenings)


def _kept(store: Store) -> list[Happening]:
    grouped = store.grouped()
    assert grouped is not None
    return grouped.happenings


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_store_tells_the_same_happenings_as_if_it_grouped_everything_anew(data: st.DataObject) -> None:
    ids = map(str, count())
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kept.sqlite") as store, pytest.MonkeyPatch.context() as patched:
        patched.setattr(view, "_FEW", 1)
        for reader in map(str, range(data.draw(st.integers(1, 8)))):
            if data.draw(st.booleans()):
                store.add_many(data.draw(st.lists(_told(), min_size=1, max_size=3)), reader=data.draw(st.sampled_from(["1", reader])))
            elif (correction := _put_right(data, store, next(ids))) is not None:
                store.correct(correction)
            assert _kept(store) == _all_at_once(store)
            for day in (None, "2012-03-05", "2012-03-06"):
                state = store.view(day).state
                assert state.happenings == _anew(state).happenings
                assert state.traced == _anew(state).traced
            _check_part(store.view(), "2012-03-06")
            _check_earlier(store.view(), "2012-03-05")
        assert store.view().state.known is not None
        _forget(store)
        assert store.grouped() is None
        store.group_anew()
        assert _kept(store) == _all_at_once(store)


def _entry(ref: str, text: str, published: str = "2012-03-06") -> Entry:
    report = make_report(f"{text} {_SENTENCES[ord(ref) - ord('a')]}", ref=ref, published=published)
    trigger, span = Span(text.index("met"), text.index("met") + 3), Span(0, len(text))
    who, _, whom = text.rstrip(".").partition(" met ")
    told = Event(type="CONSULT", trigger=trigger, span=span, actors=(party(who),), recipients=(party(whom),), when=on("2012-03-05"))
    return Entry(report, with_ids([told], report.id))


def test_whatever_is_read_replaced_or_put_right_is_grouped_at_once(tmp_path: Path) -> None:
    """Each step changes what the store tells."""
    one, other, third = _entry("a", "Berg met Rupert."), _entry("b", "Berg met Rupert."), _entry("c", "Sapt met the duke.")
    edited = _entry("a", "The queen met Rupert.")
    made = {"author": "t", "at": "2012-03-09T00:00:00+00:00"}
    pair = (target_of(one.records[0]), target_of(third.records[0]))
    with Store.open(tmp_path / "kept.sqlite") as store:
        steps: list[Callable[[], object]] = [
            lambda: store.add_many([one, third]),
            lambda: store.add_many([other]),
            lambda: store.correct(Correction(id="1", action="merge", targets=pair, **made)),
            lambda: store.correct(Correction(id="2", action="undo", undoes="1", **made)),
            lambda: store.correct(Correction(id="3", action="undo", undoes="2", **made)),
            lambda: store.add_many([edited]),
            lambda: store.seen([one.report]),
            lambda: store.add_many([Entry(third.report)], reader="newer"),
            lambda: store.add_many([third], reader="newest"),
            lambda: store.correct(Correction(id="4", action="reject", targets=(target_of_report(other.report),), **made)),
            lambda: store.correct(Correction(id="5", action="edit", targets=pair[:1], field="negated", value="true", **made)),
        ]
        before: list[Happening] = []
        for step in steps:
            step()
            now = _kept(store)
            assert now == _all_at_once(store)
            assert now != before
            before = now


def test_what_is_said_of_several_records_at_once_holds_for_each(tmp_path: Path) -> None:
    """Also where they are of several kinds or reports, of which one is not out yet, or rejected whole."""
    one, other, late = _entry("a", "Berg met Rupert."), _entry("b", "Sapt met Flavia."), _entry("c", "Sapt met the duke.", "2012-03-20")
    count = with_ids([Figure(what="killed", low=3, high=3, text="3", span=Span(0, 4))], one.report.id)
    whole = target_of_report(late.report)
    made = {"author": "t", "at": "2012-03-09T00:00:00+00:00"}
    with Store.open(tmp_path / "kept.sqlite") as store:
        store.add_many([Entry(one.report, [*one.records, *count]), other, late])
        targets = (whole, target_of(count[0]), target_of(one.records[0]), target_of(other.records[0]))
        store.correct(Correction(id="1", action="reject", targets=targets, **made))
        assert _kept(store) == _all_at_once(store) == []
        assert store.view().of(one.report.id).records == []
        assert store.view("2012-03-12").records == []
        _check_earlier(store.view(), "2012-03-12")


def test_of_an_article_whose_last_version_bears_no_date_that_one_counts_before_too(tmp_path: Path) -> None:
    """Nobody can say that it is new."""
    first, last = _entry("a", "Berg met Rupert."), _entry("a", "The queen met Rupert.")
    undated = make_report(last.report.text, ref="a")
    with Store.open(tmp_path / "kept.sqlite") as store:
        store.add_many([first, Entry(undated, with_ids(last.records, undated.id)), _entry("b", "Sapt met Flavia.", "2012-03-20")])
        view = store.view()
        assert list(view.before(view.state, "2012-03-12").corpus.reports) == [undated.id]
        assert list(store.view("2012-03-12").state.corpus.reports) == [first.report.id]
        _check_earlier(view, "2012-03-12")


_SAYS = {
    "planned": "{} will meet {}.",
    "moved": "{} postponed a visit to {}.",
    "called off": "{} called off the meeting with {}.",
    "took place": "{} met {}.",
}


@st.composite
def _speaks(draw: st.DrawFn) -> Entry:
    """A report of what is planned, or of what became of it."""
    says = draw(st.sampled_from(["planned", "planned", *_SAYS]))
    text = _SAYS[says].format(draw(st.sampled_from(["Berg", "Sapt"])), draw(st.sampled_from(["Rupert", "Flavia"])))
    published = draw(
        st.sampled_from(["2012-02-06", "2012-02-20", "2012-03-03", "2012-03-20", "2012-04-04", "2012-04-20", "2012-05-02", "2012-05-05"])
    )
    report = make_report(f"{text} It rained on {draw(st.integers(1, 99))} days.", ref="r", published=published)
    who, _, whom = (text.split()[0], *text.rstrip(".").rpartition(" ")[1:])
    word = next(word for word in ("meeting", "visit", "meet", "met") if word in text)
    planned = draw(st.sampled_from(["2012-03-05", "2012-04-22", "2012-05-06", "2012-05-07", None]))
    event = Event(
        type="CONSULT",
        trigger=Span(text.index(word), text.index(word) + len(word)),
        span=Span(0, len(text) - 1),
        actors=(party(who),),
        recipients=(party(whom),),
        when=on(planned) if planned and says == "planned" else None,
        status="planned" if says == "planned" else "happened",
    )
    return Entry(report, with_ids([event], report.id))


def _due(state: State, day: str) -> list[Plan]:
    return [p for p in plans(state) if (p.day or "") >= day]


@settings(max_examples=100, deadline=None)
@given(st.lists(_speaks(), min_size=2, max_size=8))
def test_what_is_due_is_the_same_whether_all_is_loaded_or_no_more_than_hangs_on_some_days(entries: list[Entry]) -> None:
    """However long before it was announced, and whatever became of it."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kept.sqlite") as store:
        store.add_many(entries)
        view = store.view("2012-05-05")
        assert _due(view.since("2012-04-03"), "2012-05-04") == _due(view.state, "2012-05-04")


def test_what_was_announced_long_before_is_planned_in_the_brief_of_a_day(tmp_path: Path) -> None:
    text, word = "Parliament will vote on the budget.", "vote"
    report = make_report(text, ref="r", published="2012-02-06")
    vote = Event(
        type="AGREE",
        trigger=Span(text.index(word), text.index(word) + len(word)),
        span=Span(0, len(text) - 1),
        actors=(party("Parliament"),),
        when=on("2012-05-07"),
        status="planned",
    )
    with Store.open(tmp_path / "kept.sqlite") as store:
        store.add_many([Entry(report, with_ids([vote], report.id)), _entry("b", "Sapt met Flavia.", "2012-05-05")])
    (section,) = (s for s in api.brief(tmp_path / "kept.sqlite", since="2012-05-05").sections if s.name == "What is planned")
    assert [[one.record for one in line.evidence] for group in section.groups for line in group.lines] == [[with_ids([vote], report.id)[0].id]]


def test_days_and_types_select_what_may_be_shown(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kept.sqlite") as store:
        store.add_many([_entry("a", "Berg met Rupert."), _entry("c", "Sapt met the duke.", "2012-03-20")])
        for since, until, type, found in (
            (None, "2012-03-04", None, 0),
            ("2012-03-06", "2012-03-06", None, 1),
            ("2012-03-05", None, "CONSULT", 2),
            ("2012-03-20", None, None, 1),
            (None, None, "ASSAULT", 0),
        ):
            grouped = store.grouped(since, until, type)
            assert grouped is not None
            assert len(grouped.happenings) == found


def _forget(store: Store) -> None:
    """Lets another version's rules have made the groups."""
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'grouping'")
    connection.close()
