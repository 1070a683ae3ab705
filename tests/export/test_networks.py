"""GraphML, GEXF, Neo4j's lists and Cytoscape's JSON, each read again by another program."""

from __future__ import annotations

import csv
import datetime
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import cli
from kg.errors import SettingsError
from kg.export import FORMATS, export
from kg.export.tables import Tables
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.store import Graph, write
from tests.contract import Writer, term
from tests.graph.example import BASE, corpus

NETWORKS = ("graphml", "gexf", "neo4j", "cyjs")
Read = tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]
"""Values of nodes by IRI, and of edges by digest, their ends among them."""


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    resolution, extractions = corpus()
    quads = describe(resolution, extractions, BASE)
    with Graph.of(quads, catalogue=Catalogue(base=BASE)) as graph:
        yield graph


def exported(graph: Graph, format: str) -> bytes:
    content = export(graph, format=format)
    assert content is not None
    return content


def expected(graph: Graph) -> Read:
    """What :class:`Tables` holds; other tests check that against the graph."""
    tables = Tables.of(graph)
    nodes = {n.id: {"label": n.label, "type": n.type, **n.values} for n in tables.nodes()}
    edges = {
        e.id: {
            "source": e.source,
            "target": e.target,
            "relation": e.relation,
            "label": e.label,
            "weight": e.weight,
            **e.values,
        }
        for e in tables.edges()
    }
    assert nodes
    assert edges
    return nodes, edges


def changed(found: Read, change: Callable[[Any], Any]) -> Read:
    """With every value changed."""
    nodes, edges = found
    return tuple(  # type: ignore[return-value]
        {key: {name: change(value) for name, value in row.items()} for key, row in part.items()}
        for part in (nodes, edges)
    )


def joined(value: Any) -> Any:
    """Several texts as one, which is how XML holds them."""
    split = parted(value)
    return ";".join(split) if isinstance(split, list) else split


def parted(value: Any) -> Any:
    """Several texts, in each of which a semicolon is the Arabic one."""
    return [text.replace(";", "؛") for text in value] if isinstance(value, tuple) else value


def listed(value: Any) -> Any:
    """Several texts as they are."""
    return list(value) if isinstance(value, tuple) else value


# ------------------------------------------------------------------------ independent readers


