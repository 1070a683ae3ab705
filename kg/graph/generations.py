"""A store's folder: immutable generations, a pointer to the published one, and locks.

::

    kg-store/
      store.json              the pointer: format, name of the published generation, kg's version
      writer.lock             held by the one who writes
      extractions.sqlite      what was read of each document (kg.archive)
      corrections.toml        what people corrected, where they did (kg.corrections)
      generations/
        000007/
          quads/              the quads, written by Oxigraph
          catalogue.json      documents, sources and problems
          ledger              fingerprints of the parts of the graph (kg.graph.ledger)
          whereabouts         where its things are mentioned (kg.graph.whereabouts)
          readers.lock        shared by those who read this generation

A writer makes a generation that nobody sees and publishes it by replacing the pointer
(an atomic rename), so a reader is never disturbed and a killed build leaves the
published graph as it was. Old generations go when nobody reads them. Locks are the
operating system's (``flock``): they end with the process that holds them.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.errors import LockedError, StoreError
from kg.version import VERSION

FORMAT = 2
"""The version of the store's format that this kg writes; it reads earlier ones too.

1 had no archive and no ledger: it is read, and a build makes it a store of today.
"""

QUADS = "quads"
CATALOGUE = "catalogue.json"
CORRECTIONS = "corrections.toml"
"""The file of corrections, which is the store's and of no generation."""
POINTER = "store.json"
_GENERATIONS = "generations"
_WRITER_LOCK = "writer.lock"
_READERS_LOCK = "readers.lock"
_NAME = re.compile(r"[0-9]{6,}")
_ATTEMPTS = 100


class HeldGeneration:
    """The published generation of a store, kept on disk until it is released."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        # Where a reader forgets to release it, the lock goes with the object.
        self._finalizer = weakref.finalize(self, os.close, lock)

    def release(self) -> None:
        """Let writers remove the generation once another is published."""
        self._finalizer()


def hold_published(folder: Path) -> HeldGeneration:
    """Hold the published generation of the store in ``folder``.

    Raises StoreError where there is no store, or one of a later version.
    """
    for _ in range(_ATTEMPTS):
        name = published_name(folder)
        generation = folder / _GENERATIONS / name
        held = _hold(generation)
        if held is not None:
            return held
        # A writer has published another generation in between, and removed this one.
    raise StoreError(f"{folder}: generation {name} is missing; build the store again")


def published_name(folder: Path) -> str:
    """The name of the published generation, which no other one of the store ever has.

    Raises StoreError where there is no store, or one of a later version.
    """
    name = _published_name(folder)
    if name is None:
        raise StoreError(f"{folder}: no store here; expected a folder written by 'kg build'")
    return name


class Writer:
    """The only right to write a store, while :func:`writing` gives it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hold_published(self) -> HeldGeneration | None:
        """The published generation, or None where there is none yet."""
        return None if _published_name(self.folder) is None else hold_published(self.folder)

    def publish(self, fill: Callable[[Path], None]) -> None:
        """Write a new generation by ``fill(generation folder)`` and publish it.

        Raises StoreError where the disk refuses; the published generation then stays as it was.
        """
        try:
            generation = _new_generation(self.folder)
            fill(generation)
            _flush(generation)
            _point_to(self.folder, generation.name)
        except OSError as error:
            raise StoreError(f"{self.folder}: the store cannot be written: {error}") from error


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """Hold the only right to write the store in ``folder``, which is made where it is missing.

    Raises LockedError where another process writes, StoreError where the folder holds something
    else or a store of a later version, or the disk refuses.
    """
    try:
        lock = _lock(folder)
    except OSError as error:
        raise StoreError(f"{folder}: the store cannot be written: {error}") from error
    try:
        yield Writer(folder)
    finally:
        # Whatever is not published now never will be.
        with suppress(OSError, StoreError):
            _remove_unread(folder)
        os.close(lock)


def publish(folder: Path, fill: Callable[[Path], None]) -> None:
    """Write and publish a generation; see :func:`writing` and :meth:`Writer.publish`."""
    with writing(folder) as writer:
        writer.publish(fill)


def written_by(folder: Path) -> tuple[int, str]:
    """The format of the store in ``folder``, and the version of kg that wrote it (or "").

    Raises StoreError where there is no store, or one of a later version.
    """
    content = _read_pointer(folder)
    if content is None:
        raise StoreError(f"{folder}: no store here; expected a folder written by 'kg build'")
    return content["format"], str(content.get("version", ""))


