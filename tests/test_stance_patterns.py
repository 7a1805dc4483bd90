"""The patterns of positions, by what each is to match and what not."""

import re

import pytest

from dateline.merge import stance_patterns as words

SEARCHED = [
    (words.CLAUSE_ENDS, ["the plan, it said", "the plan and left", "the plan\nNext"], ["the plan for an androgynous land", "the brand"]),
    (words.DEED_BY, ["the attack by ", "the attack by the ", "by an "], ["the attack by the army on ", "nearby "]),
    (words.OF, ["the closing of ", "of the "], ["of the bridge and ", "roof "]),
    (words.ON_A_MATTER, [" for talks on ", " an inquiry into the ", " to leave ", " to leave the "], [" to ", " the "]),
    (words.IS, [" is ", " were openly ", " was also "], [" is here and ", " this "]),
    (words.OF_ANOTHER, ["letters to the ", "told "], ["the ", "into "]),
    (words.NO, ["did not ask", "never asked", "doesn’t ask", "without asking"], ["noted", "a knot"]),
    (words.NOT_BEFORE, ["urged them not "], ["urged them not to ", "cannot "]),
    (words.IN_WORDS, ["threatened to strike", "threatens that it would"], ["threatens the town"]),
    (words.MUST, ["the king must go", "needs to go"], ["a mustard field", "needs rest"]),
]
WHOLE = [
    (words.BEFORE_OBJECT, [" ", " the ", " the Syrian ", " both the "], [" the army of the ", " an attack on the "]),
    (words.BESIDE, [" ", " also ", " now again "], [" to the people "]),
]
OPENING = [
    (words.BY, [" by the council", " sharply by the council"], [" the council by", " byways"]),
    (words.OPENS_WITH_NOT, ["not to leave", "does not want it", "didn’t want it"], ["nothing more", "to leave, not to stay"]),
]


def _cases(those: list[tuple[re.Pattern[str], list[str], list[str]]]) -> list[tuple[re.Pattern[str], str, bool]]:
    return [(pattern, text, found) for pattern, *both in those for found, texts in zip((True, False), both, strict=True) for text in texts]


@pytest.mark.parametrize(("pattern", "text", "found"), _cases(SEARCHED))
def test_what_is_found(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert (pattern.search(text) is not None) == found


@pytest.mark.parametrize(("pattern", "text", "found"), _cases(WHOLE))
def test_what_is_nothing_else(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert (pattern.fullmatch(text) is not None) == found


@pytest.mark.parametrize(("pattern", "text", "found"), _cases(OPENING))
def test_what_opens_so(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert (pattern.match(text) is not None) == found
