"""The brief: what is asked first comes first, each thing once, every line with its sentences, nothing averaged."""

import io
import re
from collections.abc import Callable

import msgspec
import pytest
from made import Told, on
from rich.console import Console

from dateline.errors import LexiconError
from dateline.faces.brief import Brief, Only, Section, compared_since, make_brief, rows_of, vocabulary
from dateline.faces.brief.changed import field_words
from dateline.faces.brief.desk import is_access, is_deed, is_speech
from dateline.faces.brief.telling import is_clear, told_words
from dateline.faces.brief.words import according, cut, day_words, name_words, number_words, spoken, weekday_words, when_words
from dateline.faces.marks import Quote
from dateline.faces.rows import Piece, markdown, quoted, row
from dateline.faces.terminal import draw, show
from dateline.issues import Issue
from dateline.lexicons.tables import toml
from dateline.merge.changes import FieldChange
from dateline.merge.corpus import Corpus
from dateline.merge.days import shifted
from dateline.merge.state import State
from dateline.records import Event, Figure
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from dateline.text.make import make_report


@pytest.fixture
def told() -> Told:
    """A visit announced and made, a refusal, two counts."""
    told = Told()
    first = told.report("The envoy, Berg, is to arrive in Strelsau on Saturday.", "2012-03-05", "North Wire")
    told.event(first, "CONSULT", "Berg", "Ruritania", "arrive", status="planned", when=on("2012-03-10"))
    second = told.report("Ruritania refused the convoy entry on Tuesday.", "2012-03-06", "South Post")
    told.event(second, "REJECT", "Ruritania", "convoy", "refused", when=on("2012-03-06"))
    third = told.report("Berg met the king in Strelsau on Saturday.", "2012-03-11", "North Wire")
    told.event(third, "CONSULT", "Berg", "Ruritania", "met", when=on("2012-03-10"))
    told.figure(told.report("7,500 people, the UN said.", "2012-03-10"), 7500, "UN", of="people")
    told.figure(told.report("8,000 people, activists said.", "2012-03-11"), 8000, "activists", of="people")
    return told


def _state(told: Told, as_of: str | None = None) -> State:
    return State(told.corpus(as_of), issues=(Issue("x.bin", "decode", "it is no text"),))


def _brief(told: Told, as_of: str | None = None, since: str | None = None, only: Only | None = None) -> Brief:
    now = _state(told, as_of)
    day = compared_since(now.corpus.as_of, since)
    return make_brief(now, _state(told, shifted(day, -1)) if day else None, since=since, only=only)


def _section(brief: Brief, name: str) -> Section:
    return next(s for s in brief.sections if s.name.startswith(name))


def _lines(section: Section, heading: str = "") -> list[str]:
    """The lines of a section, or of its group whose heading begins so; what is strong in them between stars."""
    lines = (line for group in section.groups if (group.heading or "").startswith(heading) for line in group.lines)
    return [
        (f"{line.lead}: " if line.lead else "") + "".join(f"**{p.words}**" if p.style == "strong" else p.words for p in line.pieces) for line in lines
    ]


def test_who_is_due_when_and_what_came_of_it(told: Told) -> None:
    before, after = _section(_brief(told, "2012-03-06"), "Diplomacy"), _section(_brief(told), "Diplomacy")
    assert _lines(before, "Still ahead on Tue 6 Mar 2012") == ["Sat 10 Mar 2012: The envoy, Berg, is to arrive in Strelsau on Saturday → Ruritania"]
    due = "Sat 10 Mar 2012: The envoy, Berg, is to arrive in Strelsau on Saturday → Ruritania · **took place** (Sat 10 Mar 2012)"
    assert _lines(after, "Was due") == [due]
    line = next(group for group in after.groups if (group.heading or "").startswith("Was due")).lines[0]
    assert [e.quote.plain() for e in line.evidence] == [told.reports[0].text, told.reports[2].text]


def test_who_was_kept_out(told: Told) -> None:
    assert _lines(_section(_brief(told), "Access"), "Refused") == ["Tue 6 Mar 2012: Ruritania refused the convoy entry on Tuesday"]


