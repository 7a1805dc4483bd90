"""One deed told by several words of a clause: "strikes killed ten", "killed in an attack", "attacked the bus, killing two"."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.records.acts.act_words import classes_of_word, words_of
from dateline.records.acts.acts import Act
from dateline.records.acts.arguments import Arguments
from dateline.records.acts.frames import is_attack
from dateline.records.acts.plover import QUADS

_MONTHS = frozenset("january february march april may june july august september october november december".split())
_LINKS = frozenset({"in", "by", "with", "during", "through", "from", "via", "amid", "as", "due", "of"})
_MEETING_LINKS = _LINKS | {"for", "on", "at"}  # "visits Tehran for talks"
_ENDING = frozenset({"CONCEDE", "RETREAT"})  # "lifted the siege", "halted the offensive"
_ENDED = frozenset({"SANCTION", "COERCE", "RETREAT", "CONSULT", "PROTEST", "AID", "COOPERATE", "AGREE", "CONCEDE", "MOBILIZE"})
_GRANTED = frozenset({"CONCEDE", "SUPPORT", "AGREE", "AID", "COOPERATE", "RETREAT", "CONSULT"})  # "agreed to allow visits" is one act
_COOPERATIVE = frozenset({"CONSULT", "CONCEDE", "SUPPORT", "AID", "COOPERATE", "RETREAT"})
_THE = frozenset({"the", "this", "that", "these", "those"})
_TIES = ("nmod", "conj", "appos")  # between nouns
_REACH = 10  # words between a verb of harm and the noun of its means
_STEPS = 5  # joins, or nouns, between a part and its deed


class Deeds:
    """Joins the acts of one report into deeds."""

    def __init__(self, layers: Layers, arguments: Arguments) -> None:
        self.layers, self.arguments = layers, arguments

    def join(self, acts: Sequence[Act]) -> list[Act]:
        """The acts, in reading order, with those that are but a part of another's telling joined to it, or left out where it undoes them."""
        at = {act.word: act for act in acts}
        for act in acts:
            if self._wills(act, at):
                del at[self.layers.heads[act.word]]
        acts = list(at.values())
        at = {word: replace(act, known=self._is_known(act)) for word, act in at.items()}
        inner = {word: act.word for act in acts for word in act.trigger.words if word != act.word}
        into = {word: host for word, host in inner.items() if word not in at}
        for word in [act.word for act in acts]:
            act = at[word]
            host = _home(inner[word], into, at) if word in inner else self._host(act, at, into)
            if host is not None and host != word:
                if at[host].type != act.type:
                    at[host] = self._lent(at[host], act)
                else:
                    if at[host].frame.words[0] in words_of("repelling"):
                        act = replace(act, actors=(), recipients=act.actors)  # "repelled an attack by rebels"
                    whole = _joined(at[host], act, lends=not (self._harms(act) and self.layers.low[word].endswith("ing")))
                    at[host] = replace(whole, known=whole.known or self._is_known(act))
                into[word] = host
                del at[word]
        return [at[word] for word in sorted(at)]

    def _lent(self, host: Act, act: Act) -> Act:
        """A promise or a threat that names nobody, made to those whom it is about: "vowed to hunt down the bombers"."""
        spoken = host.type in ("AGREE", "THREATEN") and self._covered(host, act) and not host.recipients
        return replace(host, recipients=act.recipients) if spoken else host

    def _wills(self, act: Act, at: dict[int, Act]) -> bool:
        """Whether an act is what someone is but willing to do, which says all that the willingness says: "is ready to withdraw"."""
        words, head = self.layers, self.layers.heads[act.word]
        soft = head in at and at[head].type == "AGREE" and at[head].frame.words[0] in words_of("intents")
        return soft and words.deprels[act.word] == "xcomp" and act.type in _COOPERATIVE

    def _is_known(self, act: Act) -> bool:
        """Whether a noun names an attack as one told before: "the blast", "those raids"."""
        words = self.layers
        return act.frame.pos == "noun" and any(words.low[c] in _THE for c in words.all_children(act.word, "det"))

    # -- the deed that an act is a part of --------------------------------------------------------------------------------

    def _host(self, act: Act, at: dict[int, Act], into: dict[int, int]) -> int | None:
        """The trigger of the act in whose telling `act` is but a part."""
        beside = self._beside(act, at)
        if beside is not None:
            return beside
        i = self._phrase_of(act.word)
        home = self._above(act, i, at, into)
        return home if home is not None and self._tells(at[home], act, i) else None

    def _beside(self, act: Act, at: dict[int, Act]) -> int | None:
        """A deed that stands beside its part, wherever the parser tied the two."""
        words, i = self.layers, act.word
        clause = words.heads[act.trigger.clause]
        if act.trigger.clause != i and clause in at and at[clause].type == "ACCUSE" and not at[clause].actors:
            return clause  # "is accused of organizing the attack"
        listed = words.heads[i - 1] if i and words.deprels[i - 1] == "obj" and self._harms(act) else -1
        if listed in at and self._harms(at[listed]):
            return listed  # "two killed 5 others injured in a rocket attack"
        return self._harm_by(act, at)

    def _phrase_of(self, i: int) -> int:
        """The word that a noun only fills out, "weeks" in "killed in four weeks of shelling"; any other word itself."""
        head = self.layers.heads[i]
        above = self.layers.lemmas[head] if head >= 0 else ""
        return head if (above in words_of("spells") or above in words_of("quantities")) and self.arguments.preposition(i) == "of" else i

    def _above(self, act: Act, i: int, at: dict[int, Act], into: dict[int, int]) -> int | None:
        """The act that governs word i, up the joins that the parser may have put between."""
        words = self.layers
        head, relation = words.heads[i], words.deprels[i]
        home = _home(head, into, at)
        if home is not None and home != act.word:  # not a fixed noun of the act's own phrase
            return home
        if relation == "conj" and head >= 0 and words.deprels[head] in ("advcl", "xcomp"):
            return _home(words.heads[head], into, at)  # "took up arms to defend themselves and attack the troops"
        if relation == "acl:relcl" and (told := self._noun_above(head, at, there=self._is_toll_there(act))) is not None:
            return told
        return self._attack_above(act, at, into) if relation.startswith("acl") and act.type == "ASSAULT" else None

    def _tells(self, host: Act, act: Act, i: int) -> bool:
        """Whether `host`, which governs word i, tells of the deed that `act` tells."""
        if host.word == self.layers.heads[i] and (self._undone(host, act) or self._covered(host, act)):
            return True
        if host.type != act.type:
            return False
        if act.frame.pos == "noun":
            return self._means(act, i)
        if act.type == "PROTEST":
            return self._same_protest(host, act)
        tests = (self._consequence, self._purpose, self._circumstance, self._amid)
        return self._of_attack(act) or any(test(host, act) for test in tests)

    def _means(self, act: Act, i: int) -> bool:
        """Whether a noun stands as a side of the verb over it, or as its means: "killed in an attack", "visits Tehran for talks"."""
        words, relation = self.layers, self.layers.deprels[i]
        link = self.arguments.preposition(i) or next((words.low[c] for c in words.all_children(i, "mark")), "")
        phrase = relation.startswith(("obl", "nmod", "advcl")) and link in (_MEETING_LINKS if act.type == "CONSULT" else _LINKS)
        return phrase or relation.startswith(("nsubj", "obj"))

    def _of_attack(self, act: Act) -> bool:
        """Whether a participle tells more of an attack or a weapon: "an attack targeting civilians", "rockets fired by rebels"."""
        words, head = self.layers, self.layers.heads[act.word]
        return words.deprels[act.word] == "acl" and act.type == "ASSAULT" and not self._harms(act) and self._is_attack(head)

    def _is_attack(self, k: int) -> bool:
        lemma = self.layers.lemmas[k]
        return is_attack(lemma) or "weapon" in classes_of_word().get(lemma, ())

    def _consequence(self, host: Act, act: Act) -> bool:
        """Whether a verb of harm tells what an attack did: "attacked the bus, killing two", "hit the base and wounded three"."""
        words, i = self.layers, act.word
        if not self._harms(act) or act.type != "ASSAULT" or host.mode == "abduct":
            return False
        if not words.deprels[i].startswith(("advcl", "conj", "acl")):
            return False
        own = words.deprels[i] == "conj" and any(words.deprels[c].startswith("nsubj") for c in words.children[i])
        return not (own and act.actors and self.arguments.surface(i) != self.arguments.surface(host.word))

    def _harm_by(self, act: Act, at: dict[int, Act]) -> int | None:
        """The verb of harm before a noun that names its means, wherever the parser tied it: "killed in four weeks of shelling"."""
        words, i = self.layers, act.word
        if act.type != "ASSAULT" or act.mode is None or act.recipients or act.frame.pos != "noun":
            return None
        first = max(words.sentences[words.sentence_of[i]][0], i - _REACH)
        near = (at[k] for k in range(i - 1, first - 1, -1) if k in at)
        return next(
            (a.word for a in near if a.frame.words[0] in words_of("harm") and not a.actors and a.mode == act.mode and a.type == act.type), None
        )

    def _harms(self, act: Act) -> bool:
        """Whether an act is told by what it did to people: "killing two", "claiming the lives of two"."""
        return self.layers.lemmas[act.word] in words_of("harm") or act.frame.words == ("claim", "life")

    def _attack_above(self, act: Act, at: dict[int, Act], into: dict[int, int]) -> int | None:
        """The act that the attack or the weapon of a participle belongs to; one of harm hangs anywhere ("shelled a town they held killing ten")."""
        words, i = self.layers, act.word
        loose = self._harms(act) and words.low[i].endswith("ing")
        k = words.heads[i]
        for _ in range(_STEPS):
            if k < 0:
                return None
            home = _home(k, into, at)
            if home is not None and home != i:
                return home if home < i or not loose else None
            if not (loose or self._is_attack(k)):
                return None
            k = words.heads[k]
        return None

    def _noun_above(self, noun: int, at: dict[int, Act], there: bool) -> int | None:
        """The act that a relative clause is about where other nouns stand between: "bombings in Paris and Nice, which killed ten"; of one that
        tells what happened `there`, the act that was there: "shelled the town of Taftanaz, where ten were killed"."""
        words = self.layers
        through = (*_TIES, "obj", "obl") if there else _TIES
        for _ in range(_STEPS):
            if noun in at or noun < 0:
                break
            noun = words.heads[noun] if words.deprels[noun].startswith(through) else -1
        return noun if noun in at else None

    def _is_toll_there(self, act: Act) -> bool:
        """Whether an act only says who was hurt at the place just named: "where ten were killed"."""
        return self._harms(act) and not act.actors and any(self.layers.low[c] == "where" for c in self.layers.children[act.word])

    def _covered(self, host: Act, act: Act) -> bool:
        """Whether the telling of `host` leaves nothing to log of `act`: what someone unnamed alleges, what a demand or a promise is about."""
        words, i = self.layers, act.word
        if act.frame.pos == "noun":
            return False
        if host.type == "ACCUSE" and not host.actors:
            return True
        if host.type == "PROTEST":
            return words.deprels[i] == "acl" and act.type in ("REQUEST", "ACCUSE", "REJECT")
        if host.type == "AGREE" and self._is_dated(i):
            return False  # a promise with a deadline is a plan beside it
        if any(test.slot in ("xcomp", "ccomp") and not test.negative and words.lemmas[i] in test.lemmas for test in host.frame.tests):
            return True
        spoken = (host.type == "AGREE" and act.type in _GRANTED) or (host.type == "THREATEN" and QUADS.get(act.type) == "material conflict")
        return spoken and words.deprels[i] == "xcomp"  # what is promised or threatened is said by the promise

    def _is_dated(self, i: int) -> bool:
        """Whether a day, no length of time, is told after verb i in its own clause: "to withdraw its troops by April 10"."""
        first, stop = i + 1, self.layers.edges[i][1]
        after = ((self.layers.low[k], self.layers.words[k]) for k in range(first, stop))
        return any(low in words_of("days") or (low in _MONTHS and word != low) for low, word in after)  # "May", not "may"

    def _circumstance(self, host: Act, act: Act) -> bool:
        """Whether an attack is that in which those of `host` were hurt: "two were killed as rebels fired shells at the town"."""
        words, i = self.layers, act.word
        marked = any(words.low[c] in ("as", "when", "after") for c in words.all_children(i, "mark", "advmod"))
        return words.deprels[i] == "advcl" and marked and self._harms(host) and not host.actors and bool(act.actors) and act.type == "ASSAULT"

    def _same_protest(self, host: Act, act: Act) -> bool:
        """Whether the same people do in one protest what both acts tell: "marched to the palace, burning flags to protest the arrests"."""
        relation = self.layers.deprels[act.word]
        return relation in ("advcl", "xcomp", "conj", "acl") and {s.word for s in act.actors} <= {s.word for s in host.actors}

    def _amid(self, host: Act, act: Act) -> bool:
        """Whether a battle is that in which those of `host` were hurt: "two were killed fighting the rebels"."""
        words, i = self.layers, act.word
        mutual = act.frame.words[0] in words_of("mutual") and words.low[i].endswith("ing")
        return mutual and words.deprels[i] in ("advcl", "xcomp", "acl") and self._harms(host) and not host.actors

    def _purpose(self, host: Act, act: Act) -> bool:
        """Whether an attack is what another of the same side was for: "took up arms to attack the troops"."""
        words, i = self.layers, act.word
        to = self.arguments.infinitive(words.heads[i] if words.deprels[i] == "conj" else i)
        same = {s.word for s in act.actors} <= {s.word for s in host.actors}
        return act.type == "ASSAULT" and to and same and words.deprels[i].startswith(("advcl", "acl", "xcomp", "conj"))

    def _undone(self, host: Act, act: Act) -> bool:
        """Whether the verb of `host` ends, eases or refuses what `act` names: "lifted the curfew", "stopped providing aid"."""
        if act.frame.pos == "verb":
            slot, taken = "xcomp", self.layers.lemmas[host.word] in words_of("ceasing") and self.layers.deprels[act.word] == "xcomp"
        else:
            ends = host.type != act.type and (act.type in _ENDED or host.type in _ENDING or host.trigger.negative)
            slot = "subj" if act.word in self.arguments.subjects(host.word) else "obj"  # "the talks collapsed"
            taken = ends and (slot == "subj" or act.word in self.arguments.objects(host.word))
        return taken and (host.trigger.negative or any(test.slot == slot for test in host.frame.tests))


