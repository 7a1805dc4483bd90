"""The user's own data: what `dateline gazetteer import` and `dateline actors import` make, and where it lies.

`$DATELINE_DATA` names the folder; where it is set to nothing, only what the package ships counts; where it is not set, it is the user's data folder
of the system (`~/.local/share/dateline` on Linux).
"""

import os
from pathlib import Path

import platformdirs

VARIABLE = "DATELINE_DATA"
GAZETTEER, ACTORS = "gazetteer.bin", "actors.sqlite"


def folder() -> Path | None:
    """The folder, whether or not it is there; none where there is to be none."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return platformdirs.user_data_path("dateline", appauthor=False)
    return Path(named).expanduser() if named else None


def file(name: str) -> Path | None:
    """A file of the folder, if it is there."""
    held = folder()
    return held / name if held is not None and (held / name).is_file() else None