@pytest.mark.parametrize(
    ("text", "type", "trigger", "mode", "kind"),
    [
        ("Ruritania rejected talks with the rebels.", "REJECT", "rejected", None, is_speech),
        ("Ruritania refused the convoy a visa.", "REJECT", "refused", None, is_access),
        ("Berg came to visit Ruritania, which had refused earlier requests.", "REJECT", "refused", None, is_access),
        ("Ruritania conceded the tax.", "CONCEDE", "conceded", None, is_deed),
        ("Ruritania gave the convoy permission.", "CONCEDE", "gave", None, is_access),
        ("Ruritania kept the truce.", "RETREAT", "kept", "ceasefire", is_deed),
        ("Ruritania opened a corridor.", "RETREAT", "opened", "access", is_access),
    ],
)
def test_access_is_entry_and_relief_and_no_other_refusal(
    text: str, type: str, trigger: str, mode: str | None, kind: Callable[[Corpus, Event], bool]
) -> None:
    told = Told()
    event = told.event(told.report(text, "2012-03-06"), type, "Ruritania", "convoy", trigger, mode=mode)
    assert [wanted for wanted in (is_access, is_deed, is_speech) if wanted(told.corpus(), event)] == [kind]


def test_one_who_comes_and_one_who_receives_are_no_rivals() -> None:
    told, visit = Told(), {"status": "planned", "when": on("2012-03-10"), "where": Where(name="Strelsau", precision="town")}
    comes = told.report("Otto Berg will arrive in Strelsau on Saturday.", "2012-03-05", "Wire A")
    told.event(comes, "CONSULT", "Otto Berg", "Ruritania", "arrive", **visit)
    receives = told.report("Ruritania will receive Otto Berg in Strelsau on Saturday.", "2012-03-06", "Wire B")
    told.event(receives, "CONSULT", "Ruritania", "Otto Berg", "receive", **visit)
    told.report("Berg spoke.", "2012-03-07")
    assert not _section(_brief(told), "Where accounts differ").groups


def test_what_changed_is_told_as_one_says_it() -> None:
    def words(field: str, before: tuple[str, ...], after: tuple[str, ...], known: str = "") -> str:
        return field_words(FieldChange(field, before, after), known)

    assert words("state", ("announced",), ("took place",)) == "was due, now took place"
    assert words("state", ("demanded",), ("refused",)) == "was demanded, now refused"
    assert words("statuses", ("planned",), ("happened", "planned")) == ""
    assert words("actors", ("Berg",), ("Berg", "Anna")) == "who: also “Anna”"
    assert words("actors", ("Berg",), ("Berg", "Anna"), "Anna and Berg met") == ""
    assert words("actors", ("Berg", "Anna"), ("Berg",)) == "who: no longer “Anna”"
    assert words("whens", (), ("2012-03-10",)) == "when: 10 Mar 2012"
    assert words("wheres", ("Zenda",), ("Hofbau",)) == "where: “Zenda” → “Hofbau”"


def test_rival_figures_stand_side_by_side(told: Told) -> None:
    (line,) = _lines(_section(_brief(told), "Where accounts differ"))
    un, activists = "**at least 7,500 people**, according to UN, 10 Mar 2012", "**at least 8,000 people**, according to activists, 11 Mar 2012"
    assert line == f"Killed in all: {un} | {activists}"
    assert "7,750" not in markdown(rows_of(_brief(told)))


def _raid(told: Told, text: str, publisher: str, actor: str, trigger: str = "shelled", **fields: object) -> Event:
    report = told.report(text, "2012-03-05", publisher)
    return told.event(report, "ASSAULT", actor, "market", trigger, when=on("2012-03-04"), where=Where(name="Zenda", precision="town"), **fields)


