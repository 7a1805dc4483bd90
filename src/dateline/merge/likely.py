"""Which actors may be one under two names: what speaks for and against it, for a person to judge. The rules of identity.py join none of these.

The weights are set by hand, as the logarithm of odds; a pair below `DIFFERENT` is not worth a question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from dateline.knowledge import actors
from dateline.merge.dossier import Dossiers
from dateline.merge.dossier_parts import Mentioned
from dateline.merge.joined import Joined, Who, who_is
from dateline.merge.judgement import DIFFERENT, Decision, Judgement, Pair, pair_of
from dateline.merge.keys import words_key, written_key
from dateline.merge.wording import lexicon

_WEIGHTS: Mapping[str, float] = {
    "to begin with": -2.0,
    "one is written as the other": 2.5,
    "one is the initials of the other": 3.0,
    "spelled almost alike": 2.0,
    "all words of one stand in the other": 1.5,
    "the same last name": 1.0,
    "other first names": -2.0,
    "of one country": 0.5,
    "of other countries": -3.0,
    "of one kind": 0.5,
    "of other kinds": -1.0,
    "one is a word and no name": -1.0,
    "both are told of in one record": -3.0,
    "the base knows both": -3.0,
}
_ALIKE = 0.85  # share of letters that names have in common, from which they are spelled almost alike
_CROWD = 30  # actors who share a word, from which it tells nothing
_KINDS = frozenset({None, "UNK"})


class _Named(NamedTuple):
    """An actor by the words that tell it: of its name, and of all that it is written as."""

    one: Mentioned
    who: Who
    name: tuple[str, ...]
    written: frozenset[str]
    is_person: bool


def likely(known: Dossiers, who: Joined) -> list[Judgement]:
    """Pairs of actors (ids) that may be one, of which nobody said so yet, the least sure first, of these the most told; their reasons, each with
    what it weighs."""
    named = [_named(one, who) for one in known.all() if one.acts]
    found: list[tuple[float, int, Judgement]] = []
    for a, b in _meeting(named):
        of_names = list(_by_name(a, b))
        if not of_names or who.is_decided(a.who, b.who):
            continue
        reasons = ["to begin with", *of_names, *_beside(a, b, known)]
        points = sum(_WEIGHTS[says] for says in reasons)
        if points >= DIFFERENT:
            unsure: Decision = "unsure"
            told = tuple(f"{says} {_WEIGHTS[says]:+.1f}" for says in reasons)
            pair = Judgement(*pair_of(a.one.id, b.one.id), unsure, round(points, 3), told)
            found.append((abs(points), -min(a.one.origins, b.one.origins), pair))
    return [pair for _, _, pair in sorted(found, key=lambda f: (f[0], f[1], f[2].pair))]


def _named(one: Mentioned, who: Joined) -> _Named:
    known = actors.actor(one.id)
    is_person = known.kind == "person" if known is not None else one.id.startswith("local:")
    written = frozenset(written_key(n.text) for n in one.names if n.text[:1].isupper() or n.text[:4].lower() == "the ")
    return _Named(one, who.one_by(one.id) or who_is(one.id, one.name, one.country), _words(one.name), written, is_person)


def _words(name: str) -> tuple[str, ...]:
    told = lexicon()
    return tuple(w for w in words_key(name).split() if w not in told.hollow and w not in told.particles)


def _initials(words: Iterable[str]) -> str:
    return "".join(w[0] for w in words)


def _meeting(named: Iterable[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """The pairs that share a word, the initials, or how their names open and end; each once."""
    blocks: dict[str, list[_Named]] = defaultdict(list)
    for one in named:
        for key in _keys(one):
            blocks[key].append(one)
    seen: set[Pair] = set()
    for its in blocks.values():
        if len(its) > _CROWD:
            continue
        for a, b in combinations(its, 2):
            if (pair := pair_of(a.one.id, b.one.id)) not in seen:
                seen.add(pair)
                yield a, b


def _keys(one: _Named) -> set[str]:
    words = one.name
    keys = {*words, *one.written}
    if len(words) > 1:
        keys |= {_initials(words), f"{words[0][:2]} {words[-1][:2]}"}
    return keys


def _beside(a: _Named, b: _Named, known: Dossiers) -> Iterator[str]:
    """What is found for and against two actors' being one, beside their names."""
    if a.one.country is not None and b.one.country is not None:
        yield "of one country" if a.one.country == b.one.country else "of other countries"
    if a.one.sector not in _KINDS and b.one.sector not in _KINDS:
        yield "of one kind" if a.one.sector == b.one.sector else "of other kinds"
    if a.one.id.startswith("noun:") != b.one.id.startswith("noun:"):
        yield "one is a word and no name"
    if known.meet(a.one.id, b.one.id):
        yield "both are told of in one record"
    if actors.actor(a.one.id) is not None and actors.actor(b.one.id) is not None:
        yield "the base knows both"


def _by_name(a: _Named, b: _Named) -> Iterator[str]:
    """How one name may be the other; nothing where it may not."""
    few, many = sorted((a.name, b.name), key=len)
    if written_key(a.one.name) in b.written or written_key(b.one.name) in a.written or (few and a.name == b.name):
        yield "one is written as the other"
    elif len(few) == 1 and len(many) > 1 and few[0] == _initials(many):
        yield "one is the initials of the other"
    elif len(few) > 1 and set(few) < set(many):
        yield "all words of one stand in the other"
    elif few and SequenceMatcher(None, "".join(few), "".join(many), autojunk=False).ratio() >= _ALIKE:
        yield "spelled almost alike"
    elif a.is_person and b.is_person and len(few) > 1 and few[-1] == many[-1]:
        yield "the same last name"
        if not (few[0].startswith(many[0]) or many[0].startswith(few[0])):
            yield "other first names"
