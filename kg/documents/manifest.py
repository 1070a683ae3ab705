"""``manifest.toml``: what is known about the texts beside it.

::

    [[document]]
    file = "article.txt"                   # a file beside the manifest
    title = "قمة المدن الذكية في نسختها الخامسة"
    source = "https://example.org/article"  # the publisher's name, or its address
    date = 2022-02-15                       # when it was published
    language = "ar"
    author = "محمد العتيبي"
    address = "https://example.org/article"

Only ``file`` is required. What is wrong is told and left out; the rest is used.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.documents import articles
from kg.documents.articles import Entry
from kg.errors import ManifestError
from kg.model import Problem

NAME = "manifest.toml"
KEYS = ("file", *articles.KEYS)

_HEADER = re.compile(r"^\s*\[\[\s*document\s*\]\]")
_TABLE = re.compile(r"^\s*\[")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of a manifest by the name of their file (in Unicode's form NFC)."""

    entries: dict[str, Entry]
    problems: tuple[Problem, ...] = ()

    def find(self, file: str) -> Entry:
        """What is said about the file of this name; nothing where it is not listed.

        It counts for every article of the file, before what the file says itself.
        """
        return self.entries.get(_key(file), Entry())


def load(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where the folder has none.

    A manifest that is broken as a whole (no UTF-8, no TOML) is one problem and has no
    entries; a wrong entry or value is a problem, and the others are used.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Manifest({})
    except OSError as error:
        return Manifest({}, (Problem(str(path), f"cannot be read: {error.strerror or error}"),))
    return parse(data, str(path), lambda name: (folder / name).exists())


def parse(data: bytes, path: str, exists: Callable[[str], bool]) -> Manifest:
    """The manifest in the bytes of a file; ``exists`` tells whether a file stands beside it.

    ``path`` names the manifest in problems, see :func:`load`.
    """
    try:
        tables, lines = _parse(data)
    except ManifestError as error:
        return Manifest({}, (Problem(path, str(error)),))
    return _Check(path, lines, exists).check(tables)


def _parse(data: bytes) -> tuple[dict[str, Any], list[str]]:
    try:
        text = data.decode("utf-8-sig")
        return tomllib.loads(text), text.splitlines()
    except UnicodeDecodeError as error:
        raise ManifestError(f"not UTF-8 at byte {error.start}; expected TOML in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(f"broken TOML: {error}") from error


class _Check:
    """One pass over the tables of a manifest, which collects entries and problems."""

    def __init__(self, path: str, lines: list[str], exists: Callable[[str], bool]) -> None:
        self.path = path
        self.lines = lines
        self.exists = exists
        self.headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
        self.entries: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    def check(self, tables: dict[str, Any]) -> Manifest:
        for name in tables:
            if name != "document":
                self.tell(f"unknown table or key {name!r}; expected only [[document]] tables")
        documents = tables.get("document", [])
        if not isinstance(documents, list) or not all(isinstance(one, dict) for one in documents):
            self.tell("'document' is no list of tables; expected [[document]]")
            documents = []
        if len(self.headers) != len(documents):
            # Written in another way (inline, or inside a text): lines cannot be told.
            self.headers = []
        for index, table in enumerate(documents):
            self.add(index, table)
        return Manifest(self.entries, tuple(self.problems))

    def add(self, index: int, table: dict[str, Any]) -> None:
        for key in table:
            if key not in KEYS:
                self.tell(f"unknown key {key!r}; expected one of {', '.join(KEYS)}", index, key)
        name = table.get("file")
        if not isinstance(name, str) or not name:
            self.tell("no 'file'; expected the name of a file beside the manifest", index, "file")
        elif Path(name).name != name or name in {".", ".."}:
            self.tell(
                f"file = {name!r}; expected the name of a file beside the manifest, no path",
                index,
                "file",
            )
        elif _key(name) in self.entries:
            self.tell(f"file = {name!r} is listed twice; the first entry counts", index, "file")
        else:
            if not self.exists(name):
                self.tell(f"file = {name!r}: no such file beside the manifest", index, "file")
            self.entries[_key(name)] = Entry(
                title=self.text(index, table, "title"),
                source=self.text(index, table, "source"),
                date=self.date(index, table),
                language=self.language(index, table),
                author=self.text(index, table, "author"),
                address=self.text(index, table, "address"),
            )

    def text(self, index: int, table: dict[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value.strip() if value else None
        self.tell(f"{key} = {value!r}; expected a text that is not empty", index, key)
        return None

    def date(self, index: int, table: dict[str, Any]) -> datetime.date | None:
        value = table.get("date")
        if isinstance(value, str) and _DAY.fullmatch(value):
            with contextlib.suppress(ValueError):
                value = datetime.date.fromisoformat(value)
        # A date with a time is a date to Python, but says more than a day.
        if value is None or type(value) is datetime.date:
            return value
        self.tell(f"date = {value!s}; expected a day as 2022-02-15", index, "date")
        return None

    def language(self, index: int, table: dict[str, Any]) -> str | None:
        value = self.text(index, table, "language")
        if value is None or _LANGUAGE.fullmatch(value):
            return value
        self.tell(f"language = {value!r}; expected a language tag as 'ar'", index, "language")
        return None

    def tell(self, message: str, index: int | None = None, key: str = "") -> None:
        place = "" if index is None else f"entry {index + 1}"
        if index is not None and self.headers:
            place = f"line {self.line(index, key)}"
        self.problems.append(Problem(self.path, message, place))

    def line(self, index: int, key: str) -> int:
        """The line (from 1) of a key of the entry, or of the entry itself."""
        header = self.headers[index]
        pattern = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""")
        for number in range(header + 1, len(self.lines)):
            if pattern.match(self.lines[number]):
                return number + 1
            if _TABLE.match(self.lines[number]):
                break
        return header + 1


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name)
