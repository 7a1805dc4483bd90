"""Figures: tests/cases/figure.yml by the shipped reader, trees written by hand, and what must hold for any layers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.layers import Layers
from dateline.errors import LexiconError
from dateline.pipeline import records_of
from dateline.records import figure
from dateline.records.counts import counted
from dateline.records.figure import Figure
from dateline.records.ids import record_id, with_ids
from dateline.resolve import figure_words
from dateline.resolve.parts import Party, Source, When, Where
from dateline.resolve.status import Stance
from dateline.text.make import make_report
from dateline.text.report import Report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "figure.yml").read_text("utf-8"))


class _Nothing:
    """Resolves no time, place, party or source: figures alone are tested here."""

    def of(self, i: int) -> None:
        return None

    of_crisis = of

    def at(self, i: int) -> tuple[Source, ...]:
        return ()


class _NoParties:
    def of(self, i: int) -> tuple[Party, ...]:
        return (Party(name=str(i), text=str(i)),)


@dataclass(frozen=True)
class _Reading:
    report: Report
    layers: Layers
    places = _Nothing()
    chains = _Nothing()
    parties = _NoParties()

    def when(self, i: int, status: str) -> None:
        return None

    def status(self, i: int) -> Stance:
        return Stance("happened")


def _report(text: str) -> Report:
    return Report(id="r", ref="r", text=text, characters=len(text))


def _figures(layers: Layers, text: str) -> list[Figure]:
    return figure.find(_Reading(_report(text), layers))  # type: ignore[arg-type]


def _tell(found: list[Figure]) -> list[str]:
    ids = {record_id(f, "r"): n for n, f in enumerate(found, 1)}
    out = []
    for f in found:
        ends = " ".join("-" if n is None else str(n) for n in (f.low, f.high))
        part = f" < {ids[f.part_of]}" if f.part_of else ""
        out.append(f"{f.what} {ends} {f.bound} | {f.text} | {f.of or ''}".rstrip() + part)
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, Any]) -> None:
    layers = annotate(_report(case["text"]))
    assert _tell(_figures(layers, case["text"])) == case.get("found", [])


def _layers(rows: list[tuple[str, str, int, str]]) -> tuple[Layers, str]:
    """One sentence of (word, part of speech, head counted from 1 or 0, relation), its words parted by one blank."""
    words = [r[0] for r in rows]
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    whole = ((0, len(words)),) if words else ()
    return Layers(
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(w.lower() for w in words),
        upos=tuple(r[1] for r in rows),
        heads=tuple(r[2] - 1 for r in rows),
        deprels=tuple(r[3] for r in rows),
        sentences=whole,
        paragraphs=whole,
    ), " ".join(words)


def _tree(lines: str) -> list[tuple[str, str, int, str]]:
    return [(w, pos, int(head), relation) for w, pos, head, relation in (line.split() for line in lines.strip().splitlines())]


# The doer stands far from the deed, and the verb far from the number: only the tree tells.
FAR = _tree("""
    Rebels   NOUN 6 nsubj
    who      PRON 3 nsubj
    held     VERB 1 acl:relcl
    the      DET  5 det
    hill     NOUN 3 obj
    killed   VERB 0 root
    ,        PUNCT 8 punct
    officials NOUN 6 parataxis
    say      VERB 8 dep
    ,        PUNCT 8 punct
    12       NUM  12 nummod
    soldiers NOUN 6 obj
""")


def test_the_tree_ties_a_far_number_to_its_verb_and_doer() -> None:
    layers, text = _layers(FAR)
    (found,) = _figures(layers, text)
    assert (found.what, found.low, found.of) == ("killed", 12, "soldiers")
    assert found.by is not None
    assert found.by.name == "0"


_TAGGED = [("At", "ADP"), ("least", "ADJ"), ("9", "NUM"), ("men", "NOUN"), ("were", "AUX"), ("killed", "VERB")]
FLAT = [(word, pos, 0, "root") for word, pos in _TAGGED]


def test_without_a_tree_the_words_do() -> None:
    layers, text = _layers(FLAT)
    assert _tell(_figures(layers, text)) == ["killed 9 - at_least | At least 9 | men"]


_VOCABULARY = """12 killed were , and a man including of toll death the - more than dozens wounded " among left dead ( ) which fled"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_TAGS = st.sampled_from(["NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "ADJ", "NUM", "PUNCT", "CCONJ", "SCONJ", "PRON", "ADV"])
_RELATIONS = st.sampled_from(["nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "acl", "acl:relcl", "case", "xcomp", "advcl", "root"])


@given(st.lists(st.tuples(_WORDS, _TAGS, st.integers(0, 24), _RELATIONS), max_size=24))
def test_any_layers_give_figures_inside_the_text(rows: list[tuple[str, str, int, str]]) -> None:
    sane = [(w, pos, head if head <= len(rows) and head - 1 != i else 0, relation) for i, (w, pos, head, relation) in enumerate(rows)]
    layers, text = _layers(sane)
    found = with_ids(_figures(layers, text), "r")
    ids = {f.id for f in found}
    for f in found:
        assert 0 <= f.span.start < f.span.end <= len(text)
        assert f.part_of is None or f.part_of in ids
        assert msgspec.json.decode(msgspec.json.encode(f), type=Figure) == f


def test_ids_hold_still_when_links_are_added() -> None:
    layers, text = _layers(FLAT)
    (found,) = _figures(layers, text)
    linked = msgspec.structs.replace(found, id="x", event="0123456789abcdef", part_of="fedcba9876543210")
    assert record_id(linked, "r") == record_id(found, "r") != record_id(found, "another report")


def test_when_and_where_come_from_the_reading() -> None:
    layers, text = _layers(FLAT)
    when, where = When(start="2012-03-05", end="2012-03-05", precision="day"), Where(name="Hama")

    class _Said(_Nothing):
        def __init__(self, what: object) -> None:
            self.what = what

        def of(self, i: int) -> Any:
            return self.what if i == 5 else None

    class _Resolved(_Reading):
        places = _Said(where)  # type: ignore[assignment]

        def when(self, i: int, status: str) -> When | None:  # type: ignore[override]
            return when if i == 5 else None

    (found,) = figure.find(_Resolved(_report(text), layers))  # type: ignore[arg-type]
    assert (found.when, found.where) == (when, where)


def test_the_lexicon_names_only_what_a_figure_may_count() -> None:
    assert set(get_args(figure.What)) == figure_words.CATEGORIES


def test_a_form_that_means_two_things_is_refused() -> None:
    empty: dict[str, Any] = {key: {} for key in ("agent", "states", "phrases", "strong", "weak", "of", "nouns", "tally", "grammar", "scope")}
    with pytest.raises(LexiconError, match="shot"):
        figure_words.build({**empty, "patient": {"killed": ["shoot shoots shot shot shooting"], "wounded": ["wound wounds shot shot wounding"]}})


def test_long_sentences_are_read_in_passing() -> None:
    layers, _ = _layers(FLAT * 2000)
    assert len([c for c in counted.counts(layers) if c.what]) == 2000


def test_what_befell_them_in_a_clause_of_its_own_is_not_placed_where_they_went() -> None:
    text = "The army entered Zabadani on Monday. Two nurses who had been trapped in Zabadani reached Beirut on Thursday, the ministry said."
    report = make_report(text, ref="x", published="2012-03-16")
    records, _ = records_of(report, annotate(report))
    (trapped,) = [f for f in records if isinstance(f, Figure)]
    assert trapped.where is not None
    assert (trapped.where.name, trapped.when) == ("Zabadani", None)
