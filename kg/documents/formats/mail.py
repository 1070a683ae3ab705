"""E-mail (EML): the message's text, and the documents that came with it."""

from __future__ import annotations

import email
import email.header
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr

from kg.documents import encodings, kinds, markup
from kg.documents.articles import Article, Entry, Omission, tidy, value
from kg.documents.contents import Content
from kg.documents.dates import published
from kg.documents.fields import Fields
from kg.errors import ReadError

LONGEST_HEADER = 4000
"""Characters of a header that are read: some of what reads them takes quadratic time."""

_SIGNATURE = re.compile(r"\n-- \n.*", re.S)
_FLOWED = re.compile(r"(?<=[^\s-]) \n(?!\s|>)")


def read(content: Content, fields: Fields) -> Iterator[Article | Content | Omission]:
    """The message's text (its plain form where it has one) and attachments that can be read."""
    message = email.message_from_bytes(content.read())
    if not message.keys():
        raise ReadError("no headers; expected an e-mail")
    entry = Entry(
        title=value(header(message, "Subject")),
        source=_sender(message),
        date=published(header(message, "Date")),
    )
    body = _body(message)
    if body is not None:
        yield _article(body, entry)
    for part in message.walk():
        name = _file_name(part)
        if part is body or part.is_multipart() or not name:
            continue
        if kinds.is_known(name):
            yield content.part(name, payload(part), place=name, charset=charset(part), entry=entry)
        else:
            yield Omission("an attachment of a kind that is not read", name, failed=False)


def payload(part: Message) -> bytes:
    """The decoded bytes of a part that holds no others."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def charset(part: Message) -> str:
    """The encoding that a part says it is in, if any."""
    try:
        return part.get_content_charset("") or ""
    except (LookupError, ValueError):
        return ""


def header(message: Message, name: str) -> str:
    """A header in letters, whatever it is encoded in; empty where there is none."""
    raw = next((text for key, text in message.raw_items() if key.lower() == name.lower()), "")
    # Programs write letters there that are no ASCII, in UTF-8 or in Windows-1256.
    data = str(raw)[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
    try:
        text = encodings.decode(data)[0]
        return str(email.header.make_header(email.header.decode_header(text)))
    except (ReadError, MessageError, LookupError, ValueError):
        return ""


def _article(body: Message, entry: Entry) -> Article:
    text, encoding = encodings.decode(payload(body), declared=charset(body))
    if body.get_content_subtype() == "html":
        return Article(markup.text(text), entry, encoding=encoding)
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _FLOWED.sub(" ", text)
    return Article(tidy(_SIGNATURE.sub("", text)), entry, encoding=encoding)


def _body(message: Message) -> Message | None:
    """The first plain text that is no attachment, or else the first HTML."""
    bodies = [
        part
        for part in message.walk()
        if part.get_content_type() in {"text/plain", "text/html"} and not _file_name(part)
    ]
    bodies.sort(key=lambda part: part.get_content_subtype() == "html")
    return next((part for part in bodies if payload(part).strip()), None)


def _sender(message: Message) -> str | None:
    name, address = parseaddr(header(message, "From"))
    return value(name) or value(address)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
        decoded = str(email.header.make_header(email.header.decode_header(name[:LONGEST_HEADER])))
    except (MessageError, LookupError, ValueError, TypeError):
        return ""
    return value(decoded) or ""
