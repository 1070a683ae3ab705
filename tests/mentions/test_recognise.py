"""What the mention stage finds, and what it leaves alone: sentences and their mentions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.model import Document

FOLDER = Path(__file__).parent.parent / "cases" / "mentions"


def cases() -> Iterator[Any]:
    """Every case of every file: its kinds, its text and what is expected."""
    for file in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in table["case"]:
            kinds = tuple(table["kinds"])
            yield pytest.param(kinds, case["text"], case["expected"], id=case["text"][:60])


@pytest.mark.parametrize(("kinds", "text", "expected"), list(cases()))
def test_finds_what_a_reader_finds(
    kinds: tuple[str, ...],
    text: str,
    expected: list[str],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> None:
    document = Document(text=text, identifier="", sha256="")
    recognition = recognise(document, analyse(document), lexicons, gazetteer)
    found = []
    for chunk in (chunk for line in recognition.chunks for chunk in line):
        if chunk.kind not in kinds:
            continue
        name = chunk.text
        if chunk.mention is not None and recognition.mentions[chunk.mention].is_reference:
            name = f"({name})"
        if chunk.standing is not None:
            name = f"{name} [{chunk.standing.value}]"
        found.append(name if len(kinds) == 1 else f"{chunk.kind}: {name}")
    assert found == expected


def test_there_are_many_cases_of_both_sorts() -> None:
    expectations = [case.values[2] for case in cases()]
    assert len(expectations) >= 120
    assert sum(not expected for expected in expectations) >= 25
