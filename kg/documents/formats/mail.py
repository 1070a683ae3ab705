"""E-mail (EML): the message's text, and the documents that came with it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from kg.documents import encodings, kinds, markup
from kg.documents.articles import Article, Entry, Omission, tidy, value
from kg.documents.contents import Content
from kg.documents.dates import published
from kg.documents.fields import Fields
from kg.errors import ReadError

_SIGNATURE = re.compile(r"\n-- \n.*", re.S)
_FLOWED = re.compile(r"(?<=[^\s-]) \n(?!\s|>)")


def read(content: Content, fields: Fields) -> Iterator[Article | Content | Omission]:
    """The message's text (its plain form where it has one) and attachments that can be read."""
    message = email.message_from_bytes(
        content.read(), _class=EmailMessage, policy=email.policy.default
    )
    if not message.keys():
        raise ReadError("no headers; expected an e-mail")
    entry = Entry(
        title=value(_header(message, "Subject")),
        source=_sender(message),
        date=published(_header(message, "Date")),
    )
    body = _body(message)
    if body is not None:
        yield _article(body, entry)
    for part in message.walk():
        name = _file_name(part)
        if part is body or part.is_multipart() or not name:
            continue
        if kinds.is_known(name):
            yield content.part(
                name,
                payload(part),
                place=name,
                charset=part.get_content_charset("") or "",
                entry=entry,
            )
        else:
            yield Omission("an attachment of a kind that is not read", name, failed=False)


def payload(part: EmailMessage) -> bytes:
    """The decoded bytes of a part that holds no others."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _article(body: EmailMessage, entry: Entry) -> Article:
    text, encoding = encodings.decode(payload(body), declared=body.get_content_charset("") or "")
    if body.get_content_subtype() == "html":
        return Article(markup.text(text), entry, encoding=encoding)
    if _parameter(body, "format") == "flowed":
        text = _FLOWED.sub(" ", text)
    return Article(tidy(_SIGNATURE.sub("", text)), entry, encoding=encoding)


def _body(message: EmailMessage) -> EmailMessage | None:
    """The first plain text that is no attachment, or else the first HTML."""
    bodies = [
        part
        for part in message.walk()
        if part.get_content_type() in {"text/plain", "text/html"} and not _file_name(part)
    ]
    bodies.sort(key=lambda part: part.get_content_subtype() == "html")
    return next((part for part in bodies if payload(part).strip()), None)


def _sender(message: EmailMessage) -> str | None:
    name, address = parseaddr(_header(message, "From"))
    return value(name) or value(address)


def _file_name(part: EmailMessage) -> str:
    try:
        return value(part.get_filename()) or ""
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def _parameter(part: EmailMessage, name: str) -> str:
    return str(part.get_param(name, "")).lower()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        # The standard library stumbles over some broken headers; the text is worth more.
        return ""
