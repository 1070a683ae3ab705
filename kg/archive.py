"""The archive of a store: what was read of each document, kept so that nothing is read twice.

It is one SQLite file with the texts of documents, their shingles (:mod:`kg.copies`) and their
extractions. An extraction is kept under
the document (its text and what is known about it) and the version of the extractor; a
document that changed, or another extractor, finds nothing. Each extraction is kept for good as
soon as it is added: a run that is killed has lost the documents that were being read, no others.

An extraction is MessagePack, checked against its types as it is decoded, with a digest; what does
not pass counts as not kept, and is read again. Nothing in the file can make kg run code.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import msgspec

from kg import copies
from kg.errors import StoreError
from kg.model import Claim, Cluster, Document, Extraction, Mention, Problem, Sentence

FILE = "extractions.sqlite"

_FORMAT = 2
_FAST = 1  # of zlib's levels; higher ones win little
_DIGEST_BYTES = 16
_ROWS = 500
_APPLICATION = 0x6B67  # "kg", in the file's header
_PRIMARY = 0xFF  # of an extended error code, the part that names the kind
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_STEPS = (
    f"""
PRAGMA application_id = {_APPLICATION};
CREATE TABLE texts (identifier TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE extractions (
    key BLOB PRIMARY KEY, document TEXT NOT NULL, failed INTEGER NOT NULL, content BLOB NOT NULL
);
CREATE INDEX by_document ON extractions (document);
""",
    """
CREATE TABLE shingles (
    identifier TEXT PRIMARY KEY, version TEXT NOT NULL, content BLOB NOT NULL
);
""",
)
"""What makes each format of the one before it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Content:
    """An extraction as it is kept: without its document, and sentences as pairs of offsets."""

    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    clusters: tuple[Cluster, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def encode(extraction: Extraction) -> bytes:
    """An extraction as the archive keeps it."""
    content = _Content(
        tuple((sentence.start, sentence.end) for sentence in extraction.sentences),
        extraction.mentions,
        extraction.clusters,
        extraction.claims,
        extraction.problems,
    )
    data = zlib.compress(msgspec.msgpack.encode(content), _FAST)
    return _digest(data) + data


def decode(data: bytes, document: Document) -> Extraction | None:
    """What :func:`encode` gave of a document's extraction; None where it is not whole."""
    if _digest(data[_DIGEST_BYTES:]) != data[:_DIGEST_BYTES]:
        return None
    try:
        content = _DECODER.decode(zlib.decompress(data[_DIGEST_BYTES:]))
    except (zlib.error, msgspec.DecodeError):
        return None
    if not _is_sound(content):
        return None
    return Extraction(
        document=document,
        sentences=tuple(Sentence(start, end) for start, end in content.sentences),
        mentions=content.mentions,
        clusters=content.clusters,
        claims=content.claims,
        problems=content.problems,
    )


class Archive:
    """Texts and extractions by document. Errors of SQLite come as StoreError.

    Where a document is asked for, its text may be empty: the identifier stands for the text.
    """

    def __init__(self, connection: sqlite3.Connection, file: Path, extractor: str) -> None:
        self._connection = connection
        self._file = file
        self._extractor = extractor

    @classmethod
    @contextmanager
    def open(cls, file: Path, *, extractor: str) -> Iterator[Archive]:
        """The archive in ``file``, made where there is none; ``extractor`` is the version."""
        try:
            connection = sqlite3.connect(file, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"{file}: the archive cannot be opened: {error}") from error
        archive = cls(connection, file, extractor)
        try:
            with archive._told():
                archive._prepare()
            yield archive
        finally:
            connection.close()

    @classmethod
    @contextmanager
    def reading(cls, file: Path, *, extractor: str) -> Iterator[Archive]:
        """The archive in ``file``, also where one cannot write. Raises StoreError without it."""
        address = f"file:{quote(os.fspath(file.absolute()))}?mode=ro"
        if _is_at_rest(file):
            address += "&immutable=1"
        try:
            connection = sqlite3.connect(address, uri=True)
        except sqlite3.Error as error:
            raise StoreError(f"{file}: the archive cannot be opened: {error}") from error
        archive = cls(connection, file, extractor)
        try:
            with archive._told():
                archive._check_version()
            yield archive
        finally:
            connection.close()

    def _check_version(self) -> int:
        """The version of the file's format. Raises StoreError for a later one."""
        self._connection.execute("PRAGMA trusted_schema = OFF")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > _FORMAT:
            raise StoreError(
                f"{self._file}: an archive of format {version}, written by a later version of kg; "
                f"this version reads formats up to {_FORMAT}: update kg"
            )
        return int(version)

    def _prepare(self) -> None:
        version = self._check_version()
        execute = self._connection.execute
        # Commits survive the end of the process; a power cut may cost the last, never the file.
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = NORMAL")
        if version < _FORMAT:
            steps = "".join(_STEPS[version:])
            self._connection.executescript(
                f"BEGIN; {steps} PRAGMA user_version = {_FORMAT}; COMMIT;"
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & _PRIMARY in _DAMAGE:
                raise StoreError(
                    f"{self._file}: the archive is damaged: {error}; remove the file, and "
                    "'kg build SOURCE…' with the store's sources reads them again"
                ) from error
            raise StoreError(f"{self._file}: the archive cannot be used: {error}") from error

    def keep_texts(self, documents: Iterable[Document]) -> None:
        """Keep the texts of documents, all or none."""
        self._write(
            "INSERT INTO texts VALUES (?, ?) ON CONFLICT (identifier) DO UPDATE"
            " SET content = excluded.content WHERE content IS NOT excluded.content",
            ((d.identifier, zlib.compress(d.text.encode(), _FAST)) for d in documents),
        )

    def keep(self, document: Document, content: bytes, *, failed: bool = False) -> None:
        """Keep what :func:`encode` gave of a document's extraction, for good."""
        row = (self._key(document), document.identifier, failed, content)
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?, ?, ?)", row)

    def missing(self, documents: Iterable[Document], *, retry: bool = False) -> list[Document]:
        """The documents of which no extraction is kept; with ``retry`` those that failed too."""
        query = "SELECT key FROM extractions" + (" WHERE NOT failed" if retry else "")
        with self._told():
            kept = {key for (key,) in self._connection.execute(query)}
        return [document for document in documents if self._key(document) not in kept]

    def with_text(self, document: Document) -> Document:
        """The document with its text. Raises StoreError where the text is not kept whole."""
        with self._told():
            row = self._connection.execute(
                "SELECT content FROM texts WHERE identifier = ?", (document.identifier,)
            ).fetchone()
        try:
            text = zlib.decompress(row[0]).decode() if row else ""
        except (zlib.error, UnicodeDecodeError):
            text = ""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        if not sha256.startswith(document.identifier):
            raise StoreError(
                f"{self._file}: the text of document {document.identifier} is missing or damaged; "
                "build the store again from its sources"
            )
        return replace(document, text=text, sha256=sha256)

    def extractions(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The extractions of documents, as far as they are kept whole, in order."""
        query = "SELECT content FROM extractions WHERE key = ?"
        for document in documents:
            with self._told():
                row = self._connection.execute(query, (self._key(document),)).fetchone()
            extraction = row and decode(row[0], document)
            if extraction:
                yield extraction
            elif row:
                _log.warning("%s: %s is damaged; it is read again", self._file, document.identifier)

    def prints(self, documents: Iterable[Document]) -> Iterator[copies.Print]:
        """What near-copies are found by, in order; made of the texts where it is not kept.

        Raises StoreError where a text that is needed is not kept whole.
        """
        version = copies.version()
        query = "SELECT content FROM shingles WHERE identifier = ? AND version = ?"
        made = []
        for document in documents:
            with self._told():
                row = self._connection.execute(query, (document.identifier, version)).fetchone()
            shingles = row[0] if row else copies.shingles(self.with_text(document).text)
            if row is None:
                made.append((document.identifier, version, shingles))
            yield copies.Print(document.identifier, document.date, shingles)
        if made:
            self._write("INSERT OR REPLACE INTO shingles VALUES (?, ?, ?)", made)

    def identifiers(self) -> frozenset[str]:
        """The identifiers of all documents whose text is kept."""
        with self._told():
            rows = self._connection.execute("SELECT identifier FROM texts")
            return frozenset(identifier for (identifier,) in rows)

    def forget(self, identifiers: Iterable[str]) -> None:
        """Forget all that is kept of documents, their texts too."""
        rows = [(identifier,) for identifier in identifiers]
        with self._told():
            # What is withdrawn leaves no letter behind in the file.
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.executemany("DELETE FROM extractions WHERE document = ?", rows)
            self._connection.executemany("DELETE FROM shingles WHERE identifier = ?", rows)
            self._connection.executemany("DELETE FROM texts WHERE identifier = ?", rows)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self, documents: Collection[Document]) -> None:
        """Forget what no document of these needs, and give the room back to the disk."""
        keys = {self._key(document) for document in documents}
        self.forget(self.identifiers() - {document.identifier for document in documents})
        with self._told():
            rows = self._connection.execute("SELECT key FROM extractions").fetchall()
            unused = [row for row in rows if row[0] not in keys]
            self._connection.executemany("DELETE FROM extractions WHERE key = ?", unused)
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fault(self) -> str:
        """What is wrong with the file; empty where it is sound."""
        with self._told():
            (found,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return "" if found == "ok" else str(found)

    def copy(self, file: Path) -> None:
        """A copy of the archive as it is now, in a new file."""
        with self._told():
            target = sqlite3.connect(file)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    def __len__(self) -> int:
        """The number of extractions that are kept."""
        with self._told():
            (count,) = self._connection.execute("SELECT count(*) FROM extractions").fetchone()
        return int(count)

    def _write(self, statement: str, rows: Iterable[tuple[str | bytes, ...]]) -> None:
        """Run a statement for each of the rows: for all of them or for none."""
        with self._told():
            self._connection.execute("BEGIN")
            try:
                self._connection.executemany(statement, rows)
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _key(self, document: Document) -> bytes:
        """What an extraction depends on: all of the document, and the extractor."""
        known = replace(document, text="", sha256="")
        return _digest(msgspec.msgpack.encode((known, self._extractor)))


def _is_at_rest(file: Path) -> bool:
    """Whether SQLite must read a file without the files beside it, which it makes even to read.

    Where somebody else begins to write meanwhile, what is read may not pass its digest.
    """
    journal = file.with_name(f"{file.name}-wal")
    is_empty = not journal.exists() or journal.stat().st_size == 0
    return is_empty and not os.access(file.parent, os.W_OK)


def _is_sound(content: _Content) -> bool:
    """Whether all indices point to something."""
    sentences, mentions = range(len(content.sentences)), range(len(content.mentions))
    return (
        all(mention.sentence in sentences for mention in content.mentions)
        and all(index in mentions for cluster in content.clusters for index in cluster.mentions)
        and all(
            claim.subject in mentions
            and (claim.object is None or claim.object in mentions)
            and claim.sentence in sentences
            for claim in content.claims
        )
    )


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


_DECODER = msgspec.msgpack.Decoder(_Content)
