"""The careful reader's lists fit the bundled reports, and the yardstick that uses them tells right from wrong."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.bundled import reports_file
from dateline.faces.api import Result
from dateline.merge.corpus import Corpus
from dateline.merge.happening import happenings
from dateline.merge.plans import Outcome, Plan
from evaluation import demo as yardstick
from evaluation.demo import HEADS, LISTS, Found, Lists, Mention, Planned, Told, fault, load, misjudged
from evaluation.frame import Unusable


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    rows = (json.loads(line) for line in reports_file().read_text("utf-8").splitlines())
    return {row["id"]: row["text"] for row in rows}


def _rows(name: str) -> Iterator[dict[str, str]]:
    for line in (LISTS / f"{name}.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#") and line != "\t".join(HEADS[name]):
            yield dict(zip(HEADS[name], line.split("\t"), strict=True))


def _mentions(lists: Lists) -> Iterator[Mention]:
    yield from (m for told in lists.happenings for m in told.mentions)
    yield from (m for pair in lists.near_misses for m in pair)
    yield from (m for plan in lists.plans for m in plan.mentions)
    yield from (Mention(row["told_by"], row["told_words"]) for row in _rows("plans") if row["told_by"])


def test_every_mention_stands_in_its_report_once(lists: Lists, texts: dict[str, str]) -> None:
    for mention in _mentions(lists):
        assert mention.span(texts[mention.report]).of(texts[mention.report]) in mention.words


def test_a_mention_tells_surely_of_one_thing_alone(lists: Lists) -> None:
    sure = [m for told in lists.happenings for m, mark in told.mentions.items() if mark == "is"]
    assert len(sure) == len(set(sure))


def test_near_misses_are_not_one_thing_on_the_list(lists: Lists) -> None:
    for told in lists.happenings:
        for first, second in lists.near_misses:
            assert not {first, second} <= told.mentions.keys(), told.title


def test_the_lists_are_as_long_as_a_score_needs(lists: Lists) -> None:
    reports = [{m.report for m, mark in told.mentions.items() if mark == "is"} for told in lists.happenings]
    assert sum(len(its) > 1 for its in reports) >= 80
    assert sum(len(its) == 1 for its in reports) >= 40
    assert len(lists.near_misses) >= 30
    assert len(lists.plans) >= 40


def test_copies_are_bundled_reports(lists: Lists, texts: dict[str, str]) -> None:
    assert all(report in texts and of in texts and report != of for report, of in lists.copies)


def test_plans_are_due_on_days_and_told_where_their_outcome_is_known() -> None:
    for row in _rows("plans"):
        for day in row["due"].split("/"):
            date.fromisoformat(day if len(day) == 10 else f"{day}-01")
        assert bool(row["told_by"]) == (not {"unknown", "ahead"} >= set(row["outcome"].split(","))), row


@pytest.mark.parametrize("words", ["no trigger", "[not] there", "the [talks", "talks] begin", "[] in", "[a] and [b]"])
def test_words_that_mark_no_trigger_are_refused(words: str) -> None:
    with pytest.raises(Unusable):
        Mention("x", words).span("the talks begin, a and b, no trigger in")


def test_words_that_stand_twice_are_refused() -> None:
    with pytest.raises(Unusable):
        Mention("x", "[talks]").span("talks about talks")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("happenings", "A visit\tx\t[went]\tperhaps"),
        ("plans", "A visit\tx\t[will]\tA\t2012-01-01\tforgotten\t\t"),
        ("copies", "x\ty"),
    ],
)
def test_lists_of_another_shape_are_refused(tmp_path: Path, name: str, line: str) -> None:
    for known, head in HEADS.items():
        (tmp_path / f"{known}.tsv").write_text("\t".join(head) + "\n" + (line + "\n" if known == name else ""))
    with pytest.raises(Unusable):
        load(tmp_path)


AGAINST = Mention("halyard-0216", "among those that [voted] against")
COPIED = Mention("bosphorus-0217", "among those that [voted] against")
KILLED = Mention("halyard-0204", "200 people were [killed] overnight in Homs")


def test_a_happening_is_exact_where_its_mentions_stand_together_and_alone(demo: Result) -> None:
    corpus = Corpus.of(demo.reports, demo.records)
    found = Found(corpus, happenings(corpus))
    whole, half = Told("against", {AGAINST: "is", COPIED: "is"}), Told("against", {AGAINST: "is"})
    mixed = Told("against or killed", {AGAINST: "is", COPIED: "is", KILLED: "is"})
    other = Told("the copy's", {COPIED: "is"})
    assert not fault(whole, [whole], found)
    assert not fault(Told("against", {AGAINST: "is", COPIED: "may"}), [other], found)
    assert fault(half, [half], found).startswith("too much")
    assert fault(half, [half, other], found).startswith("too much")
    assert fault(mixed, [mixed], found).startswith("apart")


def test_an_outcome_is_right_where_it_rests_on_a_report_that_tells_it(demo: Result) -> None:
    corpus = Corpus.of(demo.reports, demo.records)
    found = Found(corpus, happenings(corpus))
    announced, done = Mention("bosphorus-0410", "Kofi Annan will [visit] the camps"), Mention("neva-0411", "who [toured] camps for")
    visit = Told("camps", {announced: "is", done: "is"})
    listed = Planned("camps", (announced,), frozenset({"took place"}), done)

    def plan(outcome: Outcome, later: Mention | None) -> Plan:
        event = found.at(later) if later else None
        return Plan(id="p", happenings=(), events=(), type="CONSULT", outcome=outcome, later=event.id if event else None)

    assert not misjudged(listed, plan("took place", done), [visit], found)
    assert misjudged(listed, plan("unknown", None), [visit], found) == "unknown"
    assert misjudged(listed, plan("took place", announced), [visit], found).startswith("rests on bosphorus-0410")


def test_it_is_listed_and_needs_no_corpora(tmp_path: Path) -> None:
    (part,) = yardstick.YARDSTICK.parts(tmp_path)
    assert part.files
    assert all(file.exists() for file in part.files)
    (absent,) = yardstick.YARDSTICK.given(tmp_path)
    assert not absent.files
