"""Events: who did what to whom."""

from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import msgspec

from dateline.records.acts.act_words import classes_of_word, names_again, words_of
from dateline.records.acts.acts import Act, Acts
from dateline.records.acts.again import named_again
from dateline.records.acts.arguments import is_denied_report
from dateline.records.acts.contexts import contexts_of
from dateline.records.acts.deeds import Deeds
from dateline.records.acts.frames import frames
from dateline.records.acts.plover import PUBLIC, QUADS
from dateline.records.acts.retold import Telling, count_of, is_somebody, told_once
from dateline.records.acts.why import Why
from dateline.records.acts.why import why as why_act
from dateline.resolve.parts import REAL, Certainty, Party, Source, Status, When, Where
from dateline.resolve.places.where import finest_of
from dateline.resolve.reading import Reading
from dateline.resolve.status import Stance
from dateline.resolve.times.when import placed
from dateline.span import Span, cover

_COMING = frozenset({("due",), ("be",), ("expect",), ("schedule",)})  # frames of those who are due, or are to be, somewhere
_BUSINESS = frozenset({"AGREE", "CONSULT", "COOPERATE", "REQUEST", "REJECT", "SUPPORT"})  # no news of politics between firms
_FOR, _OF = frozenset({"for"}), frozenset({"of"})
_SAID = frozenset({"THREATEN", "SUPPORT", "AGREE"})  # said by nobody, it is not said
_NAMED = frozenset({"ASSAULT", "AGREE", "AID", "COOPERATE", "CONSULT"})  # deeds of which a noun alone tells nothing new
_UNSAID = frozenset({"REQUEST", "ACCUSE", "THREATEN", "AGREE", "SUPPORT"})
_SIDES = 6  # parties at most, where later tellings add theirs
_HISTORY = 3  # years
_EARLIEST = 1980  # electronic news goes no further back
_YEAR = 4  # digits
_YEARS = 3  # years long past that make a history
_FAR = 14  # words before its trigger in which a side is still of the act's own clause
_STRIKES = frozenset({"attack", "strike", "raid", "assault"})
_NESTED = 4  # clauses up to the leave that was given
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})


class Event(msgspec.Struct, frozen=True, kw_only=True, tag="event", tag_field="kind"):
    """Who did what to whom: a PLOVER event as one report tells it.

    `mentions` are the triggers of its other tellings in the report: of other sentences, of words that tell more of it beside its own trigger
    ("killing two"), and nouns that only name it again ("the blast"). `factuality` is how sure a reader would be that it is so, by the rules of
    status and a trained score: 3 surely, 0 open, -3 surely not.
    """

    id: str = ""
    report: str = ""
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    status: Status = "happened"
    negated: bool = False
    certainty: Certainty = "certain"
    factuality: float | None = None
    sources: tuple[Source, ...] = ()
    trigger: Span
    mentions: tuple[Span, ...] = ()
    span: Span


def find(reading: Reading) -> list[Event]:
    """Every event of the report, in reading order; ids are set later. What a report tells several times is one event with several mentions."""
    acts = Acts(reading.layers, reading.parties, reading.places)
    told = list(_told(reading, acts))
    tellings = [_telling(reading, event, act) for event, act in told]
    kept = ((first, others) for first, others in told_once(tellings) if others or not _in_passing(*told[first]))
    whole = [_whole(acts, told[first], [told[k] for k in others]) for first, others in kept]
    again = named_again(reading, whole)
    return [msgspec.structs.replace(e, mentions=tuple(sorted((*e.mentions, *again[n])))) if n in again else e for n, e in enumerate(whole)]


def _telling(reading: Reading, event: Event, act: Act) -> Telling:
    """An event as it is held against others: whether it only counts who was hurt in "the attack" that is known."""
    again = act.known and act.frame.pos == "noun" and not event.actors and all(count_of(p.name) for p in event.recipients)
    return Telling(event, _gist(reading, act), act.toll or again, again, _names_known(reading, act))


