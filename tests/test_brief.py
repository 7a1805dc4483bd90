"""The brief: what is asked first comes first, every line with its sentence, nothing averaged."""

import io

import msgspec
import pytest
from made import Told, on

from dateline.faces.brief import Brief, Section, make_brief, rows_of
from dateline.faces.brief.words import according, cut, day_words, event_words, name_words, number_words, spoken, weekday_words, when_words
from dateline.faces.marks import Quote
from dateline.faces.rows import Piece, markdown, quoted, row
from dateline.faces.terminal import show
from dateline.issues import Issue
from dateline.records import Event, Figure
from dateline.resolve.parts import Party, Source, When, Where
from dateline.span import Span


@pytest.fixture
def told() -> Told:
    """A visit announced and made, a refusal, two counts."""
    told = Told()
    first = told.report("The envoy, Berg, is to arrive in Strelsau on Saturday.", "2012-03-05", "North Wire")
    told.event(first, "CONSULT", "Berg", "Ruritania", "arrive", status="planned", when=on("2012-03-10"))
    second = told.report("Ruritania refused the convoy entry on Tuesday.", "2012-03-06", "South Post")
    told.event(second, "REJECT", "Ruritania", "convoy", "refused", when=on("2012-03-06"))
    third = told.report("Berg met the king in Strelsau on Saturday.", "2012-03-11", "North Wire")
    told.event(third, "CONSULT", "Berg", "Ruritania", "met", when=on("2012-03-10"))
    told.figure(told.report("7,500 people, the UN said.", "2012-03-10"), 7500, "UN", of="people")
    told.figure(told.report("8,000 people, activists said.", "2012-03-11"), 8000, "activists", of="people")
    return told


def _brief(told: Told, as_of: str | None = None) -> Brief:
    return make_brief(told.reports, told.records, [Issue("x.bin", "decode", "it is no text")], as_of=as_of)


def _section(brief: Brief, name: str) -> Section:
    return next(s for s in brief.sections if s.name == name)


def _lines(section: Section) -> list[str]:
    """The lines, what is strong in them between stars."""
    lines = (line for group in section.groups for line in group.lines)
    return [f"{line.lead}: " + "".join(f"**{p.words}**" if p.style == "strong" else p.words for p in line.pieces) for line in lines]


def test_who_is_due_when_and_what_came_of_it(told: Told) -> None:
    before, after = _section(_brief(told, "2012-03-06"), "Due"), _section(_brief(told), "Due")
    assert before.groups[0].heading == "Still ahead on Tue 6 Mar 2012"
    assert _lines(before) == ["Sat 10 Mar 2012: Berg: arrive → Ruritania (CONSULT)"]
    assert _lines(after) == ["Sat 10 Mar 2012: Berg: arrive → Ruritania (CONSULT) · **took place** (Sat 10 Mar 2012)"]
    assert [e.quote.plain() for e in after.groups[0].lines[0].evidence] == [told.reports[0].text, told.reports[2].text]


def test_who_was_refused(told: Told) -> None:
    assert _lines(_section(_brief(told), "Refused or put off")) == ["Tue 6 Mar 2012: Ruritania: refused → convoy (REJECT)"]


def test_rival_counts_stand_side_by_side(told: Told) -> None:
    (line,) = _lines(_section(_brief(told), "Where accounts differ"))
    un, activists = "**at least 7,500 people**, according to UN, 10 Mar 2012", "**at least 8,000 people**, according to activists, 11 Mar 2012"
    assert line == f"Killed in all: {un} | {activists}"
    assert "7,750" not in markdown(rows_of(_brief(told)))


def test_every_line_rests_on_a_sentence(told: Told) -> None:
    brief = _brief(told)
    for section in brief.sections[:-1]:
        for group in section.groups:
            for line in group.lines:
                assert line.evidence
                assert all(e.quote.marked for e in line.evidence)


def test_as_of_a_day_nothing_later_is_known(told: Told) -> None:
    brief = _brief(told, "2012-03-06")
    assert (brief.reports, brief.outlets, brief.last, brief.events, brief.figures) == (2, 2, "2012-03-06", 2, 0)


def test_nothing_gives_a_brief_that_says_so() -> None:
    text = markdown(rows_of(make_brief([], [])))
    assert text.startswith("# Brief\n\n0 reports of 0 outlets: **0 events,")
    assert "Nothing of the kind was found." in text
    assert "Everything that was given could be read." in text


