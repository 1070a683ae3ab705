"""SPARQL: bindings, what is refused, and errors that say where and what was expected."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.graph.federation import find_service
from kg.graph.store import Graph
from tests.graph.example import BASE

DUBAI = URIRef(BASE + "city/دبي")


def rows(graph: Graph, sparql: str, **bindings: object) -> list[tuple[str, ...]]:
    found = graph.query(sparql, bindings)  # type: ignore[arg-type]
    return sorted(tuple(term.value for term in solution) for solution in found)  # type: ignore[union-attr]


def test_the_prefixes_of_the_vocabulary_need_no_declaration(graph: Graph) -> None:
    sparql = "SELECT ?name { ?s a rw:Session ; skos:prefLabel ?name }"
    assert rows(graph, sparql) == [("البيانات أولاً",)]


def test_a_plain_query_sees_each_fact_once(graph: Graph) -> None:
    assert len(rows(graph, "SELECT ?e ?p { ?e rw:opener ?p }")) == 1


def test_the_provenance_query_of_the_contract(graph: Graph) -> None:
    sparql = "SELECT ?s ?p ?o ?text { GRAPH ?e { ?s ?p ?o } ?e nif:anchorOf ?text }"
    texts = {text for _, p, _, text in rows(graph, sparql) if p.endswith("#opener")}
    assert len(texts) == 2
    assert any(text.startswith("وافتتحه") for text in texts)


@pytest.mark.parametrize("name", ["place", "?place", "$place"])
def test_a_variable_is_given_a_term(graph: Graph, name: str) -> None:
    sparql = "SELECT ?event ?place { ?event a rw:Conference ; schema:location ?place }"
    assert len(rows(graph, sparql)) == 2
    assert rows(graph, sparql, **{name: DUBAI})[0][1] == str(DUBAI)
    assert len(rows(graph, sparql, **{name: ox.NamedNode(str(DUBAI))})) == 1


def test_a_binding_is_a_term_and_never_text_of_the_query(graph: Graph) -> None:
    sparql = "SELECT ?thing ?name { ?thing skos:prefLabel ?name }"
    assert rows(graph, sparql, name=Literal("دبي", lang="ar")) == [(str(DUBAI), "دبي")]
    hostile = '" } ; DROP ALL # ?x } UNION { ?thing ?p ?name'
    assert rows(graph, sparql, name=Literal(hostile, lang="ar")) == []


def test_a_binding_of_a_variable_that_is_not_selected_is_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"\?name is given a value; expected it among"):
        graph.query("SELECT ?s { ?s skos:prefLabel ?name }", {"name": Literal("دبي", lang="ar")})


@pytest.mark.parametrize(("name", "term"), [("a b", Literal("x")), ("x", URIRef("not an iri"))])
def test_a_wrong_binding_is_named(graph: Graph, name: str, term: Literal | URIRef) -> None:
    with pytest.raises(QueryError):
        graph.query("SELECT * { ?s ?p ?o }", {name: term})


@pytest.mark.parametrize(
    ("sparql", "place", "found", "expected"),
    [
        ("SELECT ?s WHERE { ?s ?p }", (1, 25), "}", ["a variable", "an IRI", "a text"]),
        ("SELECT ?s WHERE {\n ?s ?p ?o", (2, 10), "the end of the query", ["}", "."]),
        ("SELECT ?s\nWHERE ?s ?p ?o }", (2, 7), "?s", ["{"]),
        ("SELCT ?s { ?s a ?o }", (1, 1), "SELCT", ["SELECT", "ASK", "CONSTRUCT"]),
        ("SELECT ?s { ?s a ?o } ORDER ?s", (1, 29), "?s", ["BY"]),
        ("SELECT ?s { ?s a ?o } LIMIT x", (1, 29), "x", ["a number"]),
        ("SELECT (COUNT(?s) ?n) { ?s a ?o }", (1, 19), "?n", ["AS"]),
        ("SELECT ?s {\n ?s foo:bar ?o }", (2, 5), "foo:bar", ["a declared prefix", "schema"]),
        ("SELECT ?s { ?s a 'x }", (1, 18), "', which opens a text", ["its end"]),
        ("SELECT ?s { ?s a <http://x y> }", (1, 18), "<http://x y>", ["an IRI without spaces"]),
        ("SELECT ?s { ?s a «مؤتمر» }", (1, 18), "«", ["a variable"]),
        ("", (1, 1), "the end of the query", ["SELECT"]),
    ],
)
def test_a_syntax_error_says_where_and_what(
    graph: Graph, sparql: str, place: tuple[int, int], found: str, expected: list[str]
) -> None:
    with pytest.raises(QueryError) as error:
        graph.query(sparql)
    message, *context = str(error.value).split("\n")
    assert message.startswith(f"SPARQL, line {place[0]}, column {place[1]}: found {found}")
    for word in expected:
        assert word in message.partition("expected")[2]
    assert context[0] == sparql.split("\n")[place[0] - 1]
    assert context[1] == " " * (place[1] - 1) + "^"


def test_an_error_of_meaning_is_told(graph: Graph) -> None:
    with pytest.raises(QueryError, match="variable that is unbound"):
        graph.query("SELECT ?x { ?s ?p ?o } GROUP BY ?o")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <https://e.org/a> <https://e.org/b> <https://e.org/c> }",
        "PREFIX x: <https://e.org/>\n# note\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "clear all",
    ],
)
def test_updates_are_refused(graph: Graph, update: str) -> None:
    before = len(graph)
    with pytest.raises(QueryError, match="found the update"):
        graph.query(update)
    assert len(graph) == before


CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n# note {\n<URL>{ ?s ?p ?o } }",
    "SELECT * { { SELECT * { GRAPH ?g { SERVICE<URL>{?s ?p ?o} } } } }",
    "PREFIX ex: <URL> SELECT * { SERVICEex:{ ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICE SILENT ex:{ ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?a ?b 1SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(1<2)SERVICE#>\n<URL>{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(1<2#>'''\n)SERVICE<URL>{ ?s ?p ?o }#'''\n }",
    'SELECT * { ?a ?b ?c FILTER("\\"" != "") SERVICE<URL>{ ?s ?p ?o } } # "',
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes who calls."""
    calls: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(500)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test's output stays clean."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", calls
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("sparql", CALLS)
def test_service_is_refused(graph: Graph, listener: tuple[str, list[str]], sparql: str) -> None:
    url, calls = listener
    with pytest.raises(QueryError, match="found SERVICE, which asks another server"):
        graph.query(sparql.replace("URL", url))
    assert calls == []


