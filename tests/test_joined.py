"""Who is one actor, or two, by what people say: it wins over rules, lasts through a new reading, and can be taken back."""

import io
import json
import random
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Told, on
from strategies import any_of, any_record

from dateline.errors import DatelineError, RecordMissing
from dateline.faces import api
from dateline.faces.brief import rows_of
from dateline.faces.cli import main
from dateline.faces.dossier import dossier_rows
from dateline.faces.rows import markdown
from dateline.merge.corpus import Corpus
from dateline.merge.corrections import Action, Correction, corrected, in_force, joined, target_of_actor
from dateline.merge.dossier import Dossiers
from dateline.merge.happening import happenings
from dateline.merge.identity import parties_of, plain_id, with_parties
from dateline.merge.joined import Joined, Who
from dateline.merge.judgement import pair_of
from dateline.merge.keys import party_key
from dateline.merge.likely import likely
from dateline.merge.state import State
from dateline.records import Event, Record
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party
from dateline.span import Span
from dateline.store import Store

_numbers = count()

LEAGUE, ARMY, GUARD = Who("name:red-league", "Red League"), Who("name:army-of-zenda", "Army of Zenda"), Who("org:royal-guard", "Royal Guard")


def said(action: Action, *who: Who, undoes: str | None = None) -> Correction:
    """A correction of actors."""
    made = {"author": "ann", "at": "2012-03-07T08:00:00+00:00"}
    return Correction(id=f"c{next(_numbers)}", action=action, targets=tuple(map(target_of_actor, who)), undoes=undoes, **made)


def undo(one: Correction) -> Correction:
    """Takes one back."""
    return said("undo", undoes=one.id)


def _by(name: str, actor: str | None = None, text: str | None = None, country: str | None = None) -> Party:
    return Party(name=name, text=text or name, actor=actor, country=country, sector="REB")


class Story(Told):
    """Reports in each of which somebody attacks, by name and perhaps by id."""

    def attack(self, who: Party, whom: str = "Elphberg", day: str = "2012-03-05", publisher: str = "The Test") -> Event:
        """An attack, told alone in a report."""
        text = f"{who.text} attacked {whom} in Zenda on the day {len(self.reports)}."
        report = self.report(text, day, publisher)
        at = text.index("attacked")
        event = Event(
            type="ASSAULT",
            trigger=Span(at, at + 8),
            span=Span(0, len(text)),
            actors=(msgspec.structs.replace(who, span=Span(0, len(who.text))),),
            recipients=(_by(whom),),
            when=on(day),
        )
        self.records += with_ids([event], report.id)
        return event


def _actors(story: Told, *made: Correction) -> dict[str, set[str]]:
    """Id → the names of those who act."""
    now = corrected(story.records, made)
    known = Dossiers(State(Corpus.of(story.reports, now.records)))
    return {one.id: {n.text for n in one.names} for one in known.all() if one.acts}


@pytest.fixture
def story() -> Story:
    """Attacks of one army under three names, and of others."""
    story = Story()
    story.attack(_by("Red League"))
    story.attack(_by("Army of Zenda", "local:army-of-zenda"), day="2012-03-08")
    story.attack(_by("Royal Guard", "org:royal-guard"), day="2012-03-12")
    story.attack(_by("Royal Guard", "org:royal-guard", text="Black Michael's men"), day="2012-03-16")
    story.attack(_by("Red League"), day="2012-03-20")
    return story


@pytest.fixture
def store(story: Story, tmp_path: Path) -> str:
    """A store that holds them."""
    path = str(tmp_path / "kept.sqlite")
    with Store.open(path) as kept:
        for report in story.reports:
            kept.add(report, [r for r in story.records if r.report == report.id], reader="1")
    return path


def test_two_names_that_people_hold_for_one_are_one_actor(story: Story) -> None:
    assert _actors(story, said("merge", LEAGUE, ARMY)) == {
        "name:army-of-zenda": {"Red League", "Army of Zenda"},
        "org:royal-guard": {"Royal Guard", "Black Michael's men"},
    }
    assert set(_actors(story, said("merge", LEAGUE, GUARD))) == {"org:royal-guard", "local:army-of-zenda"}  # an id of the reader's stays


