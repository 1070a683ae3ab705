"""What kind of file a content is: told by its bytes where these are plain, else by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.documents.articles import Omission, printable
from kg.documents.contents import Content
from kg.errors import ReadError

SUFFIXES = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".eml": "mail",
    ".mbox": "mbox",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "gzip",
    ".gz": "gzip",
    ".warc": "warc",
}
"""The suffixes by which files of a folder are taken, and the reader of each."""

_MEDIA_TYPES = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "multipart/related": "mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}

_SIGNATURES = (
    (
        re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.S),
        "odt",
    ),
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "zip"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb".{257}ustar", re.S), "tar"),
    (re.compile(rb"[\x00-\x20]{0,64}%PDF-"), "pdf"),
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
)
# Atomic, so that many comments cannot be parted in many ways.
_PROLOGUE = rb"(?:\xef\xbb\xbf)?(?>\s|<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>)*+"
_FEED = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_HTML = re.compile(_PROLOGUE + rb"<(?:html|head|body)\b", re.I | re.S)
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!doctype\s+html", re.I)
_MHTML = re.compile(rb"(?>[^\n]*\n){0,60}?content-type:\s*multipart/related", re.I)
_BY_BEGINNING = ((_FEED, "feed"), (_HTML, "html"), (_DOCTYPE, "html"), (_MHTML, "mhtml"))
_BY_NAME = frozenset({"text", "jsonl", "csv", "mail", "mbox"})


def is_known(name: str) -> bool:
    """Whether files of this name are taken from folders and archives; «dump.sql.gz» is not."""
    last = suffix(name)
    inner = suffix(name[: -len(last)]) if last == ".gz" else ""
    return last in SUFFIXES and (not inner or inner in SUFFIXES)


def suffix(name: str) -> str:
    """The last suffix of a name, in small letters, with its point."""
    stem, point, last = name.rpartition(".")
    return f".{last.lower()}" if point and stem else ""


def recognise(content: Content) -> str:
    """The kind of a content, which names its reader; ``text`` where nothing else is seen.

    Bytes that say what they are count before the name, and the name before the media type.
    Raises ReadError for old kinds that are not read.
    """
    head = content.head()
    by_name = SUFFIXES.get(suffix(content.name), "")
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            # Of the same bytes, only the name or a look inside tells these from a ZIP.
            return by_name if kind == "zip" and by_name in {"docx", "odt"} else kind
    if by_name in _BY_NAME:
        return by_name
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise ReadError(f"{what}; expected DOCX or ODT: save it as one of these")
    for pattern, kind in _BY_BEGINNING:
        if pattern.match(head):
            return kind
    return by_name or _MEDIA_TYPES.get(content.media_type.lower(), "text")


def unread(suffixes: Mapping[str, int]) -> Omission:
    """The note on files that are of no kind that is read, by their suffixes."""
    shown = ", ".join(printable(name)[:20] or "no suffix" for name in sorted(suffixes)[:10])
    count = sum(suffixes.values())
    files = "a file" if count == 1 else f"{count} files"
    return Omission(f"{files} of kinds that are not read ({shown})", failed=False)
