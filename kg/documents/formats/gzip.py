"""Files packed with gzip: what is inside, read as it is unpacked."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

from kg.documents.contents import Content
from kg.documents.fields import Fields


def read(content: Content, fields: Fields) -> Iterator[Content]:
    """The packed file, whose name is that of the content without «.gz»."""

    def unpacked() -> BinaryIO:
        return cast(BinaryIO, _Unpacked(content.open()))

    yield content.part(
        _name(content.name), unpacked, media_type=content.media_type, charset=content.charset
    )


class _Unpacked(gzip.GzipFile):
    """A packed stream that is closed with what it is read from."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


def _name(name: str) -> str:
    if name.lower().endswith(".tgz"):
        return name[:-4] + ".tar"
    return name[:-3] if name.lower().endswith(".gz") else name
