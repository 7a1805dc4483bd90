"""What each number of a sentence counts, and what befell those counted: read off the tree, and off the words where the tree fails."""

from collections.abc import Iterable
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.records.counts.counted_nouns import HARM, Counted
from dateline.records.counts.counted_tallies import FAR, VICTIM
from dateline.records.counts.counted_ways import MANY, NEAR, Way, Ways
from dateline.resolve.figure_words import UNSETTLED, lexicon

_CARRIED = 2  # sentences back at most to what a bare "the number" counts
_MAYBE = frozenset({("may", "have"), ("might", "have")})  # it was done, and is not sure; "would have" was not
_LOSING = frozenset(("lose", "loses", "lost", "losing"))
_TAKING = frozenset(("captured", "capturing", "capture", "captures", "eliminated", "eliminating"))  # of things
_ESCAPING = frozenset(("escape", "escapes", "escaped", "escaping"))
_NOT_AT_HOME = frozenset(("detained", "hostages", "fighters"))  # no displaced people, though they flee
_KINDS = frozenset(("fighters", "protesters"))  # what nothing befell: only their noun tells


def counts(layers: Layers) -> list[Counted]:
    """Everything counted in a report, in order; `what` is None where nothing that is logged befell those counted."""
    words = lexicon().grammar.evacuation
    evacuation = any(w.lower() in words for w in layers.words)
    times = frozenset(i for t in layers.times for i in range(t.first, t.stop))
    out: list[Counted] = []
    for first, stop in layers.sentences:
        carried = next((c for c in reversed(out) if c.what and not c.article), None)
        if carried is not None and layers.sentence_of[first] - layers.sentence_of[carried.first] > _CARRIED:
            carried = None
        out.extend(_Sentence(layers, first, stop, evacuation, times, carried).counted())
    return out


