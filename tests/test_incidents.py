"""MUC-4's incidents: keys and texts, our records put into its terms, pairs and what is counted, on tiny data written here."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import any_tree, tree

from dateline.annotate.layers import Layers, Name
from dateline.pipeline import records_of
from dateline.records import Event
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from dateline.text.make import make_report
from evaluation import incidents
from evaluation.frame import Measure, Skipped
from evaluation.muc import entities
from evaluation.muc.incident import Blame, Incident, Target, are_one, lay, merged
from evaluation.muc.keys import Filler, Template, messages_of, templates_of
from evaluation.muc.pairs import alike, days_of, likeness, rows_of
from evaluation.muc.tellings import incidents_of
from evaluation.reading import Reading

KEYS = """\
;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9001 (NOBODY)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 05 JAN 90
3.  INCIDENT: LOCATION              PERU: LIMA (CITY): SAN ISIDRO (NEIGHBORHOOD)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             ? "HILL MEN"
10. PERP: ORGANIZATION ID           "FREE HILLS FRONT" / "FHF"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED / POSSIBLE: "FREE HILLS FRONT" / "FHF"
12. PHYS TGT: ID                    *
18. HUM TGT: NAME                   "ANA RUIZ"
                                    "LUIS \\"EL TIO\\" PAZ"
19. HUM TGT: DESCRIPTION            "MAYOR": "ANA RUIZ"
                                    "GUARDS"
21. HUM TGT: NUMBER                 1: "ANA RUIZ"
                                    3-: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "ANA RUIZ"

0.  MESSAGE: ID                     DEV-MUC3-9001 (NOBODY)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  ROBBERY

0.  MESSAGE: ID                     DEV-MUC3-9002 (NOBODY)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""
TEXTS = """\
DEV-MUC3-9001 (NOBODY)

   LIMA, 5 JAN 90 -- [TEXT] GUERRILLAS KILLED MAYOR ANA RUIZ IN LIMA TODAY.


DEV-MUC3-9002 (NOBODY)

   LIMA, 6 JAN 90 -- [TEXT] IT RAINED IN LIMA TODAY.
"""
OURS = Incident("ATTACK", "ACCOMPLISHED", (None, "1990-01-05"), "PER", ("SAN ISIDRO", "LIMA"), people=(Target("ANA RUIZ", True, "1", "DEATH"),))


@pytest.fixture
def template() -> Template:
    """The first template of the keys."""
    return templates_of(KEYS)["DEV-MUC3-9001"][0]


# ---- keys and texts


def test_a_key_is_read_slot_by_slot(template: Template) -> None:
    assert template.fillers("PERP: INDIVIDUAL ID") == (Filler(("HILL MEN",), optional=True),)
    assert template.fillers("PERP: ORGANIZATION CONFIDENCE") == (Filler(("SUSPECTED OR ACCUSED", "POSSIBLE"), of=("FREE HILLS FRONT", "FHF")),)
    assert template.fillers("HUM TGT: NAME") == (Filler(("ANA RUIZ",)), Filler(('LUIS "EL TIO" PAZ',)))
    assert template.fillers("HUM TGT: NUMBER")[1] == Filler(("3-",), of=("GUARDS",))
    assert template.fillers("INCIDENT: DATE") == (Filler(("- 05 JAN 90",)),)
    assert template.fillers("INCIDENT: INSTRUMENT ID") == template.fillers("PHYS TGT: ID") == ()


def test_a_report_without_an_incident_has_no_template() -> None:
    templates = templates_of(KEYS)
    assert [t.optional for t in templates["DEV-MUC3-9001"]] == [False, True]
    assert templates["DEV-MUC3-9002"] == []


def test_a_file_of_texts_is_cut_at_the_ids() -> None:
    first, second = messages_of(TEXTS)
    assert (first.id, second.id) == ("DEV-MUC3-9001", "DEV-MUC3-9002")
    assert "ANA RUIZ" in first.text
    assert "NOBODY" not in first.text
    assert "RAINED" in second.text


@given(st.text())
def test_any_file_is_read(text: str) -> None:
    assert isinstance([*messages_of(text), *templates_of(text)], list)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("05 JAN 90", ("1990-01-05", "1990-01-05")),
        ("- 5 JAN 90", (None, "1990-01-05")),
        ("(28 DEC 89 - 02 JAN 90)", ("1989-12-28", "1990-01-02")),
        ("JAN", (None, None)),
    ],
)
def test_a_date_of_the_keys(said: str, days: tuple[str | None, str | None]) -> None:
    assert days_of(said) == days


# ---- our records as incidents

SCENE = """
ELN ELN PROPN 2 compound
guerrillas guerrilla NOUN 3 nsubj
killed kill VERB 0 root
three three NUM 5 nummod
judges judge NOUN 3 obj
with with ADP 8 case
dynamite dynamite NOUN 8 compound
charges charge NOUN 3 obl
"""


