"""The yardsticks: every scorer on tiny data written here, floors and table, and the corpora where they are present."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.layers import Layers, Name
from dateline.annotate.model import ReadRun
from dateline.records import Event, Figure, Role, Statement
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span
from evaluation import (
    YARDSTICKS,
    __main__,
    alarms,
    attribution,
    floors,
    frame,
    names,
    places,
    plover,
    records,
    robustness,
    seed,
    syntax,
    table,
    times,
)
from evaluation.frame import Measure, Part, Skipped, Yardstick
from evaluation.reading import Reading, bare_report
from evaluation.scoring import Tally, macro_f1, paired
from training.data import Run

TREE = """\
# newdoc id = a
# newpar
# text = Rebels don't talk.
1\tRebels\trebel\tNOUN\t_\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\ttalk\ttalk\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

1-2\tImma\t_\t_\t_\t_\t_\t_\t_\t_
1\tI\tI\tPRON\t_\t_\t3\tnsubj\t_\t_
2\tma\tgo\tAUX\t_\t_\t3\taux\t_\t_
3\twait\twait\tVERB\t_\t_\t0\troot\t_\t_
3.1\twaited\t_\tVERB\t_\t_\t_\t_\t_\t_

# newdoc id = b
# newpar
1\tPeace\tpeace\tNOUN\t_\t_\t0\troot\t_\t_