def test_one_thing_told_by_two_is_one_line_with_what_they_differ_on() -> None:
    told = Told()
    _raid(told, "Ruritanian jets shelled the market of Zenda on Sunday.", "Wire A", "Ruritanian jets")
    _raid(told, "Unidentified jets shelled Zenda and its market on Sunday.", "Wire B", "unidentified jets")
    (section,) = (s for s in _brief(told).sections if s.name == "What happened")
    (line,) = (line for group in section.groups for line in group.lines)
    assert line.text.endswith("; by Ruritanian jets (Wire A) / unidentified jets (Wire B)")
    assert (line.reports, line.origins, len(line.evidence)) == (2, 2, 2)
    assert len(_lines(_section(_brief(told), "Where accounts differ"), "Rival accounts")) == 1


def test_two_names_for_one_doer_and_a_word_for_any_are_no_rivals() -> None:
    told = Told()
    _raid(told, "Ruritanian jets shelled the market of Zenda on Sunday.", "Wire A", "Ruritanian jets")
    _raid(told, "On Sunday gunmen shelled the market of Zenda.", "Wire B", "gunmen")
    assert [line for line in _lines(_section(_brief(told), "What happened")) if "/" in line] == []


def test_rival_tolls_of_one_deed_stand_behind_it() -> None:
    told = Told()
    raid = _raid(told, "12 people died when jets shelled the market of Zenda on Sunday.", "Wire A", "jets")
    at = {"where": raid.where, "when": raid.when, "of": "people"}
    told.figure(told.reports[0], 12, "officials", bound="exact", high=12, event=raid.id, span=Span(0, 2), **at)
    told.figure(told.report("20 people died in Zenda on Sunday.", "2012-03-06", "Wire B"), 20, "activists", bound="exact", high=20, **at)
    (line,) = (one for one in _lines(_section(_brief(told), "Highlights")) if "shelled" in one)
    assert line.endswith("; killed: 12 people (officials) / 20 people (activists)")


def _raids(told: Told) -> None:
    """Six raids of the last day, each in another town."""
    who = (
        ("Hentzau", "Smugglers"),
        ("Strelsau", "Students"),
        ("Hofbau", "Poachers"),
        ("Tarlenheim", "Guards"),
        ("Sapt", "Sailors"),
        ("Festenburg", "Miners"),
    )
    for k, (town, band) in enumerate(who):
        report = told.report(f"{band} raided {town}: {k + 3} dead.", "2012-04-30", f"Post {k}")
        at = {"when": on("2012-04-30"), "where": Where(name=town, precision="town")}
        raid = told.event(report, "ASSAULT", band, town, "raided", **at)
        told.figure(report, k + 3, event=raid.id, span=Span(0, 1), **at)


def test_the_weightiest_of_the_whole_time_stand_beside_the_news() -> None:
    told = Told()
    for publisher in ("Wire A", "Wire B"):
        veto = told.report("Graustark vetoed the draft on Ruritania on Saturday.", "2012-02-04", publisher)
        told.event(veto, "REJECT", "Graustark", "Ruritania", "vetoed", when=on("2012-02-04"))
    raid = told.report("300 people died when jets shelled Zenda on Friday.", "2012-02-11")
    deed = told.event(raid, "ASSAULT", "jets", "people", "shelled", when=on("2012-02-10"), where=Where(name="Zenda", precision="town"))
    told.figure(raid, 300, event=deed.id, when=on("2012-02-10"))
    _raids(told)
    section = _section(_brief(told), "Highlights")
    assert len(_lines(section, "Told since Sat 28 Apr 2012")) == 4
    assert _lines(section, "The weightiest before that") == [
        "Fri 10 Feb 2012: 300 people died when jets shelled Zenda on Friday",
        "Sat 4 Feb 2012: Graustark vetoed the draft on Ruritania on Saturday",
    ]
    assert _lines(_section(_brief(told, since="2012-04-01"), "Highlights"), "The weightiest") == []


def test_a_truce_that_takes_effect_by_itself_is_a_highlight() -> None:
    told = Told()
    report = told.report("A truce brokered by the envoy took effect across Ruritania on Thursday.", "2012-04-12")
    trigger = report.text.index("took effect")
    event = told.event(report, "RETREAT", trigger="took effect", mode="ceasefire", when=on("2012-04-12"))
    told.records[-1] = msgspec.structs.replace(event, span=Span(trigger, trigger + 11))
    assert _lines(_section(_brief(told), "Highlights")) == ["Thu 12 Apr 2012: A truce brokered by the envoy took effect"]
    assert _lines(_section(_brief(told), "What happened")) == ["Thu 12 Apr 2012: A truce brokered by the envoy took effect"]


