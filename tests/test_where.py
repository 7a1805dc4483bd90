"""Places: what names mean (no reader needed), which names are places, and where things happened (tests/cases/where.yml)."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.layers import Layers, Name
from dateline.errors import LexiconError
from dateline.resolve.parts import Where
from dateline.resolve.places import place_words
from dateline.resolve.places.toponyms import resolve
from dateline.resolve.places.where import Places
from dateline.span import Span
from dateline.text.report import Report, ReportDateline

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "where.yml").read_text("utf-8"))


def _marked(text: str) -> tuple[str, list[Span]]:
    """The text without its brackets, and what they held."""
    plain, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", text):
        if piece.startswith("["):
            spans.append(Span(len(plain), len(plain) + len(piece) - 2))
            piece = piece[1:-1]
        plain += piece
    return plain, spans


def _tell(where: Where | None) -> str:
    if where is None:
        return "-"
    inside = where.inside.name if where.inside else "-"
    return f"{where.name} | {where.country or '-'} | {where.admin1 or '-'} | {where.precision} | {inside}"


@pytest.mark.parametrize("case", CASES["resolve"], ids=lambda c: c["text"][:40])
def test_what_names_mean(case: dict[str, Any]) -> None:
    assert [_tell(w) for w in resolve(*_marked(case["text"]))] == case["found"]


@pytest.mark.parametrize("case", CASES["of"], ids=lambda c: c["text"][:40])
def test_where_it_happened(case: dict[str, Any]) -> None:
    told = ReportDateline(place=case["dateline"], span=Span(0, len(case["dateline"]))) if "dateline" in case else None
    report = _report(case["text"], told)
    layers = annotate(report)
    places = Places(report, layers)
    found = {word: places.of(layers.words.index(word)) for word in case["found"]}
    assert {word: where.name if where else "-" for word, where in found.items()} == case["found"]


def _report(text: str, dateline: ReportDateline | None = None) -> Report:
    return Report(id="r", ref="r", text=text, characters=len(text), dateline=dateline)


def _layers(text: str, tags: str, heads: str, names: tuple[Name, ...] = ()) -> Layers:
    """One sentence: its words, for each part of speech and relation ("VERB/root"), heads counted from 1."""
    words = text.split()
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    pairs = [t.split("/") for t in tags.split()]
    return Layers(
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(w.lower() for w in words),
        upos=tuple(p[0] for p in pairs),
        heads=tuple(int(h) - 1 for h in heads.split()),
        deprels=tuple(p[1] for p in pairs),
        sentences=((0, len(words)),),
        paragraphs=((0, len(words)),),
        names=names,
    )


def _places(text: str, tags: str, heads: str, *names: Name, dateline: ReportDateline | None = None) -> Places:
    return Places(_report(text, dateline), _layers(text, tags, heads, names))


def test_a_capital_that_acts_is_no_place_of_the_act() -> None:
    places = _places("Moscow blocked it", "PROPN/nsubj VERB/root PRON/obj", "2 0 2", Name("LOC", 0, 1))
    assert places.of(1) is None
    at = places.at(0)
    assert at is not None
    assert at.name == "Moscow"


def test_a_capital_after_in_is() -> None:
    places = _places("talks held in Moscow", "NOUN/nsubj VERB/root ADP/case PROPN/obl", "2 0 4 2", Name("LOC", 3, 4))
    assert _tell(places.of(1)).startswith("Moscow | RUS")


def test_the_inner_of_two_places_is_where() -> None:
    places = _places(
        "died in Douma near Damascus", "VERB/root ADP/case PROPN/obl ADP/case PROPN/nmod", "0 3 1 5 3", Name("LOC", 2, 3), Name("LOC", 4, 5)
    )
    assert _tell(places.of(0)).startswith("Douma")


def test_an_embassy_is_not_where_its_country_is() -> None:
    places = _places(
        "bombed embassies of America in Kenya",
        "VERB/root NOUN/obj ADP/case PROPN/nmod ADP/case PROPN/nmod",
        "0 1 4 2 6 2",
        Name("LOC", 3, 4),
        Name("LOC", 5, 6),
    )
    assert _tell(places.of(0)).startswith("Kenya")


def test_a_name_taken_for_a_person_is_a_place_where_its_type_is_said() -> None:
    places = _places("in Inshaat neighbourhood", "ADP/case PROPN/compound NOUN/root", "3 3 0", Name("PER", 1, 2))
    assert _tell(places.at(1)) == "Inshaat | - | - | unknown | -"


def test_a_continent_has_no_point() -> None:
    places = _places("in Africa", "ADP/case PROPN/root", "2 0", Name("LOC", 1, 2))
    where = places.at(1)
    assert where is not None
    assert (where.precision, where.lat, where.lon) == ("unknown", None, None)


def test_a_capital_without_a_name_is_a_place_of_the_act() -> None:
    places = _places("raids in the Syrian capital", "NOUN/root ADP/case DET/det ADJ/amod NOUN/nmod", "0 5 5 5 1")
    assert _tell(places.of(0)).startswith("Damascus")


def test_an_adjective_is_no_place() -> None:
    places = _places("in Syrian hands", "ADP/case ADJ/amod NOUN/root", "3 3 0", Name("LOC", 1, 2))
    assert places.mentions == ()


def test_the_dateline_helps_to_resolve() -> None:
    text = "AMMAN Jordan in Irbid Tripoli"
    told = ReportDateline(place="AMMAN", span=Span(0, 5))
    places = _places(text, "PROPN/dep PROPN/dep ADP/case PROPN/root PROPN/dep", "4 4 4 0 4", Name("LOC", 3, 4), dateline=told)
    assert _tell(places.at(3)).startswith("Irbid | JOR")


def test_nothing_from_nothing() -> None:
    empty = Layers((), (), (), (), (), (), (), (), ())
    assert Places(_report(""), empty).mentions == ()
    assert resolve("", []) == []
    assert resolve("... ,", [Span(0, 3)]) == [None]


def test_the_order_of_spans_is_kept() -> None:
    text, spans = _marked("[Homs], [Aleppo] and [Hama], in [Syria]")
    forward = resolve(text, spans)
    assert resolve(text, spans[::-1]) == forward[::-1]


@given(st.text(max_size=60), st.data())
def test_any_text_resolves(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((data.draw(ends), data.draw(ends)))) for _ in range(data.draw(st.integers(0, 4)))]
    found = resolve(text, spans)
    assert len(found) == len(spans)
    for span, where in zip(spans, found, strict=True):
        if where is not None:
            assert where.name
            assert where.span == span
            assert (where.lat is None) == (where.lon is None)
            assert where.lat is None or where.precision in ("town", "district", "province", "country", "unknown", "point", "neighbourhood")


@given(
    st.lists(st.sampled_from(["Homs", "in", "of", "Baba", "Amr", "province", "the", "said", "Syria", "Paris", ",", "city"]), min_size=1, max_size=12),
    st.data(),
)
def test_any_tree_has_its_places(words: list[str], data: st.DataObject) -> None:
    count = len(words)
    heads = [0] + [data.draw(st.integers(1, i)) for i in range(1, count)]  # every word depends on one before it
    tags = [
        data.draw(st.sampled_from(["PROPN/obl", "PROPN/nmod", "NOUN/obj", "VERB/ccomp", "PROPN/nsubj", "ADP/case", "PROPN/compound"])) for _ in words
    ]
    names = tuple(Name("LOC", i, i + 1) for i in range(count) if data.draw(st.booleans()))
    places = _places(" ".join(words), " ".join(tags), " ".join(map(str, heads)), *names)
    known = {m.where.name for m in places.mentions}
    for i in range(count):
        where = places.of(i)
        assert where is None or where.name in known


def test_the_lexicon_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LexiconError, match="hamlet"):
        place_words._by_word({"hamlet": ["thorp"]})


def test_a_place_named_before_stays_one_where_the_model_takes_it_for_a_person() -> None:
    report = _report("Troops entered the Tell Dabo district on Thursday. Two nurses who had been trapped in Tell Dabo reached Lebanon on Friday.")
    layers = annotate(report)
    again = layers.words.index("trapped") + 2
    misread = tuple(replace(n, label="PER") if n.first == again else n for n in layers.names)
    where = Places(report, replace(layers, names=misread)).of(again - 2)
    assert where is not None
    assert where.name == "Tell Dabo"