def test_of_one_actor_those_who_are_written_so_are_another(story: Story) -> None:
    made = said("split", GUARD, GUARD.named("the Black Michael's men"))
    assert _actors(story, made)["name:black-michael-s-men"] == {"Black Michael's men"}
    assert _actors(story, made)["org:royal-guard"] == {"Royal Guard"}
    assert _actors(story, made, said("merge", GUARD, GUARD.named("Black Michael's men"))) == _actors(story)


def test_a_namesake_of_one_report_is_another_there_alone(story: Story) -> None:
    report = story.reports[0]
    made = said("split", LEAGUE, LEAGUE.within(report.id))
    assert f"name:red-league#{report.id[:8]}" in _actors(story, made)
    assert _actors(story, made)["name:red-league"] == {"Red League"}
    assert _actors(story, made, undo(made)) == _actors(story)


def test_who_is_told_apart_is_not_joined_through_a_third(story: Story) -> None:
    made = [said("merge", LEAGUE, ARMY), said("merge", ARMY, GUARD), said("split", LEAGUE, GUARD)]
    for order in (made, made[::-1]):
        assert set(_actors(story, *order)) == {"name:army-of-zenda", "org:royal-guard"}


def test_one_actor_under_two_names_is_one_rival_value() -> None:
    story = Story()
    for who, publisher in (("Red League", "One"), ("Army of Zenda", "Another")):
        text = "Two men were shot dead at the mill of Zenda before dawn on Monday."
        report = story.report(f"{text} {who} did it.", "2012-03-05", publisher)
        story.event(report, "ASSAULT", who, "two men", "shot", when=on("2012-03-05"))
    (told,) = happenings(Corpus.of(story.reports, story.records))
    assert [len(r.events) for r in told.actors] == [1, 1]
    (told,) = happenings(Corpus.of(story.reports, corrected(story.records, [said("merge", LEAGUE, ARMY)]).records))
    assert [(r.value, len(r.events)) for r in told.actors] == [("Army of Zenda", 2)]


@pytest.mark.parametrize(
    ("read_anew", "joined_still"),
    [
        (_by("Red League", "local:red-league"), True),
        (_by("Red League", "org:red-league"), True),
        (_by("Red League", "org:red-league", country="SYR"), False),  # that may be another's
        (_by("Red Leaguers"), False),
    ],
)
def test_a_newer_reading_that_gives_another_id_is_found_by_the_name(read_anew: Party, joined_still: bool) -> None:
    story = Story()
    story.attack(read_anew)
    story.attack(_by("Royal Guard", "org:royal-guard"))
    assert (len(_actors(story, said("merge", LEAGUE, GUARD))) == 1) == joined_still


def test_a_namesake_of_another_state_is_not_meant() -> None:
    ours, theirs = _by("Anna Berg", "local:anna-berg", country="RUR"), _by("Anna Berg", "local:anna-berg", country="STR")
    who = Joined([Who("name:anna-berg", "Anna Berg", "RUR"), GUARD], {("name:anna-berg", "org:royal-guard"): "same"})
    assert who.party(ours, "r").actor == "org:royal-guard"
    assert who.party(theirs, "r") == theirs
    of_state = Joined([Who("name:anna-berg@STR", "Anna Berg", "STR"), GUARD], {("name:anna-berg@STR", "org:royal-guard"): "same"})
    assert of_state.party(theirs, "r").actor == "org:royal-guard"
    assert of_state.party(ours, "r") == ours


_MEANT = [LEAGUE, ARMY, GUARD, GUARD.named("Black Michael's men"), LEAGUE.within("r1"), Who("noun:rebels@RUR", "rebels", "RUR")]
_PAIRS = st.lists(st.sampled_from(_MEANT), min_size=2, max_size=2, unique=True)
_SAID = st.lists(st.tuples(st.sampled_from(["merge", "split"]), _PAIRS), max_size=8, unique_by=lambda one: frozenset(w.id for w in one[1]))