"""


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _layers(text: str, words: Sequence[str], **layers: object) -> Layers:
    """Words of a text, one sentence, with whatever else is given."""
    starts, at = [], 0
    for word in words:
        starts.append(text.index(word, at))
        at = starts[-1] + len(word)
    n = len(words)
    blank = Layers(
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(w.lower() for w in words),
        upos=("X",) * n,
        heads=(-1, *(0 for _ in range(n - 1))),
        deprels=("dep",) * n,
        sentences=((0, n),),
        paragraphs=((0, n),),
    )
    return replace(blank, **layers)


def _read(**layers: object) -> ReadRun:
    blank = ReadRun(upos=[], heads=[], deprels=[], names=[], sources=[], cues=[], contents=[], times=[], ties={}, factuality=[])
    return replace(blank, **layers)


# ---- counting


def test_tally_counts_in_points() -> None:
    tally = Tally()
    tally.compare({1, 2, 3, 4}, {3, 4, 5})
    assert (tally.right, tally.recall, round(tally.precision, 1), round(tally.f1, 1)) == (2, 50.0, 66.7, 57.1)
    assert Tally().f1 == Tally().recall == Tally().precision == 0.0


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_f1_lies_between_precision_and_recall(gold: set[int], ours: set[int]) -> None:
    tally = Tally()
    tally.compare(gold, ours)
    assert min(tally.precision, tally.recall) - 1e-9 <= tally.f1 <= max(tally.precision, tally.recall) + 1e-9


def test_pairs_are_one_to_one_and_the_likest_first() -> None:
    assert paired([10, 20], [18, 12, 21], lambda a, b: max(0, 5 - abs(a - b))) == [(20, 21), (10, 12)]


def test_macro_f1_is_over_the_classes_of_the_gold() -> None:
    assert macro_f1(["A", "A", "B"], ["A", "A", None]) == 50.0
    assert round(macro_f1(["A", "A", "B"], ["A", "C", "B"]), 1) == 83.3
    assert macro_f1([], []) == 0.0


# ---- syntax


def test_raw_documents_keep_the_offsets_of_every_word(tmp_path: Path) -> None:
    first, second = syntax.raw_documents(_write(tmp_path / "dev.conllu", TREE))
    assert (first.text, second.text) == ("Rebels don't talk. Imma wait ", "Peace ")
    assert [first.text[a:b] for a, b in first.spans] == ["Rebels", "do", "n't", "talk", ".", "Imma", "Imma", "wait"]
    assert first.loose == [False] * 5 + [True, True, False]
    assert [first.text[a:b] for a, b in first.sentences] == ["Rebels don't talk.", "Imma wait"]
    assert first.heads == [3, 3, 3, -1, 3, 7, 7, -1]


def test_raw_text_is_aligned_by_characters(tmp_path: Path) -> None:
    gold, _ = syntax.raw_documents(_write(tmp_path / "dev.conllu", TREE))
    ours = _layers(
        gold.text,
        ["Rebels", "don't", "talk", ".", "Imma", "wait"],
        heads=(2, 2, -1, 2, 5, -1),
        deprels=("nsubj", "aux", "root", "punct", "nsubj", "root"),
        upos=("NOUN", "AUX", "VERB", "PUNCT", "PRON", "VERB"),
        sentences=((0, 4), (4, 6)),
    )
    assert syntax.align(gold, ours) == {0: 0, 3: 2, 4: 3, 7: 5}  # "don't" and "Imma" are cut otherwise
    scores = syntax.score_raw([gold], [ours])
    assert (scores["words"].right, scores["words"].ours, scores["words"].gold) == (4, 6, 8)
    assert (scores["UAS"].right, scores["LAS"].right, scores["UPOS"].right) == (4, 4, 4)
    assert scores["sentences"].right == 2


def test_odd_contractions_are_aligned_by_form() -> None:
    gold = syntax.RawDocument(text="Imma", forms=["I", "ma"], spans=[(0, 4), (0, 4)], loose=[True, True])
    ours = _layers("Imma", ["I", "mma"])
    assert syntax.align(gold, ours) == {0: 0}


def test_attachment_on_gold_words() -> None:
    gold = Run(["He", "left", "."], [0, 0, 0], upos=["PRON", "VERB", "PUNCT"], heads=[1, -1, 1], deprels=["nsubj", "root", "punct"])
    scores = syntax.score([gold], [_read(upos=["PRON", "VERB", "X"], heads=[1, -1, 0], deprels=["obj", "root", "punct"])])
    assert {k: round(t.f1, 1) for k, t in scores.items()} == {"UPOS": 66.7, "UAS": 66.7, "LAS": 33.3}


# ---- names


def test_names_need_the_right_extent_and_class() -> None:
    gold = Run(["Envoy", "Ana", "Lopez", "of", "Mexico", "City", "spoke"], [0] * 7, names=["O", "B-PER", "I-PER", "O", "B-LOC", "I-LOC", "O"])
    ours = _read(names=[Name("PER", 1, 3), Name("ORG", 4, 6), Name("MISC", 0, 1)])
    scores = names.score([gold], [ours])
    assert (scores["all names"].right, scores["all names"].ours, scores["all names"].gold) == (1, 3, 2)
    assert set(scores) == {"all names", "persons", "places"}
    partial = names.score([replace(gold, partial_names=True)], [ours])
    assert partial["all names"].ours == 2  # names of a kind that the data does not mark are left out


def test_licences_are_not_taken_for_names(tmp_path: Path) -> None:
    _write(tmp_path / "LICENSE.txt", "You may share and adapt this text\nif you give credit.\n")
    _write(tmp_path / "part.txt", "-DOCSTART- -X- O O\n\nLima NNP I-NP I-LOC\nsleeps VBZ I-VP O\n")
    _write(tmp_path / "part.iob2", "# text = Lima sleeps\n1\tLima\tB-LOC\t-\t-\n2\tsleeps\tO\t-\t-\n")
    assert [f.name for part in names.YARDSTICK.given(tmp_path) for f in part.files] == ["part.iob2", "part.txt"]


# ---- attribution

SPEECH = "Ana Lopez said rain was near, and Bo agreed.\n"


def _brat(folder: Path, text: str = SPEECH, who: tuple[str, ...] = ("x1",)) -> Path:
    _write(folder / "text" / "r.txt", text)
    marks = "T1\tSource 0 9\tAna Lopez\nT2\tCue 10 14\tsaid\nT3\tContent 15 28\train was near\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
    for name in who:
        _write(folder / "attributions" / f"r_{name}.ann", marks)
    return folder


def test_attributions_count_each_report_once(tmp_path: Path) -> None:
    (part,) = attribution.YARDSTICK.given(_brat(tmp_path, who=("x1", "x2")))
    runs, weights = attribution.annotated(part.files)
    assert weights == [0.5, 0.5]
    ours = _read(sources=[(0, 2)], cues=[(2, 3)], contents=[(3, 7)], ties={(0, 2): 0, (3, 7): 0})
    scores = attribution.score(runs, [ours, ours], weights)
    assert {k: t.f1 for k, t in scores.items() if k.startswith(("source", "cue"))} == dict.fromkeys(
        ("source", "cue", "source, first word", "cue, first word"), 100.0
    )
    assert (scores["content"].f1, scores["content, first word"].f1, scores["source"].gold) == (0.0, 100.0, 1.0)


def test_whole_relations_are_those_of_whole_reports(tmp_path: Path) -> None:
    (part,) = attribution.YARDSTICK.given(_brat(tmp_path, who=("x1", "x2")))
    text = tmp_path / "text" / "r.txt"
    report = bare_report(text.read_text("utf-8"), "r")
    scores = attribution.score_whole(part.files, {text: report}, {text: annotate(report)})
    assert {name: (tally.f1, tally.gold) for name, tally in scores.items()} == {attribution.TIED: (100.0, 1.0), attribution.RESOLVED: (100.0, 1.0)}


def test_a_relation_needs_half_of_both() -> None:
    gold = (frozenset({0, 1}), frozenset({3, 4, 5, 6}))
    assert attribution.likeness(gold, (frozenset({1}), frozenset({3, 4}))) == 1.0
    assert attribution.likeness(gold, (frozenset({0, 1}), frozenset({3}))) == 0.0


def test_annotations_without_their_text_are_said(tmp_path: Path) -> None:
    _write(tmp_path / "r_x1.ann", "T1\tCue 0 4\tsaid\n")
    (said,) = attribution.YARDSTICK.run(attribution.YARDSTICK.given(tmp_path), None)  # type: ignore[arg-type]
    assert isinstance(said, Skipped)
    assert "text" in said.reason


# ---- times

TIMED = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" value="2001-05-04">May 4, 2001</TIMEX3></DCT>
<TEXT>Q&amp;A: talks <EVENT>began</EVENT> <TIMEX3 tid="t1" value="2001-05-03">yesterday</TIMEX3> and end
<TIMEX3 tid="t2" value="P2D">two days</TIMEX3> on.</TEXT></TimeML>
"""


