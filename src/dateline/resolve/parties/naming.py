"""Names made whole: "Mr Annan" is Kofi Annan where the report says so, "the FSA" the Free Syrian Army."""

import re
from functools import cached_property

from dateline.annotate.layers import Name
from dateline.knowledge import bodies, countries, nouns
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases

_BRACKETED = re.compile(r"^ [A-Z] [A-Za-z.&-]{1,9} $", re.VERBOSE)  # initials in brackets
_ARABIC_ARTICLE = re.compile(r"^ (?: al | el ) -", re.VERBOSE)
_MOST_PARTS = 6  # of a person's name; longer ones are misread


class Naming:
    """The full names that one report gives."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases, self._layers = phrases, phrases.layers

    # -- people ---------------------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[Name, None]:
        """The names of people, in reading order, the lexicons' word being taken over the reader's: "Kremlin" is no person, "Assad" is one."""
        return {name: None for name in self._layers.names if self._is_person(name)}

    def _is_person(self, name: Name) -> bool:
        text = self._phrases.name_text(name.first, name.stop)
        if text.casefold() in party_words().particles:
            return False
        known = bodies.body(text) or countries.by_name(text) or countries.by_seat(text)
        return known is None and (name.label == "PER" or bodies.leader(text, self._phrases.year) is not None)

    def first_of(self, name: Name) -> int:
        """The first word of a person's name past the titles and forms of address that the reader took in."""
        first = name.first
        while first < name.stop - 1 and nouns.title_before([self._layers.words[first]]) is not None:
            first += 1
        return first

    def stop_of(self, name: Name) -> int:
        """Where a person's name ends, with a family name in "al-" that the reader left out."""
        words, stop = self._layers, name.stop
        left_out = words.words[stop : stop + 3]
        if len(left_out) == 3 and left_out[0] in party_words().particles and left_out[1] == "-" and left_out[2][:1].isupper():
            return stop + 3
        return stop

    def person_text(self, name: Name) -> str:
        """A person's name as written, without titles and forms of address, and without the "s" of a stripped apostrophe."""
        text = self._phrases.name_text(self.first_of(name), self.stop_of(name))
        return text[:-1] if text[-1:] in "sS" and self._is_possessive(text) else text

    def _is_possessive(self, text: str) -> bool:
        """Whether a name that ends in "s" is another one whose apostrophe was lost: the report has that other one, or it is a leader's."""
        bare = text[:-1]
        return len(bare) > 3 and (bare.casefold() in self._written or bodies.leader(bare, self._phrases.year) is not None)

    @cached_property
    def _written(self) -> frozenset[str]:
        """Every person's name as written, and its last word alone, case folded."""
        texts = [self._phrases.name_text(self.first_of(n), self.stop_of(n)).casefold() for n in self.people]
        return frozenset([*texts, *(t.split()[-1] for t in texts if t)])

    def leader(self, name: Name) -> bodies.Body | None:
        """The person of the lexicon whom a name means."""
        return bodies.leader(self.whole(name), self._phrases.year)

    def whole(self, name: Name) -> str:
        """The fullest form of a person's name that the report gives, if it can only be that one person's."""
        text = self.person_text(name)
        full = self._full_names.get(_called(text), [])
        parts = text.split()
        short = len(parts) == 1 or (len(parts) == 2 and parts[0].casefold().strip("-") in party_words().particles)
        if full and short:
            return max(full, key=len) if _one_person(full) else full[0]
        if not full and len(parts) == 1:
            first = self._first_names.get(text.casefold(), [])  # "Zhai Jun", later "Zhai"
            return first[0] if len(first) == 1 else text
        return max(full, key=len) if text in full and _one_person(full) else text

    @cached_property
    def _full_names(self) -> dict[str, list[str]]:
        """What people are called by → the full names that end so, in reading order."""
        out: dict[str, list[str]] = {}
        for name in self.people:
            text = self.person_text(name)
            if 1 < len(text.split()) <= _MOST_PARTS and text not in (full := out.setdefault(_called(text), [])):
                full.append(text)
        return out

    @cached_property
    def _first_names(self) -> dict[str, list[str]]:
        """First words of full names → those names: the family's in East Asia, and what some are called by elsewhere."""
        out: dict[str, list[str]] = {}
        for text in (text for full in self._full_names.values() for text in full):
            out.setdefault(text.split()[0].casefold(), []).append(text)
        return out

    # -- organisations --------------------------------------------------------------------------------------------------

    def body(self, first: int, stop: int) -> bodies.Body | None:
        """The organisation of the lexicon that a run of words names, also by initials that the report explains."""
        text = self._phrases.name_text(first, stop)
        loud = self._phrases.loud
        found = bodies.body(self._acronyms.get(text, text), loud)
        if found is None and self._phrases.bare and text.endswith("s"):
            found = bodies.body(text[:-1], loud)
        if found is None and " " in text:  # "U.S. National Security Council"
            state, _, rest = text.partition(" ")
            found = bodies.body(rest, loud)
            if found is not None and (found.country is None or found.country != countries.in_word(state, loud)):
                return None
        return found

    def full_body(self, text: str) -> str:
        """The long name that the report gives to the organisation called `text`, or `text`."""
        if text in self._acronyms:
            return self._acronyms[text]
        if " " not in text and countries.in_word(text, self._phrases.loud) is None:
            return self.bodies_said.get(text.casefold(), text)
        return text

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        """Initials that the report itself explains: "Free Syrian Army (FSA)"."""
        words = self._layers.words
        out: dict[str, str] = {}
        for name in self._layers.names:
            k = name.stop
            explained = name.label != "PER" and k + 2 < len(words) and words[k] == "(" and words[k + 2] == ")"
            if explained and _BRACKETED.match(words[k + 1]):
                out.setdefault(words[k + 1], self._phrases.name_text(name.first, name.stop))
        return out

    @cached_property
    def bodies_said(self) -> dict[str, str]:
        """Each word of an organisation's long name → the name, the longest first said."""
        out: dict[str, str] = {}
        for name in self._layers.names:
            if name.label == "ORG" and name.stop - name.first > 1:
                text = self._phrases.name_text(name.first, name.stop)
                for word in text.split():
                    if len(word) > 3 and len(text) > len(out.get(word.casefold(), "")):
                        out[word.casefold()] = text
        return out


def _called(text: str) -> str:
    """The word that a person is called by: the last, without the article of Arabic."""
    parts = text.split()
    return _ARABIC_ARTICLE.sub("", parts[-1].casefold()) if parts else ""


def _one_person(names: list[str]) -> bool:
    """Whether all names may be one person's: their first words agree."""
    return len({n.split()[0].casefold() for n in names}) == 1
