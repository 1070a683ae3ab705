"""Word documents (DOCX): the text of the body, a line for each paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.documents.articles import Article, Entry, tidy, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.zip import check

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was struck out with changes tracked is there still; a text box is there twice.
_LEFT_OUT = frozenset({f"{_WORD}del", f"{_WORD}moveFrom", _FALLBACK})
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}


def read(content: Content, fields: Fields) -> Iterator[Article]:
    """The document's body as it reads with all tracked changes accepted."""
    import docx

    data = content.read()
    check(data, content)
    document = docx.Document(io.BytesIO(data))
    core = document.core_properties
    entry = Entry(title=value(core.title), author=value(core.author))
    yield Article(tidy("\n".join(_paragraphs(document.element.body))), entry)


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each paragraph, those of tables and text boxes too."""
    from lxml import etree

    paragraphs: list[list[str]] = []
    hidden = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        change = 1 if event == "start" else -1
        if element.tag in _LEFT_OUT:
            hidden += change
        elif hidden:
            continue
        elif element.tag == f"{_WORD}p":
            if event == "start":
                paragraphs.append([])
            elif text := "".join(paragraphs.pop()).strip():
                yield text
        elif event == "start" and paragraphs:
            if element.tag == f"{_WORD}t":
                paragraphs[-1].append(element.text or "")
            elif element.tag in _BREAKS and element.getparent().tag == f"{_WORD}r":
                paragraphs[-1].append(_BREAKS[element.tag])
