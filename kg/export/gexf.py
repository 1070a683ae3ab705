"""GEXF 1.3 (https://gexf.net/), Gephi's own format.

networkx has a writer too; it writes today's date into the file, and knows no kinds of edges, by
which Gephi keeps several relations of one pair apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, Column, Tables, Value
from kg.export.xml import Writer, text_of, writing
from kg.version import VERSION

_SPACE = "http://gexf.net/1.3"
_TYPES = {"text": "string", "texts": "string", "date": "string", "integer": "long"}
_NODES = (Column("type", "text"), *NODE_COLUMNS)
_EDGES = (Column("relation", "text"), *EDGE_COLUMNS)


def write(tables: Tables, output: IO[bytes]) -> None:
    """Write a network. Raises OSError."""
    with writing(output) as xml, xml.element(_name("gexf"), version="1.3", nsmap={None: _SPACE}):
        xml.write("\n")
        with xml.element(_name("meta")), xml.element(_name("creator")):
            xml.write(f"rawabit {VERSION}")
        xml.write("\n")
        with xml.element(_name("graph"), defaultedgetype="directed", mode="static"):
            xml.write("\n")
            _declare(xml, "node", _NODES)
            _declare(xml, "edge", _EDGES)
            _write_nodes(xml, tables)
            _write_edges(xml, tables)


def _declare(xml: Writer, part: str, columns: Sequence[Column]) -> None:
    attributes = {"class": part}
    with xml.element(_name("attributes"), attributes):
        for column in columns:
            kind = _TYPES.get(column.kind, "double")
            with xml.element(_name("attribute"), id=column.name, title=column.name, type=kind):
                pass
    xml.write("\n")


def _write_nodes(xml: Writer, tables: Tables) -> None:
    with xml.element(_name("nodes")):
        xml.write("\n")
        for node in tables.nodes():
            attributes = {"id": node.id, "label": node.label}
            _write(xml, "node", attributes, {"type": node.type, **node.values})
    xml.write("\n")


def _write_edges(xml: Writer, tables: Tables) -> None:
    with xml.element(_name("edges")):
        xml.write("\n")
        for edge in tables.edges():
            attributes = {
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "label": edge.label,
                "kind": edge.relation,
                "weight": str(edge.weight),
            }
            _write(xml, "edge", attributes, {"relation": edge.relation, **edge.values})
    xml.write("\n")


def _write(
    xml: Writer, part: str, attributes: Mapping[str, str], values: Mapping[str, Value]
) -> None:
    with xml.element(_name(part), attributes), xml.element(_name("attvalues")):
        for name, value in values.items():
            described = {"for": name, "value": text_of(value)}
            with xml.element(_name("attvalue"), described):
                pass
    xml.write("\n")


def _name(tag: str) -> str:
    return f"{{{_SPACE}}}{tag}"
