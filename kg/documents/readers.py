"""The readers by kind, and what is done around each: containers are entered, faults are told."""

from __future__ import annotations

import importlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from kg.documents import kinds
from kg.documents.articles import Article, Omission, join_places, printable
from kg.documents.contents import Content, LimitError
from kg.documents.fields import Fields
from kg.errors import ReadError

Reader = Callable[[Content, Fields], Iterator[Article | Content | Omission]]
"""Reads a content of its kind: gives articles, parts to be read in turn, and what it left out.

Raises ReadError where the content cannot be read (any further), whatever was given before.
"""

MODULES: Mapping[str, str] = {
    "text": "text",
    "html": "html",
    "mhtml": "mhtml",
    "docx": "docx",
    "odt": "odt",
    "pdf": "pdf",
    "feed": "feed",
    "jsonl": "jsonl",
    "csv": "csv",
    "parquet": "parquet",
    "mail": "mail",
    "mbox": "mbox",
    "zip": "zip",
    "tar": "tar",
    "gzip": "gzip",
    "warc": "warc",
}
"""The module of :mod:`kg.documents.formats` with the reader of each kind, loaded when used."""

MOST_OMISSIONS = 100
"""How many omissions of one file are told singly; the others are counted."""

_log = logging.getLogger(__name__)


def read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    """All articles of a file, in their order, and what was left out.

    Nothing is raised for what is wrong with the content, whatever its bytes.
    """
    told = 0
    untold: Counter[bool] = Counter()
    for found in _read(content, fields):
        if isinstance(found, Omission):
            told += 1
            if told > MOST_OMISSIONS:
                untold[found.failed] += 1
                continue
        yield found
    for failed, count in sorted(untold.items()):
        yield Omission(f"… and {count} more places with something left out", failed=failed)


def _read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    kind = "text"
    try:
        kind = kinds.recognise(content)
        for found in _reader(kind)(content, fields):
            if isinstance(found, Content):
                yield from _read(found, fields)
            else:
                yield _placed(found, content)
    except LimitError as error:
        # Of a file that unpacks to too much, no further part is read.
        if content.depth:
            raise
        yield Omission(str(error), content.place)
    except ReadError as error:
        yield Omission(str(error), content.place)
    except Exception as error:
        # What other libraries raise of damaged files, some of it in ways that nobody thought of.
        _log.debug("%s: reader of %s failed", content.name, kind, exc_info=True)
        message = printable(f"{type(error).__name__}: {error}")[:200]
        yield Omission(f"damaged, or not of the kind {kind} ({message})", content.place)


def _placed(found: Article | Omission, content: Content) -> Article | Omission:
    place = join_places(content.place, found.place)
    if isinstance(found, Omission):
        return replace(found, place=place)
    if not found.text.strip():
        return Omission("no text; expected some", place)
    return replace(found, place=place, entry=found.entry.over(content.entry))


def _reader(kind: str) -> Reader:
    module = importlib.import_module(f"kg.documents.formats.{MODULES[kind]}")
    return cast(Reader, module.read)
