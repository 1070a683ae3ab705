"""Gold annotations: read from JSON, checked strictly.

The format is the annotation guideline's: one JSON object a document with ``doc``,
``entities`` and ``facts``, and perhaps ``optional``, ``optional_entities``, ``corpus``,
``id`` and ``document_date``. What is optional is neither rewarded nor punished.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.model import EntityType

CROSS_DOCUMENT = "cross_document.json"
"""The file of a gold folder that speaks of several documents; skipped when a folder is read."""

THING_RELATIONS = (
    "role",
    "speaker",
    "moderator",
    "participant",
    "organizer",
    "host",
    "sponsor",
    "opener",
    "partner",
    "location",
    "part_of",
    "runs",
)
"""Scored relations whose object is a thing, in the guideline's order."""

LITERAL_KINDS: dict[str, type] = {"date": str, "edition": int, "theme": str, "attendance": int}
"""Scored relations whose object is a literal, with the type of the literal."""

RELATIONS = (*THING_RELATIONS, *LITERAL_KINDS)
"""Every relation that is scored, in the order of reports."""

TYPES = tuple(str(kind) for kind in EntityType)
"""Every entity type that is scored, in the order of reports."""

_REQUIRED = ("doc", "entities", "facts")
_KEYS = (*_REQUIRED, "optional", "optional_entities", "corpus", "id", "document_date")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated thing: ``aliases`` are all forms by which the text names it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldFact:
    """An annotated fact. ``o`` is an entity's id, a literal, or None (a role without a body).

    ``titles`` are the acceptable forms of a role's title, the fullest first.
    """

    rel: str
    s: str
    o: str | int | None
    evidence: str
    titles: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The annotation of one document. ``date`` is the document's date where the gold states it."""

    doc: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    id: str | None = None
    date: datetime.date | None = None


def read_gold(paths: Iterable[Path]) -> tuple[GoldDocument, ...]:
    """The annotations of files and folders, in the order of their ``doc`` names.

    A folder stands for its ``*.json`` files (not those of folders inside it) but for
    ``cross_document.json``. Raises GoldError for what is missing or not in the stated
    format, and for two annotations of one document.
    """
    found: dict[str, Path] = {}
    documents = []
    for file in _files(paths):
        document = read_gold_file(file)
        if document.doc in found:
            raise GoldError(
                f"{file}: key 'doc': found {document.doc!r}, which {found[document.doc]} "
                "annotates too; expected one annotation for each document"
            )
        found[document.doc] = file
        documents.append(document)
    return tuple(sorted(documents, key=lambda document: document.doc))


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.glob("*.json") if file.name != CROSS_DOCUMENT)
            if not inside:
                raise GoldError(f"{path}: found no annotation; expected *.json files in the folder")
            files += inside
        else:
            files.append(path)
    # The same file named twice (alone and through its folder) is one annotation.
    return list({file.resolve(): file for file in files}.values())


