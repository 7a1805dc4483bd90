"""Who is who: spot facts of the base, what its dates leave open, and that a fault in it is told."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import read
from dateline.errors import LexiconError
from dateline.knowledge import actors, bodies, countries
from dateline.knowledge.held import Edge, Post, edge
from dateline.lexicons.tables import table

# -- facts ------------------------------------------------------------------------------------------------------------------------

HOLDERS = """
president           FRA  1995-01-01  Francois Mitterrand
president           FRA  2012-03-06  Nicolas Sarkozy
president           FRA  2012-06     Francois Hollande
president           USA  1998-12-16  Bill Clinton
president           USA  2003        George W. Bush
president           USA  1991-01-17  George H. W. Bush
secretary of state  USA  2012-03-06  Hillary Clinton
secretary of state  USA  2003-02-05  Colin Powell
foreign minister    USA  2010        Hillary Clinton
defense secretary   USA  2006-01-01  Donald Rumsfeld
prime minister      GBR  1999-06-01  Tony Blair
foreign secretary   GBR  2012-03-06  William Hague
foreign minister    GBR  2012-03-06  William Hague
queen               GBR  1997        Queen Elizabeth II
chancellor          DEU  1990-10-03  Helmut Kohl
prime minister      IRL  2000-01-01  Bertie Ahern
taoiseach           IRL  2000-01-01  Bertie Ahern
chancellor of the exchequer  GBR  2000-01-01  Gordon Brown
foreign minister    DEU  1999-03-24  Joschka Fischer
president           RUS  2012-03-06  Dmitry Medvedev
prime minister      RUS  2012-03-06  Vladimir Putin
foreign minister    RUS  2015        Sergei Lavrov
premier             CHN  1989-06-04  Li Peng
president           CHN  2012-03-06  Hu Jintao
prime minister      JPN  2011-03-11  Naoto Kan
president           KOR  2012-03-06  Lee Myung-bak
leader              PRK  2011-12-01  Kim Jong Il
prime minister      IND  1999-07-01  Atal Bihari Vajpayee
prime minister      PAK  2012-03-06  Yousuf Raza Gilani
president           AFG  2012-03-06  Hamid Karzai
president           SYR  1999        Hafez al-Assad
president           SYR  2012-03-06  Bashar al-Assad
prime minister      SYR  2012-03-06  Adel Safar
foreign minister    SYR  2012-03-06  Walid al-Moallem
president           LBN  2012-03-06  Michel Suleiman
prime minister      LBN  2012-03-06  Najib Mikati
king                JOR  1994-10-26  King Hussein
prime minister      ISR  1994        Yitzhak Rabin
foreign minister    ISR  2012-03-06  Avigdor Lieberman
president           PSE  2012-03-06  Mahmoud Abbas
president           EGY  2011-01-25  Hosni Mubarak
leader              LBY  2011-03-19  Muammar Gaddafi
president           TUN  2012-03-06  Moncef Marzouki
president           IRQ  1990-08-02  Saddam Hussein
prime minister      IRQ  2012-03-06  Nouri al-Maliki
supreme leader      IRN  2012-03-06  Ali Khamenei
foreign minister    IRN  2012-03-06  Ali Akbar Salehi
president           YEM  2011-06-03  Ali Abdullah Saleh
foreign minister    SAU  2012-03-06  Saud al-Faisal
prime minister      TUR  2012-03-06  Recep Tayyip Erdogan
foreign minister    TUR  2012-03-06  Ahmet Davutoglu
president           UKR  2014-01-01  Viktor Yanukovych
president           GEO  2008-08-08  Mikheil Saakashvili
president           SRB  1995        Slobodan Milosevic
president           HRV  1995-08-04  Franjo Tudjman
president           SDN  2012-03-06  Omar al-Bashir
president           RWA  1994-04-01  Juvenal Habyarimana
president           ZAF  1995        Nelson Mandela
president           SLV  1989-11-16  Alfredo Cristiani
president           PER  1996-12-17  Alberto Fujimori
president           COL  2012-03-06  Juan Manuel Santos
president           VEN  2012-03-06  Hugo Chavez
president           BRA  2012-03-06  Dilma Rousseff
prime minister      AUS  2012-03-06  Julia Gillard
secretary-general   org:united-nations  2003-03-20  Kofi Annan
Secretary General   org:united-nations  2012-03-06  Ban Ki-moon
special envoy for Syria  org:united-nations  2012-03-06  Kofi Annan
special envoy for Syria  org:united-nations  2013-01-01  Lakhdar Brahimi
secretary-general   org:nato  1999-03-24  Javier Solana
secretary-general   org:arab-league  2012-03-06  Nabil Elaraby
foreign policy chief  org:european-union  2012-03-06  Catherine Ashton
high representative   org:european-union  2012-03-06  Catherine Ashton
president           org:european-commission  2012-03-06  Jose Manuel Barroso
director-general    org:international-atomic-energy-agency  2003-03-20  Mohamed ElBaradei
prosecutor          org:international-criminal-court  2010  Luis Moreno-Ocampo
humanitarian chief  org:un-office-for-the-coordination-of-humanitarian-affairs  2012-03-06  Valerie Amos
"""


def _facts() -> Iterator[tuple[str, str, str, str]]:
    for line in HOLDERS.strip().splitlines():
        title, of, day, name = (part.strip() for part in line.replace("  ", "\t").split("\t") if part.strip())
        yield title, of, day, name


@pytest.mark.parametrize(("title", "of", "day", "name"), list(_facts()))
def test_who_held_a_post(title: str, of: str, day: str, name: str) -> None:
    found = actors.holder(title, of, day)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("title", "of", "day"),
    [
        ("president", "FRA", "2012-05-15"),  # one left, the next came
        ("president", "FRA", "2012"),  # two in that year
        ("president", "FRA", "2040-01-01"),  # after what the base knows
        ("president", "FRA", "1900"),
        ("foreign minister", "FRA", "2012-05"),  # of the handover the month alone is known
        ("chancellor", "GBR", "2000-01-01"),  # of another state, the head of its government
        ("beekeeper", "FRA", "2012-03-06"),
        ("president", "ATA", "2012-03-06"),
    ],
)
def test_a_holder_is_named_only_where_it_is_certain(title: str, of: str, day: str) -> None:
    assert actors.holder(title, of, day) is None


def test_a_day_must_be_one() -> None:
    for wrong in ("yesterday", "2012-13", "2012-02-30", "2012-1-1", "2012-03-06T10:00", "٢٠١٢", ""):
        with pytest.raises(ValueError, match="is no date"):
            actors.holder("president", "FRA", wrong)


# -- names ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "when", "id"),
    [
        ("Kofi Annan", None, "person:kofi-annan"),
        ("KOFI ANNAN", "1950", "person:kofi-annan"),
        ("Kim Jong-un", None, "person:kim-jong-un"),
        ("Владимир Путин", None, "person:vladimir-putin"),
        ("François Hollande", None, "person:francois-hollande"),
        ("Recep Tayyip Erdoğan", None, "person:recep-tayyip-erdogan"),
        ("بشار الأسد", None, "person:bashar-al-assad"),
        ("Clinton", "1998-12-16", "person:bill-clinton"),
        ("Clinton", "2012", "person:hillary-clinton"),
        ("Clinton", None, None),
        ("Sarkozy", "2012-03-06", "person:nicolas-sarkozy"),
        ("Sarkozy", "1950", None),
        ("de Klerk", "1993", "person:f-w-de-klerk"),
        ("Hu", "2010", "person:hu-jintao"),
        ("Jintao", "2010", None),
        ("Aung San", "2018", None),
        ("Suu Kyi", "2018", "person:aung-san-suu-kyi"),
        ("George Bush", "1990", "person:george-h-w-bush"),
        ("George Bush", "2003", "person:george-w-bush"),
        ("George Bush", None, None),
        ("Nobody At All", "2012", None),
        ("", None, None),
    ],
)
def test_people_by_name(text: str, when: str | None, id: str | None) -> None:
    found = actors.named(text, when)
    assert (found.id if found else None) == id


def test_one_name_that_two_holders_bear_names_neither() -> None:
    assert actors.named("Barzani", "2015") is None
    assert actors.named("Masoud Barzani", "2015") is not None


# -- posts over time --------------------------------------------------------------------------------------------------------------


def _told(id: str, day: str) -> set[tuple[str, str, str]]:
    return {(time, post.title, post.of) for post, time in actors.posts_of(id, day)}


def test_posts_are_former_current_and_incoming() -> None:
    assert _told("person:kofi-annan", "2012-03-06") == {
        ("former", "secretary-general", "org:united-nations"),
        ("current", "special envoy for Syria", "org:united-nations"),
    }
    assert ("incoming", "special envoy for Syria", "org:united-nations") in _told("person:kofi-annan", "2012-02-20")
    assert ("incoming", "president", "USA") in _told("person:barack-obama", "2008-12-01")
    assert _told("person:barack-obama", "2005-12-01") == set()
    assert actors.posts_of("person:nobody", "2012-03-06") == ()


def test_a_time_is_told_only_where_it_is_certain() -> None:
    post = Post("person:x", "mayor", "FRA", edge("2010"), edge("2012-05"))
    assert post.precision == "year"
    assert [post.time(day) for day in ("2005", "2009-12-01", "2010-06-01", "2011", "2012-05-20", "2012-06-01")] == [
        None,
        "incoming",
        None,
        "current",
        None,
        "former",
    ]


def test_a_guess_may_be_a_year_off() -> None:
    assert edge("2008?") == Edge("2007-01-01", "2009-12-31", "guess")
    assert edge("2012-02").last == "2012-02-29"


def test_a_post_still_held_is_not_known_later() -> None:
    last = [post for post in actors.posts_of("person:vladimir-putin", "2025-01-01") if post[1] == "current"]
    assert [post.title for post, _ in last] == ["president"]
    assert last[0][0].time("2031-01-01") is None


# -- actors -----------------------------------------------------------------------------------------------------------------------


def test_states_governments_and_armed_forces() -> None:
    state, government, military = (actors.actor(f"{kind}:SYR") for kind in ("state", "gov", "mil"))
    assert state is not None
    assert government is not None
    assert military is not None
    assert (state.name, state.kind, state.sector) == ("Syria", "state", None)
    assert (government.kind, government.country, government.sector) == ("government", "SYR", "GOV")
    assert "Damascus" in government.names
    assert (military.kind, military.sector) == ("military", "MIL")
    assert "Syrian army" in military.names


def test_organisations_come_from_the_list_of_bodies() -> None:
    council = actors.actor("org:un-security-council")
    assert council is not None
    assert council.kind == "organisation"
    assert "UNSC" in council.names
    assert actors.organisation_id("Free Syrian Army") == "org:free-syrian-army"
    assert all(actors.actor(actors.organisation_id(row["name"])) for row in table("bodies.tsv"))


def test_the_base_is_as_wide_as_it_claims() -> None:
    kinds = [actor.kind for actor in actors._actors().values()]
    assert kinds.count("organisation") >= 400
    assert kinds.count("person") >= 2000
    assert {post.of for post in actors._posts()} >= {"USA", "RUS", "CHN", "GBR", "FRA", "SYR", "org:united-nations", "org:nato"}


def test_leaders_known_by_one_name_are_people_of_the_base() -> None:
    """`leaders.tsv` lists in which years one name is enough; who that is must agree."""
    for row in table("leaders.tsv"):
        person = actors.named(row["name"])
        assert person is not None, row["name"]
        assert (person.country or "-", person.sector) == (row["country"], row["sector"]), row["name"]


def test_no_person_is_called_like_a_state_or_an_organisation() -> None:
    for person in actors._people():
        assert not any(bodies.body(name) or countries.by_name(name) for name in person.names), person.id


def test_posts_are_of_known_people_and_end_after_they_start() -> None:
    for post in actors._posts():
        assert actors.actor(post.actor) is not None
        assert post.start.first <= post.end.last


def test_no_two_hold_one_post_at_once() -> None:
    posts = actors._by_post()
    for held in posts.values():
        assert all(before.end.first <= after.start.last for before, after in pairwise(held))


@given(st.sampled_from(sorted({(p.title, p.of) for p in actors._posts()})), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str))
def test_any_day_has_at_most_one_certain_holder(post: tuple[str, str], day: str) -> None:
    certain = defaultdict(set)
    for held in actors.holders(actors.post_key(*post), post[1]):
        if held.time(day) == "current":
            certain[held.actor].add(held)
    found = actors.holder(*post, day)
    assert found is None or set(certain) == {found.id}


# -- faults -----------------------------------------------------------------------------------------------------------------------

_PERSON = {"id": "ann-lee", "name": "Ann Lee", "called": "", "also": "", "native": "", "country": "FRA", "sector": "GOV"}
_POST = {"of": "FRA", "title": "mayor", "person": "ann-lee", "from": "2001-01-01", "to": "2002-01-01"}
_CACHED = [actors._employer, actors._actors, actors._full_names, actors._short_names, actors._posts, actors._by_person, actors._by_post]


@pytest.fixture
def fresh() -> Iterator[None]:
    """Empty what the base keeps, before and after."""
    for cached in _CACHED:
        cached.cache_clear()
    yield
    for cached in _CACHED:
        cached.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("people", "posts", "fault"),
    [
        ([_PERSON, _PERSON], [], r"people\.tsv: person:ann-lee stands there twice"),
        ([_PERSON | {"country": "XXX"}], [], r"people\.tsv: person:ann-lee is of 'XXX'"),
        ([_PERSON], [_POST | {"person": "bob-lee"}], r"posts\.tsv: mayor of 'FRA', bob-lee: .*people\.tsv lacks the person"),
        ([_PERSON], [_POST | {"of": "Nowhere"}], "mayor of 'Nowhere', ann-lee: neither"),
        ([_PERSON], [_POST | {"from": "2001-13"}], "there is no month 13"),
        ([_PERSON], [_POST | {"from": "soon"}], "'soon' is no date"),
        ([_PERSON], [_POST | {"from": "2003"}], "ends before it starts"),
        ([_PERSON], [_POST, _POST | {"from": "2001-06-01", "to": ""}], "hold it at once"),
    ],
)
def test_a_fault_in_the_base_is_told(monkeypatch: pytest.MonkeyPatch, people: list[dict[str, str]], posts: list[dict[str, str]], fault: str) -> None:
    made = {"actors/people.tsv": tuple(people), "actors/posts.tsv": tuple(posts)}
    monkeypatch.setattr(actors, "table", lambda file: made.get(file) or (() if file in made else table(file)))
    with pytest.raises(LexiconError, match=fault):
        actors.holder("mayor", "FRA", "2001-03-01")


def test_parties_of_a_report_bear_their_actors() -> None:
    text = "Kofi Annan met Russian foreign minister Sergei Lavrov on Monday. France said the Arab League would send observers to Homs."
    result = read(text, published="2012-03-06")
    told = {p.name: p.actor for e in result.events for p in (*e.actors, *e.recipients)}
    told |= {p.name: p.actor for s in result.statements for p in s.speakers}
    assert told["Kofi Annan"] == "person:kofi-annan"
    assert told["Sergei Lavrov"] == "person:sergei-lavrov"
    assert told["France"] == "gov:FRA"