def test_time_expressions_of_timeml(tmp_path: Path) -> None:
    document = times.timed(_write(tmp_path / "a.tml", TIMED))
    text = document.report.text
    assert (document.report.published, text[:10]) == ("2001-05-04", "Q&A: talks")
    assert [(text[a:b], value) for a, b, value in document.times] == [("yesterday", "2001-05-03"), ("two days", "P2D")]
    with pytest.raises(frame.Unusable):
        times.timed(_write(tmp_path / "b.tml", "no TimeML"))


def test_extents_share_characters() -> None:
    assert times.shared((0, 10, ""), (0, 10, "")) == 1.0
    assert times.shared((0, 10, ""), (5, 10, "")) == 0.5
    assert times.shared((0, 10, ""), (10, 12, "")) == 0.0


# ---- places


def test_place_names_asked_for(tmp_path: Path) -> None:
    text = "The Lima bus left Peru; a Peruvian drove by the river.\n"
    _write(tmp_path / "1.txt", text)
    marks = ["T1\tLiteral_Modifier 4 8\tLima", "A1\tModifier_Type T1 Noun", "T2\tMetonymic 18 22\tPeru", "T3\tDemonym 26 34\tPeruvian"]
    found = places.marked(
        _write(tmp_path / "1.ann", "\n".join([*marks, "T4\tLiteral_Expression 48 53\triver", "#1\tAnnotatorNotes T2\t3932488"]) + "\n")
    )
    assert (found.asked, found.left_out) == (((4, 8), (18, 22)), ((26, 34),))
    layers = _layers(text, text.split(), names=(Name("LOC", 0, 2), Name("LOC", 6, 7), Name("PER", 1, 2)))
    scores = places.score_found([found], [layers])
    assert (scores["recognition, exact"].right, scores["recognition, overlapping"].right, scores["recognition, exact"].ours) == (0, 1, 1)


def test_errors_in_kilometres() -> None:
    assert places.great_circle(0, 0, 0, 180) == pytest.approx(math.pi * places.EARTH_KM)
    assert places.great_circle(48.86, 2.35, 51.51, -0.13) == pytest.approx(344, abs=2)  # Paris to London
    perfect, lost = places.Errors((0.0, 0.0), (True, False)), places.Errors((None, None), ())
    assert (perfect.near, perfect.auc, perfect.exact_share, perfect.put) == (100.0, 0.0, 50.0, 100.0)
    assert (lost.near, lost.put, lost.mean) == (0.0, 0.0, 0.0)
    assert lost.auc == pytest.approx(100, abs=0.01)


