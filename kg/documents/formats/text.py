"""Plain text: one article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents import encodings
from kg.documents.articles import Article
from kg.documents.contents import Content
from kg.documents.fields import Fields


def read(content: Content, fields: Fields) -> Iterator[Article]:
    """The text as it stands, but for a byte-order mark and CRLF."""
    text, encoding = encodings.decode(content.read(), declared=content.charset)
    yield Article(text, encoding=encoding)
