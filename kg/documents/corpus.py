"""Sources → documents, with what is known about them and where they lie."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.documents import encodings, files, manifest
from kg.documents.manifest import Entry
from kg.errors import ReadError
from kg.model import Document, Problem

IDENTIFIER_LENGTH = 16
DEFAULT_LANGUAGE = "ar"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document was read: the path as found, the document's identifier, the encoding.

    ``entry`` is what is known about the document there.
    """

    path: str
    document: str
    encoding: str
    entry: Entry = field(default_factory=Entry)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read.

    ``documents`` are distinct and in the order of their identifiers; ``sources`` has one
    row for each file, in the order of paths (two rows where two files hold the same text).
    ``problems`` are failures; ``notes`` are none, but should be seen.
    """

    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read(sources: Iterable[str | Path]) -> Corpus:
    """Read files and folders (see :func:`kg.documents.files.find`) with their manifests.

    Nothing stops at what is wrong: an empty, binary, damaged or unreadable file, a folder
    without texts, a path that does not exist and every fault of a manifest is a
    :class:`~kg.model.Problem`, and the rest is read. The same text twice is one document;
    where its manifests differ, the smallest value counts and a note says so.
    """
    paths, problems = files.find(sources)
    wrong, notes = list(problems), list[Problem]()
    manifests: dict[Path, manifest.Manifest] = {}
    copies: dict[str, list[tuple[Source, Entry]]] = {}
    for path in paths:
        if path.parent not in manifests:
            manifests[path.parent] = manifest.load(path.parent)
            wrong += manifests[path.parent].problems
        try:
            text, encoding = encodings.decode(_read_bytes(path))
        except ReadError as error:
            wrong.append(Problem(str(path), str(error)))
            continue
        if encoding != encodings.UTF_8:
            notes.append(Problem(str(path), f"not UTF-8; read as {encoding}"))
        entry = manifests[path.parent].find(path)
        source = Source(str(path), identify(text)[:IDENTIFIER_LENGTH], encoding, entry)
        copies.setdefault(text, []).append((source, entry))
    documents = [_make(text, merge([entry for _, entry in same])) for text, same in copies.items()]
    notes += _conflicts(copies.values())
    return Corpus(
        documents=tuple(sorted(documents, key=lambda document: document.sha256)),
        sources=tuple(sorted((s for same in copies.values() for s, _ in same), key=_by_path)),
        problems=tuple(wrong),
        notes=tuple(notes),
    )


def make_document(text: str, entry: Entry | None = None) -> Document:
    """A document of a decoded text; a byte-order mark is dropped and CRLF becomes LF."""
    return _make(encodings.clean(text), entry or Entry())


def describe(sources: Sequence[Source]) -> Document:
    """What the sources of one document together say about it; its text is left empty."""
    entry = merge([source.entry for source in sources])
    return _describe(sources[0].document, entry)


def _make(text: str, entry: Entry) -> Document:
    sha256 = identify(text)
    return replace(_describe(sha256[:IDENTIFIER_LENGTH], entry), text=text, sha256=sha256)


def _describe(identifier: str, entry: Entry) -> Document:
    return Document(
        text="",
        identifier=identifier,
        sha256="",
        title=entry.title,
        source=entry.source,
        date=entry.date,
        language=entry.language or DEFAULT_LANGUAGE,
    )


def identify(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def merge(entries: list[Entry]) -> Entry:
    """What several manifests say about one text: of each key the smallest value, if any."""
    dates: set[datetime.date] = {entry.date for entry in entries if entry.date}
    return Entry(
        title=min((entry.title for entry in entries if entry.title), default=None),
        source=min((entry.source for entry in entries if entry.source), default=None),
        date=min(dates, default=None),
        language=min((entry.language for entry in entries if entry.language), default=None),
    )


def _conflicts(copies: Iterable[list[tuple[Source, Entry]]]) -> list[Problem]:
    notes: list[Problem] = []
    for same in copies:
        merged = merge([entry for _, entry in same])
        for key in ("title", "source", "date", "language"):
            values = {getattr(entry, key) for _, entry in same} - {None}
            if len(values) > 1:
                paths = ", ".join(sorted(source.path for source, _ in same))
                notes.append(
                    Problem(
                        same[0][0].path,
                        f"one text with several values of {key} ({paths}); "
                        f"kept {getattr(merged, key)!s}",
                    )
                )
    return notes


def _read_bytes(path: Path) -> bytes:
    try:
        # A pipe or a device would keep us waiting, or never end.
        if not path.is_file():
            raise ReadError("no regular file; expected a text file")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}") from error


def _by_path(source: Source) -> str:
    return source.path