def _joined(host: Act, part: Act, lends: bool) -> Act:
    """`host` with what `part` alone says of sides and mode, of who acts only where it `lends` that."""
    harm = host.frame.words[0] in words_of("harm")
    if harm and not host.actors and part.frame.words[-1] in words_of("mutual"):  # "killed in fighting with rebels"
        hurt = {side.party.name for side in host.recipients}
        part = replace(part, actors=tuple(s for s in (*part.actors, *part.recipients) if s.party.name not in hurt), recipients=())
    actors = host.actors or tuple(s for s in part.actors if lends and "place" not in s.classes)
    doing = {side.party.name for side in actors}
    borne = {side.party.name for side in host.recipients}
    recipients = (*host.recipients, *(s for s in part.recipients if s.party.name not in borne))
    parts, trigger = (*host.parts, *part.trigger.words, *part.parts), host.trigger
    if harm and part.frame.pos == "noun" and not host.parts:  # "killed in shelling": the shelling is the deed
        parts, trigger = (*host.trigger.words, *part.parts), replace(host.trigger, words=part.trigger.words)
    return replace(
        host,
        trigger=trigger,
        actors=actors,
        recipients=tuple(s for s in recipients if s.party.name not in doing),
        mode=host.mode or part.mode,
        cameo=part.cameo if part.mode and not host.mode else host.cameo,
        parts=parts,
    )


def _home(word: int, into: dict[int, int], at: dict[int, Act]) -> int | None:
    """The trigger of the act that a word has been told into; none where it belongs to none."""
    for _ in range(_STEPS):
        if word in at:
            return word
        if word not in into:
            return None
        word = into[word]
    return None
