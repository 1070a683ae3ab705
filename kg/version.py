"""The version of rawabit, and digests of its code: both are part of what results depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

VERSION = "0.1.0"

READING = (
    "arabic.py",
    "chunks.py",
    "confidence.py",
    "data/language",
    "data/resolution/services.tsv",
    "data/resolution/words.tsv",
    "extraction.py",
    "gazetteer.py",
    "language",
    "lexicons.py",
    "mentions",
    "model.py",
    "patterns",
    "recognizers",
    "relations",
    "resolution/aliases.py",
    "resolution/bare_words.py",
    "resolution/coreference.py",
    "resolution/event_names.py",
    "resolution/meetings.py",
    "resolution/nested_places.py",
    "resolution/posts.py",
    "resolution/references.py",
    "resolution/services.py",
    "resolution/short_names.py",
    "resolution/signatures.py",
    "resolution/things.py",
    "resolution/words.py",
)
"""Files and folders of the package on which it depends what is read in a document.

What joins documents is no part of it: where that changes, nothing has to be read again.
"""

DESCRIBING = (
    "arabic.py",
    "corrections",
    "data/resolution",
    "data/romanization",
    "graph",
    "latin.py",
    "model.py",
    "resolution",
    "romanization",
)
"""Files and folders of the package on which the graph of what was read depends."""

_PACKAGE = Path(__file__).parent
_SUFFIXES = frozenset({".py", ".tsv"})


def code_digest(names: Iterable[str]) -> str:
    """The SHA-256 of files and folders of the package, in hex digits.

    It changes between releases, and with every change that somebody makes to a source tree.
    """
    found = hashlib.sha256(VERSION.encode())
    for name in sorted(names):
        place = _PACKAGE / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in _SUFFIXES:
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                found.update(f"\n{file.relative_to(_PACKAGE).as_posix()} {content}".encode())
    return found.hexdigest()
