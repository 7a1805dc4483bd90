"""Noun phrases to parties: who is meant, for which state, in which of PLOVER's sectors."""

from bisect import bisect_right

from msgspec.structs import replace

from dateline.annotate.grammar import NOMINAL
from dateline.annotate.layers import Layers, Name
from dateline.knowledge import actors, bodies, countries, nouns
from dateline.resolve.parties.coreference import Coreference
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import POSSESSIVE, Phrases
from dateline.resolve.parties.post import Post, Time
from dateline.resolve.parties.posts import Posts
from dateline.resolve.parties.states import States
from dateline.resolve.parties.ties import Ties
from dateline.resolve.parts import Party
from dateline.resolve.places.where import Places
from dateline.text.report import Report

_HOLDERS = 8  # last tellings of a title among which "the president" is sought
_ORGAN_REACH = 2  # sentences back to the state whose organ "the army" is


class Parties:
    """The parties of one report: names made whole ("Mr Annan" is Kofi Annan), countries and sectors from the lexicons, pronouns resolved."""

    def __init__(self, report: Report, layers: Layers, places: Places | None = None) -> None:
        self.layers = layers
        self._phrases = Phrases(report, layers)
        self._states = States(self._phrases, places or Places(report, layers))
        self._naming = Naming(self._phrases)
        self._ties = Ties(self._phrases, self._states, self._naming)
        self.posts = Posts(self._phrases, self._states, self._naming)
        self._coreference = Coreference(self._phrases, self._naming, self._party)
        self._made: dict[int, Party | None] = {}

    # -- what others ask ------------------------------------------------------------------------------------------------

    def of(self, i: int) -> tuple[Party, ...]:
        """Parties that the noun phrase headed by word i names; several where it is coordinated; none for a bare expletive."""
        out: list[Party] = []
        several = self._coreference.are_several(i)
        if several is not None:
            return tuple(replace(p, text=self.layers.words[i], span=self.layers.span(i, i + 1)) for p in self.of(several))
        for head in [i, *(c for c in self.layers.all_children(i, "conj") if self.layers.upos[c] in NOMINAL)]:
            party = self._party(head)
            if party is not None and party not in out:
                out.append(party)
        return tuple(out)

    def one(self, first: int, stop: int) -> Party:
        """The party that the run of words (first, stop) names; its own words where nothing more is known."""
        party = self._party(self._phrases.head_of(first, stop))
        span, text = self.layers.span(first, stop), self.layers.text(first, stop)
        if party is None or party.span is None:
            return Party(name=self._phrases.name_text(first, stop), text=text, span=span)
        return party if span.overlaps(party.span) else replace(party, text=text, span=span)

    def time_of(self, post: Post, person: Party) -> Time:
        """The time of a post as told; of one that stands bare before a name, "President Sarkozy", former where the base is certain of it."""
        return self._ties.time_of(post, person)

    # -- one phrase -----------------------------------------------------------------------------------------------------

    def _party(self, head: int) -> Party | None:
        if head not in self._made:
            self._made[head] = self._resolved(head)
        return self._made[head]

    def _resolved(self, head: int) -> Party | None:
        words, pronouns = self.layers, party_words().pronouns
        low = words.low[head]
        if low in pronouns.empty or words.deprels[head].startswith("expl"):
            return None
        personal = low in pronouns.he | pronouns.she | pronouns.they
        vague = low in pronouns.it | pronouns.relative
        if (personal or vague) and (words.upos[head] in ("PRON", "DET") or words.deprels[head] == "nmod:poss"):
            antecedent = self._coreference.antecedent(head)
            nobody = antecedent is not None and any(words.low[c] == "no" for c in words.all_children(antecedent, "det"))
            found = self._party(antecedent) if antecedent is not None and not nobody else None
            if antecedent is not None and low in pronouns.it:  # no spokesman is "it"
                found = self._spoken_for(antecedent) or found
            if found is not None:
                return replace(found, text=words.words[head], span=words.span(head, head + 1))
        if words.upos[head] == "PRON" or personal:
            return None if vague else self._made_of(head, head + 1, words.words[head], None, None)
        first, stop = self._phrases.extent(head)
        name = self._phrases.name_in(head, first, stop)
        if name is None and head in self.posts.bearers:
            name = self.posts.bearers[head]
        if name is None:
            return self._generic(head, first, stop)
        return self._person(name, first, stop) if name in self._naming.people else self._named(head, name, first, stop)

    def _made_of(
        self, first: int, stop: int, name: str, country: str | None, sector: str | None, role: str | None = None, actor: str | None = None
    ) -> Party:
        text, span = self.layers.text(first, stop), self.layers.span(first, stop)
        return Party(name=name, text=text, actor=actor, country=country, sector=sector, role=role, span=span)

    def _body(self, first: int, stop: int, found: bodies.Body) -> Party:
        return self._made_of(first, stop, found.name, found.country, found.sector, actor=actors.organisation_id(found.name))

    def _person(self, name: Name, first: int, stop: int) -> Party:
        full = self._naming.whole(name)
        leader = self._naming.leader(name)
        post = _telling(self.posts.by_person.get(full.casefold(), ()), name)
        country, sector = (post.country, post.sector) if post is not None else (None, None)
        if leader is not None:
            country, sector = country or leader.country, sector or leader.sector
            if " " not in full:
                full = leader.name  # the report gives no more than the one name
        actor = self._ties.person(full, country, post)
        if sector == "IGO":
            country = None
        role = None if post is None else post.title if post.time == "current" else f"{post.time} {post.title}"
        return self._made_of(first, max(stop, self._naming.stop_of(name)), full, country, sector, role, actor)

    def _named(self, head: int, name: Name, first: int, stop: int) -> Party:
        """A phrase with the name of an organisation, a place or a people at its head, or right behind it."""
        words, phrases = self.layers, self._phrases
        text = phrases.name_text(name.first, name.stop)
        for a, b in ((first, stop), (name.first, name.stop)):
            found = self._naming.body(a, b)
            if found is not None and (name.label != "LOC" or not countries.by_name(phrases.name_text(a, b), phrases.loud)):
                return self._body(first, stop, found)
        code = countries.by_name(text, phrases.loud) or countries.by_seat(text, phrases.loud)
        if code is None and text.endswith("s"):  # an apostrophe was lost
            code = countries.by_name(text[:-1], phrases.loud)
        if code is not None and self._is_where(head):
            return self._made_of(first, stop, text, code, None)
        if code is not None and countries.by_people(text, phrases.loud) is None:
            return self._made_of(first, stop, countries.countries()[code].name, code, "GOV", actor=f"gov:{code}")
        people = countries.by_people(words.words[head], phrases.loud)
        if name.label == "MISC" and people is not None:
            return self._made_of(first, stop, phrases.bare_text(first, stop), people, "CVL")
        return self._other_name(name, self._naming.full_body(text), first, stop)

    def _is_where(self, head: int) -> bool:
        """Whether the phrase tells where something is: "in Damascus" is the city, "against Damascus" the government."""
        words = self.layers
        case = words.child(head, "case")
        return case is not None and words.low[case] in party_words().placing

    def _other_name(self, name: Name, full: str, first: int, stop: int) -> Party:
        """A name that no lexicon has: its words tell what they can."""
        if name.label == "LOC":
            return self._made_of(first, stop, full, self._states.within(first, stop) or self._states.of_name(full), None)
        leader = bodies.leader(full, self._phrases.year)
        if leader is not None:  # a person whom the reader took for something else
            return self._made_of(first, stop, leader.name, leader.country, leader.sector, actor=self._ties.person(leader.name, None, None))
        kind = nouns.sector_of([w for w in full.split() if w not in POSSESSIVE])
        country = self._states.within(first, stop) or self._states.of_name(full)
        actor = self._ties.organisation(name, full, country)
        known = actors.actor(actor) if actor is not None else None
        if known is not None:
            country = country or known.country
        sector = kind[0] if kind else known.sector if known is not None else None
        return self._made_of(first, stop, full, country, sector, actor=actor)

    def _generic(self, head: int, first: int, stop: int) -> Party | None:
        """A phrase of common nouns: "the ministry", "Syrian activists", "UN officials", "troops"."""
        words, sectors = self.layers, party_words().sectors
        if stop - first == 2 and words.low[first] in ("the", "this", "that"):
            again = self._coreference.same_body(head)
            if again is not None:
                return replace(again, text=words.text(first, stop), span=words.span(first, stop))
        holder = self._holder(head, first)
        if holder is not None:
            return replace(holder, text=words.text(first, stop), span=words.span(first, stop))
        office = self._ties.office(head, first, stop)
        if office is not None:
            return self._made_of(first, stop, office.holder.name, office.country, office.holder.sector, office.title, office.holder.id)
        whole = self._naming.body(first, stop)
        if whole is not None:
            return self._body(first, stop, whole)
        people = countries.by_people(words.words[head], self._phrases.loud) if words.words[head][:1].isupper() else None
        sector, state = nouns.sector_of(self._phrases.modifiers(first, head + 1)) or ("CVL" if people else None, False)
        country = self._states.within(first, stop) or people or self._states.beside(head)
        said = {words.low[k] for k in range(first, head)}
        owner = self._owner(first, head, known=sector is not None) or self._whole_of(head, sector)
        if owner is not None:
            country = country or (None if words.lemmas[head] in sectors.friends else owner.country)
            if sector is None or (owner.sector in sectors.own and words.lemmas[head] not in sectors.rulers):
                sector = owner.sector or None
            if owner.sector in ("IGO", "REB") and owner.country is None:
                country = None
        elif (spoken_for := self._spoken_for(head)) is not None:
            country, sector = country or spoken_for.country, spoken_for.sector or sector
        elif said & sectors.unplaced:  # "unidentified warplanes", "ethnic Albanians"
            country, sector = None, "UAF" if sector == "MIL" else sector
        elif country is None and sector not in sectors.stateless | {None} and not said & sectors.foreign and (state or sector in sectors.local):
            country = self._states.around(head) or (self._organ_of(head) if state else None)
        actor = self._ties.organ(first, stop, country) if owner is None or owner.sector in ("", "GOV", "MIL") else None
        return self._made_of(first, stop, self._phrases.bare_text(first, stop), country, sector, actor=actor)

    def _organ_of(self, head: int) -> str | None:
        """The state that "the army" serves: the one that acted last, else the one that the report speaks of."""
        return self._states.acting_before(head, _ORGAN_REACH) or self._states.main

    def _holder(self, head: int, first: int) -> Party | None:
        """ "the president", "the Russian foreign minister": the last person before whose post the report gave in these words, for that state."""
        words = self.layers
        if words.low[first] != "the" or nouns.title_before([words.words[head]]) is None:
            return None
        country = self._states.within(first, head)
        said = {words.low[k] for k in range(first + 1, head + 1) if self._states.at[k] is None}
        told = self.posts.by_word.get(words.low[head], ())
        before = bisect_right(told, first, key=lambda post: post.stop)
        for post in reversed(told[max(0, before - _HOLDERS) : before]):
            if said <= set(post.title.casefold().split()) and country in (None, post.country):
                return self._person(post.name, post.name.first, post.name.stop)
        return None

    def _whole_of(self, head: int, sector: str | None) -> bodies.Body | None:
        """The body that those whom the noun at `head` tells of belong to: "members of Hezbollah", "a source at the Observatory"."""
        words = self.layers
        if sector not in ("UNK", "UAF", "MIL"):
            return None
        for c in words.all_children(head, "nmod"):
            case = words.child(c, "case")
            if case is None or words.low[case] not in ("of", "from", "at") or c < head:
                continue
            first, end = self._phrases.extent(c)
            name = words.name_at[c]
            found = self._naming.body(first, end) or (self._naming.body(name.first, name.stop) if name is not None else None)
            if found is None:
                inner = (words.name_at[k] for k in range(first, end))
                found = next((b for n in inner if n is not None and (b := self._naming.body(n.first, n.stop)) is not None), None)
            if found is not None:
                return found
        return None

    def _spoken_for(self, head: int) -> Party | None:
        """Whom "a spokesman for the mission" speaks for."""
        words = self.layers
        if words.lemmas[head] in party_words().posts.speakers:
            for c in words.all_children(head, "nmod"):
                case = words.child(c, "case")
                if c > head and case is not None and words.low[case] in ("for", "of"):
                    return self._party(c)
        return None

    def _owner(self, first: int, head: int, known: bool) -> bodies.Body | None:
        """The body or the person whose name or pronoun stands before the noun at `head`: "UN officials", "Assad's forces", "his troops".

        Of the possessors of things, whose noun is not `known`, nothing is taken over.
        """
        words = self.layers
        k = first
        while k < head:
            name = words.name_at[k]
            a, b = (k, k + 1) if name is None else (max(first, name.first), min(head, name.stop))
            found = self._naming.body(a, b) if name is not None or words.words[k][:1].isupper() else None
            if found is not None:
                return found
            person = name in self._naming.people if name is not None else words.upos[k] == "PRON"
            led = name is not None and person and self._naming.leader(name) is not None  # "the Assad regime"
            if known and person and (words.deprels[k] == "nmod:poss" or led):
                party = self._party(k)
                own = party is not None and party.sector in party_words().sectors.own
                return bodies.Body(party.name, (party.sector or "") if own else "", party.country) if party is not None else None
            k = b
        return None


def _telling(posts: tuple[Post, ...], name: Name) -> Post | None:
    """The post that says most of a person where `name` stands: the one told there, else one held now, else any."""
    ranked = sorted(posts, key=lambda p: (p.name is not name, not p.office, p.time != "current"))
    return ranked[0] if ranked else None
