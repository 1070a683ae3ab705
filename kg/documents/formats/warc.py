"""Web archives (WARC): the pages that servers answered with."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from kg.documents.articles import Entry, Omission, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.formats.html import MOST

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
    left_out = 0
    with content.open() as stream:
        for record in _records(stream):
            if record.rec_type not in {"response", "resource"}:
                continue
            media_type, charset = _type(record)
            if media_type not in _TYPES or not _is_found(record):
                left_out += 1
                continue
            address = value(record.rec_headers.get_header("WARC-Target-URI"))
            with contextlib.redirect_stderr(io.StringIO()):
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
    if left_out:
        yield Omission(f"{left_out} answers that are no pages", failed=False)


def _records(stream: BinaryIO) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(stream))
    while True:
        # It prints what it thinks of a record's length.
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _type(record: Any) -> tuple[str, str]:
    headers = record.http_headers or record.rec_headers
    message = Message()
    message["Content-Type"] = value(headers.get_header("Content-Type")) or ""
    return message.get_content_type(), str(message.get_content_charset("") or "")


def _is_found(record: Any) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode() == _FOUND
