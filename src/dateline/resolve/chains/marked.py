"""What the reading model marked, joined to what the lexicon and the tree tell: each lends the other what it lacks."""

from dataclasses import replace

from dateline.annotate.grammar import DASHES
from dateline.annotate.layers import Attribution, Layers
from dateline.resolve.chains import quotes
from dateline.resolve.chains.contents import around, before_occasion, opens_speech
from dateline.resolve.chains.cue_words import lexicon
from dateline.resolve.chains.runs import Run, tidy, without, without_aside
from dateline.resolve.chains.said import Said, attitude_of, unsaid
from dateline.resolve.chains.subjects import goes_on, told_beside
from dateline.resolve.chains.telling import is_cue, is_passive, may_speak, phrase_start, subject_child, top

_BY_MODEL = 0.7  # confidence where the tree tells no such attribution
_BY_TREE = 0.9  # where the model marked none
_FAR = 8  # words from the tree's subject to one who speaks right before the cue
_STOPS = frozenset((",", *DASHES))
_AGAINST = frozenset(("while", "whereas", "but", "although", "though", "and"))


def merged(layers: Layers, told: list[Said]) -> list[tuple[Said, float]]:
    """The tree's attributions and those that the model alone marked, each with its confidence, in the order of their cues."""
    by_head = {s.head: s for s in told}
    extra: list[Said] = []
    for attribution in layers.attributions:
        cue = attribution.cues[0] if attribution.cues else (0, 0)
        head = next((k for k in range(*cue) if k in by_head), None)
        if head is not None:
            by_head[head] = _joined(layers, by_head[head], attribution)
        elif (one := _by_model(layers, attribution, cue)) is not None:
            extra.append(one)
    out = [(s, 1.0 if s.sure else _BY_TREE) for s in by_head.values()] + [(s, _BY_MODEL) for s in extra if s.head not in by_head]
    return sorted(out, key=lambda pair: pair[0].cue)


def _joined(layers: Layers, tree: Said, model: Attribution) -> Said:
    """The tree's attribution with what it lacks from the model's."""
    if tree.unnamed or tree.told_by is not None:
        return replace(tree, sure=True)
    near = _nearby(layers, model.contents, tree.head)
    inside = next((r for r in model.sources if tree.source is not None and r[0] <= tree.source < r[1]), None)
    if inside is not None and near and tree.source is not None and any(a <= tree.source < b for a, b in tree.contents):
        return replace(tree, source=None, source_run=inside, contents=near)  # "the plan, said Anna Berg, is dead", the tree astray
    if tree.attitude != "ask" and _is_around(layers, tree.head, near):
        return replace(tree, contents=near, sure=True)
    source_run = _nearest(layers, model.sources, tree.head) if tree.source is None else _right_before(layers, tree, model)
    contents = tree.contents if tree.attitude == "ask" else _wider(layers, tree, near)
    if not contents:
        contents = near
        if layers.lemmas[tree.head] in lexicon().grammar.with_clause:
            contents = tuple(r for r in near if _is_clause(layers, r))
        elif source_run:
            contents = around(layers, tree.head, source_run) or near
    source = tree.source if source_run is None else None
    return replace(tree, source=source, source_run=source_run, contents=contents, sure=bool(tree.contents))


def _is_around(layers: Layers, head: int, marked: tuple[Run, ...]) -> bool:
    """Whether the model marks a content on both sides of a cue that the tree hangs on its subject: "the airport, the minister said, will close"."""
    noun = layers.heads[head]
    before = any(a <= noun < b <= head for a, b in marked)
    return before and layers.deprels[head] == "acl:relcl" and "," in layers.words[noun + 1 : head] and any(head < a for a, _ in marked)


def _right_before(layers: Layers, tree: Said, model: Attribution) -> Run | None:
    """The source that the model marks right before the cue, where the tree's subject lies further off: lost commas lead trees astray."""
    if tree.source is None:
        return None
    first, stop = layers.edges[tree.source]
    for a, b in model.sources:
        far = a - tree.source > _FAR and may_speak(layers, top(layers, a, b))
        apart = not a <= tree.source < b and (far or not first <= a < b <= stop)
        if apart and b <= tree.head and all(layers.upos[k] in ("AUX", "ADV") for k in range(b, tree.head)):
            return a, b
    return None


def _wider(layers: Layers, tree: Said, marked: tuple[Run, ...]) -> tuple[Run, ...]:
    """The tree's contents, each made as wide as the one around it that the model marked in the same sentence."""
    here = layers.sentences[layers.sentence_of[tree.head]]
    held = [r for r in marked if here[0] <= r[0] and r[1] <= here[1]]
    around = [next((m for m in held if m[0] <= a and b <= m[1]), None) for a, b in tree.contents]
    return tuple(r if m is None else _clipped(layers, tree, r[1], m) for r, m in zip(tree.contents, around, strict=True))


