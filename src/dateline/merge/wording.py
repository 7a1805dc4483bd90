"""What the words around an event tell of it, as far as two events are compared by them; the lists stand in lexicons/happenings.toml."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import chain, pairwise

import msgspec

from dateline.annotate.lemmas import lemma
from dateline.errors import LexiconError
from dateline.knowledge import countries
from dateline.lexicons.tables import toml
from dateline.merge.corpus import Corpus
from dateline.merge.counts.words import ANY, forms
from dateline.merge.counts.words import words as harm
from dateline.merge.days import is_long
from dateline.merge.keys import words_key
from dateline.records import Event
from dateline.records.acts.retold import count_of
from dateline.resolve.parts import Where
from dateline.span import Span

_FILE = "happenings.toml"
_REACH = 200  # characters beside an event among which its sentence is looked for
_STEM = 6  # letters by which forms of a word are one
_SHORT = 2  # letters up to which a word tells nothing
_REACH_BESIDE, _WORDS = 60, 6  # characters on either side of a trigger, and words among them, that stand by it
_COUNT = 4  # people and more
_AUXILIARIES = 3  # words before a verb among which its auxiliaries stand
_YEAR = re.compile(r"(?:19|20)\d\d")


class Wording(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The words of an event, each list as one string, since a set of them would take ten times the memory; and what they show.

    `sentence`: what its sentence tells; `beside`: what stands by its trigger; `rare`: what all sentences that tell of it in the report say beyond the
    common words of such news. `means`: by what harm was done; `years`: other years than the report's; `numbers`: those that its own words bear.
    `campaign`: the act is one of many acts; `leaves`: it is a departure; `lasted`: for how many days, where that is told ("a three-day visit");
    `habit`: the sentence tells what happens again and again; `earlier`: it is told in the pluperfect; `known`: it is named as one told before ("the
    attacks"); `meets`, `sends` and `refuses`: people meet, are sent, or are not let; `ballot`: the vote that stands by it ("referendum");
    `lasting`: it is told over more than a week, or since some day; `targets`: what its
    sentence names of such things as are hit ("bakery").
    """

    sentence: str = ""
    beside: str = ""
    rare: str = ""
    means: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    campaign: bool = False
    leaves: bool = False
    habit: bool = False
    lasted: int = 0
    earlier: bool = False
    known: bool = False
    meets: bool = False
    sends: bool = False
    refuses: bool = False
    ballot: str = ""
    lasting: bool = False
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Words:
    """The lists of lexicons/happenings.toml; `common` by their stems; `targets`: word → the first of the words for it."""

    trivial: frozenset[str]
    common: frozenset[str]
    campaigns: frozenset[str]
    departures: frozenset[str]
    habits: frozenset[str]
    calendar: frozenset[str]
    known: frozenset[str]
    meetings: frozenset[str]
    sendings: frozenset[str]
    refusals: frozenset[str]
    ballots: frozenset[str]
    spans: frozenset[str]
    hollow: frozenset[str]
    particles: frozenset[str]
    anybody: frozenset[str]
    vague: frozenset[str]
    rulers: frozenset[str]
    targets: Mapping[str, str]


_LISTS = tuple(f.name for f in fields(Words))


@cache
def lexicon() -> Words:
    """The shipped lists. Raises LexiconError where one is missing, empty or not lower case."""
    data = toml(_FILE)
    for name in _LISTS:
        if not data.get(name) or any(not isinstance(w, str) or w != w.lower().strip() for w in data[name]):
            raise LexiconError(f"{_FILE}: {name} must be a list of words in lower case; reinstall dateline")
    lists = {name: frozenset(data[name]) for name in _LISTS if name != "targets"}
    targets = {word: words.split()[0] for words in data["targets"] for word in words.split()}
    return Words(**lists | {"common": frozenset(stem(word) for word in lists["common"] for stem in (_stem, _lemma))}, targets=targets)


