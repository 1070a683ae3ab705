"""What an export says of itself: counts that are the graph's, and nothing of where and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg import cli
from kg.errors import SettingsError, StoreError
from kg.export import export_metadata
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.serialization import DATASET_FORMATS, FORMATS
from kg.graph.store import Graph, write
from kg.graph.vocabulary import PREFIXES
from kg.pipeline import run
from kg.settings import Publication, Settings
from tests.graph.example import BASE, corpus

METADATA = ox.NamedNode("https://w3id.org/rawabit#metadata")
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    quads = describe(*corpus(), BASE)
    with Graph.of(quads, catalogue=Catalogue(base=BASE, extractor="abc123")) as graph:
        yield graph


def loaded(content: bytes | None, format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> ox.Store:
    assert content is not None
    store = ox.Store()
    store.load(content, format=format)
    return store


def ask(store: ox.Store, sparql: str, *, graph: ox.NamedNode = METADATA) -> list[tuple[str, ...]]:
    """The values of a query's solutions over one graph of an export, sorted."""
    found = store.query(sparql, prefixes=dict(PREFIXES), default_graph=graph)
    return sorted(tuple(term.value for term in row) for row in found)  # type: ignore[union-attr]


@pytest.mark.parametrize("format", ["nq", "trig"])
def test_it_stands_in_a_graph_of_its_own(graph: Graph, format: str) -> None:
    formats = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
    store = loaded(graph.export(format=format), formats[format])
    assert ask(store, "SELECT ?d { ?d a void:Dataset, dcat:Dataset }") == [(f"{BASE}dataset",)]
    inside = set(store.quads_for_pattern(None, None, None, METADATA))
    about = {quad.subject for quad in inside}
    elsewhere = {q.subject for q in store if q.graph_name != METADATA}
    assert not about & elsewhere, "nothing is said of it outside"
    # Without it the export is the graph, quad for quad.
    assert set(store) - inside == set(graph.store)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - DATASET_FORMATS))
def test_formats_without_named_graphs_do_not_mix_it_with_the_facts(
    graph: Graph, format: str
) -> None:
    content = graph.export(format=format)
    assert content is not None
    assert b"Dataset" not in content
    assert f"{BASE}dataset".encode() not in content


def test_the_counts_are_those_of_the_graph(graph: Graph) -> None:
    store = loaded(graph.export(format="nq"))
    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    classes = {quad.object for quad in default if quad.predicate == kind}
    (numbers,) = ask(
        store,
        """SELECT ?t ?c ?p ?e { ?d a void:Dataset ; void:triples ?t ; void:classes ?c ;
             void:properties ?p ; void:entities ?e }""",
    )
    assert [int(number) for number in numbers[:3]] == [
        len(default),
        len(classes),
        len({quad.predicate for quad in default}),
    ]
    assert int(numbers[3]) == graph.to_networkx().number_of_nodes()
    parts = ask(
        store, "SELECT ?c ?n { ?d void:classPartition [ void:class ?c; void:entities ?n ] }"
    )
    assert {class_: int(number) for class_, number in parts} == {
        str(c)[1:-1]: sum(q.predicate == kind and q.object == c for q in default) for c in classes
    }
    parts = ask(
        store, "SELECT ?p ?n { ?d void:propertyPartition [ void:property ?p; void:triples ?n ] }"
    )
    assert sum(int(number) for _, number in parts) == len(default)
    vocabularies = {name for (name,) in ask(store, "SELECT ?v { ?d void:vocabulary ?v }")}
    assert PREFIXES["schema"] in vocabularies
    assert PREFIXES["void"] not in vocabularies, "the facts do not use it"


def test_it_names_sources_and_days(graph: Graph) -> None:
    store = loaded(graph.export(format="nq"))
    default = ox.DefaultGraph()
    days = [
        q.object.value
        for q in store.quads_for_pattern(None, _term("schema:datePublished"), None, default)
    ]  # type: ignore[union-attr]
    assert ask(
        store, "SELECT ?a ?b { ?d dcterms:temporal [ dcat:startDate ?a ; dcat:endDate ?b ] }"
    ) == [(min(days), max(days))]
    sources = {
        q.object.value
        for q in store.quads_for_pattern(None, _term("dcterms:source"), None, default)
    }  # type: ignore[union-attr]
    assert sources
    found = ask(store, "SELECT ?s { ?d a void:Dataset ; dcterms:source ?s }")
    assert len(found) == len(sources)


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def test_addresses_are_named_by_their_site() -> None:
    store = ox.Store()
    for number in range(3):
        document = ox.NamedNode(f"{BASE}document/{number}")
        address = ox.NamedNode(f"https://news.example.org/{number}?a=b")
        store.add(ox.Quad(document, _term("rdf:type"), _term("schema:NewsArticle")))
        store.add(ox.Quad(document, _term("dcterms:source"), address))
    with Graph(store, catalogue=Catalogue(base=BASE)) as graph:
        found = loaded(export_metadata(graph, format="nq"))
    sources = ask(found, "SELECT ?s { ?d a void:Dataset ; dcterms:source ?s }")
    assert sources == [("https://news.example.org/",)]


def test_it_says_which_versions_made_it(graph: Graph) -> None:
    found = ask(
        loaded(graph.export(format="nq")),
        """SELECT ?n ?v ?e { ?d prov:wasAttributedTo ?a . ?a a prov:SoftwareAgent ;
             rdfs:label ?n ; schema:softwareVersion ?v ; dcterms:identifier ?e }""",
    )
    assert found == [("rawabit", kg.__version__, "abc123")]


LICENCE = "SELECT ?l { ?d dcterms:license ?l }"