def test_the_dead_of_a_day_and_place_that_another_sentence_counts_stand_behind_the_deed() -> None:
    told = Told()
    zenda = {"where": Where(name="Zenda", precision="town"), "when": on("2012-03-04")}
    report = told.report("Jets hit the market of Zenda on Sunday. In all 30 people died there.", "2012-03-05", "Wire A")
    event = told.event(report, "ASSAULT", "Jets", "market", "hit", **zenda)
    told.records[-1] = msgspec.structs.replace(event, span=Span(0, report.text.index(".")))
    start = report.text.index("30 people")
    told.figure(report, 30, of="people", bound="exact", high=30, span=Span(start, start + 9), **zenda)
    (line,) = _lines(_section(_brief(told), "Highlights"))
    assert line == "Sun 4 Mar 2012: Jets hit the market of Zenda on Sunday; killed: 30 people (Wire A)"


def test_violence_of_one_day_and_town_is_told_once() -> None:
    told = Told()
    zenda = Where(name="Zenda", precision="town")
    first = told.report("Two bombs tore the market of Zenda on Sunday.", "2012-03-05")
    told.event(first, "ASSAULT", "rebels", "market", "tore", when=on("2012-03-04"), where=zenda)
    second = told.report("A gunman fled; the old mill was burnt down.", "2012-03-05", "Wire B")
    mill = Where(name="the old mill", precision="site", inside=zenda)
    told.event(second, "ASSAULT", "gunman", "mill", "burnt", when=on("2012-03-04"), where=mill)
    brief = _brief(told)
    assert brief.happenings == 2
    (group,) = _section(brief, "What happened").groups
    assert (len(group.lines), group.more, group.see) == (1, 1, "dateline happenings --about deeds")


def test_a_town_bears_the_name_that_reports_give_it_and_the_rest_can_be_asked_for() -> None:
    told = Told()
    damascus = Where(name="Damascus", country="SYR", admin1="Dimashq", precision="town")
    for day in range(1, 8):
        report = told.report(f"The army shelled quarter {day} of Damascus.", f"2012-03-0{day}")
        told.event(report, "ASSAULT", "army", f"quarter {day}", "shelled", when=on(f"2012-03-0{day}"), where=damascus)
    now = _state(told)
    brief = make_brief(now, options=" --as-of 2012-03-07", only=Only(actor="army"))
    (group,) = _section(brief, "What happened").groups
    assert group.heading == "Damascus, Syria"
    assert group.see == 'dateline happenings --about deeds --place "Damascus" --actor "army" --as-of 2012-03-07'


def test_what_came_to_nothing_stands_before_what_took_place(told: Told) -> None:
    promise = told.report("Graustark is to withdraw its guns from Zenda by Friday.", "2012-03-05", "South Post")
    told.event(promise, "RETREAT", "Graustark", "", "withdraw", status="planned", when=on("2012-03-09"))
    headings = [group.heading for group in _section(_brief(told), "Diplomacy").groups]
    assert headings[-2:] == ["Was due, and came to nothing or nobody says what became of it", "Was due, and took place"]
    (line,) = _lines(_section(_brief(told), "Diplomacy"), "Was due, and came to nothing")
    assert line == "Fri 9 Mar 2012: Graustark is to withdraw its guns from Zenda by Friday · no later word of it"


def test_evidence_may_be_left_out(told: Told) -> None:
    text = markdown(rows_of(_brief(told), "none"))
    assert "## Evidence" not in text
    assert "[1]" not in text
    assert "Berg met the king" in text


