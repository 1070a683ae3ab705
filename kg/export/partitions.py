"""A graph in many files of N-Quads, with a manifest that says which and with which digests.

``manifest.json`` is written last, so that a folder without it is not whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg.errors import ReadError

MANIFEST = "manifest.json"
WORK = "_work"
"""The folder beside the files in which a build keeps its tables until it is done."""
PREFIX = "part-"
_TELLING = b'"partitions"'


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its lines, its size in bytes, and the SHA-256 of these."""

    file: str
    lines: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Manifest:
    partitions: tuple[Part, ...]


def is_partitioned(folder: Path) -> bool:
    """Whether a folder holds the files of one graph, all or some of them.

    A manifest of something else, which tells of no partitions, does not count.
    """
    try:
        return (folder / WORK).exists() or _TELLING in (folder / MANIFEST).read_bytes()
    except OSError:
        return False


def whole_files(folder: Path) -> list[Path]:
    """The files of a graph, in the order of their names.

    Raises ReadError, which names the file, where one is missing, damaged or one too many, or
    where there is no manifest, since the build did not end.
    """
    manifest = folder / MANIFEST
    try:
        parts = msgspec.json.decode(manifest.read_bytes(), type=_Manifest).partitions
    except (OSError, msgspec.DecodeError) as error:
        raise ReadError(f"{manifest}: cannot be read: {error}; expected a whole build") from error
    told = {part.file: part for part in parts}
    found = {path.name: path for path in folder.glob(f"{PREFIX}*")}
    for name in sorted(told.keys() ^ found.keys()):
        what = "is missing" if name in told else "is not in the manifest"
        raise ReadError(f"{folder / name}: {what}; expected the files that {MANIFEST} tells of")
    for name, path in sorted(found.items()):
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ReadError(f"{path}: cannot be read: {error}") from error
        if sha256 != told[name].sha256:
            raise ReadError(f"{path}: found the SHA-256 {sha256}; expected {told[name].sha256}")
    return [path for _, path in sorted(found.items())]