def _names_known(reading: Reading, act: Act) -> bool:
    """Whether an act names a deed as one told before: "the raids", "its request", "setting off the blasts"."""
    words = reading.layers
    nouns = [k for k in act.trigger.words if words.upos[k] == "NOUN" and frames("noun", words.lemmas[k])]
    if act.type == "ASSAULT" and act.mode is None:
        nouns = [k for k in nouns if words.lemmas[k] in _STRIKES]  # not "the fall of the town", "the offensive"
    by = ("det",) if act.type == "ASSAULT" else ("det", "nmod:poss")
    return any(words.low[c] in _KNOWN for k in nouns for c in words.all_children(k, *by))


def why(reading: Reading, event: Event) -> Why | None:
    """What in the lexicon and in the text made an event that was found in the report; None for what this reader does not find there."""
    acts = Acts(reading.layers, reading.parties, reading.places)
    act = next((act for told, act in _told(reading, acts) if (told.trigger, told.type) == (event.trigger, event.type)), None)
    return None if act is None else why_act(acts, act)


def _told(reading: Reading, acts: Acts) -> Iterator[tuple[Event, Act]]:
    """Every telling of an event, with the act that it was made of."""
    past = _past(reading)
    for act in Deeds(reading.layers, acts.arguments).join(acts.find()):
        event = _event(reading, act)
        if _is_news(event, reading.report.published) and not past[bisect(past, (act.word,)) - 1][1]:
            yield event, act


def _whole(acts: Acts, told: tuple[Event, Act], tellings: Sequence[tuple[Event, Act]]) -> Event:
    """An event with its other tellings, and what only they say of its sides, its time and its place."""
    event, others = told[0], [other for other, _ in tellings]
    actors = next((e.actors for e in (event, *others) if e.actors), ())
    named = {p.name for p in actors}
    recipients = next((e.recipients for e in (event, *others) if e.recipients and not named & {p.name for p in e.recipients}), ())
    if event.type == "ASSAULT" and not any(count_of(p.name) for p in recipients):  # the dead that a later sentence counts
        recipients = _distinct([*recipients, *(p for e in others for p in e.recipients if count_of(p.name) and p.name not in named)][:_SIDES])
    whens = [e.when for e in (event, *others) if e.when is not None]
    when = next(filter(placed, whens), next(iter(whens), None))
    where = finest_of([e.where for e in (event, *others) if e.where is not None])
    done = (e for e in others if event.status == "planned" and e.status in REAL and (e.actors or e.recipients))
    due = (e for e in others if event.status == "hypothetical" and e.status == "planned" and not e.negated)
    borne_out = next(done, next(due, event))  # what one telling plans, another tells as done; what one supposes, another plans
    return msgspec.structs.replace(
        event,
        actors=actors,
        recipients=recipients,
        when=when,
        where=where,
        status=borne_out.status,
        certainty=borne_out.certainty,
        factuality=borne_out.factuality,
        mentions=_mentions(acts, [told, *tellings]),
    )


def _mentions(acts: Acts, tellings: Sequence[tuple[Event, Act]]) -> tuple[Span, ...]:
    """The triggers of the tellings after the first, and the words that each tells it by beside its own trigger, in reading order."""
    first, span = tellings[0][0].trigger, acts.layers.span
    beside = [{*act.parts, *_naming(acts, act)} - {*act.trigger.words} for _, act in tellings]
    spans = {e.trigger for e, _ in tellings} | {span(k, stop) for words in beside for k, stop in _runs(words)}
    return tuple(sorted(s for s in spans if not s.overlaps(first)))


def _naming(acts: Acts, act: Act) -> list[int]:
    """The nouns for an act that make a verb tell it, or that do what it tells: "announced a withdrawal", "shelling killed two"."""
    words = acts.layers.lemmas
    met = [k for test in act.frame.tests if test.slot in ("subj", "obj", "clause") for k in acts.met(test, act)]
    if act.frame.pos == "verb" and act.type == "ASSAULT":
        met += acts.arguments.subjects(act.word)
    if act.mode == "visit":  # "will visit Cairo for two days of talks"
        met += [k for c in acts.arguments.after(act.word, _FOR) for k in (c, *acts.arguments.after(c, _OF))]
    return [k for k in met if act.type in names_again(words[k]) or _names(words[k], act.type)]


def _names(noun: str, kind: str) -> bool:
    """Whether a noun by itself tells an act of a type, and is no weapon."""
    return any(f.type == kind and len(f.words) == 1 for f in frames("noun", noun)) and "weapon" not in classes_of_word().get(noun, ())


