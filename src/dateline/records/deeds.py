"""One deed told by several words of a clause: "strikes killed ten", "killed in an attack", "attacked the bus, killing two"."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.records.act_words import words_of
from dateline.records.acts import Act
from dateline.records.arguments import Arguments

_LINKS = frozenset({"in", "by", "with", "during", "through", "from", "via", "amid", "as"})
_MEETING_LINKS = _LINKS | {"for", "on", "at"}  # "visits Tehran for talks"
_ENDED = frozenset({"SANCTION", "COERCE", "RETREAT", "CONSULT", "PROTEST", "AID", "COOPERATE", "AGREE", "CONCEDE", "MOBILIZE"})
_REFUSES = frozenset({"refuse", "decline", "stop", "cease", "fail"})
_SPELLS = frozenset(["hour", "day", "week", "month", "year", "night", "series", "wave", "spate", "string", "round", "spell", "bout", "volley"])
_REACH = 10  # words between a verb of harm and the noun of its means
_STEPS = 5  # joins, or nouns, between a part and its deed


class Deeds:
    """Joins the acts of one report into deeds."""

    def __init__(self, layers: Layers, arguments: Arguments) -> None:
        self.layers, self.arguments = layers, arguments

    def join(self, acts: Sequence[Act]) -> list[Act]:
        """The acts, in reading order, with those that are but a part of another's telling joined to it, or left out where it undoes them."""
        at = {act.word: act for act in acts}
        inner = {word: act.word for act in acts for word in act.trigger.words if word != act.word}
        into = {word: host for word, host in inner.items() if word not in at}
        for word in [act.word for act in acts]:
            act = at[word]
            host = _home(inner[word], into, at) if word in inner else self._host(act, at, into)
            if host is not None and host != word:
                if at[host].type == act.type:
                    at[host] = _joined(at[host], act)
                into[word] = host
                del at[word]
        return [at[word] for word in sorted(at)]

    def _host(self, act: Act, at: dict[int, Act], into: dict[int, int]) -> int | None:
        """The trigger of the act in whose telling `act` is but a part."""
        words, i = self.layers, act.word
        if words.heads[i] >= 0 and words.lemmas[words.heads[i]] in _SPELLS and self.arguments.preposition(i) == "of":
            i = words.heads[i]  # "killed in four weeks of shelling"
        head, relation = words.heads[i], words.deprels[i]
        home = _home(head, into, at)
        if home is None and relation == "acl:relcl":
            home = self._noun_above(head, at)
        means = self._harm_by(act, at)
        if means is not None:
            return means
        if home is None:
            return None
        host = at[home]
        if home == head and self._undone(host, act):
            return home
        if host.type != act.type:
            return None
        if words.upos[act.word] in ("NOUN", "PROPN"):
            links = _MEETING_LINKS if act.type == "CONSULT" else _LINKS
            phrase = relation.startswith(("obl", "nmod")) and self.arguments.preposition(i) in links
            return home if phrase or relation.startswith(("nsubj", "obj")) else None
        return home if self._consequence(host, act) else None

    def _consequence(self, host: Act, act: Act) -> bool:
        """Whether a verb of harm tells what an attack did: "attacked the bus, killing two", "hit the base and wounded three"."""
        words, i = self.layers, act.word
        if words.lemmas[i] not in words_of("harm") or act.type != "ASSAULT" or host.mode == "abduct":
            return False
        if not words.deprels[i].startswith(("advcl", "conj", "acl")):
            return False
        own = words.deprels[i] == "conj" and any(words.deprels[c].startswith("nsubj") for c in words.children[i])
        return not (own and act.actors and self.arguments.surface(i) != self.arguments.surface(host.word))

    def _harm_by(self, act: Act, at: dict[int, Act]) -> int | None:
        """The verb of harm before a noun that names its means, wherever the parser tied it: "killed in four weeks of shelling"."""
        words, i = self.layers, act.word
        if act.type != "ASSAULT" or act.mode is None or act.recipients or words.upos[i] != "NOUN":
            return None
        first = max(words.sentences[words.sentence_of[i]][0], i - _REACH)
        near = (at[k] for k in range(i - 1, first - 1, -1) if k in at)
        return next(
            (a.word for a in near if a.frame.words[0] in words_of("harm") and not a.actors and a.mode == act.mode and a.type == act.type), None
        )

    def _noun_above(self, noun: int, at: dict[int, Act]) -> int | None:
        """The act that a relative clause is about where other nouns stand between: "bombings in Paris and Nice, which killed ten"."""
        words = self.layers
        for _ in range(_STEPS):
            if noun in at or noun < 0:
                break
            noun = words.heads[noun] if words.deprels[noun].startswith(("nmod", "conj", "appos")) else -1
        return noun if noun in at else None

    def _undone(self, host: Act, act: Act) -> bool:
        """Whether the verb of `host` ends, eases or refuses what `act` names: "lifted the curfew", "stopped providing aid"."""
        if self.layers.upos[act.word] == "VERB":
            slot, taken = "xcomp", self.layers.lemmas[host.word] in _REFUSES and self.layers.deprels[act.word] == "xcomp"
        else:
            slot, taken = "obj", host.type != act.type and act.type in _ENDED and act.word in self.arguments.objects(host.word)
        return taken and any(test.slot == slot for test in host.frame.tests)


def _joined(host: Act, part: Act) -> Act:
    """`host` with what `part` alone says of sides and mode."""
    actors = host.actors or tuple(s for s in part.actors if "place" not in s.classes)
    named = {side.party.name for side in (*actors, *host.recipients)}
    recipients = (*host.recipients, *(s for s in part.recipients if s.party.name not in named))
    doing = {side.party.name for side in actors}
    recipients = tuple(s for s in recipients if s.party.name not in doing)
    cameo = part.cameo if part.mode and not host.mode else host.cameo
    told = (*host.parts, *part.trigger.words, *part.parts)
    return replace(host, actors=actors, recipients=recipients, mode=host.mode or part.mode, cameo=cameo, parts=told)


def _home(word: int, into: dict[int, int], at: dict[int, Act]) -> int | None:
    """The trigger of the act that a word has been told into; none where it belongs to none."""
    for _ in range(_STEPS):
        if word in at:
            return word
        if word not in into:
            return None
        word = into[word]
    return None
