"""Feeds (RSS and Atom) saved to disk: an article an item."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from kg.documents import markup
from kg.documents.articles import Article, Entry, Omission, tidy, value
from kg.documents.contents import Content
from kg.documents.dates import published
from kg.documents.fields import Fields
from kg.errors import ReadError

MOST = 32 * 1024 * 1024
_TIMES = ("published", "updated", "created")


def read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    """The text of each item (its summary where it has no more). Raises ReadError for no feed."""
    import feedparser

    data = content.read(MOST)
    if b"<!ENTITY" in data:
        # Nobody's feed needs them; a few lines of them become a million letters.
        raise ReadError("a feed that declares entities; expected none")
    # As a stream: text that looks like an address or a path would be opened.
    feed = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": _content_type(content)} if content.charset else {},
        resolve_relative_uris=False,
    )
    if not feed.entries and not feed.version:
        raise ReadError("no feed; expected RSS or Atom")
    site = value(feed.feed.get("title"))
    encoding = str(feed.get("encoding") or "utf-8").lower()
    for number, item in enumerate(feed.entries, 1):
        text = _text(item)
        if text:
            yield Article(text, _entry(item, site), f"item {number}", encoding)
        else:
            yield Omission("an item without a text", f"item {number}")


def _entry(item: Mapping[str, Any], site: str | None) -> Entry:
    source = item.get("source")
    named = value(source.get("title")) if isinstance(source, Mapping) else None
    return Entry(
        title=_line(item.get("title")),
        source=named or site,
        author=value(item.get("author")),
        address=value(item.get("link")),
        date=next((date for key in _TIMES if (date := published(item.get(key)))), None),
    )


def _text(item: Mapping[str, Any]) -> str:
    """The longest of what an item says it says."""
    found = [part.get("value", "") for part in item.get("content", ()) if isinstance(part, Mapping)]
    found.append(item.get("summary", ""))
    texts = [markup.text(text) for text in found if isinstance(text, str) and text]
    return tidy(max(texts, key=len, default=""))


def _line(title: object) -> str | None:
    if not isinstance(title, str):
        return None
    return value(markup.text(title)) if "<" in title or "&" in title else value(title)


def _content_type(content: Content) -> str:
    return f"{content.media_type}; charset={content.charset}"