def _runs(words: Collection[int]) -> list[tuple[int, int]]:
    """The stretches (first, stop) that words make which stand together, but for hyphens: "two-day visit"."""
    out: list[tuple[int, int]] = []
    for k in sorted(words):
        first = out.pop()[0] if out and k <= out[-1][1] + 1 else k
        out.append((first, k + 1))
    return out


def _is_news(event: Event, published: str | None) -> bool:
    """Whether an analyst would log it: no deed that nobody may do, and nothing by no one to no one that is long past."""
    due = event.status == "planned" and placed(event.when)
    if event.type in ("AID", "COOPERATE") and not event.recipients and not due and not any(p.sector in PUBLIC for p in event.actors):
        return False  # the codebook asks for whom it is; of a state's aid that at least is news, and so is what is due on a day
    if event.negated and (event.status == "hypothetical" or event.type in _UNSAID or (event.type == "ASSAULT" and event.status not in REAL)):
        return False  # what is not said is no act of words; an attack that nobody plans is none
    sides = (*event.actors, *event.recipients)
    if sides and event.type in _BUSINESS and {p.sector for p in sides} <= {"BUS", "MNC"}:
        return False
    if event.type == "OTHER" and not sides and not placed(event.when):
        return False
    if _is_history(event, published):
        return False
    if not event.actors and event.type != "OTHER":
        if (event.type in _SAID and not (event.type == "THREATEN" and event.recipients)) or event.status == "hypothetical":
            return False
        if not event.recipients and event.when is not None and event.when.end and published:
            return event.when.end[:4] >= published[:4]
    return True


def _in_passing(event: Event, act: Act) -> bool:
    """Whether a deed is but named, at no time: of whom it is and not on whom ("despite the army's operations"), or only on a thing of nobody's."""
    if placed(event.when) or event.type not in _NAMED or event.mode == "visit":
        return False
    if not event.recipients:
        return act.frame.pos == "noun" and act.trigger.light is None and len(event.actors) == 1
    return not event.actors and not any(map(is_somebody, event.recipients))


def _past(reading: Reading) -> list[tuple[int, bool]]:
    """From which word on a text tells of a time long past: in a history the last year named holds for what follows.

    A history is a text without date that names several such years, and no day as news does ("on Friday", "yesterday").
    """
    words = reading.layers
    timed = [k for time in words.times for k in range(time.first, time.stop)]
    told = [(k, int(words.words[k]) < _EARLIEST) for k in timed if len(words.words[k]) == _YEAR and words.words[k].isdecimal()]
    news = reading.report.published or sum(old for _, old in told) < _YEARS or any(words.low[k] in words_of("days") for k in timed)
    return [(-1, False), *(() if news else told)]


def _is_history(event: Event, published: str | None) -> bool:
    """Whether it is long past: told as background, or by a text that is no news."""
    year = event.when.end[:4] if event.when is not None and event.when.end else ""
    if not year.isdecimal():
        return False
    return int(year) < (int(published[:4]) - _HISTORY if published and published[:4].isdecimal() else _EARLIEST)


def _status(reading: Reading, act: Act) -> Stance:
    """Status of the act's clause; who prepares an attack has not made it yet."""
    told = reading.status(act.trigger.clause)
    if _is_denied(reading, act.trigger.clause):
        return told._replace(negated=True)
    if act.pursuit:
        return Stance("ongoing")  # "the opposition seeking to oust him", whatever the clause around it is about
    prepared = act.trigger.light is not None and reading.layers.lemmas[act.trigger.clause] in words_of("preparing")
    dated = _sets_day(act) and _day_set(reading, act.trigger.clause) is not None
    ahead = act.frame.words in _COMING or prepared or dated or _is_due(reading, act.trigger.clause)
    if (ahead and told.status in REAL) or (told.status == "hypothetical" and _day_of_leave(reading, act.trigger.clause) is not None):
        return told._replace(status="planned")
    if act.trigger.negative:  # who will not has refused
        return Stance("happened" if act.type == "REJECT" and told.status == "planned" else told.status, False, told.certainty)
    return told


