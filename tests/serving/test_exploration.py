"""The explorer's addresses: neighbours, parts, paths and evidence as JSON, and their limits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.serving.server import Answer, Server

BASE = "https://w3id.org/rawabit/id/"
LOOTAH = f"{BASE}person/حسين_لوتاه"
DUBAI = f"{BASE}organization/بلدية_دبي"
SUMMIT = f"{BASE}conference/قمة_المدن_الذكية"
AISHA = f"{BASE}person/عائشة_بن_بشر"
CITY = f"{BASE}city/دبي"


def ask(server: Server, path: str, **parameters: Any) -> Answer:
    return server.request(f"/api/{path}?{urlencode(parameters, doseq=True)}")


def read(server: Server, path: str, **parameters: Any) -> Mapping[str, Any]:
    answer = ask(server, path, **parameters)
    assert (answer.status, answer.media) == (200, "application/json"), answer.text
    found: Mapping[str, Any] = json.loads(answer.body)
    return found


def post(server: Server, content: Any) -> Answer:
    return server.post(json.dumps(content), "application/json", path="/api/part")


def labels(found: Mapping[str, Any]) -> list[str]:
    return [node["label"] for node in found["nodes"]]


class TestNeighbours:
    def test_all_that_facts_join_with_a_thing(self, server: Server) -> None:
        found = read(server, "neighbours", iri=LOOTAH)
        assert found["nodes"][0]["iri"] == LOOTAH
        assert {"بلدية دبي", "قمة المدن الذكية"} <= set(labels(found))
        assert found["all"] == found["total"] == len(found["nodes"]) - 1
        assert found["nodes"][0]["degree"] == found["all"]
        role = next(edge for edge in found["edges"] if edge["relation"] == "role")
        assert (role["subject"], role["object"]) == (LOOTAH, DUBAI)
        assert role["title"] == "المدير العام" and role["sentences"] == 2
        told = {each["source"] for each in role["told"]}
        assert told == {"صحيفة المثال", "javascript:alert(1)"}

    def test_some_at_a_time_and_what_is_left_is_counted(self, server: Server) -> None:
        whole = read(server, "neighbours", iri=LOOTAH)
        pages = [
            read(server, "neighbours", iri=LOOTAH, limit=1, offset=offset)
            for offset in range(whole["total"] + 1)
        ]
        assert all(page["total"] == whole["total"] for page in pages)
        shown = [label for page in pages for label in labels(page)[1:]]
        assert shown == labels(whole)[1:]
        degrees = [node["degree"] for node in whole["nodes"][1:]]
        assert degrees == sorted(degrees, reverse=True)

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"type": "Organization"}, {"بلدية دبي"}),
            ({"relation": "role"}, {"بلدية دبي"}),
            ({"relation": "role", "type": "Person"}, set()),
            ({"relation": "role", "since": "2017-03-12"}, {"بلدية دبي"}),
            ({"relation": "role", "since": "2017-03-13"}, set()),
            ({"relation": "role", "until": "2017-03"}, {"بلدية دبي"}),
            ({"relation": "role", "until": "2016"}, set()),
            ({"relation": "opener", "source": "صحيفة المثال"}, {"قمة المدن الذكية"}),
            ({"relation": "role", "confidence": "1"}, set()),
        ],
    )
    def test_filters(self, server: Server, asked: dict[str, str], expected: set[str]) -> None:
        found = read(server, "neighbours", iri=LOOTAH, **asked)
        assert set(labels(found)[1:]) == expected
        assert found["total"] == len(expected) < found["all"]
        assert all(
            edge["relation"] == asked.get("relation", edge["relation"]) for edge in found["edges"]
        )


class TestPart:
    def test_things_and_what_joins_them(self, server: Server) -> None:
        answer = post(server, {"iris": [LOOTAH, DUBAI, f"{BASE}person/nobody"]})
        found = json.loads(answer.body)
        assert answer.status == 200
        assert labels(found) == ["حسين لوتاه", "بلدية دبي"]
        assert [edge["relation"] for edge in found["edges"]] == ["role"]
        assert found["unknown"] == [f"{BASE}person/nobody"]

    def test_beside_others_that_are_known(self, server: Server) -> None:
        found = json.loads(post(server, {"iris": [LOOTAH], "beside": [SUMMIT]}).body)
        assert labels(found) == ["حسين لوتاه"]
        assert [edge["relation"] for edge in found["edges"]] == ["opener"]

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [
            ("{", "application/json", 400),
            ("[]", "application/json", 400),
            ('{"iris": 7}', "application/json", 400),
            ('{"iris": [], "query": ""}', "application/json", 400),
            (json.dumps({"iris": ["x"] * 10_001}), "application/json", 400),
            (json.dumps({"iris": ["x" * 2001]}), "application/json", 400),
            (b'{"iris": ["\xff"]}', "application/json", 400),
            (" " * (9 << 20), "application/json", 413),
            ('{"iris": []}', "text/plain", 415),
            ('{"iris": []}', None, 415),
        ],
    )
    def test_what_is_refused(
        self, server: Server, body: str | bytes, kind: str | None, status: int
    ) -> None:
        assert server.post(body, kind, path="/api/part").status == status

    def test_it_is_asked_by_post_alone(self, server: Server) -> None:
        assert ask(server, "part").status == 405


def test_overview_has_places_and_counts(server: Server) -> None:
    whole = read(server, "overview")
    assert whole["total"] == len(whole["nodes"]) <= whole["all"]
    places = {(node["x"], node["y"]) for node in whole["nodes"]}
    assert len(places) == len(whole["nodes"])
    some = read(server, "overview", limit=2)
    assert some["total"] == whole["total"] and labels(some) == labels(whole)[:2]
    ends = {node["iri"] for node in some["nodes"]}
    assert all({edge["subject"], edge["object"]} <= ends for edge in some["edges"])
    people = read(server, "overview", type="Person")
    assert {node["type"] for node in people["nodes"]} == {"Person"}


class TestPath:
    def test_a_shortest_one(self, server: Server) -> None:
        found = read(server, "path", **{"from": DUBAI, "to": CITY})
        assert found["length"] == 3 and found["paths"] == 2
        names = labels(found)
        assert (names[0], names[1], names[3]) == ("بلدية دبي", "حسين لوتاه", "دبي")
        assert [edge["relation"] for edge in found["edges"]] == ["role", "opener", "location"]
        dated = read(server, "path", **{"from": DUBAI, "to": CITY, "since": "2017"})
        assert dated["paths"] == 1 and labels(dated)[2] == "قمة المدن الذكية"

    def test_none(self, server: Server) -> None:
        for asked in ({"to": AISHA}, {"to": CITY, "relation": "role"}):
            found = read(server, "path", **{"from": DUBAI, **asked})
            assert found["length"] is None and found["paths"] == 0
            assert found["nodes"] == found["edges"] == []

    def test_from_a_thing_to_itself(self, server: Server) -> None:
        found = read(server, "path", **{"from": AISHA, "to": AISHA})
        assert found["length"] == 0 and labels(found) == ["عائشة بن بشر"]


class TestEvidence:
    def test_sentences_with_marks(self, server: Server) -> None:
        edges = read(server, "neighbours", iri=LOOTAH, relation="role")["edges"]
        found = read(server, "evidence", fact=edges[0]["fact"])
        assert found["total"] == len(found["sentences"]) == 2 and found["origin"] is None
        dated = next(each for each in found["sentences"] if each["document"]["date"])
        marked = {part["text"] for part in dated["parts"] if part["marked"]}
        assert marked >= {"حسين لوتاه", "المدير العام"}
        assert dated["document"]["date"] == "2017-03-12"
        assert dated["address"].startswith("/id/document/") and "#char=" in dated["address"]
        assert 0 < dated["confidence"] <= 1
        some = read(server, "evidence", fact=edges[0]["fact"], limit=1)
        assert some["total"] == 2 and len(some["sentences"]) == 1

    def test_knowledge_that_no_sentence_states(self, server: Server) -> None:
        overview = read(server, "overview", relation="location")
        edge = next(each for each in overview["edges"] if not each["sentences"])
        assert edge["told"] == [
            {"date": None, "source": edge["told"][0]["source"], "confidence": None}
        ]
        found = read(server, "evidence", fact=edge["fact"])
        assert found["total"] == 0 and "GeoNames" in found["origin"]


def test_entity_counts_what_there_is(server: Server) -> None:
    found = read(server, "entity", iri=LOOTAH)
    assert found["label"] == "حسين لوتاه" and found["type"] == "Person"
    assert found["relations"]["role"] == 1
    assert sum(found["neighbours"].values()) == found["degree"]
    assert found["names"][0] == {"text": "حسين لوتاه", "language": "ar"}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("neighbours", 400, "iri"),
        (f"neighbours?{urlencode({'iri': BASE})}", 404, "no thing"),
        (f"neighbours?{urlencode({'iri': '<x>'})}", 404, "no thing"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'limit': 0})}", 400, "1 to 1000"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'limit': 1001})}", 400, "1 to 1000"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'offset': '٣'})}", 400, "offset"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'type': 'Dragon'})}", 400, "Dragon"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'relation': 'knows'})}", 400, "knows"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'since': 'today'})}", 400, "date"),
        (f"neighbours?{urlencode({'iri': LOOTAH, 'confidence': 'nan'})}", 400, "confidence"),
        ("neighbours?iri=%ff", 400, "UTF-8"),
        ("overview?limit=10001", 400, "1 to 10000"),
        (f"path?{urlencode({'from': LOOTAH})}", 400, "to"),
        (f"path?{urlencode({'from': LOOTAH, 'to': BASE})}", 404, "no thing"),
        ("entity?iri=x", 404, "no thing"),
        ("evidence", 400, "digest"),
        ("evidence?fact=0000000000", 404, "0000000000"),
    ],
)
def test_errors_are_a_sentence(server: Server, path: str, status: int, said: str) -> None:
    answer = server.request(f"/api/{path}")
    assert (answer.status, answer.media) == (status, "text/plain"), answer.text
    assert said in answer.text


def test_the_page_has_no_script_of_its_own_and_is_linked(server: Server) -> None:
    page = server.request("/explore?lang=ar", headers={"Accept": "text/html"})
    assert page.status == 200 and 'dir="rtl"' in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    scripts = re.findall(r"<script ([^>]*)>", page.text)
    data = [each for each in scripts if 'type="application/json"' in each]
    assert len(data) == 1
    assert all(each.startswith('src="/static/') for each in scripts if each not in data)
    thing = server.request(f"/id/person/{quote('حسين_لوتاه')}", headers={"Accept": "text/html"})
    assert f'href="/explore?{urlencode({"focus": LOOTAH})}"' in thing.text
