"""Which time a predicate happened at: the expressions that the tree hangs on it, or on what shares its time."""

import re
from bisect import bisect_right
from datetime import date
from functools import cached_property

import msgspec

from dateline.annotate.grammar import BEFORE_NOUN, NOMINAL
from dateline.annotate.layers import Layers
from dateline.resolve.parts import When
from dateline.resolve.times.anchored import anchored
from dateline.resolve.times.tense import direction, is_toll_of_war
from dateline.resolve.times.time_spans import Found, anchor, as_of_saying, found_in, joined, own_day
from dateline.resolve.times.time_words import lexicon
from dateline.text.report import Report

_STEPS = 6  # clauses or nouns that a time is carried over
_SINCE = 20  # words from "since" to the time that it opens
_NARRATIVE = 5  # sentences over which a story goes on in the day it told
_CREDIT = re.compile(r"[.]? \s* [(]", re.VERBOSE)  # after the date of a picture
_FRESH = 10  # days back from publication that a report which opens without a day is about
_HEAD = 60  # words in which a report may bear its own date
_BACK = 6  # words between a verb of saying and the day it was said
_INSIDE = frozenset(
    ("nmod", "obl", "obj", "nsubj", "appos", "conj", "nummod", "compound", "flat", "amod", "dep", "iobj")
)  # how a noun lies in its clause
_APART = frozenset(("after", "following", "before", "since", "until", "despite", "following", "ahead", "over"))
_OVER = frozenset(("for", "in", "over", "during", "throughout"))
_SIZED = re.compile(r"P T? [1-9X]", re.VERBOSE)
_OFTEN = frozenset(("every", "each", "per"))
_DURING = frozenset(("in", "at", "during"))


