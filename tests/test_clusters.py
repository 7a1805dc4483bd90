"""Measures of clusters, against examples worked by hand."""

import pytest

from evaluation.clusters import Agreement, Clusters, linked


def _agreement(gold: list[str], ours: list[str]) -> Agreement:
    """Each cluster a word, each letter a mention."""
    out = Agreement()
    sides: list[Clusters] = [[set(word) for word in side] for side in (gold, ours)]
    out.add(*sides)
    return out


def test_the_same_clusters() -> None:
    agreement = _agreement(["abc", "de"], ["de", "abc"])
    assert [m.f1 for m in (agreement.muc, agreement.b3, agreement.ceafe, agreement.mentions)] == [100] * 4
    assert agreement.conll == 100


def test_nothing_found_and_nothing_there() -> None:
    assert _agreement(["abc"], []).conll == 0
    assert _agreement([], ["abc"]).conll == 0
    assert _agreement([], []).conll == 0


def test_one_link_too_many() -> None:
    """Bagga and Baldwin's first example: a chain of 5 and one of 2 put together, beside one of 5."""
    agreement = _agreement(["12345", "67", "89abc"], ["12345", "6789abc"])
    assert agreement.muc.recall == 100
    assert agreement.muc.precision == pytest.approx(100 * 9 / 10)
    assert agreement.b3.recall == 100
    assert agreement.b3.precision == pytest.approx(100 / 12 * (5 + 2 * 2 / 7 + 5 * 5 / 7))  # the paper's 76


def test_the_longer_chains_put_together() -> None:
    """Bagga and Baldwin's second example: MUC sees no difference, B³ does."""
    agreement = _agreement(["12345", "67", "89abc"], ["1234589abc", "67"])
    assert agreement.muc.precision == pytest.approx(90)
    assert agreement.b3.precision == pytest.approx(100 / 12 * (2 + 10 * 5 / 10))  # the paper's 58


def test_mentions_that_one_side_lacks() -> None:
    """Pradhan and others' example: gold {a b c} {d e f g}, ours {a b} {c d} {f g h i}."""
    agreement = _agreement(["abc", "defg"], ["ab", "cd", "fghi"])
    assert agreement.mentions.recall == pytest.approx(100 * 6 / 7)
    assert agreement.mentions.precision == pytest.approx(100 * 6 / 8)
    assert agreement.muc.recall == pytest.approx(100 * 2 / 5)
    assert agreement.muc.precision == pytest.approx(100 * 2 / 5)
    assert agreement.b3.recall == pytest.approx(100 / 7 * (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4))
    assert agreement.b3.precision == pytest.approx(100 / 8 * (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4))
    assert agreement.ceafe.recall == pytest.approx(100 / 2 * (4 / 5 + 4 / 8))
    assert agreement.ceafe.precision == pytest.approx(100 / 3 * (4 / 5 + 4 / 8))


def test_clusters_are_put_together_for_the_best_sum() -> None:
    """The likest pair (abcd with abcgh, 6/9) would leave the others nothing to go with."""
    agreement = _agreement(["abcd", "gh"], ["abcgh", "d"])
    assert agreement.ceafe.recall == pytest.approx(100 / 2 * (2 / 5 + 4 / 7))


def test_documents_add_up() -> None:
    agreement = _agreement(["ab"], ["ab"])
    agreement.add([{"a", "b"}], [])
    assert agreement.muc.recall == 50
    assert agreement.muc.precision == 100


def test_clusters_of_one_may_be_left_out() -> None:
    assert linked([{"a"}, {"b", "c"}]) == [{"b", "c"}]
