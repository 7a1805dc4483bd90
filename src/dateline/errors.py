"""Misuse, as exceptions. Bad input is not here: it is a value, see `issues`.

DatelineError
├── InputMissing      a path that was named does not exist
├── StoreError        the store cannot be opened or written, or was made by a newer version
├── RecordMissing     no record has the id that was asked for
├── DumpError         a file to import is no dump that can be, or breaks off
├── LexiconError      a word list shipped with the package contradicts itself
└── ModelError        the reader's files are missing or damaged

Every message says what to do instead; the command line prints it as one line.
"""


class DatelineError(Exception):
    """Any misuse that a caller can mend."""


class InputMissing(DatelineError):
    """A path that was named does not exist."""


class StoreError(DatelineError):
    """The store cannot be opened or written, or was made by a newer version."""


class RecordMissing(DatelineError):
    """No record has the id that was asked for."""


class DumpError(DatelineError):
    """A file to import is no dump that can be, or breaks off."""


class LexiconError(DatelineError):
    """A word list shipped with the package contradicts itself."""


class ModelError(DatelineError):
    """The reader's files are missing or damaged."""