def test_toponyms_find_their_name_again(tmp_path: Path) -> None:
    entry = "<location><name>Lima</name><start>10</start><end>14</end><lat>-12.04</lat><lon>-77.03</lon></location>"
    path = _write(tmp_path / "x.xml", f"<articles><article><text>Rain fell in Lima.</text><locations>{entry}</locations></article></articles>")
    ((text, (name,)),) = places.toponyms(path)
    assert (name.span.of(text), name.place_id) == ("Lima", None)
    assert places.errors([(text, [name])]).near == 100.0


# ---- plover

PLV = "sentence_id\tquad\troot\tmarked_sentence\n7\t2\tYIELD\t<s>Peru</s> freed <t>two miners</t>.\n"


def test_rows_and_answers(tmp_path: Path) -> None:
    (row,) = plover.rows_of(_write(tmp_path / "x.tsv", PLV))
    assert (row.text, row.source.of(row.text), row.target.of(row.text), row.kind, row.quad) == (
        "Peru freed two miners.",
        "Peru",
        "two miners",
        "YIELD",
        "2",
    )
    peru, miners = Party("Peru", "Peru", span=Span(0, 4)), Party("miners", "two miners", span=Span(11, 21))
    freed = Event(type="CONCEDE", actors=(peru,), recipients=(miners,), trigger=Span(5, 10), span=Span(0, 21))
    other = Event(type="ASSAULT", actors=(miners,), trigger=Span(5, 10), span=Span(0, 21))
    assert plover.answer(row, [other, freed]) == plover.Answer("YIELD", True)
    assert plover.answer(row, [other]) == plover.Answer("ASSAULT", False)
    assert plover.answer(row, []) == plover.Answer(None, False)
    open_odds = {"AID": 0.55, "YIELD": 0.45}  # the head alone says AID; joined with a frame's YIELD it does not
    scores = plover.score([row, row], [plover.Answer("YIELD", True), plover.Answer(None, False)], [open_odds, open_odds])
    assert (round(scores["type, given both sides"], 1), scores["end to end: type and both sides"]) == (66.7, 50.0)
    assert (round(scores["type, given both sides, frames alone"], 1), scores["type, given both sides, head alone"]) == (66.7, 0.0)
    with pytest.raises(frame.Unusable, match="root"):
        plover.rows_of(_write(tmp_path / "y.tsv", "a\tquad\n1\t2\n"))


@pytest.mark.parametrize(
    ("kind", "status", "cameo", "there"),
    [
        ("CONSULT", "planned", None, "AGREE"),
        ("ASSAULT", "planned", None, "THREATEN"),
        ("ASSAULT", "hypothetical", None, "ASSAULT"),
        ("SANCTION", "happened", "163", "COERCE"),
        ("RETREAT", "happened", "0874", "YIELD"),
    ],
)
def test_a_type_as_the_other_coders_give_it(kind: str, status: Literal["planned", "hypothetical", "happened"], cameo: str | None, there: str) -> None:
    event = Event(type=kind, status=status, cameo=cameo, trigger=Span(0, 1), span=Span(0, 1))
    assert plover.as_there(event) == there


def test_both_sides_of_what_is_done_together_may_be_actors(tmp_path: Path) -> None:
    (row,) = plover.rows_of(_write(tmp_path / "x.tsv", PLV.replace("YIELD", "CONSULT")))
    parties = (Party("Peru", "Peru", span=Span(0, 4)), Party("miners", "two miners", span=Span(11, 21)))
    assert plover.answer(row, [Event(type="CONSULT", actors=parties, trigger=Span(5, 10), span=Span(0, 21))]).whole


# ---- alarms


def test_quiet_documents_are_told_by_their_names(tmp_path: Path) -> None:
    trees = "".join(f"# newdoc id = {name}\n# text = One.\n1\tOne\n\n# text = Two.\n" for name in ("GUM_fiction_a", "GUM_news_b", "reviews-1"))
    found = list(alarms.documents(_write(tmp_path / "x.conllu", trees)))
    assert [(d.genre, d.report.text) for d in found] == [("fiction", "One. Two."), ("reviews", "One. Two.")]


