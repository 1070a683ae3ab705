"""Web archives (WARC): the pages that servers answered with."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import Any

from kg.documents.articles import Entry, Omission, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.html import MOST
from kg.errors import ReadError

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
}
_FOUND = "200"


def read(content: Content, fields: Fields) -> Iterator[Content | Omission]:
    """The answers with pages, texts and feeds; pictures, scripts and failures are counted."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    left_out = 0
    try:
        with content.open() as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type not in {"response", "resource"}:
                    continue
                media_type, charset = _type(record)
                if media_type not in _TYPES or not _is_found(record):
                    left_out += 1
                    continue
                address = value(record.rec_headers.get_header("WARC-Target-URI"))
                data = record.content_stream().read(MOST + 1)
                if len(data) > MOST:
                    yield Omission(f"a page of more than {MOST} bytes", address or "")
                    continue
                yield content.part(
                    f"page.{_TYPES[media_type]}",
                    data,
                    place=address or "",
                    media_type=media_type,
                    charset=charset,
                    entry=Entry(address=address),
                )
    except (ArchiveLoadFailed, ValueError, EOFError, OSError) as error:
        raise ReadError(f"damaged WARC: {error}") from error
    if left_out:
        yield Omission(f"{left_out} answers that are no pages", failed=False)


def _type(record: Any) -> tuple[str, str]:
    headers = record.http_headers or record.rec_headers
    message = Message()
    message["Content-Type"] = value(headers.get_header("Content-Type")) or ""
    return message.get_content_type(), str(message.get_content_charset("") or "")


def _is_found(record: Any) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode() == _FOUND
