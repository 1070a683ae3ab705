"""The SPARQL 1.1 Protocol: the cases of the W3C's test suite for queries, over our own data.

The names are those of https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.graph.store import Graph
from tests.serving.server import JSON, Server

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
CLAIMS = "https://w3id.org/rawabit#claims"
ONTOLOGY = "https://w3id.org/rawabit"
HAS_CLAIMS = "ASK { ?claim a rw:Claim }"
HAS_NAMED_CLAIMS = "ASK { GRAPH <https://w3id.org/rawabit#claims> { ?claim a rw:Claim } }"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


def truth(answer_text: str) -> bool:
    value: bool = json.loads(answer_text)["boolean"]
    return value


def graphs(text: str) -> set[str]:
    return {row["g"]["value"] for row in json.loads(text)["results"]["bindings"]}


class TestQueries:
    def test_query_get(self, server: Server) -> None:
        answer = server.query("ASK { ?s ?p ?o }")
        assert (answer.status, answer.media) == (200, JSON)
        assert truth(answer.text)

    def test_query_post_form(self, server: Server) -> None:
        answer = server.post(urlencode({"query": "ASK { ?s ?p ?o }"}), FORM)
        assert (answer.status, truth(answer.text)) == (200, True)

    def test_query_post_direct(self, server: Server) -> None:
        answer = server.post("ASK { ?s skos:prefLabel 'لا أحد' }", QUERY)
        assert (answer.status, truth(answer.text)) == (200, False)

    def test_query_head(self, server: Server) -> None:
        answer = server.request("/sparql?query=ASK%20%7B%7D", method="HEAD")
        assert (answer.status, answer.body) == (200, b"")
        assert int(answer.headers["content-length"]) > 0

    def test_query_dataset_default_graph(self, server: Server) -> None:
        assert not truth(server.query(HAS_CLAIMS).text)
        assert truth(server.query(HAS_CLAIMS, default_graph_uri=CLAIMS).text)
        # The dataset has nothing beside what is named.
        assert graphs(server.query(NAMES, default_graph_uri=CLAIMS).text) == set()

    def test_query_dataset_default_graphs_get(self, server: Server) -> None:
        both = "ASK { ?claim a rw:Claim . rw:Claim a owl:Class }"
        assert not truth(server.query(both, default_graph_uri=CLAIMS).text)
        assert truth(server.query(both, default_graph_uri=[CLAIMS, ONTOLOGY]).text)

    def test_query_dataset_default_graphs_post(self, server: Server) -> None:
        both = "ASK { ?claim a rw:Claim . rw:Claim a owl:Class }"
        graphs = urlencode({"default-graph-uri": [CLAIMS, ONTOLOGY]}, doseq=True)
        in_form = server.post(f"{urlencode({'query': both})}&{graphs}", FORM)
        assert truth(in_form.text)
        in_address = server.post(both, QUERY, path=f"/sparql?{graphs}")
        assert truth(in_address.text)

    def test_query_dataset_named_graphs_get(self, server: Server) -> None:
        named = server.query(NAMES, named_graph_uri=[CLAIMS, ONTOLOGY])
        assert graphs(named.text) == {CLAIMS, ONTOLOGY}
        # Then the default graph is empty.
        assert not truth(server.query("ASK { ?s ?p ?o }", named_graph_uri=CLAIMS).text)

    def test_query_dataset_named_graphs_post(self, server: Server) -> None:
        fields = urlencode({"query": NAMES, "named-graph-uri": CLAIMS})
        assert graphs(server.post(fields, FORM).text) == {CLAIMS}

    def test_query_dataset_full(self, server: Server) -> None:
        sparql = "ASK { ?claim a rw:Claim GRAPH ?g { rw:Claim a owl:Class } }"
        chosen = {"default_graph_uri": CLAIMS, "named_graph_uri": ONTOLOGY}
        assert truth(server.query(sparql, **chosen).text)
        assert not truth(server.query(sparql, default_graph_uri=CLAIMS).text)

    def test_query_multiple_dataset(self, server: Server) -> None:
        """What the request says goes before FROM."""
        sparql = f"ASK FROM <{ONTOLOGY}> {{ ?claim a rw:Claim }}"
        assert not truth(server.query(sparql).text)
        assert truth(server.query(sparql, default_graph_uri=CLAIMS).text)

    def test_from_chooses_among_the_graphs_of_the_store(self, server: Server) -> None:
        assert truth(server.query(f"ASK FROM <{CLAIMS}> {{ ?claim a rw:Claim }}").text)
        assert truth(
            server.query(HAS_NAMED_CLAIMS.replace("ASK", f"ASK FROM NAMED <{CLAIMS}>")).text
        )
        other = HAS_NAMED_CLAIMS.replace("ASK", f"ASK FROM NAMED <{ONTOLOGY}>")
        assert not truth(server.query(other).text)


@pytest.mark.parametrize(
    ("sparql", "media"),
    [
        ("SELECT ?s { ?s a schema:Person }", JSON),
        ("ASK {}", JSON),
        ("DESCRIBE <https://w3id.org/rawabit/id/city/دبي>", "text/turtle"),
        ("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", "text/turtle"),
    ],
)
class TestContentTypes:
    """query_content_type_select, …_ask, …_describe, …_construct."""

    @pytest.mark.parametrize("accept", ["", "*/*", "text/html, */*;q=0.1"])
    def test_without_a_wish(self, server: Server, sparql: str, media: str, accept: str) -> None:
        answer = server.query(sparql, accept=accept)
        assert (answer.status, answer.media) == (200, media)
        assert "Accept" in answer.headers["vary"]

    def test_nothing_acceptable(self, server: Server, sparql: str, media: str) -> None:
        answer = server.query(sparql, accept="image/png")
        assert answer.status == 406
        assert media in answer.text
        # A type that answers of the other kind have.
        other = "text/turtle" if media == JSON else "text/csv"
        assert server.query(sparql, accept=other).status == 406


TABLES = {
    JSON: ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "text/xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
ALL = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != rdf:type) } ORDER BY ?s ?p ?o LIMIT 300"


@pytest.mark.parametrize("media", TABLES)
def test_tables_are_read_by_another_reader(server: Server, store: Path, media: str) -> None:
    answer = server.query(ALL, accept=media)
    assert (answer.status, answer.media) == (200, media)
    back = ox.parse_query_results(answer.body, format=TABLES[media])
    with Graph.open(store) as graph:
        expected = [tuple(row) for row in graph.query(ALL)]  # type: ignore[union-attr,arg-type]
    assert [tuple(row) for row in back] == expected  # type: ignore[union-attr,arg-type]
    assert len(expected) > 50


def test_csv_is_read_by_another_reader(server: Server, store: Path) -> None:
    import csv

    answer = server.query(ALL, accept="text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    with Graph.open(store) as graph:
        expected = [[term.value for term in row] for row in graph.query(ALL)]  # type: ignore[union-attr]
    assert rows == [["s", "p", "o"], *expected]


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_are_read_by_another_reader(server: Server, store: Path, media: str) -> None:
    sparql = "CONSTRUCT { ?s skos:prefLabel ?n } WHERE { ?s skos:prefLabel ?n }"
    answer = server.query(sparql, accept=media)
    assert (answer.status, answer.media) == (200, media)
    back = {quad.triple for quad in ox.parse(answer.body, format=GRAPHS[media])}
    with Graph.open(store) as graph:
        assert back == set(graph.query(sparql))  # type: ignore[arg-type]
    assert "حسين لوتاه" in answer.text


class TestBadRequests:
    def test_bad_query_method(self, server: Server) -> None:
        answer = server.request("/sparql?query=ASK%20%7B%7D", method="PUT")
        assert answer.status == 405
        assert "POST" in answer.headers["allow"]

    def test_bad_multiple_queries(self, server: Server) -> None:
        path = "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"
        assert server.request(path).status == 400
        assert server.post("query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM).status == 400
        assert server.post("ASK {}", QUERY, path="/sparql?query=ASK%20%7B%7D").status == 400

    def test_bad_query_wrong_media_type(self, server: Server) -> None:
        assert server.post("ASK {}", "text/plain").status == 415

    def test_bad_query_missing_form_type(self, server: Server) -> None:
        assert server.post(urlencode({"query": "ASK {}"}), None).status == 415

    def test_bad_query_missing_direct_type(self, server: Server) -> None:
        assert server.post("ASK {}", None).status == 415

    def test_bad_query_non_utf8(self, server: Server) -> None:
        sixteen = "ASK {}".encode("utf-16")
        assert server.post(sixteen, f"{QUERY}; charset=UTF-16").status == 415
        assert server.post(sixteen, QUERY).status == 400
        assert server.post("ASK {}", f'{QUERY}; charset="UTF-8"').status == 200

    @pytest.mark.parametrize("sparql", ["ASK {", "", "SELEKT * {}", "ASK { ?s x:y ?o }"])
    def test_bad_query_syntax(self, server: Server, sparql: str) -> None:
        for answer in (server.query(sparql), server.post(sparql, QUERY)):
            assert answer.status == 400
            assert answer.headers["content-type"] == "text/plain; charset=utf-8"
            assert "line 1" in answer.text

    def test_a_form_without_a_query(self, server: Server) -> None:
        assert server.post("x=1", FORM).status == 400


class TestUpdates:
    """The protocol's update operation is refused, by every way."""

    INSERT = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"

    def test_update_post_form(self, server: Server) -> None:
        assert server.post(urlencode({"update": self.INSERT}), FORM).status == 403

    def test_update_post_direct(self, server: Server) -> None:
        assert server.post(self.INSERT, UPDATE).status == 403

    def test_bad_update_get(self, server: Server) -> None:
        assert server.request(f"/sparql?update={quote(self.INSERT)}").status == 403

    def test_update_beside_a_query(self, server: Server) -> None:
        fields = urlencode({"query": "ASK {}", "update": self.INSERT})
        assert server.request(f"/sparql?{fields}").status == 403
        assert server.post(fields, FORM).status == 403

    def test_update_dataset(self, server: Server) -> None:
        fields = urlencode({"query": "ASK {}", "using-graph-uri": CLAIMS})
        assert server.request(f"/sparql?{fields}").status == 403

    @pytest.mark.parametrize(
        "update",
        [
            INSERT,
            "# no update\nPREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }",
            "LOAD <http://127.0.0.1:1/x>",
            "CLEAR ALL",
            "DROP DEFAULT",
            "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "ASK {} ; INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        ],
    )
    def test_update_as_a_query(self, server: Server, update: str) -> None:
        for answer in (server.query(update), server.post(update, QUERY)):
            assert answer.status == 400
        assert not truth(server.query("ASK { <urn:a> ?p ?o }").text)