def _told() -> list[Record]:
    story = Story()
    for who in (_by("Red League"), _by("Army of Zenda", "local:army-of-zenda"), _by("Royal Guard", "org:royal-guard"), _by("rebels", country="RUR")):
        story.attack(who)
    story.attack(_by("Royal Guard", "org:royal-guard", text="the Black Michael's men"))
    one = next(r for r in story.records if isinstance(r, Event))
    return [*story.records, msgspec.structs.replace(one, report="r1", id="x")]


@given(_SAID, st.randoms(use_true_random=False))
def test_in_any_order_they_give_the_same_record(steps: list[tuple[Action, list[Who]]], chance: random.Random) -> None:
    records, made = _told(), [said(action, *who) for action, who in steps]
    mixed = [msgspec.structs.replace(one, targets=tuple(chance.sample(one.targets, 2))) for one in made]
    chance.shuffle(mixed)
    assert corrected(records, made) == corrected(records, mixed)


@given(_SAID, _PAIRS)
def test_to_split_undoes_to_merge(steps: list[tuple[Action, list[Who]]], pair: list[Who]) -> None:
    records, made = _told(), [said(action, *who) for action, who in steps]
    split = [*made, said("split", *pair)]
    assert corrected(records, [*made, said("merge", *pair), said("split", *pair)]) == corrected(records, split)
    who = joined(in_force([*split]))
    assert who.ids[pair[0].id] != who.ids[pair[1].id]


@given(_SAID)
def test_what_is_wholly_taken_back_never_was(steps: list[tuple[Action, list[Who]]]) -> None:
    records, made = _told(), [said(action, *who) for action, who in steps]
    assert corrected(records, made + [undo(one) for one in made]) == corrected(records, [])


@given(_SAID)
def test_who_is_apart_in_no_way_bears_two_ids_and_who_is_one_bears_one(steps: list[tuple[Action, list[Who]]]) -> None:
    who = joined(said(action, *of) for action, of in steps)
    for action, (a, b) in steps:
        if action == "split":
            assert who.ids[a.id] != who.ids[b.id]
    for its in who.groups.values():
        assert len({who.ids[one.id] for one in its}) == 1


@given(_SAID, st.sampled_from(["Red League", "RED LEAGUE", "R.E.D.  League", "Army of Zenda", "Royal Guard", "Black Michael's men", "rebels"]))
def test_whom_it_may_change_is_found_by_a_word(steps: list[tuple[Action, list[Who]]], name: str) -> None:
    made = [said(action, *of) for action, of in steps]
    who = joined(made)
    for actor in (None, "local:red-league", "local:army-of-zenda", "org:royal-guard"):
        party = _by(name, actor, country="RUR")
        if who.party(party, "r1") != party:
            told = msgspec.json.encode(party).decode().lower().replace(".", "")
            assert any(word in told for word in who.words(who.ids))


@given(any_record())
def test_whoever_a_record_tells_of_is_named_anew_and_nothing_else_changes(record: Record) -> None:
    other = Party("Rupert", "Rupert")
    assert all(p == other for p in parties_of(with_parties(record, lambda _: other)))
    assert with_parties(record, lambda p: p) == record


@given(any_of(Party))
def test_nobody_is_touched_of_whom_nothing_was_said(who: Party) -> None:
    assert Joined().party(who, "r") == who
    assert plain_id(who) == plain_id(msgspec.structs.replace(who, text="he"))


def test_a_made_id_is_what_its_parties_are_known_by() -> None:
    one, other = _by("Red League", "name:army-of-zenda"), _by("Army of Zenda")
    assert party_key(one) == party_key(other)


# Which are asked


