"""OpenDocument texts (ODT): the text of the body, a line for each paragraph and heading."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.documents.articles import Article, Entry, tidy, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.zip import check

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_LEFT_OUT = frozenset(
    {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}table-of-content"}
)
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_SPACES = 100


def read(content: Content, fields: Fields) -> Iterator[Article]:
    """The document's body as it reads with all tracked changes accepted."""
    import odfdo

    data = content.read()
    check(data, content)
    document = odfdo.Document(io.BytesIO(data))
    meta = document.meta
    entry = Entry(title=value(meta.title), author=value(meta.creator))
    yield Article(tidy("\n".join(_paragraphs(document.body._xml_element))), entry)


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each paragraph; one inside another (a text box) comes before it."""
    from lxml import etree

    paragraphs: list[list[str]] = []
    hidden = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _LEFT_OUT:
            hidden += 1 if is_start else -1
        if not hidden and element.tag in _PARAGRAPHS:
            if is_start:
                paragraphs.append([])
            elif text := "".join(paragraphs.pop()).strip():
                yield text
        if hidden or not paragraphs:
            continue
        if is_start:
            paragraphs[-1].append(_spaces(element) + (element.text or ""))
        elif element.tail:
            paragraphs[-1].append(element.tail)


def _spaces(element: Any) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
    return _BREAKS.get(element.tag, "")
