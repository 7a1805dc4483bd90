"""MUC-4's incidents: what kind, when, where, at what stage, by whom (and how surely), on whom, with what; against the keys of 1992.

Our records are put into the conference's terms by `muc.tellings`. Ours and the keys' are paired one to one, the likest first: the types must go
together (an ATTACK goes with any), and a perpetrator, a target or a place finer than the country must be shared. In a slot a phrase is right that
is one of the key's strings but for words before or behind. What the key marks as optional counts only where it is met.

Stage and confidence are taken on paired incidents, the number and the effect of people on those targets that both have; each beside the guess that is
right most often. CEAF-REE: see `muc.entities`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.pipeline import records_of
from dateline.text.make import make_report
from evaluation.frame import Measure, Part, Unusable, Yardstick
from evaluation.muc import entities
from evaluation.muc.incident import Incident, Target
from evaluation.muc.keys import Filler, Message, Template, read_messages, read_templates
from evaluation.muc.pairs import alike, likeness, rows_of
from evaluation.muc.tellings import incidents_of
from evaluation.reading import Reading
from evaluation.scoring import Tally, paired

TUNED = ("dev", "tst1")  # the parts that the mapping was made on
NOTE = "the mapping of our records was made on these reports"
Judged = tuple[Filler, str]  # what the key has, and what we have


@dataclass
class Score:
    """What is counted over the reports of a part."""

    incidents: Tally = field(default_factory=Tally)
    slots: dict[str, Tally] = field(default_factory=dict)
    stages: list[Judged] = field(default_factory=list)
    confidences: list[Judged] = field(default_factory=list)
    numbers: list[Judged] = field(default_factory=list)
    effects: list[Judged] = field(default_factory=list)
    entities: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in entities.ROLES})

    def add(self, message: Message, gold: Sequence[Template], ours: Sequence[Incident]) -> None:
        """Count one report."""
        pairs = paired(gold, ours, likeness)
        missed = [g for g in gold if not g.optional and all(g is not p for p, _ in pairs)]
        spare = [o for o in ours if all(o is not p for _, p in pairs)]
        self.incidents.add(len(pairs), len(ours), len(pairs) + len(missed))
        for g, o in [*pairs, *((g, None) for g in missed), *((None, o) for o in spare)]:
            for row in rows_of(g, o):
                self.slots.setdefault(row.slot, Tally()).add(*row.counted())
        for template, incident in pairs:
            self.stages += [(f, incident.stage) for f in template.fillers("INCIDENT: STAGE OF EXECUTION")]
            self.confidences += confidence(template, incident)
            self.numbers += on_found(template.fillers("HUM TGT: NUMBER"), incident.people, lambda t: t.number)
            self.effects += on_found(template.fillers("HUM TGT: EFFECT OF INCIDENT"), incident.people, lambda t: t.effect)
        for role, tally in self.entities.items():
            theirs, own = entities.wanted(message.text, gold, role), entities.got(ours, role)
            tally.add(entities.right(theirs, own), len(own), len(theirs))


def confidence(gold: Template, ours: Incident) -> list[Judged]:
    """The confidence in the organisation that both name; where they name others, in the first of each; nothing where one names none."""
    fillers = gold.fillers("PERP: ORGANIZATION CONFIDENCE")
    if not fillers or not ours.organisations:
        return []
    both = ((f, sure) for f in fillers for name, sure in ours.organisations if alike(name, Filler(f.of)))
    return [next(both, (fillers[0], ours.organisations[0][1]))]


def on_found(gold: Sequence[Filler], people: Sequence[Target], said: Callable[[Target], str | None]) -> list[Judged]:
    """What we say of the people whom both have, one to one, beside what the key does; where we say nothing, "" is wrong."""
    return [(f, said(t) or "") for f, t in paired(gold, people, lambda f, t: float(alike(t.text, Filler(f.of))))]


def accuracy(judged: Sequence[Judged]) -> float:
    """Points of what is among the key's strings."""
    return 100 * sum(one in filler.strings for filler, one in judged) / len(judged) if judged else 0.0


