"""Which mentions are of one entity: what is a mention, the shipped scorer on plain sentences, what the product takes of it, and how GUM is read."""

from pathlib import Path

import pytest

from dateline.annotate import annotate
from dateline.annotate.layers import Layers
from dateline.resolve.coreference.mentions import mentions_of
from dateline.resolve.coreference.scorer import scorer
from dateline.resolve.parties.party import Parties
from dateline.text.make import make_report
from evaluation.clusters import Agreement
from evaluation.coreference import score
from training.entities import documents


def _layers(text: str) -> Layers:
    return annotate(make_report(text, ref="case"))


def _mentions(text: str) -> set[str]:
    layers = _layers(text)
    return {layers.text(m.first, m.stop) for m in mentions_of(layers)}


def _chains(text: str) -> list[list[str]]:
    layers = _layers(text)
    return [[layers.text(m.first, m.stop) for m in chain] for chain in scorer().links(layers).chains()]


def test_a_mention_has_what_hangs_from_its_head_but_no_preposition() -> None:
    assert {"the mayor of the old town", "the old town"} <= _mentions("He spoke with the mayor of the old town.")


def test_an_apposition_is_a_mention_of_its_own() -> None:
    assert {"Anna Berg", "the new envoy"} <= _mentions("Anna Berg, the new envoy, left.")


def test_those_who_are_coordinated_are_mentions_alone_and_together() -> None:
    assert {"Anna Berg", "Omar Haddad", "Anna Berg and Omar Haddad"} <= _mentions("Anna Berg and Omar Haddad left.")


def test_a_relative_pronoun_and_an_expletive_are_none() -> None:
    found = _mentions("There was a man who knew the road that led home.")
    assert not {"There", "who", "that"} & found


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Anna Berg met the rebels on Monday. She said the talks would go on.", ["Anna Berg", "She"]),
        ("Omar Haddad resigned. Mr Haddad had led the party since May.", ["Omar Haddad", "Mr Haddad"]),
        ("The committee met on Monday. The committee will vote on Friday.", ["The committee", "The committee"]),
        ("The soldiers fired when they saw the car.", ["The soldiers", "they"]),
    ],
)
def test_mentions_of_one_entity_are_a_chain(text: str, chain: list[str]) -> None:
    assert chain in _chains(text)


def test_two_people_stay_two() -> None:
    assert not any({"Anna Berg", "Omar Haddad"} <= set(chain) for chain in _chains("Anna Berg thanked Omar Haddad. She praised him."))


def test_a_text_without_mentions() -> None:
    assert scorer().links(_layers("...")).chains() == []


def test_choices_and_going_with_none_share_what_is_sure() -> None:
    links = scorer().links(_layers("Anna Berg thanked Omar Haddad. She praised him."))
    for k in range(len(links.mentions)):
        earlier, shares = links.choices(k)
        assert all(j < k for j in earlier)
        assert 0 <= sum(shares) <= 1.001


def _named(text: str, word: str) -> str | None:
    """The name of the party that the last `word` of a text stands for."""
    report = make_report(text, ref="case")
    layers = annotate(report)
    k = max(k for k, w in enumerate(layers.words) if w == word)
    found = Parties(report, layers).of(k)
    return found[0].name if found else None


def test_a_pronoun_bears_the_first_full_name() -> None:
    assert _named("Valerie Amos arrived on Wednesday. Baroness Amos met the wounded. She will leave on Friday.", "She") == "Valerie Amos"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Omar Haddad ended a long meeting with President Karim Saleh in Cairo on Sunday. He is due in Beirut on Monday.", "Omar Haddad"),
        ("Karim Saleh told Omar Haddad that it was late. Haddad, who also met Samir Nasser, said that he was glad. He will fly on.", "Omar Haddad"),
        ("Valerie Amos met Omar Haddad in Cairo. He is due in Beirut on Monday.", "Omar Haddad"),
    ],
)
def test_who_opens_a_sentence_is_who_acted_in_the_last(text: str, who: str) -> None:
    assert _named(text, "He") == who


