"""The reader on what no news is made of, and on what it must get right whatever it was trained with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import annotate, layers_of, words_of
from dateline.annotate.layers import Layers
from dateline.annotate.model import ReadRun
from dateline.text.make import make_report


def _read(text: str) -> Layers:
    return annotate(make_report(text, ref="x"))


def _whole(layers: Layers, text: str) -> None:
    n = len(layers.words)
    assert n == len(layers.upos) == len(layers.heads) == len(layers.deprels) == len(layers.lemmas)
    for first, stop in layers.sentences:
        roots = [i for i in range(first, stop) if layers.heads[i] < 0]
        assert len(roots) == 1
        assert all(first <= layers.heads[i] < stop for i in range(first, stop) if i not in roots)
    for a, b in [*((x.first, x.stop) for x in (*layers.names, *layers.times)), *layers.paragraphs]:
        assert 0 <= a < b <= n


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_whole_layers(text: str) -> None:
    _whole(_read(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "?!",
        "zxqvjwkpfgh" * 6 + " ",
        "ξψωφβ жщцчшэ " * 400,
        "a " * 5000,
        "Word, " * 700,
        "قال متحدث إن القوات انسحبت. " * 50,
        "🙂🙃 " * 300,
    ],
)
def test_odd_texts(text: str) -> None:
    _whole(_read(text), text)


def test_many_strange_words_in_one_run() -> None:
    text = " ".join("xqzvkw" + "qjxz" * 8 + str(i) for i in range(170)) + "."
    _whole(_read(text), text)


@pytest.mark.parametrize("change", [str, str.upper])
def test_a_plain_sentence(change: type[str]) -> None:
    layers = _read(change("Maria Lopez said on Tuesday that soldiers had attacked a village near Bogota."))
    assert ("PER", "maria lopez") in [(n.label, layers.text(n.first, n.stop).lower()) for n in layers.names]
    assert "bogota" in [layers.text(n.first, n.stop).lower() for n in layers.names if n.label == "LOC"]
    assert any("tuesday" in layers.text(t.first, t.stop).lower() for t in layers.times)
    attacked = [w.lower() for w in layers.words].index("attacked")
    assert layers.words[layers.child(attacked, "nsubj") or 0].lower() == "soldiers"
    said = [[layers.text(*x).lower() for x in a.sources] for a in layers.attributions if a.cues]
    assert ["maria lopez"] in said


def test_the_halves_of_a_hyphened_noun_are_one() -> None:
    words = words_of(make_report("The secretary-general spoke.", ref="x"))
    run = ReadRun(
        upos=["DET", "NOUN", "PUNCT", "NOUN", "VERB", "PUNCT"],
        heads=[1, 4, 1, 4, -1, 4],
        deprels=["det", "nsubj", "punct", "nsubj", "root", "punct"],
        names=[],
        sources=[],
        cues=[],
        contents=[],
        times=[],
        ties={},
        factuality=[(0.0,)] * 6,
    )
    layers = layers_of(words, [(0, run)])
    assert layers.heads == (3, 3, 3, 4, -1, 4)
    assert layers.deprels[1] == "compound"


def test_a_hyphen_joins_the_name_of_a_person() -> None:
    def people(text: str) -> list[str]:
        layers = _read(text)
        return [layers.text(n.first, n.stop) for n in layers.names if n.label == "PER"]

    assert people("Ban Ki-moon visited Cairo on Monday.") == ["Ban Ki-moon"]
    assert "Ban Ki-moon" in people("Secretary-General Ban Ki-moon said on Monday that he was worried.")
    assert "Ban Ki-moon" in people("The resolution asks Secretary-General Ban Ki-moon to report to the council within five days.")
    assert "Hugo Chavez-style" not in people("The Hugo Chavez-style speech ended.")
