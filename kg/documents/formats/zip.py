"""ZIP archives: each file in them that can be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from kg.documents.articles import Article, Omission
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.members import Members
from kg.errors import ReadError

_OFFICE = {"word/document.xml": "docx", "content.xml": "odt"}


def read(content: Content, fields: Fields) -> Iterator[Article | Content | Omission]:
    """The files of the archive, in its order; nothing is written anywhere."""
    with content.open_seekable() as stream, _open(stream) as archive:
        names = set(archive.namelist())
        for name, kind in _OFFICE.items():
            if name in names:
                # A document that lost its suffix.
                yield content.part(f"document.{kind}", content.read())
                return
        members = Members(content)
        for member in archive.infolist():
            if member.is_dir() or not members.takes(member.filename):
                continue
            try:
                yield members.part(member.filename, _read(archive, member, content))
            except ReadError as error:
                yield members.failure(member.filename, error)
        yield from members.left_out()


def check(data: bytes, content: Content) -> None:
    """Whether a document that is a ZIP unpacks within the limits; raises ReadError if not."""
    with _open(io.BytesIO(data)) as archive:
        content.budget.take(sum(member.file_size for member in archive.infolist()))


def _open(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise ReadError(f"damaged or no ZIP: {error}") from error


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, content: Content) -> bytes:
    most = content.budget.limits.size
    if member.flag_bits & 1:
        raise ReadError("encrypted; expected a file that can be read without a password")
    try:
        with archive.open(member) as stream:
            data = stream.read(most + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise ReadError(f"damaged or unknown compression: {error}") from error
    if len(data) > most:
        raise ReadError(f"unpacks to more than {most} bytes; expected fewer")
    return data
