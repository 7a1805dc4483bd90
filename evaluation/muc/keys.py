"""The reports and the answer keys of the fourth Message Understanding Conference (1992), as its files have them.

A key gives each report its templates, one an incident: a slot a line, one filler a line, further fillers below. `*`: the slot does not apply; `-`: no
filler; `?` before a filler: optional; alternatives of one filler parted by "/"; `X: "Y"`: filler X belongs to filler Y of another slot; `;` opens a
comment. A report that tells no incident has one template of `*`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Slot = Literal[
    "MESSAGE: ID",
    "MESSAGE: TEMPLATE",
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
]

_WHOLE = frozenset({"INCIDENT: DATE", "INCIDENT: LOCATION"})  # a colon or a dash is part of the filler
_LINE = re.compile(rf"\d+\.\s+({'|'.join(re.escape(s) for s in get_args(Slot))})(?:\s+(.*))?$")
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[/:]|[^"/:]+')
_MESSAGE = re.compile(r"^([A-Z]+\d*-MUC\d-\d+)\b.*$", re.MULTILINE)
_EMPTY = frozenset({"", "-", "*"})


@dataclass(frozen=True)
class Filler:
    """One filler: the strings that will do, whether it may be left out, and the filler of another slot that it belongs to."""

    strings: tuple[str, ...]
    optional: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """One incident of a report, as the key has it; `optional` where the coders doubted that it belongs in the key."""

    report: str
    optional: bool
    slots: dict[str, tuple[Filler, ...]]

    def fillers(self, slot: Slot) -> tuple[Filler, ...]:
        """The fillers of a slot, none where it is empty or does not apply."""
        return self.slots.get(slot, ())

    def first(self, slot: Slot) -> Filler | None:
        """The filler of a slot that has at most one."""
        return next(iter(self.fillers(slot)), None)


@dataclass(frozen=True)
class Message:
    """A report: its id, and its text without the line that bears the id."""

    id: str
    text: str


def messages_of(text: str) -> Iterator[Message]:
    """The reports of a file."""
    pieces = _MESSAGE.split(text)
    for k in range(1, len(pieces), 2):
        yield Message(pieces[k], pieces[k + 1])


def templates_of(text: str) -> dict[str, list[Template]]:
    """The templates of a file of keys, by report; a report without an incident has none."""
    out: dict[str, list[Template]] = {}
    for lines in _blocks(text.splitlines()):
        ids = lines["MESSAGE: ID"]
        number = lines.get("MESSAGE: TEMPLATE", ["*"])[0]
        report = ids[0].split(" ")[0]
        templates = out.setdefault(report, [])
        if number != "*":
            slots = {slot: tuple(_filler(slot, v) for v in values if v not in _EMPTY) for slot, values in lines.items()}
            templates.append(Template(report, "OPTIONAL" in number, slots))
    return out


def _blocks(lines: Iterable[str]) -> Iterator[dict[str, list[str]]]:
    """The lines of each template, by slot."""
    block: dict[str, list[str]] = {}
    slot = ""
    for line in lines:
        opened = _LINE.match(line)
        if opened:
            if opened[1] == "MESSAGE: ID" and block:
                yield block
                block = {}
            slot = opened[1]
            block[slot] = [(opened[2] or "").strip()]
        elif block and line.strip() and not line.lstrip().startswith(";"):
            block[slot].append(line.strip())
    if block:
        yield block


def _filler(slot: str, value: str) -> Filler:
    bare = value.lstrip("? ")
    optional = bare != value
    if slot in _WHOLE:
        return Filler(tuple(_plain(part) for part in bare.split("/")), optional)
    sides: list[list[str]] = [[]]
    for token in _TOKEN.findall(bare):
        if token == ":" and len(sides) == 1:
            sides.append([])
        elif token not in ("/", ":") and (said := _plain(token)):
            sides[-1].append(said)
    own, of = (*sides, [])[:2]
    return Filler(tuple(own), optional, tuple(of))


def _plain(said: str) -> str:
    """A filler without its quotation marks, and without brackets that only group it."""
    said = said.strip()
    if said.startswith('"'):
        return said.removeprefix('"').removesuffix('"').replace('\\"', '"').strip()
    return said.strip('()"?').strip() if said.count("(") != said.count(")") or said.startswith("(") else said.strip('"? ')


def read_messages(files: Iterable[Path]) -> list[Message]:
    """The reports of several files."""
    return [m for f in files for m in messages_of(f.read_text("latin-1"))]


def read_templates(files: Iterable[Path]) -> dict[str, list[Template]]:
    """The templates of several files, by report."""
    return {report: its for f in files for report, its in templates_of(f.read_text("latin-1")).items()}
