"""Which names of a report are places: those that the model calls so, and those that stand as one; each resolved."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from dateline.annotate.layers import Layers, Name
from dateline.knowledge import countries
from dateline.knowledge.bodies import body, leader
from dateline.knowledge.gazetteer import REGION
from dateline.knowledge.places import called
from dateline.resolve.parts import Where
from dateline.resolve.places.place_words import place_words
from dateline.resolve.places.said_places import core_of
from dateline.resolve.places.toponyms import resolve, unpinned
from dateline.span import Span
from dateline.text.report import Report

_TYPED = frozenset(("neighbourhood", "town", "district", "province"))
_PARTING = frozenset((",", "(", ")", "/", ";"))
_WITHIN = frozenset(("in", "inside", "near", "outside", "throughout", "across"))
_MOVEMENT = 8  # words back to "Islamic State"
# People of a town that a name may mean though the model takes it for a person's: in a country that the report speaks of, and in any.
_KNOWN, _GREAT = 20_000, 500_000


class Mention(NamedTuple):
    """A place name: words `first` to `stop` (exclusive), its head word, and what it means."""

    first: int
    stop: int
    head: int
    where: Where


def place_names(report: Report, layers: Layers) -> tuple[tuple[Mention, ...], Where | None]:
    """Every place name of a report, in reading order, and the place of its dateline, which helps to resolve them."""
    names = _Names(layers)
    runs = sorted(set(names.runs()))
    spans = [layers.span(*run) for run in runs]
    told = _dateline(report)
    extra = [told] if told is not None and not any(told.overlaps(s) for s in spans) else []
    wheres = resolve(report.text, spans + extra)
    found = tuple(Mention(*run, names.head(*run), unpinned(where)) for run, where in zip(runs, wheres, strict=False) if where is not None)
    if told is None:
        return found, None
    own = wheres[-1] if extra else next((m.where for m in found if m.where.span is not None and m.where.span.overlaps(told)), None)
    return found, own


def _dateline(report: Report) -> Span | None:
    """The span of the place in the report's dateline."""
    told = report.dateline
    if told is None or not told.place or told.span is None:
        return None
    at = report.text.find(told.place, told.span.start, told.span.end)
    return Span(at, at + len(told.place)) if at >= 0 else None


