"""Web pages: the main text, without menus and comments, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.documents import encodings
from kg.documents.articles import Article, Entry, tidy, value
from kg.documents.contents import Content
from kg.documents.dates import published
from kg.documents.fields import Fields
from kg.errors import ReadError

MOST = 16 * 1024 * 1024
"""Bytes of a page that are read at most."""

MOST_TAGS = 200_000
"""Tags of a page that is read: each takes some time, and a page may be nothing else."""

LEAST_WORDS = 10
"""Words that an article has at least; a page with fewer is a menu, or an empty one."""

# What trafilatura says of a page is in what it returns.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEAD = 4096
# Without the last, a page without a date would be given one that depends on the day it is read.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def read(content: Content, fields: Fields) -> Iterator[Article]:
    """The article of the page. Raises ReadError where none is found."""
    data = content.read(MOST)
    if data.count(b"<") > MOST_TAGS:
        raise ReadError(f"a page of more than {MOST_TAGS} tags; expected an article")
    text, encoding = encodings.decode(data, declared=content.charset or _declared(data))
    yield find_article(text, encoding)


def find_article(page: str, encoding: str) -> Article:
    """The article of a page. Raises ReadError where none is found."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page.replace("\x00", ""),
        with_metadata=True,
        include_comments=False,
        deduplicate=False,
        date_extraction_params=dict(_DATES),
    )
    lines = (found.text or "").splitlines() if found else []
    text = tidy("\n".join(line.strip() for line in lines))
    if len(text.split()) < LEAST_WORDS:
        raise ReadError(f"a page without an article; expected a text of {LEAST_WORDS} words")
    entry = Entry(
        title=value(found.title),
        source=value(found.sitename) or value(found.hostname),
        author=value(found.author),
        date=published(found.date),
        address=value(found.url),
    )
    return Article(text, entry, encoding=encoding)


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii") if match else ""