def _day_of_leave(reading: Reading, i: int) -> When | None:
    """The day for which someone has been given leave to do what verb i tells: "had permission to enter the town on Friday to help"."""
    words, day = reading.layers, None
    for _ in range(_NESTED):
        day = day or next((when for c in words.all_children(i, "obl") if placed(when := reading.times.at(c))), None)
        head = words.heads[i]
        if head < 0 or words.deprels[i] not in ("acl", "advcl", "conj", "xcomp"):
            return None
        if words.lemmas[head] in words_of("leave"):
            over = words.heads[head]
            granted = over >= 0 and words.lemmas[over] in words_of("granting") and words.deprels[head] == "obj"
            given = reading.status(over) if granted else None
            return day if given is not None and given.status == "happened" and not given.negated else None
        i = head
    return None


def _day_awaited(reading: Reading, i: int) -> When | None:
    """The day that the tree ties to the word by which verb i is due: "are set to hand over their arms on Thursday"."""
    words, head = reading.layers, reading.layers.heads[i]
    if head < 0 or words.deprels[i] != "xcomp" or words.lemmas[head] not in words_of("awaited"):
        return None
    behind = (c for c in words.all_children(head, "obl") if c > i)
    return next((when for c in behind if placed(when := reading.times.at(c))), None)


def _is_due(reading: Reading, i: int) -> bool:
    """Whether verb i stands right after "is due to" or its like, wherever the parser tied those words."""
    words = reading.layers
    first = words.sentences[words.sentence_of[i]][0]
    if i - 3 < first or words.low[i - 1] != "to" or words.low[i] != words.lemmas[i]:
        return False
    return words.lemmas[i - 2] in words_of("awaited") and words.lemmas[i - 3] == "be"


def _is_denied(reading: Reading, i: int) -> bool:
    """Whether clause i, tied to its noun, is an allegation denied: "denied accusations it carried out the raid", "denied reports of shelling"."""
    words, noun = reading.layers, reading.layers.heads[i]
    if is_denied_report(words, i):
        return True
    if words.deprels[i] != "acl:relcl" or noun < 0 or words.heads[noun] < 0 or words.child(i, "obj") is None:
        return False
    alleged = "allegation" in classes_of_word().get(words.lemmas[noun], ())
    return (
        alleged
        and words.lemmas[words.heads[noun]] in words_of("denying")
        and not any(words.lemmas[c] in ("that", "which", "who") for c in words.children[i])
    )


def _sets_day(act: Act) -> bool:
    """Whether an act only says when there will be a vote: "ordered a referendum for 26 May"."""
    return act.type == "OTHER" and act.frame.pos == "verb" and act.frame.words[0] in words_of("setting") and not act.recipients


def _day_set(reading: Reading, verb: int) -> When | None:
    """The day after "for" or as object of a verb that sets it."""
    words = reading.layers
    beside = [c for k in (verb, *words.all_children(verb, "obj")) for c in words.all_children(k, "obl", "nmod", "obj") if c > verb]
    days = [c for c in beside if words.deprels[c] == "obj" or any(words.low[m] == "for" for m in words.all_children(c, "case"))]
    return next((when for c in days if placed(when := reading.times.at(c))), None)


def _begun(reading: Reading, act: Act) -> When | None:
    """The day on which a visit begins by a clause of its own: "during a two-day visit that begins on Tuesday"."""
    words = reading.layers
    visits = [k for k in (*act.trigger.words, *act.parts) if "visit" in classes_of_word().get(words.lemmas[k], ())]
    begins = (c for k in visits for c in words.all_children(k, "acl") if words.lemmas[c] in ("begin", "start", "open"))
    return next((when for c in begins if placed(when := reading.times.of(c))), None)


def _when(reading: Reading, act: Act) -> When | None:
    """When it was; a visit lasts from its arrival to a departure told beside it: "will arrive on Tuesday and leave on Thursday"."""
    words, verb = reading.layers, act.trigger.clause
    if _sets_day(act) and (day := _day_set(reading, verb)) is not None:
        return day
    start = reading.times.of(verb)
    if act.mode == "visit" and not placed(start):
        start = _begun(reading, act) or start
    if not placed(start):
        start = _day_awaited(reading, verb) or _day_of_leave(reading, verb) or start
    leaves = next((c for c in words.all_children(verb, "conj") if words.lemmas[c] in words_of("leaving")), None) if act.mode == "visit" else None
    end = reading.times.of(leaves) if leaves is not None else None
    if start is None or end is None or not start.start or not end.end or start.start > end.end:
        return start
    whole = f"{start.start}/{end.end}" if start.value != end.value else start.value
    return msgspec.structs.replace(start, end=end.end, value=whole)


