"""rawabit (روابط): Arabic news to a knowledge graph that keeps the sentence of every fact.

::

    import kg

    graph = kg.build(["seeds"], store="kg-store")   # or kg.Graph.open("kg-store")
    kg.add(["news"], store="kg-store").report       # what it holds now; kg.remove takes away
    graph.query("SELECT ?name { ?p a schema:Person ; skos:prefLabel ?name }")
    kg.ask(graph, "speakers").text()                # a named query
    kg.draw(graph, "graph.html")
    graph.export("graph.ttl")
    kg.validate(graph).conforms
    kg.evaluate(["gold"], texts="texts").as_text()
    kg.measure(graph).people

Importing ``kg`` loads nothing; each name below is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kg.version import VERSION

if TYPE_CHECKING:
    from kg.drawing import draw as draw
    from kg.errors import KgError as KgError
    from kg.evaluation import evaluate as evaluate
    from kg.graph.shapes import validate as validate
    from kg.graph.store import Graph as Graph
    from kg.pipeline import build as build
    from kg.query import run as ask
    from kg.settings import Settings as Settings
    from kg.stats import measure as measure
    from kg.upkeep import add as add
    from kg.upkeep import remove as remove

__version__ = VERSION

_HOMES = {
    "Graph": ("kg.graph.store", "Graph"),
    "KgError": ("kg.errors", "KgError"),
    "Settings": ("kg.settings", "Settings"),
    "add": ("kg.upkeep", "add"),
    "ask": ("kg.query", "run"),
    "build": ("kg.pipeline", "build"),
    "draw": ("kg.drawing", "draw"),
    "evaluate": ("kg.evaluation", "evaluate"),
    "measure": ("kg.stats", "measure"),
    "remove": ("kg.upkeep", "remove"),
    "validate": ("kg.graph.shapes", "validate"),
}

__all__ = [
    "Graph",
    "KgError",
    "Settings",
    "__version__",
    "add",
    "ask",
    "build",
    "draw",
    "evaluate",
    "measure",
    "remove",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
