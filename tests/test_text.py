"""Reports made from texts: cleaning that maps back, furniture, datelines and dates. Cases: tests/cases/furniture.yml, tests/cases/dateline.yml."""

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import words_of
from dateline.span import Span
from dateline.text import furniture_words
from dateline.text.clean import clean
from dateline.text.days import iso_date
from dateline.text.make import make_report
from dateline.text.published import published_day
from dateline.text.report import Report, reading_spans

CASES = Path(__file__).parent / "cases"
FURNITURE: list[str] = yaml.safe_load((CASES / "furniture.yml").read_text("utf-8"))
DATELINES: list[dict[str, Any]] = yaml.safe_load((CASES / "dateline.yml").read_text("utf-8"))

# Any text at all, and texts of the pieces that cleaning and furniture look for, in any order.
PIECES = (
    "\r\n \n \n\n \t \u00a0 \u200b \ufeff \u202e ﬁ ﬆ &amp; &nbsp; &#8217; &lt &fjlig; â€™ â€ Ã© Â e\u0301 क्ष \ud800 😀 👩‍👩‍👧 مرحبا \u0301 ** # ## "
    "](https://x.y/z) [a (AP) (Photo: a) Read more: Related By JANE DOE BEIRUT , -- - . ... ! ? \" ' ’ 's n't did nt U.S. Mr. 7,500 14 March 2012 "
    "Tags Share Reuters Source --AFP [TEXT] (Reporting by A. B) word Word WORD"
).split(" ")
TEXTS = st.one_of(st.text(st.characters()), st.lists(st.sampled_from([*PIECES, " "])).map("".join), st.lists(st.sampled_from(PIECES)).map(" ".join))


def marked(report: Report) -> str:
    """The text with its furniture between ⟦ and ⟧ and its title between « and »."""
    ends = [(s.start, "⟦") for s in report.furniture] + [(s.end, "⟧") for s in report.furniture]
    if report.title_span:
        ends += [(report.title_span.start, "«"), (report.title_span.end, "»")]
    text = report.text
    for at, mark in sorted(ends, key=lambda e: (e[0], e[1] in "⟦«"), reverse=True):
        text = text[:at] + mark + text[at:]
    return text


@pytest.mark.parametrize("case", FURNITURE, ids=lambda case: " ".join(re.findall(r"\w+", case)[:6]))
def test_furniture(case: str) -> None:
    assert marked(make_report(re.sub("[⟦⟧«»]", "", case), ref="r")) == case


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: " ".join(re.findall(r"\w+", case["text"])[:6]))
def test_dateline(case: dict[str, Any]) -> None:
    report = make_report(case["text"], ref="r", title=case.get("title"))
    found = report.dateline
    assert (found.place, found.agency, found.date) == (case.get("place"), case.get("agency"), case.get("date")) if found else "place" not in case
    assert " ".join(words_of(report).forms).startswith(case["body"])


def test_a_word_and_a_day_are_no_place_and_day() -> None:
    report = make_report("Meeting, 22 February 2012\n\nThe board met this morning.", ref="x")
    assert (report.published, report.dateline) == (None, None)


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("one\u00a0two", "one two"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("co\u00adoperate", "cooperate"),
        ("o\ufb03ce", "office"),
        ("Q&amp;A &#8217; &nbsp;x &quot;y&quot;", 'Q&A ’  x "y"'),
        ("&notanentity; AT&T", "&notanentity; AT&T"),
        ("Dara\u00e2\u20ac\u2122s", "Dara’s"),
        ("caf\u00c3\u00a9 cafe\u0301", "café café"),
        ("the **army** left [Dara](https://example.org/a)", "the army left [Dara]"),
        ("half\ud800", "half "),
    ],
)
def test_cleaning(dirty: str, plain: str) -> None:
    assert clean(dirty).text == plain