# ---- the seed's rows

TEXT = "Envoy Ana Lopez is to visit Quito on Monday, aides say."
ANA = Party("Ana Lopez", "Envoy Ana Lopez", country="MEX")
WANT = seed.Want(
    kind="event",
    types=("CONSULT",),
    at=((22, 27),),
    actors=((seed.Will(names=("Ana Lopez",)),),),
    when=seed.Time(start=("2012-03-12", "2012-03-12"), end=("2012-03-12", "2012-03-12")),
    where=("Quito",),
    status="planned",
    by=(seed.Will(names=("aides",)),),
)
MONDAY = When(start="2012-03-12", end="2012-03-12", precision="day", basis="relative")
VISIT = Event(
    type="CONSULT",
    actors=(ANA,),
    when=MONDAY,
    where=Where("Quito", country="ECU"),
    status="planned",
    sources=(Source(Party("aides", "aides")),),
    trigger=Span(22, 27),
    span=Span(0, 43),
)


def _told(*found: Event | Statement | Figure | Role, want: seed.Want = WANT) -> seed.Told:
    return seed.tell(seed.Row(1, (want,)), found, TEXT)


def test_a_row_is_whole_only_with_every_field() -> None:
    assert _told(VISIT).verdict == "whole"
    assert _told().verdict == "missed"
    assert _told(_with(VISIT, type="AID")).verdict == "missed"
    assert _told(_with(VISIT, trigger=Span(44, 49))).verdict == "missed"
    assert _told(_with(VISIT, where=None)).faults == ("where empty",)
    assert _told(_with(VISIT, actors=(ANA, Party("Quito", "Quito")))).faults == ("actors wrong",)
    told = _told(_with(VISIT, when=_with(MONDAY, start="2012-03-05", end="2012-03-05")))
    assert (told.verdict, told.faults, told.wrong_days) == ("partly", ("when wrong",), ("a wrong day",))


def test_the_best_record_counts() -> None:
    assert _told(_with(VISIT, where=None), VISIT, _with(VISIT, actors=())).verdict == "whole"


def test_contradictions_are_told() -> None:
    assert _told(VISIT).contradictions == ()
    assert _told(_with(VISIT, status="happened")).contradictions == ("a plan told as a deed",)
    assert _told(_with(VISIT, status="happened", negated=True)).contradictions == ()
    assert _told(_with(VISIT, sources=())).contradictions == ("a claim without its source",)
    refused = seed.Want(kind="event", at=((22, 27),), status="planned", negated=True)
    assert _told(VISIT, want=refused).contradictions == ("a denial told without its not",)
    held = seed.Want(kind="statement", content=(0, 43), not_done=((22, 27),), needs_source=((0, 43),))
    assert _told(_with(VISIT, status="happened"), want=held).contradictions == ("a plan told as a deed",)


def test_figures_statements_and_roles_are_compared_by_field() -> None:
    count = Figure(what="killed", low=26, high=26, text="26", span=Span(6, 9))
    asked = seed.Want(kind="figure", what="killed", low=26, high=26, bound="exact", at=((6, 9),), by=(seed.Will(names=("aides",)),))
    assert _told(count, want=asked).contradictions == ("a claim without its source",)
    assert _told(_with(count, low=20, sources=VISIT.sources), want=asked).faults == ("number wrong",)
    role = Role(person=ANA, title="envoy to Quito", country="MEX", span=Span(0, 15))
    post = seed.Want(kind="role", person=((seed.Will(names=("Ana Lopez",)),),), title=(0, 5), country="MEX", time="current")
    assert _told(role, want=post).verdict == "whole"
    assert _told(_with(role, time="former"), want=post).faults == ("time wrong",)
    assert _told(_with(role, title="minister"), want=post).verdict == "missed"
    said = Statement(speakers=(ANA,), content=Span(0, 43), span=Span(0, 54))
    content = seed.Want(kind="statement", speakers=((seed.Will(country="MEX"),),), content=(0, 40), attitude=("say",), how=("indirect",))
    assert _told(said, want=content).verdict == "whole"
    assert _told(_with(said, content=Span(0, 12)), want=content).verdict == "missed"


