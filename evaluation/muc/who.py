"""Who did it, how surely, and to whom or to what: the sides of our events as the conference writes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.records import Event, Figure
from dateline.resolve.parts import Party
from evaluation.muc.guide import Table, guide
from evaluation.muc.incident import ACCUSED, BY_AUTHORITIES, CLAIMED, FACT, Target, distinct
from evaluation.muc.mentions import Mentions, Phrase

Targets = tuple[Target, ...]
_HURT, _HARMED = ("DEATH", "INJURY"), ("DESTROYED", "SOME DAMAGE")
_EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}


class Who:
    """The sides of the events of one report."""

    def __init__(self, layers: Layers, mentions: Mentions, figures: Sequence[Figure]) -> None:
        self.layers, self.mentions, self.figures = layers, mentions, figures

    def perpetrators(self, parties: Iterable[Party]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Individuals and organisations."""
        individuals: list[str] = []
        bodies: list[str] = []
        for phrase in self._phrases(parties):
            name = self.mentions.person(phrase.party)
            if name is not None:
                individuals.append(name)
            elif self.mentions.is_named_body(phrase.head):
                bodies.append(self.mentions.body(phrase.head))
            elif self.mentions.is_pronoun(phrase.head) and self.mentions.calls_body(phrase.party.name):
                bodies.append(phrase.party.name.upper())
            elif self.mentions.is_(phrase.head, "bodies") and phrase.party.sector in guide().armed | {"GOV"}:
                bodies.append(self.mentions.description(phrase))
            elif self._may_do(phrase):
                individuals.append(self.mentions.description(phrase, whose=False))
                bodies.extend(self.mentions.bodies_beside(phrase.head))
        return distinct(individuals), distinct(bodies)

    def _phrases(self, parties: Iterable[Party]) -> Iterator[Phrase]:
        return (phrase for party in parties if (phrase := self.mentions.phrase(party)) is not None)

    def _may_do(self, phrase: Phrase) -> bool:
        """Whether a phrase without a name tells of people who may have done it."""
        mentions, head = self.mentions, phrase.head
        if mentions.is_place(head) or mentions.is_thing(head) or mentions.is_(head, "nobody") or self.layers.lemmas[head] in guide().instruments:
            return False
        if len(phrase.run) <= 2 and mentions.is_(head, "holders"):
            return False
        return phrase.party.sector in guide().armed | {"UNK"} or mentions.is_(head, "anyone")

    def confidence(self, event: Event, body: str) -> str:
        """How sure it is that an organisation did what an event says of it."""
        return CLAIMED if any(s.party.name.upper() == body for s in event.sources) else self.certainty(event)

    def certainty(self, event: Event) -> str:
        """Whether an event is told as a fact, by its certainty and by words of doubt beside who did it, and who doubts."""
        if event.certainty == "certain" and not any(self.mentions.lemmas(p.run) & guide().words["doubts"] for p in self._phrases(event.actors)):
            return FACT
        return BY_AUTHORITIES if any(s.party.sector in guide().authorities for s in event.sources) else ACCUSED

    def targets(self, event: Event, trigger: frozenset[str]) -> tuple[Targets, Targets]:
        """People and things, with what the trigger says became of them."""
        people: dict[str, Target] = {}
        things: dict[str, Target] = {}
        for phrase in self._phrases(_whole(event.recipients)):
            for target, thing in self._aimed_at(phrase, trigger):
                (things if thing else people)[target.text] = target
        doers = {p.name.upper() for p in event.actors}
        for text in (t for span in event.mentions for t in self.mentions.named_in(self.mentions.run(span)) if t not in doers):
            people.setdefault(text, Target(text, True, "1", first_of(trigger, guide().effects, _HURT)))
        for target in self._counted(event):
            known = people.get(target.text)
            people[target.text] = replace(target, armed=known is not None and known.armed)
        return tuple(people.values()), tuple(things.values())

    def _aimed_at(self, phrase: Phrase, trigger: frozenset[str]) -> Iterator[tuple[Target, bool]]:
        """The targets that one phrase names, and whether they are things."""
        mentions, head = self.mentions, phrase.head
        named = mentions.persons(phrase) if not mentions.is_thing(head) or mentions.person(phrase.party) else ()
        if mentions.is_place(head) or mentions.is_(head, "nobody") or self._is_nobody(head, bool(named)):
            return
        thing = not named and (mentions.is_thing(head) or mentions.is_named_body(head))
        effect = first_of(trigger, guide().effects, _HARMED if thing else _HURT)
        armed = phrase.party.sector in guide().armed or (thing and bool(mentions.lemmas(phrase.run) & guide().words["military"]))
        for text in named or (mentions.description(phrase),):
            yield Target(text, bool(named), "1" if named else mentions.number(head), effect, armed), thing

    def _is_nobody(self, head: int, named: bool) -> bool:
        """Whether a word is a bare number, or whoever owns what was hit ("their vehicle")."""
        words = self.layers
        return (not named and words.upos[head] == "NUM") or (words.deprels[head] == "nmod:poss" and words.upos[head] == "PRON")

    def _counted(self, event: Event) -> Iterator[Target]:
        """The dead and the wounded that figures count of an event."""
        for figure in self.figures:
            if figure.event == event.id and figure.what in _EFFECTS and figure.low != 0 and figure.of:
                phrase = self.mentions.phrase(Party(figure.of, figure.of, span=figure.span))
                if phrase is not None:
                    yield Target(self.mentions.description(phrase), False, _count(figure), _EFFECTS[figure.what])


def _whole(parties: Sequence[Party]) -> list[Party]:
    """The parties without those that another one's words name within it: whose house it was."""
    spans = [p.span for p in parties if p.span is not None]
    return [p for p in parties if p.span is None or not any(s != p.span and s.contains(p.span) for s in spans)]


def first_of(trigger: frozenset[str], table: Table, names: Iterable[str]) -> str | None:
    """The first of some lists that has a word of the trigger, or several together."""
    return next((name for name in names if any(trigger >= set(words.split()) for words in table[name])), None)


def _count(figure: Figure) -> str:
    """A figure in the notation of the keys."""
    if figure.bound == "about":
        return f"~{figure.low}"
    if figure.bound == "vague":
        return "PLURAL"
    return str(figure.low) if figure.low == figure.high else f"{figure.low or ''}-{figure.high or ''}"
