"""Argument slots of frames: which head words fill "subj", "obj~", "between" or a preposition at one trigger."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from dateline.annotate.layers import Layers
from dateline.records.acts.act_words import words_of
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.frames import frames
from dateline.records.acts.sides import THINGS, WHO, Sides
from dateline.records.acts.triggers import Trigger

_LENDING = frozenset({"in", "during", "on", "after", "at", "before", "for", "following"})  # "said after talks with": whose talks
_AIMS = frozenset({"with", "to", "from", "against", "on", "for", "in", "between"})
_WITH_OCCURRENCE = frozenset({"with", "against", "between", "for"})  # phrases that an act may leave to the verb that says it took place
_BY, _OF = frozenset({"by"}), frozenset({"of"})
_INSIDE = frozenset({"by", "of", "on", "against", "from", "to", "for", "with", "between"})
_CAUSES = frozenset({"for", "on", "against"})
_BARE = frozenset({""})  # no preposition
_BETWEEN = frozenset({"between", "among"})
_TWINS: Mapping[str, frozenset[str]] = {"on": frozenset({"on", "upon"}), "toward": frozenset({"toward", "towards"})}


class SlotFinder:
    """Finds the fillers of slots in one report.

    Named slots: subj, obj and iobj (deep, whatever the voice); obj~ and noun (whoever owns or bears what the object, or a fixed noun, names); poss,
    mod and aim (of a noun: its possessor, modifiers that act, compounds that are aimed at); lend (whoever the verb above has as subject); between;
    xcomp and ccomp (dependent clauses), xobj (whom those aim at), cobj (objects of full clauses), modal (their auxiliaries); cause (what a
    protest's own participle is about: "calling for reform"); whose (who does what the subject names:
    "Israel's raid killed"); inside (whose the thing is that acts: "a Red Cross convoy"); carried (who is
    in the vehicles that act); self (the head word, a place); clause (every word). Any other slot is a preposition.
    """

    def __init__(self, layers: Layers, arguments: Arguments, sides: Sides) -> None:
        self.layers, self.arguments, self.sides = layers, arguments, sides
        self._kept: dict[tuple[int, str], tuple[int, ...]] = {}
        self._named: dict[str, Callable[[Trigger], Iterable[int]]] = {
            "subj": self._subject,
            "obj": lambda t: self.arguments.objects(t.word),
            "obj~": lambda t: (k for o in self.arguments.objects(t.word) for head in self.arguments.with_conjuncts(o) for k in self.inside(head)),
            "noun": self._fixed,
            "iobj": lambda t: self.layers.all_children(t.word, "iobj"),
            "poss": self._possessor,
            "mod": lambda t: (k for word in t.words if word <= t.word for k in self.sides.before(word)),
            "aim": self._aimed_at,
            "lend": self._lent,
            "between": lambda t: (k for base in t.bases for k in self.arguments.after(base, _BETWEEN)),
            "xcomp": self._infinitives,
            "ccomp": self._full_clauses,
            "xobj": lambda t: (k for c in (*self._infinitives(t), *self._full_clauses(t)) for k in self._aim_of_clause(c)),
            "cobj": lambda t: (k for c in self._full_clauses(t) for k in self.arguments.objects(c)),
            "modal": lambda t: (k for c in self._full_clauses(t) for k in self.layers.all_children(c, "aux")),
            "self": lambda t: (self.layers.heads[t.word] if self.layers.deprels[t.word] == "case" else t.word,),  # "due" before a place
            "whose": lambda t: (k for head in self._doers(t.word) if frames("noun", self.layers.lemmas[head]) for k in self._owners(head)),
            "inside": lambda t: (k for head in self._doers(t.word) for k in self.inside(head)),
            "cause": self._cause,
            "carried": self._carried,
            "clause": lambda t: range(*self.layers.edges[t.word]),
        }

    def fillers(self, trigger: Trigger, slot: str) -> tuple[int, ...]:
        """Head words of the phrases in `slot`; none is a word of the trigger, but for people that the trigger names: "release prisoners"."""
        alone = len(trigger.words) == 1  # frames of one word ask for the same slots over and over
        kept = self._kept.get((trigger.word, slot)) if alone else None
        if kept is None:
            named = self._named.get(slot)
            found = named(trigger) if named is not None else self._after(trigger, slot)
            kept = tuple(k for k in found if slot == "noun" or k not in trigger.words)
            if alone:
                self._kept[trigger.word, slot] = kept
        return kept

    def _fixed(self, trigger: Trigger) -> Iterator[int]:
        for word in trigger.words:
            if word != trigger.word:
                classes = self.sides.classes(word)
                yield from [word] if "human" in classes and "force" not in classes else self.inside(word)

    def _subject(self, trigger: Trigger) -> Iterator[int]:
        if self.layers.upos[trigger.word] in ("VERB", "ADJ") or trigger.word not in trigger.words:
            yield from self._doers(trigger.word)
        elif trigger.light == "active":
            yield from self._doers(trigger.clause)

    def _doers(self, verb: int) -> Iterator[int]:
        """Subjects of a verb; of one that hangs on a means or a time ("using barrel bombs, targeting crowds") those of the verb above."""
        words = self.layers
        found = self.arguments.subjects(verb)
        head = words.heads[verb]
        hangs = words.deprels[verb].startswith("acl") and head in found and words.low[verb].endswith("ing")
        above = words.heads[head] if hangs and not self.sides.classes(head) & (WHO | {"vehicle"}) else -1
        if above >= 0 and words.upos[above] == "VERB":
            whose = tuple(self.inside(head)) if words.lemmas[head] in words_of("documents") else ()  # "a Council resolution ordering a truce"
            found = whose or self.arguments.subjects(above) or found
        for k in found:
            yield from self.inside(k) if words.lemmas[k] in words_of("documents") else (k,)

    def _owners(self, deed: int) -> Iterable[int]:
        """Who does what noun `deed` names, by its possessor, its "by" phrase or its modifiers."""
        owners = [c for c in self.layers.children[deed] if self.layers.deprels[c] == "nmod:poss"]
        return owners or self.arguments.after(deed, _BY) or self.sides.before(deed)

    def _possessor(self, trigger: Trigger) -> Iterator[int]:
        if trigger.light == "active":
            yield from self.arguments.subjects(trigger.clause)
        yield from (c for c in self.layers.children[trigger.word] if self.layers.deprels[c] == "nmod:poss")

    def _aimed_at(self, trigger: Trigger) -> Iterator[int]:
        """Compounds that an act is aimed at: "the embassy bombing"."""
        words = self.layers
        for c in words.children[trigger.word]:
            classes = self.sides.classes(c) if words.deprels[c] == "compound" and words.upos[c] != "NUM" else frozenset()
            named = words.name_at[c] is not None and "place" in classes  # "the Nairobi bombing" was there, on whatever it was
            owner = "public" in classes and not classes & (THINGS | {"person"})  # "regime raids" are theirs
            if classes & (THINGS | {"human"}) and not owner and "armed" not in classes and not named:
                yield c

    def _lent(self, trigger: Trigger) -> Iterator[int]:
        words, i = self.layers, trigger.word
        verb = words.heads[i]
        if verb >= 0 and words.upos[verb] == "VERB" and words.deprels[i].startswith("obl") and self.arguments.preposition(i) in _LENDING:
            yield from self.arguments.surface(verb)

    def _cause(self, trigger: Trigger) -> Iterator[int]:
        for c in self.layers.all_children(trigger.word, "acl"):
            if self.layers.low[c].endswith("ing"):
                yield from (*self.arguments.after(c, _CAUSES), *self.arguments.objects(c))

    def _carried(self, trigger: Trigger) -> Iterator[int]:
        """Whom the vehicles carry that a verb has as subject: "buses carrying families left the town"."""
        for head in self._doers(trigger.word):
            for c in self.layers.all_children(self.arguments.counted(head), "acl"):
                if self.layers.lemmas[c] in words_of("carrying"):
                    yield from self.arguments.objects(c)

    def _infinitives(self, trigger: Trigger) -> Iterator[int]:
        """Infinitives that the trigger, or its object, governs: "refused to meet", "gave money to help refugees"."""
        words = self.layers
        objects = self.arguments.objects(trigger.word)
        for base in (trigger.word, *objects, *(c for k in objects for c in words.all_children(k, "nmod"))):  # "millions in aid to help refugees"
            for c in words.all_children(base, "xcomp", "ccomp", "advcl", "acl"):
                if words.deprels[c] == "xcomp" or self._to(c):
                    yield c

    def _full_clauses(self, trigger: Trigger) -> list[int]:
        words = self.layers
        full = [c for c in words.all_children(trigger.word, "ccomp", "parataxis") if not self._to(c) and not self._tag(c)]
        if words.upos[trigger.word] == "NOUN":  # "allegations that Iran armed them"
            full += [c for c in words.all_children(trigger.word, "acl") if any(words.low[m] == "that" for m in words.all_children(c, "mark"))]
        return full

    def _tag(self, c: int) -> bool:
        """Whether clause c only says who speaks: "they call for peace, he said"."""
        return self.layers.deprels[c] == "parataxis" and self.layers.lemmas[c] in words_of("speech")

    def _to(self, c: int) -> bool:
        words = self.layers
        return any(words.deprels[m] == "mark" and words.low[m] == "to" for m in words.children[c])

    def _aim_of_clause(self, c: int) -> Iterable[int]:
        """Whom the act in a dependent clause is aimed at: "refused to meet with Assad"; of a full clause its subject: "said Israel must withdraw"."""
        if not self._to(c) and self.layers.deprels[c] != "xcomp":
            return (self.arguments.passive(c) and self.arguments.subjects(c)) or self.arguments.surface(c)
        objects = self.arguments.objects(c)
        phrases = [k for base in (c, *objects) for k in self.arguments.after(base, _AIMS)]
        aims = [k for k in phrases if self._is_side(k)]
        aims = aims or [k for k in objects if "force" not in self.sides.classes(k) or "UAF" in self.sides.classes(k)]
        if not any(map(self._is_side, aims)):
            aims += [k for phrase in phrases for k in self.inside(phrase)]  # "answer a request from Oxfam"
        return aims

    def _is_side(self, k: int) -> bool:
        return bool(self.sides.classes(k) & (WHO | {"place"}))

    def _after(self, trigger: Trigger, preposition: str) -> Iterator[int]:
        """Phrases after a preposition: of the trigger, and of its object or another thing beside it, to which the parser may have tied them."""
        words = self.layers
        wanted = _TWINS.get(preposition, frozenset({preposition}))
        bases = trigger.bases if trigger.light != "occur" or preposition in _WITH_OCCURRENCE else trigger.bases[:1]
        heads = list(bases)
        if preposition == "by" and words.upos[trigger.word] != "VERB":
            heads += words.all_children(trigger.word, "nmod")  # "the killing of villagers by soldiers", tied to either
            heads += self._active_above(trigger.word)
        if words.upos[trigger.word] == "VERB":
            things = [k for k in words.all_children(trigger.word, "obl") if not self.sides.classes(k) & WHO]
            for head in (*self.arguments.objects(trigger.word), *things):
                inner = words.all_children(head, "nmod")
                heads += [head, *inner, *words.all_children(head, "acl")]  # "lift sanctions imposed on Iraq"
                heads += [k for c in inner for k in words.all_children(c, "nmod", "appos")] if preposition == "to" else []
        else:
            heads += [k for k in words.all_children(trigger.word, "nmod") if not self.sides.classes(k) & WHO]
        found = [k for head in heads for k in self.arguments.after(head, wanted)]
        after = trigger.word + 1
        if preposition == "by" and words.upos[trigger.word] != "VERB" and words.low[after : after + 1] == ("by",) and words.deprels[after] == "case":
            found.append(words.heads[after])  # "in airstrikes by jets", wherever the parser tied it
        if any(words.low[c] in wanted for c in words.all_children(trigger.word, "compound:prt")):  # "called on the rebels", read as "call-on"
            found += [k for k in self.arguments.after(trigger.word, _BARE) if k > trigger.word]
        yield from dict.fromkeys(found)

    def _active_above(self, noun: int) -> tuple[int, ...]:
        """The active verb over a noun, to which the parser may have tied who did what the noun names: "protested the killings by police"."""
        words, verb = self.layers, self.layers.heads[noun]
        own = verb >= 0 and words.upos[verb] == "VERB" and words.deprels[noun] in ("obj", "obl") and verb < noun
        return (verb,) if own and not self.arguments.passive(verb) else ()

    def inside(self, k: int) -> Iterator[int]:
        """Whoever owns, does or bears what noun k names: "Israel's raid", "the attack by rebels", "sanctions on Iraq"."""
        words = self.layers
        if self.sides.classes(k) & (WHO | {"place"}):
            return
        owners = [c for c in words.children[k] if words.deprels[c] == "nmod:poss"]
        if owners:
            yield from owners
            return
        beside = (*self.arguments.after(k, _OF), *words.all_children(k, "acl"))  # "killings of Serbs by the army", "threats made by Iran"
        made_by = self.arguments.after(k, _BY) or [c for inner in beside for c in self.arguments.after(inner, _BY)]
        yield from made_by or (c for c in words.children[k] if words.deprels[c].startswith("nmod") and self.arguments.preposition(c) in _INSIDE)
        yield from self.sides.before(k)
