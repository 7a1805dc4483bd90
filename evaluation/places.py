"""Place names: found, and put on the map.

Recognition is measured where all place names are marked (GeoWebNews' brat files): names as nouns, whether a place or the people who run it is
meant. Peoples, languages, adjectives and places within other names are neither asked for nor held against the reader; common nouns ("the river")
are not asked for.

Resolution is given the names, as marked, and the text. A name that is put nowhere is wrong, and as far off as can be for the AUC: the area under the
curve of log errors (Gritta et al.), 0 best, 100 worst. Publisher and date of a report are not told to the reader.
"""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dateline.annotate.layers import Layers
from dateline.resolve.parts import Where
from dateline.resolve.places.toponyms import resolve
from dateline.span import Span
from evaluation.frame import Measure, Part, Unusable, Yardstick, found, notes
from evaluation.reading import Reading, bare_report
from evaluation.scoring import Tally, paired

NEAR_KM = 161.0  # a hundred miles, as the field counts
FARTHEST_KM = 20_039.0
EARTH_KM = 6371.0

_MENDED = "twelve countries' points were mended after a look at which were wrong here"
_KNOWN = {  # what was used of a part before it was measured
    "lgl": "weights were tuned on its first half",
    "geovirus": _MENDED,
    "gwn": f"weights were tuned on its first half; {_MENDED}",
}
_ASKED = frozenset(("Literal", "Literal_Modifier", "Mixed", "Coercion", "Metonymic", "Non_Literal_Modifier", "Embedded_Literal"))
_LEFT_OUT = frozenset(("Demonym", "Language", "Embedded_Non_Lit"))
_MARKED = re.compile(r"^(?P<id>T\d+)\t(?P<kind>\w+) (?P<start>\d+)(?: [\d;]+)* (?P<end>\d+)\t", re.MULTILINE)
_ADJECTIVE = re.compile(r"^A\d+\tModifier_Type (T\d+) Adj", re.MULTILINE)


@dataclass(frozen=True)
class Toponym:
    """A place name as marked, with its point in degrees and its GeoNames id where the data has one."""

    span: Span
    lat: float
    lon: float
    place_id: int | None


@dataclass(frozen=True)
class Marked:
    """A text with the names asked for, and those that are neither right nor wrong."""

    text: str
    asked: tuple[tuple[int, int], ...]
    left_out: tuple[tuple[int, int], ...]


def marked(annotation: Path) -> Marked:
    """A brat file with its text beside it. Raises Unusable where there is none."""
    beside = annotation.with_suffix(".txt")
    if not beside.is_file():
        raise Unusable(f"{annotation} has no {beside.name} beside it")
    with beside.open(encoding="utf-8", newline="") as f:
        text = f.read()
    marks = annotation.read_text("utf-8")
    adjectives = set(_ADJECTIVE.findall(marks))
    asked, left_out = [], []
    for m in _MARKED.finditer(marks):
        span = (int(m["start"]), int(m["end"]))
        if m["kind"] in _LEFT_OUT or m["id"] in adjectives:
            left_out.append(span)
        elif m["kind"] in _ASKED:
            asked.append(span)
    return Marked(text, tuple(asked), tuple(left_out))


def score_found(gold: Sequence[Marked], read: Sequence[Layers]) -> dict[str, Tally]:
    """F1 of place names by exact and by overlapping extents."""
    exact, overlapping = Tally(), Tally()
    for document, layers in zip(gold, read, strict=True):
        spans = [layers.span(n.first, n.stop) for n in layers.names if n.label == "LOC"]
        ours = [(s.start, s.end) for s in spans if not any(s.overlaps(Span(*o)) for o in document.left_out) or (s.start, s.end) in document.asked]
        exact.compare(document.asked, ours)
        overlapping.add(len(paired(document.asked, ours, _shared)), len(ours), len(document.asked))
    return {"recognition, exact": exact, "recognition, overlapping": overlapping}


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    return float(max(0, min(a[1], b[1]) - max(a[0], b[0])))