class _Names:
    """The names of one report."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers

    def head(self, first: int, stop: int) -> int:
        """The head word of a run: its last proper noun that depends on a word outside."""
        heads = [i for i in range(first, stop) if not first <= self.layers.heads[i] < stop]
        return next((i for i in reversed(heads) if self.layers.upos[i] == "PROPN"), heads[-1] if heads else first)

    def runs(self) -> Iterator[tuple[int, int]]:
        """The words of each place name: what the model calls a place, parted at commas, and what it does not but stands as one."""
        layers = self.layers
        read = 0
        for name in layers.names:
            first, stop = max(read, self._opened(name)), self._closed(name) if name.label == "LOC" else name.stop
            read = max(read, stop)
            for i in range(first, stop + 1):
                if i < stop and layers.words[i] not in _PARTING:
                    continue
                run = self._trimmed(first, i)
                called_so = name.label == "LOC" and not self._names_leader(first, i)
                if run and self._is_place(*run) and (called_so or self._stands_as_place(*run, name.label)):
                    yield run
                first = i + 1
        first = 0
        taken = {i for n in layers.names for i in range(n.first, self._hyphened(n.stop) if n.label == "LOC" else n.stop)} | self._timed
        for i, upos in enumerate(layers.upos):  # proper nouns that the model names nothing
            if upos != "PROPN" or i in taken:
                if first < i and self._is_place(first, i) and self._stands_as_place(first, i, None):
                    yield first, i
                first = i + 1

    def _opened(self, name: Name) -> int:
        """Where a place name begins, with a word before it that the model left out, where a list has the whole: "Dayr az Zawr"."""
        layers, first = self.layers, name.first
        if name.label != "LOC" or not first or layers.upos[first - 1] != "PROPN" or layers.name_at[first - 1] is not None:
            return first
        whole = layers.words[first - 1][:1].isupper() and called(layers.text(first - 1, name.stop))
        return first - 1 if whole else first

    def _closed(self, name: Name) -> int:
        """Where a place name ends, with what the model took for the next place, where a list has the whole."""
        stop = self._hyphened(name.stop)
        after = self.layers.name_at[stop] if stop < len(self.layers.words) else None
        whole = after is not None and after.label == "LOC" and called(self.layers.text(name.first, after.stop))
        return after.stop if after is not None and whole else stop

    def _hyphened(self, stop: int) -> int:
        """Where a name ends, with what a hyphen joins to it that the model left out: "Deir Az-Zour"."""
        layers = self.layers
        last = stop + 1
        if last >= len(layers.words) or layers.words[stop] != "-" or layers.upos[last] != "PROPN":
            return stop
        close = layers.starts[last] - layers.ends[stop - 1] == 1  # the hyphen alone
        other = layers.name_at[last]
        if not close or not layers.words[last][:1].isupper() or (other is not None and other.label != "LOC"):
            return stop
        return last + 1 if other is None else other.stop

    @cached_property
    def _timed(self) -> frozenset[int]:
        return frozenset(i for t in self.layers.times for i in range(t.first, t.stop))

    def _trimmed(self, first: int, stop: int) -> tuple[int, int] | None:
        layers = self.layers
        while first < stop and (layers.upos[first] in ("DET", "PUNCT") or layers.low[first] in ("the", "'s")):
            first += 1
        while first < stop and (layers.upos[stop - 1] == "PUNCT" or layers.low[stop - 1] in ("'s", "’s", "'")):
            stop -= 1
        if stop - first > 1 and layers.low[stop - 1] in place_words().directions and stop < len(layers.words) and layers.low[stop] == "of":
            stop -= 1  # "Zarba South of Aleppo", where a comma was lost
        return (first, stop) if first < stop else None

    def _is_place(self, first: int, stop: int) -> bool:
        """Whether the words can name a place: not the adjective of a country, nor its people, nor "the West"."""
        text, words = self.layers.text(first, stop), place_words()
        said = [w.lower() for w in text.split()]
        if self.layers.upos[first] == "PRON" or (said == ["us"] and text != "US"):
            return False
        if self._in_movement(first) or text.lower() in words.directions or core_of(text)[0].lower() in words.never:
            return False
        if words.sites.issuperset(said) and all(p.kind != REGION for p in called(text)):  # but "the Gulf"
            return False
        if said[0] in ("old", "new") and all(w in words.types for w in said[1:]):  # every town has an "Old City"
            return False
        if countries.by_name(text) is not None:
            return True
        return not (countries.by_adjective(text) or countries.by_people(text) or body(text))

    def _stands_as_place(self, first: int, stop: int, label: str | None) -> bool:
        """Whether what the model does not call a place is used as one.

        It is where its type is said ("Baba Amr neighbourhood", "the town of Rastan"), or where a list has it, or the report elsewhere, and it stands
        after "in" and the like, or is what a verb of attack or capture is done to and lies in a country that the report speaks of.
        """
        layers, words = self.layers, place_words()
        text = layers.text(first, stop)
        core, fine = core_of(text)
        after = layers.low[stop] if stop < len(layers.words) else ""
        before = layers.low[first - 1] if first else ""
        known = called(core)
        of_type = words.types.get(layers.low[first - 2]) if before == "of" and first > 1 else None
        if not _TYPED.isdisjoint((fine, of_type, words.types.get(after))):
            return bool(known) or (label in (None, "PER") and all(u == "PROPN" for u in layers.upos[first:stop]))
        if (not known and text not in self._places) or self._is_person(text):
            return False
        head = self.head(first, stop)
        if words.relations.get(before) == "at":
            return before in _WITHIN and layers.heads[head] < first
        if before == "of" and first > 1 and layers.low[first - 2] == "out":
            return True
        if label == "ORG" or layers.relations[head] not in ("obj", "nmod") or layers.heads[head] < 0:
            return False
        done = layers.lemmas[layers.heads[head]] in words.onto and before in ("of", "on", layers.low[layers.heads[head]])
        return done and any((p.people >= _KNOWN and p.country in self._about) or p.people >= _GREAT for p in known)

    def _in_movement(self, first: int) -> bool:
        """Whether the name is part of one that the model parted: "the Islamic State in Iraq and the Levant"."""
        words = [w.lower() for w in self.layers.words[max(0, first - _MOVEMENT) : first]]
        while words and words[-1] in ("in", "of", "iraq", "and", "the", "al", "-"):
            words.pop()
        return len(words) < min(first, _MOVEMENT) and words[-2:] == ["islamic", "state"]

    def _names_leader(self, first: int, stop: int) -> bool:
        """Whether what the model calls a place is one word that the news calls a leader by."""
        return stop - first == 1 and leader(self.layers.words[first], None) is not None

    def _is_person(self, text: str) -> bool:
        return leader(text, None) is not None or text.split()[-1] in self._surnames

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The last words of the people who are named in full."""
        layers = self.layers
        whole = ((n, layers.text(n.first, n.stop)) for n in layers.names if n.label == "PER" and n.stop - n.first > 1)
        return frozenset(layers.words[n.stop - 1] for n, text in whole if text not in self._places)

    @cached_property
    def _places(self) -> frozenset[str]:
        """The names that the model somewhere calls a place's."""
        return frozenset(self.layers.text(n.first, n.stop) for n in self.layers.names if n.label == "LOC")

    @cached_property
    def _about(self) -> frozenset[str]:
        """The countries that the report names, itself or by its people, its capital or its well-known towns."""
        layers, out = self.layers, set()
        for name in layers.names:
            if name.label in ("LOC", "MISC"):
                text = layers.text(name.first, name.stop)
                code = countries.in_word(text) or countries.by_seat(text)
                out.add(code or next((p.country for p in called(text) if name.label == "LOC"), None))
        return frozenset(c for c in out if c)
