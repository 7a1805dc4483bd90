"""Noun phrases to parties: who is meant, for which state, in which of PLOVER's sectors."""

import re
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from dateline.annotate.layers import Layers, Name
from dateline.knowledge import bodies, countries, nouns
from dateline.records.parts import Party
from dateline.text.report import Report

_INSIDE = ("amod", "compound", "nmod:poss", "nummod", "flat", "advmod", "goeswith", "fixed", "nmod:desc")  # what stands inside a short noun phrase
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY, _IT = frozenset({"they", "them", "their", "themselves"}), frozenset({"it", "its", "itself"})
_MISTER, _MISSUS = (
    frozenset({"mr", "sir", "lord", "king", "prince", "baron"}),
    frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness", "queen", "princess", "madame"}),
)
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_EMPTY = frozenset({"there", "what", "something", "anything", "nothing", "everything"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_STATELESS = frozenset(
    {"IGO", "NGO", "JRN", "BUS", "UAF", "EDU", "MNC", "UNK", "REL", "CRM", "ELI"}
)  # whose generic nouns do not take the report's country
_GENERIC_BODIES = frozenset(
    """group organisation organization ministry agency party movement militia council court commission committee observatory monitor charity newspaper
    body alliance coalition department embassy network faction front company army police bureau""".split()
)
_LOOK_BACK = 4  # sentences that a pronoun may reach over
_MOST_WORDS = 14  # in the extent of one party
_BRACKETED = re.compile(r"^[A-Z][A-Za-z.&-]{1,9}$")
_PARTICLES = frozenset({"al", "el", "de", "bin", "ben", "van", "von", "abu", "la", "le", "del", "da", "dos", "du"})


class _Mention(NamedTuple):
    """A word that a pronoun may stand for."""

    word: int
    kind: str  # person, group (many), body (one)
    subject: bool
    gender: str  # m, f, or "" where the text does not tell


class _Person(NamedTuple):
    """What the report says of a person somewhere."""

    role: str | None
    country: str | None
    sector: str | None


class Parties:
    """The parties of one report: names made whole ("Mr Annan" is Kofi Annan), countries and sectors from the lexicons."""

    def __init__(self, report: Report, layers: Layers) -> None:
        self.report, self.layers = report, layers
        letters = [c for c in report.text[:20_000] if c.isalpha()]
        self._loud = sum(c.isupper() for c in letters) > 0.7 * max(1, len(letters))
        self._bare = len(report.text) > 300 and "'" not in report.text[:100_000] and "’" not in report.text[:100_000]
        self._made: dict[int, Party | None] = {}
        year = (report.published or "")[:4]
        self._year = int(year) if year.isdigit() else None

    # -- what others ask ------------------------------------------------------------------------------------------------

    def of(self, i: int) -> tuple[Party, ...]:
        """Parties that the noun phrase headed by word i names; several where it is coordinated; none for a bare expletive."""
        out: list[Party] = []
        for head in [i, *(c for c in self.layers.all_children(i, "conj") if self.layers.upos[c] in _NOMINAL)]:
            party = self._party(head, 0)
            if party is not None and party not in out:
                out.append(party)
        return tuple(out)

    def one(self, first: int, stop: int) -> Party:
        """The party that the run of words (first, stop) names."""
        head = self._head_of(first, stop)
        party = self._party(head, 0)
        span = self.layers.span(first, stop)
        text = self.layers.text(first, stop)
        if party is None or party.span is None or not span.overlaps(party.span):
            if party is None or self.layers.upos[head] != "PRON":
                return Party(name=text, text=text, span=span)
            return Party(name=party.name, text=text, country=party.country, sector=party.sector, role=party.role, span=span)
        return party

    # -- one phrase -----------------------------------------------------------------------------------------------------

    def _party(self, head: int, depth: int) -> Party | None:
        if depth == 0 and head in self._made:
            return self._made[head]
        party = self._resolve(head, depth)
        if depth == 0:
            self._made[head] = party
        return party

    def _resolve(self, head: int, depth: int) -> Party | None:
        words = self.layers
        low = words.words[head].casefold()
        if low in _EMPTY or words.deprels[head].startswith("expl"):
            return None
        if depth < 4 and (words.upos[head] in ("PRON", "DET") or words.deprels[head] == "nmod:poss") and low in _HE | _SHE | _THEY | _IT | _RELATIVE:
            antecedent = self._antecedent(head, low)
            found = self._party(antecedent, depth + 1) if antecedent is not None and antecedent != head else None
            if found is not None:
                return Party(found.name, words.words[head], found.actor, found.country, found.sector, found.role, words.span(head, head + 1))
            return None if low in _RELATIVE | _IT else self._plain(head, head + 1, words.words[head], None, None)
        if words.upos[head] == "PRON":
            return None if low in _IT else self._plain(head, head + 1, words.words[head], None, None)
        first, stop = self._extent(head)
        name = self._name_in(head, first, stop)
        if name is not None and name.label == "PER":
            return self._person(name, first, stop)
        if name is not None:
            return self._named(head, name, first, stop)
        return self._generic(head, first, stop, depth)

    def _plain(self, first: int, stop: int, name: str, country: str | None, sector: str | None, role: str | None = None) -> Party:
        return Party(name=name, text=self.layers.text(first, stop), country=country, sector=sector, role=role, span=self.layers.span(first, stop))

    def _person(self, name: Name, first: int, stop: int) -> Party:
        full = self._whole(name)
        known = self._people.get(full.casefold()) or _Person(None, None, None)
        role, sector, country = self._title(first, name.first)
        leader = bodies.leader(full, self._year)
        country = country or known.country or (leader.country if leader else None)
        sector = sector or known.sector or (leader.sector if leader else None)
        if sector == "IGO":
            country = None
        if leader is not None and full.casefold() == leader.name.split()[-1].casefold():
            full = leader.name  # the report gives no more than the one name
        return self._plain(first, max(stop, name.stop), full, country, sector, role or known.role)

    def _named(self, head: int, name: Name, first: int, stop: int) -> Party:
        """A phrase with the name of an organisation, a place or a people at its head, or before a noun that heads it."""
        words = self.layers
        text = self._clean(self._text(name.first, name.stop))
        whole = self._clean(self._text(first, stop))
        covers = name.first <= head < name.stop
        if not covers:
            return self._generic(head, first, stop, 0) or self._plain(first, stop, whole, None, None)
        for form in (whole, text):
            found = bodies.body(self._acronyms.get(form, form), self._loud)
            if found is not None and (name.label != "LOC" or not countries.by_name(form, self._loud)):
                return self._plain(first, stop, found.name, found.country, found.sector)
        code = countries.by_name(text, self._loud) or countries.by_seat(text, self._loud) or (self._stripped_country(text) if self._bare else None)
        if code is not None and name.label != "PER":
            return self._plain(first, stop, countries.countries()[code].name, code, "GOV")
        people = countries.by_people(words.words[head], self._loud)
        if name.label == "MISC" and people is not None:
            return self._plain(first, stop, self._bare_of(first, stop), people, "CVL")
        full = self._fullest_body(text)
        kind = nouns.sector_of([w for w in full.split() if w not in _POSSESSIVE]) if name.label != "LOC" else None
        country = self._country_in(first, stop) or self._country_of_name(full)
        leader = bodies.leader(full, self._year) if name.label != "LOC" else None
        if leader is not None:  # a person whom the reader took for something else
            return self._plain(first, stop, leader.name, leader.country, leader.sector)
        return self._plain(first, stop, full, country, kind[0] if kind else None)

    def _generic(self, head: int, first: int, stop: int, depth: int) -> Party | None:
        words = self.layers
        definite = words.words[first].casefold() in ("the", "this", "that") and stop - first == 2
        if definite and depth == 0:
            again = self._same_body(head)
            if again is not None:
                return Party(again.name, words.text(first, stop), again.actor, again.country, again.sector, again.role, words.span(first, stop))
        until = head + 1
        found = nouns.sector_of(self._modifiers(first, until))
        whole = bodies.body(self._clean(self._text(first, stop)), self._loud)
        if whole is not None:
            return self._plain(first, stop, whole.name, whole.country, whole.sector)
        leading = self._body_before(first, head)
        people = countries.by_people(words.words[head], self._loud) if words.words[head][:1].isupper() else None
        sector, state = found if found else ("CVL" if people else None, False)
        country = self._country_in(first, stop) or people or self._country_beside(head)
        if leading is not None:  # "UN officials", "Islamic State fighters"
            country = country or leading.country
            if leading.sector in ("IGO", "REB", "NGO", "JRN") or sector is None:
                sector = leading.sector
            if leading.sector == "IGO" and country and leading.country is None:
                country = None
        elif (
            country is None and (sector not in _STATELESS) and sector is not None and (state or sector in ("CVL", "REB", "OPP", "REF", "MED", "PRM"))
        ):
            country = self.main_country
        return self._plain(first, stop, self._bare_of(first, stop), country, sector)

    # -- the shape of a phrase ------------------------------------------------------------------------------------------

    def _extent(self, head: int) -> tuple[int, int]:
        """The words of the short noun phrase around `head`: its modifiers and a short "of" phrase, no clause, no apposition."""
        words = self.layers
        low, high = head, head + 1
        name = words.name_at[head]
        if name is not None:
            low, high = name.first, name.stop
        for c in words.children[head]:
            relation = words.deprels[c]
            if relation.startswith("det") or relation in _INSIDE or (relation == "nmod" and c < head and not words.all_children(c, "case")):
                a, b = words.edges[c] if relation != "det" else (c, c + 1)
                if b - a <= 8:
                    low, high = min(low, a), max(high, b)
            elif relation == "nmod" and c > head and self._short_of(c):
                high = max(high, words.edges[c][1])
        if high - low > _MOST_WORDS or high <= head or low > head:
            low, high = head, head + 1
        while low < head and (
            (words.upos[low] == "PUNCT" and words.words[low] not in ("U.S.", "U.N."))
            or (words.deprels[low] in ("cc", "case") and words.heads[low] == head)
        ):
            low += 1
        while high - 1 > head and words.upos[high - 1] == "PUNCT" and not words.words[high - 1].endswith("."):
            high -= 1
        return low, high

    def _short_of(self, c: int) -> bool:
        """Whether the phrase of word c is a short "of ..." without a clause or a list in it."""
        words = self.layers
        case = words.child(c, "case")
        a, b = words.edges[c]
        if case is None or words.words[case].casefold() != "of" or b - a > 6:
            return False
        return not any(words.deprels[k].split(":")[0] in ("acl", "conj", "appos", "advcl") for k in range(a, b) if k != c)

    def _head_of(self, first: int, stop: int) -> int:
        words = self.layers
        outside = [k for k in range(first, stop) if not first <= words.heads[k] < stop]
        nominal = [k for k in outside if words.upos[k] in ("NOUN", "PROPN", "PRON")] or [k for k in outside if words.upos[k] in _NOMINAL]
        return (nominal or outside or [first])[0]

    def _name_in(self, head: int, first: int, stop: int) -> Name | None:
        """The name that the phrase is about: the one over its head; else a person's name beside a title that heads it."""
        words = self.layers
        name = words.name_at[head]
        if name is not None and not (name.label == "MISC" and name.stop <= head):
            return name
        for c in words.children[head]:
            beside = words.name_at[c]
            if (
                beside is not None
                and beside.label == "PER"
                and first <= beside.first
                and beside.stop <= stop
                and words.deprels[c] in ("flat", "compound", "appos", "nmod:desc")
            ):
                if words.deprels[c] == "compound" and c < head:
                    continue  # "Clinton aides" are no Clinton
                return beside
        return None

    def _text(self, first: int, stop: int) -> str:
        text = self.layers.text(first, stop)
        return text.title() if self._loud and text.isupper() and len(text) > 4 else text

    def _clean(self, text: str) -> str:
        text = re.sub(r"(['’]s?|['’])$", "", text.strip())
        return re.sub(r"^(the|a|an)\s+", "", text, flags=re.IGNORECASE) if not text.startswith("The Hague") else text

    def _bare_of(self, first: int, stop: int) -> str:
        """The words of the phrase without determiner, and without the pronoun that owns it."""
        words = self.layers
        while first < stop - 1 and (words.upos[first] in ("DET", "PRON") or words.words[first] in _POSSESSIVE):
            first += 1
        return self._text(first, stop)

    def _modifiers(self, first: int, stop: int) -> list[str]:
        words = self.layers
        out = [words.words[k] for k in range(first, stop) if words.upos[k] not in ("DET", "PUNCT") and words.words[k] not in _POSSESSIVE]
        joined: list[str] = []
        for k, word in enumerate(out):  # "fighter - jets" as some cut it
            joined.append(word if word != "-" or k in (0, len(out) - 1) else "-")
        return joined

    def _body_before(self, first: int, head: int) -> bodies.Body | None:
        """The organisation whose name stands before the noun at `head`, in the same phrase."""
        words = self.layers
        seen: set[int] = set()
        for k in range(first, head):
            name = words.name_at[k]
            if name is not None and name.first not in seen and name.label in ("ORG", "MISC", "LOC", "PER"):
                seen.add(name.first)
                text = self._clean(self._text(max(first, name.first), min(head, name.stop)))
                found = bodies.body(self._acronyms.get(text, text), self._loud)
                if found is not None:
                    return found
                if name.label == "PER" and words.deprels[k] == "nmod:poss":
                    leader = bodies.leader(self._whole(name), self._year)
                    return None if leader is None else bodies.Body(leader.name, "", leader.country) if leader.country else None
            elif name is None and words.words[k][:1].isupper():
                found = bodies.body(words.words[k], False)
                if found is not None:
                    return found
        return None

    # -- countries ------------------------------------------------------------------------------------------------------

    def _country_in(self, first: int, stop: int) -> str | None:
        """The country that an adjective, a possessive or a name within the words gives; none where they give two."""
        found: list[str] = []
        k = first
        words = self.layers
        while k < stop:
            for size in (3, 2, 1):
                if k + size <= stop:
                    text = words.text(k, k + size)
                    code = (
                        countries.in_word(text, self._loud)
                        if size == 1
                        else countries.by_name(text, self._loud) or countries.by_adjective(text, self._loud)
                    )
                    if code is not None and not (size == 1 and words.upos[k] in ("PRON", "VERB", "AUX")):
                        found.append(code)
                        k += size - 1
                        break
            k += 1
        if not found:
            seats = [countries.by_seat(words.words[k], self._loud) for k in range(first, stop) if words.upos[k] == "PROPN"]
            found = [s for s in seats if s]
        return found[0] if len(set(found)) == 1 else None

    def _country_of_name(self, text: str) -> str | None:
        codes = {c for c in (countries.in_word(w, False) for w in text.split()) if c}
        return codes.pop() if len(codes) == 1 else None

    def _country_beside(self, head: int) -> str | None:
        """The country of a place that the phrase is in or from: "activists in Syria"."""
        words = self.layers
        for c in words.all_children(head, "nmod"):
            case = words.child(c, "case")
            if case is not None and words.words[case].casefold() in ("in", "from", "of", "across", "inside"):
                code = countries.by_name(self._clean(words.text(*self._extent(c))), self._loud) if words.name_at[c] else None
                if code:
                    return code
        return None

    def _stripped_country(self, text: str) -> str | None:
        return countries.in_word(text, self._loud)

    @cached_property
    def main_country(self) -> str | None:
        """The country that most of the report's names, adjectives and towns of power speak of; none where no one country leads clearly."""
        seen: Counter[str] = Counter()
        words = self.layers
        for k, word in enumerate(words.words):
            if word[:1].isupper() and words.upos[k] in ("PROPN", "ADJ", "NOUN"):
                code = countries.in_word(word, self._loud)
                if code:
                    seen[code] += 1
        for name in words.names:
            if name.label == "PER":
                leader = bodies.leader(self._clean(self._text(name.first, name.stop)), self._year)
                if leader is not None and leader.country:
                    seen[leader.country] += 1
            elif name.stop - name.first > 1 or name.label == "LOC":
                code = (
                    countries.by_name(self._text(name.first, name.stop)) if name.stop - name.first > 1 else countries.by_seat(words.words[name.first])
                )
                if code:
                    seen[code] += 1
        if not seen:
            return None
        (code, count), total = seen.most_common(1)[0], sum(seen.values())
        return code if count >= 3 and count >= 0.5 * total else None

    # -- names made whole -----------------------------------------------------------------------------------------------

    def _person_text(self, name: Name) -> str:
        """The name without forms of address and titles that the reader took in."""
        text = self._clean(self._text(name.first, name.stop))
        parts = text.split()
        while len(parts) > 1:
            title = nouns.title_before(parts[:1])
            if title is None:
                break
            parts = parts[1:]
        return " ".join(parts)

    @cached_property
    def _fullest(self) -> dict[str, list[str]]:
        """Last words of people's names → the full names that end so, in reading order."""
        out: dict[str, list[str]] = {}
        for name in self.layers.names:
            if name.label == "PER":
                text = self._person_text(name)
                parts = text.split()
                if len(parts) > 1 and len(parts) <= 6:
                    full = out.setdefault(_last(text), [])
                    if text not in full:
                        full.append(text)
        return out

    def _whole(self, name: Name) -> str:
        text = self._person_text(name)
        forms = [text, text[:-1]] if self._bare and text.endswith("s") and len(text) > 4 else [text]
        for form in forms:
            full = self._fullest.get(_last(form), [])
            if full and len(form.split()) == 1 + (form.split()[0].casefold().strip("-") in _PARTICLES and len(form.split()) > 1):
                return max(full, key=len) if _same(full) else full[0]
            if full and form in full and _same(full):
                return max(full, key=len)
        if len(forms) > 1 and bodies.leader(forms[1], self._year):
            return forms[1]
        return text

    @cached_property
    def _people(self) -> dict[str, _Person]:
        """What titles and appositions say of each person anywhere in the report."""
        words = self.layers
        out: dict[str, _Person] = {}
        for name in words.names:
            if name.label != "PER":
                continue
            full = self._whole(name).casefold()
            head = self._head_of(name.first, name.stop)
            first = self._extent(head)[0]
            if words.heads[head] >= 0 and words.deprels[head] in ("flat", "compound", "appos") and words.name_at[words.heads[head]] is None:
                first = min(first, self._extent(words.heads[head])[0])
            told = _Person(*self._title(min(first, name.first), name.first))
            for c in [*words.all_children(head, "appos"), *([words.heads[head]] if words.deprels[head] == "appos" else [])]:
                if told.role is None and words.upos[c] in ("NOUN", "PROPN"):
                    told = self._described(c)
            old = out.get(full, _Person(None, None, None))
            out[full] = _Person(old.role or told.role, old.country or told.country, old.sector or told.sector)
        return out

    def _described(self, head: int) -> _Person:
        """Role, country and sector in an apposition: "Russia's foreign minister"."""
        words = self.layers
        if words.name_at[head] is not None and words.name_at[head].label == "PER":  # type: ignore[union-attr]
            return _Person(None, None, None)
        first, stop = self._extent(head)
        modifiers = self._modifiers(first, head + 1)
        title = nouns.title_before(modifiers)
        found = nouns.sector_of(modifiers)
        if title is None and found is None:
            return _Person(None, None, None)
        leading = self._body_before(first, head)
        sector = leading.sector if leading is not None and leading.sector in ("IGO", "REB", "NGO") else title[1] if title else None
        sector = sector or (found[0] if found else None)
        own = [w for w in modifiers if countries.in_word(w, self._loud) is None]
        return _Person(" ".join(own) or None, self._country_in(first, stop) or self._country_beside(head), None if sector == "address" else sector)

    def _title(self, first: int, stop: int) -> tuple[str | None, str | None, str | None]:
        """Role, sector and country in the words before a person's name."""
        if first >= stop:
            return None, None, None
        words = self._modifiers(first, stop)
        while words and (found := nouns.title_before(words[-1:])) is not None and found[1] == "address":
            words = words[:-1]
        if not words:
            return None, None, None
        title = nouns.title_before(words)
        country = self._country_in(first, stop)
        leading = self._body_before(first, stop)
        if title is None:
            found2 = nouns.sector_of(words)
            return (
                (None, None, country)
                if found2 is None
                else (" ".join(w for w in words if countries.in_word(w, self._loud) is None) or None, found2[0], country)
            )
        sector = title[1]
        if leading is not None and (leading.sector in ("IGO", "REB", "NGO") or sector is None):
            sector, country = leading.sector, country or leading.country
        own = [w for w in words if countries.in_word(w, self._loud) is None]
        return " ".join(own) or None, sector or None, country

    # -- organisations made whole ---------------------------------------------------------------------------------------

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        """Initials that the report itself explains: "Free Syrian Army (FSA)"."""
        words = self.layers
        out: dict[str, str] = {}
        for name in words.names:
            k = name.stop
            if (
                name.label in ("ORG", "MISC", "LOC")
                and k + 2 < len(words.words)
                and words.words[k] == "("
                and words.words[k + 2] == ")"
                and _BRACKETED.match(words.words[k + 1])
            ):
                out.setdefault(words.words[k + 1], self._clean(self._text(name.first, name.stop)))
        return out

    @cached_property
    def _bodies_said(self) -> dict[str, str]:
        """Each word of an organisation's long name → the name, the longest first said."""
        out: dict[str, str] = {}
        for name in self.layers.names:
            if name.label == "ORG" and name.stop - name.first > 1:
                text = self._clean(self._text(name.first, name.stop))
                for word in text.split():
                    if len(word) > 3 and len(text) > len(out.get(word.casefold(), "")):
                        out[word.casefold()] = text
        return out

    def _fullest_body(self, text: str) -> str:
        if text in self._acronyms:
            return self._acronyms[text]
        if " " not in text and countries.in_word(text, self._loud) is None:
            return self._bodies_said.get(text.casefold(), text)
        return text

    @cached_property
    def _heads_said(self) -> dict[str, list[int]]:
        """Lemma of a noun for a body → the words where it heads a phrase that says which."""
        words = self.layers
        out: dict[str, list[int]] = {}
        for k, lemma in enumerate(words.lemmas):
            lemma = lemma.casefold()
            if lemma in _GENERIC_BODIES and words.upos[k] in ("NOUN", "PROPN"):
                first, stop = self._extent(k)
                if stop - first > 2 or (words.name_at[k] is not None and words.name_at[k].stop - words.name_at[k].first > 1):  # type: ignore[union-attr]
                    out.setdefault(lemma, []).append(k)
        return out

    def _same_body(self, head: int) -> Party | None:
        """ "the ministry", "the group": the last body before it that the noun fits."""
        words = self.layers
        lemma = words.lemmas[head].casefold()
        if lemma not in _GENERIC_BODIES:
            return None
        before = [k for k in self._heads_said.get(lemma, []) if k < head]
        if before and lemma not in ("group", "network", "body"):
            return self._party(before[-1], 1)
        full = self._bodies_said.get(lemma)
        if full is not None:
            found = bodies.body(full, self._loud)
            return Party(found.name, full, None, found.country, found.sector) if found else Party(full, full)
        if lemma in ("group", "organisation", "organization", "monitor", "charity", "agency", "movement"):
            wanted = {"charity": ("NGO",), "monitor": ("NGO",), "agency": ("JRN", "IGO", "NGO"), "movement": ("REB", "PTY", "OPP")}.get(
                lemma, ("REB", "NGO", "UAF", "OPP", "REL", "PTY")
            )
            return self._last_body(head, wanted)
        return None

    def _last_body(self, head: int, sectors: tuple[str, ...]) -> Party | None:
        here = self.layers.sentence_of[head]
        for sentence in range(here, max(-1, here - 3), -1):
            for mention in reversed(self._mentions.get(sentence, [])):
                if mention.word < head and mention.kind in ("body", "group") and self.layers.name_at[mention.word] is not None:
                    party = self._party(mention.word, 1)
                    if party is not None and party.sector in sectors:
                        return party
        return None

    # -- pronouns -------------------------------------------------------------------------------------------------------

    @cached_property
    def _mentions(self) -> dict[int, list[_Mention]]:
        """By sentence, what a pronoun may stand for."""
        words = self.layers
        out: dict[int, list[_Mention]] = {}
        done: set[int] = set()
        for k, upos in enumerate(words.upos):
            if k in done or upos not in ("NOUN", "PROPN", "ADJ", "NUM"):
                continue
            name = words.name_at[k]
            relation = words.deprels[k].split(":")[0]
            if name is not None:
                done.update(range(name.first, name.stop))
                k = self._head_of(name.first, name.stop)
                relation = words.deprels[k].split(":")[0]
            elif relation not in ("nsubj", "obj", "obl", "nmod", "iobj", "conj", "root"):
                continue
            subject = relation == "nsubj" or (
                relation in ("flat", "compound", "appos") and words.heads[k] >= 0 and words.deprels[words.heads[k]].startswith("nsubj")
            )
            mention = self._mention(k, name, subject)
            if mention is not None:
                out.setdefault(words.sentence_of[k], []).append(mention)
        return out

    def _mention(self, k: int, name: Name | None, subject: bool) -> _Mention | None:
        words = self.layers
        if name is not None and name.label == "PER":
            before = words.words[max(0, name.first - 1)].casefold().rstrip(".") if name.first else ""
            opening = {before, words.words[name.first].casefold().rstrip(".")}
            return _Mention(k, "person", subject, "m" if opening & _MISTER else "f" if opening & _MISSUS else "")
        if name is not None and name.label in ("ORG", "LOC"):
            return _Mention(k, "body", subject, "")
        found = nouns.sector_of(self._modifiers(max(0, k - 3), k + 1))
        if name is not None and name.label == "MISC" and found is None and countries.by_people(words.words[k], self._loud) is None:
            return None
        if found is None and not (name is not None and name.label == "MISC"):
            return None
        many = words.words[k].casefold() != words.lemmas[k].casefold() or words.words[k].casefold().endswith(("s", "people", "police"))
        one = not many and found is not None and nouns.title_before([words.words[k]]) is not None
        return _Mention(k, "group" if many else "person" if one else "body", subject, "")

    def _antecedent(self, i: int, low: str) -> int | None:
        words = self.layers
        if low in _RELATIVE:
            return self._relative_head(i)
        if low in _HE | _SHE:
            kinds, gender = ("person",), "m" if low in _HE else "f"
        elif low in _THEY:
            kinds, gender = ("group",), ""
        else:
            kinds, gender = ("body",), ""
        here = words.sentence_of[i]
        for sentence in range(here, max(-1, here - _LOOK_BACK), -1):
            fitting = [
                m for m in self._mentions.get(sentence, []) if m.word < i and m.kind in kinds and not (gender and m.gender and m.gender != gender)
            ]
            if low in ("his", "her", "their", "its") or sentence != here:
                subjects = [m for m in fitting if m.subject]
            else:
                subjects = [m for m in fitting if m.subject and words.heads[m.word] != words.heads[i]]
            if subjects:
                return subjects[0 if sentence != here else -1].word
            if fitting and kinds == ("person",):
                return fitting[-1].word
        return None

    def _relative_head(self, i: int) -> int | None:
        """The noun that the relative clause around a relative pronoun belongs to."""
        words = self.layers
        k, steps = i, 0
        while k >= 0 and steps < 12:
            if words.deprels[k] == "acl:relcl":
                return words.heads[k] if words.heads[k] >= 0 else None
            k, steps = words.heads[k], steps + 1
        return None


def _last(text: str) -> str:
    """The word that a person is called by: the last, without the article of Arabic."""
    last = text.split()[-1].casefold() if text.split() else ""
    return re.sub(r"^(al|el)-", "", last)


def _same(names: list[str]) -> bool:
    """Whether all names may be one person's: their first words agree."""
    return len({n.split()[0].casefold() for n in names}) == 1
