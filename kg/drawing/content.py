"""What the page holds: nodes and edges for the picture, and what is known of them, as plain values.

Sentences and documents stand once each, in tables; claims point to them by number. They are
packed, and unpacked in the page when the picture is there.
"""

from __future__ import annotations

import base64
import json
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.drawing.layout import Box, place
from kg.drawing.measures import Measures

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

# Line separators, which old scripts take for the end of a line, and halves of surrogate
# pairs, which UTF-8 cannot hold: JSON can write both as escapes.
_UNSAFE = re.compile("[\u2028\u2029\ud800-\udfff]")


class Evidence:
    """The tables of claims, sentences and documents, filled as claims are met.

    ``originals`` has for each near-copy the document that it is a copy of, both by IRI.
    """

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._originals = originals
        self._claims: dict[tuple[Any, ...], int] = {}
        self._sentences: dict[tuple[str, int, str], int] = {}
        self._documents: dict[tuple[str | None, ...], int] = {}

    def number(self, claims: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of ``claims`` in the table: the surest first, then by identifier."""
        ordered = sorted(
            claims, key=lambda claim: (-claim["confidence"], claim["iri"], claim["pattern"])
        )
        return [self._number(claim) for claim in ordered]

    def _number(self, claim: Mapping[str, Any]) -> int:
        known = {
            key: None if claim.get(key) is None else str(claim[key])
            for key in ("document", "title", "source", "date")
        }
        origin = (*known.values(), self._originals.get(known["document"] or ""))
        document = self._documents.setdefault(origin, len(self._documents))
        said = (claim["sentence"], document, claim["iri"])
        sentence = self._sentences.setdefault(said, len(self._sentences))
        row = (sentence, round(float(claim["confidence"]), 4), claim["pattern"], claim["id"])
        return self._claims.setdefault(row, len(self._claims))

    def tables(self) -> dict[str, list[Any]]:
        """The tables as lists of rows, a document as a mapping."""
        keys = ("iri", "title", "source", "date", "original")
        return {
            "claims": [list(row) for row in self._claims],
            "sentences": [list(row) for row in self._sentences],
            "documents": [dict(zip(keys, row, strict=True)) for row in self._documents],
        }


def describe_nodes(
    graph: networkx.MultiDiGraph[str], measures: Measures, degrees: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The things to draw, numbered from 0, with their places in page units.

    ``degrees`` are their numbers of relations in the whole graph.
    """
    sizes = {node: measures.radius(node) for node in graph}
    labels = {node: str(label) for node, label in graph.nodes(data="label")}
    spots = place(skeleton(graph.nodes, graph.edges()), boxes(labels, sizes))
    return [
        {
            "id": number,
            "type": str(attributes["type"]),
            "label": attributes["label"],
            "degree": degrees[node],
            "size": sizes[node],
            "x": spots[node][0],
            "y": spots[node][1],
        }
        for number, (node, attributes) in enumerate(graph.nodes(data=True))
    ]


def describe_edges(graph: networkx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """The relations to draw, numbered from 0; relations of one pair are bent apart.

    ``label`` is what this relation is called where that differs from others of its kind
    (the title of a role), None otherwise; ``said`` is the number of its claims, ``bend`` how far it
    is bent to the right, or to the left where it is negative.
    """
    numbers = {node: number for number, node in enumerate(graph)}
    siblings: dict[frozenset[str], int] = defaultdict(int)
    described: list[dict[str, Any]] = []
    for start, end, attributes in graph.edges(data=True):
        pair = frozenset((start, end))
        relation = str(attributes["relation"])
        curve = _CURVES[siblings[pair] % len(_CURVES)]
        described.append(
            {
                "id": len(described),
                "from": numbers[start],
                "to": numbers[end],
                "relation": relation,
                "label": attributes["label"] if relation == "role" else None,
                "said": len(attributes["claims"]),
                "bend": -curve if start > end else curve,
            }
        )
        siblings[pair] += 1
    return described


def describe_knowledge(
    graph: networkx.MultiDiGraph[str], measures: Measures, evidence: Evidence
) -> dict[str, Any]:
    """What the page tells of its nodes and edges, in their order, with the tables behind it."""
    return {
        "nodes": [
            {
                "iri": node,
                "value": measures.values.get(node, 0),
                "names": sorted({*attributes["labels"]} - {attributes["label"]}),
                "facts": [
                    {
                        "relation": str(fact["relation"]),
                        "value": fact["value"],
                        **_tell(fact, evidence),
                    }
                    for fact in attributes.get("facts", ())
                ],
            }
            for node, attributes in graph.nodes(data=True)
        ],
        "edges": [_tell(attributes, evidence) for _, _, attributes in graph.edges(data=True)],
        **evidence.tables(),
    }


def pack(value: Any) -> str:
    """JSON that is deflated (zlib) and written in base 64."""
    return base64.b64encode(zlib.compress(to_json(value).encode("utf-8"), 9)).decode("ascii")


def to_json(value: Any, **_: Any) -> str:
    """JSON with letters as they are; the template escapes what HTML would take for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def skeleton(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> networkx.Graph[str]:
    """A graph without directions, loops and parallel edges, in sorted order."""
    import networkx as nx

    found: networkx.Graph[str] = nx.Graph()
    found.add_nodes_from(nodes)
    found.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in edges if a != b}))
    return found


def boxes(labels: Mapping[str, str], sizes: Mapping[str, float]) -> dict[str, Box]:
    """The room that symbols of a radius and the labels below them take; of many labels a part."""
    part = min(1.0, _LABELLED / max(len(sizes), 1))
    return {node: _box(labels[node], size, part) for node, size in sizes.items()}


def _tell(fact: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    """The claims of a fact, and what qualifies it."""
    qualities = {key: str(fact[key]) for key in _QUALITIES if fact.get(key)}
    return {"claims": evidence.number(fact["claims"]), **qualities}


def _box(label: str, size: float, part: float) -> Box:
    lines = min(math.ceil(len(label) / _LINE_LETTERS), 2)
    width = min(len(label), _LINE_LETTERS) * _LETTER
    return max(part * width, 2 * size) + _APART, 2 * size + part * lines * _LINE + _APART