class Times:
    """The time expressions of one report, resolved against the day of its dateline or publication."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers

    def at(self, i: int) -> When | None:
        """The resolved time expression that covers word i."""
        k = self._covering.get(i)
        return self._found[k].when if k is not None else None

    def of(self, i: int) -> When | None:
        """The time of the predicate at word i: stated in its clause, else carried from what shares its time, else none.

        A deed of violence without a time of its own takes the day on which the report tells such deeds, where it tells one day alone.
        The span is always that of the words that state the time.
        """
        if self._tallies(i):
            return self._told(self._violence_day(i))
        k = self._time_of(i, _STEPS)
        opened = self._opened_by(i)
        if opened is not None and k in (None, opened):
            return self._until_now(opened)
        if k is not None and k not in self._hung.get(i, ()) and self._contradicts(i, k):
            k = None
        if k is None:
            k = self._lone(i)
        if k is None:
            k = self._violence_day(i)
        if k is None:
            k = self._told_on(i)
        if k is None:
            k = self._as_said(i)
        return self._told(self._lasting(i) if k is None else k)

    def _told(self, k: int | None) -> When | None:
        return None if k is None else self._ranges.get(k) or self._found[k].when

    @cached_property
    def published(self) -> date | None:
        """The day that relative times count from."""
        return own_day(self.layers, anchor(self.report))

    @cached_property
    def _found(self) -> list[Found]:
        told = as_of_saying(self.layers, found_in(self.layers, self.published), self.published)
        return anchored(self.layers, told, self.published)

    @property
    def expressions(self) -> list[Found]:
        """Every time expression that means something definite, in order."""
        return self._found

    @cached_property
    def _ranges(self) -> dict[int, When]:
        return joined(self.layers, self._found)

    @cached_property
    def _covering(self) -> dict[int, int]:
        return {i: k for k, found in enumerate(self._found) for i in range(found.first, found.stop)}

    # What the tree hangs expressions on --------------------------------------------------------------------------------------------------

    @cached_property
    def _hung(self) -> dict[int, list[int]]:
        """Word → the expressions that tell its time."""
        out: dict[int, list[int]] = {}
        for k, found in enumerate(self._found):
            if _placing(found.when) and not self._heads_report(found):
                out.setdefault(self._governor(found), []).append(k)
        return out

    def _heads_report(self, found: Found) -> bool:
        """Whether an expression is the report's own date at its head, and no deed's."""
        when, dateline = found.when, self.report.dateline
        if dateline is not None and dateline.span is not None and when.span is not None and dateline.span.overlaps(when.span):
            return True
        told = when.basis == "stated" and self.published is not None and when.start == when.end == self.published.isoformat()
        return told and found.first < _HEAD and (found.first == 0 or self.layers.upos[found.first - 1] != "ADP")

    @cached_property
    def _clauses(self) -> dict[int, list[int]]:
        """Head of a clause → the expressions that hang on a noun inside it, where they may be meant of the whole ("left the towns on Friday")."""
        out: dict[int, list[int]] = {}
        for governor, hung in self._hung.items():
            head, passes = self._clause_of(governor)
            if head == governor:
                continue
            for k in hung:
                left = self.layers.deprels[self._found[k].root] in BEFORE_NOUN and self._found[k].root < governor
                if not left and (not passes or self._same(head)):
                    out.setdefault(head, []).append(k)
        return out

    def _clause_of(self, i: int) -> tuple[int, bool]:
        """The head of the clause around word i, and whether a word that tells of an event stands between."""
        layers, kin = self.layers, lexicon().kin
        passes = False
        for _ in range(_STEPS):
            head = layers.heads[i]
            if head < 0 or layers.upos[i] not in NOMINAL or layers.relations[i] not in _INSIDE:
                break
            passes = passes or layers.lemmas[i] in kin
            i = head
        return i, passes

    def _same(self, verb: int) -> bool:
        """Whether a verb tells of the event that its nouns name."""
        words = lexicon()
        return self.layers.lemmas[verb] in words.verbs["same"] or self.layers.lemmas[verb] in words.kin

    def _governor(self, found: Found) -> int:
        """What the tree hangs it on, past nouns of time ("in the first hours of Friday"); but a verb of saying right before it takes it."""
        layers, words = self.layers, lexicon()
        for i in range(found.first - 1, max(-1, found.first - 1 - _BACK), -1):
            if layers.lemmas[i] in words.verbs["saying"] and layers.upos[i] == "VERB":
                return i
            if layers.lemmas[i] not in words.between:
                break
        head = layers.heads[found.root]
        for _ in range(3):
            if head >= 0 and layers.heads[head] >= 0 and layers.lemmas[head] in words.units:
                head = layers.heads[head]
        return head

    # In the clause -----------------------------------------------------------------------------------------------------------------------

    def _time_of(self, i: int, steps: int) -> int | None:
        """The index of the expression that tells when the predicate at word i was."""
        own = self._own(i)
        if own is not None or steps == 0:
            return own
        return self._carried(i, steps - 1)

    def _nearest(self, hung: list[int] | None, i: int) -> int | None:
        """Of the expressions hung on word i, a day rather than a year, and then the nearest."""
        return min(hung, key=lambda k: (self._found[k].when.precision != "day", abs(self._found[k].root - i))) if hung else None

    def _own(self, i: int) -> int | None:
        """Stated in the clause: on the predicate itself, on the events among its arguments, on a noun in it, on a second verb that shares them."""
        layers, kin = self.layers, lexicon().kin
        direct = self._nearest(self._hung.get(i), i)
        if direct is not None:
            return direct
        for c in layers.all_children(i, "obj", "obl", "nsubj", "nmod", "appos"):
            if layers.lemmas[c] not in kin:
                continue
            for noun in (c, *(n for n in layers.all_children(c, "nmod") if layers.lemmas[n] in kin)):
                if (k := self._nearest(self._hung.get(noun), noun)) is not None:
                    return k
        for c in layers.all_children(i, "obl", "nmod"):  # won in Sunday's election
            if self._openers(c) & _DURING and (k := self._nearest(self._hung.get(c), c)) is not None:
                return k
        inside = self._nearest(self._clauses.get(i), i)
        if inside is not None:
            return inside
        shared = (self._nearest(self._hung.get(c), c) for c in layers.all_children(i, "conj", "xcomp", "advcl") if self._shares(c, i))
        return next((k for k in shared if k is not None), None)

    def _contradicts(self, i: int, k: int) -> bool:
        """Whether word i lies ahead and the time, which was told of another word, lies behind."""
        low, high = self.layers.edges[i]
        if self.layers.upos[i] in NOMINAL and low <= self._found[k].first < high:
            return False
        end = self._found[k].when.end
        return end is not None and self.published is not None and end[:10] < self.published.isoformat() and direction(self.layers, i) > 0

    def _shares(self, c: int, i: int) -> bool:
        """Whether the clause of word c, which depends on i, tells of the same time as i."""
        layers = self.layers
        relation = layers.relations[c]
        if relation == "conj":
            return layers.child(c, "nsubj") is None and layers.upos[c] == layers.upos[i]
        if relation == "xcomp":
            return layers.lemmas[i] in lexicon().verbs["done"]
        words = self._openers(c)
        return bool(words & {"when", "as", "while"}) or (not words and layers.low[c].endswith("ing"))

    def _openers(self, c: int) -> set[str]:
        return {self.layers.low[m] for m in self.layers.all_children(c, "mark", "advmod", "case")}

    def _carried(self, i: int, steps: int) -> int | None:
        """From what governs word i, where both tell of one time."""
        layers, words = self.layers, lexicon()
        head = layers.heads[i]
        if head < 0:
            return None
        relation = layers.deprels[i]
        kind = relation.partition(":")[0]
        if kind in ("conj", "advcl", "xcomp"):
            shared = self._shares(i, head)
        elif relation == "acl":
            shared = layers.low[i].endswith("ing") or layers.upos[head] == "NOUN"
        elif kind in ("nsubj", "obj", "obl") and layers.upos[i] in NOMINAL and layers.upos[head] in ("VERB", "AUX"):
            apart = layers.lemmas[head] in words.verbs["saying"] or self._openers(i) & _APART
            shared = not apart and (self._same(head) or self._counted(i))
        else:
            shared = kind in ("nmod", "nummod", "compound", "appos", "amod") and layers.upos[head] in ("NOUN", "NUM")
        return self._time_of(head, steps) if shared else None

    def _counted(self, i: int) -> bool:
        """Whether a noun is of someone or something that takes part, and no event: it bears a number or a name, or is one."""
        return self.layers.upos[i] != "NOUN" or (self.layers.lemmas[i] not in lexicon().kin and self.layers.child(i, "nummod") is not None)

    # Around the clause -------------------------------------------------------------------------------------------------------------------

    @cached_property
    def _since(self) -> dict[int, int]:
        """Predicate → the expression that opens its time through another clause or noun: "bombed the town since the truce broke down on Friday"."""
        layers, out = self.layers, dict[int, int]()
        for i, word in enumerate(layers.words):
            if word.lower() != "since" or layers.heads[i] < 0 or layers.heads[layers.heads[i]] < 0:
                continue
            stop = min(layers.sentences[layers.sentence_of[i]][1], i + _SINCE)
            for j in range(i + 1, stop):
                if layers.words[j] == ",":
                    break
                if j in self._covering:
                    if self._found[self._covering[j]].when.start is not None:
                        out[layers.heads[layers.heads[i]]] = self._covering[j]
                    break
        return out

    def _opened_by(self, i: int) -> int | None:
        """What opens the time of word i, or of the verb that it stands beside."""
        if i in self._since:
            return self._since[i]
        if is_toll_of_war(self.layers, i):  # "gripped by war since protests broke out in March 2011, a conflict that has killed 200,000"
            here = [k for w, k in self._since.items() if self.layers.sentence_of[w] == self.layers.sentence_of[i]]
            return here[0] if len(here) == 1 else None
        return self._since.get(self.layers.heads[i]) if self.layers.deprels[i] == "conj" else None

    def _until_now(self, k: int) -> When:
        when = self._found[k].when
        today = self.published.isoformat() if self.published else None
        return msgspec.structs.replace(when, end=today if today and when.start and when.start <= today else None)

    def _lone(self, i: int) -> int | None:
        """The one day that the sentence of a past deed names, where no clause of another time and no saying parts the two."""
        layers = self.layers
        if direction(layers, i) > 0 or not (self._is_violence(i) or direction(layers, i) < 0) or self._perfect(i) or self._sums_up(i):
            return None
        told = self._by_sentence.get(layers.sentence_of[i], [])
        if len(told) != 1 or not _within_a_week(self._found[told[0]].when):
            return None
        over, under = self._above(i), self._above(self._found[told[0]].root)
        meet = next((w for w in over if w in under), None)
        if meet is None:
            return None
        between = [*over[: over.index(meet)], *under[: under.index(meet)]]
        parted = any(self._openers(w) & _APART or layers.relations[w] in ("ccomp", "acl", "parataxis") for w in between)
        return None if parted or layers.lemmas[meet] in lexicon().verbs["saying"] else told[0]

    def _above(self, i: int) -> list[int]:
        """Word i and the words over it, up to the root."""
        out = [i]
        while (i := self.layers.heads[i]) >= 0 and len(out) < _HEAD:
            out.append(i)
        return out

    @cached_property
    def _by_sentence(self) -> dict[int, list[int]]:
        """The expressions of each sentence that place something."""
        out: dict[int, list[int]] = {}
        for k in (k for hung in self._hung.values() for k in hung):
            out.setdefault(self.layers.sentence_of[self._found[k].first], []).append(k)
        return out

    def _tallies(self, i: int) -> bool:
        """Whether word i tells how a count of harm stood, not the harm: "the toll rose on Friday"."""
        tallies = lexicon().tallies
        return any(self.layers.lemmas[w] in tallies for w in (i, *self.layers.all_children(i, "nsubj", "obj")))

    def _violence_day(self, i: int) -> int | None:
        """The day (or window of a week) of the violence that the report told just before, for a deed or a harm that is told again without a day.

        Where the report knows one such day alone, it need not have been told before.
        """
        if not self._violence or not self._is_violence(i) or self._is_new(i) or direction(self.layers, i) > 0 or self._sums_up(i):
            return None
        if self._was_before(i):
            return None
        days = self._days
        here = self.layers.sentence_of[i]
        if not self._tallies(i) and not self._days_of.get(here, set()) <= (days if len(days) == 1 else set()):
            return None
        if len(days) == 1:
            return self._violence[0] if self._is_fresh(self._violence[0], here) else None
        near = (self._violence_in.get(sentence) for sentence in range(max(0, here - _NARRATIVE), here + 1))
        told = [last for last in near if last is not None]
        if told:
            return self._violence[max(told)]
        return self._lone_day(here - 1) if here not in self._timed else None

    def _lone_day(self, sentence: int) -> int | None:
        """The one day that a sentence names, which the next goes on to tell of."""
        told = self._by_sentence.get(sentence, [])
        return told[0] if len(told) == 1 and _within_a_week(self._found[told[0]].when) and not self._is_caption(told[0]) else None

    def _is_fresh(self, k: int, sentence: int) -> bool:
        """Whether a day that the report tells only later may be what an earlier sentence is about: news is of the last days."""
        found = self._found[k]
        if self.layers.sentence_of[found.first] <= sentence or self.published is None:
            return True
        return (self.published - date.fromisoformat((found.when.start or "")[:10])).days <= _FRESH

    @cached_property
    def _violence_in(self) -> dict[int, int]:
        """Sentence → which of the days of violence is the last that it states."""
        return {self.layers.sentence_of[self._found[k].first]: at for at, k in enumerate(self._violence)}

    @cached_property
    def _violence(self) -> list[int]:
        """The days, or where there are none the windows, that clauses of violence state."""
        kin = lexicon().kin
        opening = set(self._since.values())
        lemmas, heads = self.layers.lemmas, self.layers.heads
        told = (i for i, lemma in enumerate(lemmas) if lemma in kin and (heads[i] < 0 or lemmas[heads[i]] not in lexicon().tallies))
        stated = (self._time_of(i, _STEPS) for i in told)
        short = [k for k in stated if k is not None and k not in opening and _within_a_week(self._found[k].when) and not self._is_caption(k)]
        return [k for k in short if self._found[k].when.start == self._found[k].when.end] or short

    @cached_property
    def _days(self) -> set[str | None]:
        """Where the days of violence begin, and those that the report gives for whatever else took place."""
        layers, words = self.layers, lexicon()
        placed = (k for g, hung in self._hung.items() if layers.lemmas[g] in words.verbs["occurring"] and direction(layers, g) <= 0 for k in hung)
        return {self._found[k].when.start for k in (*self._violence, *placed) if _within_a_week(self._found[k].when)}

    def _is_caption(self, k: int) -> bool:
        """Whether a date ends the words under a picture, before its credit in brackets: "... in the town on June 24 2016. (AFP)"."""
        when = self._found[k].when
        return when.basis == "stated" and when.span is not None and _CREDIT.match(self.report.text, when.span.end) is not None

    def _is_violence(self, i: int) -> bool:
        layers, words = self.layers, lexicon()
        near = layers.all_children(i, "obj", "nsubj", "nmod", "obl")
        told = layers.lemmas[i] in words.kin or self._tallies(i) or (self._same(i) and any(layers.lemmas[w] in words.kin for w in near))
        return told and not any(layers.lemmas[w] in words.wars for w in near)

    def _sums_up(self, i: int) -> bool:
        """Whether the clause of word i counts over a war, or since what is no day: no one day is its own."""
        layers = self.layers
        low, high = layers.edges[i]
        below = range(max(low, i - _HEAD), min(high, i + _HEAD))
        if is_toll_of_war(layers, i) or (layers.deprels[i].startswith("acl") and layers.lemmas[layers.heads[i]] in lexicon().wars):
            return True
        since = (w for w in below if layers.low[w] == "since")
        undated = any(not any(j in self._covering for j in range(w, w + 4)) for w in since)
        return undated or any(layers.lemmas[w] in lexicon().wars and layers.name_at[w] is None for w in below)

    def _is_new(self, i: int) -> bool:
        """Whether the deed comes with "a": told for the first time, and no earlier day is its own."""
        layers, kin = self.layers, lexicon().kin
        nouns = [n for n in (i, *layers.all_children(i, "nsubj")) if layers.lemmas[n] in kin]
        return any(layers.low[d] in ("a", "an") for n in nouns for d in layers.all_children(n, "det"))

    @cached_property
    def _days_of(self) -> dict[int, set[str | None]]:
        """Sentence → where the times that it states begin, but for those of sayings."""
        layers, saying, out = self.layers, lexicon().verbs["saying"], dict[int, set[str | None]]()
        for k in (k for governor, hung in self._hung.items() if layers.lemmas[governor] not in saying for k in hung):
            out.setdefault(layers.sentence_of[self._found[k].first], set()).add(self._found[k].when.start)
        return out

    def _told_on(self, i: int) -> int | None:
        """The day of the deed told just before in the same paragraph, where this one goes on in the past and its sentence names no time."""
        layers = self.layers
        here = layers.sentence_of[i]
        if here in self._timed or not self._main(i) or self._perfect(i) or direction(layers, i) >= 0:
            return None
        opens = self._opening(i)
        for before in range(here - 1, max(-1, here - 1 - _NARRATIVE), -1):
            first, stop = layers.sentences[before]
            root = next((j for j in range(first, stop) if layers.heads[j] < 0), None)
            if first < opens or root is None:
                return None
            if before not in self._timed and layers.lemmas[root] in lexicon().verbs["saying"]:
                continue
            k = self._own(root) if layers.lemmas[root] not in lexicon().verbs["saying"] else None
            if k is not None or before in self._timed:
                return k if k is not None and _within_a_week(self._found[k].when) and not self._is_caption(k) else None
        return None

    def _as_said(self, i: int) -> int | None:
        """The day on which it was said, of what held then: "said on Friday that it wants talks", "told it on Sunday that he was willing to leave"."""
        layers, holds = self.layers, direction(self.layers, i) == 0
        while layers.relations[i] == "xcomp" and layers.heads[i] >= 0:
            i = layers.heads[i]
            holds = layers.upos[i] == "ADJ" and direction(layers, i) <= 0
        over = layers.heads[i]
        if not holds or over < 0 or layers.relations[i] != "ccomp" or layers.lemmas[over] not in lexicon().verbs["saying"]:
            return None
        k = self._nearest(self._hung.get(over), over)
        return k if k is not None and _within_a_week(self._found[k].when) else None

    def _lasting(self, i: int) -> int | None:
        """How long what word i tells lasted, where no day is known: "a two-day visit", "killed in four weeks of shelling"."""
        layers = self.layers
        for k in self._lengths.get(i, ()):
            if layers.upos[i] in NOMINAL or self._openers(self._found[k].root) & _OVER:
                return k
        for c in layers.all_children(i, "obl"):
            if c in self._lengths and self._openers(c) & _OVER:
                return self._lengths[c][0]
        of = layers.child(i, "case", "mark")
        before = self._covering.get(of - 1) if of is not None and layers.low[of] == "of" else None  # four weeks of shelling
        return before if before is not None and self._is_length(before) else None

    @cached_property
    def _lengths(self) -> dict[int, list[int]]:
        """Word → the lengths of time that hang on it."""
        out: dict[int, list[int]] = {}
        for k, found in enumerate(self._found):
            if self._is_length(k) and self.layers.heads[found.root] >= 0:
                out.setdefault(self.layers.heads[found.root], []).append(k)
        return out

    def _is_length(self, k: int) -> bool:
        """Whether an expression tells how long, and not how often ("daily") or since when no such thing was seen ("the worst in years")."""
        when, words = self._found[k].when, self.layers.low[self._found[k].first : self._found[k].stop]
        often = any(word in lexicon().sets or word in _OFTEN for word in words)
        return when.start is None and when.end is None and _SIZED.match(when.value or "") is not None and not often and len(words) > 1

    def _opening(self, i: int) -> int:
        """The first word of the paragraph of word i."""
        first, stop = self.layers.paragraphs[bisect_right(self.layers.paragraphs, i, key=lambda p: p[0]) - 1]
        return first if first <= i < stop else i

    @cached_property
    def _timed(self) -> frozenset[int]:
        """The sentences that name a time."""
        return frozenset(self.layers.sentence_of[f.first] for f in self._found)

    def _was_before(self, i: int) -> bool:
        """Whether the clause of word i tells of what lay before the story: "her husband had been killed"; but not where "had" only reports."""
        had = any(self.layers.low[c] == "had" for c in self.layers.all_children(i, "aux"))
        return had and lexicon().verbs["saying"].isdisjoint(self.layers.lemmas[w] for w in self._above(i)[1:])

    def _perfect(self, i: int) -> bool:
        return any(self.layers.low[c] in ("has", "have") for c in self.layers.all_children(i, "aux"))

    def _main(self, i: int) -> bool:
        """Whether word i heads its sentence, stands beside its head, or is what it reports."""
        layers, saying = self.layers, lexicon().verbs["saying"]
        for _ in range(3):
            head, kind = layers.heads[i], layers.relations[i]
            if head < 0:
                return True
            if kind not in ("conj", "parataxis") and not (kind == "ccomp" and layers.lemmas[head] in saying):
                return False
            i = head
        return False


def placed(when: When | None) -> bool:
    """Whether a time is on the calendar, or would be if the day of publication were known; a length alone is not."""
    return when is not None and _placing(when)


def _placing(when: When) -> bool:
    """Whether an expression puts something on the calendar, or would if the day of publication were known."""
    relative = (when.value or "").startswith(("PUB", "XXXX-")) and when.basis != "stated"
    return when.start is not None or when.end is not None or relative


def _within_a_week(when: When) -> bool:
    """Whether a time is one day, or a window of about a week at most."""
    if when.precision != "day" or when.start is None or when.end is None:
        return False
    return when.start == when.end or (date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10])).days <= 8
