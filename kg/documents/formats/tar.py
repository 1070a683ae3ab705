"""TAR archives (packed or not): each file in them that can be read."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from kg.documents.articles import Omission
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.members import Members
from kg.errors import ReadError


def read(content: Content, fields: Fields) -> Iterator[Content | Omission]:
    """The regular files of the archive, in its order; nothing is written anywhere."""
    members = Members(content)
    # As a stream: a member is read when its turn comes, and nothing is looked for behind it.
    with content.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            content.budget.add_part()
            if member.size > content.budget.limits.unpacked:
                # To go past it would take for ever, whether or not it is there.
                raise ReadError(f"a member of {member.size} bytes; expected fewer")
            if not member.isreg() or not members.takes(member.name):
                continue
            try:
                yield members.part(member.name, _read(archive, member, content))
            except ReadError as error:
                yield members.failure(member.name, error)
    yield from members.left_out()


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo, content: Content) -> bytes:
    most = content.budget.limits.size
    if member.size > most:
        raise ReadError(f"more than {most} bytes; expected fewer")
    stream = archive.extractfile(member)
    return stream.read(most) if stream else b""
