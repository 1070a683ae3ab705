"""An endpoint that answers queries, as ill as a test wants."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pyoxigraph as ox

from tests.loading.servers import Answer, Call

JSON = "application/sparql-results+json"


def asked(call: Call) -> str:
    """The query of a call; empty where there is none."""
    return parse_qs(call.body.decode()).get("query", [""])[0]


def answering(
    store: ox.Store, spoil: Callable[[str], None] = lambda query: None, *, is_union: bool = False
) -> Callable[[Call], Answer]:
    """Answers about a store; ``spoil`` is called with each query before it is answered."""

    def answer(call: Call) -> Answer:
        query = asked(call)
        if not query:
            return 404, {}
        spoil(query)
        found = store.query(query, use_default_graph_as_union=is_union)
        if isinstance(found, ox.QueryTriples):
            content = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
            return 200, {"Content-Type": "application/n-triples"}, content
        content = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return 200, {"Content-Type": f"{JSON}; charset=utf-8"}, content

    return answer
