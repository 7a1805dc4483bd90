"""Acts in a report: frames tried at their triggers, with their conditions, their two sides and their mode."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.annotate.layers import Layers
from dateline.records.acts.act_words import answers, instruments, words_of
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.frames import Frame, Slots, Test
from dateline.records.acts.sides import Side, Sides
from dateline.records.acts.slots import SlotFinder
from dateline.records.acts.triggers import Trigger, Triggers
from dateline.resolve.parties.party import Parties
from dateline.resolve.places.where import Places

_AROUND = frozenset({"in", "near", "outside", "inside", "over"})  # after these a place is where an attack was, not whom it was on
_CIVIL = frozenset({"CVL", "REF", "EDU", "MED", "JRN"})
_BESIDES = frozenset({"after", "before", "since", "following", "despite", "unlike"})
_THE = frozenset({"the", "this", "that", "these"})
_AGAINST = frozenset({"against", "on", "to", "with"})
_WITHIN = frozenset({"obj~", "noun", "inside", "whose"})
_LOOSE = _WITHIN | {"xobj"}  # slots that a modifier may fill: "refused to lift the ban on Iraqi ships"
# done to someone by way of a thing
_OF_WORDS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "SANCTION", "PROTEST", "OTHER"})
_BORNE: Slots = (("by",), ("from",), ("mod",))  # who acts where a light verb gives the sufferer: "suffered an attack by rebels"
_ANSWERED = ("obj", "of", "over", "at", "to")  # slots of what is answered
_RECENT = 150  # words after an offer, a demand or a charge in which "the offer" is that one
_MATCH = 2  # words that may be of sports and together are
_YIELDING = frozenset({"CONCEDE", "RETREAT", "REJECT"})
_NOT, _UNTIL = frozenset({"not", "n't", "never"}), frozenset({"until", "till", "unless"})
_AGREE = frozenset({"agree", "reach"})
_UP = 4  # words up the tree from an instrument in which a phrase of another deed is looked for
_WAR = 1000  # dead that no one act killed, as news goes
_MANY = frozenset({"thousands", "million", "millions"})
_REACH = 12  # words on either side of a trigger in which its instrument is looked for


@dataclass(frozen=True, slots=True)
class Act:
    """One telling of one act: where it is told, by which frame, and who is on its two sides."""

    trigger: Trigger
    frame: Frame
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    mode: str | None
    cameo: str | None
    parts: tuple[int, ...] = ()  # words of other triggers that tell of the same deed
    known: bool = False  # whether what hurt them is one told before: "ten died in the blast"
    pursuit: bool = False  # whether it is what the noun right before it is after

    @property
    def word(self) -> int:
        """The head of the trigger."""
        return self.trigger.word

    @property
    def toll(self) -> bool:
        """Whether it only says who was hurt, and not by whom or by what, or "in the blast" that is known already."""
        return not self.actors and (self.mode is None or self.known) and self.frame.type == "ASSAULT" and self.frame.words[0] in words_of("harm")

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.frame.type


class Acts:
    """Finds the acts of one report."""

    def __init__(self, layers: Layers, parties: Parties, places: Places) -> None:
        self.layers = layers
        self.arguments = Arguments(layers)
        self.sides = Sides(layers, self.arguments, parties, places)
        self.slots = SlotFinder(layers, self.arguments, self.sides)
        self.triggers = Triggers(layers, self.arguments)
        self._sports = lru_cache(maxsize=None)(self._is_sports)

    def find(self) -> list[Act]:
        """Every act told, in reading order; one deed may be told by several words of a clause (see `deeds`)."""
        upos = self.layers.upos
        gerunds = {i for i, tag in enumerate(upos) if tag == "VERB" and self.triggers.is_gerund(i)}
        verbs = [act for i, tag in enumerate(upos) if tag in ("VERB", "ADJ") and i not in gerunds for act in self._first(self.triggers.of_verb(i))]
        told = frozenset(a.word for a in verbs if len(a.frame.words) > 1 or any(test.slot == "obj" for test in a.frame.tests))
        places = [act for i, tag in enumerate(upos) if tag in ("NOUN", "PROPN") for act in self._first(self.triggers.of_place(i))]
        nominal = [i for i, tag in enumerate(upos) if tag in ("NOUN", "PROPN") or i in gerunds or (tag == "ADJ" and self.triggers.is_nominal(i))]
        nouns = [act for i in nominal for act in self._first(self.triggers.of_noun(i, told))]
        told_here = sorted([*verbs, *nouns], key=_word)
        found = {act.word: self._answered(act, told_here) for act in [*nouns, *verbs, *places]}
        for act in verbs:
            found |= {k: self._laid_on(found[k], act) for k in self._laid(act) if k in found}
        return sorted([*found.values(), *(echo for act in nouns for echo in self._echoed(act) if echo.word not in found)], key=_word)

    def _answered(self, act: Act, told: Sequence[Act]) -> Act:
        """An act that answers another one that the report tells, with whoever did that: "condemned the attack", "dismissed the offer"."""
        if act.type == "ASSAULT" and act.frame.pos == "verb" and not act.actors:
            return self._raided(act, told)
        if act.recipients or not act.actors or act.type not in ("ACCUSE", "REJECT", "AGREE"):
            return act
        fillers = (k for slot in _ANSWERED for k in self.slots.fillers(act.trigger, slot))
        nouns = [self.layers.lemmas[k] for k in (*fillers, *act.trigger.words) if self._is_the(k)]
        own = {side.party.country or side.party.name for side in act.actors}
        if act.type == "ACCUSE":
            done = [a for a in told if a.type in ("ASSAULT", "COERCE") and a.actors and _tells(a.frame.words, nouns)]
            doers = {a.actors[0].party.country or a.actors[0].party.name for a in done}
            return replace(act, recipients=done[0].actors[:1]) if len(doers) == 1 else act
        kinds = {kind for noun in nouns for kind in answers().get(noun, ())}
        last = next((a for a in _just_before(act, told) if a.type in kinds), None)
        return act if last is None or own & {s.party.country or s.party.name for s in last.actors} else replace(act, recipients=last.actors)

    def _raided(self, act: Act, told: Sequence[Act]) -> Act:
        """An attack told of "the raids", "the strikes", with whoever made those that were told last."""
        nouns = [self.layers.lemmas[k] for k in self.arguments.subjects(act.word) if self._is_the(k)]
        made = (a for a in _just_before(act, told) if a.type == "ASSAULT" and _tells(a.frame.words, nouns))
        last = next(made, None) if nouns else None
        return act if last is None else replace(act, actors=last.actors)

    def _laid(self, act: Act) -> Iterable[int]:
        """The nouns of deeds that an act lays on someone: "blamed the attack on rebels", "rebels claimed responsibility for the attack"."""
        if act.type == "ACCUSE" and act.recipients:
            return self.arguments.objects(act.word)
        claims = act.type == "OTHER" and act.frame.words[0] == "claim" and act.actors
        laid = [*self.arguments.objects(act.word), *self.slots.fillers(act.trigger, "for")] if claims else []
        return [k for head in laid for k in self.arguments.with_conjuncts(head)]

    def _laid_on(self, deed: Act, act: Act) -> Act:
        """A deed told by a noun, with those on whom `act` lays it."""
        culprits = act.recipients if act.type == "ACCUSE" else act.actors
        words = {side.word for side in culprits}
        blamed = act.type != "ACCUSE" or any(self.arguments.preposition(word) == "on" for word in words)
        if deed.frame.pos != "noun" or not blamed:
            return deed
        return replace(deed, actors=deed.actors or culprits, recipients=tuple(s for s in deed.recipients if s.word not in words))

    def _is_the(self, k: int) -> bool:
        return any(self.layers.low[c] in _THE for c in self.layers.children[k] if self.layers.deprels[c] == "det")

    def _echoed(self, act: Act) -> Iterator[Act]:
        """The act once more, where a clause says that it has been done before: "action against Iran, as it did last year against Iraq"."""
        words = self.layers
        verb = words.heads[act.word]
        for c in words.all_children(verb, "advcl") if verb >= 0 else ():
            if words.lemmas[c] == "do" and any(words.low[m] == "as" for m in words.all_children(c, "mark")):
                trigger = Trigger(c, (c,), (c,), c)
                phrases = (k for k in range(c + 1, words.edges[c][1]) if words.deprels[k].startswith(("obl", "nmod")))
                aims = [k for k in phrases if self.arguments.preposition(k) in _AGAINST]
                recipients = tuple(s for k in aims[:1] for s in self.sides.of(k, act.type, actor=False))
                if recipients:
                    yield replace(act, trigger=trigger, recipients=recipients)

    def _first(self, options: Iterable[tuple[Trigger, Frame]]) -> Iterator[Act]:
        """The act by the most specific frame that holds, if any."""
        for trigger, frame in options:
            act = self._tried(trigger, frame)
            if act is not None:
                yield act
                return

    def _tried(self, trigger: Trigger, frame: Frame) -> Act | None:
        if not all(self._holds(test, trigger) for test in frame.tests if test.slot != "any"):
            return None
        actors, recipients = self._both(trigger, frame)
        if bool(actors) + bool(recipients) < frame.sides or (frame.type == "ASSAULT" and self._toll(trigger.word, actors, recipients)):
            return None
        by_nobody = frame.pos == "verb" and bool(frame.actors) and not actors
        if by_nobody and self.arguments.infinitive(trigger.word) and not self.arguments.passive(trigger.word):
            return None  # what is to be done by nobody
        told = frozenset(c for side in (*actors, *recipients) for c in side.classes)
        if any(test.slot == "any" and bool(told & test.classes) == test.negative for test in frame.tests):
            return None
        if "armed" not in told and self._sports(self.layers.sentence_of[trigger.word]):
            return None
        mode, cameo = frame.mode, frame.cameo
        if frame.type == "ASSAULT" and mode is None:
            mode, means = self._means(trigger.word)
            cameo = means or cameo
        return Act(trigger, frame, actors, recipients, mode, cameo, pursuit=self.arguments.reduced(trigger.word) is not None)

    def _holds(self, test: Test, trigger: Trigger) -> bool:
        """Whether a condition on one slot is met."""
        return any(True for _ in self._meeting(test, trigger)) != test.negative

    def _meeting(self, test: Test, trigger: Trigger) -> Iterator[int]:
        """The words that are as a condition has them, were it not negative; what is asked to be absent is sought in the heads of lists alone."""
        fillers = self.slots.fillers(trigger, test.slot)
        if "*" in test.lemmas:
            return iter(fillers)
        return (k for head in fillers for k in ((head,) if test.negative else self.arguments.with_conjuncts(head)) if self._is(k, test))

    def met(self, test: Test, act: Act) -> list[int]:
        """The words of an act that meet one condition of its frame; none where it asks that there be none."""
        if test.negative:
            return []
        if test.slot == "any":
            return [side.word for side in (*act.actors, *act.recipients) if side.classes & test.classes]
        return list(dict.fromkeys(self._meeting(test, act.trigger)))

    def _is(self, k: int, test: Test) -> bool:
        words, k = self.layers, self.arguments.counted(k)
        if not test.lemmas.isdisjoint((words.lemmas[k], words.low[k], self.arguments.term(k))):
            return True
        return bool(test.classes) and not test.classes.isdisjoint(self.sides.classes(k))

    # -- sides ----------------------------------------------------------------------------------------------------------

    def _both(self, trigger: Trigger, frame: Frame) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Actors and recipients; nobody stands on both sides."""
        actors = self._filled(trigger, frame, frame.actors, actor=True)
        recipients = self._filled(trigger, frame, frame.recipients, actor=False, apart=[side.word for side in actors])
        if trigger.light == "suffer":
            borne = tuple(s for k in self.arguments.subjects(trigger.clause) for s in self.sides.of(k, frame.type, actor=False))
            hit = {side.word for side in borne}
            actors = tuple(s for s in actors if s.word not in hit) or self._filled(trigger, frame, _BORNE, actor=True)
            recipients = borne or recipients
        if not recipients and len(actors) > 1 and frame.type == "ASSAULT" and frame.words[-1] in words_of("mutual"):
            actors, recipients = actors[:1], actors[1:]  # "clashes between troops and rebels"
        if not recipients and len(actors) == 2 and frame.type == "REJECT" and self._falls_through(trigger):
            actors, recipients = actors[:1], actors[1:]  # "the party and the union failed to agree": each turned the other down
        if frame.type == "ASSAULT" and not actors and recipients and trigger.words[-1] == trigger.word and frame.words[-1] in words_of("made"):
            actors, recipients = self._made_by(recipients)
        if frame.type == "ASSAULT" and self._victims_first(trigger.word, actors, frame.pos == "noun"):
            actors, recipients = (), (*actors, *recipients)
        if not recipients and actors and frame.type in _YIELDING:
            held = self._held_to(trigger.word)
            recipients = next((found for k in held if (found := tuple(self.sides.of(k, "REJECT", actor=False)))), ())
        acting = {side.word for side in actors} | {side.party.name for side in actors}
        return actors, tuple(s for s in recipients if s.word not in acting and s.party.name not in acting)

    def _falls_through(self, trigger: Trigger) -> bool:
        """Whether what two sides were to agree on came to nothing: "failed to agree", "did not reach a deal"."""
        verbs = (*trigger.words, *self.slots.fillers(trigger, "xcomp"))
        return any(self.layers.lemmas[k] in _AGREE for k in verbs)

    def _held_to(self, verb: int) -> Iterator[int]:
        """Whose act would have to come first where something is refused: "will not lift the embargo until Iraq complies"."""
        words = self.layers
        if any(words.low[c] in _NOT for c in words.children[verb]):
            for c in words.all_children(verb, "advcl"):
                if any(words.low[m] in _UNTIL for m in words.all_children(c, "mark")):
                    yield from self.arguments.subjects(c)

    def _made_by(self, found: tuple[Side, ...]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Whoever armed stands after "of" acts in a raid or an offensive: "the offensive of the army"."""
        own = tuple(s for s in found if "armed" in s.classes and not s.classes & {"place", "facility"} and self.arguments.preposition(s.word) == "of")
        return own, tuple(s for s in found if s not in own)

    def _victims_first(self, i: int, actors: Sequence[Side], noun: bool) -> bool:
        """Whether the seeming actors of a bare form of harm, or of a noun, are counted civilians, its victims: "2 women killed 5 injured"."""
        words = self.layers
        bare = words.lemmas[i] in words_of("always_with_object") and words.upos[i] == "VERB" and words.child(i, "aux", "mark") is None
        return (bare or noun) and bool(actors) and all(s.party.sector in _CIVIL and self._counted(s.word) for s in actors)

    def _counted(self, k: int) -> bool:
        words = self.layers
        return words.child(k, "nummod") is not None or (k > 0 and words.upos[k - 1] == "NUM")

    def _filled(self, trigger: Trigger, frame: Frame, slots: Slots, actor: bool, apart: Container[int] = ()) -> tuple[Side, ...]:
        """The sides in the first of `slots` that gives any but those of the words `apart`."""
        for union in slots:
            fillers = ((k, slot) for slot in union for k in self.slots.fillers(trigger, slot))
            found = tuple(side for k, slot in fillers for side in self._side(k, slot, frame, actor) if side.word not in apart)
            if found:
                return found
        return ()

    def _side(self, k: int, slot: str, frame: Frame, actor: bool) -> list[Side]:
        if slot == "mod" or (slot in _LOOSE and self.layers.deprels[k] in ("amod", "compound")):
            return self.sides.of_modifier(k, frame.type, world=actor and frame.mode == "disapprove")
        if slot in _AROUND and frame.type in ("ASSAULT", "MOBILIZE") and "place" in self.sides.classes(k):
            return []
        if slot == "in" and "place" in self.sides.classes(k) and not self.sides.is_named(k):
            return []  # "in a town": where it was
        found = self.sides.of(k, frame.type, actor)
        if found or actor or frame.type not in _OF_WORDS or slot in _WITHIN or slot == "obj":
            return found
        return [side for inner in self.slots.inside(k) for side in self._side(inner, "obj~", frame, actor)]  # "criticism of the regime's handling"

    # -- silence and mode -----------------------------------------------------------------------------------------------

    def _is_sports(self, sentence: int) -> bool:
        """Whether a sentence reports a match: states and cities there are teams."""
        lemmas = set(self.layers.lemmas[slice(*self.layers.sentences[sentence])])
        return bool(lemmas & words_of("sports")) or len(lemmas & words_of("sports_maybe")) >= _MATCH

    def _toll(self, i: int, actors: Sequence[Side], recipients: Sequence[Side]) -> bool:
        """Whether a verb only counts the dead of a war: "more than 6,000 people have been killed since the war began"."""
        words = self.layers
        if words.lemmas[i] not in words_of("harm"):
            return False
        counted = [words.words[k] for side in recipients for k in words.children[side.word] if words.deprels[k].startswith("nummod")]
        many = any(not _MANY.isdisjoint(side.party.name.casefold().split()) for side in recipients)
        return many or (not actors and any(_number(word) >= _WAR for word in counted))

    def _means(self, i: int) -> tuple[str | None, str | None]:
        """Mode and CAMEO code that the nearest instrument in the trigger's clause tells."""
        k = self.instrument(i)
        return (None, None) if k is None else self._told_by(k) or (None, None)

    def instrument(self, i: int) -> int | None:
        """The nearest word in the clause of word i for what the deed was done with."""
        first, stop = self.layers.edges[i]
        near = sorted(range(max(first, i - _REACH), min(stop, i + _REACH + 1)), key=lambda k: (abs(k - i), k))
        return next((k for k in near if self._told_by(k) is not None and not self._apart(k, i)), None)

    def _told_by(self, k: int) -> tuple[str | None, str | None] | None:
        """Mode and CAMEO code that word k tells, alone or with the one before it."""
        lemmas = self.layers.lemmas
        return (instruments().get(f"{lemmas[k - 1]} {lemmas[k]}") if k else None) or instruments().get(lemmas[k])

    def _apart(self, k: int, i: int) -> bool:
        """Whether instrument k belongs to another deed than word i: "killed days after a gas attack"."""
        for _ in range(_UP):
            if k in (i, -1):
                return False
            if self.arguments.preposition(k) in _BESIDES:
                return True
            k = self.layers.heads[k]
        return False


def _word(act: Act) -> int:
    return act.word


def _just_before(act: Act, told: Sequence[Act]) -> Iterator[Act]:
    """The acts by somebody that were told, in reading order, shortly before an act; the last first."""
    first, stop = (bisect_left(told, at, key=_word) for at in (act.word - _RECENT, act.word))
    return (a for a in reversed(told[first:stop]) if a.actors)


def _tells(words: Sequence[str], nouns: Sequence[str]) -> bool:
    """Whether the words of a frame name one of the deeds: "crack down" a crackdown, "shell" a shelling."""
    return any(noun in ("".join(words[:2]), words[-1], f"{words[0]}ing") for noun in nouns)


def _number(word: str) -> int:
    """The value of a number in digits, 0 for any other word."""
    bare = word.replace(",", "")
    return int(bare) if bare.isdecimal() and len(bare) < 12 else 0
