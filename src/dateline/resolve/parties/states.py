"""Which state the words of a report speak of: in a phrase, beside it, and in the report as a whole."""

from collections import Counter
from functools import cached_property

from dateline.knowledge import bodies, countries, gazetteer, nouns
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parts import Where
from dateline.resolve.places.where import Places

_LEAST = 3  # words that must speak of a state before the report is said to be about it
_TOWN = 20_000  # people; smaller places share their names with too much else
_SHORT = 4  # letters of a country's initials, at most
_LONGEST = 4  # words in the name of a country
_WINDOW = 60  # words before a title in which its state is sought


class States:
    """The states of one report, as ISO 3166 alpha-3."""

    def __init__(self, phrases: Phrases, places: Places) -> None:
        self._phrases, self._layers, self._resolved = phrases, phrases.layers, places

    @cached_property
    def at(self) -> tuple[str | None, ...]:
        """For each word, the state that it names, alone or as part of a longer name: by name, adjective or people."""
        out: list[str | None] = [None] * len(self._layers.words)
        for first, stop, code in self._said:
            out[first:stop] = [code] * (stop - first)
        return tuple(out)

    @cached_property
    def _said(self) -> list[tuple[int, int, str]]:
        """Every run of words that names a state, with its code."""
        words = self._layers
        out: list[tuple[int, int, str]] = []
        k = 0
        while k < len(words.words):
            size, code = 1, None
            if words.words[k][:1].isupper():
                size, code = self._named(k)
                if code is None and words.upos[k] not in ("PRON", "VERB", "AUX") and not self._is_shouted_noun(k):
                    code = countries.in_word(words.words[k], self._phrases.loud)
            if code is not None and not self._moved(k, k + size):
                out.append((k, k + size, code))
            k += size
        return out

    def _is_shouted_noun(self, k: int) -> bool:
        """Whether word k is a short common noun in capitals: "CAR" is no republic."""
        words = self._layers
        return self._phrases.loud and len(words.words[k]) <= _SHORT and words.upos[k] == "NOUN" and words.name_at[k] is None

    def _moved(self, first: int, stop: int) -> bool:
        """Whether a state's name makes a word for those who are not its own: "Turkey-backed", "Britain-based", "anti-American"."""
        words = self._layers.words
        behind = words[stop : stop + 1] == ("-",) and words[stop + 1 : stop + 2] and words[stop + 1].casefold() in party_words().sectors.moved
        return bool(behind) or (first > 1 and words[first - 1] == "-" and words[first - 2].casefold() in ("anti", "non"))

    def _named(self, k: int) -> tuple[int, str | None]:
        """How many words from k on are the name of one country, if more than one are."""
        words = self._layers
        for size in range(min(_LONGEST, len(words.words) - k), 1, -1):
            if not words.words[k + size - 1][:1].isupper():
                continue
            text = words.text(k, k + size)
            code = countries.by_name(text, self._phrases.loud) or countries.by_adjective(text, self._phrases.loud)
            if code is not None:
                return size, code
        return 1, None

    def within(self, first: int, stop: int) -> str | None:
        """The state that a run of words speaks of; none where they give two. A seat of power counts where nothing else does."""
        found = {code for code in self.at[first:stop] if code}
        if not found:
            words = self._layers
            seats = (countries.by_seat(words.words[k], self._phrases.loud) for k in range(first, stop) if words.upos[k] == "PROPN")
            found = {seat for seat in seats if seat}
        return found.pop() if len(found) == 1 else None

    def beside(self, head: int) -> str | None:
        """The state that the phrase of `head` is placed in or from: "activists in Syria", "police in Istanbul"."""
        words = self._layers
        for c in words.all_children(head, "nmod"):
            case = words.child(c, "case")
            if case is None or words.name_at[c] is None or words.low[case] not in ("in", "from", "of", "across", "inside"):
                continue
            code = self._places.get(words.name_at[c].first)  # type: ignore[union-attr]  # looked at above
            if code:
                return code
        return None

    def of_name(self, text: str) -> str | None:
        """The one state that the words of a name speak of: "Syrian Arab Red Crescent"."""
        codes = {c for c in map(countries.in_word, text.split()) if c}
        return codes.pop() if len(codes) == 1 else None

    @cached_property
    def main(self) -> str | None:
        """The state that most of the report's names, adjectives and leaders speak of; none where no one state leads clearly."""
        return _leading([code for _, _, code in self._said] + list(self._led.values()))

    @cached_property
    def ground(self) -> str | None:
        """The state that most of the report's places lie in; none where no one state leads clearly."""
        return _leading(list(self._places.values()))

    def around(self, i: int) -> str | None:
        """The state that people whom no word places belong to: where the report's places lie, else the clause's, but for where they go to."""
        if self.ground is not None:
            return self.ground
        words = self._layers
        found = set()
        for c in words.all_children(words.heads[i], "obl") if words.heads[i] >= 0 else ():
            case, name = words.child(c, "case"), words.name_at[c]
            if case is not None and words.low[case] in party_words().towards:
                continue
            found.add(self._places.get(name.first) if name is not None else None)
        found.discard(None)
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _places(self) -> dict[int, str]:
        """First words of the names of places → the state they lie in."""
        phrases = self._phrases
        out = {m.first: m.where.country for m in self._resolved.mentions if m.where.country and _well_known(m.where)}
        for name in self._layers.names:
            if name.label == "LOC":
                code = self.at[name.first] or countries.by_seat(phrases.name_text(name.first, name.stop), phrases.loud)
                if code:
                    out[name.first] = code
        return out

    def spoken_of_before(self, i: int) -> str | None:
        """The one state that the sentence of word i speaks of before it, by a name, a seat of power or a leader."""
        first = max(self._layers.sentences[self._layers.sentence_of[i]][0], i - _WINDOW)
        found = {code for k in range(first, i) if (code := self.at[k] or self._led.get(k))}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _led(self) -> dict[int, str]:
        """First words of names that stand for a state without naming it, leaders and seats of power → the state."""
        phrases = self._phrases
        out: dict[int, str] = {}
        for name in self._layers.names:
            code: str | None = None
            if name.label == "PER":
                leader = bodies.leader(phrases.name_text(name.first, name.stop), phrases.year)
                code = leader.country if leader is not None else None
            elif self.at[name.first] is None:
                code = countries.by_seat(phrases.name_text(name.first, name.stop), phrases.loud)
            if code:
                out[name.first] = code
        return out

    def acting_before(self, i: int, reach: int) -> str | None:
        """The state that was the last subject before word i, up to `reach` sentences back: whose government is being spoken of."""
        here = self._layers.sentence_of[i]
        for sentence in range(here, max(-1, here - reach - 1), -1):
            word, code = self._subjects.get(sentence, (i, ""))
            if word < i:
                return code
        return None

    @cached_property
    def _subjects(self) -> dict[int, tuple[int, str]]:
        """By sentence, its first subject that is, stands for, or is an organ of a state, and the state."""
        words = self._layers
        out: dict[int, tuple[int, str]] = {}
        for k, relation in enumerate(words.deprels):
            if not relation.startswith("nsubj") or words.sentence_of[k] in out:
                continue
            first, stop = self._phrases.extent(k)
            kind = nouns.sector_of(self._phrases.modifiers(first, k + 1))
            if words.name_at[k] is not None or (kind is not None and kind[1]):
                code = self.within(first, stop)
                if code is not None:
                    out[words.sentence_of[k]] = (k, code)
        return out


def _well_known(where: Where) -> bool:
    """Whether a place is no village, which shares its name with too much else."""
    return where.precision != "town" or any(p.id == where.place_id and p.people >= _TOWN for p in gazetteer.named(where.name))


def _leading(codes: list[str]) -> str | None:
    """The state that is said often enough, and at least as often as all others together."""
    seen = Counter(codes)
    if not seen:
        return None
    (code, count), total = seen.most_common(1)[0], seen.total()
    return code if count >= _LEAST and 2 * count >= total else None