def test_what_happened_stands_under_its_place() -> None:
    told = Told()
    for text, who, whom, trigger, town, day in (
        ("Rebels raided the barracks before dawn.", "Rebels", "barracks", "raided", "Zenda", "2012-03-01"),
        ("The army shelled the old mill.", "army", "mill", "shelled", "Zenda", "2012-03-04"),
        ("Smugglers robbed two ferrymen.", "Smugglers", "ferrymen", "robbed", "Hentzau", "2012-03-03"),
    ):
        told.event(told.report(text, "2012-03-05"), "ASSAULT", who, whom, trigger, when=on(day), where=Where(name=town, precision="town"))
    section = _section(_brief(told), "What happened")
    assert [group.heading for group in section.groups] == ["Zenda", "Elsewhere, or no place told"]
    assert [line.lead for line in section.groups[0].lines] == ["Sun 4 Mar 2012", "Thu 1 Mar 2012"]


def test_of_two_parties_the_last_word_is_told_and_the_earlier_behind_it() -> None:
    told = Told()
    for day, text, trigger in (
        ("2012-03-01", "Ruritania blamed Graustark for the flood that took its bridges.", "blamed"),
        ("2012-03-05", "Ruritania accused Graustark of raids on ferrymen.", "accused"),
    ):
        told.event(told.report(text, day), "ACCUSE", "Ruritania", "Graustark", trigger, when=on(day))
    (line,) = _lines(_section(_brief(told), "Who said what"), "Between")
    assert line == "Mon 5 Mar 2012: Ruritania accused Graustark of raids on ferrymen; before that blamed (1 Mar 2012)"


def test_what_changed_is_told_against_the_day_before(told: Told) -> None:
    changed = _section(_brief(told), "What changed since Sat 10 Mar 2012")
    assert any("Berg met the king" in line for line in _lines(changed, "Changed"))
    assert _lines(changed, "Figures")
    assert _section(_brief(told, since="2012-03-06"), "What changed since Tue 6 Mar 2012")


def test_a_brief_may_be_of_one_place_or_actor(told: Told) -> None:
    of_berg = _brief(told, only=Only(actor="Berg"))
    assert (of_berg.of, of_berg.reports, of_berg.figures) == (("Berg",), 2, 0)
    assert next(rows_of(of_berg)).pieces[0].words == "Situation report, Berg, as of Sun 11 Mar 2012"
    assert _brief(told, only=Only(place="Zenda")).reports == 0


def test_what_is_old_is_left_out_unless_it_is_asked_for(told: Told) -> None:
    told.event(told.report("Ruritania raided Graustark.", "2011-03-05"), "ASSAULT", "Ruritania", "Graustark", "raided", when=on("2011-03-05"))
    assert "raided" not in " ".join(_lines(_section(_brief(told), "What happened")))
    assert "raided" in " ".join(_lines(_section(_brief(told, since="2011-01-01"), "What happened")))


def test_every_line_of_the_record_rests_on_a_sentence(told: Told) -> None:
    for section in _brief(told).sections:
        if section.name not in ("Sources", "What could not be read"):
            for line in (line for group in section.groups for line in group.lines):
                assert line.evidence, section.name
                assert all(e.quote.marked for e in line.evidence)


def test_lines_bear_the_numbers_of_the_sentences_at_the_end(told: Told) -> None:
    brief = _brief(told)
    text, listed = markdown(rows_of(brief)).split("\n## Evidence\n")
    numbers = [int(n) for n in re.findall(r"\*\*\[(\d+)\]\*\* “", listed)]
    assert numbers == list(range(1, len(brief.evidence) + 1))
    assert {int(n) for n in re.findall(r" \[(\d+)\]", text)} == set(numbers)


def test_evidence_may_stand_under_each_line(told: Told) -> None:
    text = markdown(rows_of(_brief(told), "inline"))
    assert "## Evidence" not in text
    assert "- **Tue 6 Mar 2012**: Ruritania refused the convoy entry on Tuesday\n  - “**Ruritania refused" in text


def test_as_of_a_day_nothing_later_is_known(told: Told) -> None:
    brief = _brief(told, "2012-03-06")
    assert (brief.reports, brief.outlets, brief.last, brief.events, brief.figures) == (2, 2, "2012-03-06", 2, 0)


