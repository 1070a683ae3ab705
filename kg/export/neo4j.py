"""Two CSV files in the format that Neo4j imports (``neo4j-admin database import``), in one ZIP.

https://neo4j.com/docs/operations-manual/current/tools/neo4j-admin/neo4j-admin-import/: the header
gives each column its name and type, ``:ID`` and ``:LABEL`` of nodes, ``:START_ID``, ``:END_ID`` and
``:TYPE`` of relationships. The importer's defaults fit: comma, double quotes doubled inside quoted
fields, ``;`` between the values of one field, no line ends in fields. A field without quotes
that is empty is no value.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, Column, Tables, Value, join

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
"""The names of the files in the ZIP."""

_TYPES = {
    "text": "string",
    "texts": "string[]",
    "integer": "long",
    "number": "double",
    "date": "date",
}
_LABELS = {"City": "City;Place", "Country": "Country;Place"}
# The first moment that a ZIP can name: no clock gets into the bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16

Row = Sequence[str | None]


def write(tables: Tables, output: IO[bytes]) -> None:
    """Write a network. The ZIP is not compressed, as libraries differ in that. Raises OSError."""
    # Where it cannot go back in the output, zipfile writes other bytes.
    with tempfile.TemporaryFile() as draft:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            _write(archive, NODES, _nodes(tables))
            _write(archive, RELATIONSHIPS, _relationships(tables))
        draft.seek(0)
        shutil.copyfileobj(draft, output)


def _write(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> None:
    member = zipfile.ZipInfo(name, _MOMENT)
    member.external_attr = _MODE
    member.create_system = 3  # Unix, on every system
    with (
        archive.open(member, "w", force_zip64=True) as file,
        io.TextIOWrapper(file, encoding="utf-8", newline="") as text,
    ):
        csv.writer(text, lineterminator="\n").writerows(rows)


def _nodes(tables: Tables) -> Iterator[Row]:
    yield ["iri:ID", "name:string", *map(_heading, NODE_COLUMNS), ":LABEL"]
    for node in tables.nodes():
        cells = [_cell(node.values.get(column.name)) for column in NODE_COLUMNS]
        yield [node.id, node.label, *cells, _LABELS.get(node.type, node.type)]


def _relationships(tables: Tables) -> Iterator[Row]:
    columns = [*map(_heading, EDGE_COLUMNS)]
    yield [":START_ID", ":END_ID", "key:string", "name:string", *columns, ":TYPE"]
    for edge in tables.edges():
        cells = [_cell(edge.values.get(column.name)) for column in EDGE_COLUMNS]
        ends = [edge.source, edge.target]
        yield [*ends, edge.id, edge.label, *cells, edge.relation.upper()]


def _heading(column: Column) -> str:
    return f"{column.name}:{_TYPES[column.kind]}"


def _cell(value: Value | None) -> str | None:
    if value is None:
        return None
    return join(value) if isinstance(value, tuple) else str(value)
