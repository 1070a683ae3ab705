"""Questions over HTTP: the page, and JSON."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from rdflib import Literal, URIRef

from kg.graph import store as stores
from kg.graph.catalogue import Catalogue
from kg.graph.terms import Quad
from kg.graph.vocabulary import CLAIMS_GRAPH, NIF, PROV, RDF, RW, SDO, SKOS
from kg.settings import DEFAULT_BASE
from tests.serving.server import Answer, Server, serving

SECONDS = 2.0
CROWD = 6000


def page(server: Server, question: str = "", **fields: str) -> Answer:
    query = urlencode({"q": question, "lang": "ar", **fields})
    return server.request(f"/ask?{query}", headers={"Accept": "text/html"})


def asked(server: Server, question: str, **fields: str) -> Any:
    answer = server.request(f"/api/ask?{urlencode({'q': question, **fields})}")
    assert (answer.status, answer.media) == (200, "application/json"), answer.text
    return json.loads(answer.body)


def test_an_answer_has_rows_sentences_and_sparql(server: Server) -> None:
    found = page(server, "من افتتح قمة المدن الذكية؟")
    assert found.status == 200
    assert "حسين لوتاه" in found.text and "/id/person/" in found.text
    assert "<mark>" in found.text and "جملة واحدة" in found.text
    assert "VALUES ?event" in found.text
    assert "/editor?query=SELECT" in found.text


def test_the_page_without_a_question_lists_those_there_are(server: Server) -> None:
    assert "من تحدث في …؟" in page(server).text
    assert "Who spoke at …?" in page(server, lang="en").text


def test_json_says_the_same(server: Server) -> None:
    found = asked(server, "من افتتح قمة المدن الذكية؟")
    assert (found["reply"], found["template"], found["language"]) == ("answer", "openers", "ar")
    (row,) = found["rows"]
    assert row["opener"]["text"] == "حسين لوتاه" and row["opener"]["iri"]
    assert row["sentences"] == 1 and len(row["fact"]) == 10
    assert "افتتح" in row["evidence"]["text"]
    again = server.query(found["sparql"], accept="text/csv")
    assert again.status == 200 and row["opener"]["iri"] in again.text


def test_a_question_comes_back_and_takes_a_choice(server: Server) -> None:
    candidates = asked(server, "من افتتح الفعالية؟")
    assert candidates["reply"] == "which" and len(candidates["candidates"]) == 2
    chosen = candidates["candidates"][0]["iri"]
    answer = asked(server, "من افتتح الفعالية؟", event=chosen)
    assert answer["reply"] == "answer" and answer["bound"]["event"]["iri"] == chosen
    assert "/ask?q=" in page(server, "من افتتح الفعالية؟").text


def test_what_is_not_understood_offers_questions(server: Server) -> None:
    found = asked(server, "كيف حال خالد الأحمد؟")
    assert found["reply"] == "unknown" and "من هو خالد الأحمد؟" in found["suggestions"]
    assert "لم يُفهم السؤال" in page(server, "كيف حال خالد الأحمد؟").text
    assert asked(server, "كيف حال خالد الأحمد؟", lang="en")["language"] == "en"
    assert asked(server, "من تحدث في مؤتمر الزراعة؟")["missing"] == "مؤتمر الزراعة"


@pytest.mark.parametrize(
    "question",
    [
        "<script>window.hacked=1</script>",
        "من هو <img src=x onerror=alert(1)>؟",
        'من تحدث في "}} {{ 7*7 }}؟',
        "\x00\x1b[31m\u202eمن هو",
        "من افتتح مؤتمر <script>window.hacked = 1</script>؟",
    ],
)
def test_hostile_questions_are_text(server: Server, question: str) -> None:
    found = page(server, question)
    assert found.status == 200
    for forbidden in ("<script>window", "<img src=x", "onerror=alert(1)>"):
        assert forbidden not in found.text
    assert asked(server, question)["reply"]


def test_what_cannot_be_a_question_is_refused(server: Server) -> None:
    assert page(server, "س" * 301).status == 400
    assert server.request("/api/ask").status == 400
    assert server.request("/ask?q=%ff").status == 400
    assert page(server, "س" * 300).status == 200


def crowd() -> Iterator[Quad]:
    """A conference with so many participants that nobody waits for the list of them."""
    event = URIRef(f"{DEFAULT_BASE}conference/مؤتمر_الزحام")
    yield event, RDF.type, RW.Conference, None
    yield event, SKOS.prefLabel, Literal("مؤتمر الزحام", lang="ar"), None
    for number in range(CROWD):
        person = URIRef(f"{DEFAULT_BASE}person/{number}")
        sentence = URIRef(f"{DEFAULT_BASE}document/{number:016}#char=0,1")
        claim = URIRef(f"{sentence}&claim={number:010}")
        yield person, RDF.type, SDO.Person, None
        yield person, SKOS.prefLabel, Literal(f"فلان {number}", lang="ar"), None
        yield event, SDO.attendee, person, None
        yield sentence, NIF.anchorOf, Literal("حضر فلان.", lang="ar"), None
        yield claim, RDF.subject, event, CLAIMS_GRAPH
        yield claim, RDF.predicate, SDO.attendee, CLAIMS_GRAPH
        yield claim, RDF.object, person, CLAIMS_GRAPH
        yield claim, PROV.wasQuotedFrom, sentence, CLAIMS_GRAPH


def test_a_question_is_stopped_at_its_time_and_others_go_on(tmp_path: Path) -> None:
    stores.write(tmp_path / "store", crowd(), catalogue=Catalogue(base=DEFAULT_BASE))
    options = ("--query-timeout", str(SECONDS), "--query-workers", "2")
    with serving(tmp_path / "store", *options) as hasty:
        question = "من شارك في مؤتمر الزحام؟"
        assert asked(hasty, "كيف الحال؟")["reply"] == "unknown"  # names are read by now
        path = f"/api/ask?{urlencode({'q': question})}"
        answers: list[Answer] = []
        slow = threading.Thread(target=lambda: answers.append(hasty.request(path)))
        begun = time.monotonic()
        slow.start()
        others = []
        while slow.is_alive():
            start = time.monotonic()
            assert hasty.request("/api/search?q=9").status == 200
            assert hasty.query("ASK {}").status == 200
            others.append(time.monotonic() - start)
        assert SECONDS <= time.monotonic() - begun < SECONDS + 2
        assert len(others) > 10 and max(others) < SECONDS / 2
        assert (answers[0].status, answers[0].media) == (503, "text/plain")
        assert "longer than 2 seconds" in answers[0].text
        told = page(hasty, question)
        assert (told.status, told.media) == (503, "text/html")
        assert "longer than 2 seconds" in told.text
        assert hasty.query("ASK {}").status == 200
