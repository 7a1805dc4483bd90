"""Our incidents beside the keys' templates: slot by slot, and which two are the same."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.knowledge import countries
from evaluation.muc.incident import ANY, Days, Incident
from evaluation.muc.keys import Filler, Slot, Template
from evaluation.scoring import paired

SHARED = ("place", "perpetrator, individual", "perpetrator, organisation", "physical target", "human target")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = str.maketrans("", "", string.punctuation)
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})", re.IGNORECASE)
_MONTHS = {m: n for n, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_KIND = re.compile(r"\s*\([^)]*\)?\s*$")  # "(CITY)"


def normal(text: str) -> str:
    """A string as the published measure compares it: small letters, no marks, no articles."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_MARKS)).split())


def alike(ours: str, filler: Filler) -> bool:
    """Whether a phrase is one of a filler's strings, but for words before or behind; accents do not count."""
    a = f" {_plain(ours)} "
    return any(b in a or a in b for b in (f" {_plain(s)} " for s in filler.strings) if a.strip() and b.strip())


def _plain(text: str) -> str:
    return normal("".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)))


@dataclass(frozen=True)
class Row:
    """One slot: what the key has, what we have, and whether two of them go together."""

    slot: str
    gold: Sequence[Filler]
    ours: Sequence[str]
    fits: Callable[[str, Filler], bool] = alike

    def counted(self) -> tuple[int, int, int]:
        """How many are right, how many are ours, and how many were wanted: what is optional only where it is met."""
        pairs = paired(self.gold, self.ours, lambda g, o: float(self.fits(o, g)))
        spared = sum(f.optional for f in self.gold) - sum(g.optional for g, _ in pairs)
        return len(pairs), len(self.ours), len(self.gold) - spared


def rows_of(gold: Template | None, ours: Incident | None) -> list[Row]:
    """The slots of a pair, or of what has no pair."""

    def key(*slots: Slot) -> list[Filler]:
        return [f for slot in slots for f in (gold.fillers(slot) if gold is not None else ())]

    places = [_places(s) for f in key("INCIDENT: LOCATION") for s in f.strings]
    described = [f for f in key("HUM TGT: DESCRIPTION") if not f.of]  # the others describe someone named
    rows = [
        Row("type", key("INCIDENT: TYPE"), [ours.type] if ours else [], _same),
        Row("stage", key("INCIDENT: STAGE OF EXECUTION"), [ours.stage] if ours else [], _same),
        Row("date", key("INCIDENT: DATE"), [_told(ours.days)] if ours and ours.days[1] else [], _same_days),
        Row("country", _one(p[0] for p in places), [ours.country] if ours and ours.country else [], _same_country),
        Row("place", _one(p[-1] for p in places if len(p) > 1), ours.places[:1] if ours else []),
        Row("instrument", key("INCIDENT: INSTRUMENT ID"), ours.instruments if ours else []),
        Row("perpetrator, individual", key("PERP: INDIVIDUAL ID"), ours.individuals if ours else []),
        Row("perpetrator, organisation", key("PERP: ORGANIZATION ID"), [name for name, _ in ours.organisations] if ours else []),
        Row("physical target", key("PHYS TGT: ID"), [t.text for t in ours.things] if ours else []),
        Row("human target", [*key("HUM TGT: NAME"), *described], [t.text for t in ours.people] if ours else []),
    ]
    targets = (*ours.people, *ours.things) if ours else ()
    numbers, effects = key("HUM TGT: NUMBER", "PHYS TGT: NUMBER"), key("HUM TGT: EFFECT OF INCIDENT", "PHYS TGT: EFFECT OF INCIDENT")
    return [
        *rows,
        Row("number of targets", numbers, [f"{t.number}: {t.text}" for t in targets if t.number], _of_target),
        Row("effect on targets", effects, [f"{t.effect}: {t.text}" for t in targets if t.effect], _of_target),
    ]


def likeness(gold: Template, ours: Incident) -> float:
    """How many slots agree; 0 for what cannot be the same incident: types that do not go together, or nobody, nothing and no place in common.

    The stage does not count: it is judged on the pairs, so it must not choose them.
    """
    kinds = {s for f in gold.fillers("INCIDENT: TYPE") for s in f.strings}
    if ours.type not in kinds and ANY not in {ours.type, *kinds}:
        return 0.0
    right = {row.slot: row.counted()[0] for row in rows_of(gold, ours) if row.slot != "stage"}
    return float(sum(right.values())) if any(right[slot] for slot in SHARED) else 0.0


def days_of(said: str) -> Days:
    """The days of a date as the keys write it: "05 JAN 90", "- 05 JAN 90", "01 JAN 90 - 05 JAN 90"."""
    days = [f"19{m[3]}-{_MONTHS[m[2].upper()]:02}-{int(m[1]):02}" for m in _DAY.finditer(said) if m[2].upper() in _MONTHS]
    return (None if not days or said.strip("( ").startswith("-") else days[0]), days[-1] if days else None


def _told(days: Days) -> str:
    return f"{days[0] or ''}/{days[1] or ''}"


def _same(ours: str, filler: Filler) -> bool:
    return ours in filler.strings


def _same_days(ours: str, filler: Filler) -> bool:
    return ours in {_told(days_of(s)) for s in filler.strings}


def _same_country(ours: str, filler: Filler) -> bool:
    return ours in {countries.by_name(s, loud=True) for s in filler.strings}


def _of_target(ours: str, filler: Filler) -> bool:
    said, _, target = ours.partition(": ")
    return said in filler.strings and alike(target, Filler(filler.of))


def _one(strings: Iterable[str]) -> list[Filler]:
    """One filler of all these strings; none of none."""
    said = tuple(strings)
    return [Filler(said)] if said else []


def _places(said: str) -> list[str]:
    """The places of a location, the country first, without what kind they are of; of two joined by a dash the first."""
    return [_KIND.sub("", part.split(" - ")[0]).strip() for part in said.split(":") if part.strip()]
