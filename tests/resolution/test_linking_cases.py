"""Linking of places by what a text says: cases as data, through the real reading."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.arabic import name_key
from kg.extraction import extract
from kg.model import Document, EntityType
from kg.resolution.linking import link
from kg.resources import Resources
from kg.settings import Settings

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "linking.toml").read_text(encoding="utf-8")
)["case"]
PLACES = (EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE)


@cache
def resources() -> Resources:
    return Resources.load(Settings.load(recognizer="none"))


def places(text: str) -> dict[str, str]:
    """What each name of a place in a text was linked to."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    extraction = extract(Document(text, digest[:16], digest), resources())
    linked = link(extraction, resources().gazetteer).places
    return {
        name_key(name): f"{linked[index].english} {linked[index].country}"
        if index in linked
        else "open"
        for index, cluster in enumerate(extraction.clusters)
        if cluster.type in PLACES
        for name in cluster.names
    }


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_places_of_a_text(case: dict[str, Any]) -> None:
    found = places(case["text"])
    for name, expected in case["expected"].items():
        assert found.get(name_key(name), "none") == expected, found


def test_there_are_enough_cases() -> None:
    expected = [place for case in CASES for place in case["expected"].values()]
    assert len(CASES) >= 40
    assert expected.count("none") >= 10
    assert expected.count("open") >= 3
