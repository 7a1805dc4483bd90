"""Quotations: what stands between quotation marks, also where one of the two marks was lost."""

from dataclasses import dataclass

from dateline.annotate.layers import Layers

OPENING = frozenset(("“", "„", "«", "``"))
CLOSING = frozenset(("”", "»", "''"))
STRAIGHT = frozenset(('"',))
MARKS = OPENING | CLOSING | STRAIGHT
_LONG = 40  # sentences at most in one quotation
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
    """The quotations of a report, in order. One left open ends with its sentence; a mark that opens another one closes it at the sentence before."""
    out: list[Quotation] = []
    for begin, end in layers.paragraphs:
        _in_paragraph(layers, begin, end, out)
    return tuple(out)


def _in_paragraph(layers: Layers, begin: int, end: int, out: list[Quotation]) -> None:
    opened = -1
    for k in range(begin, end):
        if layers.words[k] not in MARKS:
            continue
        if opened < 0:
            if not _closes(layers, k, begin) or _opens(layers, k, end):
                opened = k
            else:
                _close_only(layers, k, begin, out)
        elif _opens(layers, k, end) and not _closes(layers, k, begin):
            _leave_open(layers, opened, k, out)
            opened = k
        else:
            _add(out, opened + 1, k, True)
            opened = -1
    if opened >= 0:
        _leave_open(layers, opened, end, out)


def _opens(layers: Layers, k: int, end: int) -> bool:
    """Whether the mark may open: a word follows at once, and a blank or a bracket stands before."""
    if layers.words[k] in OPENING:
        return True
    if layers.words[k] in CLOSING:
        return False
    tight_after = k + 1 < end and layers.starts[k + 1] == layers.ends[k] and layers.upos[k + 1] != "PUNCT"
    return tight_after and (k == 0 or layers.starts[k] > layers.ends[k - 1] or layers.words[k - 1] in ("(", "[", "-", "--", "_"))


def _closes(layers: Layers, k: int, begin: int) -> bool:
    """Whether the mark may close: it stands right at the end of a word."""
    if layers.words[k] in CLOSING:
        return True
    return layers.words[k] not in OPENING and k > begin and layers.starts[k] == layers.ends[k - 1]


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
