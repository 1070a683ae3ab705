"""The editor's page, and the queries that it begins with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

import kg
from kg.graph.store import Graph
from kg.named_queries import shipped
from kg.results import Result
from kg.serving.editor import FIRST, to_edit
from tests.serving.server import Server

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_browser_is_led_to_the_editor_and_a_client_is_not(server: Server) -> None:
    led = server.request("/sparql", headers={"Accept": BROWSER})
    assert (led.status, led.headers["location"]) == (303, "/editor")
    for accept in ("*/*", "text/turtle", "text/turtle;q=0.9,text/html;q=0.1"):
        described = server.request("/sparql", headers={"Accept": accept})
        assert (described.status, described.media) == (200, "text/turtle")


def test_the_page_loads_from_here_alone(server: Server) -> None:
    found = server.request("/editor", headers={"Accept": BROWSER})
    policy = dict(
        each.strip().split(" ", 1) for each in found.headers["content-security-policy"].split(";")
    )
    assert policy["script-src"] == policy["connect-src"] == policy["font-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    elsewhere = server.request("/ask").headers["content-security-policy"]
    assert "unsafe" not in elsewhere
    sources = re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]*)"', found.text)
    assert {each.partition("/")[0] for each in sources} <= {"", "data:,"}


def test_a_query_of_the_address_is_data(server: Server) -> None:
    query = "</script><script>window.hacked = 1</script>"
    found = server.request(f"/editor?{urlencode({'query': query})}").text
    assert query not in found
    data = re.search(r'<script id="editor-content"[^>]*>(.*?)</script>', found, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["given"].endswith(query)


def test_the_first_query_has_an_answer(server: Server) -> None:
    assert "المدير العام" in server.query(FIRST, accept="text/csv").text


@pytest.mark.parametrize("name", shipped())
def test_named_queries_give_the_same_when_they_are_edited(store: Path, name: str) -> None:
    query = shipped()[name]
    with Graph.open(store) as graph:
        edited = Result.collect(graph.query(to_edit(query))).records()
        if any(each.default is None for each in query.parameters):
            assert "VALUES" in to_edit(query)
            return
        plain = kg.ask(graph, name).records()
    parameters = {each.name for each in query.parameters}
    shown = [{k: v for k, v in row.items() if k not in parameters} for row in edited]
    assert shown == plain
