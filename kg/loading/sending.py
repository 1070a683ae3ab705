"""The quads of files to a server, batch by batch; what was sent is remembered."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.client import Target
from kg.errors import StoreError
from kg.loading.files import find_files, read_quads
from kg.loading.server import Server

BATCH = 10_000
"""Quads in one call where the server reads N-Quads."""
UPDATE_BATCH = 1_000
"""Quads in one update: servers hold an update in memory, and some limit its length."""

Watch = Callable[[int], None]
"""Called with the number of quads sent so far."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many quads the server has now been given, and how many of them by an earlier run."""

    quads: int
    earlier: int
    by_update: bool


def send(
    source: Path | str,
    target: Target,
    *,
    progress: Path | str | None = None,
    watch: Watch | None = None,
) -> Sent:
    """Give the RDF in ``source``, a file or a folder, to a server.

    Whether it reads N-Quads or updates is found out without a change. After each batch the number
    of quads sent is written to the file ``progress``, by default ``SOURCE.progress``; a run that
    was ended goes on from there, and a whole one removes it. Nothing on the server is removed.

    Raises ReadError for what is no RDF; StoreError where the server does not answer or refuses,
    or ``progress`` is of something else.
    """
    source = Path(source)
    files = find_files(source)
    digest = _digest(files, target.default_graph)
    note = _Note.read(Path(progress or f"{source}.progress"), target.address, digest)
    server = Server(target)
    size = BATCH if server.takes_quads else UPDATE_BATCH
    quads = islice(_placed(read_quads(files), target.default_graph), note.sent, None)
    sent = note.sent
    while batch := list(islice(quads, size)):
        server.insert(batch)
        sent += len(batch)
        note.write(sent)
        if watch is not None:
            watch(sent)
    note.file.unlink(missing_ok=True)
    return Sent(sent, note.sent, by_update=not server.takes_quads)


@dataclass(frozen=True, slots=True)
class _Note:
    """How much of an input was sent to an address."""

    file: Path
    address: str
    digest: str
    sent: int = 0

    @classmethod
    def read(cls, file: Path, address: str, digest: str) -> _Note:
        """What ``file`` says, if it exists. Raises StoreError where it is of something else."""
        try:
            content = json.loads(file.read_bytes())
            found = content["endpoint"], content["input"]
            sent = int(content["sent"])
        except FileNotFoundError:
            return cls(file, address, digest)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{file}: found no progress of kg load: {error!r}") from error
        if found != (address, digest):
            raise StoreError(
                f"{file}: found the progress of another input, or to another address "
                f"({found[0]}); expected its own: remove the file to begin anew"
            )
        return cls(file, address, digest, sent)

    def write(self, sent: int) -> None:
        """Keep that so many quads were sent. Raises StoreError."""
        content = {"endpoint": self.address, "input": self.digest, "sent": sent}
        draft = self.file.with_name(f"{self.file.name}.new")
        try:
            draft.write_text(json.dumps(content) + "\n", encoding="utf-8")
            os.replace(draft, self.file)
        except OSError as error:
            raise StoreError(f"{self.file}: the progress cannot be written: {error}") from error


def _placed(quads: Iterable[ox.Quad], default_graph: str) -> Iterator[ox.Quad]:
    """With ``default_graph``, if there is one, as the graph of what stands in none."""
    if not default_graph:
        yield from quads
        return
    name = ox.NamedNode(default_graph)
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
        else:
            yield quad


def _digest(files: Sequence[Path], default_graph: str) -> str:
    found = hashlib.sha256(default_graph.encode())
    for file in files:
        with file.open("rb") as content:
            found.update(hashlib.file_digest(content, "sha256").digest())
    return found.hexdigest()
