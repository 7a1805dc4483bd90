"""What people put right, in words and as rows."""

from collections.abc import Iterator, Sequence

from dateline.faces.brief.words import spoken
from dateline.faces.rows import Piece, Row, row
from dateline.merge.corrections import ACTOR, Correction, Target, in_force
from dateline.merge.keys import APART

_BEFORE = "to begin with"  # what any two weigh before anything is known of them


def correction_rows(corrections: Sequence[Correction], among: Sequence[Correction] = ()) -> Iterator[Row]:
    """What was put right, in the order made; what is undone, by those of them and by those `among` which they stand."""
    valid = {one.id for one in in_force(among or corrections)}
    for one in corrections:
        yield row("item", *correction_pieces(one, undone=one.undoes is None and one.id not in valid))


def correction_pieces(one: Correction, *, undone: bool = False) -> tuple[Piece, ...]:
    """One that was put right, with who did it when and why."""
    what = one.undoes[:8] if one.undoes else ", ".join(map(target_words, one.targets))
    edit = f" {one.field}={one.value}" if one.action == "edit" else ""
    why = f": {one.reason}" if one.reason else ""
    who = f" ({one.author}, {one.at}{', undone' if undone else ''}){why}"
    return Piece(f"{one.id[:8]} {one.action}", "strong"), Piece(f" {what}{edit}"), Piece(who, "dim")


def weighed_rows(reasons: Sequence[str], *, weights: bool = False) -> Iterator[Row]:
    """What speaks for two being one, and what against it, the weightiest first; with what each weighs, where that is asked for."""
    told = [(says, float(points)) for says, _, points in (reason.rpartition(" ") for reason in reasons)]
    told.sort(key=lambda reason: -abs(reason[1]))
    for title, sign in (("for", 1), ("against", -1)):
        its = [(says, points) for says, points in told if points * sign > 0 and (weights or not says.startswith(_BEFORE))]
        if its:
            words = "; ".join(f"{says} {points:+.2f}" if weights else says for says, points in its)
            yield row("text", Piece(f"{title}: ", "strong"), words)


def target_words(target: Target) -> str:
    """What a correction is of."""
    if target.kind != ACTOR:
        return f"{target.kind} {target.record[:8]}"
    where = f" in report {target.report[:8]}" if target.report else ""
    return f"{spoken(target.name or target.record)} ({target.record.partition(APART)[0]}{where})"