def toponyms(path: Path) -> list[tuple[str, list[Toponym]]]:
    """Texts with their place names, of an XML file in the shape of LGL, GeoVirus or GeoWebNews; names without a point are left out."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise Unusable(f"{path} is no XML: {error}") from error
    out = []
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        names = [t for e in (*article.iter("toponym"), *article.iter("location")) if (t := _toponym(e, text)) is not None]
        if names:
            out.append((text, names))
    if not out:
        raise Unusable(f"{path} has no articles with place names and points")
    return out


def _toponym(element: ET.Element, text: str) -> Toponym | None:
    """One place name; its offsets may be out by a few characters, and are put right by the name itself."""
    values = {e.tag: (e.text or "").strip() for e in element.iter()}
    lat, lon = values.get("lat") or values.get("latitude"), values.get("lon") or values.get("longitude")
    phrase = next((values[tag] for tag in ("phrase", "extractedName") if values.get(tag)), "") or (element.findtext("name") or "").strip()
    if not lat or not lon or not phrase or values.get("type", "").endswith("_Expression"):
        return None
    start = int(values["start"])
    at = min((m.start() for m in re.finditer(re.escape(phrase), text)), key=lambda p: abs(p - start), default=-1)
    if at < 0 or abs(at - start) > 10:
        return None
    tag = element.find("gaztag")
    ident = tag.get("geonameid", "") if tag is not None else values.get("geonamesID", "")
    return Toponym(Span(at, at + len(phrase)), float(lat), float(lon), int(ident) if ident.isdigit() else None)


@dataclass(frozen=True)
class Errors:
    """How far off each name was put, in kilometres (none: put nowhere), and whether it was the very place, for those with an id."""

    kilometres: tuple[float | None, ...]
    exact: tuple[bool, ...]

    @property
    def near(self) -> float:
        """Points: the share within NEAR_KM."""
        return 100 * sum(e is not None and e <= NEAR_KM for e in self.kilometres) / max(1, len(self.kilometres))

    @property
    def mean(self) -> float:
        """Kilometres, of those that were put anywhere."""
        put = [e for e in self.kilometres if e is not None]
        return sum(put) / max(1, len(put))

    @property
    def put(self) -> float:
        """Points: the share that was put anywhere."""
        return 100 * sum(e is not None for e in self.kilometres) / max(1, len(self.kilometres))

    @property
    def auc(self) -> float:
        """Points: the area under the sorted log errors, by trapezes, over that of the farthest error."""
        logs = sorted(math.log(1 + (FARTHEST_KM if e is None else e)) for e in self.kilometres)
        area = sum((a + b) / 2 for a, b in pairwise(logs))
        return 100 * area / (math.log(FARTHEST_KM) * max(1, len(logs) - 1))

    @property
    def exact_share(self) -> float:
        """Points: the share of names with an id that were given that very id."""
        return 100 * sum(self.exact) / max(1, len(self.exact))


def errors(texts: Sequence[tuple[str, list[Toponym]]]) -> Errors:
    """Resolve every name and measure how far off it is."""
    off: list[float | None] = []
    exact: list[bool] = []
    for text, names in texts:
        for name, where in zip(names, resolve(text, [n.span for n in names]), strict=True):
            off.append(_distance(name, where))
            if name.place_id is not None:
                exact.append(where is not None and where.place_id == name.place_id)
    return Errors(tuple(off), tuple(exact))


def _distance(name: Toponym, where: Where | None) -> float | None:
    if where is None or where.lat is None or where.lon is None:
        return None
    return great_circle(name.lat, name.lon, where.lat, where.lon)


def great_circle(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points in degrees (haversine)."""
    a, b = math.radians(lat), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _parts(corpora: Path) -> list[Part]:
    folder = corpora / "place"
    return [found(folder, "GeoWebNews/*.ann", "GeoWebNews"), *(found(folder, f"{name}.xml", name) for name in ("lgl", "GeoVirus", "GWN"))]


def _given(path: Path) -> list[Part]:
    files = [path] if path.is_file() else sorted([*path.rglob("*.xml"), *path.rglob("*.ann")])
    maps = [Part(f.stem, (f,), str(f)) for f in files if f.suffix == ".xml"]
    brat = tuple(f for f in files if f.suffix == ".ann")
    return maps + ([Part(path.stem, brat, str(path))] if brat else []) or [Part(path.name, (), f"*.xml or *.ann in {path}")]


def _measure(part: Part, reading: Reading) -> Iterator[Measure]:
    if part.files[0].suffix == ".ann":
        gold = [marked(f) for f in part.files]
        read = reading.reports([bare_report(g.text, f.stem) for g, f in zip(gold, part.files, strict=True)], f"places, {part.title}")
        for metric, tally in score_found(gold, read).items():
            yield Measure(part.title, metric, tally.f1, round(tally.gold))
        return
    ours = errors([t for f in part.files for t in toponyms(f)])
    n = len(ours.kilometres)
    note = notes(part, *(known for name, known in _KNOWN.items() if name == part.title.casefold()))
    yield Measure(part.title, "accuracy@161 km, names given", ours.near, n, note=note)
    if ours.exact:
        yield Measure(part.title, "exact id, names given", ours.exact_share, len(ours.exact), note=note)
    yield Measure(part.title, "AUC of log errors", ours.auc, n, less=True, note=note)
    yield Measure(part.title, "mean error of those put", ours.mean, n, unit="km", less=True, note=note)
    yield Measure(part.title, "put anywhere", ours.put, n, note=note)


YARDSTICK = Yardstick(
    name="places",
    about="place names found (brat *.ann with *.txt), and put on the map (*.xml in the shape of LGL or GeoVirus)",
    parts=_parts,
    given=_given,
    measure=_measure,
)
