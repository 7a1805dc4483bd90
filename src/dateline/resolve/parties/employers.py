"""The bodies that titles are held in: "Kremlin spokesman", "leader of the Free Syrian Army"."""

from dataclasses import dataclass, replace

from dateline.knowledge import bodies, countries, nouns
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parties.states import States
from dateline.resolve.parties.titles import Titles
from dateline.resolve.parts import Party

_MOST_NAME = 4  # words of a body's name before a title


@dataclass(frozen=True, slots=True)
class Told:
    """What a title says: itself without the body and the state that are told beside it, then these."""

    title: str
    body: Party | None
    country: str | None


class Employers:
    """The bodies that the titles of one report name."""

    def __init__(self, phrases: Phrases, states: States, naming: Naming, titles: Titles) -> None:
        self._phrases, self._states, self._naming, self._titles = phrases, states, naming, titles
        self._layers = phrases.layers

    def before(self, first: int, tail: int, last: int) -> tuple[int, int, Party | None]:
        """The body that a title names before its last word, with its words; from `tail` on, where the lexicon has the title, only a known one."""
        words = self._layers
        k = first
        while k < last:
            named = words.name_at[k]
            known = self._known_from(k, last) if words.words[k][:1].isupper() else None
            if known is not None:
                return k, *known
            if named is None or k >= tail:
                k += 1
                continue
            stop = self._titles.start(k, min(named.stop, last))
            party = self.body(k, stop) if stop > k and not all(self._states.at[k:stop]) else None
            if party is not None:
                return k, stop, party
            k = max(stop, named.stop)
        return self._spoken_for(first, last)

    def _known_from(self, k: int, last: int) -> tuple[int, Party] | None:
        """The longest name of a body or a seat of power of the lexicons that begins at word k, with where it stops."""
        for stop in range(min(last, k + _MOST_NAME), k, -1):
            if self._naming.body(k, stop) is not None or countries.by_seat(self._layers.text(k, stop), self._phrases.loud) is not None:
                party = self.body(k, stop)
                return None if party is None else (stop, party)
        return None

    def _spoken_for(self, first: int, last: int) -> tuple[int, int, Party | None]:
        """The common noun that a spokesman speaks for: "army spokesman", "interior ministry spokeswoman"."""
        words = self._layers
        stop = next((k for k in range(last, first, -1) if words.low[k] in party_words().posts.speakers), first)
        low = stop
        while low > first and words.upos[low - 1] in ("NOUN", "PROPN") and self._states.at[low - 1] is None:
            low -= 1
        if first < low < stop and nouns.is_entry(words.words[low - 1 : stop]):  # "foreign ministry"
            low -= 1
        said = self._phrases.modifiers(low, stop)
        found = nouns.sector_of(said)
        if found is None or nouns.title_before(said) is not None:
            return first, first, None
        text = self._phrases.text(low, stop)
        return low, stop, Party(name=text, text=text, country=self._states.within(first, low), sector=found[0], span=words.span(low, stop))

    def body(self, first: int, stop: int, head: int | None = None) -> Party | None:
        """The body that a run of words, headed by its last or by `head`, names: by the lexicon or by its own words; none where it names none."""
        words = self._layers
        known = self._naming.body(first, stop)
        if known is not None:
            return self._party_of(known, first, stop)
        while first < stop - 1 and words.upos[first] in ("DET", "PRON"):
            first += 1
        head = stop - 1 if head is None else head
        kind = nouns.sector_of(self._phrases.modifiers(first, head + 1))
        seat = countries.by_seat(self._phrases.name_text(first, stop), self._phrases.loud)
        if seat is not None:
            text = self._phrases.name_text(first, stop)
            return Party(name=text, text=text, country=seat, sector="GOV", span=words.span(first, stop))
        named = any(n is not None and n.label == "ORG" for n in words.name_at[first:stop])
        if not named and (kind is None or words.lemmas[head] not in party_words().bodies):
            return None
        text = self._phrases.name_text(first, stop)
        full = self._naming.full_body(text)
        found = bodies.body(full, self._phrases.loud)
        if found is not None:
            return self._party_of(found, first, stop)
        country = self._states.within(first, stop) or self._states.of_name(full)
        return Party(name=full, text=text, country=country, sector=kind[0] if kind else None, span=words.span(first, stop))

    def _party_of(self, body: bodies.Body, first: int, stop: int) -> Party:
        span = self._layers.span(first, stop)
        return Party(name=body.name, text=self._layers.text(first, stop), country=body.country, sector=body.sector, span=span)

    def completed(self, told: Told, joint: int, end: int) -> Told:
        """A title with what follows it: "of Syria" is its country, "of the Observatory" its body, "to Syria" a part of the title."""
        words = self._layers
        preposition = words.low[joint]
        if words.words[end - 1] == ")":  # initials
            end = next((k for k in range(end - 1, joint + 1, -1) if words.words[k] == "("), end)
        first = self._past_article(joint + 1, end)
        if preposition in ("of", "for") and all(self._states.at[first:end]):
            return replace(told, country=told.country or self._states.within(first, end))
        at = next((j for j in range(joint, end - 1) if words.low[j] in ("of", "for", "at", "with") and self._names_body(j, end)), None)
        if at is not None and preposition != "to":
            body = told.body or self.body(at + 1, end, self._phrases.head_of(at + 1, end))
            return replace(told, title=told.title if at == joint else f"{told.title} {self._phrases.text(joint, at)}", body=body)
        if told.body is None and preposition in ("of", "for", "at", "with"):
            told = replace(told, body=self.body(first, end, self._phrases.head_of(first, end)))
        if preposition in ("in", "on", "at", "with"):
            return told
        country = told.country or (self._states.at[first] if preposition == "of" else None)
        return replace(told, title=f"{told.title} {self._phrases.text(joint, end)}", country=country)

    def _names_body(self, joint: int, end: int) -> bool:
        """Whether the words from a preposition to the end of a complement are the name of a body."""
        first = self._past_article(joint + 1, end)
        named = self._layers.name_at[first]
        whole = named is not None and named.label == "ORG" and named.first == first and named.stop >= end
        return whole or self._naming.body(first, end) is not None

    def _past_article(self, first: int, end: int) -> int:
        return first + 1 if self._layers.upos[first] == "DET" and first + 1 < end else first
