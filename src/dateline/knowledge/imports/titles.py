"""What a post is called, parted from whose it is: "President of the French Republic" is the president of France."""

from dateline.knowledge import actors, bodies, countries

_JOINTS = (" of the ", " of ", " for the ", " for ", " to the ", " to ")
_STATES = frozenset(
    ("republic", "kingdom", "federation", "confederation", "union", "state", "states", "emirates", "principality", "sultanate", "empire", "nation")
)
_MOST = 3  # words of a state before a title


def split_title(label: str, country: str | None) -> tuple[str, str] | None:
    """The title and whose it is: a state (alpha-3), `country` where that is told, or an organisation of the base; none where the words tell none."""
    for joint in _JOINTS:
        at = label.find(joint)
        while at > 0:
            title, whose = label[:at], label[at + len(joint) :]
            of = _organisation(whose) or _state(whose, country)
            if of is not None:
                return _small(title), of
            at = label.find(joint, at + 1)
    words = label.split()
    for size in range(min(_MOST, len(words) - 1), 0, -1):
        before = " ".join(words[:size]).removesuffix("'s")
        code = countries.by_name(before) or countries.by_adjective(before)
        if code is not None and country in (None, code):
            return _small(" ".join(words[size:])), code
    return None


def _organisation(whose: str) -> str | None:
    found = bodies.body(whose)
    return actors.organisation_id(found.name) if found is not None else None


def _state(whose: str, country: str | None) -> str | None:
    """The state that words name: by its name, or as "French Republic", which is only believed where the dump says the same."""
    code = countries.by_name(whose)
    if code is None and country is not None and not _STATES.isdisjoint(whose.casefold().split()):
        code = country if any(countries.in_word(word) == country for word in whose.split()) else None
    return code if country in (None, code) else None


def _small(title: str) -> str:
    """A title as the news writes it away from a name: small, but for what is no word of it."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
