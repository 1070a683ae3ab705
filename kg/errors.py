"""Every error that kg raises on purpose.

::

    KgError
    ├── ReadError       a source cannot be read
    ├── ManifestError   a manifest is broken
    ├── LexiconError    a lexicon file is broken
    ├── PatternError    a pattern file is broken
    ├── ModelError      a recognizer's model is missing or broken
    ├── LinkError       the gazetteer is broken
    ├── StoreError      a store is missing, broken, of a later version, or cannot be written
    │   └── LockedError another process is writing the store
    ├── QueryError      a query is wrong
    ├── FindError       what was asked for is not in the graph, or may be several things
    ├── GoldError       a gold annotation is broken
    ├── CorrectionError a file of corrections is broken, or a correction does not apply
    └── SettingsError   a setting is wrong

A message names the file, the place, what was found and what was expected. Errors of
other libraries are mapped to these (``raise … from``) where kg calls them.
"""


class KgError(Exception):
    """The base of kg's errors; only the command line catches it."""


class ReadError(KgError):
    """A source cannot be read."""


class ManifestError(KgError):
    """A manifest is broken."""


class LexiconError(KgError):
    """A lexicon file is broken."""


class PatternError(KgError):
    """A pattern file is broken."""


class ModelError(KgError):
    """A recognizer's model is missing or broken."""


class LinkError(KgError):
    """The gazetteer is broken."""


class StoreError(KgError):
    """A store is missing, broken, of a later version, or cannot be written."""


class LockedError(StoreError):
    """Another process is writing the store."""


class QueryError(KgError):
    """A query is wrong."""


class FindError(KgError):
    """What was asked for is not in the graph, or may be several things of it."""


class GoldError(KgError):
    """A gold annotation is broken."""


class CorrectionError(KgError):
    """A file of corrections is broken, or a correction does not apply."""


class SettingsError(KgError):
    """A setting is wrong."""
