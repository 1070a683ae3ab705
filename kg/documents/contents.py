"""Bytes that hold articles: a file, or a part of one, with limits on what it may unpack to."""

from __future__ import annotations

import functools
import io
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg.documents.articles import Entry, join_places, printable
from kg.errors import ReadError

HEAD = 4096
"""Bytes by which a kind is recognized."""

_MIB = 1024 * 1024


class LimitError(ReadError):
    """A file unpacks to more than is allowed; nothing more is read of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost.

    ``size`` is the most bytes that are held at once (a file that is no stream of rows, a
    member of an archive); ``unpacked`` the most that all of a file's parts unpack to,
    ``ratio`` the most times its own size that this may be, from ``ratio_from`` bytes on;
    ``depth`` counts containers in containers, ``parts`` a file's parts.
    """

    size: int = 256 * _MIB
    unpacked: int = 8192 * _MIB
    ratio: int = 200
    ratio_from: int = 16 * _MIB
    depth: int = 4
    parts: int = 1_000_000


@dataclass(slots=True)
class Budget:
    """What the parts of one file have cost so far; ``packed`` is the file's own size."""

    packed: int
    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    parts: int = 0

    def take(self, size: int) -> None:
        """Count unpacked bytes. Raises LimitError where they grow too many."""
        self.unpacked += size
        limits = self.limits
        if self.unpacked > limits.unpacked:
            raise LimitError(f"unpacks to more than {limits.unpacked} bytes; expected fewer")
        if self.unpacked > max(limits.ratio * self.packed, limits.ratio_from):
            raise LimitError(f"unpacks to more than {limits.ratio} times its size; expected less")

    def add_part(self) -> None:
        """Count a part. Raises LimitError where there are too many."""
        self.parts += 1
        if self.parts > self.limits.parts:
            raise LimitError(f"holds more than {self.limits.parts} parts; expected fewer")


@dataclass(frozen=True, slots=True)
class Content:
    """A file or a part of one.

    ``name`` is what its kind may be told by (never a path to open), ``place`` where in the
    file it stands; ``media_type`` and ``charset`` are what a mail or a server said of it, and
    ``entry`` what is known of the articles in it from outside.
    """

    name: str
    stream: Callable[[], BinaryIO]
    budget: Budget
    place: str = ""
    media_type: str = ""
    charset: str = ""
    entry: Entry = field(default_factory=Entry)
    depth: int = 0

    def open(self) -> BinaryIO:
        """The bytes from the beginning. Raises ReadError where there are none to be had."""
        try:
            return self.stream()
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}") from error

    def head(self) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return _read(stream, HEAD)

    def read(self, most: int | None = None) -> bytes:
        """All bytes. Raises ReadError where there are more than ``most`` or the limits allow."""
        most = self.budget.limits.size if most is None else most
        with self.open() as stream:
            data = _read(stream, most + 1)
        if len(data) > most:
            raise ReadError(f"more than {most} bytes; expected fewer")
        return data

    def open_seekable(self) -> BinaryIO:
        """A stream that can be sought in: the file itself, or else its bytes in memory."""
        stream = self.open()
        if stream.seekable():
            return stream
        stream.close()
        return io.BytesIO(self.read())

    def part(
        self,
        name: str,
        data: bytes | Callable[[], BinaryIO],
        *,
        place: str = "",
        media_type: str = "",
        charset: str = "",
        entry: Entry | None = None,
    ) -> Content:
        """A part of this content: bytes, or a way to open a stream that is counted as it is read.

        Raises ReadError for containers too deep in containers, LimitError for too many parts.
        """
        if self.depth >= self.budget.limits.depth:
            raise ReadError(f"a container inside {self.depth} others; expected fewer")
        self.budget.add_part()
        if isinstance(data, bytes):
            self.budget.take(len(data))
        return Content(
            name=name,
            stream=functools.partial(_stream, data, self.budget),
            budget=self.budget,
            place=join_places(self.place, printable(place)),
            media_type=media_type,
            charset=charset,
            entry=(entry or Entry()).over(self.entry),
            depth=self.depth + 1,
        )


def of_file(path: Path, limits: Limits | None = None) -> Content:
    """The content of a file. Raises ReadError where it is none, or its size cannot be told."""
    try:
        # A pipe or a device would keep us waiting, or never end.
        if not path.is_file():
            raise ReadError("no regular file; expected a file to read")
        size = os.stat(path).st_size
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}") from error
    return Content(path.name, lambda: open(path, "rb"), Budget(size, limits or Limits()))


def of_bytes(name: str, data: bytes, limits: Limits | None = None) -> Content:
    """The content of bytes that were read already."""
    return Content(name, lambda: io.BytesIO(data), Budget(len(data), limits or Limits()))


def _read(stream: BinaryIO, most: int) -> bytes:
    try:
        return stream.read(most)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}") from error


class _Counter(io.RawIOBase):
    """A stream of unpacked bytes, each counted; what is wrong with the packed ones is ReadError."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._stream.read(min(len(view), 1 << 16))
        except (EOFError, OSError, zlib.error) as error:
            raise ReadError(f"damaged compressed data: {error}") from error
        self._budget.take(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _stream(data: bytes | Callable[[], BinaryIO], budget: Budget) -> BinaryIO:
    if isinstance(data, bytes):
        return io.BytesIO(data)
    return io.BufferedReader(_Counter(data(), budget), 1 << 16)
