"""The graph as a network: a membership is one edge, and every fact keeps its claims."""

from __future__ import annotations

import json

import networkx
import pytest

from kg.graph.catalogue import Catalogue
from kg.graph.mapping import describe
from kg.graph.store import Graph
from tests.graph.example import BASE, corpus

SUMMIT = BASE + "conference/مؤتمر_المدن_الذكية"
LOOTAH = BASE + "person/حسين_لوتاه"
MUNICIPALITY = BASE + "organization/بلدية_دبي"


@pytest.fixture(scope="module")
def network(graph: Graph) -> networkx.MultiDiGraph[str]:
    return graph.to_networkx()


def edges(
    network: networkx.MultiDiGraph[str], relation: str
) -> list[tuple[str, str, dict[str, object]]]:
    return [
        (network.nodes[s]["label"], network.nodes[o]["label"], attributes)
        for s, o, attributes in network.edges(data=True)
        if attributes["relation"] == relation
    ]


def test_nodes_are_the_things_and_nothing_else(network: networkx.MultiDiGraph[str]) -> None:
    resolution, _ = corpus()
    assert network.number_of_nodes() == len(resolution.entities)
    assert {a["type"] for _, a in network.nodes(data=True)} == {
        e.type.value for e in resolution.entities
    }
    dubai = network.nodes[BASE + "city/دبي"]
    assert dubai["iri"] == BASE + "city/دبي"
    assert (dubai["type"], dubai["label"], dubai["labels"]) == ("City", "دبي", ["دبي", "Dubai"])


def test_a_membership_is_one_edge_labelled_with_its_title(
    network: networkx.MultiDiGraph[str],
) -> None:
    (role,) = network.get_edge_data(LOOTAH, MUNICIPALITY).values()
    assert (role["relation"], role["label"]) == ("role", "المدير العام")
    (key,) = network.get_edge_data(LOOTAH, MUNICIPALITY)
    assert [claim["id"] for claim in role["claims"]] == [key, key]
    assert not any("membership/" in node for node in network)


def test_a_role_of_a_place_keeps_standing_and_period(network: networkx.MultiDiGraph[str]) -> None:
    ((person, place, role),) = [e for e in edges(network, "role") if e[2]["label"] == "مدير"]
    assert (person, place) == ("سالم المري", "دبي")
    assert (role["standing"], role["since"], role["until"]) == ("Former", "2010", "2015-03")


def test_a_role_without_a_body_stands_on_the_person(network: networkx.MultiDiGraph[str]) -> None:
    (fact,) = network.nodes[BASE + "person/عمر_خان"]["facts"]
    assert (fact["relation"], fact["value"]) == ("role", "رئيس مجلس الإدارة")
    assert fact["claims"][0]["confidence"] == 0.5


@pytest.mark.parametrize(
    ("relation", "subject", "object"),
    [
        ("speaker", "البيانات أولاً", "عائشة بن بشر"),
        ("moderator", "البيانات أولاً", "سالم المري"),
        ("part_of", "البيانات أولاً", "مؤتمر المدن الذكية"),
        ("part_of", "إدارة البيانات", "بلدية دبي"),
        ("participant", "مؤتمر المدن الذكية", "مملكة البحرين"),
        ("organizer", "مؤتمر المدن الذكية", "بلدية دبي"),
        ("host", "مؤتمر المدن الذكية", "جامعة دبي"),
        ("sponsor", "مؤتمر المدن الذكية", "Smith Group"),
        ("opener", "مؤتمر المدن الذكية", "حسين لوتاه"),
        ("partner", "مؤتمر المدن الذكية", "شركة بيانات"),
        ("location", "مؤتمر المدن الذكية", "دبي"),
        ("location", "مركز دبي التجاري", "دبي"),
        ("runs", "بلدية دبي", "دبي الآن"),
    ],
)
def test_every_other_relation_is_an_edge(
    network: networkx.MultiDiGraph[str], relation: str, subject: str, object: str
) -> None:
    found = [e for e in edges(network, relation) if e[:2] == (subject, object)]
    assert len(found) == 1
    assert found[0][2]["claims"]
    assert found[0][2]["label"]


def test_repeated_triples_are_no_edges_of_their_own(network: networkx.MultiDiGraph[str]) -> None:
    assert len(edges(network, "speaker")) == 1  # and no performer
    assert len(edges(network, "location")) == 4  # one of them the gazetteer's


def test_a_claim_tells_all_of_its_sentence(network: networkx.MultiDiGraph[str]) -> None:
    ((_, _, opener),) = edges(network, "opener")
    claims = {claim["confidence"]: claim for claim in opener["claims"]}  # type: ignore[attr-defined]
    first = claims[0.9]
    _, extractions = corpus()
    document = next(iter(extractions))
    assert first == {
        "id": claims[0.75]["id"],
        "sentence": "افتتح حسين لوتاه، المدير العام لبلدية دبي، مؤتمر المدن الذكية في دبي.",
        "iri": f"{BASE}document/{document}#char=0,69",
        "confidence": 0.9,
        "pattern": "opener.example",
        "document": f"{BASE}document/{document}",
        "title": "افتتاح مؤتمر المدن الذكية",
        "source": "https://news.example.org/articles/1",
        "date": "2017-03-12",
    }
    assert claims[0.75]["title"] is None
    assert claims[0.75]["source"] == "صحيفة المثال"


def test_what_no_sentence_states_names_its_source(network: networkx.MultiDiGraph[str]) -> None:
    ((_, _, fact),) = [e for e in edges(network, "location") if e[1] == "الإمارات"]
    assert fact["claims"] == []
    assert fact["source"] == "GeoNames 2026-11-20"


def test_literal_facts_stand_on_the_node(network: networkx.MultiDiGraph[str]) -> None:
    summit = network.nodes[SUMMIT]
    assert summit["edition"] == [5]
    assert summit["theme"] == ["مدن أسعد"]
    assert summit["attendance"] == [700]
    assert summit["attendance_mode"] == ["OfflineEventAttendanceMode"]
    assert summit["date"] == ["2017-03-09", "2017-03-10", "../2017-03-11"]
    assert all(fact["claims"] and fact["key"] for fact in summit["facts"])
    assert network.nodes[LOOTAH]["quotation"] == ["نبني مدينة أسعد"]


def test_start_and_end_are_one_date_where_nobody_contradicts() -> None:
    resolution, extractions = corpus((0,))
    with Graph.of(describe(resolution, extractions, BASE)) as graph:
        summit = graph.to_networkx().nodes[SUMMIT]
    assert summit["date"] == ["2017-03-10/2017-03-11"]
    assert len([f for f in summit["facts"] if f["relation"] == "date"]) == 1


def test_the_network_is_json_and_the_same_for_any_order() -> None:
    made = []
    for order in ((0, 1, 2), (2, 0, 1)):
        resolution, extractions = corpus(order)
        with Graph.of(
            describe(resolution, extractions, BASE), catalogue=Catalogue(base=BASE)
        ) as graph:
            made.append(json.dumps(networkx.node_link_data(graph.to_networkx(), edges="edges")))
    assert made[0] == made[1]


def test_an_empty_graph_is_an_empty_network() -> None:
    with Graph.of([]) as graph:
        assert graph.to_networkx().number_of_nodes() == 0