def test_it_is_the_body_that_says_what_others_did_to_it() -> None:
    told = "A brigade of rebels said in a statement that it had left. The Red Cross said the army had given it leave to enter the town."
    assert _named(told, "it") == "International Committee of the Red Cross"


def test_he_is_no_city_and_no_body() -> None:
    assert _named("The ministry sent Omar Haddad to Damascus. There he met the rebels.", "he") == "Omar Haddad"


def test_it_is_nobody_where_it_stands_for_a_thing() -> None:
    assert _named("The soldiers destroyed a truck after it hit a wall.", "it") is None


GUM = """\
# newdoc id = a
# text = Anna's dog barked. She laughed.
1-2\tAnna's\t_\t_\t_\t_\t_\t_\t_\t_
1\tAnna\tAnna\tPROPN\t_\t_\t3\tnmod:poss\t_\tEntity=(2-animal-new-nn-cf1-1-coref(1-person-new-nn-cf2-1-coref
2\t's\t's\tPART\t_\t_\t1\tcase\t_\tEntity=1)
3\tdog\tdog\tNOUN\t_\t_\t4\tnsubj\t_\tEntity=2)
4\tbarked\tbark\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

1\tShe\tshe\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-nn-cf1-1-ana)
2\tlaughed\tlaugh\tVERB\t_\t_\t0\troot\t_\tEntity=(3[1/2]-event-new-nn-cf3-1-sgl)
3\tout\tout\tADV\t_\t_\t2\tadvmod\t_\t_
4\tloud\tloud\tADV\t_\t_\t2\tadvmod\t_\tEntity=(3[2/2])|SpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def test_entities_are_read_nested_and_in_parts(tmp_path: Path) -> None:
    file = tmp_path / "gum.conllu"
    file.write_text(GUM, "utf-8")
    (document,) = documents(file, 90)
    assert document.entities == {"1": {(0, 2), (5, 6)}, "2": {(0, 3)}, "3": {(6, 9)}}
    assert document.words.starts[:5] == (0, 4, 7, 11, 17)
    assert document.words.sentences == ((0, 5), (5, 10))


def test_a_document_is_scored_by_spans_and_by_heads(tmp_path: Path) -> None:
    file = tmp_path / "gum.conllu"
    file.write_text(GUM, "utf-8")
    (document,) = documents(file, 90)
    n = len(document.words.forms)
    layers = Layers(
        words=document.words.forms,
        starts=document.words.starts,
        ends=document.words.ends,
        lemmas=("anna", "'s", "dog", "bark", ".", "she", "laugh", "out", "loud", "."),
        upos=("PROPN", "PART", "NOUN", "VERB", "PUNCT", "PRON", "VERB", "ADV", "ADV", "PUNCT"),
        heads=(2, 0, 3, -1, 3, 6, -1, 6, 6, 6),
        deprels=("nmod:poss", "case", "nsubj", "root", "punct", "nsubj", "root", "advmod", "advmod", "punct"),
        sentences=document.words.sentences,
        paragraphs=((0, n),),
    )
    exact, by_head = Agreement(), Agreement()
    score(document, layers, exact, by_head)
    assert (exact.mentions.gold, by_head.mentions.gold) == (2, 2)
    assert by_head.mentions.found >= exact.mentions.found


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The castle road was cut by Turkish forces on Monday when they seized a hill near the town.", "they", "Turkish forces"),
        ("The US-led coalition said on Friday that it had carried out air strikes near the town.", "it", "US-led coalition"),
    ],
)
def test_who_acts_in_the_clause_above_where_the_scorer_is_not_sure(text: str, word: str, name: str) -> None:
    report = make_report(text, ref="case")
    layers = annotate(report)
    found = Parties(report, layers).of(layers.words.index(word))
    assert [party.name for party in found] == [name]
