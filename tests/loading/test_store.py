"""An export as a store: it is asked as the first one is, and cannot be added to."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg import cli, storage, upkeep
from kg.corrections import Amendment, Rename, Thing
from kg.errors import ReadError, StoreError
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.store import Graph, write
from kg.graph.terms import Quad
from kg.health import examine
from kg.loading import Loaded, load_into_store
from kg.settings import Publication, Settings
from kg.stats import measure
from tests.corrections.corrections import said
from tests.graph.example import BASE, corpus

DATASET = Publication(title="أخبار المثال", licence="https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("first")
    quads: list[Quad] = list(describe(*corpus(), BASE))
    write(folder, quads, catalogue=Catalogue(base=BASE, extractor="abc123"))
    return Graph.open(folder)


def exported(graph: Graph, format: str = "nq", dataset: Publication | None = None) -> bytes:
    content = graph.export(format=format, dataset=dataset)
    assert content is not None
    return content


@pytest.fixture
def loaded(graph: Graph, tmp_path: Path) -> Path:
    """A store that was loaded from an export with a title and a licence."""
    file = tmp_path / "graph.nq"
    file.write_bytes(exported(graph, dataset=DATASET))
    load_into_store(file, tmp_path / "loaded")
    return tmp_path / "loaded"


@pytest.mark.parametrize("format", ["nq", "trig", "nq.gz"])
def test_a_loaded_store_exports_what_was_loaded(graph: Graph, format: str, tmp_path: Path) -> None:
    content = exported(graph, format.removesuffix(".gz"), DATASET)
    file = tmp_path / f"graph.{format}"
    file.write_bytes(gzip.compress(content) if format.endswith(".gz") else content)
    number = len(exported(graph, dataset=DATASET).splitlines())
    assert load_into_store(file, tmp_path / "store") == Loaded(1, number)
    with Graph.open(tmp_path / "store") as again:
        # Title, licence and extractor come from what the export says of itself.
        assert exported(again) == exported(graph, dataset=DATASET)
        other = Publication(licence="https://example.org/licence")
        assert b"creativecommons" not in exported(again, dataset=other)
        assert exported(again, "graphml") == exported(graph, "graphml")


@pytest.mark.parametrize("format", ["nt", "ttl", "rdf", "jsonld"])
def test_formats_without_graphs_hold_the_facts(graph: Graph, format: str, tmp_path: Path) -> None:
    file = tmp_path / f"graph.{format}"
    file.write_bytes(exported(graph, format))
    load_into_store(file, tmp_path / "store")
    with Graph.open(tmp_path / "store") as again:
        assert again.catalogue.base == BASE, "as the documents have it"
        assert exported(again, "nt") == exported(graph, "nt")


def test_the_parts_of_a_folder_are_one_graph(graph: Graph, tmp_path: Path) -> None:
    lines = exported(graph).splitlines(keepends=True)
    folder = tmp_path / "parts"
    (folder / "second").mkdir(parents=True)
    (folder / "part-0.nq").write_bytes(b"".join(lines[::2]))
    (folder / "second" / "part-1.nq.gz").write_bytes(gzip.compress(b"".join(lines[1::2])))
    (folder / "_SUCCESS").touch()
    assert load_into_store(folder, tmp_path / "store") == Loaded(2, len(lines))
    with Graph.open(tmp_path / "store") as again:
        assert exported(again) == exported(graph)


def test_the_ontology_is_that_of_this_version(graph: Graph, tmp_path: Path) -> None:
    stale = (
        b"<https://w3id.org/rawabit#old> <http://www.w3.org/2000/01/rdf-schema#label>"
        b' "old" <https://w3id.org/rawabit> .\n'
    )
    file = tmp_path / "graph.nq"
    file.write_bytes(exported(graph) + stale)
    load_into_store(file, tmp_path / "store")
    with Graph.open(tmp_path / "store") as again:
        assert again.export(format="nq", ontology=True) == graph.export(format="nq", ontology=True)


def test_redirects_come_along(tmp_path: Path) -> None:
    old, new = f"{BASE}person/قديم", f"{BASE}person/جديد"
    redirects = "https://w3id.org/rawabit#redirects"
    replaced = "http://purl.org/dc/terms/isReplacedBy"
    file = tmp_path / "graph.nq"
    file.write_text(f"<{old}> <{replaced}> <{new}> <{redirects}> .\n", encoding="utf-8")
    load_into_store(file, tmp_path / "store")
    with Graph.open(tmp_path / "store") as graph:
        assert graph.successors(old) == (new,)
        assert exported(graph) == b""
        assert graph.export(format="nq", redirects=True) == file.read_bytes()


def test_every_reading_verb_works(loaded: Path, graph: Graph, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli.commands, [*arguments, "--store", str(loaded)])
        assert done.exit_code == 0, (arguments, done.output)
        return done.stdout

    assert run("query", "roles", "--format", "json") == kg.ask(graph, "roles").text("json")
    for arguments in (
        ("validate",),
        ("draw", "--output", str(tmp_path / "graph.html")),
        ("export", "--format", "gexf"),
        ("backup", str(tmp_path / "copy")),
        ("compact",),
        ("list", "--problems"),
    ):
        run(*arguments)
    with Graph.open(loaded) as again:
        assert measure(again) == measure(graph)
    assert Graph.open(tmp_path / "copy").catalogue.is_loaded
    done = CliRunner().invoke(cli.commands, ["list", "--store", str(loaded)])
    assert "loaded from an export" in done.stderr
    assert done.stdout == ""
    assert examine(Settings(store=loaded)).problems == []


def test_documents_are_neither_added_nor_removed(loaded: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("افتتح وزير الاقتصاد خالد الأحمد المؤتمر.", encoding="utf-8")
    with Graph.open(loaded) as before:
        wanted = exported(before)
        document = before.query("SELECT ?d { ?d a schema:NewsArticle } LIMIT 1")
        iri = next(iter(document))[0].value  # type: ignore[union-attr,arg-type,index]
    settings = Settings(recognizer="none")
    message = re.escape(f"{loaded}: found a store that was loaded from an export")
    with pytest.raises(StoreError, match=message):
        upkeep.add(text, store=loaded, settings=settings)
    with pytest.raises(StoreError, match=message):
        upkeep.remove([iri], store=loaded, settings=settings)
    with pytest.raises(StoreError, match=message):
        upkeep.synchronise([text], [], store=loaded, settings=settings)
    rename = said(Rename(Thing(f"{BASE}person/عمر_خان"), "عمر"))
    with pytest.raises(StoreError, match=message):
        upkeep.correct(Amendment(add=rename), store=loaded, settings=settings)
    assert not (loaded / "corrections.toml").exists()
    storage.compact(loaded)
    with Graph.open(loaded) as after:
        assert exported(after) == wanted


def test_a_store_that_was_built_is_not_replaced(loaded: Path, graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "facts.nt"
    file.write_bytes(exported(graph, "nt"))
    write(tmp_path / "built", [], catalogue=Catalogue(base=BASE))
    with pytest.raises(StoreError, match="found a store that was built of 0 documents"):
        load_into_store(file, tmp_path / "built")
    # One that was loaded is.
    load_into_store(file, loaded)
    with Graph.open(loaded) as again:
        assert again.export(format="nq") != exported(graph)
        assert exported(again, "nt") == exported(graph, "nt")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.nq", b"<https://a/b> <https://a/c> <https://a/d> .\nnothing .\n", "a.nq, line 2: "),
        ("a.nt", b"<https://a/b> <https://a/c> _:d .\n", "a.nt: found .*_:.*; expected IRIs"),
        ("a.ttl", b"<https://a/b> <https://a/c> [] .", "a.ttl: found .*; expected IRIs"),
        ("a.ttl", b"<https://a/b> <https://a/c", "a.ttl"),
        ("a.nq.gz", b"no gzip", "a.nq.gz: cannot be read"),
        ("a.nq.gz", gzip.compress(b"<https://a/b> " * 99, mtime=0)[:-20], "a.nq.gz"),
        ("a.rdf", b"<?xml version='1.0'?><a>", "a.rdf"),
        ("a.jsonld", b'{"@context": "https://example.org/c", "@id": "https://a/b"}', "a.jsonld"),
        ("a.html", b"", "found the suffix '.html'; expected .nq, .trig, .nt, .ttl"),
    ],
)
def test_what_is_no_graph_is_refused_and_the_store_stays(
    loaded: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with Graph.open(loaded) as before:
        wanted = exported(before)
    with pytest.raises(ReadError, match=message):
        load_into_store(tmp_path / name, loaded)
    with Graph.open(loaded) as after:
        assert exported(after) == wanted


def test_nothing_to_load(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "read.me").touch()
    with pytest.raises(ReadError, match="found no file of RDF in the folder"):
        load_into_store(tmp_path / "empty", tmp_path / "store")
    with pytest.raises(ReadError, match="no such file or folder"):
        load_into_store(tmp_path / "nothing.nq", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_the_command(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes(exported(graph))
    arguments = ["load", str(file), "--store", str(tmp_path / "store")]
    done = CliRunner().invoke(cli.commands, arguments)
    assert done.exit_code == 0, done.output
    number = len(exported(graph).splitlines())
    assert done.stdout == f"{number} quads of 1 files loaded into {tmp_path / 'store'}\n"
    for wrong in (["--endpoint", "http://localhost/"], ["--progress", "x"]):
        assert CliRunner().invoke(cli.commands, [*arguments, *wrong]).exit_code == 2
