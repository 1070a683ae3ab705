"""Pairs of names in two documents (``tests/cases/identity.toml``): one thing, or two."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.model import EntityType, Relation
from kg.resolution import resolve
from tests.resolution.draft import CITY, COUNTRY, ORGANIZATION, Draft, entity_of, gazetteer, one

CASES = Path(__file__).parent.parent / "cases" / "identity.toml"
LEAST_PAIRS = 150
LEAST_F1 = 0.95


@dataclass(frozen=True)
class Pair:
    """Two documents, the thing that each has first, and whether it is one thing."""

    type: EntityType
    a: Draft
    b: Draft
    same: bool

    def __str__(self) -> str:
        names = " / ".join(each.clusters[0].name for each in (self.a, self.b))
        return f"{self.type} {names}: {'one' if self.same else 'two'}"

    def is_found(self) -> bool:
        """Whether resolution takes the two for one thing."""
        found = resolve([self.a.extraction(), self.b.extraction()], gazetteer())
        return entity_of(found, self.a) == entity_of(found, self.b)


def _pairs() -> Iterator[Pair]:
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))
    for table in cases["pairs"]:
        kind = EntityType(table["type"])
        for same in (True, False):
            for a, b in table["same" if same else "different"]:
                yield Pair(kind, one("a", kind, a), one("b", kind, b), same)
    for case in cases["met"]:
        kind = EntityType(case["type"])
        a, b = (_document(name, kind, case[name]) for name in "ab")
        yield Pair(kind, a, b, case["same"])


def _document(name: str, kind: EntityType, told: dict[str, Any]) -> Draft:
    date = told.get("date")
    draft = Draft(name, date=datetime.date.fromisoformat(date) if date else None)
    thing = draft.add(kind, *told["names"])
    if "role" in told:
        title, body = told["role"]
        draft.state(Relation.ROLE, thing, draft.add(ORGANIZATION, body), title=title)
    if "part_of" in told:
        draft.state(Relation.PART_OF, thing, draft.add(ORGANIZATION, told["part_of"]))
    if "runs" in told:
        draft.state(Relation.RUNS, draft.add(ORGANIZATION, told["runs"]), thing)
    if "held_in" in told:
        draft.state(Relation.LOCATION, thing, draft.add(CITY, told["held_in"]))
    if "city" in told:
        draft.state(Relation.LOCATION, thing, draft.add(CITY, told["city"]))
    if "country" in told:
        draft.state(Relation.LOCATION, thing, draft.add(COUNTRY, told["country"]))
    return draft


def test_pairs_of_names() -> None:
    pairs = list(_pairs())
    assert len(pairs) >= LEAST_PAIRS
    right = wrong = missed = 0
    for pair in pairs:
        found = pair.is_found()
        right += found and pair.same
        wrong += found and not pair.same
        missed += pair.same and not found
        if found != pair.same:
            print(pair)
    f1 = 2 * right / (2 * right + wrong + missed)
    print(f"{len(pairs)} pairs: F1 {f1:.3f}; {wrong} wrongly one, {missed} wrongly two")
    assert f1 >= LEAST_F1


@pytest.mark.parametrize("pair", [each for each in _pairs() if not each.same], ids=str)
def test_a_pair_is_the_same_from_both_sides(pair: Pair) -> None:
    assert Pair(pair.type, pair.b, pair.a, pair.same).is_found() == pair.is_found()
