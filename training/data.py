"""The public data as runs of words with whatever layers each set has. A run is one or more whole sentences of one paragraph or document."""

import json
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.annotate import tokens
from training.splits import time_held_out

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
BIO = {"O": 0, "B": 1, "I": 2}
IGNORE = -100


@dataclass(frozen=True)
class Run:
    """Words with gold layers; a layer that the set lacks is None. `sentence` numbers each word's sentence within the run. `heads` -1 is the root.

    `partial_names` tells that O may hide a MISC name. `links` gives for the first word of each source or content fragment the first words of its
    cues: one source may have several. `factuality` is -3 (sure that not) to +3 (sure that so), NaN on words that were not judged; `judges` is whose
    scale it is.
    """

    words: list[str]
    sentence: list[int]
    upos: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None
    partial_names: bool = False
    source: list[int] | None = None
    cue: list[int] | None = None
    content: list[int] | None = None
    links: dict[int, tuple[int, ...]] = field(default_factory=dict)
    times: list[int] | None = None
    factuality: list[float] | None = None
    judges: int = 0


PER_WORD = ("words", "sentence", "upos", "heads", "deprels", "names", "source", "cue", "content", "times", "factuality")


def join(runs: list[Run]) -> Run:
    """Consecutive runs as one."""
    out: dict[str, object] = {"partial_names": runs[0].partial_names, "judges": runs[0].judges}
    offsets, sentence_offsets = [], []
    at = sentences = 0
    for run in runs:
        offsets.append(at)
        sentence_offsets.append(sentences)
        at += len(run.words)
        sentences += run.sentence[-1] + 1
    for key in PER_WORD:
        columns = [getattr(r, key) for r in runs]
        if columns[0] is None:
            continue
        if key == "heads":
            columns = [[h if h < 0 else h + o for h in c] for c, o in zip(columns, offsets, strict=True)]
        elif key == "sentence":
            columns = [[s + o for s in c] for c, o in zip(columns, sentence_offsets, strict=True)]
        out[key] = [value for column in columns for value in column]
    out["links"] = {i + o: tuple(c + o for c in cues) for r, o in zip(runs, offsets, strict=True) for i, cues in r.links.items()}
    return Run(**out)  # type: ignore[arg-type]


def conllu(path: Path) -> list[list[Run]]:
    """Documents of single-sentence runs with part of speech and tree."""
    docs: list[list[Run]] = [[]]
    rows: list[list[str]] = []
    for line in path.open(encoding="utf-8"):
        if line.startswith("# newdoc") and docs[-1]:
            docs.append([])
        elif line.strip() == "" and rows:
            ids = {row[0]: k for k, row in enumerate(rows)}
            docs[-1].append(
                Run(
                    words=[r[1] for r in rows],
                    sentence=[0] * len(rows),
                    upos=[r[3] for r in rows],
                    heads=[ids.get(r[6], -1) for r in rows],
                    deprels=[r[7] for r in rows],
                )
            )
            rows = []
        elif line[:1].isdigit():
            row = line.rstrip("\n").split("\t")
            if "-" not in row[0] and "." not in row[0]:
                rows.append(row)
    return [d for d in docs if d]


def iob(path: Path) -> list[list[Run]]:
    """Documents of single-sentence runs with names, from CoNLL-2003 or UNER files."""
    uner = path.suffix == ".iob2"
    docs: list[list[Run]] = [[]]
    rows: list[tuple[str, str]] = []
    for line in [*path.open(encoding="utf-8"), "\n"]:
        if line.startswith("-DOCSTART-"):
            if docs[-1]:
                docs.append([])
        elif line.startswith("# newdoc") and docs[-1]:
            docs.append([])
        elif not line.strip():
            if rows:
                docs[-1].append(Run(words=[w for w, _ in rows], sentence=[0] * len(rows), names=_bio2([t for _, t in rows]), partial_names=uner))
                rows = []
        elif not line.startswith("# ") or not uner:
            row = line.rstrip("\n").split("\t" if uner else " ")
            rows.append((row[1], row[2]) if uner else (row[0], row[-1]))
    return [d for d in docs if d]


def _bio2(tags: list[str]) -> list[str]:
    """IOB1 or IOB2 to IOB2; strange labels become O."""
    out: list[str] = []
    before = "O"
    for tag in tags:
        kind = tag[2:]
        if kind not in ("PER", "ORG", "LOC", "MISC"):
            out.append("O")
        elif tag[0] == "B" or before[2:] != kind:
            out.append("B-" + kind)
        else:
            out.append("I-" + kind)
        before = out[-1]
    return out


