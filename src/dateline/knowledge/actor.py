"""Someone who acts."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "organisation", "state", "government", "military", "ministry"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts; `names` are all that it is known by, `country` ISO 3166 alpha-3 (none: it acts for no state), `sector` PLOVER's."""

    id: str
    kind: Kind
    name: str
    names: tuple[str, ...]
    country: str | None
    sector: str | None
