"""Web pages saved as one file (MHTML)."""

from __future__ import annotations

import email
from collections.abc import Iterator

from kg.documents.articles import Entry, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.mail import charset, header, payload
from kg.errors import ReadError


def read(content: Content, fields: Fields) -> Iterator[Content]:
    """The page itself, which is the first HTML part. Raises ReadError where there is none."""
    message = email.message_from_bytes(content.read())
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            address = value(header(message, "Snapshot-Content-Location"))
            address = address or value(header(part, "Content-Location"))
            yield content.part(
                "page.html",
                payload(part),
                media_type=part.get_content_type(),
                charset=charset(part),
                entry=Entry(address=address if address and "://" in address else None),
            )
            return
    raise ReadError("a web archive without a page; expected a part of HTML")