def cut(text: str) -> Iterator[tuple[list[tuple[int, int]], list[int]]]:
    """Words and sentence numbers of each paragraph of plain text, by the reader's own rules."""
    for start, end in tokens.paragraphs(text):
        spans = [(s + start, e + start) for s, e in tokens.words(text[start:end])]
        if not spans:
            continue
        numbers = [0] * len(spans)
        for k, (first, stop) in enumerate(tokens.sentences(text, spans)):
            numbers[first:stop] = [k] * (stop - first)
        yield spans, numbers


def tag(spans: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> list[int]:
    """BIO tags (0 1 2) of words for character spans; a word belongs where it overlaps."""
    out = [0] * len(spans)
    for start, end in wanted:
        inside = [i for i, (s, e) in enumerate(spans) if s < end and start < e]
        for k, i in enumerate(inside):
            if out[i] == 0:
                out[i] = 1 if k == 0 else 2
    return out


_ENTITY = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d; ]+)\t", re.MULTILINE)
_RELATION = re.compile(r"^E\d+\tAttribution:T\d+ (.*)$", re.MULTILINE)


def polnear_files(folder: Path) -> list[tuple[Path, Path]]:
    """(text, annotation) pairs; a report that several people annotated comes several times."""
    texts = {p.stem: p for p in folder.glob("**/*.txt")}
    return [(texts[a.stem.rpartition("_")[0]], a) for a in sorted(folder.glob("**/*.ann")) if a.stem.rpartition("_")[0] in texts]


Fragments = list[tuple[int, int]]
Relation = list[tuple[str, Fragments]]  # the parts of an attribution: Source, Cue or Content, and the characters of its fragments


def _marked(annotation: Path) -> tuple[dict[str, tuple[str, Fragments]], list[Relation]]:
    """The entities of a file by their names, as kind and characters, and its relations."""
    with annotation.open(encoding="utf-8", newline="") as f:
        marks = f.read()
    entities = {}
    for m in _ENTITY.finditer(marks):
        entities[m[1]] = (m[2], [(int(a), int(b)) for a, b in (x.split() for x in m[3].split(";"))])
    named = ([p.partition(":")[2] for p in m[1].split()] for m in _RELATION.finditer(marks))
    return entities, [[entities[p] for p in parts if p in entities] for parts in named]


def polnear_relations(annotation: Path) -> list[Relation]:
    """Each attribution that a file marks."""
    return _marked(annotation)[1]


def polnear(text_path: Path, annotation: Path) -> list[Run]:
    """One report as paragraph runs with attribution."""
    with text_path.open(encoding="utf-8", newline="") as f:
        text = f.read()
    entities, relations = _marked(annotation)
    runs = []
    for spans, numbers in cut(text):
        low, high = spans[0][0], spans[-1][1]
        layers = {}
        for kind in ("Source", "Cue", "Content"):
            wanted = sorted(s for k, frags in entities.values() if k == kind for s in frags if s[0] < high and low < s[1])
            layers[kind.lower()] = tag(spans, wanted)
        runs.append(Run(words=[text[s:e] for s, e in spans], sentence=numbers, links=_links(spans, relations), **layers))
    return runs


def _links(spans: Fragments, relations: list[Relation]) -> dict[int, tuple[int, ...]]:
    at = {s: i for i, (s, _) in enumerate(spans)}
    out: dict[int, tuple[int, ...]] = {}
    for parts in relations:
        cues = [frags[0][0] for kind, frags in parts if kind == "Cue"]
        if not cues or cues[0] not in at:
            continue
        for kind, frags in parts:
            if kind != "Cue":
                for s, _ in frags:
                    if s in at:
                        out[at[s]] = (*out.get(at[s], ()), at[cues[0]])
    return out


_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z0-9]+)([^>]*)>")


