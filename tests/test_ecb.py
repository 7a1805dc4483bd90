"""Whether two mentions are of one event: what they are compared by, the scorer, and the yardstick over a small set made here."""

import json
from pathlib import Path

import numpy as np
import pytest

from dateline.annotate import annotate
from dateline.annotate.layers import Layers
from dateline.text.make import make_report
from evaluation.ecb import APART, YARDSTICK, events_by, score, topics_of
from evaluation.frame import Measure, Skipped
from evaluation.reading import Reading
from evaluation.tellings.pairs import Told, each_pair, rarity, squared, told, traits
from evaluation.tellings.same import same_event
from evaluation.tellings.states import MOST_WORDS, mean_of, runs, states
from evaluation.tellings.telling import telling
from training.ecb import documents

STORIES = (
    "A strong earthquake struck the port of Manta on Tuesday, killing nine people.",
    "Nine people were killed when a quake hit Manta in Ecuador.",
    "The mayor of Lyon resigned on Tuesday after the police searched his office.",
)


def read(text: str) -> Layers:
    return annotate(make_report(text, ref="x"))


def at(layers: Layers, word: str) -> tuple[int, ...]:
    return (layers.low.index(word),)


@pytest.fixture(scope="module")
def stories() -> Told:
    reports = [read(text) for text in STORIES]
    words = (("earthquake", "struck", "killing"), ("killed", "quake", "hit"), ("resigned", "searched"))
    return told(reports, [[at(layers, word) for word in its] for layers, its in zip(reports, words, strict=True)])


def test_what_hangs_on_a_mention() -> None:
    layers = read("The army shelled the northern town of Idlib on Friday.")
    one = telling(layers, at(layers, "shelled"))
    assert (one.lemma, one.doer, one.done_to) == ("shell", {"army"}, {"town", "northern", "Idlib".lower()})
    assert "friday" in one.beside
    assert "shell" not in one.sentence


def test_a_passive_subject_is_what_it_is_done_to() -> None:
    layers = read("The town was shelled by the army.")
    one = telling(layers, at(layers, "shelled"))
    assert one.done_to == {"town"}
    assert not one.doer


def test_a_second_verb_takes_the_subject_of_the_first() -> None:
    layers = read("Rebels stormed the base and burned two trucks.")
    assert telling(layers, at(layers, "burned")).doer == {"rebel"}


def test_the_head_of_several_words() -> None:
    layers = read("He checked into a clinic.")
    one = telling(layers, [*at(layers, "checked"), *at(layers, "into")])
    assert layers.low[one.head] == "checked"


def test_long_sentences_are_read_in_part() -> None:
    layers = read("The army shelled " + "the town and " * 200 + "the port.")
    assert all(stop - first <= MOST_WORDS for first, stop in runs(layers))
    found = states().of(layers)
    assert found.shape[1] == len(layers.words)
    assert np.isfinite(found).all()


def test_means_have_length_one() -> None:
    found = mean_of(states().of(read(STORIES[0])), [0, 1, 2])
    assert np.allclose((found * found).sum(-1), 1, atol=1e-4)


def test_likeness_is_symmetric_and_between_nought_and_one(stories: Told) -> None:
    likely = same_event().between(stories)
    assert np.array_equal(likely, likely.T)
    assert np.array_equal(np.diag(likely), np.ones(len(likely)))
    assert ((likely >= 0) & (likely <= 1)).all()


def test_likeness_does_not_hang_on_the_order(stories: Told) -> None:
    order = [5, 2, 7, 0, 1, 6, 4, 3]
    assert np.allclose(same_event().between(stories)[np.ix_(order, order)], same_event().between(stories.some(order)), atol=1e-5)


def test_words_for_one_thing_are_likelier_one_than_others(stories: Told) -> None:
    likely = same_event().between(stories)
    quake, struck, killing, killed, quake_2, hit, resigned, _ = range(8)
    for one, other in ((quake, quake_2), (struck, hit), (killing, killed)):
        assert likely[one, other] > 0.5
        assert likely[one, other] > max(likely[one, resigned], likely[other, resigned])
    assert likely[quake, resigned] < 0.1


def test_no_mention_and_one(stories: Told) -> None:
    assert same_event().between(stories.some([])).shape == (0, 0)
    assert same_event().between(stories.some([3])).tolist() == [[1.0]]
    assert told([], []).tellings == ()


def test_pairs_go_there_and_back() -> None:
    square = np.array([[1, 0.1, 0.2], [0.1, 1, 0.3], [0.2, 0.3, 1]], np.float32)
    assert np.array_equal(squared(each_pair(square), 3), square)


