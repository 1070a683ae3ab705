"""Quality floors that only rise, with the digest of the annotations they were measured on."""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path

import pytest

from kg.evaluation import evaluate
from kg.evaluation.report import Report

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
SEEDS = HERE.parent / "data" / "gold"


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(folder.glob("*.json")):
        if file.name != "cross_document.json":
            found.update(file.read_bytes())
    return found.hexdigest()


def _check(report: Report, floors: dict[str, float | str]) -> None:
    assert not report.problems
    entities, facts = report.entity_total().f1, report.fact_total().f1
    assert entities is not None and entities >= float(floors["entities"])
    assert facts is not None and facts >= float(floors["facts"])


def test_seeds_do_not_fall_below_their_floor() -> None:
    assert _digest(SEEDS) == FLOORS["seeds"]["digest"]
    _check(evaluate([SEEDS]), FLOORS["seeds"])


@pytest.mark.slow
def test_newspaper_articles_do_not_fall_below_their_floor() -> None:
    gold, news = os.environ.get("KG_TEST_GOLD"), os.environ.get("KG_TEST_NEWS")
    if not gold or not news:
        pytest.skip("KG_TEST_GOLD and KG_TEST_NEWS are not set")
    folder = Path(gold) / "dev"
    assert _digest(folder) == FLOORS["dev"]["digest"]
    _check(evaluate([folder], texts=news), FLOORS["dev"])
