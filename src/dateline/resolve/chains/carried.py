"""Contents carried to the marks of the quotations that they touch, over several sentences where need be."""

from bisect import bisect_left
from dataclasses import replace

from dateline.annotate.layers import Layers
from dateline.resolve.chains import quotes
from dateline.resolve.chains.quotes import Quotation
from dateline.resolve.chains.runs import Run, tidy
from dateline.resolve.chains.said import Said

_BESIDE = 12  # words at most between a cue and the quotation it tells
_SHORT = 5  # words at most before a cue that ends what was quoted in the sentence before


def with_quotations(layers: Layers, found: list[tuple[Said, float]], quotations: tuple[Quotation, ...]) -> list[tuple[Said, float]]:
    """Contents carried to the marks of the quotations that they touch; quotations that no cue tells go to whoever spoke last."""
    taken: set[Quotation] = set()
    out: list[tuple[Said, float]] = []
    by_sentence: dict[int, list[Quotation]] = {}
    for q in quotations:
        if q.speech or _whole_sentence(layers, q):
            for k in range(layers.sentence_of[q.first], layers.sentence_of[q.stop - 1] + 1):
                by_sentence.setdefault(k, []).append(q)
    for one, confidence in found:
        touched = _touched(layers, one, by_sentence, taken) if one.told_by is None else []
        taken.update(touched)
        contents = _united(layers, one.contents, [(q.first, q.stop) for q in touched])
        if contents or one.told_by is not None:
            out.append((replace(one, contents=contents), confidence))
    orphans = {q for qs in by_sentence.values() for q in qs if q not in taken and _whole_sentence(layers, q)}
    return _adopted(layers, out, sorted({*orphans, *quotes.spoken_on(layers, [s.contents for s, _ in found])}, key=lambda q: q.first))


def _touched(layers: Layers, one: Said, by_sentence: dict[int, list[Quotation]], taken: set[Quotation]) -> list[Quotation]:
    """The quotations that the content shares words with; for a cue without one, those beside it or right before its sentence, if not `taken`."""
    here = layers.sentence_of[one.head]
    near = [q for q in by_sentence.get(here, []) if not q.first <= one.head < q.stop]
    if one.contents:
        return [q for q in near if any(min(b, q.stop) - max(a, q.first) > 0 for a, b in one.contents)]
    beside = [q for q in near if q not in taken and _beside(layers, one, q)]
    begin = layers.sentences[here][0]
    if beside or one.head - begin > _SHORT:
        return beside
    return [q for q in by_sentence.get(here - 1, []) if q not in taken and begin - q.stop <= 1]  # "Here we stay!" he declared


def _whole_sentence(layers: Layers, q: Quotation) -> bool:
    """Whether the quotation opens a sentence and ends one."""
    first = layers.sentences[layers.sentence_of[q.first]][0]
    last = layers.sentences[layers.sentence_of[q.stop - 1]][1]
    return q.first - first <= 1 and last - q.stop <= 2


def _beside(layers: Layers, one: Said, q: Quotation) -> bool:
    """Whether nothing but the attribution's own few words stands between cue and quotation."""
    between = range(one.cue[1], q.first) if q.first >= one.cue[1] else range(q.stop, one.cue[0])
    return len(between) <= _BESIDE and not any(layers.upos[k] == "VERB" for k in between)


def _united(layers: Layers, contents: tuple[Run, ...], quoted: list[Run]) -> tuple[Run, ...]:
    runs = sorted([*contents, *quoted])
    out: list[Run] = []
    for a, b in runs:
        if out and (a <= out[-1][1] or (a == out[-1][1] + 1 and layers.words[out[-1][1]] in quotes.MARKS)):
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return tuple(r for r in (tidy(layers, *run) for run in out) if r is not None)


def _adopted(layers: Layers, found: list[tuple[Said, float]], orphans: list[Quotation]) -> list[tuple[Said, float]]:
    """Each orphan given to whoever spoke in the sentence before it, as one content more."""
    out = sorted(found, key=lambda pair: pair[0].cue)
    heads = [s.head for s, _ in out]
    ends = [max(layers.sentence_of[s.head], *(layers.sentence_of[b - 1] for _, b in s.contents)) if s.contents else -1 for s, _ in out]
    more: dict[int, list[Run]] = {}
    for q in orphans:
        k = bisect_left(heads, q.first) - 1
        if k >= 0 and ends[k] >= 0 and layers.sentence_of[q.first] - ends[k] <= 1:
            more.setdefault(k, []).append((q.first, q.stop))
            ends[k] = layers.sentence_of[q.stop - 1]
    for k, runs in more.items():
        one, confidence = out[k]
        tidied = (tidy(layers, *run) for run in runs)
        out[k] = replace(one, contents=(*one.contents, *(r for r in tidied if r is not None))), confidence
    return out
