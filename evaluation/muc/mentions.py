"""How the conference writes what our parties name: a person by the full name, others by a phrase without its number, in capitals."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.annotate.layers import Layers
from dateline.knowledge import bodies
from dateline.records.acts.act_words import classes_of_word
from dateline.resolve.parts import Party
from dateline.resolve.reading import Reading
from dateline.span import Span
from dateline.text.report import Report
from evaluation.muc.guide import guide
from evaluation.muc.incident import distinct

_NOMINAL = ("NOUN", "PROPN")
_BEFORE = ("ADJ", "NOUN", "PROPN", "ADV", "VERB")  # what says of whom a noun after "a group of" tells
_LONGEST, _SHORT = 6, 2  # words of an organisation's name at most; letters of what is none by itself: "IS"
_IN_A_ROW = ("appos", "conj", "flat", "list")
_COUNTING = ("DET", "NUM", "PRON", "ADP", "PUNCT")
_SMALL = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}


@dataclass(frozen=True)
class Phrase:
    """A party, the words that name it, and the word that the others hang from."""

    party: Party
    run: range
    head: int


class Mentions:
    """The phrases of one report."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.layers = layers
        self._parties = Reading(report, layers).parties
        self._people = [layers.text(n.first, n.stop) for n in layers.names if n.label == "PER"]
        self._known = {p.casefold() for p in self._people}
        self._text = " ".join(report.text.upper().split())
        self._bodies = self._named_bodies()

    def run(self, span: Span) -> range:
        """The words of a span."""
        return range(bisect_left(self.layers.starts, span.start), bisect_left(self.layers.starts, span.end))

    def lemmas(self, run: range) -> frozenset[str]:
        """The lemmas of a run."""
        return frozenset(self.layers.lemmas[k] for k in run)

    def phrase(self, party: Party) -> Phrase | None:
        """The words of a party; None where it has none."""
        if party.span is None:
            return None
        run = self.run(party.span)
        tops = [k for k in run if self.layers.heads[k] not in run]
        return Phrase(party, run, next((k for k in tops if self.layers.upos[k] in _NOMINAL), tops[0])) if tops else None

    # -- kinds ----------------------------------------------------------------------------------------------------------------

    def is_(self, head: int, words: str) -> bool:
        """Whether the word stands in one of the guide's lists of words."""
        return self.layers.lemmas[head] in guide().words[words]

    def is_thing(self, head: int) -> bool:
        """Whether a word is one for a building or a vehicle."""
        name = self.layers.name_at[head]
        return bool(self._classes(head) & {"facility", "vehicle"}) and (name is None or name.label != "PER")

    def is_place(self, head: int) -> bool:
        """Whether a word names a place that is no building."""
        name = self.layers.name_at[head]
        located = name.label == "LOC" if name is not None else "place" in self._classes(head)
        return self.is_(head, "places") or (located and not self.is_thing(head))

    def is_named_body(self, head: int) -> bool:
        """Whether a word belongs to an organisation's name."""
        return head in self._bodies

    def calls_body(self, name: str) -> bool:
        """Whether a party's name is that of an organisation: "it" may stand for one."""
        return name.split()[-1].lower().removesuffix("s") in guide().words["bodies"] or any(name.upper() == body for body, _ in self._bodies.values())

    def is_pronoun(self, head: int) -> bool:
        """Whether a word only stands for another."""
        return self.layers.upos[head] == "PRON"

    def _classes(self, head: int) -> frozenset[str]:
        return classes_of_word().get(self.layers.lemmas[head], frozenset())

    # -- people ---------------------------------------------------------------------------------------------------------------

    def person(self, party: Party) -> str | None:
        """The fullest name that the report gives a person; None where the party is no named person."""
        return self._fullest(party.name) if party.name.casefold() in self._known else None

    def persons(self, phrase: Phrase) -> tuple[str, ...]:
        """The named people of a phrase: whom it resolves to, and those whom it names, that are set beside it ("the mayor, Jan Mayr") or among it."""
        own = self.person(phrase.party)
        names = [self.layers.name_at[k] for k in (*phrase.run, *self._beside(phrase.head))]
        told = (self.layers.text(n.first, n.stop) for n in names if n is not None and n.label == "PER")
        return distinct([*([own] if own else []), *map(self._fullest, told)])

    def named_in(self, run: range) -> tuple[str, ...]:
        """The people named in a run."""
        names = (self.layers.name_at[k] for k in run)
        return distinct(self._fullest(self.layers.text(n.first, n.stop)) for n in names if n is not None and n.label == "PER")

    def _beside(self, head: int) -> list[int]:
        """The words of names that tell who someone is or stand in a row with him: "the mayor, Ada Holm", "three judges, including Jan Mayr"."""
        words = self.layers
        out = [words.heads[head]] if words.deprels[head] == "appos" else []
        todo = [head]
        while todo:
            near = [c for c in words.children[todo.pop()] if words.relations[c] in _IN_A_ROW or words.case(c) == "including"]
            todo.extend(near)
            out.extend(near)
        return sorted(out)

    def _fullest(self, name: str) -> str:
        said = set(name.casefold().split())
        full = max((p for p in self._people if said <= set(p.casefold().split())), key=len, default=name).upper().split()
        first = next((k for k, word in enumerate(full[:-1]) if word.lower().rstrip(".") not in guide().words["titles"]), len(full) - 1)
        return " ".join(full[first:])

    # -- descriptions ---------------------------------------------------------------------------------------------------------

    def description(self, phrase: Phrase, whose: bool = True) -> str:
        """A phrase without its number and its article; of "a group of armed men" the men. Without `whose`, "ELN guerrillas" are but guerrillas."""
        words, run, head = self.layers, phrase.run, phrase.head
        if self.is_pronoun(head):
            return phrase.party.name.upper()
        inner = self._held(head)
        if inner is not None:
            run = self._noun(inner)
        elif self.is_thing(head):
            run = self._owned(run, head)
        first = next((k for k in run[:-1] if not self._is_left_out(k)), run[-1])
        named = not whose and not self.is_named_body(head)
        own = [k for k in range(first, run.stop) if not (named and k < head and self.is_named_body(k))]
        cut = own != list(range(first, run.stop))
        return (" ".join(words.words[k] for k in own) if cut else words.text(first, run.stop)).upper()

    def _owned(self, run: range, head: int) -> range:
        """A building with whose it is: "the offices of the Union", "the mayor's office"."""
        words = self.layers
        first, stop = run.start, run.stop
        for c in words.children[head]:
            name = words.name_at[c]
            if words.deprels[c] == "nmod:poss" and words.upos[c] != "PRON" and words.edges[c][1] == first:
                first = words.edges[c][0]
            elif words.deprels[c] == "nmod" and words.case(c) == "of" and head < c < head + 8:
                stop = max(stop, name.stop if name is not None else c + 1)
        return range(first, stop)

    def _held(self, head: int) -> int | None:
        """The noun that says who "a group", "a number" is of; an organisation does not: "members of the army"."""
        if not self.is_(head, "holders"):
            return None
        inner = (c for c in self.layers.all_children(head, "nmod") if self.layers.case(c) == "of")
        return next((c for c in inner if self.layers.name_at[c] is None and not self.is_(c, "bodies")), None)

    def _noun(self, k: int) -> range:
        """A noun with what stands right before it and belongs to it."""
        words, first = self.layers, k
        while first > 0 and words.heads[first - 1] == k and words.upos[first - 1] in _BEFORE:
            first -= 1
        return range(first, k + 1)

    def _is_left_out(self, k: int) -> bool:
        return self.layers.upos[k] in _COUNTING or self.layers.low[k] in guide().words["quantifiers"] or self.layers.low[k].isdigit()

    def number(self, head: int) -> str:
        """How many a phrase tells of, in the notation of the keys."""
        words = self.layers
        count = next((words.low[k] for k in words.all_children(head, "nummod")), "")
        if count.isdecimal() or count in _SMALL:
            return str(_SMALL.get(count) or int(count))
        return "PLURAL" if words.low[head] != words.lemmas[head] or words.lemmas[head] in ("people", "police") else "1"

    # -- organisations --------------------------------------------------------------------------------------------------------

    def bodies_beside(self, head: int) -> Iterator[str]:
        """The organisations that a noun's modifiers name: "FMLN guerrillas", "members of the army"."""
        words = self.layers
        for c in words.children[head]:
            if c in self._bodies and self._bodies[c] != self._bodies.get(head):
                yield self.body(c)
            elif self.is_(c, "bodies") and words.deprels[c] == "nmod":
                run = self._noun(c)
                yield words.text(run.start, run.stop).upper()
            elif self.is_(c, "holders"):
                yield from self.bodies_beside(c)

    def body(self, head: int) -> str:
        """What the report calls the organisation named at a word: by its whole name where it has it, else as it does first."""
        return self._bodies[head][0]

    def bodies_of(self, sectors: frozenset[str]) -> tuple[str, ...]:
        """The organisations of some sectors that the report names."""
        return distinct(body for body, sector in self._bodies.values() if sector in sectors)

    def _named_bodies(self) -> dict[int, tuple[str, str | None]]:
        """For each word of an organisation's name, how the report calls it, and its sector: of what the reader takes for one, and of known ones."""
        words = self.layers
        runs = [range(n.first, n.stop) for n in words.names if n.label == "ORG"]
        known = list(self._known_bodies())
        covered = {k for run, _ in known for k in run}
        told = [*known, *((run, self._resolved(run)) for run in runs if covered.isdisjoint(run))]
        called: dict[str, str] = {}
        out: dict[int, tuple[str, str | None]] = {}
        for run, (name, sector) in sorted(told, key=lambda t: t[0].start):
            text = words.text(run.start, run.stop).split("(")[0].split("[")[0].strip().upper()
            whole = name.upper()
            for k in run:
                out.setdefault(k, (whole if whole in self._text else called.setdefault(whole, text), sector))
        return out

    def _resolved(self, run: range) -> tuple[str, str | None]:
        party = next(iter(self._parties.of(run.start)), None)
        return (party.name, party.sector) if party is not None else (self.layers.text(run.start, run.stop), None)

    def _known_bodies(self) -> Iterator[tuple[range, tuple[str, str | None]]]:
        """Armed organisations that the lists know, wherever their names stand."""
        words, k = self.layers.words, 0
        while k < len(words):
            stops = range(min(len(words), k + _LONGEST), k if len(words[k]) > _SHORT else k + 1, -1)
            hits = ((stop, bodies.body(" ".join(words[k:stop]))) for stop in stops)
            stop, body = next(((stop, body) for stop, body in hits if body is not None and body.sector in guide().armed), (k + 1, None))
            if body is not None:
                yield range(k, stop), (body.name, body.sector)
            k = stop

    # -- instruments ----------------------------------------------------------------------------------------------------------

    def instruments(self, run: range) -> tuple[str, ...]:
        """What the words of a run name as a means of attack."""
        return distinct(self._instrument(k, run.start) for k in run if self._is_instrument(k, run.stop))

    def _is_instrument(self, k: int, stop: int) -> bool:
        """Whether word k names a means of attack, and is not but a part of the name of one ("car bomb", "dynamite charge")."""
        words, lemma = self.layers, self.layers.lemmas[k]
        if lemma not in guide().instruments or words.upos[k] not in _NOMINAL or (k + 1 < stop and words.lemmas[k + 1] in guide().instruments):
            return False
        only = guide().instruments_only.get(lemma)
        return only is None or (k > 0 and words.lemmas[k - 1] in only)

    def _instrument(self, k: int, first: int) -> str:
        start = k
        while start > first and self._names_kind(start - 1, k):
            start -= 1
        return self.layers.text(start, k + 1).upper()

    def _names_kind(self, k: int, noun: int) -> bool:
        """Whether word k before a means of attack says what kind it is of."""
        compound = self.layers.deprels[k] == "compound" and self.layers.heads[k] in (noun, self.layers.heads[noun])
        return compound or self.layers.lemmas[k] in guide().instruments_only.get(self.layers.lemmas[noun], ())