def test_another_kind_of_record_makes_a_row_partly_found() -> None:
    row = seed.Row(1, (seed.Want(kind="statement", content=(0, 43)),), (WANT,))
    assert seed.tell(row, [VISIT], TEXT).verdict == "partly"


def test_an_undated_report_has_no_days() -> None:
    assert seed.invented_days([VISIT]) == ["event at 0: 2012-03-12"]
    year = When(start="2011-03-01", end="2011-03-31", precision="month", basis="stated")
    assert seed.invented_days([_with(VISIT, when=year), _with(VISIT, when=_with(MONDAY, basis="estimated")), _with(VISIT, when=None)]) == []


def test_the_rows_are_well_formed() -> None:
    rows = seed.load()
    assert [r.number for r in rows.row] == list(range(1, 42))
    for want in (w for r in rows.row for w in (*r.want, *r.otherwise)):
        stretches = [*want.at, *want.not_done, *want.needs_source, *([want.content] if want.content else []), *([want.title] if want.title else [])]
        assert stretches
        assert all(0 <= a < b <= rows.characters for a, b in stretches)


def _with(record: object, **changes: object):  # type: ignore[no-untyped-def]
    import msgspec

    return msgspec.structs.replace(record, **changes)  # type: ignore[type-var]


# ---- records


def test_gold_and_reports_are_told_apart(tmp_path: Path) -> None:
    gold = _write(tmp_path / "a.jsonl", '{"id": "1", "figures": [], "events": [], "statements": [], "roles": []}\n')
    reports = _write(tmp_path / "b.jsonl", '{"id": "1", "text": "All is quiet."}\n')
    others = _write(tmp_path / "c.jsonl", '{"id": "2", "text": "All is well."}\n')
    assert records.sort_out([others, reports, gold]) == [(gold, reports)]
    with pytest.raises(frame.Unusable):
        records.sort_out([gold])


# ---- floors, table, command line


