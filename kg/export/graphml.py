"""GraphML (http://graphml.graphdrawing.org/), which Gephi, yEd, igraph and networkx read.

networkx has a writer too, which would hold everything once more as the network that it writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, Column, Tables, Value
from kg.export.xml import Writer, text_of, writing

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {"text": "string", "texts": "string", "date": "string", "integer": "long"}

_NODES = (Column("label", "text"), Column("type", "text"), *NODE_COLUMNS)
_EDGES = (
    Column("label", "text"),
    Column("relation", "text"),
    Column("weight", "integer"),
    *EDGE_COLUMNS,
)


def write(tables: Tables, output: IO[bytes]) -> None:
    """Write a network. Raises OSError."""
    with writing(output) as xml, xml.element(_name("graphml"), nsmap={None: _SPACE}):
        xml.write("\n")
        for part, columns in (("node", _NODES), ("edge", _EDGES)):
            for column in columns:
                _declare(xml, part, column)
        with xml.element(_name("graph"), id="rawabit", edgedefault="directed"):
            xml.write("\n")
            for node in tables.nodes():
                found = {"label": node.label, "type": node.type, **node.values}
                _write(xml, "node", {"id": node.id}, found)
            for edge in tables.edges():
                attributes = {"id": edge.id, "source": edge.source, "target": edge.target}
                found = {"label": edge.label, "relation": edge.relation, "weight": edge.weight}
                _write(xml, "edge", attributes, {**found, **edge.values})


def _declare(xml: Writer, part: str, column: Column) -> None:
    attributes = {
        "id": f"{part}_{column.name}",
        "for": part,
        "attr.name": column.name,
        "attr.type": _TYPES.get(column.kind, "double"),
    }
    with xml.element(_name("key"), attributes):
        pass
    xml.write("\n")


def _write(
    xml: Writer, part: str, attributes: Mapping[str, str], values: Mapping[str, Value]
) -> None:
    with xml.element(_name(part), attributes):
        for name, value in values.items():
            with xml.element(_name("data"), key=f"{part}_{name}"):
                xml.write(text_of(value))
    xml.write("\n")


def _name(tag: str) -> str:
    return f"{{{_SPACE}}}{tag}"