@given(TEXTS)
@settings(deadline=None)
def test_every_cleaned_character_has_its_place(text: str) -> None:
    cleaned = clean(text)
    before = Span(0, 0)
    for i in range(len(cleaned.text)):
        at = cleaned.original(i)
        assert at == before or before.end <= at.start < at.end <= len(text)
        assert cleaned.text[i] in clean(at.of(text)).text
        before = at
    assert cleaned.original_span(0, len(cleaned.text)).end <= len(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_word_points_into_the_original(text: str) -> None:
    report = make_report(text, ref="r")
    words = words_of(report)
    end = 0
    for form, start, stop in zip(words.forms, words.starts, words.ends, strict=True):
        assert end <= start < stop <= len(text)
        assert clean(text[start:stop]).text == form
        assert not any(Span(start, stop).overlaps(f) for f in report.furniture)
        end = stop


@given(TEXTS, st.one_of(st.none(), TEXTS), st.one_of(st.none(), TEXTS))
@settings(deadline=None)
def test_spans_of_any_report_are_sound(text: str, title: str | None, published: str | None) -> None:
    report = make_report(text, ref="r", title=title, publisher=title, published=published)
    spans = list(report.furniture)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    read = reading_spans(report)
    assert all(a.end <= b.start for a, b in pairwise(read))
    assert sum(s.end - s.start for s in [*read, *spans]) == len(text)


def test_the_title_is_read_but_apart() -> None:
    report = make_report("Army takes town The army took the town, a monitor said.", ref="r", title="Army takes town")
    assert report.title_span == Span(0, 15)
    assert len(words_of(report).sentences) == 2


def test_a_title_is_found_where_none_is_given() -> None:
    report = make_report("Army takes town\n\nThe army took it.", ref="r")
    assert (report.title, report.title_span) == ("Army takes town", Span(0, 15))
    assert make_report("The army took it.\n\nIt left again.", ref="r").title is None


def test_an_outlets_line_names_the_publisher_only_where_none_is_given() -> None:
    text = "Army takes town\n\nThe Harbour Online\n\nThe army took it."
    assert make_report(text, ref="r").publisher == "The Harbour Online"
    assert make_report(text, ref="r", publisher="Post").publisher == "Post"


def test_the_same_content_has_the_same_id() -> None:
    assert make_report("a b", ref="1").id == make_report("a b", ref="2").id != make_report("a c", ref="1").id


def test_language_is_told_only_of_english() -> None:
    assert make_report("The army took the town in the north of the country.", ref="r").language == "en"
    assert make_report("L'armée a pris la ville dans le nord du pays.", ref="r").language is None
    assert make_report("The army took the town in the north.", ref="r", language="fr").language == "fr"


@pytest.mark.parametrize(
    ("given_day", "iso"),
    [
        ("2012-03-06", "2012-03-06"),
        ("2012-03-06T10:30:00Z", "2012-03-06T10:30:00Z"),
        ("2012-03-06 10:30", "2012-03-06T10:30:00"),
        ("2012-03-06T01:00:00+03:00", "2012-03-06T01:00:00+03:00"),
        ("Tue, 06 Mar 2012 10:30:00 GMT", "2012-03-06T10:30:00Z"),
        ("Tue, 06 Mar 12 10:30:00 -0500", "2012-03-06T10:30:00-05:00"),
        ("Tue Mar  6 10:30:00 +0000 2012", "2012-03-06T10:30:00Z"),
        ("4/5/2011", "2011-04-05"),
        ("25/12/2011", "2011-12-25"),
        ("24.08.2013", "2013-08-24"),
        ("6 March 2012", "2012-03-06"),
        ("March 6th, 2012", "2012-03-06"),
        ("6 Mar 2012, 4:05 pm", "2012-03-06T16:05:00"),
        ("3 JAN 90", "1990-01-03"),
        ("20120306", "2012-03-06"),
        (20120306, "2012-03-06"),
        (1331028000, "2012-03-06T10:00:00Z"),
        ("1331028000000", "2012-03-06T10:00:00Z"),
        ("1899-12-31", None),
        ("0000-00-00", None),
        ("0000-01-01", None),
        ("2999-01-01", None),
        ("2012-02-30", None),
        ("31 June 2012", None),
        ("yesterday", None),
        ("", None),
        (2012, None),
        (True, None),
        (float("nan"), None),
        (1e300, None),
        ([], None),
    ],
)
def test_dates(given_day: object, iso: str | None) -> None:
    assert iso_date(given_day) == iso


@given(st.one_of(st.text(), st.integers(), st.floats(), st.datetimes().map(str), st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( \d\d:\d\d)?")))
@settings(deadline=None)
def test_any_date_is_iso_or_nothing(value: object) -> None:
    iso = iso_date(value)
    assert iso is None or re.fullmatch(r"(?:19\d\d|20[0-4]\d)-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?", iso)
    assert iso_date(iso) == iso


@pytest.mark.parametrize(
    ("given_day", "said", "expected"),
    [
        ("2012-03-06", {}, ("2012-03-06", "given")),
        (None, {}, (None, "unknown")),
        (None, {"dateline": "2012-03-14"}, ("2012-03-14", "dateline")),
        (None, {"dateline": "--03-14"}, (None, "unknown")),
        ("2012", {"dateline": "--03-14"}, ("2012-03-14", "dateline")),
        ("2012-03", {"dateline": "--03-14"}, ("2012-03-14", "dateline")),
        ("2012-04", {"dateline": "--03-14"}, (None, "unknown")),
        ("2012", {}, (None, "unknown")),
        ("2012-03-15", {"dateline": "--03-14"}, ("2012-03-15", "given")),
        ("2012-03-15", {"dateline": "2012-03-14"}, ("2012-03-14", "dateline")),
        ("2012-03-14T10:30:00Z", {"stamp": "2012-03-14"}, ("2012-03-14T10:30:00Z", "given")),
        ("2012-03-15", {"updated": "2012-03-16"}, ("2012-03-15", "given")),
        ("2012-03-15", {"updated": "2012-03-14"}, ("2012-03-14", "dateline")),
        (None, {"updated": "2012-03-14"}, ("2012-03-14", "dateline")),
        ("1899-01-01", {"stamp": "2012-03-14"}, ("2012-03-14", "dateline")),
        ("soon", {}, (None, "unknown")),
    ],
)
def test_published(given_day: str | None, said: dict[str, str], expected: tuple[str | None, str]) -> None:
    assert published_day(given_day, "given", **said) == expected


def test_upper_case_months_do_not_hide_a_text() -> None:
    report = make_report("MARCH 14 WAS QUIET. THE ARMY LEFT.", ref="r")
    assert (report.furniture, report.dateline) == ((), None)


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        '"',
        "(AP) ",
        "[TEXT] ",
        "&amp;",
        "Read more\n",
        "ab\n",
        "BEIRUT (AP) - ",
        "12 12 x ",
        "e\u0301",
        "x's",
        "Reporting by A B ",
        ". Tags ",
        "](http://",
    ],
)
def test_the_time_taken_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        words_of(make_report(text, ref="r"))
        return time.process_time() - start

    seconds(1000)  # loads the lists
    small = min(seconds(25_000) for _ in range(2))
    assert seconds(200_000) < 8 * max(small, 0.01) * 5


def test_lists_are_sound() -> None:
    words = furniture_words.furniture_words()
    assert ("share", "this") in words.chrome
    assert words.agencies >= {"reuters", "afp"}
