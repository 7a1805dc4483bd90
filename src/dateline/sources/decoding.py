"""Bytes to text: what a byte-order mark or the file itself says, else UTF-8, else the likeliest encoding."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")  # more than a few of them, and it is no text
_SAMPLE = 32_768  # bytes that the encoding is guessed from
_OUTLIVED = frozenset({"cp437", "cp775", "cp850", "cp852", "cp857", "cp858", "cp860", "cp861", "cp863", "cp865"})
_DECLARED = re.compile(
    rb"""<\?xml [^>]{0,100}? encoding \s*=\s* ["']([\w.:-]{1,40})
       | <meta \b [^>]{0,200}? charset \s*=\s* ["']?([\w.:-]{1,40})""",
    re.VERBOSE | re.IGNORECASE,
)

# How files that are no text open, and what to do with them instead.
_BINARY = (
    (b"%PDF", "a PDF: turn it into text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or office document: unpack it, or save it as plain text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as plain text or HTML"),
    (b"{\\rtf", "rich text: save it as plain text"),
    (b"\x89PNG", "an image: give its text instead"),
    (b"\xff\xd8\xff", "an image: give its text instead"),
    (b"GIF8", "an image: give its text instead"),
    (b"RIFF", "a sound, film or image: give its text instead"),
    (b"ID3", "a sound: give its text instead"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "packed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstandard: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a rar archive: unpack it first"),
    (b"SQLite format 3", "a database: export its reports as JSON lines"),
    (b"PAR1", "a Parquet file: export its reports as JSON lines"),
)


class Undecodable(ValueError):
    """Bytes that are no text; the message says what to do."""


def check_text(head: bytes) -> None:
    """Raises Undecodable where the first bytes of a file are those of something that is no text."""
    for opening, what in _BINARY:
        if head.startswith(opening):
            raise Undecodable(f"it is {what}")
    if len(head) - len(head.translate(None, _CONTROLS)) > 1 + len(head) // 50 and wide(head) is None:
        raise Undecodable("it is no text: give plain text, HTML or JSON")


def _marked(head: bytes) -> str | None:
    """The encoding that a byte-order mark tells."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def decode(data: bytes, *, page: bool = False) -> str:
    """The text of `data`. `page`: what an HTML page declares of itself counts. Raises Undecodable."""
    check_text(data[:4096])
    encoding = _marked(data) or wide(data[:4096]) or (_declared(data[:4096]) if page else None)
    if encoding is not None:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass  # it says so, but is not so
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mended(data) or _guessed(data)


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    return "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name  # as every browser reads it


def wide(head: bytes) -> str | None:
    """An encoding of two or four bytes a character: by its mark, or since every second byte of Latin text is null then."""
    encoding = _marked(head)
    if encoding is not None:
        return None if encoding == "utf-8-sig" else encoding
    even, odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if half < 2 or even + odd < half * 0.4:
        return None
    return "utf-16-le" if odd > 9 * even else "utf-16-be" if even > 9 * odd else None


def _mended(data: bytes) -> str | None:
    """UTF-8 in which few bytes are broken, those replaced by U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(data) - len(text) - 2 * broken  # what the sound characters take beyond one byte each
    return text if broken <= 1 + len(text) // 500 and sound > 2 * broken else None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None:
        raise Undecodable("its encoding could not be told: save it as UTF-8")
    # Code pages of DOS are outlived, and only a short text looks like one; of what else is as good, cp1252 is the commonest by far.
    as_good = [m for m in matches if m.chaos <= best.chaos and (m.coherence >= best.coherence or best.encoding in _OUTLIVED)]
    western = any("cp1252" in m.could_be_from_charset for m in as_good)
    return data.decode("cp1252" if western else best.encoding, "replace")
