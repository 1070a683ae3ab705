"""Quads to servers: real ones hold what the file holds; what goes wrong is told and goes on."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from kg import cli
from kg.errors import ReadError, SettingsError, StoreError
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.store import Graph
from kg.loading import Credentials, Sent, Target, send, sending
from kg.loading.insertion import insert_data
from tests.graph.example import BASE, corpus
from tests.loading.servers import Answer, Call, fake, program, takes_quads

HOSTILE = (
    'قال: "نعم" \\ ولا',
    r"\u0022 . } ; DROP ALL ; #",
    r"\\u0022 \U00000022 \u005c",
    "سطر\nآخر\r\tثم \x07 \u2028",
    "} } GRAPH <urn:x> { <a> <b> <c>",
    "\\",
    "😀 </script>",
)


@pytest.fixture(scope="module")
def content() -> bytes:
    """An export, with hostile texts added."""
    with Graph.of(describe(*corpus(), BASE), catalogue=Catalogue(base=BASE)) as graph:
        for number, text in enumerate(HOSTILE):
            thing = ox.NamedNode(f"{BASE}person/{number}")
            name = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
            for place in (ox.DefaultGraph(), ox.NamedNode(f"{BASE}document/1#char=1,2")):
                graph.store.add(ox.Quad(thing, name, ox.Literal(text, language="ar"), place))
        exported = graph.export(format="nq")
    assert exported is not None
    return exported


@pytest.fixture
def file(content: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_bytes(content)
    return path


def rows(address: str, sparql: str) -> set[tuple[str, ...]]:
    """What a server answers, each term with its kind and language."""
    query = urllib.parse.urlencode({"query": sparql})
    request = urllib.request.Request(f"{address}?{query}")
    request.add_header("Accept", "application/sparql-results+json")
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer)
    names = found["head"]["vars"]
    return {
        tuple(
            f"{row[n]['value']}@{row[n].get('xml:lang', '')}^{row[n].get('datatype', '')}"
            for n in names
        )
        for row in found["results"]["bindings"]
    }


FACTS = "SELECT ?s ?p ?o { ?s ?p ?o }"
EVIDENCE = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


# ----------------------------------------------------------------------------------- real servers


@pytest.fixture(scope="module")
def oracle() -> Iterator[str]:
    """The server that our own copy of the graph is compared in, filled by itself."""
    with program("oxigraph", "serve", "--bind", "127.0.0.1:PORT") as address:
        yield address


def post(address: str, content: bytes, kind: str) -> None:
    request = urllib.request.Request(address, content, {"Content-Type": kind}, method="POST")
    urllib.request.urlopen(request).close()


@pytest.mark.parametrize("way", ["store", "update"])
def test_oxigraph_holds_what_the_file_holds(
    oracle: str, file: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(f"{oracle}/update", b"CLEAR ALL", "application/sparql-update")
    post(f"{oracle}/store", file.read_bytes(), "application/n-quads")
    wanted = rows(f"{oracle}/query", FACTS), rows(f"{oracle}/query", EVIDENCE)
    assert len(wanted[0]) > 100
    monkeypatch.setattr(sending, "BATCH", 100)
    monkeypatch.setattr(sending, "UPDATE_BATCH", 70)
    with program("oxigraph", "serve", "--bind", "127.0.0.1:PORT") as address:
        sent = send(file, Target(f"{address}/{way}"))
        assert sent == Sent(len(file.read_bytes().splitlines()), 0, by_update=way == "update")
        assert (rows(f"{address}/query", FACTS), rows(f"{address}/query", EVIDENCE)) == wanted
        # What is sent again is there once.
        send(file, Target(f"{address}/{way}"))
        assert rows(f"{address}/query", EVIDENCE) == wanted[1]
    assert [path.name for path in file.parent.iterdir()] == ["graph.nq"]


def test_a_server_of_rdflib_holds_what_the_file_holds(oracle: str, file: Path) -> None:
    """It answers N-Quads with 200 and a page, and takes updates of named graphs alone."""
    command = ("serve", "--enable-update", "--host", "127.0.0.1", "--port", "PORT")
    name = "urn:example:facts"
    with program("rdflib-endpoint", *command) as address:
        sent = send(file, Target(f"{address}/", default_graph=name))
        assert sent.by_update
        found = rows(f"{address}/", EVIDENCE)
    post(f"{oracle}/update", b"CLEAR ALL", "application/sparql-update")
    post(f"{oracle}/store", file.read_bytes(), "application/n-quads")
    facts = {(f"{name}@^", *row) for row in rows(f"{oracle}/query", FACTS)}
    assert found == facts | rows(f"{oracle}/query", EVIDENCE)


def test_a_server_that_only_reads_is_told(file: Path) -> None:
    with program("oxigraph", "serve", "--bind", "127.0.0.1:PORT") as address:
        with pytest.raises(StoreError, match="the server refused: HTTP 415"):
            send(file, Target(f"{address}/query"))
        with pytest.raises(StoreError, match="the server refused: HTTP 404"):
            send(file, Target(f"{address}/nothing"))


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use
def test_updates_are_read_alike_by_rdflib_and_oxigraph(content: bytes) -> None:
    quads = list(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    named = [quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode)]
    update = insert_data(quads)
    store = ox.Store()
    store.update(update)
    assert set(store) == set(quads)
    dataset = rdflib.Dataset()
    dataset.update(insert_data(named))
    texts = {str(o) for _, _, o, _ in dataset.quads((None, rdflib.SKOS.altLabel, None, None))}
    assert set(HOSTILE) <= texts


# --------------------------------------------------------------------------- failure and resumption


def test_a_run_that_fails_goes_on_where_it_stopped(
    file: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 50)
    lines = content.splitlines(keepends=True)

    def fails(call: Call) -> Answer:
        is_batch = call.body in server.batches
        return (500, {}) if is_batch and len(server.batches) > 2 else takes_quads(call)

    with fake(fails) as server:
        target = Target(server.address)
        with pytest.raises(StoreError, match="the server refused: HTTP 500"):
            send(file, target)
        note = file.with_name("graph.nq.progress")
        assert json.loads(note.read_text())["sent"] == 100
        server.answer = takes_quads
        server.calls.clear()
        seen: list[int] = []
        assert send(file, target, watch=seen.append) == Sent(len(lines), 100, by_update=False)
        assert seen[0] == 150
        assert seen[-1] == len(lines)
        sent = {quad for b in server.batches for quad in ox.parse(b, format=ox.RdfFormat.N_QUADS)}
    assert sent == set(ox.parse(b"".join(lines[100:]), format=ox.RdfFormat.N_QUADS))
    assert not note.exists()


def test_a_run_that_is_killed_goes_on_where_it_stopped(file: Path, root: Path) -> None:
    note = file.with_name("note")

    def slow(call: Call) -> Answer:
        time.sleep(0.05)
        return takes_quads(call)

    code = (
        "import sys; from kg.loading import Target, send, sending; sending.BATCH = 20; "
        "send(sys.argv[1], Target(sys.argv[2]), progress=sys.argv[3])"
    )
    with fake(slow) as server:
        command = [sys.executable, "-c", code, str(file), server.address, str(note)]
        process = subprocess.Popen(command, cwd=root)
        while not note.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        earlier = json.loads(note.read_text())["sent"]
        number = len(file.read_bytes().splitlines())
        assert 0 < earlier < number
        assert send(file, Target(server.address), progress=note) == Sent(number, earlier, False)
        sent = {q for b in server.batches for q in ox.parse(b, format=ox.RdfFormat.N_QUADS)}
    assert sent == set(ox.parse(file.read_bytes(), format=ox.RdfFormat.N_QUADS))


def test_a_busy_server_is_asked_again(file: Path) -> None:
    answers = iter([503, 429])

    def busy(call: Call) -> Answer:
        if call.body in server.batches and (status := next(answers, 0)):
            return status, {"Retry-After": "0"}
        return takes_quads(call)

    with fake(busy) as server:
        send(file, Target(server.address))
        assert len(server.batches) == 3


def test_progress_of_something_else_is_refused(file: Path) -> None:
    note = file.with_name("note")
    with fake() as server:
        for found in (
            {"endpoint": "http://localhost/", "input": "", "sent": 5},
            {"endpoint": server.address, "input": "other", "sent": 5},
        ):
            note.write_text(json.dumps(found))
            with pytest.raises(StoreError, match="found the progress of another input"):
                send(file, Target(server.address), progress=note)
        note.write_text("{}")
        with pytest.raises(StoreError, match="found no progress of kg load"):
            send(file, Target(server.address), progress=note)
        assert server.calls == []


def test_a_broken_file_is_told_with_its_line(file: Path) -> None:
    number = len(file.read_bytes().splitlines())
    file.write_bytes(file.read_bytes() + b"nothing .\n")
    with fake() as server, pytest.raises(ReadError, match=rf"graph.nq, line {number + 1}: "):
        send(file, Target(server.address))


def test_no_server(file: Path) -> None:
    with fake() as server:
        pass
    with pytest.raises(StoreError, match="no answer: "):
        send(file, Target(server.address))


# ------------------------------------------------------------------------ addresses and credentials


def test_a_redirection_is_not_followed(file: Path) -> None:
    with fake() as other:
        moved = {"Location": other.address}
        with (
            fake(lambda _: (307, moved)) as server,
            pytest.raises(StoreError, match=f"found a redirection to {other.address}"),
        ):
            send(file, Target(server.address, Credentials(token="secret")))
        assert other.calls == []


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, None),
        ({"KG_ENDPOINT_USER": "علي", "KG_ENDPOINT_PASSWORD": "a:b"}, "Basic 2LnZhNmKOmE6Yg=="),
        ({"KG_ENDPOINT_TOKEN": "secret"}, "Bearer secret"),
    ],
)
def test_credentials_come_from_the_environment(
    file: Path, environment: dict[str, str], header: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with fake() as server:
        arguments = ["load", str(file), "--endpoint", server.address]
        done = CliRunner().invoke(cli.commands, arguments)
        assert done.exit_code == 0, done.output
        assert "quads sent to " in done.stdout
        assert {call.headers.get("Authorization") for call in server.calls} == {header}
    assert "secret" not in done.output + repr(Credentials.of(environment))


def test_who_may_not_write_is_told_how(file: Path) -> None:
    with (
        fake(lambda _: (401, {})) as server,
        pytest.raises(StoreError, match="expected KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD"),
    ):
        send(file, Target(server.address))
    assert not file.with_name("graph.nq.progress").exists()


def test_credentials_in_an_address_are_refused_and_not_shown() -> None:
    with pytest.raises(SettingsError, match="found credentials in the address of") as error:
        Target("https://ali:secret@example.org/store")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["localhost", "file:///etc", "ftp://a/b", "http://", "http://["]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(SettingsError, match="expected an http or https address"):
        Target(address)


def test_contradicting_credentials_are_refused() -> None:
    with pytest.raises(SettingsError, match="found both"):
        Credentials.of({"KG_ENDPOINT_USER": "a", "KG_ENDPOINT_TOKEN": "b"})
    with pytest.raises(SettingsError, match="found KG_ENDPOINT_PASSWORD without"):
        Credentials.of({"KG_ENDPOINT_PASSWORD": "b"})
    with pytest.raises(SettingsError, match="graph 'a b': expected an IRI"):
        Target("http://localhost/", default_graph="a b")


def test_credentials_without_encryption_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Target("http://store.example.org/", Credentials(token="secret"))
    assert "credentials are sent without encryption" in caplog.text
    assert "secret" not in caplog.text
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        Target("http://127.0.0.1/", Credentials(token="secret"))
        Target("http://store.example.org/")
        Target("https://store.example.org/", Credentials(token="secret"))
    assert caplog.text == ""


def test_a_server_that_looks_at_no_body_gets_updates(file: Path) -> None:
    """Else everything would be lost with every answer a 200."""
    with fake(lambda _: (200, {})) as server:
        assert send(file, Target(server.address)).by_update
    assert {call.kind for call in server.calls[1:]} == {"application/sparql-update; charset=utf-8"}
    assert os.environ.get("KG_ENDPOINT_TOKEN") is None