def test_the_engine_would_have_called(graph: Graph, listener: tuple[str, list[str]]) -> None:
    """Without the check the same queries reach the server: they are real."""
    url, calls = listener
    reached = 0
    for sparql in CALLS:
        before = len(calls)
        try:
            result = graph.store.query(sparql.replace("URL", url), prefixes={})
            if not isinstance(result, ox.QueryBoolean):
                list(result)
        except (OSError, RuntimeError):
            pass
        reached += len(calls) > before
    calls.clear()
    assert reached >= 10


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s a <https://schema.org/Service> }",
        'SELECT * { ?s ?p "SERVICE <http://x/> {" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {",
        "SELECT ?service { ?service schema:service ?o }",
        "PREFIX service: <https://e.org/> SELECT * { ?s service:of ?o . ?s schema:service ?x }",
        "SELECT * { ?s ?p ?o FILTER(?s < ?o && ?p > ?o) }",
        "SELECT * { ?s ?p 'خدمة SERVICE'@ar }",
    ],
)
def test_the_word_service_elsewhere_is_no_call(graph: Graph, sparql: str) -> None:
    assert find_service(sparql) is None
    list(graph.query(sparql))  # type: ignore[arg-type]


def test_long_queries_are_looked_through_fast() -> None:
    assert find_service("SELECT * { " + "?s ?p '<' . ?a < ?b . " * 5_000 + "}") is None
