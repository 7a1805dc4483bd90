"""What to do where a question found nothing."""

from collections.abc import Iterator, Mapping, Sequence

from dateline.knowledge import countries, places


def nothing_words(what: str, asked: Mapping[str, str | None]) -> str:
    """That nothing was found of `what`, of what was `asked` for by option, and how to find more."""
    given = [f"--{name.replace('_', '-')} {_quoted(value)}" for name, value in asked.items() if value is not None]
    told = f"{what} with {' '.join(given)}" if given else what
    return "; ".join((told, *hints(asked)))


def nowhere_words(words: Sequence[str], absent: Sequence[str]) -> str:
    """That nothing bears all the words that were looked for, and which of them are `absent` from all."""
    told = f"nothing that was kept bears {' '.join(map(_quoted, words))}"
    if len(words) == 1:
        return told
    if not absent:
        return f"{told} together: leave one out to see more"
    return f"{told}: {', '.join(map(_quoted, absent))} {'is' if len(absent) == 1 else 'are'} nowhere"


def hints(asked: Mapping[str, str | None]) -> Iterator[str]:
    """What to do where nothing fits what was asked for."""
    place = asked.get("place")
    if place is not None and countries.by_name(place) is None and not places.called(place):
        yield f"the gazetteer knows no place called {place}: check how it is spelled"
    if asked.get("actor") is not None:
        yield "dateline actors list shows who there is"
    if sum(value is not None for value in asked.values()) > 1:
        yield "leave one of these out to see more"


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or not value else value
