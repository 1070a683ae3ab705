"""Exports: what each format holds, the same bytes always, and independent readers that agree."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import SettingsError, StoreError
from kg.export import export
from kg.export.metadata import describe as describe_dataset
from kg.graph import sorting
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.ontology import ontology_quads
from kg.graph.serialization import DATASET_FORMATS, FORMATS
from kg.graph.store import Graph, write
from kg.graph.terms import Quad, to_ox_quad
from kg.graph.vocabulary import METADATA_GRAPH
from kg.settings import Publication
from tests.graph.example import BASE, corpus

Row = tuple[str, str, str, str]
THING, NAME = URIRef("https://example.org/س"), URIRef("https://schema.org/name")


def example(order: tuple[int, ...] = (0, 1, 2)) -> list[Quad]:
    resolution, extractions = corpus(order)
    return list(describe(resolution, extractions, BASE))


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with Graph.of(example(), catalogue=Catalogue(base=BASE)) as graph:
        yield graph


def row(quad: ox.Quad) -> Row:
    """A quad for comparing: language tags are the same in either case (RDF 1.1)."""
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), str(quad.object), graph


def expected(format: str, quads: list[Quad] | None = None) -> set[Row]:
    made = [to_ox_quad(quad) for quad in quads or [*example(), *described()]]
    return {row(q) for q in made if format in DATASET_FORMATS or row(q)[3] == ""}


def described() -> list[Quad]:
    """What the export of the example says of itself; see test_metadata.py."""
    with Graph.of(example(), catalogue=Catalogue(base=BASE)) as graph:
        return [(*triple, METADATA_GRAPH) for triple in describe_dataset(graph, Publication())]


def exported(graph: Graph, format: str) -> bytes:
    content = export(graph, format=format)
    assert content is not None
    return content


# ------------------------------------------------------------------------ independent readers


def read_oxigraph(content: bytes, format: str, _: Path) -> set[Row]:
    formats = {
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "ttl": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    return {row(quad) for quad in ox.parse(content, format=formats[format])}


def read_rdflib(content: bytes, format: str, _: Path) -> set[Row]:
    names = {"jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        # rdflib's parsers use what rdflib itself calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(content, format=names.get(format, format))
    found = set()
    for s, p, o, g in dataset.quads():
        graph = None if g == dataset.default_graph.identifier else g
        found.add(row(to_ox_quad((s, p, o, graph))))  # type: ignore[arg-type]
    return found


def read_rapper(content: bytes, format: str, tmp_path: Path) -> set[Row]:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    names = {"nt": "ntriples", "nq": "nquads", "ttl": "turtle", "trig": "trig", "rdf": "rdfxml"}
    file = tmp_path / f"graph.{format}"
    file.write_bytes(content)
    output = "nquads" if format in DATASET_FORMATS else "ntriples"
    command = [rapper, "-i", names[format], "-o", output, str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"rror" not in done.stderr, done.stderr
    assert b"arning" not in done.stderr, done.stderr
    return {row(quad) for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)}


def read_node(content: bytes, format: str, tmp_path: Path) -> set[Row]:
    modules = os.environ.get("KG_TEST_NODE_MODULES")
    if not modules or shutil.which("node") is None:
        pytest.skip("KG_TEST_NODE_MODULES names no folder with n3 and jsonld, or there is no node")
    file = tmp_path / f"graph.{format}"
    file.write_bytes(content)
    script = Path(__file__).with_name("read_rdf.mjs")
    command = ["node", str(script), modules, format, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return {row(_from_node(quad)) for quad in json.loads(done.stdout)}


def _from_node(quad: list[list[str]]) -> ox.Quad:
    subject, predicate, object_, graph = quad
    value: ox.NamedNode | ox.Literal = (
        ox.NamedNode(object_[0])
        if len(object_) == 1
        else (
            ox.Literal(object_[0], language=object_[1])
            if object_[1]
            else ox.Literal(object_[0], datatype=ox.NamedNode(object_[2]))
        )
    )
    name = ox.NamedNode(graph[0]) if graph[0] else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(subject[0]), ox.NamedNode(predicate[0]), value, name)


READERS = {
    "oxigraph": (read_oxigraph, FORMATS),
    "rdflib": (read_rdflib, FORMATS),
    "rapper": (read_rapper, ("nt", "nq", "ttl", "trig", "rdf")),
    "node": (read_node, ("nt", "nq", "ttl", "trig", "jsonld")),
}


@pytest.mark.parametrize(
    ("reader", "format"),
    [(name, format) for name, (_, formats) in READERS.items() for format in formats],
)
def test_exports_are_read_back_equal(
    graph: Graph, reader: str, format: str, tmp_path: Path
) -> None:
    read, _ = READERS[reader]
    assert read(exported(graph, format), format, tmp_path) == expected(format)


HOSTILE = [
    'قال: "نعم" \\ ولا',
    "سطر\nآخر\r\tثم",
    "<b>&amp;</b> ]]> -->",
    "@und-latn ; .",
    'x" xml:lang="und-latn" y="',
    "\u200f\u202eمقلوب\u202c\u2028\u0085",
    "😀\U0001f600",
    " ",
    "'''\"\"\"",
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("reader", ["oxigraph", "rapper", "node"])
def test_hostile_text_comes_through(reader: str, format: str, tmp_path: Path) -> None:
    read, formats = READERS[reader]
    if format not in formats:
        return
    quads: list[Quad] = [
        (THING, NAME, Literal(text, lang=language), None)
        for text in HOSTILE
        for language in ("ar", "und-Latn", None)
    ]
    with Graph.of(quads) as graph:
        assert read(exported(graph, format), format, tmp_path) == expected(format, quads)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")))
values = st.one_of(
    st.builds(
        lambda t, lang: Literal(t, lang=lang), texts, st.sampled_from(["ar", "und-Latn", None])
    ),
    st.builds(lambda n: Literal(str(n), datatype=rdflib.XSD.integer), st.integers()),
    st.builds(
        lambda n: Literal(str(n), datatype=rdflib.XSD.gYear, normalize=False),
        st.integers(1000, 2100),
    ),
    st.builds(
        lambda name: URIRef(f"https://example.org/{name}"), st.sampled_from(["دبي", "a#b", "c"])
    ),
)
predicates = st.sampled_from(
    [
        rdflib.SKOS.prefLabel,
        rdflib.SKOS.altLabel,
        URIRef("https://w3id.org/rawabit#speaker"),
        URIRef("https://w3id.org/rawabit#edition"),
        URIRef("https://w3id.org/rawabit#confidence"),
        rdflib.DCTERMS.source,
        URIRef("https://other.example/name"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(predicates, values), max_size=6), st.sampled_from(FORMATS))
def test_any_graph_comes_through_any_format(
    found: set[tuple[URIRef, Literal | URIRef]], format: str
) -> None:
    """Also where a value is not what the JSON-LD context expects of its term."""
    quads: list[Quad] = [(THING, predicate, value, None) for predicate, value in found]
    with Graph.of(quads) as graph:
        assert read_oxigraph(exported(graph, format), format, Path()) == (
            expected(format, quads) if quads else set()
        )


# --------------------------------------------------------------------------------- the bytes


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_for_any_order_of_documents(format: str, tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate([(0, 1, 2), (2, 1, 0), (1, 2, 0)]):
        folder = tmp_path / str(number)
        write(folder, example(order), catalogue=Catalogue(base=BASE))
        with Graph.open(folder) as graph:
            found.add(exported(graph, format))
    with Graph.of(example(), catalogue=Catalogue(base=BASE)) as graph:
        found.add(exported(graph, format))
    assert len(found) == 1, "also the same from a store and from memory"


def test_n_quads_are_sorted_lines(graph: Graph) -> None:
    lines = exported(graph, "nq").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == len(graph) + len(described())


def test_a_graph_larger_than_memory_is_sorted_on_disk(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {format: exported(graph, format) for format in FORMATS}
    monkeypatch.setattr(sorting, "_LINES_IN_MEMORY", 10)
    assert {format: exported(graph, format) for format in FORMATS} == whole


@pytest.mark.parametrize("format", FORMATS)
def test_language_tags_are_written_as_the_contract_does(graph: Graph, format: str) -> None:
    content = exported(graph, format).decode()
    assert "und-Latn" in content
    assert "und-latn" not in content


def test_turtle_is_made_to_be_read(graph: Graph) -> None:
    content = exported(graph, "ttl").decode()
    assert "conference:مؤتمر_المدن_الذكية a schema:Event , rw:Conference ;" in content
    assert "\n\trw:speaker person:عائشة_بن_بشر ;" in content or (
        "\n\trw:speaker person:عائشة_بن_بشر ." in content
    )


def test_json_ld_is_compact_and_holds_its_context(graph: Graph) -> None:
    content = json.loads(exported(graph, "jsonld"))
    session = next(n for n in content["@graph"] if "Session" in n.get("type", []))
    assert session["prefLabel"] == {"ar": "البيانات أولاً"}
    assert session["speaker"] == [BASE + "person/عائشة_بن_بشر"]
    summit = next(n for n in content["@graph"] if "Conference" in n.get("type", []))
    assert summit["edition"] == [5]
    assert content["@context"]["speaker"]["@id"] == "rw:speaker"


# -------------------------------------------------------------------------- what is exported


@pytest.mark.parametrize("format", FORMATS)
def test_the_ontology_comes_only_when_asked(tmp_path: Path, format: str) -> None:
    write(tmp_path, example(), catalogue=Catalogue(base=BASE))
    with Graph.open(tmp_path) as graph:
        plain = read_oxigraph(exported(graph, format), format, tmp_path)
        assert plain == expected(format)
        with_ontology = export(graph, format=format, ontology=True)
    assert with_ontology is not None
    quads = list(ontology_quads())
    if format not in DATASET_FORMATS:
        quads = [(*quad[:3], None) for quad in quads]
    more = read_oxigraph(with_ontology, format, tmp_path) - plain
    assert more | plain == {row(to_ox_quad(q)) for q in quads} | plain
    assert len(more) > 200


def test_a_file_by_its_suffix(graph: Graph, tmp_path: Path) -> None:
    for format in FORMATS:
        assert export(graph, tmp_path / f"graph.{format.upper()}") is None
        assert (tmp_path / f"graph.{format.upper()}").read_bytes() == exported(graph, format)
    export(graph, tmp_path / "graph.txt", format="nt")
    assert (tmp_path / "graph.txt").read_bytes() == exported(graph, "nt")
    assert graph.export(format="nt") == exported(graph, "nt")
    assert sorted(p.suffix for p in tmp_path.iterdir()) == sorted(
        [f".{f.upper()}" for f in FORMATS] + [".txt"]
    ), "nothing else is left"


@pytest.mark.parametrize(
    ("name", "format"), [("graph.xyz", None), ("graph", None), ("graph.ttl", "x")]
)
def test_an_unknown_format_is_named(
    graph: Graph, tmp_path: Path, name: str, format: str | None
) -> None:
    with pytest.raises(SettingsError, match="expected one of nt, nq, ttl, trig, jsonld, rdf"):
        export(graph, tmp_path / name, format=format)
    with pytest.raises(SettingsError):
        export(graph)
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export(graph, tmp_path / "nowhere" / "graph.ttl")
    with pytest.raises(StoreError, match="cannot be written"):
        export(graph, tmp_path, format="ttl")


def test_a_failed_export_leaves_the_file_as_it_was(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    file = tmp_path / "graph.nq"
    file.write_text("قديم")
    monkeypatch.setattr("kg.graph.serialization.sorted_lines", full_disk)
    with pytest.raises(StoreError, match="No space left"):
        export(graph, file)
    assert file.read_text() == "قديم"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.nq"]


def test_a_device_can_be_written(graph: Graph) -> None:
    export(graph, "/dev/null", format="nt")
    # A file is written beside its place and moved there, which would take a device's place.
    assert Path("/dev/null").is_char_device()


def test_what_xml_cannot_hold_is_replaced_and_told(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    quads: list[Quad] = [(THING, NAME, Literal("صفحة\x0cجديدة", lang="ar"), None)]
    with Graph.of(quads) as graph, caplog.at_level(logging.WARNING):
        content = exported(graph, "rdf")
    replaced: list[Quad] = [(THING, NAME, Literal("صفحة\ufffdجديدة", lang="ar"), None)]
    assert read_rdflib(content, "rdf", tmp_path) == expected("rdf", replaced)
    assert "U+FFFD" in caplog.text


def test_the_same_bytes_in_every_process() -> None:
    """Also where Python's and Oxigraph's hashes fall differently."""
    script = """
        import hashlib
        from kg.export import export
        from kg.graph.catalogue import Catalogue
        from kg.graph.mapping import describe
        from kg.graph.serialization import FORMATS
        from kg.graph.store import Graph
        from tests.graph.example import BASE, corpus

        resolution, extractions = corpus()
        quads = describe(resolution, extractions, BASE)
        with Graph.of(quads, catalogue=Catalogue(base=BASE)) as graph:
            for format in FORMATS:
                print(format, hashlib.sha256(export(graph, format=format)).hexdigest())
    """
    found = {
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script)],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
