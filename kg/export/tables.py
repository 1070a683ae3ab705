"""The network of a graph as two tables, of nodes and of edges: what the network formats write.

A node is a thing, an edge one fact between two things (a role joins person and body). Each has
values in columns that have one type, since most tools know nothing richer. Of facts with a
literal, such as an edition, a node shows the one that most sentences state; the rest, and the
sentences themselves, are in the formats of RDF. Texts stand on one line and hold no control
characters: XML cannot hold these, and readers differ in what they make of line ends.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from kg.graph.claims import Attributes, values
from kg.graph.mentions import Mentions, count_mentions
from kg.graph.serialization import replace_controls
from kg.graph.vocabulary import SDO
from kg.model import Relation

if TYPE_CHECKING:
    import networkx
    import pyoxigraph as ox

    from kg.graph.store import Graph

_log = logging.getLogger(__name__)

Kind = Literal["text", "texts", "integer", "number", "date"]
"""A value is a text, a tuple of texts, a whole number, a fraction, or a day as ISO 8601 text."""

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: Kind


def join(texts: tuple[str, ...]) -> str:
    """Several texts as one, for formats without lists; a ``;`` in them becomes the Arabic one."""
    return ";".join(text.replace(";", "؛") for text in texts)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its IRI, its name, its type as ``Person``, and its values by column."""

    id: str
    label: str
    type: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two things, by their IRIs.

    ``id`` is the digest of the fact, ``label`` the title of a role or the relation in Arabic,
    ``weight`` the number of sentences that state it, or 1 where none does.
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    weight: int
    values: Mapping[str, Value]


_ARTICLES = (
    Column("sentences", "integer"),
    Column("documents", "integer"),
    Column("first", "date"),
    Column("last", "date"),
)

NODE_COLUMNS = (
    Column("names", "texts"),
    Column("titles", "texts"),
    Column("start", "text"),
    Column("end", "text"),
    Column("edition", "integer"),
    Column("attendance", "integer"),
    Column("theme", "text"),
    Column("status", "text"),
    Column("attendance_mode", "text"),
    Column("quotations", "integer"),
    Column("latitude", "number"),
    Column("longitude", "number"),
    *_ARTICLES,
)
"""Other names, titles without a body, facts with a literal, coordinates in degrees; in how many
sentences and documents a thing is named, and the days of the first and last of these, if known."""

EDGE_COLUMNS = (
    Column("confidence", "number"),
    Column("standing", "text"),
    Column("since", "text"),
    Column("until", "text"),
    Column("origin", "text"),
    *_ARTICLES,
)
"""The confidence of the surest sentence, the standing and time of a role, who says what no sentence
states; how many sentences and documents state the fact, and the days of the first and last."""

_LITERALS = ("edition", "attendance", "theme", "status", "attendance_mode")
_LINE_END = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LARGEST = 2**63 - 1  # what readers can take for a whole number


class Tables:
    """The two tables of a network; each can be read again and again, in an order of its own."""

    def __init__(
        self,
        network: networkx.MultiDiGraph[str],
        mentions: Mapping[str, Mentions],
        coordinates: Mapping[str, Mapping[str, Value]] | None = None,
    ) -> None:
        """``network`` as ``Graph.to_networkx`` gives it; the others are by IRI."""
        self._network = network
        self._mentions = mentions
        self._coordinates = coordinates or {}

    @classmethod
    def of(cls, graph: Graph) -> Tables:
        """The tables of a graph."""
        return cls(graph.to_networkx(), count_mentions(graph.store), _coordinates(graph.store))

    def nodes(self) -> Iterator[Node]:
        """The things in the order of their IRIs."""
        for iri, data in sorted(self._network.nodes(data=True), key=lambda node: str(node[0])):
            found: dict[str, Value] = {
                "names": tuple(name for name in data["labels"] if name != data["label"]),
                "titles": tuple(_titles(data["facts"])),
                **_literals(data["facts"]),
                **self._coordinates.get(iri, {}),
                **_mentioned(self._mentions.get(iri)),
            }
            yield Node(iri, _plain(data["label"]), str(data["type"]), _known(found))

    def edges(self) -> Iterator[Edge]:
        """The facts between things, in the order of source, target and digest."""
        seen: Counter[str] = Counter()
        for source, target, key in sorted(self._network.edges(keys=True)):
            data = self._network.edges[source, target, key]
            seen[key] += 1
            # Digests are short: two facts of a large graph may share one.
            identifier = key if seen[key] == 1 else f"{key}-{seen[key]}"
            said = _sayings(data["claims"])
            found = {name: data.get(name, "") for name in ("standing", "since", "until")}
            yield Edge(
                identifier,
                source,
                target,
                str(data["relation"]),
                _plain(data["label"]),
                int(said.get("sentences", 1)),  # type: ignore[arg-type]
                _known({**found, "origin": data.get("source") or "", **said}),
            )


def _coordinates(store: ox.Store) -> dict[str, dict[str, Value]]:
    longitudes = values(store, SDO.longitude)
    return {
        place: {"latitude": float(latitude), "longitude": float(longitudes[place])}
        for place, latitude in values(store, SDO.latitude).items()
        if place in longitudes
    }


def _mentioned(mentions: Mentions | None) -> dict[str, Value]:
    return {} if mentions is None else asdict(mentions)


def _known(found: Mapping[str, Value]) -> dict[str, Value]:
    return {name: _plainly(value) for name, value in found.items() if value not in ("", ())}


def _plainly(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    on_one_line = _LINE_END.sub(" ", text)
    plain = replace_controls(on_one_line)
    if plain != on_one_line:
        _log.warning("%r: a control character became U+FFFD", text)
    return plain


def _titles(facts: Iterable[Attributes]) -> list[str]:
    return sorted({str(f["value"]) for f in facts if f["relation"] == Relation.ROLE.value})


def _literals(facts: Sequence[Attributes]) -> dict[str, Value]:
    """Of each kind of literal the one that most sentences state."""
    found: dict[str, Value] = {}
    for name in _LITERALS:
        best = _best(fact for fact in facts if fact["relation"] == name)
        if best is not None and not (isinstance(best, int) and abs(best) > _LARGEST):
            found[name] = best
    span = str(_best(fact for fact in facts if fact["relation"] == Relation.DATE.value) or "")
    start, _, end = span.partition("/")
    found |= {"start": "" if start == ".." else start, "end": end}
    quotations = sum(fact["relation"] == Relation.QUOTATION.value for fact in facts)
    return {**found, "quotations": quotations} if quotations else found


def _best(facts: Iterable[Attributes]) -> Any:
    def rank(fact: Attributes) -> tuple[int, float, str]:
        said = _sayings(fact["claims"])
        return (
            -int(said.get("sentences", 0)),  # type: ignore[arg-type]
            -float(said.get("confidence", 0)),  # type: ignore[arg-type]
            str(fact["value"]),
        )

    best = min(facts, key=rank, default=None)
    return None if best is None else best["value"]


def _sayings(claims: Sequence[Attributes]) -> dict[str, Value]:
    """How often, when and how surely a fact is stated; nothing where no sentence states it."""
    if not claims:
        return {}
    dates = sorted({str(claim["date"]) for claim in claims if claim["date"]})
    return {
        "confidence": max(float(claim["confidence"]) for claim in claims),
        "sentences": len({claim["iri"] for claim in claims}),
        "documents": len({claim["document"] for claim in claims}),
        **({"first": dates[0], "last": dates[-1]} if dates else {}),
    }