def wording(corpus: Corpus, event: Event) -> Wording:
    """What the words around an event of the corpus tell of it."""
    listed, report = lexicon(), corpus.reports[event.report]
    here, *elsewhere = (
        words_key(corpus.sentence(msgspec.structs.replace(event, span=span), _REACH)).split() for span in (event.span, *event.mentions)
    )
    names = chain(_names(event.where), (source.party.name for source in event.sources))
    named = frozenset(_lemma(word) for name in names for word in words_key(name).split())
    rare = (
        w
        for w in chain(here, *elsewhere)
        if _lemma(w) not in listed.common and _lemma(w) not in named and not w.isdecimal() and not _is_of_country(w)
    )
    trigger = words_key(corpus.words(event, event.trigger)).split()
    before, after = _beside(report.text, event.trigger)
    beside = before + after
    own = words_key(corpus.words(event, event.span)).split()
    hit = [word for party in event.recipients for word in words_key(party.name).split()]
    return Wording(
        sentence=_telling(here),
        beside=_telling(beside),
        rare=_telling(rare, _lemma),
        means=frozenset(kind for w in here for form in forms(w) if (kind := harm().means.get(form)) is not None) - {ANY},
        years=frozenset(w for w in here if _YEAR.fullmatch(w)) - {report.published[:4]} if report.published else frozenset(),
        numbers=frozenset(n for w in chain(own, beside) if not _YEAR.fullmatch(w) and (n := count_of(w)) is not None and n >= _COUNT),
        campaign=not listed.campaigns.isdisjoint(trigger),
        leaves=not listed.departures.isdisjoint(trigger),
        habit=not listed.habits.isdisjoint(here),
        lasted=_lasted(trigger),
        earlier="had" in (*before[-_AUXILIARIES:], *trigger[:1]),
        known=not listed.known.isdisjoint((*before[-1:], *trigger)),
        meets=not listed.meetings.isdisjoint(trigger),
        sends=not listed.sendings.isdisjoint(trigger),
        refuses=not listed.refusals.isdisjoint(trigger),
        ballot=next((w for w in (*trigger, *after, *reversed(before)) if w in listed.ballots), ""),
        lasting=not listed.spans.isdisjoint(here) or (event.when is not None and is_long(event.when)),
        targets=frozenset(kind for w in (*here, *hit) if (kind := listed.targets.get(lemma(w, "NOUN")))),
    )


def _lasted(trigger: list[str]) -> int:
    """The days of "a three-day visit"; 0 where none are told."""
    days = (count_of(number) for number, unit in pairwise(trigger) if unit == "day")
    return next((n for n in days if n), 0)


@lru_cache(maxsize=1 << 16)
def words_of(told: str) -> frozenset[str]:
    """The words of one of a telling's lists."""
    return frozenset(told.split())


def _stem(word: str) -> str:
    return word[:_STEM]


@lru_cache(maxsize=1 << 16)
def _lemma(word: str) -> str:
    """As a stem, but for its ending: rare words must not miss each other by it."""
    verb = lemma(word, "VERB")
    return _stem(verb if verb != word else lemma(word, "NOUN"))


def _telling(words: Iterable[str], stem: Callable[[str], str] = _stem) -> str:
    """The stems of those words that tell something, once each."""
    listed = lexicon()
    return " ".join(dict.fromkeys(stem(w) for w in words if len(w) > _SHORT and w not in listed.trivial and w not in listed.calendar))


def _beside(text: str, trigger: Span) -> tuple[list[str], list[str]]:
    before, after = (
        words_key(w).split() for w in (text[max(0, trigger.start - _REACH_BESIDE) : trigger.start], text[trigger.end : trigger.end + _REACH_BESIDE])
    )
    return before[-_WORDS:], after[:_WORDS]


def _names(where: Where | None) -> Iterator[str]:
    while where is not None:
        yield where.name
        where = where.inside


@lru_cache(maxsize=1 << 16)
def _is_of_country(word: str) -> bool:
    """Whether a word names a country, its people or what is theirs."""
    name = word.title()
    return any(find(name) is not None for find in (countries.by_name, countries.by_adjective, countries.by_people))