def _told(sector: str | None = "REB", hurt: str | None = "JUD", **fields: object) -> list[Incident]:
    layers = tree(SCENE, names=(Name("ORG", 0, 1),))
    text = " ".join(layers.words)
    report = make_report(text, ref="r", published="1990-01-05")
    doer = Party("ELN guerrillas", "ELN guerrillas", sector=sector, span=_at(layers, 0, 2))
    judges = Party("three judges", "three judges", sector=hurt, span=_at(layers, 3, 5))
    given = {"type": "ASSAULT", "actors": (doer,), "recipients": (judges,), **fields}
    event = Event(trigger=_at(layers, 2, 3), span=_at(layers, 0, 8), **given)  # type: ignore[arg-type]
    return incidents_of(report, layers, [event])


def _at(layers: Layers, first: int, stop: int) -> Span:
    return layers.span(first, stop)


def test_an_attack_is_an_incident_with_its_slots() -> None:
    (told,) = _told()
    assert (told.type, told.stage, told.days) == ("ATTACK", "ACCOMPLISHED", (None, "1990-01-05"))
    assert (told.individuals, told.organisations) == (("GUERRILLAS",), (("ELN", "REPORTED AS FACT"),))
    assert told.people == (Target("JUDGES", False, "3", "DEATH"),)
    assert told.instruments == ("DYNAMITE CHARGES",)


def test_what_is_no_incident_of_the_guide_is_none() -> None:
    assert _told(sector="MIL", hurt="REB") == []  # soldiers and guerrillas
    assert _told(hurt="MIL") == []
    assert _told(type="CONSULT") == []
    assert _told(status="planned") == []
    assert _told(negated=True) == []
    assert _told(where=Where("Spain", country="ESP", precision="country")) == []
    assert _told(when=When("1989-05-01", "1989-05-01", "day")) == []


@pytest.mark.parametrize(
    ("mode", "kind"), [("abduct", "KIDNAPPING"), ("explosives", "BOMBING"), ("suicide-attack", "BOMBING"), ("firearms", "ATTACK"), (None, "ATTACK")]
)
def test_the_mode_tells_the_type(mode: str | None, kind: str) -> None:
    assert [i.type for i in _told(mode=mode)] == [kind]


def test_a_threat_of_violence_is_a_threatened_incident() -> None:
    assert [i.stage for i in _told(type="THREATEN", mode="violence")] == ["THREATENED"]
    assert _told(type="THREATEN", mode="relations") == []


