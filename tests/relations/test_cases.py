"""What the whole reading says of a sentence, by relation: it holds without a learned recognizer.

``tests/cases/relations/<relation>.toml``: texts, each with all facts of the relation that it
states, ``subject | object``. A literal is written as it is; a role as ``person | title | body``
with its standing, ``since …`` and ``until …`` where they are stated. ``*`` is an event without a
name. All texts were made up for these tests, their people and bodies too.
"""

from __future__ import annotations

import datetime
import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.model import Claim, Document, Extraction, Relation
from kg.resources import Resources
from kg.settings import Settings

FOLDER = Path(__file__).parent.parent / "cases" / "relations"
DATE = datetime.date(2017, 2, 15)


def cases() -> Iterator[Any]:
    """Every case of every file: its relation, its text and what is expected."""
    for relation in Relation:
        table = tomllib.loads((FOLDER / f"{relation.value}.toml").read_text(encoding="utf-8"))
        for case in table["case"]:
            found = relation, case["text"], case["says"]
            yield pytest.param(*found, id=f"{relation.value}: {case['text'][:60]}")


@cache
def resources() -> Resources:
    return Resources.load(Settings(recognizer="none"))


def read(text: str) -> Extraction:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(text=text, identifier=digest[:16], sha256=digest, date=DATE)
    return pipeline.extract(document, resources())


def state(claim: Claim, extraction: Extraction) -> str:
    """A claim as the cases write it."""
    names = {
        mention: cluster.name if cluster.is_named else "*"
        for cluster in extraction.clusters
        for mention in cluster.mentions
    }
    fields = [
        names[claim.subject],
        claim.title,
        claim.literal,
        None if claim.object is None else names[claim.object],
        claim.standing,
        claim.since and f"since {claim.since}",
        claim.until and f"until {claim.until}",
    ]
    return " | ".join(str(field) for field in fields if field is not None)


@pytest.mark.parametrize(("relation", "text", "says"), list(cases()))
def test_says_what_a_reader_understands(relation: Relation, text: str, says: list[str]) -> None:
    extraction = read(text)
    found = {state(each, extraction) for each in extraction.claims if each.relation is relation}
    assert sorted(found) == sorted(says)


def test_there_are_many_cases_of_both_sorts_for_every_relation() -> None:
    found = [case.values for case in cases()]
    assert len(found) >= 150
    for relation in Relation:
        says = [bool(each[2]) for each in found if each[0] is relation]
        assert says.count(True) >= 2
        assert says.count(False) >= 2
    assert len({(each[0], each[1]) for each in found}) == len(found)
