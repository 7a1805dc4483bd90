"""Place names as a text says them: what kind of place, and which holds which, by the words around and between them."""

import re
from dataclasses import dataclass

from dateline.knowledge import countries
from dateline.knowledge.gazetteer import ADMIN1, COUNTRY, Place
from dateline.knowledge.places import called
from dateline.resolve.parts import PlacePrecision
from dateline.resolve.places.place_words import place_words
from dateline.span import Span

_KNOWN = 20_000  # people of a place whose name may stand with the "s" of a lost apostrophe
_FAR = 60  # characters between two names of which one may hold the other
_NEXT = 30  # characters around a name where the word for its kind may stand
_POSSESSIVE = re.compile(r"['’`](?:s|S)?$")
_COMMA = re.compile(r"\s*,\s*|\s*\(\s*")
# ", Texas" or " (N.C." after a name: up to three words in capitals
_TAIL = re.compile(r"\s*[,(]\s*([A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,2})")


@dataclass(slots=True)
class Said:
    """One place name as said. `core` is the name without type words and directions."""

    span: Span
    name: str
    core: str
    fine: PlacePrecision | None  # as a type word says: "province"
    holder: int | None = None  # the mention that it is said to lie in
    close: bool = False  # near the holder, rather than in it
    aside: int | None = None  # a mention after a mere comma: a holder, or the next of a list
    tail: tuple[Place, ...] = ()  # a state or country after a comma that is no mention itself


def read_names(text: str, spans: list[Span]) -> list[Said]:
    """Each name with its type word, and what the words between it and the next say of the two."""
    words = place_words()
    said = []
    for k, span in enumerate(spans):
        name = _named(span.of(text))
        core, fine = core_of(name)
        if fine is None:
            after = words.type_after.match(text, span.end, span.end + _NEXT)
            before = words.type_before.search(text, max(0, span.start - _NEXT), span.start)
            if before is not None and before["many"] and words.types[_plain(before[1])] in ("neighbourhood", "point"):
                before = None  # "neighbourhoods of Damascus" are in it
            if before is not None and k and spans[k - 1].end >= before.start() - 1:
                before = None  # "the Midan district of Damascus" is Midan
            found = before or after
            fine = words.types[_plain(found[1])] if found else None
            if before is None and after is not None and (k + 1 == len(spans) or spans[k + 1].start > after.end()):
                core_type = " ".join(after[1].split())
                name = name if core_type.lower() in words.dropped else f"{name} {core_type}"
        said.append(Said(span, name, core, fine))
    for k in range(len(said)):
        _tie(text, said, k)
    return said


def _named(words: str) -> str:
    """The name in `words`, without the sign of a possessor, even one that lost its apostrophe ("Syrias")."""
    whole = " ".join(words.split())
    name = _POSSESSIVE.sub("", whole) or whole
    if name[-1:] in "sS" and countries.by_name(name) is None and (countries.by_name(name[:-1]) or (not called(name) and _fame(name[:-1]) >= _KNOWN)):
        return name[:-1]
    return name


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def core_of(name: str) -> tuple[str, PlacePrecision | None]:
    """`name` without the type word that opens or ends it and without a direction before it, where no list has it whole; and the type."""
    words, parts = place_words(), name.split()
    low = [p.lower() for p in parts]
    if low[0] == "the" and len(parts) > 1:
        parts, low = parts[1:], low[1:]
    fine: PlacePrecision | None = None
    for size in (2, 1):
        if len(parts) > size and (found := words.types.get(" ".join(low[-size:]))):
            fine, whole = found, " ".join(parts)
            if called(whole):
                return whole, fine
            parts, low = parts[:-size], low[:-size]
            break
    if len(parts) > 2 and low[1] == "of" and low[0] in words.types:
        fine, parts, low = words.types[low[0]], parts[2:], low[2:]
    while len(parts) > 1 and low[0] in words.directions and not called(" ".join(parts)):
        parts, low = parts[1:], low[1:]
    return " ".join(parts), fine


def _tie(text: str, said: list[Said], k: int) -> None:
    """Say of mention `k` and the next which holds the other, by what stands between them, and of a state after a comma that it holds `k`."""
    this, words = said[k], place_words()
    after = said[k + 1] if k + 1 < len(said) else None
    if after is not None and this.span.end <= after.span.start <= this.span.end + _FAR:
        gap = text[this.span.end : after.span.start]
        if _COMMA.fullmatch(gap):
            this.aside = k + 1
        elif found := words.held_by_next.fullmatch(gap):
            _hold(said, k, k + 1, found["how"].lower())
        elif words.holds_next.fullmatch(gap) or (gap == " " and len(this.name) < this.span.end - this.span.start):  # "Syrias Quneitra"
            after.holder = k
        return
    tail = _TAIL.match(text, this.span.end)
    if tail:
        tokens = tail[1].split()
        for size in range(len(tokens), 0, -1):
            larger = (p for p in called(" ".join(tokens[:size])) if p.kind in (ADMIN1, COUNTRY) and (p.main or p.country == "USA"))
            this.tail = tuple(larger)[:2]
            if this.tail:
                return


def _hold(said: list[Said], small: int, large: int, how: str) -> None:
    """`small` lies in `large` or near it; where "of" leaves open which is the larger ("the Homs district of Inshaat"), the better known is."""
    if how == "of" and _fame(said[small].core) > _fame(said[large].core):
        small, large = large, small
    if said[small].holder is None:
        said[small].holder = large
        said[small].close = how not in ("in", "inside", "within", "of")


def _fame(name: str) -> int:
    return max((p.people for p in called(name)), default=0)
