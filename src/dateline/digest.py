"""What tells one state of Dateline's rules and lists from another."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def digest_of(packages: Iterable[str]) -> bytes:
    """A hash of the rules and the lists of some of Dateline's packages, so that a change of either tells while one works on them.

    Of compiled lists (.bin) only the size counts.
    """
    digest = hashlib.sha256()
    for name in packages:
        for path, file in _files(files("dateline") / name, name):
            data = file.read_bytes() if not path.endswith(".bin") else b"%d" % _size(file)
            digest.update(b"%s %d " % (path.encode(), len(data)) + data)
    return digest.digest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Files of code and of data below a folder, in the order of their paths."""
    for one in sorted(folder.iterdir(), key=lambda f: f.name):
        if one.is_dir():
            yield from _files(one, f"{name}/{one.name}")
        elif one.name.endswith((".py", ".toml", ".tsv", ".bin")):
            yield f"{name}/{one.name}", one


def _size(file: Traversable) -> int:
    with file.open("rb") as stream:
        return stream.seek(0, os.SEEK_END)
