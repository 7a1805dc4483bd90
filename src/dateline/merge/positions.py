"""Positions of one actor over time, and where a later one takes back an earlier one on the same matter."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from dateline.merge.dossier_words import Stance, lexicon
from dateline.resolve.parts import REAL, Status
from dateline.span import Span

_SIDE: Mapping[Stance, bool] = {"for": True, "offers": True, "against": False, "refuses": False}  # stances that take each other back
_YIELDING = frozenset({"REJECT", "AGREE", "CONCEDE", "RETREAT", "SUPPORT", "promise"})  # of an accusation and a praise both may hold
_RECENT = 8  # positions that share a word, of which a later one may take one back
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters by which two forms of a word are one
_ALIKE = 2  # words that two matters must share, or one where the other party is the same


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A stance toward others on a matter, in the words of the text under `topic` of the first of `records`; `what` is that one's type or attitude.
    `day` is that of the event, else of the report, `last` that of the last report that tells it; `sources` as in Entry."""

    stance: Stance
    what: str
    toward: tuple[str, ...]
    matter: str
    topic: Span
    day: str | None
    last: str | None
    status: Status
    sources: tuple[str, ...]
    origins: int
    records: tuple[str, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Two positions on one matter, of which the later takes back the earlier: `before` was last told on `until`, before the day of `after`."""

    before: Position
    after: Position
    until: str


class _Seen(NamedTuple):
    position: Position
    stems: frozenset[str]


def changes(positions: Sequence[Position]) -> Iterator[Change]:
    """Where a later position takes back the last earlier one on the same matter; `positions` by day. Each meets only the last few that share a word
    with it, so that the cost grows with their number."""
    recent: dict[str, deque[_Seen]] = defaultdict(lambda: deque(maxlen=_RECENT))
    for after in positions:
        if after.day is None or after.stance not in _SIDE or after.what not in _YIELDING or after.status not in (*REAL, "offered"):
            continue
        seen = _Seen(after, _stems(after))
        earlier = {e.position.records: e.position for stem in seen.stems for e in recent[stem] if _is_one_matter(e, seen)}
        before = max(earlier.values(), key=lambda p: (p.day or "", p.records), default=None)
        if before is not None and before.day is not None and before.day < after.day and _SIDE[before.stance] != _SIDE[after.stance]:
            until = before.last if before.last and before.day <= before.last < after.day else before.day
            yield Change(before=before, after=after, until=until)
        for stem in seen.stems:
            recent[stem].append(seen)


def _is_one_matter(a: _Seen, b: _Seen) -> bool:
    """Whether two matters share words enough: one where the other party is the same, else two."""
    return len(a.stems & b.stems) >= (1 if set(a.position.toward) & set(b.position.toward) else _ALIKE)


def _stems(position: Position) -> frozenset[str]:
    """How the words of a matter open, but for names, which any matter may share, and words that say nothing of it."""
    words = (w for w in _WORD.findall(position.matter) if w.islower() or position.matter.isupper())
    return frozenset(w.casefold()[:_STEM] for w in words if not lexicon().common.match(w))
