"""Ties between the records of one report."""

from dateline.records import Event, Figure, Statement
from dateline.records.links import linked
from dateline.resolve.parts import Party
from dateline.span import Span


def _attack(start: int, negated: bool = False, actor: str = "army") -> Event:
    return Event(
        type="ASSAULT", actors=(Party(name=actor, text=actor),), negated=negated, trigger=Span(start, start + 6), span=Span(start, start + 40)
    )


def test_a_statement_holds_what_lies_in_its_content() -> None:
    said = Statement(content=Span(10, 60), span=Span(0, 60))
    inside, outside = _attack(15), _attack(70)
    one, held, other = linked([said, inside, outside], "r")
    assert isinstance(one, Statement)
    assert one.holds == (held.id,)
    assert other.id not in one.holds


def test_a_count_of_dead_is_tied_to_the_nearest_attack_that_was_made() -> None:
    dead = Figure(what="killed", low=3, high=3, text="3", span=Span(30, 38))
    made, denied, far = _attack(20), _attack(28, negated=True), _attack(400)
    *_, figure = linked([made, denied, far, dead], "r")
    assert isinstance(figure, Figure)
    assert figure.event == linked([made], "r")[0].id


def test_of_what_is_told_twice_by_the_same_words_the_first_is_kept() -> None:
    (kept,) = linked([_attack(0, actor="army"), _attack(0, actor="navy")], "r")
    assert isinstance(kept, Event)
    assert kept.actors[0].name == "army"


def test_ids_are_of_what_a_record_is_and_not_of_what_is_told_of_it() -> None:
    first, second = linked([_attack(0, actor="army")], "r"), linked([_attack(0, actor="navy", negated=True)], "r")
    assert first[0].id == second[0].id != linked([_attack(0)], "another")[0].id