def mean_accuracy(judged: Sequence[Judged]) -> float:
    """The mean over what the key has, each counting alike however rare: the guess of one thing alone has but its share."""
    kinds = {filler.strings[0] for filler, _ in judged}
    return sum(accuracy([j for j in judged if j[0].strings[0] == kind]) for kind in kinds) / len(kinds) if kinds else 0.0


def majority(judged: Sequence[Judged]) -> str:
    """What the key has most often."""
    return Counter(s for filler, _ in judged for s in filler.strings).most_common(1)[0][0] if judged else ""


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    keys = [f for f in part.files if f.name.startswith("key")]
    templates = read_templates(keys)
    messages = [m for m in read_messages(f for f in part.files if f not in keys) if m.id in templates]
    if not messages:
        raise Unusable(f"{part.title}: no report of these texts has a key")
    reports = [make_report(m.text, ref=m.id) for m in messages]
    score = Score()
    for message, report, layers in zip(messages, reports, reading.reports(reports, f"incidents, {part.title}"), strict=True):
        score.add(message, templates[message.id], incidents_of(report, layers, records_of(report, layers)[0]))
    yield from measures(part, score)


def measures(part: Part, score: Score) -> Iterator[Measure]:
    """The figures of a part; held to what they were unless the mapping was made on it."""

    def one(metric: str, ours: float, on: float, floor: bool = True) -> Measure:
        return Measure(part.title, metric, ours, round(on), part.note, floor=floor and not part.note)

    def three(name: str, tally: Tally) -> Iterator[Measure]:
        yield one(f"{name}: F1", tally.f1, tally.gold)
        yield one(f"{name}: precision", tally.precision, tally.ours)
        yield one(f"{name}: recall", tally.recall, tally.gold)

    yield from three("incidents", score.incidents)
    kinds = {"stage": score.stages, "perpetrator confidence": score.confidences, "number of people": score.numbers, "effect on people": score.effects}
    for name, judged in kinds.items():
        guess = [(filler, majority(judged)) for filler, _ in judged]
        yield one(f"{name}, of matched", accuracy(judged), len(judged))
        yield one(f"{name}, the majority guess", accuracy(guess), len(judged), floor=False)
        yield one(f"{name}, of matched, mean of its kinds", mean_accuracy(judged), len(judged))
        yield one(f"{name}, the majority guess, mean of its kinds", mean_accuracy(guess), len(judged), floor=False)
    whole = Tally()
    for tally in score.entities.values():
        whole.add(tally.right, tally.ours, tally.gold)
    yield from three("CEAF-REE", whole)
    for role, tally in score.entities.items():
        yield one(f"CEAF-REE, {role}: F1", tally.f1, tally.gold)
    for slot, tally in score.slots.items():
        yield one(f"slot, {slot}: F1", tally.f1, tally.gold)


def _parts(corpora: Path) -> list[Part]:
    folder = corpora / "incidents" / "muc34"
    tuned = tuple(f for name in TUNED for f in _files(folder / name))
    others = [d for d in sorted(folder.glob("tst*")) if d.name not in TUNED]
    unseen = [Part(f"MUC-4 {d.name}", _files(d), _wanted(d)) for d in others] or [Part("MUC-4 unseen", (), f"tst* in {folder}")]
    return [Part(f"MUC-4 {'+'.join(TUNED)} (tuned)", tuned, " or ".join(_wanted(folder / name) for name in TUNED), NOTE), *unseen]


def _files(folder: Path) -> tuple[Path, ...]:
    """Keys and texts of a folder; none where one of the two lacks."""
    keys = sorted(folder.glob("key-*"))
    texts = [f for f in sorted(folder.glob("*-muc*")) if f not in keys]
    return (*keys, *texts) if keys and texts else ()


def _wanted(folder: Path) -> str:
    return f"key-* and *-muc* in {folder}"


def _given(path: Path) -> list[Part]:
    folders = [d for d in (path, *sorted(path.glob("*"))) if d.is_dir() and _files(d)]
    return [Part(d.name, _files(d), _wanted(d)) for d in folders] or [Part(path.name, (), _wanted(path))]


YARDSTICK = Yardstick(
    name="incidents",
    about="incidents of violence, their slots, stage and perpetrators' standing (a folder with key-* and texts, as MUC-4's)",
    parts=_parts,
    given=_given,
    measure=_measure,
)
