"""What GraphML and GEXF share: XML that is written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from kg.export.tables import Value, join

Writer = Any
"""lxml's incremental writer, which has no annotations."""


@contextmanager
def writing(output: IO[bytes]) -> Iterator[Writer]:
    """A writer of one XML document."""
    from lxml import etree

    with etree.xmlfile(output, encoding="utf-8") as writer:
        writer.write_declaration()
        yield writer


def text_of(value: Value) -> str:
    """A value as text: several texts are joined, and a number is as Python writes it."""
    return join(value) if isinstance(value, tuple) else str(value)