def test_nothing_gives_a_brief_that_says_so() -> None:
    text = markdown(rows_of(make_brief(State(Corpus.of([], [])))))
    assert text == "# Situation report\n\nNo report is kept: dateline read keeps some.\n"


def test_before_all_reports_one_line_says_so_with_what_could_not_be_read(told: Told) -> None:
    lines = markdown(rows_of(_brief(told, "2011-01-01"))).splitlines()
    assert lines[2] == "No report that is kept was published by then."
    assert [line for line in lines if line.startswith("## ")] == ["## What could not be read"]


def test_of_a_place_or_an_actor_of_whom_nothing_is_told_one_line_says_so(told: Told) -> None:
    text = markdown(rows_of(_brief(told, only=Only("Elphberg", "Rassendyll")))).splitlines()
    assert text[2] == "Nothing that is kept tells of Elphberg and Rassendyll."


def test_what_bears_no_date_is_told_and_never_new(told: Told) -> None:
    undated = make_report("Rebels raided Hentzau.", ref="u")
    told.reports.append(undated)
    told.event(undated, "ASSAULT", "Rebels", "Hentzau", "raided")
    brief = _brief(told)
    assert "no date given: Rebels raided Hentzau" in _lines(_section(brief, "What happened"))
    assert "raided" not in " ".join(_lines(_section(brief, "What changed")))


def test_what_could_not_be_read_is_told(told: Told) -> None:
    assert "- **x.bin**: it is no text (at: decode)" in markdown(rows_of(_brief(told)))


# Acts in the words of their reports


def _act(
    text: str, trigger: str, actors: tuple[tuple[str, str], ...] = (), recipients: tuple[tuple[str, str], ...] = (), **fields: object
) -> tuple[Told, Event]:
    """An event that is the whole text up to a stop; parties by name and by the words that stand for them."""
    told = Told()
    report = told.report(text, "2012-03-05")
    sides = {
        side: tuple(Party(name=name, text=words, span=Span(text.index(words), text.index(words) + len(words))) for name, words in parties)
        for side, parties in (("actors", actors), ("recipients", recipients))
    }
    start = text.index(trigger)
    span = fields.pop("span", Span(0, len(text) - 1))
    event = Event(type="CONSULT", trigger=Span(start, start + len(trigger)), span=span, report=report.id, id="e", **sides, **fields)  # type: ignore[arg-type]
    return told, event


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients", "words"),
    [
        ("He met the king.", "met", (("Otto Berg", "He"),), (), "Otto Berg met the king"),
        ("Mr Berg met the king.", "met", (("Otto Berg", "Mr Berg"),), (), "Otto Berg met the king"),
        ("Berg, who met the king on Sunday.", "met", (("Otto Berg", "Berg"),), (), "Otto Berg met the king on Sunday"),
        ("Its president, Otto Berg, met the king.", "met", (("Otto Berg", "Its president, Otto Berg"),), (), "Otto Berg met the king"),
        ("The court rejected his call.", "rejected", (("court", "The court"),), (("Berg", "his"),), "The court rejected Berg's call"),
        ("Anna Berg, once a judge of the court, was appointed on Monday.", "appointed", (), (("Anna Berg", "Anna Berg"),), None),
        ("BERG SHELLED ZENDA ON MONDAY.", "SHELLED", (("Otto Berg", "BERG"),), (), "Otto Berg shelled zenda on Monday"),
    ],
)
def test_names_are_told_in_full(
    text: str, trigger: str, actors: tuple[tuple[str, str], ...], recipients: tuple[tuple[str, str], ...], words: str | None
) -> None:
    told, event = _act(text, trigger, actors, recipients)
    assert told_words(told.corpus(), event) == (words or text.rstrip("."))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two car bombs exploded in Zenda, killing nine.", "Two car bombs exploded in Zenda"),
        ("ZENDA, March 5 (Wire) - Two car bombs exploded in Zenda, killing nine.", "Two car bombs exploded in Zenda"),
        ("As night fell, they exploded in Zenda, killing nine.", "Exploded in Zenda"),
    ],
)
def test_a_subject_that_nobody_is_named_in_is_told(text: str, words: str) -> None:
    start = text.index("exploded")
    told, event = _act(text, "exploded", span=Span(start, text.index(", killing")))
    assert told_words(told.corpus(), event) == words