def _gist(reading: Reading, act: Act) -> frozenset[str]:
    """The words of the act's clause that say what it is about."""
    words = reading.layers
    sides = {side.word for side in (*act.actors, *act.recipients)}
    first, stop = words.edges[act.trigger.clause]
    return frozenset(words.lemmas[k] for k in range(first, min(stop, first + 60)) if words.upos[k] in ("NOUN", "VERB", "ADJ") and k not in sides)


def _event(reading: Reading, act: Act) -> Event:
    words = reading.layers
    status = _status(reading, act)
    if status.negated and _is_behind(reading, act):
        act, status = replace(act, actors=()), Stance("happened")  # "denied that it was behind the bombings": they were none the less
    span = _span(reading, act)
    run = [k for k in range(*words.sentences[words.sentence_of[act.word]]) if span.start <= words.starts[k] and words.ends[k] <= span.end]
    kind, mode, cameo = act.type, act.mode, act.cameo
    ahead = status.status == "planned" or _refuses_unless(reading, act.trigger.clause)
    if kind in ("CONCEDE", "RETREAT") and status.negated and ahead and act.actors:
        kind, mode, cameo, status = "REJECT", "yield", "120", Stance("happened")  # "will not withdraw"
    return Event(
        type=kind,
        mode=mode,
        contexts=contexts_of([words.lemmas[k] for k in run], [words.words[k] for k in run]),
        cameo=cameo,
        quad=QUADS.get(kind),
        actors=_distinct([s.party for s in act.actors]),
        recipients=_distinct([s.party for s in act.recipients]),
        when=reading.by_now(_when(reading, act), status.status),
        where=reading.places.of(act.word),
        status=status.status,
        negated=status.negated,
        certainty=status.certainty,
        factuality=reading.factuality(act.trigger.clause, status),
        sources=reading.chains.at(act.trigger.clause),
        trigger=cover([words.span(k, k + 1) for k in act.trigger.words]),
        span=span,
    )


def _refuses_unless(reading: Reading, i: int) -> bool:
    """Whether verb i is what is not done but for a condition: "would not pull its soldiers out unless it was given guarantees"."""
    words = reading.layers
    return any(words.low[m] == "unless" for c in words.all_children(i, "advcl") for m in words.all_children(c, "mark"))


def _is_behind(reading: Reading, act: Act) -> bool:
    """Whether an attack that is known is told only by who is behind it: "is behind the bombings"."""
    words = reading.layers
    known = any(words.low[c] == "the" for c in words.all_children(act.word, "det"))
    return known and act.type == "ASSAULT" and act.trigger.light == "active" and act.trigger.clause == act.word


def _span(reading: Reading, act: Act) -> Span:
    """The shortest stretch with the trigger, both sides and the object, within the trigger's sentence."""
    words = reading.layers
    first, stop = words.sentences[words.sentence_of[act.word]]
    parts = [words.span(k, k + 1) for k in (*act.trigger.words, *act.parts)]
    for side in (*act.actors, *act.recipients):
        if first <= side.word < stop and side.word >= act.word - _FAR:
            parts.append(words.span(side.word, side.word + 1))
            phrase = side.party.span if words.upos[side.word] != "PRON" else None  # a pronoun's party may stand far off
            if phrase is not None and words.starts[first] <= phrase.start and phrase.end <= words.ends[stop - 1]:
                parts.append(phrase)
    for k in words.children[act.word]:
        low, high = words.edges[k]
        if words.deprels[k] in ("obj", "nsubj:pass", "iobj", "xcomp", "obl:agent") and first <= low and high <= stop and high - low <= 12:
            parts.append(words.span(low, high))
    return cover(parts)


def _distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    out: list[Party] = []
    for party in parties:
        if all(party.name != other.name for other in out):
            out.append(party)
    return tuple(out)