def timeml_text(source: str) -> tuple[str, list[tuple[int, int]]]:
    """Plain text of a TimeML file's TEXT and the (start, end) of its TIMEX3 spans."""
    body = _TEXT.search(source)
    inner = body[1] if body else source
    for entity, char in (("&lt;", "‹"), ("&gt;", "›"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        inner = inner.replace(entity, char)
    plain: list[str] = []
    spans, stack = [], []
    at = length = 0
    for m in _TAG.finditer(inner):
        plain.append(inner[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m[2] == "TIMEX3" and not m[3].endswith("/"):
            if m[1]:
                spans.append((stack.pop(), length))
            else:
                stack.append(length)
    plain.append(inner[at:])
    return "".join(plain).replace("‹", "<").replace("›", ">"), [s for s in spans if s[1] > s[0]]


def timeml(path: Path) -> list[Run]:
    """One report as paragraph runs with time expressions."""
    text, wanted = timeml_text(path.read_text("utf-8"))
    return [Run(words=[text[s:e] for s, e in spans], sentence=numbers, times=tag(spans, wanted)) for spans, numbers in cut(text)]


JUDGES = ("uw", "meantime", "uds")


def factuality(path: Path, judges: str) -> list[Run]:
    """The sentences of a factuality set, which are in no order: how sure it is that each judged word's event is so, by the scale of `judges`."""
    out = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        words = row["text"].split(" ")
        judged = [math.nan] * len(words)
        for target in row["targets"]:
            judged[target["span1"][0]] = target["label"]
        out.append(Run(words=words, sentence=[0] * len(words), factuality=judged, judges=JUDGES.index(judges)))
    return out


def pieces_of(run: Run) -> list[Run]:
    """A run cut into its sentences."""
    out = []
    first = 0
    for stop in range(1, len(run.words) + 1):
        if stop == len(run.words) or run.sentence[stop] != run.sentence[first]:
            out.append(part(run, first, stop))
            first = stop
    return out


def part(run: Run, first: int, stop: int) -> Run:
    """Words `first` to `stop` of a run; links that leave it are dropped."""
    values: dict[str, object] = {}
    for key in PER_WORD:
        column = getattr(run, key)
        if column is not None:
            values[key] = column[first:stop]
    if run.heads is not None:
        values["heads"] = [h - first if first <= h < stop else -1 for h in run.heads[first:stop]]
    base = run.sentence[first]
    values["sentence"] = [s - base for s in run.sentence[first:stop]]
    inside = {i - first: tuple(c - first for c in cues if first <= c < stop) for i, cues in run.links.items() if first <= i < stop}
    links = {i: cues for i, cues in inside.items() if cues}
    return Run(partial_names=run.partial_names, judges=run.judges, links=links, **values)  # type: ignore[arg-type]


def grouped(sentences: list[Run], most_words: int, rng: random.Random | None, alone: float = 0.5) -> list[Run]:
    """Sentences of one document put together into runs of at most `most_words`; with `rng`, a share stays `alone`."""
    out: list[Run] = []
    held: list[Run] = []
    size = 0
    limit = most_words
    for s in sentences:
        if held and size + len(s.words) > limit:
            out.append(join(held))
            held, size = [], 0
        if not held:
            limit = 1 if rng is not None and rng.random() < alone else (rng.randint(20, most_words) if rng else most_words)
        held.append(s)
        size += len(s.words)
    if held:
        out.append(join(held))
    return out


# ---- the dirt that the reader must bear

_MARKS = frozenset(",")
_QUOTES = frozenset(["'", '"', "''", "``", "’", "‘", "“", "”"])
_APOSTROPHE = re.compile(r"['’]")


def shouted(run: Run) -> Run:
    """The run as upper-case wire copy."""
    return replace(run, words=[w.upper() for w in run.words])


def stripped(run: Run, quotes: bool = False) -> Run:
    """The run without commas and apostrophes, as whoever made the crisis corpus left it: "Syria 's" becomes "Syrias"."""
    words = list(run.words)
    keep = [True] * len(words)
    for i, word in enumerate(run.words):
        bare = _APOSTROPHE.sub("", word)
        if word in _MARKS or not bare or (quotes and word in _QUOTES):
            keep[i] = False
        elif bare != word:
            words[i] = bare
            if bare.lower() == "s" and i and keep[i - 1] and run.words[i - 1][-1:].isalpha() and run.sentence[i - 1] == run.sentence[i]:
                words[i - 1] += bare
                keep[i] = False
    if all(keep) and words == run.words:
        return run
    if not any(keep):
        return run
    return _without(replace(run, words=words), keep)


def _without(run: Run, keep: list[bool]) -> Run:
    new = {}
    for i, k in enumerate(keep):
        if k:
            new[i] = len(new)
    values: dict[str, object] = {"partial_names": run.partial_names, "judges": run.judges}
    for key in PER_WORD:
        column = getattr(run, key)
        if column is not None:
            values[key] = [v for v, k in zip(column, keep, strict=True) if k]
    if run.heads is not None and run.deprels is not None:
        heads, deprels = _lifted(run, keep)
        values["heads"] = [new.get(heads[i], -1) for i, k in enumerate(keep) if k]
        values["deprels"] = [deprels[i] for i, k in enumerate(keep) if k]
    if run.names is not None:
        values["names"] = _bio2([t for t, k in zip(run.names, keep, strict=True) if k])
    for key in ("source", "cue", "content", "times"):
        column = getattr(run, key)
        if column is not None:
            values[key] = _mend(column, keep)
    first_kept = {}
    for i in {*run.links, *(c for cues in run.links.values() for c in cues)}:
        j = i
        while j < len(keep) and not keep[j]:
            j += 1
        first_kept[i] = new.get(j)
    moved = {first_kept[i]: tuple(first_kept[c] for c in cues if first_kept[c] is not None) for i, cues in run.links.items()}
    links = {i: cues for i, cues in moved.items() if i is not None and cues}
    numbers: list[int] = []
    for s in values["sentence"]:  # type: ignore[attr-defined]
        numbers.append(s)
    ranks = {s: k for k, s in enumerate(sorted(set(numbers)))}
    values["sentence"] = [ranks[s] for s in numbers]
    return Run(links=links, **values)  # type: ignore[arg-type]


def _mend(column: list[int], keep: list[bool]) -> list[int]:
    """BIO tags after words are gone: a span whose first word went opens at its next."""
    out = []
    opened = False
    for value, k in zip(column, keep, strict=True):
        if value == 1:
            opened = True
        elif value == 0:
            opened = False
        if k:
            out.append(1 if value and opened else value)
            opened = False
    return out


def _lifted(run: Run, keep: list[bool]) -> tuple[list[int], list[str]]:
    """Heads with removed words skipped; a removed root hands its place to its first kept dependent."""
    heads, deprels = list(run.heads or []), list(run.deprels or [])
    for i, k in enumerate(keep):
        if k:
            continue
        children = [c for c, h in enumerate(heads) if h == i]
        if heads[i] < 0 and children:
            kept = [c for c in children if keep[c]] or children
            heads[kept[0]], deprels[kept[0]] = -1, "root"
            heads[i] = kept[0]
            children = [c for c in children if c != kept[0]]
            for c in children:
                heads[c] = kept[0]
        else:
            for c in children:
                heads[c] = heads[i]
    return heads, deprels


# ---- the sets


def with_names(trees: list[list[Run]], names: list[list[Run]]) -> list[list[Run]]:
    """The same sentences with both layers; the few whose words differ go without names (all of a document, since a run needs whole layers)."""
    known = {tuple(r.words): r.names for doc in names for r in doc}
    out = []
    for doc in trees:
        found = [known.get(tuple(r.words)) for r in doc]
        out.append([replace(r, names=n, partial_names=True) for r, n in zip(doc, found, strict=True)] if all(found) else doc)
    return out


def load_train(corpora: Path) -> dict[str, list[list[Run]]]:
    """Training documents by set name; each document is a list of runs that follow one another."""
    times = sorted((corpora / "time").glob("**/*.tml"))
    apart = set(time_held_out(times))
    seen: set[Path] = set()
    attribution = []
    for text, annotation in polnear_files(corpora / "attribution/polnear/train"):
        if text not in seen:  # one annotator a report
            seen.add(text)
            attribution.append(polnear(text, annotation))
    return {
        "ewt": with_names(conllu(corpora / "syntax/ewt/train.conllu"), iob(corpora / "names/uner-ewt/train.iob2")),
        "gum": conllu(corpora / "syntax/gum/train.conllu"),
        "conll": iob(corpora / "names/conll2003/train.txt"),
        "polnear": attribution,
        "tbaq": [timeml(p) for p in times if p not in apart],
        **load_factuality(corpora),
    }


def load_factuality(corpora: Path) -> dict[str, list[list[Run]]]:
    """The training sentences of the factuality sets, each a document of its own."""
    return {name: [[run] for run in factuality(corpora / "factuality" / name / "train.jsonl", name)] for name in JUDGES}
