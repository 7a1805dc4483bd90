"""The place names of a report, resolved, and which of them a predicate happened at.

A place is where something happened if the text says so: by a phrase of place in the clause, by an object that is a place ("seized Palmyra"), by
what a noun is of ("the shelling of Homs"); else by the nearest such phrase of its sentence or, of a deed, by the one of a sentence shortly before in
the same paragraph. A name that acts ("Damascus said") is a party, and no place of its act.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.annotate.layers import Layers
from dateline.knowledge import countries
from dateline.knowledge.gazetteer import COUNTRY, TOWN
from dateline.knowledge.nouns import sector_of
from dateline.knowledge.places import called
from dateline.resolve.parts import PlacePrecision, Where
from dateline.resolve.places.place_names import Mention, place_names
from dateline.resolve.places.place_words import place_words
from dateline.resolve.places.toponyms import as_where
from dateline.resolve.times.tense import is_toll_of_war
from dateline.text.report import Report

_FINENESS: tuple[PlacePrecision, ...] = ("point", "neighbourhood", "town", "district", "province", "country", "unknown")
# Relations by which a phrase of place holds further names, and by which a clause or noun shares the place of its head.
_PHRASE = frozenset(("compound", "flat", "appos", "nmod", "conj", "amod", "acl"))
_UP = frozenset(("conj", "xcomp", "advcl", "acl", "obj", "obl", "nmod", "nsubj", "compound", "dep"))
_PARTS = frozenset(("appos", "conj", "flat", "compound", "nmod", "amod"))
_PARENTS = 3  # steps up the tree from a predicate
_DEPTH = 4  # steps down within a phrase
_BEFORE = 4  # sentences back to where a deed happened that tells no place of its own
_REACH = 6  # words back to the attack or move that a preposition is of
_INITIALS = 4  # letters that capitals may abbreviate
_BORDERS = frozenset(("border", "frontier"))
_SEVERAL = 3  # places of one act that no one of them stands for
_LONG = 60  # steps up that no sane tree exceeds, and words of a clause to either side
_BACK = 3  # sentences back to what "the city" means
_LOCALS = frozenset(("CVL", "REF", "MED", "COP", "REB"))  # sectors of those who tell of where they are
_OVER = frozenset(("in", "of", "from", "during", "over", "within", "throughout", "after"))  # before a long time: "in the war", "after a year"


class Places:
    """The place names of one report, resolved."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers
        self._scenes: dict[int, list[Mention]] = {}

    def at(self, i: int) -> Where | None:
        """The resolved place whose name covers word `i`."""
        mention = self._by_word.get(i)
        return mention.where if mention else None

    def of(self, i: int) -> Where | None:
        """Where the predicate at word `i` happened, as said: in its clause, else in its sentence, else in the one before; none where unsure."""
        found = self._said_of(i)
        if found is not None:
            return self._of_list(self._narrowed(i, found)).where
        if is_toll_of_war(self.layers, i):
            return self._of_war(self.layers.sentence_of[i])
        if self._talks(i):
            return None
        return self._nearby(i) or self._scene_of(i)

    def of_crisis(self, i: int) -> Where | None:
        """Where those are whom a running total at word `i` counts: as said in its sentence, else the country that the report is about."""
        where = self.of(i)
        first, stop = self.layers.sentences[self.layers.sentence_of[i]]
        within = where is not None and where.span is not None and self.layers.span(first, stop).overlaps(where.span)
        if where is None or within or where.precision == "country":
            return where
        return self._country(self._home, i) if self._home is not None else None

    def _said_of(self, i: int) -> Mention | None:
        """The place that the clause of word `i` tells, or a clause that shares it."""
        talks = self._talks(i)
        for head in self._climb(i):
            found = _finest(self._arguments(head, i)) or (None if talks or self._talks(head) else self._deep_in(head))
            if found is not None:
                return found
        return None if talks else self._fronted(i)

    def _fronted(self, i: int) -> Mention | None:
        """The place that opens a sentence in which people of it tell what was done: "In Homs, residents said ten died"; not "In Geneva, ..."."""
        layers, contents = self.layers, self._contents(i)
        verb = layers.heads[contents[-1]] if contents else -1
        opens = next((c for c in layers.all_children(verb, "obl") if self._how(c, layers.lemmas[verb]) == "at"), None) if verb >= 0 else None
        speaker = layers.child(verb, "nsubj")
        if opens is None or speaker is None or not opens < speaker < verb:
            return None
        sector, _ = sector_of((layers.lemmas[speaker],)) or (None, False)
        found = _finest(self._named_in(opens)) if sector in _LOCALS else None
        return found if found is not None and self._home in (None, found.where.country) else None

    def _of_list(self, found: Mention) -> Mention:
        """A place, or of one among several in a list what holds them all: what they are said to lie in, else their country."""
        mentions = self._of_sentence.get(self.layers.sentence_of[found.head], ())
        wheres = list({m.where.name: m.where for m in mentions if self._list_head(m.head) == self._list_head(found.head)}.values())
        least = 2 if self.layers.case(self._list_head(found.head)) == "between" else _SEVERAL
        if len(wheres) < least or wheres[0].country is None or len({w.country for w in wheres}) > 1 or found.where.precision == "country":
            return found
        said = next((w.inside for w in wheres if w.inside is not None and w.inside.precision == "province"), None)
        holder = said if said is not None and all(w.admin1 in (None, said.admin1) for w in wheres) else None
        where = holder or self._country(wheres[0].country, found.head)
        return found._replace(where=where) if where else found

    def _list_head(self, i: int) -> int:
        """The first of the names that the one at word `i` is listed with, also where commas were lost and the tree takes a list for one name."""
        for _ in range(_LONG):
            head = self.layers.heads[i]
            if head not in self._by_word or self.layers.relations[i] not in ("conj", "flat", "compound"):
                break
            i = head
        return i

    def _deep_in(self, i: int) -> Mention | None:
        """The nearest place where things happen among the words under word `i`, however deep: "the killing of men by police in Homs"."""
        low, high = self.layers.edges[i]
        found = [m for m in self._locatives(self.layers.sentence_of[i]) if low <= m.head < high and self._tells_of(m.head, i)]
        return min(self._distinct(found), key=lambda m: abs(m.head - i), default=None)

    def _tells_of(self, j: int, i: int) -> bool:
        """Whether word `j`, somewhere under word `i`, is of no clause that tells of another thing: not "those hurt, who were taken to a hospital"."""
        for _ in range(_LONG):
            if j == i or self.layers.heads[j] < 0:
                break
            if self.layers.deprels[j] == "acl:relcl" or self.layers.relations[j] in ("ccomp", "parataxis"):
                return False
            j = self.layers.heads[j]
        return True

    def _talks(self, i: int) -> bool:
        """Whether word `i` tells of words, not of a deed."""
        return self.layers.lemmas[i] in place_words().talk or i in self._cues

    def _narrowed(self, i: int, found: Mention) -> Mention:
        """What is found for word `i`, or the one place in it where things happen in the same sentence and content; not of what sums up a war."""
        if self._sums_up(i):
            return found
        here = self._distinct([m for m in self._locatives(self.layers.sentence_of[i]) if self._same_content(i, m.head)])
        if found.where.precision == "country":
            finer = [m for m in here if m.where.country == found.where.country and m.where.precision not in ("country", "unknown")]
        else:
            finer = [m for m in here if m.where.inside is not None and m.where.inside.name == found.where.name]
        return finer[0] if len({m.where.name for m in finer}) == 1 else found

    def _scene_of(self, i: int) -> Where | None:
        """Of a deed that is no move: the one place where all such deeds of the report that tell one happened, once it has been told."""
        if not self._is_struggle(i) or self._scene is None or self._sums_up(i):
            return None
        here, first = (self._paragraph_of[self.layers.sentence_of[k]] for k in (i, self._struggles[0][0]))
        return self._scene if here >= first else None

    def _is_struggle(self, i: int) -> bool:
        layers, words = self.layers, place_words()
        return layers.lemmas[i] in words.deeds and layers.lemmas[i] not in words.motion and layers.upos[i] in ("VERB", "NOUN", "NUM", "ADJ")

    @cached_property
    def _struggles(self) -> list[tuple[int, Mention]]:
        """The words of deeds that tell their place, with it."""
        told = ((i, self._said_of(i)) for i in range(len(self.layers.words)) if self._is_struggle(i))
        return [(i, m) for i, m in told if m is not None and m.where.precision != "unknown"]

    @cached_property
    def _scene(self) -> Where | None:
        told = [m for _, m in self._struggles]
        inner = _outer_dropped(told)
        if len({m.where.name for m in inner}) > 1:  # a town and quarters of it are that town
            outer = {m.where.name: m.where for m in told}
            holding = set.intersection(*({m.where.name, *_within(m.where)} for m in inner))
            return next((where for name, where in outer.items() if name in holding and where.precision != "country"), None)
        return inner[0].where if inner and inner[0].where.precision != "country" else None

    @cached_property
    def _cues(self) -> frozenset[int]:
        """The words by which something is said."""
        return frozenset(i for a in self.layers.attributions for first, stop in a.cues for i in range(first, stop))

    @cached_property
    def _named(self) -> tuple[tuple[Mention, ...], Where | None]:
        found, own = place_names(self.report, self.layers)
        shouted = sum(w.isupper() for w in self.layers.words) * 2 > len(self.layers.words)
        return (found if shouted else tuple(m for m in found if not self._opens_wire(m))), own

    def _opens_wire(self, mention: Mention) -> bool:
        """Whether a name in capitals is where a report was written, left in its text: "BEIRUT Air strikes killed three"."""
        text = self.layers.text(mention.first, mention.stop)
        after = self.layers.words[mention.stop] if mention.stop < len(self.layers.words) else ""
        return text.isupper() and len(text) > _INITIALS and "." not in text and after[:1].isupper() and not after.isupper()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place name, in reading order."""
        return self._named[0]

    @cached_property
    def _by_word(self) -> dict[int, Mention]:
        return {i: m for m in self.mentions for i in range(m.first, m.stop)}

    def _climb(self, i: int) -> Iterator[int]:
        """Word `i` and the words above it that share its place; what sums up a war shares none with the act it is told beside."""
        layers, sums_up = self.layers, self._sums_up(i)
        for _ in range(_PARENTS + 1):
            yield i
            if layers.relations[i] not in _UP or layers.heads[i] < 0 or (sums_up and layers.relations[i] == "conj"):
                return
            i = layers.heads[i]

    def _arguments(self, head: int, asked: int) -> list[Mention]:
        """The places that phrases of place at `head` name, else those that it is done to."""
        layers, words = self.layers, place_words()
        itself, relative = self._by_word.get(head), layers.deprels[asked] == "acl:relcl"
        if itself is not None and head != asked:
            return self._named_in(self._phrase_head(head)) if relative else []
        if relative and head != asked and layers.lemmas[head] in words.types and (named := self._named_in(head)):
            return named  # "the neighbourhood in Homs, which troops took"
        lemma = layers.lemmas[head]
        talks = self._talks(head)
        found: dict[str, list[Mention]] = {"at": [], "to": [], "object": [], "from": [], "within": [], "whose": [], "theirs": [], "joined": []}
        for child in layers.children[head]:
            relation = layers.relations[child]
            if relation in ("obl", "nmod", "advmod") and layers.deprels[child] not in ("nmod:poss", "obl:agent"):
                how = self._how(child, lemma)
                if how:
                    found[how] += self._named_in(child)
                if layers.lemmas[child] in words.stays and layers.case(child) in ("on", "during", "in", "for"):  # "said on a visit to Amman"
                    found["at"] += self._arguments(child, child)
            elif (relation == "obj" or layers.deprels[child] == "nsubj:pass") and not talks:
                direct = self._by_word.get(child)
                if direct is not None:
                    found["object"] += [direct] if lemma in words.onto or not _acts(direct.where) else []
                elif layers.lemmas[child] in words.types:
                    found["object"] += self._named_in(child)
                elif layers.lemmas[child] in words.onto:
                    found["within"] += self._arguments(child, child)
                else:
                    found["within"] += self._named_below(child)
            elif relation in ("obj", "iobj") and layers.lemmas[child] in words.hearers:
                found["within"] += self._named_below(child)
            elif relation == "nsubj" and not self._is_party(child):
                found["within"] += self._arguments(child, child) if layers.lemmas[child] in words.onto else self._named_below(child)
            elif relation == "nsubj" and not talks:
                found["theirs"] += self._named_below(child)
            elif relation == "xcomp" or (relation == "conj" and head == asked):
                found["within" if relation == "xcomp" else "joined"] += self._arguments(child, child)
            elif layers.deprels[child] in ("compound", "nmod:poss") and lemma in words.onto | words.strife and layers.upos[head] != "VERB":
                found["whose" if lemma in words.blows else "object"] += [m for m in self._named_in(child) if self._is_ground(m, head)]
        return next((f for f in found.values() if f), [])

    def _how(self, child: int, lemma: str) -> str | None:
        """How the phrase of `child` stands to its head: at, to, from, as its object; none where it is no phrase of place."""
        layers, words = self.layers, place_words()
        if layers.low[child] in ("there", "here"):
            return "at"
        word = self.layers.case(child)
        relation = words.relations.get(word)
        if relation == "at":
            return "at"
        if relation == "toward":
            return "to" if lemma in words.motion else None
        if relation == "away":
            return "from"
        mention = self._by_word.get(child)
        if word == "of" and lemma in words.directions:
            return None if self._is_measured(layers.heads[child]) else "at"
        if relation == "against" or word == "of":
            return "object" if lemma in words.onto or (mention is not None and not _acts(mention.where)) else None
        return None

    def _named_in(self, i: int, depth: int = 0) -> list[Mention]:
        """The places that the phrase of word `i` names: itself, within it, or what "the city" means."""
        layers = self.layers
        found = [self._by_word[i]] if i in self._by_word else []
        for child in layers.children[i] if depth < _DEPTH else ():
            relation = layers.relations[child]
            if relation in _PHRASE and (relation not in ("nmod", "acl") or self._case_is_place(child, i) or layers.deprels[child] == "nmod:poss"):
                found += [m for m in self._named_in(child, depth + 1) if m.head != child or self._is_ground(m, i)]
        if not found:
            last = self._meant(i)
            return [last] if last else []
        return found

    def _is_ground(self, mention: Mention, head: int) -> bool:
        """Whether a name in the phrase of a noun tells where, not whose: "Homs hospital", "the Iraq border"; but not "U.S. embassies"."""
        layers, child = self.layers, mention.head
        whose = layers.deprels[child] in ("compound", "nmod:poss", "amod") or self.layers.case(child) == "of"
        if not whose or mention.where.precision not in ("country", "unknown"):
            return True
        if layers.lemmas[head] in place_words().blows and self.layers.case(child) != "of":  # "US airstrikes" are where the US is no scene
            return mention.where.country in self._scene_countries
        return layers.lemmas[head] in place_words().ground or layers.lemmas[head] in place_words().onto or head in self._by_word

    @cached_property
    def _scene_countries(self) -> frozenset[str]:
        """The countries in which, by a preposition of place, something of the report happened."""
        return frozenset(m.where.country for m in self.mentions if m.where.country and self._led(m))

    def _named_below(self, i: int) -> list[Mention]:
        """The places that phrases within the noun phrase of `i` name: "20 people in Homs"."""
        return [
            m
            for child in self.layers.all_children(i, "nmod")
            if self.layers.case(child) != "of" and self._case_is_place(child, i)
            for m in self._named_in(child)
        ]

    def _is_measured(self, i: int) -> bool:
        """Whether a distance stands before the direction at word `i`: what is "80 km north of" a town is not in it."""
        layers = self.layers
        before = i - 1
        if before > 0 and layers.words[before] == ")":  # 50 miles (80 km) north of
            before = next((k for k in range(before, max(-1, before - _REACH), -1) if layers.words[k] == "("), before) - 1
        return before >= 0 and layers.lemmas[before].rstrip(".") in place_words().measures

    def _case_is_place(self, i: int, head: int) -> bool:
        """Whether the phrase of `i` says where its head is or, of attacks and the like, what they are on."""
        words, case = place_words(), self.layers.case(i)
        relation = words.relations.get(case)
        lemma = self.layers.lemmas[head]
        return relation == "at" or case == "of" or (relation == "against" and lemma in words.onto) or (relation == "toward" and lemma in words.motion)

    def _meant(self, i: int) -> Mention | None:
        """The place that "the city" or "there" at word `i` takes up: the last one named that is as fine; "here" is where the report was written."""
        layers = self.layers
        if layers.low[i] == "here" and layers.upos[i] == "ADV":
            return Mention(i, i + 1, i, self._named[1]) if self._named[1] is not None else None
        if layers.lemmas[i] == "capital" and (found := self._capital(i)):
            return found
        if layers.lemmas[i] in _BORDERS and any(countries.by_adjective(layers.words[c]) for c in layers.all_children(i, "amod")):
            return Mention(i - 1, i + 1, i, Where(layers.text(i - 1, i + 1), span=layers.span(i - 1, i + 1)))  # on which side is not said
        fine = place_words().anaphors.get(layers.lemmas[i])
        there = layers.low[i] == "there" and layers.upos[i] == "ADV"
        determined = any(layers.low[c] in ("the", "that", "this", "same") for c in layers.all_children(i, "det", "amod"))
        if not there and not (fine and determined):
            return None
        here = layers.sentence_of[i]
        before = [m for k in range(max(0, here - _BACK), here + 1) for m in self._of_sentence.get(k, ()) if m.stop <= i]
        if layers.lemmas[i] == "capital":
            before = [m for m in before if countries.by_seat(m.where.name)]
        fits = [m for m in before if (self._locative(m) or self._led(m) if there else _as_fine(m.where, fine))]
        if fine == "country":
            fits = [m for m in fits if self._locative(m)] or fits  # not the country that acts
            if self._home is not None and not any(self.layers.sentence_of[m.head] == here for m in fits):
                return self._of_home(i)
        last = [m for m in fits if layers.sentence_of[m.head] == layers.sentence_of[fits[-1].head]]
        return _finest(last) or (self._nation(i) if fine == "country" else None)

    def _of_home(self, i: int) -> Mention | None:
        where = self._country(self._home, i) if self._home is not None else None
        return Mention(i, i + 1, i, where) if where else None

    def _nation(self, i: int) -> Mention | None:
        """The one country whose people the sentence names beside "the country" at word `i`: "the Syrian army across the country"."""
        first, stop = self.layers.sentences[self.layers.sentence_of[i]]
        codes = {c for word in self.layers.words[first:stop] if (c := countries.by_adjective(word))}
        where = self._country(codes.pop(), i) if len(codes) == 1 else None
        return Mention(i, i + 1, i, where) if where else None

    def _capital(self, i: int) -> Mention | None:
        """The city that "the Syrian capital" at word `i` means, or that is named beside it."""
        beside = self._by_word.get(i + 1)
        if beside is not None:
            return beside
        codes = (countries.in_word(self.layers.words[c]) for c in self.layers.all_children(i, "amod", "nmod", "compound"))
        code = next((c for c in codes if c), self._home)
        name = countries.countries()[code].capital if code else ""
        place = next((p for p in called(name) if p.country == code and p.kind == TOWN), None)
        return Mention(i, i + 1, i, as_where(place, name, self.layers.span(i, i + 1))) if place else None

    def _is_party(self, i: int) -> bool:
        """Whether the noun at `i` is someone, so that a place within its phrase is theirs and not the act's."""
        layers = self.layers
        return layers.name_at[i] is not None or layers.upos[i] in ("PRON", "PROPN") or sector_of((layers.lemmas[i],)) is not None

    def _nearby(self, i: int) -> Where | None:
        """The nearest place where things happen in the sentence of word `i`; of a deed, else the one such place of a sentence before."""
        here = self.layers.sentence_of[i]
        if self._sums_up(i):
            return self._of_war(here)
        found = self._locatives(here) or [m for m in self._taken_up(here) if self._same_content(i, m.head)]
        if found:
            scenes = self._distinct([m for m in found if self._same_content(i, m.head)])
            return self._of_list(min(scenes, key=lambda m: abs(m.head - i))).where if scenes else None
        if self.layers.upos[i] == "VERB" and self.layers.lemmas[i] not in place_words().deeds:
            return None
        return self._told_before(here)

    def _taken_up(self, sentence: int) -> list[Mention]:
        """The places of a sentence that it names only as what something was done to: "before troops seized the area"."""
        layers, words = self.layers, place_words()
        found: list[Mention] = []
        for k in range(*layers.sentences[sentence]):
            done = layers.deprels[k] in ("obj", "nsubj:pass") and layers.heads[k] >= 0 and layers.lemmas[layers.heads[k]] in words.onto
            if done and words.anaphors.get(layers.lemmas[k]) not in (None, "country") and (meant := self._meant(k)) is not None:
                found.append(meant)
        return found

    def _of_war(self, sentence: int) -> Where | None:
        """The country of a war that a sentence sums up: where things happen in it, whose war it is ("the Syrian conflict"), the only one it names.

        Where it only says "the war" or "the country", that of the sentence before, if it tells of one alone.
        """
        layers, words = self.layers, place_words()
        first, stop = layers.sentences[sentence]
        scenes = [m.where for m in self._locatives(sentence) if m.where.precision == "country"]
        if scenes:
            return scenes[0]
        for i in range(first, stop):
            code = countries.by_adjective(layers.words[i]) if layers.heads[i] >= 0 and layers.lemmas[layers.heads[i]] in words.long else None
            if code is not None:
                return self._country(code, i)
        told = [m.where for m in self._of_sentence.get(sentence, ()) if m.where.precision == "country"]
        if not told and any(lemma in words.long or words.anaphors.get(lemma) == "country" for lemma in layers.lemmas[first:stop]):
            if self._home is not None:
                return self._country(self._home, first)
            told = [m.where for m in self._of_sentence.get(sentence - 1, ()) if m.where.precision == "country"] if sentence else []
        return told[0] if len({where.name for where in told}) == 1 else None

    def _country(self, code: str, i: int) -> Where | None:
        """A country that word `i` tells by its people or its adjective."""
        name = countries.countries()[code].name
        place = next((p for p in called(name) if p.kind == COUNTRY and p.country == code), None)
        return as_where(place, name, self.layers.span(i, i + 1)) if place else None

    def _told_before(self, here: int) -> Where | None:
        """The one place that the last sentence with any in the paragraph tells; a finer one of its country where an earlier sentence has that."""
        wide: Where | None = None
        for before in range(here - 1, max(-1, here - _BEFORE - 1), -1):
            if self._paragraph_of[before] != self._paragraph_of[here]:
                break
            scenes = self._distinct(self._locatives(before))
            if not scenes or not self._tells_deeds(before):
                continue
            place = scenes[0].where
            if len({m.where.name for m in scenes}) > 1 or (wide is not None and place.country != wide.country):
                return wide
            if place.precision != "country":
                return place
            wide = wide or place
        return wide

    def _tells_deeds(self, sentence: int) -> bool:
        return any(self._is_struggle(k) for k in range(*self.layers.sentences[sentence]))

    @cached_property
    def _home(self) -> str | None:
        """The country (alpha-3) that the report is about: of most places and peoples that it names, or of twice as many as any other."""
        told = Counter(m.where.country for m in self.mentions if m.where.country)
        told.update(code for word in self.layers.words if (code := countries.by_adjective(word)))
        (code, most), (_, next_most) = [*told.most_common(2), (None, 0), (None, 0)][:2]
        return code if most > 1 and (2 * most > told.total() or most >= 2 * next_most) else None

    def _sums_up(self, i: int) -> bool:
        """Whether the clause of word `i` counts over a long time: since a war began, in a year. What is told beside it is no scene."""
        layers, words = self.layers, place_words()
        head = layers.heads[i]
        if layers.deprels[i].startswith("acl") and head >= 0 and layers.lemmas[head] in words.long:  # "a war that has killed"
            return True
        perfect = any(layers.low[c] in ("has", "have") for c in layers.all_children(i, "aux"))
        if perfect and any(layers.lemmas[c] in words.long for c in layers.all_children(i, "nsubj")):  # "the war has killed"
            return True
        low, high = layers.edges[i] if layers.upos[i] in ("VERB", "AUX") else layers.edges[max(head, i, 0)]
        if is_toll_of_war(layers, i):
            return True
        for k in range(max(low, i - _LONG), min(high, i + _LONG)):
            word = layers.low[k]
            if word == "since" or (layers.lemmas[k] in words.long and layers.upos[k] == "NOUN" and self.layers.case(k) in _OVER):
                return True
        return False

    def _same_content(self, i: int, j: int) -> bool:
        """Whether neither word is within what is said, thought or told by the clause of the other: troops that attack are not where that is told."""
        over_i, over_j = self._contents(i), self._contents(j)
        return len(over_i) == len(over_j) and over_i[1:] == over_j[1:]

    def _contents(self, i: int) -> list[int]:
        """The heads of the contents that word `i` stands in, the innermost first."""
        layers, out = self.layers, []
        for _ in range(_LONG):
            head = layers.heads[i]
            if head < 0:
                break
            if layers.relations[i] in ("ccomp", "parataxis") and (head in self._cues or layers.lemmas[head] in place_words().talk):
                out.append(i)
            i = head
        return out

    def _distinct(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions without those joined to one before by "and", and without what holds another."""
        return _outer_dropped([m for m in mentions if self.layers.deprels[m.head] != "conj" or self.layers.heads[m.head] not in self._by_word])

    def _locatives(self, sentence: int) -> list[Mention]:
        """The places of a sentence where things happen, and what is said to lie in one of them."""
        if sentence not in self._scenes:
            mentions = self._of_sentence.get(sentence, [])
            where = {m.where.name for m in mentions if self._locative(m)}
            self._scenes[sentence] = [m for m in mentions if m.where.name in where or (m.where.inside is not None and m.where.inside.name in where)]
        return self._scenes[sentence]

    def _locative(self, mention: Mention) -> bool:
        """Whether the name stands where the text says where: after a preposition of place, or as what an attack is on; itself or its phrase."""
        layers, words, i = self.layers, place_words(), mention.head
        if layers.heads[i] >= 0 and not self._is_ground(mention, layers.heads[i]):
            return False
        if self._led(mention):
            head = self._phrase_head(i)
            if layers.heads[head] >= 0 and layers.lemmas[layers.heads[head]] in words.standing:
                return False  # a group "based in London" or "banned in Russia" does nothing there
            return layers.deprels[head] != "nsubj" or not self._speaks(head)  # not "activists in Beirut said"
        for _ in range(_DEPTH):
            case, head, relation = self.layers.case(i), layers.heads[i], layers.relations[i]
            if words.relations.get(case) == "at" or (case == "of" and layers.lemmas[head] in words.directions and not self._is_measured(head)):
                return relation != "nmod" or layers.deprels[head] != "nsubj" or not self._speaks(head)  # not "activists in Beirut said"
            if head < 0:
                return False
            done = layers.lemmas[head] in words.onto
            if done and (case in ("of", "on", "against") or layers.deprels[i] in ("obj", "nsubj:pass", "nmod:poss", "compound")):
                return True
            if layers.lemmas[head] in words.strife and layers.deprels[i] in ("compound", "nmod:poss", "amod"):
                return True
            if relation not in _PARTS or case not in ("", "of"):
                return False
            i = head
        return False

    def _led(self, mention: Mention) -> bool:
        """Whether a preposition of place, or of an attack's target, stands before the name, by words alone: trees of dirty text are often wrong."""
        layers, words, i = self.layers, place_words(), mention.first - 1
        if i > 0 and i in self._by_word and layers.words[i][-1:] == "s":  # "in Syrias Quneitra"
            i = self._by_word[i].first - 1
        while i >= 0 and (layers.upos[i] in ("DET", "ADJ") or layers.lemmas[i] in words.types or layers.low[i] in ("of", "nearby")):
            i -= 1
        if i < 0:
            return False
        relation = words.relations.get(layers.low[i])
        before = layers.lemmas[max(0, i - _REACH) : i]
        if relation == "toward":
            return not words.motion.isdisjoint(before)
        return relation == "at" or (relation == "against" and not words.onto.isdisjoint(before))

    def _phrase_head(self, i: int) -> int:
        """The head of the noun phrase that word `i` is deep in."""
        layers = self.layers
        for _ in range(_DEPTH):
            if layers.relations[i] not in _PARTS or layers.heads[i] < 0:
                break
            i = layers.heads[i]
        return i

    def _speaks(self, i: int) -> bool:
        """Whether the noun at `i` is someone who says something."""
        head = self.layers.heads[i]
        return self._is_party(i) and (head in self._cues or self.layers.lemmas[head] in place_words().talk)

    @cached_property
    def _of_sentence(self) -> dict[int, list[Mention]]:
        """The mentions of each sentence that has any."""
        out: dict[int, list[Mention]] = {}
        for m in self.mentions:
            out.setdefault(self.layers.sentence_of[m.head], []).append(m)
        return out

    @cached_property
    def _paragraph_of(self) -> list[int]:
        """For each sentence, the index of its paragraph."""
        ends = [stop for _, stop in self.layers.paragraphs]
        return [bisect_right(ends, first) for first, _ in self.layers.sentences]


def finest_of(told: Sequence[Where]) -> Where | None:
    """Of the places that several tellings of one thing give, the first, or what a later one says lies in it."""
    found = next(iter(told), None)
    for where in told:
        if found is not None and found.name in _within(where):
            found = where
    return found


def _acts(where: Where) -> bool:
    """Whether the name may be that of a party: a country, or its capital."""
    return where.precision in ("country", "unknown") or countries.by_seat(where.name) is not None


def _as_fine(where: Where, fine: PlacePrecision | None) -> bool:
    if fine == "district":
        return where.precision in ("neighbourhood", "town", "district")
    return where.precision == fine and where.place_id is not None


def _within(where: Where) -> list[str]:
    """The names of what a place is said to lie in, from the nearest outwards."""
    return [where.inside.name, *_within(where.inside)] if where.inside is not None else []


def _outer_dropped(mentions: Iterable[Mention]) -> list[Mention]:
    """Without those that are said to hold another, or are wider than another in the same country."""
    mentions = list(mentions)
    outer = set()
    for m in mentions:
        outer.update(_within(m.where))
        if m.where.precision != "country":
            outer.update(o.where.name for o in mentions if o.where.precision == "country" and o.where.country == m.where.country)
    return [m for m in mentions if m.where.name not in outer] or mentions[:1]


def _finest(mentions: list[Mention]) -> Mention | None:
    """The finest of the places; of several as fine, the first."""
    return min(_outer_dropped(mentions), key=lambda m: _FINENESS.index(m.where.precision)) if mentions else None
