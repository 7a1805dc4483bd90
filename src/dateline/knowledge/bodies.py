"""Organisations, institutions and armed groups, and people known by one name."""

from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicons.tables import parts, table


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or a person; `sector` is PLOVER's, `country` ISO 3166 alpha-3 or none."""

    name: str
    sector: str
    country: str | None


def body(text: str, loud: bool = False) -> Body | None:
    """The organisation that `text` names ("the UN Security Council", "ISIS"). Initials count only as written, unless all is `loud`."""
    text = text.replace("’", "'").strip()
    exact = _exact().get(text)
    if exact is not None:
        return exact
    folded = text.casefold()
    for article in ("the ", "a ", "an "):
        folded = folded.removeprefix(article)
    if len(folded) <= 4 and not loud:
        return _exact().get(text[4:] if text[:4].casefold() == "the " else text)
    return (_folded() if not loud else _loud()).get(folded)


def leader(text: str, year: int | None) -> Body | None:
    """The person whom the news of `year` calls `text`: by the full name at any time; none where `year` is null and the name is two people's."""
    found = _leaders().get(text.casefold().replace("’", "'"), ())
    whole = [body for _, _, body in found if body.name.casefold() == text.casefold()]
    if whole:
        return whole[0]
    fitting = {body for first, last, body in found if year is None or first <= year <= last}
    return fitting.pop() if len(fitting) == 1 else None


def _rows() -> list[tuple[str, Body]]:
    out = []
    for r in table("bodies.tsv"):
        found = Body(r["name"], r["sector"], None if r["country"] == "-" else r["country"])
        out += [(n, found) for n in (r["name"], *parts(r["aliases"]))]
    return out


@cache
def _exact() -> dict[str, Body]:
    index: dict[str, Body] = {}
    for name, found in _rows():
        if index.setdefault(name, found) != found:
            raise LexiconError(f"bodies.tsv: {name!r} names both {index[name].name} and {found.name}; reinstall dateline")
    return index


@cache
def _folded() -> dict[str, Body]:
    return {n.casefold().removeprefix("the "): b for n, b in _rows() if not (n.isupper() and len(n) <= 5)}


@cache
def _loud() -> dict[str, Body]:
    return {n.casefold().removeprefix("the "): b for n, b in _rows()}


@cache
def _leaders() -> dict[str, list[tuple[int, int, Body]]]:
    index: dict[str, list[tuple[int, int, Body]]] = {}
    for r in table("leaders.tsv"):
        found = Body(r["name"], r["sector"], None if r["country"] == "-" else r["country"])
        for name in (r["name"], *parts(r["also"])):
            index.setdefault(name.casefold(), []).append((int(r["from"] or 0), int(r["to"] or 9999), found))
    return index