def test_traits_are_numbers(stories: Told) -> None:
    found = traits(stories)
    assert found.shape[:2] == (8, 8)
    assert np.isfinite(found).all()


def test_events_are_joined_within_a_topic_by_average_likeness() -> None:
    likely = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], np.float32)
    a, b, c, d = events_by([([0, 2, 3], likely), ([1], np.eye(1, dtype=np.float32))], 0.5)
    assert a == c
    assert len({a, b, d}) == 3


def test_a_few_sure_pairs_join_two_clusters_and_many_hardly_likely_ones_do_not() -> None:
    for between, joined in (([[0.9, 0.3], [0.3, 0.3]], True), ([[0.35, 0.35], [0.35, 0.35]], False)):
        likely = np.full((4, 4), 0.99, np.float32)
        likely[:2, 2:], likely[2:, :2] = np.array(between), np.array(between).T
        assert len(set(events_by([([0, 1, 2, 3], likely)], APART))) == (1 if joined else 2)


def test_topics_part_reports_that_share_no_word() -> None:
    quakes = ["A quake hit the port of Manta.", "The quake in Manta shook the port.", "The port of Manta after the quake."]
    votes = ["Voters in Lyon elected a mayor.", "The mayor whom Lyon elected thanked voters.", "Lyon and its mayor: voters elected."]
    topics = topics_of([read(text) for text in quakes + votes])
    assert len(set(topics[:3])) == len(set(topics[3:])) == 1
    assert topics[0] != topics[3]


def test_rare_words_weigh_more() -> None:
    assert 0 <= rarity("the") < rarity("attack") < rarity("detonate") <= 1
    assert rarity("xyzzyism") == 1


def corpus(folder: Path) -> Path:
    """Two reports of two sentences in the set's files, under `folder`/merge/ecb."""
    texts = {"90_1ecb": ("A quake hit Manta .", "It killed nine ."), "90_1ecbplus": ("Nine died in a quake in Manta .",)}
    marked = {("90_1ecb", 0, 2): "E1", ("90_1ecb", 1, 1): "E2", ("90_1ecbplus", 0, 1): "E2", ("90_1ecbplus", 0, 4): "E1"}
    lines, mentions = [], []
    for name, sentences in texts.items():
        for s, sentence in enumerate(sentences):
            for t, word in enumerate(sentence.split()):
                event = marked.get((name, s, t), "-")
                lines.append(f"{name}\t{s}\t{t}\t{word}\t{event}")
                if event != "-":
                    mentions.append({"doc_id": name, "sent_id": s, "tokens_number": [t], "coref_chain": event, "tokens_str": word})
            lines.append("")
    out = folder / "merge" / "ecb"
    out.mkdir(parents=True)
    (out / "dev_corpus.txt").write_text("\n".join(lines), "utf-8")
    (out / "dev_Event_gold_mentions.json").write_text(json.dumps(mentions), "utf-8")
    return out / "dev_corpus.txt"


def test_documents_of_the_set(tmp_path: Path) -> None:
    first, second = documents(file := corpus(tmp_path), file.with_name("dev_Event_gold_mentions.json"))
    assert (first.topic, first.words.sentences) == ("90", ((0, 5), (5, 9)))
    assert [(first.words.forms[t.words[0]], t.event) for t in first.tellings] == [("hit", "E1"), ("killed", "E2")]
    assert [second.words.forms[t.words[0]] for t in second.tellings] == ["died", "quake"]


def test_the_yardstick_measures_and_skips(tmp_path: Path) -> None:
    reading = Reading(tmp_path / "cache")
    skipped = list(YARDSTICK.run(YARDSTICK.parts(tmp_path), reading))
    assert [type(s) for s in skipped] == [Skipped]
    file = corpus(tmp_path)
    found = {m.metric: m for m in YARDSTICK.run(YARDSTICK.parts(tmp_path), reading) if isinstance(m, Measure)}
    assert found["CoNLL F1"].on == 2
    assert 0 <= found["CoNLL F1"].ours <= 100
    assert found["one lemma: MUC F1"].ours == 0
    file.with_name("dev_Event_gold_mentions.json").write_text("[{}]", "utf-8")
    assert [type(s) for s in YARDSTICK.run(YARDSTICK.parts(tmp_path), reading)] == [Skipped]


def test_a_perfect_answer_scores_whole(stories: Told) -> None:
    gold = ["q", "q", "k", "k", "q", "q", "r", "s"]
    assert score(stories, gold, gold).conll == pytest.approx(100)
