"""What the page holds: nodes, edges and their evidence as plain values for JSON.

Sentences and documents stand once each, in tables; claims point to them by number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.drawing.layout import place
from kg.drawing.selection import Selection

if TYPE_CHECKING:
    import networkx

# The room of labels, in page units. It is larger than letters are at zoom 1, since labels keep
# their size on the screen when the whole picture is seen from afar.
_LETTER = 18.0
_LINE = 42.0
_LINE_LETTERS = 22
_APART = 40.0
_LABELLED = 200  # things on a page that can all have a label; of more, some go without
_CURVES = (0.0, 0.16, -0.16, 0.32, -0.32, 0.48, -0.48)
_QUALITIES = ("standing", "since", "until", "source")


class Evidence:
    """The tables of claims, sentences and documents, filled as claims are met."""

    def __init__(self) -> None:
        self.claims: dict[tuple[Any, ...], int] = {}
        self.sentences: dict[tuple[str, int, str], int] = {}
        self.documents: dict[tuple[str | None, ...], int] = {}

    def number(self, claims: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of ``claims`` in the table: the surest first, then by identifier."""
        ordered = sorted(
            claims, key=lambda claim: (-claim["confidence"], claim["iri"], claim["pattern"])
        )
        return [self._number(claim) for claim in ordered]

    def _number(self, claim: Mapping[str, Any]) -> int:
        origin = tuple(
            None if claim.get(key) is None else str(claim[key])
            for key in ("document", "title", "source", "date")
        )
        document = self.documents.setdefault(origin, len(self.documents))
        said = (claim["sentence"], document, claim["iri"])
        sentence = self.sentences.setdefault(said, len(self.sentences))
        row = (sentence, round(float(claim["confidence"]), 4), claim["pattern"], claim["id"])
        return self.claims.setdefault(row, len(self.claims))

    def tables(self) -> dict[str, list[Any]]:
        """The tables as lists of rows, a document as a mapping."""
        keys = ("iri", "title", "source", "date")
        return {
            "claims": [list(row) for row in self.claims],
            "sentences": [list(row) for row in self.sentences],
            "documents": [dict(zip(keys, row, strict=True)) for row in self.documents],
        }


def describe_nodes(selection: Selection, evidence: Evidence) -> list[dict[str, Any]]:
    """The things to draw, numbered from 0, with their places in page units."""
    graph = selection.graph
    sizes = {node: node_size(degree) for node, degree in selection.degrees.items()}
    part = min(1.0, _LABELLED / max(len(sizes), 1))
    boxes = {node: _box(graph.nodes[node]["label"], size, part) for node, size in sizes.items()}
    spots = place(_skeleton(graph), boxes)
    return [
        {
            "id": number,
            "iri": node,
            "type": str(attributes["type"]),
            "label": attributes["label"],
            "names": sorted({*attributes["labels"]} - {attributes["label"]}),
            "facts": [_describe_literal(fact, evidence) for fact in attributes.get("facts", ())],
            "degree": selection.degrees[node],
            "size": sizes[node],
            "x": spots[node][0],
            "y": spots[node][1],
        }
        for number, (node, attributes) in enumerate(graph.nodes(data=True))
    ]


def describe_edges(graph: networkx.MultiDiGraph[str], evidence: Evidence) -> list[dict[str, Any]]:
    """The relations to draw, numbered from 0; relations of one pair are bent apart.

    ``label`` is what this relation is called where that differs from others of its kind
    (the title of a role), None otherwise.
    """
    numbers = {node: number for number, node in enumerate(graph)}
    siblings: dict[frozenset[str], int] = defaultdict(int)
    described: list[dict[str, Any]] = []
    for start, end, attributes in graph.edges(data=True):
        pair = frozenset((start, end))
        relation = str(attributes["relation"])
        described.append(
            {
                "id": len(described),
                "from": numbers[start],
                "to": numbers[end],
                "relation": relation,
                "label": attributes["label"] if relation == "role" else None,
                "claims": evidence.number(attributes["claims"]),
                "smooth": _bend(siblings[pair], backwards=start > end),
                **_qualities(attributes),
            }
        )
        siblings[pair] += 1
    return described


def node_size(degree: int) -> float:
    """The radius of a symbol, in page units: its area grows with the number of relations."""
    return round(min(8 + 2.6 * math.sqrt(degree), 26), 1)


def _describe_literal(fact: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    return {
        "relation": str(fact["relation"]),
        "value": fact["value"],
        "claims": evidence.number(fact["claims"]),
        **_qualities(fact),
    }


def _qualities(attributes: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(attributes[key]) for key in _QUALITIES if attributes.get(key)}


def _skeleton(graph: networkx.MultiDiGraph[str]) -> networkx.Graph[str]:
    """The graph without directions, loops and parallel edges, in sorted order."""
    import networkx as nx

    skeleton: networkx.Graph[str] = nx.Graph()
    skeleton.add_nodes_from(graph)
    skeleton.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    return skeleton


def _box(label: str, size: float, part: float) -> tuple[float, float]:
    """The room that a symbol and a ``part`` of the label below it take."""
    lines = min(math.ceil(len(label) / _LINE_LETTERS), 2)
    width = min(len(label), _LINE_LETTERS) * _LETTER
    return max(part * width, 2 * size) + _APART, 2 * size + part * lines * _LINE + _APART


def _bend(sibling: int, *, backwards: bool) -> dict[str, Any]:
    """How vis-network bends the nth relation of a pair; the first one is straight."""
    curve = _CURVES[sibling % len(_CURVES)] * (-1 if backwards else 1)
    if not curve:
        return {"enabled": False, "type": "continuous", "roundness": 0}
    side = "curvedCW" if curve > 0 else "curvedCCW"
    return {"enabled": True, "type": side, "roundness": abs(curve)}