def test_shouted_names_that_others_write_keep_their_capitals() -> None:
    told, event = _act("GUNMEN SHOT RUDOLF RASSENDYLL IN THE MARKET.", "SHOT")
    told.report("The friends of Rudolf Rassendyll met in the market.", "2012-03-06")
    assert told_words(told.corpus(), event) == "Gunmen shot Rudolf Rassendyll in the market"


def test_how_sure_is_told_of_what_happened_and_not_of_plans() -> None:
    told, event = _act("Berg may have met the king.", "met", (("Berg", "Berg"),), certainty="possible")
    assert told_words(told.corpus(), event) == "Berg may have met the king (told as possible)"
    assert told_words(told.corpus(), msgspec.structs.replace(event, status="planned")) == "Berg may have met the king"


def test_one_who_is_named_elsewhere_stands_before_the_act() -> None:
    text = "Berg came late and met the king, to ask for bread."
    met = Span(text.index("met"), text.index(","))
    told, event = _act(text, "met", (("Berg", "Berg"),), span=met)
    assert told_words(told.corpus(), event) == "Berg met the king"
    told, event = _act(text.replace("met", "visit"), "visit", (("Berg", "Berg"),), span=Span(met.start, met.end + 2))
    assert told_words(told.corpus(), event) == "Visit the king, by Berg"
    assert told_words(told.corpus(), msgspec.structs.replace(event, type="REJECT")) == "Berg: visit the king, to ask for bread"
    text = "Berg asked leave of the guards to visit the king."
    told, event = _act(text, "visit", (("Berg", "Berg"),), status="planned", span=Span(text.index("visit"), len(text) - 1))
    assert told_words(told.corpus(), event) == "Berg to visit the king"


@pytest.mark.parametrize(("country", "words"), [("RUS", "Gunfire in Zenda, by police (Syria)"), ("SYR", "Gunfire in Zenda, by police")])
def test_the_country_of_a_word_is_told_where_the_place_does_not(country: str, words: str) -> None:
    told, event = _act("Gunfire in Zenda.", "Gunfire", where=Where(name="Zenda", country=country))
    police = Party(name="police", text="police", country="SYR")
    assert told_words(told.corpus(), msgspec.structs.replace(event, actors=(police,))) == words
    assert according([Source(police)], country) == f", according to {words.rpartition('by ')[2]}"


def test_what_is_denied_is_told_as_such() -> None:
    told, event = _act("The army shelled Zenda.", "shelled", (("army", "The army"),), negated=True)
    assert told_words(told.corpus(), event) == "Not so: The army shelled Zenda"
    denied = msgspec.structs.replace(event, sources=(Source(Party(name="court", text="court"), attitude="deny"),))
    assert told_words(told.corpus(), denied) == "Denied: The army shelled Zenda"
    told, event = _act("The army did not shell Zenda.", "shell", (("army", "The army"),), negated=True)
    assert told_words(told.corpus(), event) == "The army did not shell Zenda"


def test_an_act_of_speech_is_told_to_the_end_of_its_sentence() -> None:
    text = "Berg accused the court of theft. It said nothing."
    told, event = _act(text, "accused", (("Berg", "Berg"),), span=Span(0, text.index(" of")))
    assert told_words(told.corpus(), event) == "Berg accused the court"
    assert told_words(told.corpus(), msgspec.structs.replace(event, type="ACCUSE")) == "Berg accused the court of theft"


def test_what_opens_with_nobody_is_not_clear() -> None:
    for text, trigger, clear in (("Backed by Berg.", "Backed", False), ("Berg backed it.", "backed", True), ("Gunfire from Berg.", "Gunfire", True)):
        told, event = _act(text, trigger, (("Berg", "Berg"),))
        assert is_clear(told.corpus(), event) is clear