@pytest.mark.parametrize(
    ("certainty", "by", "sure"),
    [
        ("certain", "police", "REPORTED AS FACT"),
        ("probable", "police", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("possible", None, "SUSPECTED OR ACCUSED"),
        ("certain", "ELN", "CLAIMED OR ADMITTED"),
    ],
)
def test_confidence_follows_from_certainty_and_sources(certainty: str, by: str | None, sure: str) -> None:
    sources = () if by is None else (Source(Party(by, by, sector="COP" if by == "police" else "REB")),)
    (told,) = _told(certainty=certainty, sources=sources)
    assert told.organisations == (("ELN", sure),)


@given(any_tree())
def test_no_layers_break_the_mapping(layers: Layers) -> None:
    report = make_report(" ".join(layers.words), ref="r", published="1990-01-05")
    assert isinstance(incidents_of(report, layers, records_of(report, layers)[0]), list)


# ---- several tellings


def test_tellings_part_by_type_day_place_and_perpetrator() -> None:
    same = replace(OURS, people=(Target("JUDGE"),))
    assert are_one(OURS, same)
    assert are_one(OURS, replace(OURS, type="BOMBING"))
    assert not are_one(OURS, replace(same, type="BOMBING"))
    assert not are_one(OURS, replace(same, places=("CUZCO",)))
    assert not are_one(replace(OURS, individuals=("MEN",)), replace(same, individuals=("WOMEN",)))
    assert not are_one(replace(OURS, days=("1990-01-01", "1990-01-01")), replace(OURS, days=("1990-01-03", "1990-01-04")))
    assert not are_one(OURS, replace(OURS, stage="THREATENED"))


def test_tellings_of_one_incident_add_up() -> None:
    (one,) = merged([OURS, replace(OURS, individuals=("MEN",), people=(Target("GUARD", number="2"),), days=("1990-01-04", "1990-01-04"))])
    assert (one.individuals, [t.text for t in one.people], one.days) == (("MEN",), ["ANA RUIZ", "GUARD"], ("1990-01-04", "1990-01-04"))


def test_blame_goes_to_the_deed_told_last_before_it() -> None:
    told = [replace(OURS, told=(0,)), replace(OURS, told=(3,)), replace(OURS, told=(5,))]
    lay(Blame(4, (), ("FHF",), "CLAIMED OR ADMITTED"), told)
    assert [i.organisations for i in told] == [(), (("FHF", "CLAIMED OR ADMITTED"),), ()]
    lay(Blame(40, ("MEN",), (), "SUSPECTED OR ACCUSED"), told)
    assert not any(i.individuals for i in told)


# ---- pairs and figures


def test_a_phrase_is_alike_but_for_words_before_or_behind() -> None:
    filler = Filler(("HILL MEN", "MEN OF THE HILLS"))
    assert alike("armed hill men", filler)
    assert alike("The Men", filler)
    assert not alike("women", filler)
    assert not alike("", filler)
    assert alike("Bogotá", Filler(("BOGOTA",)))


def test_a_pair_needs_a_fitting_type_and_something_in_common(template: Template) -> None:
    assert likeness(template, OURS) > 3
    assert likeness(template, replace(OURS, type="BOMBING")) > 0  # an ATTACK goes with any
    assert likeness(template, replace(OURS, places=(), people=())) == 0
    assert likeness(template, replace(OURS, stage="THREATENED")) == likeness(template, replace(OURS, stage="ACCOMPLISHED"))
    robbery = Template("r", False, {"INCIDENT: TYPE": (Filler(("ROBBERY",)),)})
    assert likeness(robbery, replace(OURS, type="BOMBING")) == 0


def test_slots_count_what_is_optional_only_where_it_is_met(template: Template) -> None:
    counted = {row.slot: row.counted() for row in rows_of(template, replace(OURS, individuals=("HILL MEN",)))}
    assert counted["perpetrator, individual"] == (1, 1, 1)
    assert counted["human target"] == (1, 1, 3)  # the mayor's title is no further target
    assert (counted["date"], counted["country"], counted["place"]) == ((1, 1, 1),) * 3
    assert (counted["number of targets"], counted["effect on targets"]) == ((1, 1, 2), (1, 1, 1))
    assert {row.slot: row.counted() for row in rows_of(template, OURS)}["perpetrator, individual"] == (0, 0, 0)
    assert {row.slot: row.counted() for row in rows_of(None, OURS)}["type"] == (0, 1, 0)


def test_confidence_is_of_the_organisation_that_both_name(template: Template) -> None:
    ours = replace(OURS, organisations=(("OTHERS", "REPORTED AS FACT"), ("FHF", "POSSIBLE")))
    ((filler, sure),) = incidents.confidence(template, ours)
    assert sure in filler.strings
    assert incidents.confidence(template, OURS) == []


def test_number_and_effect_are_taken_on_the_people_that_both_have(template: Template) -> None:
    numbers, effects = template.fillers("HUM TGT: NUMBER"), template.fillers("HUM TGT: EFFECT OF INCIDENT")
    people = (Target("ANA RUIZ", True, "1"), Target("GUARDS", False, "3"), Target("DRIVERS", False, "2", "DEATH"))
    assert [said in filler.strings for filler, said in incidents.on_found(numbers, people, lambda t: t.number)] == [True, False]  # "3-" is not "3"
    assert [said for _, said in incidents.on_found(effects, people, lambda t: t.effect)] == [""]  # we do not say what became of her
    assert incidents.on_found(effects, people[2:], lambda t: t.effect) == []


def test_the_majority_guess_and_the_mean_of_kinds() -> None:
    judged = [(Filler((kind,)), said) for kind, said in (("a", "a"), ("a", "b"), ("a", "a"), ("b", "b"))]
    assert incidents.majority(judged) == "a"
    assert incidents.accuracy(judged) == 75
    assert round(incidents.mean_accuracy(judged), 1) == 83.3
    assert incidents.accuracy([]) == incidents.mean_accuracy([]) == 0


def test_entities_of_the_key_are_merged_and_must_stand_in_the_text(template: Template) -> None:
    again = Template("r", False, {"PERP: ORGANIZATION ID": (Filler(("FHF",)), Filler(("OTHERS",)))})
    assert entities.wanted("the fhf and the free hills front", [template, again], "PerpOrg") == [frozenset({"fhf", "free hills front"})]


@pytest.mark.parametrize(
    ("gold", "ours", "right"),
    [
        ([{"a", "b"}, {"c"}], ["a", "c", "d"], 2),
        ([{"a", "b"}], ["a", "b"], 1),  # one to one
        ([{"a"}, {"a", "b"}], ["a", "b"], 2),  # whichever way most are right
        ([], ["a"], 0),
    ],
)
def test_entities_are_right_one_to_one(gold: Sequence[set[str]], ours: list[str], right: int) -> None:
    assert entities.right([frozenset(g) for g in gold], ours) == right


# ---- the yardstick


def test_a_folder_is_measured_end_to_end(tmp_path: Path) -> None:
    (tmp_path / "key-any.v1").write_text(KEYS, "utf-8")
    (tmp_path / "any-muc4").write_text(TEXTS, "utf-8")
    with closing(Reading(tmp_path / "cache")) as reading:
        found = list(incidents.YARDSTICK.run(incidents.YARDSTICK.given(tmp_path), reading))
    figures = {m.metric: m for m in found if isinstance(m, Measure)}
    assert figures["incidents: recall"].on == 1
    assert figures["CEAF-REE, Victim: F1"].on == 1
    assert figures["stage, of matched"].floor
    assert not figures["stage, the majority guess"].floor


def test_an_absent_corpus_is_said(tmp_path: Path) -> None:
    with closing(Reading(tmp_path / "cache")) as reading:
        found = list(incidents.YARDSTICK.run(incidents.YARDSTICK.parts(tmp_path), reading))
    assert [type(one) for one in found] == [Skipped, Skipped]
