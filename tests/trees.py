"""Layers written by hand, a word a line, and any layers at all, for tests that need no model."""

from itertools import accumulate

from hypothesis import strategies as st

from dateline.annotate.layers import Attribution, Layers, Name

_WORDS = [
    "said",
    '"',
    ".",
    ",",
    "the",
    "that",
    "to",
    "not",
    "will",
    "agreed",
    "claims",
    "report",
    "Annan",
    "troops",
    "denied",
    "killed",
    "urged",
    "fear",
    "according",
    "he",
    "it",
    "we",
    "no",
    "if",
    ":",
    "adding",
    "saying",
    "quoted",
    "statement",
    "opposed",
    "toll",
    "put",
    "at",
    "which",
]
_TAGS = ["NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "ADJ", "NUM", "PUNCT", "CCONJ", "SCONJ", "PRON", "ADV", "PART"]
_RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "conj",
    "cc",
    "acl",
    "acl:relcl",
    "case",
    "mark",
    "xcomp",
    "ccomp",
    "advcl",
    "parataxis",
    "punct",
    "aux",
    "aux:pass",
    "cop",
    "det",
    "amod",
    "advmod",
    "compound",
    "compound:prt",
    "flat",
    "root",
    "appos",
]

Row = tuple[str, str, str, int, str]


def tree(lines: str, **more: object) -> Layers:
    """Layers of one sentence: "word lemma POS head relation" a line, heads counted from 1, 0 the root; words are parted by one blank."""
    rows = [line.split() for line in lines.strip().splitlines()]
    return layers_of([[(w, lemma, pos, int(head), relation) for w, lemma, pos, head, relation in rows]], **more)


def layers_of(sentences: list[list[Row]], **more: object) -> Layers:
    """Layers of several sentences in one paragraph."""
    rows: list[Row] = [row for rows in sentences for row in rows]
    bounds: list[tuple[int, int]] = []
    heads: list[int] = []
    for one in sentences:
        base = bounds[-1][1] if bounds else 0
        bounds.append((base, base + len(one)))
        heads.extend(row[3] - 1 + base if row[3] else -1 for row in one)
    starts = [0, *accumulate(len(r[0]) + 1 for r in rows)][: len(rows)]
    return Layers(
        words=tuple(r[0] for r in rows),
        starts=tuple(starts),
        ends=tuple(s + len(r[0]) for s, r in zip(starts, rows, strict=True)),
        lemmas=tuple(r[1] for r in rows),
        upos=tuple(r[2] for r in rows),
        heads=tuple(heads),
        deprels=tuple(r[4] for r in rows),
        sentences=tuple(bounds),
        paragraphs=((0, len(rows)),) if rows else (),
        **more,  # type: ignore[arg-type]
    )


@st.composite
def any_tree(draw: st.DrawFn) -> Layers:
    """A few sentences of any words with any trees, names and attributions."""
    sentences = [_sentence(draw) for _ in range(draw(st.integers(0, 3)))]
    size = sum(len(s) for s in sentences)
    runs = st.tuples(st.integers(0, max(0, size - 1)), st.integers(1, 6)).map(lambda r: (r[0], min(size, r[0] + r[1])))
    several = st.lists(runs, max_size=2).map(tuple) if size else st.just(())
    attributions = draw(st.lists(st.builds(Attribution, several, several, several), max_size=3)) if size else []
    name = draw(runs) if size else None
    names = (Name(draw(st.sampled_from(["PER", "ORG", "LOC", "MISC"])), *name),) if name else ()
    return layers_of(sentences, attributions=tuple(attributions), names=names)


def _sentence(draw: st.DrawFn) -> list[Row]:
    """One sentence with a tree: each word hangs on one that was hung before it, in an order drawn at random."""
    n = draw(st.integers(1, 12))
    order = draw(st.permutations(range(n)))
    heads = [0] * n
    for k, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, k - 1))] + 1
    rows: list[Row] = []
    for i in range(n):
        word = draw(st.sampled_from(_WORDS))
        relation = draw(st.sampled_from(_RELATIONS)) if heads[i] else "root"
        rows.append((word, draw(st.sampled_from([word.lower(), "say", "report"])), draw(st.sampled_from(_TAGS)), heads[i], relation))
    return rows