def _asked(*who: Party) -> list[tuple[str, ...]]:
    story = Story()
    for one in who:
        story.attack(one)
    return [pair.pair for pair in likely(Dossiers(State(story.corpus())), Joined())]


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        (_by("Red League of Zenda"), _by("RLZ"), True),
        (_by("Red League of Zenda"), _by("League of Zenda"), True),
        (_by("Fritz Tarlenheim"), _by("Fritz Tarlenhaim"), True),
        (_by("Fritz Tarlenheim", country="RUR"), _by("Fritz Tarlenhaim", country="STR"), False),
        (_by("Red League"), _by("Blue Council"), False),
        (_by("Royal Guard", "org:united-nations"), _by("Royal Guards", "org:arab-league"), False),
    ],
)
def test_the_likeliest_pairs_are_asked(one: Party, other: Party, is_asked: bool) -> None:
    assert bool(_asked(one, other)) == is_asked


def test_two_who_meet_are_hardly_one() -> None:
    story = Story()
    story.attack(_by("Fritz Tarlenheim"), "Fritz Tarlenhaim")
    assert likely(Dossiers(State(story.corpus())), Joined()) == []


# Through a store, and on the command line


def _keys(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))


def test_every_question_follows(store: str) -> None:
    assert len(api.actors(store)) == 3
    made = api.judge(store, "merge", "Red League", "org:royal-guard", author="ann", reason="they wear its coats")
    assert [one.id for one in api.actors(store)] == ["org:royal-guard", "local:army-of-zenda"]
    dossier = api.dossier(store, "Red League").dossier
    assert (dossier.id, len(dossier.did)) == ("org:royal-guard", 4)
    assert len(api.happenings(store, actor="Red League")) == len(api.happenings(store, actor="Royal Guard")) == 4
    assert len(api.agenda(store, actor="Red League")) == 0
    assert {hit.report for hit in api.find(store, '"Red League"')} == {hit.report for hit in api.find(store, "royal guard", limit=9)}
    assert len(api.find(store, "Red League", limit=1)) == 1
    assert "Royal Guard" in markdown(rows_of(api.brief(store, actor="Red League")))
    (told,) = api.corrections(store)
    assert (told, told.author, told.reason) == (made, "ann", "they wear its coats")
    api.judge(store, "undo", made.id, author="ben")
    assert len(api.actors(store)) == 3


def test_as_it_was_kept_what_people_said_later_does_not_hold(store: str) -> None:
    with Store.open(store) as kept:
        before = kept.moment
    api.judge(store, "merge", "Red League", "Army of Zenda", author="ann")
    assert before is not None
    assert len(api.actors(store)) == 2
    assert len(api.actors(store, kept=before)) == 3


def test_it_holds_when_the_report_is_read_anew(story: Story, store: str) -> None:
    api.judge(store, "merge", "Red League", "Royal Guard", author="ann")
    api.judge(store, "split", "Royal Guard", "Black Michael's men", author="ann")
    before = api.actors(store)
    with Store.open(store) as kept:
        for report in story.reports:
            records = [r for r in story.records if r.report == report.id]
            assert kept.add(report, [msgspec.structs.replace(r, id=f"{r.id}0") for r in records], reader="2")
    assert api.actors(store) == before


def test_who_were_one_are_named_as_they_were_before(store: str) -> None:
    api.judge(store, "merge", "Red League", "Royal Guard", author="ann")
    made = api.judge(store, "split", "League", "Guard", author="ann")
    assert [target.record for target in made.targets] == ["name:red-league", "org:royal-guard"]
    assert len(api.actors(store)) == 3
    with pytest.raises(DatelineError, match="are one actor"):
        api.judge(store, "split", "Royal Guard", "royal guard", author="ann")


def test_a_name_opens_the_main_one_and_tells_of_those_held_apart(story: Story, store: str) -> None:
    report = story.reports[0]
    api.judge(store, "split", "Red League", report.ref, author="ann")
    shown, other = api.dossier(store, "Red League"), f"name:red-league#{report.id[:8]}"
    assert shown.dossier.id == "name:red-league"
    assert [one.id for one in shown.apart] == [other]
    assert f"held apart from it:** Red League ({other}, 1 report, 1 origin)" in markdown(dossier_rows(shown))
    assert api.dossier(store, other).apart == ()


