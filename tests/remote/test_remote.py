"""Graphs at addresses: real servers give what the store gives, and what goes wrong is told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg
from kg import cli, client
from kg.errors import QueryError, SettingsError, StoreError
from kg.graph.store import Graph
from kg.loading import send
from kg.named_queries import shipped
from kg.remote import Credentials, Target, ask, endpoint, fetch, mirror, mirrored
from kg.settings import Publication, Settings
from tests.loading.servers import Answer, fake, program
from tests.remote.endpoints import JSON, answering, asked
from tests.serving.server import serving

FACTS = "urn:example:facts"


@pytest.fixture(scope="module")
def store(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds."""
    folder = tmp_path_factory.mktemp("remote") / "store"
    kg.build([seeds], store=folder, settings=Settings(recognizer="none")).close()
    return folder


@pytest.fixture(scope="module")
def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        return graph.export(format="nq") or b""


@pytest.fixture(scope="module")
def oxigraph(exported: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another project's server that holds the seeds."""
    file = tmp_path_factory.mktemp("sent") / "graph.nq"
    file.write_bytes(exported)
    with program("oxigraph", "serve", "--bind", "127.0.0.1:PORT") as address:
        send(file, Target(f"{address}/store"))
        yield f"{address}/query"


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(cli.commands, [*map(str, arguments)])


def failure(*arguments: str | Path, **environment: str) -> str:
    done = run(*arguments, **environment)
    assert done.exit_code == 1, done.output
    assert done.stdout == ""
    return done.stderr


def export_of(target: Target, dataset: Publication | None = None) -> bytes:
    with mirrored(target) as folder, Graph.open(folder) as graph:
        return graph.export(format="nq", dataset=dataset) or b""


# ----------------------------------------------------------------------------------- real servers


def test_oxigraph_gives_the_same_bytes(
    oxigraph: str, exported: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export_of(Target(oxigraph)) == exported
    monkeypatch.setattr(mirror, "PAGE", 333)
    assert export_of(Target(oxigraph)) == exported


def test_a_server_of_rdflib_gives_the_same_bytes(exported: bytes, tmp_path: Path) -> None:
    """Its default graph is the union of all graphs, so the facts have a graph of their own."""
    (tmp_path / "graph.nq").write_bytes(exported)
    command = ("serve", "--enable-update", "--host", "127.0.0.1", "--port", "PORT")
    with program("rdflib-endpoint", *command) as address:
        target = Target(f"{address}/", default_graph=FACTS)
        send(tmp_path / "graph.nq", target)
        assert export_of(target) == exported
        with pytest.raises(StoreError, match="its default graph is the union of all graphs"):
            fetch(Target(f"{address}/"), tmp_path / "store")
        told = failure("query", "ASK {}", "--store", f"{address}/")
        assert "KG_ENDPOINT_DEFAULT_GRAPH" in told
        arguments = ("query", "speakers", "--store", f"{address}/", "--format", "csv")
        done = run(*arguments, KG_ENDPOINT_DEFAULT_GRAPH=FACTS)
        assert len(done.stdout.splitlines()) > 5, done.output


def test_kg_serve_gives_the_same_bytes(
    store: Path, exported: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it limits answers to fewer rows than are asked for at once."""
    with serving(store, "--query-rows", "700", "--query-workers", "1") as server:
        target = Target(f"{server.address}/sparql")
        assert export_of(target) == exported
        with pytest.raises(StoreError, match="the server cut the answer after 700 rows"):
            ask(target, "SELECT * { ?s ?p ?o }")
        assert len(ask(target, "SELECT * { ?s ?p ?o } LIMIT 700").rows) == 700


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "roles", "--bind", "body=الذكية", "--format", "json"),
        ("query", "SELECT ?n { ?p a schema:Person ; skos:prefLabel ?n } ORDER BY ?n"),
        ("query", "PREFIX s: <https://schema.org/>\nSELECT (COUNT(*) AS ?n) { ?p a s:Person }"),
        ("query", "CONSTRUCT WHERE { ?e rw:speaker ?p }", "--format", "turtle"),
        ("query", "ASK { GRAPH rw:claims { ?c rw:pattern ?p } }", "--format", "json"),
        ("ask", "من تحدث في مؤتمر المدن الذكية؟"),
        ("stats", "--format", "json"),
        ("export", "--format", "graphml"),
        ("conflicts", "--format", "json"),
        ("validate",),
    ],
)
def test_verbs_say_the_same(oxigraph: str, store: Path, arguments: tuple[str, ...]) -> None:
    here, there = (run(*arguments, "--store", place) for place in (store, oxigraph))
    assert here.exit_code == there.exit_code == 0, there.output
    assert there.stdout == here.stdout
    assert here.stdout


def test_a_drawing_is_the_same(oxigraph: str, store: Path, tmp_path: Path) -> None:
    for place in (store, oxigraph):
        done = run("draw", "--store", place, "--output", tmp_path / f"{place == store}.html")
        assert done.exit_code == 0, done.output
    assert (tmp_path / "True.html").read_bytes() == (tmp_path / "False.html").read_bytes()


@pytest.mark.parametrize("name", shipped())
def test_named_queries_have_the_same_answers(oxigraph: str, store: Path, name: str) -> None:
    values = {"date": "2017", "name": "دبي", "iri": "https://w3id.org/rawabit/id/city/دبي"}
    required = [each for each in shipped()[name].parameters if each.default is None]
    bindings = {each.name: values[each.kind] for each in required}
    with Graph.open(store) as graph:
        wanted = kg.ask(graph, name, bindings)
    assert ask(Target(oxigraph), name, bindings) == wanted


def test_an_address_is_served(oxigraph: str, exported: bytes, tmp_path: Path) -> None:
    with serving(oxigraph, "--query-workers", "1", scratch=tmp_path) as server:
        assert [path.name[:10] for path in tmp_path.iterdir()].count("kg-remote-") == 1
        assert "يونس آل ناصر" in server.request("/api/search?q=%D9%8A%D9%88%D9%86%D8%B3").text
        assert export_of(Target(f"{server.address}/sparql")) == exported
    assert list(tmp_path.iterdir()) == []


def test_what_is_served_is_fetched_again(tmp_path: Path) -> None:
    person = ox.NamedNode("https://example.org/person/1")
    name = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    there = holding(ox.Quad(person, name, ox.Literal("سالم")))
    with (
        fake(answering(there)) as server,
        serving(server.address, "--refresh", "1", "--query-workers", "1") as served,
    ):
        asked = "ASK { ?p skos:prefLabel 'مريم' }"
        assert "false" in served.query(asked).text
        there.add(ox.Quad(person, name, ox.Literal("مريم")))
        until = time.monotonic() + 20
        while "true" not in served.query(asked).text:
            assert time.monotonic() < until
            time.sleep(0.2)
        # What was fetched last is served on where the server fails.
        server.answer = lambda _: (500, {})
        time.sleep(1.5)
        assert "true" in served.query(asked).text


# -------------------------------------------------------------------------------- how graphs may be


def holding(*quads: ox.Quad) -> ox.Store:
    """A store with these quads."""
    found = ox.Store()
    found.extend(quads)
    return found


def quad(
    number: int, graph: str = "", object: ox.NamedNode | ox.BlankNode | None = None
) -> ox.Quad:
    thing = ox.NamedNode(f"https://example.org/{number}")
    place = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(thing, ox.NamedNode("https://example.org/p"), object or thing, place)


def quad_of(row: ox.QuerySolution) -> ox.Quad:
    return ox.Quad(row["s"], row["p"], row["o"])


def check_refusal(there: ox.Store, message: str, folder: Path, **options: object) -> None:
    """That what a server holds is refused when it is fetched, and that nothing is left of it."""
    with (
        fake(answering(there, **options)) as server,  # type: ignore[arg-type]
        pytest.raises(StoreError, match=message),
    ):
        fetch(Target(server.address), folder / "store")
    with pytest.raises(StoreError, match="no store here"):
        Graph.open(folder / "store")


def test_blank_nodes_are_refused(tmp_path: Path) -> None:
    there = holding(quad(1, object=ox.BlankNode()))
    check_refusal(there, "expected IRIs, and no blank nodes", tmp_path)


def test_a_graph_without_facts_is_refused(tmp_path: Path) -> None:
    check_refusal(holding(quad(1, "urn:g")), "found an empty default graph", tmp_path)
    with fake(answering(holding(quad(1)))) as server:
        target = Target(server.address, default_graph=FACTS)
        with pytest.raises(StoreError, match=f"found nothing in the graph {FACTS}"):
            fetch(target, tmp_path / "other")


def test_a_union_of_all_graphs_is_refused(exported: bytes, tmp_path: Path) -> None:
    there = ox.Store()
    there.bulk_load(exported, format=ox.RdfFormat.N_QUADS)
    check_refusal(there, "is the union of all graphs", tmp_path, is_union=True)


@pytest.mark.parametrize("change", ["add", "remove", "replace"])
def test_a_graph_that_changes_meanwhile_is_refused(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "PAGE", 10)
    there = holding(*map(quad, range(100)))

    def spoil(query: str) -> None:
        if "OFFSET 27" in query:
            listed = [quad_of(row) for row in there.query("SELECT * { ?s ?p ?o }")]
            if change != "remove":
                there.extend(map(quad, range(200, 220)))
            if change != "add":
                # At the other end than where new ones come, so that those between change places.
                is_first = quad_of(next(there.query("SELECT * { ?s ?p ?o }"))) != listed[0]
                for each in listed[-20:] if is_first else listed[:20]:
                    there.remove(each)

    check_refusal(there, "the graph changed while it was read", tmp_path, spoil=spoil)


def test_what_was_fetched_before_stays(tmp_path: Path) -> None:
    with fake(answering(holding(quad(1)))) as server:
        assert fetch(Target(server.address), tmp_path / "store") == 1
        server.answer = answering(holding(quad(2), quad(3, object=ox.BlankNode())))
        with pytest.raises(StoreError):
            fetch(Target(server.address), tmp_path / "store")
    with Graph.open(tmp_path / "store") as graph:
        assert [str(s) for s, *_ in graph.quads()] == ["https://example.org/1"]


def test_a_graph_that_is_too_large_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "MOST", 5)
    there = holding(*map(quad, range(6)))
    queries: list[str] = []
    check_refusal(there, "found 6 quads; expected at most 5", tmp_path, spoil=queries.append)
    assert not any("LIMIT" in query for query in queries)


# --------------------------------------------------------------------------------- what goes wrong

TABLE = (
    b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}'
)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html></html>"), "found a page of HTML"),
        ((200, {"Content-Type": JSON}, b"<html></html>"), "found no whole answer"),
        ((200, {"Content-Type": JSON}, b'{"hits": []}'), "found no whole answer"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "an answer of the type 'image/png'"),
        ((200, {"Content-Type": JSON}, TABLE), "found no whole answer"),
        ((200, {"Content-Type": JSON, "Content-Length": "5000"}, TABLE), "the answer breaks off"),
        ((200, {"Content-Type": JSON}, b""), "found no whole answer"),
        ((200, {"Content-Type": JSON}, TABLE + b"]}}"), "found a table; expected true or false"),
        ((301, {"Location": "http://other.example.org/\x1b[2J"}), "a redirection to http://other"),
        ((401, {}), r"no right to read \(HTTP 401\); expected KG_ENDPOINT_USER"),
        ((404, {}, b"no \x1b[31msuch page"), "the server refused: HTTP 404: no  .31msuch page"),
        ((500, {"Content-Length": "99"}, b"short"), "the server refused: HTTP 500: "),
        ((503, {}, b"too slow"), "the server refused: HTTP 503: too slow"),
    ],
)
def test_answers_that_are_none(answer: Answer, message: str, tmp_path: Path) -> None:
    with fake(lambda _: answer) as server:
        for call in (
            lambda target: ask(target, "SELECT * { ?s ?p ?o }"),
            lambda target: fetch(target, tmp_path / "store"),
        ):
            with pytest.raises(StoreError, match=message) as error:
                call(Target(server.address))
            assert str(error.value).startswith(server.address)
            assert str(error.value).isprintable()
        assert len(server.calls) == 2, "none is repeated"


def test_a_page_that_breaks_off_is_no_graph(tmp_path: Path) -> None:
    def broken(call: object) -> Answer:
        status, headers, *content = answering(there)(call)  # type: ignore[arg-type]
        if "LIMIT" not in asked(call):  # type: ignore[arg-type]
            return status, headers, *content  # type: ignore[return-value]
        return status, headers, content[0][:-30]

    there = holding(*map(quad, range(100)))
    with (
        fake(broken) as server,
        pytest.raises(StoreError, match="found no whole answer"),
    ):
        fetch(Target(server.address), tmp_path / "store")


def test_an_answer_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "MOST", 1 << 20)
    there = holding(*map(quad, range(100)))
    with (
        fake(answering(there)) as server,
        pytest.raises(StoreError, match="found an answer of more than 1 MiB"),
    ):
        ask(Target(server.address), "SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 9000")


def test_no_server_and_a_slow_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake() as server:
        pass
    assert "no answer: " in failure("query", "ASK {}", "--store", server.address)
    assert "no answer: " in failure("stats", "--store", server.address)
    monkeypatch.setattr(client, "_READ", 0.2)

    def slow(_: object) -> Answer:
        time.sleep(1)
        return 200, {}

    with fake(slow) as server:
        assert "Read timed out" in failure("query", "ASK {}", "--store", server.address)
        assert len(server.calls) == 1, "a query that takes long is not asked again"


# ------------------------------------------------------------------------------ what is not asked


def test_what_is_wrong_with_a_query_is_told_here() -> None:
    with fake() as server:
        target = Target(server.address)
        for query, message in (
            ("SELECT ?s {\n ?s ?p }", "SPARQL, line 2"),
            ("DROP ALL", "found the update DROP"),
            ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "found SERVICE"),
            ("nothing", "neither SPARQL nor the name of a query"),
        ):
            with pytest.raises(QueryError, match=message):
                ask(target, query)
        with pytest.raises(QueryError, match="as VALUES"):
            ask(target, "SELECT * { ?s ?p ?o }", {"s": "<urn:a>"})
        with pytest.raises(QueryError, match="unknown parameter 'nobody'"):
            ask(target, "roles", {"nobody": "x"})
        assert server.calls == []


def test_functions_of_the_server_are_left_to_it() -> None:
    with fake(lambda _: (200, {"Content-Type": JSON}, b'{"head": {}, "boolean": true}')) as server:
        with pytest.raises(StoreError, match="found claims"):
            ask(Target(server.address), "ASK { ?s ?p ?o FILTER(<urn:function>(?o)) }")
        assert len(server.calls) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "text.txt"),
        ("build", "text.txt"),
        ("remove", "text.txt"),
        ("watch", "."),
        ("fix", "list"),
        ("why", "a", "b"),
        ("why", "0123456789"),
        ("list",),
        ("infer",),
        ("load", "graph.nq"),
        ("backup", "copy"),
        ("compact",),
        ("doctor",),
    ],
)
def test_verbs_that_need_more_than_the_graph(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("نص", encoding="utf-8")
    with fake() as server:
        told = run(*arguments, "--store", server.address)
        assert told.exit_code in (1, 2)
        assert "found the address of a server; expected a folder" in told.stderr
        assert server.calls == []
    assert [path.name for path in tmp_path.iterdir()] == ["text.txt"]


def test_only_an_option_gives_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nobody calls a server without knowing."""
    monkeypatch.chdir(tmp_path)
    with fake() as server:
        told = failure("query", "ASK {}", KG_STORE=server.address)
        assert "expected a folder" in told
        (tmp_path / "kg.toml").write_text(f'[store]\npath = "{server.address}"\n')
        assert "expected a folder" in failure("stats")
        assert server.calls == []
    done = run("serve", "--refresh", "60")
    assert done.exit_code == 2
    assert "--refresh is of use with an address" in done.stderr


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, None),
        ({"KG_ENDPOINT_USER": "ali", "KG_ENDPOINT_PASSWORD": "secret"}, "Basic YWxpOnNlY3JldA=="),
        ({"KG_ENDPOINT_TOKEN": "secret"}, "Bearer secret"),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], header: str | None
) -> None:
    with fake(answering(holding(quad(1)))) as server:
        for verb in (("query", "ASK {}"), ("export", "--format", "nt")):
            done = run("-v", *verb, "--store", server.address, **environment)
            assert done.exit_code == 0, done.output
            assert "secret" not in done.output
        assert len(server.calls) > 5
        assert {call.headers.get("Authorization") for call in server.calls} == {header}
    with pytest.raises(SettingsError, match="found credentials in the address"):
        Target("http://ali:secret@localhost/", Credentials())


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    there = holding(*map(quad, range(2500)))
    with fake(answering(there)) as server:
        done = run("--log-format", "json", "export", "--format", "nt", "--store", server.address)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2500
    for line in done.stderr.splitlines():
        assert json.loads(line)["message"] == "Fetching"
