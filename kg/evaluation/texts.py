"""The texts of annotated documents: by file name in a folder, or by id in JSON Lines."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import documents
from kg.documents.articles import Entry
from kg.documents.corpus import make_document
from kg.errors import GoldError
from kg.evaluation.gold import GoldDocument
from kg.model import Document


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents of a gold standard by its ``doc`` names; why the others are ``missing``."""

    documents: dict[str, Document]
    missing: dict[str, str]


def find_texts(gold: Sequence[GoldDocument], place: Path | None = None) -> Texts:
    """The documents of ``gold``.

    ``place`` is a folder of text files named as ``doc`` says (its manifest is used), or
    JSON Lines (``.jsonl``, also gzipped) with ``id``, ``text`` and perhaps ``title``, ``date`` and
    ``source``, found by the gold's ``id``; without it, the seeds that come with kg. A date
    that the gold states is the document's date. Raises GoldError where ``place`` cannot be read.
    """
    from kg.assets import folder

    place = folder("seeds") if place is None else place
    found, missing = _in_folder(gold, place) if place.is_dir() else _in_lines(gold, place)
    dates = {item.doc: item.date for item in gold if item.date}
    return Texts(
        {
            doc: replace(document, date=dates[doc]) if doc in dates else document
            for doc, document in found.items()
        },
        missing,
    )


def _in_folder(
    gold: Sequence[GoldDocument], place: Path
) -> tuple[dict[str, Document], dict[str, str]]:
    found: dict[str, Document] = {}
    missing: dict[str, str] = {}
    for item in gold:
        # A name with a path in it could name any file.
        if Path(item.doc).name != item.doc:
            missing[item.doc] = "found a path as 'doc'; expected the name of a file"
            continue
        corpus = documents.read([place / item.doc])
        if corpus.documents:
            found[item.doc] = corpus.documents[0]
        else:
            missing[item.doc] = "; ".join(f"{p.source}: {p.message}" for p in corpus.problems)
    return found, missing


def _in_lines(
    gold: Sequence[GoldDocument], file: Path
) -> tuple[dict[str, Document], dict[str, str]]:
    wanted = {item.id or Path(item.doc).stem: item.doc for item in gold}
    found = {wanted[row["id"]]: _document(row) for row in _rows(file) if row["id"] in wanted}
    missing = {
        doc: f"{file}: no line with the id {identifier!r}"
        for identifier, doc in wanted.items()
        if doc not in found
    }
    return found, missing


def _document(row: dict[str, Any]) -> Document:
    title, source = (row.get(name) for name in ("title", "source"))
    return make_document(
        row["text"],
        Entry(
            title=title if isinstance(title, str) else None,
            source=source if isinstance(source, str) else None,
            date=_date(row.get("date")),
        ),
    )


def _date(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    number = 0
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or not all(
                    isinstance(row.get(name), str) for name in ("id", "text")
                ):
                    raise GoldError(
                        f"{file}, line {number}: expected an object with texts 'id' and 'text'"
                    )
                yield row
    except json.JSONDecodeError as error:
        raise GoldError(f"{file}, line {number}: expected JSON; found {error}") from error
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise GoldError(f"{file}: texts cannot be read: {error}") from error
