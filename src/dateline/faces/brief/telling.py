"""An act in the words of its report, as a plain sentence in which those who act are called by their full names."""

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from dateline.annotate.lemmas import lemma
from dateline.faces.brief.vocabulary import vocabulary
from dateline.faces.brief.words import cut, names, place_words, spoken
from dateline.knowledge import countries
from dateline.merge.corpus import Corpus
from dateline.merge.keys import words_key
from dateline.records import Event
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parts import Party
from dateline.span import Span
from dateline.text.sentence import sentence_around

_LONGEST = 130  # characters of a sentence
_SAID = 170  # characters of one that tells what was said
_SHORT = 2  # words of a name that is told in full: "Mr Annan"
_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))


def told_words(corpus: Corpus, e: Event, *, here: str | None = None) -> str:
    """What an event tells: "Kofi Annan arrived in Damascus". Its place is added where its words do not name it, and it is not `here`."""
    words = _sentence(corpus, e, _stretch(corpus, e), _LONGEST)
    where = place_words(e.where.name) if e.where is not None else None
    told = where is None or where == here or words_key(where) in words_key(words)
    return f"{_negated(e, words)}{'' if told else f', {where}'}" + ("" if e.certainty == "certain" else f" ({e.certainty})")


def said_words(corpus: Corpus, e: Event) -> str:
    """What an act of speech tells, to the end of its sentence, since what was said stands behind those to whom it was."""
    text, stretch = corpus.reports[e.report].text, _stretch(corpus, e)
    whole = Span(stretch.start, max(stretch.end, sentence_around(text, e.trigger).end))
    return _negated(e, _sentence(corpus, e, whole, _SAID))


def is_clear(corpus: Corpus, e: Event) -> bool:
    """Whether an event's words say whom they tell of: "backed by its allies" does not."""
    inside = [p.span for p in (*e.actors, *e.recipients) if p.span is not None and e.span.overlaps(p.span)]
    if any(span.start < e.trigger.start for span in inside) or (e.actors and not any(p.span in inside for p in e.actors)):
        return True
    first = corpus.words(e, e.span).partition(" ")[0]
    return not _is_past(first)


def _negated(e: Event, words: str) -> str:
    """The words, with it before them where what is denied is told without a "not"."""
    if not e.negated or vocabulary().denying.search(words):
        return words
    return ("Denied: " if any(s.attitude == "deny" for s in e.sources) else "Not so: ") + words


def _stretch(corpus: Corpus, e: Event) -> Span:
    """The words of an event to be told: its own; from its trigger on where those that go before it belong to another act, or are too many."""
    text = corpus.reports[e.report].text
    start = min(e.span.start, e.trigger.start)
    behind = text[start : e.trigger.start]
    if len(behind) > _LONGEST // 2 or (behind and vocabulary().leaning.search(behind)):
        start = e.trigger.start
    return Span(start, max(e.span.end, e.trigger.end))


def _sentence(corpus: Corpus, e: Event, stretch: Span, limit: int) -> str:
    text = corpus.reports[e.report].text
    inside = list(_inside((*e.actors, *e.recipients), stretch))
    loud = stretch.of(text).isupper()
    out, at = [], stretch.start
    for span, parties in inside:
        gap = text[at : span.start]
        called = _called(parties, span.of(text), loud)
        aside = vocabulary().aside.match(text, span.end, stretch.end) if span.start == stretch.start else None
        out += [_softened(gap) if loud else gap, called]
        at = aside.end() if aside is not None else span.end
        out.append(" " if aside is not None else "")
    rest = text[at : stretch.end]
    words = cut("".join([*out, _softened(rest) if loud else rest]).strip(" ,;:.-–—"), limit)
    words = vocabulary().relative.sub("", vocabulary().hanging.sub("", words))
    if words.count('"') % 2:
        words = words.replace('"', "").rstrip(" .")
    words = _with_those_outside(e, words, [span for span, _ in inside])
    return words[:1].upper() + words[1:]


def _with_those_outside(e: Event, words: str, inside: Sequence[Span]) -> str:
    """The words with those who act, or are acted on, where none of them is told `inside`."""
    known = f" {words_key(words)} "

    def told(parties: Sequence[Party]) -> bool:
        return not parties or any(
            f" {words_key(p.text)} " in known or (p.span is not None and any(p.span.overlaps(span) for span in inside)) for p in parties
        )

    first, _, rest = words.partition(" ")
    if not told(e.actors):
        if first.lower() in _pronouns() - vocabulary().possessive:
            words = f"{names(e.actors)} {rest}"
        else:
            words = f"{names(e.actors)}{' ' if _is_past(first) else ': '}{words}"
    if told(e.recipients):
        return words
    if not e.actors and all(p.span is not None and p.span.end <= e.trigger.start for p in e.recipients):
        return f"{names(e.recipients)}: {words}"  # "Annan, whom all knew, was appointed"
    return f"{words} → {names(e.recipients)}"


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


def _called(parties: Sequence[Party], words: str, loud: bool) -> str:
    """What a mention is told as: a pronoun, or a short form of a name, as the name."""
    low, name = words.lower(), names(parties)
    if low in _pronouns():
        return name + ("'s" if low in vocabulary().possessive else "") if name else words
    party = parties[0]
    short = party.name != words and words.istitle() and len(words.split()) <= _SHORT and party.name.split()[-1:] == words.split()[-1:]
    if name and (short or loud):
        return party.name if len(parties) == 1 else name
    return spoken(words)


def _softened(loud: str) -> str:
    """Shouted words as one says them: days, months and countries keep their capitals."""
    return _WORD.sub(lambda m: m[0].title() if m[0].title() in _CALENDAR or countries.by_name(m[0].title()) else m[0].lower(), loud)


def _pronouns() -> frozenset[str]:
    words = party_words().pronouns
    return words.he | words.she | words.they | words.it
