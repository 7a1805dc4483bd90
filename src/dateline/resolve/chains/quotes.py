"""Quotations: what stands between quotation marks, also where one of the two marks was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.layers import Layers

OPENING = frozenset(("“", "„", "«", "``"))
CLOSING = frozenset(("”", "»", "''"))
STRAIGHT = frozenset(('"',))
MARKS = OPENING | CLOSING | STRAIGHT
_LONG = 40  # sentences at most in one quotation
_SELVES = frozenset(("i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"))
_SCARE = 4  # words at most that are set off for their wording alone


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words (first, stop) between two marks, the marks left out. `closed` is false where the second mark is missing."""

    first: int
    stop: int
    closed: bool

    @property
    def speech(self) -> bool:
        """Whether it is long enough to be what someone said, not a word set off."""
        return self.stop - self.first > _SCARE


def quotations(layers: Layers) -> tuple[Quotation, ...]:
    """The quotations of a report, in order. One left open ends with its sentence, or with its paragraph where the next one opens with a mark too;
    a mark that opens another one closes it at the sentence before."""
    out: list[Quotation] = []
    closing = CLOSING if "``" in layers.words else CLOSING - {"''"}  # some write two apostrophes at both ends
    for k, (begin, end) in enumerate(layers.paragraphs):
        following = layers.paragraphs[k + 1][0] if k + 1 < len(layers.paragraphs) else None
        goes_on = following is not None and layers.words[begin] in MARKS and layers.words[following] in MARKS
        _in_paragraph(_Marks(layers, begin, end, closing), goes_on, out)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of one paragraph; `closing` are those that can only close."""

    layers: Layers
    begin: int
    end: int
    closing: frozenset[str]

    def opens(self, k: int) -> bool:
        """Whether the mark may open: a word follows at once, and a blank or a bracket stands before."""
        layers = self.layers
        if layers.words[k] in OPENING:
            return True
        if layers.words[k] in self.closing:
            return False
        tight_after = k + 1 < self.end and layers.starts[k + 1] == layers.ends[k] and layers.upos[k + 1] != "PUNCT"
        return tight_after and (k == 0 or layers.starts[k] > layers.ends[k - 1] or layers.words[k - 1] in ("(", "[", "-", "--", "_"))

    def closes(self, k: int) -> bool:
        """Whether the mark may close: it stands right at the end of a word."""
        layers = self.layers
        if layers.words[k] in self.closing:
            return True
        return layers.words[k] not in OPENING and k > self.begin and layers.starts[k] == layers.ends[k - 1]


def _in_paragraph(marks: _Marks, goes_on: bool, out: list[Quotation]) -> None:
    layers, opened = marks.layers, -1
    for k in range(marks.begin, marks.end):
        if layers.words[k] not in MARKS:
            continue
        if opened < 0:
            if not marks.closes(k) or marks.opens(k):
                opened = k
            else:
                _close_only(layers, k, marks.begin, out)
        elif marks.opens(k) and not marks.closes(k):
            _leave_open(layers, opened, k, out)
            opened = k
        else:
            _add(out, opened + 1, k, True)
            opened = -1
    if opened >= 0 and goes_on:
        _add(out, opened + 1, marks.end, True)
    elif opened >= 0:
        _leave_open(layers, opened, marks.end, out)


def _leave_open(layers: Layers, opened: int, limit: int, out: list[Quotation]) -> None:
    """A quotation whose second mark is lost: to the end of its sentence, or to the mark of the next one where that lies in the same sentence."""
    stop = min(limit, layers.sentences[layers.sentence_of[opened]][1])
    _add(out, opened + 1, stop, False)


def _close_only(layers: Layers, k: int, begin: int, out: list[Quotation]) -> None:
    """A quotation whose first mark is lost: from the opening of its sentence."""
    first = max(begin, layers.sentences[layers.sentence_of[k]][0], out[-1].stop + 1 if out else 0)
    _add(out, first, k, False)


def _add(out: list[Quotation], first: int, stop: int, closed: bool) -> None:
    if first < stop:
        out.append(Quotation(first, stop, closed))


def in_first_person(layers: Layers, first: int, stop: int) -> bool:
    """Whether the run speaks of "I" or "we" outside of any quotation marks: the words of a speaker whose marks were left out."""
    if any(layers.words[k] in MARKS for k in range(first, stop)):
        return False
    return any(layers.low[k] in _SELVES and layers.words[k] != "US" for k in range(first, stop))


def spoken_on(layers: Layers, contents: Sequence[tuple[tuple[int, int], ...]]) -> list[Quotation]:
    """The sentences in the first person that follow one that someone was said to have said in the first person, without marks: he speaks on."""
    told = {layers.sentence_of[a] for runs in contents for a, _ in runs}
    out: list[Quotation] = []
    for runs in contents:
        if not any(in_first_person(layers, *run) for run in runs):
            continue
        for k in range(layers.sentence_of[runs[-1][1] - 1] + 1, len(layers.sentences)):
            if k in told or not in_first_person(layers, *layers.sentences[k]):
                break
            told.add(k)
            out.append(Quotation(*layers.sentences[k], closed=False))
    return out