def test_a_licence_only_where_one_is_given(graph: Graph) -> None:
    assert ask(loaded(graph.export(format="nq")), LICENCE) == []
    dataset = Publication(iri="https://example.org/news#it", title="شبكة", licence=CC_BY)
    store = loaded(graph.export(format="nq", dataset=dataset))
    assert ask(store, LICENCE) == [(CC_BY,)]
    assert ask(store, "SELECT ?d ?t { ?d a void:Dataset ; dcterms:title ?t }") == [
        ("https://example.org/news#it", "شبكة")
    ]
    names = {q.subject.value for q in store.quads_for_pattern(None, None, None, METADATA)}  # type: ignore[union-attr]
    assert all(name.startswith("https://example.org/news#it") for name in names)
    assert all(name.count("#") == 1 for name in names)


@pytest.mark.parametrize("licence", ["CC BY", "by/4.0", "https://a b", "https://a>b", "a:\x00"])
def test_a_licence_that_is_no_iri_is_refused(licence: str) -> None:
    with pytest.raises(SettingsError, match=r"licence .*: expected an absolute IRI"):
        Publication(licence=licence)


def test_a_graph_without_a_name_is_not_described(graph: Graph) -> None:
    with Graph(graph.store) as nameless:
        assert export_metadata(nameless, format="nq") == b""
        named = loaded(nameless.export(format="nq", dataset=Publication(iri="urn:x:y")))
    assert ask(named, "SELECT ?d { ?d a void:Dataset }") == [("urn:x:y",)]


def test_what_a_store_was_told_of_itself_elsewhere_is_not_exported(graph: Graph) -> None:
    """A store that was loaded from an export holds that export's metadata."""
    wanted = graph.export(format="nq")
    store = loaded(wanted)
    stale = ox.Quad(ox.NamedNode(f"{BASE}dataset"), _term("void:triples"), ox.Literal(1), METADATA)
    store.add(stale)
    with Graph(store, catalogue=Catalogue(base=BASE, extractor="abc123")) as again:
        assert again.export(format="nq") == wanted


# ------------------------------------------------------------------------- alone, and the command


@pytest.mark.parametrize("format", FORMATS)
def test_the_description_alone(graph: Graph, format: str, tmp_path: Path) -> None:
    file = tmp_path / f"about.{format}"
    assert export_metadata(graph, file) is None
    content = file.read_bytes()
    assert content == export_metadata(graph, format=format)
    formats = {
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "ttl": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    found = {(q.subject, q.predicate, q.object) for q in loaded(content, formats[format])}
    whole = loaded(graph.export(format="nq")).quads_for_pattern(None, None, None, METADATA)
    assert found == {(q.subject, q.predicate, q.object) for q in whole}


def test_metadata_is_rdf(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="found the format 'gexf' for metadata; expected one"):
        export_metadata(graph, tmp_path / "about.gexf")
    with pytest.raises(StoreError, match="cannot be written"):
        export_metadata(graph, tmp_path / "nowhere" / "about.ttl")


def test_the_command(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue = Catalogue(base=BASE, extractor="abc123")
    write(tmp_path / "kg-store", graph.quads(), catalogue=catalogue)

    def export(*arguments: str) -> int:
        return CliRunner().invoke(cli.commands, ["export", *arguments]).exit_code

    assert export("--metadata", "about.nt", "--licence", CC_BY) == 0
    assert [path.name for path in tmp_path.glob("*.n?")] == ["about.nt"]
    assert (tmp_path / "about.nt").read_bytes() == export_metadata(
        graph, format="nt", dataset=Publication(licence=CC_BY)
    )
    assert export("--metadata", "about.nt", "--output", "all.nq", "--dataset", "urn:x:y") == 0
    assert (tmp_path / "all.nq").read_bytes() == graph.export(
        format="nq", dataset=Publication(iri="urn:x:y")
    )
    assert export("--metadata", "about.zip") == 1
    assert export("--metadata", "about.nt", "--licence", "mine") == 1
    # What the settings say holds unless an option says otherwise.
    settings = f'[dataset]\ntitle = "أخبار"\nlicence = "{CC_BY}"\n'
    (tmp_path / "kg.toml").write_text(settings, encoding="utf-8")
    assert export("--output", "all.nq", "--dataset", "urn:x:y") == 0
    assert (tmp_path / "all.nq").read_bytes() == graph.export(
        format="nq", dataset=Publication("urn:x:y", "أخبار", CC_BY)
    )


def test_neither_path_nor_clock_nor_steps_show(tmp_path: Path) -> None:
    """The bytes depend on the articles and settings alone, whatever the folder and the way."""
    found = set()
    dataset = Publication(licence=CC_BY)
    settings = Settings(recognizer="none", dataset=dataset)
    for name in ("one", "two"):
        texts = tmp_path / name / "texts"
        texts.mkdir(parents=True)
        for number in range(2):
            text = f"افتتح وزير الاقتصاد خالد الأحمد مؤتمر الاستثمار {number} في مدينة القاهرة."
            (texts / f"{number}.txt").write_text(text, encoding="utf-8")
        output = tmp_path / name / "output.nq"
        run(texts, output=output, settings=settings).graph.close()
        found.add(output.read_bytes())
        store = tmp_path / name / "store"
        kg.add([texts / "1.txt"], store=store, settings=settings).graph.close()
        with kg.add([texts / "0.txt"], store=store, settings=settings).graph as graph:
            found.add(graph.export(format="nq", dataset=dataset) or b"")
    assert len(found) == 1
    assert str(tmp_path).encode() not in found.pop()
