"""Stated borrowing: from which agency or outlet a report says that it has what it tells. Agencies and outlets are rows of lexicons/bodies.tsv."""

import re
from functools import lru_cache

from dateline.knowledge.bodies import body
from dateline.merge.corpus import Corpus
from dateline.records import Event
from dateline.text.report import Report, reading_spans

_PRESS = "JRN"
_OPENING = 120  # characters within which a dateline stands: "GENEVA, March 6 (Reuters) -"
_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)")
_TOLD = re.compile(r"\b(?i:told|tells|telling|interview with|quoted by|reported by|carried by)\s+(?i:the\s+)?((?:[A-Z][\w'’.-]*\s*){1,4})")
_AROUND = 120  # characters beside an event in which "told Reuters" stands


@lru_cache(maxsize=4096)
def outlet(name: str, *, publishes: bool = False) -> str | None:
    """The agency or outlet that `name` names, as the lexicon calls it: with capitals, unless it is of one who `publishes` ("reuters")."""
    if not publishes and not name[:1].isupper():
        return None
    found = body(name, loud=publishes)
    return found.name if found is not None and found.sector == _PRESS else None


def lender_of_report(report: Report) -> str | None:
    """Whose story a report is by its dateline ("(Reuters) -") or its last words ("(AFP)"); none where it names none."""
    spans = [s for s in reading_spans(report) if s != report.title_span]
    if not spans:
        return None
    text, first, last = report.text, spans[0].start, spans[-1].end
    for found in _BRACKETED.finditer(text):
        opens = found.end() <= first + _OPENING and text[found.end() :].lstrip()[:1] in ("-", "–", "—")
        closes = found.start() >= last or not text[found.end() :].strip()
        if (opens or closes) and (name := outlet(found[1])) is not None:
            return name
    return None


def lender_of_event(corpus: Corpus, event: Event) -> str | None:
    """From whom an event is taken by its own sentence: "AFP reported that ...", "..., he told Reuters"."""
    for source in event.sources:
        if (name := outlet(source.party.name)) is not None:
            return name
    sentence = corpus.sentence(event, _AROUND)
    return next((name for found in _TOLD.finditer(sentence) if (name := _named(found[1])) is not None), None)


def _named(words: str) -> str | None:
    """The outlet that the first of some words name, as many of them as can be."""
    told = words.split()
    names = (outlet(" ".join(told[:n]).rstrip(".,")) for n in range(len(told), 0, -1))
    return next((name for name in names if name is not None), None)