def read_node(content: bytes, format: str, folder: Path) -> Read:
    """graphology's readers of GraphML and GEXF, and Cytoscape."""
    modules = os.environ.get("KG_TEST_NODE_MODULES")
    if not modules or shutil.which("node") is None:
        pytest.skip("KG_TEST_NODE_MODULES names no folder with graphology, or there is no node")
    file = folder / f"network.{format}"
    file.write_bytes(content)
    script = Path(__file__).with_name("read_network.mjs")
    command = ["node", str(script), modules, format, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    edges = {
        id: {**values, "source": source, "target": target}
        for id, source, target, values in found["edges"]
    }
    return dict(found["nodes"]), edges


def read_networkx(content: bytes, format: str, _: Path) -> Read:
    network = (
        networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
        if format == "graphml"
        else networkx.read_gexf(io.BytesIO(content), version="1.3")
    )
    edges = {}
    # From GEXF without edges of one pair networkx makes a simple graph.
    for *ends, data in network.edges(
        data=True, **{"keys": True} if network.is_multigraph() else {}
    ):
        key = str(data["id"]) if "id" in data else ends[2]
        edges[key] = {**data, "source": ends[0], "target": ends[1]}
    return {iri: dict(data) for iri, data in network.nodes(data=True)}, edges


HEADING = re.compile(r"(\w*):(ID|LABEL|START_ID|END_ID|TYPE|string(?:\[\])?|long|double|date)")


def convert(kind: str, cell: str) -> Any:
    """A cell as the importer reads it; raises ValueError where it would refuse."""
    if kind == "string[]":
        return cell.split(";")
    if kind == "long":
        assert -(2**63) <= int(cell) < 2**63
        return int(cell)
    if kind == "double":
        return float(cell)
    if kind == "date":
        datetime.date.fromisoformat(cell)
    return cell


def read_table(text: str) -> Iterator[dict[str, Any]]:
    """A CSV file by the rules of Neo4j's importer with its defaults."""
    assert "\r" not in text
    header, *lines = text.removesuffix("\n").split("\n")
    columns = [HEADING.fullmatch(cell) for cell in header.split(",")]
    assert all(columns), header
    names = [found[1] or found[2] if found else "" for found in columns]
    assert len(set(names)) == len(names)
    for line in lines:  # fields of several lines need an option of their own
        cells = next(csv.reader([line], strict=True))
        assert len(cells) == len(columns)
        yield {
            name: convert(found[2], cell)
            for name, found, cell in zip(names, columns, cells, strict=True)
            if found and cell
        }


def read_neo4j(content: bytes, _: str, __: Path) -> Read:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert archive.namelist() == ["nodes.csv", "relationships.csv"]
    tables = [list(read_table(archive.read(name).decode())) for name in archive.namelist()]
    nodes: dict[str, dict[str, Any]] = {}
    for row in tables[0]:
        assert row["iri"] not in nodes
        labels = row.pop("LABEL").split(";")
        assert all(re.fullmatch("[A-Z][a-z]+", label) for label in labels)
        assert labels[1:] == (["Place"] if labels[0] in {"City", "Country"} else [])
        iri = row.pop("iri")
        nodes[iri] = {"type": labels[0], "label": row.pop("name"), **row}
    edges: dict[str, dict[str, Any]] = {}
    for row in tables[1]:
        assert {row["START_ID"], row["END_ID"]} <= set(nodes), "the importer refuses loose ends"
        key = row.pop("key")
        edges[key] = {
            "source": row.pop("START_ID"),
            "target": row.pop("END_ID"),
            "relation": row.pop("TYPE").lower(),
            "label": row.pop("name"),
            "weight": row.get("sentences", 1),
            **row,
        }
    return nodes, edges


Reader = Callable[[bytes, str, Path], Read]
READERS: dict[str, tuple[Reader, str, Callable[[Any], Any]]] = {
    "graphology reads GraphML": (read_node, "graphml", joined),
    "graphology reads GEXF": (read_node, "gexf", joined),
    "cytoscape.js": (read_node, "cyjs", listed),
    "networkx reads GraphML": (read_networkx, "graphml", joined),
    "networkx reads GEXF": (read_networkx, "gexf", joined),
    "Neo4j's rules": (read_neo4j, "neo4j", parted),
}


def alike(found: Read, format: str) -> Read:
    """With the names that a format has of its own as the others have them."""
    nodes, edges = found
    for iri, values in nodes.items():
        if format == "cyjs":
            assert values.pop("id") == iri
            values["label"] = values.pop("name")
    for key, values in edges.items():
        assert str(values.pop("id", key)) == key
        if format == "cyjs":
            values |= {"relation": values.pop("interaction"), "label": values.pop("name")}
        if format == "gexf":
            assert values.pop("kind", values["relation"]) == values["relation"]
        values["weight"] = int(values["weight"])
    return nodes, edges


@pytest.mark.parametrize("reader", READERS)
def test_networks_are_read_back_equal(graph: Graph, reader: str, tmp_path: Path) -> None:
    read, format, form = READERS[reader]
    found = alike(read(exported(graph, format), format, tmp_path), format)
    assert found == changed(expected(graph), form)


# ------------------------------------------------------------------------- what is in the tables


def rows(graph: Graph, sparql: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in graph.query(sparql)]  # type: ignore[union-attr]


def test_every_thing_is_a_node_with_its_names(graph: Graph) -> None:
    nodes, _ = expected(graph)
    labels = dict(rows(graph, "SELECT ?t ?n { ?t skos:prefLabel ?n }"))
    assert set(nodes) < set(labels), "roles have labels too"
    assert {iri: row["label"] for iri, row in nodes.items()} == {n: labels[n] for n in nodes}
    names = rows(
        graph, "SELECT ?t ?n { ?t skos:altLabel ?n . FILTER NOT EXISTS { ?t a org:Role } }"
    )
    assert {(iri, name) for iri, row in nodes.items() for name in row.get("names", ())} == set(
        names
    )


def test_every_fact_between_things_is_an_edge_with_its_evidence(graph: Graph) -> None:
    _, edges = expected(graph)
    claims = rows(
        graph,
        """SELECT ?c ?e (STR(?confidence) AS ?number) { GRAPH rw:claims {
             ?c prov:wasQuotedFrom ?e ; rw:confidence ?confidence } }""",
    )
    of_fact: dict[str, list[tuple[str, float]]] = {}
    for claim, sentence, confidence in claims:
        of_fact.setdefault(claim.rpartition("=")[2], []).append((sentence, float(confidence)))
    stated = {key: row for key, row in edges.items() if "sentences" in row}
    assert stated
    for key, row in stated.items():
        assert row["sentences"] == len({sentence for sentence, _ in of_fact[key]})
        assert row["confidence"] == max(confidence for _, confidence in of_fact[key])
    assert max(row["weight"] for row in stated.values()) > 1
    speakers = rows(graph, "SELECT ?s ?o { ?s rw:speaker ?o }")
    assert {(r["source"], r["target"]) for r in edges.values() if r["relation"] == "speaker"} == (
        set(speakers)
    )
    unstated = [row for key, row in edges.items() if key not in stated]
    assert [(r["origin"], r["weight"]) for r in unstated] == [("GeoNames", 1)]
    assert all("confidence" not in row for row in unstated)


def test_roles_have_titles_standing_and_time(graph: Graph) -> None:
    nodes, edges = expected(graph)
    roles = [row for row in edges.values() if row["relation"] == "role"]
    titles = rows(
        graph,
        """SELECT ?title { ?m org:role/skos:prefLabel ?title .
             { ?m org:organization ?b } UNION { ?m rw:jurisdiction ?b } }""",
    )
    assert sorted(row["label"] for row in roles) == sorted(title for (title,) in titles)
    assert {row["standing"] for row in roles if "standing" in row} >= {"Former"}
    alone = rows(
        graph,
        """SELECT ?p ?title { ?m org:member ?p ; org:role/skos:prefLabel ?title .
             FILTER NOT EXISTS { ?m org:organization|rw:jurisdiction ?b } }""",
    )
    assert {(i, t) for i, row in nodes.items() for t in row.get("titles", ())} == set(alone)


def test_mentions_and_days_are_counted(graph: Graph) -> None:
    nodes, _ = expected(graph)
    counted = rows(
        graph,
        """SELECT ?t (COUNT(DISTINCT ?e) AS ?s) (COUNT(DISTINCT ?d) AS ?n)
           { GRAPH ?e { ?d schema:mentions ?t } } GROUP BY ?t""",
    )
    assert len(counted) > 3
    for iri, sentences, documents in counted:
        assert str(nodes[iri]["sentences"]) == sentences
        assert str(nodes[iri]["documents"]) == documents
    days = rows(
        graph,
        """SELECT ?t (MIN(STR(?day)) AS ?first) (MAX(STR(?day)) AS ?last)
           { ?d schema:mentions ?t ; schema:datePublished ?day } GROUP BY ?t""",
    )
    assert {(i, r["first"], r["last"]) for i, r in nodes.items() if "first" in r} == set(days)
    assert days
    assert any("sentences" not in row for row in nodes.values()), "a city's country is never named"


def test_places_have_coordinates() -> None:
    writer = Writer()
    at = writer.sentence(writer.document("نص"), 0, "جملة.")
    city, other = writer.thing("City", "دبي", at=at), writer.thing("City", "العين", at=at)
    for name, value in (("latitude", "25.077"), ("longitude", "55.309")):
        number = ox.Literal(value, datatype=term("xsd:decimal"))
        writer.store.add(ox.Quad(city, term(f"schema:{name}"), number))
    nodes, _ = expected_nodes(writer.write())
    assert (nodes[city.value]["latitude"], nodes[city.value]["longitude"]) == (25.077, 55.309)
    assert not {"latitude", "longitude"} & set(nodes[other.value])


def test_of_several_literals_the_one_most_stated_is_shown() -> None:
    writer = Writer()
    document = writer.document("نص")
    places = [writer.sentence(document, 20 * n, f"جملة رقم {n}.") for n in range(3)]
    summit = writer.thing("Conference", "القمة", at=places[0])
    writer.fact(summit, "edition", 4, places[0])
    writer.fact(summit, "edition", 5, places[1])
    writer.fact(summit, "edition", 5, places[2])
    writer.fact(summit, "attendance", 10**30, places[0])
    writer.fact(summit, "date", "2017-03-10/2017-03-11", places[0])
    other = writer.thing("Conference", "الملتقى", at=places[0])
    writer.fact(other, "date", "2019", places[0])
    nodes, _ = expected_nodes(writer.write())
    assert nodes[summit.value]["edition"] == 5
    assert (nodes[summit.value]["start"], nodes[summit.value]["end"]) == (
        "2017-03-10",
        "2017-03-11",
    )
    assert "attendance" not in nodes[summit.value], "no reader has room for it"
    assert nodes[other.value]["start"] == "2019"
    assert "end" not in nodes[other.value]


def expected_nodes(graph: Graph) -> Read:
    return {n.id: {"label": n.label, **n.values} for n in Tables.of(graph).nodes()}, {}


def test_facts_whose_digests_are_equal_stay_apart() -> None:
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for name in "abc":
        network.add_node(name, label=name, labels=[name], type="Person", facts=[])
    for one, other in ("ab", "bc"):
        network.add_edge(one, other, key="0f0f", relation="partner", label="شريك", claims=[])
    assert [edge.id for edge in Tables(network, {}).edges()] == ["0f0f", "0f0f-2"]


# ---------------------------------------------------------------------------------- hostile text

HOSTILE = (
    '=HYPERLINK("https://example.org","انقر")',
    "+1;-2;@SUM(A1)",
    "سطر\nآخر\r\tثم\x0bبعده\u2028وبعد\x85",
    "محرف \x01 تحكم",
    "</data></node>]]><!-- & &amp; '\" -->",
    "</script><script>alert(1)</script>",
    'فاصلة, و"علامة" و\\شرطة\\',
    "\u202eمقلوب\u202c",
    "😀",
    " فراغ ",
)


@pytest.fixture(scope="module")
def hostile() -> Graph:
    writer = Writer()
    document = writer.document("نص")
    at = writer.sentence(document, 0, "جملة.")
    things = [
        writer.thing("Person", text, f"{text}؛ ثانيًا", at=at, iri=f"person/{number}")
        for number, text in enumerate(HOSTILE)
    ]
    body = writer.thing("Organization", "جهة", at=at)
    for number, thing in enumerate(things):
        writer.role(thing, f"عضو{number}", body, at)
        writer.role(thing, f"مدير{number}", None, at)
        writer.fact(thing, "theme", HOSTILE[number], at)
    graph = writer.write()
    for number, text in enumerate(HOSTILE):
        for title in (f"عضو{number}", f"مدير{number}"):
            role = ox.NamedNode(f"https://example.org/id/role/{title}")
            label = term("skos:prefLabel")
            for quad in list(graph.store.quads_for_pattern(role, label, None, ox.DefaultGraph())):
                graph.store.remove(quad)
            graph.store.add(ox.Quad(role, label, ox.Literal(text, language="ar")))
    return graph


def plain(value: Any) -> Any:
    """A value as it stands in every format: on one line, without control characters."""
    if isinstance(value, tuple):
        return tuple(plain(text) for text in value)
    if not isinstance(value, str):
        return value
    return re.sub("[\n\r\x0b\u2028\x85]+", " ", value).replace("\x01", "\ufffd")


@pytest.mark.parametrize("reader", READERS)
def test_hostile_text_comes_through(hostile: Graph, reader: str, tmp_path: Path) -> None:
    read, format, form = READERS[reader]
    found = alike(read(exported(hostile, format), format, tmp_path), format)
    assert found == changed(expected(hostile), form)
    labels = {iri.rpartition("/")[2]: row["label"] for iri, row in found[0].items()}
    assert [labels[str(n)] for n in range(len(HOSTILE))] == [plain(text) for text in HOSTILE]


def test_texts_stand_on_one_line_without_controls(hostile: Graph) -> None:
    nodes, edges = expected(hostile)
    for number, text in enumerate(HOSTILE):
        row = nodes[f"https://example.org/id/person/{number}"]
        assert row["label"] == row["theme"] == plain(text)
        assert row["titles"] == (plain(text),)
        assert row["names"] == (plain(f"{text}؛ ثانيًا"),)
    assert {row["label"] for row in edges.values()} == {plain(text) for text in HOSTILE}


def test_what_formats_cannot_hold_is_told(hostile: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        exported(hostile, "cyjs")
    assert "a control character became U+FFFD" in caplog.text


def test_json_holds_no_markup(hostile: Graph) -> None:
    assert b"<" not in exported(hostile, "cyjs")


def test_texts_in_lists_are_the_texts_of_the_graph(hostile: Graph) -> None:
    """Nothing is put before «=» for a spreadsheet's sake: Neo4j would take it for the name."""
    nodes, _ = read_neo4j(exported(hostile, "neo4j"), "neo4j", Path())
    assert nodes["https://example.org/id/person/0"]["label"] == HOSTILE[0]


# ------------------------------------------------------------------------------------- the bytes


@pytest.mark.parametrize("format", NETWORKS)
def test_the_same_bytes_for_any_order_of_documents(format: str, tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate([(0, 1, 2), (2, 1, 0), (1, 2, 0)]):
        resolution, extractions = corpus(order)
        quads = describe(resolution, extractions, BASE)
        write(tmp_path / str(number), quads, catalogue=Catalogue(base=BASE))
        with Graph.open(tmp_path / str(number)) as graph:
            found.add(exported(graph, format))
            graph.export(tmp_path / f"{number}.txt", format=format)
        found.add((tmp_path / f"{number}.txt").read_bytes())
    assert len(found) == 1


def test_the_same_bytes_in_every_process(root: Path) -> None:
    script = """if True:
        import hashlib
        from kg.export import export
        from kg.graph.mapping import describe
        from kg.graph.store import Graph
        from tests.graph.example import BASE, corpus

        graph = Graph.of(describe(*corpus(), BASE))
        for format in ("graphml", "gexf", "neo4j", "cyjs"):
            print(format, hashlib.sha256(export(graph, format=format)).hexdigest())
    """
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Dubai"))
    }
    assert len(found) == 1


@pytest.mark.parametrize("format", NETWORKS)
def test_an_empty_graph(format: str, tmp_path: Path) -> None:
    read = read_neo4j if format == "neo4j" else read_node
    assert read(exported(Writer().write(), format), format, tmp_path) == ({}, {})


# ------------------------------------------------------------------------------------- the command


def test_a_file_by_its_suffix(graph: Graph, tmp_path: Path) -> None:
    for format in NETWORKS:
        file = tmp_path / f"network.{'zip' if format == 'neo4j' else format}"
        assert graph.export(file) is None
        assert file.read_bytes() == exported(graph, format)
    with pytest.raises(SettingsError, match="found the suffix 'neo4j'; expected one of nt, nq"):
        graph.export(tmp_path / "network.neo4j")


@pytest.mark.parametrize("format", NETWORKS)
def test_no_network_holds_the_ontology(graph: Graph, format: str) -> None:
    with pytest.raises(
        SettingsError, match=f"found ontology or redirects with the format '{format}'"
    ):
        export(graph, format=format, ontology=True)
    with pytest.raises(SettingsError, match="expected them with one of nt, nq"):
        export(graph, format=format, redirects=True)


def test_the_command_writes_them_to_standard_output(graph: Graph, tmp_path: Path) -> None:
    write(tmp_path, graph.quads(), catalogue=Catalogue(base=BASE))
    for format in NETWORKS:
        arguments = ["export", "--format", format, "--store", str(tmp_path)]
        done = CliRunner().invoke(cli.commands, arguments)
        assert done.exit_code == 0, done.output
        assert done.stdout_bytes == exported(graph, format)


def test_the_command_offers_every_format() -> None:
    option = next(p for p in cli.commands.commands["export"].params if p.name == "format")
    assert tuple(option.type.choices) == FORMATS  # type: ignore[attr-defined]
