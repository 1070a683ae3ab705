"""Packed values: files of a generation that say themselves whether they are whole."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

_DIGEST_BYTES = 16
_FAST = 1

_T = TypeVar("_T")


def save(value: Any, file: Path) -> None:
    """Write a value that msgspec encodes. Raises OSError."""
    data = zlib.compress(msgspec.msgpack.encode(value), _FAST)
    file.write_bytes(_digest(data) + data)


def load(file: Path, kind: type[_T]) -> _T | None:
    """Read what :func:`save` wrote; None where there is no file, or a damaged or different one."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    digest, data = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if _digest(data) != digest:
        return None
    try:
        return msgspec.msgpack.decode(zlib.decompress(data), type=kind)
    except (zlib.error, msgspec.DecodeError):
        return None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
