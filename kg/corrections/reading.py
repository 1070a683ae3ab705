"""``corrections.toml``: read strictly, since what is misread here would be lost in silence.

::

    [[correction]]
    action = "merge"                       # merge, split, rename, retype, reject or accept
    thing = "person/خالد_الأحمد"            # an IRI, whole or without its base
    thing_mentions = ["924e76db526fe0c1:120 خالد الأحمد"]
    other = "person/خالد_أحمد"
    author = "هدى"
    date = 2026-11-27
    reason = "كتب اسمه على وجهين"

Mentions are ``document:offset name``; commands write them and by hand they may be left out.
``split`` has ``thing`` and either ``documents`` (identifiers) or ``name``; ``rename`` has ``thing``
and ``name``; ``retype`` has ``thing`` and ``type``. ``reject`` and ``accept`` have ``fact``, a
digest, and perhaps what it stands for: ``relation``, ``subject``, ``object`` or ``value``, and
of a role ``title``, ``since`` and ``until``.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.corrections.entries import (
    Act,
    Action,
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Stated,
    Thing,
    Witness,
)
from kg.errors import CorrectionError
from kg.model import EntityType, Relation

HEADER = re.compile(r"\s*\[\[\s*correction\s*\]\]\s*(#.*)?")
"""The line with which an entry begins."""

_COMMON = ("action", "author", "date", "reason")
_THING = ("thing", "thing_mentions")
_JUDGEMENT = (
    "fact",
    "relation",
    "subject",
    "subject_mentions",
    "object",
    "object_mentions",
    "value",
    "title",
    "since",
    "until",
)
_KEYS: Mapping[Action, tuple[str, ...]] = {
    Action.MERGE: (*_THING, "other", "other_mentions"),
    Action.SPLIT: (*_THING, "documents", "name"),
    Action.RENAME: (*_THING, "name"),
    Action.RETYPE: (*_THING, "type"),
    Action.REJECT: _JUDGEMENT,
    Action.ACCEPT: _JUDGEMENT,
}
_WITNESS = re.compile(r"([0-9a-f]{16}):(\d{1,9}) (\S.*)")
_DOCUMENT = re.compile(r"[0-9a-f]{16}")
_FACT = re.compile(r"[0-9a-f]{10}")

_E = TypeVar("_E", Action, EntityType, Relation)


def read(file: Path) -> str:
    """The text of a file of corrections; empty where there is none. Raises CorrectionError."""
    try:
        # Not as text: line ends stay what they are.
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{file}: cannot be read: {error}") from error


def parse(text: str, place: str) -> tuple[Correction, ...]:
    """The corrections of a file's text, in order; ``place`` names the file in errors.

    Raises CorrectionError, which names the entry, what was found and what was expected.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{place}: expected TOML; found {error}") from error
    for key in content:
        if key != "correction":
            raise CorrectionError(f"{place}: found the key {key!r}; expected [[correction]] only")
    rows = content.get("correction", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorrectionError(f"{place}: expected each correction under [[correction]]")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if HEADER.fullmatch(line)]
    where = [f" (line {line})" for line in lines] if len(lines) == len(rows) else [""] * len(rows)
    return tuple(
        _Entry(f"{place}, correction {number}{at}", row).correction()
        for number, (row, at) in enumerate(zip(rows, where, strict=True), 1)
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file; ``place`` names it in errors."""

    place: str
    row: dict[str, Any]

    def correction(self) -> Correction:
        action = self.choice("action", Action)
        for key in self.row:
            if key not in _COMMON + _KEYS[action]:
                expected = ", ".join(_COMMON + _KEYS[action])
                raise self.error(f"the key {key!r}", f"one of {expected} for {action}")
        return Correction(
            self.act(action), self.text("author"), self.date("date"), self.text("reason")
        )

    def act(self, action: Action) -> Act:
        match action:
            case Action.MERGE:
                return Merge(self.thing("thing"), self.thing("other"))
            case Action.SPLIT:
                return self.split()
            case Action.RENAME:
                return Rename(self.thing("thing"), self.text("name"))
            case Action.RETYPE:
                return Retype(self.thing("thing"), self.choice("type", EntityType))
            case _:
                fact = self.matching("fact", _FACT, "10 hex digits")
                return Judgement(fact, action is Action.ACCEPT, self.stated())

    def split(self) -> Split:
        if ("documents" in self.row) == ("name" in self.row):
            raise self.error("both or neither of documents and name", "one of the two")
        if "name" in self.row:
            return Split(self.thing("thing"), name=self.text("name"))
        documents = self.texts("documents")
        for document in documents:
            if not _DOCUMENT.fullmatch(document):
                raise self.error(f"documents with {document!r}", "identifiers of 16 hex digits")
        return Split(self.thing("thing"), documents=documents)

    def stated(self) -> Stated | None:
        if self.row.keys().isdisjoint(set(_JUDGEMENT) - {"fact"}):
            return None
        relation = self.choice("relation", Relation)
        if "object" in self.row and "value" in self.row:
            raise self.error("both object and value", "one of the two at most")
        if relation is not Relation.ROLE:
            if extra := {"title", "since", "until"} & self.row.keys():
                raise self.error(f"{min(extra)} of a {relation}", f"it for a {Relation.ROLE} only")
            if "object" not in self.row and "value" not in self.row:
                raise self.error("neither object nor value", "one of the two")
        return Stated(
            relation,
            self.thing("subject"),
            self.thing("object") if "object" in self.row else None,
            self.value(),
            title=self.text("title") if "title" in self.row else "",
            since=self.text("since") if "since" in self.row else "",
            until=self.text("until") if "until" in self.row else "",
        )

    def value(self) -> str | int | None:
        value = self.row.get("value")
        if value is None or type(value) is int:
            return value
        return self.text("value")

    def thing(self, key: str) -> Thing:
        iri = self.text(key)
        if any(letter.isspace() or letter in '<>"{}|\\^`' for letter in iri) or "/" not in iri:
            raise self.error(f"{key} = {iri!r}", "the IRI of a thing, as person/خالد_الأحمد")
        name = f"{key}_mentions"
        mentions = self.texts(name) if name in self.row else ()
        return Thing(iri, tuple(self.witness(name, mention) for mention in mentions))

    def witness(self, key: str, text: str) -> Witness:
        found = _WITNESS.fullmatch(text)
        if found is None:
            raise self.error(f"{key} with {text!r}", "'document:offset name'")
        return Witness(found[1], int(found[2]), found[3])

    def choice(self, key: str, kind: type[_E]) -> _E:
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            raise self.error(f"{key} = {value!r}", f"one of {', '.join(kind)}") from None

    def matching(self, key: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.error(f"{key} = {value!r}", expected)
        return value

    def date(self, key: str) -> datetime.date:
        value = self.row.get(key)
        # A date with a time is a date to Python, but says more than a day.
        if type(value) is not datetime.date:
            raise self.error(_shown(self.row, key), "a day as 2026-11-27, without quotation marks")
        return value

    def text(self, key: str) -> str:
        value = self.row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(_shown(self.row, key), "a text that is not empty")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.row[key]
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise self.error(_shown(self.row, key), "a list of texts that is not empty")
        return tuple(value)

    def error(self, found: str, expected: str) -> CorrectionError:
        return CorrectionError(f"{self.place}: found {found}; expected {expected}")


def _shown(row: Mapping[str, Any], key: str) -> str:
    return f"{key} = {row[key]!r}" if key in row else f"no {key}"
