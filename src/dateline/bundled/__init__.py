"""The demonstration reports: written for this project, about the diplomacy around Syria in spring 2012. See README.md beside this file."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def reports_file() -> Traversable:
    """The bundled reports, as JSON lines; `importlib.resources.as_file` makes a path of it."""
    return files(__name__) / "reports.jsonl"
