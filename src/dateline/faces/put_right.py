"""What people put right, in words and as rows."""

from collections.abc import Iterator, Sequence

from dateline.faces.brief.words import spoken
from dateline.faces.rows import Piece, Row, row
from dateline.merge.corrections import ACTOR, Correction, Target, in_force
from dateline.merge.keys import APART


def correction_rows(corrections: Sequence[Correction]) -> Iterator[Row]:
    """What was put right, in the order made."""
    valid = {one.id for one in in_force(corrections)}
    for one in corrections:
        yield row("item", *correction_pieces(one, undone=one.undoes is None and one.id not in valid))


def correction_pieces(one: Correction, *, undone: bool = False) -> tuple[Piece, ...]:
    """One that was put right, with who did it when and why."""
    what = one.undoes[:8] if one.undoes else ", ".join(map(target_words, one.targets))
    edit = f" {one.field}={one.value}" if one.action == "edit" else ""
    why = f": {one.reason}" if one.reason else ""
    who = f" ({one.author}, {one.at}{', undone' if undone else ''}){why}"
    return Piece(f"{one.id[:8]} {one.action}", "strong"), Piece(f" {what}{edit}"), Piece(who, "dim")


def weighed_rows(reasons: Sequence[str]) -> Iterator[Row]:
    """What speaks for two being one, and what against it, each with what it weighs."""
    for title, sign in (("for", "+"), ("against", "-")):
        its = [reason for reason in reasons if reason.rpartition(" ")[2].startswith(sign)]
        if its:
            yield row("text", Piece(f"{title}: ", "strong"), Piece("; ".join(its), "dim"))


def target_words(target: Target) -> str:
    """What a correction is of."""
    if target.kind != ACTOR:
        return f"{target.kind} {target.record[:8]}"
    where = f" in report {target.report[:8]}" if target.report else ""
    return f"{spoken(target.name or target.record)} ({target.record.partition(APART)[0]}{where})"
