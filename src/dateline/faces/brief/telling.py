"""An act in the words of its report, as a plain sentence in which those who act are called by their full names."""

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from dateline.annotate.lemmas import lemma
from dateline.faces.brief.vocabulary import vocabulary
from dateline.faces.brief.words import country_of, cut, names, place_words, spoken, where_words
from dateline.knowledge import countries
from dateline.merge.corpus import Corpus
from dateline.merge.counts.places import is_in
from dateline.merge.keys import words_key
from dateline.records import Event
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parts import REAL, Party, Where
from dateline.span import Span
from dateline.text.sentence import sentence_around

_SAYS = frozenset({"ACCUSE", "AGREE", "OTHER", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_LONGEST = 130  # characters of a sentence
_SAID = 170  # characters of one that tells what was said
_SUBJECT = 40  # characters of a subject that an act's own words leave out
_DASHES = "-–—"  # behind which a report opens that bears its place and day
_SUBJECT_ONLY = re.compile(rf"(?:[{_DASHES}] )?((?:[\w'’]+ )+)\Z")  # words alone: no quotation, no clause before it
_SHORT = 2  # words of a name that is told in full: "Mr Annan"
_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))


def told_words(corpus: Corpus, e: Event, *, here: str | None = None) -> str:
    """What an event tells: "Kofi Annan arrived in Damascus"; of what was said or agreed, and of what no type fits, to the end of the sentence, since
    what it was stands behind those to whom it was said. Its place is added where its words do not name it, and it is not `here`."""
    said = e.type in _SAYS
    words = _negated(e, _sentence(corpus, e, _to_its_end(corpus, e) if said else _stretch(corpus, e), _SAID if said else _LONGEST))
    where = "" if said or e.where is None else _untold(e.where, words, here)
    unsure = f" (told as {e.certainty})" if e.certainty != "certain" and e.status in REAL else ""
    return words + (f", {where}" if where else "") + unsure


def _untold(where: Where, words: str, here: str | None) -> str:
    """A place that words do not name, and that is not `here`; with the town around it, unless that is."""
    name = place_words(where.name)
    if name == here or words_key(name) in words_key(words):
        return ""
    return name if here is not None and is_in(where, here) else where_words(where)


def is_clear(corpus: Corpus, e: Event) -> bool:
    """Whether an event's words say whom they tell of: "backed by its allies" does not."""
    stretch = _stretch(corpus, e)
    inside = [p.span for p in (*e.actors, *e.recipients) if p.span is not None and stretch.overlaps(p.span)]
    if any(span.start < e.trigger.start for span in inside) or (e.actors and not any(p.span in inside for p in e.actors)):
        return True
    first = corpus.words(e, stretch).partition(" ")[0]
    return not _is_past(first)


def is_plain(corpus: Corpus, e: Event) -> bool:
    """Whether an event's words are clear, and its act does not hang on a noun: "the envoy whom it sent" does."""
    stretch = _stretch(corpus, e)
    return is_clear(corpus, e) and vocabulary().whose.search(corpus.reports[e.report].text, stretch.start, e.trigger.start) is None


def _to_its_end(corpus: Corpus, e: Event) -> Span:
    """The words of an event to the end of its sentence, or to those who say so there."""
    stretch = _stretch(corpus, e)
    said = [span.start for s in e.sources for span in (s.party.span, s.cue) if span is not None and span.start >= stretch.end]
    return Span(stretch.start, max(stretch.end, min([sentence_around(corpus.reports[e.report].text, e.trigger).end, *said])))


def _negated(e: Event, words: str) -> str:
    """The words, with it before them where what is denied is told without a "not"."""
    if not e.negated or vocabulary().denying.search(words):
        return words
    return ("Denied: " if any(s.attitude == "deny" for s in e.sources) else "Not so: ") + words


def _stretch(corpus: Corpus, e: Event) -> Span:
    """The words of an event to be told: its own, and those that stand before them up to one who acts or is acted on, or to the opening of the
    sentence, where those are few; from its trigger on where what goes before belongs to another act, or is too much."""
    text = corpus.reports[e.report].text
    start = min(e.span.start, e.trigger.start)
    behind = text[start : e.trigger.start]
    if behind and vocabulary().leaning.search(behind):
        start = e.trigger.start
    elif not behind or len(behind) > _LONGEST // 2:
        start = _opening(text, e)
    return Span(start, max(e.span.end, e.trigger.end))


def _opening(text: str, e: Event) -> int:
    """Where the clause of a trigger opens that has nobody before it: "Two bombs" exploded; "Annan, once a diplomat, was" appointed."""
    trigger, sentence = e.trigger.start, sentence_around(text, e.trigger).start
    for party in (*e.actors, *e.recipients):
        if party.span is not None and sentence <= party.span.start and vocabulary().apposed.fullmatch(text, party.span.end, trigger):
            return party.span.start
    subject = _SUBJECT_ONLY.search(text, max(sentence, trigger - _SUBJECT), trigger)
    if subject is None or not (subject.start() == sentence or subject[0][0] in _DASHES):
        return trigger
    another = (e.actors or e.recipients) and any(map(_is_past, subject[1].split()))  # "Berg came late and" met
    return trigger if another else subject.start(1)


