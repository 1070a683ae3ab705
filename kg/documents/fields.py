"""Rows of JSON Lines, CSV and Parquet → articles, by the names of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.documents import markup
from kg.documents.articles import Article, Entry, printable, tidy, value
from kg.documents.dates import published
from kg.errors import ReadError

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "articleBody", "article_text", "النص"),
    "title": ("title", "headline", "العنوان"),
    "source": ("source", "publisher", "site", "newspaper", "المصدر"),
    "author": ("author", "byline", "creator", "الكاتب"),
    "date": (
        "date",
        "published",
        "datePublished",
        "published_at",
        "pub_date",
        "pubDate",
        "التاريخ",
    ),
    "address": ("address", "url", "link", "الرابط"),
    "language": ("language", "lang", "inLanguage", "اللغة"),
}
"""For each thing that is known of an article, the names of fields that say it."""

_MARKUP = re.compile(r"<(?:p|br|div|span|h[1-6]|strong|b|a|ul)\b[^<>]*>", re.I)
_ARABIC = frozenset({"ara", "arb", "arabic", "عربي", "العربية"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields hold what: pairs as («text», «body»); where nothing is said, the usual names.

    A name with points finds a value in values: «content.rendered».
    """

    names: tuple[tuple[str, str], ...] = ()

    def candidates(self, key: str) -> tuple[str, ...]:
        """The fields that may hold ``key``, the first first."""
        chosen = dict(self.names)
        return (chosen[key],) if key in chosen else USUAL[key]

    def columns(self, found: Iterable[str]) -> list[str]:
        """Of the columns of a table those that are needed. Raises ReadError without a text."""
        columns = list(found)
        self._check(columns)
        tops = {name.split(".")[0] for key in USUAL for name in self.candidates(key)}
        return [name for name in columns if name in tops or name.split(".")[0] in tops]

    def article(self, row: Mapping[str, object], place: str) -> Article:
        """The article of a row. Raises ReadError where it has no text."""
        self._check(row)
        text = _text(self._find(row, "text"))
        if not text:
            raise ReadError(f"no text in {self._named('text')!r}; expected one")
        return Article(
            text,
            Entry(
                title=_value(self._find(row, "title")),
                source=_value(self._find(row, "source")),
                author=_value(self._find(row, "author")),
                address=_value(self._find(row, "address")),
                date=published(self._find(row, "date")),
                language=_language(self._find(row, "language")),
            ),
            place=place,
        )

    def _check(self, found: Iterable[str]) -> None:
        names = set(found)
        wanted = self.candidates("text")
        if not any(name in names or name.split(".")[0] in names for name in wanted):
            shown = ", ".join(printable(str(name))[:40] for name in sorted(names)[:20])
            raise ReadError(
                f"no field {' or '.join(wanted[:3])}; found {shown or 'no fields'}; expected "
                "a text (say which field holds it: --map text=FIELD)"
            )

    def _find(self, row: Mapping[str, object], key: str) -> object:
        for name in self.candidates(key):
            found = row.get(name)
            if found is None and "." in name:
                found = _inside(row, name)
            if found not in (None, ""):
                return found
        return None

    def _named(self, key: str) -> str:
        return self.candidates(key)[0]


def _inside(row: object, name: str) -> object:
    for part in name.split("."):
        row = row.get(part) if isinstance(row, Mapping) else None
    return row


def _text(found: object) -> str:
    if isinstance(found, list):
        found = "\n".join(part for part in found if isinstance(part, str))
    if not isinstance(found, str):
        return ""
    return markup.text(found) if _MARKUP.search(found) else tidy(found)


def _value(found: object) -> str | None:
    if isinstance(found, list):
        return "، ".join(one for part in found if (one := _value(part))) or None
    if isinstance(found, Mapping):
        return _value(found.get("name"))
    return value(found)


def _language(found: object) -> str | None:
    if not isinstance(found, str):
        return None
    if found.lower() in _ARABIC:
        return "ar"
    return found if _LANGUAGE.fullmatch(found) else None
