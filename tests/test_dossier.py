"""Dossiers: who is one actor across reports, and what positions it takes, by small stories."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Told, on

from dateline.errors import DatelineError, RecordMissing
from dateline.faces import api
from dateline.faces.cli import main
from dateline.faces.dossier import Wanted, list_actors, make_dossier
from dateline.merge.dossier import Dossiers
from dateline.merge.dossier_parts import Dossier
from dateline.merge.identity import Identities
from dateline.merge.state import State
from dateline.records import Event, Figure, Role, Statement
from dateline.records.ids import with_ids
from dateline.resolve.parts import Party, Source
from dateline.span import Span
from dateline.text.report import Report


def who(name: str, actor: str | None = None, country: str | None = "RUR", sector: str | None = "GOV", role: str | None = None) -> Party:
    """A party with what the reader knows of it."""
    return Party(name=name, text=name, actor=actor, country=country, sector=sector, role=role)


def person(name: str, role: str | None = "minister", country: str | None = "RUR") -> Party:
    """A person of whom a report tells the full name."""
    return who(name, f"local:{name.casefold().replace(' ', '-')}", country, "GOV", role)


class Story(Told):
    """Reports told sentence by sentence."""

    def told(self, text: str, type: str, actor: Party, other: Party | None, trigger: str, day: str = "2012-03-05", **fields: Any) -> Event:
        """An event of a report of one sentence, whose trigger is `trigger`."""
        report = self.report(text, day, str(fields.pop("publisher", "The Gazette")))
        start = text.index(trigger)
        event = Event(
            type=type,
            actors=(actor,),
            recipients=(_at(text, other),) if other else (),
            trigger=Span(start, start + len(trigger)),
            span=Span(0, start + len(trigger)),
            **fields,
        )
        self.records += with_ids([event], report.id)
        return self.records[-1]  # type: ignore[return-value]

    def said(self, report: Report | str, speaker: Party, attitude: str, content: str, to: Party | None = None, **fields: Any) -> Statement:
        """A statement of a report, of which `content` are the words."""
        made = self.report(report, "2012-03-05") if isinstance(report, str) else report
        start = made.text.index(content)
        span = Span(start, start + len(content))
        statement = Statement(speakers=(speaker,), addressees=(to,) if to else (), attitude=attitude, content=span, span=Span(0, span.end), **fields)  # type: ignore[arg-type]
        self.records += with_ids([statement], made.id)
        return self.records[-1]  # type: ignore[return-value]

    def role(self, day: str, publisher: str, holder: Party, title: str, **fields: Any) -> None:
        """A post that a report of that day tells."""
        report = self.report(f"{holder.name}, {title}, spoke to {publisher}.", day, publisher)
        self.records += with_ids([Role(person=holder, title=title, as_of=day, span=Span(0, 4), **fields)], report.id)

    def dossiers(self, as_of: str | None = None) -> Dossiers:
        """The actors of all of it."""
        return Dossiers(State(self.corpus(as_of)))

    def dossier(self, name: str) -> Dossier:
        """The dossier of the one whom `name` means."""
        known = self.dossiers()
        (one,) = known.called(name)
        return known.dossier(one.id)


def _at(text: str, party: Party) -> Party:
    start = text.index(party.text)
    return Party(party.name, party.text, party.actor, party.country, party.sector, party.role, Span(start, start + len(party.text)))


def _stances(dossier: Dossier) -> list[tuple[str, tuple[str, ...], str]]:
    return [(p.stance, p.toward, p.matter) for p in dossier.positions]


# Who is one


def test_two_people_of_one_last_name_are_never_joined() -> None:
    anna, otto = person("Anna Berg"), person("Otto Berg", "general")
    story = Story()
    story.told("Anna Berg met Otto Berg in Zenda.", "CONSULT", anna, otto, "met")
    story.told("Minister Berg met the king.", "CONSULT", who("Berg", role="minister"), None, "met", "2012-03-06")
    known = story.dossiers()
    assert {one.id for one in known.called("Berg")} >= {"local:anna-berg", "local:otto-berg"}
    anna_told, otto_told = known.dossier("local:anna-berg"), known.dossier("local:otto-berg")
    assert (len(anna_told.did), len(otto_told.did), len(otto_told.befell)) == (1, 0, 1), "the bare name is neither's"
    with pytest.raises(DatelineError, match=r"local:anna-berg.*local:otto-berg"):
        make_dossier(State(story.corpus()), Wanted("Berg"))


def test_a_last_name_is_the_only_bearers_where_post_and_state_fit() -> None:
    anna = person("Anna Berg")
    bare, foreign, untold = who("Berg", role="minister"), who("Berg", country="GRK", role="minister"), who("Berg", None, None, None)
    known = Identities([anna, bare, foreign, untold])
    assert known.of(bare) == known.of(anna) == "local:anna-berg"
    assert known.of(foreign) != "local:anna-berg"
    assert known.of(untold) is None


def test_namesakes_of_two_states_are_two() -> None:
    one, other = person("Anna Berg"), person("Anna Berg", country="GRK")
    known = Identities([one, other])
    assert {known.of(one), known.of(other)} == {"local:anna-berg@RUR", "local:anna-berg@GRK"}


_NOBODY = (
    who("gunman", sector="UAF"),
    who("12 soldiers", sector="MIL"),
    who("sources", sector="UNK"),
    who("warplanes", sector="MIL"),
    who("British and Irish governments", country="GBR"),
)


def test_words_such_as_rebels_are_one_actor_only_within_a_country() -> None:
    here, there, nowhere = who("rebels", sector="REB"), who("Rebels", None, "GRK", "REB"), who("rebels", None, None, "REB")
    known = Identities([here, there, nowhere])
    assert known.of(here) == "noun:rebels@RUR"
    assert known.of(there) == "noun:rebels@GRK"
    assert known.of(nowhere) is None
    assert [known.of(who(name, sector=sector)) for name, sector in (("Government", "GOV"), ("government", "OPP"))] == [
        "gov:RUR",
        "noun:government@RUR",
    ]


@pytest.mark.parametrize("party", _NOBODY, ids=[party.name for party in _NOBODY])
def test_nobody_in_particular_is_no_actor(party: Party) -> None:
    assert Identities([party]).of(party) is None


def test_a_name_without_an_id_is_the_one_known_by_it_elsewhere() -> None:
    state, acting = who("Syria", "gov:SYR", "SYR"), who("Syria", None, "SYR", "MIL")
    place = who("Syria", None, "SYR", None)
    known = Identities([state, acting, place])
    assert known.of(acting) == "gov:SYR"
    assert known.of(place) is None, "a place does nothing"


def test_an_organ_without_its_state_is_tied_to_none_where_several_states_are_told_of() -> None:
    known, bare = who("Foreign Ministry", "foreign-ministry:RUR", "RUR"), who("Foreign Ministry", country=None)
    assert Identities([known, bare]).of(bare) == "foreign-ministry:RUR"
    assert Identities([known, bare, person("Otto Berg", country="GRK")]).of(bare) is None


_named = st.builds(who, st.sampled_from(["Berg", "Anna Berg", "Otto Berg", "rebels"]), st.none(), st.sampled_from(["RUR", "GRK", None]))


@given(st.lists(_named, min_size=1, max_size=6), st.randoms())
def test_in_any_order_the_actors_are_the_same(parties: list[Party], chance: object) -> None:
    shuffled = sorted(parties, key=lambda p: chance.random())  # type: ignore[attr-defined]
    one, other = Identities(parties, parties), Identities(shuffled, parties)
    assert [one.of(p) for p in parties] == [other.of(p) for p in parties]


# Positions


@pytest.mark.parametrize(
    ("text", "type", "trigger", "stance", "matter"),
    [
        ("Ruritania rejected the plan outright.", "REJECT", "rejected", "refuses", "rejected the plan outright"),
        ("Ruritania denied reports of shelling.", "REJECT", "denied", "denies", "denied reports of shelling"),
        ("Ruritania denied entry to the aid workers.", "REJECT", "denied", "refuses", "denied entry to the aid workers"),
        ("Ruritania dismissed the claims as lies.", "REJECT", "dismissed", "denies", "dismissed the claims as lies"),
        ("Ruritania vetoed the resolution on trade.", "REJECT", "vetoed", "against", "vetoed the resolution on trade"),
        ("Ruritania supports the mission.", "SUPPORT", "supports", "for", "supports the mission"),
        ("Ruritania agreed to a truce, its envoy said.", "AGREE", "agreed", "for", "agreed to a truce"),
        ("Ruritania promised to leave the town.", "AGREE", "promised", "offers", "promised to leave the town"),
        ("Ruritania threatened to close the bridge.", "THREATEN", "threatened", "threatens", "threatened to close the bridge"),
        ("Ruritania demanded an inquiry.", "REQUEST", "demanded", "asks for", "demanded an inquiry"),
    ],
)
def test_a_position_is_told_in_the_words_of_the_text(text: str, type: str, trigger: str, stance: str, matter: str) -> None:
    story = Story()
    story.told(text, type, who("Ruritania", "gov:RUR"), None, trigger)
    assert _stances(story.dossier("Ruritania")) == [(stance, (), matter)]


@pytest.mark.parametrize(
    "fields",
    [
        {"negated": True},
        {"status": "hypothetical"},
        {"status": "demanded"},
        {"certainty": "possible"},
        {"sources": (Source(party=who("Graustark"), attitude="deny"),)},
    ],
)
def test_what_is_not_so_or_only_supposed_is_no_position(fields: dict[str, Any]) -> None:
    story = Story()
    story.told("Ruritania rejected the plan.", "REJECT", who("Ruritania", "gov:RUR"), None, "rejected", **fields)
    assert not story.dossier("Ruritania").positions


def test_whom_a_matter_only_concerns_is_not_whom_it_is_against() -> None:
    story, state = Story(), who("Ruritania", "gov:RUR")
    story.told("Ruritania vetoed a resolution on Graustark.", "REJECT", state, who("Graustark"), "vetoed")
    story.told("Ruritania condemned the attack on Graustark.", "ACCUSE", state, who("Graustark"), "condemned", "2012-03-06")
    story.told("Ruritania condemned the attack by Graustark.", "ACCUSE", state, who("Graustark"), "condemned", "2012-04-07")
    story.told("Ruritania rebuffed Graustark.", "REJECT", state, who("Graustark"), "rebuffed", "2012-05-08")
    assert [(stance, toward) for stance, toward, _ in _stances(story.dossier("Ruritania"))] == [
        ("against", ()),
        ("against", ()),
        ("against", ("Graustark",)),
        ("refuses", ("Graustark",)),
    ]


def test_what_one_urges_is_what_it_asks_for_told_once() -> None:
    story, envoy = Story(), person("Anna Berg", "envoy")
    event = story.told("Anna Berg urged the army to leave Zenda.", "REQUEST", envoy, who("army", "mil:RUR", sector="MIL"), "urged")
    said = story.said(story.reports[-1], envoy, "ask", "to leave Zenda", who("army", "mil:RUR", sector="MIL"))
    (position,) = story.dossier("Berg").positions
    assert (position.stance, position.toward, position.matter, position.records) == ("asks for", ("army",), "to leave Zenda", (event.id, said.id))
    asked = story.dossier("mil:RUR")
    assert [(e.what, e.others) for e in asked.told] == [("REQUEST", ("Anna Berg",))]
    assert not asked.positions


@pytest.mark.parametrize(
    ("text", "attitude", "content", "stances"),
    [
        ("Anna Berg asked for a truce of two days.", "ask", "a truce of two days", ["asks for"]),
        ("Anna Berg asked whether the truce would hold.", "ask", "whether the truce would hold", []),
        ("Anna Berg did not ask for a truce of two days.", "ask", "a truce of two days", []),
        ("Anna Berg hopes to see the king soon.", "want", "to see the king soon", []),
        ("Anna Berg said the king must go.", "want", "the king must go", ["asks for"]),
        ("Anna Berg opposes any change of government.", "want", "opposes any change of government", []),
        ("Anna Berg wants opposed changes dropped, opposes it.", "want", "opposes it", ["against"]),
        ("Anna Berg promised that she would come.", "promise", "that she would come", ["offers"]),
        ("Anna Berg denied that she had fled.", "deny", "that she had fled", ["denies"]),
        ("Anna Berg said the king had fled.", "say", "the king had fled", []),
    ],
)
def test_a_statement_tells_a_position_by_its_attitude(text: str, attitude: str, content: str, stances: list[str]) -> None:
    story = Story()
    story.said(text, person("Anna Berg"), attitude, content)
    assert [p.stance for p in story.dossier("Anna Berg").positions] == stances


@pytest.mark.parametrize(
    ("text", "type", "trigger", "stances"),
    [
        ("Ruritania, demanding an inquiry, left the room.", "REQUEST", "demanding", ["asks for"]),
        ("Ruritania is demanding an inquiry.", "REQUEST", "demanding", ["asks for"]),
        ("Anna Berg sent letters to Ruritania demanding an inquiry.", "REQUEST", "demanding", []),
        ("A movement that held Ruritania for a year was seen everywhere demanding change.", "REQUEST", "demanding", []),
        ("Ruritania threatens the bridge and the town.", "THREATEN", "threatens", []),
        ("Ruritania held up the request for a year.", "REQUEST", "held up the request", []),
        ("Ruritania has lost the support of the guilds.", "SUPPORT", "lost the support", []),
    ],
)
def test_who_takes_the_position_is_in_doubt_or_nothing_was_said(text: str, type: str, trigger: str, stances: list[str]) -> None:
    story, at = Story(), text.index("Ruritania")
    state = Party(name="Ruritania", text="Ruritania", actor="gov:RUR", country="RUR", sector="GOV", span=Span(at, at + 9))
    story.told(text, type, state, None, trigger)
    assert [p.stance for p in story.dossier("Ruritania").positions] == stances


def test_what_one_is_urged_not_to_do_keeps_its_not() -> None:
    story, envoy = Story(), person("Anna Berg", "envoy")
    story.told("Anna Berg urged the guilds not to leave Zenda.", "REQUEST", envoy, None, "urged")
    story.said(story.reports[-1], envoy, "ask", "to leave Zenda")
    assert [p.matter for p in story.dossier("Anna Berg").positions] == ["not to leave Zenda"]


def test_what_one_denies_is_not_the_matter_of_what_it_refuses() -> None:
    story, state = Story(), who("Ruritania", "gov:RUR")
    story.told("Ruritania rejected the plan and denied that it had shelled Zenda.", "REJECT", state, None, "rejected")
    story.said(story.reports[-1], state, "deny", "it had shelled Zenda")
    assert {p.stance: p.matter for p in story.dossier("Ruritania").positions} == {
        "refuses": "rejected the plan",
        "denies": "it had shelled Zenda",
    }


def test_of_two_readings_of_who_speaks_the_statement_stands() -> None:
    story, anna = Story(), person("Anna Berg")
    story.told("Otto Dorn was told of it by Anna Berg, who urged a truce of two days.", "REQUEST", person("Otto Dorn"), None, "urged")
    story.said(story.reports[-1], anna, "ask", "a truce of two days")
    assert [p.stance for p in story.dossier("Anna Berg").positions] == ["asks for"]
    assert not story.dossier("Otto Dorn").positions


def test_what_one_says_to_itself_is_not_told_to_it() -> None:
    story, anna = Story(), person("Anna Berg")
    story.said("Anna Berg told Anna Berg that it would rain.", anna, "say", "it would rain", anna)
    dossier = story.dossier("Anna Berg")
    assert ([e.others for e in dossier.said], dossier.told) == ([()], ())


def test_the_press_that_is_told_is_no_party_to_a_position() -> None:
    story = Story()
    story.said("Anna Berg promised Reuters that she would come.", person("Anna Berg"), "promise", "that she would come", who("Reuters", sector="JRN"))
    assert [p.toward for p in story.dossier("Anna Berg").positions] == [()]


def test_a_changed_position_is_told_with_both_days() -> None:
    story, state = Story(), who("Ruritania", "gov:RUR")
    story.told("Ruritania refused to admit the observers.", "REJECT", state, None, "refused", "2012-03-03")
    story.told("Ruritania still refused visas to observers it would not admit.", "REJECT", state, None, "refused", "2012-03-05")
    story.told("Ruritania agreed to admit the observers.", "AGREE", state, None, "agreed", "2012-03-07")
    story.told("Ruritania supports the harvest feast.", "SUPPORT", state, None, "supports", "2012-03-08")
    (change,) = story.dossier("Ruritania").changes
    assert (change.before.stance, change.until, change.after.stance, change.after.day) == ("refuses", "2012-03-05", "for", "2012-03-07")


def test_two_who_differ_on_one_day_or_on_other_matters_change_nothing() -> None:
    story, state = Story(), who("Ruritania", "gov:RUR")
    story.told("Ruritania refused to admit the observers.", "REJECT", state, None, "refused", "2012-03-03")
    story.told("Ruritania agreed to admit the observers.", "AGREE", state, None, "agreed", "2012-03-03")
    story.told("Ruritania agreed to a loan from its neighbours.", "AGREE", state, None, "agreed", "2012-03-09")
    assert not story.dossier("Ruritania").changes


def test_a_copy_of_a_report_is_no_second_position_and_no_second_origin() -> None:
    words = (
        "Ruritania rejected the plan of the envoy for a truce of ten days in the town of Zenda and in the villages around its bridge, a speaker said."
    )
    story, state = Story(), who("Ruritania", "gov:RUR")
    for day, publisher in (("2012-03-05", "The Gazette"), ("2012-03-06", "The Courier")):
        story.told(words, "REJECT", state, None, "rejected", day, publisher=publisher)
    dossier = story.dossier("Ruritania")
    (position,) = dossier.positions
    assert (position.origins, position.sources, len(position.records)) == (1, ("The Gazette", "The Courier"), 2)
    assert (dossier.reports, dossier.origins) == (2, 1)


# The dossier


def test_a_rivals_accusation_is_of_the_accused_and_on_the_rivals_word() -> None:
    story, rebels, army = Story(), who("rebels", sector="REB"), who("army", "mil:RUR", sector="MIL")
    event = story.told("Rebels accused the army of burning Zenda.", "ACCUSE", rebels, army, "accused")
    story.said("The army denied that it had burned Zenda.", army, "deny", "it had burned Zenda")
    accused = story.dossier("mil:RUR")
    assert [(e.others, e.records) for e in accused.accused] == [(("rebels",), (event.id,))]
    assert [p.stance for p in accused.positions] == ["denies"]
    assert _stances(story.dossier("rebels")) == [("against", ("army",), "accused the army of burning Zenda")]


def test_a_post_that_is_renamed_stands_under_both_names_with_their_days() -> None:
    story, anna = Story(), person("Anna Berg")
    story.role("2012-03-01", "The Gazette", anna, "minister of war")
    story.role("2012-03-04", "The Courier", anna, "Minister of War")
    story.role("2012-03-09", "The Gazette", anna, "minister of defence")
    story.role("2012-03-09", "The Courier", anna, "general", time="former")
    told = [(r.title.casefold(), r.time, r.first, r.last, r.said_by) for r in story.dossier("Anna Berg").roles]
    assert told[0] == ("minister of war", "current", "2012-03-01", "2012-03-04", ("The Gazette", "The Courier"))
    assert {(title, time) for title, time, *_ in told[1:]} == {("minister of defence", "current"), ("general", "former")}


def test_a_dossier_holds_deeds_words_and_figures() -> None:
    story, anna, otto = Story(), person("Anna Berg"), person("Otto Dorn")
    story.told("Anna Berg met Otto Dorn in Zenda.", "CONSULT", anna, otto, "met", when=on("2012-03-04"))
    story.told("Anna Berg will meet Otto Dorn in Hentzau.", "CONSULT", anna, otto, "meet", "2012-06-05", status="planned")
    story.told("Anna Berg never met Otto Dorn in Strelsau.", "CONSULT", anna, otto, "met", negated=True)
    story.said("Anna Berg told Otto Dorn that it would rain.", anna, "say", "it would rain", otto)
    report = story.report("Nine shepherds died, said Anna Berg.", "2012-03-08")
    story.records += with_ids([Figure(what="killed", low=9, high=9, text="Nine", sources=(Source(party=anna),), span=Span(0, 4))], report.id)
    anna_told, otto_told = story.dossier("Anna Berg"), story.dossier("Otto Dorn")
    assert [(e.day, e.dated, e.status) for e in anna_told.did] == [("2012-03-04", True, "happened"), ("2012-06-05", False, "planned")]
    assert [(e.what, e.others) for e in anna_told.said] == [("say", ("Otto Dorn",))]
    assert len(otto_told.befell) == 2
    assert anna_told.figures == (story.records[-1].id,)
    assert not otto_told.figures
    assert [e.others for e in otto_told.told] == [("Anna Berg",)]


def test_as_of_a_day_only_what_was_out_counts() -> None:
    story, state = Story(), who("Ruritania", "gov:RUR")
    story.told("Ruritania rejected the plan.", "REJECT", state, None, "rejected", "2012-03-03")
    story.told("Ruritania agreed to the plan.", "AGREE", state, None, "agreed", "2012-03-07")
    assert [p.stance for p in story.dossiers("2012-03-05").dossier("gov:RUR").positions] == ["refuses"]


def test_those_whom_nobody_tells_of_have_no_dossier() -> None:
    story = Story()
    story.told("Ruritania rejected the plan.", "REJECT", who("Ruritania", "gov:RUR"), None, "rejected")
    with pytest.raises(RecordMissing, match="dateline actors list"):
        make_dossier(State(story.corpus()), Wanted("Graustark"))
    with pytest.raises(DatelineError, match="is no country"):
        list_actors(State(story.corpus()), country="Graustark")


# The command


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of three reports."""
    folder = tmp_path_factory.mktemp("actors")
    reports = [
        (
            "a",
            "2012-03-03",
            "The Gazette",
            "Syria rejected a plan of the Arab League for a truce in Homs on Saturday. Nine soldiers were killed there.",
        ),
        ("b", "2012-03-05", "The Courier", "Kofi Annan urged the Syrian government on Monday to let aid workers into Homs."),
        ("c", "2012-03-07", "The Post", "Syria agreed on Wednesday to the plan of the Arab League for a truce in Homs, its foreign ministry said."),
    ]
    lines = [json.dumps({"id": id, "published": day, "publisher": who, "text": text}) for id, day, who, text in reports]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    kept = folder / "kept.sqlite"
    assert main(["read", str(folder / "reports.jsonl"), "--quiet", "--store", str(kept)]) == 0
    return str(kept)


