"""Events: tests/cases/event.yml by the shipped reader, trees written by hand, the lexicon of frames, and what must hold for any layers."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from dateline.annotate import annotate
from dateline.annotate.layers import Layers, Name
from dateline.records import event
from dateline.records.acts import frames, plover
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.contexts import contexts_of
from dateline.records.acts.retold import Telling, told_once
from dateline.records.event import Event
from dateline.resolve.parts import Party, Source, When, Where
from dateline.resolve.reading import Reading
from dateline.span import Span
from dateline.text.report import Report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "event.yml").read_text("utf-8"))
Row = tuple[str, str, str, int, str]  # word, lemma, part of speech, head counted from 1 (0: root), relation


def _report(text: str) -> Report:
    return Report(id="r", ref="r", text=text, published="2012-03-06", characters=len(text))


def _tell(found: list[Event]) -> list[str]:
    out = []
    for e in found:
        sides = [", ".join(p.name for p in parties) for parties in (e.actors, e.recipients)]
        out.append(f"{e.type}{f'/{e.mode}' if e.mode else ''} | {sides[0]} | {sides[1]} | {'not ' if e.negated else ''}{e.status}")
    return out


@pytest.mark.parametrize(
    "text",
    ["Norway said it had bombed the camp.", "Norway insists it has bombed the camp.", "Norway announced it had bombed the camp."],
)
def test_the_speaker_stands_for_the_pronoun(text: str) -> None:
    (found,) = event.find(Reading(_report(text), annotate(_report(text))))
    (actor,) = found.actors
    assert (actor.text, actor.span) == ("Norway", Span(0, 6))
    assert found.span.start >= text.index(" it ")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, Any]) -> None:
    report = _report(case["text"])
    layers = annotate(report)
    found = event.find(Reading(report, layers))
    assert _tell(found) == case.get("found", [])
    assert all(e.quad == plover.QUADS.get(e.type) for e in found)


def _read(text: str) -> list[Event]:
    report = _report(text)
    return event.find(Reading(report, annotate(report)))


def test_a_visit_that_was_planned_and_then_made_is_one_that_happened() -> None:
    (visit,) = _read("President Assad was due to visit Moscow on Monday. President Assad visited Moscow on Monday.")
    assert (visit.status, visit.certainty, len(visit.mentions)) == ("happened", "certain", 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Russia vetoed the resolution on Saturday. Britain condemned the veto.", {"vetoed": ["veto"], "condemned": []}),
        ("Two bombs exploded near a barracks in Aleppo, killing 28 people and wounding 235.", {"exploded": ["killing", "wounding"]}),
        ("The rebels announced a withdrawal from the town.", {"announced": ["withdrawal"]}),
        ("The envoy met the Turkish president in Ankara on Monday. He left after the meeting.", {"met": ["meeting"]}),
        ("The envoy met the Turkish president in Ankara on Monday. He had wanted a meeting.", {"met": []}),
        ("Shelling killed two nurses in Homs.", {"Shelling": ["killed"]}),
        ("Kenya held a referendum on Sunday. Monday's referendum was close.", {"held a referendum": []}),
        ("Kenya held a referendum on Sunday. Sunday's referendum was close.", {"held a referendum": ["referendum"]}),
        ("Kenya's president visited Oslo on Monday. Mali's welcomed the visit to Paris.", {"visited": [], "welcomed": []}),
    ],
)
def test_what_tells_an_act_again_is_a_mention_of_it(text: str, told: dict[str, list[str]]) -> None:
    found = _read(text)
    assert [e.trigger.of(text) for e in found] == list(told)
    assert [[m.of(text) for m in e.mentions] for e in found] == list(told.values())


def test_a_visit_begins_on_the_day_that_it_is_told_to_begin() -> None:
    (visit,) = _read("Kenya's envoy, Ali Saad, will meet officials during a two-day visit that begins on Friday.")
    assert visit.when is not None
    assert visit.when.value == "2012-03-09"


def test_what_is_called_for_on_a_day_lies_ahead() -> None:
    found = _read("Burhan Ghalioun, the head of the Syrian National Council, called for demonstrations in Homs on Friday.")
    assert {e.type: e.when and e.when.value for e in found} == {"REQUEST": None, "PROTEST": "2012-03-09"}


def test_what_is_demanded_by_a_day_lies_ahead() -> None:
    found = _read("Sudan demanded that Chad pull back its troops by Saturday.")
    assert {e.type: e.when and e.when.value for e in found} == {"REQUEST": None, "RETREAT": "2012-03-10"}


def test_who_has_leave_for_a_day_is_to_act_on_it() -> None:
    acts = _read("The Red Cross had permission to enter the town on Friday to deliver aid and to evacuate the wounded.")
    assert [(e.type, e.status, e.when and e.when.value) for e in acts] == [(t, "planned", "2012-03-09") for t in ("CONSULT", "AID")]
    asked = _read("The Red Cross asked for permission to enter the town on Friday to evacuate the wounded.")[1:]
    assert [e.type for e in asked if e.status == "planned"] == []


def test_a_visit_lasts_until_the_departure_told_beside_it() -> None:
    (visit,) = _read("The minister will arrive on Tuesday and leave on Thursday.")
    assert visit.when is not None
    assert (visit.when.start, visit.when.end) == ("2012-03-06", "2012-03-08")


def test_what_was_done_before_is_an_act_of_its_own() -> None:
    found = _read("It could lead to military intervention against Iran, as it did in 2011 against Iraq.")
    assert [(e.recipients[0].name, e.status) for e in found] == [("Iraq", "happened")]


def test_people_named_after_a_dash_are_those_counted_before_it() -> None:
    found = _read("The regime rejected visits by two envoys - Kofi Annan and Valerie Amos.")
    assert {p.name for e in found for p in e.recipients} == {"Kofi Annan", "Valerie Amos"}


def test_a_text_of_long_ago_is_no_news() -> None:
    text = "In 1857 the duke became king. In 1859 he summoned the army to depose the parliament. In 1860 he left. The army seized the palace."
    report = Report(id="r", ref="r", text=text, characters=len(text))
    assert event.find(Reading(report, annotate(report))) == []
    assert _read(text)


def test_a_claim_of_responsibility_tells_whose_attack_it_was() -> None:
    found = _read("Militants claimed responsibility for the bombing of the embassy.")
    assert [p.name for e in found if e.type == "ASSAULT" for p in e.actors] == ["Militants"]


# -- trees written by hand ----------------------------------------------------------------------------------------------


def _layers(rows: list[Row], names: tuple[Name, ...] = ()) -> tuple[Layers, str]:
    """One sentence, its words parted by one blank."""
    words = [r[0] for r in rows]
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    layers = Layers(
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(r[1] for r in rows),
        upos=tuple(r[2] for r in rows),
        heads=tuple(r[3] - 1 for r in rows),
        deprels=tuple(r[4] for r in rows),
        sentences=((0, len(rows)),) if rows else (),
        paragraphs=((0, len(rows)),) if rows else (),
        names=names,
    )
    return layers, " ".join(words)


def _of(rows: list[Row]) -> list[str]:
    layers, text = _layers(rows)
    return _tell(event.find(Reading(_report(text), layers)))


def test_a_controlled_verb_has_its_controller_as_actor() -> None:
    rows: list[Row] = [
        ("rebels", "rebel", "NOUN", 2, "nsubj"),
        ("forced", "force", "VERB", 0, "root"),
        ("soldiers", "soldier", "NOUN", 2, "obj"),
        ("to", "to", "PART", 5, "mark"),
        ("shell", "shell", "VERB", 2, "xcomp"),
        ("villages", "village", "NOUN", 5, "obj"),
    ]
    assert Arguments(_layers(rows)[0]).subjects(4) == (2,)


def test_a_passive_turns_the_sides() -> None:
    rows: list[Row] = [
        ("villages", "village", "NOUN", 3, "nsubj:pass"),
        ("were", "be", "AUX", 3, "aux:pass"),
        ("shelled", "shell", "VERB", 0, "root"),
        ("by", "by", "ADP", 5, "case"),
        ("soldiers", "soldier", "NOUN", 3, "obl:agent"),
    ]
    assert _of(rows) == ["ASSAULT/heavy-weapons | soldiers | villages | happened"]


def test_a_relative_clause_has_its_noun_as_actor() -> None:
    rows: list[Row] = [
        ("soldiers", "soldier", "NOUN", 5, "nsubj"),
        ("who", "who", "PRON", 3, "nsubj"),
        ("shelled", "shell", "VERB", 1, "acl:relcl"),
        ("villages", "village", "NOUN", 3, "obj"),
        ("slept", "sleep", "VERB", 0, "root"),
    ]
    assert _of(rows) == ["ASSAULT/heavy-weapons | soldiers | villages | happened"]


def test_a_bare_participle_of_a_headline_is_passive() -> None:
    rows: list[Row] = [
        ("soldiers", "soldier", "NOUN", 0, "root"),
        ("kidnapped", "kidnap", "VERB", 1, "acl"),
        ("by", "by", "ADP", 4, "case"),
        ("rebels", "rebel", "NOUN", 2, "obl:agent"),
    ]
    assert _of(rows) == ["ASSAULT/abduct | rebels | soldiers | happened"]


def test_coordinated_verbs_share_their_subject() -> None:
    rows: list[Row] = [
        ("police", "police", "NOUN", 2, "nsubj"),
        ("detained", "detain", "VERB", 0, "root"),
        ("students", "student", "NOUN", 2, "obj"),
        ("and", "and", "CCONJ", 5, "cc"),
        ("tortured", "torture", "VERB", 2, "conj"),
        ("teachers", "teacher", "NOUN", 5, "obj"),
    ]
    assert _of(rows) == ["COERCE/arrest | police | students | happened", "ASSAULT/torture | police | teachers | happened"]


# -- told once ----------------------------------------------------------------------------------------------------------


def _event(start: int, actors: tuple[str, ...] = (), recipients: tuple[str, ...] = (), day: str | None = None, mode: str | None = None) -> Event:
    return Event(
        type="ASSAULT",
        mode=mode,
        actors=tuple(Party(name=n, text=n, sector="MIL") for n in actors),
        recipients=tuple(Party(name=n, text=n, sector="MIL") for n in recipients),
        when=When(start=day, end=day, value=day) if day else None,
        trigger=Span(start, start + 5),
        span=Span(start, start + 9),
    )


def _once(told: list[Event]) -> list[tuple[int, tuple[int, ...]]]:
    return told_once([Telling(e) for e in told])


def test_an_act_told_three_times_is_one() -> None:
    told = [_event(0, ("army",)), _event(20, ("army",), ("rebels",)), _event(40, (), ("rebels",))]
    assert _once(told) == [(1, (0, 2))]


def test_the_fullest_telling_is_kept_and_a_bare_one_joins_it() -> None:
    assert _once([_event(0), _event(20, ("army",), ("rebels",))]) == [(1, (0,))]


def test_two_days_are_two_acts() -> None:
    assert len(_once([_event(0, ("army",), day="2012-03-01"), _event(20, ("army",), day="2012-03-02")])) == 2


def test_two_modes_are_two_acts() -> None:
    assert len(_once([_event(0, ("army",), mode="aerial"), _event(20, ("army",), mode="firearms")])) == 2


def test_a_count_of_the_dead_belongs_to_the_attack_before_it() -> None:
    told = [_event(0, ("jets",), ("market",), mode="aerial"), _event(50, (), ("people",))]
    assert told_once([Telling(told[0]), Telling(told[1], toll=True)]) == [(0, (1,))]


def test_the_dead_of_the_attack_belong_to_the_attack_told_long_before() -> None:
    told = [_event(0, (), ("embassy",), mode="explosives"), _event(2000, (), ("40 people",), mode="explosives")]
    assert len(_once(told)) == 2
    assert told_once([Telling(told[0]), Telling(told[1], toll=True, again=True)]) == [(0, (1,))]


def test_a_deed_named_as_known_is_the_one_that_was_told_if_there_is_but_one() -> None:
    town = Where("Dara", "Dara", precision="town")
    blasts = [structs.replace(_event(at, (), (hit,), mode="explosives"), where=town) for at, hit in ((0, "barracks"), (20, "school"))]
    attack = Telling(structs.replace(_event(40, (), ("building",)), where=town), known=True)
    assert told_once([Telling(blasts[0]), attack]) == [(0, (1,))]
    assert len(told_once([*map(Telling, blasts), attack])) == 3
    assert len(told_once([Telling(blasts[0]), Telling(structs.replace(attack.event, where=None), known=True)])) == 2


def test_the_telling_that_says_when_is_kept() -> None:
    assert _once([_event(0, ("army",), ("rebels",)), _event(20, ("army",), ("rebels",), "2012-03-01")]) == [(1, (0,))]


def test_two_counts_of_dead_are_two_acts() -> None:
    assert len(_once([_event(0, (), ("six civilians",), mode="aerial"), _event(20, (), ("10 civilians",), mode="aerial")])) == 2


def test_one_count_told_twice_is_one_act() -> None:
    assert len(_once([_event(0, (), ("6 people",), mode="aerial"), _event(20, (), ("six people",), mode="aerial")])) == 1


def test_sides_that_only_a_later_telling_names_are_added() -> None:
    told = [Telling(_event(0, (), ("six people",), mode="aerial")), Telling(_event(20, ("army",), ("six people",)))]
    assert told_once(told) == [(1, (0,))]


def test_one_sides_account_lends_the_others_no_culprit() -> None:
    shelled, attacked = _event(0, (), ("town",), "2012-03-01"), _event(20, ("gangs",), ("town",), "2012-03-01")
    by = [(Source(Party(name=n, text=n)),) for n in ("activists", "state media")]
    rivals = [structs.replace(e, sources=s) for e, s in zip((shelled, attacked), by, strict=True)]
    assert _once(rivals) == [(0, ()), (1, ())]
    assert _once([shelled, attacked]) == [(1, (0,))]


def test_what_was_planned_for_a_day_and_done_on_it_is_one_and_done() -> None:
    planned, done = (structs.replace(_event(at, ("army",), ("rebels",), "2012-03-01"), status=s) for at, s in ((0, "planned"), (20, "happened")))
    assert _once([planned, done]) == [(0, (1,))]
    assert len(_once([structs.replace(planned, when=None), done])) == 2


def test_two_demands_of_one_state_are_two() -> None:
    told = [_event(0, ("army",)), _event(20, ("army",))]
    tellings = [
        Telling(structs.replace(e, type="REQUEST"), gist) for e, gist in zip(told, (frozenset({"truce"}), frozenset({"ransom"})), strict=True)
    ]
    assert len(told_once(tellings)) == 2


# -- lexicons -----------------------------------------------------------------------------------------------------------


def test_the_lexicon_contradicts_itself_nowhere_and_is_not_small() -> None:
    known = frames.all_frames()
    assert len(known) > 2000
    assert {f.type for f in known} == set(plover.TYPES)
    assert all(f.mode is None or f.mode in plover.MODES[f.type] for f in known)


def test_the_more_specific_frame_is_tried_first() -> None:
    ranks = [len(f.words) for f in frames.frames("verb", "take")]
    assert ranks == sorted(ranks, reverse=True)


def test_contexts_are_in_the_order_of_the_codebook() -> None:
    found = contexts_of(["chemical", "weapon", "election"], ["chemical", "weapons", "election"])
    assert list(found) == [c for c in plover.CONTEXTS if c in found]
    assert {"cbrn", "election"} <= set(found)


# -- any layers ---------------------------------------------------------------------------------------------------------

_WORDS = ["attack", "killed", "Syria", "troops", "talks", "with", "by", "accused", "of", "will", "who", "and", "five", "-", "sanctions", "not"]
_RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "nmod",
    "acl",
    "acl:relcl",
    "advcl",
    "xcomp",
    "ccomp",
    "conj",
    "case",
    "mark",
    "compound",
    "aux",
    "aux:pass",
    "root",
]


@st.composite
def _any_rows(draw: st.DrawFn) -> list[Row]:
    """Any tree: each word hangs on an earlier one or on the first."""
    n = draw(st.integers(1, 12))
    rows: list[Row] = []
    for i in range(n):
        word = draw(st.sampled_from(_WORDS))
        upos = draw(st.sampled_from(["NOUN", "VERB", "PROPN", "PRON", "ADP", "ADJ", "NUM", "AUX", "PART"]))
        head = 0 if i == 0 else draw(st.integers(1, i))
        rows.append((word, word.rstrip("s").removesuffix("ed"), upos, head, "root" if i == 0 else draw(st.sampled_from(_RELATIONS))))
    return rows


@settings(max_examples=80, deadline=None)
@given(_any_rows())
def test_events_lie_in_the_text_and_hold_their_trigger(rows: list[Row]) -> None:
    layers, text = _layers(rows)
    for e in event.find(Reading(_report(text), layers)):
        assert 0 <= e.span.start <= e.trigger.start < e.trigger.end <= e.span.end <= len(text)
        assert e.type in plover.TYPES
        assert not {p.name for p in e.actors} & {p.name for p in e.recipients}


def test_a_refusal_is_as_sure_as_it_was_said() -> None:
    (refusal,) = _read("The rebels will not withdraw from the town.")
    assert (refusal.type, refusal.status, refusal.factuality) == ("REJECT", "happened", 3.0)


def test_how_sure_goes_with_the_status_that_a_later_telling_gives() -> None:
    events = _read("France will close its embassy in Damascus on Monday.\n\nFrance closed its embassy in Damascus on Monday.")
    for told in events:
        assert told.factuality is not None
        assert (told.factuality > 2.5) == (told.status == "happened")