def check_format(folder: Path) -> None:
    """Raise StoreError where there is no store, or one that can be read and not be changed."""
    format, _ = written_by(folder)
    if format < FORMAT:
        raise StoreError(
            f"{folder}: a store of format {format}, written by an earlier version of kg; it can be "
            f"read, and is upgraded to format {FORMAT} by 'kg build SOURCE…' with its sources"
        )


def unfinished(folder: Path) -> list[Path]:
    """Generations that are not published: left by a killed writer, or still read or written."""
    published = _published_name(folder)
    return [path for path in _generations(folder) if path.name != published]


def _hold(generation: Path) -> HeldGeneration | None:
    try:
        lock = os.open(generation / _READERS_LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{generation}: the store cannot be read: {error}") from error
    held = HeldGeneration(generation, lock)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        # A writer may have removed the generation while this waited for the lock.
        if (generation / _READERS_LOCK).exists():
            return held
    except OSError as error:
        held.release()
        raise StoreError(f"{generation}: the store cannot be locked: {error}") from error
    held.release()
    return None


def _published_name(folder: Path) -> str | None:
    """The name in the pointer; None where the folder has no pointer."""
    content = _read_pointer(folder)
    if content is None:
        return None
    name = content.get("generation")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise StoreError(
            f"{folder / POINTER}: found generation {name!r}; expected a name of digits"
        )
    return name


def _read_pointer(folder: Path) -> dict[str, Any] | None:
    pointer = folder / POINTER
    try:
        content: Any = json.loads(pointer.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"{pointer}: cannot be read: {error}") from error
    except ValueError as error:
        raise StoreError(f"{pointer}: found no JSON; expected a store's pointer") from error
    if not isinstance(content, dict) or not isinstance(version := content.get("format"), int):
        raise StoreError(f"{pointer}: found no format version; expected a store's pointer")
    if version > FORMAT:
        raise StoreError(
            f"{folder}: a store of format {version}, written by a later version of kg; "
            f"this version reads formats up to {FORMAT}: update kg"
        )
    return content


def _lock(folder: Path) -> int:
    _check_place(folder)
    (folder / _GENERATIONS).mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / _WRITER_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise LockedError(
            f"{folder}: another process is writing this store; try again when it has finished"
        ) from error
    except OSError:
        os.close(lock)
        raise
    return lock


def _check_place(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise StoreError(f"{folder}: found a file; expected a store's folder, or nothing")
    is_store = _published_name(folder) is not None or (folder / _GENERATIONS).is_dir()
    # Corrections may be there before the store is.
    others = {path.name for path in folder.iterdir()} - {CORRECTIONS}
    if not is_store and others:
        raise StoreError(f"{folder}: found a folder with other files; expected a store or nothing")


def _new_generation(folder: Path) -> Path:
    numbers = [int(path.name) for path in _generations(folder)]
    generation = folder / _GENERATIONS / f"{max(numbers, default=0) + 1:06}"
    generation.mkdir()
    (generation / _READERS_LOCK).touch()
    return generation


def _generations(folder: Path) -> list[Path]:
    return [p for p in (folder / _GENERATIONS).iterdir() if _NAME.fullmatch(p.name)]


def _point_to(folder: Path, name: str) -> None:
    draft = folder / f"{POINTER}.new"
    content = {"format": FORMAT, "generation": name, "version": VERSION}
    draft.write_text(json.dumps(content) + "\n", encoding="utf-8")
    _fsync(draft)
    os.replace(draft, folder / POINTER)
    _fsync(folder)


def _remove_unread(folder: Path) -> None:
    """Remove every generation but the published one that no reader holds."""
    published = _published_name(folder)
    for generation in _generations(folder):
        if generation.name == published:
            continue
        try:
            lock = os.open(generation / _READERS_LOCK, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            shutil.rmtree(generation, ignore_errors=True)
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(generation, ignore_errors=True)
        except BlockingIOError:
            continue  # it is read; a later build removes it
        finally:
            os.close(lock)


def _flush(generation: Path) -> None:
    """Have the disk keep all files before the pointer names them."""
    for parent, _, files in os.walk(generation):
        for name in files:
            _fsync(Path(parent) / name)
        _fsync(Path(parent))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
