from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.documents import make_document
from kg.gazetteer import Gazetteer
from kg.language import analyse, structure
from kg.lexicons import Lexicons

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "structure.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return Lexicons.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_the_parts_of_a_story_are_found(
    case: dict[str, Any], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = case["text"].strip()
    found = structure.find(text, lexicons, gazetteer)
    parts = [[part.kind.value, text[part.start : part.end].strip()] for part in found.parts]
    assert parts == case.get("parts", [])
    said = {
        key: getattr(found, key)
        for key in ("title", "author", "agency", "city", "date")
        if getattr(found, key)
    }
    assert said == case.get("said", {})


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_bylines_datelines_and_footers_are_no_part_of_any_sentence(
    case: dict[str, Any], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    document = make_document(case["text"].strip())
    found = structure.find(document.text, lexicons, gazetteer)
    whole = analyse(document)
    body = structure.body(document.text, whole, found)
    left_out = {
        offset
        for part in found.parts
        if part.kind in (structure.Kind.BYLINE, structure.Kind.DATELINE, structure.Kind.FOOTER)
        for offset in range(part.start, part.end)
    }
    kept = [token for sentence in body for token in sentence.tokens]
    assert kept == [
        token for sentence in whole for token in sentence.tokens if token.start not in left_out
    ]
    for sentence in body:
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end


def test_time_is_in_proportion_to_the_lines(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    def seconds(lines: int) -> float:
        text = "كلمة قصيرة\n" * lines
        times = []
        for _ in range(3):
            start = time.perf_counter()
            structure.find(text, lexicons, gazetteer)
            times.append(time.perf_counter() - start)
        return min(times)

    assert seconds(40_000) < 40 * seconds(4_000)
