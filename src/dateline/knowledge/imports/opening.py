"""Dumps opened as lines, whatever they are packed in, without unpacking them to the disk."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import DumpError

Told = Callable[[int], None]  # takes how many more bytes of a file, as it lies on the disk, are done

_EVERY = 2048  # lines, after which progress is told
_BUFFER = 1 << 20
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


def members(path: Path, told: Told) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files in `path`, a zip's members or itself, each with its lines; .gz, .bz2 and .xz are unpacked as they are read.

    Raises DumpError where the file cannot be opened or breaks off.
    """
    with _reading(path), path.open("rb") as raw:
        if raw.peek(4)[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as archive:
                for member in archive.infolist():
                    if not member.is_dir():
                        with archive.open(member) as stream:
                            yield member.filename, _lines(path, cast(BinaryIO, stream), raw, told)
        else:
            yield path.name, _lines(path, _unpacked(raw), raw, told)


def _unpacked(raw: io.BufferedReader) -> BinaryIO:
    head = raw.peek(4)
    if head[:2] == b"\x1f\x8b":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if head[:3] == b"BZh":
        return cast(BinaryIO, bz2.BZ2File(raw))
    return cast(BinaryIO, lzma.LZMAFile(raw)) if head[:4] == b"\xfd7zX" else raw


def _lines(path: Path, stream: BinaryIO, raw: io.BufferedReader, told: Told) -> Iterator[bytes]:
    done = 0
    with _reading(path):
        for number, line in enumerate(io.BufferedReader(cast(io.RawIOBase, stream), _BUFFER)):
            if number % _EVERY == 0:
                at = raw.tell()
                told(at - done)
                done = at
            yield line


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DumpError(f"{path} does not exist: name a dump that was downloaded") from error
    except _BROKEN as error:
        raise DumpError(f"{path} cannot be read to its end ({error or type(error).__name__}): download it again") from error
