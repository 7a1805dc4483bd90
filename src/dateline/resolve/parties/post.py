"""What a title says of the person it is told of: the post, its body, its state, its time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dateline.annotate.layers import Name
from dateline.knowledge import nouns
from dateline.resolve.parties.employers import Employers, Told
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import POSSESSIVE, Phrases
from dateline.resolve.parties.states import States
from dateline.resolve.parties.titles import MOST_BEFORE, Titles
from dateline.resolve.parts import Party

Time = Literal["current", "former", "incoming"]

_REACH = 2  # sentences back to the state that a minister without a country serves


@dataclass(frozen=True, slots=True)
class Post:
    """A post, or a mere description ("resident": no `office`), as told beside one mention of a person by words `first` to `stop`."""

    name: Name
    title: str
    noun: int  # the word that heads the title
    office: bool
    sector: str | None
    country: str | None
    organisation: Party | None
    time: Time
    first: int
    stop: int


class PostReader:
    """Reads the titles of one report."""

    def __init__(self, phrases: Phrases, states: States, naming: Naming, titles: Titles, employers: Employers) -> None:
        self._phrases, self._states, self._naming, self._titles, self._employers = phrases, states, naming, titles, employers
        self._layers = phrases.layers

    def noun(self, name: Name, noun: int) -> Post | None:
        """The post that a noun with its modifiers and complements names; none where it is a person's name or another person's title."""
        words, titles = self._layers, self._titles
        if words.name_at[noun] in self._naming.people:
            return None
        while noun + 2 < len(words.words) and words.words[noun + 1] == "-" and words.upos[noun + 2] in ("NOUN", "PROPN", "ADJ"):
            noun += 2  # "secretary-general"
        low = titles.reach_left(noun + 1)
        sure, end = titles.start(low, noun + 1), titles.completed_at(noun)
        if sure > noun or (end < len(words.words) and words.name_at[end] is not name and words.name_at[end] in self._naming.people):
            return None
        return self.post(name, titles.connected(low, sure, noun + 1), noun + 1, end, end)

    def post(self, name: Name, first: int, stop: int, end: int, last: int) -> Post | None:
        """The post told by the title of words `first` to `stop`, completed by the words up to `end`; its span runs to `last`."""
        core = self._core(first, stop)
        said = [self._layers.words[k] for k in core]
        found = nouns.title_before(said)
        if found is None:
            return None
        told = self._told(core, core[-found[0]])
        if end > stop + 1:
            told = self._employers.completed(told, stop, end)
        sector = _sector(said, found[1], told)
        country = self._country(name, told, sector, sure=sector == found[1], first=first)
        office = nouns.is_office(said, told.body is not None)
        return Post(name, told.title, core[-1], office, sector, country, told.body, _time(said), core[0], max(last, core[-1] + 1))

    def _told(self, core: list[int], tail: int) -> Told:
        """What a title says by its own words, of which the lexicon has those from `tail` on."""
        words = self._layers.words
        low, high, body = self._employers.before(core[0], tail, core[-1])
        country = self._one_state(self._states.within(core[0], low), self._states.within(max(core[0], high), tail))
        if body is not None and body.sector == "IGO" and country is not None and any(words[k].casefold() in party_words().posts.abroad for k in core):
            low, high, body = tail, tail, None  # "Syria's UN ambassador" serves Syria
        own = [k for k in core if not low <= k < high and (k >= tail or not self._is_aside(k))]
        while own and self._layers.upos[own[0]] == "PUNCT":
            own.pop(0)
        return Told(self._joined(own or core[-1:]), body, country or self._states.within(tail, core[-1] + 1))  # the last: "U.S. Attorney"

    @staticmethod
    def _one_state(a: str | None, b: str | None) -> str | None:
        return a or b if a is None or b is None or a == b else None

    def _core(self, first: int, stop: int) -> list[int]:
        """The words of a title without determiners, possessive marks, punctuation before it, and forms of address behind it."""
        words = self._layers
        core = [k for k in range(first, stop) if words.upos[k] != "DET" and words.words[k] not in POSSESSIVE]
        while core and (found := nouns.title_before([words.words[core[-1]]])) is not None and found[1] == "address":
            core.pop()
        while core and words.upos[core[0]] == "PUNCT":
            core.pop(0)
        return core

    def _is_aside(self, k: int) -> bool:
        """Whether word k before a title is no part of it: it tells the state, the time, or the seat ("Britain-based")."""
        words, posts = self._layers.words, party_words().posts
        low = words[k].casefold()
        seated = (words[k - 1], low) == ("-", "based") or words[k : k + 2] == ("-", "based") or words[k + 1 : k + 3] == ("-", "based")
        return seated or self._states.at[k] is not None or low in posts.former | posts.incoming | posts.current

    def _joined(self, own: list[int]) -> str:
        """The words of a title, those that stood side by side written as they were."""
        words = self._layers
        out = ""
        for n, k in enumerate(own):
            gap = n > 0 and (own[n - 1] != k - 1 or words.starts[k] > words.ends[k - 1])
            out += (" " if gap else "") + words.words[k]
        return out.title() if self._phrases.loud and out.isupper() else out

    # -- the state it is held for ---------------------------------------------------------------------------------------

    def _country(self, name: Name, told: Told, sector: str | None, *, sure: bool, first: int) -> str | None:
        """The state that a post is held for: as said, else its body's, else a known leader's, else, where the sector is `sure`, by the context."""
        if told.body is not None and told.body.sector == "IGO":
            return None
        said = told.country or (told.body.country if told.body is not None else None)
        if said is not None:
            return said
        leader = self._naming.leader(name)
        if leader is not None and (told.body is None or told.body.sector in party_words().sectors.state):
            return leader.country
        if sure and sector in party_words().sectors.state:
            return self._served(told.title, first)
        return self._states.around(first) if told.body is None and sector in party_words().sectors.local else None

    def _served(self, title: str, first: int) -> str | None:
        """The state of an officeholder whom no word places: the one that the title was said with elsewhere, or that is being spoken of."""
        states = self._states
        if first > 0 and self._layers.upos[first - 1] == "PRON":  # "his minister" serves whom he serves
            return None
        placed = self._placed_titles.get(title.casefold())
        return placed or states.spoken_of_before(first) or states.acting_before(first, _REACH) or states.main

    @cached_property
    def _placed_titles(self) -> dict[str, str]:
        """Titles that the report says with a state, "Kenya's trade minister", and with one alone."""
        words = self._layers
        said: dict[str, set[str]] = {}
        for k, upos in enumerate(words.upos):
            if upos in ("NOUN", "PROPN") and words.name_at[k] is None and nouns.title_before([words.words[k]]) is not None:
                start = self._titles.start(max(0, k - MOST_BEFORE), k + 1)
                code = self._states.within(self._phrases.extent(k)[0], start)
                if code is not None:
                    said.setdefault(words.text(start, k + 1).casefold(), set()).add(code)
        return {title: codes.pop() for title, codes in said.items() if len(codes) == 1}


def _sector(said: list[str], known: str | None, told: Told) -> str | None:
    """The sector of a title, `known` by the lexicon, or of the body that gives it its own."""
    if told.body is not None and (told.body.sector not in party_words().sectors.state or known is None):
        return told.body.sector or _plain_sector(said)
    posts = party_words().posts
    if told.body is None and told.country is None and any(w.casefold() in posts.lent | posts.speakers for w in said):
        return None  # an envoy may be a state's or a body's
    return known or _plain_sector(said)


def _plain_sector(said: list[str]) -> str | None:
    found = nouns.sector_of(said)
    return found[0] if found is not None else None


def _time(said: list[str]) -> Time:
    """Former, incoming or current, by the words of a title."""
    posts, words = party_words().posts, [w.casefold() for w in said]
    if any(w in posts.former or w.startswith("ex-") for w in words):
        return "former"
    if any(w in posts.incoming or w.endswith(("-elect", "-designate")) for w in words):
        return "incoming"
    return "current"