# Words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"low": 26, "high": 26}, "26"),
        ({"low": 7500, "bound": "at_least"}, "at least 7,500"),
        ({"high": 40, "bound": "at_most"}, "at most 40"),
        ({"low": 200, "high": 200, "bound": "about"}, "about 200"),
        ({"low": 100, "high": 120, "bound": "range"}, "100 to 120"),
        ({"low": 200, "bound": "vague", "text": "hundreds"}, "“hundreds”"),
    ],
)
def test_numbers(figure: dict[str, object], words: str) -> None:
    assert number_words(Figure(what="killed", span=Span(0, 1), **{"text": "x", **figure})) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (on("2012-03-10"), "Sat 10 Mar 2012"),
        (When(start="2012-03-10", end="2012-03-12"), "10 Mar 2012 to 12 Mar 2012"),
        (When(end="2012-04-10"), "by Tue 10 Apr 2012"),
        (When(start="2012-04-10"), "from Tue 10 Apr 2012"),
        (When(text="the next day", value="PUB-P1D"), "“the next day”"),
        (None, "no date given"),
    ],
)
def test_times(when: When | None, words: str) -> None:
    assert when_words(when) == words


def test_days_that_are_none() -> None:
    assert (day_words(None), weekday_words("PUB"), when_words(None, "2012-03-05")) == ("without a date", "without a date", "reported Mon 5 Mar 2012")


def test_small_words() -> None:
    assert cut("one two three four", 12) == "one two …"
    assert (spoken("SHELLING"), spoken("U.N."), spoken("UN"), spoken("Homs")) == ("shelling", "U.N.", "UN", "Homs")
    assert name_words(Party(name="Kofi Annan", text="x", country="GHA")) == "Kofi Annan"


# Markdown


def test_markdown() -> None:
    rows = [
        *(row("title", "A"), row("text", "b"), row("heading", "C"), row("group", "D")),
        *(
            row("item", Piece("e", "strong"), ": f"),
            row("under", *quoted(Quote("g ", "h ", "i")), Piece(" j", "dim")),
            row("item", "k"),
            row("text", "l"),
        ),
    ]
    assert markdown(rows) == "# A\n\nb\n\n## C\n\n### D\n\n- **e**: f\n  - “g **h** i” j\n- k\n\nl\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colours_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch, told: Told) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for plain, no_color, coloured in ((False, "", True), (True, "", False), (False, "1", False)):
        monkeypatch.setenv("NO_COLOR", no_color)
        stream = _Terminal()
        show(rows_of(_brief(told)), stream, plain=plain)
        assert ("\x1b[" in stream.getvalue()) == coloured
        assert "Berg" in stream.getvalue()


def test_a_terminal_indents_what_goes_on_in_the_next_line() -> None:
    console = Console(file=io.StringIO(), width=20)
    draw([row("item", "one two three four five six")], console)
    drawn = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.rstrip() for line in drawn] == ["• one two three four", "  five six"]


def test_what_markdown_would_take_for_its_own_is_escaped() -> None:
    told = markdown([row("text", "a*b _c_ d_e `f` <g> [h] [i](j) \\k")])
    assert told == "a\\*b \\_c\\_ d_e \\`f\\` \\<g> [h] \\[i](j) \\\\k\n"


def test_joint_speakers_are_one_voice_and_nested_ones_two() -> None:
    joint, outer = Span(10, 14), Span(50, 54)
    russia, china, aide = (Source(Party(name=n, text=n), cue) for n, cue in (("Russia", joint), ("China", joint), ("An aide", outer)))
    assert according([russia, china]) == ", according to Russia and China"
    assert according([aide, russia, china]) == ", according to Russia and China, as told by An aide"


def test_a_faulty_vocabulary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in ({"voting": ["Vote"]}, {"types": {"AGREE": "agreement"}}, {"sectors": {}}):
        monkeypatch.setattr(vocabulary, "toml", lambda file, fault=fault: {**toml("brief.toml"), **fault})
        vocabulary.vocabulary.cache_clear()
        with pytest.raises(LexiconError, match=next(iter(fault))):
            vocabulary.vocabulary()
    monkeypatch.undo()
    assert vocabulary.vocabulary().voting.search("used their veto")