def _sentence(corpus: Corpus, e: Event, stretch: Span, limit: int) -> str:
    text = corpus.reports[e.report].text
    inside = list(_inside((*e.actors, *e.recipients), stretch))
    loud = stretch.of(text).isupper()
    out, at = [], stretch.start
    for span, parties in inside:
        gap = text[at : span.start]
        called = _called(parties, span.of(text), loud, country_of(e.where))
        if loud and called.islower():
            called = _softened(corpus, called)
        aside = vocabulary().aside.match(text, span.end, stretch.end) if span.start == stretch.start else None
        if aside is not None and "," in text[aside.end() : e.trigger.start]:
            aside = None  # what comes behind it goes on with the name
        out += [_softened(corpus, gap) if loud else gap, called]
        at = aside.end() if aside is not None else span.end
        if "," in span.of(text) and "," not in called and text.startswith(",", at):
            at += 1  # it closed what stood beside the name
        out.append(" " if aside is not None else "")
    rest = text[at : stretch.end]
    words = cut(" ".join("".join([*out, _softened(corpus, rest) if loud else rest]).split()).strip(" ,;:.-–—"), limit)
    words = vocabulary().relative.sub("", vocabulary().hanging.sub("", words))
    if words.count('"') % 2:
        words = words.replace('"', "").rstrip(" .")
    words = _with_those_outside(e, words, [span for span, _ in inside], to=text[: stretch.start].lower().endswith(" to "))
    return words[:1].upper() + words[1:]


def _with_those_outside(e: Event, words: str, inside: Sequence[Span], *, to: bool) -> str:
    """The words with those who act, or are acted on, where none of them is told `inside`; `to`: it stands before the words."""
    known = f" {words_key(words)} "

    def told(parties: Sequence[Party]) -> bool:
        return not parties or any(
            f" {words_key(p.text)} " in known or (p.span is not None and any(p.span.overlaps(span) for span in inside)) for p in parties
        )

    by = ""
    if not told(e.actors):
        words, by = _with_actors(names(e.actors, country_of(e.where)), words, to=to, said=e.type in _SAYS)
    if told(e.recipients):
        return words + by
    whom = names(e.recipients, country_of(e.where))
    if not e.actors and all(p.span is not None and p.span.end <= e.trigger.start for p in e.recipients):
        return f"{whom}{' ' if _is_past(words.partition(' ')[0]) else ': '}{words}"  # "Annan, whom all knew, was appointed"
    return f"{words} → {whom}{by}"


def _with_actors(who: str, words: str, *, to: bool, said: bool) -> tuple[str, str]:
    """The words with those who act before them where they go on as a sentence does: "met the king", "(to) visit the king"; and what is to be put
    behind them, where they do not: "shelling of Zenda"; behind a colon what is `said`."""
    first, _, rest = words.partition(" ")
    if first.lower() in _pronouns() - vocabulary().possessive:
        return f"{who} {rest}", ""
    if _is_past(first):
        return f"{who} {words}", ""
    if to:
        return f"{who} to {words}", ""
    return (f"{who}: {words}", "") if said else (words, f", by {who}")


def _is_past(word: str) -> bool:
    """Whether a word is a verb in the past ("met", "urged"), before which one who acts may stand; "calls" may be a noun."""
    verb = not word.endswith(("ing", "s")) and lemma(word, "VERB") != word.lower()
    return word.isalpha() and (verb or lemma(word, "AUX") != word.lower())


def _inside(parties: Sequence[Party], stretch: Span) -> Iterator[tuple[Span, list[Party]]]:
    """The mentions of parties in a stretch, in order, each with those that it stands for; none that overlaps the one before."""
    there = [(p.span, p) for p in parties if p.span is not None and stretch.start <= p.span.start < p.span.end <= stretch.end]
    end = stretch.start
    for span, same in groupby(sorted(there, key=lambda x: x[0]), key=lambda x: x[0]):
        if span.start >= end:
            end = span.end
            yield span, [p for _, p in same]


def _called(parties: Sequence[Party], words: str, loud: bool, here: str | None) -> str:
    """What a mention is told as: a pronoun, or a short form of a name, as the name; of a word, its country, unless that is `here` (alpha-3)."""
    low, name = words.lower(), names(parties, here)
    if low in _pronouns():
        return name + ("'s" if low in vocabulary().possessive else "") if name else words
    party = parties[0]
    if name and len(parties) == 1 and low.partition(" ")[0] in vocabulary().possessive and words_key(name) in words_key(words):
        return name  # "its president, Otto Berg"
    short = party.name != words and words.istitle() and len(words.split()) <= _SHORT and words.split()[-1] in party.name.split()
    if name and (short or loud):
        return party.name if len(parties) == 1 else name
    return spoken(words)


def _softened(corpus: Corpus, loud: str) -> str:
    """Shouted words as one says them: days, months, countries, and what other reports write with a capital, keep theirs."""

    def said(m: re.Match[str]) -> str:
        title = m[0].title()
        return title if title in _CALENDAR or m[0].lower() in corpus.proper or countries.by_name(title) else m[0].lower()

    return _WORD.sub(said, loud)


def _pronouns() -> frozenset[str]:
    words = party_words().pronouns
    return words.he | words.she | words.they | words.it
