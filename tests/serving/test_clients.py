"""Programs of others as clients, over a real socket, and another server beside ours."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.graph.store import Graph
from kg.graph.vocabulary import METADATA_GRAPH, PREFIXES
from kg.named_queries import shipped
from tests.serving.server import JSON, Server

XML = "application/sparql-results+xml"
PEOPLE = "SELECT ?name { ?p a schema:Person ; skos:prefLabel ?name } ORDER BY ?name"


class TestSparqlWrapper:
    def test_select(self, server: Server) -> None:
        from SPARQLWrapper import JSON as AS_JSON
        from SPARQLWrapper import POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper

        client = SPARQLWrapper(f"{server.address}/sparql")
        client.setReturnFormat(AS_JSON)
        client.setQuery(PEOPLE)
        found = client.query().convert()
        names = [row["name"]["value"] for row in found["results"]["bindings"]]
        assert "حسين لوتاه" in names and names == sorted(names)
        client.setMethod(POST)
        for form in (URLENCODED, POSTDIRECTLY):
            client.setRequestMethod(form)
            assert client.query().convert() == found

    @pytest.mark.parametrize("name", ["XML", "CSV", "TSV"])
    def test_other_formats(self, server: Server, name: str) -> None:
        import SPARQLWrapper

        client = SPARQLWrapper.SPARQLWrapper(f"{server.address}/sparql")
        client.setReturnFormat(getattr(SPARQLWrapper, name))
        client.setQuery(PEOPLE)
        found = client.query().convert()
        text = found.toxml() if name == "XML" else found.decode("utf-8")
        assert "حسين لوتاه" in text

    @pytest.mark.parametrize("name", ["TURTLE", "N3", "RDFXML", "JSONLD"])
    def test_construct(self, server: Server, name: str) -> None:
        import SPARQLWrapper

        client = SPARQLWrapper.SPARQLWrapper(f"{server.address}/sparql")
        client.setReturnFormat(getattr(SPARQLWrapper, name))
        client.setQuery("CONSTRUCT { ?p a schema:Person } WHERE { ?p a schema:Person }")
        response = client.query()
        assert b"schema.org" in response.response.read()

    def test_errors(self, server: Server) -> None:
        from SPARQLWrapper import SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

        client = SPARQLWrapper(f"{server.address}/sparql")
        client.setQuery("SELECT {")
        with pytest.raises(QueryBadFormed, match="line 1"):
            client.query()


def test_rdflib_reads_it_as_a_store(server: Server, store: Path) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    remote = rdflib.Graph(SPARQLStore(f"{server.address}/sparql"))
    person = rdflib.URIRef("https://schema.org/Person")
    with Graph.open(store) as graph:
        here = {row["p"].value for row in graph.query("SELECT ?p { ?p a schema:Person }")}  # type: ignore[union-attr,index]
    assert {str(each) for each in remote.subjects(rdflib.RDF.type, person)} == here
    rows = remote.query(
        "SELECT ?n { ?p a ?kind ; skos:prefLabel ?n }", initBindings={"kind": person}
    )
    assert {str(row[0]) for row in rows} >= {"حسين لوتاه"}
    with pytest.raises(Exception, match="read only"):
        remote.add((person, person, person))


@pytest.mark.parametrize(
    ("options", "media"),
    [
        (["--get"], JSON),
        (["--header", "Accept: text/csv"], "text/csv"),
        (
            ["--get", "--header", "Accept: application/sparql-results+xml"],
            "application/sparql-results+xml",
        ),
    ],
)
def test_curl(server: Server, options: list[str], media: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs the program curl")
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--fail", *options),
            *("--data-urlencode", f"query={PEOPLE}"),
            *("--write-out", "\n%{http_code} %{content_type}"),
            f"{server.address}/sparql",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    body, _, last = done.stdout.rpartition("\n")
    assert last.startswith(f"200 {media}")
    assert "حسين لوتاه" in body


@pytest.fixture(scope="module")
def oxigraph(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Oxigraph's own server with the same graph."""
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.exists():
        pytest.skip("needs the program oxigraph (of PyPI's oxigraph)")
    folder = tmp_path_factory.mktemp("oxigraph")
    with Graph.open(store) as graph:
        quads = graph.export(format="nq", ontology=True) or b""
    # What an export says of itself is in no store.
    end = f"<{METADATA_GRAPH}> .".encode()
    lines = [line for line in quads.splitlines() if not line.endswith(end)]
    (folder / "graph.nq").write_bytes(b"\n".join(lines))
    data = ("--location", str(folder / "data"))
    load = [str(binary), "load", *data, "--file", str(folder / "graph.nq")]
    subprocess.run(load, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    process = subprocess.Popen(
        [str(binary), "serve-read-only", *data, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


def _asked(address: str, sparql: str, **parameters: str) -> object:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    fields = {"query": prefixes + sparql, **{k.replace("_", "-"): v for k, v in parameters.items()}}
    # Posted, since Oxigraph's server takes addresses of 8 kB at most.
    request = urllib.request.Request(
        address, data=urlencode(fields).encode(), headers={"Accept": JSON}
    )
    with urllib.request.urlopen(request) as response:
        found = json.load(response)
    if "boolean" in found:
        return found["boolean"]
    rows = [
        tuple(
            (
                name,
                term["type"],
                term["value"],
                term.get("datatype"),
                term.get("xml:lang", "").lower(),
            )
            for name, term in sorted(row.items())
        )
        for row in found["results"]["bindings"]
    ]
    return sorted(found["head"]["vars"]), sorted(rows, key=repr)


CLAIMS = "https://w3id.org/rawabit#claims"
ASKED = {
    "everything": "SELECT * { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "from": f"SELECT * FROM <{CLAIMS}> {{ ?s ?p ?o }}",
    "from named": f"SELECT * FROM NAMED <{CLAIMS}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from named alone": f"SELECT * FROM NAMED <{CLAIMS}> {{ ?s ?p ?o }}",
    "optional": "SELECT ?s ?n ?d { ?s skos:prefLabel ?n OPTIONAL { ?s schema:startDate ?d } }",
    "evidence": "SELECT ?s ?p ?o ?t { GRAPH ?e { ?s ?p ?o } ?e nif:anchorOf ?t }",
    "ask": "ASK { ?s a schema:Person }",
    "ask for nothing": "ASK { ?s a schema:Dataset }",
    **{f"named: {name}": query.text for name, query in shipped().items()},
}


@pytest.mark.parametrize("name", ASKED)
def test_another_server_answers_alike(server: Server, oxigraph: str, name: str) -> None:
    ours = _asked(f"{server.address}/sparql", ASKED[name])
    assert ours == _asked(oxigraph, ASKED[name])


def test_another_server_has_the_same_datasets(server: Server, oxigraph: str) -> None:
    for dataset in ({"default_graph_uri": CLAIMS}, {"named_graph_uri": CLAIMS}):
        for sparql in (ASKED["everything"], ASKED["graphs"]):
            ours = _asked(f"{server.address}/sparql", sparql, **dataset)
            assert ours == _asked(oxigraph, sparql, **dataset)
