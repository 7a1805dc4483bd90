"""A report's text to typed layers: words, sentences, syntax, names, times, attributions."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate import model, tokens
from dateline.annotate.layers import Attribution, Layers, Name, Timex
from dateline.annotate.lemmas import lemma
from dateline.annotate.model import ReadRun
from dateline.annotate.pieces import caseless
from dateline.text.clean import clean
from dateline.text.report import Report, reading_spans

MOST_WORDS = 180  # a run that the model reads at once; longer paragraphs are cut between sentences


@dataclass(frozen=True)
class Words:
    """The words of one text with their offsets in the original, its sentences and its paragraphs as (first, stop) word indices."""

    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]


def words_of(report: Report) -> Words:
    """Cut the body of a report, without its furniture, into words."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    paragraphs: list[tuple[int, int]] = []
    for body in reading_spans(report):
        cleaned = clean(report.text[body.start : body.end])
        for low, high in tokens.paragraphs(cleaned.text):
            text = cleaned.text[low:high]
            spans = tokens.words(text)
            if not spans:
                continue
            base = len(forms)
            sentences.extend((base + a, base + b) for a, b in tokens.sentences(text, spans))
            for start, end in spans:
                original = cleaned.original_span(start + low, end + low)
                forms.append(text[start:end])
                starts.append(original.start + body.start)
                ends.append(original.end + body.start)
            paragraphs.append((base, len(forms)))
    return Words(tuple(forms), tuple(starts), tuple(ends), tuple(sentences), tuple(paragraphs))


def annotate(report: Report) -> Layers:
    """All layers of one report. It is read by itself: the roundings of a quantised model depend on all that it is given in one go."""
    words = words_of(report)
    runs = list(_runs(words))
    read = model.reader().read([(words.forms[first:stop], [s - first for s in opens]) for first, stop, opens in runs])
    return layers_of(words, [(first, one) for (first, _, _), one in zip(runs, read, strict=True)])


def _runs(words: Words) -> list[tuple[int, int, list[int]]]:
    """Runs to read: paragraphs, or whole sentences of a long one. Each with the first words of its sentences."""
    out: list[tuple[int, int, list[int]]] = []
    at = 0
    for _, end in words.paragraphs:
        first = stop = -1
        opens: list[int] = []
        while at < len(words.sentences) and words.sentences[at][0] < end:
            s, e = words.sentences[at]
            if first >= 0 and e - first > MOST_WORDS:
                out.append((first, stop, opens))
                first = -1
            if first < 0:
                first, opens = s, []
            opens.append(s)
            stop = e
            at += 1
        if first >= 0:
            out.append((first, stop, opens))
    return out


def layers_of(words: Words, parts: Sequence[tuple[int, ReadRun]]) -> Layers:
    """The layers of a text from what the model says of its runs, each given with its first word."""
    upos: list[str] = []
    heads: list[int] = []
    deprels: list[str] = []
    names: list[Name] = []
    times: list[Timex] = []
    attributions: list[Attribution] = []
    factuality: list[float] = []
    for base, run in parts:
        upos.extend(run.upos)
        deprels.extend(run.deprels)
        heads.extend(h if h < 0 else h + base for h in run.heads)
        names.extend(Name(n.label, n.first + base, n.stop + base) for n in run.names)
        times.extend(Timex(a + base, b + base) for a, b in run.times)
        attributions.extend(_attributions(run, base))
        factuality.extend(scores[0] for scores in run.factuality)
    _join_halves(words, upos, heads, deprels)
    return Layers(
        words=words.forms,
        starts=words.starts,
        ends=words.ends,
        lemmas=tuple(lemma(w, u) for w, u in zip(words.forms, upos, strict=True)),
        upos=tuple(upos),
        heads=tuple(heads),
        deprels=tuple(deprels),
        sentences=words.sentences,
        paragraphs=words.paragraphs,
        names=_hyphened(names, words, upos, deprels),
        times=tuple(times),
        attributions=tuple(attributions),
        factuality=tuple(factuality),
    )


def _join_halves(words: Words, upos: list[str], heads: list[int], deprels: list[str]) -> None:
    """Hangs the first half of a hyphened noun on the second where the tree has both beside each other: "the UN secretary-general said"."""
    for i, form in enumerate(words.forms[1:-1], 1):
        if form != "-" or words.ends[i - 1] != words.starts[i] or words.ends[i] != words.starts[i + 1]:
            continue
        half, whole = i - 1, i + 1
        if upos[half] == upos[whole] == "NOUN" and (heads[half], deprels[half]) == (heads[whole], deprels[whole]):
            heads[:] = [whole if h == half else h for h in heads]
            heads[half], deprels[half] = whole, "compound"


def _hyphened(names: list[Name], words: Words, upos: list[str], deprels: list[str]) -> tuple[Name, ...]:
    """The names with what hyphens join to them, where the tree takes it for a part of the name: "Ki-moon" whole, but "Assad" of "Assad-led"."""
    taken = {i for n in names for i in range(n.first, n.stop)}

    def joins(i: int) -> bool:
        return (
            words.ends[i - 1] == words.starts[i]
            and words.ends[i] == words.starts[i + 1]
            and upos[i + 1] in ("PROPN", "NOUN")
            and deprels[i + 1] == "flat"
            and taken.isdisjoint((i, i + 1))
        )

    out = []
    for name in names:
        stop = name.stop
        while stop + 1 < len(upos) and words.forms[stop] == "-" and joins(stop):
            stop += 2
        out.append(Name(name.label, name.first, stop))
    return tuple(out)


def _attributions(run: ReadRun, base: int) -> list[Attribution]:
    """Sources and contents put to their cues; a content whose report has no cue near stands alone."""
    out = []
    for k, cue in enumerate(run.cues):
        sources = tuple(s for s in run.sources if run.ties.get(s) == k)
        contents = tuple(c for c in run.contents if run.ties.get(c) == k)
        out.append(Attribution(_moved(sources, base), _moved((cue,), base), _moved(contents, base)))
    if not run.cues:
        out.extend(Attribution(_moved(tuple(run.sources), base), (), _moved((c,), base)) for c in run.contents)
    return out


def _moved(spans: tuple[tuple[int, int], ...], base: int) -> tuple[tuple[int, int], ...]:
    return tuple((a + base, b + base) for a, b in spans)


def reader_hash() -> str:
    """The hash of the shipped reader's files: another hash, another reader."""
    return model.shipped_hash()


__all__ = ["Words", "annotate", "caseless", "layers_of", "reader_hash", "words_of"]
