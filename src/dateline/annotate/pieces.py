"""Words to what the reading model takes in: word pieces, and the shape of each word that an uncased vocabulary loses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PAD, LOWER, TITLE, UPPER, MIXED, DIGITS, DIGIT_MIX, PUNCT, INITIAL, DOTTED, CASELESS = range(11)
SHAPES = 11
CLS, SEP, UNK = 101, 102, 100  # of the BERT vocabulary that the weights came with
MOST_PIECES_A_WORD = 6
MOST_PIECES = 500  # of one run: the encoder knows 512 positions
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."})
_WIRE = {"``": '"', "''": '"'}  # quotation marks of wire copy


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """Shape of one word: one of the constants above."""
    if word.isalpha():
        if word.islower():
            return LOWER
        if word.isupper():
            return UPPER if len(word) > 1 else INITIAL
        return TITLE if word[1:].islower() else MIXED if word != word.lower() else LOWER
    if word.isdigit():
        return DIGITS
    if not any(c.isalnum() for c in word):
        return PUNCT
    if any(c.isdigit() for c in word):
        return DIGITS if not any(c.isalpha() for c in word) else DIGIT_MIX
    return DOTTED if "." in word else TITLE if word[0].isupper() else LOWER


def caseless(words: Sequence[str]) -> bool:
    """Whether the case of these words tells nothing: nearly all upper, or not one upper among many."""
    alphabetic = [w for w in words if len(w) > 1 and w.isalpha()]
    if len(alphabetic) < 4:
        return False
    upper = sum(w.isupper() for w in alphabetic)
    if upper > 0.8 * len(alphabetic):
        return True
    return len(alphabetic) >= 12 and not any(w[0].isupper() for w in alphabetic)


def shapes(words: Sequence[str]) -> list[int]:
    """Shape of each word of one run of text; letters of a run without case all get CASELESS."""
    if not caseless(words):
        return [shape(w) for w in words]
    return [s if s in (DIGITS, PUNCT) else CASELESS for s in map(shape, words)]


@dataclass(frozen=True, slots=True)
class Pieces:
    """One run of words ready for the model. `ids` opens with CLS and closes with SEP; `first` is each word's first piece; `shape` is a piece's."""

    ids: list[int]
    shape: list[int]
    first: list[int]


class Splitter:
    """Cuts words into pieces, each word by itself, and remembers the frequent ones."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def word(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces, one at least, MOST_PIECES_A_WORD at most."""
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(_WIRE.get(word) or word[:60].translate(_STRAIGHT), add_special_tokens=False).ids
            found = tuple(ids[:MOST_PIECES_A_WORD]) or (UNK,)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def run(self, words: Sequence[str], opens: Sequence[int] = ()) -> Pieces:
        """Pieces of a run of `words`; `opens` are the word indices at which a sentence begins (their shapes are marked)."""
        ids, shape_ids, first = [CLS], [PAD], []
        starts = set(opens)
        cut = [self.word(word) for word in words]
        if sum(map(len, cut)) > MOST_PIECES:  # strange words in many pieces: a word is read by its first pieces alone
            cut = [pieces[: max(1, MOST_PIECES // len(cut))] for pieces in cut]
        for i, (pieces, kind) in enumerate(zip(cut, shapes(words), strict=True)):
            first.append(len(ids))
            ids.extend(pieces)
            shape_ids.extend([kind + (SHAPES if i in starts else 0)] * len(pieces))
        return Pieces([*ids, SEP], [*shape_ids, PAD], first)
