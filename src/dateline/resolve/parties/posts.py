"""Where a report tells a person's post: before the name, beside it, or in a clause."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from dateline.annotate.layers import Name
from dateline.resolve.parties.employers import Employers
from dateline.resolve.parties.naming import Naming
from dateline.resolve.parties.party_words import party_words
from dateline.resolve.parties.phrases import Phrases
from dateline.resolve.parties.post import Post, PostReader, Time
from dateline.resolve.parties.states import States
from dateline.resolve.parties.titles import Titles


class Posts:
    """The posts that one report tells, by the names it tells them of."""

    def __init__(self, phrases: Phrases, states: States, naming: Naming) -> None:
        self._phrases, self._states, self._naming = phrases, states, naming
        self._titles = Titles(phrases, states, naming)
        self._employers = Employers(phrases, states, naming, self._titles)
        self._reader = PostReader(phrases, states, naming, self._titles, self._employers)
        self._layers = phrases.layers

    @cached_property
    def all(self) -> tuple[Post, ...]:
        """Every post, in reading order."""
        found = [post for name in self._naming.people for post in self._of(name)]
        return tuple(sorted(found, key=lambda p: (p.first, p.stop)))

    @cached_property
    def bearers(self) -> dict[int, Name]:
        """Words of titles and forms of address that stand for the person they are told of: "Minister" in "Foreign Minister Sergei Lavrov" is he."""
        out: dict[int, Name] = {}
        for name in self._naming.people:
            first = self._naming.first_of(name)
            opens = self._layers.sentences[self._layers.sentence_of[first]][0]
            out.update((k, name) for k in range(self._titles.start(opens, first), first))
        out.update((post.noun, post.name) for post in self.all if self._layers.name_at[post.noun] is None)
        return out

    @cached_property
    def by_person(self) -> dict[str, tuple[Post, ...]]:
        """The posts told of each person anywhere in the report, by full name, case folded."""
        out: dict[str, list[Post]] = {}
        for post in self.all:
            out.setdefault(self._naming.whole(post.name).casefold(), []).append(post)
        return {person: tuple(posts) for person, posts in out.items()}

    @cached_property
    def by_word(self) -> dict[str, tuple[Post, ...]]:
        """The posts whose titles have a word, case folded, in reading order."""
        out: dict[str, list[Post]] = {}
        for post in self.all:
            for word in set(post.title.casefold().split()):
                out.setdefault(word, []).append(post)
        return {word: tuple(posts) for word, posts in out.items()}

    def _of(self, name: Name) -> Iterator[Post]:
        head = self._phrases.head_of(name.first, name.stop)
        before = self._before(name)
        if before is not None:
            yield self._employed(before)
        seen: set[int] = set()
        for noun, time in [*((k, None) for k in self._beside(name, head)), *self._told(head)]:
            post = None if noun in seen or (before is not None and before.first <= noun < before.stop) else self._reader.noun(name, noun)
            seen.add(noun)
            if post is not None:
                yield replace(post, time=time or post.time, first=min(post.first, name.first), stop=max(post.stop, self._naming.stop_of(name)))
        for verb in self._layers.all_children(head, "acl", "advcl"):
            heading = self._heading(name, verb)
            if heading is not None:
                yield heading

    # -- before the name: "former prime minister Anna Berg"; "head of the Observatory Rami Abdel Rahman" ----------

    def _before(self, name: Name) -> Post | None:
        titles = self._titles
        stop, end = titles.past_address(self._naming.first_of(name)), self._naming.stop_of(name)
        low = titles.reach_left(stop)
        sure = titles.start(low, stop)
        joint = titles.joint_in(low, stop) if sure == stop else None
        if joint is not None:
            return self._reader.post(name, titles.connected(low, titles.start(low, joint), joint), joint, stop, end)
        return self._reader.post(name, titles.connected(low, sure, end), stop, stop, end) if sure < stop else None

    def _employed(self, post: Post) -> Post:
        """The post with the body or the state that follows the name: "Colonel Naji of the Sham Legion"."""
        words, k = self._layers, post.stop
        if post.organisation is not None or k + 2 >= len(words.words) or words.words[k] not in ("of", "from"):
            return post
        first = k + 2 if words.upos[k + 1] == "DET" else k + 1
        if self._states.at[first] is not None:
            return replace(post, country=self._states.at[first])
        named = words.name_at[first]
        body = self._employers.body(first, named.stop) if named is not None and named.label == "ORG" else None
        return post if body is None else replace(post, organisation=body, country=post.country or body.country)

    # -- beside the name: "Kofi Annan, the new envoy to Syria,"; "the Syrian ambassador to Washington, Walid Mualem," -----

    def _beside(self, name: Name, head: int) -> list[int]:
        """Nouns in apposition with a name, by the tree and by the commas around them."""
        words = self._layers
        found = words.all_children(head, "appos")
        found += [c for k in found for c in words.all_children(k, "conj", "appos")]
        if words.deprels[head] == "appos":
            found.append(words.heads[head])
        out = [k for k in found if words.upos[k] in ("NOUN", "PROPN", "ADJ")]
        out += [k for k in (self._after_comma(name), self._before_comma(name)) if k is not None]
        return [k for k in out if self._is_beside(name, k)]

    def _is_beside(self, name: Name, noun: int) -> bool:
        """Whether no verb and no other person stands between a name and the title that ends in `noun`, and none right behind the title."""
        words = self._layers
        first, stop = (name.stop, noun + 2) if noun >= name.stop else (noun + 1, name.first)
        between = range(first, min(stop, len(words.words)))
        if any(words.upos[k] in ("VERB", "AUX") and k < noun and words.words[k - 1] != "-" for k in between):
            return False
        return not any(words.name_at[k] is not name and words.name_at[k] in self._naming.people for k in between)

    def _after_comma(self, name: Name) -> int | None:
        """The noun of a title between commas after a name and, maybe, an age; where commas were stripped, a title with "a" or "an"."""
        words, titles = self._layers, self._titles
        stop = words.sentences[words.sentence_of[name.first]][1]
        k = self._naming.stop_of(name)
        comma = k < stop and words.words[k] == ","
        if comma and k + 2 < stop and words.upos[k + 1] == "NUM" and words.words[k + 2] == ",":
            k += 2
        k += comma
        if k >= stop or not (comma or words.low[k] in ("a", "an")):
            return None
        last = k + 1 if words.upos[k] == "DET" else k
        while last < stop and words.name_at[last] not in self._naming.people and titles.joins(last) and words.upos[last] not in ("ADP", "DET"):
            last += 1
        if not titles.ends_at(k, last):
            return None
        end = titles.completed_at(last - 1)
        return last - 1 if not comma or end >= stop or words.upos[end] in ("PUNCT", "CCONJ") else None

    def _before_comma(self, name: Name) -> int | None:
        """The noun of a title with its complement before a comma and the name: "the head of the mission, Robert Mood,"."""
        words, titles = self._layers, self._titles
        opens = words.sentences[words.sentence_of[name.first]][0]
        comma, end = titles.start(opens, self._naming.first_of(name)) - 1, self._naming.stop_of(name)
        if comma <= opens or words.words[comma] != "," or (end < len(words.words) and words.upos[end] != "PUNCT"):
            return None
        low = titles.reach_left(comma, nested=True)
        if low >= comma or (low > opens and words.upos[low - 1] != "DET"):
            return None
        joint = titles.joint_in(low, comma)
        joint = comma if joint is None else joint
        return joint - 1 if titles.ends_at(low, joint) else None

    # -- in a clause: "Amos is the UN humanitarian chief"; "Annan was appointed envoy"; "Rahman, who heads the Observatory" --

    def _told(self, head: int) -> Iterator[tuple[int, Time | None]]:
        """Nouns that a clause says the person is, was or becomes, with the time that the clause tells."""
        words, posts = self._layers, party_words().posts
        governor, relation = words.heads[head], words.deprels[head]
        clauses = words.all_children(head, "acl:relcl")
        if relation.startswith("nsubj") and governor >= 0:
            clauses.append(governor)
        for clause in clauses:
            copula = self._copula(clause)
            passive = words.child(clause, "aux:pass") is not None
            if copula is not None and words.upos[clause] in ("NOUN", "PROPN") and not self._ranked(clause):
                yield clause, self._time_of(clause, copula)
            elif words.lemmas[clause] in posts.become or (passive and words.lemmas[clause] in posts.appoint):
                yield from ((noun, self._time_of(clause, clause)) for noun in self._complements(clause))
        if relation == "obj" and governor >= 0 and words.lemmas[governor] in posts.appoint:
            yield from ((noun, self._time_of(governor, governor)) for noun in self._complements(governor))

    def _copula(self, clause: int) -> int | None:
        """The copula of a noun, or of the second half of a noun with a hyphen."""
        words = self._layers
        found = words.child(clause, "cop")
        if found is None and clause + 2 < len(words.words) and words.words[clause + 1] == "-":
            found = words.child(clause + 2, "cop")
        return found

    def _ranked(self, noun: int) -> bool:
        """ "the first official to visit" says no post."""
        words = self._layers
        return any(words.child(c, "mark") is not None for c in words.all_children(noun, "acl"))

    def _complements(self, verb: int) -> list[int]:
        """Nouns that tell as what someone is appointed or serves."""
        words = self._layers
        found = words.all_children(verb, "xcomp") + (words.all_children(verb, "obj") if words.lemmas[verb] in party_words().posts.become else [])
        for c in words.all_children(verb, "obl", "advcl"):
            case = words.child(c, "case", "mark")
            if case is not None and words.low[case] == "as":
                found.append(c)
        return [c for c in found if words.upos[c] in ("NOUN", "PROPN")]

    def _time_of(self, clause: int, tensed: int) -> Time | None:
        """Former by a past "was" or "served", incoming by "will"; else the clause tells none."""
        words = self._layers
        helpers = {words.low[c] for c in words.all_children(clause, "aux")}
        if helpers & {"will", "shall"}:
            return "incoming"
        past = words.low[tensed] in ("was", "were", "served")
        return "former" if past and not helpers & {"has", "have", "had"} else None

    def _heading(self, name: Name, verb: int) -> Post | None:
        """The verb's title in the body that is its object."""
        words = self._layers
        title, body = party_words().posts.heading.get(words.lemmas[verb]), words.child(verb, "obj")
        if title is None or body is None:
            return None
        first, stop = self._phrases.extent(body)
        organisation = self._employers.body(first, stop, body)
        if organisation is None:
            return None
        time: Time = "former" if words.low[verb].endswith("ed") else "current"
        country = None if organisation.sector == "IGO" else organisation.country
        low, high = min(name.first, first), max(self._naming.stop_of(name), stop)
        return Post(name, title, name.first, True, organisation.sector, country, organisation, time, low, high)