def test_what_could_not_be_read_is_told(told: Told) -> None:
    assert "- **x.bin**: it is no text (at: decode)" in markdown(rows_of(_brief(told)))


# Words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"low": 26, "high": 26}, "26"),
        ({"low": 7500, "bound": "at_least"}, "at least 7,500"),
        ({"high": 40, "bound": "at_most"}, "at most 40"),
        ({"low": 200, "high": 200, "bound": "about"}, "about 200"),
        ({"low": 100, "high": 120, "bound": "range"}, "100 to 120"),
        ({"low": 200, "bound": "vague", "text": "hundreds"}, "“hundreds” (at least 200)"),
    ],
)
def test_numbers(figure: dict[str, object], words: str) -> None:
    assert number_words(Figure(what="killed", span=Span(0, 1), **{"text": "x", **figure})) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (on("2012-03-10"), "Sat 10 Mar 2012"),
        (When(start="2012-03-10", end="2012-03-12"), "10 Mar 2012 to 12 Mar 2012"),
        (When(end="2012-04-10"), "by Tue 10 Apr 2012"),
        (When(start="2012-04-10"), "from Tue 10 Apr 2012"),
        (When(text="the next day", value="PUB-P1D"), "“the next day”"),
        (None, "no date given"),
    ],
)
def test_times(when: When | None, words: str) -> None:
    assert when_words(when) == words


def test_days_that_are_none() -> None:
    assert (day_words(None), weekday_words("PUB"), when_words(None, "2012-03-05")) == ("without a date", "without a date", "reported Mon 5 Mar 2012")


def test_acts(told: Told) -> None:
    chain = tuple(Source(party=Party(name=name, text=name)) for name in ("the ministry", "activists"))
    army = Party(name="army", text="army", country="SYR")
    event = Event(
        type="ASSAULT",
        actors=(army,),
        trigger=Span(10, 17),
        span=Span(0, 20),
        negated=True,
        certainty="probable",
        sources=chain,
        where=Where(name="HOMS"),
    )
    told.report("The army  SHELLED it.", "2012-03-05")
    event = msgspec.structs.replace(event, report=told.reports[-1].id)
    assert event_words(told.corpus(), event) == "army (Syria): not shelled, Homs (ASSAULT, probable), according to activists, as told by the ministry"


def test_small_words() -> None:
    assert cut("one two three four", 12) == "one two …"
    assert (spoken("SHELLING"), spoken("U.N."), spoken("UN"), spoken("Homs")) == ("shelling", "U.N.", "UN", "Homs")
    assert name_words(Party(name="Kofi Annan", text="x", country="GHA")) == "Kofi Annan"


# Markdown


def test_markdown() -> None:
    rows = [
        *(row("title", "A"), row("text", "b"), row("heading", "C"), row("group", "D")),
        *(
            row("item", Piece("e", "strong"), ": f"),
            row("under", *quoted(Quote("g ", "h ", "i")), Piece(" j", "dim")),
            row("item", "k"),
            row("text", "l"),
        ),
    ]
    assert markdown(rows) == "# A\n\nb\n\n## C\n\n### D\n\n- **e**: f\n  - “g **h** i” j\n- k\n\nl\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colours_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch, told: Told) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for plain, no_color, coloured in ((False, "", True), (True, "", False), (False, "1", False)):
        monkeypatch.setenv("NO_COLOR", no_color)
        stream = _Terminal()
        show(rows_of(_brief(told)), stream, plain=plain)
        assert ("\x1b[" in stream.getvalue()) == coloured
        assert "Berg" in stream.getvalue()


def test_what_markdown_would_take_for_its_own_is_escaped() -> None:
    told = markdown([row("text", "a*b _c_ d_e `f` <g> [h] [i](j) \\k")])
    assert told == "a\\*b \\_c\\_ d_e \\`f\\` \\<g> [h] \\[i](j) \\\\k\n"


def test_joint_speakers_are_one_voice_and_nested_ones_two() -> None:
    joint, outer = Span(10, 14), Span(50, 54)
    russia, china, aide = (Source(Party(name=n, text=n), cue) for n, cue in (("Russia", joint), ("China", joint), ("An aide", outer)))
    assert according([russia, china]) == ", according to Russia and China"
    assert according([aide, russia, china]) == ", according to Russia and China, as told by An aide"