class TestServiceDescription:
    @pytest.mark.parametrize("media", GRAPHS)
    def test_it_describes_the_service(self, server: Server, media: str) -> None:
        answer = server.request("/sparql", headers={"Accept": media})
        assert (answer.status, answer.media) == (200, media)
        for words in ("SPARQL11Query", CLAIMS, "SPARQL_Results_JSON", f"{server.address}/sparql"):
            assert words in answer.text.replace("formats:", "").replace("rw:", f"{ONTOLOGY}#")

    def test_as_rdf(self, server: Server) -> None:
        import rdflib

        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        graph = rdflib.Graph().parse(data=server.request("/sparql").text, format="turtle")
        service = rdflib.URIRef(f"{server.address}/sparql")
        assert (service, sd.endpoint, service) in graph
        named = set(graph.objects(predicate=sd.name))
        assert rdflib.URIRef(ONTOLOGY) in named

    def test_nothing_acceptable(self, server: Server) -> None:
        assert server.request("/sparql", headers={"Accept": "image/png"}).status == 406


ORIGIN = {"Origin": "https://example.org"}


class TestOtherOrigins:
    def test_answers_may_be_read(self, server: Server) -> None:
        answer = server.request("/sparql?query=ASK%20%7B%7D", headers=ORIGIN)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Rawabit-Limited" in answer.headers["access-control-expose-headers"]

    def test_errors_may_be_read(self, server: Server) -> None:
        answer = server.request("/sparql?query=ASK", headers=ORIGIN)
        assert answer.status == 400
        assert answer.headers["access-control-allow-origin"] == "*"

    def test_they_may_ask_first(self, server: Server) -> None:
        asked = {
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        answer = server.request("/sparql", method="OPTIONS", headers={**ORIGIN, **asked})
        assert answer.status == 200
        assert "POST" in answer.headers["access-control-allow-methods"]
        assert "content-type" in answer.headers["access-control-allow-headers"].lower()

    def test_options_tell_the_methods(self, server: Server) -> None:
        answer = server.request("/sparql", method="OPTIONS")
        assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


class TestNamedQueries:
    def test_with_a_parameter(self, server: Server) -> None:
        path = f"/query/roles?{urlencode({'person': 'حُسين'})}"
        answer = server.request(path, headers={"Accept": "text/csv"})
        assert answer.status == 200
        head, *rows = answer.text.splitlines()
        assert "person" not in head.split(",")
        assert len(rows) == 1 and "حسين لوتاه" in rows[0]
        assert len(server.request("/query/roles").text.splitlines()) > 3

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/query/nothing", 404),
            ("/query/..%2F..%2Fqueries%2Froles.rq", 404),
            ("/query/roles.rq", 404),
            ("/query/roles?nobody=x", 400),
            ("/query/roles?person=a&person=b", 400),
            ("/query/roles?person=%FF", 400),
        ],
    )
    def test_wrong_ones(self, server: Server, path: str, status: int) -> None:
        assert server.request(path).status == status
