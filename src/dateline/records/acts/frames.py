"""The lexicon of acts: which words, with which arguments, tell which PLOVER event. Data in `lexicons/frames/`, one file a type.

Columns: `pos` verb or noun; `triggers` lemmas, a verb's own first, a noun's own last ("crack down", "air strike"); `if` the conditions; `actor` and
`recipient` the slots that fill the two sides; `mode`; `cameo`; `sides`, how many of the two must be named. "-" is the default, "0" nobody.
Conditions are parted by ",", their alternatives by "/": `obj:@place/border` (the object is of class place, or "border"), `!from:*` (no such phrase),
`any:@public` (one of the sides is), `neg` (the verb is negated), `main` (it is no modifier of a noun), `due` (it stands under "is to", "will").
Slots: see `slots`; "," parts alternatives, of
which the first that gives anyone counts, "+" joins. A frame with more words or conditions wins over one with fewer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dateline.errors import LexiconError
from dateline.lexicons.tables import parts, table
from dateline.records.acts.act_words import classes
from dateline.records.acts.plover import MODES, TYPES

Slots = tuple[tuple[str, ...], ...]  # alternatives, each a union
Pos = Literal["verb", "noun"]

_FLAGS = frozenset({"neg", "main", "due"})
_DEFAULTS: Mapping[Pos, tuple[Slots, Slots]] = {
    "verb": ((("subj",), ("whose",)), (("obj",), ("obj~",))),
    "noun": ((("poss",), ("by",), ("mod",)), (("of",), ("on",), ("against",))),
}


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on one slot: that a filler is one of `lemmas` or in one of `classes`; "*" among the lemmas asks only that there is one."""

    slot: str
    negative: bool
    lemmas: frozenset[str]
    classes: frozenset[str]

    def __str__(self) -> str:
        """The condition as the lexicon writes it."""
        return f"{'!' * self.negative}{self.slot}:{'/'.join([*sorted(self.lemmas), *(f'@{c}' for c in sorted(self.classes))])}"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an act. `words` are lemmas: of a verb its own first, of a noun its own last.

    `needs`: sets of words of each of which the sentence must have one, or no condition on it can hold.
    """

    name: str
    type: str
    pos: Pos
    words: tuple[str, ...]
    tests: tuple[Test, ...]
    flags: frozenset[str]
    actors: Slots
    recipients: Slots
    mode: str | None
    cameo: str | None
    sides: int
    needs: tuple[frozenset[str], ...]


def frames(pos: Pos, lemma: str) -> tuple[Frame, ...]:
    """The frames whose head word is `lemma`, the most specific first."""
    return _index()[pos].get(lemma, ())


def all_frames() -> list[Frame]:
    """Every frame of the lexicon."""
    return [frame for by_word in _index().values() for held in by_word.values() for frame in held]


@cache
def is_attack(lemma: str) -> bool:
    """Whether a noun by itself tells an attack ("raid", "sortie"), and so names nobody who acts."""
    return any(frame.type == "ASSAULT" and len(frame.words) == 1 for frame in frames("noun", lemma))


@cache
def _index() -> dict[Pos, dict[str, tuple[Frame, ...]]]:
    """Head word → frames. Raises LexiconError where two frames hold under the very same conditions."""
    held: dict[Pos, dict[str, list[Frame]]] = {"verb": {}, "noun": {}}
    seen: dict[tuple[Pos, tuple[str, ...], tuple[Test, ...], frozenset[str]], str] = {}
    for kind in TYPES:
        for frame in _read(kind):
            other = seen.setdefault((frame.pos, frame.words, frame.tests, frame.flags), frame.name)
            if other != frame.name:
                raise LexiconError(f"frames: {' '.join(frame.words)!r} is told alike by {other} and {frame.name}; reinstall dateline")
            held[frame.pos].setdefault(frame.words[0 if frame.pos == "verb" else -1], []).append(frame)
    return {pos: {word: tuple(sorted(fs, key=_rank)) for word, fs in by_word.items()} for pos, by_word in held.items()}


def _rank(frame: Frame) -> tuple[int, int, str]:
    """Orders the frames of one word: more words first, then more that they ask for."""
    asked = sum(1 if "*" in test.lemmas else 2 for test in frame.tests if not test.negative)
    return -len(frame.words) - ("neg" in frame.flags), -asked, frame.name


def _read(kind: str) -> list[Frame]:
    file = f"frames/{kind.lower()}.tsv"
    out = []
    for n, row in enumerate(table(file), 1):
        try:
            out.extend(_frames_of_row(kind, n, row))
        except ValueError as fault:
            raise LexiconError(f"{file} row {n} ({row['triggers'][:30]}): {fault}; reinstall dateline") from None
    return out


def _frames_of_row(kind: str, n: int, row: Mapping[str, str]) -> list[Frame]:
    pos: Pos = "verb" if row["pos"] == "verb" else "noun"
    if row["pos"] != pos:
        raise ValueError(f"no part of speech is called {row['pos']!r}")
    if row["mode"] != "-" and row["mode"] not in MODES.get(kind, ()):
        raise ValueError(f"{kind} has no mode {row['mode']!r}")
    conditions = [] if row["if"] == "-" else [c.strip() for c in row["if"].split(",")]
    tests = tuple(_test(c) for c in conditions if ":" in c)
    flags = frozenset(c for c in conditions if ":" not in c)
    if not flags <= _FLAGS:
        raise ValueError(f"no flag is called {', '.join(sorted(flags - _FLAGS))}")
    return [
        Frame(
            name=f"{kind.lower()}:{n}:{trigger}",
            type=kind,
            pos=pos,
            words=tuple(trigger.replace("-", " ").split()),
            tests=tests,
            flags=flags,
            actors=_slots(row["actor"], _DEFAULTS[pos][0]),
            recipients=_slots(row["recipient"], _DEFAULTS[pos][1]),
            mode=None if row["mode"] == "-" else row["mode"],
            cameo=None if row["cameo"] == "-" else row["cameo"],
            sides=int(row["sides"]),
            needs=tuple(t.lemmas for t in tests if not (t.negative or t.classes or "*" in t.lemmas)),
        )
        for trigger in parts(row["triggers"])
    ]


def _slots(cell: str, default: Slots) -> Slots:
    if cell in ("-", "0"):
        return default if cell == "-" else ()
    return tuple(tuple(one.split("+")) for one in cell.split(","))


def _test(condition: str) -> Test:
    slot, _, values = condition.partition(":")
    many = values.split("/")
    asked = frozenset(v[1:] for v in many if v.startswith("@"))
    lemmas = frozenset(v for v in many if not v.startswith("@"))
    if asked - classes():
        raise ValueError(f"no class is called {', '.join(sorted(asked - classes()))}")
    if any(lemma != lemma.casefold() for lemma in lemmas):
        raise ValueError(f"lemmas are in lower case, and classes open with @: {values}")
    return Test(slot.lstrip("!"), slot.startswith("!"), lemmas, asked)