def test_the_list_tells_who_there_is_with_ids_that_open(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "list", "--markdown", "--limit", "9", "--store", store]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- **Syria** (Syria, government) · 3 reports, 3 origins · 3 Mar 2012 to 7 Mar 2012")
    for line in lines:
        assert main(["actors", "show", line.split(" · ")[-1], "--store", store]) == 0
    capsys.readouterr()
    assert main(["actors", "list", "--country", "Norway", "--store", store]) == 1
    assert main(["actors", "list", "--country", "Nowhere", "--store", store]) == 2
    with pytest.raises(SystemExit):
        main(["actors", "list", "--limit", "0", "--store", store])


def test_a_dossier_is_printed_with_positions_sentences_and_ids_that_open(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "show", "Syria", "--markdown", "--store", store]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Syria\n")
    (change,) = [line for line in out.splitlines() if line.startswith("- **refuses until")]
    assert change == "- **refuses until 3 Mar 2012, for on 7 Mar 2012**"
    (refused,) = [line for line in out.splitlines() if line.startswith("- 3 Mar 2012 **refuses**")]
    assert "“rejected a plan of the Arab League for a truce in Homs on Saturday”" in refused
    assert main(["show", refused.split(" · ")[-1], "--store", store]) == 0
    assert "Syria rejected a plan" in capsys.readouterr().out


def test_a_dossier_can_be_had_of_some_days_and_as_it_stood(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (["--as-of", "2012-03-05"], ["--until", "2012-03-05"]):
        assert main(["actors", "show", "gov:SYR", *asked, "--store", store]) == 0
        out = capsys.readouterr().out
        assert "**refuses**" in out
        assert "agreed" not in out
    assert main(["actors", "show", "Nobody Atall", "--store", store]) == 2
    assert "dateline actors list" in capsys.readouterr().err


def test_the_verbs_give_what_the_commands_print(store: str) -> None:
    assert api.actors(store, limit=1)[0].id == "gov:SYR"
    shown = api.dossier(store, "Annan", since="2012-03-05")
    assert [p.stance for p in shown.dossier.positions] == ["asks for"]
    assert set(shown.lines) >= {p.records[0] for p in shown.dossier.positions}
