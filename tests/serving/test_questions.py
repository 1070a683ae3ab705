"""Questions over HTTP: the page, and JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.serving.server import Answer, Server


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