class _Sentence(Ways):
    """One sentence being searched."""

    def counted(self) -> list[Counted]:
        found = list(self.candidates())
        self.opens = {c.first: c for c in found}
        out: list[Counted] = []
        for c in found:
            out.append(self.told(c, out))
        return self.inherit_backward(out)

    def told(self, c: Counted, before: list[Counted]) -> Counted:
        """`c` with what befell those counted, if anything that is logged did."""
        beside: list[Way] = [self.by_state, self.by_verb_before, self.by_participle]
        if not c.article:
            beside = [self.by_strong_noun, self.by_state, self.by_verb_before, self.by_of, self.by_tally, self.by_participle]
        c = replace(c, subset=c.subset or self.is_subset(c))
        if c.subset and c.noun is None:
            c = self.described(c)
        aimed = self.by_verb_before(c)
        if aimed and self.is_unreal(aimed[1], aimed[0]):  # threatened to kill 10 judges
            return c if c.article else self.by_kind(c)
        done = self.first_of(c, beside) or self.by_object(c, before)
        if done is None and c.noun is not None and self.is_subset(c):
            done = self.by_company(c, before)
        done = done or self.first_of(c, (self.by_clause, self.by_what_follows, self.by_list))
        done = done or self.by_company(c, before) or self.by_carried(c) or self.by_telling(c, before)
        if done or c.article:
            return done or c
        kind = self.by_kind(c)
        return kind if kind.what else self.first_of(c, (self.by_presence,)) or c

    def first_of(self, c: Counted, ways: Iterable[Way]) -> Counted | None:
        """`c` as the first of the ways tells it."""
        for way in ways:
            found = way(c)
            done = self.settle(c, *found) if found else None
            if done:
                return done
        return None

    def settle(self, c: Counted, what: str, trigger: int) -> Counted | None:
        """`c` with `what`, unless that cannot befall such a noun, did not happen, or is only threatened."""
        thing = self.is_one_of(c.noun, self.lex.nouns.things) or self.is_one_of(c.noun, self.lex.nouns.attacks)
        person = self.is_person(c)
        unknown = not (person or thing or c.noun is None or self.is_named(c.noun))
        if unknown and (self.at(trigger) in self.lex.loose or trigger > c.stop + NEAR):
            return None
        if c.article and self.at(trigger - 1) == "to":
            return None  # nor does "to arrest a man"
        if self.is_description(c):
            return None
        if c.article and self.at(trigger) in self.lex.agent and not self.at(trigger).endswith(("ed", "ing", "fled")):
            return None  # "when a man dies" tells of no death
        if self.is_one_of(c.noun, self.lex.nouns.abstract) and not person:
            return None
        what = self.settled(c, what, trigger, person, thing)
        if not what or (c.article and what not in ("killed", "wounded", "detained", "hostages", "missing")):
            return None
        if c.phrase.high == 0 and not self.is_plain_zero(c):
            return None
        if self.is_unreal(trigger, what) or (c.phrase.high != 0 and self.is_denied(trigger)):
            return None
        return replace(c, what=what, trigger=trigger, active=trigger < c.first and self.is_active(trigger))

    def is_description(self, c: Counted) -> bool:
        """Whether "one of" only tells who somebody is: "the senator, one of the leaders, was freed", "he was one of the wounded"."""
        one = c.phrase.low == c.phrase.high == 1 and c.subset and self.at(c.phrase.stop + 1) not in self.lex.grammar.partitive
        return one and (self.at(c.first - 1) == "," or self.at(c.first - 1) in self.lex.grammar.be)

    def settled(self, c: Counted, what: str, trigger: int, person: bool, thing: bool) -> str:
        """What `what`, told by the word `trigger`, comes to for such a noun; empty where it is nothing that is logged."""
        if what in UNSETTLED and not thing:
            after = self.phrase_at(c.stop) if trigger < c.first else None  # beat two men to death
            what = self.phrase_at(trigger) or self.phrase_at(trigger + 1) or after or what  # shot dead, moved to safety
        kind = self.noun_in(c.noun, self.lex.weak)
        if what == "things":
            return self.to_people(c, trigger) if person else "other" if thing else ""
        if what == "handled":
            sent = self.lex.to_fighters.get(self.at(trigger), "other") if kind == "fighters" else "other"
            of_people = c.noun is None and (c.subset or self.at(trigger) in self.lex.grammar.of_people)
            return sent if person or of_people else ""
        if what == "leaving":
            return "evacuated" if (person or c.noun is None) and self.evacuation else ""
        if thing and not person and what != "other":
            return "other" if self.at(trigger) in _TAKING else ""
        if what == "displaced" and kind in _NOT_AT_HOME:
            return str(kind)  # 40 prisoners escaped
        if self.at(trigger) in _ESCAPING and (c.noun is None or self.at(c.noun) == "others" or self.at(trigger + 1) in self.lex.grammar.unharmed):
            return ""  # 12 were kidnapped, four escaped; seven escaped unhurt
        held = (kind, *(self.lex.states.get(self.at(k)) for k in (c.stop - 1, c.stop)))  # hold 12 men hostage
        return "hostages" if what == "detained" and "hostages" in held else what

    def to_people(self, c: Counted, trigger: int) -> str:
        """What a verb of things does to people: lost 12 soldiers; shot three men; often nothing."""
        if self.at(trigger) in _LOSING:
            dear = self.noun_in(c.noun, self.lex.weak) == "fighters" or self.is_one_of(c.noun, self.lex.grammar.lost)
            return "killed" if dear else ""
        return self.lex.to_people.get(self.at(trigger), "")

    def is_plain_zero(self, c: Counted) -> bool:
        """Whether "no" denies all of them: no casualties, no civilian deaths; but neither "no further" nor "no serious" ones."""
        zero = self.lex.grammar.zero_adjectives
        return c.noun is None or all(self.at(k) in zero or self.pos(k) == "NUM" for k in range(c.phrase.stop, c.noun))

    def is_unreal(self, trigger: int, what: str) -> bool:
        if what not in ("killed", "wounded", "other", "detained", "hostages"):
            return False
        near = [self.at(k) for k in range(max(self.first, trigger - 4), trigger)]
        if any(w in self.lex.grammar.threat for w in near) and "to" in near:
            return True
        if self.is_maybe(trigger):
            return False
        return any(self.at(k) in self.lex.grammar.modal and self.pos(k) != "PROPN" for k in range(max(self.first, trigger - 3), trigger))

    def is_maybe(self, trigger: int) -> bool:
        """Whether the deed is told as done, but not surely: "may have died"."""
        return any((self.at(k), self.at(k + 1)) in _MAYBE for k in range(max(self.first, trigger - 3), trigger))

    def is_denied(self, trigger: int) -> bool:
        return any(self.at(k) in self.lex.grammar.negation for k in range(max(self.first, trigger - 2), trigger))

    def is_active(self, i: int) -> bool:
        """Whether the verb at word i has the doer as its subject."""
        if i < 0 or not self.is_verb(i) or self.at(i) not in self.lex.patient:
            return False
        if self.at(i) in self.lex.gerund:
            return self.at(i - 1) != "being"
        if self.at(i) not in self.lex.past:
            return True
        k = i - 1
        while k > i - 4 and self.pos(k) in ("ADV", "PART"):
            k -= 1
        if self.at(k) in self.lex.grammar.be or self.at(k) in self.lex.grammar.raising:
            return False
        return self.layers.child(i, "nsubj:pass", "aux:pass") is None

    # By company ----------------------------------------------------------------------------------------------------------------------------

    def by_object(self, c: Counted, before: list[Counted]) -> Counted | None:
        """Injuring a nurse and 11 others: a number after "and" shares the verb of the objects before it, whatever the tree says."""
        last = before[-1] if before else None
        if last is not None and last.subset and c.noun is not None and self.at(c.noun) != "others" and c.first - last.stop <= 2:
            return self.by_company(c, before)  # among them a child and two women
        if last is None or last.what not in HARM or not last.trigger < last.first or not self.is_verb(last.trigger):
            return None
        if not (c.noun is None or self.is_person(c)) or not self.is_company(max(last.stop, last.phrase.stop), c.first):
            return None
        follows = self.by_what_follows(c)
        return None if follows and follows[0] != last.what else self.by_company(c, before)

    def by_company(self, c: Counted, before: list[Counted]) -> Counted | None:
        """A number that shares its verb with the one before it, or tells part of it; none where a verb or another subject comes between."""
        k = next((i for i in range(c.stop, min(self.stop, c.stop + FAR)) if self.at(i) == "among" and self.at(i - 1) in self.lex.grammar.be), None)
        if k is not None and not self.is_placed(c.first):
            return self.among(c, k)
        if not before:
            return None
        last = before[-1]
        if c.subset:
            if not (self.is_subset(c) or c.noun is None or self.is_person(c) or self.is_named(c.noun)):
                return None
            whole = next((b for b in reversed(before) if b.what and not b.article), None)
            alike = whole is not None and self.is_person(whole) and self.is_person(c) and self.noun_in(c.noun, self.lex.weak) is None
            people = whole is not None and (whole.what != "other" or alike)
            told = whole is not None and people and not (whole.what in _KINDS and c.noun is not None)
            return self.settle(c, whole.what, whole.trigger) if whole and whole.what and told else None
        if c.article and self.at(c.first - 1) not in self.lex.grammar.company:
            return None  # six children, a monitor said
        if last.what is None or not (self.is_along(last, c) or self.is_listed(last, c) or self.is_company(max(last.stop, last.phrase.stop), c.first)):
            return None
        if last.what in _KINDS and self.noun_in(c.noun, self.lex.weak) != last.what:
            return None  # 12 gunmen and 30 civilians
        subset = self.is_listed(last, c) or (last.subset and not last.forward and c.first - last.stop <= 3)
        settled = self.settle(c, last.what, last.trigger) if last.what != "other" else self.settle(c, "things", last.trigger)
        return replace(settled, subset=subset) if settled else None

    def by_carried(self, c: Counted) -> Counted | None:
        """Eleven of them were children: of those counted a sentence before."""
        whole = self.carried
        if whole is None or whole.what is None or c.noun is None or not c.subset or self.at(c.phrase.stop + 1) not in self.lex.grammar.partitive:
            return None
        return replace(c, what=whole.what, trigger=c.noun)

    def by_telling(self, c: Counted, before: list[Counted]) -> Counted | None:
        """The opposition says 60 were killed; the state says 12: a bare number that is said, of what was counted before it."""
        last = next((b for b in reversed(before) if b.what and not b.article), None)
        bare = c.noun is None and not c.subset and (not self.at(c.stop) or not self.at(c.stop)[:1].isalnum())
        if last is None or last.what == "other" or not bare or self.at(c.first - 1) not in self.lex.grammar.telling:
            return None
        return replace(c, what=last.what, trigger=c.first - 1)

    def is_subset(self, c: Counted) -> bool:
        """Including 12 children; among them two women; 12 of them; of those held, 12."""
        if self.at(self.first) == "of" and self.at(c.first - 1) == ",":
            return True
        for back in (1, 2):
            for n in (3, 2, 1):
                stop = c.first - back + 1
                lo = stop - n
                if lo >= self.first and tuple(self.low[lo - self.first : stop - self.first]) in self.lex.including:
                    return back == 1 or self.at(c.first - 1) in ("at", "the", "another", ",", "some", "about")
        k = c.first - 2
        while self.at(c.first - 1) == "and" and k > c.first - NEAR and self.pos(k) in ("NOUN", "ADJ", "DET"):
            k -= 1
        return k < c.first - 2 and self.at(k) in ("including", "among")  # including women and two doctors

    def is_listed(self, last: Counted, c: Counted) -> bool:
        """Whether a colon opens a list of those who were counted before it: "27 had died: 19 soldiers and eight policemen"."""
        return self.at(c.first - 1) == ":" and last.what in HARM and c.noun is not None and last.trigger < c.first and self.is_person(c)

    def is_along(self, last: Counted, c: Counted) -> bool:
        """... were killed as well as 41 civilians: the number follows the verb of the one before."""
        lead = self.low[max(0, c.first - self.first - 3) : c.first - self.first]
        if not (tuple(lead[-3:]) in self.lex.along or tuple(lead[-2:]) in self.lex.along):
            return False
        return not any(self.pos(k) == "VERB" for k in range(max(last.trigger, last.stop) + 1, c.first))

    def among(self, c: Counted, k: int) -> Counted | None:
        """Five women were among the dead, the word "among" being word k."""
        for i in range(k, min(self.stop, k + 10)):
            word = self.at(i)
            what = self.lex.states.get(word) or (self.lex.patient.get(word) if word in self.lex.past else None) or self.noun_in(i, self.lex.strong)
            if what is None and self.is_one_of(i, VICTIM):
                what = "killed"
            if what and what not in UNSETTLED:
                return replace(c, what=what, trigger=i, subset=True, forward=any(k < other < i for other in self.opens))
        return None

    def by_kind(self, c: Counted) -> Counted:
        """What the noun itself tells: many fighters, many refugees, some attacks."""
        if c.noun is None:
            return c
        if self.at(c.phrase.stop) == "-" and self.is_one_of(c.noun, self.lex.nouns.people):  # a 62-member team
            return replace(c, what="other", trigger=c.noun)
        size = c.phrase.low if c.phrase.low is not None else c.phrase.high or 0
        what = "fighters" if self.at(c.noun - 1) == "armed" and self.at(c.noun) == "men" else self.noun_in(c.noun, self.lex.weak)
        if what and size >= (2 if what in ("detained", "hostages") else MANY):
            return replace(c, what=what, trigger=c.noun)
        if self.is_one_of(c.noun, self.lex.nouns.attacks) and size >= 2 and self.at(c.first - 1) not in ("the", "both", "all"):
            return replace(c, what="other", trigger=c.noun)
        return c

    def inherit_backward(self, found: list[Counted]) -> list[Counted]:
        """223 fighters and 28 troops were killed: the first number takes what the second was told, where the words did not reach."""
        for i in range(len(found) - 2, -1, -1):
            j = next((j for j in range(i + 1, len(found)) if found[j].what or not found[j].subset), i + 1)  # past "- including nine children -"
            here, after = found[i], found[j]
            last = after.phrase.stop if after.noun is None else after.noun + 1
            if here.what or not after.what or after.trigger < last or here.phrase.high == 0:
                continue
            if self.is_company(self.past_aside(here.stop), after.first) and here.stop < after.first:
                found[i:j] = [self.settle(c, after.what, after.trigger) or c for c in found[i:j]]
        return found
