"""Headers of ``.rq`` files: comments that name and explain a query or a rule in both languages.

::

    # title-ar: من يشغل أي منصب
    # title-en: Who holds which role
    # description-ar: …
    # description-en: …

A header may hold further keys, which may be repeated; whoever reads the file says which.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError

FIELDS = ("title-ar", "title-en", "description-ar", "description-en")

_LINE = re.compile(r"#\s*([a-z-]+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Header:
    """The text of a file with its explanations.

    ``explained`` has what :data:`FIELDS` name, with ``_`` for ``-``; ``others`` are lines with
    other keys: the key, its value, and the place for errors about it.
    """

    text: str
    explained: Mapping[str, str]
    others: tuple[tuple[str, str, str], ...]


def read_header(file: Path, *, others: Collection[str] = (), is_required: bool = True) -> Header:
    """The header of a file; ``others`` are the keys that it may hold beside :data:`FIELDS`.

    Where none is required and the file has none, explanations are empty.

    Raises QueryError where the file cannot be read or the header is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read: {error}") from error
    fields: dict[str, str] = {}
    found: list[tuple[str, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _LINE.fullmatch(line)
        if header is None:
            if line.strip():
                break
            continue
        key, value = header.groups()
        place = f"{file}, line {number}"
        if key in others:
            found.append((key, value, place))
        elif key in FIELDS:
            fields[key] = value
        else:
            expected = ", ".join((*FIELDS, *others))
            raise QueryError(f"{place}: found the key {key!r}; expected one of {expected}")
    missing = [name for name in FIELDS if not fields.get(name)]
    if missing and (is_required or fields or found):
        raise QueryError(f"{file}: the header has no {', '.join(missing)}")
    explained = {name.replace("-", "_"): fields.get(name, "") for name in FIELDS}
    return Header(text, explained, tuple(found))