def read_gold_file(file: Path) -> GoldDocument:
    """The annotation in one file. Raises GoldError naming file, key, found and expected."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GoldError(f"{file}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GoldError(f"{file}: expected JSON in UTF-8; found {error}") from error
    return parse_gold(data, place=str(file))


def parse_gold(data: Any, *, place: str) -> GoldDocument:
    """The annotation in decoded JSON; ``place`` names it in errors."""
    check = _Check(place)
    check.keys(data, "", required=_REQUIRED, allowed=_KEYS)
    entities = [
        *_entities(check, data["entities"], "entities", optional=False),
        *_entities(check, data.get("optional_entities", []), "optional_entities", optional=True),
    ]
    ids: set[str] = set()
    for entity in entities:
        if entity.id in ids:
            raise check.error("entities", f"the id {entity.id!r} twice", "each id once")
        ids.add(entity.id)
    facts = [
        *_facts(check, data["facts"], "facts", ids, optional=False),
        *_facts(check, data.get("optional", []), "optional", ids, optional=True),
    ]
    return GoldDocument(
        doc=check.text(data["doc"], "doc"),
        entities=tuple(entities),
        facts=tuple(facts),
        id=check.text(data["id"], "id") if "id" in data else None,
        date=_document_date(check, data.get("document_date")),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """Checks values and words the errors; ``place`` is the file."""

    place: str

    def error(self, key: str, found: str, expected: str) -> GoldError:
        where = f"key '{key}'" if key else "the whole file"
        return GoldError(f"{self.place}: {where}: found {found}; expected {expected}")

    def keys(
        self, value: Any, key: str, *, required: tuple[str, ...], allowed: tuple[str, ...]
    ) -> None:
        if not isinstance(value, dict):
            raise self.error(key, _kind(value), "an object")
        for name in required:
            if name not in value:
                raise self.error(key, f"no key '{name}'", f"the keys {', '.join(required)}")
        for name in value:
            if name not in allowed:
                raise self.error(key, f"the unknown key {name!r}", f"one of {', '.join(allowed)}")

    def text(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, _kind(value), "a text that is not empty")
        return value

    def texts(self, value: Any, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self.error(key, _kind(value), "a list of texts that is not empty")
        return tuple(self.text(item, f"{key}[{index}]") for index, item in enumerate(value))

    def rows(self, value: Any, key: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.error(key, _kind(value), "a list of objects")
        return value


def _kind(value: Any) -> str:
    return (
        repr(value) if isinstance(value, str | int | float | None) else f"a {type(value).__name__}"
    )


def _entities(check: _Check, rows: Any, key: str, *, optional: bool) -> list[GoldEntity]:
    names = ("id", "type", "name", "aliases")
    entities = []
    for index, row in enumerate(check.rows(rows, key)):
        at = f"{key}[{index}]"
        check.keys(row, at, required=names, allowed=names)
        if row["type"] not in TYPES:
            raise check.error(f"{at}.type", _kind(row["type"]), f"one of {', '.join(TYPES)}")
        entities.append(
            GoldEntity(
                id=check.text(row["id"], f"{at}.id"),
                type=row["type"],
                name=check.text(row["name"], f"{at}.name"),
                aliases=check.texts(row["aliases"], f"{at}.aliases"),
                optional=optional,
            )
        )
    return entities


def _facts(check: _Check, rows: Any, key: str, ids: set[str], *, optional: bool) -> list[GoldFact]:
    names = ("rel", "s", "o", "evidence")
    facts = []
    for index, row in enumerate(check.rows(rows, key)):
        at = f"{key}[{index}]"
        check.keys(row, at, required=names, allowed=(*names, "role"))
        rel = row["rel"]
        if rel not in RELATIONS:
            raise check.error(f"{at}.rel", _kind(rel), f"one of {', '.join(RELATIONS)}")
        if row["s"] not in ids:
            raise check.error(f"{at}.s", _kind(row["s"]), "the id of an entity of this file")
        if (rel == "role") != ("role" in row):
            found = "no key 'role'" if rel == "role" else "the key 'role'"
            raise check.error(at, found, "the key 'role' in facts with rel 'role' and only there")
        facts.append(
            GoldFact(
                rel=rel,
                s=row["s"],
                o=_object(check, row, at, ids),
                evidence=check.text(row["evidence"], f"{at}.evidence"),
                titles=check.texts(row["role"], f"{at}.role") if rel == "role" else (),
                optional=optional,
            )
        )
    return facts


def _object(check: _Check, row: dict[str, Any], at: str, ids: set[str]) -> str | int | None:
    rel, value = row["rel"], row["o"]
    if rel in LITERAL_KINDS:
        kind = LITERAL_KINDS[rel]
        if not isinstance(value, str | int) or type(value) is not kind:
            expected = "an integer" if kind is int else "a text"
            raise check.error(f"{at}.o", _kind(value), f"{expected} for rel {rel!r}")
        if rel == "date" and not _DATE.fullmatch(str(value)):
            expected = "YYYY, YYYY-MM, YYYY-MM-DD or start/end"
            raise check.error(f"{at}.o", _kind(value), expected)
        return value
    if rel == "role" and value is None:
        return None
    if not isinstance(value, str) or value not in ids:
        raise check.error(f"{at}.o", _kind(value), "the id of an entity of this file")
    return value


def _document_date(check: _Check, value: Any) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise check.error("document_date", _kind(value), "a date as YYYY-MM-DD") from error
