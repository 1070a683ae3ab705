"""JSON that Cytoscape opens (``.cyjs``) and that cytoscape.js takes as it is (``elements``).

https://js.cytoscape.org/#notation/elements-json; one line for each element.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from kg.export.tables import Edge, Node, Tables
from kg.version import VERSION

_HEAD = {
    "format_version": "1.0",
    "generated_by": f"rawabit-{VERSION}",
    "target_cytoscapejs_version": "~3.0",
    "data": {"name": "rawabit", "shared_name": "rawabit"},
}


def write(tables: Tables, output: IO[bytes]) -> None:
    """Write a network. Raises OSError."""
    output.write(_dump(_HEAD)[:-1] + b',"elements":{"nodes":[')
    output.writelines(_lines(map(_node, tables.nodes())))
    output.write(b'\n],"edges":[')
    output.writelines(_lines(map(_edge, tables.edges())))
    output.write(b"\n]}}\n")


def _lines(elements: Iterable[Any]) -> Iterator[bytes]:
    separator = b"\n"
    for element in elements:
        yield separator + _dump({"data": element})
        separator = b",\n"


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "name": node.label, "type": node.type, **node.values}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "interaction": edge.relation,
        "name": edge.label,
        "weight": edge.weight,
        **edge.values,
    }


def _dump(value: Any) -> bytes:
    # Whoever puts the file into a page's script finds no markup in it.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode()
