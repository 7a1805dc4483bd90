"""Who a source is: the noun phrase of an attribution made into parties, pronouns and documents by who spoke before."""

from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from dateline.annotate.layers import Layers
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.runs import Run
from dateline.resolve.chains.said import Said
from dateline.resolve.chains.subjects import author, maker
from dateline.resolve.chains.telling import is_initials, is_speaker, phrase_start, subject_child
from dateline.resolve.parties.party import Parties
from dateline.resolve.parts import Party

_RELATIVE = frozenset(("who", "which", "that"))
_RELATIVES = frozenset(("what", "which", "where", "whose", "whom"))
_BACK = 3  # sentences over which a pronoun means whoever spoke last
_MEDIA = frozenset(("NGO", "JRN"))  # bodies that are told by their kind first, by their name later
_GROUPS = frozenset(("group", "organisation", "organization", "watchdog", "monitor", "network"))
_NEAR = 4  # speakers over which such a body is looked for
_LONGEST = 25  # words of a source
Kind = Literal["person", "body", "group"]
_PRONOUNS: tuple[tuple[frozenset[str], Kind], ...] = (
    (frozenset(("he", "she")), "person"),
    (frozenset(("it",)), "body"),
    (frozenset(("they",)), "group"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke: the parties, what they are, in which sentence, and the words that name them."""

    parties: tuple[Party, ...]
    kind: Kind
    sentence: int
    run: Run
    named: bool = False  # whether a name says who it is


class Speakers:
    """Sources of one report, resolved in reading order."""

    def __init__(self, layers: Layers, parties: Parties) -> None:
        self.layers, self.parties = layers, parties
        self._last: list[Speaker] = []
        self._inner: Speaker | None = None  # the last who spoke within what another said
        self._papers: dict[str, tuple[Party, ...]] = {}

    def of(self, one: Said, nested: bool) -> Speaker | None:
        """Who says `one`; none where no one is named. `nested` ones are not taken up by later pronouns."""
        head = one.source
        run = self._run(one)
        if run is None or (nested and head == one.head):
            return None  # "he said there were reports that": his word
        sentence = self.layers.sentence_of[one.head]
        speaker = self._resolve(one, head if head is not None else self._head(run), run, sentence)
        if speaker is not None:
            self._note_paper(one, speaker)
        if speaker is not None and nested:
            self._inner = speaker
        elif speaker is not None:
            self._last.append(speaker)
        return speaker

    def _clipped(self, party: Party, run: Run) -> Party:
        """The party without the words before the source's own that its phrase has, a comma lost: "... with a rocket the news agency said"."""
        layers = self.layers
        first = run[0] + (layers.upos[run[0]] == "DET" and run[1] - run[0] > 1)
        name = layers.text(first, run[1])
        if party.span is None or party.span.start >= layers.starts[run[0]] or not party.name.endswith(f" {name}"):
            return party
        return msgspec.structs.replace(party, name=name, text=layers.text(*run), span=layers.span(*run))

    def _note_paper(self, one: Said, speaker: Speaker) -> None:
        """Keep whose "the statement" is after "X said in a statement"."""
        layers = self.layers
        for c in layers.all_children(one.head, "obl"):
            if layers.lemmas[c] in lexicon().grammar.documents and layers.case(c) in ("in", "through") and layers.child(c, "nmod:poss") is None:
                self._papers[layers.lemmas[c]] = speaker.parties

    def _resolve(self, one: Said, head: int, run: Run, sentence: int) -> Speaker | None:
        layers = self.layers
        head = self._of_whom(head)
        low = layers.low[head]
        if low in lexicon().grammar.no_one and layers.upos[head] in ("PRON", "NUM", "DET", "NOUN", "ADJ") and layers.child(head, "nmod") is None:
            return None
        for pronouns, kind in _PRONOUNS:
            if low in pronouns:
                account = self._account(head)
                if account is not None:
                    return Speaker(self._said(self.parties.of(account[0]), head, head + 1), kind, sentence, account[1])
                inner = self._inner if self._inner is not None and (self._inner.sentence, self._inner.kind) == (sentence, kind) else None
                before = self._clause_over(one.head, kind, sentence, run) or inner or self._before(kind, sentence)
                found = self._said(before.parties, head, head + 1) if before is not None else self.parties.of(head)
                return Speaker(found or (self.parties.one(head, head + 1),), kind, sentence, run)
        if low in _RELATIVE and not is_initials(layers, head):
            found = self._named(head)
            return Speaker(found, "person", sentence, run) if found and self._is_who(head, found) else None
        if layers.lemmas[head] in lexicon().papers:
            return self._paper(head, run, sentence)
        person = self._person(run, head)
        if person is not None:
            return Speaker((person,), "person", sentence, run)
        words = lexicon()
        pair = self._pair(head, sentence)
        if pair is not None:
            return Speaker(self._said(self.parties.of(pair), phrase_start(layers, head), head + 1), "group", sentence, run)
        found = tuple(self._clipped(p, run) for p in self.parties.of(self._called(head))) or (self.parties.one(head, head + 1),)
        # "The board gave a statement that": what it gave tells that it speaks.
        given = layers.lemmas[one.head] in words.grammar.documents and layers.heads[one.head] == layers.heads[head]
        clause = one.sure and not one.bare and layers.lemmas[one.head] in words.clause and layers.deprels[one.head] != "acl"
        if not clause and not given and not self._speaks(head, found):
            return None
        return Speaker(found, self._kind(head, found), sentence, run, self.layers.name_at[head] is not None)

    def _of_whom(self, head: int) -> int:
        """Whom "all of the deputies" or "many of them" speaks of; else the word itself."""
        layers = self.layers
        if layers.low[head] not in lexicon().grammar.no_one or layers.upos[head] not in ("PRON", "DET", "ADJ"):
            return head
        return next((c for c in layers.all_children(head, "nmod") if c > head and layers.case(c) == "of"), head)

    def _pair(self, head: int, sentence: int) -> int | None:
        """The first of the two that "both", "both countries" or "the two leaders" stands for: the last two names of that kind that were joined."""
        layers, labels = self.layers, lexicon().pairs.get(self.layers.lemmas[head], frozenset())
        alone = layers.low[head] == "both"
        if not alone and not (labels and any(layers.low[c] in ("both", "two") for c in layers.all_children(head, "det", "nummod"))):
            return None
        for k in range(phrase_start(layers, head) - 1, layers.sentences[max(0, sentence - _BACK)][0] - 1, -1):
            joined = layers.all_children(k, "conj")
            if len(joined) == 1 and all(self._may_pair(w, labels) for w in (k, joined[0])):
                return k
        return None

    def _may_pair(self, k: int, labels: frozenset[str]) -> bool:
        """Whether the word may be one of the two: a name of one of these kinds; of any kind where none is asked for, or one who speaks."""
        name = self.layers.name_at[k]
        return (name is not None and (name.label in labels or not labels)) or (not labels and is_speaker(self.layers, k))

    def _account(self, head: int) -> tuple[int, Run] | None:
        """Who gave the account that "they said" ends, and the words up to its colon: "the media gave another account: ..., they said"."""
        layers = self.layers
        begin = layers.sentences[layers.sentence_of[head]][0]
        colon = next((k for k in range(begin, head) if layers.words[k] == ":"), None)
        givers = (
            k for k in range(begin, colon or begin) if layers.deprels[k] == "nsubj" and layers.lemmas[layers.heads[k]] in lexicon().grammar.giving
        )
        giver = next((k for k in givers if layers.heads[k] < (colon or begin)), None)
        return (giver, (begin, colon + 1)) if giver is not None and colon is not None else None

    def _clause_over(self, i: int, kind: Kind, sentence: int, run: Run) -> Speaker | None:
        """Who acts in the clause over "what it said was" or "which they say": the body that the pronoun of word i's clause takes up."""
        layers, k = self.layers, self.layers.heads[i]
        opens = layers.low[next(w for w in range(layers.edges[i][0], i + 1) if layers.upos[w] != "PUNCT")]
        if kind == "person" or opens not in _RELATIVES:
            return None
        while k >= 0 and layers.upos[k] != "VERB":
            k = layers.heads[k]
        actor = subject_child(layers, k) if k >= 0 else None
        name = layers.name_at[actor] if actor is not None else None
        if actor is None or name is None or name.label == "PER" or actor > i:
            return None
        return Speaker(self.parties.of(actor), kind, sentence, run)

    def settled(self, speakers: list[Speaker]) -> list[Speaker]:
        """The same speakers, in reading order, with "a monitoring group" and "the monitor" made the one body of their kind named nearby."""
        out: list[Speaker] = []
        for k, speaker in enumerate(speakers):
            opening = self.layers.low[speaker.run[0]]
            near = out[: -_NEAR - 1 : -1] if opening == "the" else speakers[k + 1 : k + 1 + _NEAR] if opening in ("a", "an") else []
            words = [w.casefold() for w in self.layers.words[slice(*speaker.run)]]
            same = next((s for s in near if _same_kind(speaker, s, words)), None)
            own = speaker.parties[0]
            out.append(replace(speaker, parties=(msgspec.structs.replace(same.parties[0], text=own.text, span=own.span),)) if same else speaker)
        return out

    def _called(self, head: int) -> int:
        """The name in "the group known as X"; else the word itself."""
        layers = self.layers
        for c in layers.all_children(head, "acl"):
            if layers.low[c] in ("known", "called", "named") and c > head:
                return next((k for k in range(c, layers.edges[c][1]) if (n := layers.name_at[k]) is not None and n.stop == k + 1), head)
        return head

    def _speaks(self, head: int, found: tuple[Party, ...]) -> bool:
        """Whether the noun may be one who speaks: a name, a people or body that the lexicons know, a person."""
        layers = self.layers
        if layers.name_at[head] is not None or layers.upos[head] == "PROPN" or layers.lemmas[head] in lexicon().grammar.persons:
            return True
        return any(p.sector is not None for p in found)

    def _is_who(self, head: int, found: tuple[Party, ...]) -> bool:
        """Whether the noun before the relative clause of word `head` is one who speaks, or a document."""
        layers, k = self.layers, head
        while k >= 0 and layers.deprels[k] != "acl:relcl":
            k = layers.heads[k]
        noun = layers.heads[k] if k >= 0 else -1
        return noun < 0 or layers.lemmas[noun] in lexicon().papers or self._speaks(noun, found)

    def _named(self, head: int) -> tuple[Party, ...]:
        """The parties of a relative pronoun, where they are more than the pronoun: whom it follows at once, if that is a person's name."""
        layers, low = self.layers, self.layers.low[head]
        before = layers.name_at[head - 1 - (layers.upos[head - 1] == "PUNCT")] if head > 1 and low == "who" else None
        if before is not None and before.label == "PER":
            return (self.parties.one(before.first, before.stop),)
        return tuple(p for p in self.parties.of(head) if p.name.casefold() != low)

    def _said(self, parties: tuple[Party, ...], first: int, stop: int) -> tuple[Party, ...]:
        """The same parties, named here by other words."""
        text, span = self.layers.text(first, stop), self.layers.span(first, stop)
        return tuple(msgspec.structs.replace(p, text=text, span=span) for p in parties)

    def _before(self, kind: str, sentence: int) -> Speaker | None:
        for speaker in reversed(self._last):
            if sentence - speaker.sentence > _BACK:
                return None
            if speaker.kind == kind and (kind != "person" or len(speaker.parties) == 1):
                return speaker
        return None

    def _paper(self, head: int, run: Run, sentence: int) -> Speaker | None:
        """A document speaks for its author: named beside it, known from before, or the last body that spoke; else for itself."""
        layers, lemma = self.layers, self.layers.lemmas[head]
        owner = maker(layers, head) if lemma in lexicon().grammar.footage else author(layers, head)
        first = phrase_start(layers, head)
        found = self._said(self.parties.of(owner), first, head + 1) if owner is not None else ()
        definite = layers.low[first] in ("the", "its", "their", "this")
        if not found and definite and layers.low[head] == lemma:
            known = self._papers.get(lemma, ())
            last = next((s.parties for s in reversed(self._last) if sentence - s.sentence <= _BACK), ())
            found = self._said(known or last, first, head + 1)
        if found:
            self._papers[lemma] = found
            return Speaker(found, "body", sentence, run)
        if lemma in lexicon().grammar.footage:
            return None  # a picture that nobody is told to have made
        plain = self.parties.of(head) or (self.parties.one(head, head + 1),)
        return Speaker(plain, "body", sentence, run)

    def _person(self, run: Run, head: int) -> Party | None:
        """The one person whose name the source's words end with: "the group's chief, X", "Foreign Minister X"."""
        layers = self.layers
        near = (layers.name_at[k] for k in range(run[0], min(run[1] + 1, len(layers.words))))
        here = [n for n in dict.fromkeys(near) if n is not None and n.label == "PER" and n.first >= run[0]]
        names = [n for n in here if layers.sentence_of[n.first] == layers.sentence_of[head]]
        if not names or any(layers.low[k] == "and" for k in range(head, names[-1].first)):
            return None
        name = names[-1]
        if name.first <= head < name.stop:
            return None
        before = name.first - 1
        if name.first > head and (layers.upos[before] == "ADP" or layers.words[before] in ("'s", "’s", "'", "’")):
            return None
        persons = lexicon().grammar.persons
        apart = any(layers.upos[k] == "ADP" for k in range(head, before))
        if apart and (layers.lemmas[before] in persons or (layers.upos[head] == "NOUN" and layers.lemmas[head] not in persons)):
            return None  # "an aide to the minister X", "the toll of the strike on X"
        if name.stop <= head:  # "Assad aides"
            return None
        return self.parties.one(name.first, name.stop)

    def _kind(self, head: int, found: tuple[Party, ...]) -> Kind:
        layers, name = self.layers, self.layers.name_at[head]
        if len(found) > 1:
            return "group"
        if name is not None:
            return "person" if name.label == "PER" else "body" if name.label in ("ORG", "LOC") else "group"
        if layers.low[head] != layers.lemmas[head] or layers.lemmas[head] == "police":
            return "group"
        if layers.upos[head] == "PROPN":
            return "body"
        return "person" if layers.lemmas[head] in lexicon().grammar.persons else "body"

    # -- words -------------------------------------------------------------------------------------------------------------

    def _run(self, one: Said) -> Run | None:
        """The words of the source: its phrase, without what belongs to the cue; with a name that stands right after it."""
        layers = self.layers
        if one.source is None:
            return one.source_run
        if one.source == one.head:
            return phrase_start(layers, one.head), one.head + 1
        first, stop = layers.edges[one.source]
        begin, end = layers.sentences[layers.sentence_of[one.source]]
        first, stop = max(first, begin), min(stop, end, one.source + _LONGEST)
        if one.cue[0] <= first < one.cue[1] <= one.source:  # "according to X"
            first = one.cue[1]
        beside = [d for d in layers.all_children(one.head, "nsubj") if (d < one.head) == (one.source < one.head)]
        if one.source in beside:  # a title and a name that the tree puts side by side
            stop = max(stop, *(layers.edges[d][1] for d in beside))
        if first <= one.head < stop:
            first, stop = (phrase_start(layers, one.source), one.head) if one.source < one.head else (one.head + 1, stop)
        for d in layers.children[one.source]:
            if d > one.source and layers.deprels[d].startswith("acl"):
                stop = min(stop, max(one.source + 1, layers.edges[d][0]))
        for a, b in one.contents:
            if a <= one.source < b:
                trailed = b <= one.head  # the tree has the source inside of what it says, a comma lost
                return (phrase_start(layers, one.source), min(stop, one.head)) if trailed else (one.source, one.source + 1)
            if b <= one.source:
                first = max(first, b)
            elif a > one.source:
                stop = min(stop, a)
        cut = layers.name_at[stop - 1]
        if cut is not None and cut.label == "PER" and stop < cut.stop and not stop <= one.head < cut.stop:  # "said Anna Berg", the tree between
            stop = cut.stop
        after = layers.name_at[stop] if stop < end and stop != one.head else None
        if after is not None and after.label == "PER" and after.first == stop and not after.first <= one.head < after.stop:
            stop = after.stop
        return (first, stop)

    def _head(self, run: Run) -> int:
        layers = self.layers
        outside = [k for k in range(*run) if not run[0] <= layers.heads[k] < run[1] and layers.upos[k] != "PUNCT"]
        return next((k for k in outside if layers.upos[k] in ("NOUN", "PROPN", "PRON")), outside[0] if outside else run[0])


def _same_kind(generic: Speaker, named: Speaker, words: list[str]) -> bool:
    """Whether a body told by its kind, in those words, may be the one that is named: "the Britain-based group", "the monitor"."""
    if generic.named or generic.kind != "body" or not named.named or named.kind != "body" or len(generic.parties) > 1:
        return False
    sector = generic.parties[0].sector
    if sector in (None, "UNK") and words[-1] in _GROUPS and ("based" in words or len(words) == 2):
        sector = named.parties[0].sector
    return sector in _MEDIA and named.parties[0].sector == sector and abs(named.sentence - generic.sentence) <= _BACK
