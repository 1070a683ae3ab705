"""What a reader gives: articles with what is known about them, and what it left out."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields

LONGEST_VALUE = 2000
"""Characters of a title, a name or an address that are kept."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about an article; None where nothing is.

    ``source`` is the publisher's name (or the address, where a manifest gives that),
    ``date`` when it was published, ``language`` a language tag, ``author`` who wrote it,
    ``address`` where it stands in the web.
    """

    title: str | None = None
    source: str | None = None
    date: datetime.date | None = None
    language: str | None = None
    author: str | None = None
    address: str | None = None

    def over(self, other: Entry) -> Entry:
        """This entry, with the other's values where it says nothing."""
        if other == _NOTHING:
            return self
        return Entry(*(getattr(self, key) or getattr(other, key) for key in KEYS))


KEYS = tuple(field.name for field in fields(Entry))
_NOTHING = Entry()


@dataclass(frozen=True, slots=True)
class Article:
    """A text as a reader found it.

    ``place`` says where in its file it stands («line 3», «news/a.html»; empty for a file that
    is one article), ``encoding`` what the bytes were in. ``reliability`` in (0, 1] says how far
    the letters can be trusted to be those of the source: less than 1 where they were
    worked out from a printed page.
    """

    text: str
    entry: Entry = _NOTHING
    place: str = ""
    encoding: str = "utf-8"
    reliability: float = 1.0


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out, where, and why; ``failed`` where it should have been read."""

    message: str
    place: str = ""
    failed: bool = True


def merge(entries: Iterable[Entry]) -> Entry:
    """What several entries say about one text: of each key the smallest value, if any."""
    rows = list(entries)
    return Entry(
        *(min((v for row in rows if (v := getattr(row, key))), default=None) for key in KEYS)
    )


def tidy(text: str) -> str:
    """A text from inside a file: CRLF as LF, no white space around it, nothing that UTF-8 lacks."""
    return _SURROGATE.sub("\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n")).strip()


def value(found: object) -> str | None:
    """A title, a name or an address on one line, without control characters; None for nothing."""
    if not isinstance(found, str):
        return None
    text = _SPACE.sub(" ", _SURROGATE.sub("\ufffd", found[: 2 * LONGEST_VALUE]))
    return printable(text, replacement="").strip()[:LONGEST_VALUE] or None


def printable(text: str, *, replacement: str = "\ufffd") -> str:
    """A name from a file without what would act on a terminal: controls, surrogates, bidi marks."""
    if text.isprintable():
        return text
    return "".join(
        replacement if unicodedata.category(letter) in {"Cc", "Cs"} or letter in _BIDI else letter
        for letter in text
    )


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def join_places(*places: str) -> str:
    """«a.zip», «line 3» → «a.zip, line 3»."""
    return ", ".join(place for place in places if place)
