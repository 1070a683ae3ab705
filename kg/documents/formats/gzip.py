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
        return cast(BinaryIO, gzip.GzipFile(fileobj=content.open()))

    yield content.part(
        _name(content.name), unpacked, media_type=content.media_type, charset=content.charset
    )


def _name(name: str) -> str:
    if name.lower().endswith(".tgz"):
        return name[:-4] + ".tar"
    return name[:-3] if name.lower().endswith(".gz") else name