def test_floors_rise_and_never_fall(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    mine = floors.Floors(file)
    up, down = Measure("p", "F1", 80.0, 10), Measure("p", "error", 5.0, 10, less=True)
    assert mine.raise_to([("y", up), ("y", down), ("y", Measure("p", "shown", 1.0, 1, floor=False))]) == 2
    again = floors.Floors(file)
    assert again.raise_to([("y", replace(up, ours=79.0)), ("y", replace(down, ours=6.0))]) == 0
    assert (again.of("y", up), again.of("y", down)) == (80.0, 5.0)
    assert again.raise_to([("y", replace(up, ours=81.5)), ("y", replace(down, ours=4.0))]) == 2
    assert json.loads(file.read_text())["y"]["p"] == {"F1": 81.5, "error": 4.0}
    assert again.fallen("y", replace(up, ours=81.3))
    assert again.fallen("y", replace(down, ours=4.2))
    assert not again.fallen("y", replace(up, ours=81.45))
    assert not again.fallen("z", up)


def test_the_table_shows_what_stands_beside_each_figure(tmp_path: Path) -> None:
    lines = [
        ("names", Measure("dev", "all names", 88.04, 1200, note="a word of warning"), floors.Beside(90, "94: others")),
        ("names", Measure("dev", "loss", -0.01, 1200, less=True), floors.Beside(4)),
    ]
    shown = table.text(lines, [("times", Skipped("dev", "absent"))], floors.Floors(tmp_path / "none.json"), details=False)
    assert "- 88.0  1,200  >= 90.0         94: others" in shown
    assert "  0.0  1,200   <= 4.0" in shown
    assert "names, dev, all: a word of warning" in shown
    assert "times, dev: absent" in shown
    said = json.loads(table.machine(lines, [], floors.Floors(tmp_path / "none.json"), "r"))
    assert said["measures"][0] | {"note": ""} == said["measures"][0] | {"ours": 88.04, "goal": 90, "floor": None, "fallen": False, "note": ""}


def test_every_figure_to_beat_belongs_to_a_yardstick() -> None:
    known = {y.name for y in YARDSTICKS}
    assert {yardstick for yardstick, _, _ in floors.beside()} <= known
    assert len(known) == len(YARDSTICKS)


def test_absent_corpora_are_said_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATELINE_CORPORA", str(tmp_path / "corpora"))
    monkeypatch.setattr("sys.argv", ["evaluation", "--json", "--gate", "--processes", "1"])
    monkeypatch.setattr(__main__, "CACHE", tmp_path / "cache")
    of_corpora = tuple(y for y in YARDSTICKS if y.name != "demo")  # whose reports and lists are in the repository
    monkeypatch.setattr(__main__, "YARDSTICKS", of_corpora)
    __main__.main()
    said = json.loads(capsys.readouterr().out)
    assert said["measures"] == []
    assert {s["yardstick"] for s in said["skipped"]} == {y.name for y in of_corpora}
    assert all("absent" in s["reason"] for s in said["skipped"])


@pytest.fixture
def reading(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Reading(tmp_path / "cache")
    yield made
    made.close()


def _measured(yardstick: Yardstick, path: Path, reading: Reading) -> dict[str, Measure]:
    out = list(yardstick.run(yardstick.given(path), reading))
    assert all(isinstance(m, Measure) for m in out), out
    return {m.metric: m for m in out if isinstance(m, Measure)}


def test_each_yardstick_runs_on_a_file_of_its_shape(tmp_path: Path, reading: Reading) -> None:
    trees = _measured(syntax.YARDSTICK, _write(tmp_path / "s" / "any.conllu", TREE), reading)
    assert trees["LAS"].on == 9
    assert trees["raw text: words"].ours > 60
    iob = "\n".join(f"{k}\t{w}\t{t}\t-\t-" for k, (w, t) in enumerate([("Moscow", "B-LOC"), ("is", "O"), ("cold", "O"), (".", "O")], 1))
    assert _measured(names.YARDSTICK, _write(tmp_path / "n" / "any.iob2", iob + "\n\n"), reading)["all names"].on == 1
    assert _measured(attribution.YARDSTICK, _brat(tmp_path / "a"), reading)["cue"].on == 1
    assert _measured(times.YARDSTICK, _write(tmp_path / "t" / "any.tml", TIMED), reading)["value"].on == 2
    assert _measured(plover.YARDSTICK, _write(tmp_path / "p" / "any.tsv", PLV), reading)["type right"].on == 1
    lost = _measured(robustness.YARDSTICK, tmp_path / "s", reading)
    assert {m.split(",")[0] for m in lost} == {"LAS"}
    assert len(lost) == len(robustness.DIRT)


def test_layers_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    runs = [Run(["All", "is", "quiet", "."], [0, 0, 0, 0])]
    first = reading.runs(runs, "test")
    monkeypatch.setattr("evaluation.reading.model.reader", lambda: pytest.fail("read again"))
    assert Reading(tmp_path / "cache").runs(runs, "test") == first


def test_dev_is_measured_or_what_is_not_train(tmp_path: Path) -> None:
    _write(tmp_path / "train.conllu", TREE)
    assert frame.unseen(tmp_path, "*.conllu", "x") == Part("x dev", (), f"*.conllu (not train*) in {tmp_path}")
    test = _write(tmp_path / "test.conllu", TREE)
    assert frame.unseen(tmp_path, "*.conllu", "x").files == (test,)
    dev = _write(tmp_path / "dev-1.conllu", TREE)
    assert frame.unseen(tmp_path, "*.conllu", "x").files == (dev,)


def test_training_parts_are_said_to_be_such() -> None:
    assert "learned" in frame.notes(Part("x", (Path("/c/syntax/ewt/train.conllu"),), ""))
    assert frame.notes(Part("x", (Path("/c/syntax/ewt/dev.conllu"),), ""), "a note") == "a note"


# ---- the corpora themselves, where they are


@pytest.mark.parametrize("yardstick", YARDSTICKS, ids=lambda y: y.name)
def test_the_default_parts_are_found(yardstick: Yardstick) -> None:
    if not frame.corpora().is_dir():
        pytest.skip(f"no corpora at {frame.corpora()}")
    absent = [p.looked_for for p in yardstick.parts(frame.corpora()) if not p.files]
    if absent:
        pytest.skip(f"absent: {'; '.join(absent)}")
    assert all(f.is_file() for p in yardstick.parts(frame.corpora()) for f in p.files)


def test_the_rows_are_of_the_seed_report() -> None:
    (part,) = seed.YARDSTICK.parts(frame.corpora())
    if not part.files:
        pytest.skip(f"absent: {part.looked_for}")
    assert len(part.files[0].read_text("utf-8")) == seed.load().characters
