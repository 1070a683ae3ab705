"""Mail folders (MBOX): messages one after the other, each behind a line «From …»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.errors import ReadError

_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_LONGEST_LINE = 1 << 20


def read(content: Content, fields: Fields) -> Iterator[Content]:
    """The messages. Raises ReadError for a file that does not begin with «From », or a huge one."""
    with content.open() as stream:
        lines: list[bytes] = []
        size = number = 0
        is_start = True
        while line := stream.readline(_LONGEST_LINE):
            if is_start and line.startswith(b"From "):
                if number:
                    yield _message(content, lines, number)
                number += 1
                lines, size = [], 0
            elif not number:
                raise ReadError(f"begins with {line[:20]!r}; expected a line «From …»")
            else:
                lines.append(line)
                size += len(line)
            if size > content.budget.limits.size:
                raise ReadError(f"message {number} is far too long; expected another «From …»")
            is_start = not line.strip()
        if number:
            yield _message(content, lines, number)


def _message(content: Content, lines: list[bytes], number: int) -> Content:
    data = _ESCAPED.sub(rb"\1", b"".join(lines))
    return content.part("message.eml", data, place=f"message {number}")
