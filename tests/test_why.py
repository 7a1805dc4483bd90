"""What made an event is told by the lexicon's own names and the report's own words."""

from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.faces import api
from dateline.faces.details import why_rows
from dateline.records.acts.frames import all_frames

TEXT = "The army shelled the town of Arbo with mortars on Monday, killing 12 people.\n\nFrance condemned the attack and urged Syria to end it."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, api.Result]:
    store = tmp_path_factory.mktemp("why") / "w.sqlite"
    return store, api.read(TEXT, store=store, published="2012-03-06")


def test_every_event_names_its_frame_and_its_words(kept: tuple[Path, api.Result]) -> None:
    store, result = kept
    assert result.events
    names = {frame.name for frame in all_frames()}
    for event in result.events:
        why = api.why(api.open_record(store, event.id))
        assert why.frame in names
        assert all(event.trigger.start <= span.start and span.end <= event.trigger.end for span in why.trigger)
        assert all(0 <= span.start < span.end <= len(TEXT) for fired in why.fired for span in fired.words)


def test_the_words_that_fired(kept: tuple[Path, api.Result]) -> None:
    store, result = kept
    attack = next(e for e in result.events if e.type == "ASSAULT")
    why = api.why(api.open_record(store, attack.id))
    fired = {f.asked.partition(":")[0]: {span.of(TEXT) for span in f.words} for f in why.fired}
    assert fired["actor"] == {"army"}
    assert "town" in fired["recipient"]
    shown = "\n".join("".join(piece.words for piece in row.pieces) for row in why_rows(why, result.report_of(attack)))
    assert "“shell”" in shown
    assert "assault.tsv" in shown


def test_only_events_are_explained(kept: tuple[Path, api.Result]) -> None:
    store, result = kept
    figure = result.figures[0]
    with pytest.raises(DatelineError, match="only events"):
        api.why(api.open_record(store, figure.id))


def test_the_likeliest_types_are_told_where_both_sides_are(kept: tuple[Path, api.Result]) -> None:
    store, result = kept
    attack = next(e for e in result.events if e.type == "ASSAULT")
    likely = dict(api.why(api.open_record(store, attack.id)).likely)
    assert max(likely, key=likely.__getitem__) == "ASSAULT"
    assert sum(likely.values()) <= 1 + 1e-6
