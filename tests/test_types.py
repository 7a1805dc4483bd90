"""What the trained head makes of two parties in a sentence, and how its word and a frame's are joined."""

import pytest

from dateline.annotate.model import reader
from dateline.annotate.types import MOST_WORDS, SOURCE, SOURCE_END, TARGET, TARGET_END, marked, type_head
from dateline.records.acts.likely import likely, likely_between


@pytest.mark.parametrize(
    ("sentence", "source", "target", "kind"),
    [
        ("France condemned Russia for the attack on the convoy .", (0, 1), (2, 3), "ACCUSE"),
        ("The army shelled the rebels in the north .", (0, 2), (3, 5), "ASSAULT"),
        ("The prime minister met the president in Vienna .", (0, 3), (4, 6), "CONSULT"),
        ("The president was met by the prime minister in Vienna .", (5, 8), (0, 2), "CONSULT"),
        ("Norway sent blankets and medicine to the refugees .", (0, 1), (6, 8), "AID"),
    ],
)
def test_plain_sentences(sentence: str, source: tuple[int, int], target: tuple[int, int], kind: str) -> None:
    odds = type_head().between(sentence.split(), source, target)
    assert max(odds, key=odds.__getitem__) == kind
    assert sum(odds.values()) == pytest.approx(1)


def test_marks_stand_around_the_parties() -> None:
    ids, shapes = marked(reader().splitter, "Norway thanked Peru".split(), (0, 1), (2, 3))
    assert [i for i in ids if i in (SOURCE, SOURCE_END, TARGET, TARGET_END)] == [SOURCE, SOURCE_END, TARGET, TARGET_END]
    assert len(ids) == len(shapes)
    assert ids[1] == SOURCE
    assert ids[-2] == TARGET_END


def test_neighbours_and_nobody() -> None:
    ids, _ = marked(reader().splitter, "Norway Peru".split(), (0, 1), (1, 2))
    assert ids.index(SOURCE_END) < ids.index(TARGET)
    assert SOURCE not in marked(reader().splitter, "Norway thanked Peru".split(), None, (2, 3))[0]


def test_a_very_long_sentence_is_cut_around_its_parties() -> None:
    words = ["word"] * 5000 + "Norway thanked Peru".split() + ["word"] * 5000
    ids, _ = marked(reader().splitter, words, (5000, 5001), (5002, 5003))
    assert SOURCE in ids
    assert TARGET in ids
    assert len(ids) <= MOST_WORDS + 6


def test_the_frame_tips_an_open_question_and_no_other() -> None:
    assert next(iter(likely("AID", {"AID": 0.4, "SUPPORT": 0.6}))) == "AID"
    assert next(iter(likely("AID", {"AID": 0.1, "SUPPORT": 0.9}))) == "SUPPORT"
    assert next(iter(likely(None, {"AID": 0.4, "SUPPORT": 0.6}))) == "SUPPORT"
    assert sum(likely("AID", {"AID": 0.4, "SUPPORT": 0.6}).values()) == pytest.approx(1)
    assert sum(likely("OTHER", {"AID": 0.4, "SUPPORT": 0.6}).values()) == pytest.approx(1)


def test_a_retreat_is_asked_for_as_what_is_conceded() -> None:
    words = "The army withdrew its troops from Norway .".split()
    assert likely_between(words, (0, 2), (6, 7), "RETREAT") == likely_between(words, (0, 2), (6, 7), "CONCEDE")