def _clipped(layers: Layers, tree: Said, stop: int, run: Run) -> Run:
    """The run that the model marked, without what is another's after `stop`, an aside after a comma, and the words of the source."""
    own = _own(layers, tree, stop, run)
    if tree.bare:
        own = (own[0], before_occasion(layers, stop - 1, own[1]))
    short = without_aside(layers, *own)
    return _beside_source(layers, tree, short if layers.words[short[1] - 1] in _STOPS else own)


def _own(layers: Layers, tree: Said, stop: int, run: Run) -> Run:
    """The run up to the words after `stop` that another one tells: "..., while the council put the toll at 20"."""
    for k in range(stop, run[1]):
        if opens_speech(layers, k):
            return run[0], k
        if is_cue(layers, k) and (goes_on(layers, k) or _sets_off(layers, k, stop) or told_beside(layers, k) == tree.head):
            return run[0], max(stop, min(layers.edges[k][0], k))
    return run


def _sets_off(layers: Layers, k: int, stop: int) -> bool:
    """Whether the cue at word k sets what its own subject says against what came before."""
    opens = next(w for w in range(layers.edges[k][0], k + 1) if layers.upos[w] != "PUNCT")
    return (subject_child(layers, k) or 0) >= stop and layers.low[opens] in _AGAINST


def _beside_source(layers: Layers, tree: Said, run: Run) -> Run:
    """The run without the words of the source that it ends with."""
    first = phrase_start(layers, tree.source) if tree.source is not None else run[1]
    return (run[0], first) if run[0] < first < run[1] <= tree.head else run


def _by_model(layers: Layers, model: Attribution, cue: Run) -> Said | None:
    """An attribution that the model alone marked, where it is whole."""
    if cue[0] == cue[1]:
        return None
    head = next((k for k in range(*cue) if not cue[0] <= layers.heads[k] < cue[1]), cue[0])
    words, lemma = lexicon(), layers.lemmas[head]
    if lemma in words.grammar.acts or is_passive(layers, head) or (lemma in words.naming and lemma not in words.clause):
        return None  # "is expected to": no one is named; "what they call terrorists": nothing is said of them
    source_run = _nearest(layers, model.sources, head)
    contents = tuple(r for r in _nearby(layers, model.contents, head) if layers.lemmas[top(layers, *r)] not in words.grammar.not_said)
    attitude = attitude_of(layers, head) or ("say" if any(_is_speech(layers, r) for r in contents) else None)  # a verb that no list has
    if source_run is None or attitude is None or unsaid(layers, head, attitude) or not any(_is_clause(layers, r) for r in contents):
        return None
    return Said(head, cue, None, contents, attitude, source_run)


def _is_clause(layers: Layers, run: Run) -> bool:
    """Whether the run is a clause or a quotation, not a thing."""
    heads = [k for k in range(*run) if not run[0] <= layers.heads[k] < run[1]]
    return layers.words[run[0]] in quotes.MARKS or any(layers.upos[k] in ("VERB", "AUX") or layers.child(k, "cop", "nsubj") for k in heads)


def _is_speech(layers: Layers, run: Run) -> bool:
    """Whether "that" opens the run, or it is quoted."""
    return run[0] > 0 and (layers.low[run[0] - 1] == "that" or layers.words[run[0] - 1] in quotes.MARKS)


def _nearest(layers: Layers, runs: tuple[Run, ...], head: int) -> Run | None:
    here = layers.sentence_of[head]
    near = [r for r in runs if layers.sentence_of[r[0]] == here and not r[0] <= head < r[1]]
    return min(near, key=lambda r: max(r[0] - head, head - r[1]), default=None)


def _nearby(layers: Layers, runs: tuple[Run, ...], head: int) -> tuple[Run, ...]:
    """The runs of content that begin or end in the cue's own sentence, the cue left out."""
    here = layers.sentence_of[head]
    near = [r for r in runs if here in (layers.sentence_of[r[0]], layers.sentence_of[r[1] - 1]) and not _is_cited(layers, r[0])]
    tidied = (tidy(layers, *r) for r in without(near, (head, head + 1)))
    return tuple(r for r in tidied if r is not None)


def _is_cited(layers: Layers, first: int) -> bool:
    """Whether the run opens right after "citing": a source, and no content."""
    return first > 0 and layers.lemmas[first - 1] in lexicon().grammar.citing and layers.low[first - 1].endswith("ing")