def test_by_options_and_names(story: Story, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--store", store, "--author", "ann"]
    assert main(["judge", "Red League", "Army of Zenda", "--same", "--reason", "one flag", *at]) == 0
    assert main(["judge", "Royal Guard", "Black Michael's men", "--different", *at]) == 0
    assert main(["judge", "Red League", story.reports[0].ref, "--different", *at]) == 0
    assert len(api.actors(store)) == 4
    assert main(["judge", "Red League", "Army of Zenda", "--different", *at]) == 0
    capsys.readouterr()
    assert main(["judge", "--list", *at]) == 0
    listed = capsys.readouterr().out
    assert "Red League (name:red-league), Army of Zenda (name:army-of-zenda)" in listed
    assert f"Red League (name:red-league in report {story.reports[0].id[:8]})" in listed
    assert "one flag" in listed
    out = tmp_path / "judged.jsonl"
    assert main(["judge", "--export", str(out), *at]) == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (lines[0]["kind"], lines[0]["action"], lines[0]["before"]["name"], lines[0]["reason"]) == ("actor", "merge", "Red League", "one flag")
    assert [one["record"] for one in lines[0]["after"]] == ["name:red-league", "name:army-of-zenda"]


@pytest.mark.parametrize(
    ("action", "names", "says"),
    [
        ("merge", ["Red League"], "two actors or more"),
        ("merge", ["Red League", "name:red-league"], "are one actor already"),
        ("merge", ["Red League", "Rudolf"], "no record and no actor is called Rudolf"),
        ("split", ["Royal Guard", "guard"], "as they are written"),
        ("split", ["Red League", "Royal Guard", "{report}"], "name one actor"),
        ("split", ["Royal Guard", "{report}"], "does not tell of Royal Guard"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(story: Story, store: str, action: Action, names: list[str], says: str) -> None:
    given = [name.format(report=story.reports[0].id) for name in names]
    with pytest.raises((DatelineError, RecordMissing), match=says):
        api.judge(store, action, *given, author="ann")
    assert api.corrections(store) == []


def test_what_was_said_of_one_is_not_asked_of_those_who_are_one_with_it() -> None:
    story = Story()
    for name in ("Fritz Tarlenheim", "Fritz Tarlenhaim", "Fritz Tarlenheym"):
        story.attack(_by(name))
    one, other, third = (Who(f"name:fritz-{last.lower()}", f"Fritz {last}") for last in ("Tarlenheim", "Tarlenhaim", "Tarlenheym"))
    made = [said("merge", one, other), said("split", other, third)]
    known = Dossiers(State(Corpus.of(story.reports, corrected(story.records, made).records)))
    assert likely(known, joined(made)) == []
    assert len(likely(known, joined(made[:1]))) == 1


def test_a_round_of_one_key_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    story = Story()
    for who in ("Red League of Zenda", "RLZ", "Fritz Tarlenheim", "Fritz Tarlenhaim"):
        story.attack(_by(who))
    path = str(tmp_path / "kept.sqlite")
    with Store.open(path) as kept:
        for report in story.reports:
            kept.add(report, [r for r in story.records if r.report == report.id])
    assert len(api.unsure_actors(path)) == 2
    _keys(monkeypatch, "xyn")
    assert main(["judge", "--actors", "--author", "ann", "--store", path]) == 0
    out = capsys.readouterr().out
    assert "One actor, or two?" in out
    assert "**RLZ** attacked Elphberg" in out
    assert "one is the initials of the other" in out
    assert sorted(one.action for one in api.corrections(path)) == ["merge", "split"]
    assert main(["judge", "--actors", "--store", path]) == 1
    assert "nothing is left to judge" in capsys.readouterr().err


def test_who_was_meant_without_a_name_is_called_by_none() -> None:
    part = Who("org:x", "X Y").named("Alpha Beta")
    held = Joined([part, Who("org:z", "Zed")], {pair_of(part.id, "org:z"): "same"})
    assert held.names("(") == ("(",)
